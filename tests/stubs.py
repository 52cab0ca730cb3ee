"""What the tests by foreign gRPC clients share: the schema's Python stubs, made by protoc
into a folder that goes when the test does. Leaves with 77 where the client is not here."""
import atexit
import os
import shutil
import subprocess
import sys
import tempfile

from wire import SOURCE

PROTO = os.path.join(SOURCE, "proto")


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


try:
    import grpc  # noqa: F401
    import google.protobuf  # noqa: F401
except ImportError as e:
    skip("python3-grpcio: %s" % e)


def make(names, root=PROTO):
    """Makes the stubs of these files, by their paths below root, ready to import."""
    plugin = shutil.which("grpc_python_plugin")
    if plugin is None:
        skip("protobuf-compiler-grpc")
    folder = tempfile.mkdtemp(prefix="truce-")
    atexit.register(shutil.rmtree, folder)
    subprocess.run(["protoc", "-I", root, "--python_out=" + folder, "--grpc_out=" + folder,
                    "--plugin=protoc-gen-grpc=" + plugin, *names], check=True)
    sys.path.insert(0, folder)
    return folder


def truce_names():
    return sorted("truce/v1/" + name for name in os.listdir(os.path.join(PROTO, "truce/v1")))

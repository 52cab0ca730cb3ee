#!/usr/bin/env python3
"""The commands of examples/README.md work as they stand there; those whose packages are
missing are left out, and said."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from wire import SOURCE, Truced, truce

GRPCIO = ["/usr/bin/python3", "-c", "import grpc, google.protobuf"]
# What each part needs, and what it says of the shipped record.
PARTS = [
    ("Plain Python, no library, the SP wire", ["python3"], "rounds/astana-6"),
    ("Plain Python, whether anybody rewrote the journal", ["python3"], "12 changes, chain whole, head "),
    ("Python, gRPC", ["protoc", "grpc_python_plugin", GRPCIO], "zones/idlib Idlib"),
    ("Python, gRPC, without a schema", [GRPCIO], '"name": "zones/idlib"'),
    ("C++, gRPC", ["protoc", "grpc_cpp_plugin", "g++", ["pkg-config", "--exists", "grpc++", "protobuf"]], "zones/idlib Idlib"),
    ("C, libtruce", ["protoc", "protoc-gen-c", "cc", ["pkg-config", "--exists", "truce", "libprotobuf-c"]], "zones/idlib Idlib"),
    ("Go, gRPC", ["protoc", "protoc-gen-go", "go", ["test", "-d", "/usr/share/gocode/src/google.golang.org/grpc"],
                  ["test", "-d", "/usr/share/gocode/src/google.golang.org/protobuf"]], "zones/idlib Idlib"),
]


def there(need):
    if isinstance(need, str):
        return shutil.which(need) is not None
    return shutil.which(need[0]) is not None and subprocess.run(need, capture_output=True).returncode == 0


def main():
    with open(os.path.join(SOURCE, "examples/README.md")) as f:
        page = f.read()
    blocks = dict(re.findall(r"^## (.*?)\n.*?^```sh\n(.*?)^```$", page, re.S | re.M))
    if set(blocks) != {name for name, _, _ in PARTS}:
        sys.exit("examples/README.md has the parts " + ", ".join(blocks))
    with open(os.path.join(SOURCE, "examples/sp.py")) as f, open(os.path.join(SOURCE, "docs/protocol.md")) as g:
        if "```python\n" + f.read() + "```" not in g.read():
            sys.exit("the program of docs/protocol.md is not examples/sp.py")
    faults = []
    with Truced() as server, tempfile.TemporaryDirectory(prefix="truce-") as folder:
        for name in ("rounds.json", "zones.json"):
            if truce("--server", server.ipc, "import", os.path.join(SOURCE, "data", name)).returncode:
                sys.exit("cannot load " + name)
        for name, needs, says in PARTS:
            missing = [need if isinstance(need, str) else need[-1] for need in needs if not there(need)]
            if missing:
                print("skipped: %s: needs %s" % (name, ", ".join(missing)))
                continue
            commands = blocks[name].replace("127.0.0.1:7710", server.tcp[6:]).replace("/tmp/stubs", folder + "/stubs")
            ran = subprocess.run(["bash", "-euc", commands], cwd=SOURCE, capture_output=True, text=True,
                                 env=dict(os.environ, GOCACHE=folder + "/cache", GOFLAGS="-p=2"))
            good = ran.returncode == 0 and says in ran.stdout
            print(("ran: " if good else "FAILED: ") + name)
            if not good:
                faults.append("%s:\n%s%s" % (name, ran.stdout, ran.stderr))
    sys.exit("\n".join(faults) or 0)


main()

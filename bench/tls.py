#!/usr/bin/env python3
"""What TLS costs the service: calls by the SP wire over tls+tcp://, by one client that does
little itself. Usage: bench/tls.py [FOLDER-OF-TRUCED]"""
import os
import re
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(HERE, "tests"))
import wire  # noqa: E402
from wire import Client, Truced, field, number  # noqa: E402

wire.BIN = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "build/bin")
CALLS = ((1, 4000), (64, 40000))  # outstanding, in all
CONNECTIONS = 300


def connect(url, context):
    s = context.wrap_socket(socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))))
    s.sendall(b"\0SP\0\0\x30\0\0")
    receive(s, 8)
    return s


def receive(s, size):
    data = b""
    while len(data) < size:
        data += s.recv(size - len(data))
    return data


def used(pid):
    """Microseconds of processor time of a process."""
    with open("/proc/%d/stat" % pid) as f:
        times = f.read().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, times)) * 1e6 / os.sysconf("SC_CLK_TCK")


def main():
    with tempfile.TemporaryDirectory() as folder:
        cert, key = os.path.join(folder, "cert"), os.path.join(folder, "key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", cert], check=True, capture_output=True)
        with Truced(folder, "--tls-cert", cert, "--tls-key", key, "--listen", "tls+tcp://127.0.0.1:0") as server:
            url = re.search(r"serving (tls\S+\d)", server.process.stderr.readline())[1]
            statement = number(10, 1) + field(12, "t" * 1900) + field(29, field(1, "made") + field(2, "for the bench"))
            Client(server.ipc).call("/truce.v1.StatementService/CreateStatement", field(1, "a") + field(2, statement))
            context = ssl.create_default_context(cafile=cert)
            context.check_hostname = False
            envelope = field(1, "/truce.v1.StatementService/GetStatement") + field(2, field(1, "statements/a"))
            frame = struct.pack(">QI", len(envelope) + 4, 0x80000001) + envelope
            for window, count in CALLS:
                s = connect(url, context)
                before, began = used(server.process.pid), time.monotonic()
                for _ in range(count // window):
                    s.sendall(frame * window)
                    for _ in range(window):
                        receive(s, struct.unpack(">Q", receive(s, 8))[0])
                print("%s, %2d outstanding: %6.0f calls/s, server %4.1f us a call" % (
                    s.version(), window, count / (time.monotonic() - began),
                    (used(server.process.pid) - before) / count))
                s.close()
            before = used(server.process.pid)
            for _ in range(CONNECTIONS):
                connect(url, context).close()
            print("%d handshakes: server %.0f us each" % (CONNECTIONS, (used(server.process.pid) - before) / CONNECTIONS))


main()

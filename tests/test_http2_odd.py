#!/usr/bin/env python3
"""HTTP/2 as no library sends it, frame by frame: what RFC 9113 forbids resets its stream
or ends the connection with a GOAWAY, what is only strange is answered, and who calls
next is served."""
import socket
import struct
import sys
import unittest

from wire import Client, Truced

HEALTH = "/grpc.health.v1.Health/Check"
DATA, HEADERS, PRIORITY, RESET, SETTINGS, PUSH, PING, GOAWAY, WIDEN, GO_ON = range(10)
END_STREAM, END_HEADERS, PADDED = 1, 4, 8
MESSAGE = b"\0\0\0\0\0"
CALL = [(":method", "POST"), (":scheme", "http"), (":path", HEALTH), (":authority", "x"),
        ("content-type", "application/grpc"), ("te", "trailers")]


def frame(kind, flags, stream, content=b""):
    return struct.pack(">I", len(content))[1:] + struct.pack(">BBI", kind, flags, stream) + content


def text(value):
    """A string literal of HPACK (RFC 7541, 5.2), not by Huffman."""
    value = value if isinstance(value, bytes) else value.encode()
    size, out = len(value), []
    if size < 127:
        return bytes([size]) + value
    size -= 127
    while size >= 128:
        out.append(size % 128 + 128)
        size //= 128
    return bytes([127, *out, size]) + value


def fields(*rows):
    return b"".join(b"\0" + text(name) + text(value) for name, value in rows)


def head(*more, without=None, **changed):
    rows = [(name, changed.get(name.strip(":"), value)) for name, value in CALL if name != without]
    return fields(*rows, *more)


def call(stream=1, content=None):
    return frame(HEADERS, END_HEADERS, stream, head() if content is None else content) + \
        frame(DATA, END_STREAM, stream, MESSAGE)


def number(value):
    return struct.pack(">I", value)


BEGUN = frame(HEADERS, END_HEADERS, 1, head())

ANSWERED = [
    ("no te", call(content=head(without="te"))),
    ("trailers of the request", BEGUN + frame(DATA, 0, 1, MESSAGE) +
     frame(HEADERS, END_STREAM | END_HEADERS, 1, fields(("x-t", "1")))),
    ("a message in frames of a byte", BEGUN + b"".join(frame(DATA, 0, 1, b"\0") for _ in MESSAGE) + frame(DATA, END_STREAM, 1)),
    ("padding", BEGUN + frame(DATA, PADDED | END_STREAM, 1, b"\3" + MESSAGE + b"\0\0\0")),
    ("a head in three frames", frame(HEADERS, 0, 1, head()[:20]) + frame(GO_ON, 0, 1, head()[20:40]) +
     frame(GO_ON, END_HEADERS, 1, head()[40:]) + frame(DATA, END_STREAM, 1, MESSAGE)),
    ("CONNECT", frame(HEADERS, END_HEADERS, 1, fields((":method", "CONNECT"), (":authority", "x")))),
    ("a path that is no UTF-8", call(content=head(path=b"/\xff\xfe"))),
    ("a path of 8,000 bytes", call(content=head(path="/" + 8000 * "a"))),
    ("the last stream that there is", call(0x7FFFFFFF)),
    ("a frame of an unknown kind", frame(77, 0xFF, 1, b"what") + call()),
    ("a setting that nobody knows", frame(SETTINGS, 0, 0, struct.pack(">HI", 0x7777, 1)) + call()),
    ("GOAWAY before a call", frame(GOAWAY, 0, 0, number(0) + number(0)) + call()),
    ("no window, and then one", frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 0)) + call() + frame(WIDEN, 0, 1, number(9999))),
]

REFUSED = [
    ("a name in capitals", call(content=head(("X-Up", "v")))),
    ("no path", call(content=head(without=":path"))),
    ("an empty path", call(content=head(path=""))),
    ("two paths", call(content=head((":path", "/x")))),
    ("a path with a zero byte", call(content=head(path=b"/a\0b"))),
    ("a field of the connection", call(content=head(("connection", "close")))),
    ("a pseudo field behind others", call(content=fields(("a", "b")) + head())),
    ("a length that is too large", call(content=head(("content-length", "99")))),
    ("a length that is too small", call(content=head(("content-length", "2")))),
    ("a value with a zero byte", call(content=head(("x-a", b"a\0b")))),
    ("a value with a line's end", call(content=head(("x-a", b"a\nb")))),
    ("trailers that do not end", BEGUN + frame(DATA, 0, 1, MESSAGE) + frame(HEADERS, END_HEADERS, 1, fields(("x-t", "1")))),
    ("two heads on one stream", BEGUN + BEGUN),
    ("a stream of the server's", call(2)),
    ("a head on stream 0", frame(HEADERS, END_STREAM | END_HEADERS, 0, head())),
    ("a message on no stream", frame(DATA, END_STREAM, 7, MESSAGE)),
    ("more than the end", call() + frame(DATA, END_STREAM, 1, MESSAGE)),
    ("too wide a window of a stream", BEGUN + frame(WIDEN, 0, 1, number(0x7FFFFFFF))),
    ("too wide a window", frame(WIDEN, 0, 0, number(0x7FFFFFFF))),
    ("a window wider by nothing", frame(WIDEN, 0, 0, number(0))),
    ("a promise", BEGUN + frame(PUSH, END_HEADERS, 1, number(2) + head())),
    ("settings of half a row", frame(SETTINGS, 0, 0, b"abc")),
    ("settings of a stream", frame(SETTINGS, 0, 1)),
    ("a frame's size of 1", frame(SETTINGS, 0, 0, struct.pack(">HI", 5, 1))),
    ("a short ping", frame(PING, 0, 0, b"abc")),
    ("more padding than there is", BEGUN + frame(DATA, PADDED | END_STREAM, 1, b"\xff" + MESSAGE)),
    ("too large a frame", BEGUN + frame(DATA, 0, 1, 20000 * b"x")),
    ("no head of HPACK", frame(HEADERS, END_STREAM | END_HEADERS, 1, 7 * b"\xff")),
    ("no code of Huffman", frame(HEADERS, END_STREAM | END_HEADERS, 1, b"\0\x81\0\x84\xff\xff\xff\xff")),
    ("too large a table", frame(HEADERS, END_STREAM | END_HEADERS, 1, b"\x3f\xe1\xff\x7f" + head())),
    ("more of no head", frame(GO_ON, END_HEADERS, 1, head())),
    ("a ping within a head", frame(HEADERS, 0, 1, head()) + frame(PING, 0, 0, 8 * b"p")),
    ("a second preface", call() + b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
]


class Peer:
    """A connection that says what it is told to, and reads frames."""

    def __init__(self, url, frames):
        host, port = url[len("tcp://"):].split(":")
        self.socket = socket.create_connection((host, int(port)), 60)
        self.say(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0) + frames)

    def say(self, frames):
        try:
            self.socket.sendall(frames)
        except ConnectionError:
            pass

    def take(self, size):
        got = b""
        while len(got) < size:
            more = self.socket.recv(size - len(got))
            if not more:
                raise ConnectionError
            got += more
        return got

    def read(self):
        """Kind, flags and stream of the next frame; None at the end."""
        try:
            start = self.take(9)
            self.take(int.from_bytes(start[:3], "big"))
        except ConnectionError:
            return None
        return start[3], start[4], int.from_bytes(start[5:], "big")

    def outcome(self, stream=None):
        """How a stream, or the whole, ends."""
        told = False
        while (got := self.read()) is not None:
            kind, flags, where = got
            told = told or kind == GOAWAY
            if kind in (DATA, HEADERS) and flags & END_STREAM and (stream or where) == where:
                return "answered"
            if kind == RESET and (stream or where) == where:
                return "reset"
        return "ended in words" if told else "ended"


class Odd(unittest.TestCase):
    def setUp(self):
        self.server = Truced()

    def tearDown(self):
        client = Client(self.server.ipc)
        self.assertEqual(client.call(HEALTH).code, 0)
        client.close()
        self.assertEqual(self.server.stop(), 0)

    def test_what_is_only_strange_is_answered(self):
        for name, frames in ANSWERED:
            with self.subTest(name):
                peer = Peer(self.server.tcp, frames)
                self.assertEqual(peer.outcome(), "answered")
                peer.socket.close()

    def test_what_is_forbidden_is_refused_and_costs_nobody_else_anything(self):
        for name, frames in REFUSED:
            with self.subTest(name):
                peer = Peer(self.server.tcp, frames)
                first = peer.outcome()
                if first == "answered":  # the call before the fault
                    first = peer.outcome()
                self.assertIn(first, ("reset", "ended in words"))
                if first == "reset":  # a stream's fault is not its connection's
                    peer.say(call(9))
                    self.assertEqual(peer.outcome(9), "answered")
                peer.socket.close()
                good = Peer(self.server.tcp, call())
                self.assertEqual(good.outcome(), "answered")
                good.socket.close()


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))

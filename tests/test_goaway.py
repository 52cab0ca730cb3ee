#!/usr/bin/env python3
"""How truced takes leave, frame by frame. Of gRPC clients: a GOAWAY that names the last call
that was begun, then what is under way, then the end of the stream (and no reset), whatever
the connection is doing when the service is told to stop."""
import socket
import struct
import unittest

import wire

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8
END_STREAM, END_HEADERS, ACK = 1, 4, 1
NO_ERROR, REFUSED_STREAM = 0, 7
# "grpc-status: 14" in a block without a table: the name by the code of RFC 7541, appendix B.
STATUS_UNAVAILABLE = bytes.fromhex("9acac8b21234da8f") + b"\x0214"
CHECK = "/grpc.health.v1.Health/Check"
WATCH = "/truce.v1.JournalService/WatchChanges"
REFLECT = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
LARGE = wire.field(4, "truce.v1.StatementService")  # a question with an answer of several frames


def frame(kind, flags, stream, content=b""):
    return struct.pack(">I", len(content))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + content


def literal(name, value):
    name, value = name.encode(), value.encode()
    return b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value


def head(path):
    fields = [(":path", path), (":authority", "test"), ("content-type", "application/grpc"), ("te", "trailers")]
    return b"\x83\x86" + b"".join(literal(*f) for f in fields)  # 83, 86: POST, http


class Caller:
    """A connection that speaks HTTP/2 as far as gRPC needs it, and notes what comes."""

    def __init__(self, url, window=1 << 20):
        host, port = url[6:].split(":")
        self.socket = socket.create_connection((host, int(port)), 60)
        self.data, self.replied, self.reset, self.goaway = b"", {}, {}, None
        self.socket.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, struct.pack(">HIHI", 1, 0, 4, window)) +
                            frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 1 << 20)))
        while self.next()[0] != SETTINGS:
            pass

    def send(self, *frames):
        try:
            self.socket.sendall(b"".join(frames))
        except ConnectionError:
            pass  # the service may be gone; what it said first is still read

    def call(self, stream, path, message=b"", flags=END_STREAM):
        self.send(frame(HEADERS, END_HEADERS, stream, head(path)),
                  frame(DATA, flags, stream, b"\0" + struct.pack(">I", len(message)) + message))

    def receive(self, size):
        while len(self.data) < size:
            part = self.socket.recv(65536)
            if not part:
                return None
            self.data += part
        part, self.data = self.data[:size], self.data[size:]
        return part

    def next(self):
        """(kind, stream) of the next frame; None at the end of the connection."""
        first = self.receive(9)
        if first is None:
            assert not self.data, "the connection ends in the middle of a frame"
            return None
        kind, flags, stream = first[3], first[4], struct.unpack(">I", first[5:])[0]
        content = self.receive(int.from_bytes(first[:3], "big"))
        assert content is not None, "the connection ends in the middle of a frame"
        if kind in (SETTINGS, PING) and not flags & ACK:
            self.send(frame(kind, ACK, 0, b"" if kind == SETTINGS else content))
        if kind == HEADERS and flags & END_STREAM:
            self.replied[stream] = content
        if kind == RST_STREAM:
            self.reset[stream] = struct.unpack(">I", content)[0]
        if kind == GOAWAY:
            self.goaway = struct.unpack(">II", content[:8])
        return kind, stream

    def until(self, kind, stream):
        while (came := self.next()) != (kind, stream):
            assert came is not None, "the connection ended"

    def finish(self, stream):
        while stream not in self.replied:
            assert self.next() is not None, "the connection ended"

    def read_to_the_end(self):
        """Fails where the end is a reset: recv says so by an exception."""
        while self.next() is not None:
            pass


class Leaving(unittest.TestCase):
    def setUp(self):
        self.service = wire.Truced()
        self.addCleanup(self.service.stop)

    def caller(self, **options):
        caller = Caller(self.service.tcp, **options)
        self.addCleanup(caller.socket.close)
        return caller

    def stop(self):
        self.service.process.terminate()

    def leave(self, caller, last):
        caller.read_to_the_end()
        self.assertEqual(caller.goaway, (last, NO_ERROR))

    def answered(self, calls=2):
        caller = self.caller()
        for i in range(calls):
            caller.call(2 * i + 1, CHECK)
            caller.finish(2 * i + 1)
        return caller

    def test_an_idle_connection(self):
        new, used = self.answered(0), self.answered(2)
        self.stop()
        self.leave(new, 0)
        self.leave(used, 3)

    def test_a_stream_that_is_open_ends_with_its_trailers(self):
        for shut in (False, True):
            with self.subTest(half_closed=shut):
                caller = self.answered(1)
                caller.call(3, REFLECT, LARGE, flags=0)
                caller.until(DATA, 3)
                caller.call(5, WATCH)
                caller.call(7, CHECK)
                caller.finish(7)  # the others were taken before
                if shut:
                    caller.socket.shutdown(socket.SHUT_WR)
                self.stop()
                self.leave(caller, 7)
                for stream in (3, 5):
                    self.assertIn(STATUS_UNAVAILABLE, caller.replied[stream])
            self.service.process.communicate()
            self.service.start()

    def test_a_request_that_has_not_come_whole_may_be_sent_elsewhere(self):
        begun, cut = self.answered(1), self.answered(1)
        begun.send(frame(HEADERS, END_HEADERS, 3, head(CHECK)), frame(PING, 0, 0, b"12345678"))
        begun.until(PING, 0)
        cut.send(frame(HEADERS, 0, 3, head(CHECK)))
        self.stop()
        self.leave(begun, 3)
        self.assertEqual(begun.reset, {3: REFUSED_STREAM})
        cut.read_to_the_end()
        self.assertIn(cut.goaway[0], (1, 3))
        self.assertEqual(cut.reset, {3: REFUSED_STREAM} if cut.goaway[0] == 3 else {})

    def test_a_reply_in_its_middle_is_sent_to_its_end(self):
        caller = self.caller(window=100)
        caller.call(1, REFLECT, LARGE)
        caller.until(DATA, 1)
        self.stop()
        caller.until(GOAWAY, 0)
        self.assertNotIn(1, caller.replied)
        caller.send(frame(WINDOW_UPDATE, 0, 1, struct.pack(">I", 1 << 20)))
        self.leave(caller, 1)
        self.assertIn(1, caller.replied)

    def test_each_call_up_to_the_one_that_is_named_is_answered_and_none_after_it(self):
        caller = self.caller()
        sent, told = 0, False
        while caller.goaway is None:
            while sent - len(caller.replied) < 32:
                caller.call(2 * sent + 1, CHECK)
                sent += 1
            if len(caller.replied) == 500 and not told:
                self.stop()
                told = True
            self.assertIsNotNone(caller.next())
        caller.read_to_the_end()
        last, code = caller.goaway
        self.assertEqual((sorted(caller.replied), code), (list(range(1, last + 1, 2)), NO_ERROR))

    def test_an_answer_is_not_overtaken_by_a_reset(self):
        host, port = self.service.tcp[6:].split(":")
        for _ in range(5):
            with socket.create_connection((host, int(port)), 60) as caller:
                caller.sendall(b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 200000\r\n\r\n" + bytes(200000))
                answer = b""
                while part := caller.recv(65536):  # raises where the end is a reset
                    answer += part
            self.assertTrue(answer.startswith(b"HTTP/1.1 505"), answer[:80])


if __name__ == "__main__":
    unittest.main()

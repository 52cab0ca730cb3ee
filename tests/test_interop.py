#!/usr/bin/python3
"""The cases of gRPC's interoperability tests that a server without client streaming can be
asked, by python3-grpcio against truced's gRPC face on a service of the test's own.
docs/interop.md lists the cases. (Debian's python3-grpcio is for Debian's Python.)"""
import contextlib
import os
import queue
import socket
import subprocess
import threading
import unittest

import stubs
from wire import BIN, SOURCE

ROOT = os.path.join(SOURCE, "tests/interop")
folder = stubs.make(["grpc/testing/%s.proto" % name for name in ("empty", "messages", "test")], ROOT)

import grpc  # noqa: E402

grpc.__path__.append(os.path.join(folder, "grpc"))
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc  # noqa: E402

REQUEST, RESPONSE = 271828, 314159
REQUESTS, RESPONSES = (27182, 8, 1828, 45904), (31415, 9, 2653, 58979)
SPECIAL = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
Code = grpc.StatusCode


def payload(size):
    return messages_pb2.Payload(body=bytes(size))


def stream_request(*sizes, interval_us=0, **fields):
    return messages_pb2.StreamingOutputCallRequest(
        response_parameters=[messages_pb2.ResponseParameters(size=size, interval_us=interval_us) for size in sizes], **fields)


class Counter:
    """Passes one connection on, and counts what the server says."""

    def __init__(self, address):
        host, port = address.split(":")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.server = socket.create_connection((host, int(port)))
        self.received = 0
        self.threads = [threading.Thread(target=self.accept)]
        self.threads[0].start()

    def accept(self):
        self.client = self.listener.accept()[0]
        self.threads.append(threading.Thread(target=self.copy, args=(self.client, self.server, False)))
        self.threads[1].start()
        self.copy(self.server, self.client, True)

    def copy(self, source, target, counts):
        try:
            while data := source.recv(65536):
                self.received += len(data) * counts
                target.sendall(data)
        except OSError:
            pass

    def __enter__(self):
        return self

    def __exit__(self, *what):
        for s in (self.server, self.client):
            with contextlib.suppress(OSError):  # the client may have gone
                s.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for s in (self.server, self.client, self.listener):
            s.close()


class Interop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen([os.path.join(BIN, "truce-interop-server")], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)
        cls.address = cls.server.stdout.readline().strip()[len("tcp://"):]
        cls.channel = grpc.insecure_channel(cls.address)
        cls.client = test_pb2_grpc.TestServiceStub(cls.channel)

    @classmethod
    def tearDownClass(cls):
        cls.channel.close()
        cls.server.communicate()
        assert cls.server.returncode == 0, "the server ended with %d" % cls.server.returncode

    def fails(self, call, code, text=None):
        with self.assertRaises(grpc.RpcError) as caught:
            call()
        self.assertEqual(caught.exception.code(), code)
        if text is not None:
            self.assertEqual(caught.exception.details(), text)

    def large(self, **how):
        request = messages_pb2.SimpleRequest(response_size=RESPONSE, payload=payload(REQUEST))
        self.assertEqual(self.client.UnaryCall(request, timeout=60, **how).payload.body, bytes(RESPONSE))

    def test_empty_unary(self):
        self.assertEqual(self.client.EmptyCall(empty_pb2.Empty(), timeout=60), empty_pb2.Empty())

    def test_large_unary(self):
        self.large()

    def test_client_compressed_unary(self):
        def call(expected, compression):
            request = messages_pb2.SimpleRequest(response_size=RESPONSE, payload=payload(REQUEST),
                                                 expect_compressed=messages_pb2.BoolValue(value=expected))
            return self.client.UnaryCall(request, timeout=60, compression=compression).payload.body
        self.fails(lambda: call(True, grpc.Compression.NoCompression), Code.INVALID_ARGUMENT)
        self.assertEqual(call(True, grpc.Compression.Gzip), bytes(RESPONSE))
        self.assertEqual(call(False, grpc.Compression.NoCompression), bytes(RESPONSE))

    def test_server_compressed_unary(self):
        # python3-grpcio does not tell how a message came, so the bytes are counted on the way.
        for packed in (True, False):
            with Counter(self.address) as counter, grpc.insecure_channel(counter.address) as channel:
                request = messages_pb2.SimpleRequest(response_size=RESPONSE, payload=payload(REQUEST),
                                                     response_compressed=messages_pb2.BoolValue(value=packed))
                reply = test_pb2_grpc.TestServiceStub(channel).UnaryCall(request, timeout=60)
                self.assertEqual(reply.payload.body, bytes(RESPONSE))
                self.assertEqual(counter.received < RESPONSE // 10, packed)

    def test_custom_metadata(self):
        initial, trailing = ("x-grpc-test-echo-initial", "test_initial_metadata_value"), \
            ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")
        request = messages_pb2.SimpleRequest(response_size=RESPONSE, payload=payload(REQUEST))
        reply, call = self.client.UnaryCall.with_call(request, timeout=60, metadata=(initial, trailing))
        self.assertEqual(len(reply.payload.body), RESPONSE)
        self.assertIn(initial, call.initial_metadata())
        self.assertIn(trailing, call.trailing_metadata())
        call = self.client.FullDuplexCall(iter([stream_request(RESPONSES[0])]), timeout=60, metadata=(initial, trailing))
        self.assertEqual([len(reply.payload.body) for reply in call], [RESPONSES[0]])
        self.assertIn(initial, call.initial_metadata())
        self.assertIn(trailing, call.trailing_metadata())

    def test_server_streaming(self):
        replies = self.client.StreamingOutputCall(stream_request(*RESPONSES), timeout=60)
        self.assertEqual([len(reply.payload.body) for reply in replies], list(RESPONSES))

    def test_ping_pong(self):
        asked = queue.Queue()
        replies = self.client.FullDuplexCall(iter(asked.get, None), timeout=60)
        for size, answered in zip(REQUESTS, RESPONSES):
            asked.put(stream_request(answered, payload=payload(size)))
            self.assertEqual(len(next(replies).payload.body), answered)
        asked.put(None)
        self.assertEqual(list(replies), [])

    def test_empty_stream(self):
        self.assertEqual(list(self.client.FullDuplexCall(iter(()), timeout=60)), [])

    def test_cancel_after_begin(self):
        call = self.client.StreamingOutputCall(stream_request(1, interval_us=60000000), timeout=60)
        call.cancel()
        self.assertEqual(call.code(), Code.CANCELLED)

    def test_cancel_after_first_response(self):
        asked = queue.Queue()
        asked.put(stream_request(RESPONSES[0], payload=payload(REQUESTS[0])))
        call = self.client.FullDuplexCall(iter(asked.get, None), timeout=60)
        self.assertEqual(len(next(call).payload.body), RESPONSES[0])
        call.cancel()
        self.assertEqual(call.code(), Code.CANCELLED)
        asked.put(None)

    def test_timeout_on_sleeping_server(self):
        request = stream_request(RESPONSES[0], interval_us=60000000, payload=payload(REQUESTS[0]))
        for call in (self.client.StreamingOutputCall, lambda r, timeout: self.client.FullDuplexCall(iter([r]), timeout=timeout)):
            for seconds in (0.001, 0.05):
                self.fails(lambda: list(call(request, timeout=seconds)), Code.DEADLINE_EXCEEDED)

    def test_status_code_and_message(self):
        status = messages_pb2.EchoStatus(code=2, message="test status message")
        self.fails(lambda: self.client.UnaryCall(messages_pb2.SimpleRequest(response_status=status), timeout=60),
                   Code.UNKNOWN, "test status message")
        self.fails(lambda: list(self.client.FullDuplexCall(iter([stream_request(response_status=status)]), timeout=60)),
                   Code.UNKNOWN, "test status message")

    def test_special_status_message(self):
        status = messages_pb2.EchoStatus(code=2, message=SPECIAL)
        self.fails(lambda: self.client.UnaryCall(messages_pb2.SimpleRequest(response_status=status), timeout=60),
                   Code.UNKNOWN, SPECIAL)

    def test_unimplemented_method(self):
        self.fails(lambda: self.client.UnimplementedCall(empty_pb2.Empty(), timeout=60), Code.UNIMPLEMENTED)

    def test_unimplemented_service(self):
        stub = test_pb2_grpc.UnimplementedServiceStub(self.channel)
        self.fails(lambda: stub.UnimplementedCall(empty_pb2.Empty(), timeout=60), Code.UNIMPLEMENTED)


if __name__ == "__main__":
    unittest.main(verbosity=2)

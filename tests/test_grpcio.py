#!/usr/bin/python3
"""truced as gRPC's own Python client meets it, with stubs that protoc made. (Debian's
python3-grpcio is for Debian's Python.)"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import stubs
from wire import SOURCE, Truced, truce

stubs.make(stubs.truce_names())

import grpc  # noqa: E402
from truce.v1 import journal_pb2, journal_pb2_grpc  # noqa: E402
from truce.v1 import statement_service_pb2, statement_service_pb2_grpc, zone_service_pb2, zone_service_pb2_grpc  # noqa: E402

Code = grpc.StatusCode


def outcome(call):
    """Its code; why it could not be made is printed."""
    try:
        call()
    except grpc.RpcError as e:
        if e.code() in (Code.UNAVAILABLE, Code.UNKNOWN, Code.INTERNAL):
            print("%s: %s" % (e.code().name, e.details()))
        return e.code()
    return Code.OK


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, self.folder)

    def serve(self, *options):
        server = Truced(self.folder, *options)
        self.addCleanup(server.stop)
        return server

    def open(self, address, *options, credentials=None):
        channel = (grpc.secure_channel(address, credentials, options) if credentials else
                   grpc.insecure_channel(address, options))
        self.addCleanup(channel.close)
        return channel

    def load(self, server, *names):
        for name in names:
            ran = truce("--server", server.ipc, "import", os.path.join(SOURCE, "data", name))
            self.assertEqual(ran.returncode, 0, ran.stderr)


class Calls(Case):
    def setUp(self):
        super().setUp()
        self.server = self.serve()
        self.load(self.server, "rounds.json", "zones.json", "statements.json")
        self.channel = self.open(self.server.tcp[6:])
        self.zones = zone_service_pb2_grpc.ZoneServiceStub(self.channel)

    def test_calls_are_answered_over_tcp_and_over_a_unix_socket(self):
        for address in (self.server.tcp[6:], "unix:" + self.server.ipc[6:]):
            zones = zone_service_pb2_grpc.ZoneServiceStub(self.open(address))
            self.assertEqual(zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/idlib"), timeout=60).name, "zones/idlib")
            self.assertGreater(len(zones.ListZones(zone_service_pb2.ListZonesRequest(), timeout=60).zones), 3)

    def test_an_error_has_its_code_its_words_and_its_details(self):
        with self.assertRaises(grpc.RpcError) as caught:
            self.zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/nowhere"), timeout=60)
        self.assertEqual(caught.exception.code(), Code.NOT_FOUND)
        self.assertIn("zones/nowhere", caught.exception.details())
        details = dict(caught.exception.trailing_metadata())["grpc-status-details-bin"]
        self.assertIn(b"google.rpc.ErrorInfo", details)
        self.assertIn(b"truce", details)

    def test_what_does_not_exist_is_unimplemented(self):
        for path in ("/truce.v1.ZoneService/Nothing", "/truce.v1.Nothing/GetZone"):
            call = self.channel.unary_unary(path)
            self.assertEqual(outcome(lambda: call(b"", timeout=60)), Code.UNIMPLEMENTED)

    def test_a_message_of_megabytes_goes_and_a_larger_one_is_refused(self):
        statements = statement_service_pb2_grpc.StatementServiceStub(self.channel)
        for size, code in ((3 << 20, Code.INVALID_ARGUMENT), (5 << 20, Code.RESOURCE_EXHAUSTED)):
            request = statement_service_pb2.ListStatementsRequest(filter='title = "%s"' % ("x" * size))
            self.assertEqual(outcome(lambda: statements.ListStatements(request, timeout=60)), code)
        # The connection goes on.
        self.assertEqual(self.zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/idlib"), timeout=60).name, "zones/idlib")

    def test_packed_messages_are_read_and_answered_packed(self):
        request = statement_service_pb2.ListStatementsRequest()
        service = statement_service_pb2_grpc.StatementServiceStub(self.channel)
        plain = service.ListStatements(request, timeout=60)
        self.assertEqual(service.ListStatements(request, timeout=60, compression=grpc.Compression.Gzip), plain)
        self.assertEqual(outcome(lambda: service.ListStatements(request, timeout=60, compression=grpc.Compression.Deflate)),
                         Code.UNIMPLEMENTED)

    def test_a_deadline_ends_a_call_and_a_cancellation_frees_it(self):
        watch = self.channel.unary_unary("/truce.v1.JournalService/WatchChanges",
                                         journal_pb2.WatchChangesRequest.SerializeToString)
        head = journal_pb2_grpc.JournalServiceStub(self.channel).GetHead(journal_pb2.GetHeadRequest(), timeout=60).revision
        request = journal_pb2.WatchChangesRequest(after_revision=head)
        self.assertIn(outcome(lambda: watch(request, timeout=0.05)), (Code.DEADLINE_EXCEEDED, Code.OK))
        # More than may be in flight on one connection, each given up.
        for _ in range(400):
            call = watch.future(request, timeout=60)
            call.cancel()
            self.assertEqual(call.code(), Code.CANCELLED)
        self.assertEqual(self.zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/idlib"), timeout=60).name, "zones/idlib")

    def test_a_token_in_the_metadata_is_who_calls(self):
        with self.assertRaises(grpc.RpcError) as caught:
            self.zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/idlib"), timeout=60,
                               metadata=[("authorization", "Bearer wrong")])
        self.assertEqual(caught.exception.code(), Code.UNAUTHENTICATED)


class Secure(Case):
    def certificate(self, name, subject):
        cert, key = (os.path.join(self.folder, name + end) for end in (".pem", ".key"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", subject, "-addext", "subjectAltName=DNS:localhost", "-keyout", key,
                        "-out", cert], check=True, capture_output=True)
        return cert, key

    def test_calls_go_over_tls_with_a_certificate_that_says_who_calls(self):
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        cert, key = self.certificate("server", "/CN=localhost")
        mine, my_key = self.certificate("mine", "/O=Example/CN=amal")
        credentials = os.path.join(self.folder, "credentials")
        with open(credentials, "w") as out:
            out.write("amal writer certificate\n")
        server = self.serve("--tls-cert", cert, "--tls-key", key, "--tls-ca", mine, "--credentials", credentials,
                            "--listen", "tls+tcp://127.0.0.1:0")
        port = re.search(r"serving tls\S+:(\d+)", server.process.stderr.readline())[1]

        def read(path):
            with open(path, "rb") as f:
                return f.read()

        def change(service):
            request = zone_service_pb2.CreateZoneRequest(zone_id="drawn-by-amal")
            service.CreateZone(request, timeout=60)

        for own, refused in ((dict(private_key=read(my_key), certificate_chain=read(mine)), Code.INVALID_ARGUMENT),
                             ({}, Code.UNAVAILABLE)):
            trust = grpc.ssl_channel_credentials(root_certificates=read(cert), **own)
            service = zone_service_pb2_grpc.ZoneServiceStub(self.open("localhost:" + port, credentials=trust))
            # Without a certificate there is no connection; with it a change fails only by what is asked.
            self.assertEqual(outcome(lambda: change(service)), refused)
        # Large replies, many at a time.
        self.load(server, "zones.json", "rounds.json")
        trust = grpc.ssl_channel_credentials(read(cert), read(my_key), read(mine))
        service = zone_service_pb2_grpc.ZoneServiceStub(self.open("localhost:" + port, credentials=trust))
        replies = [service.ListZones.future(zone_service_pb2.ListZonesRequest(), timeout=60) for _ in range(100)]
        self.assertEqual({len(reply.result().zones) for reply in replies}, {8})
        server.stop()


if __name__ == "__main__":
    unittest.main(verbosity=2)

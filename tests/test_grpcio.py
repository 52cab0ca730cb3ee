#!/usr/bin/python3
"""truced as gRPC's own Python client meets it, with stubs that protoc made. (Debian's
python3-grpcio is for Debian's Python.)"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import stubs
from wire import SOURCE, Truced, truce

stubs.make(stubs.truce_names())

import grpc  # noqa: E402
from truce.v1 import journal_pb2, journal_pb2_grpc, server_service_pb2, server_service_pb2_grpc  # noqa: E402
from truce.v1 import statement_service_pb2, statement_service_pb2_grpc, zone_service_pb2, zone_service_pb2_grpc  # noqa: E402



def sanitized_build():
    try:
        with open(os.path.join(os.environ.get("TRUCE_BUILD", "build"), "CMakeCache.txt")) as cache:
            return re.search(r"^TRUCE_SANITIZE:\w+=\w", cache.read(), re.M) is not None
    except OSError:
        return False


CALLS = int(os.environ.get("TRUCE_CALLS", 1500 if sanitized_build() else 10000))
Code = grpc.StatusCode


def outcome(call):
    try:
        call()
    except grpc.RpcError as e:
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

    # gRPC would let channels to one address share a connection, a dead one too until it is read from.
    def open(self, address, *options, credentials=None):
        options += (("grpc.use_local_subchannel_pool", 1),)
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
        journal = journal_pb2_grpc.JournalServiceStub(self.channel)
        head = journal.GetHead(journal_pb2.GetHeadRequest(), timeout=60).revision
        request = journal_pb2.WatchChangesRequest(after_revision=head)
        self.assertEqual(outcome(lambda: list(journal.WatchChanges(request, timeout=0.05))), Code.DEADLINE_EXCEEDED)
        # More than may be in flight on one connection, each given up.
        for _ in range(400):
            call = journal.WatchChanges(request, timeout=60)
            call.cancel()
            self.assertEqual(call.code(), Code.CANCELLED)
        self.assertEqual(self.zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/idlib"), timeout=60).name, "zones/idlib")

    def test_a_token_in_the_metadata_is_who_calls(self):
        with self.assertRaises(grpc.RpcError) as caught:
            self.zones.GetZone(zone_service_pb2.GetZoneRequest(name="zones/idlib"), timeout=60,
                               metadata=[("authorization", "Bearer wrong")])
        self.assertEqual(caught.exception.code(), Code.UNAUTHENTICATED)


class Streams(Case):
    def test_a_stream_of_changes_goes_on_where_it_broke(self):
        server = self.serve()
        self.load(server, "rounds.json")
        address = "unix:" + server.ipc[6:]
        seen, after = [], 0
        for name in (None, "zones.json", "statements.json"):
            if name is not None:
                self.load(server, name)
            changes = journal_pb2_grpc.JournalServiceStub(self.open(address)).WatchChanges(
                journal_pb2.WatchChangesRequest(after_revision=after, page_size=3), timeout=60)
            while len(seen) < {None: 4, "zones.json": 12, "statements.json": 30}[name]:
                reply = next(changes)
                seen += [change.revision for change in reply.changes]
                after = reply.next_revision
            server.process.terminate()
            server.process.communicate()
            self.assertEqual(outcome(lambda: list(changes)), Code.UNAVAILABLE)
            server.start()
        self.assertEqual(seen, list(range(1, 31)))


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


class Mixed(Case):
    """Calls of every kind at once, given up in every way, while the server is stopped and
    started again: each ends as the specification says, and nothing is left of them."""

    def rss(self, server):
        with open("/proc/%d/status" % server.process.pid) as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1])

    def sanitized(self, server):
        with open("/proc/%d/maps" % server.process.pid) as f:
            return "libasan" in f.read()

    def one(self, kind, fine):
        """One call; its outcome, and those that its kind may have while the server is up."""
        if kind == "get":
            return outcome(lambda: fine.get(name="zones/idlib", timeout=60)), {Code.OK}
        if kind == "none":
            return outcome(lambda: fine.get(name="zones/nowhere", timeout=60)), {Code.NOT_FOUND}
        if kind == "list":
            return outcome(lambda: fine.zones.ListZones(zone_service_pb2.ListZonesRequest(), timeout=60)), {Code.OK}
        if kind == "wrong":
            return outcome(lambda: fine.get(name="no name", timeout=60)), {Code.INVALID_ARGUMENT}
        if kind == "late":
            return outcome(lambda: fine.watch(fine.request, timeout=random.choice((0.0001, 0.001, 0.01)))), \
                {Code.DEADLINE_EXCEEDED, Code.OK}
        call = fine.watch.future(fine.request, timeout=60) if kind == "given up" else \
            fine.zones.ListZones.future(zone_service_pb2.ListZonesRequest(), timeout=60)
        if kind != "given up":
            time.sleep(random.random() / 1000)
        call.cancel()
        return call.code(), {Code.CANCELLED, Code.OK}

    def run_calls(self, count, fine, server, restart_at):
        """Calls by a few threads; the outcomes that no specification names."""
        lock, left, wrong, seen = threading.Lock(), [count], [], {}
        reached = threading.Event()
        state = {"epoch": 0, "up": True}
        kinds = ["get"] * 4 + ["list", "none", "wrong", "late", "given up", "given up later"]

        def work():
            while True:
                with lock:
                    if left[0] == 0:
                        return
                    left[0] -= 1
                    if left[0] == restart_at:
                        reached.set()
                    before = dict(state)
                    kind = random.choice(kinds)
                code, allowed = self.one(kind, fine)
                with lock:
                    disturbed = not before["up"] or before != state
                    seen[(kind, code)] = seen.get((kind, code), 0) + 1
                    if code not in allowed and not (disturbed and code in (Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED)):
                        wrong.append((kind, code))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        if restart_at:
            reached.wait()
            with lock:
                state.update(up=False, epoch=1)
            server.process.terminate()
            server.process.communicate()
            self.assertEqual(server.process.returncode, 0)
            server.start()
            fine.get("zones/idlib", 60, wait_for_ready=True)
            with lock:
                state.update(up=True, epoch=2)
        for thread in threads:
            thread.join()
        return wrong, seen

    def test_every_outcome_is_one_that_the_specification_names(self):
        server = self.serve()
        self.load(server, "zones.json", "rounds.json")
        fine = type("Fine", (), {})()
        # A client that waits a second before it connects again would make most of its calls meanwhile.
        fine.channel = self.open("unix:" + server.ipc[6:], ("grpc.initial_reconnect_backoff_ms", 100),
                                 ("grpc.min_reconnect_backoff_ms", 100), ("grpc.max_reconnect_backoff_ms", 200))
        fine.zones = zone_service_pb2_grpc.ZoneServiceStub(fine.channel)
        fine.get = lambda name, timeout, **how: fine.zones.GetZone(zone_service_pb2.GetZoneRequest(name=name),
                                                                   timeout=timeout, **how)
        fine.watch = fine.channel.unary_unary("/truce.v1.JournalService/WatchChanges",
                                              journal_pb2.WatchChangesRequest.SerializeToString)
        fine.request = journal_pb2.WatchChangesRequest(after_revision=journal_pb2_grpc.JournalServiceStub(
            fine.channel).GetHead(journal_pb2.GetHeadRequest(), timeout=60).revision)
        wrong, seen = self.run_calls(CALLS // 2, fine, server, CALLS // 4)
        self.assertEqual(wrong, [])
        self.run_calls(CALLS // 10, fine, server, 0)
        before = self.rss(server)
        wrong, again = self.run_calls(CALLS - CALLS // 2 - CALLS // 10, fine, server, 0)
        self.assertEqual(wrong, [])
        grown = self.rss(server) - before
        for (kind, code), count in sorted(list(seen.items()) + list(again.items()), key=str):
            print("%-16s %-18s %d" % (kind, code.name, count))
        print("resident before %d KiB, grown by %d KiB" % (before, grown))
        if not self.sanitized(server):
            self.assertLess(grown, 4096)
        # No stream is left: as many calls as a connection may have in flight are answered at once.
        calls = [fine.watch.future(fine.request, timeout=60) for _ in range(100)]
        self.assertEqual(fine.get("zones/idlib", 60).name, "zones/idlib")
        for call in calls:
            call.cancel()
        fine.channel.close()
        with grpc.insecure_channel(server.tcp[6:]) as channel:
            status = server_service_pb2_grpc.ServerServiceStub(channel)
            end = time.monotonic() + 60
            while status.GetServerStatus(server_service_pb2.GetServerStatusRequest(), timeout=60,
                                         wait_for_ready=True).connections > 1:
                self.assertLess(time.monotonic(), end, "a connection is left")
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)

#!/usr/bin/env python3
"""Bad input of every kind, sent to a truced that serves. Each is answered, nothing that
was acknowledged is lost, and afterwards a good client reads and writes."""
import ctypes
import json
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

import wire
from wire import SOURCE, Client, Lost, Truced, field, fields, number, statement, truce, truced

CREATE = "/truce.v1.StatementService/CreateStatement"
GET = "/truce.v1.StatementService/GetStatement"
LIST = "/truce.v1.StatementService/ListStatements"
UPDATE = "/truce.v1.StatementService/UpdateStatement"
CREATE_ROUND = "/truce.v1.RoundService/CreateRound"
WATCH = "/truce.v1.JournalService/WatchChanges"
HEALTH = "/grpc.health.v1.Health/Check"

OK, INVALID, NOT_FOUND, EXHAUSTED, PRECONDITION, ABORTED, UNIMPLEMENTED = 0, 3, 5, 8, 9, 10, 12
SERVING, NOT_SERVING = 1, 2
GIB = 1 << 30
IN_NAMESPACE = "TRUCE_TEST_IN_NAMESPACE"


def create(name, **more):
    request_id = field(3, more["request_id"]) if "request_id" in more else b""
    return field(1, name) + field(2, statement(more.get("title", "Made by a test"))) + request_id


def value(data, key):
    return dict(fields(data)).get(key)


class Serving(unittest.TestCase):
    """A truced with one statement; after each test a good client reads and writes."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.server = Truced(self.folder)
        self.client = Client(self.server.ipc)
        self.assertEqual(self.client.call(CREATE, create("kept")).code, OK)
        self.addCleanup(self.is_whole)

    def is_whole(self):
        good = Client(self.server.tcp)
        self.assertEqual(good.call(CREATE, create("after")).code, OK)
        for name in ("kept", "after"):
            self.assertEqual(good.call(GET, field(1, "statements/" + name)).code, OK)
        good.close()
        self.client.close()
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(truced("verify", self.server.store).returncode, 0)

    def refused(self, reply, code, reason, *paths):
        """Asserts how a call was refused, and that the bad fields are named."""
        self.assertEqual((reply.code, reply.reason), (code, reason), reply.message)
        self.assertGreater(reply.revision, 0)
        for path in paths:
            self.assertIn(path, [f for f, _ in reply.violations])


class Frames(Serving):
    """What comes instead of a frame, or in one."""

    def frame(self, payload, client=None):
        client = client or self.client
        client.socket.sendall(client.lead + struct.pack(">Q", len(payload)) + payload)

    def test_bytes_that_are_no_envelope_are_answered_each_with_its_id(self):
        source = random.Random(2)
        for i in range(200):
            call = 0x80000000 | i + 1
            self.frame(struct.pack(">I", call) + source.randbytes(source.randrange(1, 300)))
            reply = self.client.take(call)
            self.assertNotEqual(reply.code, OK)
            self.assertNotEqual(reply.message, "")

    def test_random_bytes_instead_of_a_hello_or_a_frame_do_no_harm(self):
        source = random.Random(3)
        for i in range(50):
            other = Client(self.server.tcp if i % 2 else self.server.ipc)
            other.socket.sendall(source.randbytes(source.randrange(1, 5000)))
            other.close()
        self.assertEqual(self.client.call(HEALTH).code, OK)

    def test_a_frame_that_ends_early_is_forgotten(self):
        whole = struct.pack(">I", 0x80000001) + field(1, CREATE) + field(2, create("never"))
        for size in range(0, len(whole) + 8, 7):
            other = Client(self.server.tcp)
            other.socket.sendall((struct.pack(">Q", len(whole)) + whole)[:size])
            other.close()
        self.assertEqual(self.client.call(GET, field(1, "statements/never")).code, NOT_FOUND)

    def test_a_frame_over_the_limit_closes_that_connection_only(self):
        for claim in ((4 << 20) + 4096, GIB, 1 << 63, (1 << 64) - 1):
            for url in (self.server.tcp, self.server.ipc):
                other = Client(url)
                other.socket.sendall(other.lead + struct.pack(">Q", claim) + b"\x80\0\0\1")
                with self.assertRaises(Lost):
                    other.receive(1)
                other.close()
            self.assertEqual(self.client.call(HEALTH).code, OK)

    def test_a_claim_of_a_gibibyte_takes_no_memory(self):
        for _ in range(20):
            other = Client(self.server.tcp)
            other.socket.sendall(struct.pack(">Q", GIB))
            with self.assertRaises(Lost):
                other.receive(1)
            other.close()
        with open("/proc/%d/statm" % self.server.process.pid) as f:
            resident = int(f.read().split()[1]) * os.sysconf("SC_PAGESIZE")
        self.assertLess(resident, GIB // 2)


class Messages(Serving):
    """Frames that are well made and hold what no call should."""

    def test_an_unknown_method_is_told_apart_from_everything_else(self):
        for method in ("/truce.v1.StatementService/GetStatment", "/no.such.Service/Get", "", "x" * 200):
            self.refused(self.client.call(method), UNIMPLEMENTED, "NO_SUCH_METHOD")

    def test_text_that_is_not_utf8_and_text_with_a_nul_are_named(self):
        for bad in (b"statements/\xff", b"statements/\xed\xa0\x80", b"statements/\xc0\xae", b"statements/a\0b"):
            self.refused(self.client.call(GET, field(1, bad)), INVALID, "INVALID_FIELDS", "name")
            self.refused(self.client.call(CREATE, field(1, "x") + field(2, statement(bad))), INVALID,
                         "INVALID_FIELDS", "statement.title")
        self.refused(self.client.call(GET.encode() + b"\0x", field(1, "statements/kept")), INVALID, "INVALID_ENVELOPE")
        self.refused(self.client.call(GET.encode() + b"\xff", field(1, "statements/kept")), INVALID, "INVALID_ENVELOPE")

    def test_fields_that_the_schema_lacks_are_refused_in_a_write_and_passed_over_in_a_read(self):
        strange = field(900, "what is this?")
        self.refused(self.client.call(CREATE, create("x") + strange), INVALID, "INVALID_FIELDS")
        self.refused(self.client.call(CREATE, field(1, "x") + field(2, statement("T") + strange)), INVALID,
                     "INVALID_FIELDS")
        self.assertEqual(self.client.call(GET, field(1, "statements/kept") + strange).code, OK)
        self.assertEqual(self.client.call(GET, field(1, "statements/x")).code, NOT_FOUND)

    def test_46_kilobytes_of_nesting_are_refused(self):
        nested = b""
        while len(nested) < 46 << 10:
            nested = field(2, nested)
        self.refused(self.client.call(CREATE, nested), INVALID, "INVALID_FIELDS")
        groups = b"\x13" * (46 << 10)
        self.refused(self.client.call(CREATE, groups), INVALID, "INVALID_FIELDS")
        self.assertNotEqual(self.client.call(LIST, nested).code, OK)

    def test_a_mebibyte_of_empty_messages_is_held_by_the_cap_of_one_call(self):
        for key in (20, 22, 25, 29):  # turns, blocks, mentions, sources
            many = field(key, b"") * ((1 << 20) // len(field(key, b"")))
            self.refused(self.client.call(CREATE, field(1, "x") + field(2, many)), EXHAUSTED, "MESSAGE_TOO_LARGE")
        self.assertEqual(self.client.call(GET, field(1, "statements/x")).code, NOT_FOUND)

    def test_a_stale_etag_is_refused_and_changes_nothing(self):
        first = value(self.client.call(GET, field(1, "statements/kept")).payload, 2)
        change = field(1, "statements/kept") + statement("Changed")
        reply = self.client.call(UPDATE, field(1, change + field(2, first)))
        self.assertEqual(reply.code, OK, reply.message)
        stale = field(1, "statements/kept") + statement("Changed by who had not looked")
        self.refused(self.client.call(UPDATE, field(1, stale + field(2, first))), ABORTED, "ETAG_MISMATCH")
        kept = self.client.call(GET, field(1, "statements/kept")).payload
        self.assertEqual(value(kept, 12), b"Changed")

    def test_a_request_id_with_another_body_is_refused_and_with_the_same_answered_again(self):
        request_id = "5f0c1b6e-8c0d-4d8e-9d7b-3a2f4c1d9e10"
        first = self.client.call(CREATE, create("once", request_id=request_id))
        again = self.client.call(CREATE, create("once", request_id=request_id))
        self.assertEqual((again.code, again.payload), (OK, first.payload))
        self.refused(self.client.call(CREATE, create("twice", request_id=request_id)), INVALID, "REQUEST_ID_REUSED",
                     "request_id")
        self.assertEqual(self.client.call(GET, field(1, "statements/twice")).code, NOT_FOUND)

    def test_the_page_token_of_another_query_is_refused(self):
        for name in ("a", "b", "c"):
            self.client.call(CREATE, create(name))
        token = value(self.client.call(LIST, number(3, 2)).payload, 2)
        self.assertEqual(self.client.call(LIST, number(3, 2) + field(4, token)).code, OK)
        others = [(LIST, field(1, "kind = KIND_SPEECH")), (LIST, field(2, "title")), (LIST, number(5, 1)),
                  ("/truce.v1.ZoneService/ListZones", b""), ("/truce.v1.StatementService/ListPassages", b"")]
        for method, query in others:
            self.refused(self.client.call(method, query + field(4, token)), INVALID, "PAGE_TOKEN", "page_token")
        for bad in (b"rubbish", token[:-1], token + b"A", b"A" * 20000):
            self.refused(self.client.call(LIST, field(4, bad)), INVALID, "PAGE_TOKEN", "page_token")

    def test_a_filter_that_cannot_be_read_is_told_with_its_position(self):
        for filter, position in [("kind = ", 8), ("kin = 3", 1), ("title = \"open", 9), ("kind = KIND_SPEECH AND", 23),
                                 ("(kind = KIND_SPEECH", 20), ("kind ! 3", 6), ("(" * 5000, 1)]:
            reply = self.client.call(LIST, field(1, filter))
            self.refused(reply, INVALID, "INVALID_FILTER", "filter")
            self.assertRegex(reply.message, r"\bposition \d+\b")
            if len(filter) < 100:
                self.assertIn("position %d" % position, reply.message, filter)

    def test_dates_that_do_not_exist_are_refused_by_name(self):
        for date in ("2017-02-29", "2017-02-30", "2017-13-01", "2017-00-01", "2017-04-31", "0000-01-01", "2017-2-1",
                     "20170201", "2017-02-01T00:00:00Z", "tomorrow", "1900-02-29", "2017-02-01 "):
            interval = field(1, date) + field(2, "2018-01-01")
            made = field(10, "astana") + field(15, interval) + field(21, field(1, "s") + field(2, "A test"))
            self.refused(self.client.call(CREATE_ROUND, field(1, "r") + field(2, made)), INVALID, "INVALID_FIELDS",
                         "round.date.earliest")
        leap = field(1, "2016-02-29") + field(2, "2016-02-29")
        made = field(10, "astana") + field(15, leap) + field(21, field(1, "s") + field(2, "A test"))
        self.assertEqual(self.client.call(CREATE_ROUND, field(1, "r") + field(2, made)).code, OK)


class Stores(unittest.TestCase):
    """Folders that hold no store for this truced."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.store = os.path.join(self.folder, "store")

    def refuses(self, says):
        """No command serves or changes the store; each says why."""
        before = self.bytes()
        for words in (("serve", "--store", self.store, "--listen", "tcp://127.0.0.1:0"), ("verify", self.store),
                      ("rebuild", self.store), ("compact", self.store),
                      ("backup", self.store, os.path.join(self.folder, "copy"))):
            ran = truced(*words)
            self.assertIn(ran.returncode, (1, 2), (words, ran.stdout, ran.stderr))
            self.assertIn(says, ran.stdout + ran.stderr, words)
        ran = truce("--store", self.store, "zone", "list")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn(says, ran.stderr)
        self.assertEqual(before, self.bytes())

    def bytes(self):
        path = os.path.join(self.store, "data.mdb")
        if not os.path.exists(path):
            return None
        with open(path, "rb") as f:
            return f.read()

    def test_a_folder_that_is_missing_is_named_and_not_made(self):
        self.refuses(self.store)
        self.assertFalse(os.path.exists(self.store))

    def test_a_store_of_a_newer_version_is_left_alone(self):
        try:
            xxhash = ctypes.CDLL("libxxhash.so.0").XXH3_64bits
        except OSError:
            self.skipTest("libxxhash is not here")
        xxhash.restype, xxhash.argtypes = ctypes.c_uint64, (ctypes.c_char_p, ctypes.c_size_t)
        with Truced(self.folder) as server:
            client = Client(server.ipc)
            status = client.call("/truce.v1.ServerService/GetServerStatus").payload
            client.close()
        id = value(status, 3)
        data = bytearray(self.bytes())
        places = [at for at in range(len(data)) if data.startswith(id, at)]
        self.assertTrue(places)
        for at in places:  # the seal of 8 bytes, the format of 4, the id, the instant of 8
            format, = struct.unpack_from(">I", data, at - 4)
            content = struct.pack(">I", format + 1) + bytes(data[at:at + 44])
            seal = xxhash(content, 48) + xxhash(b"store", 5) * 0x9E3779B97F4A7C15
            struct.pack_into(">Q", data, at - 12, seal & (1 << 64) - 1)
            data[at - 4:at + 44] = content
        with open(os.path.join(self.store, "data.mdb"), "wb") as f:
            f.write(data)
        self.refuses("later version of truced")


class Imports(unittest.TestCase):
    """kill -9 in the middle of an import, on either side."""

    RECORDS = 6000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.server = Truced(self.folder)
        self.addCleanup(self.server.stop)

    def records(self):
        """A file of records that takes several calls to send."""
        path = os.path.join(self.folder, "records.json")
        text = "all sides agreed that this record takes room " * 40
        made = [{"name": "statements/s-%d" % i, "kind": "KIND_SPEECH", "title": "Statement %d" % i,
                 "blocks": [{"kind": "KIND_PARAGRAPH", "text": text}],
                 "sources": [{"id": "s", "title": "Made by a test"}]} for i in range(self.RECORDS)]
        with open(path, "w") as f:
            json.dump({"statements": made}, f)
        return [path]

    def texts(self):
        paths = []
        for i in range(60):
            paths.append(os.path.join(self.folder, "speech-%d.txt" % i))
            with open(paths[-1], "w") as f:
                f.write("Mr. Example (Kazakhstan): We speak for the %dth time.\n" % i)
        return paths

    def begin(self, paths):
        """An import that has begun: its first change is on record."""
        client = Client(self.server.ipc)
        process = subprocess.Popen([wire.BIN + "/truce", "--server", self.server.ipc, "import", *paths],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        revision = 0
        while not revision:
            revision = client.call(WATCH, timeout_ms=60000).revision
        client.close()
        return process

    def look(self):
        """How many statements and texts are on record."""
        ran = truce("--server", self.server.ipc, "health", "-o", "json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        records = json.loads(ran.stdout)["records"]
        return int(records.get("statements", 0)), int(records.get("texts", 0))

    def finish(self, paths, count, texts):
        """The same import again brings what is missing, and all of it once."""
        ran = truce("--server", self.server.ipc, "import", *paths)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(self.look(), (count, texts))
        chain = truce("--server", self.server.ipc, "log", "--verify")
        self.assertEqual(chain.returncode, 0, chain.stderr)
        self.assertIn("%d changes, chain whole" % (count + texts), chain.stdout)
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(truced("verify", self.server.store).returncode, 0)

    def test_a_client_that_is_killed_leaves_whole_calls_and_a_service_that_goes_on(self):
        paths = self.records()
        process = self.begin(paths)
        process.kill()
        process.communicate()
        self.finish(paths, self.RECORDS, 0)

    def test_a_service_that_is_killed_has_what_it_acknowledged(self):
        paths = self.records()
        process = self.begin(paths)
        self.server.kill()
        self.server.start()
        _, says = process.communicate()
        if process.returncode:  # it had begun a call that it may not send again by itself, or gave up waiting
            self.assertIn("records were stored", says)
            stored = int(says.split("the first ")[1].split()[0])
            self.assertGreaterEqual(self.look()[0], stored)
        self.finish(paths, self.RECORDS, 0)

    def test_texts_and_what_was_read_in_them_are_kept_together_or_not_at_all(self):
        paths = self.texts()
        process = self.begin(paths)
        self.server.kill()
        process.kill()
        process.communicate()
        self.server.start()
        statements, texts = self.look()
        self.assertEqual(statements, texts)
        self.assertGreater(texts, 0)
        self.finish(paths, len(paths), len(paths))


class FileSizes(unittest.TestCase):
    """A limit on the size of files (ulimit -f), whose signal would end the process."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, self.folder)

    def test_a_limit_on_the_size_of_files_stops_writes_until_it_is_raised(self):
        with Truced(self.folder) as server:
            size = os.path.getsize(os.path.join(server.store, "data.mdb"))
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size + 100000, resource.RLIM_INFINITY))
            client = Client(server.ipc)
            for i in range(1000):
                reply = client.call(CREATE, create("s%d" % i, title="t" * 10000))
                if reply.code:
                    break
            self.assertEqual((reply.code, reply.reason), (EXHAUSTED, "DISK_FULL"), reply.message)
            self.assertIn("ulimit -f", reply.message)
            self.assertIn("ulimit -f", truce("--server", server.ipc, "health").stdout)
            for k in range(i):
                self.assertEqual(client.call(GET, field(1, "statements/s%d" % k)).code, OK)
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
            while reply.code == EXHAUSTED:  # it tries once a second
                reply = client.call(CREATE, create("more", title="t" * 10000))
            self.assertEqual(reply.code, OK, reply.message)
            client.close()
            self.assertEqual(server.stop(), 0)
        self.assertEqual(truced("verify", server.store).returncode, 0)

    def test_commands_under_a_limit_on_the_size_of_files_say_so(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (30000, 30000))
        store = os.path.join(self.folder, "store")
        self.assertEqual(truced("init", store).returncode, 0)
        out = os.path.join(self.folder, "out.json")
        self.assertEqual(truce("--store", store, "import", os.path.join(SOURCE, "data/zones.json")).returncode, 0)
        for words in [("import", os.path.join(SOURCE, "data/rounds.json")), ("export", out)]:
            ran = truce("--store", store, *words, preexec_fn=limit)
            self.assertIn(ran.returncode, (5, 74), ran.stderr)
            self.assertRegex(ran.stderr, "ulimit -f|File too large")
        ran = truced("backup", store, os.path.join(self.folder, "copy"), preexec_fn=limit)
        self.assertEqual(ran.returncode, 1, ran.stderr)
        self.assertRegex(ran.stderr, "error: .*(too large|ulimit -f)")


@unittest.skipUnless(os.environ.get(IN_NAMESPACE), "run in a namespace of its own")
class Disks(unittest.TestCase):
    """A disk of 1 MB that is full, and one that is read-only, under a serving truced."""

    def setUp(self):
        self.disk = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(os.rmdir, self.disk)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", self.disk], check=True)
        self.addCleanup(subprocess.run, ["umount", self.disk], check=True)

    def health(self, client):
        """Of the whole service, and of its writes."""
        return tuple(value(client.call(HEALTH, field(1, of)).payload, 1) for of in ("", "truce.v1.writes"))

    def status(self, server):
        """What `truce health` prints; its exit code says whether writes are taken."""
        ran = truce("--server", server.ipc, "health", "-o", "json")
        status = json.loads(ran.stdout)
        self.assertEqual(ran.returncode, 4 if "readOnlyReason" in status else 0, ran.stderr)
        return status

    def test_a_full_disk_stops_writes_until_there_is_room_and_never_reads(self):
        filler = os.path.join(self.disk, "filler")
        with open(filler, "wb") as f:
            f.write(b"x" * 300000)
        server = Truced(self.disk)
        try:
            self.fill_and_free(server, filler)
        finally:
            code = server.stop()
        self.assertEqual(code, 0)
        self.assertEqual(truced("verify", server.store).returncode, 0)

    def fill_and_free(self, server, filler):
        client = Client(server.ipc)
        kept = []
        for i in range(1000):
            reply = client.call(CREATE, create("s%d" % i, title="t" * 10000))
            if reply.code:
                break
            kept.append("statements/s%d" % i)
        self.assertEqual((reply.code, reply.reason), (EXHAUSTED, "DISK_FULL"), reply.message)
        self.assertGreater(len(kept), 5)
        for _ in range(3):
            reply = client.call(CREATE, create("more", title="t" * 10000))
            self.assertEqual((reply.code, reply.reason), (EXHAUSTED, "DISK_FULL"), reply.message)
            self.assertEqual(self.health(client), (SERVING, NOT_SERVING))
            self.assertIn("disk", self.status(server)["readOnlyReason"].lower())
            for name in kept:
                self.assertEqual(client.call(GET, field(1, name)).code, OK)
        ran = truce("--server", server.ipc, "statement", "delete", "s0")
        self.assertEqual(ran.returncode, 5, ran.stderr)
        self.assertIn("DISK_FULL", ran.stderr)
        os.unlink(filler)
        reply = client.call(CREATE, create("more", title="t" * 10000))
        self.assertEqual(reply.code, OK, reply.message)
        self.assertEqual(self.health(client), (SERVING, SERVING))
        self.assertNotIn("readOnlyReason", self.status(server))
        for name in kept + ["statements/more"]:
            self.assertEqual(client.call(GET, field(1, name)).code, OK)
        client.close()

    def test_a_store_on_a_read_only_disk_is_read_and_not_written(self):
        with Truced(self.disk) as server:
            client = Client(server.ipc)
            self.assertEqual(client.call(CREATE, create("kept")).code, OK)
            client.close()
            store = server.store
        subprocess.run(["mount", "-o", "remount,ro", self.disk], check=True)
        ran = truce("--store", store, "statement", "get", "kept", "-o", "json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        ran = truce("--store", store, "statement", "delete", "kept")
        self.assertEqual(ran.returncode, 4, ran.stderr)
        self.assertIn("READ_ONLY", ran.stderr)
        socket = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, socket)
        os.symlink(store, os.path.join(socket, "store"))
        server = Truced(socket)
        self.addCleanup(server.stop)
        client = Client(server.ipc)
        for _ in range(2):
            reply = client.call(CREATE, create("more"))
            self.assertEqual((reply.code, reply.reason), (PRECONDITION, "READ_ONLY"), reply.message)
            self.assertEqual(client.call(GET, field(1, "statements/kept")).code, OK)
            self.assertEqual(self.health(client), (SERVING, NOT_SERVING))
        client.close()
        self.assertEqual(server.stop(), 0)
        self.assertEqual(truced("verify", store).returncode, 0)


def in_a_namespace():
    """Runs the tests that mount disks, where that is permitted; an exit code."""
    probe = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, text=True) \
        if shutil.which("unshare") else None
    if probe is None or probe.returncode:
        print("skipped: the tests of disks; mounting is not permitted here")
        return 0
    return subprocess.run(["unshare", "-rm", sys.executable, os.path.abspath(__file__), "-v", "Disks"],
                          env=dict(os.environ, **{IN_NAMESPACE: "1"})).returncode


if __name__ == "__main__":
    if not os.environ.get(IN_NAMESPACE) and len(sys.argv) == 1 and in_a_namespace():
        sys.exit("the tests of disks failed")
    unittest.main(verbosity=2)

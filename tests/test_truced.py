#!/usr/bin/env python3
"""truced as an operator meets it: its commands, how it starts and stops, and what it
does about peers that mean harm."""
import os
import re
import resource
import shutil
import signal
import socket
import ssl
import stat
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import warnings

import wire
from wire import Client, Lost, Truced, field, fields, number, statement, truced

HEALTH = "/grpc.health.v1.Health/Check"
CREATE = "/truce.v1.StatementService/CreateStatement"
GET = "/truce.v1.StatementService/GetStatement"
BATCH = "/truce.v1.StatementService/BatchGetStatements"
WATCH = "/truce.v1.JournalService/WatchChanges"
COMMANDS = ["serve", "init", "verify", "backup", "rebuild", "compact", "help"]
UNAVAILABLE = 14


def create(name):
    return field(1, name) + field(2, statement("Made to be looked at"))


def served(url):
    client = Client(url)
    code = client.call(HEALTH).code
    client.close()
    return code == 0


def until(condition, what):
    """Waits for something that another process brings about."""
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain until " + what)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="truce-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.store = os.path.join(self.folder, "store")

    def serve(self, *options):
        server = Truced(self.folder, *options)
        self.addCleanup(self.end, server)
        return server

    def end(self, server):
        """Waits for the exit that was asked for, or asks for it; answers the exit code."""
        if server.process.poll() is None and not server.process.stderr.closed:
            server.stop()
        return server.process.returncode

    def filled(self):
        """A store with some statements, not served."""
        with Truced(self.folder) as server:
            client = Client(server.ipc)
            for i in range(20):
                self.assertEqual(client.call(CREATE, create("s%d" % i)).code, 0)
            client.close()

    def run_truced(self, code, *words, **options):
        ran = truced(*words, **options)
        self.assertEqual(ran.returncode, code, ran.stdout + ran.stderr)
        return ran.stdout + ran.stderr


    def large(self, client):
        """A request for 300 statements of about a kilobyte each."""
        for call in [client.send(CREATE, field(1, "s%d" % i) + field(2, statement("t" * 900))) for i in range(300)]:
            self.assertEqual(client.take(call).code, 0)
        return b"".join(field(1, "statements/s%d" % i) for i in range(300))


class CommandLine(Case):
    def test_help_explains_every_command_within_80_columns(self):
        overview = self.run_truced(0, "help")
        self.assertEqual(overview, self.run_truced(0, "--help"))
        self.assertEqual(overview, self.run_truced(0, "-h"))
        for command in COMMANDS:
            self.assertRegex(overview, r"(?m)^  %s\b" % command)
            text = self.run_truced(0, "help", command)
            self.assertIn("Usage: truced " + command, text)
            if command != "help":
                self.assertEqual(text, self.run_truced(0, command, "--help"))
            for line in (overview + text).splitlines():
                self.assertLess(len(line), 80, line)

    def test_every_exit_code_is_in_the_help(self):
        codes = re.findall(r"(?m)^  (\d+)  ", self.run_truced(0, "help"))
        self.assertEqual(codes, ["0", "1", "2", "64"])

    def test_the_version_is_one_line(self):
        self.assertRegex(self.run_truced(0, "--version"), r"^truced \d+\.\d+\.\d+\n$")

    def test_a_wrong_line_is_refused_with_what_was_meant(self):
        for words, says in [
            ((), "Usage: truced"),
            ((), "Name a command, or the store to serve: --store DIR."),
            (("srve",), "did you mean serve?"),
            (("frobnicate",), "Unknown command frobnicate"),
            (("help", "bakup"), "did you mean backup?"),
            (("serve", "--stroe", "x"), "did you mean --store?"),
            (("--stroe=x",), "did you mean --store?"),
            (("serve", "--zzz"), "Unknown option --zzz"),
            (("serve", "--store"), "--store needs a value"),
            (("serve",), "needs --store DIR"),
            (("serve", "extra", "--store", "x"), "takes no `extra`"),
            (("init",), "takes DIR"),
            (("backup", "a"), "takes DIR TO"),
            (("serve", "--store", "x", "--connections", "0"), "a number from 1"),
            (("serve", "--store", "x", "--message", "4X"), "such as 512K"),
            (("serve", "--store", "x", "--idle-time", "-1"), "such as 250ms"),
            (("serve", "--store", "x", "--idle-time", "99999999999999999h"), "such as 250ms"),
            (("serve", "--store", "x", "--message", "100G"), "1G at most"),
            (("serve", "--store", "x", "--connections", "99999999999"), "to 1000000000"),
            (("compact", "x", "--keep-from", "one"), "a number from 1"),
            (("serve", "--store", "x", "--listen", "tcp://[::1]:1", "--listen", "tcp://[::1]:1"), "tcp://[::1]:1 is given twice"),
            (("serve", "--store", "x", "--tls-cert", "c", "--tls-key", "k"), "nothing would be encrypted"),
        ]:
            with self.subTest(words=words):
                self.assertIn(says, self.run_truced(64, *words))

    def test_an_address_that_cannot_be_meant_is_refused_before_anything_is_made(self):
        for url, says in [
            ("tcp://", "Use tcp://HOST:PORT"),
            ("tcp://127.0.0.1:99999", "0 to 65535"),
            ("tcp://[::1", "in brackets"),
            ("ipc://relative", "absolute path"),
            ("ipc:///" + "x" * 120, "longer than"),
            ("http://127.0.0.1:1", "cannot be listened at"),
            ("grpc://127.0.0.1:1", "gRPC is answered, too"),
            ("tcp://192.0.2.1:0", "--insecure-allow-plain-tcp"),
            ("tls+tcp://127.0.0.1:0", "--tls-cert"),
        ]:
            with self.subTest(url=url):
                said = self.run_truced(64, "--store", self.store, "--init", "--listen", "ipc://%s/a" % self.folder,
                                       "--listen", url)
                self.assertIn("serve: --listen: ", said)
                self.assertIn(url, said)
                self.assertIn(says, said)
                self.assertEqual(os.listdir(self.folder), [])

    def test_an_answer_that_cannot_be_written_is_a_failure(self):
        truced("init", self.store)
        for words in [("help",), ("--version",), ("verify", self.store), ("compact", self.store)]:
            with self.subTest(words=words), open("/dev/full", "w") as full:
                ran = subprocess.run([wire.BIN + "/truced", *words], stdout=full, stderr=subprocess.PIPE, text=True)
                self.assertEqual(ran.returncode, 1)
                self.assertIn("Cannot write the answer", ran.stderr)

    def test_bytes_of_the_command_line_cannot_repaint_the_terminal(self):
        self.assertNotIn("\x1b", self.run_truced(64, "\x1b[2Jserve"))
        store = os.path.join(self.folder, "\x1b[2Jstore")
        for words in [("init", store), ("verify", store), ("backup", store, store + "2"), ("rebuild", store),
                      ("compact", store)]:
            said = self.run_truced(0, *words)
            self.assertIn("?[2Jstore", said)
            self.assertNotIn("\x1b", said)


class Keeping(Case):
    def test_a_store_is_made_once_and_only_when_asked(self):
        self.assertIn("truced init", self.run_truced(1, "--store", self.store))
        self.assertFalse(os.path.exists(self.store))
        self.run_truced(0, "init", self.store)
        self.assertIn("holds a store", self.run_truced(1, "init", self.store))

    def test_serve_makes_a_store_with_init_and_keeps_one_that_is_there(self):
        for made in (True, False):
            process = subprocess.Popen(
                [wire.BIN + "/truced", "--init", "--store", self.store, "--listen", "tcp://127.0.0.1:0"],
                stderr=subprocess.PIPE, text=True)
            line = process.stderr.readline()
            if made:
                self.assertIn("made a store in " + self.store, line)
                line = process.stderr.readline()
            self.assertRegex(line, r"^truced: serving tcp://127\.0\.0\.1:[1-9]\d*, revision 0\n$")
            process.terminate()
            process.communicate()
            self.assertEqual(process.returncode, 0)

    def test_a_whole_store_verifies_and_its_backup_is_one(self):
        self.filled()
        copy = os.path.join(self.folder, "copy")
        self.assertIn("20 records", self.run_truced(0, "verify", self.store))
        self.assertIn(" 0 faults", self.run_truced(0, "backup", self.store, copy))
        self.assertIn("20 records", self.run_truced(0, "verify", copy))
        self.assertIn("20 changes", self.run_truced(0, "rebuild", copy))
        self.run_truced(0, "compact", copy)
        self.run_truced(0, "compact", copy, "--keep-from", "10")
        self.assertIn(" 0 faults", self.run_truced(0, "verify", copy))
        self.run_truced(1, "backup", self.store, copy)

    def test_verify_and_backup_work_beside_a_serving_truced(self):
        self.filled()
        server = self.serve()
        self.assertIn(" 0 faults", self.run_truced(0, "verify", self.store))
        self.run_truced(0, "backup", self.store, os.path.join(self.folder, "copy"))
        for command in ("rebuild", "compact"):
            self.assertIn(str(server.process.pid), self.run_truced(1, command, self.store))
        self.assertTrue(served(server.ipc))

    def test_a_changed_byte_is_a_fault_and_exit_code_2(self):
        self.filled()
        path = os.path.join(self.store, "data.mdb")
        with open(path, "r+b") as f:
            data = f.read().replace(b"Made to be looked at", b"made to be looked at")
            f.seek(0)
            f.write(data)
        self.assertRegex(self.run_truced(2, "verify", self.store), r"(?m)^fault: ")

    def test_what_is_damaged_cannot_repaint_the_terminal(self):
        self.filled()
        with open(os.path.join(self.store, "data.mdb"), "r+b") as f:
            data = f.read().replace(b"KIND_SPEECH", b"KIND\x1b\xecPEECH")
            f.seek(0)
            f.write(data)
        said = subprocess.run([wire.BIN + "/truced", "verify", self.store], stdout=subprocess.PIPE).stdout
        self.assertIn("KIND??PEECH", said.decode())
        self.assertNotIn(b"\x1b", said)

    def test_a_file_that_is_cut_short_is_a_fault(self):
        self.filled()
        path = os.path.join(self.store, "data.mdb")
        page = os.sysconf("SC_PAGESIZE")
        for pages in range(os.path.getsize(path) // page - 1, 2, -1):
            os.truncate(path, pages * page)
            ran = truced("verify", self.store)
            self.assertIn(ran.returncode, (0, 2), ran.stderr)  # 0: the last pages were free
            self.assertEqual(ran.returncode == 2, "fault: " in ran.stdout, ran.stdout)
        self.assertEqual(ran.returncode, 2)

    def test_a_file_that_kills_its_reader_is_a_fault(self):
        """Every value in LMDB's leaf pages is made to claim nearly 2 GiB, past the map."""
        self.filled()
        with open(os.path.join(self.store, "data.mdb"), "r+b") as f:
            data = bytearray(f.read())
            page = os.sysconf("SC_PAGESIZE")
            for at in range(2 * page, len(data), page):
                flags, lower = struct.unpack_from("<HH", data, at + 10)
                if flags != 2 or b"Made to be looked at" not in data[at:at + page]:
                    continue
                for (node,) in struct.iter_unpack("<H", data[at + 16:at + lower]):
                    struct.pack_into("<H", data, at + node + 2, 0x7FFF)
            f.seek(0)
            f.write(data)
        self.assertRegex(self.run_truced(2, "verify", self.store), r"fault: .* kills the reader \(.*\)\nRestore a backup")

    def test_what_is_not_there_is_named(self):
        for command in ("verify", "rebuild", "compact"):
            said = self.run_truced(1, command, self.store)
            self.assertIn("There is no folder " + self.store, said)
            self.assertNotIn("truced init", said)  # a slip in a path; an empty store there would not help

    def test_a_store_whose_file_is_gone_is_lost_and_not_made_anew(self):
        self.filled()
        os.unlink(os.path.join(self.store, "data.mdb"))
        self.assertIn("Restore a backup.", self.run_truced(2, "verify", self.store))
        said = self.run_truced(1, "serve", "--init", "--store", self.store, "--listen", "tcp://127.0.0.1:0")
        self.assertIn("data.mdb is gone. Restore a backup.", said)
        self.assertFalse(os.path.exists(os.path.join(self.store, "data.mdb")))

    def test_an_empty_name_is_no_folder(self):
        for words in (("verify", ""), ("init", ""), ("backup", self.store, ""), ("--store", ""), ("--store=",)):
            self.assertIn("empty", self.run_truced(64, *words))


class Starting(Case):
    def test_a_second_truced_on_one_store_is_refused_and_told_who_has_it(self):
        server = self.serve()
        says = self.run_truced(1, "--store", self.store, "--listen", "tcp://127.0.0.1:0")
        self.assertIn(str(server.process.pid), says)
        self.assertTrue(served(server.ipc))

    def test_a_second_truced_does_not_take_the_socket_of_the_first(self):
        server = self.serve()
        other = os.path.join(self.folder, "other")
        self.run_truced(0, "init", other)
        self.assertIn("Another server answers", self.run_truced(1, "--store", other, "--listen", server.ipc))
        self.assertTrue(served(server.ipc))

    def test_after_a_kill_the_same_socket_is_served_again(self):
        server = self.serve()
        server.kill()
        self.assertTrue(os.path.exists(server.ipc[6:]))
        server.start()
        self.assertTrue(served(server.ipc))

    def test_the_socket_is_private_and_goes_with_the_service(self):
        server = self.serve()
        self.assertEqual(stat.S_IMODE(os.stat(server.ipc[6:]).st_mode), 0o600)
        self.assertEqual(server.stop(), 0)
        self.assertFalse(os.path.exists(server.ipc[6:]))

    def test_plain_tcp_beyond_this_machine_needs_the_words(self):
        self.run_truced(0, "init", self.store)
        says = self.run_truced(64, "--store", self.store, "--listen", "tcp://0.0.0.0:0")
        self.assertIn("--insecure-allow-plain-tcp", says)
        server = self.serve("--insecure-allow-plain-tcp", "--listen", "tcp://0.0.0.0:0")
        self.assertTrue(served(server.ipc))

    def test_a_local_socket_that_is_left_out_is_told(self):
        if os.geteuid() == 0:
            self.skipTest("root has a place for it")
        self.run_truced(0, "init", self.store)
        away = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}
        process = subprocess.Popen([wire.BIN + "/truced", "--store", self.store], stderr=subprocess.PIPE, text=True, env=away)
        self.assertIn("no local socket, and TCP alone", process.stderr.readline())
        process.terminate()
        process.communicate()

    def test_a_service_manager_is_told(self):
        path = os.path.join(self.folder, "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(path)
            manager.settimeout(60)
            os.environ["NOTIFY_SOCKET"] = path
            try:
                server = self.serve()
            finally:
                del os.environ["NOTIFY_SOCKET"]
            self.assertEqual(manager.recv(100), b"READY=1")
            server.stop()
            self.assertEqual(manager.recv(100), b"STOPPING=1")


class Log(Case):
    def test_lines_have_their_priority_where_the_journal_takes_them(self):
        path = os.path.join(self.folder, "log")
        for journal, expected in ((True, "<3>truced: error: "), (False, "truced: error: ")):
            with open(path, "w+") as log:
                found = os.fstat(log.fileno())
                told = "%d:%d" % (found.st_dev, found.st_ino if journal else found.st_ino + 1)
                subprocess.run([wire.BIN + "/truced", "verify", self.store], stderr=log, env={**os.environ, "JOURNAL_STREAM": told})
                log.seek(0)
                self.assertTrue(log.read().startswith(expected), told)

    """What an operator who has the log alone learns."""

    def log(self, server):
        server.process.terminate()
        said = server.process.stderr.read()
        server.process.wait()
        server.process.stderr.close()
        return said

    def lines(self, said, what):
        return [line for line in said.splitlines() if what in line]

    def test_callers_who_are_refused_are_counted(self):
        credentials = os.path.join(self.folder, "credentials")
        with open(credentials, "w") as out:
            out.write("amal writer %s\n" % ("0" * 64))
        server = self.serve("--credentials", credentials)
        client = Client(server.tcp)
        for i in range(40):
            self.assertEqual(client.call(CREATE, create("s%d" % i)).code, 7)
        self.assertEqual(client.call(GET, field(1, "statements/none")).code, 5)
        client.close()
        lines = self.lines(self.log(server), "a caller was refused")
        self.assertEqual(len(lines), 2, lines)
        self.assertIn("warning: a caller was refused: tcp:127.0.0.1: " + CREATE + " needs the role writer", lines[0])
        self.assertIn(", 39 more in ", lines[1])
        self.assertNotIn("none", "".join(lines))

    def test_peers_that_speak_no_protocol_are_told(self):
        server = self.serve()
        host, port = server.tcp[6:].split(":")
        for bytes_ in (b"HELO example.org\r\n", b"\0SP\0\0\x62\0\0", b"\0SP\0\0\x30\0\0" + b"\xff" * 8):
            with socket.create_connection((host, int(port)), timeout=60) as peer:
                peer.sendall(bytes_)
                while peer.recv(100):
                    continue
        with socket.create_connection((host, int(port)), timeout=60):
            pass  # who goes without a word is no event
        lines = self.lines(self.log(server), "a connection was ended")
        self.assertIn("tcp:127.0.0.1 began with no greeting of SP, HTTP/2 or HTTP/1.1", lines[0])
        self.assertIn(", 2 more in ", lines[1])
        self.assertIn("larger than --message", lines[1])

    def test_writes_that_find_no_room_and_that_they_are_taken_again(self):
        server = self.serve()
        client = Client(server.ipc)
        free = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        size = os.path.getsize(os.path.join(self.store, "data.mdb"))
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, free[1]))
        call = field(2, statement("t" * 100000))
        while client.call(CREATE, field(1, "a%d" % time.monotonic_ns()) + call).code == 0:
            continue
        self.assertEqual(client.call(CREATE, field(1, "b") + call).code, 8)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, free)
        until(lambda: client.call(CREATE, create("c%d" % time.monotonic_ns())).code == 0, "writes are taken")
        said = ""
        while "writes are taken again" not in said:
            line = server.process.stderr.readline()
            self.assertNotEqual(line, "", said)
            said += line
        client.close()
        said += self.log(server)
        self.assertIn("error: writes are refused: unix:", said)
        self.assertIn("(DISK_FULL)", said)
        self.assertEqual(len(self.lines(said, "writes are taken again")), 1, said)

    def test_damage_that_a_call_meets_is_told(self):
        self.filled()
        with open(os.path.join(self.store, "data.mdb"), "r+b") as f:
            data = f.read().replace(b"Made to be looked at", b"made to be looked at")
            f.seek(0)
            f.write(data)
        server = self.serve()
        client = Client(server.ipc)
        self.assertEqual(client.call(GET, field(1, "statements/s3")).code, 15)
        client.close()
        self.assertRegex(self.log(server), r"error: a call met damaged data: unix:.*the checksum of change 4 does not hold.*\(CHECKSUM\) " + GET)


class Stopping(Case):
    def test_calls_in_flight_are_answered_and_what_was_acknowledged_is_kept(self):
        server = self.serve()
        client = Client(server.tcp)
        calls = {client.send(CREATE, create("s%d" % i)): "s%d" % i for i in range(300)}
        first = next(iter(calls))
        acknowledged = [calls[first]] if client.take(first).code == 0 else []
        server.process.send_signal(signal.SIGTERM)
        lost = False
        for call in list(calls)[1:]:
            try:
                reply = client.take(call)
            except Lost:
                lost = True
                break
            self.assertIn(reply.code, (0, UNAVAILABLE))
            if reply.code == 0:
                self.assertFalse(lost)
                acknowledged.append(calls[call])
        client.close()
        server.process.communicate(timeout=60)
        self.assertEqual(server.process.returncode, 0)
        self.assertTrue(acknowledged)
        server.start()
        client = Client(server.tcp)
        for name in acknowledged:
            self.assertEqual(client.call(GET, field(1, "statements/" + name)).code, 0, name)
        client.close()

    def serve_with(self, number, handling):
        """Starts it where a signal is handled so."""
        before = signal.signal(number, handling)
        self.addCleanup(signal.signal, number, before)
        return self.serve()

    def test_a_signal_that_is_ignored_where_it_is_started_does_not_end_it(self):
        for each in (signal.SIGINT, signal.SIGHUP):
            server = self.serve_with(each, signal.SIG_IGN)
            server.process.send_signal(each)
            client = Client(server.ipc)
            for _ in range(20):
                self.assertEqual(client.call(HEALTH).code, 0, each)
                self.assertIsNone(server.process.poll())
            client.close()
            server.process.send_signal(signal.SIGTERM)
            server.process.communicate(timeout=60)
            self.assertEqual(server.process.returncode, 0, each)

    def test_each_signal_that_asks_it_to_end_lets_it_drain(self):
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            server = self.serve_with(each, signal.SIG_DFL)
            client = Client(server.ipc)
            call = client.send(WATCH, timeout_ms=600000)
            self.assertEqual(client.call(HEALTH).code, 0)
            server.process.send_signal(each)
            self.assertIn(client.take(call).code, (0, UNAVAILABLE))
            client.close()
            server.process.communicate(timeout=60)
            self.assertEqual(server.process.returncode, 0, each)

    def test_a_watch_in_flight_is_answered(self):
        server = self.serve()
        client = Client(server.ipc)
        call = client.send(WATCH, timeout_ms=600000)
        self.assertEqual(client.call(HEALTH).code, 0)
        server.process.send_signal(signal.SIGTERM)
        self.assertIn(client.take(call).code, (0, UNAVAILABLE))
        client.close()
        server.process.communicate(timeout=60)
        self.assertEqual(server.process.returncode, 0)

    def test_it_does_not_wait_for_a_peer_that_never_reads(self):
        server = self.serve("--drain-time", "200ms")
        self.stall(server)
        server.process.send_signal(signal.SIGTERM)
        _, says = server.process.communicate(timeout=60)
        self.assertEqual(server.process.returncode, 0, says)
        self.assertIn("not read in time", says)

    def test_a_second_signal_ends_it_at_once(self):
        server = self.serve("--drain-time", "1h")
        self.stall(server)
        server.process.send_signal(signal.SIGTERM)
        self.assertIn("stopping", server.process.stderr.readline())
        server.process.send_signal(signal.SIGTERM)
        _, says = server.process.communicate(timeout=60)
        self.assertEqual(server.process.returncode, 1, says)
        self.assertIn("at once", says)

    def stall(self, server):
        """A peer that does not read a reply that no socket buffer holds."""
        client = Client(server.ipc)
        self.addCleanup(client.close)
        large = self.large(client)
        client.send(BATCH, large)
        client.send(BATCH, large)
        self.assertEqual(client.socket.recv(1, socket.MSG_PEEK), b"\1")


class Clients(Case):
    """Programs of others, as they are."""

    def ask_by(self, *words):
        if shutil.which(words[0]) is None:
            self.skipTest(words[0] + " is not here")
        request = os.path.join(self.folder, "request")
        with open(request, "wb") as f:
            f.write(field(1, HEALTH))
        server = self.serve()
        for url in (server.ipc, server.tcp):
            command = [{"URL": url, "FILE": request}.get(word, word) for word in words]
            ran = subprocess.run(command, capture_output=True, timeout=60)
            while b"Cannot set recv timeout" in ran.stderr:  # nngcat 1.5.2, now and then, before it dials
                ran = subprocess.run(command, capture_output=True, timeout=60)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            self.assertEqual(dict(fields(ran.stdout)), {4: number(1, 1)})

    def test_nngcat_is_answered(self):
        self.ask_by("nngcat", "--req", "--dial", "URL", "--file", "FILE", "--raw")

    def test_nanocat_is_answered(self):
        self.ask_by("nanocat", "--req", "--connect", "URL", "--file", "FILE", "--raw")


class Harm(Case):
    def test_it_recovers_when_it_had_no_descriptors_left(self):
        server = self.serve()
        used = len(os.listdir("/proc/%d/fd" % server.process.pid))
        limits = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (used + 10, used + 10))
        self.assertGreater(limits[0], used + 10)
        crowd = []
        for _ in range(50):
            s = socket.socket(socket.AF_UNIX)
            s.connect(server.ipc[6:])
            crowd.append(s)
        self.assertIn("cannot accept", server.process.stderr.readline())
        for s in crowd:
            s.close()
        until(lambda: served(server.tcp), "a client is served")
        self.assertTrue(served(server.ipc))

    def test_random_bytes_after_the_hello_do_no_harm(self):
        server = self.serve()
        for size in (1, 7, 8, 9, 100, 5000):
            client = Client(server.tcp)
            client.socket.sendall(os.urandom(size))
            client.close()
            self.assertTrue(served(server.tcp))

    def test_silent_and_slow_peers_are_closed_and_others_served(self):
        server = self.serve("--handshake-time", "100ms", "--frame-time", "100ms", "--idle-time", "100ms")
        silent = socket.socket(socket.AF_UNIX)
        silent.connect(server.ipc[6:])
        idle, partial = Client(server.tcp), Client(server.ipc)
        partial.socket.sendall(b"\1\0\0")
        for s in (silent, idle.socket, partial.socket):
            s.settimeout(60)
            self.assertEqual(s.recv(1), b"")
            s.close()
        self.assertTrue(served(server.ipc))


class SecureClient(Client):
    """A client over TLS."""

    def __init__(self, url, context):
        self.lead = b""
        self.id, self.replies = 0x80000000, {}
        host, port = url[len("tls+tcp://"):].split(":")
        self.socket = context.wrap_socket(socket.create_connection((host, int(port)), 60))
        try:
            self.socket.sendall(b"\0SP\0\0\x30\0\0")
            if self.receive(8) != b"\0SP\0\0\x31\0\0":
                raise Lost("not a REP side")
        except (Lost, OSError):
            self.close()
            raise


class Tls(Case):
    def setUp(self):
        super().setUp()
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        self.cert, self.key = self.certificate("localhost")

    def certificate(self, name, subject=None, *options):
        cert, key = (os.path.join(self.folder, name + end) for end in (".pem", ".key"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-days", "2", "-subj", subject or "/CN=" + name, "-keyout", key, "-out", cert,
                        *(options or ("-nodes",))], check=True, capture_output=True)
        return cert, key

    def secure(self, *options):
        """A truced with a TLS address as well, and that address."""
        server = self.serve("--tls-cert", self.cert, "--tls-key", self.key, "--listen", "tls+tcp://127.0.0.1:0", *options)
        return server, re.search(r"serving (tls\S+\d)", server.process.stderr.readline())[1]

    def context(self):
        context = ssl.create_default_context(cafile=self.cert)
        context.check_hostname = False
        return context

    def assert_secure(self, url, context=None):
        client = SecureClient(url, context or self.context())
        self.assertEqual(client.call(HEALTH).code, 0)
        calls = [client.send(HEALTH) for _ in range(200)]
        self.assertTrue(all(client.take(call).code == 0 for call in calls))
        client.close()

    def test_a_client_over_tls_is_served(self):
        _, url = self.secure()
        self.assert_secure(url)

    def test_a_large_reply_comes_whole_over_tls(self):
        server, url = self.secure()
        client = SecureClient(url, self.context())
        reply = client.call(BATCH, self.large(client))
        self.assertEqual(reply.code, 0)
        self.assertEqual(reply.payload.count(b"t" * 900), 300)
        client.close()

    def test_stalled_and_plain_peers_are_closed_and_others_served(self):
        server, url = self.secure("--handshake-time", "200ms")
        port = int(url.rsplit(":", 1)[1])
        for words in (b"", b"\x16\x03\x01", b"\0SP\0\0\x30\0\0", b"GET / HTTP/1.1\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), 60) as s:
                s.sendall(words)
                try:
                    while s.recv(100):
                        pass
                except ConnectionError:
                    pass
            self.assert_secure(url)

    def test_a_client_certificate_is_demanded_where_asked(self):
        cert, key = self.certificate("client")
        _, url = self.secure("--tls-ca", cert)
        with self.assertRaises((Lost, OSError)):
            SecureClient(url, self.context())
        context = self.context()
        context.load_cert_chain(cert, key)
        self.assert_secure(url, context)

    def test_a_certificate_for_another_purpose_is_refused(self):
        cert, key = self.certificate("server", None, "-nodes", "-addext", "extendedKeyUsage=serverAuth")
        _, url = self.secure("--tls-ca", cert)
        context = self.context()
        context.load_cert_chain(cert, key)
        with self.assertRaises((Lost, OSError)):
            SecureClient(url, context)

    def test_the_peer_chooses_tls_1_2_or_1_3_and_is_promised_h2_where_it_asks(self):
        _, url = self.secure()
        address = ("127.0.0.1", int(url.rsplit(":", 1)[1]))
        for offered, promised in [(["h2"], "h2"), (["http/1.1", "h2"], "h2"), (["http/1.1"], None), ([], None)]:
            for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                context = self.context()
                context.minimum_version = context.maximum_version = version
                if offered:
                    context.set_alpn_protocols(offered)
                with context.wrap_socket(socket.create_connection(address, 60)) as s:
                    self.assertEqual(s.version(), version.name.replace("_", "."))
                    self.assertEqual(s.selected_alpn_protocol(), promised)
        context = self.context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises(OSError):
            context.wrap_socket(socket.create_connection(address, 60)).close()
        self.assert_secure(url)

    def test_an_end_is_told_in_tls_as_well(self):
        _, url = self.secure()
        context = self.context()
        s = context.wrap_socket(socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), 60),
                                suppress_ragged_eofs=False)
        s.sendall(b"no protocol that anybody speaks")
        self.assertEqual(s.recv(100), b"")
        s.close()

    def test_records_of_any_size_are_read(self):
        _, url = self.secure()
        client = SecureClient(url, self.context())
        envelope = field(1, HEALTH)
        frame = struct.pack(">QI", len(envelope) + 4, 0x80000001) + envelope
        for at in range(len(frame)):
            client.socket.sendall(frame[at:at + 1])
        self.assertEqual(client.take(0x80000001).code, 0)
        reply = client.call(HEALTH, field(1, "x" * (3 << 20)))
        self.assertEqual((reply.code, reply.reason), (8, "MESSAGE_TOO_LARGE"))
        client.close()

    def test_the_subject_of_a_certificate_is_who_made_a_change(self):
        known = self.certificate("known", "/O=Example Mission/CN=amal")
        other = self.certificate("other", "/O=Example/OU=Field, north/CN=tariq")
        both = os.path.join(self.folder, "both.pem")
        with open(both, "w") as out:
            for cert, _ in (known, other):
                with open(cert) as text:
                    out.write(text.read())
        credentials = os.path.join(self.folder, "credentials")
        with open(credentials, "w") as out:
            out.write("amal writer certificate\ntariq reader certificate\n")
        _, url = self.secure("--tls-ca", both, "--credentials", credentials)

        def client(files):
            context = self.context()
            context.load_cert_chain(*files)
            return SecureClient(url, context)

        writer, reader = client(known), client(other)
        made = writer.call(CREATE, create("by-amal"))
        self.assertEqual((made.code, made.message), (0, ""))
        refused = reader.call(CREATE, create("by-tariq"))
        self.assertEqual(refused.code, 7)
        self.assertIn("tls:CN=tariq,OU=Field\\, north,O=Example has the role reader", refused.message)
        changes = reader.call("/truce.v1.JournalService/ListChanges").payload
        self.assertIn(b"tls:CN=amal,O=Example Mission", changes)
        # A token stands before a certificate, and a certificate's name is no token.
        for token in ("amal", "certificate"):
            self.assertEqual(writer.call(HEALTH, metadata=[("authorization", "Bearer " + token)]).code, 16)
        writer.close()
        reader.close()

    def test_a_subject_that_is_no_name_to_be_kept_is_refused(self):
        cert, key = self.certificate("long", "/CN=long" + "".join("/OU=" + 60 * c for c in "abcdef"))
        _, url = self.secure("--tls-ca", cert)
        context = self.context()
        context.load_cert_chain(cert, key)
        with self.assertRaises((Lost, OSError)):
            SecureClient(url, context)

    def test_a_key_with_a_pass_phrase_is_refused_without_asking(self):
        self.run_truced(0, "init", self.store)
        cert, key = self.certificate("locked", None, "-passout", "pass:word")
        self.assertIn("TLS cannot use", self.run_truced(1, "--store", self.store, "--listen", "tls+tcp://127.0.0.1:0",
                                                        "--tls-cert", cert, "--tls-key", key))

    def test_files_that_are_no_certificate_are_named(self):
        self.run_truced(0, "init", self.store)
        for code, files, says in [
            (64, (), "--tls-cert"),
            (64, ("--tls-cert", self.cert), "--tls-key"),
            (1, ("--tls-cert", "/nowhere", "--tls-key", self.key), "/nowhere"),
            (1, ("--tls-cert", __file__, "--tls-key", self.key), "not a PEM file"),
            (1, ("--tls-cert", self.cert, "--tls-key", self.cert), "TLS cannot use"),
        ]:
            self.assertIn(says, self.run_truced(code, "--store", self.store, "--listen", "tls+tcp://127.0.0.1:0", *files))


if __name__ == "__main__":
    unittest.main(verbosity=2)

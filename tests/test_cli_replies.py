#!/usr/bin/env python3
"""A service that answers what none of ours would: replies with numbers and texts changed at
random, as a seed has it. The command tells what they say, or refuses them; it neither falls nor goes
on for ever, and nothing that it prints moves a terminal's cursor."""
import contextlib
import os
import random
import shlex
import socket
import struct
import subprocess
import threading
import unittest

from wire import BIN, SOURCE, Client, Lost, Truced, field, fields, number, truce, varint

ROUNDS = 3
NUMBERS = [0, 1, 2, 7, 24, 99, 1000, 10**15, -1, -2, 2**31 - 1, 2**32, 2**63 - 1, -2**63]
DOUBLES = [0.0, -1.0, 5.5, 1e-9, 1e308, float("inf"), float("nan")]
TEXTS = ["", "x", "\u00e9" * 300, "\x1b[2J\u009b1A", "2017-02-30", "9999-12-31", "0001-01-01", "\u4e2d\u6587" * 50,
         "a/b/c", "%s%n", "\n\n\t", "-", "=x", "~" * 3000, "statements/", "zones/x"]

QUESTIONS = """
zone status --on 2017-12-20
zone status --on 2017-12-20 idlib
zone timeline
zone timeline -o svg
zone conflicts
zone get idlib
zone list
zone history idlib --changes
zone at 35.9,36.6
zone overlaps
round agenda
round agenda --open
round threads
commitments --on 2017-12-20
positions
positions --party KAZ
statement get joint-statement-2017-09-15
statement list
statement passages --party KAZ
citations S/RES/2254
search committee --facet year --facet delegation
compare press-release-astana-6 joint-statement-2017-09-15
precedent joint-statement-2017-09-15 3
export --format csv
export --format votes
export --format text
export --format jsonl
export --format geojson
export --format akn --statement joint-statement-2017-09-15
log
log --verify
health
coverage --body "Security Council" --from 8180 --to 8184
""".strip().splitlines()


# ---- Messages --------------------------------------------------------------------

def read_varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def typed(data):
    """(key, value) of each field of a message; ValueError or IndexError where it is none."""
    at, found = 0, []
    while at < len(data):
        key, at = read_varint(data, at)
        if key & 7 == 0:
            value, at = read_varint(data, at)
        else:
            size, at = read_varint(data, at) if key & 7 == 2 else (8 if key & 7 == 1 else 0, at)
            value, at = data[at:at + size], at + size
        if key >> 3 == 0 or key & 7 > 2 or at > len(data):
            raise ValueError
        found.append((key, value))
    return found


def is_text(data):
    try:
        return all(c >= " " or c in "\n\t" for c in data.decode())
    except UnicodeDecodeError:
        return False


def spoiled_value(key, value, chance, some):
    if key & 7 == 2 and not is_text(value):
        try:
            return spoiled(value, chance, some)
        except (ValueError, IndexError):
            return value
    if chance.random() >= some:
        return value
    return chance.choice(NUMBERS) if key & 7 == 0 else struct.pack("<d", chance.choice(DOUBLES)) if key & 7 == 1 \
        else chance.choice(TEXTS).encode()


def spoiled(data, chance, some):
    """A message of which some values are others, and some fields are gone."""
    out = b""
    for key, value in typed(data):
        value = spoiled_value(key, value, chance, some)
        lead = varint(len(value)) if key & 7 == 2 else b""
        if chance.random() >= some / 6:
            out += varint(key) + (varint(value) if key & 7 == 0 else lead + value)
    return out


# ---- The service -------------------------------------------------------------------

class Liar(threading.Thread):
    """Asks a service, and answers otherwise."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.asked, self.chance, self.some, self.instead = url, random.Random(0), 0, None
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = "tcp://127.0.0.1:%d" % self.socket.getsockname()[1]

    def run(self):
        while True:
            peer, _ = self.socket.accept()
            try:
                with peer:
                    self.serve(peer)
            except (Lost, OSError):
                pass

    @staticmethod
    def receive(peer, size):
        data = b""
        while len(data) < size:
            part = peer.recv(size - len(data))
            if not part:
                raise Lost("closed")
            data += part
        return data

    def serve(self, peer):
        peer.sendall(b"\0SP\0\0\x31\0\0")
        self.receive(peer, 8)
        with contextlib.closing(Client(self.asked)) as service:
            while True:
                (size,) = struct.unpack(">Q", self.receive(peer, 8))
                frame = self.receive(peer, size)
                said = self.answer(service, dict(fields(frame[4:])))
                peer.sendall(struct.pack(">Q", len(said) + 4) + frame[:4] + said)

    def answer(self, service, request):
        if self.instead is not None:
            return self.instead
        reply = service.call(request[1].decode(), request.get(2, b""), timeout_ms=5000)
        if reply.code != 0:
            return number(1, reply.code) + field(2, reply.message)
        return field(4, spoiled(reply.payload, self.chance, self.some)) + number(5, reply.revision)


class Replies(unittest.TestCase):
    def ask(self, liar, question, seed):
        liar.chance = random.Random(f"{seed} {question}")
        liar.some = (0.02, 0.1, 0.3)[seed % 3]
        words = [BIN + "/truce", "--server", liar.url, "--timeout", "20s", *shlex.split(question)]
        done = subprocess.run(words, capture_output=True, timeout=100, stdin=subprocess.DEVNULL)
        told = done.stderr.decode(errors="replace")
        self.assertIn(done.returncode, range(2, 78) if done.returncode else (0,), told)
        self.assertNotRegex(told, "Sanitizer|runtime error|Assertion")
        self.assertNotRegex((done.stdout + done.stderr).decode(), "[\x1b\x80-\x9f]")
        self.assertLess(len(done.stdout), 1 << 24)
        return done.returncode

    def test_the_command_stands_whatever_it_is_answered(self):
        data = [os.path.join(SOURCE, "data", name) for name in ("rounds.json", "zones.json", "statements.json")]
        with Truced() as truced:
            self.assertEqual(truce("--server", truced.ipc, "import", *data).returncode, 0)
            liar = Liar(truced.ipc)
            liar.start()
            told = 0
            for seed in range(ROUNDS):
                for question in QUESTIONS:
                    with self.subTest(question=question, seed=seed):
                        told += self.ask(liar, question, seed) == 0
        self.assertGreater(told, ROUNDS * len(QUESTIONS) / 3, "most replies were refused")

    def test_bars_stand_beside_the_largest_count_that_there_is(self):
        with Truced() as truced:
            liar = Liar(truced.ipc)
            liar.start()
            for counts, bars in (((0,), [0]), ((-1, 5), [0, 24]), ((1, 12, 24), [1, 12, 24]),
                                 ((1, 2**63 - 1, -2**63), [1, 24, 0])):
                facets = b"".join(field(2, field(1, "a") + number(2, n)) for n in counts)
                hit = field(1, field(1, "statements/a"))
                liar.instead = field(4, hit + field(5, number(1, 1) + facets))
                told = truce("--server", liar.url, "search", "x", timeout=60)
                self.assertEqual(told.returncode, 0, told.stderr)
                self.assertEqual([line.count("\u2586") for line in told.stdout.splitlines() if " a " in line], bars)

    def test_of_an_error_only_what_is_whole_is_told(self):
        def bad(where, why):
            violation = field(1, where) + field(2, why)
            return field(1, "type.googleapis.com/google.rpc.BadRequest") + field(2, field(1, violation))
        with Truced() as truced:
            liar = Liar(truced.ipc)
            liar.start()
            for detail, told in ((bad("name", "is \x1b[2Jnone"), "name: is \\u001b[2Jnone"),
                                 (bad("name", b"is \xff"), "no such"),
                                 (field(1, "x/google.rpc.BadRequest") + field(2, b"\x0a\xff"), "no such"),
                                 (b"\xff", "no such")):
                liar.instead = number(1, 3) + field(2, "no such") + field(3, detail)
                done = truce("--server", liar.url, "zone", "get", "a", timeout=60)
                self.assertEqual(done.returncode, 65, done.stderr)
                self.assertIn("truce: " + told, done.stderr)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""A service that takes a call and goes: what the command then says of a question, which may
simply be asked again, and of a change, which may have been made."""
import socket
import threading
import unittest

from wire import truce

GREETING = b"\0SP\0\0\x31\0\0"


class Deaf(threading.Thread):
    """Greets each caller, takes one call of it, and closes."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = "tcp://127.0.0.1:%d" % self.socket.getsockname()[1]
        self.calls = 0

    def run(self):
        while True:
            peer, _ = self.socket.accept()
            with peer:
                peer.sendall(GREETING)
                data = b""
                while len(data) <= len(GREETING):
                    part = peer.recv(65536)
                    if not part:
                        break
                    data += part
                self.calls += len(data) > len(GREETING)


class LostCalls(unittest.TestCase):
    def ask(self, *words):
        service = Deaf()
        service.start()
        done = truce("--server", service.url, "--timeout", "60s", *words)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("CONNECTION_LOST", done.stderr)
        self.assertGreater(service.calls, 1, "it was not sent again")
        return done.stderr

    def test_a_question_that_was_lost_says_nothing_of_the_journal(self):
        self.assertNotIn("truce log", self.ask("zone", "list"))

    def test_a_change_that_was_lost_may_have_been_made(self):
        self.assertIn("truce log", self.ask("zone", "delete", "idlib"))


if __name__ == "__main__":
    unittest.main()

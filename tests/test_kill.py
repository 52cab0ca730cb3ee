#!/usr/bin/env python3
"""A truced that is killed at any point loses nothing that it acknowledged.

Eight clients create statements; the service is killed again and again. After each
restart everything that was acknowledged is there, and what was not is sent again
with its request id and is there once."""
import os
import random
import sys
import tempfile
import threading
import time
import uuid

from wire import Client, Lost, Truced, field, fields, statement, truced

KILLS = int(os.environ.get("TRUCE_KILLS", "200"))
WRITERS = 8
CREATE = "/truce.v1.StatementService/CreateStatement"


def request(name, request_id):
    return field(1, name) + field(2, statement("Written under fire")) + field(3, request_id)


class Writers:
    """Eight clients of one life of the service, until it is gone."""

    def __init__(self, url, life, goal):
        self.lock = threading.Lock()
        self.reached = threading.Event()
        self.acknowledged, self.unknown, self.refused = {}, {}, []
        self.goal = goal
        self.threads = [threading.Thread(target=self.write, args=(url, "k%d-w%d" % (life, i))) for i in range(WRITERS)]
        for t in self.threads:
            t.start()

    def write(self, url, prefix):
        name = request_id = None
        try:
            client = Client(url)
            for n in range(100000):
                name, request_id = "%s-%d" % (prefix, n), str(uuid.uuid4())
                reply = client.call(CREATE, request(name, request_id))
                with self.lock:
                    if reply.code:
                        self.refused.append(reply.message)
                        return
                    self.acknowledged[name] = request_id
                    if len(self.acknowledged) >= self.goal:
                        self.reached.set()
        except (Lost, OSError):
            if name and name not in self.acknowledged:
                with self.lock:
                    self.unknown[name] = request_id
        finally:
            self.reached.set() if self.refused else None

    def join(self):
        for t in self.threads:
            t.join()


def check(server, writers):
    client = Client(server.ipc)
    names = ["statements/" + n for n in writers.acknowledged]
    for at in range(0, len(names), 500):
        reply = client.call("/truce.v1.StatementService/BatchGetStatements",
                            b"".join(field(1, n) for n in names[at:at + 500]))
        if reply.code:
            sys.exit("an acknowledged statement is missing: " + reply.message)
    for name, request_id in writers.unknown.items():
        reply = client.call(CREATE, request(name, request_id))
        if reply.code:
            sys.exit("a create that was sent again was refused: " + reply.message)
        changes = client.call("/truce.v1.JournalService/ListChanges", field(1, "statements/" + name)).payload
        if sum(1 for key, _ in fields(changes) if key == 1) != 1:
            sys.exit("%s was created more than once" % name)
    client.close()


def main():
    random.seed(8)
    slowest = total = 0
    with tempfile.TemporaryDirectory(prefix="truce-") as folder:
        server = Truced(folder)
        for life in range(KILLS):
            writers = Writers(server.ipc, life, random.randint(1, 150))
            writers.reached.wait()
            server.kill()
            writers.join()
            if writers.refused:
                sys.exit("a write was refused: " + writers.refused[0])
            before = time.monotonic()
            server.start()
            slowest = max(slowest, time.monotonic() - before)
            check(server, writers)
            total += len(writers.acknowledged) + len(writers.unknown)
        if server.stop() != 0:
            sys.exit("truced did not stop cleanly")
        verdict = truced("verify", server.store)
        if verdict.returncode:
            sys.exit("verify found faults:\n" + verdict.stdout + verdict.stderr)
        print("%d kills, %d statements, nothing lost; slowest restart %.3f s" % (KILLS, total, slowest))


main()

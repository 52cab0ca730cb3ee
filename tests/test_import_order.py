#!/usr/bin/env python3
"""Texts of a folder are on their way together and recorded in the order of their names.

A folder in which order tells everywhere: two hundred versions of one record among records
that each cite the one before, long ones before short ones. However it is brought in, by
whichever protocol, whatever is killed meanwhile, the journal is the one that one text at a
time makes, or its beginning."""
import json
import os
import subprocess
import sys
import tempfile

from wire import BIN, Client, Truced, truce, truced

VERSIONS = 200
OTHERS = 100
FIRST = 9001  # meeting of the others
SAME = "S/PV.8999"


def meeting(symbol, turns):
    head = "%s\n\nPresident: Mr. First (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n" % symbol
    return head + "\n\n".join(turns) + "\n\nThe meeting rose at 4 p.m.\n"


def version(k):
    """Long and short by turns, so that the second of two is read before the first."""
    long = 120 if k % 2 == 0 else 1
    words = " ".join("In the harbour of the year %d the boats of day %d lie still." % (k, n) for n in range(long))
    return meeting(SAME, ["Ms. Odd (Norway): %s" % words, "Mr. Third (India): We wait, as in version %d." % (k // 3)])


def other(k):
    return meeting("S/PV.%d" % (FIRST + k), ["Ms. Odd (Norway): We recall what was said in S/PV.%d and in %s.\n\n%s" %
                                             (FIRST + k - 1, SAME, "The sea is wide. " * (200 if k % 2 == 0 else 1))])


def make_folder(path):
    os.mkdir(path)
    count = 0
    for k in range(VERSIONS):
        files = [("same", version(k))] + ([("other", other(k // 2))] if k // 2 < OTHERS and k % 2 == 1 else [])
        for kind, text in files:
            with open(os.path.join(path, "%04d-%s.txt" % (count, kind)), "w") as f:
                f.write(text)
            count += 1
    with open(os.path.join(path, "0100-empty.txt"), "w"):
        pass  # cannot be brought in; those behind it are
    agreement = {"name": "statements/accord", "kind": "KIND_AGREEMENT", "title": "Accord of the Lake", "sources": [{"id": "s"}]}
    with open(os.path.join(path, "0150-set.json"), "w") as f:
        json.dump({"statements": [agreement]}, f)
    with open(os.path.join(path, "0150-text.txt"), "w") as f:
        f.write("Ms. Odd (Norway): We recall the Accord of the Lake.\n")
    return sorted(os.listdir(path))


def without(value, *names):
    """The value without fields of these names, wherever they stand."""
    if isinstance(value, list):
        return [without(v, *names) for v in value]
    if isinstance(value, dict):
        return {k: without(v, *names) for k, v in value.items() if k not in names}
    return value


def journal(store):
    """All changes, oldest first, without what two imports differ in."""
    log = truce("--store", store, "log", "--all", "--content", "-o", "jsonl")
    if log.returncode:
        sys.exit("no log: " + log.stderr)
    changes = [without(json.loads(line), "time", "createTime", "updateTime", "deleteTime", "requestId", "requestDigest",
                       "recordDigest", "previousDigest", "digest") for line in log.stdout.splitlines()]
    return list(reversed(changes))


def check_whole(folder, store):
    verdict = truced("verify", store)
    if verdict.returncode:
        sys.exit("verify found faults:\n" + verdict.stdout + verdict.stderr)
    again = truce("--store", store, "import", folder)
    if again.returncode != 65 or "0100-empty.txt: not brought in" not in again.stderr:
        sys.exit("the folder cannot be brought in again: " + again.stderr)


def check_same(wanted, store, how):
    found = journal(store)
    for k, (one, two) in enumerate(zip(wanted, found)):
        if one != two:
            sys.exit("%s: change %d is another than with one text at a time:\n%s\n%s" % (how, k + 1, one, two))
    if len(found) != len(wanted):
        sys.exit("%s: %d changes, expected %d" % (how, len(found), len(wanted)))


def revision(server):
    client = Client(server.ipc)
    reply = client.call("/truce.v1.JournalService/GetHead", b"")
    client.close()
    return reply.revision


def scratch_folder(scratch, name):
    path = os.path.join(scratch, name)
    os.mkdir(path)
    return path


def start_import(folder, server, *options):
    return subprocess.Popen([BIN + "/truce", "--server", server.ipc, "--timeout", "600s", "import", *options, folder],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def wait_for(server, goal, running):
    while revision(server) < goal:
        if running.poll() is not None:
            sys.exit("the import ended with %d: %s" % (running.returncode, running.communicate()[1]))


def check_kills_of_the_service(folder, wanted, scratch):
    """An import goes on where a service that was killed is back, and makes nothing twice."""
    with Truced(scratch_folder(scratch, "killed")) as server:
        running = start_import(folder, server)
        for part in (1, 2, 3, 4):
            wait_for(server, len(wanted) * part // 6, running)
            server.kill()
            server.start()
        complaint = running.communicate()[1]
        if running.returncode != 65:
            sys.exit("an import whose service was killed ended with %d: %s" % (running.returncode, complaint))
        server.stop()
        check_same(wanted, server.store, "with a service that was killed")


def check_kill_of_the_client(folder, wanted, scratch):
    """What is on record then is the beginning."""
    with Truced(scratch_folder(scratch, "left")) as server:
        running = start_import(folder, server)
        wait_for(server, len(wanted) // 3, running)
        running.kill()
        running.communicate()
        server.stop()
        found = journal(server.store)
        if len(found) == len(wanted):
            sys.exit("all was on record before the client was killed")
        check_same(wanted[:len(found)], server.store, "with a client that was killed")
        check_whole(folder, server.store)


def main():
    with tempfile.TemporaryDirectory(prefix="truce-") as scratch:
        folder = os.path.join(scratch, "folder")
        names = make_folder(folder)
        one = os.path.join(scratch, "one")
        truced("init", one)
        reply = truce("--store", one, "import", "--jobs", "1", folder)
        if reply.returncode != 65 or reply.stderr.count("not brought in") != 1:
            sys.exit("one at a time: %d %s" % (reply.returncode, reply.stderr))
        wanted = journal(one)
        tied = sum('"statement": "statements/s-pv-%d"' % (FIRST + k - 1) in json.dumps(wanted) for k in range(1, OTHERS))
        if tied < OTHERS - 1 or '"statement": "statements/accord"' not in json.dumps(wanted):
            sys.exit("the records do not cite one another: %d of them" % tied)
        for how, options in (("default", ()), ("128 jobs", ("--jobs", "128"))):
            store = os.path.join(scratch, how.split()[0])
            truced("init", store)
            many = truce("--store", store, "import", *options, folder)
            if many.returncode != 65 or many.stdout != reply.stdout or many.stderr != reply.stderr:
                sys.exit("%s: it is told otherwise than with one text at a time:\n%s" % (how, many.stderr))
            check_same(wanted, store, how)
        for scheme in ("ipc://", "unix:"):
            with Truced(scratch_folder(scratch, scheme[:3])) as server:
                url = server.ipc.replace("ipc://", scheme)
                many = truce("--server", url, "import", folder)
                if many.returncode != 65 or many.stdout != reply.stdout:
                    sys.exit("%s: it is told otherwise than with one text at a time:\n%s" % (url, many.stderr))
                server.stop()
                check_same(wanted, server.store, "by " + scheme)
        check_kills_of_the_service(folder, wanted, scratch)
        check_kill_of_the_client(folder, wanted, scratch)
        print("%d files, %d changes, always in order" % (len(names), len(wanted)))


main()

#!/usr/bin/env python3
"""How searches grow with the record: the same queries on the first documents of a corpus and on all of it.

    bench/search/scale.py DATA [ROUNDS [OUTSTANDING]]

DATA holds docs.tsv of gen_corpus.py and queries.tsv. Both stores, of the first 10,000 documents and of all, are
filled below $TMPDIR, or /tmp, and go; they are served until they are at rest, their segments merged. Then each
class of queries is asked of the one and the other in turn, ROUNDS times (5) of a quarter of a second with
OUTSTANDING calls (16): the most a second of each by the clock, the least processor time of the service a query (all
its threads), and what the larger store takes for each of the smaller. Rare words are 100 that 2 to 5 of
the first 10,000 documents have. Builds are those of ../../build/bin, or $TRUCE_BIN.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

FEW = 10000
CLASSES = ("rare", "filter", "and2", "common1")
BIN = os.environ.get("TRUCE_BIN", os.path.join(os.path.dirname(__file__), "../../build/bin"))


def bench(*args):
    """The last line of a run of truce-bench-search."""
    run = subprocess.run([os.path.join(BIN, "truce-bench-search"), *args], check=True, stdout=subprocess.PIPE)
    return json.loads(run.stdout.splitlines()[-1])


def write_few(docs, to):
    with open(docs, encoding="utf-8") as whole, open(to, "w", encoding="utf-8") as few:
        for _ in range(FEW):
            few.write(whole.readline())


def rare_words(docs):
    """100 words that 2 to 5 documents have, evenly from all of them."""
    having = {}
    for line in open(docs, encoding="utf-8"):
        for word in set(re.findall(r"[a-z]{4,}", line.split("\t")[-1].lower())):
            having[word] = having.get(word, 0) + 1
    words = sorted(w for w, n in having.items() if 2 <= n <= 5)
    return words[:: max(1, len(words) // 100)][:100]


def write_classes(queries, docs, folder):
    """A file for each class, as truce-bench-search takes them."""
    lines = open(queries, encoding="utf-8").read().splitlines()
    for name in CLASSES:
        of_class = [line for line in lines if line.startswith(name + "\t")]
        if name == "rare":
            of_class = [f"rare\t{word}\t\t0\t0" for word in rare_words(docs)]
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write("\n".join(of_class) + "\n")


class Service:
    """A served store that is at rest."""

    def __init__(self, folder, name, docs):
        self.store = os.path.join(folder, name)
        self.url = f"ipc://{self.store}.socket"
        self.documents = bench("fill", self.store, docs)["documents"]
        with open(self.store + ".log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [os.path.join(BIN, "truced"), "serve", "--store", self.store, "--listen", self.url], stderr=log)
        while "serving" not in open(self.store + ".log", encoding="utf-8").read():
            if self.process.poll() is not None:
                sys.exit(f"{self.store} is not served")
            time.sleep(0.1)

    def cpu_ns(self):
        tasks = f"/proc/{self.process.pid}/task"
        return sum(int(open(f"{tasks}/{task}/schedstat").read().split()[0]) for task in os.listdir(tasks))

    def rest(self):
        """Waits until it did nothing for four seconds."""
        before, since = self.cpu_ns(), time.monotonic()
        while time.monotonic() - since < 4:
            time.sleep(0.5)
            now = self.cpu_ns()
            if now - before > 50_000_000:
                before, since = now, time.monotonic()

    def ask(self, queries, outstanding):
        """Queries a second, and microseconds of processor time each."""
        before = self.cpu_ns()
        run = bench("query", self.url, queries, str(outstanding), "0.25")
        return run["per_second"], (self.cpu_ns() - before) / 1000 / run["queries"]

    def end(self):
        self.process.terminate()
        self.process.wait()


def measure(services, queries, rounds, outstanding):
    runs = {service: [] for service in services}
    for _ in range(rounds + 1):
        for service in services:
            runs[service].append(service.ask(queries, outstanding))
    # the first warms up
    return [(max(r for r, _ in runs[s][1:]), min(us for _, us in runs[s][1:])) for s in services]


def main():
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    data, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    outstanding = int(sys.argv[3]) if len(sys.argv) > 3 else 16
    folder = tempfile.mkdtemp(prefix="truce-scale-")
    services = []
    try:
        few, docs = os.path.join(folder, "few.tsv"), os.path.join(data, "docs.tsv")
        write_few(docs, few)
        write_classes(os.path.join(data, "queries.tsv"), few, folder)
        for name, of in (("few", few), ("all", docs)):
            services.append(Service(folder, name, of))
        for service in services:
            service.rest()
        for name in CLASSES:
            (rate, us), (rate_all, us_all) = measure(services, os.path.join(folder, name), rounds, outstanding)
            print(f"{name:8} {services[0].documents} documents: {rate:.0f}/s, {us:.1f} us; "
                  f"{services[1].documents}: {rate_all:.0f}/s, {us_all:.1f} us; "
                  f"by the clock {rate / rate_all:.1f} times, by processor time {us_all / us:.1f}", flush=True)
    finally:
        for service in services:
            service.end()
        shutil.rmtree(folder)


main()

#!/usr/bin/env python3
"""What truce-bench-search and the peers printed, side by side.

  ratios.py hits FIRST LINES    fails unless all found as many in the first pass
  ratios.py rates LINES         queries a second, processor time, and their ratios"""
import json
import re
import statistics
import sys

PEERS = {"sqlite-fts5": "FTS5", "xapian": "Xapian"}


def lines_of(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.startswith("{")]


def peer_lines(file):
    """(peer, class, hits, line) of each class of queries."""
    for line in lines_of(file):
        found = re.fullmatch(r"(\S+) (\S+) first_pass_hits=(\d+)", line["what"])
        if found:
            yield found[1], found[2], int(found[3]), line


def hits(first, file):
    ours = {line["what"]: line["first_pass_hits"] for line in lines_of(first)}
    faults = 0
    for peer, name, count, _ in peer_lines(file):
        if ours.get(name) != count:
            faults += 1
            print("%s: truced found %s, %s %d" % (name, ours.get(name), peer, count))
    print("hits of the first pass: %s, %d differ from the peers'" % (ours, faults))
    return 1 if faults else 0


def rates(file):
    table = {}
    for peer, name, _, line in peer_lines(file):
        table.setdefault(name, {})[PEERS.get(peer, peer)] = (line["rate"], line["srv_cpu_us"])
    runs = {}
    for line in lines_of(file):
        if "server_cpu_ms" in line:
            runs.setdefault(line["what"], []).append(line)
    for name, lines in runs.items():
        cpu = 1000 * sum(line["server_cpu_ms"] for line in lines) / max(1, sum(line["queries"] for line in lines))
        table.setdefault(name, {})["truced"] = (statistics.median(line["per_second"] for line in lines), cpu)
    for line in lines_of(file):
        if line["what"] == "filled" or line["what"].endswith(" build"):
            print("build  %-12s %8.0f documents/s" % ("truced" if line["what"] == "filled" else PEERS.get(line["what"].split()[0], "Xapian"),
                                                    line.get("docs_per_s", line.get("per_second"))))
    print("%-8s %24s %24s %24s   %s" % ("", "Xapian", "FTS5", "truced", "truced beside Xapian, FTS5: by the clock; CPU"))
    for name, row in sorted(table.items()):
        cells = ["%9.0f/s %9.1f us" % row[who] if who in row else "-" for who in ("Xapian", "FTS5", "truced")]
        ratios = [" ".join("%.1f" % f(row[who]) for who in ("Xapian", "FTS5") if who in row)
                  for f in (lambda peer: row["truced"][0] / peer[0], lambda peer: peer[1] / max(row["truced"][1], 1e-9))]
        print("%-8s %24s %24s %24s   %s" % (name, *cells, "; ".join(ratios)))
    beside_get(runs)
    return 0


def beside_get(runs):
    """Rare words beside Gets, asked in turn."""
    pairs = list(zip(runs.get("rare1", []), runs.get("get", [])))
    if len(pairs) > 1:
        ratios = [rare["per_second"] / get["per_second"] for rare, get in pairs]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print("rare beside Get, %d times in turn: %.2f in the median, %.2f to %.2f in the half about it"
              % (len(pairs), middle, low, high))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "hits":
        sys.exit(hits(sys.argv[2], sys.argv[3]))
    if len(sys.argv) == 3 and sys.argv[1] == "rates":
        sys.exit(rates(sys.argv[2]))
    sys.exit(__doc__)

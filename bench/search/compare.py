#!/usr/bin/env python3
"""Holds what truce-bench-search found against SQLite's FTS5, ties aside.

  compare.py FTS5.DB QUERIES.TSV IDS"""
import sqlite3
import sys


def main():
    file, queries, ids = sys.argv[1:]
    db = sqlite3.connect(file)
    counts, faults = {}, 0
    for line, found in zip(open(queries, encoding="utf-8"), open(ids, encoding="utf-8")):
        kind, words, country, first, last = line.rstrip("\n").split("\t")
        quoted = ['"%s"' % word for word in words.split()]
        match = '"%s"' % words if kind == "phrase" else (" OR " if kind == "or3" else " ").join(quoted)
        where, values = "", [match]
        if int(first):
            where, values = " AND doc.country = ? AND doc.date BETWEEN ? AND ?", [match, country, int(first), int(last)]
        rows = db.execute("SELECT fts.rowid, rank FROM fts JOIN doc ON doc.id = fts.rowid WHERE fts MATCH ?%s "
                          "ORDER BY rank LIMIT 20" % where, values).fetchall()
        ranks = {str(row): rank for row, rank in rows}
        ours = found.split()
        same = len(ours) == min(10, len(rows)) and all(
            abs(ranks.get(mine, 1e9) - rank) < 1e-9 for mine, (_, rank) in zip(ours, rows))
        counts[kind] = counts.get(kind, 0) + 1
        if not same:
            faults += 1
            print("differs: %s %s: %s, FTS5 %s" % (kind, words, ours, [row for row, _ in rows[:10]]))
    print("compared with FTS5: %s, %d differ" % (counts, faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

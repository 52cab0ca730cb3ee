#!/usr/bin/env python3
"""Search ranks as SQLite's FTS5 does: the same documents, tokens and parameters give the
same ten, in the same order, ties aside, and as many in all."""
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

BIN = os.environ["TRUCE_BIN"]
TIED = 1e-9


def skip(why):
    print(why)
    sys.exit(77)


def made_documents(rnd, count):
    """Texts of words of a Zipf distribution, of differing lengths."""
    words = ["".join(rnd.choice("bdfgklmnprstvz") + rnd.choice("aeiou") for _ in range(rnd.randint(1, 4)))
             for _ in range(400)]
    weights = [1.0 / (i + 1) for i in range(len(words))]
    return words, [" ".join(rnd.choices(words, weights, k=rnd.randint(1, 120))) for _ in range(count)]


def made_queries(rnd, words, texts, count):
    """Pairs of a query of truce and of FTS5."""
    for i in range(count):
        some = [words[int(len(words) * rnd.random() ** 3)] for _ in range(3)]
        quoted = ['"%s"' % w for w in some]
        text = rnd.choice(texts).split()
        at = rnd.randrange(max(1, len(text) - 2))
        phrase = '"%s"' % " ".join(text[at:at + 2])
        yield [(quoted[0], quoted[0]),
               (" ".join(quoted[:2]), " ".join(quoted[:2])),
               (" OR ".join(quoted), " OR ".join(quoted)),
               (phrase, phrase),
               ("%s (%s OR %s)" % tuple(quoted), "%s AND (%s OR %s)" % tuple(quoted)),
               ("%s -%s" % tuple(quoted[:2]), "%s NOT %s" % tuple(quoted[:2])),
               ("%s OR %s" % (phrase, quoted[0]), "%s OR %s" % (phrase, quoted[0]))][i % 7]


def truce(*args):
    done = subprocess.run([os.path.join(BIN, "truce"), "--store", "store", *args], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit("truce %s: %s" % (" ".join(args), done.stderr))
    return json.loads(done.stdout) if args[-1] == "json" else None


def fault_of(query, other, db):
    """What differs between the two answers; None for nothing."""
    answer = truce("search", query, "-o", "json")
    ours = [int(h["statement"].split("/d")[1]) for h in answer.get("hits", [])]
    rows = db.execute("SELECT rowid, rank FROM fts WHERE fts MATCH ? ORDER BY rank", (other,)).fetchall()
    ranks = {row: rank for row, rank in rows}
    if int(answer.get("total", 0)) != len(rows):
        return "%s of %d in all" % (answer.get("total", 0), len(rows))
    if len(ours) != min(10, len(rows)) or len(set(ours)) != len(ours):
        return "hits %s" % ours
    for mine, (row, rank) in zip(ours, rows):
        if mine not in ranks or abs(ranks[mine] - rank) > TIED:
            return "%d stands where %d belongs" % (mine, row)
    for hit, (row, rank) in zip(answer.get("hits", []), rows):
        if abs(hit.get("score", 0) + rank) > 1e-6:
            return "score %s of %d, expected %s" % (hit.get("score"), row, -rank)
    return None


def main():
    if not os.access(os.path.join(BIN, "truced"), os.X_OK):
        skip("truced is not built")
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE fts USING fts5(text)")
    except sqlite3.OperationalError:
        skip("this SQLite has no FTS5")
    rnd = random.Random(5)
    words, texts = made_documents(rnd, 250)
    statements = [{"name": "statements/d%d" % i, "kind": "KIND_SPEECH", "language": "und", "sources": [{"id": "s"}],
                   "blocks": [{"kind": "KIND_PARAGRAPH", "text": text}]} for i, text in enumerate(texts)]
    db.executemany("INSERT INTO fts(rowid, text) VALUES (?, ?)", list(enumerate(texts)))
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("all.json", "w", encoding="utf-8") as out:
            json.dump({"statements": statements}, out)
        subprocess.run([os.path.join(BIN, "truced"), "init", "store"], check=True, capture_output=True)
        truce("import", "all.json")
        for query, other in made_queries(rnd, words, texts, 56):
            fault = fault_of(query, other, db)
            if fault is not None:
                faults += 1
                print("FAULT: %s: %s" % (query, fault))
        os.chdir("/")
    print("%d faults" % faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

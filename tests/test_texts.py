#!/usr/bin/env python3
"""Real texts, imported over a socket: what they say is on record, their bytes come back
as they were, with the record of data/ and without it. The five source texts where they
are at hand; our own texts everywhere."""
import glob
import json
import os
import subprocess
import tempfile
import unittest

import wire
from wire import Truced, truce

SEEDS = os.path.join(wire.SOURCE, "..", "shared", "seeds")
OWN = os.path.join(wire.SOURCE, "tests", "data", "texts")
DATA = sorted(glob.glob(os.path.join(wire.SOURCE, "data", "*.json")))
# Instruments without a symbol, by the statement of data/ that they are.
TITLED = {"MEMORANDUM": "statements/memorandum-2017-05-04", "MOSCOW": "statements/moscow-agreement-committee"}

# By the beginning of the file's name: instruments cited, in order, with or without data/.
CITED = {
    "000": ["MEMORANDUM", "S/RES/2336 (2016)"],
    "001": ["MOSCOW", "S/RES/2254 (2015)"],
    "002": ["S/RES/2401 (2018)"],
    "003": ["MEMORANDUM"],
    "003-2": ["S/RES/2254 (2015)", "MEMORANDUM", "MEMORANDUM", "MEMORANDUM", "MEMORANDUM"],
    "004": ["S/RES/2165"],
}
HELD = {"S/RES/2254 (2015)": "statements/resolution-2254", "S/RES/2336 (2016)": "statements/resolution-2336",
        "S/RES/2401 (2018)": "statements/resolution-2401", "S/RES/2165": "statements/resolution-2165"}
MENTIONED = {
    "001": {"zones/idlib", "zones/idlib-humanitarian-corridors", "zones/idlib-demilitarised-zone"},
    "003": {"rounds/astana-6", "zones/eastern-ghouta", "zones/north-homs", "zones/idlib", "zones/southern-syria",
            "zones/idlib-security-belt"},
    "003-2": {"rounds/astana-6", "zones/eastern-ghouta", "zones/north-homs", "zones/idlib", "zones/southern-syria",
              "zones/idlib-security-belt"},
    "004": {"rounds/astana-7", "rounds/astana-8", "rounds/geneva-8"},
}


class Texts(unittest.TestCase):
    def setUp(self):
        self.server = Truced()
        self.addCleanup(self.server.stop)

    def ask(self, *words):
        ran = truce("--server", self.server.ipc, *words, "-o", "json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return json.loads(ran.stdout)

    def load(self):
        ran = truce("--server", self.server.ipc, "import", *DATA)
        self.assertEqual(ran.returncode, 0, ran.stderr)

    def read(self, path):
        """Imports a text, and holds what is stored against the reply and the file."""
        reply = self.ask("import", path)
        self.assertNotIn("alreadyImported", reply)
        with tempfile.TemporaryDirectory(prefix="truce-") as folder:
            copy = os.path.join(folder, "copy")
            truce("--server", self.server.ipc, "text", "get", reply["text"], "-O", copy)
            self.assertEqual(subprocess.run(["cmp", path, copy]).returncode, 0)
        again = self.ask("import", path)
        self.assertTrue(again["alreadyImported"])
        self.assertEqual(again.get("findings"), reply.get("findings"))
        with open(path, "rb") as f:
            lines = f.read().count(b"\n") + 1
        for finding in reply.get("findings", []):
            self.assertLessEqual(finding.get("line", 0), lines)
            self.assertTrue(finding["explanation"])
        statements = [self.ask("statement", "get", s["name"]) for s in reply["statements"]]
        self.assertEqual([s["name"] for s in again["statements"]], [s["name"] for s in statements])
        for statement in statements:
            self.assertEqual(statement["sources"][0]["text"], reply["text"])
        return statements

    def test_our_own_texts_come_back_byte_for_byte(self):
        paths = sorted(glob.glob(os.path.join(OWN, "*.txt")))
        self.assertTrue(paths)
        for path in paths:
            self.read(path)
        self.assertTrue(self.ask("log", "--verify")["whole"])


@unittest.skipUnless(os.path.isdir(SEEDS), "the five texts are not at hand")
class Seeds(Texts):
    test_our_own_texts_come_back_byte_for_byte = None

    def seeds(self):
        """Statements by the beginning of their file's name."""
        found = {}
        for path in sorted(glob.glob(os.path.join(SEEDS, "*.txt"))):
            for i, statement in enumerate(self.read(path)):
                found[os.path.basename(path)[:3] + ("-%d" % (i + 1) if i else "")] = statement
        self.assertEqual(sorted(found), sorted(CITED))
        return found

    def hold(self, found):
        """What the texts say whatever else is on record."""
        for name, delegate in (("000", "Mr. Umarov"), ("001", "Mr. Tumysh"), ("002", "Mr. Umarov")):
            (turn,) = found[name]["turns"]
            self.assertEqual((turn["speaker"]["printed"], turn["speaker"]["party"]["id"]), (delegate, "KAZ"))
        self.assertEqual([b["track"] for b in found["000"]["blocks"] if "track" in b],
                         ["TRACK_POLITICAL", "TRACK_COUNTER_TERRORISM", "TRACK_HUMANITARIAN", "TRACK_POLITICAL"])
        (vote,) = found["002"]["votes"]
        self.assertEqual(vote["instrument"], "S/RES/2401 (2018)")
        self.assertEqual([(b["party"]["id"], b["choice"]) for b in vote["ballots"]], [("KAZ", "CHOICE_IN_FAVOUR")])
        release, joint = found["003"], found["003-2"]
        self.assertEqual([(x["kind"], x["statement"]) for x in release["links"]], [("KIND_REPORTS", joint["name"])])
        self.assertEqual([(x["kind"], x["statement"]) for x in joint["links"]], [("KIND_PART_OF", release["name"])])
        clauses = [b for b in joint["blocks"] if b["kind"] == "KIND_CLAUSE"]
        self.assertEqual([b["number"] for b in clauses], list(range(1, 15)))
        self.assertTrue(all(b["leadVerb"] for b in clauses))
        self.assertEqual([s["party"]["id"] for s in joint["signatories"]], ["IRN", "RUS", "TUR"])
        for statement in found.values():
            self.assertEqual(statement["language"], "en")
        for name in ("000", "001", "002", "003", "004"):
            for unset in ("date", "symbol", "meeting", "organ"):
                self.assertNotIn(unset, found[name])

    def test_without_any_record_the_texts_say_what_they_say(self):
        found = self.seeds()
        self.hold(found)
        for name, instruments in CITED.items():
            cited = [c["instrument"] for c in found[name].get("citations", [])]
            self.assertEqual([i for i in cited if i.startswith("S/")], [i for i in instruments if i not in TITLED])
            self.assertFalse(any("statement" in c for c in found[name].get("citations", [])))
        self.load()
        self.assertTrue(self.ask("log", "--verify")["whole"])

    def test_beside_the_record_they_are_tied_to_it(self):
        self.load()
        found = self.seeds()
        self.hold(found)
        titles = {word: self.ask("statement", "get", name)["title"] for word, name in TITLED.items()}
        held = dict(HELD, **{titles[word]: name for word, name in TITLED.items()})
        for name, instruments in CITED.items():
            citations = found[name]["citations"]
            self.assertEqual([c["instrument"] for c in citations],
                             [titles.get(i, i) for i in instruments], name)
            self.assertEqual([c["statement"] for c in citations], [held[c["instrument"]] for c in citations])
        for name, targets in MENTIONED.items():
            self.assertEqual({m["target"] for m in found[name]["mentions"] if "target" in m}, targets, name)
        self.assertEqual(found["003-2"]["round"], "rounds/astana-6")
        self.assertTrue(self.ask("log", "--verify")["whole"])

    def test_what_flags_say_is_kept(self):
        path = glob.glob(os.path.join(SEEDS, "002*.txt"))[0]
        reply = self.ask("import", path, "--id", "vote", "--date", "2018-02-24", "--symbol", "T/1", "--meeting", "1",
                         "--organ", "A council", "--place", "A city", "--uri", "https://example.org/", "--publisher", "P")
        statement = self.ask("statement", "get", "vote")
        self.assertEqual(statement["name"], reply["statements"][0]["name"])
        self.assertEqual([statement[k] for k in ("symbol", "meeting", "organ", "place")], ["T/1", "1", "A council", "A city"])
        self.assertEqual(statement["date"]["earliest"], "2018-02-24")
        self.assertEqual([statement["sources"][0][k] for k in ("uri", "publisher")], ["https://example.org/", "P"])


if __name__ == "__main__":
    unittest.main(verbosity=2)

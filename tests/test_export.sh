#!/bin/sh
# The forms that a record is written in: JSON, a record a line, plain text, CSV of turns,
# and Akoma Ntoso, held against the content model of its schema.
. "$(dirname "$0")/support.sh"
make_store

cat >set.json <<'J'
{"statements": [
 {"name": "statements/m", "kind": "KIND_MEETING_RECORD", "symbol": "S/PV.7", "title": "Meeting <7> & \"lake\"",
  "organ": "Security Council", "meeting": "7", "language": "en", "date": {"earliest": "2018-12-13", "latest": "2018-12-13"},
  "sources": [{"id": "s"}],
  "place": "Lakeside",
  "blocks": [{"kind": "KIND_STAGE_DIRECTION", "text": "The meeting was called to order at 3.10 p.m."},
             {"kind": "KIND_HEADING", "text": "Agenda item 5"},
             {"kind": "KIND_HEADING", "text": "The lake"},
             {"kind": "KIND_VOTE", "text": "In favour: Ch1na, Niger, Peru. Against: Freedonia"},
             {"kind": "KIND_DECISION", "text": "It was so decided."},
             {"kind": "KIND_VOTE", "text": "Number of votes obtained: Peru 9 Ms. Odd 6"},
             {"kind": "KIND_VOTE", "text": "In favour: Peru, Niger Against: China"},
             {"kind": "KIND_REFUSED", "text": "Printed askew."},
             {"kind": "KIND_STAGE_DIRECTION", "text": "The meeting rose at noon."},
             {"kind": "KIND_FOOTNOTE", "text": "1 See document S/1990/1."}],
  "votes": [{"ballots": [{"party": {"id": "CHN", "printed": "China"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"id": "NER", "printed": "Niger"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"id": "PER", "printed": "Peru"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"printed": "Freedonia"}, "choice": "CHOICE_AGAINST"}],
             "result": "RESULT_ADOPTED", "document": "S/1990/3", "inFavour": 3, "against": 1, "abstaining": 0,
             "span": {"block": 4, "start": 0, "end": 5}},
            {"span": {"block": 6, "start": 0, "end": 5}, "election": {"ballotPapers": 15, "requiredMajority": 8, "candidates": [
               {"party": {"id": "PER", "printed": "Peru"}, "printed": "Peru", "votes": 9, "elected": true},
               {"party": {"id": "NOR", "printed": "Norway"}, "printed": "Ms. Odd", "votes": 6}]}},
            {"span": {"block": 7, "start": 0, "end": 5}, "result": "RESULT_VETOED",
             "ballots": [{"party": {"id": "PER", "printed": "Peru"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"id": "NER", "printed": "Niger"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"id": "CHN", "printed": "China"}, "choice": "CHOICE_AGAINST"}]}],
  "record": {"meetingNumber": 7, "session": "Seventy-third year", "opened": "15:10", "closed": "12:00",
    "presiding": [{"role": "President", "person": {"id": "PER.chair", "printed": "Mr. Chair", "party": {"id": "PER", "printed": "Peru"}}}, {"person": {"party": {"id": "NOR", "printed": "Norway"}}}],
    "members": [{"printed": "Ms. Odd", "party": {"id": "NOR", "printed": "Norway"}}, {"printed": "Mr. Member"}], "sections": [
    {"kind": "KIND_DIRECTION", "block": 1, "statement": "statements/m", "bytes": {"end": 10}},
    {"kind": "KIND_TURN", "turn": 1, "statement": "statements/m-t1", "bytes": {"start": 10, "end": 20}},
    {"kind": "KIND_AGENDA", "block": 2, "statement": "statements/m", "bytes": {"start": 20, "end": 25}},
    {"kind": "KIND_VOTE", "block": 4, "vote": 1, "statement": "statements/m", "bytes": {"start": 25, "end": 30}},
    {"kind": "KIND_TURN", "turn": 2, "statement": "statements/m-t2", "bytes": {"start": 30, "end": 40}},
    {"kind": "KIND_TURN", "turn": 10, "statement": "statements/m-t10", "bytes": {"start": 40, "end": 45}},
    {"kind": "KIND_FOOTNOTE", "block": 10, "statement": "statements/m", "bytes": {"start": 45, "end": 50}},
    {"kind": "KIND_DECISION", "block": 5, "statement": "statements/m", "bytes": {"start": 50, "end": 52}},
    {"kind": "KIND_VOTE", "block": 6, "vote": 2, "statement": "statements/m", "bytes": {"start": 52, "end": 55}},
    {"kind": "KIND_VOTE", "block": 7, "vote": 3, "statement": "statements/m", "bytes": {"start": 55, "end": 57}},
    {"kind": "KIND_REFUSED", "block": 8, "statement": "statements/m", "bytes": {"start": 57, "end": 58}},
    {"kind": "KIND_ADJOURNMENT", "block": 9, "statement": "statements/m", "bytes": {"start": 58, "end": 60}}]}},
 {"name": "statements/m-t1", "kind": "KIND_SPEECH", "language": "en", "sources": [{"id": "s"}],
  "turns": [{"label": "Mr. Umarov (Kazakhstan)", "language": "ru", "speaker":
             {"id": "KAZ.umarov", "printed": "Mr. Umarov", "party": {"id": "KAZ", "printed": "Kazakhstan"}},
             "languages": [{"printed": "(spoke in French)", "language": "fr", "begin": {"block": 3, "end": 4}},
                           {"printed": "(spoke in Russian)", "language": "ru", "begin": {"block": 3, "end": 5}},
                           {"printed": "(spoke in Estonian)", "language": "est", "begin": {"block": 3, "end": 6}},
                           {"printed": "(spoke in Spanish)", "language": "es", "begin": {"block": 3, "end": 6}}]}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "First <b>, \"quoted\" & so on ]]>: see S/RES/7 (1990)."},
             {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Bell\u0007 and \uffff.\rEnd\u009b\u202e"},
             {"kind": "KIND_PARAGRAPH", "turn": 1, "language": "fr", "text": "« Oui »"}],
  "citations": [{"instrument": "S/RES/7 (1990)", "printed": "S/RES/7 (1990)", "span": {"block": 1, "start": 37, "end": 51}}],
  "links": [{"kind": "KIND_PART_OF", "statement": "statements/m"}]},
 {"name": "statements/m-t10", "kind": "KIND_SPEECH", "sources": [{"id": "s"}],
  "turns": [{"label": "=HYPERLINK(\"x\")", "role": "@President", "speaker": {"printed": "+Nobody", "party": {"id": "SWE", "printed": "Sweden"}}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "-Tenth,\nwith a line."}],
  "links": [{"kind": "KIND_PART_OF", "statement": "statements/m"}, {"kind": "KIND_FOLLOWS", "statement": "statements/m-t2"}]},
 {"name": "statements/m-t2", "kind": "KIND_SPEECH", "sources": [{"id": "s"}],
  "turns": [{"label": "3. The PRESIDENT", "role": "President", "speaker": {"printed": "The PRESIDENT"}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Second. A long way to go to the end of a page, A long way to go to the end of a page, A long way to go to the end of a page, A long way to go to the end of a page, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xx"}],
  "links": [{"kind": "KIND_PART_OF", "statement": "statements/m"}]},
 {"name": "statements/alone", "kind": "KIND_SPEECH", "sources": [{"id": "s"}],
  "turns": [{"label": "Ms. Example (Peru)", "speaker": {"printed": "Ms. Example", "party": {"id": "PER", "printed": "Peru"}}},
            {"label": "Mr. Other (Peru)", "speaker": {"printed": "Mr. Other", "party": {"id": "PER", "printed": "Peru"}}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Alone."}, {"kind": "KIND_PARAGRAPH", "turn": 2, "text": "Not alone."}]},
 {"name": "statements/replies", "kind": "KIND_LETTER", "sources": [{"id": "s"}],
  "links": [{"kind": "KIND_REPLIES_TO", "statement": "statements/m"}]},
 {"name": "statements/agreed", "kind": "KIND_AGREEMENT", "title": "Accord", "sources": [{"id": "s"}],
  "signatories": [{"party": {"id": "PER", "printed": "Peru"}}, {"party": {"id": "KAZ", "printed": "Kazakhstan"}}],
  "blocks": [{"kind": "KIND_PREAMBLE", "text": "Bearing in mind the accord of the lake,"},
             {"kind": "KIND_CLAUSE", "number": 1, "text": "Lay down arms."}],
  "citations": [{"instrument": "Accord of the lake", "printed": "accord of the lake", "span": {"block": 1, "start": 20, "end": 38}}]}
]}
J
expect 0 import set.json

# One meeting has its turns with it, in the order in which they were spoken.
expect 0 export --format text --statement m
python3 - <<'P' || fault "the plain text is not in order"
text = open("out").read()
places = [text.index(x) for x in ("S/PV.7", "called to order", "Mr. Umarov (Kazakhstan): First", "In favour", "3. The PRESIDENT: Second.", "xxxx", "Tenth", "rose at", "1 See document")]
assert places == sorted(places), places
assert "Alone" not in text
assert text.startswith('S/PV.7  Meeting <7> & "lake"\nSecurity Council, Seventy-third year, Lakeside, 2018-12-13, 15:10\n'
                       "Presided: Mr. Chair, Peru; Norway\nMembers: Ms. Odd, Norway; Mr. Member\n\n"), text[:200]
# A page has 80 columns.
lines = text.split("\n")
assert max(len(l) for l in lines) == 80 and lines.count("x" * 80) == 1, lines
assert not any(l.endswith(" ") for l in lines) and "\n\n\n" not in text
P
expect 0 export --format text
says out 'Not alone.'

# Each line of JSONL is a record; a file of JSON comes in again as it was.
expect 0 export --format jsonl
lines 7
expect 0 export -o jsonl
lines 7
expect 0 export --format jsonl --statement m
lines 4
expect 0 export --format jsonl --statement m-t2 # which another follows
lines 1
expect 0 export --statement m part.json
expect 0 import part.json
says out '4 unchanged'
expect 0 zone create north --set kind=KIND_SECURITY_BELT --set 'title=North "name"' --set 'sources=[{"id":"s"}]'
expect 0 export every.jsonl --format jsonl
expect 0 import every.jsonl
says out '8 unchanged'
expect 0 export every.json
"$truced" init again >out 2>&1 || fault "no second store"
where="--store again"
expect 0 import every.jsonl
says out '8 created'
expect 0 export again.json
where="--store store"
same every.json again.json "records a line came in as others"

# A record's name may stand anywhere in it, and elsewhere "name" may be any word.
printf '{"aliases":["name"],"kind":"KIND_SECURITY_BELT","name":"zones/z","sources":[{"id":"name","title":"\\"name\\":\\"rounds/a"}]}' >one.json
expect 0 import one.json
says out '1 created'
cp one.json one.jsonl
expect 0 import one.jsonl
says out '1 unchanged'
expect 0 zone delete z
# What comes by standard input is read by how it begins, as a file by its name; JSON is never taken for a text.
"$truce" $where zone get north -o json >one.piped
"$truce" $where zone list -o jsonl >list.piped
"$truce" $where zone get north -o jsonl >line.piped
"$truce" $where export every.piped
"$truce" $where export --format jsonl lines.piped
printf '\357\273\277' | cat - every.piped >marked.piped
for form in one.piped line.piped list.piped every.piped lines.piped marked.piped; do
	input=$form
	for set in - '- --json' "--json $form"; do
		expect 0 import --dry-run $set
		says out '(not stored): 0 created, 0 updated'
	done
	input=
	expect 65 import $form
	says err "$form: is JSON and no text: --json takes it for a set of records"
done
mkdir sets
printf 'Mr. A (Kazakhstan): We met {"here"}.\n' >sets/a.txt
input=lines.piped
expect 0 import --dry-run - sets
says out 'standard input (not stored): 0 created, 0 updated, 8 unchanged'
printf '[Original: Russian]\n\nMr. A (Kazakhstan): We met.\n' >text.piped
input=text.piped
expect 0 import --dry-run -
says_not err JSON
printf '[{"name": "zones/north"}]' >list.text
input=list.text
expect 65 import -
says err 'standard input: line 1, column 1'
input=

# What is wrong with a line is told by its number.
expect 66 import gone.jsonl
printf '\n{"name": "zones/a", "titel": "A"}\n' >gone.jsonl
expect 65 import gone.jsonl
says err 'gone.jsonl: line 2, column 21'
printf '{"name": "zones/a", "title": "A", "sources": [{"id": "s"}]}\r\n{"title": "B"}\n' >gone.jsonl
expect 65 import gone.jsonl
says err 'line 2: found no record with a name'
printf '{"name": "zones/a"}\n{"name": "rounds/a"}\n{ "name" :"zones/b"}' >gone.jsonl
expect 65 import gone.jsonl
says err 'line 3: zones stand before and behind rounds'
printf '{"name": "rounds/a", "title": "A", "sources": [{"id": "s"}]}\n\n{"name": "zones/b", "title": "B",\t"sources": [{"id": "S!"}]}' >gone.jsonl
expect 65 import gone.jsonl
says err 'gone.jsonl: line 3, column 54, zones[0].sources[0].id'
printf '\n' >gone.jsonl
expect 65 import gone.jsonl
says err 'no records in it'

# CSV by RFC 4180; nothing in it is a formula.
expect 0 export --format csv turns.csv
python3 - <<'P' || fault "the table of turns is not what RFC 4180 reads"
import csv, re
raw = open("turns.csv", newline="").read()
assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", raw), raw  # that could move a cursor
assert raw.endswith("\r\n") and raw.count("\r\n") == 6, raw
rows = list(csv.DictReader(open("turns.csv", newline="")))
assert [r["statement"] for r in rows] == ["alone", "alone", "m-t1", "m-t2", "m-t10"], rows
assert [r["turn"] for r in rows] == ["1", "2", "1", "2", "10"], rows  # of the meeting
assert rows[2]["person"] == "KAZ.umarov" and rows[2]["party_id"] == "KAZ" 
assert [(r["language"], r["spoken"]) for r in rows[2:]] == [("en", "ru fr est es"), ("", ""), ("", "")], rows  # of the text, and of the speech
assert rows[2]["text"].startswith('First <b>, "quoted" & so on ]]>: see S/RES/7 (1990).\n\nBell\ufffd and'), rows[2]["text"]
assert rows[4]["label"] == "'=HYPERLINK(\"x\")" and rows[4]["name"] == "'+Nobody" and rows[4]["role"] == "'@President"
assert rows[4]["text"] == "'-Tenth,\nwith a line."
for row in rows:
    assert not any(v[:1] in "=+-@\t\r" for v in row.values() if v), row
P

expect 0 statement get alone -o json
grep -v etag out >was.json
expect 0 statement update alone --set 'turns=[{"label":"＝1+1","role":"\n=1"},{"label":"＠x","role":"＋1"}]'
expect 0 export --format csv
says out "\"'＝1+1\""
says out "\"'＠x\""
says out "\"'＋1\""
says out "\"'"
expect 0 statement update alone --mask turns was.json

# A row for each ballot, and one for a vote without; totals are those printed. What a turn tells of a vote is
# told apart, and what was unanimous.
expect 0 statement update m-t10 --set 'votes=[{"document":"S/1990/3","unanimous":true,"ballots":[{"party":{"id":"PER"},"choice":"CHOICE_IN_FAVOUR"}],
	"notes":[{"party":{"id":"PER"},"intended":"CHOICE_AGAINST"},{"party":{"printed":"Freedonia"},"intended":"CHOICE_ABSTAINING"}]}]'
expect 0 export --format votes votes.csv
expect 0 export all.json
python3 - <<'P' || fault "the table of votes is not what the record holds"
import csv, json
record = {s["name"].split("/")[1]: s for s in json.load(open("all.json"))["statements"]}
rows = list(csv.DictReader(open("votes.csv", newline="")))
told = {}
for row in rows:
    told.setdefault((row["statement"], int(row["vote"]) - 1), []).append(row)
held = {(name, i): v for name, s in record.items() for i, v in enumerate(s.get("votes", []))}
assert held and told.keys() == held.keys(), (held.keys(), told.keys())
for key, vote in held.items():
    ballots = vote.get("ballots", [])
    if key[0] == "m-t10":
        assert [(r["party_id"], r["party"], r["choice"], r["intended"]) for r in told[key]] == [
            ("PER", "", "in favour", "against"), ("", "Freedonia", "", "abstaining")], told[key]
        told[key].pop()
    assert {r["intended"] for r in told[key]} == {"against" if key[0] == "m-t10" else ""}, told[key]
    assert [r["party_id"] for r in told[key]] == [b["party"].get("id", "") for b in ballots] or not ballots
    assert len(told[key]) == max(1, len(ballots))
    assert {r["part_of"] for r in told[key]} == {"m" if key[0] == "m-t10" else ""}, told[key]
    assert {r["unanimous"] for r in told[key]} == {"true" if key[0] == "m-t10" else ""}, told[key]
    for row in told[key]:
        assert row["instrument"] == vote.get("instrument", "") and row["document"] == vote.get("document", "")
        for column, field in (("in_favour", "inFavour"), ("against", "against"), ("abstaining", "abstaining")):
            assert row[column] == str(vote.get(field, "")), (row, vote)
    assert [r["choice"] for r in told[key]] == [b.get("choice", "CHOICE_")[7:].lower().replace("_", " ") for b in ballots] or not ballots
P

# A row for each candidate of an election, and one for an election without.
expect 0 statement update m-t2 --set 'votes=[{"part":"Group A","method":"secret ballot","election":{"valid":9}}]'
expect 0 export --format elections elections.csv
python3 - <<'P' || fault "the table of elections is not what the record holds"
import csv
rows = list(csv.DictReader(open("elections.csv", newline="")))
assert [(r["statement"], r["vote"], r["candidate"], r["party_id"], r["votes"], r["elected"]) for r in rows] == [
    ("m", "2", "Peru", "PER", "9", "true"), ("m", "2", "Ms. Odd", "NOR", "6", "false"), ("m-t2", "1", "", "", "", "")], rows
assert [(r["papers"], r["invalid"], r["valid"], r["required"]) for r in rows] == [("15", "0", "", "8")] * 2 + [("", "", "9", "")], rows
assert [(r["part"], r["method"], r["part_of"]) for r in rows] == [("", "", "")] * 2 + [("Group A", "secret ballot", "m")], rows
P
expect 0 --as-of 1 export --format elections none.csv
expect 0 statement update m-t2 --set 'votes=[]'
expect 0 statement update m-t10 --set 'votes=[]'

# Akoma Ntoso: of the structure that its schema demands.
expect 0 export --format akn --statement m debate.xml
expect 0 export --format akn --statement alone alone.xml
expect 0 export --format akn --statement agreed agreed.xml
# Whose they are: a state's own, of parties that are no states, of nobody known, by a symbol.
"$truced" init whose >out 2>&1 || fault "no third store"
where="--store whose"
for row in 'own [{"party":{"id":"KAZ"}}]' 'own2 [{"party":{"id":"KAZ"}},{"party":{"id":"KAZ"}}]' 'rebels [{"party":{"id":"UPLANDERS"}}]' \
	'pact [{"party":{"id":"KAZ"}},{"party":{"id":"UPLANDERS"}}]' 'none []' 'letter [{"party":{"id":"KAZ"}}]' 'union [{"party":{"id":"EU"}}]' 'body [{"party":{"id":"WHO"}}]'; do
	expect 0 statement create "${row%% *}" --set kind=PRESS_RELEASE --set 'sources=[{"id":"s","title":"t"}]' \
		--set 'blocks=[{"text":"x"}]' --set "signatories=${row#* }"
	[ "${row%% *}" != letter ] || expect 0 statement update letter --set symbol=S/2018/9
	expect 0 export --format akn --statement "${row%% *}" "${row%% *}.xml"
done
where="--store store"
expect 0 export --format akn --statement replies bare.xml
cat >references.py <<'P'
"""What a schema cannot say: every reference has what it refers to, of the class that it should be."""
import re, sys
import xml.etree.ElementTree as tree
NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
CLASSES = {"by": "TLCPerson TLCOrganization", "as": "TLCRole", "choice": "count", "outcome": "TLCConcept", "source": "TLCOrganization"}
root = tree.parse(sys.argv[1]).getroot()
ids = {e.get("eId"): e.tag[len(NS):] for e in root.iter() if e.get("eId")}
for e in root.iter():
    for a in ("by", "as", "choice", "outcome", "source", "refersTo", "href"):
        value = e.get(a, "")
        if value.startswith("#"):
            assert value[1:] in ids, (e.tag, a, value)
            assert ids[value[1:]] in CLASSES.get(a, ids[value[1:]]).split(), (e.tag, a, value)
used = {v[1:] for e in root.iter() for v in e.attrib.values() if v.startswith("#")}
unused = [i for i, tag in ids.items() if tag.startswith("TLC") and i not in used]
assert not unused, unused
P
valid() {
	python3 references.py $1 >out 2>&1 || fault "$1 refers to what it does not have"
	if command -v xmllint >/dev/null; then
		xmllint --noout --schema "$TRUCE_SOURCE/tests/data/akn.xsd" $1 >out 2>&1 || fault "$1 is not what it may be"
		# A copy of the schema, where the caller has one.
		[ -z "${TRUCE_AKN_SCHEMA:-}" ] || xmllint --noout --schema "$TRUCE_AKN_SCHEMA" $1 >out 2>&1 ||
			fault "$1 is not valid"
	fi
}
for file in debate alone agreed bare; do
	valid $file.xml
done
python3 - <<'P' || fault "the debate does not say what the record says"
import re
import xml.etree.ElementTree as tree
N = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
root = tree.parse("debate.xml").getroot()
body = root.find(f".//{N}debateBody")
name = lambda e: e.tag[len(N):]
words = lambda e: "".join(e.itertext())
assert [name(e) for e in body] == ["debateSection", "debateSection", "adjournment", "debateSection"]
opening, item, end, notes = body
assert [(name(e), words(e).strip()) for e in notes] == [("other", "1 See document S/1990/1.")]
assert [name(e) for e in opening] == ["narrative", "speech"] and opening.get("name") == "meeting"
assert [name(e) for e in item] == ["heading", "subheading", "rollCall", "speech", "speech", "summary", "rollCall", "rollCall", "other"]
assert words(item[0]) == "Agenda item 5" and item.get("eId") == "dbsect_2" and item[4].get("eId") == "dbsect_2__speech_2"
time = opening[0][0]
assert (name(time), time.text, time.get("time"), time.get("type")) == ("recordedTime", "3.10 p.m.", "15:10:00", "startEvent")
assert [(t.text, t.get("time")) for t in end.iter(f"{N}recordedTime")] == [("noon", "12:00:00")]

# Who speaks, as what, and for whom.
first, president = opening[1], item[4]
assert first.get("by") == "#KAZ.umarov" and first.get("as") is None and words(first[0]) == "Mr. Umarov (Kazakhstan)"
assert [(name(e), e.text, e.get("refersTo")) for e in first[0]] == [
    ("person", "Mr. Umarov", "#KAZ.umarov"), ("organization", "Kazakhstan", "#KAZ")]
assert words(first[1]) == 'First <b>, "quoted" & so on ]]>: see S/RES/7 (1990).' and words(first[2]) == "Bell\ufffd and \ufffd.\rEnd\x9b\u202e"
assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e-\u200f\u2028-\u202e]", open("debate.xml").read())
assert [(e.text, e.get("href")) for e in first[1]] == [("S/RES/7 (1990)", "https://undocs.org/S/RES/7(1990)")]
# The words are in the document's language, whatever was spoken.
lang = "{http://www.w3.org/XML/1998/namespace}lang"
assert first.get(lang) is None and [p.get(lang) for p in first[1:]] == [None, None, "fr"]
assert first.get("refersTo") == "#spoken-ru" and root.find(f".//{N}TLCConcept[@eId='spoken-ru']").get("showAs") == "spoken language: ru"
assert [(name(e), e.text, e.get("refersTo")) for e in item[3][0]] == [("role", "PRESIDENT", item[3].get("as"))]
role = root.find(f".//{N}TLCRole[@showAs='@President']")
assert president.get("as") == "#" + role.get("eId")

# Ballots where the words print them; one that they spell otherwise is added, and said to be.
votes = list(item[2].iter(f"{N}vote"))
assert [(v.text, v.get("by")) for v in votes] == [("Niger", "#NER"), ("Peru", "#PER"), ("Freedonia", "#organization_1"), ("China", "#CHN")]
printed, added = item[2]
assert words(printed) == "In favour: Ch1na, Niger, Peru. Against: Freedonia" and printed.get("status") is None
assert words(added) == "in favour: China" and added.get("status") == "editorial"

# The analysis: printed totals, else the names in the lists; ballots refer to their counts.
votings = root.findall(f".//{N}voting")
counts = lambda v: [(c.get("refersTo"), c.get("value")) for c in v]
assert [v.get("outcome") for v in votings] == ["#adopted", None, "#vetoed"]
assert [v.get("href") for v in votings] == ["#dbsect_2__rollCall_1", "#dbsect_2__rollCall_2", "#dbsect_2__rollCall_3"]
assert counts(votings[0]) == [("#in-favour", "3"), ("#against", "1"), ("#abstaining", "0")]
assert [v.get("choice") for v in votes] == ["#voting_1__count_1"] * 2 + ["#voting_1__count_2", "#voting_1__count_1"]
assert [name(c) for c in votings[1]] == ["quorum", "count", "count", "count"] and counts(votings[1])[0][1] == "8"
assert [c[1] for c in counts(votings[1])[1:]] == ["15", "9", "6"] and counts(votings[1])[2][0] == "#PER"
subject = root.find(f".//{N}TLCReference[@eId='{votings[0].get('refersTo')[1:]}']")
assert subject.get("href") == "https://undocs.org/S/1990/3" and subject.get("showAs") == "S/1990/3"
assert counts(votings[2]) == [("#in-favour", "2"), ("#against", "1")]

# An election.
rows = [words(p) for p in item[6]]
assert rows == ["Number of votes obtained: Peru 9 Ms. Odd 6", "Peru: 9, elected", "Ms. Odd (Norway): 6"], rows
assert [e.get("refersTo") for e in item[6].iter(f"{N}organization")] == ["#PER", "#NOR"]
assert [e.get("normalized") for e in item[6].iter(f"{N}quantity")] == ["9", "6"]
assert len(list(item[6].iter(f"{N}outcome"))) == 1 and len(list(item[6].iter(f"{N}person"))) == 1

# Who presided and who was there.
present = root.findall(f".//{N}preface/{N}container")
assert [c.get("name") for c in present] == ["presiding", "members"]
assert [[words(p) for p in c] for c in present] == [["Mr. Chair, Peru", "Norway"], ["Ms. Odd, Norway", "Mr. Member"]]
chair = present[0][0][0]
assert chair.get("refersTo") == "#PER.chair" and root.find(f".//{N}TLCRole[@eId='{chair.get('as')[1:]}']").get("showAs") == "President"

# Work, expression and file.
value = lambda path: root.find(".//" + "/".join(N + p for p in path.split("/"))).get("value")
assert value("FRBRWork/FRBRuri") == "/akn/un/debate/2018-12-13/m" and value("FRBRWork/FRBRalias") == "S/PV.7"
assert value("FRBRManifestation/FRBRthis") == "/akn/un/debate/2018-12-13/m/eng@/!main.xml"
author = root.find(f".//{N}FRBRWork/{N}FRBRauthor").get("href")
assert root.find(f".//{N}TLCOrganization[@eId='{author[1:]}']").get("showAs") == "Security Council"

country = lambda root: (root.find(f".//{N}FRBRcountry").get("value"), root.find(f".//{N}FRBRuri").get("value").split("/")[2])
assert country(root) == ("un", "un")
for file, code in ("agreed.xml", "zz"), ("own.xml", "kz"), ("own2.xml", "kz"), ("rebels.xml", "zz"), ("pact.xml", "zz"), \
        ("none.xml", "zz"), ("letter.xml", "un"), ("union.xml", "eu"), ("body.xml", "zz"):
    found = country(tree.parse(file).getroot())
    assert found == (code, code), (file, found)
alone = tree.parse("alone.xml").getroot()
assert alone.find(f".//{N}FRBRdate").get("name") == "unknown"
assert len(alone.findall(f".//{N}speech")) == 2

# What no meeting is is a statement, with its clauses and by whom it is.
agreed = tree.parse("agreed.xml").getroot()[0]
assert name(agreed) == "statement" and agreed.get("name") == "agreement"
assert [name(e) for e in agreed.find(f"{N}mainBody")] == ["p", "paragraph"]
assert words(agreed.find(f".//{N}paragraph/{N}num")) == "1." and words(agreed.find(f".//{N}content")).strip() == "Lay down arms."
assert [e.get("href") for e in agreed.findall(f".//{N}FRBRWork/{N}FRBRauthor")] == ["#PER", "#KAZ"]
assert "/akn/ontology/document/Accord%20of%20the%20lake" in [e.get("href") for e in agreed.iter(f"{N}ref")]
P
expect 64 export --format akn several.xml
says err '--statement'
expect 64 export --format word
says err 'akn'
expect 3 export --statement nowhere
expect 64 export --statement zones/m
expect 74 export --format csv nowhere/file.csv

# What cannot be written whole does not take the place of what is there.
expect 0 export kept.json
chmod 640 kept.json
for group in $(id -G) 65533; do chgrp "$group" kept.json 2>/dev/null; done # the last of ours, or any
group=$(stat -c %g kept.json)
cp kept.json before.json
(
	trap '' XFSZ
	ulimit -f 1
	"$truce" $where export kept.json >out 2>err
)
[ $? -eq 74 ] || fault "an export that does not fit"
says err 'kept.json: File too large'
same kept.json before.json "half an export took the place of one"
expect 0 export --format csv kept.json
[ "$(stat -c %a kept.json)" = 640 ] || fault "an export has other rights than what it replaced"
[ "$(stat -c %g kept.json)" = "$group" ] || fault "an export is of another group than what it replaced"
[ -z "$(ls | grep "[0-9][.]part$")" ] || fault "a part of an export is left"
ln -s before.json link.json
expect 0 export link.json
[ -L link.json ] || fault "an export took the place of a link"
mkfifo pipe
cat pipe >piped &
expect 0 export --format jsonl pipe
wait $!
expect 0 export --format jsonl
same out piped "an export into a pipe"

done_testing

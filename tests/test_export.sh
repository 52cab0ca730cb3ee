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
  "blocks": [{"kind": "KIND_STAGE_DIRECTION", "text": "The meeting was called to order at 3 p.m."},
             {"kind": "KIND_VOTE", "text": "In favour: China, Peru Against: Freedonia"},
             {"kind": "KIND_VOTE", "text": "Number of votes obtained: Peru 9 Ms. Odd 6"},
             {"kind": "KIND_STAGE_DIRECTION", "text": "The meeting rose at 4 p.m."}],
  "votes": [{"ballots": [{"party": {"id": "CHN", "printed": "China"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"id": "PER", "printed": "Peru"}, "choice": "CHOICE_IN_FAVOUR"},
                         {"party": {"printed": "Freedonia"}, "choice": "CHOICE_AGAINST"}],
             "span": {"block": 2, "start": 0, "end": 5}},
            {"span": {"block": 3, "start": 0, "end": 5}, "election": {"ballotPapers": 15, "candidates": [
               {"party": {"id": "PER", "printed": "Peru"}, "printed": "Peru", "votes": 9, "elected": true},
               {"party": {"id": "NOR", "printed": "Norway"}, "printed": "Ms. Odd", "votes": 6}]}}],
  "record": {"meetingNumber": 7, "sections": [
    {"kind": "KIND_DIRECTION", "block": 1, "statement": "statements/m", "bytes": {"end": 10}},
    {"kind": "KIND_TURN", "turn": 1, "statement": "statements/m-t1", "bytes": {"start": 10, "end": 20}},
    {"kind": "KIND_VOTE", "block": 2, "vote": 1, "statement": "statements/m", "bytes": {"start": 20, "end": 30}},
    {"kind": "KIND_TURN", "turn": 2, "statement": "statements/m-t2", "bytes": {"start": 30, "end": 40}},
    {"kind": "KIND_TURN", "turn": 10, "statement": "statements/m-t10", "bytes": {"start": 40, "end": 50}},
    {"kind": "KIND_VOTE", "block": 3, "vote": 2, "statement": "statements/m", "bytes": {"start": 50, "end": 55}},
    {"kind": "KIND_ADJOURNMENT", "block": 4, "statement": "statements/m", "bytes": {"start": 55, "end": 60}}]}},
 {"name": "statements/m-t1", "kind": "KIND_SPEECH", "language": "en", "sources": [{"id": "s"}],
  "turns": [{"label": "Mr. Umarov (Kazakhstan)", "language": "ru", "speaker":
             {"id": "KAZ.umarov", "printed": "Mr. Umarov", "party": {"id": "KAZ", "printed": "Kazakhstan"}}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "First <b>, \"quoted\" & so on ]]>."},
             {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Bell\u0007 and \uffff."}],
  "links": [{"kind": "KIND_PART_OF", "statement": "statements/m"}]},
 {"name": "statements/m-t10", "kind": "KIND_SPEECH", "sources": [{"id": "s"}],
  "turns": [{"label": "=HYPERLINK(\"x\")", "role": "@President", "speaker": {"printed": "+Nobody"}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "-Tenth,\nwith a line."}],
  "links": [{"kind": "KIND_PART_OF", "statement": "statements/m"}, {"kind": "KIND_FOLLOWS", "statement": "statements/m-t2"}]},
 {"name": "statements/m-t2", "kind": "KIND_SPEECH", "sources": [{"id": "s"}],
  "turns": [{"label": "The President", "speaker": {"printed": "The President"}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Second."}],
  "links": [{"kind": "KIND_PART_OF", "statement": "statements/m"}]},
 {"name": "statements/alone", "kind": "KIND_SPEECH", "sources": [{"id": "s"}],
  "turns": [{"label": "Ms. Example (Peru)", "speaker": {"printed": "Ms. Example", "party": {"id": "PER", "printed": "Peru"}}},
            {"label": "Mr. Other (Peru)", "speaker": {"printed": "Mr. Other", "party": {"id": "PER", "printed": "Peru"}}}],
  "blocks": [{"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Alone."}, {"kind": "KIND_PARAGRAPH", "turn": 2, "text": "Not alone."}]},
 {"name": "statements/replies", "kind": "KIND_LETTER", "sources": [{"id": "s"}],
  "links": [{"kind": "KIND_REPLIES_TO", "statement": "statements/m"}]}
]}
J
expect 0 import set.json

# One meeting has its turns with it, in the order in which they were spoken.
expect 0 export --format text --statement m
python3 - <<'P' || fault "the plain text is not in order"
text = open("out").read()
places = [text.index(x) for x in ("S/PV.7", "called to order", "Mr. Umarov (Kazakhstan): First", "In favour", "The President: Second.", "Tenth", "rose at")]
assert places == sorted(places), places
assert "Alone" not in text
P
expect 0 export --format text
says out 'Not alone.'

# Each line of JSONL is a record; a file of JSON comes in again as it was.
expect 0 export --format jsonl
lines 6
expect 0 export -o jsonl
lines 6
expect 0 export --format jsonl --statement m
lines 4
expect 0 export --statement m part.json
expect 0 import part.json
says out '4 unchanged'

# CSV by RFC 4180; nothing in it is a formula.
expect 0 export --format csv turns.csv
python3 - <<'P' || fault "the table of turns is not what RFC 4180 reads"
import csv
raw = open("turns.csv", newline="").read()
assert raw.endswith("\r\n") and raw.count("\r\n") == 6, raw
rows = list(csv.DictReader(open("turns.csv", newline="")))
assert [r["statement"] for r in rows] == ["alone", "alone", "m-t1", "m-t2", "m-t10"], rows
assert rows[2]["person"] == "KAZ.umarov" and rows[2]["party_id"] == "KAZ" and rows[2]["language"] == "ru"
assert rows[2]["text"].startswith('First <b>, "quoted" & so on ]]>.\n\nBell'), rows[2]["text"]
assert rows[4]["label"] == "'=HYPERLINK(\"x\")" and rows[4]["name"] == "'+Nobody" and rows[4]["role"] == "'@President"
assert rows[4]["text"] == "'-Tenth,\nwith a line."
for row in rows:
    assert not any(v[:1] in "=+-@\t\r" for v in row.values() if v), row
P

# Akoma Ntoso: well formed, and of the structure that its schema demands.
expect 0 export --format akn --statement m debate.xml
expect 0 export --format akn --statement alone alone.xml
cat >model.py <<'P'
"""What the schema of Akoma Ntoso 3.0 demands of a debate, of the elements that are written."""
import re, sys
import xml.etree.ElementTree as tree
NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
FRBR = "FRBRthis FRBRuri FRBRdate FRBRauthor"
MODEL = {  # element: its children in order (a regular expression over "name "), required attributes, whether text may stand in it
    "akomaNtoso": ("debate ", "", False), "debate": ("meta preface debateBody ", "name", False),
    "meta": ("identification references ", "", False),
    "identification": ("FRBRWork FRBRExpression FRBRManifestation ", "source", False),
    "FRBRWork": (FRBR + " FRBRcountry ", "", False), "FRBRExpression": (FRBR + " FRBRlanguage ", "", False),
    "FRBRManifestation": (FRBR + " ", "", False), "FRBRthis": ("", "value", False), "FRBRuri": ("", "value", False),
    "FRBRdate": ("", "date name", False), "FRBRauthor": ("", "href", False), "FRBRcountry": ("", "value", False),
    "FRBRlanguage": ("", "language", False),
    "references": ("((TLCOrganization|TLCPerson|TLCConcept) )*", "source", False),
    "TLCOrganization": ("", "eId href showAs", False), "TLCPerson": ("", "eId href showAs", False),
    "TLCConcept": ("", "eId href showAs", False), "preface": ("(p )+", "", False), "debateBody": ("(debateSection )+", "", False),
    "debateSection": ("((speech|narrative|rollCall) )*", "eId name", False), "speech": ("from (p )+", "eId by", False),
    "from": ("", "", True), "narrative": ("", "", True), "rollCall": ("(p )+", "eId", False), "p": ("((vote|organization|person|quantity|outcome) )*", "", True),
    "vote": ("", "by choice", True), "organization": ("", "eId refersTo", True), "person": ("", "eId refersTo", True),
    "quantity": ("", "eId refersTo normalized", True), "outcome": ("", "", True),
}
root = tree.parse(sys.argv[1]).getroot()
ids = [e.get("eId") for e in root.iter() if e.get("eId")]
assert len(ids) == len(set(ids)), "an eId twice"
assert not any(re.search(r"\s", i) for i in ids)
for e in root.iter():
    assert e.tag.startswith(NS), e.tag
    name = e.tag[len(NS):]
    children, attributes, text = MODEL[name]
    assert re.fullmatch(children, "".join(c.tag[len(NS):] + " " for c in e)), (name, [c.tag for c in e])
    for a in attributes.split():
        assert e.get(a), (name, a)
    assert text or not ((e.text or "").strip() or any((c.tail or "").strip() for c in e)), name
    if name == "FRBRdate":
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", e.get("date"))
    for a in ("by", "choice", "refersTo", "source"):
        assert e.get(a) is None or e.get(a)[1:] in ids, (name, a, e.get(a))
P
for file in debate alone; do
	python3 model.py $file.xml >out 2>&1 || fault "$file.xml is not a debate of the schema"
	# A copy of the schema, where the caller has one.
	if [ -n "${TRUCE_AKN_SCHEMA:-}" ] && command -v xmllint >/dev/null; then
		xmllint --noout --schema "$TRUCE_AKN_SCHEMA" $file.xml >out 2>&1 || fault "$file.xml is not valid"
	fi
done
python3 - <<'P' || fault "the debate does not say what the record says"
import xml.etree.ElementTree as tree
N = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
section = tree.parse("debate.xml").getroot().find(f".//{N}debateSection")
assert [e.tag[len(N):] for e in section] == ["narrative", "speech", "rollCall", "speech", "speech", "rollCall", "narrative"]
first = section[1]
assert first.get("by") == "#KAZ.umarov" and first[0].text == "Mr. Umarov (Kazakhstan)"
assert first[1].text == 'First <b>, "quoted" & so on ]]>.' and first[2].text == "Bell\ufffd and \ufffd."
votes = section[2].findall(f".//{N}vote")
assert [(v.text, v.get("choice")) for v in votes] == [("China", "#in-favour"), ("Peru", "#in-favour"), ("Freedonia", "#against")]
rows = ["".join(p.itertext()) for p in section[5].findall(f"{N}p")]
assert rows == ["Number of votes obtained: Peru 9 Ms. Odd 6", "Peru: 9, elected", "Ms. Odd (Norway): 6"], rows
assert [e.get("refersTo") for e in section[5].iter(f"{N}organization")] == ["#PER", "#NOR"]
assert [e.get("normalized") for e in section[5].iter(f"{N}quantity")] == ["9", "6"]
assert len(list(section[5].iter(f"{N}outcome"))) == 1 and len(list(section[5].iter(f"{N}person"))) == 1
alone = tree.parse("alone.xml").getroot()
assert alone.find(f".//{N}FRBRdate").get("name") == "unknown"
assert len(alone.findall(f".//{N}speech")) == 2
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

#!/bin/sh
# Wordings, from the record that is shipped to the terminal.
. "$(dirname "$0")/support.sh"

make_store
cat >two.json <<'J'
{"statements": [
 {"name": "statements/report", "kind": "KIND_PRESS_RELEASE", "sources": [{"id": "s", "title": "t"}],
  "date": {"earliest": "2017-09-15", "latest": "2017-09-15"}, "blocks": [
  {"kind": "KIND_HEADING", "text": "What was signed"},
  {"kind": "KIND_PARAGRAPH", "text": "Observers are posted on the inner border of the security belt."},
  {"kind": "KIND_PARAGRAPH", "text": "Convoys pass twice a week\u001b[2J."}]},
 {"name": "statements/signed", "kind": "KIND_JOINT_STATEMENT", "sources": [{"id": "s", "title": "t"}],
  "date": {"earliest": "2017-09-14", "latest": "2017-09-15"},
  "signatories": [{"party": {"id": "IRN"}}, {"party": {"id": "TUR"}}], "blocks": [
  {"kind": "KIND_CLAUSE", "number": 1, "text": "Observers are posted on the inner border of the security zone."},
  {"kind": "KIND_CLAUSE", "number": 2, "text": "convoys pass twice a week\u001b[2J"},
  {"kind": "KIND_CLAUSE", "number": 3, "text": "A centre is formed."}]}]}
J
expect 0 import two.json

# Two statements.
expect 0 compare report signed
says out "security [-belt-]{+zone+}."
says out "[-Convoys-]{+convoys+} pass twice a week\\u001b[2J[-.-]"
says out "- -> 3  added"
says out "1 form, 1 changed, 1 added; similarity 0.84"
says_not out "What was signed"
expect 0 compare report signed -o json
says out '"secondBlocks": ['
expect 0 compare report signed -o jsonl
[ "$(wc -l <out)" -eq 3 ] || fault "not a line for each alignment"
expect 0 compare report signed --changes
expect 0 compare report report -o jsonl
lines 2
expect 0 compare report report --changes -o jsonl
lines 0
expect 3 compare report nobody
expect 0 statement update report --set language=fr --set 'links=[{"kind":"KIND_TRANSLATES","statement":"statements/signed"}]'
expect 0 compare report signed
says_not out 'The first is in' # the language of one is not known
expect 0 statement update signed --set language=en
expect 0 compare report signed
says out 'The first is in "fr", the second in "en": their words cannot be held against one another.'
expect 0 compare report signed -o json
says out '"secondLanguage": "en"'
expect 64 compare report
expect 64 compare zones/a report

# On a terminal of 80 columns they stand beside each other, and no line is longer.
columns() { # COLUMNS WORDS...
	width=$1
	shift
	script -qec "stty cols $width; $truce --store store $*" /dev/null </dev/null 2>&1 | tr -d '\r' >out
}
if command -v script >/dev/null; then
	columns 80 compare report signed
	says out "│"
	sed 's/\x1b\[[0-9;]*m//g' out | grep -q '.\{81\}' && fault "a line of more than 80 columns"
	columns 60 compare report signed
	says_not out "│"
	sed 's/\x1b\[[0-9;]*m//g' out | grep -q '.\{61\}' && fault "a line of more than 60 columns"
fi

# Two states of one.
expect 0 statement update report --set 'blocks=[{"kind":"KIND_PARAGRAPH","text":"Observers are posted on the border."}]'
expect 0 compare report --from -1
says out "-inner-"
says out "1 changed, 1 dropped"
expect 65 compare report --from -99
says err "first_revision"

# Precedents.
expect 0 precedent "observers are posted on the inner border of a security belt"
says out "0.82  2017-09-14..15  IRN TUR  signed, clause 1"
says out "[-the-]{+a+} security [-zone.-]{+belt+}"
expect 0 precedent signed 1
says err 'looked for: signed, clause 1, "'
says_not out "signed, clause 1"
cp out by_block
expect 0 precedent signed 'clause 1'
cmp -s out by_block || fault "a clause by its number is another"
says out "report, block 1"
expect 0 precedent signed 1 --from 2017-09-16
says err "no passage is as close as that; --least asks for less"
expect 0 precedent "observers are posted on the border" --least 0.9 -n 1 -o jsonl
[ "$(wc -l <out)" -eq 1 ] || fault "not one precedent"
expect 0 precedent "the inner border of the security"
says out "1.00  2017-09-14..15  IRN TUR  signed, clause 1"
says out "Observers are posted on the inner border of the security zone."
for order in rank oldest newest date; do
	expect 0 precedent "observers are posted on the border" --least 0 --order $order -o jsonl
	python3 - $order <<'P' || fault "precedents are in no order $order"
import json, sys
found = [json.loads(line) for line in open("out")]
days = [p["passage"].get("date", {}).get("earliest", "") for p in found]
dated = [d for d in days if d]
assert len(found) > 1
if sys.argv[1] == "rank":
    assert [p["similarity"] for p in found] == sorted((p["similarity"] for p in found), reverse=True)
else:
    assert days == sorted(dated, reverse=sys.argv[1] != "oldest") + [""] * (len(days) - len(dated)), days
P
done
expect 64 precedent "observers are posted" --order first
expect 65 precedent "two words"
says err "fewer than 3 words"
expect 65 precedent signed 9
expect 65 precedent signed 'clause 9'
says err 'and "clause 1" is a clause by its number'
expect 64 precedent signed clause
expect 64 precedent "a b c" --least 7

done_testing

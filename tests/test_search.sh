#!/bin/sh
# Search, from the record to the terminal.
. "$(dirname "$0")/support.sh"

make_store
cat >four.json <<'J'
{"statements": [
 {"name": "statements/belt", "kind": "KIND_JOINT_STATEMENT", "language": "en", "organ": "Astana",
  "sources": [{"id": "s", "title": "t"}], "date": {"earliest": "2017-09-15", "latest": "2017-09-15"},
  "signatories": [{"party": {"id": "IRN"}}, {"party": {"id": "TUR"}}], "blocks": [
  {"kind": "KIND_CLAUSE", "number": 1, "text": "The guarantors post observers on the security belt\u001b[2J."},
  {"kind": "KIND_CLAUSE", "number": 2, "text": "Convoys of aid pass the belt \u202etwice\u202c a week."}]},
 {"name": "statements/speech", "kind": "KIND_SPEECH", "language": "en", "symbol": "S/PV.1",
  "sources": [{"id": "s", "title": "t"}], "date": {"earliest": "2018-02-24", "latest": "2018-02-24"},
  "turns": [{"label": "Mr. Lee (Kazakhstan)", "speaker": {"id": "KAZ.lee", "printed": "Mr. Lee", "party": {"id": "KAZ"}}}], "blocks": [
  {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Observers ofthe guarantors should reach the Syrian Arab Republic."}]},
 {"name": "statements/release", "kind": "KIND_PRESS_RELEASE", "language": "fr", "title": "Négociations",
  "sources": [{"id": "s", "title": "t"}], "blocks": [
  {"kind": "KIND_PARAGRAPH", "text": "Les négociations d’Astana continuent."}]},
 {"name": "statements/chinese", "kind": "KIND_SPEECH", "language": "zh",
  "sources": [{"id": "s", "title": "t"}], "blocks": [{"kind": "KIND_PARAGRAPH", "text": "和平进程"}]}]}
J
expect 0 import four.json

expect 0 search observer guarantor
says out "2 statements, 2 passages"
says out "2017-09-15  IRN TUR  belt, clause 1"
says out "security belt\\u001b[2J."
expect 0 search twice
says out "\\u202e"
says_not out "$(printf '\033')"
expect 0 search Syria
says out "speech, block 1"
expect 0 search '"of the guarantors"'
says out "1 statement, 1 passage"
expect 0 search negociation language:fr
says out "release, "
expect 0 search 和平
says out "chinese, block 1"
expect 0 search 'observers -belt' on:2018
says_not out "belt, clause"
expect 0 search observers --filter 'kind = KIND_SPEECH'
says_not out "belt, clause"
expect 0 search 'observers OR convoys' --facet delegation --facet year --facet body
says out "by delegation"
grep -q '1  KAZ ' out || fault "Kazakhstan is not counted"
grep -q '1  2018 ' out || fault "the year is not counted"
[ "$(grep -o '  201[78] ' out | tr -d ' \n')" = 20172018 ] || fault "years do not come in their order"
expect 0 search 'observers -belt' --facet topic
says out "no statement found has one"
expect 0 search observers --order date -o jsonl
[ "$(wc -l <out)" -eq 2 ] || fault "not a line for each statement"
expect 0 search observers --order newest -o jsonl
head -1 out | grep -q 'statements/speech' || fault "the newest is not first"
expect 0 search observers -n 1
says err "there are more"
printf '%s' '{"statements": [{"name": "statements/named", "kind": "KIND_AGREEMENT",
 "title": "Ferry accord", "aliases": ["Quay paper", "Pier  paper"], "sources": [{"id": "s", "title": "t"}]}]}' >named.json
expect 0 import named.json
expect 0 search ferry
says out "Ferry accord · Quay paper · Pier paper"
expect 0 search nowhere --facet year
says err "nothing is found"
expect 0 search statement:nosuch
says err "no passage has statement:nosuch"
says_not err "did you mean"
says err "nothing is found"
expect 64 search nowhere --order foo
says err "expected rank, newest, oldest or date"
lines 0
expect 0 search obsrvers
says err 'did you mean "observers"?'
expect 0 search guarantors Syria twice
says err "nothing is found in one passage"
matches err '^ +2  guarantors$'
matches err '^ +1  Syria$'
expect 0 statement create citing --set kind=SPEECH --set 'sources=[{"id":"s"}]' --set 'blocks=[{"text":"We recall that text."}]' \
	--set 'citations=[{"instrument":"S/RES/7777 (2018)","printed":"that text","span":{"block":1,"start":10,"end":19}}]'
expect 0 search S/RES/7777
says err "1 passage cites it: truce search 'cites:\"S/RES/7777\"'"
expect 0 statement delete citing
expect 0 search delegation:Kazahkstan
says err 'no passage has delegation:Kazahkstan; did you mean delegation:KAZ?'
expect 0 search Syria on:2031
matches err '^ +1  Syria$'
matches err '^ +0  on:2031$'
expect 3 statement get spech
says err 'Did you mean statements/speech?'
says_not err hint:
expect 3 statement get xyzzy
says err '`truce statement list` lists those there are'
expect 3 zone get nowhere
expect 0 statement passages --party KZ
says err 'did you mean --party KAZ?'
expect 0 statement passages --person nobody
says_not err 'did you mean'
expect 0 statement passages --person lee
says err 'did you mean --person KAZ.lee?'
expect 0 statement passages --person KAZ.leee
says err 'did you mean --person KAZ.lee?'
expect 65 statement passages --party kazahkstan --cites nothing
says err 'did you mean --party KAZ?'
expect 65 positions --party kazakhstan
says err "is not a party's id"
says err 'did you mean --party KAZ?'
expect 65 search 'belt "zone'
says err "position 6: the quote is not closed"
expect 65 search delegaton:KAZ
says err "did you mean delegation:"
expect 64 search observers --facet nothing
expect 64 search observers --order up
expect 64 search observers --from 2
says err "add --watch"
expect 64 search observers --watch --facet year
says err "leave out --facet"
expect 64 search observers --watch
says err 'nothing would ever come'
expect 65 search "$(printf 'belt \377')"
says err "is not UTF-8 at byte 5"
expect 65 search belt --filter "$(printf 'title = \377')"
says err "filter: is not UTF-8"
expect 64 search
expect 0 help search
says out "near/5"

# A party that a text names is mentioned, its speaker's own label apart; what was spoken is not the
# text's language; a word is one under both its spellings.
cat >said.json <<'J'
{"statements": [
 {"name": "statements/said", "kind": "KIND_SPEECH", "language": "en", "title": "Statement by Ms. Even (Chad)",
  "sources": [{"id": "s", "title": "t"}],
  "turns": [{"label": "Ms. Even (Chad)", "language": "es", "speaker": {"printed": "Ms. Even", "party": {"id": "TCD"}},
   "languages": [{"printed": "(spoke in French)", "language": "fr", "begin": {"block": 2, "end": 17}}]}], "blocks": [
  {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Norway and Türkiye organise harbours, and Norway demilitarised one."},
  {"kind": "KIND_STAGE_DIRECTION", "turn": 1, "text": "(spoke in French)"},
  {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "Allow us to reiterate it: no color."}]}]}
J
expect 0 import said.json
for query in mentions:NOR mentions:tur mentions:Turkey 'mentions:NOR harbor' demilitarization '"organise harbours"' organizing; do
	expect 0 search "$query"
	says out "said, block 1"
done
for query in spoken:fr 'spoken:french reiterating' colours 'language:en colour'; do
	expect 0 search "$query"
	says out "said, block 3"
done
for query in mentions:TCD '"organize"' language:fr\ reiterate 'spoken:es reiterate'; do
	expect 0 search "$query"
	says_not out "said, "
done
# Of whom a report tells an act, and a state by its adjective, are mentioned.
printf 'Results of the river talks\n\nThe talks began on Monday. Oslo opposed the dam, and the Peruvian draft fell.\n' >river.txt
expect 0 import --id river river.txt
for query in mentions:NOR mentions:PER Peru; do
	expect 0 search "$query"
	says out "river, block 2"
done
expect 0 search mentions:TRU
says err 'did you mean mentions:TUR?'
expect 0 statement update said --set title=Said
for query in mentions:NOR spoken:fr; do
	expect 0 search "$query" --as-of -1
	says out "said, block"
done

# A zone is found under each of its names that is one word, beside others of the query as well.
cat >named.json <<'J'
{"zones": [{"name": "zones/ford", "kind": "KIND_DE_ESCALATION_AREA", "title": "Fordham", "aliases": ["Fordhem", "the Ford area"], "sources": [{"id": "s"}]}],
 "statements": [{"name": "statements/ford", "kind": "KIND_SPEECH", "language": "en", "sources": [{"id": "s"}], "blocks": [
  {"kind": "KIND_PARAGRAPH", "text": "The road to Fordham is open."}, {"kind": "KIND_PARAGRAPH", "text": "Fordhém is quiet."}]}]}
J
expect 0 import named.json
for query in 'FORDHEM road' 'Fordhém open' 'open near/3 fordhem' '(fordhem OR nowhere) road'; do
	expect 0 search "$query" --order newest
	says out "ford, block 1"
done
for query in fordham Fordhem; do
	expect 0 search $query
	says out "1 statement, 2 passages"
done
expect 0 search '"fordhem"'
says out "1 statement, 1 passage"
expect 0 search '"fordhem road"'
says_not out "ford, "
expect 0 zone update ford --set 'aliases=["Fordhum"]'
expect 0 search 'fordhem road'
says_not out "ford, "
expect 0 search 'fordhum road'
says out "ford, block 1"

# On a terminal matches are shown, and no line is longer than it.
if command -v script >/dev/null; then
	script -qec "stty cols 80; $truce --store store search observers guarantors" /dev/null </dev/null 2>&1 |
		tr -d '\r' >out
	says out "$(printf '\033[1;33m')observers"
	sed 's/\x1b\[[0-9;]*m//g' out | grep -q '.\{81\}' && fault "a line of more than 80 columns"
fi

# A standing query tells what is recorded while it waits, and once the service is back
# what came meanwhile, each once.
record() {
	cat >new.json <<-J
	{"statements": [{"name": "statements/$1", "kind": "KIND_SPEECH", "language": "en", "sources": [{"id": "s", "title": "t"}],
	 "blocks": [{"kind": "KIND_PARAGRAPH", "text": "$2"}]}]}
	J
	expect 0 import new.json
}
tells() {
	checks=$((checks + 1))
	told=
	read -r told <&5 || fault "the watch ended"
	echo "$told" | grep -q "\"statements/$1\"" || fault "the watch told \"$told\" and not $1"
}
serve
where="--server ipc://$dir/s"
mkfifo told
"$truce" $where search corridor --watch --from 4 -o jsonl >told 2>&1 &
running="$running $!"
exec 5<told
record first "Corridors were opened."
tells first
record other "Nothing of the kind."
kill -9 "$server"
wait "$server" 2>/dev/null
where="--store store"
record second "A corridor was closed."
serve
where="--server ipc://$dir/s"
record third "The third corridor."
tells second
tells third
exec 5<&-
expect 0 search corridor
says out "first, block 1"
kill "$server"
wait "$server" 2>/dev/null
server=

"$truced" verify store >out 2>&1 || fault "the store does not verify"
done_testing

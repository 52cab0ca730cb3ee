#!/bin/sh
# Positions and citations, from the record that is shipped to the terminal.
. "$(dirname "$0")/support.sh"

make_store
expect 0 import "$TRUCE_SOURCE"/data/*.json

# Who stands where.
expect 0 positions --party KAZ
says out "constitutional committee"
says_not out RUS
# What a report tells of others is theirs.
expect 0 positions --topic PYD
for party in TUR IRN SYR; do grep -q "^$party  *oppose" out || fault "no row of $party"; done
says_not out "(none)"
expect 0 positions --party KAZ --topic 2165
says out "extension of resolution 2165"
expect 0 positions --topic humanitarian --by delegation
grep -q "^IRN  *emphasize" out || fault "no row of IRN"
expect 0 positions --party KAZ --passages --filter 'topic:"2401"'
says out "KAZ  vote in favour  S/RES/2401 (2018)  (2)"
says out "resolution-2401"
expect 0 positions --topic S/RES/2401 --filter 'choice = CHOICE_IN_FAVOUR'
says out "vote in favour"
expect 0 positions --topic S/RES/2401 --filter 'choice = CHOICE_AGAINST'
says err "no positions"
expect 0 positions --from 2017-09-01 --to 2017-09-30 --by track
says out "█"
says out "months: 2017-09 to 2017-09, at most 5 in one"
LC_ALL=C expect 0 positions --from 2017-09-01 --to 2017-09-30 --by track
says_not out "█"
# A locale that is not installed has its name.
for command in 'positions --by track' 'zone timeline'; do
	LC_ALL=xx_XX.UTF-8 expect 0 $command --from 2017-09-01 --to 2017-09-30
	says out "█"
	LC_ALL=xx_XX expect 0 $command --from 2017-09-01 --to 2017-09-30
	says_not out "█"
done
python3 - >many.json <<'P'
import json
made = lambda n, month: {"name": f"statements/m{n}", "kind": "KIND_SPEECH", "sources": [{"id": "s", "title": "t"}],
    "date": {"earliest": month + "-01", "latest": month + "-01"},
    "acts": [{"kind": "KIND_CALL", "verb": "call", "topic": "drawn"}] * (10 if n == 0 else 5 if n == 1 else 1)}
print(json.dumps({"statements": [made(n, m) for n, m in enumerate(["2010-01", "2012-02", "2014-01"])]}))
P
expect 0 import many.json
LC_ALL=C expect 0 positions --filter 'topic = "drawn"'
says out "9.......4.......1"
says out "months: 2010-01 to 2014-01, 3 to a column, at most 10 in one"
says_not out "not drawn"
expect 0 positions --filter 'topic = "drawn"'
says out "█.......▄.......▁"
LC_ALL=C expect 0 positions --filter 'topic = "drawn"' --from 2012-01-01
says out "5......................1"
expect 0 positions --party ZZZ
says err "no positions"
expect 65 positions --from 2018-02-30
says err "truce: --from"
expect 65 positions --from 2018-02-20 --to 2018-02-01
says err "truce: --to"
expect 64 positions --by moon
expect 0 positions --by topic -o json
python3 - <<'P' || fault "counts and passages differ"
import json
from datetime import date
def dated(e):
    days = [date.fromisoformat(e["date"][end]) for end in ("earliest", "latest")] if "date" in e else None
    return days is not None and (days[1] - days[0]).days < 31
for p in json.load(open("out"))["positions"]:
    assert p["count"] == len(p["evidence"]), p
    assert sum(m["count"] for m in p.get("months", [])) == sum(dated(e) for e in p["evidence"]), p
P

# A vote is told by what was voted on, and asked for by each name of it; a list of names is no topic.
cat >votes.json <<'J'
{"statements": [{"name": "statements/meeting", "kind": "KIND_MEETING_RECORD", "title": "Meeting",
 "blocks": [{"kind": "KIND_VOTE", "text": "In favour: Norway. Against: Chad."},
  {"kind": "KIND_DECISION", "text": "Paragraph 4 was retained by one vote to one."},
  {"kind": "KIND_PARAGRAPH", "text": "We welcome resolution 2448 (2018) on rivers.", "turn": 1}],
 "turns": [{"speaker": {"party": {"id": "TCD", "printed": "Chad"}}}],
 "acts": [{"kind": "KIND_WELCOME", "verb": "welcome", "span": {"block": 3}}],
 "votes": [
  {"document": "A/61/L.1", "part": "Paragraph 4", "span": {"block": 1}, "turn": 1,
   "ballots": [{"party": {"id": "NOR"}, "choice": "CHOICE_IN_FAVOUR"}, {"party": {"id": "TCD"}, "choice": "CHOICE_AGAINST"}]},
  {"instrument": "S/RES/2448 (2018)", "document": "S/2018/9", "span": {"block": 1}, "inFavour": 9, "result": "RESULT_ADOPTED",
   "turn": 1, "ballots": [{"party": {"id": "NOR"}, "choice": "CHOICE_IN_FAVOUR"}]}],
 "record": {"items": [{"title": "Lakes", "fromTurn": 1}],
  "decisions": [{"document": "A/61/L.1", "vote": 1, "span": {"block": 2}}]},
 "sources": [{"id": "s", "title": "t"}]}]}
J
expect 0 import votes.json
expect 0 positions --topic A/61/L.1 --passages
says out "NOR  vote in favour  A/61/L.1, paragraph 4  (1)"
says out "TCD  vote against  A/61/L.1, paragraph 4  (1)"
says out "Paragraph 4 was retained by one vote to one."
says_not out Norway
expect 0 positions --topic 'S/RES/2448 (2018)' --passages
says out "NOR  vote in favour  S/RES/2448 (2018)  (1)"
says out "S/2018/9: 9 in favour; adopted"
says out "TCD  welcome"
cp out normal
for form in S/RES/2448 '"S/RES/2448"' 'resolution 2448' 'Security Council resolution 2448' 2448; do
	expect 0 positions --topic "$form" --passages
	cmp -s out normal || fault "votes on $form are others"
done
expect 0 positions --topic lakes
says out "S/RES/2448 (2018)"
cp out lakes
for form in '"lakes"' '“lakes”' '«lake*»'; do
	expect 0 positions --topic "$form"
	same out lakes "the quotes around all of $form are looked for"
done
expect 0 positions --topic Norway
says err "no positions"
says err "1 passage has these words: truce search '\"Norway\"'"

# A filter by what is summed over says what is counted; a vote whose ballots are summed has no ballot's verb.
expect 0 positions --by topic --filter 'choice = AGAINST'
says out 'A/61/L.1, paragraph 4'
says_not out 'S/RES/2448'
expect 0 positions --by topic --filter 'party = TCD'
says out 'welcome'
says_not out 'S/RES/2448 (2018) '
# Parties that are no party known stand apart.
expect 0 statement create pact --set kind=JOINT_STATEMENT --set 'blocks=[{"text":"We agree on moors."}]' \
	--set 'sources=[{"id":"s","title":"t"}]' --set 'signatories=[{"party":{"printed":"Upper Aland"}},{"party":{"id":"NOR"}},{"party":{"id":"TCD"}},{"party":{"printed":"Lower Aland"}}]'
expect 0 statement passages --statement pact
says out 'Upper Aland, NOR TCD, Lower Aland'

# The words of a passage are whole as well.
for words in moors 'MOORS' 'moor*' 'agree on moors' '"agree on moors"' '“moor*”'; do
	expect 0 statement passages --about "$words" --statement pact
	says out 'We agree on moors.'
done
for words in moor oors 'gree on moors'; do
	expect 0 statement passages --about "$words"
	says err 'no passages; `truce search` finds words in other forms, too'
done
expect 0 statement passages --about moors --cites S/RES/2401
says err 'no passages'
expect 65 statement passages --about ' '
says err '--about: '

# A year or a month is its first day or its last.
expect 0 statement create dated --set kind=SPEECH --set 'sources=[{"id":"s","title":"t"}]' --set 'blocks=[{"text":"x"}]' \
	--set 'date={"earliest":"2012-02-29","latest":"2012-02-29"}' --set 'acts=[{"kind":"KIND_CALL","topic":"leap"}]'
for span in '--from 2012 --to 2012' '--from 2012-02 --to 2012-02' '--from 2012-02-29 --to 2012-12'; do
	expect 0 positions --topic leap $span
	says out leap
done
for span in '--from 2013' '--to 2011' '--to 2012-01' '--from 2012-03'; do
	expect 0 positions --topic leap $span
	says err 'no positions'
done
expect 65 positions --from 2012-13
says err 'YYYY-MM-DD'
# So are those of passages; what has no date, as the pact, is in no stretch and last in each order.
for span in '--from 2012 --to 2012' '--from 2012-02 --to 2012-02' '--from 2012-02-29'; do
	expect 0 statement passages $span --filter 'kind = KIND_UNSPECIFIED'
	says out dated
	says_not out moors
done
for span in '--from 2013' '--to 2012-01'; do
	expect 0 statement passages --statement dated $span
	says err 'no passages'
done
expect 0 statement passages --statement pact --to 2030
says err 'no passages'
expect 65 statement passages --from 2012-13
says err 'YYYY-MM-DD'
for order in date.earliest 'date.earliest desc'; do
	expect 0 statement list --order-by "$order" -o jsonl
	python3 -c 'import json, sys
dated = ["earliest" in json.loads(line).get("date", {}) for line in open("out")]
sys.exit(dated != sorted(dated, reverse=True) or len(set(dated)) < 2)' || { : >out; fault "what has no date is not last by $order"; }
done
expect 0 positions --by topic --party NOR --passages
says out 'vote in favour  S/RES/2448 (2018)'
says out ': in favour'
expect 0 positions --by topic --party TCD --filter 'choice = AGAINST AND count > 0'
says out 'vote against'
says_not out welcome
expect 65 positions --by topic --filter 'choice = AGAINST AND count > 1'
says err 'asks for count of the sums, and for choice, over which they are'
expect 0 positions --by topic --filter 'kind = VOTE AND count > 0' --passages
says out 'meeting, block 1'
says_not out 'in favour:'
says_not out ': in favour'

# Who cites what.
expect 0 citations 'S/RES/2254 (2015)'
says out "joint-statement-2017-09-15"
says out "IRN RUS TUR"
cp out normal
expect 0 citations 'resolution 2254 (2015)'
cmp -s out normal || fault "the words and the normal form give different answers"
expect 0 citations S/RES/2254
cmp -s out normal || fault "a resolution without its year has another answer"
expect 0 statement passages --cites 'S/RES/2254 (2015)'
cp out passages
expect 0 statement passages --cites S/RES/2254
cmp -s out passages || fault "passages that cite a resolution without its year are others"
expect 0 citations 'S/RES/2165 (2014)'
says out "report-astana-8"
expect 0 citations 'S/RES/2254 (2016)'
says err "no citations"
expect 0 citations Norway
says err "1 passage has these words: truce search '\"Norway\"'"
expect 0 citations resolution-2254 --filter 'stance = STANCE_FOR'
expect 0 citations statements/memorandum-2017-05-04
cp out normal
expect 0 citations 'Astana Memorandum'
cmp -s out normal || fault "the alias and the name give different answers"
expect 0 citations 'resolution 2401 (2018)'
says out "for"
expect 0 citations --statement kaz-resolution-2401
says out "resolution 2401 (2018)"
expect 3 citations statements/nothing
expect 64 citations --statement zones/idlib
expect 0 citations 'S/RES/1 (1946)'
says err "no citations"

# A doubt is computed, and text of the record is not a terminal's command.
cat >one.json <<'J'
{"statements": [{"name": "statements/x", "kind": "KIND_SPEECH", "title": "x",
 "blocks": [{"text": "\u001b[2J resolution 2254 (1995)"}],
 "acts": [{"kind": "KIND_CALL", "verb": "\u001b[2Jcall", "topic": "\u001b[2J", "span": {"block": 1}}],
 "citations": [{"instrument": "S/RES/2254 (1995)", "printed": "\u001b[2Jresolution", "span": {"block": 1, "start": 5, "end": 27}}],
 "sources": [{"id": "s", "title": "t"}]}]}
J
expect 0 import one.json
expect 0 citations --statement x
says out "x: S/RES/2254 (1995): "
grep -q "$(printf '\033')" out && fault "an escape reached the terminal from citations"
for form in "" --passages; do
	expect 0 positions --filter 'party = "" AND kind = KIND_CALL' $form
	grep -q "$(printf '\033')" out && fault "an escape reached the terminal from positions $form"
	says out '\u001b[2J'
done
done_testing

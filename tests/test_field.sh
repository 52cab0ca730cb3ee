#!/bin/sh
# Questions of the field, asked of the record in data/ through truced: terms and
# consents, timelines, what sources dispute, agenda items, commitments.
. "$(dirname "$0")/support.sh"

# state DATE READING STATE: the Idlib area on a date by a reading.
state() {
	expect 0 zone status idlib --on "$1" --reading "$2" -o jsonl
	says out "\"state\":\"STATE_$3\""
}

make_store
serve
where=
export TRUCE_SERVER="ipc://$dir/s"
expect 0 import "$TRUCE_SOURCE"/data/*.json

# The areas of the memorandum around the end of their first term, by each reading of
# its start and of its extension.
state 2017-11-04 may-4 IN_TERM
state 2017-11-05 may-4 UNCERTAIN
state 2017-11-04 may-5 IN_TERM
state 2017-11-05 may-5 IN_TERM
state 2017-11-06 may-5 LAPSED
state 2017-11-06 may-6 IN_TERM
state 2017-11-07 may-6 UNCERTAIN
# What is only possible, by whose reading, and since when nobody reported it, once for all zones.
expect 0 zone status --on 2026-11-23
says out "uncertain:"
checks=$((checks + 1))
[ "$(tr '\n' ' ' <out | grep -o 'may-4: tass. Since 2017-11-05 an extension is only possible: ' | wc -l)" = 1 ] ||
	fault "what is only possible by the second reading"
expect 0 zone status --on 2026-11-23 --reading may-6
checks=$((checks + 1))
[ "$(grep -c 'Since 2017-11-07' out)" = 1 ] || fault "a note of several zones is said more than once"

# Whose term ends, and whose consent is missing.
expect 0 zone expiring --within 30d --on 2017-10-20 --filter 'kind = KIND_DE_ESCALATION_AREA'
says out "IRN RUS TUR"
says out "2017-11-05"
expect 0 zone expiring --within 15d --on 2017-10-20
lines 0
says err "no such zones"
expect 0 zone expiring --within 2w --on 2017-10-22 -o jsonl
lines 5
expect 0 zone expiring --within 1m --on 2017-10-22 --reading may-4 -o jsonl # possible is not extended
lines 5
expect 64 zone expiring --within soon
expect 64 zone expiring --on 2017-02-30

# What sources dispute: once for all the areas.
expect 0 zone conflicts
for value in 2017-06-04 2017-05-27 2017-05-22 "by itself" tass arabic-drafts; do says out "$value"; done
expect 0 zone conflicts idlib -o jsonl
lines 4
expect 0 zone conflicts --filter 'fact = "maps.due"' -o jsonl
lines 4
expect 0 zone conflicts protected-infrastructure
says err "no source contradicts another"
# Nothing about a record that is not there is not said as if it were.
for words in 'zone conflicts nowhere' 'zone timeline idlib nowhere' 'zone history nowhere' 'round threads nowhere' \
	'statement passages --statement nowhere' 'citations --statement nowhere' 'log --record zones/nowhere'; do
	expect 3 $words
	says err '/nowhere is not on record'
	lines 0
done
# A name that cannot be one is told by the word that was given.
expect 64 zone status Idlib
says err '"Idlib" is not the name of a zone: small letters'
expect 64 text get abc
says err '64 hexadecimal digits'
expect 65 zone overlaps --least -1
says err '--least: expected a number of 0 or more'
for words in 'zone timeline' positions 'precedent one-word'; do
	expect 65 $words --from 2018-01-01 --to 2017-01-01
	says err '--to: is before the first day, 2018-01-01'
done
expect 65 zone conflicts --filter 'fact ='

# Consents: late ones leave a gap.
consent() {
	"$truce" zone consent idlib --term 2 --decision consent --source letter --place "page 1" "$@" >out 2>err
}
checks=$((checks + 1))
consent --party RUS --date 2017-10-30 --source-title "A letter" --source-uri https://example.org/ || fault "a consent"
says out zones/idlib
consent --party IRN --date 2017-11-01..2017-11-02 || fault "a consent on one of two days"
state 2017-11-20 may-5 LAPSED
consent --party TUR --date 2017-12-10 || fault "a late consent"
state 2017-12-09 may-5 LAPSED
state 2017-12-10 may-5 EXTENDED
expect 0 zone history idlib
says out updated
refused() {
	option=$1
	shift
	expect 65 zone consent "$@"
	says err "truce: $option"
}
refused --party: idlib --party KAZ --term 2 --date 2017-11-01 --decision consent --source letter
refused --party: idlib --party RUS --term 2 --date 2017-11-01 --decision consent --source letter
refused --term: idlib --party RUS --term 9 --date 2017-11-01 --decision consent --source letter
refused --term: idlib --party RUS --term 1 --date 2017-11-01 --decision consent --source letter
refused --date: idlib --party RUS --term 3 --date 2017-11-31 --decision consent --source letter
[ "$(grep -c 2017-11-31 err)" -eq 1 ] || fault "one date is faulted twice"
refused --source: idlib --party RUS --term 3 --date 2017-11-30 --decision consent --source nobody
expect 64 zone consent idlib --party RUS --term 3 --date 2017-11-30 --source letter
expect 64 zone consent idlib --party RUS --term 3 --date 2017-11-30 --decision maybe --source letter
expect 3 zone consent nowhere --party RUS --term 2 --date 2017-11-30 --decision consent --source letter

# An end, once.
expect 65 zone terminate eastern-ghouta --date 2017-05-01 --why "too early" --source report --source-title R
says err "truce: --date: "
expect 64 zone terminate eastern-ghouta --date 2018-04-01 --why "" --source report
says err "needs --why"
expect 0 zone terminate eastern-ghouta --date 2018-04-01 --why declared --source report --source-title "<b>&\"R\"</b>"
expect 4 zone terminate eastern-ghouta --date 2018-04-02 --why again --source report
expect 64 zone terminate eastern-ghouta --date 2018-04-02

# The chart: within 80 columns, in ASCII where the locale asks for it, as data, as a picture.
expect 0 zone timeline --from 2017-04-01 --to 2018-12-31
for mark in █ ▓ ░ · × "in term" "not yet in force" "2017-12-10" Jan 2018 \
	"A figure numbers the term"; do says out "$mark"; done
checks=$((checks + 1))
[ "$(wc -L <out)" -le 80 ] || fault "a chart of $(wc -L <out) columns"
expect 0 zone timeline idlib --from 2017-05-05 --to 2019-12-31
checks=$((checks + 1))
[ "$(sed -n '3p' out | cut -c 1-11)" = "      2017 " ] || fault "a year stands where its first tick does: $(sed -n 3p out)"
LC_ALL=C expect 0 zone timeline idlib --from 2017-04-01 --to 2018-12-31
says out "#######"
checks=$((checks + 1))
! LC_ALL=C grep -q '[^ -~]' out || fault "the chart is not in ASCII"
expect 0 zone timeline idlib -o jsonl --to 2018-12-31
says out '"state":"STATE_EXTENDED","term":2,"firstDate":"2017-12-10","lastDate":"2018-06-10"'
expect 0 zone timeline idlib --reading may-4 --from 2017-11-04 --to 2017-11-05 -o json
says out '"reading": "may-4"'
expect 0 zone timeline idlib -o text
says out "first date  2017-05-05"
expect 3 zone timeline --reading may-9
says err "truce: --reading"
expect 65 zone timeline --from 2018-01-01 --to 2017-01-01
says err "truce: --to"
expect 0 zone timeline --filter 'zone = "zones/nowhere"'
says err "no such zones"
expect 0 zone update north-homs --set 'title=<script>&"x"' --reason test
expect 0 zone timeline -o svg --from 2017-04-01 --to 2018-12-31
says out '&lt;script&gt;&amp;&quot;x&quot;'
says_not out '<script>'
checks=$((checks + 1))
if command -v python3 >/dev/null; then
	python3 -c 'import sys, xml.dom.minidom as x
bars = [r for r in x.parse("out").getElementsByTagName("rect") if r.getElementsByTagName("title")]
sys.exit(len(bars) < 20)' || fault "the picture is no XML with its bars"
fi
expect 64 zone list -o svg

# What became of each item, up to a date.
expect 0 round agenda # a round of which only the last day is known stands by that
[ "$(grep -oE '^(astana|geneva)-[0-9]' out | tr '\n' ' ')" = 'astana-6 astana-7 geneva-8 astana-8 ' ] ||
	fault "rounds do not come by their days"
expect 0 round agenda --open --on 2017-12-21
says out "detainees"
says out "astana-6 discussed"
says out "geneva-8"
expect 0 round threads --open --on 2017-12-21 --topic detainees -o jsonl
lines 1
says out '"thread":"rounds/astana-6/agenda/detainees"'
says out '"ageDays":98'
says out '"open":true'
for step in astana-6 astana-7 astana-8; do says out "\"round\":\"rounds/$step\""; done
expect 0 round threads --on 2017-12-20 --topic detainees -o jsonl
says_not out astana-8
expect 0 round threads --on 2017-09-15 --process geneva
says err "no such agenda items"
expect 0 round threads astana-7 -o jsonl
lines 1
expect 0 round agenda geneva-8 --on 2018-01-01 -o jsonl
lines 3
expect 65 round threads --on 2017-02-30
# A thread that splits is called by what of it is open, and found by the topic of any item.
meeting() {
	printf '{"name":"rounds/lake-%s","process":"lake","ordinal":%s,"date":{%s"latest":"%s"},' "$1" "$1" "$2" "$3"
	printf '"sources":[{"id":"s","title":"S"}],"agenda":[%s]}\n' "$4"
}
item() {
	printf '{"id":"%s","title":"The %s shore","topic":"%s","outcome":"OUTCOME_%s","carriesOn":"%s","sources":[{"source":"s"}]}' \
		"$1" "$@"
}
meeting 1 '' 2015-01-12 "$(item whole ceasefire DISCUSSED '')" >lake.jsonl
meeting 2 '"earliest":"2015-03-14",' 2015-03-14 "$(item east ceasefire NOT_AGREED rounds/lake-1/agenda/whole),$(
	item north humanitarian AGREED rounds/lake-1/agenda/whole)" >>lake.jsonl
expect 0 import lake.jsonl
expect 0 round threads --process lake --on 2015-03-14 --topic humanitarian
says out 'open   The east shore  ..2015-01-12  at least 61 d  lake-1 discussed, '
says out 'lake-2 not agreed (The east shore), lake-2 agreed (The north shore)'
expect 0 round delete lake-2
expect 0 round delete lake-1
expect 0 round threads --on 2017-12-21 -o jsonl
sed -nE 's/.*"raised":\{[^}]*"latest":"([^"]*)".*/\1/p' out >days
sort -c days && [ "$(sort -u days | wc -l)" -gt 2 ] || fault "threads are not in the order of the days: $(tr '\n' ' ' <days)"
expect 65 round create later --set process=astana --set 'date={"earliest":"2016-01-01","latest":"2016-01-02"}' \
	--set 'agenda=[{"id":"x","carriesOn":"rounds/astana-6/agenda/detainees"}]' --set 'sources=[{"id":"s"}]'
says err "truce: --set agenda: agenda[0].carries_on: "

# A symbol does for a statement's name where it is one's alone.
expect 0 statement create printed --set symbol=S/PV.9990 --set kind=speech --set title=Printed --set 'sources=[{"id":"s","title":"t"}]'
expect 0 statement get S/PV.9990
says out 'statements/printed'
expect 0 compare S/PV.9990 printed
expect 0 statement history S/PV.9990
expect 0 export --statement S/PV.9990 --format text
expect 64 statement get S/PV.9991
says err '"S/PV.9991" is not the name of a statement: small letters, digits and hyphens'
expect 0 statement create printed-again --set symbol=S/PV.9990 --set kind=speech --set title=Printed --set 'sources=[{"id":"s","title":"t"}]'
expect 64 statement get S/PV.9990
says err 'is the symbol of several: statements/printed, statements/printed-again; give the name of one of them'

# What was undertaken, and what is overdue.
expect 0 commitments --overdue --on 2017-06-04 -o jsonl
says out '"commitment":"maps-drafts"'
says_not out '"commitment":"maps-interfax"'
expect 0 commitments --overdue --on 2017-06-05 -o jsonl
says out '"commitment":"maps-interfax"'
expect 0 commitments --on 2017-09-01 --overdue
says out "uncertain: overdue or fulfilled"
says out "uncertain: what fulfilled it may have been done by then, or only later"
expect 0 commitments --on 2017-09-15 --overdue
says_not out "uncertain"
expect 0 commitments --on 2017-06-05 --party RUS
says out "overdue"
expect 0 commitments --on 2017-09-15 --filter 'commitment = "next-meeting"' -o jsonl
says out '"state":"STATE_PENDING"'
expect 0 commitments --on 2017-10-30 --filter 'commitment = "next-meeting"' # it met between then and the next day
says out 'uncertain: open or fulfilled'
expect 0 commitments --on 2017-10-31 --filter 'commitment = "next-meeting"' -o jsonl
says out '"state":"STATE_FULFILLED"'
expect 0 commitments --on 2017-05-03 --filter 'statement = "statements/memorandum-2017-05-04"'
says err "no such commitments"
expect 0 commitments --on 2016-01-01
says out "uncertain: the date of the text does not say"
says_not out pending
expect 0 commitments --filter 'state = STATE_UNCERTAIN'
says err "no such commitments"
expect 0 commitments --party KAZ
expect 65 commitments --on tomorrow
says err "truce: --on"

done_testing

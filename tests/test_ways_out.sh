#!/bin/sh
# What a command says of a question or a change that it does not take as it was put: what is
# wrong in the words in which it was given, and the way out.
. "$(dirname "$0")/support.sh"
make_store
expect 0 import "$TRUCE_SOURCE"/data/rounds.json "$TRUCE_SOURCE"/data/zones.json "$TRUCE_SOURCE"/data/statements.json

# What is given by an option is told by it, without the request's own paths.
expect 65 zone update idlib --set etag=r5
says err "truce: --set etag=r5: truce.v1.Zone.etag is output only"
says_not err update_mask
for path in 'readings[0].initial_term_months' readings.initial_term_months; do
	expect 64 zone update idlib --set "$path=3"
	says err "readings is a list, which is given whole: --set 'readings=[...]'"
done
expect 64 zone update idlib --set boundary.shape=3
says err "has no such field"
expect 65 zone update idlib --mask 'readings[0],title' --set title=x
says err 'truce: --mask readings[0]: truce.v1.Zone has no field "readings[0]"; did you mean "readings"?'
# What the record holds and nothing gave is told of the record, and a file's fields as it has them.
expect 65 zone update idlib --set 'sources=[{"id":"other","title":"Another"}]'
says err 'truce: zones/idlib: provinces[0].sources[0].source: "joint-statement" is none'
zone='"kind":"KIND_PROTECTED_SITE","sources":[{"id":"a","title":"A"}],"readings":[{"id":"r","sources":[{"source":"a"}]'
printf '{%s,"initialTermMonths":1201}]}' "$zone" >camel.json
printf '{%s,"initial_term_months":1201}]}' "$zone" >snake.json
expect 65 zone create lake camel.json
says err ', readings[0].initialTermMonths: is 1201'
expect 65 zone create lake snake.json
says err ', readings[0].initial_term_months: is 1201'
for id in x- -x; do
	expect 64 zone create -- $id camel.json
	says err 'with no hyphen at either end'
done
printf '{%s}],"aliases":["","Far Lake"," "],"title":" "}' "$zone" >blank.json
expect 65 zone create lake blank.json
for field in 'aliases[0]: ""' 'aliases[2]: " "' 'title: " "'; do
	says err "$field is not a text that says anything"
done
printf '{%s}],"consents":[{"party":{"id":"RUS"},"term":2,"decision":"DECISION_CONSENT","sources":[{"source":"a"}]}],%s}' \
	"$zone" '"guarantors":[{"party":{"id":"RUS"}}]' >undated.json
expect 65 zone create lake undated.json
says err 'consents[0].date: is required: when the party decided'

# One place at a time, and lengths with their unit.
expect 64 zone at 35.93,36.63 33.51,36.29
says err "33.51,36.29: a place was named already"
for radius in 5 5.5 5miles; do
	expect 64 zone at 35.93,36.63 --radius $radius
	says err "with the unit: 500m, 5km"
done
expect 0 zone at 35.93,36.63 --radius 0

# Where nothing is found it is told what was looked for, and what else could be.
expect 0 coverage
says err "no clause is lacking; of meetings, name the --body, --from and --to"
printf '{"statements":[{"name":"statements/pv","kind":"KIND_MEETING_RECORD","sources":[{"id":"a","title":"A"}],%s}]}' \
	'"symbol":"S/PV.8181"' >meeting.json
expect 0 import meeting.json
expect 0 coverage --body Sicherheitsrat --from 1 --to 3
says err 'no meeting from 1 to 3 of "Sicherheitsrat" is on record; there are meetings of:'
says err '--body "Security Council"'
expect 65 log --since 2017
says err "hint: --since takes a number for a revision; a year or a month begins with a"
expect 0 export --statement joint-statement-2017-09-15 --format csv
lines 1
says err "note: nobody's turn is on record here"
expect 0 export --statement joint-statement-2017-09-15 --format text
says_not err "note:"

# A watch of a store that nobody else can write.
for words in watch "search ceasefire --watch"; do
	expect 64 $words
	says err "with --store nobody else can"
done

# Only what reads an earlier state takes --as-of, and only its help has it.
for words in "import camel.json" "describe Zone" "zone create x camel.json"; do
	expect 64 $words --as-of 3
	says err "reads no earlier state: leave --as-of out"
done
for words in import describe "zone create"; do
	expect 0 help $words
	says_not out "--as-of WHEN"
done
expect 0 call GetZone '{"name":"zones/idlib"}' --as-of -1

# Columns that a terminal has no room for are named; one that is empty in each row is not missed.
if command -v script >/dev/null; then
	shown() { # COLUMNS WORDS...
		wide=$1
		shift
		script -qec "stty cols $wide; $truce $where --color never $*" /dev/null </dev/null >out 2>err
	}
	# What is asked for stays at any width: each zone, whose consent is missing, and where it is not.
	printf '{"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}' >area.json
	expect 0 zone boundary idlib area.json --source ocha-areas
	for wide in 40 60 80 100 132; do
		for words in "zone status --on 2017-12-20" "zone expiring --within 30d --on 2017-10-20" \
			"zone at 35.5,36.5 --on 2017-12-20"; do
			shown $wide $words
			matches out '^(ZONE +|)idlib'
			[ "$(grep -oE 'CONSENT|MISSING' out | sort -u | wc -l)" -eq 2 ] || fault "$words at $wide columns: no CONSENT MISSING"
			matches out 'IRN RUS TUR'
			[ "$(tr -d '\r' <out | grep -v 'truce zone list' | wc -L)" -le $wide ] || fault "$words is wider than $wide columns"
			checks=$((checks + 2))
		done
		for words in "zone list" "round list" "statement list" "round agenda" "round threads" "commitments" "zone conflicts" \
			"citations S/RES/2254" "log" "log --changes" "positions --party KAZ" "statement passages --party KAZ" \
			"search peace" "health --methods" "zone get idlib" "compare press-release-astana-6 joint-statement-2017-09-15"; do
			shown $wide $words
			checks=$((checks + 2))
			[ "$(tr -d '\r' <out | wc -L)" -le $wide ] || fault "$words is wider than $wide columns"
			! tr -d '\r' <out | grep -n ' $' || fault "$words at $wide columns has lines that end in blanks"
		done
	done
	# A row of lines says what it is about, where the table says it once for several rows.
	shown 40 zone status --on 2017-12-20 idlib
	[ "$(grep -c '^ZONE  *idlib' out)" -eq 3 ] || fault "a block of lines does not name its zone"
	# Titles give way before a column does, and one that says nothing before a title.
	shown 80 round agenda astana-6
	says_not out "CARRIES"
	shown 75 zone expiring --within 30d --on 2017-10-20
	matches out 'LEFT  CONSENT'
	shown 80 zone status --on 2017-12-20
	says out "no room for TERM, FROM: a wider terminal shows more, and -o json has all"
	shown 80 zone status --on 2017-12-20 idlib
	says out 2017-05-05
	says_not out "no room"
	shown 200 zone status --on 2017-12-20
	says_not out "no room"
	# A cell of megabytes takes as long as its bytes, not as its lines by what is left of each.
	{
		printf '{"statements":[{"name":"statements/long","kind":"KIND_SPEECH","sources":[{"id":"s","title":"S"}],"title":"'
		yes 'one two three' | head -n 150000 | tr '\n' ' '
		printf '"}]}\n'
	} >long.json
	expect 0 import long.json
	checks=$((checks + 1))
	(ulimit -t 10 && shown 80 statement list --filter "'name = \"statements/long\"'")
	[ "$(grep -o three out | wc -l)" -eq 150000 ] && [ "$(wc -L <out)" -le 80 ] || fault "a long cell is not shown in lines"
fi

# What is said is cut at a character.
expect 66 import "$(printf 'Ω%.0s' $(seq 2000))"
says err 'ΩΩΩ…'
says_not err '\\x'

# A program that is started without its streams writes what it says into none of its files, and
# answers that it could not be told.
checks=$((checks + 1))
(exec <&- >&- 2>&- && "$truce" $where zone get nowhere)
grep -q 'nowhere' store/lock.mdb store/store.lock && fault "what is said without an error stream is in a file of the store"
checks=$((checks + 1))
(exec >&- && "$truce" $where zone list 2>err)
[ $? -eq 74 ] || fault "an answer without a stream was given"
# Letters become small and large as in every language: what is recorded in Turkish is found in others.
if [ -e /usr/share/i18n/locales/tr_TR ] && localedef -i tr_TR -f UTF-8 ./tr_TR.UTF-8 >/dev/null 2>&1; then
	"$truced" init turkish >/dev/null
	turkish() {
		checks=$((checks + 1))
		LOCPATH=$dir LC_ALL=tr_TR.UTF-8 "$truce" --store turkish "$@" >out 2>err || fault "$* in Turkish"
	}
	turkish import "$TRUCE_SOURCE"/data/rounds.json "$TRUCE_SOURCE"/data/zones.json \
		"$TRUCE_SOURCE"/data/statements.json
	turkish zone list
	says out 'de-escalation area'
	turkish search kind:joint-statement
	says out 'joint-statement'
	checks=$((checks + 1))
	"$truced" verify turkish >out || fault "what is recorded in Turkish is at fault"
fi
# Of two options that contradict one another none is passed over.
expect 64 zone list --all --limit 2
says err '--all and --limit exclude each other'
expect 64 log -a -n 2
expect 64 search ceasefire --watch --as-of 3
says err 'leave out --as-of'
# One name that is not there hides none of the others, and none that is not there either.
for form in table text json jsonl; do
	expect 3 zone get idlib nosuch eastern-ghouta neither -o $form
	says out idlib
	says out eastern-ghouta
	says err 'zones/nosuch is not on record'
	says err 'zones/neither is not on record'
done
[ "$(wc -l <out)" -eq 2 ] || fault "not a line for each that is there"
# A slip in a name is not waited for.
serve
where="--server ipc://$dir/s"
expect 3 watch -r zones/nosuch --from 0
says err 'zones/nosuch is not on record'
kill "$server"; wait "$server"
where="--store store"
# What it is started by may not wait for its children; it waits for its own.
checks=$((checks + 1))
(trap '' CHLD && exec "$truced" verify store >out 2>err) || fault "a store is not verified where children are not waited for"
says out ' 0 faults'
done_testing

#!/bin/sh
# The journal as a sceptic uses it: what changed since, and a head that was noted once
# shows later that nobody wrote the journal anew.
. "$(dirname "$0")/support.sh"

zone() {
	echo "{\"kind\": \"KIND_SECURITY_BELT\", \"title\": \"$1\","
	echo ' "sources": [{"id": "s", "title": "Ours", "uri": "https://example.org/"}]}'
}
make_store
expect 0 log --verify
empty=$(sed 's/.*head //' out)
for id in one two three; do
	zone "The zone $id" >zone.json
	expect 0 zone create $id zone.json --reason "as agreed"
done
expect 0 zone update two --set title=Second --reason 'as printed'

# ---- What changed since ----------------------------------------------------------
expect 0 log --since 2 -o jsonl
lines 2
says out '"revision":"3"'
says out '"revision":"4"'
expect 0 log --since 0 -o jsonl
lines 4
expect 0 log --since 4
says err 'no changes'
expect 65 log --since 99
says err 'NO_SUCH_REVISION'
expect 0 log --since 1970-01-01 -o jsonl
lines 4
expect 0 log --since yesterday -o jsonl
cp out recent
expect 0 log --since 1970-01-01 -o jsonl
cmp -s out recent || fault "what was changed just now was not changed since yesterday"
expect 0 zone list --as-of today
expect 64 log --since tomorrow
says err "tomorrow: expected a revision"
expect 64 log --color today
says err "expected auto"
expect 0 log --since 9999-01-01 -o json
says_not out 'revision'
expect 0 log -n 4 -o jsonl
third=$(sed -n 's/.*"revision":"3","time":"\([^"]*\)".*/\1/p' out)
expect 0 log --since "$third" -o jsonl
lines 2
says_not err 'older'
# As a list prints it, too.
expect 0 log -n 1
minute=$(grep -o '2[0-9-]* [0-9]*:[0-9]*' out | head -1)
for when in "$minute" "$minute:00"; do
	expect 0 log --since "$when" -o jsonl
	says out '"revision":"4"'
done
for when in "$minute:0x" "$minute:00 " '2026-11-23 25:00'; do
	expect 64 log --since "$when"
done
expect 0 log --since "$third" -n 1 -o jsonl
lines 1
expect 0 log --since "$third" -n 1
says err 'there are older changes'
expect 0 zone list --as-of 9999-12-31 -o jsonl
lines 3
expect 65 zone list --as-of 0001-01-01
says err 'NO_SUCH_REVISION'
matches err "the record begins on 2[0-9-]+ \(UTC\)"
says err '--on'
expect 65 zone list --as-of 1000
says err 'revisions are 1 to'
says_not err 'the record begins'
expect 64 watch --from 1
says err 'nothing would ever come'
serve
where="--server ipc://$dir/s"
expect 65 watch --from 1000
says err 'go on from there'
says_not err '--as-of'
expect 64 watch --from next-week
says err '--from next-week: expected a revision (12), a date or an instant of RFC 3339'
# A watch begins with the changes of a day or an instant as a list does.
"$truce" $where log --all -o jsonl | tac >told
changes=$(wc -l <told)
for from in 0 today yesterday 0001-01-01 "$(sed -n 's/.*"time":"\([^"]*\)".*/\1/p' told | head -1)"; do
	rm -f watched
	mkfifo watched
	"$truce" $where watch --from "$from" -o jsonl >watched 2>err &
	watcher=$!
	head -n "$changes" watched | sed 's/.*"revision":"\([0-9]*\)".*/\1/' >out
	kill $watcher
	wait $watcher 2>/dev/null
	checks=$((checks + 1))
	[ "$(paste -sd ' ' out)" = "$(seq -s ' ' 1 "$changes")" ] || fault "watch --from $from tells other changes"
done
second=$(sed -n '2s/.*"time":"\([^"]*\)".*/\1/p' told)
rm watched
mkfifo watched
"$truce" $where watch --from "$second" -o jsonl >watched 2>err &
watcher=$!
head -n 1 watched >out
kill $watcher
wait $watcher 2>/dev/null
says out "\"time\":\"$second\""
rm watched
kill $server && wait $server
server=
where="--store store"
expect 0 zone history two --since "$third" -o jsonl
lines 1
says out 'as printed'
for when in tomorrow -1 2017-02-30 2017-12-20T12:00 99999999999999999999 ''; do
	expect 64 log --since "$when"
	says err '--since'
done

# ---- A head that was noted -----------------------------------------------------------
expect 0 log --verify
noted=$(sed -n 's/.*head //p' out)
expect 0 log --verify --noted "$noted"
says out 'the noted head is that of change 4: nothing up to it was rewritten, 0 came after it'
expect 0 zone delete three --reason 'by mistake'
expect 0 log --verify --noted "$noted"
says out 'the noted head is that of change 4: nothing up to it was rewritten, 1 came after it'
expect 0 log --verify --noted "$noted" -o json
says out '"noted":"4"'
expect 64 log --verify --noted "$empty"
says err 'it proves nothing'
older=$noted
expect 0 log --verify
noted=$(sed -n 's/.*head //p' out)
says out 'chain whole, 3 records answered as it has them, head 5:'
# Programs have the head beside its revision, people both in one.
expect 0 log --verify --noted "${noted#*:}" -o json
says out "\"head\":\"${noted#*:}\""
says out '"answered":"3"'
# A backup that is restored has not come so far.
cp -r store newer
"$truced" backup store older >/dev/null
rm -r store
mv older store
expect 0 zone undelete three --reason 'after all'
expect 0 log --verify
later=$(sed -n 's/.*head //p' out)
rm -r store
mv newer store
expect 2 log --verify --noted "$later"
says err 'the noted head is of change 6: this is an older copy of the record'

# Whoever holds the store can write the whole record anew, with a chain that is whole.
expect 0 export all.json
mv store kept
make_store
expect 0 import all.json
expect 0 log --verify
says out 'chain whole'
expect 2 log --verify --noted "$noted"
says err 'an older copy of the record'
expect 2 log --verify --noted "2:${noted#*:}"
says err 'change 2 has not the noted digest'
expect 2 log --verify --noted "2:${noted#*:}" -o json
says out '{"whole":false,"fault":"'
expect 2 log --verify --noted "${older#*:}"
says err "is whole, but none of them has the noted digest ${older#*:}"
says_not out 'whole'

# What is no head is told before anything is asked.
for head in 12 "${noted}0" "$(echo "$noted" | tr 0-9a-f g-v)" ''; do
	expect 64 log --verify --noted "$head"
	says err "--noted"
done
expect 64 log --noted "$noted"
says err '--noted goes with --verify'
for extra in '-n 3' --all '--since 2' '--record zones/one' --changes --content; do
	expect 64 log --verify $extra
	says err 'leave --'
done

# ---- A copy that is put in the place of the record, below a watch --------------------
rm -r store
make_store
zone First >zone.json
expect 0 zone create first zone.json
cp -r store other
serve
"$truce" --server "ipc://$dir/s" watch -o jsonl >seen 2>watch.err &
watcher=$!
where="--server ipc://$dir/s"
until [ -s seen ]; do
	expect 0 zone update first --set title="First $(date +%N)"
done
kill $server && wait $server
server=
mv store kept2
mv other store
where="--store store"
head=$(sed -n '$s/.*"revision":"\([0-9]*\)".*/\1/p' seen)
for i in $(seq 0 $((head + 2))); do
	expect 0 zone update first --set title="Other $i"
done
serve
code=0
wait $watcher || code=$?
[ $code -eq 2 ] || fault "a watch over a copy that was put in: exit code $code, expected 2"
grep -q 'does not follow from change' watch.err || fault "a watch over a copy that was put in said: $(cat watch.err)"
grep -q 'Other' seen && fault "a watch told what is of the copy that was put in"
kill $server && wait $server
server=

# ---- What each change made of its record --------------------------------------------
rm -r store
make_store
cat >zone.json <<'END'
{"kind": "KIND_SECURITY_BELT", "title": "The belt", "aliases": ["A", "B", "C"],
 "guarantors": [{"party": {"id": "IRN"}}, {"party": {"id": "RUS"}}],
 "readings": [{"id": "first", "effective": {"earliest": "2017-05-05", "latest": "2017-05-05"},
   "initial_term_months": 6, "sources": [{"source": "s"}]},
  {"id": "second", "initial_term_months": 6, "sources": [{"source": "s"}]}],
 "sources": [{"id": "s", "title": "Ours", "uri": "https://example.org/"}]}
END
expect 0 zone create belt zone.json
expect 0 zone update belt --set 'aliases=["A", "C"]' --set title='The new belt' --reason 'one name less'
expect 0 zone update belt --set 'readings=[{"id": "third", "initial_term_months": 3, "sources": [{"source": "s"}]},
 {"id": "first", "effective": {"earliest": "2017-05-05", "latest": "2017-05-06"}, "initial_term_months": 6,
  "sources": [{"source": "s"}]}]'
expect 0 zone consent belt --party RUS --term 2 --date 2017-11-01 --decision consent --source s
expect 0 zone delete belt
expect 0 zone history belt --changes
sed 's/  [0-9]*-[0-9-]* [0-9][0-9:]*  /  /; s/unix:[^ ]*/who/' out >told
cat >meant <<'END'
     5  deleted    zones/belt  who
     4  updated    zones/belt  who
  consents
    + party RUS; term 2; date 2017-11-01; decision consent; sources s
     3  updated    zones/belt  who
  readings
    - id second; initial term months 6; sources s
    + id third; initial term months 3; sources s
  readings first, effective
    - 2017-05-05
    + 2017-05-05..06
     2  updated    zones/belt  who  one name less
  title
    - The belt
    + The new belt
  aliases
    - B
     1  created    zones/belt  who
END
same meant told "the changes of a zone are told otherwise"
expect 0 log --since yesterday --changes -n 3
says out '+ party RUS'
says_not out 'The new belt'
expect 64 log --changes -o json
says err '--changes is for reading'
expect 64 watch --changes -o json
says err '--changes is for reading'
mkfifo watched
serve
where="--server ipc://$dir/s"
"$truce" $where watch --from 1 --changes >watched 2>/dev/null &
running=$!
exec 5<watched
found=
while read -r line <&5; do
	case $line in
	'- B') found=yes ;;
	*deleted*) break ;;
	esac
done
exec 5<&-
kill $running
wait $running 2>/dev/null
running=
kill $server && wait $server
server=
where="--store store"
[ "$found" ] || fault "a watch does not tell what a change made of its record"
"$truced" compact store --keep-from 5 >/dev/null 2>&1 || fault "truced compact"
expect 0 zone history belt --changes
says out 'what it was before was compacted away'
done_testing

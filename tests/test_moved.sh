#!/bin/sh
# A record that is moved by export and import keeps the texts that it rests on.
. "$(dirname "$0")/support.sh"
make_store

printf 'Ms. Example (Kazakhstan): We shall come to the lake.\n' >speech.txt
# The longest that is taken.
python3 -c 'text = "Mr. Long (Peru): We wait.\n"; print(text + (" " * 1023 + "\n") * 3071 + " " * (1023 - len(text)))' >long.txt
expect 0 import --id speech speech.txt
expect 0 import --id long long.txt
speech=texts/$(sha256sum <speech.txt | cut -d' ' -f1)
long=texts/$(sha256sum <long.txt | cut -d' ' -f1)
expect 0 import --id other --date 2001-02-03 --dry-run speech.txt

# Every form that comes in again has their bytes; a text comes once.
expect 0 export all.jsonl --format jsonl
expect 0 export all.json
expect 0 export one.json --statement speech
grep "^{\"name\":\"$long\"" all.jsonl >out
lines 1
for form in all.jsonl all.json; do
	rm -rf moved
	"$truced" init moved >out 2>&1 || fault "no second store"
	where="--store moved"
	expect 0 import $form
	says out '4 created'
	expect 0 import $form
	says out '4 unchanged'
	expect 0 text get $long
	same out long.txt "the bytes of a long text are not what they were before the move ($form)"
	expect 0 text get $speech
	same out speech.txt "the bytes of a text are not what they were before the move ($form)"
	expect 0 import speech.txt
	says out 'imported before'
	expect 0 export moved.json
	same moved.json all.json "a record that was moved is another ($form)"
	where="--store store"
done
expect 0 import one.json
says out '2 unchanged'

# A text's name is what its bytes make it, and one on record stays as it is.
sed 's/"content":"T/"content":"U/' all.jsonl >wrong.jsonl
expect 65 import wrong.jsonl
says err 'content: is not what texts/'
sed 's/speech.txt/lecture.txt/' all.jsonl >renamed.jsonl
expect 0 import renamed.jsonl
says out '4 unchanged'

# Without them, an export and `truced verify` say which are not there.
rm -rf moved
"$truced" init moved >out 2>&1 || fault "no third store"
where="--store moved"
grep -v "^{\"name\":\"texts/" all.jsonl >less.jsonl
expect 0 import less.jsonl
expect 0 export again.jsonl --format jsonl
says err '2 texts that are not on record'
same again.jsonl less.jsonl "an export without texts is another"
"$truced" verify moved >out 2>err || fault "verify fails for texts that are not on record"
says out "not on record: $speech, which statements/speech rests on"
says out 'truce import'
expect 0 import all.jsonl
says out '2 created'
"$truced" verify moved >out 2>err || fault "verify fails"
says_not out 'not on record'

# After an update of the reader: what an older one read otherwise is read anew, by the file, by the
# text's name, or all of it.
grep -v long all.jsonl | sed 's/We shall come/We misread/' >older.jsonl
for what in speech.txt $speech ""; do
	rm -rf moved
	"$truced" init moved >out 2>&1 || fault "no fourth store"
	expect 0 import older.jsonl
	expect 0 import speech.txt
	says out 'nothing was stored again (--again reads it anew)'
	expect 0 import --again --dry-run $what
	expect 0 statement get speech
	says out 'We misread'
	expect 0 import --again $what
	expect 0 statement get speech
	says out 'We shall come'
	expect 0 statement get speech --as-of -1
	says out 'We misread'
done
says_not out 'We shall come'
expect 0 import --again
says out 'as before'
says out '1 text on record before, read anew: 0 otherwise than before'
expect 0 import --again speech.txt
says out 'nothing of it is read otherwise now'
expect 0 statement update speech --set title=Ours
expect 0 import --again speech.txt
says out 'kept'
for tried in '' --dry-run; do
	expect 0 import --again $tried
	says out ', as before, 1 kept (speech)'
	says out '1 text on record before, read anew: 0 otherwise than before'
	says out '1 statement read otherwise, kept as changed since'
done
expect 0 import --again --place Almaty --id other speech.txt
says err '--id, --place changed nothing'
expect 0 statement delete speech
expect 0 import --again speech.txt
says out 'its statements were deleted since'
expect 0 import --again
says err 'no statement on record rests on a text'
expect 64 import
says err 'truce import needs FILE'
expect 64 import --again --id other

# Many at once, none of which is stored: each is carried out several times.
mkdir records
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	printf 'S/PV.90%02d\n\nSecurity Council\n\n90%02dth meeting\nFriday, 4 March 2022, 3 p.m.\nNew York\n\n' $n $n
	printf 'President: Mr. First (Ghana)\n\nThe meeting was called to order at 3.05 p.m.\n'
	printf 'The President: I open the meeting.\nMs. Odd (Norway): We wait.\nThe meeting rose at 4 p.m.\n'
done | split -l 14 --additional-suffix=.txt - records/
expect 0 import records
says out '16 texts read'
for round in 1 2 3; do
	expect 0 import --again --dry-run records
	says out '16 texts on record before, read anew: 0 otherwise than before'
done
done_testing

#!/bin/sh
# Texts that come in and go out through truce: persons, encodings, folders, a pipe,
# what the record lacks, and the forms that a record is written in.
. "$(dirname "$0")/support.sh"

make_store

# A person's appearances are joined, whichever way the name is printed; another
# party's bearer of the name is somebody else.
printf 'Mr. LI Zhaoxing (China): We shall come to the lake.\n' >one.txt
printf 'Mr. Li Zhaoxing (China): We came to the lake.\n' >two.txt
printf 'Mr. Li Zhaoxing (Singapore): We saw no lake.\n' >three.txt
for n in one two three; do
	expect 0 import --id $n $n.txt
done
expect 0 statement passages --person CHN.li-zhaoxing
says out 'We shall come'
says out 'We came'
says_not out 'saw no lake'
expect 0 statement list --filter 'turns.speaker.id = "SGP.li-zhaoxing"' -o jsonl
lines 1
says out 'statements/three'
expect 0 statement passages --person CHN.nobody
says_not out lake

done_testing

#!/bin/sh
# Texts that come in and go out through truce: persons, encodings, folders, a pipe,
# what the record lacks, and the forms that a record is written in.
set -u
export LC_ALL=C.UTF-8
unset TRUCE_SERVER TRUCE_TOKEN NO_COLOR 2>/dev/null
truce=$TRUCE_BIN/truce truced=$TRUCE_BIN/truced
[ -x "$truce" ] && [ -x "$truced" ] || { echo "truce and truced are not built"; exit 77; }

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
cd "$dir" || exit 1
faults=0 checks=0

fault() {
	faults=$((faults + 1))
	echo "FAULT: $*"
	[ -s out ] && sed 's/^/  out: /' out | head -20
	[ -s err ] && sed 's/^/  err: /' err | head -20
}
# expect CODE WORDS...: runs truce on the store; the output is in out and err.
expect() {
	wanted=$1
	shift
	checks=$((checks + 1))
	"$truce" --store store "$@" >out 2>err <"${input:-/dev/null}"
	code=$?
	[ $code -eq "$wanted" ] || fault "truce $*: exit code $code, expected $wanted"
}
says() {
	checks=$((checks + 1))
	grep -qF -e "$2" "$1" || fault "no \"$2\" in $1 of the last command"
}
says_not() {
	checks=$((checks + 1))
	! grep -qF -e "$2" "$1" || fault "\"$2\" in $1 of the last command"
}
lines() {
	checks=$((checks + 1))
	[ "$(wc -l <out)" -eq "$1" ] || fault "$(wc -l <out) lines, expected $1"
}

"$truced" init store >/dev/null || exit 1

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

echo "$checks checks, $faults faults"
[ $faults -eq 0 ]

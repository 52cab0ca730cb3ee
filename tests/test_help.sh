#!/bin/sh
# Help is true: every command of the list has a page with examples, and every example
# works on the record that is shipped.
. "$(dirname "$0")/support.sh"

make_store
mv store shipped
where="--store shipped"
expect 0 import "$TRUCE_SOURCE"/data/*.json
# Files that examples name.
echo "Ms. Example (Kazakhstan): We support resolution 2254 (2015)." >speech.txt
mkdir records
echo "Ms. Example (Kazakhstan): We support resolution 2401 (2018)." >records/speech.txt
ln -s "$TRUCE_SOURCE/data" data
cat >idlib.geojson <<'END'
{"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}
END
feature() {
	echo "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {\"$1\": \"$2\"},"
	echo " \"geometry\": $(cat idlib.geojson)}]}"
}
feature code SY07 >provinces.geojson
feature name Idleb >areas.geojson
expect 0 zone boundary idlib idlib.geojson --source ocha-areas
"$truce" --store shipped log --verify | sed 's/.*head //' >head-of-yesterday
for record in statement/kaz-four-zones round/astana-6 zone/idlib; do
	noun=${record%/*} id=${record#*/}
	expect 0 $noun get $id -o json
	cp out $id.json
	sed '/^  "name": /d; /^  "etag": /d; s/^  "ordinal": .*/  "ordinal": 60,/' out >example-$noun.json
done

# run EXAMPLE: an example as it stands, on a store of its own.
run() {
	rm -rf store
	cp -r shipped store
	words=${1#truce }
	case $words in
	*" create "*) cp "example-${words%% *}.json" example.json ;;
	*" undelete "*) "$truce" --store store ${words%% *} delete ${words##* } >out 2>err ;;
	esac
	checks=$((checks + 1))
	TRUCE_EXAMPLE=$1 sh -c 'truce() { "$TRUCE_BIN/truce" --store store "$@"; }; eval "$TRUCE_EXAMPLE"' >out 2>err </dev/null ||
		fault "the example \`$1\` of help fails"
	case $words in # what asks the record has an answer
	*AGAINST*) ;; # nobody was, in that one
	search* | precedent* | citations* | positions* | commitments*)
		[ -s out ] || fault "the example \`$1\` of help finds nothing"
		;;
	esac
}
"$truce" help >list
sed -nE 's/^  ([a-z]+( [a-z]+)?) .*/\1/p' list | grep -v '^help ' >commands
[ "$(wc -l <commands)" -gt 40 ] || fault "the list of commands is short"
while read -r command <&3; do
	expect 0 help $command
	cp out page
	says out "Usage: truce $command"
	sed '1,/^Examples:$/d; /^$/,$d' page | sed -e ':more' -e '/\\$/N; s/ *\\\n */ /; t more' -e 's/^  //; s/    .*//' >examples
	[ -s examples ] || [ "$command" = help ] || fault "truce $command has no example"
	while read -r example <&5; do
		case $example in
		"truce watch"* | *" --watch"* | *…*) ;; # without an end, and with a name left out
		*"| jq"*) ! command -v jq >/dev/null || run "$example" ;;
		*) run "$example" ;;
		esac
	done 5<examples
done 3<commands

# A noun alone is asked about as well, and no line is wider than 80 columns.
for noun in statement round zone text; do
	expect 0 help $noun
	matches out "^  $noun "
	[ ! -s err ] || fault "help of $noun complains"
	! grep -E '^.{81}' out || fault "help of $noun has a wide line"
	expect 64 $noun
	says err "truce: truce $noun does what? One of:"
	! grep -E '^.{81}' err || fault "$noun alone is answered by a wide line"
	for word in --help -h help; do
		expect 0 $noun $word
		matches out "^  $noun "
		[ ! -s err ] || fault "$noun $word complains"
	done
done
expect 64 help zoen
says err 'Did you mean `truce zone'
expect 64 zone lst
says err 'Did you mean `truce zone list`?'
# A command without its noun, behind another, or as other programs call it.
expect 64 threads
says err 'Did you mean `truce round threads`?'
expect 64 list
says err 'Did you mean `truce statement list`, `truce round list` or `truce zone list`?'
expect 64 statement search ceasefire
says err 'Did you mean `truce search`?'
expect 64 zone show idlib
says err 'Did you mean `truce zone get`?'
for word in verify prove proof witness; do
	expect 64 $word
	says err 'Did you mean `truce log --verify`?'
done
expect 64 help verify
says err 'Did you mean `truce log --verify`?'
expect 64 zone nothing-like-it
! grep 'Did you mean' err || fault "a word like none is answered by a guess"
expect 64 nothing --help
says err 'there is no command "nothing'
done_testing

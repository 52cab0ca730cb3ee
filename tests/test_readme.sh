#!/bin/sh
# The tour of README.md works as it stands there: every command succeeds, every question
# finds something, and what the page shows is what is answered.
. "$(dirname "$0")/support.sh"
command -v bash >/dev/null || { echo "no bash"; exit 77; }

# ./run serves in its own folder, and elsewhere where a socket's path would be too long.
long=$(printf "$dir/%0100d" 0)
checks=$((checks + 2))
[ "$(bash -c '. "$0/packaging/setup.sh"; socket_folder "$1"' "$TRUCE_SOURCE" "$dir")" = "$dir" ] ||
	fault "a socket is not in the folder that has room for it"
other=$(TMPDIR=$dir bash -c '. "$0/packaging/setup.sh"; socket_folder "$1"' "$TRUCE_SOURCE" "$long")
[ -d "$other" ] && [ "${#other}" -lt 95 ] || fault "a long path has no folder for its socket: $other"

# Its commands, one a line, at paths of ours; what it shows of answers goes to `shown`.
awk '/^## / { tour = $0 == "## Five minutes" } tour' "$TRUCE_SOURCE/README.md" |
	sed "s|/tmp/|$dir/|g; s|tcp://127.0.0.1:7710|ipc://$dir/s|g; s|\$PWD/build/bin|$TRUCE_BIN|; s|data/\*|$TRUCE_SOURCE/data/*|" >page
awk '/^```/ { block = $0 } /^```$/ { block = "" } !/^```/ && block == "```sh"; block == "```console" && sub(/^\$ /, "")' page >commands
awk '/^```/ { block = $0 } /^```$/ { block = "" } !/^```/ && block == "```console" && !/^\$ /' page | sed 's/ *$//' >shown
[ "$(wc -l <commands)" -gt 30 ] && [ -s shown ] || fault "the tour of README.md is not found"

{
	echo 'shopt -s expand_aliases'
	while read -r command; do
		printf '%s\n' "$command"
		case $command in
		export* | alias* | printf* | head=*) continue ;;
		*'&') echo 'until truce --server '"ipc://$dir/s"' health >/dev/null 2>&1; do kill -0 $! || exit 1; done' ;;
		esac
		printf 'echo "== $? %s"\n' "$(echo "$command" | sed 's/["`$\\]/\\&/g')"
	done <commands
	echo 'wait'
} >tour.bash
bash tour.bash >out 2>err </dev/null
checks=$((checks + $(grep -c '^== ' out)))
grep '^== ' out | grep -v '^== 0 ' >failed && fault "fails: $(cat failed)"
grep -v '^ *$' err | grep -vE 'serving|stopping|older changes' >said && fault "says: $(cat said)"
# A question without an answer is two lines of this kind, or words that say so.
awk '/^== / { if (lines == 0 && $3 != "kill" && $3 != "truced") print; lines = -1 } { lines++ }' out >silent
[ ! -s silent ] || fault "answers nothing: $(cat silent)"
says_not out 'nothing is found'
sed 's/ *$//' out >trimmed
while IFS= read -r line; do
	checks=$((checks + 1))
	grep -qxF -e "$line" trimmed || fault "README.md shows \"$line\", which is not answered"
done <shown
done_testing

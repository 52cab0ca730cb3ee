# What the tests of the command line share. A test begins with
#   . "$(dirname "$0")/support.sh"
# and is then in an empty folder of its own, $dir, which goes when it ends; its last
# line is `done_testing`. Processes whose ids stand in $running end with it.
set -u
export LC_ALL=C.UTF-8
unset TRUCE_SERVER TRUCE_TOKEN NO_COLOR 2>/dev/null
truce=$TRUCE_BIN/truce truced=$TRUCE_BIN/truced
[ -x "$truce" ] && [ -x "$truced" ] || { echo "truce and truced are not built"; exit 77; }

dir=$(mktemp -d)
running=
server=
cleanup() {
	for process in $running $server; do kill -9 "$process" 2>/dev/null; done
	rm -rf "$dir" ${links:+"$links"}
}
trap cleanup EXIT
trap 'exit 1' INT TERM
cd "$dir" || exit 1
# Some tests hand the programs to a shell in one word.
case $TRUCE_BIN${TRUCE_SOURCE-} in
*[[:blank:]]*)
	links=$(mktemp -d) && ln -s "$TRUCE_BIN" "$links/bin" && ln -s "${TRUCE_SOURCE-}" "$links/source" || exit 1
	TRUCE_BIN=$links/bin TRUCE_SOURCE=$links/source truce=$links/bin/truce truced=$links/bin/truced
	;;
esac
faults=0 checks=0

fault() {
	faults=$((faults + 1))
	echo "FAULT: $*"
	[ -s out ] && sed 's/^/  out: /' out | head -20
	[ -s err ] && sed 's/^/  err: /' err | head -20
}

# expect CODE WORDS...: runs truce with the options in $where and the file $input, where
# there is one, wants an exit code; what it printed is in out and err.
where="--store store"
input=
expect() {
	wanted=$1
	shift
	checks=$((checks + 1))
	"$truce" $where "$@" >out 2>err <"${input:-/dev/null}"
	code=$?
	[ $code -eq "$wanted" ] || fault "truce $*: exit code $code, expected $wanted"
}
# says FILE TEXT: the last command printed the text.
says() {
	checks=$((checks + 1))
	grep -qF -e "$2" "$1" || fault "no \"$2\" in $1 of the last command"
}
says_not() {
	checks=$((checks + 1))
	! grep -qF -e "$2" "$1" || fault "\"$2\" in $1 of the last command"
}
# matches FILE EXPRESSION: the last command printed a line that has it.
matches() {
	checks=$((checks + 1))
	grep -qE -e "$2" "$1" || fault "no line like \"$2\" in $1 of the last command"
}
# lines N: the last command printed so many lines.
lines() {
	checks=$((checks + 1))
	[ "$(wc -l <out)" -eq "$1" ] || fault "$(wc -l <out) lines, expected $1"
}
# same FILE FILE WHAT: two files hold the same.
same() {
	checks=$((checks + 1))
	cmp -s "$1" "$2" || { fault "$3"; diff "$1" "$2" | head -10; }
}

make_store() {
	"$truced" init store >/dev/null || { echo "no store"; exit 1; }
}
# serve OPTIONS...: starts truced on the store at ipc://$dir/s, and waits for it.
serve() {
	rm -f ready
	mkfifo ready
	"$truced" serve --store store --listen "ipc://$dir/s" "$@" 2>ready &
	server=$!
	exec 4<ready
	while read -r line <&4; do
		case $line in *serving*) break ;; esac
	done
	# Its later lines must go somewhere.
	cat <&4 >/dev/null 4<&- &
	exec 4<&-
}

# serve_tcp URL OPTIONS...: starts truced with options of its own at tcp://127.0.0.1:0 or the like,
# and waits for it; its port is in $port, its process in $served.
serve_tcp() {
	url=$1
	shift
	rm -f ready
	mkfifo ready
	"$truced" serve --listen "$url" "$@" 2>ready &
	served=$!
	running="$running $served"
	exec 4<ready
	port=
	while [ -z "$port" ] && read -r line <&4; do
		port=$(echo "$line" | sed -n 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/p')
	done
	cat <&4 >/dev/null 4<&- &
	exec 4<&-
}

done_testing() {
	echo "$checks checks, $faults faults"
	[ $faults -eq 0 ]
	exit
}

#!/bin/sh
# The truce command as its users meet it: the same answers from a store and over a
# socket, bad input, exit codes, and a terminal of 80 columns.
. "$(dirname "$0")/support.sh"

cat >zone.json <<'END'
{"kind": "KIND_DE_ESCALATION_AREA", "title": "North", "guarantors":
 [{"party": {"id": "IRN"}}, {"party": {"id": "RUS"}}, {"party": {"id": "TUR"}}],
 "readings": [
  {"id": "first", "effective": {"earliest": "2017-05-05", "latest": "2017-05-05"},
   "initial_term_months": 6, "extension_rule": "EXTENSION_RULE_CONSENSUS",
   "sources": [{"source": "s"}]},
  {"id": "other", "effective": {"earliest": "2017-05-04", "latest": "2017-05-04"},
   "initial_term_months": 6, "extension_rule": "EXTENSION_RULE_AUTOMATIC",
   "sources": [{"source": "s"}]}],
 "sources": [{"id": "s", "title": "An agreement of ours", "uri": "https://example.org/a"}]}
END
cat >set.json <<'END'
{"statements": [
  {"name": "statements/speech", "kind": "KIND_SPEECH", "title": "A speech", "symbol": "T/1",
   "date": {"earliest": "2017-06-01", "latest": "2017-06-01"},
   "turns": [{"label": "Ms. Example", "speaker": {"printed": "Ms. Example", "party": {"id": "KAZ"}}}],
   "blocks": [
    {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "We want a drafting body to meet before the summer ends, and all who were invited to it should come, for without them nothing that it writes will hold for long."},
    {"kind": "KIND_PARAGRAPH", "turn": 1, "text": "As resolution 2254 (2015) says."}],
   "citations": [{"instrument": "S/RES/2254 (2015)", "printed": "resolution 2254 (2015)", "span": {"block": 2, "start": 3, "end": 25}}],
   "sources": [{"id": "s", "title": "Ours", "uri": "https://example.org/speech"}]}],
 "rounds": [
  {"name": "rounds/one", "process": "astana", "ordinal": 1, "title": "The first", "venue": {"city": "Astana", "country": "KAZ"},
   "date": {"earliest": "2017-05-03", "latest": "2017-05-04", "precision": "PRECISION_PERIOD"},
   "agenda": [
    {"id": "areas", "topic": "areas", "title": "Make the areas", "outcome": "OUTCOME_AGREED", "sources": [{"source": "s"}]},
    {"id": "prisoners", "topic": "prisoners", "title": "Free the prisoners", "outcome": "OUTCOME_DEFERRED", "sources": [{"source": "s"}]}],
   "sources": [{"id": "s", "title": "Ours", "uri": "https://example.org/round"}]}]}
END
printf 'A SPEECH OF OURS\n\nMr. Someone (Kazakhstan): We thank you.\r\nThe end.' >speech.txt

# ---- Writing ---------------------------------------------------------------
"$truced" init store >/dev/null 2>&1 || { echo "truced init failed"; exit 1; }
expect 0 import set.json --reason 'first load'
says out 'set.json: 2 created, 0 updated, 0 unchanged'
expect 0 import set.json
says out '2 unchanged'
{ printf '\357\273\277' && cat set.json; } >marked.json # as some editors write UTF-8
expect 0 import marked.json
says out '2 unchanged'
"$truce" $where import --json - <set.json >out 2>err || fault "no import from standard input"
says out '2 unchanged'
expect 0 zone create north zone.json --reason 'an agreement'
says out 'zones/north'
expect 4 zone create north zone.json
expect 0 zone update north --set title='The north' --set aliases='["N"]' --reason 'as printed'
expect 0 zone get north -o json
says out '"title": "The north"'
expect 0 zone get north
matches out '^ *create time  *[-0-9]* [:0-9]* UTC$'
expect 0 zone get north -o json
etag=$(sed -n 's/.*"etag": "\(.*\)".*/\1/p' out)
expect 65 zone update north --set title=x --etag '"r1"'
says err 'truce: --etag: cannot be one: an etag is like "r'
expect 75 zone update north --set title=x --etag r1
says err 'ETAG_MISMATCH'
expect 0 zone update north --set title='North' --etag "$etag"
expect 0 round delete one --reason 'by mistake'
expect 0 round list -o jsonl
says_not out 'rounds/one'
expect 0 round list --deleted -o jsonl
says out 'rounds/one'
expect 3 round delete one
says err "is deleted already"
expect 0 round undelete rounds/one
expect 4 round undelete one
expect 0 import speech.txt --id ours --date 2017-06-02 --symbol T/2
says out 'statements/ours'
text=$(sed -n 's/.*texts\/\([0-9a-f]\{64\}\).*/\1/p' out)
expect 0 text get "$text"
same out speech.txt "the bytes of a text are not what was imported"
expect 0 text get "texts/$text" -O copy
same copy speech.txt "text get -O is not what was imported"
expect 0 import speech.txt --id ours
says out 'imported before'
"$truce" $where zone create evil - >out 2>err <<'END' || fault "a title with control characters is not taken"
{"kind": "KIND_PROTECTED_SITE", "title": "a\u001b[2Jb\u009bc\u202ed\u007fe\rf", "sources": [{"id": "s", "title": "t", "uri": "https://example.org/c"}]}
END

# ---- The same answers from the store and over a socket -----------------------
cat >questions <<'END'
statement list
statement list -o json
statement list -o jsonl
statement list -o text
statement get speech
statement get speech ours -o json
statement passages --party KAZ --about drafting
statement passages --cites S/RES/2254*
statement passages --statement speech -o json
statement history speech
round list --filter process="astana" --order-by title
round get one -o json
round agenda
round agenda one --open
round history one -o json
zone list
zone list --limit 1
zone list -o json --limit 1
zone list --as-of 3
zone get north
zone get north --as-of -1 -o json
zone get north evil
zone status --on 2017-12-20
zone status north --on 2017-06-01 -o json
zone status --on 2017-06-01 -f state=STATE_IN_TERM
export
log
log -n 2 -o jsonl
log --record zones/north -o json
log --verify
text get TEXT
describe
describe Zone
call GetZone {"name":"zones/north"}
call ServerReflectionInfo {"list_services":""}
zone get nothing
zone list -f kin=3
zone list --page-token rubbish
END
ask() {
	n=0
	mkdir -p "$1"
	while read -r question; do
		n=$((n + 1))
		question=$(echo "$question" | sed "s/TEXT/$text/")
		"$truce" $where $question >"$1/$n.out" 2>"$1/$n.err" </dev/null
		echo "exit $?" >>"$1/$n.err"
	done <questions
}
ask local
serve
where="--server ipc://$dir/s"
ask remote
n=0
while read -r question; do
	n=$((n + 1))
	same local/$n.out remote/$n.out "truce $question: another answer over the socket than from the store"
	same local/$n.err remote/$n.err "truce $question: another error over the socket than from the store"
done <questions

# ---- What the answers say ----------------------------------------------------
expect 0 zone status --on 2017-12-20
says out 'lapsed'
says out 'first: s'
says out 'other: s'
says out 'other'
says out 'IRN RUS TUR'
expect 0 round agenda --open
says out 'Free the prisoners'
says_not out 'Make the areas'
for form in json jsonl; do
	expect 0 round agenda --open -o $form
	says out 'Free the prisoners'
	says_not out 'Make the areas'
	expect 0 round agenda one -o $form
	says out 'Make the areas'
done
expect 0 zone get north --as-of 3 -o json
says out '"title": "North"'
expect 0 log --verify
says out 'records answered as it has them, head '
expect 0 log -n 3
says out "($(id -un))"
expect 0 health
says out 'serving'
expect 0 export all.json
"$truced" init store2 >/dev/null 2>&1
"$truce" -S store2 import all.json >out 2>err || fault "an export does not import"
"$truce" -S store2 export again.json 2>err || fault "no second export"
same all.json again.json "import of an export gives another record"

# ---- More than one call takes ---------------------------------------------------------
awk -v n=2500 'BEGIN {
	print "{\"statements\": ["
	for (i = 1; i <= n; i++) {
		words = ""
		for (j = 0; j < 60; j++) words = words "every side agreed to word " i " "
		printf "%s{\"name\": \"statements/s-%d\", \"kind\": \"KIND_SPEECH\", \"title\": \"Speech %d\",", i == 1 ? "" : ",", i, i
		printf "\"blocks\": [{\"kind\": \"KIND_PARAGRAPH\", \"text\": \"%s\"}],", words
		printf "\"sources\": [{\"id\": \"s\", \"title\": \"t\", \"uri\": \"https://example.org/\"}]}\n"
	}
	print "]}" }' >big.json
"$truced" init big >/dev/null 2>&1
where="--store $dir/big"
expect 0 import big.json
says out '2500 created, 0 updated, 0 unchanged'
expect 0 statement list --all -o jsonl
[ "$(wc -l <out)" -eq 2500 ] || fault "statement list --all: $(wc -l <out) of 2500"
expect 0 statement list --limit 1234 -o jsonl
[ "$(wc -l <out)" -eq 1234 ] || fault "statement list --limit 1234: $(wc -l <out)"
expect 0 log --verify
says out '2500 changes, chain whole'
expect 0 export exported.json
expect 0 import exported.json
says out '0 created, 0 updated, 2500 unchanged'
where="--server ipc://$dir/s"

# ---- Watching -----------------------------------------------------------------
mkfifo seen
env --default-signal=INT "$truce" $where watch --from 0 -o jsonl >seen 2>watch.err &
watcher=$!
running=$watcher
exec 3<seen
revision=0
next() {
	read -r line <&3
	revision=$((revision + 1))
	checks=$((checks + 1))
	case $line in *"\"revision\":\"$revision\""* | *"\"revision\": \"$revision\""*) ;; *)
		fault "the watch gave, for change $revision: $line" ;;
	esac
}
head=$("$truce" $where log -n 1 2>/dev/null | sed -n 's/^ *\([0-9][0-9]*\) .*/\1/p')
while [ $revision -lt "$head" ]; do next; done
expect 0 zone update north --set title='Once more'
next
kill -9 $server
wait $server 2>/dev/null
serve
expect 0 zone update north --set title='After the fall'
next
kill -INT $watcher
wait $watcher 2>/dev/null
code=$?
[ $code -eq 130 ] || fault "^C of a watch: exit code $code, expected 130"
running=
exec 3<&-

# ---- Bad input -----------------------------------------------------------------
expect 64
expect 64 nonsense
says err 'no command "nonsense"'
expect 64 zone
says err 'zone list'
expect 64 zne list
says err 'Did you mean `truce zone list`?'
expect 64 zne
says err 'Did you mean `truce zone`?'
expect 64 zone list --nonsense
says err 'unknown option --nonsense'
expect 64 zone list --fliter x
says err 'did you mean --filter?'
expect 64 --sevrer=x zone list
says err 'did you mean --server?'
expect 64 zone list -x
says err 'unknown option -x'
expect 64 zone list --limit
says err '--limit needs a value'
expect 64 zone list --all=3
says err '--all takes no value'
expect 64 zone list extra
expect 64 zone get
expect 64 zone get rounds/one
expect 64 zone list -o xml
expect 64 zone list --timeout soon
expect 64 zone list --limit 0
expect 64 zone list --as-of tomorrow
expect 64 zone status --as-of 0
expect 64 log --as-of 3
says err 'no earlier state'
expect 64 call GetHead --as-of 3
expect 64 zone get "$(printf 'a\377b')"
expect 64 zone create x --set nothing=1
says err 'no such field'
expect 64 zone create Not-an-id --set title=x
says err "Not-an-id is not an id"
expect 66 zone create nowhere.json
expect 64 call NoSuchMethod
expect 64 call GetZon
says err 'did you mean GetZone?'
expect 64 call Get '{}'
says err 'it may be GetStatement, GetRound, GetZone'
expect 64 call wat
says err 'it may be WatchSearch, WatchChanges, Watch:'
expect 64 call Agenda
says err 'it may be ListAgendaThreads:'
expect 64 call ZoneService/GetRound
says err 'is not clear, or not of that service'
expect 64 describe NoSuchType
expect 64 import speech.txt set.json --id both
expect 64 --store store --server tcp://127.0.0.1:1 zone list
# An option that is given again would throw the first away, wherever it stands.
for twice in '--filter title:x --filter title:y' '-f title:x --filter=title:y' '-n 1 --limit 2' '--as-of 1 --as-of 2' \
	'--reason a --reason b'; do
	expect 64 zone list $twice
	says err 'is given twice: '
done
expect 64 positions --party USA --by topic --party RUS
says err '--party is given twice: USA, RUS'
expect 64 --reason a zone delete north --reason b
says err 'is given twice: a, b'
expect 0 -o table --timeout 30s zone list -o json --timeout 20s --deleted --deleted -a -a
says out '"zones"'
expect 3 zone get nothing
says err 'NO_SUCH_RECORD'
says err '; `truce zone list` lists those there are'
says_not err hint
expect 3 round agenda nothing
says err '`truce round list`'
expect 3 call GetZone '{"name": "zones/nothing"}'
says err 'ZoneService.ListZones'
expect 3 zone get north --as-of 1
says err '`truce log` tells when it came'
says_not err 'mean'
expect 3 text get 0000000000000000000000000000000000000000000000000000000000000000
expect 65 zone list -f 'kin = 3'
says err 'position 1'
says err 'help filters'
expect 65 zone status --on 2017-02-30
says err '--on: "2017-02-30"'
expect 65 precedent 'of three words' --from soon
says err '--from: '
for words in 'belt -council' '-council belt' 'belt -agreement'; do
	expect 64 search $words
	says err "hint: a word that is not to be found stands in quotes"
done
expect 64 search belt --limt 3
says_not err hint
expect 65 zone list --order-by titel
says err '--order-by: position 1'
expect 65 call GetZone '{"nam": "zones/north"}'
says err 'nam'
expect 65 call GetZone '{"name": '
says err 'line 1'
expect 65 zone create worse --set title=x
says err 'zone.kind'
says err 'zone.sources'
expect 65 zone update north --set 'readings=[{"id": 3}]'
expect 65 zone list --page-token rubbish
printf '{"zones": [\n {"name": "zones/a",\n  "kind": "KIND_OF_SORT"}]}' >wrong.json
expect 65 import wrong.json
says err 'wrong.json: line 3'
says err 'zones[0].kind'
: >empty.txt
expect 65 import empty.txt
printf '\377\376\000' >binary.txt
expect 65 import binary.txt
mkdir unread; : >unread/empty.txt
expect 65 import unread
expect 66 import nowhere.json
says err 'nowhere.json'
expect 74 export /nowhere/at/all.json
where=
expect 64 --store "" zone list
says err '--store is empty'
expect 64 --server "" zone list
expect 64 --store store zone status --on ""
says err '--on is empty'
expect 64 --store store zone get north --as-of ""
says err '--as-of is empty'
expect 64 --store store citations ""
says err 'argument 1 is empty'
expect 64 --store store export ""
expect 64 --store store zone get "$(printf '%02000d' 0)x/y"
says err 'is not the name of a zone'
where="--server ipc://$dir/nobody"
expect 69 zone list
says err 'cannot reach'
says err 'there is no such socket'
where="--server unix:$dir/$(printf '%0110d' 0)"
expect 64 zone list
says err 'at most 107 bytes'
where="--server ipc://$dir/nobody"
expect 69 zone list
says err 'hint:'
where="--server tcp://no..host:7710"
expect 69 zone list
says err 'no host of that name'
where="--server tcp://127.0.0.1:1 --timeout 3s"
expect 69 zone list
where="--store $dir/nowhere"
expect 3 zone list
says err 'hint: if the path is right, `truced init DIR` makes'
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then # the socket is its own user's
	chmod 755 "$dir"
	checks=$((checks + 1))
	setpriv --reuid=65534 --regid=65534 --clear-groups "$truce" --server "ipc://$dir/s" zone list >out 2>err &&
		fault "another user is let in at the local socket"
	says err 'CONNECT_DENIED'
	says err 'hint: the local socket is for the user who runs `truced`'
fi
where="--store $dir/store"
expect 4 zone list
says err 'STORE_SERVED'
says err 'hint: with --server ADDRESS'
says err " at ipc://$dir/s"
where="--server ipc://$dir/s"
checks=$((checks + 1))
"$truce" $where zone list >/dev/full 2>err
[ $? -eq 74 ] || fault "a full disk under the output: not exit code 74"
"$truce" $where describe >/dev/full 2>err
says err 'No space left on device'
checks=$((checks + 1))
"$truce" zone $where -o json get north >out 2>err || fault "options do not stand between the words of a command"
says out '"zones/north"'
expect 64 zone --frob list
says err 'unknown option --frob'
for point in "-16.5 -179.5" "-16.5 --radius 2km -.5" "--radius 2km -16.5 -- -0.5"; do
	expect 0 zone at $point
done
POSIXLY_CORRECT=1 expect 0 zone list -n 1 --deleted
expect 64 nothing --store x list
says err 'there is no command'
checks=$((checks + 1))
{ "$truce" $where export 2>err; } | true
[ ! -s err ] || fault "a closed pipe is not quiet"
checks=$((checks + 1))
TRUCE_SERVER="ipc://$dir/s" "$truce" zone get north >out 2>err || fault "TRUCE_SERVER is not used"

# ---- Addresses ------------------------------------------------------------------
served=$where
for address in tcp:// tcp://127.0.0.1 tcp://127.0.0.1:99999 grpc://127.0.0.1:http grpcs://[::1 tcp://:7710 \
	tcp://127.0.0.1:0 tcp://127.0.0.1:7710/zones unix: http://127.0.0.1:7710 127.0.0.1:7710; do
	where="--server $address"
	expect 64 zone list
	says err 'is not an address: '
done
where=$served

# ---- Tokens ---------------------------------------------------------------------
kill $server
wait $server 2>/dev/null
printf 'ana writer %s\n' "$(printf secret | sha256sum | cut -d' ' -f1)" >credentials
printf 'eve reader %s\n' "$(printf reading | sha256sum | cut -d' ' -f1)" >>credentials
chmod 600 credentials
serve --credentials "$dir/credentials"
echo secret >token
echo reading >reading-token
echo wrong >wrong-token
expect 0 zone update north --set title='By token' --token-file token
expect 0 log -n 1
says out 'token:ana'
expect 77 zone list --token-file wrong-token
says err 'hint: the service knows a token by the SHA-256 of its letters alone'
expect 77 zone update north --set title='Read only' --token-file reading-token
says err 'hint: a token with that role'
expect 65 zone list --filter 'title ='
says err 'hint: `truce help filters`'
expect 65 zone list --order-by nothing
says err 'hint: `truce describe TYPE`'
expect 65 search '"open'
says err 'hint: `truce help search`'
expect 66 zone list --token-file no-token
: >empty-token
expect 65 zone list --token-file empty-token
says err 'expected one token, and nothing else'
cat token reading-token >two-tokens
expect 65 zone list --token-file two-tokens
head -c 5000 /dev/zero | "$truce" $where zone list --token-file - >out 2>err && fault 'a token of 5000 bytes was taken'
says err 'standard input: over the limit'
checks=$((checks + 1))
TRUCE_TOKEN=wrong "$truce" $where zone list >out 2>err
[ $? -eq 77 ] || fault "TRUCE_TOKEN is not used"

# ---- TLS -----------------------------------------------------------------------
certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.pem" -days 2 \
		-subj "/CN=$2" -addext "subjectAltName=DNS:$2" 2>/dev/null
}
if command -v openssl >/dev/null && certificate ours localhost && certificate theirs example.org; then
	for name in ours theirs; do
		"$truced" init "tls-$name" >/dev/null 2>&1
		serve_tcp tls+tcp://127.0.0.1:0 --store "tls-$name" --tls-cert $name.pem --tls-key $name.key
		where="--server tls+tcp://localhost:$port --ca $name.pem"
		# A certificate that is trusted must also be for the host that was called.
		case $name in ours) expect 0 zone list ;; *) expect 69 zone list ;; esac
		where="--server tls+tcp://localhost:$port"
		expect 69 zone list
		where="--server tls+tcp://localhost:$port --ca $dir/nowhere.pem"
		expect 66 zone list
		says err 'nowhere.pem: No such file'
		kill $served
		wait $served 2>/dev/null
		[ $? -eq 0 ] || fault "truced did not end well"
		running=
	done
fi
where="--server ipc://$dir/s"

# ---- The terminal ----------------------------------------------------------------
expect 0 zone get evil
says out 'a\u001b[2Jb\u009bc\u202ed\u007fe\u000df'
for output in table text json jsonl; do
	expect 0 zone list -o $output
	checks=$((checks + 1))
	if tr -d '\n' <out | LC_ALL=C grep -q '[[:cntrl:]]'; then fault "-o $output: a control character"; fi
	if LC_ALL=C grep -q "$(printf '\342\200\256\|\302\233')" out; then fault "-o $output: a C1 or direction control"; fi
done
expect 0 zone create wide --set kind=KIND_PROTECTED_SITE --set title='停戦地域停戦地域停戦地域停戦地域停戦地域停戦地域停戦地域停戦地域' \
	--set 'sources=[{"id":"s","title":"t","uri":"https://example.org/w"}]'
printf 'Mr. Someone (Kazakhstan): red \033[31m and \342\200\256turned\n' >evil.txt
expect 0 import evil.txt --id evil
evil=$(sed -n 's/.*texts\/\([0-9a-f]\{64\}\).*/\1/p' out)
expect 0 text get "$evil"
same out evil.txt "the bytes of a text are not what was imported"
if command -v script >/dev/null; then
	script -qec "$truce $where text get $evil" /dev/null </dev/null >out 2>err
	says out 'red \u001b[31m and \u202eturned'
	for words in 'zone list' 'zone get wide' 'zone list -f title:停戦' 'zone status --on 2017-12-20' 'statement list' 'statement passages --party KAZ' \
		'round agenda' 'round list' 'log' 'zone get north' 'health -m' 'describe Zone' 'help' 'help zone create' \
		'help options' 'help filters' 'help exit-codes'; do
		script -qec "stty cols 80; $truce $where --color never $words" /dev/null </dev/null >out 2>err
		width=$(tr -d '\r' <out | wc -L)
		checks=$((checks + 1))
		[ -s out ] && [ "$width" -le 80 ] || fault "truce $words: $width columns wide on a terminal of 80"
	done
	# A table that is too wide all the same is a block of lines for each row, with all that it says.
	for words in 'zone list' 'zone status --on 2017-12-20' 'statement list' 'round agenda' 'round list' 'log'; do
		script -qec "stty cols 40; $truce $where --color never $words" /dev/null </dev/null >out 2>err
		width=$(tr -d '\r' <out | wc -L)
		checks=$((checks + 1))
		[ -s out ] && [ "$width" -le 40 ] || fault "truce $words: $width columns wide on a terminal of 40"
	done
	matches out '^REV +[0-9]'
	matches out '^WHAT +created'
	# How far a step has come is told by writing over a line, and not to a terminal that cannot.
	script -qec "TERM=xterm $truce $where log --verify" /dev/null </dev/null >out 2>err
	escape=$(printf '\033')
	says out "$escape[K"
	script -qec "TERM=dumb $truce $where log --verify" /dev/null </dev/null >out 2>err
	says out 'chain whole'
	says_not out "$escape"
fi

# ---- Every command, every method ---------------------------------------------------
"$truce" help >out
sed -n 's/^  \([a-z][a-z ]*[a-z]\)   *.*/\1/p' out | grep -v '^help ' >words
checks=$((checks + 1))
[ "$(wc -l <words)" -gt 30 ] || fault "help lists too few commands"
while read -r command; do
	"$truce" help $command >out 2>err || fault "truce help $command"
	says out "Usage: truce $command"
	"$truce" $command --help >out2 2>err || fault "truce $command --help"
	same out out2 "truce $command --help is not what truce help $command says"
	width=$(wc -L <out)
	[ "$width" -le 80 ] || fault "help $command: $width columns wide"
	order=$(tr '\n' ' ' <out | sed -n 's/.*--order-by FIELDS[^"]*"\([^"]*\)".*/\1/p')
	if [ -n "$order" ]; then # the order that help names as an example is one that the command takes
		"$truce" $where $command --order-by "$order" >out2 2>err </dev/null ||
			fault "truce $command --order-by '$order'"
	fi
	case $command in help) continue ;; esac
	says out 'Examples:'
done <words
# Reached by `truce call` alone:
by_call='ServerReflectionInfo Watch'
"$truce" describe >out
sed -n 's/^    \([A-Z][A-Za-z]*\) .*/\1/p' out >methods
checks=$((checks + 1))
[ "$(wc -l <methods)" -gt 25 ] || fault "describe lists too few methods"
while read -r method; do
	"$truce" describe "$method" >out 2>err || fault "truce describe $method"
	case " $by_call " in *" $method "*) continue ;; esac
	says out 'called by `truce '
done <methods
cat >described.py <<'END'
import json, sys
lines = [json.loads(line) for line in open("lines")]
assert json.load(open("whole")) == lines
print(" ".join(method["method"].split("/")[2] for one in lines for method in one.get("methods", [])))
END
for what in '' Zone Kind GetZone; do
	expect 0 describe $what -o json
	mv out whole
	expect 0 describe $what -o jsonl
	mv out lines
	python3 described.py >out 2>err || fault "truce describe $what: -o json and -o jsonl are not the same JSON"
	[ -n "$what" ] || [ "$(cat out)" = "$(paste -sd ' ' methods)" ] || fault "describe -o json leaves methods out"
done
says lines '"commands":["zone get"]'

# ---- The manual page and the completion ----------------------------------------------
"$TRUCE_SOURCE/packaging/man/make-truce-man" "$truce" /usr/share/doc/truce >truce.1 2>err || fault "no manual page"
while read -r command; do
	grep -q "^.SS truce $command\$" truce.1 || [ "$command" = help ] || fault "truce.1 leaves out $command"
done <words
if command -v man >/dev/null && command -v groff >/dev/null; then
	LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=100 man --warnings -E UTF-8 -l truce.1 >out 2>err
	[ ! -s err ] && [ -s out ] || fault "truce.1 has faults"
fi
if command -v bash >/dev/null; then
	cat >complete.sh <<'END'
. "$TRUCE_SOURCE/packaging/completions/truce.bash"
PATH=$TRUCE_BIN:$PATH
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_truce
echo "${COMPREPLY[@]}"
END
	completes() {
		wanted=$1
		shift
		checks=$((checks + 1))
		got=$(TRUCE_SERVER="ipc://$dir/s" bash complete.sh truce "$@" 2>err)
		[ "$got" = "$wanted" ] || fault "truce $* completes to \"$got\", expected \"$wanted\""
	}
	completes zone zo
	completes status zone s
	completes north zone get no
	completes --filter zone list --fi
	completes --server log --serv
fi

done_testing

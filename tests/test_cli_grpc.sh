#!/bin/sh
# The truce command by gRPC: every word says what it says by the other protocol, over
# TCP, over a local socket and over TLS, where a certificate says who calls.
. "$(dirname "$0")/support.sh"

# listen PORT OPTIONS...: a truced on the store, whose ports are then $tcp and $tls.
listen() {
	port=$1
	shift
	rm -f ready
	mkfifo ready
	"$truced" serve --store store --listen "ipc://$dir/store.s" --listen "tcp://127.0.0.1:$port" "$@" 2>ready &
	server=$!
	running="$running $server"
	exec 4<ready
	tcp= tls= count=2
	case "$*" in *tls+tcp*) count=3 ;; esac
	while [ $count -gt 0 ] && read -r line <&4; do
		case $line in
		*'serving tcp://'*) tcp=$(echo "$line" | sed 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/') ;;
		*'serving tls+tcp://'*) tls=$(echo "$line" | sed 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/') ;;
		*serving*) ;;
		*) continue ;;
		esac
		count=$((count - 1))
	done
	cat <&4 >/dev/null 4<&- &
	exec 4<&-
	[ $count -eq 0 ] || { echo "truced does not serve"; exit 1; }
}
end() {
	kill "$server" && wait "$server"
	[ $? -eq 0 ] || fault "truced did not end well"
	server=
}

# ---- The same words, the same answers --------------------------------------------------
make_store
listen 0
where="--server grpc://127.0.0.1:$tcp"
expect 0 import --reason 'comme imprimé' "$TRUCE_SOURCE"/data/*.json
expect 0 log -n 1
says out 'comme imprimé'
says out 'tcp:127.0.0.1'
printf 'Mr. Someone (Kazakhstan): We thank you.\r\nThe end.' >speech.txt
expect 0 import --date 2017-12-20 --id speech speech.txt
head=$("$truce" $where call GetHead | sed -n 's/.*"revision": "\([0-9]*\)".*/\1/p')
[ -n "$head" ] || fault "no head"

cat >words <<END
zone list
zone list --all -o json
zone get idlib
zone get idlib --as-of -1
zone get nowhere
zone list --filter 'kind = '
zone status --on 2017-12-20
zone timeline
zone conflicts idlib
zone history idlib
round agenda --open
round threads --open --on 2017-12-21
statement list --order-by date -o jsonl
statement passages --party KAZ
search guarantors
positions --party KAZ
citations
coverage --body "Security Council" --from 8180 --to 8184
commitments --overdue --on 2017-12-20
export -o json
log --verify
log -n 3
call GetZone '{"name": 7}'
call GetZone '{"name": "no name"}'
call ServerReflectionInfo '{"listServices": "*"}'
call Watch '{}'
call WatchChanges '{"afterRevision": "1", "pageSize": 2}'
--timeout \${wait}s call WatchChanges '{"afterRevision": "$head"}'
call WatchChanges '{"afterRevision": "999999"}'
zone update idlib --set kind=KIND_NONE
zone delete idlib --etag wrong
--ca nowhere.pem zone list
END
while read -r line; do
	for server_of in "tcp://127.0.0.1:$tcp" "grpc://127.0.0.1:$tcp" "unix:$dir/store.s" "unix://$dir/store.s" \
		"grpc+unix:$dir/store.s"; do
		checks=$((checks + 1))
		wait=1
		while :; do # a watch ends a tenth before its time, which may not do on a busy machine
			eval "\"\$truce\" --server \"\$server_of\" $line" >out 2>err </dev/null
			code=$?
			[ $code -eq 75 ] && [ $wait -lt 60 ] || break
			case $line in *'${wait}'*) wait=$((wait * 2)) ;; *) break ;; esac
		done
		echo "exit code $code" >>out
		case $server_of in
		tcp:*) mv out out.sp && mv err err.sp ;;
		*)
			cmp -s out out.sp && cmp -s err err.sp ||
				fault "truce --server $server_of $line: not the answer of tcp:// ($(diff out.sp out | head -3) $(diff err.sp err | head -3))"
			;;
		esac
	done
	[ -s out.sp ] || fault "truce $line says nothing"
done <words

# ---- Large messages ----------------------------------------------------------------------
{
	printf 'Mr. Someone (Kazakhstan): We thank you.\n'
	yes 'And we go on to say at some length what we have said before.' | head -n 6000
} >long.txt
expect 0 import --date 2017-12-21 --id long long.txt
text=$(sed -n 's/.*texts\/\([0-9a-f]\{64\}\).*/\1/p' out)
expect 0 text get "$text"
same out long.txt "a text of 370 KB is not what was imported"
for server_of in "tcp://127.0.0.1:$tcp" "grpc://127.0.0.1:$tcp"; do
	where="--server $server_of"
	expect 0 call BatchGetStatements '{"names": ["statements/long", "statements/speech"]}'
	mv out "out.${server_of%%:*}"
done
same out.tcp out.grpc "a reply of half a megabyte is another by gRPC"

# ---- A change that is watched, a service that comes back ------------------------------------
mkfifo changes
timeout 120 "$truce" $where watch --from "$head" >changes 2>watch.err &
watch=$!
running="$running $watch"
exec 5<changes
read -r line <&5
case $line in *statements/long*) ;; *texts/*) ;; *) fault "watch said: $line" ;; esac
end
listen "$tcp"
expect 0 --timeout 60s zone update idlib --set title=Later --reason 'after a pause'
while read -r line <&5; do
	case $line in *zones/idlib*'after a pause'*) break ;; esac
done
case $line in *'after a pause'*) ;; *) fault "watch did not go on" ;; esac
kill $watch
exec 5<&-
end
expect 69 zone list
says err "cannot reach grpc://127.0.0.1:$tcp"

# ---- Certificates ---------------------------------------------------------------------------
certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.pem" -days 2 \
		-subj "$2" -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" 2>/dev/null
}
if command -v openssl >/dev/null && certificate ours /CN=localhost && certificate amal '/O=Example/CN=amal' &&
	certificate eve /CN=eve; then
	cat amal.pem amal.key >both.pem
	echo 'amal writer certificate' >credentials
	listen 0 --tls-cert ours.pem --tls-key ours.key --tls-ca amal.pem --credentials credentials \
		--listen tls+tcp://127.0.0.1:0
	for scheme in tls+tcp grpcs; do
		for host in localhost 127.0.0.1; do
			where="--server $scheme://$host:$tls --ca ours.pem"
			expect 0 --cert amal.pem --key amal.key zone update idlib --set title="By $scheme $host"
			expect 0 --cert both.pem log -n 1 -o json
			says out '"actor": "tls:CN=amal,O=Example"'
		done
		expect 69 zone list
		says err 'TLS failed: '
		says err 'certificate required'
		expect 69 --cert eve.pem --key eve.key zone list
		says err 'TLS failed: '
		expect 64 --cert amal.pem zone list
		says err 'amal.pem holds no private key of its certificate'
		says err 'and --key the'
		expect 64 --cert amal.pem --key eve.key zone list
		says err 'eve.key'
		expect 66 --cert nowhere.pem zone list
		says err 'nowhere.pem'
		expect 64 --key amal.key zone list
		says err 'needs its certificate'
		where="--server $scheme://localhost:$tls"
		expect 69 --cert both.pem zone list
		says err 'TLS failed: self'
		where="--server $scheme://localhost:$tls --ca eve.pem"
		expect 69 --cert both.pem zone list
		says err 'TLS failed: '
		# Who speaks TLS to a port without it, and the reverse, is told.
		where="--server $scheme://localhost:$tcp --ca ours.pem"
		expect 69 zone list
		says err 'does it speak TLS?'
		says err 'hint: somebody listens there: over TLS the address begins with tls+tcp://'
	done
	where="--server grpc://localhost:$tcp"
	expect 64 --cert both.pem zone list
	says err 'without TLS'
	where="--server grpc://localhost:$tls"
	expect 69 zone list
	says err 'does it speak gRPC?'
	says err 'CONNECT_PROTOCOL'
	where="--server tcp://localhost:$tls"
	expect 69 zone list
	says err 'CONNECT_PROTOCOL'
	end
fi

done_testing

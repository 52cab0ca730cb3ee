#!/bin/sh
# A host whose name has several addresses, of which the service listens at one: each is tried.
# The names are those of a file of hosts of our own, in a mount namespace.
if [ -z "$TRUCE_OWN_HOSTS" ]; then
	if ! unshare -m true 2>/dev/null; then
		echo "skipped: a mount namespace is not permitted here"
		exit 77
	fi
	TRUCE_OWN_HOSTS=1 exec unshare -m "$0" "$@"
fi
. "$(dirname "$0")/support.sh"

printf '::1 twofold\n127.0.0.1 twofold\n127.0.0.1 four\n' >hosts
mount --bind hosts /etc/hosts || { echo "skipped: /etc/hosts cannot be another one here"; exit 77; }

make_store
serve_tcp tcp://127.0.0.1:0 --store store
for scheme in tcp grpc; do
	for host in four twofold; do
		where="--server $scheme://$host:$port"
		expect 0 health
		says out serving
	done
	where="--server $scheme://twofold:1 --timeout 2s"
	expect 69 health
	says err 'Connection refused'
	where="--server $scheme://nobody.invalid:$port --timeout 2s"
	expect 69 health
	says err 'no host of that name is known'
done
done_testing

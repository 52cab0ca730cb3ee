#!/bin/sh
# Search beside Xapian and SQLite's FTS5, on documents of gen_corpus.py.
#
#   bench/search/run.sh PEERS DATA [SECONDS [OUTSTANDING]]
#
# PEERS holds the peers' sources (search_xapian.cc, search_sqlite.c), DATA docs.tsv and
# queries.tsv. What each finds is held against FTS5's first. Prints queries a second of
# each, by the clock and by processor time (of the service: all its threads).
set -eu
peers=$1 data=$(cd "$2" && pwd) seconds=${3:-2} outstanding=${4:-16}
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=${TRUCE_BIN:-$here/build/bin}
dir=$(mktemp -d "${TMPDIR:-/tmp}/truce-search-XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
gcc -O2 -I"$peers" -o "$dir/fts5" "$peers/search_sqlite.c" -lsqlite3
g++ -O2 -I"$peers" -o "$dir/xapian" "$peers/search_xapian.cc" -lxapian
cd "$dir"
./fts5 build --db fts5.db --data "$data"
./xapian build --db xapian.db --data "$data"
"$bin/truce-bench-search" fill store "$data/docs.tsv"
"$bin/truced" serve --store store --listen "ipc://$dir/s" 2>log &
server=$!
until grep -q serving log; do :; done
"$bin/truce-bench-search" query "ipc://$dir/s" "$data/queries.tsv" "$outstanding" 0 ids
python3 "$here/bench/search/compare.py" fts5.db "$data/queries.tsv" ids
./fts5 query --db fts5.db --data "$data" --secs "$seconds"
./xapian query --db xapian.db --data "$data" --secs "$seconds"
for class in $(cut -f1 "$data/queries.tsv" | sort -u); do
	grep "^$class	" "$data/queries.tsv" >class.tsv
	before=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
	line=$("$bin/truce-bench-search" query "ipc://$dir/s" class.tsv "$outstanding" "$seconds" | tail -1)
	after=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
	echo "$line" | sed 's/}$//' | tr -d '\n'
	echo ", \"server_cpu_ms\": $(((after - before) * 10))}"
done

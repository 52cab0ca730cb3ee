#!/bin/sh
# Search beside Xapian and SQLite's FTS5, on documents of gen_corpus.py.
#
#   bench/search/run.sh PEERS DATA [SECONDS [OUTSTANDING]]
#
# PEERS holds the peers' sources (search_xapian.cc, search_sqlite.c), DATA docs.tsv and
# queries.tsv. First what each finds is held against FTS5: where it differs, nothing is
# timed. Then queries a second of each, and statements a second that truced gets by name,
# by the clock and by processor time (of the service: all its threads), and their ratios; rare
# words and Gets twenty times in turn.
# Builds are those of ../../build/bin, or $TRUCE_BIN; files lie below $TMPDIR, or /tmp,
# and go.
set -eu
[ $# -ge 2 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 64; }
peers=$(cd "$1" && pwd) data=$(cd "$2" && pwd) seconds=${3:-2} outstanding=${4:-16}
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=${TRUCE_BIN:-$here/build/bin}
[ -x "$bin/truce-bench-search" ] || { echo "$bin has no truce-bench-search: build the release first"; exit 69; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/truce-search-XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
gcc -O2 -I"$peers" -o "$dir/fts5" "$peers/search_sqlite.c" -lsqlite3
g++ -O2 -I"$peers" -o "$dir/xapian" "$peers/search_xapian.cc" -lxapian
cd "$dir"
./fts5 build --db fts5.db --data "$data" | tee -a lines
sync # what one build left to be written is no other's
./xapian build --db xapian.db --data "$data" | tee -a lines
sync
"$bin/truce-bench-search" fill store "$data/docs.tsv" | tee -a lines
mkfifo log
"$bin/truced" serve --store store --listen "ipc://$dir/s" 2>log &
server=$!
exec 3<log
while read -r line <&3; do
	case $line in *serving*) break ;; esac
done
cat <&3 >/dev/null 3<&- &
exec 3<&-
"$bin/truce-bench-search" query "ipc://$dir/s" "$data/queries.tsv" "$outstanding" 0 ids | tee first
python3 "$here/bench/search/compare.py" fts5.db "$data/queries.tsv" ids
./fts5 query --db fts5.db --data "$data" --secs "$seconds" | tee -a lines
./xapian query --db xapian.db --data "$data" --secs "$seconds" | tee -a lines
python3 "$here/bench/search/ratios.py" hits first lines
ticks=$(getconf CLK_TCK)
# ask CLASS SECONDS: one class of queries, or Gets, with what they cost the service
ask() {
	grep "^$1	" "$data/queries.tsv" >class.tsv || :
	before=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
	case $1 in
	get) line=$("$bin/truce-bench-search" get "ipc://$dir/s" "$outstanding" "$2") ;;
	*) line=$("$bin/truce-bench-search" query "ipc://$dir/s" class.tsv "$outstanding" "$2" | tail -1) ;;
	esac
	after=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
	echo "${line%\}}, \"server_cpu_ms\": $(((after - before) * 1000 / ticks))}" | tee -a lines
}
for class in $(cut -f1 "$data/queries.tsv" | sort -u | grep -v rare1); do
	ask "$class" "$seconds"
done
# Seconds of a machine differ more than rare words and Gets do: in turn, and the medians.
for round in $(seq 20); do
	ask rare1 "$(awk "BEGIN { print $seconds / 2 }")"
	ask get "$(awk "BEGIN { print $seconds / 2 }")"
done
python3 "$here/bench/search/ratios.py" rates lines

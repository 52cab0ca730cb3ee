#!/bin/sh
# What an installation holds: programs, manual pages, completion, unit, and a library
# that a program of its own compiles and links against.
. "$(dirname "$0")/support.sh"

[ -e "$TRUCE_BUILD/libtruce.a" ] || { echo "libtruce is not built"; exit 77; }
for tool in cmake pkg-config cc nm; do
	command -v $tool >/dev/null || { echo "no $tool"; exit 77; }
done
cmake --install "$TRUCE_BUILD" --prefix "$dir/usr" >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
for file in bin/truce sbin/truced share/man/man1/truce.1 share/man/man8/truced.8 include/truce/truce.h \
	share/bash-completion/completions/truce lib/systemd/system/truced.service lib/sysusers.d/truce.conf \
	share/truce/proto/truce/v1/zone.proto share/bash-completion/completions/truced share/doc/truce/README.md \
	share/doc/truce/CHANGELOG.md share/doc/truce/LICENSE share/doc/truce/docs/operations.md \
	share/doc/truce/examples/sp.py share/doc/truce/data/zones.json; do
	[ -s "$dir/usr/$file" ] || fault "no $file"
done
for command in serve init verify backup rebuild compact; do
	grep -q "^\.SS truced $command$" "$dir/usr/share/man/man8/truced.8" || fault "truced(8) leaves $command out"
done
grep -q '^\.SS truce zone status$' "$dir/usr/share/man/man1/truce.1" || fault "truce(1) leaves zone status out"
grep -q '^\.B \\-\\-on DATE$' "$dir/usr/share/man/man1/truce.1" || fault "truce(1) has no paragraph for --on"
grep -q '^\.B \\-\\-listen URL$' "$dir/usr/share/man/man8/truced.8" || fault "truced(8) has no paragraph for --listen"
# Links of what there is to read lead somewhere, and so do the pages of the manual.
for page in $(find "$dir/usr/share/doc/truce" -name '*.md'); do
	for link in $(grep -oE '\]\([^):#]+' "$page" | sed 's/^](//'); do
		checks=$((checks + 1))
		[ -e "$(dirname "$page")/$link" ] || fault "$page names $link, which is not there"
	done
done
for file in $(sed -n 's/^\.I \(.*\.md\)$/\1/p' "$dir"/usr/share/man/man*/truce*); do
	checks=$((checks + 1))
	[ -s "$file" ] || fault "a manual page names $file, which is not there"
done
[ "$(grep -c '^\.I .*\.md$' "$dir/usr/share/man/man1/truce.1")" -ge 3 ] || fault "truce(1) names no documents"
if command -v man >/dev/null; then
	for page in man1/truce.1 man8/truced.8; do
		MANWIDTH=80 man --warnings -l "$dir/usr/share/man/$page" 2>"$dir/warnings" >"$dir/page" || fault "man $page"
		[ -s "$dir/page" ] || fault "an empty page of $page"
		[ ! -s "$dir/warnings" ] || fault "man $page: $(head -3 "$dir/warnings")"
	done
fi

# The library shows its own names and no others, and needs no other part of truce.
archive=$(find "$dir/usr" -name libtruce.a)
nm -g --defined-only "$archive" | awk 'NF == 3 && $3 !~ /^truce_/ { print $3 }' >"$dir/names"
[ ! -s "$dir/names" ] || fault "libtruce.a shows $(head -3 "$dir/names" | tr '\n' ' ')"

cat >"$dir/health.c" <<'C'
#include <stdio.h>
#include <truce/truce.h>

int main(int argc, char **argv)
{
	struct truce *truce;
	struct truce_reply *reply;
	struct truce_request request = { .method = "/grpc.health.v1.Health/Check", .idempotent = 1 };
	if (argc < 2 || truce_open(argv[1], NULL, &truce, NULL, 0) != 0)
		return 2;
	int code = truce_call(truce, &request, &reply);
	printf("%s %d\n", truce_version(), code);
	truce_reply_free(reply);
	truce_close(truce);
	return code == 0 ? 0 : 1;
}
C
PKG_CONFIG_PATH=$(dirname "$archive")/pkgconfig
export PKG_CONFIG_PATH
sanitize=$(sed -n 's/^TRUCE_SANITIZE:[A-Z]*=\(..*\)/-fsanitize=\1/p' "$TRUCE_BUILD/CMakeCache.txt")
compiler=$(sed -n 's/^CMAKE_C_COMPILER:[A-Z]*=//p' "$TRUCE_BUILD/CMakeCache.txt")
"$compiler" $sanitize -Wall -Wextra -Werror -o health health.c $(pkg-config --cflags --libs truce) || fault "no program"
: >ready
"$dir/usr/sbin/truced" serve --store store --init --listen "ipc://$dir/s" >ready 2>&1 &
server=$!
tail -f --pid=$server ready | grep -q -m1 serving
"./health" "ipc://$dir/s" >out 2>&1 || fault "the program got no answer: $(cat out)"
grep -q ' 0$' out || fault "the program printed: $(cat out)"
# The program of examples/README.md, as it is made there.
if command -v protoc-gen-c >/dev/null && pkg-config --exists libprotobuf-c && [ -e /usr/include/google/protobuf/timestamp.proto ]; then
	"$truce" --server "ipc://$dir/s" zone create lake --set kind=SECURITY_BELT --set title=Lake \
		--set 'sources=[{"id":"s"}]' >out 2>&1 || fault "no zone: $(cat out)"
	sed -n '/^## C, libtruce$/,/^## Go/p' "$TRUCE_SOURCE/examples/README.md" | sed -n '/^```sh$/,/^```$/{/^```/!p}' |
		sed "s|/tmp/stubs|$dir/stubs|g; s|tcp://127.0.0.1:7710|ipc://$dir/s|; s|^cc |$compiler $sanitize -Wall -Wextra -Werror |" >commands
	(cd "$TRUCE_SOURCE" && bash -eu "$dir/commands") >out 2>&1 || fault "the example in C fails: $(cat out)"
	grep -q '^zones/lake Lake$' out || fault "the example in C printed: $(cat out)"
fi
kill "$server" && wait "$server"
[ $? -eq 0 ] || fault "truced did not stop well"
server=

grep -q "^ExecStart=$dir/usr/sbin/truced serve" usr/lib/systemd/system/truced.service || fault "the unit starts another"

# ./run builds all that is installed.
grep -q '^build_preset release --target programs$' "$TRUCE_SOURCE/run" || fault "./run builds something else"

if command -v systemd-analyze >/dev/null; then
	systemd-analyze verify --man=no ./usr/lib/systemd/system/truced.service 2>warnings
	! grep -q 'truced.service' warnings || fault "the unit: $(head -3 warnings)"
fi
done_testing

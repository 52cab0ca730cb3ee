# What ./run and ./check share: finding or installing what they need, and telling
# how far they are. Sourced by bash; nothing is done by sourcing it.

# name of the Debian package | how to tell that it is there
#   cmd:NAME a program · pc:NAME a pkg-config module · file:PATH below an include folder
#   path:PATH a file
build_packages='
gcc                 | cmd:gcc
libc6-dev           | file:stdio.h
cmake               | cmd:cmake
ninja-build         | cmd:ninja
pkg-config          | cmd:pkg-config
protobuf-compiler   | cmd:protoc
libprotobuf-dev     | file:google/protobuf/any.proto
protobuf-c-compiler | cmd:protoc-gen-c
libprotobuf-c-dev   | pc:libprotobuf-c
libyajl-dev         | pc:yajl
libnng-dev          | file:nng/nng.h
liblmdb-dev         | pc:lmdb
nettle-dev          | pc:nettle
libxxhash-dev       | pc:libxxhash
libsmartcols-dev    | pc:smartcols
libgeos-dev         | pc:geos
libutf8proc-dev     | pc:libutf8proc
libstemmer-dev      | file:libstemmer.h
libnghttp2-dev      | pc:libnghttp2
zlib1g-dev          | pc:zlib
libssl-dev          | pc:openssl
'
test_packages='
libcmocka-dev       | pc:cmocka
clang               | cmd:clang
nng-utils           | cmd:nngcat
nanomsg-utils       | cmd:nanocat
openssl             | cmd:openssl
poppler-utils       | cmd:pdftotext
libxml2-utils       | cmd:xmllint
ca-certificates     | path:/etc/ssl/certs/ca-certificates.crt
python3             | cmd:python3
strace              | cmd:strace
procps              | cmd:pgrep
python3-grpcio      | path:/usr/lib/python3/dist-packages/grpc
protobuf-compiler-grpc | cmd:grpc_python_plugin
g++                 | cmd:g++
libgrpc++-dev       | pc:grpc++
'

say() {
	printf '%s\n' "$*" >&2
}

# On a terminal, a line in bold for each step.
step() {
	if [ -t 2 ]; then printf '\033[1m%s\033[0m\n' "$*" >&2; else say "== $*"; fi
}

is_there() {
	case $1 in
	path:*) [ -e "${1#path:}" ] ;;
	cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
	pc:*) command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "${1#pc:}" ;;
	file:*)
		local folder
		for folder in /usr/include "/usr/include/$(uname -m)-linux-gnu" /usr/local/include; do
			[ -e "$folder/${1#file:}" ] && return 0
		done
		return 1
		;;
	esac
}

# Names of the packages of a table that are missing.
missing_packages() {
	local package test
	while IFS=' |' read -r package test; do
		[ -n "$package" ] && ! is_there "$test" && printf '%s ' "$package"
	done <<<"$1"
	return 0
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
	export DEBIAN_FRONTEND=noninteractive
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null
}

# Installs packages by name, with its output in a file that is shown if it fails.
install_packages() {
	local log
	log=$(mktemp)
	if ! command -v apt-get >/dev/null 2>&1; then
		say "These are missing, and this system has no apt to install them with:"
		say "  $*"
		say "They are names of Debian packages. Install what your system calls them, and run this again."
		exit 1
	fi
	if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
		say "These packages are missing, and installing them needs root or sudo:"
		say "  apt-get install $*"
		exit 1
	fi
	say "Installing missing Debian packages: $*"
	if ! apt_install "$@" >"$log" 2>&1; then
		say "Refreshing the package lists first."
		if ! { as_root apt-get update -q </dev/null && apt_install "$@"; } >"$log" 2>&1; then
			tail -n 20 "$log" >&2
			say "The packages could not be installed. The end of apt's own words is above."
			exit 1
		fi
	fi
	rm -f "$log"
}

need_packages() {
	local names
	names=$(missing_packages "$1")
	# shellcheck disable=SC2086
	[ -z "$names" ] || install_packages $names
}

# The runtime of clang's sanitizers and fuzzer goes by clang's version.
need_clang_runtime() {
	local version
	version=$(clang -dumpversion | cut -d. -f1)
	[ -e "$(clang -print-file-name=libclang_rt.fuzzer-"$(uname -m)".a)" ] ||
		[ -n "$(find "$(clang -print-resource-dir)" -name 'libclang_rt.fuzzer*.a' -print -quit 2>/dev/null)" ] ||
		install_packages "libclang-rt-$version-dev"
}

# Runs a command with its output in a file, which is shown if it fails.
quietly() {
	local log
	log=$(mktemp)
	if ! "$@" >"$log" 2>&1; then
		tail -n 60 "$log" >&2
		rm -f "$log"
		return 1
	fi
	rm -f "$log"
}

# Configures and builds a preset, with the progress of the build on a terminal.
build_preset() {
	local preset=$1
	shift
	quietly cmake --preset "$preset"
	if [ -t 2 ]; then
		NINJA_STATUS='[%f/%t] ' cmake --build --preset "$preset" "$@" >&2
	else
		quietly cmake --build --preset "$preset" "$@"
	fi
}

# The folder for the sockets of a folder: itself, or one of its own where the path of a
# socket in it would be longer than the 107 bytes that it may have.
socket_folder() {
	if [ "$(printf '%s/truced.sock' "$1" | wc -c)" -le 107 ]; then
		printf '%s\n' "$1"
	else
		mktemp -d
	fi
}

#!/bin/sh
# Completion for bash offers what truce itself says that there is: commands, options,
# topics of help, and names of records of the service or store that the line names.
. "$(dirname "$0")/support.sh"
command -v bash >/dev/null || { echo "no bash"; exit 77; }

make_store
expect 0 import "$TRUCE_SOURCE"/data/zones.json "$TRUCE_SOURCE"/data/rounds.json
cat >complete.bash <<'END'
PATH=$TRUCE_BIN:$PATH
. "$TRUCE_SOURCE/packaging/completions/truce.bash"
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_truce
echo " ${COMPREPLY[*]} "
END
# offers WORDS... -- CHOICE...: what is offered for the last of the words.
offers() {
	said=
	checks=$((checks + 1))
	: >words
	while [ "$1" != -- ]; do
		said="$said $1"
		printf '%s\n' "$1" >>words
		shift
	done
	shift
	bash -c 'readarray -t words <words; exec bash complete.bash "${words[@]}"' >out 2>err
	[ ! -s err ] || fault "completion of$said complains"
	[ "$(cat out)" = " $* " ] || fault "completion of$said is not $*"
}
offers truce zo -- zone
offers truce --store store zo -- zone
offers truce zone st -- status
offers truce -S store zone st -- status
offers truce --color never zone st -- status
offers truce help zon -- zone
offers truce help fil -- filters
offers truce help zone sta -- status
offers truce -o js -- json jsonl
offers truce --store store positions --by t -- topic track
# Each word that is offered as a value is one that truce takes.
taken() {
	option=$1
	shift
	for value in $(bash -c '. "$TRUCE_SOURCE/packaging/completions/truce.bash"; _truce_values "$1"' - "$option"); do
		checks=$((checks + 1))
		"$truce" --store store "$@" "$option" "$value" >out 2>err </dev/null
		[ $? -ne 64 ] || fault "$option $value is offered and not taken by $*"
	done
}
taken --output zone timeline
taken --format export
taken --by positions
taken --order search peace
taken --order precedent "a b c"
taken --facet search peace
taken --color zone list
offers truce --sto -- --store
offers truce zone status --o -- --on --order-by --output
offers truce log --no -- --noted
offers truce -S store zone get id -- idlib idlib-demilitarised-zone idlib-humanitarian-corridors idlib-security-belt
offers truce zone status --on 2017-12-20 --store store so -- southern-syria
offers truce --store store round get ge -- geneva-8
offers truce --store st -- store
offers truce import out -- out
offers truce -S store zone create ou -- out
serve
offers truce --server ipc : "//$dir/s" round get ge -- geneva-8
done_testing

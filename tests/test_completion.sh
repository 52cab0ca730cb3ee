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
taken --decision zone consent idlib --party RUS --term 2 --date 2017-11-01 --source interfax
expect 64 zone consent idlib --party RUS --term 2 --date 2017-11-01 --source interfax
says err 'truce zone consent needs --decision: consent or objection'
# Of each option in the list the words are offered, and told where another is given.
expect 0 help values
sed -n 's/^  --\([a-z]*\)  *\(.*\)/\1 \2/p' out >values
[ "$(wc -l <values)" -ge 7 ] || fault "help values is short"
while read -r option words <&3; do
	offers truce zone list --$option "" -- $words
	case $option in
	by) set -- positions ;;
	decision) set -- zone consent idlib --party RUS --term 2 --date 2017-11-01 --source interfax ;;
	facet | order) set -- search peace ;;
	format) set -- export ;;
	*) set -- zone list ;;
	esac
	expect 64 "$@" --$option none-of-these
	for word in $words; do
		matches err "expected .*$word"
	done
	expect 0 help $([ $# -eq 1 ] || [ "$1" = search ] && echo $1 || echo $1 $2)
	"$truce" help options >>out
	for word in $words; do
		grep -qw -e "$word" out || fault "help of --$option leaves $word out"
	done
done 3<values
offers truce --sto -- --store
offers truce zone status --o -- --on --order-by --output
offers truce log --no -- --noted
offers truce -S store zone get id -- idlib idlib-demilitarised-zone idlib-humanitarian-corridors idlib-security-belt
offers truce zone status --on 2017-12-20 --store store so -- southern-syria
offers truce --store store round get ge -- geneva-8
offers truce --store st -- store
offers truce import out -- out
offers truce -S store zone create ou -- out

# truced has its own.
sed 's/truce\.bash/truced.bash/; s/^_truce$/_truced/' complete.bash >complete-truced.bash
mv complete-truced.bash complete.bash
offers truced com -- compact
offers truced help ba -- backup
offers truced --sto -- --store
offers truced serve --tls-k -- --tls-key
offers truced compact --k -- --keep-from
offers truced verify st -- store
offers truced serve --store st -- store
sed 's/truced\.bash/truce.bash/; s/^_truced$/_truce/' complete.bash >complete-truce.bash
mv complete-truce.bash complete.bash
serve
offers truce --server ipc : "//$dir/s" round get ge -- geneva-8
done_testing

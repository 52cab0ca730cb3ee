# Completion of the truce command for bash. What can be completed is asked of
# `truce help`, so that it is never out of date.

_truce_commands() {
	truce help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)  .*/\1/p'
}

_truce_options() {
	{ truce help $1; truce help options; } 2>/dev/null | sed -n 's/^  .*\(--[a-z][a-z-]*\).*/\1/p' | sort -u
}

# Names of records of one kind: "zone".
_truce_names() {
	truce --timeout 2s "$1" list --all -o jsonl 2>/dev/null | sed -n 's/.*"name": *"[a-z]*\/\([^"]*\)".*/\1/p'
}

_truce() {
	local current=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]} second=${COMP_WORDS[2]} commands
	COMPREPLY=()
	commands=$(_truce_commands)
	if [[ $current == -* ]]; then
		grep -qx "$first $second" <<<"$commands" && first="$first $second"
		COMPREPLY=($(compgen -W "$(_truce_options "$first")" -- "$current"))
	elif ((COMP_CWORD == 1)); then
		COMPREPLY=($(compgen -W "$(cut -d' ' -f1 <<<"$commands" | sort -u)" -- "$current"))
	elif ((COMP_CWORD == 2)) && grep -q "^$first " <<<"$commands"; then
		COMPREPLY=($(compgen -W "$(sed -n "s/^$first //p" <<<"$commands")" -- "$current"))
	else
		case "$first $second" in
		"help "*) COMPREPLY=($(compgen -W "$(tr ' ' '\n' <<<"$commands" | sort -u)" -- "$current")) ;;
		"import "* | "export "*) COMPREPLY=($(compgen -f -- "$current")) ;;
		*" create" | *" list") COMPREPLY=($(compgen -f -- "$current")) ;;
		"statement "* | "round "* | "zone "*) COMPREPLY=($(compgen -W "$(_truce_names "$first")" -- "$current")) ;;
		*) COMPREPLY=($(compgen -f -- "$current")) ;;
		esac
	fi
}

complete -F _truce truce

# Completion of the truce command for bash. What can be completed is asked of
# `truce help`, so that it is never out of date.

_truce_commands() {
	truce help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)  .*/\1/p' | grep -v '^help '
}

_truce_topics() {
	truce help 2>/dev/null | sed -n 's/^  help \([a-z][a-z-]*\)  .*/\1/p'
}

_truce_options() {
	{ truce help $1; truce help options; } 2>/dev/null | sed -n 's/^  .*\(--[a-z][a-z-]*\).*/\1/p' | sort -u
}

# Options that every command takes and that have a value.
_truce_valued() {
	truce help options 2>/dev/null | sed -n 's/^  \(-\([A-Za-z]\),\)\{0,1\} *\(--[a-z-]*\) [A-Z].*/-\2 \3/p'
}

# What an option takes, where that is one of a few words.
_truce_values() {
	local option=$1
	[[ $option == -o ]] && option=--output
	[[ $option != -* ]] || truce help values 2>/dev/null | sed -n "s/^  $option  *//p"
}

# Names of records of one kind ("zone"), of the service or store that the line names.
_truce_names() {
	local noun=$1
	shift
	truce --timeout 2s "$@" "$noun" list --all -o jsonl 2>/dev/null | sed -n 's/.*"name": *"[a-z]*\/\([^"]*\)".*/\1/p'
}

# The words of the command so far, without options before and between them, go to
# `words`; what says where to ask, to `place`. False where the word to complete is the
# value of an option.
_truce_words() {
	local i word valued line=()
	valued=$(_truce_valued)
	words=() place=()
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do # bash has parted addresses at their colons
		if ((${#line[@]} > 0)) && [[ $word == :* || ${line[-1]} == *: ]]; then
			line[-1]+=$word
		else
			line+=("$word")
		fi
	done
	for ((i = 0; i < ${#line[@]}; i++)); do
		case ${line[i]} in
		-s | --server | -S | --store | --token-file | --ca | --cert | --key)
			place+=("${line[i]}" "${line[++i]}")
			;;
		-*) grep -qw -e "${line[i]}" <<<"$valued" && ((i++)) ;;
		*) words+=("${line[i]}") ;;
		esac
	done
	((i == ${#line[@]}))
}

_truce() {
	local current=${COMP_WORDS[COMP_CWORD]} commands words place choices=
	choices=$(_truce_values "${COMP_WORDS[COMP_CWORD - 1]}")
	if [ -n "$choices" ]; then
		COMPREPLY=($(compgen -W "$choices" -- "$current"))
		return
	fi
	commands=$(_truce_commands)
	if ! _truce_words; then
		COMPREPLY=($(compgen -f -- "$current"))
		return
	fi
	local first=${words[0]} second=${words[1]}
	if [[ $current == -* ]]; then
		grep -qx -e "$first $second" <<<"$commands" && first="$first $second"
		choices=$(_truce_options "$first")
	elif ((${#words[@]} == 0)); then
		choices=$(cut -d' ' -f1 <<<"$commands" | sort -u)
	elif [[ $first == help ]] && ((${#words[@]} > 1)) && grep -q -e "^$second " <<<"$commands"; then
		choices=$(sed -n "s/^$second //p" <<<"$commands")
	elif [[ $first == help ]]; then
		choices=$({ tr ' ' '\n' <<<"$commands"; _truce_topics; } | sort -u)
	elif ((${#words[@]} == 1)) && grep -q -e "^$first " <<<"$commands"; then
		choices=$(sed -n "s/^$first //p" <<<"$commands")
	else
		case "$first $second" in
		*" create" | *" list") ;;
		"statement "* | "round "* | "zone "*) choices=$(_truce_names "$first" "${place[@]}") ;;
		esac
	fi
	if [ -n "$choices" ]; then
		COMPREPLY=($(compgen -W "$choices" -- "$current"))
	else
		COMPREPLY=($(compgen -f -- "$current"))
	fi
}

complete -F _truce truce

# Completion of truced for bash. What can be completed is asked of `truced help`.

_truced() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=serve commands choices=
	commands=$(truced help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\).*/\1/p')
	if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} != -* ]]; then
		command=${COMP_WORDS[1]}
	fi
	if [[ $command == help ]] || ((COMP_CWORD == 1)) && [[ $current != -* ]]; then
		choices=$commands
	elif [[ $current == -* ]]; then
		choices="$(truced help "$command" 2>/dev/null | sed -n 's/^  \(--[a-z][a-z0-9-]*\).*/\1/p') --help"
		((COMP_CWORD > 1)) || choices="$choices --version"
	elif [[ $before == --listen ]]; then
		choices="tcp://127.0.0.1:7710 ipc:// tls+tcp://"
	fi
	if [ -n "$choices" ]; then
		COMPREPLY=($(compgen -W "$choices" -- "$current"))
	else
		COMPREPLY=($(compgen -f -- "$current"))
	fi
}

complete -F _truced truced

# What the makers of the manual pages share.

section() {
	printf '.SH %s\n' "$1"
}

# Text as it stands, line by line.
as_it_stands() {
	printf '.nf\n'
	sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/" -e 's/-/\\-/g'
	printf '.fi\n'
}

# A page of help: paragraphs and options are filled to the width of the reader, examples
# stand as they are. What an option does begins in column 27 of help.
as_page() {
	awk '
		function escaped(text) {
			gsub(/\\/, "\\e", text)
			gsub(/-/, "\\-", text)
			return text
		}
		function say(text) {
			print (text ~ /^[.\47]/ ? "\\&" : "") escaped(text)
		}
		function trimmed(text) {
			gsub(/^ +| +$/, "", text)
			return text
		}
		/^$/ { print examples ? ".fi" : ".PP"; examples = 0; next }
		examples { say($0); next }
		/^Usage: / { print ".nf"; say($0); print ".fi"; next }
		/^Options:$/ { print ".PP"; print; next }
		/^Examples:$/ { print ".PP"; print; print ".nf"; examples = 1; next }
		/^  +-/ {
			parted = substr($0, 25, 2) == "  " && length($0) > 26
			print ".TP"
			print ".B " escaped(trimmed(parted ? substr($0, 1, 26) : $0))
			if (parted)
				say(trimmed(substr($0, 27)))
			next
		}
		{ say(trimmed($0)) }
		END { if (examples) print ".fi" }'
}

#!/bin/sh
# What a researcher asks in six languages, and reads.
. "$(dirname "$0")/support.sh"

make_store
expect 0 import "$TRUCE_SOURCE/tests/data/languages/record.json"

# finds QUERY STATEMENT...: these, in any order, and no others; none where none is named.
finds() {
	query=$1
	shift
	expect 0 search "$query" --all -o jsonl
	sed -n 's/^{"statement":"statements\/\([a-z-]*\)".*/\1/p' out | sort >found
	printf '%s\n' "$@" | sed '/^$/d' | sort >wanted
	cmp -s found wanted || fault "$query finds: $(tr '\n' ' ' <found)"
}
all="fr-speech es-speech ru-speech ar-speech zh-speech en-speech"

# A state under each of its names, in each language.
for name in Syria Syrie Siria Сирия سوريا 叙利亚 'Syrian Arab Republic' 'république arabe syrienne' \
	'Сирийская Арабская Республика' 'الجمهورية العربية السورية' 阿拉伯叙利亚共和国; do
	finds "$name" $all labels
done
for name in Turkey Türkiye Turquie Turquía Турция تركيا 土耳其; do
	finds "$name" $all
done
finds 'Arabia Saudita' fr-speech ru-speech ar-speech zh-speech en-speech
finds 'Казахстан' labels
finds 'Iran' labels
finds "Côte d'Ivoire" labels
finds 'Holland' es-speech
finds Togo ru-speech
finds Grenada fr-speech
finds Mali # what is financial there is no name
finds 中国 # nor are developing countries
finds delegation:Казахстан ru-speech
finds delegation:哈萨克斯坦 ru-speech
finds Jordanie ar-speech
finds сирийская ru-speech

# Words in any of their forms.
finds delegations fr-speech
finds negociaciones es-speech labels
finds переговорами ru-speech en-speech
finds مفاوضة ar-speech
finds اتفاق ar-speech en-speech
finds وبالاتفاق ar-speech en-speech
finds لجنة ar-speech
finds 谈判 zh-speech
finds 谈 zh-speech
finds 居民 zh-speech
finds '"停火协议"' zh-speech
finds 协议停火
finds "l'accord" fr-speech
finds "d'Astana" fr-speech labels
finds coeur fr-speech
finds oeuvre fr-speech
finds espana es-speech
finds manana es-speech
finds ninos es-speech
finds еще ru-speech
finds 2254 ar-speech
finds nations fr-speech
finds 'Genève OR Женева OR جنيف OR 日内瓦 OR Geneva' ru-speech ar-speech zh-speech en-speech
finds 'grenade language:fr' fr-speech
finds 'переговоры language:en' en-speech

# Where nothing says the language, each block tells its own.
finds 'language:fr routes' fr-speech mixed
finds 'language:en routes'
finds 'language:en roads' mixed
finds ouvertes mixed

# Short texts tell theirs by few little words, or by their letters; what tells none is in no language.
printf '%s' '{"statements": [{"name": "statements/short", "kind": "KIND_SPEECH",
 "sources": [{"id": "s", "title": "written for the tests"}], "blocks": [
 {"kind": "KIND_PARAGRAPH", "text": "Сторожевые лодки стояли вдоль берега."},
 {"kind": "KIND_PARAGRAPH", "text": "巡逻船停在岸边。"},
 {"kind": "KIND_PARAGRAPH", "text": "وقفت زوارق الحراسة قرب الضفة."},
 {"kind": "KIND_PARAGRAPH", "text": "Les vedettes et les barques des gardes restent au port."},
 {"kind": "KIND_PARAGRAPH", "text": "Barges, trawlers, dinghies."}]}]}' >short.json
expect 0 import short.json
for query in 'language:ru лодки' 'language:zh 巡逻船' 'language:ar زوارق' 'language:fr barques' trawler; do
	finds "$query" short
done
for query in 'language:en лодки' 'language:en 巡逻船' 'language:en زوارق' 'language:en barques' 'language:en trawlers'; do
	finds "$query"
done

# A screen of 80 columns: wide characters count twice, and what is found is marked whole.
columns() { # prints lines that are wider than the screen
	python3 -c '
import re, sys, unicodedata
for line in open(sys.argv[1], encoding="utf-8"):
    plain = re.sub("\x1b\\[[0-9;]*m", "", line.rstrip("\r\n"))
    width = sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
                for c in plain)
    if width > 80:
        print(width, plain)' "$1"
}
if command -v script >/dev/null; then
	for query in 叙利亚 土耳其 سوريا Сирия; do
		script -qec "stty cols 80; $truce --store store search $query" /dev/null </dev/null >out 2>&1
		[ -z "$(columns out)" ] || fault "lines of more than 80 columns: $(columns out)"
		says out "$(printf '\033[1;33m')"
	done
	says out "$(printf '\033[1;33m')Сирийской Арабской Республике"
	script -qec "stty cols 80; $truce --store store search 土耳其" /dev/null </dev/null >out 2>&1
	says out "$(printf '\033[1;33m')土耳其$(printf '\033[0m')"
	sed 's/\x1b\[[0-9;]*m//g' out | grep -q '^ *[。，；]' && fault "a line begins with a sign that closes"
	script -qec "stty cols 80; $truce --store store search 居民" /dev/null </dev/null >out 2>&1
	says out "两岸的$(printf '\033[1;33m')居民"
fi

"$truced" verify store >out 2>&1 || fault "the store does not verify"
done_testing

#include "base/ascii.h"
#include "domain/text_inside.h"

const char text_form_tags[TEXT_LANGUAGES + 1] = "wefsra", text_stem_tags[TEXT_LANGUAGES + 1] = " EFSRA";

enum text_language text_language_of(const char *tag)
{
	static const char *const codes[TEXT_LANGUAGES] = { "", "en", "fr", "es", "ru", "ar" };
	size_t size = strcspn(tag, "-");
	for (int i = 1; i < TEXT_LANGUAGES; i++)
		if (size == 2 && strncasecmp(tag, codes[i], 2) == 0)
			return (enum text_language)i;
	return TEXT_PLAIN;
}

void text_language_mark(enum text_language language, uint8_t out[TEXT_LANGUAGE_MARK])
{
	out[0] = '~';
	out[1] = (uint8_t)text_form_tags[language];
}

enum text_language text_language_of_term(struct bytes term)
{
	for (int i = 1; i < TEXT_LANGUAGES; i++)
		if (term.size > 0 && (term.data[0] == text_form_tags[i] || term.data[0] == text_stem_tags[i]))
			return (enum text_language)i;
	return TEXT_PLAIN;
}

enum text_script text_script_of(struct bytes folded)
{
	size_t i = 0;
	while (i < folded.size && is_digit(folded.data[i]))
		i++;
	if (i == folded.size)
		return TEXT_OTHER;
	uint8_t first = folded.data[i];
	if (is_small(first) || (first >= 0xC3 && first <= 0xCA))
		return TEXT_LATIN;
	if (first >= 0xD0 && first <= 0xD4)
		return TEXT_CYRILLIC;
	return first >= 0xD8 && first <= 0xDB ? TEXT_ARABIC_SCRIPT : first >= 0xE3 ? TEXT_IDEOGRAPHS : TEXT_OTHER;
}

static bool is_of(enum text_language language, enum text_script script)
{
	static const enum text_script scripts[TEXT_LANGUAGES] = { TEXT_OTHER, TEXT_LATIN,    TEXT_LATIN,
								  TEXT_LATIN, TEXT_CYRILLIC, TEXT_ARABIC_SCRIPT };
	return language != TEXT_PLAIN && scripts[language] == script;
}

enum text_language text_language_of_word(enum text_language passage, enum text_script script)
{
	if (passage == TEXT_PLAIN || is_of(passage, script))
		return passage;
	return script == TEXT_CYRILLIC ? TEXT_RUSSIAN : script == TEXT_ARABIC_SCRIPT ? TEXT_ARABIC : TEXT_PLAIN;
}

size_t text_put_term(char tag, struct bytes word, uint8_t *out)
{
	size_t size = word.size < WORD_MOST ? word.size : WORD_MOST;
	out[0] = (uint8_t)tag;
	memcpy(out + 1, word.data, size);
	return 1 + size;
}

bool text_form_term(struct bytes folded, enum text_language language, uint8_t out[TEXT_TERM_MOST], size_t *size)
{
	if (language != TEXT_PLAIN && !is_of(language, text_script_of(folded)))
		return false;
	*size = text_put_term(text_form_tags[language], folded, out);
	return true;
}

bool text_stem_term(struct text_analyser *a, struct bytes folded, enum text_language language,
		    uint8_t out[TEXT_TERM_MOST], size_t *size)
{
	struct bytes stem;
	if (a->stemmer == NULL || !is_of(language, text_script_of(folded)) ||
	    !text_stem(a->stemmer, language, folded, &stem) || stem.size == 0)
		return false;
	*size = text_put_term(text_stem_tags[language], stem, out);
	return true;
}

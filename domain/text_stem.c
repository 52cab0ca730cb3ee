#include "domain/text_inside.h"

#include <libstemmer.h>
#include <stdlib.h>

struct text_stemmer {
	struct sb_stemmer *of[TEXT_LANGUAGES];
};

static const char *const names[TEXT_LANGUAGES] = {
	[TEXT_ENGLISH] = "english", [TEXT_FRENCH] = "french", [TEXT_SPANISH] = "spanish",
	[TEXT_RUSSIAN] = "russian", [TEXT_ARABIC] = "arabic",
};

struct text_stemmer *text_stemmer_new(void)
{
	struct text_stemmer *s = calloc(1, sizeof *s);
	for (int i = TEXT_PLAIN + 1; s != NULL && i < TEXT_LANGUAGES; i++) {
		s->of[i] = sb_stemmer_new(names[i], "UTF_8");
		if (s->of[i] == NULL) {
			text_stemmer_free(s);
			return NULL;
		}
	}
	return s;
}

void text_stemmer_free(struct text_stemmer *s)
{
	for (int i = 0; s != NULL && i < TEXT_LANGUAGES; i++)
		if (s->of[i] != NULL)
			sb_stemmer_delete(s->of[i]);
	free(s);
}

bool text_stem(struct text_stemmer *s, enum text_language language, struct bytes word, struct bytes *out)
{
	const sb_symbol *stem = sb_stemmer_stem(s->of[language], word.data, (int)word.size);
	if (stem == NULL)
		return false;
	*out = bytes_of(stem, (size_t)sb_stemmer_length(s->of[language]));
	return true;
}

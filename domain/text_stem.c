#include "domain/text.h"

#include <libstemmer.h>
#include <stdlib.h>

#define CACHED 4096
#define CACHED_MOST 30

/* Words come again and again: a stem is looked for here first. */
struct cached {
	uint8_t language, size, stem_size;
	uint8_t word[CACHED_MOST], stem[CACHED_MOST];
};

struct text_stemmer {
	struct sb_stemmer *of[TEXT_LANGUAGES];
	struct cached cache[CACHED];
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

static uint32_t hash(struct bytes word, uint32_t seed)
{
	uint32_t h = 2166136261U ^ seed;
	for (size_t i = 0; i < word.size; i++)
		h = (h ^ word.data[i]) * 16777619U;
	return h ^ h >> 15;
}

bool text_stem(struct text_stemmer *s, enum text_language language, struct bytes word, struct bytes *out)
{
	struct cached *c = &s->cache[hash(word, language) % CACHED];
	if (c->size == word.size && c->language == language && memcmp(c->word, word.data, word.size) == 0 &&
	    c->size > 0) {
		*out = bytes_of(c->stem, c->stem_size);
		return true;
	}
	const sb_symbol *stem = sb_stemmer_stem(s->of[language], word.data, (int)word.size);
	if (stem == NULL)
		return false;
	*out = bytes_of(stem, (size_t)sb_stemmer_length(s->of[language]));
	if (word.size > CACHED_MOST || out->size > CACHED_MOST)
		return true;
	c->language = (uint8_t)language;
	c->size = (uint8_t)word.size;
	c->stem_size = (uint8_t)out->size;
	memcpy(c->word, word.data, word.size);
	memcpy(c->stem, out->data, out->size);
	return true;
}

#include "domain/language.h"

#include <pthread.h>

#define WORDS_MOST 2000
#define LITTLE_LEAST 10

static const struct {
	const char *code;
	const char *words;
} languages[LANGUAGES] = {
	{ "ar", "في|من|على|إلى|أن|التي|الذي|هذا|عن|مع" }, { "en", "the|of|and|to|that|for|is|with|by|which" },
	{ "es", "el|los|las|y|del|una|para|con|por|se" }, { "fr", "le|les|des|et|du|une|dans|pour|aux|est" },
	{ "ru", "и|в|на|не|что|по|с|для|как|из" },
};

/* A bit for each language that a word is a little one of. */
static struct word_table little_words;

static void little_words_make(void)
{
	for (size_t k = 0; k < LANGUAGES; k++)
		word_table_add(&little_words, languages[k].words, (uint32_t)1 << k);
}

void language_count(struct language_count *count, const struct words *w)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, little_words_make);
	for (size_t i = 0; i < w->count && count->words < WORDS_MOST; i++) {
		uint32_t of = w->at[i].kind == WORD_LETTERS ? word_table_bits(&little_words, w->at[i].hash) : 0;
		count->words += w->at[i].kind == WORD_LETTERS;
		for (size_t k = 0; of != 0; k++, of >>= 1)
			count->little[k] += of & 1;
	}
}

const char *language_told(const struct language_count *count)
{
	for (size_t k = 0; k < LANGUAGES; k++) {
		size_t own = count->little[k];
		bool doubt = own < LITTLE_LEAST || own * 10 < count->words;
		for (size_t other = 0; other < LANGUAGES; other++)
			doubt = doubt || (other != k && count->little[other] * 4 >= own);
		if (!doubt)
			return languages[k].code;
	}
	return "";
}

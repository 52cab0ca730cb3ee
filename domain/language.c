#include "domain/language.h"

#include <string.h>

#define WORDS_MOST 2000
#define LITTLE_LEAST 10
#define LITTLE_WORDS 10

static const struct {
	const char *code;
	const char *words[LITTLE_WORDS];
} languages[LANGUAGES] = {
	{ "ar", { "في", "من", "على", "إلى", "أن", "التي", "الذي", "هذا", "عن", "مع" } },
	{ "en", { "the", "of", "and", "to", "that", "for", "is", "with", "by", "which" } },
	{ "es", { "el", "los", "las", "y", "del", "una", "para", "con", "por", "se" } },
	{ "fr", { "le", "les", "des", "et", "du", "une", "dans", "pour", "aux", "est" } },
	{ "ru", { "и", "в", "на", "не", "что", "по", "с", "для", "как", "из" } },
};

static bool is_little(const struct words *w, const struct word *word, size_t language)
{
	for (size_t i = 0; i < LITTLE_WORDS; i++) {
		const char *little = languages[language].words[i];
		if (text_equal(w->text + word->start, word->end - word->start, little, strlen(little)))
			return true;
	}
	return false;
}

void language_count(struct language_count *count, const struct words *w)
{
	for (size_t i = 0; i < w->count && count->words < WORDS_MOST; i++) {
		if (w->at[i].kind != WORD_LETTERS)
			continue;
		count->words++;
		for (size_t k = 0; k < LANGUAGES; k++)
			count->little[k] += is_little(w, &w->at[i], k);
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

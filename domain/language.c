#include "domain/language.h"

#include <pthread.h>

#include "base/utf8.h"

#define WORDS_MOST 2000
#define WORDS_LEAST 3     /* little ones, or words in a script */
#define LITTLE_ONE_IN 20  /* words */
#define STRANGE_ONE_IN 10 /* words in a script */

static const struct {
	const char *code;
	const char *words;
} languages[LANGUAGES] = {
	{ "ar", "في|من|على|إلى|أن|التي|الذي|هذا|عن|مع" }, { "en", "the|of|and|to|that|for|is|with|by|which" },
	{ "es", "el|los|las|y|del|una|para|con|por|se" }, { "fr", "le|les|des|et|du|une|dans|pour|aux|est" },
	{ "ru", "и|в|на|не|что|по|с|для|как|из" },
};

enum letter { LETTER_NONE, LETTER_OWN, LETTER_STRANGE };

/* Letters of a script, in order: those that the language has, and those of others alone. */
static const struct letters {
	uint32_t first, last;
	uint8_t script, letter;
} letters[] = {
	{ 0x0400, 0x0400, 0, LETTER_STRANGE }, { 0x0401, 0x0401, 0, LETTER_OWN },
	{ 0x0402, 0x040F, 0, LETTER_STRANGE }, { 0x0410, 0x044F, 0, LETTER_OWN },
	{ 0x0450, 0x0450, 0, LETTER_STRANGE }, { 0x0451, 0x0451, 0, LETTER_OWN },
	{ 0x0452, 0x052F, 0, LETTER_STRANGE }, { 0x0620, 0x0620, 1, LETTER_STRANGE },
	{ 0x0621, 0x063A, 1, LETTER_OWN },     { 0x063B, 0x063F, 1, LETTER_STRANGE },
	{ 0x0641, 0x064A, 1, LETTER_OWN },     { 0x0671, 0x06D5, 1, LETTER_STRANGE },
	{ 0x3041, 0x30FA, 2, LETTER_STRANGE }, { 0x3400, 0x9FFF, 2, LETTER_OWN },
	{ 0xAC00, 0xD7A3, 2, LETTER_STRANGE }, { 0x20000, 0x3FFFF, 2, LETTER_OWN },
};

static const char *const script_codes[LANGUAGE_SCRIPTS] = { "ru", "ar", "zh" };
#define IDEOGRAPHS 2

/* A bit for each language that a word is a little one of. */
static struct word_table little_words;

static void little_words_make(void)
{
	for (size_t k = 0; k < LANGUAGES; k++)
		word_table_add(&little_words, languages[k].words, (uint32_t)1 << k);
}

static const struct letters *letters_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters && letters[i].first <= c; i++)
		if (c <= letters[i].last)
			return &letters[i];
	return NULL;
}

/* Counts a word past ASCII in the script of its letters; of ideographs each is one. */
static void count_letters(struct language_count *count, struct bytes word)
{
	bool strange = false;
	const struct letters *of = NULL;
	for (uint32_t c; word.size > 0 && count->words < WORDS_MOST;) {
		size_t size = utf8_next(word, &c);
		word = bytes_of(word.data + size, word.size - size);
		const struct letters *found = letters_of(c);
		if (found == NULL)
			continue;
		of = found;
		strange = strange || of->letter == LETTER_STRANGE;
		if (of->script == IDEOGRAPHS) {
			count->words++;
			count->written[IDEOGRAPHS]++;
			count->strange[IDEOGRAPHS] += of->letter == LETTER_STRANGE;
		}
	}
	if (of != NULL && of->script != IDEOGRAPHS) {
		count->written[of->script]++;
		count->strange[of->script] += strange;
	}
}

void language_count(struct language_count *count, const struct words *w)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, little_words_make);
	for (size_t i = 0; i < w->count && count->words < WORDS_MOST; i++) {
		uint32_t of = w->at[i].kind == WORD_LETTERS ? word_table_bits(&little_words, w->at[i].hash) : 0;
		count->words += w->at[i].kind == WORD_LETTERS;
		if ((unsigned char)w->text[w->at[i].start] >= 0x80)
			count_letters(count, bytes_of(w->text + w->at[i].start, w->at[i].end - w->at[i].start));
		for (size_t k = 0; of != 0; k++, of >>= 1)
			count->little[k] += of & 1;
	}
}

static bool by_little_words(const struct language_count *count, size_t k)
{
	size_t own = count->little[k];
	bool told = own >= WORDS_LEAST && own * LITTLE_ONE_IN >= count->words;
	for (size_t other = 0; other < LANGUAGES; other++)
		told = told && (other == k || count->little[other] * 4 < own);
	size_t elsewhere = 0;
	for (size_t s = 0; s < LANGUAGE_SCRIPTS; s++)
		elsewhere += strcmp(script_codes[s], languages[k].code) == 0 ? 0 : count->written[s];
	return told && elsewhere * 4 <= count->words;
}

static bool by_letters(const struct language_count *count, size_t script)
{
	size_t written = count->written[script];
	return written >= WORDS_LEAST && written * 2 > count->words;
}

/* Whether the words in a language's script have letters that it lacks. */
static bool is_strange(const struct language_count *count, const char *code)
{
	for (size_t k = 0; k < LANGUAGE_SCRIPTS; k++)
		if (strcmp(script_codes[k], code) == 0)
			return count->strange[k] > 0 && count->strange[k] * STRANGE_ONE_IN >= count->written[k];
	return false;
}

const char *language_told(const struct language_count *count)
{
	const char *code = "";
	for (size_t k = 0; k < LANGUAGE_SCRIPTS; k++)
		if (by_letters(count, k))
			code = script_codes[k];
	for (size_t k = 0; k < LANGUAGES; k++)
		if (by_little_words(count, k))
			code = languages[k].code;
	return is_strange(count, code) ? "" : code;
}

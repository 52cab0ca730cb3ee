/* Stems by Snowball. Its Arabic stemmer takes an article off, and treats what stands behind
 * one as a noun; but not behind "and", and a noun without an article it may cut otherwise.
 * So that both become the same, a word is given to it as a noun with the article alone
 * where it has one, with prefixes or without, or ends as nouns and adjectives do. */
#include "domain/text_inside.h"

#include <libstemmer.h>
#include <stdlib.h>

struct text_stemmer {
	struct sb_stemmer *of[TEXT_LANGUAGES];
	uint8_t noun[WORD_MOST + 8]; /* an Arabic one, with its article */
	uint8_t spelt[WORD_MOST];    /* an English word */
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

/* ---- Arabic ---------------------------------------------------------------- */

#define LETTER 2 /* bytes of one in Arabic */
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const articles[] = { "ال", "بال", "كال", "لل" };
static const struct {
	const char *text;
	size_t before; /* letters at least */
} noun_endings[] = { { "ات", 2 }, { "ان", 2 }, { "يه", 2 }, { "يين", 2 }, { "يون", 2 }, { "ي", 4 } };
/* Nouns that begin with lam: behind "for" the article's lam is not written there. And
 * those that begin with waw, which is no "and" there. */
static const char *const lam_nouns[] = { "لجنه", "لجان", "لاجي", "لاجيين", "لغه", "لغات", "لقاء", "لقاءات" };
static const char *const waw_nouns[] = { "وزير",  "وزاره", "وفود",  "وثيقه", "وثايق", "ولايه", "وكاله", "وسيط",
					 "وساطه", "وسايل", "وسيله", "واجب",  "واقع",  "وطني",  "وضعيه", "وصول",
					 "وجود",  "وظيفه", "وظايف", "وحده",  "ورقه",  "والي" };

static bool is_one_of(struct bytes word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_equal(word, bytes_text(words[i])))
			return true;
	return false;
}

static bool begins_with(struct bytes word, const char *beginning, size_t letters)
{
	size_t size = strlen(beginning);
	return word.size >= size + letters * LETTER && memcmp(word.data, beginning, size) == 0;
}

static bool ends_with(struct bytes word, const char *ending, size_t letters)
{
	size_t size = strlen(ending);
	return word.size >= size + letters * LETTER && memcmp(word.data + word.size - size, ending, size) == 0;
}

static struct bytes behind(struct bytes word, size_t size)
{
	return bytes_of(word.data + size, word.size - size);
}

/* Bytes of an article and the prepositions that it is written in one with; 0 for none. */
static size_t article_size(struct bytes word)
{
	if (begins_with(word, "ل", 3) && is_one_of(behind(word, LETTER), lam_nouns, COUNT(lam_nouns)))
		return LETTER;
	for (size_t i = 0; i < COUNT(articles); i++)
		if (begins_with(word, articles[i], 3))
			return strlen(articles[i]);
	return 0;
}

static bool ends_as_noun(struct bytes word)
{
	for (size_t i = 0; i < COUNT(noun_endings); i++)
		if (ends_with(word, noun_endings[i].text, noun_endings[i].before))
			return true;
	return false;
}

/* The word without its article, with "and" before it or not; as it stands where it ends
 * as a noun; nothing for any other. */
static struct bytes noun_of(struct bytes word)
{
	size_t article = article_size(word), and = begins_with(word, "و", 5) || begins_with(word, "ف", 5) ? LETTER : 0;
	if (article > 0)
		return behind(word, article);
	if (and > 0 && (article = article_size(behind(word, and))) > 0)
		return behind(word, and+article);
	if (ends_as_noun(word))
		return begins_with(word, "و", 6) ? behind(word, LETTER) : word;
	return is_one_of(word, waw_nouns, COUNT(waw_nouns)) ? word : bytes_of(NULL, 0);
}

/* A folded word as Snowball is to have it. */
static struct bytes prepare_arabic(struct text_stemmer *s, struct bytes word)
{
	struct bytes noun = noun_of(word);
	if (noun.size == 0 || noun.size > WORD_MOST)
		return word;
	memcpy(s->noun, "ال", 2 * LETTER);
	memcpy(s->noun + 2 * LETTER, noun.data, noun.size);
	struct bytes whole = bytes_of(s->noun, 2 * LETTER + noun.size);
	if (ends_with(whole, "ه", 3)) /* which is folded of a feminine's ending */
		memcpy(s->noun + whole.size - LETTER, "ة", LETTER);
	return whole;
}

/* ---- All --------------------------------------------------------------------- */

bool text_stem(struct text_stemmer *s, enum text_language language, struct bytes word, struct bytes *out)
{
	if (language == TEXT_ARABIC)
		word = prepare_arabic(s, word);
	else if (language == TEXT_ENGLISH)
		word = text_spell(word, s->spelt);
	const sb_symbol *stem = sb_stemmer_stem(s->of[language], word.data, (int)word.size);
	if (stem == NULL)
		return false;
	*out = bytes_of(stem, (size_t)sb_stemmer_length(s->of[language]));
	return true;
}

#include "domain/words_known.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "domain/text_hash.h"
#include "domain/words_known_table.h"

#define SLOTS 8192   /* at least twice as many as words */
#define STEM_LEAST 4 /* letters before an ending */
#define WORD_LONGEST 40
#define ENDINGS_MOST 2

static uint32_t slots[SLOTS]; /* hashes, or 0 */

/* What is added to a plain form, and what of the form it is added for: "deni-ed" of "deny". */
static const struct {
	const char *added, *instead_of;
} endings[] = {
	{ "s", "" },      { "es", "" },     { "d", "" },       { "ed", "" },   { "ing", "" },   { "ing", "e" },
	{ "ies", "y" },   { "ied", "y" },   { "ly", "" },      { "r", "" },    { "rs", "" },    { "er", "" },
	{ "ers", "" },    { "or", "e" },    { "ors", "e" },    { "ment", "" }, { "ments", "" }, { "al", "" },
	{ "ally", "" },   { "ion", "" },    { "ions", "" },    { "ion", "e" }, { "ions", "e" }, { "ation", "" },
	{ "ations", "" }, { "ation", "e" }, { "ations", "e" }, { "able", "" }, { "able", "e" }, { "ful", "" },
	{ "ive", "" },    { "ive", "e" },   { "ness", "" },    { "ance", "" }, { "ence", "" },
};

static uint32_t *slot_of(uint32_t hash)
{
	size_t i = hash % SLOTS;
	while (slots[i] != 0 && slots[i] != hash)
		i = (i + 1) % SLOTS;
	return &slots[i];
}

static void slots_fill(void)
{
	size_t count = 0;
	for (size_t k = 0; k < sizeof words_known / sizeof *words_known; k++) {
		for (const char *word = words_known[k]; *word != '\0'; word += strspn(word, " "), count++) {
			size_t size = strcspn(word, " ");
			uint32_t hash = text_hash(word, size);
			*slot_of(hash) = hash;
			word += size;
		}
	}
	assert(count <= SLOTS / 2);
	(void)count;
}

static bool is_plain(const char *word, size_t size)
{
	uint32_t hash = text_hash(word, size);
	return hash != 0 && *slot_of(hash) == hash;
}

/* Whether a word is a plain form with so many endings: "construct-ive-ly" has two. */
static bool is_formed(const char *text, size_t size, int most)
{
	char plain[WORD_LONGEST + 2];
	if (is_plain(text, size))
		return true;
	for (size_t k = 0; most > 0 && k < sizeof endings / sizeof *endings; k++) {
		size_t n = strlen(endings[k].added), more = strlen(endings[k].instead_of);
		if (size < n + STEM_LEAST || !text_equal(text + size - n, n, endings[k].added, n))
			continue;
		memcpy(plain, text, size - n);
		memcpy(plain + size - n, endings[k].instead_of, more);
		if (is_formed(plain, size - n + more, most - 1))
			return true;
	}
	return false;
}

bool word_is_known(const char *text, size_t size)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, slots_fill);
	return size > 0 && size <= WORD_LONGEST && is_formed(text, size, ENDINGS_MOST);
}

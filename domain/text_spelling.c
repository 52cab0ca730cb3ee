/* English words under one spelling: "organize" is stemmed as "organise", "colour" as "color".
 * Of each pair that side is changed which tells itself by its letters: "iz" and "lyz" before an
 * ending stand for nothing but "is" and "lys" (the other way, "revise" would lose "revision"),
 * and "our" behind a syllable, which "four" and "hour" do not have, for "or". */
#include "domain/text_inside.h"

#define ROOT_LEAST 3 /* letters before "iz": "size" and "prize" are spelt one way */

static const char *const behind_z[] = { "e",    "ed",    "es",     "er",      "ers",       "ing",   "ings",   "able",
					"ably", "ation", "ations", "ational", "ationally", "ement", "ements", NULL };
static const char *const behind_our[] = { "",    "s",    "ed",   "ing",   "ings", "er",  "ers", "able", "ably",
					  "al",  "ally", "ful",  "fully", "less", "ly",  "ite", "ites", "ism",
					  "ist", "ists", "hood", "hoods", "y",    "ies", NULL };

static bool ends_so(struct bytes word, size_t at, const char *const *endings)
{
	size_t left = word.size - at;
	for (size_t i = 0; endings[i] != NULL; i++)
		if (strlen(endings[i]) == left && memcmp(word.data + at, endings[i], left) == 0)
			return true;
	return false;
}

static bool has_vowel(const uint8_t *letters, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (strchr("aeiou", letters[i]) != NULL)
			return true;
	return false;
}

/* Behind the last of a letter, which is behind the first `least`; 0 where there is none. */
static size_t behind_last(struct bytes word, char letter, size_t least)
{
	size_t at = word.size;
	while (at > least && word.data[at - 1] != (uint8_t)letter)
		at--;
	return at > least ? at : 0;
}

struct bytes text_spell(struct bytes word, uint8_t out[WORD_MOST])
{
	const uint8_t *w = word.data;
	size_t z = word.size <= WORD_MOST ? behind_last(word, 'z', ROOT_LEAST + 1) : 0;
	if (z > 0 && (w[z - 2] == 'i' || (w[z - 2] == 'y' && w[z - 3] == 'l')) && ends_so(word, z, behind_z)) {
		memcpy(out, w, word.size);
		out[z - 1] = 's';
		return bytes_of(out, word.size);
	}
	size_t u = word.size <= WORD_MOST ? behind_last(word, 'u', 2) : 0;
	if (u > 0 && u < word.size && w[u - 2] == 'o' && w[u] == 'r' && has_vowel(w, u - 2) &&
	    ends_so(word, u + 1, behind_our)) {
		memcpy(out, w, u - 1);
		memcpy(out + u - 1, w + u, word.size - u);
		return bytes_of(out, word.size - 1);
	}
	return word;
}

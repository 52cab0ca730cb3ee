#include "domain/citation_forms.h"

#define SENTENCE_MOST 100 /* words that are looked through for an organ */

/* Organs as they stand before "resolution", or behind it. */
static const struct {
	const char *pattern;
	size_t words;
	enum organ organ;
} organs[] = {
	{ "united nations security council", 4, ORGAN_COUNCIL },
	{ "un security council", 3, ORGAN_COUNCIL },
	{ "security council", 2, ORGAN_COUNCIL },
	{ "unsc|sc", 1, ORGAN_COUNCIL },
	{ "united nations general assembly", 4, ORGAN_ASSEMBLY },
	{ "un general assembly", 3, ORGAN_ASSEMBLY },
	{ "general assembly", 2, ORGAN_ASSEMBLY },
	{ "unga|ga", 1, ORGAN_ASSEMBLY },
	{ "human rights council", 3, ORGAN_RIGHTS },
	{ "unhrc|hrc", 1, ORGAN_RIGHTS },
	{ "economic and social council", 4, ORGAN_ECOSOC },
	{ "ecosoc", 1, ORGAN_ECOSOC },
	{ "commission on human rights", 4, ORGAN_COMMISSION },
	{ "trusteeship council", 2, ORGAN_TRUSTEESHIP },
};
#define ORGANS (sizeof organs / sizeof *organs)

size_t citation_organ_at(const struct words *w, size_t at, int *organ)
{
	static const bool begins['z' + 1] = {
		['u'] = true, ['s'] = true, ['g'] = true, ['h'] = true, ['e'] = true, ['c'] = true, ['t'] = true
	};
	unsigned char first = at < w->count ? (unsigned char)w->text[w->at[at].start] | 0x20 : 0;
	if (first > 'z' || !begins[first])
		return 0;
	for (size_t k = 0; k < ORGANS; k++) {
		size_t n = words_match(w, at, organs[k].pattern);
		if (n > 0) {
			*organ = (int)organs[k].organ;
			return n;
		}
	}
	return 0;
}

size_t citation_organ_before(const struct words *w, size_t at, int *organ)
{
	size_t genitive = 0;
	if (at >= 2 && word_is(w, at - 1, "s") && (word_is_mark(w, at - 2, '\'') || word_is(w, at - 2, "\xE2\x80\x99")))
		genitive = 2;
	for (size_t k = 0; k < ORGANS; k++) {
		size_t words = organs[k].words + genitive;
		if (at >= words && words_match(w, at - words, organs[k].pattern) == organs[k].words) {
			*organ = (int)organs[k].organ;
			return words;
		}
	}
	return 0;
}

bool citation_organ_named(const struct words *w, size_t at, enum organ organ)
{
	size_t first = w->at[at].first, last = w->at[at].last;
	first = first + SENTENCE_MOST < at ? at - SENTENCE_MOST : first;
	last = last > at + SENTENCE_MOST ? at + SENTENCE_MOST : last;
	for (size_t i = first; i < last; i++) {
		int named = ORGAN_NONE;
		if (w->at[i].kind == WORD_LETTERS && citation_organ_at(w, i, &named) > 0 && named == (int)organ)
			return true;
	}
	return false;
}

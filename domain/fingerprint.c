#include "domain/fingerprint.h"

#include <string.h>

/* The finalizer of MurmurHash3: each bit of the words' hashes reaches each of the
 * gram's. */
static uint64_t mix(uint64_t h)
{
	h = (h ^ (h >> 33)) * UINT64_C(0xFF51AFD7ED558CCD);
	h = (h ^ (h >> 33)) * UINT64_C(0xC4CEB9FE1A85EC53);
	return h ^ (h >> 33);
}

static bool next_word(struct fingerprint *f)
{
	struct wording_word word;
	if (f->word < f->known)
		word.hash = f->hashes[f->word];
	else if (!wording_next(f->text, f->size, &f->from, &word))
		return false;
	f->word++;
	for (size_t i = 0; i + 1 < FINGERPRINT_WORDS; i++)
		f->words[i] = f->words[i + 1];
	f->words[FINGERPRINT_WORDS - 1] = word.hash;
	return true;
}

static void begin(struct fingerprint *f)
{
	for (size_t i = 0; i + 1 < FINGERPRINT_WORDS && next_word(f); i++)
		;
}

/* What has no gram yet; the hashes are set with known. */
static void init(struct fingerprint *f, const char *text, size_t size)
{
	f->text = text;
	f->size = size;
	f->from = f->word = f->known = f->place = f->grams = f->stretches = f->stretch = f->apart = 0;
	memset(f->words, 0, sizeof f->words);
}

void fingerprint_all(struct fingerprint *f, const char *text, size_t size)
{
	init(f, text, size);
	begin(f);
}

bool fingerprint_next_gram(struct fingerprint *f, uint64_t *gram)
{
	if (!next_word(f))
		return false;
	uint64_t h = 0;
	for (size_t i = 0; i < FINGERPRINT_WORDS; i++)
		h = mix(h ^ f->words[i]);
	*gram = h;
	f->place++;
	return true;
}

/* Words of the text; the hashes of the first are kept, with where the others begin. */
static size_t count_words(struct fingerprint *f)
{
	struct wording_word word;
	size_t words = 0, from = 0;
	for (; wording_next(f->text, f->size, &from, &word); words++) {
		if (words >= FINGERPRINT_KNOWN)
			continue;
		f->hashes[words] = word.hash;
		f->from = from;
	}
	f->known = words < FINGERPRINT_KNOWN ? words : FINGERPRINT_KNOWN;
	return words;
}

void fingerprint_kept(struct fingerprint *f, const char *text, size_t size)
{
	init(f, text, size);
	size_t words = count_words(f), grams = words < FINGERPRINT_WORDS ? 0 : words - FINGERPRINT_WORDS + 1;
	size_t least = grams < FINGERPRINT_LEAST ? grams : FINGERPRINT_LEAST;
	size_t stretches = (grams + FINGERPRINT_STRETCH - 1) / FINGERPRINT_STRETCH;
	f->grams = grams;
	f->stretches = stretches < least ? least : stretches;
	begin(f);
}

bool fingerprint_next(struct fingerprint *f, uint64_t *gram)
{
	uint64_t next, best = 0;
	size_t place = 0, end = f->stretches == 0 ? 0 : (f->stretch + 1) * f->grams / f->stretches;
	bool found = false;
	if (f->stretch == f->stretches)
		return false;
	while (f->place < end && fingerprint_next_gram(f, &next)) {
		bool may = f->place > f->apart || (f->place == end && !found);
		if (!may || (found && fingerprint_order(next) >= fingerprint_order(best)))
			continue;
		best = next;
		place = f->place;
		found = true;
	}
	f->stretch++;
	f->apart = place + FINGERPRINT_WORDS - 1;
	*gram = best;
	return true;
}

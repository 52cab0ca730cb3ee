#include "domain/fingerprint.h"

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
	if (!wording_next(f->text, f->size, &f->from, &word))
		return false;
	for (size_t i = 0; i + 1 < FINGERPRINT_WORDS; i++)
		f->words[i] = f->words[i + 1];
	f->words[FINGERPRINT_WORDS - 1] = word.hash;
	return true;
}

void fingerprint_all(struct fingerprint *f, const char *text, size_t size)
{
	*f = (struct fingerprint){ .text = text, .size = size };
	for (size_t i = 0; i + 1 < FINGERPRINT_WORDS && next_word(f); i++)
		;
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

static size_t count_grams(const char *text, size_t size)
{
	struct wording_word word;
	size_t words = 0, from = 0;
	while (wording_next(text, size, &from, &word))
		words++;
	return words < FINGERPRINT_WORDS ? 0 : words - FINGERPRINT_WORDS + 1;
}

void fingerprint_kept(struct fingerprint *f, const char *text, size_t size)
{
	size_t grams = count_grams(text, size), least = grams < FINGERPRINT_LEAST ? grams : FINGERPRINT_LEAST;
	size_t stretches = (grams + FINGERPRINT_STRETCH - 1) / FINGERPRINT_STRETCH;
	fingerprint_all(f, text, size);
	f->grams = grams;
	f->stretches = stretches < least ? least : stretches;
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

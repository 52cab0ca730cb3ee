#include "domain/fingerprint.h"

#define KEPT_LEAST 3 /* windows that a short passage has room for */

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
	*f = (struct fingerprint){ .text = text, .size = size, .window = 1 };
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
	size_t window = count_grams(text, size) / KEPT_LEAST;
	fingerprint_all(f, text, size);
	f->window = window < 1 ? 1 : window > FINGERPRINT_WINDOW ? FINGERPRINT_WINDOW : window;
}

/* Place of the window's least gram; of equals the last. */
static size_t least(const struct fingerprint *f)
{
	size_t best = f->count - f->window;
	for (size_t i = best + 1; i < f->count; i++)
		if (fingerprint_order(f->grams[i % f->window]) <= fingerprint_order(f->grams[best % f->window]))
			best = i;
	return best;
}

bool fingerprint_next(struct fingerprint *f, uint64_t *gram)
{
	uint64_t next;
	while (fingerprint_next_gram(f, &next)) {
		f->grams[f->count++ % f->window] = next;
		if (f->count < f->window)
			continue;
		size_t place = least(f);
		if (place < f->kept)
			continue;
		f->kept = place + 1;
		*gram = f->grams[place % f->window];
		return true;
	}
	return false;
}

/* Fingerprints: a few numbers by which a passage is found again after changes.
 *
 * Every three folded words that follow one another make a gram; of the grams in a
 * window that slides over the passage the least is kept, by S. Schleimer, D. S.
 * Wilkerson and A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting"
 * (SIGMOD 2003). The window is short where the passage is, so that a passage of any
 * length keeps about five or more. A gram that is least in a window is least in
 * every shorter one around it: whoever asks with all grams of a wording meets what
 * was kept of it. A passage of fewer than three words has none. Pure; any thread. */
#ifndef TRUCE_DOMAIN_FINGERPRINT_H
#define TRUCE_DOMAIN_FINGERPRINT_H

#include "domain/wording.h"

#define FINGERPRINT_WORDS 3   /* of a gram */
#define FINGERPRINT_BITS 18   /* of a term */
#define FINGERPRINT_WINDOW 24 /* grams of the longest window */

/* The grams of a text, or those kept of them, one after another. */
struct fingerprint {
	const char *text;
	size_t size, from;
	uint64_t words[FINGERPRINT_WORDS];  /* hashes of the last words */
	uint64_t grams[FINGERPRINT_WINDOW]; /* the window, by place modulo its size */
	size_t count, window, kept;         /* grams so far; of the window; place after the last kept */
};

/* All grams in order. */
void fingerprint_all(struct fingerprint *f, const char *text, size_t size);
bool fingerprint_next_gram(struct fingerprint *f, uint64_t *gram);

/* The grams that are kept. */
void fingerprint_kept(struct fingerprint *f, const char *text, size_t size);
bool fingerprint_next(struct fingerprint *f, uint64_t *gram);

/* The number below 2^FINGERPRINT_BITS that stands for a gram in an index; and the
 * order by which the least is found, which tells nothing of the term. */
static inline uint32_t fingerprint_term(uint64_t gram)
{
	return (uint32_t)(gram >> (64 - FINGERPRINT_BITS));
}

static inline uint32_t fingerprint_order(uint64_t gram)
{
	return (uint32_t)gram;
}

#endif

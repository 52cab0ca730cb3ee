/* Fingerprints: a few numbers by which a passage is found again after changes.
 *
 * Every three folded words that follow one another make a gram. A passage is cut into
 * stretches of at most FINGERPRINT_STRETCH grams, and at least FINGERPRINT_LEAST where
 * it has as many, and of each stretch one gram is kept: the least of those that share
 * no word with the one kept before, so that one changed word costs one of them. Whoever
 * asks with all grams of a wording meets what was kept, as in A. Tridgell and P.
 * Mackerras, "The rsync algorithm" (1996), where blocks of the one side are sought at
 * every place of the other; which gram stands for its stretch is chosen by hash, as in
 * S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for Document
 * Fingerprinting" (SIGMOD 2003). A run of words that two passages have in common, twice
 * as long as a stretch, is always met. A passage of fewer than three words has no gram.
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_FINGERPRINT_H
#define TRUCE_DOMAIN_FINGERPRINT_H

#include "domain/wording.h"

#define FINGERPRINT_WORDS 3    /* of a gram */
#define FINGERPRINT_BITS 24    /* of a term */
#define FINGERPRINT_LEAST 4    /* kept of a passage that has as many */
#define FINGERPRINT_STRETCH 16 /* grams of which one is kept */
#define FINGERPRINT_SURE 34    /* words of a run that is always met: two stretches' */
#define FINGERPRINT_KNOWN 256  /* words that are cut once for both counting and keeping */

/* The grams of a text, or those kept of them, one after another. */
struct fingerprint {
	const char *text;
	size_t size, from, word;            /* the next word: its place in the text, and its number */
	uint64_t hashes[FINGERPRINT_KNOWN]; /* of the first words, */
	size_t known;                       /* as many as are known */
	uint64_t words[FINGERPRINT_WORDS];  /* hashes of the last words */
	size_t place;                       /* of the next gram */
	size_t grams, stretches, stretch;   /* of the text; the next one */
	size_t apart;                       /* first gram without a word of the last kept */
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

/* The language of a text, by the little words that it is held together with.
 *
 * Each language has ten words that it uses all the time and the others do not. A
 * language is told only where they leave no doubt. Knows Arabic, English, French,
 * Russian and Spanish. Pure; any thread; looks at no more than 2,000 words. */
#ifndef TRUCE_DOMAIN_LANGUAGE_H
#define TRUCE_DOMAIN_LANGUAGE_H

#include "domain/words.h"

enum { LANGUAGES = 5 };

/* Words counted so far; zeroed to begin with. */
struct language_count {
	size_t words, little[LANGUAGES];
};

void language_count(struct language_count *count, const struct words *w);

/* BCP 47 code, static: where at least one word in ten is a little word of one
 * language, there are ten of them, and no other language has a quarter as many; ""
 * elsewhere. */
const char *language_told(const struct language_count *count);

#endif

/* The language of a text, by the little words that it is held together with, or else by
 * its letters.
 *
 * Each of five languages has ten words that it uses all the time and the others do not;
 * Arabic, Chinese and Russian have letters of their own, and other languages in the same
 * script (Persian, Japanese, Ukrainian) some that these lack. A language is told only
 * where they leave no doubt. Knows Arabic, Chinese, English, French, Russian and Spanish.
 * Pure; any thread; looks at no more than 2,000 words. */
#ifndef TRUCE_DOMAIN_LANGUAGE_H
#define TRUCE_DOMAIN_LANGUAGE_H

#include "domain/words.h"

enum { LANGUAGES = 5, LANGUAGE_SCRIPTS = 3 };

/* Words counted so far; zeroed to begin with. An ideograph is a word. */
struct language_count {
	size_t words, little[LANGUAGES];
	size_t written[LANGUAGE_SCRIPTS],
		strange[LANGUAGE_SCRIPTS]; /* in a script; with letters that its language lacks */
};

void language_count(struct language_count *count, const struct words *w);

/* BCP 47 code, static: where at least one word in twenty is a little word of one
 * language, there are three of them, no other language has a quarter as many, and
 * no more than a quarter of the words is in other scripts; or else where most words, three at
 * least, are in one of the scripts. Never where one in ten of a script's words has a letter
 * that its language lacks. "" elsewhere. */
const char *language_told(const struct language_count *count);

#endif

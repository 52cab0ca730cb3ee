/* Words that a line's end divides, "resolu-" and "tion": whether the hyphen is the word's
 * own or only divides it. Learnt from the whole text first; told of each line once its
 * furniture is known. Any thread; linear. */
#ifndef TRUCE_DOMAIN_READER_DIVIDED_H
#define TRUCE_DOMAIN_READER_DIVIDED_H

#include "domain/reader/internal.h"

/* What stands at a hyphen at the end of a line: the words on either side of it. */
struct division {
	const char *left, *right;
	size_t left_size, right_size;
};

void divided_learn(struct reader *r); /* words as the text spells them */
void divided_mark(struct reader *r);  /* sets what lines' hyphens only divide */

/* Whether text ends with a divided word that next goes on with. */
bool division_at(const char *text, size_t size, const char *next, size_t next_size, struct division *out);

#endif

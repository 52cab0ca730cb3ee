/* Sentences of meeting records that stand apart from speech, put together from lines:
 * where one ends, and whether it decides. What the steps behind direction_at hand to one
 * another. */
#ifndef TRUCE_DOMAIN_READER_DIRECTION_H
#define TRUCE_DOMAIN_READER_DIRECTION_H

#include "domain/reader/record.h"

#define SHORT_LINES 7 /* of most sentences that stand apart */

/* sentence.c */
bool window_begins(const struct window *w, const char *words);
bool window_ends(const struct window *w, const char *words); /* in any letter case */
/* The line after the one that ends the sentence of line first, of at most so many lines;
 * 0 where none does. */
size_t sentence_end(struct record *rec, size_t first, size_t most);
/* Puts the sentence of line first together; false where none ends in so many lines. */
bool sentence_fill(struct record *rec, size_t first, size_t most, struct window *w);

/* direction_forms.c */
bool direction_may_begin(const char *text, size_t size); /* a line, with what one begins with */
/* A sentence that has such a form; person: it begins with somebody's name. */
enum direction direction_of_form(const struct window *w, bool person);
/* A sentence of what somebody did; followed: by what stands apart from speech, too. */
enum direction direction_of_deed(const struct window *w, bool followed);

/* decision.c */
/* Whether the sentence of a line, which is w's, is a decision. */
bool decision_at(struct record *rec, size_t line, struct window *w);
/* Whether a sentence tells the totals of a vote. */
bool result_told(struct record *rec, const struct window *w);

#endif

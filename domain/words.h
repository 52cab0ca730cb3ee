/* Words: a text cut into words, numbers and marks, with its sentences.
 *
 * White space separates and is not kept; every other character belongs to exactly
 * one word. Each word knows the sentence it stands in. Words borrow the text. Pure;
 * any thread; linear in the size of the text. */
#ifndef TRUCE_DOMAIN_WORDS_H
#define TRUCE_DOMAIN_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/text_hash.h"

enum word_kind {
	WORD_LETTERS, /* a run of letters of any script */
	WORD_DIGITS,  /* a run of 0 to 9 */
	WORD_MARK,    /* one other character */
};

struct word {
	uint32_t start, end;  /* bytes of the text */
	uint32_t first, last; /* its sentence: the first word's index, and the one after the last's */
	uint32_t hash;        /* text_hash of its bytes */
	uint8_t kind;
	bool capital; /* begins with A to Z */
};

struct words {
	const char *text;
	size_t size;
	struct word *at;
	size_t count;
	size_t capacity; /* of at, which is used again for the next text */
};

/* Cuts text; false where the arena is full. Start from a zeroed struct. */
bool words_split(struct words *w, const char *text, size_t size, struct arena *arena) MUST_CHECK;

/* The first word of a text, without its sentence; false where there is none. */
bool word_first(const char *text, size_t size, struct word *out);

/* Whether word i, which is there, reads so, given in lower case. */
bool word_reads(const struct words *w, size_t i, const char *lower);

/* The same of a word that need not be there; most are told by their first byte. */
static inline bool word_is(const struct words *w, size_t i, const char *lower)
{
	return i < w->count && ((w->text[w->at[i].start] ^ *lower) & ~0x20) == 0 && word_reads(w, i, lower);
}

/* Whether word i is there and is that ASCII mark. */
static inline bool word_is_mark(const struct words *w, size_t i, char mark)
{
	return i < w->count && w->at[i].kind == WORD_MARK && w->text[w->at[i].start] == mark;
}

/* Whether word i is a hyphen or a dash of any width. */
bool word_is_dash(const struct words *w, size_t i);

/* Whether no white space stands between words i - 1 and i. */
static inline bool word_is_glued(const struct words *w, size_t i)
{
	return i > 0 && i < w->count && w->at[i - 1].end == w->at[i].start;
}

/* Words taken by a phrase that begins at word at, 0 where it does not match. A
 * pattern's words stand between single spaces, in lower case; "a|b" is either, and
 * a word that ends in "?" may be missing: "express|expresses my|our? thanks". A
 * phrase stays within one sentence. Patterns are constants: what one begins with is
 * remembered by its address. */
size_t words_match(const struct words *w, size_t at, const char *pattern);

/* Value of a number word of at most 9 digits; -1 where word i is none. */
int word_number(const struct words *w, size_t i);

#endif

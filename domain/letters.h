/* Characters: which belong to words, and letters without their case.
 *
 * Classes cover the scripts of the official languages of the United Nations and
 * those that European states print; a character that the tables do not name is a
 * letter. Case is folded one character to one, by the rows C and S of the Unicode
 * CaseFolding.txt for Latin, Greek, Cyrillic and Armenian. Pure; any thread. */
#ifndef TRUCE_DOMAIN_LETTERS_H
#define TRUCE_DOMAIN_LETTERS_H

#include "base/utf8.h"

enum letter_class {
	LETTER_WORD,   /* a letter or digit */
	LETTER_ALONE,  /* an ideograph or syllable that is a word by itself */
	LETTER_SPACE,  /* white space */
	LETTER_MARK,   /* punctuation, symbols, controls */
	LETTER_UNSEEN, /* changes how others look: soft hyphen, joiners, Arabic vowel marks */
};

/* Bytes of the character at text, 1 to 4; left is at least 1. A byte that begins no
 * character is one by itself, U+FFFD. */
static inline size_t letter_decode(const char *text, size_t left, uint32_t *c)
{
	return utf8_next(bytes_of(text, left), c);
}

/* An ASCII letter or digit without its case; 0 for every other byte. Most characters
 * of most texts need no more than this. */
extern const uint8_t letter_plain[256];

enum letter_class letter_class(uint32_t c);
uint32_t letter_fold(uint32_t c);

/* The ASCII letter under a Latin letter's marks, or the digit itself: "E" of "É";
 * '\0' for any other character. By the decompositions of UnicodeData.txt, and the
 * letter that a stroke or hook was added to. */
char letter_base(uint32_t c);

#endif

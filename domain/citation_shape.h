/* Private to the citations: how a symbol is written, by the table of its forms. A form is
 * matched against bytes, and what they are in normal form is put together on the way. */
#ifndef TRUCE_DOMAIN_CITATION_SHAPE_H
#define TRUCE_DOMAIN_CITATION_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#define INSTRUMENT_SIZE 96 /* of a normal form, with its NUL */
#define SHAPE_ROMAN_MOST 8
#define SHAPE_LONG_MOST 15 /* of a long one, with D and M: "DCCCLXXXVIII" */

/* Where a form matched, and its normal form so far. */
struct shape {
	const char *text;
	size_t left, at; /* bytes behind text; bytes matched */
	int strokes;
	char normal[INSTRUMENT_SIZE];
	size_t size;
};

/* Adds to the normal form. */
void shape_put(struct shape *m, char c);

/* A roman number. */
bool shape_take_roman(struct shape *m);

/* The longest of some forms, ended by NULL; false where none fits, and m is as it was. */
bool shape_take(struct shape *m, const char *const *forms);

/* The longest of all symbols, which begins with a capital. */
bool shape_take_symbol(struct shape *m);

/* "/Add.1", "/Rev.2": what may follow a symbol, several in a row. */
extern const char *const shape_endings[];
void shape_take_endings(struct shape *m);

/* Whether a word is what symbols of a series of their own begin with: "ST", "INFCIRC". */
bool shape_series_is(const char *word, size_t size);

#endif

/* Dates in words: "14-15 September 2017", "December 20th this year", "mid-March".
 *
 * A date is matched in the words of a text and turned into days only as far as its
 * words go: without a year it has none, and "this year" needs to be told which. By
 * the convention of truce.v1.DateInterval "early" is days 1 to 10, "mid" 11 to 20,
 * "late" and "the end of" 21 to the month's last. Pure; any thread. */
#ifndef TRUCE_DOMAIN_DATES_H
#define TRUCE_DOMAIN_DATES_H

#include "domain/words.h"
#include "truce/v1/common.pb-c.h"

enum date_year {
	DATE_YEAR_NONE, /* the words name none */
	DATE_YEAR_SAID, /* year holds it */
	DATE_YEAR_THIS, /* "this year" */
};

/* One end of the stretch. first and last are days of the month. */
struct date_end {
	int month;
	int first, last; /* last is 0 for the month's last day */
	int year;        /* 0 where it is not printed at this end */
};

struct date_words {
	size_t count; /* words taken */
	enum date_year year_kind;
	struct date_end from, to;
	Truce__V1__DateInterval__Precision precision;
};

/* The date that begins at word at; words taken, 0 where none begins there. */
size_t dates_match(const struct words *w, size_t at, struct date_words *out);

/* A day in French, Spanish, Russian, Ukrainian or Chinese, with its year: "14 mars 2015", "14 de marzo
 * de 2015"; words taken, 0 where none begins there. */
size_t dates_match_other(const struct words *w, size_t at, struct date_words *out);

/* First and last day. this_year resolves "this year", 0 where it is not known.
 * False where the year is not known, or where such a day does not exist: exists
 * tells the two apart. */
bool dates_days(const struct date_words *d, int this_year, int32_t *first, int32_t *last, bool *exists);

/* A message for count words of w from word at, with its days where they are known.
 * NULL where the arena is full. */
Truce__V1__DateInterval *dates_message(const struct words *w, size_t at, size_t count, const struct date_words *d,
				       int this_year, struct arena *arena);

/* Value of an ordinal at word at: "eighth", "8th", "twenty-first"; words taken, 0
 * for none. 1 to 99 in words, 1 to 999 in digits. */
size_t ordinal_match(const struct words *w, size_t at, int *value);

#endif

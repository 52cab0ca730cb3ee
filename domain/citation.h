/* Citations of United Nations documents: symbols and prose, in normal form.
 *
 * "S/PV. 8422", "S/RES/2254 (2015)", "A/61/L.3 and Add.1", and prose such as
 * "resolution 2254 (2015)" or "resolutions 687 (1991), of 3 April 1991, and 715
 * (1991)". A year in brackets means the Security Council, a roman number or a session
 * before a stroke the General Assembly; a bare number means neither. Nothing is
 * mended: what contradicts itself keeps its printed form, with a doubt. Pure; any
 * thread; linear in the words. */
#ifndef TRUCE_DOMAIN_CITATION_H
#define TRUCE_DOMAIN_CITATION_H

#include <string.h>

#include "base/ascii.h"
#include "domain/words.h"

struct citation {
	uint32_t start, end;    /* bytes of the text */
	const char *instrument; /* "S/RES/2254 (2015)", in the arena; NULL where number alone is printed */
	const char *doubt;      /* why its parts cannot belong together, else NULL; static */
	bool scanned;           /* its first stroke is a letter that a scan made of it: "SlPV.1717" */
	int number;             /* of a resolution of the Security Council or of nobody named, else 0 */
	int range;              /* of "Add.1-4", at its end: 2, the first between; 0 for none */
	char letter;            /* of "42/14 C to E", at its end: 'D', the first part between; NUL for none */
};

/* What a run over one text's words remembers: where a list goes on. Zeroed to begin
 * with. */
struct citation_run {
	size_t list_at;     /* word at which the next of a list stands, 0 for none */
	int organ;          /* that the list's head names */
	bool decisions;     /* a list of decisions, not of resolutions */
	bool plural, bare;  /* as the head says; as the one before stands, without a year */
	const char *symbol; /* the document whose parts the list goes on with, or NULL */
	int number, second; /* and the resolution: "66/253 A and B"; 0 for none */
	const char *roman;  /* its session, of "2603 A and B (XXIV)", in the text; NULL for none */
	size_t roman_size;
	char letter;  /* its part that stands before */
	size_t named; /* word behind the last "resolution", 0 for none */
};

/* Whether a text begins with a symbol whose first stroke a scan made a letter of: "SlPV.1717", "Al31/PV.8". */
static inline bool citation_is_scanned(const char *text, size_t size)
{
	if (size < 7 || (text[0] != 'S' && text[0] != 'A') || text[1] == '\0' || strchr("lIiJj", text[1]) == NULL)
		return false;
	return is_digit(text[2]) || memcmp(text + 2, "PV.", 3) == 0;
}

/* The citation that begins at word at (prose begins at "resolution", and takes in an
 * organ printed before it, or at a number that only a resolution has). Words taken from at, 0 for none; -1 where the
 * arena is full. To be asked for each word in order, from behind the last one taken. */
long citation_match(struct citation_run *run, const struct words *w, size_t at, struct arena *arena,
		    struct citation *out);

/* Why a Security Council resolution of that number cannot be of that year, NULL
 * where it can. Numbers run on from year to year; the rule knows the last number of
 * each year from 1946 to 2024, and asks of later years only that the number be past
 * 2024's and not more than 120 a year past. */
const char *citation_year_doubt(int number, int year);

/* The year of the Security Council's resolution of that number, 0 where the rule does not
 * know it. */
int citation_year(int number);

#endif

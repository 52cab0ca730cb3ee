/* A document that somebody asks for, and whether a text cites it.
 *
 * Words that are one citation and nothing else name it: "A/61/L.67", "resolution 2254
 * (2015)". A resolution of the Security Council has a number that is no other's, so its
 * year may be left out on either side, and a number of nobody's is taken as the Council's:
 * "resolution 2254", "S/RES/2254" and "S/RES/2254 (2015)" are one. Pure; any thread. */
#ifndef TRUCE_DOMAIN_CITATION_ASKED_H
#define TRUCE_DOMAIN_CITATION_ASKED_H

#include "domain/citation.h"

struct citation_asked {
	const char *names[2]; /* normal forms, with the year and without it */
	size_t count;         /* of names; 0 where the words name no document */
	int number;           /* by which it is cited without its organ, too; 0 where it is not */
	const char *digits;   /* that stand in every citation of it; digits_size 0 for none */
	size_t digits_size;
};

/* The document that words name; names may be the words themselves. False where the arena
 * is full. */
bool citation_asked(const char *words, struct arena *arena, struct citation_asked *out) MUST_CHECK;

/* Whether a normal form is the document's. */
bool citation_is_asked(const struct citation_asked *asked, const char *instrument);

/* Whether two normal forms are of one document; none is where there are no words. */
bool citation_is_same(const char *one, const char *other);

/* Whether a text cites it; linear in the text. False where the arena is full. */
bool citation_finds_asked(const struct citation_asked *asked, const char *text, struct arena *arena,
			  bool *out) MUST_CHECK;

#endif

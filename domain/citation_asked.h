/* A document that somebody asks for, and whether a text cites it.
 *
 * Words that are one citation and nothing else name it: "A/61/L.67", "resolution 2254
 * (2015)". A resolution of the Security Council has a number that is no other's, so its
 * year may be left out on either side, and a number of nobody's is taken as the Council's:
 * "resolution 2254", "S/RES/2254" and "S/RES/2254 (2015)" are one. Asked for without what
 * stands behind it, in brackets or as the letter of a part, a resolution is meant with any:
 * "A/RES/2625" is "A/RES/2625 (XXV)", "A/RES/37/120" is "A/RES/37/120 A" as well. A symbol may be asked for in small letters. Who knows the record adds which statement
 * holds the document and what else it is called (service/document.h). Pure; any thread. */
#ifndef TRUCE_DOMAIN_CITATION_ASKED_H
#define TRUCE_DOMAIN_CITATION_ASKED_H

#include "domain/citation.h"

#define CITATION_NAMES_MOST 40 /* of a resolution, its parts by their letters */

struct citation_asked {
	const char *names[CITATION_NAMES_MOST]; /* normal forms, with the year and without it */
	size_t count;                           /* of names; 0 where the words name no document */
	const char *open;                       /* of them, with whatever bracket or part behind it; NULL for none */
	const char *statement;                  /* that holds it: "statements/{id}"; NULL where none is known */
	int number;                             /* by which it is cited without its organ, too; 0 where it is not */
	const char *digits;                     /* that stand in every citation of it; digits_size 0 for none */
	size_t digits_size;
};

/* The document that words name; names may be the words themselves. False where the arena
 * is full. */
bool citation_asked(const char *words, struct arena *arena, struct citation_asked *out) MUST_CHECK;

/* One name more, as long as there is room; "" is none. */
void citation_call(struct citation_asked *asked, const char *name);

/* Whether a normal form is the document's. */
bool citation_is_asked(const struct citation_asked *asked, const char *instrument);

/* Whether a citation, of a normal form and the name of a statement ("" for none), is of it. */
bool citation_is_of(const struct citation_asked *asked, const char *instrument, const char *statement);

/* Whether two normal forms are of one document; none is where there are no words. */
bool citation_is_same(const char *one, const char *other);

/* Whether a text cites it; linear in the text. False where the arena is full. */
bool citation_finds_asked(const struct citation_asked *asked, const char *text, struct arena *arena,
			  bool *out) MUST_CHECK;

#endif

/* Private to the citations: what the forms of symbols and of prose share, and those themselves. */
#ifndef TRUCE_DOMAIN_CITATION_FORMS_H
#define TRUCE_DOMAIN_CITATION_FORMS_H

#include "domain/citation.h"
#include "domain/citation_shape.h"

/* citation_forms.c: a bracket, "(2015)", "(XXV)", "(S-VI)", "(Resumption 1)". */
struct bracket {
	size_t words;   /* 0 where there is none */
	int year;       /* 0 for none */
	bool resumed;   /* "(Resumption)" or "(Resumption 1)" */
	int resumption; /* 0 where it has no number */
	uint32_t end;
	const char *roman; /* "XXV", "S-VI" */
	size_t roman_size;
};
struct bracket bracket_at(const struct words *w, size_t i);

/* The part of a resolution that word i is, "A" of "377 A (V)"; NUL where it is none. */
char citation_letter_at(const struct words *w, size_t i);

/* citation_organ.c: whose resolutions and decisions are cited in prose. */
enum organ {
	ORGAN_NONE,
	ORGAN_COUNCIL,
	ORGAN_ASSEMBLY,
	ORGAN_RIGHTS,
	ORGAN_ECOSOC,
	ORGAN_COMMISSION,
	ORGAN_TRUSTEESHIP,
};

/* The organ that words from at name; their number. */
size_t citation_organ_at(const struct words *w, size_t at, int *organ);

/* The words of the organ that ends before word at, with its genitive: "the Security
 * Council's resolution". */
size_t citation_organ_before(const struct words *w, size_t at, int *organ);

/* Whether the sentence of word at names an organ. */
bool citation_organ_named(const struct words *w, size_t at, enum organ organ);

/* citation_symbol.c: a document by its symbol at word at: words taken, 0 for none, -1 without memory. */
long symbol_match(const struct words *w, size_t at, struct arena *arena, struct citation *out);

/* "Add.1" or "L.4" at word at, as a part or a sibling of a document before it. */
long symbol_match_next(const struct words *w, size_t at, const char *symbol, struct arena *arena, struct citation *out);

/* citation_prose.c: a resolution or decision in prose at word at, or the next of the run's list. */
long prose_match(struct citation_run *run, const struct words *w, size_t at, struct arena *arena, struct citation *out);

#endif

/* Whose a verb is that a text tells of others: "Norway, Chad and Peru opposed".
 *
 * The subject stands right before the verb, but for adverbs, begins the clause, and is one
 * party or a list of parties that the tables know: by a name, by the seat of a government
 * ("Oslo") where that is no place of talks, as the representatives, the delegation, the
 * government or the foreign minister of one, or by these behind an adjective ("the Norwegian
 * and Chadian delegations"). What else does something is nobody's: persons, "the sides",
 * "the ministers of Norway and Chad".
 *
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_TOLD_H
#define TRUCE_DOMAIN_TOLD_H

#include "domain/acts.h"

#define TOLD_PARTIES_MOST 16

struct told_party {
	size_t first, end; /* words of its name */
	const char *id;
};

struct told {
	struct told_party parties[TOLD_PARTIES_MOST]; /* in the order printed */
	size_t count;
};

/* The parties whose act the verb at a word is; false where they are not known. */
bool told_of(const struct words *w, size_t at, const struct act_verb *verb, struct told *out);

#endif

/* Who binds himself by a clause of a joint statement or an agreement. */
#ifndef TRUCE_DOMAIN_READER_BOUND_H
#define TRUCE_DOMAIN_READER_BOUND_H

#include "domain/reader/internal.h"

struct bound {
	Truce__V1__Party *party; /* NULL for all who sign */
	size_t verb;             /* the word that binds; 0 where it leads the clause */
};

/* Whether the words before the clauses say that what follows is agreed. */
bool bound_before(const struct words *w);

/* Whether words that bind somebody lead to what he is bound to: "The Parties shall:". */
bool bound_leads(const struct words *w, bool binds);

/* Whether a clause binds anybody; before: the words before the clauses say so. */
bool bound_by(struct reader *r, const struct words *w, bool before, struct bound *out);

#endif

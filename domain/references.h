/* References to sources, gathered from several facts and given once each. Pure; any
 * thread. */
#ifndef TRUCE_DOMAIN_REFERENCES_H
#define TRUCE_DOMAIN_REFERENCES_H

#include <stdbool.h>

#include "base/arena.h"
#include "truce/v1/common.pb-c.h"

struct references {
	Truce__V1__SourceReference **list;
	size_t count, room;
};

/* False without room in the arena. */
bool references_add(struct references *r, size_t count, Truce__V1__SourceReference *const *more,
		    struct arena *arena) MUST_CHECK;

/* Leaves each source and place once, where it stood first. */
bool references_unite(struct references *r, struct arena *arena) MUST_CHECK;

#endif

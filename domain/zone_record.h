/* What a zone's record says of its terms, by their numbers.
 *
 * Made once for all readings, so that a step of a walk over the terms asks one row and
 * costs the same however much is on record. Pure; any thread. */
#ifndef TRUCE_DOMAIN_ZONE_RECORD_H
#define TRUCE_DOMAIN_ZONE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/zone_days.h"
#include "truce/v1/zone.pb-c.h"

bool zone_guarantees(const Truce__V1__Zone *zone, const Truce__V1__Party *party);

struct stance;

struct term_record {
	const Truce__V1__Extension *extension; /* that a text records; NULL for none: */
	struct days since;                     /* from when */
	int32_t next;   /* of the later terms that a text extends, the one from the earliest day; 0 for none */
	size_t stances; /* where what guarantors decided on it begins */
};

struct zone_record {
	const Truce__V1__Zone *zone;
	int32_t decided;        /* the highest term that anything decides on; 0 for none */
	struct term_record *of; /* the terms from 0 to the one after it, which only ends the lists */
	const struct stance *stances, *by_end; /* term by term: domain/stance.h */
};

/* False where the arena is full. */
bool zone_record_make(struct zone_record *out, const Truce__V1__Zone *zone, struct arena *arena) MUST_CHECK;

#endif

/* Facts of a zone for which sources give different values.
 *
 * Source of the rule: the Memorandum of 4 May 2017 as different sources report it
 * (in force the same day or the next, a working group within 5, 10 or 14 days, maps
 * by 22 May, 27 May or 4 June, extension by itself or by consensus). A record keeps
 * such values side by side; two of one subject that are not the same are a conflict.
 * The facts are a table; a value that is not stated is none. Pure; any thread. */
#ifndef TRUCE_DOMAIN_CONFLICTS_H
#define TRUCE_DOMAIN_CONFLICTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "truce/v1/consent_service.pb-c.h"

/* All conflicts of a zone, by the facts in the order of the table, then by subject;
 * values in the order of the record. Lives in arena, borrows from zone. False where
 * the arena is full. */
bool zone_conflicts(const Truce__V1__Zone *zone, struct arena *arena, Truce__V1__ZoneConflict ***out, size_t *count);

#endif

/* Agenda threads: what became of an item from round to round.
 *
 * Source of the rule: the rounds themselves. The eighth Astana round took up
 * detainees, demining and the areas where the sixth and seventh had left them, and
 * a round is known by process and ordinal: the eighth Geneva round is another, and
 * an item carries on by the name of the item before it, never by its topic. An item
 * that carries on from none begins a thread; a link counts only where both items
 * are on record, the earlier one not in a round that is surely later, and outside
 * every circle. A thread that splits is one thread; it is open while the last step of
 * any branch is not OUTCOME_AGREED. Its steps are in the order of the days by which
 * their rounds were over, none before the one it carries on from. Pure; any thread. */
#ifndef TRUCE_DOMAIN_AGENDA_H
#define TRUCE_DOMAIN_AGENDA_H

#include "base/arena.h"
#include "base/status.h"
#include "truce/v1/agenda_service.pb-c.h"

/* Threads of rounds; those begun by round i are first[i] to first[i + 1] - 1, in the
 * order of its agenda. */
struct agenda {
	Truce__V1__AgendaThread **threads;
	size_t *first; /* one more than there are rounds */
};

/* Threads as they stood at the end of a day: rounds that were not surely over by
 * `until` (DAY_LAST: all are taken) are not looked at; ages of open threads count to
 * `today`. Lives in arena, borrows from the rounds. RESOURCE_EXHAUSTED, reason
 * MEMORY, where the arena is full. */
enum status agenda_threads(const Truce__V1__Round *const *rounds, size_t count, int32_t until, int32_t today,
			   struct arena *arena, struct agenda *out, struct error *error) MUST_CHECK;

/* Whether a round was surely later than one whose item it is said to carry on. */
bool agenda_is_later(const Truce__V1__Round *round, const Truce__V1__Round *than);

/* An item's round and id, of its name "rounds/{id}/agenda/{item}"; false for
 * another form. *round borrows from the name, *item too. */
bool agenda_item_name(const char *name, struct bytes *round, const char **item);

#endif

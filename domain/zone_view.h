/* What a walk over the terms of one reading finds for a date, and the notes on it: of
 * domain/zone.c. Pure; any thread. */
#ifndef TRUCE_DOMAIN_ZONE_VIEW_H
#define TRUCE_DOMAIN_ZONE_VIEW_H

#include "base/arena.h"
#include "domain/stance.h"
#include "domain/zone_term.h"
#include "truce/v1/zone_service.pb-c.h"

struct view {
	unsigned states;           /* bits of the states that the dates allow */
	struct zone_term term;     /* that holds the date, or the last before it; number 0 where none has begun */
	struct zone_term told;     /* the last of those up to it that is on record */
	struct zone_term possible; /* what holds it where that is only possible; number 0 where nothing does */
	struct days by_rule;       /* since when an extension is the rule's alone; DAY_LAST where none is */
	char **notes;
	size_t note_count;
};

/* Each false where the arena is full. */
/* What lies between a term and the next, as far as it began by the day. */
bool note_gap(struct view *view, struct arena *arena, const struct zone_term *term, const struct zone_term *next,
	      int32_t day);
/* When and why a zone was ended. */
bool note_end(struct view *view, struct arena *arena, const Truce__V1__Termination *end);
/* Since when an extension is the rule's alone, or only possible by it. */
bool note_rule(struct view *view, struct arena *arena);
/* That nothing tells when the term in course ends. */
bool note_endless(struct view *view, struct arena *arena);
/* Who objects to the term in course, and why it stands all the same. */
bool note_objections(struct view *view, struct arena *arena, const struct zone_terms *terms, int32_t day);
/* What a guarantor holds of a term, where the date of its decision leaves that open on the day. */
bool note_open(struct view *view, struct arena *arena, const Truce__V1__Party *party, int32_t term,
	       const struct stance *stance);
/* That there is nobody whose consent could extend the term. */
bool note_nobody(struct view *view, struct arena *arena);

#endif

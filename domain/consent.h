/* Decisions of guarantors on terms, as they are recorded.
 *
 * Source of the rule: clause 3 of the joint statement of 15 September 2017, by which
 * a term is extended on the basis of consensus of the guarantors: each decides on
 * terms one after the other. It may change its mind: what it holds of a term on a day is
 * in domain/stance.h. Pure; any thread. */
#ifndef TRUCE_DOMAIN_CONSENT_H
#define TRUCE_DOMAIN_CONSENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/zone.h"
#include "truce/v1/zone.pb-c.h"

/* The terms that a zone's record decides on, and the first day on which each of those up to
 * the last of them can be in course by any reading: DAY_LAST for none, and for all where no
 * consent is on a term behind one that nothing decides on. */
struct decisions {
	bool any;               /* a reading has terms that follow one another */
	int32_t last, extended; /* the highest term that anything, and that an extension decides on */
	bool decided[ZONE_TERMS_MOST + 1];
	int32_t begins[ZONE_TERMS_MOST + 1];
};

/* False where the arena is full. */
bool decisions_init(struct decisions *d, const Truce__V1__Zone *zone, struct arena *arena) MUST_CHECK;

/* The last term that one of the zone's consents can be on: the one after all that the rest
 * of the record decides on, and after the one in course on its day. 0 where no reading has
 * terms that follow one another. */
int32_t decisions_most(const struct decisions *d, const Truce__V1__Consent *consent);

/* Whether two are decisions of one party on one term. */
bool consent_is_of(const Truce__V1__Consent *a, const Truce__V1__Consent *b);

/* Whether of two decisions of one party on one term the dates leave open which came first. On
 * one and the same day they came as they stand. */
bool consent_overlaps(const Truce__V1__Consent *a, const Truce__V1__Consent *b);

/* Where a consent stands among a zone's, in the order of their dates. */
size_t consent_place(const Truce__V1__Zone *zone, const Truce__V1__Consent *consent);

#endif

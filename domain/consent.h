/* Decisions of guarantors on terms, as they are recorded.
 *
 * Source of the rule: clause 3 of the joint statement of 15 September 2017, by which
 * a term is extended on the basis of consensus of the guarantors: each decides once
 * on a term, and on terms one after the other. Pure; any thread. */
#ifndef TRUCE_DOMAIN_CONSENT_H
#define TRUCE_DOMAIN_CONSENT_H

#include <stddef.h>
#include <stdint.h>

#include "truce/v1/zone.pb-c.h"

/* The last term that a decision of a day can be on: the one after all that the record
 * decides on, and after the one in course that day by any reading. 0 where no reading
 * has terms that follow one another. */
int32_t consent_term_most(const Truce__V1__Zone *zone, int32_t day);

/* Where a consent stands among a zone's, in the order of their dates. */
size_t consent_place(const Truce__V1__Zone *zone, const Truce__V1__Consent *consent);

#endif

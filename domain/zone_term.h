/* Terms of a zone, one after the other, by one reading.
 *
 * Every date of the record may be a stretch of days; a term carries the earliest
 * and the latest day that each of its dates can be. All of it only moves later
 * when a date of the record does, so that the two ends hold every case between.
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_ZONE_TERM_H
#define TRUCE_DOMAIN_ZONE_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/zone_record.h"

/* What is noted of a term that has no end. */
#define ZONE_TERM_ENDLESS "No end on record: the reading gives no length of the term."

/* A reading of a zone, and the rule by which its terms are walked. */
struct zone_terms {
	const struct zone_record *record;
	const Truce__V1__Reading *reading;
	int rule;
};

/* How long a term is: so many months, or so many days; both 0 where it has no end on record. */
struct zone_length {
	int32_t months, days;
};

struct zone_term {
	int32_t number;    /* from 1 */
	struct days since; /* when what makes it stand was there; DAY_FIRST where nothing was needed */
	struct days first; /* its first day: since, or the day after the term before it if that is later */
	struct days last;  /* its last day; DAY_LAST where it has no end */
	int of_month[2];   /* the day of the month that the ends of last are counted on: 31 on 28 February */
	bool told;         /* it is the first, or the record extends it, not the rule alone */
	int32_t doubt;     /* from when an objection can stand against it; DAY_LAST for none */
};

/* The length of a reading's first term, and of those behind it for which no extension has
 * another. */
struct zone_length zone_length_first(const Truce__V1__Reading *reading);
struct zone_length zone_length_further(const Truce__V1__Reading *reading);
bool zone_length_none(struct zone_length length);

/* The terms that stand surely: under EXTENSION_RULE_POSSIBLE, those that would under
 * EXTENSION_RULE_CONSENSUS. */
void zone_terms_init(struct zone_terms *terms, const struct zone_record *record, const Truce__V1__Reading *reading);

/* The terms that are possible as well: under EXTENSION_RULE_POSSIBLE, those that would
 * stand under EXTENSION_RULE_AUTOMATIC. False under the other rules. */
bool zone_terms_possible(const struct zone_terms *terms, struct zone_terms *out);

/* False where the reading has no date. */
bool zone_term_first(const struct zone_terms *terms, struct zone_term *out);

/* The term that follows by what is on record; false where none can stand. out may
 * be term. */
bool zone_term_next(const struct zone_terms *terms, const struct zone_term *term, struct zone_term *out);

/* Moves a further term on over those that follow by themselves, each as long as the
 * one before, and can all be over before the day: so that a walk takes few more
 * steps than the record has decisions. */
void zone_term_skip(const struct zone_terms *terms, int32_t day, struct zone_term *term);

#endif

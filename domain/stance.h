/* What the guarantors of a zone hold of one of its terms, day by day.
 *
 * A guarantor may change its mind: of its decisions on a term the latest by a day is what
 * it holds at the end of that day. Where a decision's date is a stretch of days, what it
 * holds within it is one of several; the decisions of a party do not overlap
 * (domain/check.h), so that their order is known. Pure; any thread. */
#ifndef TRUCE_DOMAIN_STANCE_H
#define TRUCE_DOMAIN_STANCE_H

#include "domain/zone_record.h"

#define STANCE_GUARANTORS_MOST 64
#define STANCE_CHANGES_MOST 16 /* decisions of one party on one term */

/* What a party may hold on a day: bits. */
#define STANCE_NONE (1u << TRUCE__V1__CONSENT__DECISION__DECISION_UNSPECIFIED)
#define STANCE_CONSENT (1u << TRUCE__V1__CONSENT__DECISION__DECISION_CONSENT)
#define STANCE_OBJECTION (1u << TRUCE__V1__CONSENT__DECISION__DECISION_OBJECTION)

struct stance {
	struct days days;
	int32_t term;
	uint16_t place; /* among the zone's consents */
	uint8_t guarantor, bit;
};

/* Decisions of guarantors on one term, in the order of their dates, and of their last days. */
struct stances {
	size_t guarantors, count;
	const struct stance *list, *by_end;
};

/* Puts the decisions of all terms in order: what zone_record_make does. False where the arena is
 * full. */
bool stances_make(struct zone_record *record, struct arena *arena) MUST_CHECK;

struct stances stances_of(const struct zone_record *record, int32_t term);

/* What a guarantor may hold at the end of a day: more than one bit where dates do not
 * decide. */
unsigned stance_at(const struct stances *s, size_t guarantor, int32_t day);

/* Its last decision of those that can have been made by the end of the day; NULL for none. */
const struct stance *stance_last(const struct stances *s, size_t guarantor, int32_t day);

enum stance_question { STANCE_ALL_CONSENT, STANCE_NONE_OBJECTS };

/* The first stretch of days on which that is so, surely or possibly, that goes on to the
 * day before `by` or longer: from out->lo to the day before out->hi, DAY_LAST where it does
 * not end. False where there is none. */
bool stances_run(const struct stances *s, enum stance_question question, bool surely, int32_t by, struct days *out);

#endif

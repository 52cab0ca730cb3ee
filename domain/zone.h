/* Zones: what holds on a date, by which reading, on whose consent.
 *
 * Source of the rules: the Memorandum on the creation of de-escalation areas of
 * 4 May 2017 and clause 3 of the joint statement of 15 September 2017 (an initial
 * term of months, extended on the basis of consensus of the guarantors). A term of
 * months ends on the day of its last month that has the number of the day it is
 * counted from, or on that month's last day (European Convention on the Calculation
 * of Time-Limits, 1972, articles 3 and 4: the day counted from is not counted), so
 * that six months from 4 May 2017 end with 4 November. Terms that follow one another
 * are counted from one day, the first on which the zone takes effect, each by the
 * months of all so far, so that a short month moves no later term (as RFC 7529 counts
 * months with SKIP=BACKWARD): from 31 August to the last of February, then to 31
 * August. A term of days ends so many days behind the day that it is counted from (article 3
 * again), and months behind it are counted from its last day. What makes a term stand only after the end of the one
 * before begins a new count, from its date. Under EXTENSION_RULE_CONSENSUS the next term stands when every guarantor
 * consents to it by the last day of the term, as the latest of its decisions by then says; under
 * EXTENSION_RULE_AUTOMATIC unless a guarantor objects then; under
 * EXTENSION_RULE_POSSIBLE surely as by consensus, and possibly as by itself; a recorded
 * extension stands by itself from its date. Consents that come late make the term
 * stand from the last one's date and leave a gap that the answer names. A
 * termination ends it from its day. A term that nothing makes stand is passed over
 * from the day on which a text records a later one as extended. Each date that is an
 * interval is taken at each of its days, one not set at any; where they disagree the
 * state is UNCERTAIN and the states possible are listed. Decisions of parties that
 * are no guarantors do not count. Pure; any thread. */
#ifndef TRUCE_DOMAIN_ZONE_H
#define TRUCE_DOMAIN_ZONE_H

#include "base/arena.h"
#include "base/status.h"
#include "truce/v1/zone.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

/* Consents and extensions count for terms up to this one. */
#define ZONE_TERMS_MOST 1200

/* Status of a zone on a date (YYYY-MM-DD, checked by the caller), by a reading's id
 * or "" for the first. The answer lives in arena and borrows from zone. NOT_FOUND,
 * reason NO_SUCH_READING, lists the readings there are; a zone without readings
 * gives STATE_UNSPECIFIED. RESOURCE_EXHAUSTED, reason MEMORY, where the arena is full. */
enum status zone_status(const Truce__V1__Zone *zone, const char *date, const char *reading, struct arena *arena,
			Truce__V1__ZoneStatus **out, struct error *error) MUST_CHECK;

/* Puts a note into the status of a zone that was not ended itself, if another, of which it is part,
 * was ended by the date or perhaps was; *ended says whether. False where the arena is full. */
bool zone_note_parent(Truce__V1__ZoneStatus *status, const Truce__V1__Zone *parent, struct arena *arena,
		      bool *ended) MUST_CHECK;

#endif

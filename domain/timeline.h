/* A zone's states over a stretch of time, by one reading.
 *
 * Source of the rules: domain/zone.h, whose terms these are: what zone_status says
 * of each day from the first to the last is what the stretches say together. A
 * stretch ends where the state or the number of the term changes, so that a term
 * that nothing covers in time stands as a gap of its own. One walk over the terms,
 * whatever the number of days. Pure; any thread. */
#ifndef TRUCE_DOMAIN_TIMELINE_H
#define TRUCE_DOMAIN_TIMELINE_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/zone_term.h"
#include "truce/v1/consent_service.pb-c.h"

/* Longest stretch of time that is answered. */
#define TIMELINE_YEARS_MOST 100

/* The reading of an id, else the zone's first; NULL where it has none. */
const Truce__V1__Reading *timeline_reading(const Truce__V1__Zone *zone, const char *id);

/* Widens the days from span->lo to span->hi by those of the zone's first term to the
 * last that its record decides on, as far as they have ends; an empty span has lo
 * past hi. False where the arena is full. */
bool timeline_widen(const Truce__V1__Zone *zone, const Truce__V1__Reading *reading, struct arena *arena,
		    struct days *span) MUST_CHECK;

/* What a timeline says of its zone beside the stretches; borrows from it. */
void timeline_head(const Truce__V1__Zone *zone, const Truce__V1__Reading *reading, Truce__V1__ZoneTimeline *out);

/* The stretches of the days from first to last, without a gap; lives in arena and
 * borrows from zone. A zone without a reading, or whose reading has no date, is in
 * STATE_UNSPECIFIED throughout. RESOURCE_EXHAUSTED, reason MEMORY, where the arena is
 * full. */
enum status zone_timeline(const Truce__V1__Zone *zone, const char *reading, struct days days, struct arena *arena,
			  Truce__V1__ZoneTimeline **out, struct error *error) MUST_CHECK;

#endif

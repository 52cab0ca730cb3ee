#include "domain/consent.h"

#include "domain/zone.h"
#include "domain/zone_term.h"

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static bool has_terms(const Truce__V1__Reading *reading)
{
	return reading->initial_term_months > 0 &&
	       (int)reading->extension_rule != TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_NONE;
}

/* The term in course on a day, be it only possible, or the last before it; 0 where none
 * has begun. */
static int32_t term_on(const Truce__V1__Zone *zone, const Truce__V1__Reading *reading, int32_t day)
{
	struct terms terms, possible;
	struct term term, next;
	int32_t number = 0;
	zone_terms_init(&terms, zone, reading);
	if (zone_terms_possible(&terms, &possible))
		terms = possible;
	for (bool more = zone_term_first(&terms, &term); more && term.first.lo <= day; term = next) {
		zone_term_skip(&terms, day, &term);
		number = term.number;
		more = number < ZONE_TERMS_MOST && zone_term_next(&terms, &term, &next);
	}
	return number;
}

int32_t consent_term_most(const Truce__V1__Zone *zone, int32_t day)
{
	int32_t most = 0;
	for (size_t i = 0; i < zone->n_readings; i++) {
		struct terms terms;
		if (!has_terms(zone->readings[i]))
			continue;
		zone_terms_init(&terms, zone, zone->readings[i]);
		most = later(most, later(1, later(terms.decided, term_on(zone, zone->readings[i], day))));
	}
	most = most == 0 ? 0 : most + 1;
	return most < ZONE_TERMS_MOST ? most : ZONE_TERMS_MOST;
}

size_t consent_place(const Truce__V1__Zone *zone, const Truce__V1__Consent *consent)
{
	int32_t day = zone_days(consent->date).lo;
	size_t place = zone->n_consents;
	while (place > 0 && zone_days(zone->consents[place - 1]->date).lo > day)
		place--;
	return place;
}

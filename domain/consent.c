#include "domain/consent.h"

#include <string.h>

#include "base/time.h"
#include "domain/zone_term.h"

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static bool has_terms(const Truce__V1__Reading *reading)
{
	return !zone_length_none(zone_length_first(reading)) &&
	       (int)reading->extension_rule != TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_NONE;
}

static void note_decided(struct decisions *d, int32_t term)
{
	if (term < 1 || term > ZONE_TERMS_MOST)
		return;
	d->decided[term] = true;
	d->last = later(d->last, term);
}

/* The days on which the terms by one reading can begin, those that are only possible too; of
 * a term that is passed over, the day of the next. */
static void note_begins(struct decisions *d, const struct zone_record *record, const Truce__V1__Reading *reading)
{
	struct zone_terms terms, possible;
	struct zone_term term, next;
	int32_t number = 0;
	zone_terms_init(&terms, record, reading);
	if (zone_terms_possible(&terms, &possible))
		terms = possible;
	for (bool more = zone_term_first(&terms, &term); more; term = next) {
		while (number < term.number && number < d->last) {
			number++;
			d->begins[number] = earlier(d->begins[number], term.first.lo);
		}
		more = number < d->last && zone_term_next(&terms, &term, &next);
	}
}

/* Whether a consent is on a term of which nothing else on record, only the calendar, can have made
 * that it is the next. */
static bool has_gap(const struct decisions *d, const Truce__V1__Zone *zone)
{
	for (size_t i = 0; i < zone->n_consents; i++) {
		int32_t term = zone->consents[i]->term;
		if (term > later(1, d->extended) + 1 && term <= d->last && !d->decided[term - 1])
			return true;
	}
	return false;
}

bool decisions_init(struct decisions *d, const Truce__V1__Zone *zone, struct arena *arena)
{
	*d = (struct decisions){ .any = false };
	for (size_t i = 0; i < zone->n_consents; i++)
		note_decided(d, zone->consents[i]->term);
	for (size_t i = 0; i < zone->n_extensions; i++) {
		note_decided(d, zone->extensions[i]->term);
		d->extended = later(d->extended, zone->extensions[i]->term);
	}
	for (int32_t i = 1; i <= d->last; i++)
		d->begins[i] = DAY_LAST;
	for (size_t i = 0; i < zone->n_readings; i++)
		d->any |= has_terms(zone->readings[i]);
	if (!has_gap(d, zone))
		return true; /* no walk over the terms is needed */
	struct zone_record record;
	if (!zone_record_make(&record, zone, arena))
		return false;
	for (size_t i = 0; i < zone->n_readings; i++)
		if (has_terms(zone->readings[i]))
			note_begins(d, &record, zone->readings[i]);
	return true;
}

int32_t decisions_most(const struct decisions *d, const Truce__V1__Consent *consent)
{
	int32_t most = later(1, d->extended), day = zone_days(consent->date).hi;
	if (!d->any)
		return 0;
	for (int32_t term = d->last; term > most; term--)
		if ((term < consent->term && d->decided[term]) || d->begins[term] <= day)
			most = term;
	return earlier(most + 1, ZONE_TERMS_MOST);
}

bool consent_is_of(const Truce__V1__Consent *a, const Truce__V1__Consent *b)
{
	return a->term == b->term && a->party != NULL && b->party != NULL && strcmp(a->party->id, b->party->id) == 0;
}

bool consent_overlaps(const Truce__V1__Consent *a, const Truce__V1__Consent *b)
{
	struct days x = zone_days(a->date), y = zone_days(b->date);
	bool follow = x.hi <= y.lo || y.hi <= x.lo;
	return !follow;
}

size_t consent_place(const Truce__V1__Zone *zone, const Truce__V1__Consent *consent)
{
	int32_t day = zone_days(consent->date).lo;
	size_t place = zone->n_consents;
	while (place > 0 && zone_days(zone->consents[place - 1]->date).lo > day)
		place--;
	return place;
}

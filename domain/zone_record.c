#include "domain/zone_record.h"

#include <string.h>

#include "base/time.h"
#include "domain/zone.h"

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

struct days zone_days(const Truce__V1__DateInterval *date)
{
	struct days days = { DAY_FIRST, DAY_LAST };
	if (date == NULL)
		return days;
	if (!date_parse(date->earliest, &days.lo))
		days.lo = DAY_FIRST;
	if (!date_parse(date->latest, &days.hi))
		days.hi = DAY_LAST;
	days.hi = later(days.lo, days.hi);
	return days;
}

static bool same_party(const Truce__V1__Party *a, const Truce__V1__Party *b)
{
	return a != NULL && b != NULL && strcmp(a->id, b->id) == 0;
}

bool zone_guarantees(const Truce__V1__Zone *zone, const Truce__V1__Party *party)
{
	for (size_t i = 0; party != NULL && i < zone->n_guarantors; i++)
		if (same_party(zone->guarantors[i]->party, party))
			return true;
	return false;
}

/* Adds a day on which something can have been done; the earliest way counts. */
static void note_day(bool *done, struct days *since, const Truce__V1__DateInterval *date)
{
	struct days days = zone_days(date);
	*since = *done ? (struct days){ earlier(since->lo, days.lo), earlier(since->hi, days.hi) } : days;
	*done = true;
}

static int32_t highest(const Truce__V1__Zone *zone)
{
	int32_t most = 0;
	for (size_t i = 0; i < zone->n_consents; i++)
		most = later(most, zone->consents[i]->term);
	for (size_t i = 0; i < zone->n_extensions; i++)
		most = later(most, zone->extensions[i]->term);
	return earlier(most, ZONE_TERMS_MOST);
}

static bool is_of(const struct zone_record *r, int32_t term)
{
	return term >= 1 && term <= r->decided;
}

static void note_extensions(struct zone_record *r)
{
	for (size_t i = 0; i < r->zone->n_extensions; i++) {
		const Truce__V1__Extension *extension = r->zone->extensions[i];
		if (!is_of(r, extension->term))
			continue;
		struct term_record *of = &r->of[extension->term];
		if (of->extension != NULL) /* each term is extended once, see domain/check_zone.c */
			continue;
		of->extension = extension;
		of->since = zone_days(extension->date);
	}
	for (int32_t term = r->decided - 1, next = 0; term >= 0; term--) {
		const struct term_record *behind = &r->of[term + 1];
		if (behind->extension != NULL && (next == 0 || behind->since.lo <= r->of[next].since.lo))
			next = term + 1;
		r->of[term].next = next;
	}
}

/* Sorts the consents by their terms: each is counted, and put behind those before it. */
static bool sort_consents(struct zone_record *r, struct arena *arena)
{
	const Truce__V1__Zone *zone = r->zone;
	size_t *sorted = arena_array(arena, zone->n_consents, sizeof *sorted);
	if (sorted == NULL)
		return false;
	for (size_t i = 0; i < zone->n_consents; i++)
		if (is_of(r, zone->consents[i]->term))
			r->of[zone->consents[i]->term + 1].consents++;
	for (int32_t term = 1; term <= r->decided + 1; term++)
		r->of[term].consents += r->of[term - 1].consents;
	for (size_t i = 0; i < zone->n_consents; i++)
		if (is_of(r, zone->consents[i]->term))
			sorted[r->of[zone->consents[i]->term].consents++] = i;
	for (int32_t term = r->decided + 1; term > 0; term--) /* each is where the next began */
		r->of[term].consents = r->of[term - 1].consents;
	r->of[0].consents = 0;
	r->consents = sorted;
	return true;
}

/* When every guarantor's consent to a term is there; false where one is missing. */
static bool consensus(const struct zone_record *r, int32_t term, struct days *on)
{
	const Truce__V1__Zone *zone = r->zone;
	*on = (struct days){ DAY_FIRST, DAY_FIRST };
	for (size_t g = 0; g < zone->n_guarantors; g++) {
		bool given = false;
		struct days since;
		for (size_t i = r->of[term].consents; i < r->of[term + 1].consents; i++) {
			const Truce__V1__Consent *c = zone->consents[r->consents[i]];
			if (c->decision == TRUCE__V1__CONSENT__DECISION__DECISION_CONSENT &&
			    same_party(c->party, zone->guarantors[g]->party))
				note_day(&given, &since, c->date);
		}
		if (!given)
			return false;
		*on = (struct days){ later(on->lo, since.lo), later(on->hi, since.hi) };
	}
	return zone->n_guarantors > 0;
}

static bool note_decisions(struct zone_record *r, struct arena *arena)
{
	const Truce__V1__Zone *zone = r->zone;
	struct days *objections = arena_array(arena, zone->n_consents, sizeof *objections);
	size_t count = 0;
	if (objections == NULL)
		return false;
	for (int32_t term = 1; term <= r->decided; term++) {
		struct term_record *of = &r->of[term];
		of->agreed = consensus(r, term, &of->agreed_on);
		of->objections = count;
		for (size_t i = of->consents; i < r->of[term + 1].consents; i++) {
			const Truce__V1__Consent *c = zone->consents[r->consents[i]];
			if (c->decision == TRUCE__V1__CONSENT__DECISION__DECISION_OBJECTION &&
			    zone_guarantees(zone, c->party))
				objections[count++] = zone_days(c->date);
		}
	}
	r->of[r->decided + 1].objections = count;
	r->objections = objections;
	return true;
}

bool zone_record_make(struct zone_record *out, const Truce__V1__Zone *zone, struct arena *arena)
{
	int32_t decided = highest(zone);
	*out = (struct zone_record){ .zone = zone, .decided = decided };
	out->of = arena_zalloc(arena, ((size_t)decided + 2) * sizeof *out->of);
	if (out->of == NULL || !sort_consents(out, arena))
		return false;
	note_extensions(out);
	return note_decisions(out, arena);
}

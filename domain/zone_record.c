#include "domain/zone_record.h"

#include <string.h>

#include "base/time.h"
#include "domain/stance.h"
#include "domain/zone.h"

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
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

bool zone_record_make(struct zone_record *out, const Truce__V1__Zone *zone, struct arena *arena)
{
	int32_t decided = highest(zone);
	*out = (struct zone_record){ .zone = zone, .decided = decided };
	out->of = arena_zalloc(arena, ((size_t)decided + 2) * sizeof *out->of);
	if (out->of == NULL)
		return false;
	note_extensions(out);
	return stances_make(out, arena);
}

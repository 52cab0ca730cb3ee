#include "domain/conflicts.h"

#include <stdlib.h>
#include <string.h>

#include "domain/references.h"
#include "domain/zone_term.h"
#include "proto/message.h"

/* What one element of a list says of a fact; value NULL where it says nothing. */
struct saying {
	const char *subject, *value, *reading;
	size_t n_sources;
	Truce__V1__SourceReference **sources;
	size_t index; /* in the list */
};

struct fact {
	const char *path;
	size_t (*count)(const Truce__V1__Zone *zone);
	/* False without room. */
	bool (*say)(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out);
};

/* ---- Values in words -------------------------------------------------- */

/* False without room; *out NULL for a date that says nothing. */
static bool date_words(const Truce__V1__DateInterval *date, struct arena *arena, const char **out)
{
	*out = NULL;
	if (date == NULL)
		return true;
	const char *from = date->earliest, *to = date->latest, *words;
	if (from[0] == '\0' && to[0] == '\0') {
		*out = date->printed[0] == '\0' ? NULL : date->printed;
		return true;
	}
	if (strcmp(from, to) == 0)
		words = from;
	else if (from[0] == '\0')
		words = arena_printf(arena, "by %s", to);
	else if (to[0] == '\0')
		words = arena_printf(arena, "from %s", from);
	else
		words = arena_printf(arena, "%s to %s", from, to);
	*out = words;
	return words != NULL;
}

static bool length_words(struct zone_length length, struct arena *arena, const char **out)
{
	bool by_days = length.months <= 0;
	int32_t count = by_days ? length.days : length.months;
	*out = NULL;
	if (zone_length_none(length))
		return true;
	*out = arena_printf(arena, "%d %s%s", (int)count, by_days ? "day" : "month", count == 1 ? "" : "s");
	return *out != NULL;
}

/* ---- The facts -------------------------------------------------------- */

#define LIST(name)                                                                                                     \
	static size_t count_##name(const Truce__V1__Zone *zone)                                                        \
	{                                                                                                              \
		return zone->n_##name;                                                                                 \
	}
LIST(readings)
LIST(maps)
LIST(mechanisms)
LIST(provinces)
LIST(control_forces)

#define SAYING(element, about)                                                                                         \
	{                                                                                                              \
		.subject = (about), .n_sources = (element)->n_sources, .sources = (element)->sources                   \
	}

static struct saying of_reading(const Truce__V1__Reading *r)
{
	struct saying saying = SAYING(r, "");
	saying.reading = r->id;
	return saying;
}

static bool say_effective(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	*out = of_reading(zone->readings[i]);
	return date_words(zone->readings[i]->effective, arena, &out->value);
}

static bool say_initial(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	*out = of_reading(zone->readings[i]);
	return length_words(zone_length_first(zone->readings[i]), arena, &out->value);
}

static bool say_rule(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	static const char *const rules[] = { NULL, "by consensus of the guarantors", "by itself", "not at all",
					     "possibly by itself" };
	size_t rule = (size_t)zone->readings[i]->extension_rule;
	(void)arena;
	*out = of_reading(zone->readings[i]);
	out->value = rule < sizeof rules / sizeof *rules ? rules[rule] : NULL;
	return true;
}

static bool say_further(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	const Truce__V1__Reading *r = zone->readings[i];
	bool none = r->extension_rule == TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_NONE;
	*out = of_reading(r);
	return none || length_words(zone_length_further(r), arena, &out->value);
}

static bool say_map_due(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	*out = (struct saying)SAYING(zone->maps[i], zone->maps[i]->title);
	return date_words(zone->maps[i]->due, arena, &out->value);
}

static bool say_map_agreed(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	*out = (struct saying)SAYING(zone->maps[i], zone->maps[i]->title);
	return date_words(zone->maps[i]->agreed, arena, &out->value);
}

static bool say_mechanism_due(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	*out = (struct saying)SAYING(zone->mechanisms[i], zone->mechanisms[i]->title);
	return date_words(zone->mechanisms[i]->due, arena, &out->value);
}

static bool say_mechanism_formed(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	*out = (struct saying)SAYING(zone->mechanisms[i], zone->mechanisms[i]->title);
	return date_words(zone->mechanisms[i]->formed, arena, &out->value);
}

static bool say_extent(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	static const char *const extents[] = { NULL, "all of it", "parts of it" };
	const Truce__V1__Province *p = zone->provinces[i];
	size_t extent = (size_t)p->extent;
	(void)arena;
	*out = (struct saying)SAYING(p, p->p_code[0] != '\0' ? p->p_code : p->printed);
	out->value = extent < sizeof extents / sizeof *extents ? extents[extent] : NULL;
	return true;
}

static bool say_since(const Truce__V1__Zone *zone, size_t i, struct arena *arena, struct saying *out)
{
	const Truce__V1__ControlForce *force = zone->control_forces[i];
	const char *party = force->party == NULL ? "" : force->party->id;
	*out = (struct saying)SAYING(force, party);
	if (force->area[0] != '\0')
		out->subject = arena_printf(arena, "%s, %s", party, force->area);
	return out->subject != NULL && date_words(force->since, arena, &out->value);
}

static const struct fact facts[] = {
	{ "readings.effective", count_readings, say_effective },
	{ "readings.initial_term_months", count_readings, say_initial },
	{ "readings.extension_rule", count_readings, say_rule },
	{ "readings.extension_term_months", count_readings, say_further },
	{ "maps.due", count_maps, say_map_due },
	{ "maps.agreed", count_maps, say_map_agreed },
	{ "mechanisms.due", count_mechanisms, say_mechanism_due },
	{ "mechanisms.formed", count_mechanisms, say_mechanism_formed },
	{ "provinces.extent", count_provinces, say_extent },
	{ "control_forces.since", count_control_forces, say_since },
};

/* ---- Finding ---------------------------------------------------------- */

struct finding {
	const Truce__V1__Zone *zone;
	struct arena *arena;
	Truce__V1__ZoneConflict **conflicts;
	size_t count, room;
};

static int compare_subjects(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;
	int order = strcmp(x->subject, y->subject);
	if (order == 0)
		order = strcmp(x->value, y->value);
	return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

static int compare_values(const void *a, const void *b)
{
	const struct saying *const *x = a, *const *y = b;
	return ((*x)->index > (*y)->index) - ((*x)->index < (*y)->index);
}

/* Sayings of one subject and value stand together, the first of them first. */
static size_t count_alike(const struct saying *first, const struct saying *end)
{
	const struct saying *s = first;
	while (s < end && strcmp(s->subject, first->subject) == 0 && strcmp(s->value, first->value) == 0)
		s++;
	return (size_t)(s - first);
}

static bool put_value(Truce__V1__ZoneConflict *conflict, const struct saying *sayings, size_t count,
		      struct arena *arena)
{
	Truce__V1__ZoneConflict__Value *value = arena_alloc(arena, sizeof *value);
	char **readings = arena_array(arena, count, sizeof *readings);
	struct references r = { .count = 0 };
	if (value == NULL || readings == NULL)
		return false;
	truce__v1__zone_conflict__value__init(value);
	value->value = message_borrow(sayings->value);
	value->readings = readings;
	for (size_t i = 0; i < count; i++) {
		if (sayings[i].reading != NULL)
			readings[value->n_readings++] = message_borrow(sayings[i].reading);
		if (!references_add(&r, sayings[i].n_sources, sayings[i].sources, arena))
			return false;
	}
	if (!references_unite(&r, arena))
		return false;
	value->sources = r.list;
	value->n_sources = r.count;
	conflict->values[conflict->n_values++] = value;
	return true;
}

static bool add_conflict(struct finding *f, const struct fact *fact, const struct saying **firsts, size_t count,
			 const struct saying *end)
{
	if (f->count == f->room) {
		size_t room = 2 * f->room + 8;
		Truce__V1__ZoneConflict **bigger = arena_array(f->arena, room, sizeof *bigger);
		if (bigger == NULL)
			return false;
		if (f->count > 0)
			memcpy(bigger, f->conflicts, f->count * sizeof *bigger);
		f->conflicts = bigger;
		f->room = room;
	}
	Truce__V1__ZoneConflict *conflict = arena_alloc(f->arena, sizeof *conflict);
	if (conflict == NULL)
		return false;
	truce__v1__zone_conflict__init(conflict);
	conflict->zone = f->zone->name;
	conflict->title = f->zone->title;
	conflict->fact = message_borrow(fact->path);
	conflict->subject = message_borrow(firsts[0]->subject);
	conflict->values = arena_array(f->arena, count, sizeof *conflict->values);
	if (conflict->values == NULL)
		return false;
	qsort(firsts, count, sizeof *firsts, compare_values);
	for (size_t i = 0; i < count; i++)
		if (!put_value(conflict, firsts[i], count_alike(firsts[i], end), f->arena))
			return false;
	f->conflicts[f->count++] = conflict;
	return true;
}

/* Walks sorted sayings: the first of each value, subject by subject. */
static bool compare_sayings(struct finding *f, const struct fact *fact, const struct saying *sayings, size_t count)
{
	const struct saying **firsts = arena_array(f->arena, count, sizeof *firsts), *end = sayings + count;
	if (firsts == NULL)
		return false;
	for (size_t i = 0, values; i < count;) {
		const struct saying *subject = &sayings[i];
		for (values = 0; i < count && strcmp(sayings[i].subject, subject->subject) == 0; i++)
			if (values == 0 || strcmp(sayings[i].value, sayings[i - 1].value) != 0)
				firsts[values++] = &sayings[i];
		if (values > 1 && !add_conflict(f, fact, firsts, values, end))
			return false;
	}
	return true;
}

static bool find(struct finding *f, const struct fact *fact)
{
	size_t all = fact->count(f->zone), count = 0;
	struct saying *sayings = arena_array(f->arena, all, sizeof *sayings);
	if (sayings == NULL)
		return false;
	for (size_t i = 0; i < all; i++) {
		if (!fact->say(f->zone, i, f->arena, &sayings[count]))
			return false;
		sayings[count].index = i;
		count += sayings[count].value != NULL;
	}
	if (count == 0)
		return true;
	qsort(sayings, count, sizeof *sayings, compare_subjects);
	return compare_sayings(f, fact, sayings, count);
}

bool zone_conflicts(const Truce__V1__Zone *zone, struct arena *arena, Truce__V1__ZoneConflict ***out, size_t *count)
{
	struct finding f = { .zone = zone, .arena = arena };
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (!find(&f, &facts[i]))
			return false;
	*out = f.conflicts;
	*count = f.count;
	return true;
}

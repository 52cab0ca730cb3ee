#include "domain/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/references.h"
#include "domain/stance.h"
#include "domain/zone_view.h"

#define NO_SUCH_READING_IDS 300 /* bytes of ids that an error lists */
#define NOTE_PARENT "%s, which it is part of or lies along, %s ended by this date."
#define NOTE_DELETED "Deleted from the record on %s; this is what it said."

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name
#define BIT(name) (1u << STATE(name))

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for the status of a zone");
}

/* The states that a term, and what follows it (NULL for nothing), allow on a day. */
static unsigned states_of(const struct zone_term *term, const struct zone_term *next, int32_t day)
{
	unsigned states = 0;
	if (term->first.lo <= day && day <= term->last.hi)
		states |= term->number == 1 ? BIT(IN_TERM) : BIT(EXTENDED);
	if (term->last.lo < day && (next == NULL || next->doubt < day || next->since.hi > day))
		states |= BIT(LAPSED);
	return states;
}

/* Walks the terms until one begins after the day. */
static bool walk_terms(const struct zone_terms *terms, int32_t day, struct arena *arena, struct view *view)
{
	struct zone_term term, next;
	if (!zone_term_first(terms, &term))
		return true;
	if (day < term.first.hi)
		view->states |= BIT(NOT_YET_IN_FORCE);
	bool more = term.first.lo <= day;
	while (more) {
		view->term = term;
		view->told = term.told ? term : view->told;
		more = zone_term_next(terms, &term, &next);
		view->states |= states_of(&term, more ? &next : NULL, day);
		if (more && !note_gap(view, arena, &term, &next, day))
			return false;
		more = more && next.first.lo <= day;
		if (more) {
			term = next;
			view->told = term.told ? term : view->told;
			zone_term_skip(terms, day, &term);
		}
	}
	return true;
}

/* Walks the terms that stand surely, then those that are possible as well. */
static bool walk_all(const struct zone_terms *terms, int32_t day, struct arena *arena, struct view *view)
{
	struct zone_terms possible;
	struct view other = { .states = 0 };
	if (!walk_terms(terms, day, arena, view))
		return false;
	if (!zone_terms_possible(terms, &possible))
		return true;
	if (!walk_terms(&possible, day, arena, &other))
		return false;
	if ((view->states & BIT(LAPSED)) != 0 && (other.states & BIT(EXTENDED)) != 0)
		view->possible = other.term;
	view->states |= other.states;
	return true;
}

/* The term of a zone that was ended goes to the day of that. */
static void cut_term(struct zone_term *term, struct days ended)
{
	term->last.lo = term->last.lo < ended.lo ? term->last.lo : ended.lo;
	term->last.hi = term->last.hi < ended.hi ? term->last.hi : ended.hi;
}

/* The view of a day; after a termination, of the zone as it was on its last day. */
static bool walk(const struct zone_terms *terms, int32_t day, struct arena *arena, struct view *view)
{
	*view = (struct view){ .by_rule = { DAY_LAST, DAY_LAST } };
	const Truce__V1__Termination *end = terms->record->zone->termination;
	if (end == NULL)
		return walk_all(terms, day, arena, view) && note_rule(view, arena) && note_endless(view, arena);
	struct days ended = zone_days(end->date);
	if (!walk_all(terms, ended.hi <= day ? ended.hi - 1 : day, arena, view))
		return false;
	if (view->states != 0 && ended.hi <= day)
		view->states = BIT(TERMINATED);
	else if (view->states != 0 && ended.lo <= day)
		view->states |= BIT(TERMINATED);
	if (view->states == BIT(TERMINATED))
		cut_term(&view->term, ended);
	return (view->states & BIT(TERMINATED)) == 0 ? note_rule(view, arena) : note_end(view, arena, end);
}

static Truce__V1__ZoneStatus__State state_of(unsigned states)
{
	if (states == 0)
		return STATE(UNSPECIFIED);
	return (states & (states - 1)) == 0 ? (Truce__V1__ZoneStatus__State)__builtin_ctz(states) : STATE(UNCERTAIN);
}

/* A stretch of days as a date; NULL in *out for days without end. */
static bool date_of_days(struct days days, struct arena *arena, Truce__V1__DateInterval **out)
{
	*out = NULL;
	if (days.lo >= DAY_LAST)
		return true;
	Truce__V1__DateInterval *date = arena_alloc(arena, sizeof *date);
	char *text = arena_alloc(arena, 2 * (size_t)DATE_SIZE);
	if (date == NULL || text == NULL)
		return false;
	truce__v1__date_interval__init(date);
	date_print(days.lo, text);
	date_print(days.hi, text + DATE_SIZE);
	if (days.lo > DAY_FIRST)
		date->earliest = text;
	if (days.hi < DAY_LAST)
		date->latest = text + DATE_SIZE;
	date->precision = days.lo == days.hi ? TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY
					     : TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_RANGE;
	*out = date;
	return true;
}

static bool put_states(Truce__V1__ZoneStatus *status, unsigned states, struct arena *arena)
{
	status->state = state_of(states);
	if (status->state != STATE(UNCERTAIN))
		return true;
	status->possible_states = arena_array(arena, STATE(UNCERTAIN), sizeof *status->possible_states);
	if (status->possible_states == NULL)
		return false;
	for (int s = 0; s < (int)STATE(UNCERTAIN); s++)
		if ((states >> s & 1) != 0)
			status->possible_states[status->n_possible_states++] = (Truce__V1__ZoneStatus__State)s;
	return true;
}

static bool put_term(Truce__V1__ZoneStatus *status, const struct zone_term *term, int32_t day, struct arena *arena)
{
	status->term = term->number;
	if (term->number == 0)
		return true;
	if (!date_of_days(term->first, arena, &status->term_start) ||
	    !date_of_days(term->last, arena, &status->term_end))
		return false;
	bool in_force = status->state == STATE(IN_TERM) || status->state == STATE(EXTENDED);
	if (in_force && status->term_end != NULL) {
		status->left_case = TRUCE__V1__ZONE_STATUS__LEFT_DAYS_LEFT;
		status->days_left = term->last.lo - day;
	}
	return true;
}

/* Who consents or objects to the next term on the day, and whose consent it still needs. */
static bool put_decisions(Truce__V1__ZoneStatus *status, const struct zone_terms *terms, int32_t day,
			  struct arena *arena, struct view *view)
{
	const Truce__V1__Zone *zone = terms->record->zone;
	const struct zone_term *term = &view->term;
	struct stances stances = stances_of(terms->record, term->number + 1);
	int rule = (int)terms->reading->extension_rule;
	size_t most = zone->n_guarantors;
	bool automatic = rule == TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_AUTOMATIC;
	bool ended = status->state == STATE(TERMINATED) || term->number == 0 || term->last.lo >= DAY_LAST;
	if (ended || rule == TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_NONE)
		return true;
	if (most == 0)
		return automatic || note_nobody(view, arena);
	status->consents_on_record = arena_array(arena, most, sizeof(void *));
	status->consents_missing = arena_array(arena, most, sizeof(void *));
	status->objections = arena_array(arena, most, sizeof(void *));
	if (status->consents_on_record == NULL || status->consents_missing == NULL || status->objections == NULL)
		return false;
	for (size_t i = 0; i < stances.guarantors; i++) {
		Truce__V1__Party *party = zone->guarantors[i]->party;
		unsigned held = stance_at(&stances, i, day);
		if (party == NULL)
			continue;
		if ((held & (held - 1)) != 0 &&
		    !note_open(view, arena, party, term->number + 1, stance_last(&stances, i, day)))
			return false;
		if (held == STANCE_OBJECTION)
			status->objections[status->n_objections++] = party;
		if (held == STANCE_CONSENT)
			status->consents_on_record[status->n_consents_on_record++] = party;
		else if (!automatic)
			status->consents_missing[status->n_consents_missing++] = party;
	}
	return true;
}

/* What one reading says of the day. */
static bool put_view(Truce__V1__ZoneStatus *status, const struct zone_terms *terms, int32_t day, struct arena *arena,
		     struct view *view)
{
	if (!walk(terms, day, arena, view))
		return false;
	status->reading = terms->reading->id;
	if (!put_states(status, view->states, arena) || !put_term(status, &view->term, day, arena) ||
	    !date_of_days(view->by_rule, arena, &status->by_rule_since) ||
	    !note_objections(view, arena, terms, day) || !put_decisions(status, terms, day, arena, view))
		return false;
	status->notes = view->notes;
	status->n_notes = view->note_count;
	return true;
}

/* The sources of the reading and of all that bears on the terms up to the day. */
static bool put_sources(Truce__V1__ZoneStatus *status, const struct zone_terms *terms, unsigned states, int32_t day,
			struct arena *arena)
{
	const Truce__V1__Zone *zone = terms->record->zone;
	struct references all = { .count = 0 };
	bool ok = references_add(&all, terms->reading->n_sources, terms->reading->sources, arena);
	for (size_t i = 0; ok && i < zone->n_extensions; i++) {
		const Truce__V1__Extension *e = zone->extensions[i];
		if (e->term <= status->term)
			ok = references_add(&all, e->n_sources, e->sources, arena);
	}
	for (size_t i = 0; ok && i < zone->n_consents; i++) {
		const Truce__V1__Consent *c = zone->consents[i];
		if (c->term <= status->term + 1 && zone_days(c->date).lo <= day && zone_guarantees(zone, c->party))
			ok = references_add(&all, c->n_sources, c->sources, arena);
	}
	if (ok && (states & BIT(TERMINATED)) != 0)
		ok = references_add(&all, zone->termination->n_sources, zone->termination->sources, arena);
	if (!ok || !references_unite(&all, arena))
		return false;
	status->sources = all.list;
	status->n_sources = all.count;
	return true;
}

static bool same_date(const Truce__V1__DateInterval *a, const Truce__V1__DateInterval *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a->earliest, b->earliest) == 0 && strcmp(a->latest, b->latest) == 0;
}

static bool put_alternative(Truce__V1__ZoneStatus *status, const struct zone_terms *terms, int32_t day, struct arena *arena)
{
	Truce__V1__ZoneStatus__Alternative *other = arena_alloc(arena, sizeof *other);
	Truce__V1__ZoneStatus by = TRUCE__V1__ZONE_STATUS__INIT;
	struct view view;
	if (other == NULL || !put_view(&by, terms, day, arena, &view))
		return false;
	truce__v1__zone_status__alternative__init(other);
	other->reading = by.reading;
	other->state = by.state;
	other->possible_states = by.possible_states;
	other->n_possible_states = by.n_possible_states;
	other->term = by.term;
	other->term_start = by.term_start;
	other->term_end = by.term_end;
	other->differs = by.state != status->state || !same_date(by.term_end, status->term_end);
	other->left_case =
		(Truce__V1__ZoneStatus__Alternative__LeftCase)(by.left_case == TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET
								       ? TRUCE__V1__ZONE_STATUS__ALTERNATIVE__LEFT__NOT_SET
								       : TRUCE__V1__ZONE_STATUS__ALTERNATIVE__LEFT_DAYS_LEFT);
	other->days_left = by.days_left;
	other->by_rule_since = by.by_rule_since;
	other->notes = by.notes;
	other->n_notes = by.n_notes;
	other->consents_missing = by.consents_missing;
	other->n_consents_missing = by.n_consents_missing;
	other->n_sources = terms->reading->n_sources;
	other->sources = terms->reading->sources;
	status->alternatives[status->n_alternatives++] = other;
	return true;
}

static bool put_alternatives(Truce__V1__ZoneStatus *status, const struct zone_terms *chosen, int32_t day,
			     struct arena *arena)
{
	const Truce__V1__Zone *zone = chosen->record->zone;
	status->alternatives = arena_array(arena, zone->n_readings, sizeof(void *));
	if (status->alternatives == NULL)
		return false;
	for (size_t i = 0; i < zone->n_readings; i++) {
		struct zone_terms terms;
		zone_terms_init(&terms, chosen->record, zone->readings[i]);
		if (zone->readings[i] != chosen->reading && !put_alternative(status, &terms, day, arena))
			return false;
	}
	return true;
}

static const Truce__V1__Reading *find_reading(const Truce__V1__Zone *zone, const char *id)
{
	for (size_t i = 0; i < zone->n_readings; i++)
		if (id[0] == '\0' || strcmp(zone->readings[i]->id, id) == 0)
			return zone->readings[i];
	return NULL;
}

static enum status no_such_reading(const Truce__V1__Zone *zone, const char *id, struct error *error)
{
	char ids[NO_SUCH_READING_IDS] = "";
	size_t size = 0;
	for (size_t i = 0; i < zone->n_readings && size + 1 < sizeof ids; i++) {
		int n = snprintf(ids + size, sizeof ids - size, "%s%s", i == 0 ? "" : ", ", zone->readings[i]->id);
		size += n > 0 ? (size_t)n : 0;
	}
	return error_set(error, STATUS_NOT_FOUND, "NO_SUCH_READING", "%s has no reading \"%s\"; it has: %s", zone->name,
			 id, zone->n_readings == 0 ? "none" : ids);
}

static bool put_note_first(Truce__V1__ZoneStatus *status, char *note, struct arena *arena)
{
	char **notes = arena_array(arena, status->n_notes + 1, sizeof *notes);
	if (notes == NULL || note == NULL)
		return false;
	notes[0] = note;
	for (size_t i = 0; i < status->n_notes; i++)
		notes[i + 1] = status->notes[i];
	status->notes = notes;
	status->n_notes++;
	return true;
}

bool zone_note_parent(Truce__V1__ZoneStatus *status, const Truce__V1__Zone *parent, struct arena *arena, bool *ended)
{
	int32_t day;
	struct days end = { DAY_LAST, DAY_LAST };
	if (parent->termination != NULL)
		end = zone_days(parent->termination->date);
	*ended = date_parse(status->date, &day) && status->state != STATE(TERMINATED) && parent->termination != NULL &&
		 end.lo <= day;
	if (!*ended)
		return true;
	return put_note_first(
		status, arena_printf(arena, NOTE_PARENT, parent->name, end.hi <= day ? "was" : "perhaps was"), arena);
}

/* Puts before all other notes that the zone is deleted. */
static bool note_deleted(Truce__V1__ZoneStatus *status, const Truce__V1__Zone *zone, struct arena *arena)
{
	int64_t instant;
	char date[DATE_SIZE];
	status->delete_time = zone->delete_time;
	if (zone->delete_time == NULL || !instant_of(zone->delete_time->seconds, zone->delete_time->nanos, &instant))
		return true;
	date_print(day_of_instant(instant), date);
	return put_note_first(status, arena_printf(arena, NOTE_DELETED, date), arena);
}

static bool fill(Truce__V1__ZoneStatus *status, const struct zone_terms *terms, int32_t day, struct arena *arena)
{
	struct view view;
	return put_view(status, terms, day, arena, &view) &&
	       put_sources(status, terms, view.states, day, arena) && put_alternatives(status, terms, day, arena);
}

enum status zone_status(const Truce__V1__Zone *zone, const char *date, const char *reading, struct arena *arena,
			Truce__V1__ZoneStatus **out, struct error *error)
{
	int32_t day = DAY_FIRST;
	if (!date_parse(date, &day))
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_DATE",
				 "\"%s\" is no date; expected a date that exists, as YYYY-MM-DD", date);
	const Truce__V1__Reading *chosen = find_reading(zone, reading);
	if (chosen == NULL && reading[0] != '\0')
		return no_such_reading(zone, reading, error);
	Truce__V1__ZoneStatus *status = arena_alloc(arena, sizeof *status);
	char *text = arena_text(arena, date);
	if (status == NULL || text == NULL)
		return no_memory(error);
	truce__v1__zone_status__init(status);
	status->zone = zone->name;
	status->title = zone->title;
	status->kind = zone->kind;
	status->date = text;
	if (chosen != NULL) {
		struct zone_record record;
		struct zone_terms terms;
		if (!zone_record_make(&record, zone, arena))
			return no_memory(error);
		zone_terms_init(&terms, &record, chosen);
		if (!fill(status, &terms, day, arena))
			return no_memory(error);
	}
	if (!note_deleted(status, zone, arena))
		return no_memory(error);
	*out = status;
	return STATUS_OK;
}

#include "domain/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/references.h"
#include "proto/message.h"

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name
#define BIT(name) (1u << STATE(name))
#define STATES ((int)STATE(UNCERTAIN))
#define NOTE_GAP "Term %d stands from %s on%s: until then nothing on record covers these days."
#define NOTE_GAP_OPEN "From which day term %d stands is not on record: until then nothing covers these days."
#define NOTE_RULE "Extended by the rule alone: no extension is on record, nor the consent of every guarantor."
#define NOTE_POSSIBLE "An extension is only possible: none is on record, nor the consent of every guarantor."

/* From a day on, a state is possible for one reason more (step 1) or less (-1), or
 * (step 0) the term is another. */
struct turn {
	int32_t day;
	int step, state;
	size_t term; /* in terms */
};

/* A term, and where what follows it leaves a gap, the term that does. */
struct walked {
	int32_t number, next, next_first;
	bool vague;   /* it may do so before */
	bool untold;  /* it is the first that stands by the rule alone */
	bool endless; /* no end is on record */
};

struct walk {
	const Truce__V1__Zone *zone;
	const Truce__V1__Reading *reading;
	const struct zone_record *record;
	struct arena *arena;
	struct days days;
	struct turn *turns;
	size_t turn_count, turn_room;
	struct walked *terms;
	size_t term_count, term_room;
	bool told; /* whether the last of them, or what was before the first, is on record */
	Truce__V1__ZoneTimeline *out;
	size_t stretch_room;
};

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

const Truce__V1__Reading *timeline_reading(const Truce__V1__Zone *zone, const char *id)
{
	for (size_t i = 0; i < zone->n_readings; i++)
		if (strcmp(zone->readings[i]->id, id) == 0)
			return zone->readings[i];
	return zone->n_readings > 0 ? zone->readings[0] : NULL;
}

/* ---- The terms -------------------------------------------------------- */

/* An array of count elements with room for more of them; NULL without memory. */
static void *with_room(struct arena *arena, void *array, size_t count, size_t more, size_t size, size_t *room)
{
	if (*room - count >= more)
		return array;
	size_t bigger = 2 * *room + 8;
	void *copy = arena_array(arena, bigger, size);
	if (copy == NULL)
		return NULL;
	if (count > 0)
		memcpy(copy, array, count * size);
	*room = bigger;
	return copy;
}

/* That a state is possible on the days of a stretch. */
static bool add_state(struct walk *w, int state, int32_t first, int32_t last)
{
	if (first > last)
		return true;
	struct turn *turns = with_room(w->arena, w->turns, w->turn_count, 2, sizeof *turns, &w->turn_room);
	if (turns == NULL)
		return false;
	w->turns = turns;
	turns[w->turn_count++] = (struct turn){ .day = first, .step = 1, .state = state };
	if (last < DAY_LAST)
		turns[w->turn_count++] = (struct turn){ .day = last + 1, .step = -1, .state = state };
	return true;
}

static bool add_term(struct walk *w, const struct zone_term *term, const struct zone_term *next)
{
	struct turn *turns = with_room(w->arena, w->turns, w->turn_count, 1, sizeof *turns, &w->turn_room);
	if (turns == NULL)
		return false;
	w->turns = turns;
	struct walked *terms = with_room(w->arena, w->terms, w->term_count, 1, sizeof *terms, &w->term_room);
	if (terms == NULL)
		return false;
	w->terms = terms;
	w->turns[w->turn_count++] = (struct turn){ .day = term->first.lo, .term = w->term_count };
	terms[w->term_count++] =
		(struct walked){ .number = term->number,
				 .next = next == NULL ? 0 : next->number,
				 .next_first = next == NULL ? 0 : next->first.hi,
				 .vague = next != NULL && next->first.lo < next->first.hi,
				 .untold = !term->told && w->told,
				 .endless = term->last.lo >= DAY_LAST && w->zone->termination == NULL };
	w->told = term->told;
	return true;
}

/* What a term, and what follows it (NULL for nothing), make possible up to a day. */
static bool add_states(struct walk *w, const struct zone_term *term, const struct zone_term *next, int32_t until)
{
	int state = term->number == 1 ? STATE(IN_TERM) : STATE(EXTENDED);
	int32_t covered = next == NULL ? until : earlier(next->since.hi - 1, until);
	if (!add_state(w, state, term->first.lo, earlier(term->last.hi, until)))
		return false;
	if (term->last.lo < DAY_LAST && !add_state(w, STATE(LAPSED), term->last.lo + 1, covered))
		return false;
	if (next == NULL || next->doubt >= DAY_LAST)
		return true;
	return add_state(w, STATE(LAPSED), later(term->last.lo, next->doubt) + 1, until);
}

/* Walks the terms that begin up to a day: what a stretch tells, or what is possible as
 * well. */
static bool walk_terms(struct walk *w, const struct zone_terms *terms, bool possible, int32_t until)
{
	struct zone_term term, next;
	if (!zone_term_first(terms, &term))
		return add_state(w, STATE(UNSPECIFIED), w->days.lo, w->days.hi);
	if (!add_state(w, STATE(NOT_YET_IN_FORCE), DAY_FIRST, earlier(term.first.hi - 1, until)))
		return false;
	for (bool more = term.first.lo <= until; more; term = next) {
		if (term.number > 1) /* what the first makes possible is of its own */
			zone_term_skip(terms, earlier(w->days.lo, until), &term);
		more = zone_term_next(terms, &term, &next);
		const struct zone_term *behind = more ? &next : NULL;
		if ((!possible && !add_term(w, &term, behind)) || !add_states(w, &term, behind, until))
			return false;
		more = more && next.first.lo <= until;
	}
	return true;
}

/* Walks the terms that stand surely, then those that are possible as well. */
static bool walk_all(struct walk *w, int32_t until)
{
	struct zone_terms terms, possible;
	zone_terms_init(&terms, w->record, w->reading);
	return walk_terms(w, &terms, false, until) &&
	       (!zone_terms_possible(&terms, &possible) || walk_terms(w, &possible, true, until));
}

static bool has_date(const Truce__V1__Reading *reading)
{
	return reading->effective != NULL &&
	       (reading->effective->earliest[0] != '\0' || reading->effective->latest[0] != '\0');
}

static bool walk(struct walk *w)
{
	if (w->reading == NULL || !has_date(w->reading))
		return add_state(w, STATE(UNSPECIFIED), w->days.lo, w->days.hi);
	if (w->zone->termination == NULL)
		return walk_all(w, w->days.hi);
	struct days ended = zone_days(w->zone->termination->date);
	return walk_all(w, earlier(w->days.hi, ended.hi - 1)) && add_state(w, STATE(TERMINATED), ended.lo, w->days.hi);
}

/* ---- The stretches ---------------------------------------------------- */

/* What is possible between two turns. */
struct phase {
	unsigned states;
	const struct walked *term; /* NULL where none has begun */
};

static bool add_decisions(struct walk *w, const struct phase *phase, struct references *r)
{
	int32_t term = phase->term->number;
	bool open = (phase->states & BIT(LAPSED)) != 0;
	const Truce__V1__Zone *zone = w->zone;
	for (size_t i = 0; i < zone->n_extensions; i++) {
		const Truce__V1__Extension *e = zone->extensions[i];
		if ((e->term == term || (open && e->term == term + 1)) &&
		    !references_add(r, e->n_sources, e->sources, w->arena))
			return false;
	}
	for (size_t i = 0; i < zone->n_consents; i++) {
		const Truce__V1__Consent *c = zone->consents[i];
		if ((c->term == term || (open && c->term == term + 1)) && zone_guarantees(zone, c->party) &&
		    !references_add(r, c->n_sources, c->sources, w->arena))
			return false;
	}
	return true;
}

static bool put_sources(struct walk *w, const struct phase *phase, Truce__V1__ZoneTimeline__Stretch *stretch)
{
	struct references r = { .count = 0 };
	const Truce__V1__Termination *end = (phase->states & BIT(TERMINATED)) != 0 ? w->zone->termination : NULL;
	if (w->reading != NULL && !references_add(&r, w->reading->n_sources, w->reading->sources, w->arena))
		return false;
	if (phase->term != NULL && !add_decisions(w, phase, &r))
		return false;
	if (end != NULL && !references_add(&r, end->n_sources, end->sources, w->arena))
		return false;
	if (!references_unite(&r, w->arena))
		return false;
	stretch->sources = r.list;
	stretch->n_sources = r.count;
	return true;
}

static bool put_note(struct walk *w, const struct phase *phase, Truce__V1__ZoneTimeline__Stretch *stretch)
{
	char date[DATE_SIZE], *notes[3];
	bool possible = w->reading != NULL &&
			w->reading->extension_rule == TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_POSSIBLE;
	if (phase->term == NULL)
		return true;
	if (phase->term->next != 0 && (phase->states & BIT(LAPSED)) != 0) {
		date_print(phase->term->next_first, date);
		notes[stretch->n_notes++] = phase->term->next_first >= DAY_LAST
						    ? arena_printf(w->arena, NOTE_GAP_OPEN, (int)phase->term->next)
						    : arena_printf(w->arena, NOTE_GAP, (int)phase->term->next, date,
								   phase->term->vague ? " at the latest" : "");
	}
	if (possible && (phase->states & BIT(LAPSED)) != 0 && (phase->states & BIT(EXTENDED)) != 0)
		notes[stretch->n_notes++] = arena_text(w->arena, NOTE_POSSIBLE);
	else if (phase->term->untold && (phase->states & BIT(EXTENDED)) != 0)
		notes[stretch->n_notes++] = arena_text(w->arena, NOTE_RULE);
	if (phase->term->endless && (phase->states & (BIT(IN_TERM) | BIT(EXTENDED))) != 0)
		notes[stretch->n_notes++] = arena_text(w->arena, ZONE_TERM_ENDLESS);
	if (stretch->n_notes == 0)
		return true;
	stretch->notes = arena_array(w->arena, sizeof notes / sizeof *notes, sizeof *notes);
	if (stretch->notes == NULL || notes[0] == NULL || notes[stretch->n_notes - 1] == NULL)
		return false;
	memcpy(stretch->notes, notes, stretch->n_notes * sizeof *notes);
	return true;
}

static bool put_states(struct walk *w, unsigned states, Truce__V1__ZoneTimeline__Stretch *stretch)
{
	if (states == 0 || (states & (states - 1)) == 0) {
		stretch->state = states == 0 ? STATE(UNSPECIFIED) : (Truce__V1__ZoneStatus__State)__builtin_ctz(states);
		return true;
	}
	stretch->state = STATE(UNCERTAIN);
	stretch->possible_states = arena_array(w->arena, (size_t)STATES, sizeof *stretch->possible_states);
	if (stretch->possible_states == NULL)
		return false;
	for (int s = 0; s < STATES; s++)
		if ((states >> s & 1) != 0)
			stretch->possible_states[stretch->n_possible_states++] = (Truce__V1__ZoneStatus__State)s;
	return true;
}

/* Adds the part of the days from first to last that is asked for. */
static bool add_stretch(struct walk *w, const struct phase *phase, int32_t first, int32_t last)
{
	first = later(first, w->days.lo);
	last = earlier(last, w->days.hi);
	if (first > last)
		return true;
	Truce__V1__ZoneTimeline *out = w->out;
	Truce__V1__ZoneTimeline__Stretch *stretch = arena_alloc(w->arena, sizeof *stretch), **all;
	char *dates = arena_alloc(w->arena, 2 * (size_t)DATE_SIZE);
	all = with_room(w->arena, out->stretches, out->n_stretches, 1, sizeof *all, &w->stretch_room);
	if (stretch == NULL || dates == NULL || all == NULL)
		return false;
	truce__v1__zone_timeline__stretch__init(stretch);
	date_print(first, dates);
	date_print(last, dates + DATE_SIZE);
	stretch->first_date = dates;
	stretch->last_date = dates + DATE_SIZE;
	stretch->term = phase->term == NULL ? 0 : phase->term->number;
	out->stretches = all;
	all[out->n_stretches++] = stretch;
	return put_states(w, phase->states, stretch) && put_sources(w, phase, stretch) && put_note(w, phase, stretch);
}

static int compare_turns(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

static bool same(const struct phase *a, const struct phase *b)
{
	return a->states == b->states && a->term == b->term;
}

static bool make_stretches(struct walk *w)
{
	int reasons[STATES];
	memset(reasons, 0, sizeof reasons);
	struct phase now = { .states = 0 }, next = now;
	int32_t since = DAY_FIRST;
	if (w->turn_count > 0)
		qsort(w->turns, w->turn_count, sizeof *w->turns, compare_turns);
	for (size_t i = 0; i < w->turn_count;) {
		int32_t day = w->turns[i].day;
		for (; i < w->turn_count && w->turns[i].day == day; i++) {
			const struct turn *turn = &w->turns[i];
			if (turn->step == 0)
				next.term = &w->terms[turn->term];
			reasons[turn->state] += turn->step;
		}
		next.states = 0;
		for (int s = 0; s < STATES; s++)
			next.states |= reasons[s] > 0 ? 1u << s : 0;
		if (same(&now, &next))
			continue;
		if (!add_stretch(w, &now, since, day - 1))
			return false;
		now = next;
		since = day;
	}
	return add_stretch(w, &now, since, DAY_LAST);
}

void timeline_head(const Truce__V1__Zone *zone, const Truce__V1__Reading *reading, Truce__V1__ZoneTimeline *out)
{
	truce__v1__zone_timeline__init(out);
	out->zone = zone->name;
	out->title = zone->title;
	out->kind = zone->kind;
	if (reading != NULL)
		out->reading = reading->id;
}

enum status zone_timeline(const Truce__V1__Zone *zone, const char *reading, struct days days, struct arena *arena,
			  Truce__V1__ZoneTimeline **out, struct error *error)
{
	struct zone_record record;
	struct walk w = {
		.zone = zone, .reading = timeline_reading(zone, reading), .arena = arena, .days = days, .told = true
	};
	w.out = zone_record_make(&record, zone, arena) ? arena_alloc(arena, sizeof *w.out) : NULL;
	w.record = &record;
	if (w.out != NULL)
		timeline_head(zone, w.reading, w.out);
	if (w.out == NULL || !walk(&w) || !make_stretches(&w))
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				 "no memory for the timeline of a zone; ask for fewer years");
	*out = w.out;
	return STATUS_OK;
}

/* ---- What there is on record ------------------------------------------ */

static void widen(struct days *span, int32_t first, int32_t last)
{
	span->lo = earlier(span->lo, first);
	span->hi = later(span->hi, last);
}

bool timeline_widen(const Truce__V1__Zone *zone, const Truce__V1__Reading *reading, struct arena *arena,
		    struct days *span)
{
	struct zone_record record;
	struct zone_terms terms;
	struct zone_term term;
	if (!zone_record_make(&record, zone, arena))
		return false;
	zone_terms_init(&terms, &record, reading);
	if (!zone_term_first(&terms, &term))
		return true;
	int32_t first = term.first.lo > DAY_FIRST ? term.first.lo : term.first.hi, last = first;
	do {
		if (term.last.hi < DAY_LAST)
			last = later(last, term.last.hi);
	} while (term.number < record.decided && zone_term_next(&terms, &term, &term));
	if (zone->termination != NULL && zone_days(zone->termination->date).hi < DAY_LAST)
		last = later(first, zone_days(zone->termination->date).hi);
	if (first < DAY_LAST)
		widen(span, first, last);
	return true;
}

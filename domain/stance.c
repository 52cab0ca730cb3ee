#include "domain/stance.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"

static int compare(int32_t a, int32_t b)
{
	return (a > b) - (a < b);
}

static int by_dates(const void *a, const void *b)
{
	const struct stance *x = a, *y = b;
	int order = compare(x->term, y->term);
	order = order != 0 ? order : compare(x->days.lo, y->days.lo);
	order = order != 0 ? order : compare(x->days.hi, y->days.hi);
	return order != 0 ? order : compare(x->place, y->place);
}

static int by_last_days(const void *a, const void *b)
{
	const struct stance *x = a, *y = b;
	int order = compare(x->term, y->term);
	order = order != 0 ? order : compare(x->days.hi, y->days.hi);
	return order != 0 ? order : by_dates(a, b);
}

static size_t guarantors_of(const Truce__V1__Zone *zone)
{
	return zone->n_guarantors < STANCE_GUARANTORS_MOST ? zone->n_guarantors : STANCE_GUARANTORS_MOST;
}

/* Which guarantor decides; as many as there are where none does. */
static size_t guarantor_of(const Truce__V1__Zone *zone, const Truce__V1__Consent *c)
{
	size_t g = 0, count = guarantors_of(zone);
	bool decides =
		c->party != NULL && c->decision > 0 && c->decision <= TRUCE__V1__CONSENT__DECISION__DECISION_OBJECTION;
	for (; decides && g < count; g++) {
		const Truce__V1__Party *party = zone->guarantors[g]->party;
		if (party != NULL && strcmp(party->id, c->party->id) == 0)
			return g;
	}
	return count;
}

bool stances_make(struct zone_record *record, struct arena *arena)
{
	const Truce__V1__Zone *zone = record->zone;
	size_t count = 0, none = guarantors_of(zone), at = 0;
	struct stance *list = arena_array(arena, zone->n_consents, sizeof *list), *by_end;
	by_end = arena_array(arena, zone->n_consents, sizeof *by_end);
	if (list == NULL || by_end == NULL)
		return false;
	for (size_t i = 0; i < zone->n_consents; i++) {
		const Truce__V1__Consent *c = zone->consents[i];
		size_t g = c->term >= 1 && c->term <= record->decided ? guarantor_of(zone, c) : none;
		if (g < none)
			list[count++] = (struct stance){ zone_days(c->date), c->term, (uint16_t)i, (uint8_t)g,
							 (uint8_t)(1u << c->decision) };
	}
	if (count > 0) {
		memcpy(by_end, list, count * sizeof *list);
		qsort(list, count, sizeof *list, by_dates);
		qsort(by_end, count, sizeof *by_end, by_last_days);
	}
	for (int32_t term = 0; term <= record->decided + 1; term++) {
		while (at < count && list[at].term < term)
			at++;
		record->of[term].stances = at;
	}
	record->stances = list;
	record->by_end = by_end;
	return true;
}

struct stances stances_of(const struct zone_record *record, int32_t term)
{
	struct stances s = { .guarantors = guarantors_of(record->zone) };
	if (term > record->decided)
		return s;
	size_t first = record->of[term].stances;
	s.count = record->of[term + 1].stances - first;
	s.list = record->stances + first;
	s.by_end = record->by_end + first;
	return s;
}

/* A decision was surely made by the day that its date ends on, and takes the place of those
 * before it; within its date it may stand beside them. */
static unsigned with_stance(unsigned held, const struct stance *stance, int32_t day)
{
	if (stance->days.lo > day)
		return held;
	return stance->days.hi <= day ? stance->bit : held | stance->bit;
}

unsigned stance_at(const struct stances *s, size_t guarantor, int32_t day)
{
	unsigned held = STANCE_NONE;
	for (size_t i = 0; i < s->count; i++)
		if (s->list[i].guarantor == guarantor)
			held = with_stance(held, &s->list[i], day);
	return held;
}

const struct stance *stance_last(const struct stances *s, size_t guarantor, int32_t day)
{
	const struct stance *last = NULL;
	for (size_t i = 0; i < s->count; i++)
		if (s->list[i].guarantor == guarantor && s->list[i].days.lo <= day)
			last = &s->list[i];
	return last;
}

static bool answers(unsigned held, enum stance_question question, bool surely)
{
	if (question == STANCE_ALL_CONSENT)
		return surely ? held == STANCE_CONSENT : (held & STANCE_CONSENT) != 0;
	return surely ? (held & STANCE_OBJECTION) == 0 : held != STANCE_OBJECTION;
}

/* What all hold, from one day to the next on which that may change. */
struct sweep {
	const struct stances *of;
	enum stance_question question;
	bool surely;
	unsigned held[STANCE_GUARANTORS_MOST];
	size_t against;     /* guarantors of whom it is not so */
	size_t begun, over; /* how many of list, and of by_end */
};

static void put_held(struct sweep *w, size_t guarantor, unsigned held)
{
	w->against += answers(w->held[guarantor], w->question, w->surely);
	w->held[guarantor] = held;
	w->against -= answers(held, w->question, w->surely);
}

static void sweep_init(struct sweep *w, const struct stances *s, enum stance_question question, bool surely)
{
	*w = (struct sweep){ .of = s, .question = question, .surely = surely };
	for (size_t g = 0; g < s->guarantors; g++) {
		w->held[g] = STANCE_NONE;
		w->against += !answers(STANCE_NONE, question, surely);
	}
}

/* What is over by the end of a day takes the place of what was before; what begins is then possible
 * beside it. */
static bool is_so_by(struct sweep *w, int32_t day)
{
	const struct stances *s = w->of;
	for (; w->over < s->count && s->by_end[w->over].days.hi <= day; w->over++)
		put_held(w, s->by_end[w->over].guarantor, s->by_end[w->over].bit);
	for (; w->begun < s->count && s->list[w->begun].days.lo <= day; w->begun++) {
		const struct stance *stance = &s->list[w->begun];
		if (stance->days.hi > day)
			put_held(w, stance->guarantor, w->held[stance->guarantor] | stance->bit);
	}
	return w->against == 0 && (s->guarantors > 0 || w->question == STANCE_NONE_OBJECTS);
}

static bool next_day(const struct sweep *w, int32_t *day)
{
	const struct stances *s = w->of;
	int32_t next = INT32_MAX;
	if (w->over < s->count)
		next = s->by_end[w->over].days.hi;
	if (w->begun < s->count && s->list[w->begun].days.lo < next)
		next = s->list[w->begun].days.lo;
	*day = next;
	return next != INT32_MAX;
}

bool stances_run(const struct stances *s, enum stance_question question, bool surely, int32_t by, struct days *out)
{
	struct sweep sweep;
	bool held = false;
	int32_t day = DAY_FIRST, from = DAY_FIRST;
	sweep_init(&sweep, s, question, surely);
	do {
		bool now = is_so_by(&sweep, day);
		if (held && !now && day >= by) {
			*out = (struct days){ from, day };
			return true;
		}
		from = now && !held ? day : from;
		held = now;
	} while (next_day(&sweep, &day));
	if (held)
		*out = (struct days){ from, DAY_LAST };
	return held;
}

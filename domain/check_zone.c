#include "domain/check_record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/consent.h"
#include "domain/stance.h"
#include "domain/zone.h"
#include "domain/zone_term.h"

#define TERM_WORDS "is %" PRId32 ", expected 2 to %d: the first term needs no consent"
#define AHEAD_WORDS "is %" PRId32 ", expected %s%" PRId32 ": up to the term that follows those decided on or in course"
#define NO_TERMS_WORDS "no reading of the zone has a term that another follows: there is nothing to decide on"
#define SAME_WORDS "%s %s to term %" PRId32 " in consents[%zu] already; keep one, with both sources"
#define ORDER_WORDS                                                                                                    \
	"it does not say whether %s decided so on term %" PRId32 " before or after consents[%zu]: dates of one party " \
	"on one term do not overlap"
#define OFTEN_WORDS "%s decides more than %d times on term %" PRId32
#define EXTENDED_WORDS "extensions[%zu] extends to the same term; keep one, with both sources"
#define LENGTH_WORDS "is given beside %s; a term has one length: keep the one that the text has"
#define NO_ROOM_WORDS "has more elements than there is memory to check"
#define FUTURE_WORDS "is a day to come, later than %s: it has happened; correct the date"
#define ENDED_WORDS                                                                                                    \
	"is later than the zone's end on %s, after which there is no term to decide on; correct this date or that of " \
	"termination"
#define LATEST_WORDS "is required: the last day that it can have been, as the day of the source that tells it"

static void check_guarantors(const struct checker *c, const Truce__V1__Zone *zone, const struct path *path)
{
	for (size_t i = 0; i < zone->n_guarantors; i++) {
		struct path element = { .up = path, .name = "guarantors", .index = (ptrdiff_t)i };
		const Truce__V1__Party *party = zone->guarantors[i]->party;
		if (party == NULL || party->id[0] == '\0')
			check_fault(c, &element, "party", "needs an id: consents are counted by it");
		for (size_t k = 0; k < i && party != NULL && party->id[0] != '\0'; k++) {
			const Truce__V1__Party *other = zone->guarantors[k]->party;
			if (other != NULL && strcmp(other->id, party->id) == 0)
				check_fault(c, &element, "party", "is a guarantor already; name each once");
		}
	}
}

/* What happened did so on a day, be it known but by the source that tells it. */
static void check_happened(const struct checker *c, const Truce__V1__DateInterval *date, const struct path *path,
			   const char *what)
{
	struct path field = { .up = path, .name = "date", .index = -1 };
	if (date == NULL)
		violations_add_at(c->v, &field, "is required: %s", what);
	else if (date->latest[0] == '\0')
		check_fault(c, &field, "latest", LATEST_WORDS);
}

static void check_termination(const struct checker *c, const Truce__V1__Zone *zone, const struct path *path)
{
	struct path end = { .up = path, .name = "termination", .index = -1 };
	if (zone->termination != NULL)
		check_happened(c, zone->termination->date, &end,
			       "the first day on which the zone is no longer in force");
	if (zone->termination == NULL || zone->n_readings == 0 || zone->readings[0]->effective == NULL)
		return;
	if (zone_days(zone->termination->date).hi < zone_days(zone->readings[0]->effective).lo)
		check_fault(c, path, "termination.date",
			    "is before the zone is in force by its first reading; correct either date");
}

/* A decision and what a text says of an extension lie behind us, and not behind the zone's end. */
static void check_past(const struct checker *c, const Truce__V1__DateInterval *date, const struct path *path)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)c->record;
	struct path field = { .up = path, .name = "date", .index = -1 };
	struct days days = zone_days(date), ended = { DAY_LAST, DAY_LAST };
	char day[DATE_SIZE];
	if (zone->termination != NULL)
		ended = zone_days(zone->termination->date);
	if (date == NULL)
		return;
	if (days.lo > c->today) {
		date_print(c->today, day);
		violations_add_at(c->v, &field, FUTURE_WORDS, day);
	} else if (days.lo > ended.hi) {
		date_print(ended.hi, day);
		violations_add_at(c->v, &field, ENDED_WORDS, day);
	}
}

/* Parties decide on terms one after the other. */
static void check_decided(const struct checker *c, const Truce__V1__Zone *zone, const struct path *path)
{
	struct decisions decisions;
	if (zone->n_consents == 0)
		return;
	if (!decisions_init(&decisions, zone, c->v->arena)) {
		check_fault(c, path, "consents", NO_ROOM_WORDS);
		return;
	}
	for (size_t i = 0; i < zone->n_consents; i++) {
		const Truce__V1__Consent *consent = zone->consents[i];
		struct path element = { .up = path, .name = "consents", .index = (ptrdiff_t)i };
		struct path field = { .up = &element, .name = "term", .index = -1 };
		int32_t most = decisions_most(&decisions, consent);
		if (most == 0)
			check_fault(c, &element, "term", NO_TERMS_WORDS);
		else if (consent->term > most && consent->term <= ZONE_TERMS_MOST) /* others are no term at all */
			violations_add_at(c->v, &field, AHEAD_WORDS, consent->term, most > 2 ? "2 to " : "", most);
	}
}

/* An extension, or a party's decision, among the others. */
struct decision {
	int32_t term;
	const char *party; /* "" of an extension */
	size_t index;
};

static const char *consent_party(const Truce__V1__Consent *consent)
{
	return consent->party == NULL ? "" : consent->party->id;
}

static int compare_decided(const struct decision *a, const struct decision *b)
{
	return a->term != b->term ? (a->term > b->term) - (a->term < b->term) : strcmp(a->party, b->party);
}

static int compare_decisions(const void *a, const void *b)
{
	const struct decision *x = a, *y = b;
	int order = compare_decided(x, y);
	return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* Sorts decisions; to each, by its place in its list, goes the place of the one before it that
 * decides the same, or its own. False without room. */
static bool find_again(struct decision *all, size_t count, struct arena *arena, size_t **again)
{
	*again = arena_array(arena, count, sizeof **again);
	if (*again == NULL)
		return false;
	if (count > 0)
		qsort(all, count, sizeof *all, compare_decisions);
	for (size_t i = 0; i < count; i++) {
		bool same = i > 0 && compare_decided(&all[i - 1], &all[i]) == 0;
		(*again)[all[i].index] = all[same ? i - 1 : i].index;
	}
	return true;
}

/* A consent among the others, and what is wrong with it beside one before it in the list. */
struct decided {
	const Truce__V1__Consent *consent;
	struct days days;
	size_t index;
};

static int compare_consents(const void *a, const void *b)
{
	const struct decided *x = a, *y = b;
	const struct decision p = { x->consent->term, consent_party(x->consent), 0 };
	const struct decision q = { y->consent->term, consent_party(y->consent), 0 };
	int order = compare_decided(&p, &q);
	if (order == 0)
		order = (x->days.lo > y->days.lo) - (x->days.lo < y->days.lo);
	if (order == 0)
		order = (x->days.hi > y->days.hi) - (x->days.hi < y->days.hi);
	return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

static void fault_consent(const struct checker *c, const struct path *path, const struct decided *a,
			  const struct decided *b)
{
	const struct decided *later = a->index > b->index ? a : b;
	size_t other = a->index > b->index ? b->index : a->index;
	struct path element = { .up = path, .name = "consents", .index = (ptrdiff_t)later->index };
	struct path party = { .up = &element, .name = "party", .index = -1 }, date = { &element, "date", -1 };
	const char *id = consent_party(later->consent);
	bool consents = later->consent->decision == TRUCE__V1__CONSENT__DECISION__DECISION_CONSENT;
	if (a->consent->decision == b->consent->decision)
		violations_add_at(c->v, &party, SAME_WORDS, id, consents ? "consents" : "objects", later->consent->term,
				  other);
	else if (consent_overlaps(a->consent, b->consent))
		violations_add_at(c->v, &date, ORDER_WORDS, id, later->consent->term, other);
}

/* A party may change its mind on a term: its decisions on it follow one another, each the other way
 * than the one before. */
static void check_consents(const struct checker *c, const Truce__V1__Zone *zone, const struct path *path)
{
	struct decided *all = arena_array(c->v->arena, zone->n_consents, sizeof *all);
	size_t same = 1;
	if (all == NULL) {
		check_fault(c, path, "consents", NO_ROOM_WORDS);
		return;
	}
	for (size_t i = 0; i < zone->n_consents; i++)
		all[i] = (struct decided){ zone->consents[i], zone_days(zone->consents[i]->date), i };
	if (zone->n_consents > 0)
		qsort(all, zone->n_consents, sizeof *all, compare_consents);
	for (size_t i = 1; i < zone->n_consents; i++) {
		struct path element = { .up = path, .name = "consents", .index = (ptrdiff_t)all[i].index };
		struct path party = { .up = &element, .name = "party", .index = -1 };
		same = consent_is_of(all[i - 1].consent, all[i].consent) ? same + 1 : 1;
		if (same == 1 || !zone_guarantees(zone, all[i].consent->party))
			continue;
		if (same == STANCE_CHANGES_MOST + 1)
			violations_add_at(c->v, &party, OFTEN_WORDS, consent_party(all[i].consent), STANCE_CHANGES_MOST,
					  all[i].consent->term);
		fault_consent(c, path, &all[i - 1], &all[i]);
	}
}

/* That no term is extended twice. */
static void check_extensions(const struct checker *c, const Truce__V1__Zone *zone, const struct path *path)
{
	struct decision *all = arena_array(c->v->arena, zone->n_extensions, sizeof *all);
	size_t *again;
	for (size_t i = 0; all != NULL && i < zone->n_extensions; i++)
		all[i] = (struct decision){ zone->extensions[i]->term, "", i };
	if (all == NULL || !find_again(all, zone->n_extensions, c->v->arena, &again)) {
		check_fault(c, path, "extensions", NO_ROOM_WORDS);
		return;
	}
	for (size_t i = 0; i < zone->n_extensions; i++) {
		struct path element = { .up = path, .name = "extensions", .index = (ptrdiff_t)i };
		struct path field = { .up = &element, .name = "term", .index = -1 };
		if (again[i] != i)
			violations_add_at(c->v, &field, EXTENDED_WORDS, again[i]);
	}
}

void check_zone(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)m;
	check_guarantors(c, zone, path);
	check_termination(c, zone, path);
	check_decided(c, zone, path);
	check_consents(c, zone, path);
	check_extensions(c, zone, path);
	if (zone->parent[0] != '\0' && strcmp(zone->parent, zone->name) == 0)
		check_fault(c, path, "parent", "is the zone itself; name the zone that it is part of");
}

/* A term is counted in months or in days. */
static void check_length(const struct checker *c, int32_t months, int32_t days, const char *const names[2],
			 const struct path *path)
{
	struct path field = { .up = path, .name = names[1], .index = -1 };
	if (months != 0 && days != 0)
		violations_add_at(c->v, &field, LENGTH_WORDS, names[0]);
}

void check_reading(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	static const char *const first[] = { "initial_term_months", "initial_term_days" };
	static const char *const further[] = { "extension_term_months", "extension_term_days" };
	const Truce__V1__Reading *r = (const Truce__V1__Reading *)m;
	check_length(c, r->initial_term_months, r->initial_term_days, first, path);
	check_length(c, r->extension_term_months, r->extension_term_days, further, path);
}

static void check_term(const struct checker *c, int32_t term, const struct path *path)
{
	struct path field = { .up = path, .name = "term", .index = -1 };
	if (term < 2 || term > ZONE_TERMS_MOST)
		violations_add_at(c->v, &field, TERM_WORDS, term, ZONE_TERMS_MOST);
}

void check_consent(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Consent *consent = (const Truce__V1__Consent *)m;
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)c->record;
	struct path party = { .up = path, .name = "party", .index = -1 };
	check_term(c, consent->term, path);
	check_happened(c, consent->date, path, "when the party decided");
	check_past(c, consent->date, path);
	if (consent->party == NULL || !zone_guarantees(zone, consent->party))
		violations_add_at(c->v, &party, "\"%s\" is no guarantor of the zone; only guarantors decide on a term",
				  consent->party == NULL ? "" : consent->party->id);
}

void check_extension(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	static const char *const lengths[] = { "months", "days" };
	const Truce__V1__Extension *extension = (const Truce__V1__Extension *)m;
	check_length(c, extension->months, extension->days, lengths, path);
	check_term(c, extension->term, path);
	check_happened(c, extension->date, path, "when the text says so");
	check_past(c, extension->date, path);
}

/* Zones for tests of terms: a record made piece by piece, in an arena that each test
 * program has. */
#ifndef TRUCE_TESTS_ZONES_H
#define TRUCE_TESTS_ZONES_H

#include "tests/support_arena.h"

#include "base/time.h"
#include "domain/zone.h"
#include "domain/zone_term.h"
#include "proto/message.h"

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name
#define BIT(name) (1u << STATE(name))
#define RULE(name) TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_##name
#define CONSENT TRUCE__V1__CONSENT__DECISION__DECISION_CONSENT
#define OBJECTION TRUCE__V1__CONSENT__DECISION__DECISION_OBJECTION

static inline void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static inline void append(void *to, const char *field, void *value)
{
	assert_true(message_append(to, field, value, &arena));
}

static inline Truce__V1__DateInterval *between(const char *earliest, const char *latest)
{
	Truce__V1__DateInterval *date = new_message(&truce__v1__date_interval__descriptor);
	date->earliest = arena_text(&arena, earliest);
	date->latest = arena_text(&arena, latest);
	return date;
}

static inline Truce__V1__DateInterval *on(const char *day)
{
	return between(day, day);
}

static inline Truce__V1__Party *party(const char *id)
{
	Truce__V1__Party *p = new_message(&truce__v1__party__descriptor);
	p->id = arena_text(&arena, id);
	return p;
}

static inline Truce__V1__SourceReference *source(const char *id, const char *place)
{
	Truce__V1__SourceReference *s = new_message(&truce__v1__source_reference__descriptor);
	s->source = arena_text(&arena, id);
	s->place = arena_text(&arena, place);
	return s;
}

static inline Truce__V1__Zone *zone_of(const char *name, const char *const *guarantors)
{
	Truce__V1__Zone *zone = new_message(&truce__v1__zone__descriptor);
	zone->name = arena_text(&arena, name);
	for (; *guarantors != NULL; guarantors++) {
		Truce__V1__Guarantor *g = new_message(&truce__v1__guarantor__descriptor);
		g->party = party(*guarantors);
		append(zone, "guarantors", g);
	}
	return zone;
}

static inline Truce__V1__Reading *add_reading(Truce__V1__Zone *zone, const char *id, Truce__V1__DateInterval *effective,
					      int months, int rule)
{
	Truce__V1__Reading *reading = new_message(&truce__v1__reading__descriptor);
	reading->id = arena_text(&arena, id);
	reading->effective = effective;
	reading->initial_term_months = months;
	reading->extension_rule = (Truce__V1__Reading__ExtensionRule)rule;
	append(reading, "sources", source(id, ""));
	append(zone, "readings", reading);
	return reading;
}

static inline void decide(Truce__V1__Zone *zone, const char *id, int term, Truce__V1__DateInterval *date, int decision)
{
	Truce__V1__Consent *consent = new_message(&truce__v1__consent__descriptor);
	consent->party = party(id);
	consent->term = term;
	consent->date = date;
	consent->decision = (Truce__V1__Consent__Decision)decision;
	append(consent, "sources", source("decision", id));
	append(zone, "consents", consent);
}

static inline Truce__V1__Extension *extend(Truce__V1__Zone *zone, int term, Truce__V1__DateInterval *date, int months)
{
	Truce__V1__Extension *extension = new_message(&truce__v1__extension__descriptor);
	extension->term = term;
	extension->date = date;
	extension->months = months;
	append(extension, "sources", source("extension", ""));
	append(zone, "extensions", extension);
	return extension;
}

static inline void terminate(Truce__V1__Zone *zone, Truce__V1__DateInterval *date)
{
	zone->termination = new_message(&truce__v1__termination__descriptor);
	zone->termination->date = date;
	append(zone->termination, "sources", source("termination", ""));
}

static inline Truce__V1__ZoneStatus *ask(const Truce__V1__Zone *zone, const char *date, const char *reading)
{
	Truce__V1__ZoneStatus *status = NULL;
	struct error error = { .message = "" };
	if (zone_status(zone, date, reading, &arena, &status, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	assert_non_null(status);
	return status;
}

static const char *const three[] = { "IRN", "RUS", "TUR", NULL };
static const char *const nobody[] = { NULL };

/* An area of the memorandum of 4 May 2017, by three readings of its start. */
static inline Truce__V1__Zone *memorandum_area(int rule)
{
	Truce__V1__Zone *zone = zone_of("zones/area", three);
	add_reading(zone, "may-5", on("2017-05-05"), 6, rule);
	add_reading(zone, "may-4", on("2017-05-04"), 6, rule);
	add_reading(zone, "may-6", on("2017-05-06"), 6, rule);
	return zone;
}

#endif

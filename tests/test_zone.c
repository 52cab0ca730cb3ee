#include "tests/support.h"

#include "base/time.h"
#include "domain/zone.h"
#include "domain/zone_term.h"
#include "proto/message.h"

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name
#define BIT(name) (1u << STATE(name))
#define RULE(name) TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_##name
#define CONSENT TRUCE__V1__CONSENT__DECISION__DECISION_CONSENT
#define OBJECTION TRUCE__V1__CONSENT__DECISION__DECISION_OBJECTION

static struct arena arena;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)8 << 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

/* --- records to ask about --- */

static void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static void append(void *to, const char *field, void *value)
{
	assert_true(message_append(to, field, value, &arena));
}

static Truce__V1__DateInterval *between(const char *earliest, const char *latest)
{
	Truce__V1__DateInterval *date = new_message(&truce__v1__date_interval__descriptor);
	date->earliest = arena_text(&arena, earliest);
	date->latest = arena_text(&arena, latest);
	return date;
}

static Truce__V1__DateInterval *on(const char *day)
{
	return between(day, day);
}

static Truce__V1__Party *party(const char *id)
{
	Truce__V1__Party *p = new_message(&truce__v1__party__descriptor);
	p->id = arena_text(&arena, id);
	return p;
}

static Truce__V1__SourceReference *source(const char *id, const char *place)
{
	Truce__V1__SourceReference *s = new_message(&truce__v1__source_reference__descriptor);
	s->source = arena_text(&arena, id);
	s->place = arena_text(&arena, place);
	return s;
}

static Truce__V1__Zone *zone_of(const char *name, const char *const *guarantors)
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

static Truce__V1__Reading *add_reading(Truce__V1__Zone *zone, const char *id, Truce__V1__DateInterval *effective,
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

static void decide(Truce__V1__Zone *zone, const char *id, int term, Truce__V1__DateInterval *date, int decision)
{
	Truce__V1__Consent *consent = new_message(&truce__v1__consent__descriptor);
	consent->party = party(id);
	consent->term = term;
	consent->date = date;
	consent->decision = (Truce__V1__Consent__Decision)decision;
	append(consent, "sources", source("decision", id));
	append(zone, "consents", consent);
}

static void extend(Truce__V1__Zone *zone, int term, Truce__V1__DateInterval *date, int months)
{
	Truce__V1__Extension *extension = new_message(&truce__v1__extension__descriptor);
	extension->term = term;
	extension->date = date;
	extension->months = months;
	append(extension, "sources", source("extension", ""));
	append(zone, "extensions", extension);
}

static void terminate(Truce__V1__Zone *zone, Truce__V1__DateInterval *date)
{
	zone->termination = new_message(&truce__v1__termination__descriptor);
	zone->termination->date = date;
	append(zone->termination, "sources", source("termination", ""));
}

static Truce__V1__ZoneStatus *ask(const Truce__V1__Zone *zone, const char *date, const char *reading)
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
static Truce__V1__Zone *memorandum_area(int rule)
{
	Truce__V1__Zone *zone = zone_of("zones/area", three);
	add_reading(zone, "may-5", on("2017-05-05"), 6, rule);
	add_reading(zone, "may-4", on("2017-05-04"), 6, rule);
	add_reading(zone, "may-6", on("2017-05-06"), 6, rule);
	return zone;
}

/* --- the record at hand --- */

static void a_term_of_six_months_ends_with_the_day_of_its_number_by_each_reading(void **state)
{
	(void)state;
	static const struct {
		const char *date, *reading;
		int state, days_left;
	} cases[] = {
		{ "2017-05-03", "may-4", STATE(NOT_YET_IN_FORCE), -1 },
		{ "2017-05-04", "may-4", STATE(IN_TERM), 184 },
		{ "2017-11-04", "may-4", STATE(IN_TERM), 0 },
		{ "2017-11-05", "may-4", STATE(LAPSED), -1 },
		{ "2017-05-04", "may-5", STATE(NOT_YET_IN_FORCE), -1 },
		{ "2017-11-04", "may-5", STATE(IN_TERM), 1 },
		{ "2017-11-05", "may-5", STATE(IN_TERM), 0 },
		{ "2017-11-06", "may-5", STATE(LAPSED), -1 },
		{ "2017-11-06", "may-6", STATE(IN_TERM), 0 },
		{ "2017-11-07", "may-6", STATE(LAPSED), -1 },
		{ "2017-11-06", "", STATE(LAPSED), -1 },
	};
	Truce__V1__Zone *zone = memorandum_area(RULE(CONSENSUS));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		Truce__V1__ZoneStatus *status = ask(zone, cases[i].date, cases[i].reading);
		assert_int_equal(status->state, cases[i].state);
		assert_string_equal(status->date, cases[i].date);
		if (cases[i].days_left < 0)
			assert_int_equal(status->left_case, TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET);
		else
			assert_int_equal(status->days_left, cases[i].days_left);
	}
}

static void an_automatic_extension_needs_no_consent_and_a_consensual_one_needs_all(void **state)
{
	(void)state;
	Truce__V1__ZoneStatus *status = ask(memorandum_area(RULE(AUTOMATIC)), "2017-11-05", "may-4");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_int_equal(status->term, 2);
	assert_string_equal(status->term_start->earliest, "2017-11-05");
	assert_string_equal(status->term_end->latest, "2018-05-04");
	assert_int_equal(status->n_consents_missing, 0);
	Truce__V1__Zone *zone = memorandum_area(RULE(UNSPECIFIED));
	decide(zone, "IRN", 2, on("2017-10-31"), CONSENT);
	decide(zone, "TUR", 2, on("2017-11-04"), CONSENT);
	assert_int_equal(ask(zone, "2017-11-05", "may-4")->state, STATE(LAPSED));
	decide(zone, "RUS", 2, on("2017-11-04"), CONSENT);
	assert_int_equal(ask(zone, "2017-11-05", "may-4")->state, STATE(EXTENDED));
}

static void alternatives_say_where_the_other_readings_differ(void **state)
{
	(void)state;
	Truce__V1__ZoneStatus *status = ask(memorandum_area(RULE(CONSENSUS)), "2017-11-05", "");
	assert_string_equal(status->reading, "may-5");
	assert_int_equal(status->n_alternatives, 2);
	assert_string_equal(status->alternatives[0]->reading, "may-4");
	assert_int_equal(status->alternatives[0]->state, STATE(LAPSED));
	assert_string_equal(status->alternatives[0]->term_end->earliest, "2017-11-04");
	assert_true(status->alternatives[0]->differs);
	assert_string_equal(status->alternatives[0]->sources[0]->source, "may-4");
	assert_int_equal(status->alternatives[1]->state, STATE(IN_TERM));
	assert_true(status->alternatives[1]->differs);
	Truce__V1__Zone *same = zone_of("zones/same", three);
	add_reading(same, "a", on("2017-05-05"), 6, RULE(CONSENSUS));
	add_reading(same, "b", on("2017-05-05"), 6, RULE(AUTOMATIC));
	assert_false(ask(same, "2017-06-01", "a")->alternatives[0]->differs);
	assert_true(ask(same, "2018-01-01", "a")->alternatives[0]->differs);
}

static void a_reading_that_does_not_exist_is_answered_with_those_that_do(void **state)
{
	(void)state;
	Truce__V1__ZoneStatus *status = NULL;
	struct error error;
	Truce__V1__Zone *zone = memorandum_area(RULE(CONSENSUS));
	assert_int_equal(zone_status(zone, "2017-11-04", "may-7", &arena, &status, &error), STATUS_NOT_FOUND);
	assert_null(status);
	assert_string_equal(error.reason, "NO_SUCH_READING");
	assert_non_null(strstr(error.message, "may-7"));
	assert_non_null(strstr(error.message, "may-5, may-4, may-6"));
	zone = zone_of("zones/bare", nobody);
	assert_int_equal(zone_status(zone, "2017-11-04", "may-7", &arena, &status, &error), STATUS_NOT_FOUND);
	assert_non_null(strstr(error.message, "none"));
}

static void a_thousand_readings_do_not_overflow_the_list_of_them(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/many", nobody);
	for (int i = 0; i < 1000; i++)
		add_reading(zone, "a-reading-with-a-long-id", on("2017-05-05"), 6, RULE(NONE));
	Truce__V1__ZoneStatus *status = NULL;
	struct error error;
	assert_int_equal(zone_status(zone, "2017-11-04", "x", &arena, &status, &error), STATUS_NOT_FOUND);
	assert_int_equal(ask(zone, "2017-11-04", "")->n_alternatives, 999);
}

/* --- terms --- */

static void a_term_from_31_august_ends_with_the_last_of_february(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("2018-08-31"), 6, RULE(AUTOMATIC));
	assert_string_equal(ask(zone, "2019-01-01", "")->term_end->latest, "2019-02-28");
	Truce__V1__ZoneStatus *status = ask(zone, "2019-03-01", "");
	assert_int_equal(status->term, 2);
	assert_string_equal(status->term_start->earliest, "2019-03-01");
	assert_string_equal(status->term_end->latest, "2019-08-28");
	zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("2019-08-31"), 6, RULE(AUTOMATIC));
	assert_string_equal(ask(zone, "2020-01-01", "")->term_end->latest, "2020-02-29");
}

static void a_zone_without_a_term_stays_in_force(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("2018-09-17"), 0, RULE(CONSENSUS));
	Truce__V1__ZoneStatus *status = ask(zone, "9999-12-31", "");
	assert_int_equal(status->state, STATE(IN_TERM));
	assert_int_equal(status->term, 1);
	assert_null(status->term_end);
	assert_int_equal(status->left_case, TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET);
	assert_int_equal(status->n_consents_missing, 0);
	assert_int_equal(ask(zone, "2018-09-16", "")->state, STATE(NOT_YET_IN_FORCE));
}

static void a_zone_without_a_dated_reading_has_no_known_state(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	assert_int_equal(ask(zone, "2018-09-17", "")->state, STATE(UNSPECIFIED));
	assert_string_equal(ask(zone, "2018-09-17", "")->zone, "zones/z");
	add_reading(zone, "r", NULL, 6, RULE(AUTOMATIC));
	assert_int_equal(ask(zone, "2018-09-17", "")->state, STATE(UNSPECIFIED));
	zone->readings[0]->effective = between("", "");
	assert_int_equal(ask(zone, "2018-09-17", "")->state, STATE(UNSPECIFIED));
}

static void a_recorded_extension_stands_by_itself_and_with_its_own_length(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("2017-05-05"), 6, RULE(NONE));
	extend(zone, 2, on("2017-11-01"), 3);
	Truce__V1__ZoneStatus *status = ask(zone, "2018-02-05", "");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_string_equal(status->term_end->latest, "2018-02-05");
	assert_int_equal(status->days_left, 0);
	assert_int_equal(ask(zone, "2018-02-06", "")->state, STATE(LAPSED));
}

static void a_later_extension_on_record_passes_over_a_term_and_says_so(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("2017-05-05"), 6, RULE(CONSENSUS));
	extend(zone, 3, on("2018-06-01"), 0);
	assert_int_equal(ask(zone, "2018-05-31", "")->state, STATE(LAPSED));
	Truce__V1__ZoneStatus *status = ask(zone, "2018-06-01", "");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_int_equal(status->term, 3);
	assert_int_equal(status->n_notes, 2);
	assert_non_null(strstr(status->notes[0], "term 2"));
	assert_non_null(strstr(status->notes[1], "2017-11-06 to 2018-05-31"));
}

static void of_later_extensions_on_record_in_time_the_nearest_term_comes_first(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("2017-05-05"), 6, RULE(CONSENSUS));
	extend(zone, 4, on("2017-10-01"), 0);
	extend(zone, 3, on("2017-10-02"), 0);
	assert_int_equal(ask(zone, "2017-11-06", "")->term, 3);
	assert_int_equal(ask(zone, "2018-05-06", "")->term, 4);
}

/* --- consents --- */

static void a_late_consent_leaves_a_gap_that_the_answer_names(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(CONSENSUS));
	decide(zone, "IRN", 2, on("2017-10-31"), CONSENT);
	decide(zone, "RUS", 2, on("2017-10-31"), CONSENT);
	decide(zone, "TUR", 2, on("2017-11-20"), CONSENT);
	Truce__V1__ZoneStatus *status = ask(zone, "2017-11-19", "");
	assert_int_equal(status->state, STATE(LAPSED));
	assert_int_equal(status->n_consents_on_record, 2);
	assert_int_equal(status->n_consents_missing, 1);
	assert_string_equal(status->consents_missing[0]->id, "TUR");
	status = ask(zone, "2017-11-20", "");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_string_equal(status->term_start->earliest, "2017-11-20");
	assert_string_equal(status->term_end->latest, "2018-05-20");
	assert_int_equal(status->n_notes, 1);
	assert_string_equal(status->notes[0], "Term 2 stands from 2017-11-20: 2017-11-06 to 2017-11-19 is covered by "
					      "nothing on record.");
	assert_int_equal(ask(zone, "2017-11-04", "")->n_notes, 0);
}

static void a_consent_on_the_last_day_of_the_term_is_in_time(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", (const char *const[]){ "RUS", NULL });
	add_reading(zone, "r", on("2017-05-05"), 6, RULE(CONSENSUS));
	decide(zone, "RUS", 2, on("2017-11-05"), CONSENT);
	Truce__V1__ZoneStatus *status = ask(zone, "2017-11-06", "");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_string_equal(status->term_start->earliest, "2017-11-06");
	assert_string_equal(status->term_end->latest, "2018-05-05");
	assert_int_equal(status->n_notes, 0);
}

static void an_objection_in_time_ends_an_automatic_extension_and_a_late_one_does_not(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(AUTOMATIC));
	decide(zone, "TUR", 2, on("2017-11-05"), OBJECTION);
	Truce__V1__ZoneStatus *status = ask(zone, "2017-11-06", "may-5");
	assert_int_equal(status->state, STATE(LAPSED));
	assert_int_equal(status->n_objections, 1);
	assert_string_equal(status->objections[0]->id, "TUR");
	assert_int_equal(ask(zone, "2017-11-05", "may-4")->state, STATE(EXTENDED));
}

static void nobody_but_a_guarantor_decides(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(AUTOMATIC));
	decide(zone, "USA", 2, on("2017-06-01"), OBJECTION);
	assert_int_equal(ask(zone, "2017-11-06", "")->state, STATE(EXTENDED));
	zone = zone_of("zones/z", nobody);
	add_reading(zone, "r", on("2017-05-05"), 6, RULE(CONSENSUS));
	decide(zone, "USA", 2, on("2017-06-01"), CONSENT);
	assert_int_equal(ask(zone, "2017-11-06", "")->state, STATE(LAPSED));
}

static void the_answer_carries_the_sources_that_it_rests_on(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(CONSENSUS));
	for (size_t i = 0; i < 3; i++)
		decide(zone, three[i], 2, on("2017-10-31"), CONSENT);
	extend(zone, 2, on("2017-11-02"), 0);
	extend(zone, 2, on("2017-11-03"), 0);
	assert_int_equal(ask(zone, "2017-10-30", "")->n_sources, 1);
	assert_int_equal(ask(zone, "2017-10-31", "")->n_sources, 4);
	Truce__V1__ZoneStatus *status = ask(zone, "2017-12-01", "");
	assert_int_equal(status->n_sources, 5);
	assert_string_equal(status->sources[0]->source, "may-5");
	assert_string_equal(status->sources[1]->source, "extension");
	assert_string_equal(status->sources[4]->place, "TUR");
}

/* --- ends --- */

static void a_termination_ends_a_zone_from_its_day(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(AUTOMATIC));
	terminate(zone, on("2018-01-10"));
	assert_int_equal(ask(zone, "2018-01-09", "")->state, STATE(EXTENDED));
	Truce__V1__ZoneStatus *status = ask(zone, "2018-01-10", "");
	assert_int_equal(status->state, STATE(TERMINATED));
	assert_string_equal(status->sources[status->n_sources - 1]->source, "termination");
	status = ask(zone, "2025-01-01", "");
	assert_int_equal(status->state, STATE(TERMINATED));
	assert_int_equal(status->term, 2);
	terminate(zone, on("2017-11-06")); /* the day on which term 2 would begin */
	assert_int_equal(ask(zone, "2017-11-06", "")->term, 1);
	assert_int_equal(status->n_consents_missing, 0);
}

static void dates_that_are_not_exact_leave_the_possible_states_open(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", (const char *const[]){ "RUS", NULL });
	add_reading(zone, "r", between("2017-05-04", "2017-05-06"), 6, RULE(CONSENSUS));
	Truce__V1__ZoneStatus *status = ask(zone, "2017-05-05", "");
	assert_int_equal(status->state, STATE(UNCERTAIN));
	assert_int_equal(status->n_possible_states, 2);
	assert_int_equal(status->possible_states[0], STATE(NOT_YET_IN_FORCE));
	assert_int_equal(status->possible_states[1], STATE(IN_TERM));
	assert_int_equal(ask(zone, "2017-05-06", "")->state, STATE(IN_TERM));
	status = ask(zone, "2017-11-04", "");
	assert_int_equal(status->state, STATE(IN_TERM));
	assert_int_equal(status->days_left, 0);
	assert_string_equal(status->term_end->earliest, "2017-11-04");
	assert_string_equal(status->term_end->latest, "2017-11-06");
	status = ask(zone, "2017-11-05", "");
	assert_int_equal(status->state, STATE(UNCERTAIN));
	assert_int_equal(status->possible_states[0], STATE(IN_TERM));
	assert_int_equal(status->possible_states[1], STATE(LAPSED));
	assert_int_equal(ask(zone, "2017-11-07", "")->state, STATE(LAPSED));
}

static void an_objection_between_possible_days_leaves_only_the_terms_that_began_before(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", (const char *const[]){ "RUS", NULL });
	add_reading(zone, "r", between("2017-05-04", "2017-05-08"), 6, RULE(AUTOMATIC));
	decide(zone, "RUS", 2, on("2017-11-06"), OBJECTION);
	Truce__V1__ZoneStatus *status = ask(zone, "2018-01-01", "");
	assert_int_equal(status->state, STATE(UNCERTAIN));
	assert_int_equal(status->possible_states[0], STATE(EXTENDED));
	assert_int_equal(status->possible_states[1], STATE(LAPSED));
	assert_string_equal(status->term_start->latest, "2017-11-06");
	assert_string_equal(status->term_end->latest, "2018-05-05");
}

static void a_date_that_nothing_bounds_is_printed_without_that_end(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", nobody);
	add_reading(zone, "r", between("2018-09-17", ""), 6, RULE(NONE));
	Truce__V1__ZoneStatus *status = ask(zone, "2018-12-01", "");
	assert_int_equal(status->state, STATE(UNCERTAIN));
	assert_string_equal(status->term_start->earliest, "2018-09-17");
	assert_string_equal(status->term_start->latest, "");
	status = ask(zone, "2019-12-01", "");
	assert_int_equal(status->n_possible_states, 3);
	assert_int_equal(status->possible_states[2], STATE(LAPSED));
}

static void a_date_that_does_not_exist_is_refused(void **state)
{
	(void)state;
	Truce__V1__ZoneStatus *status = NULL;
	struct error error;
	assert_int_equal(zone_status(memorandum_area(0), "2017-02-29", "", &arena, &status, &error),
			 STATUS_INVALID_ARGUMENT);
	assert_null(status);
}

static void the_calendar_ends_without_harm(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("0001-01-01"), 1, RULE(AUTOMATIC));
	Truce__V1__ZoneStatus *status = ask(zone, "9999-12-31", "");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_int_equal(status->term, 9999 * 12);
	zone = zone_of("zones/z", three);
	add_reading(zone, "r", on("9999-12-31"), 1200, RULE(AUTOMATIC));
	assert_int_equal(ask(zone, "9999-12-31", "")->state, STATE(IN_TERM));
	zone->readings[0]->effective = between("", "9999-12-31");
	zone->readings[0]->initial_term_months = 1;
	assert_int_equal(ask(zone, "9999-12-31", "")->state, STATE(UNCERTAIN));
}

static void without_memory_the_answer_is_an_error_and_no_half_answer(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(CONSENSUS));
	decide(zone, "IRN", 2, on("2017-11-20"), CONSENT);
	decide(zone, "RUS", 2, on("2017-11-20"), CONSENT);
	decide(zone, "TUR", 2, on("2017-11-20"), CONSENT);
	struct error error;
	enum status s = STATUS_UNKNOWN;
	int refused = 0;
	for (size_t cap = 0; s != STATUS_OK; cap += 16, refused++) {
		Truce__V1__ZoneStatus *status = NULL;
		struct arena small;
		arena_init(&small, cap);
		s = zone_status(zone, "2017-12-01", "", &small, &status, &error);
		if (s != STATUS_OK && (s != STATUS_RESOURCE_EXHAUSTED || status != NULL))
			fail_msg("with %zu bytes: %s", cap, status_name(s));
		arena_fini(&small);
	}
	assert_true(refused > 10);
}

/* --- a slow model: one day after the other, for each choice of exact days --- */

#define TERMS 6
#define PARTIES 4 /* the last is no guarantor */
#define HORIZON 1100
#define CHOICES_MOST 256

struct range {
	int32_t lo, hi, day; /* day is the one chosen; lo past hi where there is none */
};

struct history {
	int rule, guarantors;
	int months, extension_months, recorded_months[TERMS];
	struct range effective, termination, recorded[TERMS], decision[TERMS][PARTIES];
	bool objects[TERMS][PARTIES];
	struct range *open[4]; /* those with more than one day */
	int open_count;
};

static uint32_t random_state;

static int random_below(int most)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return (int)(random_state % (uint32_t)most);
}

static bool chance(int percent)
{
	return random_below(100) < percent;
}

static bool is_there(const struct range *r)
{
	return r->lo <= r->hi;
}

static void make_range(struct history *h, struct range *r, int32_t day, bool exact)
{
	*r = (struct range){ day, day, day };
	if (exact || h->open_count == (int)COUNT_OF(h->open) || chance(60))
		return;
	r->hi += 1 + random_below(3);
	h->open[h->open_count++] = r;
}

/* A day close to another, or some weeks from it: mostly where it makes a difference. */
static int32_t near(int32_t day)
{
	return day + (chance(50) ? random_below(7) - 3 : random_below(60) - 40);
}

/* What is on record of one further term, which would begin on a day. */
static void make_term(struct history *h, int t, int32_t begins, bool jumps)
{
	bool automatic = h->rule == RULE(AUTOMATIC);
	bool follows = t == 2 || is_there(&h->recorded[t - 1]);
	h->recorded[t] = (struct range){ .lo = 1 };
	if (jumps ? chance(50) : !automatic && follows && chance(10))
		make_range(h, &h->recorded[t], near(begins) - (jumps ? random_below(60) : 0), jumps);
	h->recorded_months[t] = is_there(&h->recorded[t]) && chance(30) ? 1 + random_below(4) : 0;
	for (int p = 0; p < PARTIES; p++) {
		h->decision[t][p] = (struct range){ .lo = 1 };
		h->objects[t][p] = chance(automatic ? 50 : 5);
		if (chance(automatic ? 30 : 90))
			make_range(h, &h->decision[t][p], near(begins), jumps);
	}
}

static void make_history(struct history *h, int32_t start)
{
	static const int rules_of[] = { RULE(UNSPECIFIED), RULE(CONSENSUS), RULE(AUTOMATIC), RULE(NONE) };
	bool jumps = chance(25); /* terms are passed over: exact days only */
	*h = (struct history){ .rule = rules_of[random_below(4)], .guarantors = random_below(PARTIES) };
	h->months = 1 + random_below(4);
	h->extension_months = chance(50) ? 0 : 1 + random_below(4);
	make_range(h, &h->effective, start, jumps);
	int32_t begins = start;
	for (int t = 2; t < TERMS; t++) {
		assert_true(day_add_months(begins, t == 2 || h->extension_months == 0 ? h->months : h->extension_months,
					   &begins));
		make_term(h, t, begins, jumps);
	}
	h->termination = (struct range){ .lo = 1 };
	if (chance(20))
		make_range(h, &h->termination, start + 20 + random_below(400), jumps);
}

static Truce__V1__DateInterval *date_of(const struct range *r)
{
	char lo[DATE_SIZE], hi[DATE_SIZE];
	date_print(r->lo, lo);
	date_print(r->hi, hi);
	return between(lo, hi);
}

static Truce__V1__Zone *record_of(const struct history *h)
{
	static const char *const names[PARTIES] = { "AAA", "BBB", "CCC", "DDD" };
	const char *guarantors[PARTIES + 1] = { NULL };
	for (int p = 0; p < h->guarantors; p++)
		guarantors[p] = names[p];
	Truce__V1__Zone *zone = zone_of("zones/model", guarantors);
	Truce__V1__Reading *reading = add_reading(zone, "r", date_of(&h->effective), h->months, h->rule);
	reading->extension_term_months = h->extension_months;
	for (int t = TERMS - 1; t >= 2; t--) {
		if (is_there(&h->recorded[t]))
			extend(zone, t, date_of(&h->recorded[t]), h->recorded_months[t]);
		for (int p = 0; p < PARTIES; p++)
			if (is_there(&h->decision[t][p]))
				decide(zone, names[p], t, date_of(&h->decision[t][p]),
				       h->objects[t][p] ? OBJECTION : CONSENT);
	}
	if (is_there(&h->termination))
		terminate(zone, date_of(&h->termination));
	return zone;
}

static bool objected(const struct history *h, int term, int32_t before)
{
	for (int p = 0; term < TERMS && p < h->guarantors; p++)
		if (is_there(&h->decision[term][p]) && h->objects[term][p] && h->decision[term][p].day < before)
			return true;
	return false;
}

static bool all_consent(const struct history *h, int term, int32_t by)
{
	for (int p = 0; p < h->guarantors; p++)
		if (term >= TERMS || !is_there(&h->decision[term][p]) || h->objects[term][p] ||
		    h->decision[term][p].day > by)
			return false;
	return h->guarantors > 0;
}

static bool recorded_by(const struct history *h, int term, int32_t day)
{
	return term < TERMS && is_there(&h->recorded[term]) && h->recorded[term].day <= day;
}

/* The term that begins on a day after the last day of a term; 0 for none. A term
 * that was in time begins on the day after the one before it. */
static int term_beginning(const struct history *h, int term, int32_t last, int32_t day)
{
	int next = term + 1;
	int32_t known = day == last + 1 ? last : day;
	bool stands = recorded_by(h, next, day);
	if (h->rule == RULE(AUTOMATIC))
		stands |= day == last + 1 && !objected(h, next, day);
	else if (h->rule != RULE(NONE))
		stands |= (all_consent(h, next, known) || all_consent(h, next, day)) && !objected(h, next, day);
	if (stands)
		return next;
	for (int t = next + 1; t < TERMS; t++)
		if (recorded_by(h, t, day))
			return t;
	return 0;
}

/* The day that a term is counted from which begins on a day after the last day of
 * another: that last day, if what makes it stand was there by then. */
static int32_t counted_from(const struct history *h, int term, int next, int32_t last, int32_t day)
{
	bool in_time = recorded_by(h, next, last);
	if (next == term + 1 && h->rule == RULE(AUTOMATIC))
		in_time |= !objected(h, next, day);
	else if (next == term + 1 && h->rule != RULE(NONE))
		in_time |= all_consent(h, next, last) && !objected(h, next, day);
	return day == last + 1 && in_time ? last : day;
}

static int32_t model_last(const struct history *h, int term, int32_t from)
{
	int months = term == 1 || h->extension_months == 0 ? h->months : h->extension_months;
	if (term < TERMS && h->recorded_months[term] > 0)
		months = h->recorded_months[term];
	int32_t last;
	assert_true(day_add_months(from, months, &last));
	return last;
}

struct model_day {
	unsigned states;
	int term;
	int32_t last;
};

/* Adds the states of one choice of exact days, from the day start on. */
static void step_through(const struct history *h, int32_t start, struct model_day *days)
{
	int term = 0;
	int32_t last = 0;
	for (int32_t day = start; day < start + HORIZON; day++) {
		if (day == h->effective.day) {
			term = 1;
			last = model_last(h, 1, day);
		} else if (term > 0 && day > last) {
			int next = term_beginning(h, term, last, day);
			last = next > 0 ? model_last(h, next, counted_from(h, term, next, last, day)) : last;
			term = next > 0 ? next : term;
		}
		unsigned state = term == 0 ? BIT(NOT_YET_IN_FORCE) : day > last ? BIT(LAPSED) : BIT(EXTENDED);
		state = term == 1 && day <= last ? BIT(IN_TERM) : state;
		if (is_there(&h->termination) && day >= h->termination.day)
			state = BIT(TERMINATED);
		days[day - start].states |= state;
		days[day - start].term = term;
		days[day - start].last = last;
	}
}

/* The next choice of exact days; false after the last. */
static bool choose_next(struct history *h)
{
	for (int i = 0; i < h->open_count; i++) {
		if (++h->open[i]->day <= h->open[i]->hi)
			return true;
		h->open[i]->day = h->open[i]->lo;
	}
	return false;
}

static unsigned states_in(const Truce__V1__ZoneStatus *status)
{
	unsigned states = 0;
	if (status->state != STATE(UNCERTAIN))
		return 1u << status->state;
	for (size_t i = 0; i < status->n_possible_states; i++)
		states |= 1u << status->possible_states[i];
	return states;
}

static void compare_day(const struct history *h, const Truce__V1__Zone *zone, int32_t day,
			const struct model_day *model, uint32_t seed)
{
	char date[DATE_SIZE], last[DATE_SIZE];
	date_print(day, date);
	Truce__V1__ZoneStatus *status = ask(zone, date, "");
	if (states_in(status) != model->states)
		fail_msg("history %u on %s: states %x, the model has %x", (unsigned)seed, date, states_in(status),
			 model->states);
	if (h->open_count > 0 || model->term == 0 || model->states == BIT(TERMINATED))
		return;
	date_print(model->last, last);
	if (status->term != model->term || strcmp(status->term_end->latest, last) != 0)
		fail_msg("history %u on %s: term %d to %s, the model has term %d to %s", (unsigned)seed, date,
			 (int)status->term, status->term_end->latest, model->term, last);
	if (day <= model->last && status->days_left != model->last - day)
		fail_msg("history %u on %s: %d days left", (unsigned)seed, date, (int)status->days_left);
}

static void the_status_agrees_with_a_model_that_steps_from_day_to_day(void **state)
{
	(void)state;
	static struct model_day days[HORIZON];
	unsigned seen = 0;
	for (uint32_t seed = 1; seed <= 1000; seed++) {
		struct history h;
		random_state = seed * 2654435761u;
		int32_t start = 17167 + random_below(800); /* in 2017 or 2018 */
		make_history(&h, start + 3);
		memset(days, 0, sizeof days);
		do
			step_through(&h, start, days);
		while (choose_next(&h));
		Truce__V1__Zone *zone = record_of(&h);
		for (int i = 0;
		     i<HORIZON; i += i> 0 && days[i].states != days[i - 1].states ? 1 : 1 + random_below(9)) {
			compare_day(&h, zone, start + i, &days[i], seed);
			seen |= days[i].states;
		}
		arena_reset(&arena);
	}
	assert_int_equal(seen, BIT(NOT_YET_IN_FORCE) | BIT(IN_TERM) | BIT(EXTENDED) | BIT(LAPSED) | BIT(TERMINATED));
}

/* The term that holds a day, or the last before it, one after the other. */
static struct term walk_to(const struct terms *terms, int32_t day, bool skip)
{
	struct term term, next;
	assert_true(zone_term_first(terms, &term));
	for (;;) {
		if (!zone_term_next(terms, &term, &next) || next.first.lo > day)
			return term;
		term = next;
		if (skip)
			zone_term_skip(terms, day, &term);
	}
}

static void terms_passed_over_at_once_are_those_of_one_by_one(void **state)
{
	(void)state;
	random_state = 7;
	for (int i = 0; i < 400; i++) {
		int32_t from = random_below(40000), day = from + random_below(200000);
		struct range effective = { from, chance(10) ? DAY_LAST - random_below(4000) : from + random_below(5),
					   0 };
		Truce__V1__Zone *zone = zone_of("zones/z", nobody);
		add_reading(zone, "r", date_of(&effective), 1 + random_below(40), RULE(AUTOMATIC));
		zone->readings[0]->extension_term_months = random_below(3) * random_below(30);
		struct terms terms;
		zone_terms_init(&terms, zone, zone->readings[0]);
		struct term slow = walk_to(&terms, day, false), fast = walk_to(&terms, day, true);
		if (slow.number != fast.number || slow.first.lo != fast.first.lo || slow.first.hi != fast.first.hi ||
		    slow.last.lo != fast.last.lo || slow.last.hi != fast.last.hi)
			fail_msg("from day %d, on day %d: term %d, one by one %d", (int)from, (int)day,
				 (int)fast.number, (int)slow.number);
		arena_reset(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_term_of_six_months_ends_with_the_day_of_its_number_by_each_reading),
		cmocka_unit_test(an_automatic_extension_needs_no_consent_and_a_consensual_one_needs_all),
		cmocka_unit_test(alternatives_say_where_the_other_readings_differ),
		cmocka_unit_test(a_reading_that_does_not_exist_is_answered_with_those_that_do),
		cmocka_unit_test(a_thousand_readings_do_not_overflow_the_list_of_them),
		cmocka_unit_test(a_term_from_31_august_ends_with_the_last_of_february),
		cmocka_unit_test(a_zone_without_a_term_stays_in_force),
		cmocka_unit_test(a_zone_without_a_dated_reading_has_no_known_state),
		cmocka_unit_test(a_recorded_extension_stands_by_itself_and_with_its_own_length),
		cmocka_unit_test(a_later_extension_on_record_passes_over_a_term_and_says_so),
		cmocka_unit_test(of_later_extensions_on_record_in_time_the_nearest_term_comes_first),
		cmocka_unit_test(a_late_consent_leaves_a_gap_that_the_answer_names),
		cmocka_unit_test(a_consent_on_the_last_day_of_the_term_is_in_time),
		cmocka_unit_test(an_objection_in_time_ends_an_automatic_extension_and_a_late_one_does_not),
		cmocka_unit_test(nobody_but_a_guarantor_decides),
		cmocka_unit_test(the_answer_carries_the_sources_that_it_rests_on),
		cmocka_unit_test(a_termination_ends_a_zone_from_its_day),
		cmocka_unit_test(dates_that_are_not_exact_leave_the_possible_states_open),
		cmocka_unit_test(an_objection_between_possible_days_leaves_only_the_terms_that_began_before),
		cmocka_unit_test(a_date_that_nothing_bounds_is_printed_without_that_end),
		cmocka_unit_test(a_date_that_does_not_exist_is_refused),
		cmocka_unit_test(the_calendar_ends_without_harm),
		cmocka_unit_test(without_memory_the_answer_is_an_error_and_no_half_answer),
		cmocka_unit_test(the_status_agrees_with_a_model_that_steps_from_day_to_day),
		cmocka_unit_test(terms_passed_over_at_once_are_those_of_one_by_one),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

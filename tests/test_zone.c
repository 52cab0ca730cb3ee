#include "tests/zones.h"

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

/* A truce of some days, extended by fewer. */
static unsigned possible_in(const Truce__V1__ZoneStatus *status)
{
	unsigned states = 0;
	for (size_t i = 0; i < status->n_possible_states; i++)
		states |= 1u << status->possible_states[i];
	return status->state == STATE(UNCERTAIN) ? states : 1u << status->state;
}

static void an_extension_that_is_only_possible_is_uncertain_until_it_is_on_record(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(POSSIBLE));
	assert_int_equal(ask(zone, "2017-11-04", "may-4")->state, STATE(IN_TERM));
	assert_null(ask(zone, "2017-11-04", "may-4")->by_rule_since);
	Truce__V1__ZoneStatus *status = ask(zone, "2026-11-23", "may-4");
	assert_int_equal(possible_in(status), BIT(EXTENDED) | BIT(LAPSED));
	assert_int_equal(status->term, 1);
	assert_string_equal(status->term_end->latest, "2017-11-04");
	assert_int_equal(status->left_case, TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET);
	assert_int_equal(status->n_consents_missing, 3);
	assert_string_equal(status->by_rule_since->earliest, "2017-11-05");
	assert_int_equal(status->n_notes, 1);
	assert_non_null(strstr(status->notes[0], "Since 2017-11-05 an extension is only possible"));
	assert_non_null(strstr(status->notes[0], "term 20, to 2027-05-04"));
	/* An objection ends it, a text makes it certain. */
	decide(zone, "RUS", 3, on("2018-05-01"), OBJECTION);
	assert_int_equal(possible_in(ask(zone, "2018-05-04", "may-4")), BIT(EXTENDED) | BIT(LAPSED));
	assert_int_equal(possible_in(ask(zone, "2018-05-05", "may-4")), BIT(LAPSED));
	assert_int_equal(ask(zone, "2018-05-05", "may-4")->n_notes, 0);
	zone = memorandum_area(RULE(POSSIBLE));
	extend(zone, 2, on("2017-11-01"), 0);
	status = ask(zone, "2018-05-04", "may-4");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_null(status->by_rule_since);
	assert_int_equal(status->n_notes, 0);
	status = ask(zone, "2018-05-05", "may-4");
	assert_int_equal(possible_in(status), BIT(EXTENDED) | BIT(LAPSED));
	assert_string_equal(status->by_rule_since->earliest, "2018-05-05");
	/* Nothing of it is left where the zone was ended. */
	terminate(zone, on("2018-06-01"));
	status = ask(zone, "2018-06-01", "may-4");
	assert_int_equal(status->state, STATE(TERMINATED));
	assert_null(status->by_rule_since);
	assert_int_equal(status->n_notes, 1);
}

static void what_the_rule_alone_extends_is_told_with_its_first_day(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(AUTOMATIC));
	Truce__V1__ZoneStatus *status = ask(zone, "2026-11-23", "may-4");
	assert_int_equal(status->state, STATE(EXTENDED));
	assert_string_equal(status->by_rule_since->earliest, "2017-11-05");
	assert_int_equal(status->n_notes, 1);
	assert_non_null(strstr(status->notes[0], "Extended by the rule alone since 2017-11-05"));
	extend(zone, 3, on("2018-05-01"), 0);
	assert_null(ask(zone, "2018-06-01", "may-4")->by_rule_since);
	assert_string_equal(ask(zone, "2018-12-01", "may-4")->by_rule_since->earliest, "2018-11-05");
	assert_string_equal(ask(zone, "2026-11-23", "may-4")->by_rule_since->earliest, "2018-11-05");
}

static void an_alternative_tells_all_that_its_reading_says(void **state)
{
	(void)state;
	Truce__V1__ZoneStatus *status = ask(memorandum_area(RULE(POSSIBLE)), "2017-11-05", "");
	const Truce__V1__ZoneStatus__Alternative *other = status->alternatives[0];
	assert_int_equal(status->state, STATE(IN_TERM));
	assert_string_equal(other->reading, "may-4");
	assert_int_equal(other->state, STATE(UNCERTAIN));
	assert_int_equal(other->n_possible_states, 2);
	assert_int_equal(other->term, 1);
	assert_string_equal(other->term_start->earliest, "2017-05-04");
	assert_string_equal(other->by_rule_since->earliest, "2017-11-05");
	assert_int_equal(other->n_notes, 1);
	other = status->alternatives[1];
	assert_int_equal(other->left_case, TRUCE__V1__ZONE_STATUS__ALTERNATIVE__LEFT_DAYS_LEFT);
	assert_int_equal(other->days_left, 1);
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

/* Terms from a day to the one after the last, by what is on record. */
struct counted {
	int months;
	const char *effective, *extended, *asked; /* extended: when a text told of term 2, "" for none */
	int term;
	const char *first, *last;
};

static void terms_are_counted_from_the_day_of_the_series_and_do_not_drift(void **state)
{
	(void)state;
	static const struct counted rows[] = {
		{ 6, "2018-08-31", "", "2019-01-01", 1, "2018-08-31", "2019-02-28" },
		{ 6, "2018-08-31", "", "2019-03-01", 2, "2019-03-01", "2019-08-31" },
		{ 6, "2018-08-31", "", "2020-02-29", 3, "2019-09-01", "2020-02-29" },
		{ 6, "2018-08-31", "", "2028-08-31", 20, "2028-03-01", "2028-08-31" },
		{ 1, "2019-01-31", "", "2019-03-01", 2, "2019-03-01", "2019-03-31" },
		{ 1, "2019-01-30", "", "2019-04-30", 3, "2019-03-31", "2019-04-30" },
		{ 12, "2016-02-29", "", "2020-02-29", 4, "2019-03-01", "2020-02-29" },
		/* What came in time moves nothing; what came late is counted from. */
		{ 6, "2018-08-31", "2019-02-28", "2019-03-01", 2, "2019-03-01", "2019-08-31" },
		{ 6, "2018-08-31", "2019-03-01", "2019-03-01", 2, "2019-03-01", "2019-09-01" },
		{ 6, "2018-08-31", "2019-03-31", "2019-10-01", 3, "2019-10-01", "2020-03-31" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool told = rows[i].extended[0] != '\0';
		Truce__V1__Zone *zone = zone_of("zones/z", three);
		add_reading(zone, "r", on(rows[i].effective), rows[i].months, told ? RULE(NONE) : RULE(AUTOMATIC));
		for (int t = 2; told && t <= rows[i].term; t++)
			extend(zone, t, on(rows[i].extended), 0);
		Truce__V1__ZoneStatus *status = ask(zone, rows[i].asked, "");
		assert_int_equal(status->term, rows[i].term);
		assert_string_equal(status->term_start->latest, rows[i].first);
		assert_string_equal(status->term_end->latest, rows[i].last);
	}
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

static void of_a_zone_that_was_ended_the_end_is_the_day_it_ended(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(AUTOMATIC));
	assert_string_equal(ask(zone, "2018-01-09", "")->term_end->latest, "2018-05-05");
	terminate(zone, on("2018-01-10"));
	assert_string_equal(ask(zone, "2018-01-09", "")->term_end->latest, "2018-05-05");
	Truce__V1__ZoneStatus *status = ask(zone, "2018-06-01", "");
	assert_string_equal(status->term_end->earliest, "2018-01-10");
	assert_string_equal(status->term_end->latest, "2018-01-10");
	assert_string_equal(status->alternatives[0]->term_end->latest, "2018-01-10");
	terminate(zone, between("2018-01-10", "2018-01-20"));
	status = ask(zone, "2018-06-01", "");
	assert_string_equal(status->term_end->earliest, "2018-01-10");
	assert_string_equal(status->term_end->latest, "2018-01-20");
	zone = memorandum_area(RULE(CONSENSUS)); /* which had lapsed before */
	terminate(zone, on("2018-01-10"));
	assert_string_equal(ask(zone, "2018-06-01", "")->term_end->latest, "2017-11-05");
}

static void a_termination_ends_a_zone_from_its_day(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = memorandum_area(RULE(AUTOMATIC));
	terminate(zone, on("2018-01-10"));
	assert_int_equal(ask(zone, "2018-01-09", "")->state, STATE(EXTENDED));
	Truce__V1__ZoneStatus *status = ask(zone, "2018-01-10", "");
	assert_int_equal(status->state, STATE(TERMINATED));
	assert_string_equal(status->sources[status->n_sources - 1]->source, "termination");
	assert_int_equal(status->n_notes, 1);
	assert_string_equal(status->notes[0], "Ended on 2018-01-10.");
	zone->termination->reason = arena_text(&arena, "Two guarantors withdrew. ");
	status = ask(zone, "2025-01-01", "");
	assert_string_equal(status->notes[0], "Ended on 2018-01-10: Two guarantors withdrew.");
	assert_int_equal(status->state, STATE(TERMINATED));
	assert_int_equal(status->term, 2);
	terminate(zone, between("2018-01-10", "2018-01-20"));
	assert_int_equal(ask(zone, "2018-01-09", "")->n_notes, 1); /* that the rule alone extends it */
	assert_string_equal(ask(zone, "2018-01-10", "")->notes[0], "Ended between 2018-01-10 and 2018-01-20.");
	static const struct {
		const char *earliest, *latest, *note;
	} open[] = {
		{ "", "", "Ended on a day that is not on record." },
		{ "2018-01-10", "", "Ended on 2018-01-10 or later." },
		{ "", "2018-01-10", "Ended by 2018-01-10." },
	};
	for (size_t i = 0; i < COUNT_OF(open); i++) {
		terminate(zone, between(open[i].earliest, open[i].latest));
		assert_string_equal(ask(zone, "2018-01-10", "")->notes[0], open[i].note);
	}
	terminate(zone, on("2017-11-06")); /* the day on which term 2 would begin */
	assert_int_equal(ask(zone, "2017-11-06", "")->term, 1);
	assert_int_equal(status->n_consents_missing, 0);
}

static void a_consent_of_no_known_day_is_told_without_a_made_up_one(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", (const char *const[]){ "RUS", NULL });
	add_reading(zone, "r", on("2020-01-31"), 6, RULE(CONSENSUS));
	decide(zone, "RUS", 2, NULL, CONSENT);
	Truce__V1__ZoneStatus *status = ask(zone, "2020-08-05", "");
	assert_int_equal(possible_in(status), BIT(EXTENDED) | BIT(LAPSED));
	assert_int_equal(status->n_notes, 1);
	assert_string_equal(status->notes[0], "From which day term 2 stands is not on record: from 2020-08-01 on it "
					      "may be covered by nothing.");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_term_of_six_months_ends_with_the_day_of_its_number_by_each_reading),
		cmocka_unit_test(an_automatic_extension_needs_no_consent_and_a_consensual_one_needs_all),
		cmocka_unit_test(an_extension_that_is_only_possible_is_uncertain_until_it_is_on_record),
		cmocka_unit_test(what_the_rule_alone_extends_is_told_with_its_first_day),
		cmocka_unit_test(an_alternative_tells_all_that_its_reading_says),
		cmocka_unit_test(alternatives_say_where_the_other_readings_differ),
		cmocka_unit_test(a_reading_that_does_not_exist_is_answered_with_those_that_do),
		cmocka_unit_test(a_thousand_readings_do_not_overflow_the_list_of_them),
		cmocka_unit_test(terms_are_counted_from_the_day_of_the_series_and_do_not_drift),
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
		cmocka_unit_test(of_a_zone_that_was_ended_the_end_is_the_day_it_ended),
		cmocka_unit_test(a_consent_of_no_known_day_is_told_without_a_made_up_one),
		cmocka_unit_test(dates_that_are_not_exact_leave_the_possible_states_open),
		cmocka_unit_test(an_objection_between_possible_days_leaves_only_the_terms_that_began_before),
		cmocka_unit_test(a_date_that_nothing_bounds_is_printed_without_that_end),
		cmocka_unit_test(a_date_that_does_not_exist_is_refused),
		cmocka_unit_test(the_calendar_ends_without_harm),
		cmocka_unit_test(without_memory_the_answer_is_an_error_and_no_half_answer),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}

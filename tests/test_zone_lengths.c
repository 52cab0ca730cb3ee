/* How long terms are: in days beside months, and not told at all. */
#include "tests/zones.h"

static void a_term_of_days_ends_so_many_days_behind_its_first(void **state)
{
	(void)state;
	static const struct {
		const char *date;
		int state, term, days_left;
	} cases[] = {
		{ "2023-05-21", STATE(NOT_YET_IN_FORCE), 0, -1 },
		{ "2023-05-22", STATE(IN_TERM), 1, 7 },
		{ "2023-05-29", STATE(IN_TERM), 1, 0 },
		{ "2023-05-30", STATE(EXTENDED), 2, 4 },
		{ "2023-06-03", STATE(EXTENDED), 2, 0 },
		{ "2023-06-04", STATE(EXTENDED), 3, 2 }, /* by three days that the extension has of its own */
		{ "2023-06-07", STATE(LAPSED), 3, -1 },
	};
	Truce__V1__Zone *zone = zone_of("zones/city", three);
	Truce__V1__Reading *reading = add_reading(zone, "r", on("2023-05-22"), 0, RULE(CONSENSUS));
	reading->initial_term_days = 7;
	reading->extension_term_days = 5;
	extend(zone, 2, on("2023-05-29"), 0);
	extend(zone, 3, on("2023-06-03"), 0)->days = 3;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		Truce__V1__ZoneStatus *status = ask(zone, cases[i].date, "");
		assert_int_equal(status->state, cases[i].state);
		assert_int_equal(status->term, cases[i].term);
		if (cases[i].days_left >= 0)
			assert_int_equal(status->days_left, cases[i].days_left);
	}
	assert_string_equal(ask(zone, "2023-06-01", "")->term_start->earliest, "2023-05-30");
}

/* Where terms of months and of days follow one another, months behind a term of days are counted
 * from its last day. */
static void terms_of_months_and_of_days_follow_one_another(void **state)
{
	(void)state;
	static const struct {
		int term;
		const char *start, *end;
	} cases[] = {
		{ 1, "2017-01-31", "2017-02-28" },
		{ 2, "2017-03-01", "2017-03-31" }, /* as two months from 31 January */
		{ 3, "2017-04-01", "2017-04-10" },
		{ 4, "2017-04-11", "2017-05-10" },
	};
	Truce__V1__Zone *zone = zone_of("zones/city", three);
	add_reading(zone, "r", on("2017-01-31"), 1, RULE(CONSENSUS));
	for (int term = 2; term <= 4; term++)
		extend(zone, term, on("2017-01-31"), 0)->days = term == 3 ? 10 : 0;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		Truce__V1__ZoneStatus *status = ask(zone, cases[i].start, "");
		assert_int_equal(status->term, cases[i].term);
		assert_string_equal(status->term_start->earliest, cases[i].start);
		assert_string_equal(status->term_end->latest, cases[i].end);
	}
}

static void a_zone_without_a_term_has_no_end_on_record_and_says_so(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/city", three);
	add_reading(zone, "r", on("2023-05-22"), 0, RULE(CONSENSUS));
	Truce__V1__ZoneStatus *status = ask(zone, "2031-01-01", "");
	assert_int_equal(status->state, STATE(IN_TERM));
	assert_null(status->term_end);
	assert_int_equal(status->n_notes, 1);
	assert_non_null(strstr(status->notes[0], "No end on record"));
	assert_int_equal(ask(zone, "2023-05-21", "")->n_notes, 0);
	terminate(zone, on("2023-06-01"));
	status = ask(zone, "2023-06-01", "");
	assert_int_equal(status->state, STATE(TERMINATED));
	assert_int_equal(status->n_notes, 1);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_term_of_days_ends_so_many_days_behind_its_first),
		cmocka_unit_test(terms_of_months_and_of_days_follow_one_another),
		cmocka_unit_test(a_zone_without_a_term_has_no_end_on_record_and_says_so),
		cmocka_unit_test(a_zone_without_a_term_stays_in_force),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}

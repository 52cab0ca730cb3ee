/* What the status of a zone notes. */
#include "tests/zones.h"

static void note_on(const Truce__V1__Zone *zone, const char *date, const char *note)
{
	const Truce__V1__ZoneStatus *status = ask(zone, date, "");
	if (note == NULL ? status->n_notes != 0 : status->n_notes == 0 || strcmp(status->notes[0], note) != 0)
		fail_msg("on %s: %s", date, status->n_notes == 0 ? "no note" : status->notes[0]);
}

static void what_a_guarantor_objects_to_and_stands_all_the_same_is_told(void **state)
{
	(void)state;
	static const char *const all[] = { "IRN", "TUR", NULL };
	Truce__V1__Zone *zone = zone_of("zones/z", all);
	add_reading(zone, "r", on("2017-05-04"), 6, RULE(CONSENSUS));
	decide(zone, "TUR", 2, on("2017-10-20"), OBJECTION);
	extend(zone, 2, on("2017-10-25"), 0);
	note_on(zone, "2017-11-04", NULL);
	note_on(zone, "2017-11-05",
		"TUR objected to term 2 on 2017-10-20: a text records it as extended all the same.");
	decide(zone, "TUR", 2, on("2017-12-01"), CONSENT); /* it changes its mind */
	note_on(zone, "2017-12-01", NULL);
	decide(zone, "IRN", 2, between("2018-01-01", "2018-01-05"), OBJECTION);
	note_on(zone, "2018-01-04", NULL);
	note_on(zone, "2018-01-05",
		"IRN objected to term 2 between 2018-01-01 and 2018-01-05, when it had begun: that does not end it.");
}

static void a_decision_that_perhaps_was_made_by_the_date_is_told(void **state)
{
	(void)state;
	static const char *const all[] = { "IRN", "TUR", NULL };
	Truce__V1__Zone *zone = zone_of("zones/z", all);
	add_reading(zone, "r", on("2017-05-04"), 6, RULE(CONSENSUS));
	decide(zone, "IRN", 2, on("2017-10-20"), CONSENT);
	decide(zone, "TUR", 2, between("2017-10-30", "2017-11-10"), CONSENT);
	note_on(zone, "2017-10-29", NULL);
	note_on(zone, "2017-11-04",
		"TUR consented to term 2 between 2017-10-30 and 2017-11-10: perhaps after this date.");
	assert_int_equal(ask(zone, "2017-11-04", "")->n_consents_missing, 1);
	note_on(zone, "2017-11-08",
		"Term 2 stands from 2017-11-10 at the latest: 2017-11-05 to 2017-11-09 may be covered by nothing on "
		"record.");
}

static void that_nobody_can_consent_is_told_where_a_consent_is_needed(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("zones/z", nobody);
	add_reading(zone, "r", on("2017-05-04"), 6, RULE(CONSENSUS));
	note_on(zone, "2017-11-05", "No guarantor is on record, whose consent could extend the term.");
	zone->readings[0]->extension_rule = RULE(NONE);
	note_on(zone, "2017-11-05", NULL);
	zone->readings[0]->extension_rule = RULE(POSSIBLE);
	add_reading(zone, "s", on("2017-05-04"), 6, RULE(CONSENSUS));
	assert_int_equal(ask(zone, "2017-06-05", "")->alternatives[0]->n_notes, 1);
}

static void whose_consent_is_missing_is_told_by_each_reading(void **state)
{
	(void)state;
	static const char *const all[] = { "IRN", "TUR", NULL };
	Truce__V1__Zone *zone = zone_of("zones/z", all);
	add_reading(zone, "a", on("2017-05-04"), 6, RULE(CONSENSUS));
	add_reading(zone, "b", on("2017-05-05"), 6, RULE(POSSIBLE));
	add_reading(zone, "c", on("2017-05-05"), 6, RULE(AUTOMATIC));
	decide(zone, "IRN", 2, on("2017-10-20"), CONSENT);
	const Truce__V1__ZoneStatus *status = ask(zone, "2017-10-20", "a");
	assert_int_equal(status->alternatives[0]->n_consents_missing, 1);
	assert_string_equal(status->alternatives[0]->consents_missing[0]->id, "TUR");
	assert_int_equal(status->alternatives[1]->n_consents_missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_guarantor_objects_to_and_stands_all_the_same_is_told),
		cmocka_unit_test(a_decision_that_perhaps_was_made_by_the_date_is_told),
		cmocka_unit_test(that_nobody_can_consent_is_told_where_a_consent_is_needed),
		cmocka_unit_test(whose_consent_is_missing_is_told_by_each_reading),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}

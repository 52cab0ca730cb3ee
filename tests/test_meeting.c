#include "tests/support.h"

#include "domain/meeting.h"

static void a_symbol_names_its_meeting(void **state)
{
	(void)state;
	static const struct {
		const char *symbol, *series;
		int number, resumption;
	} rows[] = {
		{ "S/PV.8422", "S/PV.", 8422, 0 },
		{ "S/PV.8422 (Resumption 1)", "S/PV.", 8422, 1 },
		{ "S/PV.3377 (Resumption)", "S/PV.", 3377, 1 },
		{ "S/PV.8422/Corr.1", "S/PV.", 8422, 0 },
		{ "A/61/PV.107", "A/61/PV.", 107, 0 },
		{ "A/ES-10/PV.3", "A/ES-10/PV.", 3, 0 },
		{ "A/C.1/61/PV.4", "A/C.1/61/PV.", 4, 0 },
		{ "A/C.2/61/SR.4", "A/C.2/61/SR.", 4, 0 },
		{ "A/PV.2000", "A/PV.", 2000, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct meeting meeting;
		assert_true(meeting_of(rows[i].symbol, "", "", "", &meeting));
		assert_string_equal(meeting.series, rows[i].series);
		assert_int_equal(meeting.number, rows[i].number);
		assert_int_equal(meeting.resumption, rows[i].resumption);
	}
}

static void without_a_symbol_organ_and_number_name_it(void **state)
{
	(void)state;
	struct meeting meeting;
	assert_true(meeting_of("", "", "Security Council", "8422", &meeting));
	assert_string_equal(meeting.series, "S/PV.");
	assert_int_equal(meeting.number, 8422);
	assert_true(meeting_of("S/2018/1016", "", "security  council", "8422nd", &meeting));
	assert_string_equal(meeting.series, "S/PV.");
	assert_true(meeting_of("", "", "Lake Talks", "3", &meeting));
	assert_string_equal(meeting.series, "=lake talks/");
}

static void the_source_says_of_which_session_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *symbol, *source, *number, *series;
	} rows[] = {
		{ "", "A/61/PV.107", "107", "A/61/PV." },
		{ "A/61/L.67", "A/61/PV.107", "107th", "A/61/PV." },
		{ "A/62/PV.3", "A/61/PV.107", "107", "A/62/PV." },
		{ "", "A/61/PV.108", "107", "A/PV." }, /* another meeting's record speaks of it */
		{ "", "A/61/L.67", "107", "A/PV." },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct meeting meeting;
		assert_true(meeting_of(rows[i].symbol, rows[i].source, "General Assembly", rows[i].number, &meeting));
		assert_string_equal(meeting.series, rows[i].series);
	}
	struct meeting meeting;
	assert_false(meeting_of("", "A/61/PV.107", "General Assembly", "", &meeting));
}

static void what_names_no_meeting_is_none(void **state)
{
	(void)state;
	static const struct {
		const char *symbol, *organ, *number;
	} rows[] = {
		{ "", "", "" },
		{ "S/2018/1016", "", "8422" },
		{ "", "Security Council", "" },
		{ "", "Security Council", "first" },
		{ "S/PV.", "", "" },
		{ "PV.8422", "", "" },
		{ "S/PV.1234567", "", "" },
		{ "SPV.12", "", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct meeting meeting;
		if (meeting_of(rows[i].symbol, "", rows[i].organ, rows[i].number, &meeting))
			fail_msg("\"%s\" names a meeting", rows[i].symbol);
	}
	struct meeting meeting;
	char longest[400];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_false(meeting_of("", "", longest, "1", &meeting));
	memset(longest, '/', 300);
	memcpy(longest + 300, "PV.1", 5);
	assert_false(meeting_of(longest, "", "", "", &meeting));
}

static void a_body_has_a_series_in_each_session(void **state)
{
	(void)state;
	static const struct {
		const char *body, *session, *series;
	} rows[] = {
		{ "Security Council", "", "S/PV." },
		{ "general assembly", "61", "A/61/PV." },
		{ "General Assembly", "ES-10", "A/ES-10/PV." },
		{ "General Assembly", "", "A/PV." },
		{ "First Committee", "61", "A/C.1/61/PV." },
		{ "Second Committee", "61", "A/C.2/61/SR." },
		{ "Lake  Talks", "", "=lake talks/" },
		{ "Lake Talks", "2", "=lake talks/2/" },
	};
	char series[MEETING_SERIES];
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_true(meeting_series(rows[i].body, rows[i].session, series));
		assert_string_equal(series, rows[i].series);
	}
	assert_false(meeting_series("General Assembly", "61/PV.1", series));
}

static void a_series_says_of_which_body_and_session_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *series, *body, *session;
	} rows[] = {
		{ "S/PV.", "Security Council", "" },
		{ "A/61/PV.", "General Assembly", "61" },
		{ "A/ES-10/PV.", "General Assembly", "ES-10" },
		{ "A/PV.", "General Assembly", "" },
		{ "A/C.1/61/PV.", "First Committee", "61" },
		{ "A/C.1/PV.", "First Committee", "" },
		{ "=lake talks/", "lake talks", "" },
		{ "=lake talks/2/", "lake talks", "2" },
		{ "A/C.9/PV.", NULL, NULL },
		{ "A/C.9/61/PV.", NULL, NULL },
		{ "A//PV.", NULL, NULL },
		{ "A/61/", NULL, NULL },
		{ "A/AC.109/SR.", NULL, NULL },
		{ "=", NULL, NULL },
	};
	char body[MEETING_SERIES], session[MEETING_SERIES];
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(meeting_series_read(rows[i].series, body, session), rows[i].body != NULL);
		if (rows[i].body == NULL)
			continue;
		assert_string_equal(body, rows[i].body);
		assert_string_equal(session, rows[i].session);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_symbol_names_its_meeting),
		cmocka_unit_test(without_a_symbol_organ_and_number_name_it),
		cmocka_unit_test(the_source_says_of_which_session_it_is),
		cmocka_unit_test(a_series_says_of_which_body_and_session_it_is),
		cmocka_unit_test(what_names_no_meeting_is_none),
		cmocka_unit_test(a_body_has_a_series_in_each_session),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

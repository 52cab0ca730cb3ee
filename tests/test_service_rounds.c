/* Rounds: their numbers, and what their agenda items carry on from. */
#include "tests/support_service.h"

#define ON(date) "{\"earliest\":\"" date "\",\"latest\":\"" date "\"}"
#define SOURCES "\"sources\":[{\"id\":\"memo\",\"title\":\"M\"}]"

static int put_round(struct rig *rig, const char *id, const char *date, const char *item, const char *carries_on)
{
	return rig_callf(rig, "RoundService.CreateRound",
			 "{\"roundId\":\"%s\",\"round\":{\"process\":\"astana\",\"date\":{\"earliest\":\"%s\","
			 "\"latest\":\"%s\"},"
			 "\"agenda\":[{\"id\":\"first\"},{\"id\":\"%s\",\"topic\":\"t\",\"carriesOn\":\"%s\"}]," SOURCES
			 "}}",
			 id, date, date, item, carries_on);
}

#define NUMBERED(id, process, ordinal)                                                                                 \
	"{\"name\":\"rounds/" id "\",\"process\":\"" process "\",\"ordinal\":" ordinal "," SOURCES "}"

static void an_item_carries_on_from_an_earlier_round_only(void **state)
{
	struct rig *rig = *state;
	put_round(rig, "one", "2017-09-15", "x", "");
	rig_expect(rig, STATUS_OK, "");
	put_round(rig, "two", "2017-10-31", "x", "rounds/one/agenda/x");
	rig_expect(rig, STATUS_OK, "");
	put_round(rig, "zero", "2017-07-05", "x", "rounds/one/agenda/x");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "round.agenda[1].carries_on");
	assert_non_null(strstr(rig->message, "later round"));
	put_round(rig, "self", "2017-07-05", "x", "rounds/self/agenda/first");
	assert_string_equal(rig->fields, "round.agenda[1].carries_on");
	put_round(rig, "free", "2017-07-05", "x", "rounds/nobody/agenda/x");
	rig_expect(rig, STATUS_OK, "");
}

static void a_round_is_not_moved_after_one_that_carries_on_from_it(void **state)
{
	struct rig *rig = *state;
	static const char moved[] = "{\"round\":{\"name\":\"rounds/one\",\"date\":" ON("%s") "},"
											     "\"updateMask\":\"date\"}";
	static const char both[] =
		"{\"records\":{\"rounds\":["
		"{\"name\":\"rounds/one\",\"process\":\"astana\",\"date\":" ON(
			"2018-01-01") ",\"agenda\":[{\"id\":\"x\"}]," SOURCES "},"
				      "{\"name\":\"rounds/two\",\"process\":\"astana\",\"date\":" ON(
					      "%s") ",\"agenda\":[{\"id\":\"x\",\"carriesOn\":"
						    "\"rounds/one/agenda/x\"}]," SOURCES "}]},\"again\":true}";
	put_round(rig, "one", "2017-09-15", "x", "");
	put_round(rig, "two", "2017-10-31", "x", "rounds/one/agenda/x");
	rig_callf(rig, "RoundService.UpdateRound", moved, "2017-11-01", "2017-11-01");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "round.date");
	assert_non_null(strstr(rig->message, "rounds/two (2017-10-31)"));
	rig_callf(rig, "RoundService.UpdateRound", moved, "2017-10-30", "2017-10-30");
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "ImportService.ImportRecords", both, "2017-12-01", "2017-12-01");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.rounds[1].agenda[0].carries_on");
	rig_callf(rig, "ImportService.ImportRecords", both, "2018-02-01", "2018-02-01");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/two\"}");
	rig_callf(rig, "RoundService.UpdateRound", moved, "2019-01-01", "2019-01-01");
	rig_expect(rig, STATUS_OK, "");
}

static void a_process_has_one_round_of_a_number(void **state)
{
	struct rig *rig = *state;
	static const char create[] = "{\"roundId\":\"%s\",\"round\":{\"process\":\"%s\",\"ordinal\":%d," SOURCES "}}";
	static const char update[] = "{\"round\":{\"name\":\"rounds/%s\",\"ordinal\":%d},\"updateMask\":\"ordinal\"}";
	rig_callf(rig, "RoundService.CreateRound", create, "one", "astana", 8);
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "RoundService.CreateRound", create, "other", "geneva", 8);
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "RoundService.CreateRound", create, "twin", "astana", 8);
	rig_expect(rig, STATUS_ALREADY_EXISTS, "ROUND_EXISTS");
	assert_non_null(strstr(rig->message, "rounds/one is round 8 of astana already"));
	assert_non_null(strstr(rig->message, "update that one"));
	rig_callf(rig, "RoundService.CreateRound", create, "none", "astana", 0);
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "RoundService.CreateRound", create, "none-too", "astana", 0);
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "RoundService.UpdateRound", update, "none", 8);
	rig_expect(rig, STATUS_ALREADY_EXISTS, "ROUND_EXISTS");
	rig_callf(rig, "RoundService.UpdateRound", update, "one", 8); /* its own */
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "RoundService.UpdateRound", update, "one", 80);
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "RoundService.UpdateRound", update, "none", 8); /* which is free again */
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/none\"}");
	rig_callf(rig, "RoundService.CreateRound", create, "eight", "astana", 8);
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.UndeleteRound", "{\"name\":\"rounds/none\"}");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "ROUND_EXISTS");
	assert_non_null(strstr(rig->message, "rounds/eight"));
}

static void an_import_brings_one_round_of_a_number(void **state)
{
	struct rig *rig = *state;
	static const char import[] = "{\"records\":{\"rounds\":[%s,%s]}}";
	rig_callf(rig, "ImportService.ImportRecords", import, NUMBERED("a", "p", "1"), NUMBERED("b", "p", "1"));
	rig_expect(rig, STATUS_ALREADY_EXISTS, "ROUND_EXISTS");
	assert_non_null(strstr(rig->message, "rounds/b is round 1 of p already, so that rounds/a cannot be"));
	rig_callf(rig, "ImportService.ImportRecords", import, NUMBERED("a", "p", "1"), NUMBERED("b", "p", "2"));
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "ImportService.ImportRecords", import, NUMBERED("a", "p", "2"), NUMBERED("b", "p", "1"));
	rig_expect(rig, STATUS_OK, ""); /* both at once */
	rig_callf(rig, "ImportService.ImportRecords", import, NUMBERED("a", "p", "2"), NUMBERED("c", "p", "1"));
	rig_expect(rig, STATUS_ALREADY_EXISTS, "ROUND_EXISTS");
	assert_non_null(strstr(rig->message, "rounds/b is round 1 of p already"));
	rig_call(rig, "RoundService.GetRound", "{\"name\":\"rounds/c\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
}

static void links_in_a_circle_are_refused_whoever_closes_it(void **state)
{
	struct rig *rig = *state;
	put_round(rig, "one", "", "x", "");
	put_round(rig, "two", "", "x", "rounds/one/agenda/x");
	put_round(rig, "three", "", "x", "rounds/two/agenda/x");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.UpdateRound",
		 "{\"round\":{\"name\":\"rounds/one\",\"agenda\":[{\"id\":\"x\",\"carriesOn\":\"rounds/three/agenda/"
		 "x\"}]},"
		 "\"updateMask\":\"agenda\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "round.agenda[0].carries_on");
	assert_non_null(strstr(rig->message, "circle"));
}

static void a_round_comes_back_only_where_it_still_fits(void **state)
{
	struct rig *rig = *state;
	static const char moved[] = "{\"round\":{\"name\":\"rounds/one\",\"date\":" ON("%s") "},"
											     "\"updateMask\":\"date\"}";
	static const char set[] =
		"{\"records\":{\"rounds\":[{\"name\":\"rounds/two\",\"process\":\"astana\",\"date\":" ON(
			"2017-10-31") ",\"agenda\":[{\"id\":\"x\",\"carriesOn\":\"%s\"}]," SOURCES
				      "}]},\"again\":true}";
	put_round(rig, "one", "2017-09-15", "x", "");
	put_round(rig, "two", "2017-10-31", "x", "rounds/one/agenda/x");
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/two\"}");
	rig_callf(rig, "RoundService.UpdateRound", moved, "2017-12-21", "2017-12-21");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.UndeleteRound", "{\"name\":\"rounds/two\"}");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "DOES_NOT_FIT");
	assert_non_null(strstr(rig->message, "round.agenda[1].carries_on"));
	assert_non_null(strstr(rig->message, "later round (rounds/one, 2017-12-21)"));
	assert_string_equal(rig->fields, "");
	rig_callf(rig, "RoundService.UpdateRound", moved, "2017-10-30", "2017-10-30");
	rig_call(rig, "RoundService.UndeleteRound", "{\"name\":\"rounds/two\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/two\"}");
	rig_callf(rig, "RoundService.UpdateRound", moved, "2017-12-21", "2017-12-21");
	rig_callf(rig, "ImportService.ImportRecords", set, "rounds/one/agenda/x");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.rounds[0].agenda[0].carries_on");
	rig_callf(rig, "ImportService.ImportRecords", set, "");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/one\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "RoundService.UndeleteRound", "{\"name\":\"rounds/one\"}");
	rig_expect(rig, STATUS_OK, "");
}

static void a_set_of_rounds_is_checked_in_whatever_order_it_comes(void **state)
{
	struct rig *rig = *state;
	static const char set[] =
		"{\"records\":{\"rounds\":["
		"{\"name\":\"rounds/b\",\"process\":\"p\",\"date\":" ON(
			"2017-10-31") ",\"agenda\":[{\"id\":\"x\","
				      "\"carriesOn\":\"rounds/a/agenda/x\"}]," SOURCES "},"
				      "{\"name\":\"rounds/a\",\"process\":\"p\",\"date\":" ON(
					      "2017-%s-15") ",\"agenda\":[{\"id\":\"x\","
							    "\"carriesOn\":\"%s\"}]," SOURCES "}]}%s}";
	rig_callf(rig, "ImportService.ImportRecords", set, "11", "11", "", "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.rounds[0].agenda[0].carries_on");
	rig_callf(rig, "ImportService.ImportRecords", set, "10", "10", "rounds/b/agenda/x", ",\"validateOnly\":true");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.rounds[1].agenda[0].carries_on");
	rig_call(rig, "RoundService.ListRounds", "{}");
	rig_has_not(rig, "rounds/a");
	rig_callf(rig, "ImportService.ImportRecords", set, "09", "09", "", "");
	rig_expect(rig, STATUS_OK, "");
}

static void threads_are_listed_by_filter_page_by_page_as_of_a_revision(void **state)
{
	struct rig *rig = *state;
	put_round(rig, "one", "2017-09-15", "x", "");
	put_round(rig, "two", "2017-10-31", "x", "rounds/one/agenda/x");
	rig_call(rig, "AgendaService.ListAgendaThreads",
		 "{\"filter\":\"topic = \\\"t\\\" AND process = \\\"astana\\\"\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"thread\":\"rounds/one/agenda/x\"");
	rig_has(rig, "\"item\":\"rounds/two/agenda/x\"");
	rig_has(rig, "\"open\":true");
	rig_has_not(rig, "agenda/first");
	rig_call(rig, "AgendaService.ListAgendaThreads", "{\"filter\":\"topic = \\\"t\\\"\",\"asOfRevision\":\"1\"}");
	rig_has_not(rig, "rounds/two");
	rig_call(rig, "AgendaService.ListAgendaThreads", "{\"date\":\"2017-10-30\"}");
	rig_has_not(rig, "rounds/two");
	rig_call(rig, "AgendaService.ListAgendaThreads", "{\"date\":\"2017-10-32\"}");
	assert_string_equal(rig->fields, "date");
	char *token = strdup("");
	int threads = 0;
	do {
		rig_callf(rig, "AgendaService.ListAgendaThreads", "{\"pageSize\":1,\"pageToken\":\"%s\"}", token);
		rig_expect(rig, STATUS_OK, "");
		threads++;
		free(token);
		token = strdup(rig_member(rig, "nextPageToken"));
	} while (token[0] != '\0');
	free(token);
	assert_int_equal(threads, 3);
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/two\"}");
	rig_call(rig, "AgendaService.ListAgendaThreads", "{}");
	rig_has_not(rig, "rounds/two");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_carries_on_from_an_earlier_round_only),
		TEST(a_round_is_not_moved_after_one_that_carries_on_from_it),
		TEST(a_process_has_one_round_of_a_number),
		TEST(an_import_brings_one_round_of_a_number),
		TEST(links_in_a_circle_are_refused_whoever_closes_it),
		TEST(a_round_comes_back_only_where_it_still_fits),
		TEST(a_set_of_rounds_is_checked_in_whatever_order_it_comes),
		TEST(threads_are_listed_by_filter_page_by_page_as_of_a_revision),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

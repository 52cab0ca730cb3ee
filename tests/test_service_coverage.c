#include "tests/support_service.h"

#define CHECK "CoverageService.CheckCoverage"

/* A statement of a kind with a symbol and more members. */
static void make(struct rig *rig, const char *id, const char *kind, const char *symbol, const char *more)
{
	rig_callf(rig, "StatementService.CreateStatement",
		  "{\"statementId\":\"%s\",\"statement\":{\"kind\":\"%s\",\"symbol\":\"%s\"%s,\"sources\":[{\"id\":"
		  "\"s\"}]}}",
		  id, kind, symbol, more);
	rig_expect(rig, STATUS_OK, "");
}

static void assert_answer(struct rig *rig, const char *question, const char *answer)
{
	rig_callf(rig, CHECK, "%s", question);
	rig_expect(rig, STATUS_OK, "");
	if (strcmp(rig->json, answer) != 0)
		fail_msg("%s\nis    %s\nnot   %s", question, rig->json, answer);
}

static void meetings_that_the_record_lacks_are_named_in_runs(void **state)
{
	struct rig *rig = *state;
	make(rig, "a", "KIND_MEETING_RECORD", "S/PV.101", "");
	make(rig, "b", "KIND_MEETING_RECORD", "S/PV.104", "");
	make(rig, "c", "KIND_SPEECH", "S/PV.105", "");
	make(rig, "d", "KIND_SPEECH", "", ",\"organ\":\"Security Council\",\"meeting\":\"106\"");
	make(rig, "e", "KIND_MEETING_RECORD", "A/61/PV.102", "");
	assert_answer(rig, "{\"body\":\"security council\",\"from\":100,\"to\":107}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":100,\"last\":100},"
		      "{\"kind\":\"KIND_MEETING\",\"first\":102,\"last\":103},"
		      "{\"kind\":\"KIND_RECORD\",\"first\":105,\"last\":106},"
		      "{\"kind\":\"KIND_MEETING\",\"first\":107,\"last\":107}],"
		      "\"meetingsHeld\":2,\"meetingsInPart\":2,\"meetingsAsked\":8}");
	assert_answer(rig, "{\"body\":\"General Assembly\",\"session\":\"61\",\"from\":102,\"to\":102}",
		      "{\"meetingsHeld\":1,\"meetingsAsked\":1}");
}

static void a_turn_is_of_the_session_that_its_source_names(void **state)
{
	struct rig *rig = *state;
	rig_callf(rig, "StatementService.CreateStatement",
		  "{\"statementId\":\"t\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"organ\":\"General Assembly\","
		  "\"meeting\":\"3\",\"sources\":[{\"id\":\"x\"},{\"id\":\"s\",\"symbol\":\"A/61/PV.3\"}]}}");
	rig_expect(rig, STATUS_OK, "");
	assert_answer(rig, "{\"body\":\"General Assembly\",\"session\":\"61\",\"from\":3,\"to\":3}",
		      "{\"gaps\":[{\"kind\":\"KIND_RECORD\",\"first\":3,\"last\":3}],\"meetingsInPart\":1,"
		      "\"meetingsAsked\":1}");
	assert_answer(rig, "{\"body\":\"General Assembly\",\"from\":3,\"to\":3}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":3,\"last\":3}],\"meetingsAsked\":1,"
		      "\"others\":[{\"body\":\"General Assembly\",\"session\":\"61\"}]}");
}

static void of_a_body_of_which_nothing_is_held_the_others_are_named(void **state)
{
	struct rig *rig = *state;
	make(rig, "a", "KIND_MEETING_RECORD", "S/PV.101", "");
	make(rig, "b", "KIND_MEETING_RECORD", "S/PV.102", "");
	make(rig, "c", "KIND_SPEECH", "S/PV.103", "");
	make(rig, "d", "KIND_MEETING_RECORD", "A/ES-10/PV.1", "");
	make(rig, "e", "KIND_MEETING_RECORD", "A/AC.9/SR.1", ""); /* cannot be asked about by name */
	make(rig, "f", "KIND_SPEECH", "", ",\"organ\":\"Lake Talks\",\"meeting\":\"1\"");
	assert_answer(rig, "{\"body\":\"Security Counsil\",\"from\":101,\"to\":101}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":101,\"last\":101}],\"meetingsAsked\":1,"
		      "\"others\":[{\"body\":\"General Assembly\",\"session\":\"ES-10\"},"
		      "{\"body\":\"Security Council\"},{\"body\":\"lake talks\"}]}");
	assert_answer(rig, "{\"body\":\"Security Council\",\"from\":5,\"to\":5}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":5,\"last\":5}],\"meetingsAsked\":1}");
}

/* A body may have counted its meetings on at first, and anew in each session later. */
static void where_nothing_is_held_of_the_meetings_the_bodys_sessions_are_named(void **state)
{
	struct rig *rig = *state;
	make(rig, "a", "KIND_MEETING_RECORD", "A/PV.1063", "");
	make(rig, "b", "KIND_MEETING_RECORD", "A/41/PV.56", "");
	make(rig, "c", "KIND_SPEECH", "A/54/PV.69", "");
	make(rig, "d", "KIND_MEETING_RECORD", "S/PV.56", "");
	assert_answer(rig, "{\"body\":\"General Assembly\",\"from\":56,\"to\":56}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":56,\"last\":56}],\"meetingsAsked\":1,"
		      "\"others\":[{\"body\":\"General Assembly\",\"session\":\"41\"},"
		      "{\"body\":\"General Assembly\",\"session\":\"54\"}]}");
	assert_answer(rig, "{\"body\":\"General Assembly\",\"session\":\"41\",\"from\":1,\"to\":1}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":1,\"last\":1}],\"meetingsAsked\":1,"
		      "\"others\":[{\"body\":\"General Assembly\"},"
		      "{\"body\":\"General Assembly\",\"session\":\"54\"}]}");
	assert_answer(rig, "{\"body\":\"General Assembly\",\"from\":1063,\"to\":1063}",
		      "{\"meetingsHeld\":1,\"meetingsAsked\":1}");
}

static void parts_are_lacking_where_later_ones_or_citations_show_them(void **state)
{
	struct rig *rig = *state;
	make(rig, "a", "KIND_MEETING_RECORD", "S/PV.7 (Resumption 3)", "");
	make(rig, "b", "KIND_MEETING_RECORD", "S/PV.8", "");
	make(rig, "c", "KIND_LETTER", "", ",\"citations\":[{\"instrument\":\"S/PV.8 (Resumption 1)\"}]");
	assert_answer(rig, "{\"body\":\"Security Council\",\"from\":7,\"to\":8}",
		      "{\"gaps\":[{\"kind\":\"KIND_FIRST_PART\",\"meeting\":7},"
		      "{\"kind\":\"KIND_RESUMPTION\",\"first\":1,\"last\":2,\"meeting\":7},"
		      "{\"kind\":\"KIND_RESUMPTION\",\"first\":1,\"last\":1,\"meeting\":8}],"
		      "\"meetingsHeld\":2,\"meetingsAsked\":2}");
}

static void clauses_are_lacking_up_to_the_last_that_is_held(void **state)
{
	struct rig *rig = *state;
	make(rig, "j", "KIND_JOINT_STATEMENT", "",
	     ",\"blocks\":[{\"kind\":\"KIND_CLAUSE\",\"number\":2},{\"kind\":\"KIND_PARAGRAPH\",\"number\":4},"
	     "{\"kind\":\"KIND_CLAUSE\",\"number\":6}]");
	make(rig, "k", "KIND_JOINT_STATEMENT", "",
	     ",\"blocks\":[{\"kind\":\"KIND_CLAUSE\",\"number\":1},{\"kind\":\"KIND_CLAUSE\",\"number\":2}]");
	make(rig, "l", "KIND_RESOLUTION", "S/PV.9", ",\"blocks\":[{\"kind\":\"KIND_CLAUSE\",\"number\":2}]");
	assert_answer(rig, "{}",
		      "{\"gaps\":[{\"kind\":\"KIND_CLAUSE\",\"first\":1,\"last\":1,\"statement\":\"statements/j\"},"
		      "{\"kind\":\"KIND_CLAUSE\",\"first\":3,\"last\":5,\"statement\":\"statements/j\"},"
		      "{\"kind\":\"KIND_CLAUSE\",\"first\":1,\"last\":1,\"statement\":\"statements/l\"}]}");
	assert_answer(rig, "{\"body\":\"Security Council\",\"from\":9,\"to\":9}",
		      "{\"gaps\":[{\"kind\":\"KIND_RECORD\",\"first\":9,\"last\":9},"
		      "{\"kind\":\"KIND_CLAUSE\",\"first\":1,\"last\":1,\"meeting\":9,\"statement\":\"statements/l\"}],"
		      "\"meetingsInPart\":1,\"meetingsAsked\":1}");
}

static void what_is_deleted_is_lacking(void **state)
{
	struct rig *rig = *state;
	make(rig, "a", "KIND_MEETING_RECORD", "S/PV.5", "");
	rig_callf(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/a\"}");
	rig_expect(rig, STATUS_OK, "");
	assert_answer(rig, "{\"body\":\"Security Council\",\"from\":5,\"to\":5}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":5,\"last\":5}],\"meetingsAsked\":1}");
}

static void a_question_that_makes_no_sense_is_refused_by_its_field(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *question, *field;
	} rows[] = {
		{ "{\"body\":\"Security Council\"}", "from" },
		{ "{\"body\":\"Security Council\",\"from\":5}", "to" },
		{ "{\"body\":\"Security Council\",\"from\":5,\"to\":4}", "to" },
		{ "{\"body\":\"Security Council\",\"from\":1,\"to\":10001}", "to" },
		{ "{\"body\":\"Security Council\",\"from\":-1,\"to\":4}", "from" },
		{ "{\"body\":\"Security Council\",\"from\":1,\"to\":2147483647}", "to" },
		{ "{\"body\":\"General Assembly\",\"session\":\"6/1\",\"from\":1,\"to\":4}", "session" },
		{ "{\"from\":1,\"to\":4}", "body" },
		{ "{\"session\":\"61\"}", "body" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		rig_callf(rig, CHECK, "%s", rows[i].question);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		if (strstr(rig->fields, rows[i].field) == NULL)
			fail_msg("%s: \"%s\" is blamed, not \"%s\"", rows[i].question, rig->fields, rows[i].field);
	}
}

static void ten_thousand_meetings_are_one_question(void **state)
{
	struct rig *rig = *state;
	make(rig, "a", "KIND_MEETING_RECORD", "S/PV.9999", "");
	assert_answer(rig, "{\"body\":\"Security Council\",\"from\":1,\"to\":10000}",
		      "{\"gaps\":[{\"kind\":\"KIND_MEETING\",\"first\":1,\"last\":9998},"
		      "{\"kind\":\"KIND_MEETING\",\"first\":10000,\"last\":10000}],"
		      "\"meetingsHeld\":1,\"meetingsAsked\":10000}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(meetings_that_the_record_lacks_are_named_in_runs),
		TEST(a_turn_is_of_the_session_that_its_source_names),
		TEST(of_a_body_of_which_nothing_is_held_the_others_are_named),
		TEST(where_nothing_is_held_of_the_meetings_the_bodys_sessions_are_named),
		TEST(parts_are_lacking_where_later_ones_or_citations_show_them),
		TEST(clauses_are_lacking_up_to_the_last_that_is_held),
		TEST(what_is_deleted_is_lacking),
		TEST(a_question_that_makes_no_sense_is_refused_by_its_field),
		TEST(ten_thousand_meetings_are_one_question),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/support_service.h"

#include "domain/citation_asked.h"

#define STATEMENT "StatementService.CreateStatement"
#define POSITIONS "PositionService.ListPositions"
#define CITATIONS "PositionService.ListCitations"
#define PASSAGES "StatementService.ListPassages"
#define SEARCH "SearchService.SearchStatements"

static struct rig rig;

/* A speech of a party with one act and one citation. */
static void add_speech(const char *id, const char *party, const char *date, const char *topic, const char *instrument)
{
	rig_callf(&rig, STATEMENT,
		  "{\"statement_id\": \"%s\", \"statement\": {\"kind\": \"KIND_SPEECH\", \"title\": \"%s\","
		  " \"date\": {\"earliest\": \"%s\", \"latest\": \"%s\"},"
		  " \"turns\": [{\"speaker\": {\"party\": {\"id\": \"%s\"}}}],"
		  " \"blocks\": [{\"text\": \"We call for aid under the text.\", \"turn\": 1}],"
		  " \"acts\": [{\"kind\": \"KIND_CALL\", \"verb\": \"call for\", \"topic\": \"%s\","
		  " \"span\": {\"block\": 1, \"start\": 3, \"end\": 11}}],"
		  " \"citations\": [{\"instrument\": \"%s\", \"printed\": \"the text\","
		  " \"span\": {\"block\": 1, \"start\": 3, \"end\": 11}}],"
		  " \"sources\": [{\"id\": \"s\", \"title\": \"t\"}]}}",
		  id, id, date, date, party, topic, instrument);
	rig_expect(&rig, STATUS_OK, "");
}

static void add_document(const char *id, const char *symbol, const char *alias)
{
	rig_callf(&rig, STATEMENT,
		  "{\"statement_id\": \"%s\", \"statement\": {\"kind\": \"KIND_RESOLUTION\", \"symbol\": \"%s\","
		  " \"title\": \"Title of %s\", \"aliases\": [\"%s\"],"
		  " \"votes\": [{\"instrument\": \"%s\", \"ballots\": [{\"party\": {\"id\": \"SWE\"},"
		  " \"choice\": \"CHOICE_IN_FAVOUR\"}]}],"
		  " \"sources\": [{\"id\": \"s\", \"title\": \"t\"}]}}",
		  id, symbol, id, alias, symbol);
	rig_expect(&rig, STATUS_OK, "");
}

static int set_up(void **state)
{
	(void)state;
	rig_open(&rig);
	add_speech("a", "KAZ", "2018-02-24", "aid", "S/RES/2401 (2018)");
	add_speech("b", "KAZ", "2017-12-20", "aid", "S/RES/2393 (2017)");
	add_speech("c", "FRA", "2018-02-24", "ceasefire", "S/RES/2401 (2018)");
	add_document("resolution-2401", "S/RES/2401 (2018)", "the ceasefire resolution");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	rig_close(&rig);
	return 0;
}

static size_t times(const char *text)
{
	size_t count = 0;
	for (const char *at = rig.json; (at = strstr(at, text)) != NULL; at++)
		count++;
	return count;
}

static void positions_are_counted_and_open_into_passages(void **state)
{
	(void)state;
	rig_call(&rig, POSITIONS, "{\"party\": \"KAZ\"}");
	rig_expect(&rig, STATUS_OK, "");
	assert_int_equal(times("\"kind\":"), 1);
	rig_has(&rig, "\"count\":2");
	rig_has(&rig, "{\"month\":\"2017-12\",\"count\":1},{\"month\":\"2018-02\",\"count\":1}");
	assert_true(strstr(rig.json, "statements/b") < strstr(rig.json, "statements/a"));
	rig_has(&rig, "\"text\":\"call for\"");
	rig_call(&rig, POSITIONS, "{\"party\": \"KAZ\", \"evidence_limit\": 1}");
	rig_has_not(&rig, "statements/a");
	rig_call(&rig, POSITIONS, "{\"party\": \"KAZ\", \"evidence_limit\": -1}");
	rig_has_not(&rig, "evidence");
}

static void a_party_that_only_votes_is_found_by_its_ballots(void **state)
{
	(void)state;
	rig_call(&rig, POSITIONS, "{\"party\": \"SWE\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "KIND_VOTE");
	rig_has(&rig, "S/RES/2401 (2018)");
	rig_call(&rig, POSITIONS, "{\"party\": \"ZZZ\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has_not(&rig, "kind");
}

static void positions_are_filtered_ordered_and_paged(void **state)
{
	(void)state;
	rig_call(&rig, POSITIONS, "{\"filter\": \"kind = KIND_CALL\", \"order_by\": \"count desc\", \"page_size\": 1}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "KAZ");
	char *token = support_text("%s", rig_member(&rig, "nextPageToken"));
	assert_true(token[0] != '\0');
	rig_callf(&rig, POSITIONS,
		  "{\"filter\": \"kind = KIND_CALL\", \"order_by\": \"count desc\", \"page_size\": 1,"
		  " \"page_token\": \"%s\"}",
		  token);
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "FRA");
	assert_string_equal(rig_member(&rig, "nextPageToken"), "");
	rig_callf(&rig, POSITIONS, "{\"page_size\": 1, \"page_token\": \"%s\"}", token);
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
	free(token);
}

static void positions_are_summed_over_what_the_grouping_leaves_out(void **state)
{
	(void)state;
	rig_call(&rig, POSITIONS, "{\"grouping\": \"POSITION_GROUPING_TRACK\", \"filter\": \"kind = KIND_CALL\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"count\":3");
	rig_has_not(&rig, "KAZ");
	rig_call(&rig, POSITIONS,
		 "{\"grouping\": \"POSITION_GROUPING_TRACK\", \"filter\": \"party = FRA AND kind = KIND_CALL\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"count\":1");
}

static void a_deleted_statement_counts_no_more_but_did(void **state)
{
	(void)state;
	rig_call(&rig, "JournalService.GetHead", "{}");
	char *revision = support_text("%s", rig_member(&rig, "revision"));
	rig_call(&rig, "StatementService.DeleteStatement", "{\"name\": \"statements/c\"}");
	rig_call(&rig, POSITIONS, "{\"topic\": \"ceasefire\", \"filter\": \"kind = KIND_CALL\"}");
	rig_has_not(&rig, "FRA");
	rig_callf(&rig, POSITIONS, "{\"topic\": \"ceasefire\", \"as_of_revision\": \"%s\"}", revision);
	rig_has(&rig, "FRA");
	rig_call(&rig, CITATIONS, "{\"instrument\": \"S/RES/2401 (2018)\"}");
	rig_has_not(&rig, "statements/c");
	rig_callf(&rig, CITATIONS, "{\"instrument\": \"the ceasefire resolution\", \"as_of_revision\": \"%s\"}",
		  revision);
	rig_has(&rig, "statements/c");
	free(revision);
}

static void a_wrong_question_is_refused_by_field(void **state)
{
	(void)state;
	static const struct {
		const char *json, *fields;
	} cases[] = {
		{ "{\"from_date\": \"2018-02-30\"}", "from_date" },
		{ "{\"from_date\": \"2018-03-01\", \"to_date\": \"2018-02-01\"}", "to_date" },
		{ "{\"party\": \"kaz\"}", "party" },
		{ "{\"topic\": \"  \"}", "topic" },
		{ "{\"evidence_limit\": 1001}", "evidence_limit" },
		{ "{\"page_size\": -1}", "page_size" },
		{ "{\"filter\": \"sender = 1\"}", "filter" },
		{ "{\"order_by\": \"evidence\"}", "order_by" },
		{ "{\"grouping\": 77}", "grouping" },
		{ "{\"grouping\": \"POSITION_GROUPING_TOPIC\", \"filter\": \"count > 1 AND party = KAZ\"}", "filter" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (rig_call(&rig, POSITIONS, cases[i].json) != STATUS_INVALID_ARGUMENT ||
		    strcmp(rig.fields, cases[i].fields) != 0)
			fail_msg("%s: %d %s (%s)", cases[i].json, rig.code, rig.message, rig.fields);
	}
}

/* Every question that asks for a document finds as many of its citations, one in a statement. */
static void all_find(const char *name, size_t count)
{
	rig_callf(&rig, CITATIONS, "{\"instrument\": \"%s\"}", name);
	rig_expect(&rig, STATUS_OK, "");
	if (times("\"printed\":\"the text\"") != count)
		fail_msg("citations of %s: %s", name, rig.json);
	rig_callf(&rig, PASSAGES, "{\"instrument\": \"%s\"}", name);
	rig_expect(&rig, STATUS_OK, "");
	if (times("\"printed\":\"the text\"") != count)
		fail_msg("passages that cite %s: %s", name, rig.json);
	rig_callf(&rig, SEARCH, "{\"query\": \"cites:\\\"%s\\\"\"}", name);
	rig_expect(&rig, STATUS_OK, "");
	if (times("\"snippet\":") != count)
		fail_msg("search cites:%s: %s", name, rig.json);
	rig_callf(&rig, POSITIONS, "{\"topic\": \"%s\", \"filter\": \"kind = KIND_CALL\"}", name);
	rig_expect(&rig, STATUS_OK, "");
	if (times("\"verb\":") != count)
		fail_msg("positions on %s: %s", name, rig.json);
}

static void an_instrument_without_a_symbol_is_found_alike(void **state)
{
	(void)state;
	rig_call(&rig, STATEMENT,
		 "{\"statement_id\": \"pact\", \"statement\": {\"kind\": \"KIND_AGREEMENT\", \"title\": \"Pact of the "
		 "river\", \"aliases\": [\"River Pact\"], \"sources\": [{\"id\": \"s\", \"title\": \"t\"}]}}");
	rig_expect(&rig, STATUS_OK, "");
	add_speech("d", "KAZ", "2018-02-26", "aid", "Pact of the river");
	add_speech("e", "FRA", "2018-02-26", "aid", "Pact of the river");
	rig_call(&rig, "StatementService.UpdateStatement",
		 "{\"statement\": {\"name\": \"statements/e\", \"citations\": [{\"instrument\": \"the pact\", "
		 "\"printed\": \"the text\", \"statement\": \"statements/pact\", "
		 "\"span\": {\"block\": 1, \"start\": 3, \"end\": 11}}]}, \"update_mask\": \"citations\"}");
	rig_expect(&rig, STATUS_OK, "");
	static const char *const names[] = { "Pact of the river", "River Pact", "river pact", "pact",
					     "statements/pact" };
	for (size_t i = 1; i < COUNT_OF(names); i++)
		all_find(names[i], 2);
	all_find("pact of the RIVER", 1); /* what one citation calls it, not the other */
}

static void what_two_statements_have_for_a_symbol_is_no_fault(void **state)
{
	(void)state;
	add_document("copy", "S/RES/2401 (2018)", "another alias");
	all_find("S/RES/2401 (2018)", 2);
	all_find("s/res/2401", 2);
	all_find("another alias", 2);
}

static void a_document_is_found_by_every_name_it_has(void **state)
{
	(void)state;
	static const char *const names[] = {
		"S/RES/2401 (2018)",
		"resolution 2401 (2018)",
		"the ceasefire resolution",
		"resolution 2401",
		"Security Council resolution 2401",
		"statements/resolution-2401",
		"resolution-2401",
		"The CEASEFIRE Resolution",
		"s/res/2401 (2018)",
		"s/res/2401",
		"S/Res/2401",
		"S/RES/2401",
	};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		all_find(names[i], 2);
	add_speech("wrong", "SWE", "2018-02-25", "aid", "S/RES/2401 (1999)");
	all_find("s/res/2401", 3); /* asked for without a year, found with any */
	all_find("S/RES/2401 (2018)", 2);
	rig_call(&rig, CITATIONS, "{\"instrument\": \"no such thing\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has_not(&rig, "printed");
	rig_call(&rig, CITATIONS, "{\"instrument\": \"statements/nothing\"}");
	rig_expect(&rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
}

static void a_resolution_is_meant_with_its_parts(void **state)
{
	(void)state;
	char id[16], symbol[32];
	add_speech("pa", "SWE", "2018-02-25", "aid", "A/RES/37/120 A");
	add_speech("pb", "SWE", "2018-02-25", "aid", "A/RES/37/120 C");
	add_speech("pc", "SWE", "2018-02-25", "aid", "A/RES/37/1201 A");
	all_find("A/RES/37/120", 2);
	all_find("a/res/37/120", 2);
	all_find("A/RES/37/120 C", 1);
	all_find("A/RES/37/12", 0);
	for (int i = 0; i < CITATION_NAMES_MOST + 9; i++) { /* more than can be named */
		snprintf(id, sizeof id, "p%d", i);
		snprintf(symbol, sizeof symbol, "A/RES/39/1 (%d)", i);
		add_speech(id, "SWE", "2018-02-25", "aid", symbol);
	}
	rig_call(&rig, CITATIONS, "{\"instrument\": \"A/RES/39/1\", \"page_size\": 100}");
	assert_int_equal(times("\"printed\":\"the text\""), CITATION_NAMES_MOST + 9);
}

static void an_alias_of_two_statements_is_refused(void **state)
{
	(void)state;
	add_document("other", "S/RES/9 (1946)", "the ceasefire resolution");
	rig_call(&rig, CITATIONS, "{\"instrument\": \"the ceasefire resolution\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "AMBIGUOUS");
	assert_string_equal(rig.fields, "instrument");
	rig_call(&rig, PASSAGES, "{\"instrument\": \"The ceasefire resolution\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "AMBIGUOUS");
	rig_call(&rig, SEARCH, "{\"query\": \"cites:\\\"the ceasefire resolution\\\"\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "AMBIGUOUS");
	assert_string_equal(rig.fields, "query");
	rig_call(&rig, SEARCH, "{\"query\": \"cites:statements/nothing\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, POSITIONS, "{\"topic\": \"the ceasefire resolution\"}"); /* words, as any */
	rig_expect(&rig, STATUS_OK, "");
}

static void citations_come_by_date_and_by_pages(void **state)
{
	(void)state;
	rig_call(&rig, CITATIONS, "{\"page_size\": 2}");
	rig_expect(&rig, STATUS_OK, "");
	assert_true(strstr(rig.json, "statements/b") < strstr(rig.json, "statements/a"));
	char *token = support_text("%s", rig_member(&rig, "nextPageToken"));
	rig_callf(&rig, CITATIONS, "{\"page_size\": 2, \"page_token\": \"%s\"}", token);
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "statements/c");
	rig_has_not(&rig, "statements/a");
	free(token);
}

static void what_one_statement_cites_is_listed_alone(void **state)
{
	(void)state;
	rig_call(&rig, CITATIONS, "{\"statement\": \"statements/b\"}");
	rig_expect(&rig, STATUS_OK, "");
	assert_int_equal(times("\"printed\":"), 1);
	rig_has(&rig, "S/RES/2393 (2017)");
	rig_call(&rig, CITATIONS, "{\"statement\": \"statements/b\", \"instrument\": \"S/RES/2401 (2018)\"}");
	rig_has_not(&rig, "printed");
	rig_call(&rig, CITATIONS, "{\"statement\": \"statements/nothing\"}");
	rig_expect(&rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_call(&rig, CITATIONS, "{\"statement\": \"b\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
}

static void what_a_report_tells_of_a_party_is_found_by_it(void **state)
{
	(void)state;
	rig_call(&rig, STATEMENT,
		 "{\"statement_id\": \"report\", \"statement\": {\"kind\": \"KIND_REPORT\", \"title\": \"Report\","
		 " \"blocks\": [{\"text\": \"Norway and Chad oppose resolution 2401.\"}],"
		 " \"acts\": [{\"kind\": \"KIND_OPPOSE\", \"verb\": \"oppose\", \"topic\": \"tolls\","
		 " \"span\": {\"block\": 1}, \"actors\": [{\"id\": \"NOR\"}, {\"id\": \"TCD\"}]}],"
		 " \"citations\": [{\"instrument\": \"S/RES/2401 (2018)\", \"printed\": \"resolution 2401\","
		 " \"span\": {\"block\": 1, \"start\": 23, \"end\": 38}}],"
		 " \"sources\": [{\"id\": \"s\", \"title\": \"t\"}]}}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, POSITIONS, "{\"party\": \"TCD\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "statements/report");
	rig_has(&rig, "\"topic\":\"tolls\"");
	rig_call(&rig, CITATIONS, "{\"filter\": \"parties.id = \\\"NOR\\\" AND stance = STANCE_AGAINST\"}");
	rig_expect(&rig, STATUS_OK, "");
	assert_int_equal(times("\"printed\":\"resolution 2401\""), 1);
	rig_has(&rig, "TCD");
}

/* ---- Turns and their meeting ------------------------------------------- */

/* A meeting where Kazakhstan votes on resolution 2401, and a turn of it in which a party cites the
 * resolution, and says that it voted. */
static void add_meeting(const char *id, const char *choice)
{
	rig_callf(&rig, STATEMENT,
		  "{\"statement_id\": \"%s\", \"statement\": {\"kind\": \"KIND_MEETING_RECORD\", \"title\": \"%s\","
		  " \"date\": {\"earliest\": \"2018-02-24\", \"latest\": \"2018-02-24\"},"
		  " \"votes\": [{\"instrument\": \"S/RES/2401 (2018)\", \"ballots\": [{\"party\": {\"id\": \"KAZ\"},"
		  " \"choice\": \"%s\"}]}],"
		  " \"sources\": [{\"id\": \"s\", \"title\": \"t\"}]}}",
		  id, id, choice);
	rig_expect(&rig, STATUS_OK, "");
}

static void add_turn(const char *id, const char *party, const char *meeting)
{
	rig_callf(&rig, STATEMENT,
		  "{\"statement_id\": \"%s\", \"statement\": {\"kind\": \"KIND_SPEECH\", \"title\": \"%s\","
		  " \"date\": {\"earliest\": \"2018-02-24\", \"latest\": \"2018-02-24\"},"
		  " \"turns\": [{\"speaker\": {\"party\": {\"id\": \"%s\"}}}],"
		  " \"blocks\": [{\"text\": \"So much for resolution 2401 (2018).\", \"turn\": 1}],"
		  " \"citations\": [{\"instrument\": \"S/RES/2401 (2018)\", \"printed\": \"resolution 2401 (2018)\","
		  " \"span\": {\"block\": 1, \"start\": 12, \"end\": 34}}],"
		  " \"acts\": [{\"kind\": \"KIND_VOTE\", \"verb\": \"voted\", \"span\": {\"block\": 1}}],"
		  " \"links\": [{\"kind\": \"KIND_PART_OF\", \"statement\": \"statements/%s\"}],"
		  " \"sources\": [{\"id\": \"s\", \"title\": \"t\"}]}}",
		  id, id, party, meeting);
	rig_expect(&rig, STATUS_OK, "");
}

static void expect_stance(const char *statement, const char *more, const char *stance)
{
	rig_callf(&rig, CITATIONS, "{\"statement\": \"statements/%s\"%s}", statement, more);
	rig_expect(&rig, STATUS_OK, "");
	assert_int_equal(times("\"printed\":"), 1);
	assert_string_equal(stance, strstr(rig.json, "\"stance\"") == NULL ? "" : rig_member(&rig, "stance"));
}

static void a_turns_stance_is_its_partys_ballot_in_the_meeting(void **state)
{
	(void)state;
	add_turn("m1-t1", "KAZ", "m1");
	expect_stance("m1-t1", "", "");
	add_meeting("m1", "CHOICE_IN_FAVOUR");
	add_meeting("m2", "CHOICE_AGAINST");
	add_turn("m1-t2", "SWE", "m1");
	add_turn("m2-t1", "KAZ", "m2");
	expect_stance("m1-t1", "", "STANCE_FOR");
	expect_stance("m1-t2", "", "");
	expect_stance("m2-t1", "", "STANCE_AGAINST");
	rig_call(&rig, CITATIONS, "{\"filter\": \"stance = STANCE_FOR\"}");
	rig_expect(&rig, STATUS_OK, "");
	assert_int_equal(times("\"printed\":"), 1);
	rig_has(&rig, "statements/m1-t1");
	rig_call(&rig, CITATIONS, "{\"instrument\": \"S/RES/2401\", \"filter\": \"stance = STANCE_AGAINST\"}");
	assert_int_equal(times("\"printed\":"), 1);
	rig_has(&rig, "statements/m2-t1");
}

static void a_vote_that_a_turn_tells_of_is_counted_once(void **state)
{
	(void)state;
	static const char *const parties[] = { "{\"filter\": \"kind = KIND_VOTE AND party = \\\"KAZ\\\"\"}",
					       "{\"party\": \"KAZ\", \"filter\": \"kind = KIND_VOTE\"}" };
	add_turn("m1-t1", "KAZ", "m1");
	add_turn("m1-t2", "KAZ", "absent");
	add_meeting("m1", "CHOICE_IN_FAVOUR");
	for (size_t i = 0; i < COUNT_OF(parties); i++) {
		rig_call(&rig, POSITIONS, parties[i]);
		rig_expect(&rig, STATUS_OK, "");
		assert_int_equal(times("\"count\":1}"), 2);
		rig_has(&rig, "statements/m1\"");
		rig_has(&rig, "statements/m1-t2\"");
		rig_has_not(&rig, "statements/m1-t1\"");
	}
	rig_call(&rig, "StatementService.DeleteStatement", "{\"name\": \"statements/m1\"}");
	rig_call(&rig, POSITIONS, parties[1]);
	rig_has(&rig, "statements/m1-t1\"");
}

static void a_deleted_meeting_says_nothing_but_did(void **state)
{
	(void)state;
	add_meeting("m1", "CHOICE_IN_FAVOUR");
	add_turn("m1-t1", "KAZ", "m1");
	rig_call(&rig, "StatementService.DeleteStatement", "{\"name\": \"statements/m1\"}");
	expect_stance("m1-t1", "", "");
	expect_stance("m1-t1", ", \"as_of_revision\": \"-1\"", "STANCE_FOR");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(positions_are_counted_and_open_into_passages),
		TEST(a_party_that_only_votes_is_found_by_its_ballots),
		TEST(positions_are_filtered_ordered_and_paged),
		TEST(positions_are_summed_over_what_the_grouping_leaves_out),
		TEST(a_deleted_statement_counts_no_more_but_did),
		TEST(a_wrong_question_is_refused_by_field),
		TEST(a_document_is_found_by_every_name_it_has),
		TEST(a_resolution_is_meant_with_its_parts),
		TEST(an_instrument_without_a_symbol_is_found_alike),
		TEST(what_two_statements_have_for_a_symbol_is_no_fault),
		TEST(an_alias_of_two_statements_is_refused),
		TEST(citations_come_by_date_and_by_pages),
		TEST(what_one_statement_cites_is_listed_alone),
		TEST(what_a_report_tells_of_a_party_is_found_by_it),
		TEST(a_turns_stance_is_its_partys_ballot_in_the_meeting),
		TEST(a_vote_that_a_turn_tells_of_is_counted_once),
		TEST(a_deleted_meeting_says_nothing_but_did),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lists: filters, orders, pages, states. */
#include "tests/support_random.h"
#include "tests/support_service.h"

#define MANY 130

/* Rounds r000, r001, …: every third of Geneva, ordinals falling as names rise. */
static void make_rounds(struct rig *rig)
{
	for (int i = 0; i < MANY; i++) {
		rig_callf(rig, "RoundService.CreateRound",
			  "{\"roundId\":\"r%03d\",\"round\":{\"process\":\"%s\",\"ordinal\":%d,\"title\":\"%s\","
			  "\"sources\":[{\"id\":\"s\"}]}}",
			  i, i % 3 == 0 ? "geneva" : "astana", MANY - i, i % 2 == 0 ? "even" : "odd");
		rig_expect(rig, STATUS_OK, "");
	}
}

/* Follows the pages of a list to the end and answers the names in their order, with
 * spaces; to be freed. query ends before the page's own members. */
static char *all_names(struct rig *rig, const char *method, const char *member, const char *query, int page_size,
		       int *pages)
{
	char *names = strdup(""), *token = strdup("");
	*pages = 0;
	do {
		rig_callf(rig, method, "{%s\"pageSize\":%d,\"pageToken\":\"%s\"}", query, page_size, token);
		rig_expect(rig, STATUS_OK, "");
		char *key = support_text("{\"%s\":\"", member);
		for (const char *at = strstr(rig->json, key); at != NULL; at = strstr(at + 1, key)) {
			const char *name = at + strlen(key);
			char *more = support_text("%s%s%.*s", names, names[0] == '\0' ? "" : " ",
						  (int)strcspn(name, "\""), name);
			free(names);
			names = more;
		}
		free(key);
		free(token);
		token = strdup(rig_member(rig, "nextPageToken"));
		(*pages)++;
	} while (token[0] != '\0');
	free(token);
	return names;
}

static size_t count_of(const char *names)
{
	size_t count = names[0] != '\0';
	for (; *names != '\0'; names++)
		count += *names == ' ';
	return count;
}

static void pages_hold_each_record_once_in_order(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *query;
		size_t count;
		const char *first, *last;
	} rows[] = {
		{ "", MANY, "rounds/r000", "rounds/r129" },
		{ "\"orderBy\":\"ordinal\",", MANY, "rounds/r129", "rounds/r000" },
		{ "\"orderBy\":\"ordinal desc\",", MANY, "rounds/r000", "rounds/r129" },
		{ "\"orderBy\":\"title, ordinal desc\",", MANY, "rounds/r000", "rounds/r129" },
		{ "\"filter\":\"process = \\\"geneva\\\"\",", 44, "rounds/r000", "rounds/r129" },
		{ "\"filter\":\"process = \\\"geneva\\\"\",\"orderBy\":\"ordinal\",", 44, "rounds/r129",
		  "rounds/r000" },
		{ "\"filter\":\"ordinal <= 10\",", 10, "rounds/r120", "rounds/r129" },
		{ "\"filter\":\"process = \\\"geneva\\\" AND title = \\\"odd\\\"\",", 22, "rounds/r003",
		  "rounds/r129" },
		{ "\"filter\":\"process = \\\"nowhere\\\"\",", 0, "", "" },
		{ "\"asOfRevision\":\"100\",", 100, "rounds/r000", "rounds/r099" },
		{ "\"asOfRevision\":\"-30\",\"orderBy\":\"ordinal\",", 100, "rounds/r099", "rounds/r000" },
	};
	static const int sizes[] = { 1, 7, 50, 1000 };
	make_rounds(rig);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *whole = NULL;
		for (size_t k = 0; k < COUNT_OF(sizes); k++) {
			int pages;
			char *names =
				all_names(rig, "RoundService.ListRounds", "name", rows[i].query, sizes[k], &pages);
			assert_int_equal(count_of(names), rows[i].count);
			assert_int_equal(strncmp(names, rows[i].first, strlen(rows[i].first)), 0);
			assert_string_equal(names + strlen(names) - strlen(rows[i].last), rows[i].last);
			size_t wanted = (rows[i].count + (size_t)sizes[k] - 1) / (size_t)sizes[k];
			assert_int_equal(pages, wanted == 0 ? 1 : wanted);
			if (whole != NULL)
				assert_string_equal(names, whole);
			free(whole);
			whole = names;
		}
		free(whole);
	}
}

static void deleted_records_are_listed_only_on_demand(void **state)
{
	struct rig *rig = *state;
	int pages;
	make_rounds(rig);
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/r003\"}");
	static const struct {
		const char *query;
		size_t count;
	} rows[] = {
		{ "", MANY - 1 },
		{ "\"showDeleted\":true,", MANY },
		{ "\"filter\":\"process = \\\"geneva\\\"\",", 43 },
		{ "\"filter\":\"process = \\\"geneva\\\"\",\"showDeleted\":true,", 44 },
		{ "\"filter\":\"process = \\\"geneva\\\"\",\"asOfRevision\":\"-1\",", 44 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *names = all_names(rig, "RoundService.ListRounds", "name", rows[i].query, 50, &pages);
		assert_int_equal(count_of(names), rows[i].count);
		free(names);
	}
}

static void a_token_serves_its_own_query_only(void **state)
{
	struct rig *rig = *state;
	make_rounds(rig);
	rig_call(rig, "RoundService.ListRounds", "{\"filter\":\"ordinal > 5\",\"orderBy\":\"title\",\"pageSize\":10}");
	char *token = strdup(rig_member(rig, "nextPageToken"));
	static const char *const others[] = {
		"\"filter\":\"ordinal > 6\",\"orderBy\":\"title\"",
		"\"filter\":\"ordinal > 5\"",
		"\"filter\":\"ordinal > 5\",\"orderBy\":\"title\",\"showDeleted\":true",
		"\"filter\":\"ordinal > 5\",\"orderBy\":\"title\",\"asOfRevision\":\"-1\"",
	};
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		rig_callf(rig, "RoundService.ListRounds", "{%s,\"pageToken\":\"%s\"}", others[i], token);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
		assert_string_equal(rig->fields, "page_token");
	}
	rig_callf(rig, "ZoneService.ListZones", "{\"pageToken\":\"%s\"}", token);
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
	rig_callf(rig, "RoundService.ListRounds",
		  "{\"filter\":\"ordinal > 5\",\"orderBy\":\"title\",\"pageSize\":3,\"pageToken\":\"%s\"}", token);
	rig_expect(rig, STATUS_OK, "");
	for (size_t i = 0; i < strlen(token); i++) {
		char kept = token[i];
		token[i] = kept == 'A' ? 'B' : 'A';
		rig_callf(rig, "RoundService.ListRounds",
			  "{\"filter\":\"ordinal > 5\",\"orderBy\":\"title\",\"pageToken\":\"%s\"}", token);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
		token[i] = kept;
	}
	free(token);
	static const char *const nonsense[] = { "x", "????", "AAAA",
						"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ" };
	for (size_t i = 0; i < COUNT_OF(nonsense); i++) {
		rig_callf(rig, "RoundService.ListRounds", "{\"pageToken\":\"%s\"}", nonsense[i]);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
	}
}

static void pages_of_a_state_are_not_moved_by_later_changes(void **state)
{
	struct rig *rig = *state;
	make_rounds(rig);
	rig_call(rig, "RoundService.ListRounds", "{\"asOfRevision\":\"-30\",\"pageSize\":95}");
	char *token = strdup(rig_member(rig, "nextPageToken"));
	rig_call(rig, "RoundService.DeleteRound", "{\"name\":\"rounds/r097\"}");
	rig_callf(rig, "RoundService.ListRounds", "{\"asOfRevision\":\"-30\",\"pageSize\":95,\"pageToken\":\"%s\"}",
		  token);
	rig_expect(rig, STATUS_OK, "");
	assert_int_equal(rig->response->revision, 100);
	rig_has(rig, "rounds/r097");
	rig_has(rig, "rounds/r099");
	rig_has_not(rig, "rounds/r100");
	free(token);
}

/* Makes, changes, deletes and restores rounds of three processes; the revision then. */
static int64_t shuffle_rounds(struct rig *rig, int changes)
{
	struct random random = { 20170505 };
	int64_t revision = 0;
	for (int i = 0; i < changes; i++) {
		static const char *const methods[] = { "CreateRound", "UpdateRound", "UpdateRound", "DeleteRound",
						       "UndeleteRound" };
		const char *method = methods[random_below(&random, COUNT_OF(methods))];
		unsigned id = (unsigned)random_below(&random, 8), process = (unsigned)random_below(&random, 3);
		char *path = support_text("RoundService.%s", method);
		char *key = method[0] == 'C' ? support_text("\"roundId\":\"r%u\",", id) : strdup("");
		char *message = strstr(method, "elete") != NULL
					? support_text("{\"name\":\"rounds/r%u\"}", id)
					: support_text("{%s\"round\":{\"name\":\"rounds/r%u\",\"process\":\"p%u\","
						       "\"sources\":[{\"id\":\"s\"}]}}",
						       key, id, process);
		if (rig_call(rig, path, message) == STATUS_OK)
			revision = rig->response->revision;
		free(message);
		free(key);
		free(path);
	}
	return revision;
}

/* Of a state the index finds what reading all finds, which a choice of two asks for. */
static void an_earlier_state_is_listed_by_the_index_as_by_reading_it(void **state)
{
	struct rig *rig = *state;
	int pages;
	size_t found = 0;
	int64_t last = shuffle_rounds(rig, 200);
	assert_true(last > 40);
	for (int64_t revision = 1; revision <= last; revision++) {
		for (int process = 0; process < 3; process++) {
			static const char by_index[] = "\"asOfRevision\":\"%d\",\"filter\":\"process = \\\"p%d\\\"\",";
			static const char by_all[] = "\"asOfRevision\":\"%d\",\"filter\":\"process = \\\"p%d\\\" "
						     "OR process = \\\"nowhere\\\"\",";
			char *query = support_text(by_index, (int)revision, process);
			char *other = support_text(by_all, (int)revision, process);
			char *names = all_names(rig, "RoundService.ListRounds", "name", query, 5, &pages);
			char *wanted = all_names(rig, "RoundService.ListRounds", "name", other, 50, &pages);
			assert_string_equal(names, wanted);
			found += count_of(names);
			free(query);
			free(other);
			free(names);
			free(wanted);
		}
	}
	assert_true(found > 100);
}

static void a_page_size_over_the_most_is_the_most_and_a_negative_one_is_refused(void **state)
{
	struct rig *rig = *state;
	static const char *const methods[] = { "RoundService.ListRounds", "StatementService.ListPassages",
					       "ZoneService.ListZoneStatuses", "JournalService.ListChanges" };
	for (size_t i = 0; i < COUNT_OF(methods); i++) {
		rig_call(rig, methods[i], "{\"pageSize\":-1}");
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		rig_call(rig, methods[i], "{\"pageSize\":2147483647}");
		rig_expect(rig, STATUS_OK, "");
	}
}

/* ---- Passages --------------------------------------------------------- */

#define SOURCES "\"sources\":[{\"id\":\"s\"}]"

static void make_statements(struct rig *rig)
{
	rig_call(rig, "StatementService.CreateStatement",
		 "{\"statementId\":\"speech\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"symbol\":\"S/PV.1\","
		 "\"turns\":[{\"label\":\"A\",\"speaker\":{\"printed\":\"Mr. A\",\"party\":{\"id\":\"KAZ\"}}},"
		 "{\"label\":\"B\",\"speaker\":{\"party\":{\"id\":\"RUS\"}}}],"
		 "\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"We back the committee.\",\"turn\":1},"
		 "{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"The committee has to meet.\",\"turn\":2}],"
		 "\"citations\":[{\"instrument\":\"S/RES/2254 (2015)\",\"printed\":\"resolution\","
		 "\"span\":{\"block\":2,\"start\":0,\"end\":3}}]," SOURCES "}}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "StatementService.CreateStatement",
		 "{\"statementId\":\"joint\",\"statement\":{\"kind\":\"KIND_JOINT_STATEMENT\","
		 "\"signatories\":[{\"party\":{\"id\":\"RUS\"}},{\"party\":{\"id\":\"TUR\"}}],"
		 "\"blocks\":[{\"kind\":\"KIND_CLAUSE\",\"number\":1,\"text\":\"Agree.\",\"leadVerb\":\"Agree\"},"
		 "{\"kind\":\"KIND_CLAUSE\",\"number\":2,\"text\":\"Decide.\"},"
		 "{\"kind\":\"KIND_CLAUSE\",\"number\":3,\"text\":\"Thank the committee.\"}],"
		 "\"citations\":[{\"instrument\":\"S/RES/2254 "
		 "(2015)\",\"span\":{\"block\":1,\"start\":0,\"end\":1}}]," SOURCES "}}");
	rig_expect(rig, STATUS_OK, "");
}

static void passages_are_found_by_who_says_what(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *filter;
		size_t count;
		const char *has;
	} rows[] = {
		{ "", 5, "Decide." },
		{ "parties.id = \\\"KAZ\\\"", 1, "We back" },
		{ "parties.id = \\\"RUS\\\"", 4, "has to meet" },
		{ "parties.id = \\\"TUR\\\" AND text:committee", 1, "Thank" },
		{ "speaker.party.id = \\\"RUS\\\"", 1, "has to meet" },
		{ "citations.instrument = \\\"S/RES/2254 (2015)\\\"", 2, "has to meet" },
		{ "kind = KIND_CLAUSE AND number > 1", 2, "Decide." },
		{ "statement_kind = KIND_SPEECH", 2, "We back" },
		{ "symbol = \\\"S/PV.1\\\"", 2, "We back" },
	};
	make_statements(rig);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *query = support_text("\"filter\":\"%s\",", rows[i].filter);
		for (int size = 1; size <= 6; size++) {
			int pages;
			char *names = all_names(rig, "StatementService.ListPassages", "statement", query, size, &pages);
			if (count_of(names) != rows[i].count)
				fail_msg("%s: %s", rows[i].filter, names);
			free(names);
		}
		rig_callf(rig, "StatementService.ListPassages", "{\"filter\":\"%s\"}", rows[i].filter);
		rig_has(rig, rows[i].has);
		free(query);
	}
}

static void passages_come_by_statement_and_block_or_as_ordered(void **state)
{
	struct rig *rig = *state;
	make_statements(rig);
	rig_call(rig, "StatementService.ListPassages", "{}");
	assert_true(strstr(rig->json, "Agree.") < strstr(rig->json, "Decide."));
	assert_true(strstr(rig->json, "Decide.") < strstr(rig->json, "We back"));
	assert_true(strstr(rig->json, "We back") < strstr(rig->json, "has to meet"));
	rig_call(rig, "StatementService.ListPassages", "{\"orderBy\":\"block desc\"}");
	assert_true(strstr(rig->json, "Thank") < strstr(rig->json, "has to meet"));
	assert_true(strstr(rig->json, "Decide.") < strstr(rig->json, "We back"));
}

#define CITED_MANY 3000

/* Each passage holds what stands in it alone, not room for all of its statement. */
static void passages_of_a_statement_that_cites_much_are_listed(void **state)
{
	struct rig *rig = *state;
	struct buffer json;
	unsigned ok = 0;
	buffer_init(&json, (size_t)4 << 20);
	ok |= buffer_put_text(&json, "{\"statement\":{\"kind\":\"KIND_REPORT\",\"title\":\"Much\"," SOURCES
				     ",\"blocks\":[{\"text\":\"Of the lake.\"}");
	for (int i = 1; i < CITED_MANY; i++)
		ok |= buffer_put_text(&json, ",{\"text\":\"Of the lake.\"}");
	ok |= buffer_put_text(&json, "],\"citations\":[{\"instrument\":\"S/1\",\"span\":{\"block\":1}}");
	for (int i = 1; i < CITED_MANY; i++)
		ok |= buffer_printf(&json, ",{\"instrument\":\"S/%d\",\"span\":{\"block\":%d}}", i + 1, i + 1);
	ok |= buffer_put_text(&json, "]},\"statementId\":\"much\"}");
	ok |= buffer_put(&json, "", 1);
	assert_int_equal(ok, STATUS_OK);
	rig_call(rig, "StatementService.CreateStatement", (const char *)json.data);
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "StatementService.ListPassages", "{\"pageSize\":3}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"S/3\"");
	buffer_fini(&json);
}

static void statements_are_found_by_every_index(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *filter;
		size_t count;
	} rows[] = {
		{ "symbol = \\\"S/PV.1\\\"", 1 },
		{ "turns.speaker.party.id = \\\"RUS\\\"", 1 },
		{ "signatories.party.id = \\\"TUR\\\"", 1 },
		{ "citations.instrument = \\\"S/RES/2254 (2015)\\\"", 2 },
		{ "citations.instrument = \\\"S/RES/2254 (2015)\\\" AND kind = KIND_SPEECH", 1 },
		{ "kind = KIND_SPEECH", 1 },
		{ "kind = SPEECH OR signatories.party.id = \\\"TUR\\\"", 2 },
	};
	int pages;
	make_statements(rig);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *query = support_text("\"filter\":\"%s\",", rows[i].filter);
		char *names = all_names(rig, "StatementService.ListStatements", "name", query, 50, &pages);
		if (count_of(names) != rows[i].count)
			fail_msg("%s: %s", rows[i].filter, names);
		free(names);
		free(query);
	}
	rig_call(rig, "StatementService.UpdateStatement",
		 "{\"statement\":{\"name\":\"statements/joint\",\"signatories\":[]},\"updateMask\":\"signatories\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "StatementService.ListStatements", "{\"filter\":\"signatories.party.id = \\\"TUR\\\"\"}");
	rig_has_not(rig, "joint");
}

/* Turns come in the order of their numbers, whatever stands between them, on pages of any size and
 * however they are found; each once. */
static void turns_of_a_record_come_in_their_order(void **state)
{
	struct rig *rig = *state;
	static const char *const in_order[] = { "a",       "a-t",      "a-t1",   "a-t2", "a-t3", "a-t4",  "a-t5",
						"a-t15-b", "a-t6",     "a-t7",   "a-t8", "a-t9", "a-t10", "a-t11",
						"a-t3-t2", "a-t3-t10", "a-t100", "b-t2", "b-t10" };
	static const char *const queries[] = { "", "\"filter\":\"kind = KIND_SPEECH\",", "\"orderBy\":\"kind\",",
					       "\"filter\":\"title = \\\"same\\\"\"," };
	static const struct {
		const char *method, *member;
	} lists[] = { { "StatementService.ListStatements", "name" }, { "StatementService.ListPassages", "statement" } };
	char *expected = strdup("");
	for (size_t i = 0; i < COUNT_OF(in_order); i++) {
		const char *id = in_order[(i * 7) % COUNT_OF(in_order)]; /* in another order */
		rig_callf(rig, "StatementService.CreateStatement",
			  "{\"statementId\":\"%s\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"title\":\"same\","
			  "\"sources\":[{\"id\":\"s\"}],\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"We.\"}]}}",
			  id);
		rig_expect(rig, STATUS_OK, "");
		char *more = support_text("%s%sstatements/%s", expected, i == 0 ? "" : " ", in_order[i]);
		free(expected);
		expected = more;
	}
	for (size_t i = 0; i < COUNT_OF(queries) * COUNT_OF(lists); i++) {
		const size_t list = i % COUNT_OF(lists);
		if (list == 1 && i / COUNT_OF(lists) > 0) /* passages have other fields */
			continue;
		for (int size = 1; size <= (int)COUNT_OF(in_order) + 1; size++) {
			int pages;
			char *names = all_names(rig, lists[list].method, lists[list].member,
						queries[i / COUNT_OF(lists)], size, &pages);
			assert_string_equal(names, expected);
			free(names);
		}
	}
	free(expected);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(pages_hold_each_record_once_in_order),
		TEST(deleted_records_are_listed_only_on_demand),
		TEST(a_token_serves_its_own_query_only),
		TEST(pages_of_a_state_are_not_moved_by_later_changes),
		TEST(an_earlier_state_is_listed_by_the_index_as_by_reading_it),
		TEST(a_page_size_over_the_most_is_the_most_and_a_negative_one_is_refused),
		TEST(passages_are_found_by_who_says_what),
		TEST(passages_come_by_statement_and_block_or_as_ordered),
		TEST(passages_of_a_statement_that_cites_much_are_listed),
		TEST(statements_are_found_by_every_index),
		TEST(turns_of_a_record_come_in_their_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

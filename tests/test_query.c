#include "domain/query.h"
#include "tests/support.h"

static struct arena arena;

static enum status parse(const char *text, struct query **out, struct error *error)
{
	arena_reset(&arena);
	return query_parse(text, text_analyser_mine(), &arena, out, error);
}

/* Whether a text in English passes the query, and how often its first leaf stands in it. */
static bool passes_with(const char *query, const char *text, const char *mark, uint32_t *tf, struct query_span **spans,
			size_t *count)
{
	struct query *q;
	struct error error = { 0 };
	const struct text_tokens *t;
	struct bytes marks[] = { bytes_text(mark) };
	bool passes = false;
	if (parse(query, &q, &error) != STATUS_OK)
		fail_msg("%s: %s", query, error.message);
	uint32_t *tfs = arena_array(&arena, q->leaf_count + 1, sizeof *tfs);
	assert_int_equal(text_analyse(text_analyser_mine(), bytes_text(text), TEXT_ENGLISH, &t), STATUS_OK);
	struct query_passage p = {
		.tokens = t, .marks = marks, .mark_count = 1, .first_day = 17424, .last_day = 17425
	}; /* 15 and 16 September 2017 */
	assert_int_equal(query_match(q, &p, &arena, &passes, tfs, spans, count), STATUS_OK);
	*tf = tfs[0];
	return passes;
}

static bool passes(const char *query, const char *text)
{
	uint32_t tf;
	return passes_with(query, text, "=kind:joint statement", &tf, NULL, NULL);
}

static void assert_refused(const char *query, const char *words)
{
	struct query *q;
	struct error error = { 0 };
	assert_int_equal(parse(query, &q, &error), STATUS_INVALID_ARGUMENT);
	assert_string_equal(error.reason, "INVALID_QUERY");
	if (strstr(error.message, words) == NULL)
		fail_msg("%s: %s", query, error.message);
}

#define TEXT                                                                                                           \
	"The guarantors agreed to four de-escalation zones; the Syrian Arab Republic was asked. Convoys of aid pass."

static void words_side_by_side_must_all_be_there(void **state)
{
	(void)state;
	assert_true(passes("guarantor zone", TEXT));
	assert_true(passes("GUARANTORS AND zones", TEXT));
	assert_false(passes("guarantors belt", TEXT));
	assert_true(passes("belt OR zone", TEXT));
	assert_true(passes("guarantors (belt OR zone)", TEXT));
	assert_false(passes("guarantors belt OR corridor", TEXT));
}

static void what_is_excluded_must_not_be_there(void **state)
{
	(void)state;
	assert_true(passes("zones -belt", TEXT));
	assert_false(passes("zones -convoy", TEXT));
	assert_false(passes("zones NOT (belt OR aid)", TEXT));
	assert_false(passes("-aid zones", TEXT));
}

static void quoted_words_stand_as_they_are_and_in_order(void **state)
{
	(void)state;
	assert_true(passes("\"de-escalation zones\"", TEXT));
	assert_false(passes("\"de-escalation zone\"", TEXT));
	assert_false(passes("\"zones escalation\"", TEXT));
	assert_true(passes("\u201cfour de-escalation\u201d", TEXT));
	assert_false(passes("\"guarantor\"", TEXT));
	assert_true(passes("de-escalation", TEXT));
	assert_true(passes("deescalation", TEXT));
}

static void near_counts_words_either_way(void **state)
{
	(void)state;
	assert_true(passes("convoy near/2 aid", TEXT));
	assert_true(passes("aid near/2 convoy", TEXT));
	assert_false(passes("convoy near/1 aid", TEXT));
	assert_true(passes("(food OR aid) near/3 \"convoys of\"", TEXT));
	assert_true(passes("guarantors NEAR zones", TEXT));
	assert_false(passes("guarantors near/3 agreed near/3 aid", TEXT));
	assert_true(passes("near guarantors OR zones", "a zone is near the guarantors"));
}

static void a_star_stands_for_any_ending(void **state)
{
	(void)state;
	assert_true(passes("escalat*", TEXT));
	assert_true(passes("guarant* conv*", TEXT));
	assert_false(passes("belt*", TEXT));
	assert_true(passes("\xe5\x92\x8c", "\xe5\x92\x8c\xe5\xb9\xb3"));
}

static void a_party_is_found_under_each_of_its_names(void **state)
{
	(void)state;
	assert_true(passes("Syria", TEXT));
	assert_false(passes("\"Syria\"", TEXT));
	assert_true(passes("Russia", "the Russian Federation said"));
	assert_true(passes("Russian Federation said", "Russia said"));
	assert_false(passes("Sudan", "South Sudan said"));
}

static void fields_are_those_of_the_passage(void **state)
{
	(void)state;
	assert_true(passes("kind:joint-statement", TEXT));
	assert_true(passes("kind:JOINT_STATEMENT aid", TEXT));
	assert_false(passes("kind:speech", TEXT));
	assert_true(passes("on:2017-09-15", TEXT));
	assert_true(passes("on:2017-09..2018-02 aid", TEXT));
	assert_true(passes("on:..2017-09-15 on:2017..", TEXT));
	assert_false(passes("on:2017-09-17..", TEXT));
	uint32_t tf;
	assert_true(passes_with("cites:\"resolution 2254 (2015)\"", TEXT, "=cites:s res 2254 2015", &tf, NULL, NULL));
	assert_true(passes_with("cites:S/RES/2254*", TEXT, "=cites:s res 2254 2015", &tf, NULL, NULL));
	assert_true(passes_with("cites:S/RES/2254", TEXT, "=cites:s res 2254 2015", &tf, NULL, NULL));
	assert_true(passes_with("cites:\"resolution 2254\"", TEXT, "=cites:s res 2254", &tf, NULL, NULL));
	assert_false(passes_with("cites:S/RES/225", TEXT, "=cites:s res 2254 2015", &tf, NULL, NULL));
	assert_true(passes_with("delegation:kazakhstan", TEXT, "=delegation:kaz", &tf, NULL, NULL));
	assert_true(passes_with("delegation:kz", TEXT, "=delegation:kaz", &tf, NULL, NULL));
	assert_true(passes_with("language:french", TEXT, "=language:fr", &tf, NULL, NULL));
	assert_true(passes_with("language:fr", TEXT, "=language:fr", &tf, NULL, NULL));
	assert_true(passes_with("zone:zones/idlib", TEXT, "=zone:idlib", &tf, NULL, NULL));
}

static void matches_are_told_by_their_stretch_of_the_text(void **state)
{
	(void)state;
	uint32_t tf;
	struct query_span *spans;
	size_t count;
	assert_true(passes_with("\"of aid\" (zone OR Syria)", TEXT, "", &tf, &spans, &count));
	static const char *const words[] = { "zones", "Syrian Arab Republic", "of aid" };
	assert_int_equal(count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(spans[i].end - spans[i].start, strlen(words[i]));
		assert_memory_equal(TEXT + spans[i].start, words[i], strlen(words[i]));
	}
	assert_int_equal(tf, 1);
	assert_true(passes_with("aid", "aid for aid's aids", "", &tf, NULL, NULL));
	assert_int_equal(tf, 3);
}

static void a_query_that_does_not_read_is_answered_with_its_place(void **state)
{
	(void)state;
	assert_refused("", "position 1: the query has no words");
	assert_refused("  ... ", "no words");
	assert_refused("a \"b c", "position 3: the quote is not closed");
	assert_refused("\xc3\xa9\xc3\xa9 (b c", "position 4: the group is not closed");
	assert_refused("a b) c", "position 4: this ) closes nothing");
	assert_refused("()", "the group is empty");
	assert_refused("-a", "nothing is left to look for");
	assert_refused("-a -b", "nothing is left to look for");
	assert_refused("a OR -b", "position 6: what is excluded");
	assert_refused("a (-b)", "the group only excludes");
	assert_refused("a OR", "OR stands between");
	assert_refused("OR a", "position 1: ");
	assert_refused("--a b -NOT c", "excluded");
	assert_refused("a near/0 b", "near/ takes a number");
	assert_refused("a near/5", "position 9: the query ends");
	assert_refused("a near/5 kind:speech", "near stands between");
	assert_refused("*tion", "a * stands at the end");
	assert_refused("S/RES*", "these are 2");
	assert_refused("delegtion:KAZ", "did you mean delegation:");
	assert_refused("kind:speach", "did you mean speech");
	assert_refused("kind:decision", "there are speech, ");
	assert_refused("kind:decision", ", meeting-record");
	assert_refused("track:sideways", "there are political, ");
	assert_refused("on:2017-13", "no stretch of days");
	assert_refused("on:2018..2017", "end before they begin");
	assert_refused("zone:", "zone: has no value; write it behind the colon, as in zone:idlib");
}

static void a_query_is_bounded(void **state)
{
	(void)state;
	struct query *q;
	struct error error = { 0 };
	size_t size = 1 << 20;
	char *text = malloc(size + 1);
	memset(text, 'x', size);
	text[size] = '\0';
	assert_refused(text, "at most 65536 bytes");
	text[60000] = '\0';
	assert_int_equal(parse(text, &q, &error), STATUS_OK);
	for (size_t i = 0; i < 10000; i++)
		memcpy(text + 2 * i, "a ", 2);
	text[20000] = '\0';
	assert_refused(text, "position 513: a query has at most 256 words");
	memset(text, '(', 1000);
	text[1000] = '\0';
	assert_refused(text, "more than 64 deep");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_side_by_side_must_all_be_there),
		cmocka_unit_test(what_is_excluded_must_not_be_there),
		cmocka_unit_test(quoted_words_stand_as_they_are_and_in_order),
		cmocka_unit_test(near_counts_words_either_way),
		cmocka_unit_test(a_star_stands_for_any_ending),
		cmocka_unit_test(a_party_is_found_under_each_of_its_names),
		cmocka_unit_test(fields_are_those_of_the_passage),
		cmocka_unit_test(matches_are_told_by_their_stretch_of_the_text),
		cmocka_unit_test(a_query_that_does_not_read_is_answered_with_its_place),
		cmocka_unit_test(a_query_is_bounded),
	};
	arena_init(&arena, (size_t)64 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_fini(&arena);
	return failed;
}

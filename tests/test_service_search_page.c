/* The best page is found without a look at all that is found: it is the same as where all
 * is counted and AND stands below OR, for which everything is gone through in the plainest
 * way. */
#include "tests/support_random.h"
#include "tests/support_service.h"

#define STATEMENTS 12400
#define BATCH 6000 /* of a segment: the commonest words have lists with tiers, but in the last one */
#define QUERIES 700

/* From common to rare; a tenth of the texts has one of them many times. */
static const char *const words[] = { "aid",   "belt",   "convoy", "council", "deposit", "east", "front",
				     "guard", "harbor", "idea",   "joint",   "kite",    "lane", "mast" };

static const char *a_word(struct random *r)
{
	size_t most = 1 + random_below(r, COUNT_OF(words));
	return words[random_below(r, 1 + random_below(r, most))];
}

/* Half of the texts are about as long, so that bounds are close. */
static void put_text(struct random *r, int n, struct buffer *out)
{
	static const size_t longest[] = { 3, 12, 30, 90 };
	const char *favourite = random_below(r, 10) == 0 ? a_word(r) : NULL;
	size_t count = n < STATEMENTS / 2 ? 36 + random_below(r, 5)
					  : 1 + random_below(r, longest[random_below(r, COUNT_OF(longest))]);
	if (n < BATCH) /* later segments have not this word */
		assert_int_equal(buffer_put_text(out, "nadir "), STATUS_OK);
	for (; count > 0; count--) {
		const char *word = favourite != NULL && random_below(r, 3) == 0 ? favourite : a_word(r);
		assert_int_equal(buffer_printf(out, "%s ", word), STATUS_OK);
	}
}

static void put_statement(struct random *r, int mixed, int n, struct buffer *out)
{
	static const char *const parties[] = { "KAZ", "TUR", "RUS" };
	static const char *const days[] = { "2017-05-04", "2017-12-20", "2018-01-30", "2019-03-01" };
	const char *day = days[random_below(r, COUNT_OF(days))];
	assert_int_equal(buffer_printf(out,
				       "%s{\"name\":\"statements/s%d\",\"kind\":\"KIND_SPEECH\",\"language\":\"%s\","
				       "\"date\":{\"earliest\":\"%s\",\"latest\":\"%s\"},"
				       "\"signatories\":[{\"party\":{\"id\":\"%s\"}}],\"sources\":[{\"id\":\"s\"}],"
				       "\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"",
				       n % BATCH == 0 ? "" : ",", n, n % mixed == 1 ? "en" : "und", day, day,
				       parties[random_below(r, COUNT_OF(parties))]),
			 STATUS_OK);
	put_text(r, n, out);
	/* some have several passages, of which the best counts */
	for (size_t more = n % 9 == 0 ? 1 + random_below(r, 3) : 0; more > 0; more--) {
		assert_int_equal(buffer_put_text(out, "\"},{\"kind\":\"KIND_PARAGRAPH\",\"text\":\""), STATUS_OK);
		put_text(r, n, out);
	}
	assert_int_equal(buffer_put_text(out, "\"}]}"), STATUS_OK);
}

static void fill(struct rig *rig, struct random *r, int mixed)
{
	struct buffer set;
	buffer_init(&set, SIZE_MAX);
	for (int n = 0; n < STATEMENTS; n += BATCH) {
		set.size = 0;
		assert_int_equal(buffer_put_text(&set, "{\"records\":{\"statements\":["), STATUS_OK);
		for (int i = 0; i < BATCH && n + i < STATEMENTS; i++)
			put_statement(r, mixed, n + i, &set);
		assert_int_equal(buffer_put(&set, "]}}", 4), STATUS_OK);
		rig_call(rig, "ImportService.ImportRecords", (const char *)set.data);
		rig_expect(rig, STATUS_OK, "");
	}
	buffer_fini(&set);
}

/* Some passages die in the segments that they stand in. */
static void delete_some(struct rig *rig, struct random *r)
{
	for (int i = 0; i < 60; i++)
		rig_callf(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/s%d\"}",
			  (int)random_below(r, STATEMENTS));
}

static void make_query(struct random *r, char *out)
{
	static const char *const formats[] = { "%s",
					       "\\\"%s\\\"",
					       "\\\"%s\\\" \\\"%s\\\"",
					       "%s %s",
					       "%s %s %s",
					       "%s (%s OR %s)",
					       "(%s OR %s) (%s OR %s)",
					       "%s (nadir OR %s)",
					       "%s ((%s %s) OR %s)",
					       "%s OR %s",
					       "%s OR %s OR %s",
					       "\\\"%s\\\" delegation:KAZ",
					       "%s on:2017-06..2018-12",
					       "\\\"%s\\\" delegation:TUR on:2018",
					       "%s %s delegation:RUS on:..2018",
					       "\\\"%s %s\\\" %s",
					       "%s -%s",
					       "%s %s -\\\"%s %s\\\"",
					       "%s c*",
					       "kind:speech %s" };
	const char *format = formats[random_below(r, COUNT_OF(formats))];
	for (; *format != '\0'; format++) {
		bool word = format[0] == '%';
		out += word ? sprintf(out, "%s", a_word(r)) : sprintf(out, "%c", *format);
		format += word;
	}
}

/* The hits of an answer, in its own memory. */
static char *hits_of(struct rig *rig, const char *query, int size, const char *more)
{
	rig_callf(rig, "SearchService.SearchStatements", "{\"query\":\"%s\",\"view\":\"VIEW_BASIC\",\"pageSize\":%d%s}",
		  query, size, more);
	rig_expect(rig, STATUS_OK, "");
	const char *from = strstr(rig->json, "\"hits\":["), *to = from == NULL ? NULL : strchr(from, ']');
	return support_text("%.*s", to == NULL ? 0 : (int)(to - from), from == NULL ? "" : from);
}

static void ask(struct rig *rig, struct random *r)
{
	char query[256], plain[300];
	int size = 1 + (int)random_below(r, 12);
	make_query(r, query);
	sprintf(plain, "(%s) OR (unheard unheard)", query);
	char *best = hits_of(rig, query, size, ""), *all = hits_of(rig, plain, size, ",\"count\":true");
	if (strcmp(best, all) != 0)
		fail_msg("%s, %d a page\nthe best: %s\nof all: %s", query, size, best, all);
	free(best);
	free(all);
}

static void a_page_over_the_most_is_the_most(struct rig *rig)
{
	char *most = hits_of(rig, "aid", 1000, ""), *over = hits_of(rig, "aid", INT32_MAX, "");
	assert_non_null(strstr(most, "statements/"));
	assert_string_equal(most, over);
	free(most);
	free(over);
}

/* Each so many statements are in English: a word has several terms then. */
static void check(int mixed)
{
	struct rig rig;
	struct random r = { .state = 20171221 };
	rig_open(&rig);
	fill(&rig, &r, mixed);
	delete_some(&rig, &r);
	for (int i = 0; i < QUERIES; i++)
		ask(&rig, &r);
	a_page_over_the_most_is_the_most(&rig);
	rig_close(&rig);
}

static void what_is_passed_over_could_not_be_answered(void **state)
{
	(void)state;
	check(1); /* none */
}

static void nor_where_a_word_has_several_terms(void **state)
{
	(void)state;
	check(3);
}

/* ---- Large records ------------------------------------------------------ */

#define LARGE 40
#define LARGE_BYTES (900 << 10)

static void fill_large(struct rig *rig)
{
	char *text = malloc(LARGE_BYTES + 1);
	assert_non_null(text);
	for (size_t i = 0; i < LARGE_BYTES; i++)
		text[i] = i % 6 == 5 ? ' ' : 'w';
	text[LARGE_BYTES] = '\0';
	for (int n = 0; n < LARGE; n++) {
		rig_callf(
			rig, "StatementService.CreateStatement",
			"{\"statementId\":\"l%d\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"sources\":[{\"id\":\"s\"}],"
			"\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"aid\"},"
			"{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"%s\"}]}}",
			n, text);
		rig_expect(rig, STATUS_OK, "");
	}
	free(text);
}

/* What is made of all of them is more than a call's memory. */
static void a_page_of_large_records_holds_fewer(void **state)
{
	struct rig rig;
	char *token = support_text("%s", "");
	int hits = 0, pages = 0;
	(void)state;
	rig_open(&rig);
	fill_large(&rig);
	do {
		rig_callf(&rig, "SearchService.SearchStatements",
			  "{\"query\":\"aid\",\"pageSize\":1000,\"pageToken\":\"%s\"}", token);
		rig_expect(&rig, STATUS_OK, "");
		for (const char *at = rig.json; (at = strstr(at, "\"score\":")) != NULL; at++)
			hits++;
		free(token);
		token = support_text("%s", rig_member(&rig, "nextPageToken"));
		pages++;
	} while (token[0] != '\0');
	free(token);
	assert_int_equal(hits, LARGE);
	assert_true(pages > 1);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_passed_over_could_not_be_answered),
		cmocka_unit_test(nor_where_a_word_has_several_terms),
		cmocka_unit_test(a_page_of_large_records_holds_fewer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/support_service.h"

#include "service/wordings.h"
#include "tests/support_random.h"

#define COMPARE "WordingService.CompareStatements"
#define FIND "WordingService.FindPrecedents"

/* A speech of these blocks: JSON of their texts, "\"One.\",\"Two.\"". */
static void create(struct rig *rig, const char *id, const char *date, const char *texts)
{
	struct buffer blocks;
	buffer_init(&blocks, 1 << 20);
	for (const char *at = texts; *at != '\0';) {
		const char *end = strchr(at + 1, '"');
		assert_int_equal(buffer_printf(&blocks, "%s{\"kind\":\"KIND_PARAGRAPH\",\"text\":%.*s}",
					       at == texts ? "" : ",", (int)(end + 1 - at), at),
				 STATUS_OK);
		at = end[1] == ',' ? end + 2 : end + 1;
	}
	rig_callf(rig, "StatementService.CreateStatement",
		  "{\"statementId\":\"%s\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"title\":\"Speech %s\",%s%s%s"
		  "\"signatories\":[{\"party\":{\"id\":\"KAZ\"}}],\"blocks\":[%.*s],\"sources\":[{\"id\":\"s\"}]}}",
		  id, id, date[0] == '\0' ? "" : "\"date\":", date, date[0] == '\0' ? "" : ",", (int)blocks.size,
		  (const char *)blocks.data);
	rig_expect(rig, STATUS_OK, "");
	buffer_fini(&blocks);
}

#define DAY(day) "{\"earliest\":\"" day "\",\"latest\":\"" day "\"}"
#define BELT "The guarantors post observers on the border of the security belt."
#define ZONE_TEXT "The guarantors post observers on the border of the security zone."
#define AID "Convoys with food and medicine may pass the crossing twice in a week."
#define UNITY "All sides respect the sovereignty and the unity of the country."

static void open_with_record(struct rig *rig)
{
	rig_open(rig);
	create(rig, "first", DAY("2017-09-15"), "\"" BELT "\",\"" AID "\"");
	create(rig, "second", DAY("2018-03-16"), "\"" AID "\",\"" ZONE_TEXT "\",\"" UNITY "\"");
	create(rig, "undated", "", "\"" UNITY "\"");
}

static void statements_are_compared_passage_by_passage(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, COMPARE, "{\"first\":\"statements/first\",\"second\":\"statements/second\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"kind\":\"KIND_SAME\",\"firstBlocks\":[2],\"secondBlocks\":[1]");
	rig_has(&rig, "\"kind\":\"KIND_CHANGED\",\"moved\":true,\"firstBlocks\":[1],\"secondBlocks\":[2]");
	rig_has(&rig, "{\"kind\":\"KIND_REPLACED\",\"first\":\"belt\",\"second\":\"zone\"}");
	rig_has(&rig, "\"kind\":\"KIND_ADDED\",\"secondBlocks\":[3]");
	rig_close(&rig);
}

static void two_states_of_one_statement_are_compared(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, "StatementService.UpdateStatement",
		 "{\"statement\":{\"name\":\"statements/"
		 "first\",\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"" BELT
		 "\"},{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"" UNITY "\"}]},\"updateMask\":\"blocks\"}");
	rig_expect(&rig, STATUS_OK, "");
	static const char question[] = "{\"first\":\"statements/first\",\"second\":\"statements/"
				       "first\",\"firstRevision\":%d,\"secondRevision\":%d}";
	rig_callf(&rig, COMPARE, question, -1, 0);
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"kind\":\"KIND_DROPPED\",\"firstBlocks\":[2]");
	rig_has(&rig, "\"kind\":\"KIND_ADDED\",\"secondBlocks\":[2]");
	rig_callf(&rig, COMPARE, question, 4, 1);
	rig_has(&rig, "\"kind\":\"KIND_SAME\",\"firstBlocks\":[1],\"secondBlocks\":[1]");
	rig_callf(&rig, COMPARE, question, 0, 0);
	rig_has(&rig, "\"similarity\":1}");
	rig_callf(&rig, COMPARE, question, 5, 0);
	rig_expect(&rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	rig_callf(&rig, COMPARE, question, 0, -4);
	rig_expect(&rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	rig_close(&rig);
}

static void headings_are_compared_where_they_are_asked_for(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	rig_call(&rig, "StatementService.CreateStatement",
		 "{\"statementId\":\"h\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"blocks\":["
		 "{\"kind\":\"KIND_HEADING\",\"text\":\"A Title\"},{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"" AID "\"}],"
		 "\"sources\":[{\"id\":\"s\"}]}}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, COMPARE, "{\"first\":\"statements/h\",\"second\":\"statements/h\"}");
	rig_has(&rig, "\"firstBlocks\":[2],\"secondBlocks\":[2]");
	rig_has_not(&rig, "A Title");
	rig_call(&rig, COMPARE, "{\"first\":\"statements/h\",\"second\":\"statements/h\",\"kind\":\"KIND_HEADING\"}");
	rig_has(&rig, "\"firstBlocks\":[1],\"secondBlocks\":[1]");
	rig_has_not(&rig, "Convoys");
	rig_close(&rig);
}

static void what_cannot_be_compared_is_refused_by_field(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, COMPARE, "{}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig.fields, "first second");
	rig_call(&rig, COMPARE, "{\"first\":\"zones/a\",\"second\":\"statements/first\"}");
	assert_string_equal(rig.fields, "first");
	rig_call(&rig, COMPARE, "{\"first\":\"statements/first\",\"second\":\"statements/nobody\"}");
	rig_expect(&rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_close(&rig);
}

static void a_wording_finds_the_passages_closest_to_it(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, FIND, "{\"text\":\"" ZONE_TEXT "\"}");
	rig_expect(&rig, STATUS_OK, "");
	const char *exact = strstr(rig.json, "statements/second"), *close = strstr(rig.json, "statements/first");
	assert_true(exact != NULL && close != NULL && exact < close);
	rig_has(&rig, "{\"kind\":\"KIND_REPLACED\",\"first\":\"belt\",\"second\":\"zone\"}");
	rig_has(&rig, "\"block\":2");
	rig_has(&rig, "\"title\":\"Speech first\"");
	rig_has(&rig, "\"parties\":[{\"id\":\"KAZ\"}]");
	rig_call(&rig, FIND, "{\"text\":\"" ZONE_TEXT "\",\"leastSimilarity\":0.99}");
	rig_has(&rig, "statements/second");
	rig_has_not(&rig, "statements/first");
	rig_call(&rig, FIND, "{\"text\":\"" ZONE_TEXT "\",\"pageSize\":1}");
	rig_has_not(&rig, "statements/first");
	rig_call(&rig, FIND, "{\"text\":\"nobody ever said these very words\"}");
	rig_expect(&rig, STATUS_OK, "");
	assert_string_equal(rig.json, "{}");
	rig_close(&rig);
}

static void a_wording_is_found_within_a_longer_passage(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	create(&rig, "long", DAY("2018-05-15"),
	       "\"We said it before and say it once more to all who hear us: the sovereignty and the unity of the "
	       "country "
	       "are for its people alone to speak of, and no zone of any kind is to be drawn across them by others.\"");
	rig_call(&rig, FIND, "{\"text\":\"the sovereignty and the unity of the country\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig,
		"\"similarity\":1,\"edits\":[{\"kind\":\"KIND_SAME\",\"first\":\"the sovereignty and the unity of the "
		"country\"");
	rig_has(&rig, "\"span\":{\"block\":1,\"start\":59,\"end\":103}");
	rig_has(&rig, "statements/long");
	rig_has(&rig, "statements/undated");
	rig_call(&rig, FIND, "{\"text\":\"" UNITY "\",\"leastSimilarity\":0.9}");
	rig_has(&rig, "\"span\":{\"block\":3,\"end\":63}");
	rig_has_not(&rig, "statements/long");
	rig_close(&rig);
}

static void a_block_finds_other_passages_than_itself(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, FIND, "{\"statement\":\"statements/second\",\"block\":3}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "statements/undated");
	rig_has_not(&rig, "statements/second");
	rig_close(&rig);
}

static void dates_leave_out_what_was_or_may_have_been_said_outside_them(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, FIND, "{\"text\":\"" BELT "\",\"fromDate\":\"2017-09-16\"}");
	rig_has_not(&rig, "statements/first");
	rig_has(&rig, "statements/second");
	rig_call(&rig, FIND, "{\"text\":\"" BELT "\",\"fromDate\":\"2017-09-15\",\"toDate\":\"2018-03-15\"}");
	rig_has(&rig, "statements/first");
	rig_has_not(&rig, "statements/second");
	rig_call(&rig, FIND, "{\"text\":\"" UNITY "\",\"toDate\":\"2020-01-01\"}");
	rig_has(&rig, "statements/second");
	rig_has_not(&rig, "statements/undated");
	rig_close(&rig);
}

static void what_is_gone_from_the_record_is_no_precedent(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, "StatementService.DeleteStatement", "{\"name\":\"statements/second\"}");
	rig_call(&rig, "StatementService.UpdateStatement",
		 "{\"statement\":{\"name\":\"statements/first\",\"blocks\":[]},\"updateMask\":\"blocks\"}");
	rig_call(&rig, FIND, "{\"text\":\"" ZONE_TEXT "\",\"leastSimilarity\":0.1}");
	rig_expect(&rig, STATUS_OK, "");
	assert_string_equal(rig.json, "{}");
	rig_call(&rig, "StatementService.UndeleteStatement", "{\"name\":\"statements/second\"}");
	rig_call(&rig, FIND, "{\"text\":\"" ZONE_TEXT "\"}");
	rig_has(&rig, "statements/second");
	rig_close(&rig);
}

static void a_question_that_breaks_a_rule_is_refused_by_field(void **state)
{
	(void)state;
	static const struct {
		const char *request, *fields;
	} rows[] = {
		{ "{}", "text" },
		{ "{\"text\":\"two words\"}", "text" },
		{ "{\"text\":\"... !\"}", "text" },
		{ "{\"text\":\"Of the, and in THE of to\"}", "text" },
		{ "{\"text\":\"И не на\"}", "text" },
		{ "{\"text\":\"a b c\",\"statement\":\"statements/first\",\"block\":1}", "statement" },
		{ "{\"statement\":\"statements/first\"}", "block" },
		{ "{\"text\":\"a b c\",\"block\":1}", "block" },
		{ "{\"statement\":\"statements/first\",\"block\":-1}", "block" },
		{ "{\"statement\":\"statements/first\",\"block\":3}", "block" },
		{ "{\"statement\":\"statements/little\",\"block\":1}", "block" },
		{ "{\"statement\":\"first\",\"block\":1}", "statement" },
		{ "{\"text\":\"a b c\",\"leastSimilarity\":1.5}", "least_similarity" },
		{ "{\"text\":\"a b c\",\"leastSimilarity\":-0.1}", "least_similarity" },
		{ "{\"text\":\"a b c\",\"leastSimilarity\":\"NaN\"}", "least_similarity" },
		{ "{\"text\":\"a b c\",\"fromDate\":\"2017-02-30\"}", "from_date" },
		{ "{\"text\":\"a b c\",\"fromDate\":\"2018-01-01\",\"toDate\":\"2017-01-01\"}", "to_date" },
		{ "{\"text\":\"a b c\",\"pageSize\":-1}", "page_size" },
	};
	struct rig rig;
	open_with_record(&rig);
	create(&rig, "little", "", "\"Of that which is.\"");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		rig_call(&rig, FIND, rows[i].request);
		rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig.fields, rows[i].fields);
	}
	rig_call(&rig, FIND, "{\"text\":\"a b c observers\",\"pageSize\":2147483647}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, FIND, "{\"statement\":\"statements/nobody\",\"block\":1}");
	rig_expect(&rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_close(&rig);
}

static void a_wording_has_at_most_64_kibibytes(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	for (size_t size = WORDING_BYTES_MOST; size <= 1 << 20; size += (1 << 20) - WORDING_BYTES_MOST) {
		char *text = malloc(size + 1);
		for (size_t i = 0; i < size; i++)
			text[i] = i % 5 == 4 ? ' ' : (char)('a' + (i / 5 + i * i) % 26);
		text[size] = '\0';
		rig_callf(&rig, FIND, "{\"text\":\"%s\"}", text);
		rig_expect(&rig, size == WORDING_BYTES_MOST ? STATUS_OK : STATUS_INVALID_ARGUMENT,
			   size == WORDING_BYTES_MOST ? "" : "INVALID_FIELDS");
		assert_string_equal(rig.fields, size == WORDING_BYTES_MOST ? "" : "text");
		free(text);
	}
	rig_close(&rig);
}

static void words_that_every_statement_has_are_answered(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	for (int i = 0; i < 40; i++) {
		char *id = support_text("s%d", i);
		create(&rig, id, DAY("2018-01-01"), "\"peace for the land and peace for the sea\",\"in the of the\"");
		free(id);
	}
	rig_call(&rig, FIND, "{\"text\":\"peace for the land and peace for the sea\",\"pageSize\":3}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"statement\":\"statements/s0\",\"block\":1");
	rig_close(&rig);
}

/* ---- Recall ----------------------------------------------------------- */

#define STATEMENTS_MADE 120
#define PASSAGES_EACH 6
#define VOCABULARY 4000

/* A word whose rank is as in natural text: the n-th is said 1/n as often as the
 * first (G. K. Zipf, 1949). */
static size_t zipf(struct random *r)
{
	static double sums[VOCABULARY + 1];
	for (size_t i = 0; sums[VOCABULARY] == 0 && i < VOCABULARY; i++)
		sums[i + 1] = sums[i] + 1.0 / (double)(i + 1);
	double at = (double)(random_next(r) >> 11) / 9007199254740992.0 * sums[VOCABULARY];
	size_t low = 0, high = VOCABULARY;
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		if (sums[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct passage {
	size_t words[80], count;
};

static char *text_of(const struct passage *p)
{
	char *text = calloc(1, 8 * p->count + 1), *to = text;
	for (size_t i = 0; i < p->count; i++)
		to += sprintf(to, "%sw%zu", i > 0 ? " " : "", p->words[i]);
	return text;
}

/* One word in ten becomes another. */
static void change(struct passage *p, struct random *r)
{
	for (size_t changes = (p->count + 9) / 10; changes > 0; changes--)
		p->words[random_below(r, p->count)] = VOCABULARY + random_below(r, VOCABULARY);
}

static struct passage passages[STATEMENTS_MADE][PASSAGES_EACH];

static void open_with_made_record(struct rig *rig, struct random *r)
{
	rig_open(rig);
	for (size_t i = 0; i < STATEMENTS_MADE; i++) {
		struct buffer texts;
		buffer_init(&texts, 1 << 20);
		for (size_t k = 0; k < PASSAGES_EACH; k++) {
			struct passage *p = &passages[i][k];
			p->count = 10 + random_below(r, 70);
			for (size_t w = 0; w < p->count; w++)
				p->words[w] = zipf(r);
			char *text = text_of(p);
			assert_int_equal(buffer_printf(&texts, "%s\"%s\"", k > 0 ? "," : "", text), STATUS_OK);
			free(text);
		}
		assert_int_equal(buffer_put(&texts, "", 1), STATUS_OK);
		char *id = support_text("s%zu", i);
		create(rig, id, DAY("2018-01-01"), (const char *)texts.data);
		free(id);
		buffer_fini(&texts);
	}
}

/* Whether the answer to a wording has a passage. */
static bool finds(struct rig *rig, const struct passage *wording, size_t statement, size_t block)
{
	char *text = text_of(wording);
	char *place = support_text("\"statement\":\"statements/s%zu\",\"block\":%zu", statement, block);
	rig_callf(rig, FIND, "{\"text\":\"%s\"}", text);
	rig_expect(rig, STATUS_OK, "");
	bool found = strstr(rig->json, place) != NULL;
	free(place);
	free(text);
	return found;
}

static void a_passage_is_found_again_after_one_word_in_ten_was_changed(void **state)
{
	(void)state;
	struct random r = { 2254 };
	struct rig rig;
	open_with_made_record(&rig, &r);
	int asked = 0, found = 0;
	for (size_t i = 0; i < STATEMENTS_MADE; i++) {
		for (size_t k = 0; k < PASSAGES_EACH; k++) {
			struct passage changed = passages[i][k];
			change(&changed, &r);
			asked++;
			found += finds(&rig, &changed, i, k + 1);
		}
	}
	if (found * 100 < asked * 99)
		fail_msg("found %d of %d", found, asked);
	rig_close(&rig);
}

/* Six words of a passage, of which one is rare enough that few others have them. */
static void a_few_words_of_a_passage_find_it(void **state)
{
	(void)state;
	struct random r = { 2401 };
	struct rig rig;
	open_with_made_record(&rig, &r);
	for (size_t i = 0; i < STATEMENTS_MADE; i++) {
		const struct passage *p = &passages[i][i % PASSAGES_EACH];
		struct passage few = { .count = 6 };
		size_t from = random_below(&r, p->count - few.count + 1), rarest = 0;
		for (size_t w = 0; w < few.count; w++) {
			few.words[w] = p->words[from + w];
			rarest = few.words[w] > rarest ? few.words[w] : rarest;
		}
		if (rarest > 50 && !finds(&rig, &few, i, i % PASSAGES_EACH + 1))
			fail_msg("statement %zu, words %zu and on", i, from);
	}
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_are_compared_passage_by_passage),
		cmocka_unit_test(two_states_of_one_statement_are_compared),
		cmocka_unit_test(headings_are_compared_where_they_are_asked_for),
		cmocka_unit_test(what_cannot_be_compared_is_refused_by_field),
		cmocka_unit_test(a_wording_finds_the_passages_closest_to_it),
		cmocka_unit_test(a_wording_is_found_within_a_longer_passage),
		cmocka_unit_test(a_block_finds_other_passages_than_itself),
		cmocka_unit_test(dates_leave_out_what_was_or_may_have_been_said_outside_them),
		cmocka_unit_test(what_is_gone_from_the_record_is_no_precedent),
		cmocka_unit_test(a_question_that_breaks_a_rule_is_refused_by_field),
		cmocka_unit_test(a_wording_has_at_most_64_kibibytes),
		cmocka_unit_test(words_that_every_statement_has_are_answered),
		cmocka_unit_test(a_passage_is_found_again_after_one_word_in_ten_was_changed),
		cmocka_unit_test(a_few_words_of_a_passage_find_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

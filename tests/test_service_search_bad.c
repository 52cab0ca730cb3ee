/* Searches that are wrong, very large or take too long. */
#include "tests/support_service.h"

#include <stdatomic.h>
#include <time.h>

#include "base/time.h"
#include "proto/wire.h"

#define SEARCH "SearchService.SearchStatements"

/* A statement of one block for each text. */
static void create(struct rig *rig, const char *id, const char *language, const char *const *texts, size_t count)
{
	struct buffer json;
	buffer_init(&json, 64 << 20);
	assert_int_equal(buffer_printf(&json,
				       "{\"statementId\":\"%s\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"language\":"
				       "\"%s\",\"sources\":[{\"id\":\"s\"}],\"blocks\":[",
				       id, language),
			 STATUS_OK);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(buffer_put_text(&json, i == 0 ? "{\"text\":\"" : ",{\"text\":\""), STATUS_OK);
		assert_int_equal(buffer_put_text(&json, texts[i]), STATUS_OK);
		assert_int_equal(buffer_put_text(&json, "\"}"), STATUS_OK);
	}
	assert_int_equal(buffer_put(&json, "]}}", 4), STATUS_OK);
	rig_call(rig, "StatementService.CreateStatement", (const char *)json.data);
	rig_expect(rig, STATUS_OK, "");
	buffer_fini(&json);
}

static void create_one(struct rig *rig, const char *id, const char *language, const char *text)
{
	create(rig, id, language, &text, 1);
}

static void search(struct rig *rig, const char *query)
{
	rig_callf(rig, SEARCH, "{\"query\":\"%s\",\"count\":true}", query);
}

static void assert_refused(struct rig *rig, const char *query, const char *words)
{
	search(rig, query);
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_QUERY");
	assert_string_equal(rig->fields, "query");
	if (strstr(rig->message, words) == NULL)
		fail_msg("%.60s: %s", query, rig->message);
}

/* A text of a word again and again, to be freed. */
static char *repeated(const char *word, size_t count)
{
	size_t size = strlen(word);
	char *text = malloc(size * count + 1);
	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * size, word, size);
	text[size * count] = '\0';
	return text;
}

/* ---- What is asked ----------------------------------------------------- */

static void a_query_of_nothing_is_refused(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "a", "en", "The zone.");
	search(&rig, "");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig.fields, "query");
	assert_refused(&rig, "   ", "position 1: the query has no words");
	assert_refused(&rig, "... -- !?", "has no words");
	assert_refused(&rig, "\\\"\\\"", "has no words");
	assert_refused(&rig, "\xe2\x80\x8f\xe2\x80\x8b", "has no words"); /* marks of direction and of no width */
	rig_close(&rig);
}

static void only_common_words_are_looked_for_like_others(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "a", "en", "The zone of the guarantors, and that is it.");
	create_one(&rig, "b", "en", "Nothing here.");
	search(&rig, "the of and");
	rig_has(&rig, "statements/a");
	rig_has(&rig, "\"total\":\"1\"");
	search(&rig, "\\\"of the\\\" OR the OR of OR and OR is OR it");
	rig_has(&rig, "\"total\":\"1\"");
	rig_close(&rig);
}

static void ten_thousand_words_are_refused_with_the_first_too_many(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "a", "en", "a b c");
	char *words = repeated("a ", 10000), *ors = repeated("a OR ", 10000), *phrase = repeated("b ", 10000);
	assert_refused(&rig, words, "position 513: a query has at most 256 words; ask with fewer");
	assert_refused(&rig, ors, "position 1281: a query has at most 256 words");
	char *quoted = support_text("\\\"%s\\\"", phrase);
	assert_refused(&rig, quoted, "position 2: a query has at most 256 words");
	words[512] = '\0';
	search(&rig, words);
	rig_has(&rig, "statements/a");
	free(quoted);
	free(phrase);
	free(ors);
	free(words);
	rig_close(&rig);
}

static void a_megabyte_of_one_word_is_refused_or_cut(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "a", "en", "a b c");
	char *word = repeated("x", 1 << 20);
	assert_refused(&rig, word, "position 65537: a query has at most 65536 bytes; ask for less");
	word[60000] = '\0';
	search(&rig, word);
	rig_expect(&rig, STATUS_OK, "");
	rig_has_not(&rig, "hits");
	free(word);
	rig_close(&rig);
}

static void quotes_and_groups_without_their_other_end_are_named(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "a", "en", "a b c");
	char *open = repeated("(", 5000), *close = repeated(")", 5000), *quotes = repeated("\\\"", 5001);
	assert_refused(&rig, "a (b", "position 3: the group is not closed; add a )");
	assert_refused(&rig, "a) b", "position 2: this ) closes nothing; take it away");
	assert_refused(&rig, "((a)", "position 1: the group is not closed");
	assert_refused(&rig, "a \\\"b", "position 3: the quote is not closed; add a \"");
	assert_refused(&rig, "zone:\\\"b", "position 6: the quote is not closed");
	assert_refused(&rig, open, "groups stand in each other more than 64 deep");
	assert_refused(&rig, close, "position 1: this ) closes nothing");
	assert_refused(&rig, quotes, "the quote is not closed");
	free(open);
	free(close);
	free(quotes);
	rig_close(&rig);
}

static void bytes_that_are_no_text_are_refused_where_they_come_in(void **state)
{
	(void)state;
	static const char *const bad[] = { "zone \xff", "\xc3", "\xed\xa0\x80 zone", "\xf4\x90\x80\x80" };
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "a", "en", "The zone.");
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct buffer message;
		buffer_init(&message, 1000);
		assert_int_equal(wire_put_bytes(&message, 1, bytes_text(bad[i])), STATUS_OK);
		rig_call_bytes(&rig, SEARCH, buffer_bytes(&message));
		rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig.fields, "query");
		message.size = 0;
		assert_int_equal(wire_put_bytes(&message, 1, BYTES_LITERAL("zone")), STATUS_OK);
		assert_int_equal(wire_put_bytes(&message, 2, bytes_text(bad[i])), STATUS_OK);
		rig_call_bytes(&rig, SEARCH, buffer_bytes(&message));
		rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig.fields, "filter");
		buffer_fini(&message);
	}
	struct bytes nul = BYTES_LITERAL("zo\0ne");
	struct buffer message;
	buffer_init(&message, 1000);
	assert_int_equal(wire_put_bytes(&message, 1, nul), STATUS_OK);
	rig_call_bytes(&rig, SEARCH, buffer_bytes(&message));
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	buffer_fini(&message);
	rig_close(&rig);
}

/* ---- What is searched -------------------------------------------------- */

static void a_text_of_one_word_a_megabyte_long_is_found_by_its_beginning(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	char *word = repeated("x", 1 << 20), *words = repeated("zone ", 200000);
	create_one(&rig, "long", "en", word);
	create_one(&rig, "often", "en", words);
	search(&rig, "xxxx*");
	rig_has(&rig, "statements/long");
	rig_has(&rig, "\"total\":\"1\"");
	word[1000] = '\0';
	search(&rig, word);
	rig_has(&rig, "statements/long");
	search(&rig, "zone");
	rig_has(&rig, "statements/often");
	search(&rig, "\\\"zone zone zone\\\" zone near/2 zone");
	rig_has(&rig, "statements/often");
	search(&rig, "\\\"zone zone x\\\"");
	rig_has_not(&rig, "hits");
	free(words);
	free(word);
	rig_close(&rig);
}

#define MANY 1000000
#define MANY_EACH 50000

/* Words of letters that differ: "w" and four of sixty. */
static void write_many_words(struct rig *rig)
{
	char *texts[MANY / MANY_EACH];
	for (size_t i = 0, n = 0; i < COUNT_OF(texts); i++) {
		char *at = texts[i] = malloc(MANY_EACH * 8 + 1);
		assert_non_null(at);
		for (size_t k = 0; k < MANY_EACH; k++, n++)
			at += sprintf(at, "w%06zx ", n);
	}
	for (size_t i = 0; i < COUNT_OF(texts); i += 5) {
		char *id = support_text("many%zu", i);
		create(rig, id, "und", (const char *const *)&texts[i], 5);
		free(id);
	}
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		free(texts[i]);
}

static void a_prefix_that_a_million_words_begin_with_is_refused(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	write_many_words(&rig);
	assert_refused(&rig, "w*", "position 1: more than 4096 words begin so; write more of their letters");
	assert_refused(&rig, "zone -w*", "position 7: more than 4096 words");
	assert_refused(&rig, "w00* near/5 w000001", "position 1: more than 64 words begin so");
	search(&rig, "w01* OR w00001*");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_QUERY");
	search(&rig, "w012* OR w00001*");
	rig_has(&rig, "statements/many0");
	rig_has(&rig, "\"totalPassages\":\"2\"");
	search(&rig, "w0f423f");
	rig_has(&rig, "\"totalPassages\":\"1\"");
	search(&rig, "w0f4240");
	rig_has(&rig, "\"suggestions\":[{\"position\":1,\"word\":\"w0f4240\"");
	rig_close(&rig);
}

static void a_filter_that_all_or_none_pass_is_answered(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	for (int i = 0; i < 300; i++) {
		char *id = support_text("s%d", i);
		create_one(&rig, id, "en", "A zone.");
		free(id);
	}
	rig_call(&rig, SEARCH, "{\"query\":\"zone\",\"filter\":\"kind = KIND_SPEECH\",\"count\":true}");
	rig_has(&rig, "\"total\":\"300\"");
	rig_call(&rig, SEARCH, "{\"query\":\"zone\",\"filter\":\"kind = KIND_SPEECH\"}");
	rig_has(&rig, "nextPageToken");
	static const char *const nothing[] = { "kind = KIND_LETTER", "signatories.party.id = KAZ", "symbol = X",
					       "name = \\\"statements/none\\\"" };
	for (size_t i = 0; i < COUNT_OF(nothing); i++) {
		rig_callf(&rig, SEARCH, "{\"query\":\"zone\",\"filter\":\"%s\",\"facets\":[\"FACET_KIND\"]}",
			  nothing[i]);
		rig_expect(&rig, STATUS_OK, "");
		rig_has_not(&rig, "hits");
		rig_has_not(&rig, "speech");
		rig_has_not(&rig, "suggestions");
		rig_callf(&rig, SEARCH, "{\"query\":\"zone\",\"filter\":\"%s\"}", nothing[i]);
		rig_expect(&rig, STATUS_OK, "");
		rig_has_not(&rig, "hits");
	}
	search(&rig, "zone on:1900");
	rig_has_not(&rig, "hits");
	search(&rig, "zone delegation:KAZ");
	rig_has_not(&rig, "hits");
	rig_close(&rig);
}

static void text_from_right_to_left_is_found_with_exact_stretches(void **state)
{
	(void)state;
	/* "The ceasefire in Syria", with marks on some letters; "ceasefire zone" in Hebrew, between
	 * marks of direction. */
	static const char arabic[] = "\xd9\x88\xd9\x8e\xd9\x82\xd9\x81 \xd8\xa5\xd8\xb7\xd9\x84\xd8\xa7\xd9\x82 "
				     "\xd8\xa7\xd9\x84\xd9\x86\xd8\xa7\xd8\xb1 \xd9\x81\xd9\x8a "
				     "\xd8\xb3\xd9\x88\xd8\xb1\xd9\x8a\xd8\xa7";
	static const char hebrew[] =
		"\xe2\x80\xab\xd7\x94\xd7\xa4\xd7\xa1\xd7\xa7\xd7\xaa \xd7\x90\xd7\xa9\xe2\x80\xac";
	struct rig rig;
	rig_open(&rig);
	create_one(&rig, "arabic", "ar", arabic);
	create_one(&rig, "hebrew", "he", hebrew);
	search(&rig, "\xd9\x88\xd9\x82\xd9\x81");
	rig_has(&rig, "statements/arabic");
	rig_has(&rig, "\"matches\":[{\"block\":1,\"end\":8}]");
	search(&rig, "\\\"\xd8\xa7\xd8\xb7\xd9\x84\xd8\xa7\xd9\x82 \xd8\xa7\xd9\x84\xd9\x86\xd8\xa7\xd8\xb1\\\"");
	rig_has(&rig, "statements/arabic");
	search(&rig, "\xe2\x80\x8f\xd7\x90\xd7\xa9\xe2\x80\x8f");
	rig_has(&rig, "statements/hebrew");
	rig_has(&rig, "\"matches\":[{\"block\":1,\"start\":14,\"end\":18}]");
	search(&rig, "\xd7\x94\xd7\xa4*");
	rig_has(&rig, "statements/hebrew");
	rig_close(&rig);
}

/* ---- What takes too long ----------------------------------------------- */

#define STATEMENTS 12
#define BLOCKS 500
#define WORDS 40
#define DISTINCT 24

/* Passages that all have the same words, of which no two ever stand in falling order. */
static void write_dense_texts(struct rig *rig)
{
	char text[WORDS * 8], *texts[BLOCKS];
	char *at = text;
	for (int i = 0; i < WORDS; i++)
		at += sprintf(at, "w%c%c ", 'a' + i * DISTINCT / WORDS, 'a' + i * DISTINCT / WORDS);
	for (int i = 0; i < BLOCKS; i++)
		texts[i] = text;
	for (int i = 0; i < STATEMENTS; i++) {
		char *id = support_text("dense%d", i);
		create(rig, id, "en", (const char *const *)texts, BLOCKS);
		free(id);
	}
}

static int64_t cpu_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * NS_PER_SECOND + t.tv_nsec;
}

/* Many pieces of a pattern, in which A stands for a word and B for one that always comes
 * before it. */
static char *long_query(const char *pattern, const char *between, int count)
{
	struct buffer query;
	buffer_init(&query, 1 << 20);
	for (int i = 0; i < count; i++) {
		int number[] = { 1 + i % (DISTINCT - 1), i / (DISTINCT - 1) % (1 + i % (DISTINCT - 1)) };
		if (i > 0)
			assert_int_equal(buffer_put_text(&query, between), STATUS_OK);
		for (const char *c = pattern; *c != '\0'; c++) {
			char word[3] = { 'w', (char)('a' + number[*c == 'B']), (char)('a' + number[*c == 'B']) };
			bool stands = *c == 'A' || *c == 'B';
			assert_int_equal(buffer_put(&query, stands ? word : c, stands ? 3 : 1), STATUS_OK);
		}
	}
	assert_int_equal(buffer_put(&query, "", 1), STATUS_OK);
	return (char *)query.data;
}

static const struct {
	const char *what, *pattern, *between;
	int count;
	const char *more;
} slow[] = {
	{ "phrases that are nowhere", "\\\"A B\\\"", " OR ", 120, "" },
	{ "words never near", "(A near/1 \\\"B B B\\\")", " OR ", 60, "" },
	{ "words and their counts", "A OR B", " OR ", 120, ",\"count\":true" },
	{ "groups", "(A B)", " OR ", 120, "" },
	{ "prefixes", "A* OR B*", " OR ", 120, ",\"count\":true" },
	{ "a filter that loads every record", "A OR B", " OR ", 120,
	  ",\"filter\":\"title = \\\"none\\\"\",\"count\":true" },
	{ "an earlier state", "A OR B", " OR ", 120, ",\"asOfRevision\":-1" },
};

/* Processor time, not the clock, says that the work has ended: a busy machine makes a call
 * late, but never lets it work after its time. */
static void a_search_ends_at_its_deadline_wherever_it_is(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	write_dense_texts(&rig);
	create_one(&rig, "last", "en", "nothing");
	for (size_t i = 0; i < COUNT_OF(slow); i++) {
		char *query = long_query(slow[i].pattern, slow[i].between, slow[i].count);
		rig.timeout_ms = SERVICE_TIMEOUT_MOST_MS;
		int64_t began = cpu_ns();
		rig_callf(&rig, SEARCH, "{\"query\":\"%s\"%s}", query, slow[i].more);
		int64_t whole = cpu_ns() - began;
		rig_expect(&rig, STATUS_OK, "");
		rig.timeout_ms = 3;
		began = cpu_ns();
		rig_callf(&rig, SEARCH, "{\"query\":\"%s\"%s}", query, slow[i].more);
		int64_t cut = cpu_ns() - began;
		print_message("%s: %lld us whole, %lld us cut\n", slow[i].what, (long long)whole / 1000,
			      (long long)cut / 1000);
		rig_expect(&rig, STATUS_DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED");
		assert_true(cut < whole / 2);
		free(query);
	}
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_query_of_nothing_is_refused),
		cmocka_unit_test(only_common_words_are_looked_for_like_others),
		cmocka_unit_test(ten_thousand_words_are_refused_with_the_first_too_many),
		cmocka_unit_test(a_megabyte_of_one_word_is_refused_or_cut),
		cmocka_unit_test(quotes_and_groups_without_their_other_end_are_named),
		cmocka_unit_test(bytes_that_are_no_text_are_refused_where_they_come_in),
		cmocka_unit_test(a_text_of_one_word_a_megabyte_long_is_found_by_its_beginning),
		cmocka_unit_test(a_prefix_that_a_million_words_begin_with_is_refused),
		cmocka_unit_test(a_filter_that_all_or_none_pass_is_answered),
		cmocka_unit_test(text_from_right_to_left_is_found_with_exact_stretches),
		cmocka_unit_test(a_search_ends_at_its_deadline_wherever_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

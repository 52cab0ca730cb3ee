#include "tests/search_record.h"

#include <pthread.h>
#include <semaphore.h>

#include "base/time.h"
#include "tests/support_random.h"
#include "truce/v1/search_service.pb-c.h"

static void open_with_record(struct rig *rig)
{
	open_with_three(rig);
	create(rig, "acuerdo", "\"language\":\"es\",", BLOCK("Los acuerdos de paz."));
}

static void statements_are_found_by_their_words(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, SEARCH, "{\"query\":\"observer\",\"count\":true}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"statement\":\"statements/belt\",\"block\":1");
	rig_has(&rig, "\"statement\":\"statements/zone\",\"block\":1");
	rig_has(&rig, "\"total\":\"2\",\"totalPassages\":\"2\"");
	rig_call(&rig, SEARCH, "{\"query\":\"aid\"}");
	assert_true(strstr(rig.json, "statements/aid") < strstr(rig.json, "statements/belt"));
	rig_has(&rig, "\"total\":\"-1\",\"totalPassages\":\"-1\""); /* not counted, which is not none */
	rig_call(&rig, SEARCH, "{\"query\":\"aid\",\"facets\":[\"FACET_YEAR\"]}");
	rig_has_not(&rig, "\"total\":\"-1\"");
	rig_call(&rig, SEARCH, "{\"query\":\"acuerdo Syria OR acuerdo\"}");
	rig_has(&rig, "statements/acuerdo");
	rig_call(&rig, SEARCH, "{\"query\":\"Syria\"}");
	rig_has(&rig, "\"matches\":[{\"block\":1,\"start\":30,\"end\":50}]");
	rig_close(&rig);
}

static void an_answer_is_never_behind_the_record(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, "StatementService.DeleteStatement", "{\"name\":\"statements/zone\"}");
	rig_call(&rig, SEARCH, "{\"query\":\"observers\",\"count\":true}");
	rig_has_not(&rig, "statements/zone");
	rig_call(&rig, "StatementService.UpdateStatement",
		 "{\"statement\":{\"name\":\"statements/aid\",\"blocks\":[" BLOCK(
			 "Observers came.") "]},\"updateMask\":\"blocks\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, SEARCH, "{\"query\":\"observers\"}");
	rig_has(&rig, "statements/aid");
	rig_call(&rig, SEARCH, "{\"query\":\"more\"}");
	rig_has_not(&rig, "statements/aid");
	rig_call(&rig, SEARCH, "{\"query\":\"more\",\"asOfRevision\":4}");
	rig_has(&rig, "statements/aid");
	rig_reopen(&rig);
	rig_call(&rig, SEARCH, "{\"query\":\"observers\",\"count\":true}");
	rig_has(&rig, "\"total\":\"2\"");
	rig_close(&rig);
}

/* What is known of names is of the revision that is searched; of very many each word may be one. */
static void a_zone_is_found_under_a_name_as_soon_as_it_has_it(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, SEARCH, "{\"query\":\"beltt\"}");
	rig_has_not(&rig, "statements/belt");
	rig_call(&rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"b\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"Observers\","
		 "\"aliases\":[\"Beltt\"],\"sources\":[{\"id\":\"s\"}]}}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, SEARCH, "{\"query\":\"beltt\"}");
	rig_has(&rig, "statements/belt");
	for (int i = 0; i < 70; i++)
		rig_callf(&rig, "ZoneService.CreateZone",
			  "{\"zoneId\":\"z%d\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"Aname%d\","
			  "\"sources\":[{\"id\":\"s\"}]}}",
			  i, i);
	rig_call(&rig, SEARCH, "{\"query\":\"beltt\"}");
	rig_has(&rig, "statements/belt");
	rig_call(&rig, "ZoneService.DeleteZone", "{\"name\":\"zones/b\"}");
	rig_call(&rig, SEARCH, "{\"query\":\"beltt\"}");
	rig_has_not(&rig, "statements/belt");
	rig_close(&rig);
}

static void filters_facets_and_dates_select_and_count(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, SEARCH, "{\"query\":\"observers\",\"filter\":\"signatories.party.id = KAZ\",\"count\":true}");
	rig_has(&rig, "\"total\":\"1\"");
	rig_has(&rig, "statements/belt");
	rig_call(&rig, SEARCH, "{\"query\":\"observers delegation:russia on:2018\"}");
	rig_has(&rig, "statements/zone");
	rig_has_not(&rig, "statements/belt");
	rig_call(
		&rig, SEARCH,
		"{\"query\":\"observers OR convoys\",\"facets\":[\"FACET_DELEGATION\",\"FACET_YEAR\",\"FACET_KIND\"]}");
	rig_has(&rig, "{\"value\":\"KAZ\",\"count\":\"1\"},{\"value\":\"RUS\",\"count\":\"1\"},{\"value\":\"TUR\"");
	rig_has(&rig, "{\"value\":\"2017\",\"count\":\"1\"},{\"value\":\"2018\",\"count\":\"1\"}");
	rig_has(&rig, "{\"value\":\"speech\",\"count\":\"2\"}");
	rig_has(&rig, "\"total\":\"2\",\"totalPassages\":\"3\"");
	rig_call(&rig, SEARCH, "{\"query\":\"observers OR aid\",\"order\":\"ORDER_NEWEST\"}");
	assert_true(strstr(rig.json, "statements/zone") < strstr(rig.json, "statements/belt"));
	assert_true(strstr(rig.json, "statements/belt") < strstr(rig.json, "statements/aid"));
	rig_call(&rig, SEARCH, "{\"query\":\"observers OR aid\",\"order\":\"ORDER_OLDEST\"}");
	assert_true(strstr(rig.json, "statements/belt") < strstr(rig.json, "statements/zone"));
	assert_true(strstr(rig.json, "statements/zone") < strstr(rig.json, "statements/aid"));
	rig_close(&rig);
}

static void a_symbol_finds_a_record_and_the_speeches_that_stand_in_it(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	create(&rig, "s-pv-1", "\"symbol\":\"S/PV.1\",\"language\":\"en\",", BLOCK("The meeting rose."));
	rig_call(&rig, "StatementService.CreateStatement",
		 "{\"statementId\":\"s-pv-1-t1\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"blocks\":[" BLOCK(
			 "We agree.") "],\"sources\":[{\"id\":\"s\",\"symbol\":\"S/PV.1\"}]}}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, SEARCH, "{\"query\":\"symbol:S/PV.1\",\"count\":true}");
	rig_has(&rig, "\"total\":\"2\"");
	rig_call(&rig, SEARCH, "{\"query\":\"symbol:S/PV.1\",\"count\":true,\"asOfRevision\":-1}");
	rig_has(&rig, "\"total\":\"1\"");
	rig_call(&rig, SEARCH, "{\"query\":\"agree symbol:S/PV.1\"}");
	rig_has(&rig, "statements/s-pv-1-t1");
	rig_close(&rig);
}

static void pages_stay_stable_while_others_write(void **state)
{
	(void)state;
	struct rig rig;
	char token[4096] = "";
	static const char *const names[] = { "statements/aid", "statements/belt", "statements/zone" };
	int seen[3] = { 0 };
	open_with_record(&rig);
	for (int page = 0; page < 3; page++) {
		rig_callf(&rig, SEARCH, "{\"query\":\"belt OR aid OR zone\",\"pageSize\":1,\"pageToken\":\"%s\"}",
			  token);
		rig_expect(&rig, STATUS_OK, "");
		for (int i = 0; i < 3; i++)
			seen[i] += strstr(rig.json, names[i]) != NULL;
		snprintf(token, sizeof token, "%s", rig_member(&rig, "nextPageToken"));
		assert_int_equal(token[0] == '\0', page == 2);
		char *id = support_text("late%d", page);
		create(&rig, id, DAY("2019-01-01"), BLOCK("Belt belt belt zone aid."));
		free(id);
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(seen[i], 1);
	rig_call(&rig, SEARCH, "{\"query\":\"belt\",\"pageSize\":1}");
	snprintf(token, sizeof token, "%s", rig_member(&rig, "nextPageToken"));
	rig_callf(&rig, SEARCH, "{\"query\":\"zone\",\"pageSize\":1,\"pageToken\":\"%s\"}", token);
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
	rig_close(&rig);
}

static void what_cannot_be_answered_says_why(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, SEARCH, "{\"query\":\"\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	rig_call(&rig, SEARCH, "{\"query\":\"belt \\\"zone\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_QUERY");
	assert_non_null(strstr(rig.message, "position 6: the quote is not closed"));
	assert_string_equal(rig.fields, "query");
	rig_call(&rig, SEARCH, "{\"query\":\"belt\",\"filter\":\"kind = \"}");
	assert_string_equal(rig.fields, "filter");
	rig_call(&rig, SEARCH, "{\"query\":\"belt\",\"facets\":[\"FACET_UNSPECIFIED\"]}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	rig_call(&rig, SEARCH, "{\"query\":\"obsrvers\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"word\":\"obsrvers\",\"instead\":\"observers\"");
	rig_call(&rig, SEARCH, "{\"query\":\"observatories qqqqqqqq\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "{\"position\":15,\"word\":\"qqqqqqqq\"}");
	rig_call(&rig, SEARCH, "{\"query\":\"belt\",\"filter\":\"kind = KIND_LETTER\",\"count\":true}");
	rig_has_not(&rig, "hits");
	rig_close(&rig);
}

static void a_watch_tells_what_matches_as_it_is_recorded(void **state)
{
	(void)state;
	struct rig rig;
	open_with_record(&rig);
	rig_call(&rig, "SearchService.WatchSearch", "{\"query\":\"observers\",\"afterRevision\":1}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "statements/zone");
	rig_has_not(&rig, "statements/belt");
	rig_has(&rig, "\"nextRevision\":\"4\"");
	rig.timeout_ms = 3000;
	rig_call(&rig, "SearchService.WatchSearch", "{\"query\":\"observers\",\"afterRevision\":4}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has_not(&rig, "hits");
	rig_call(&rig, "SearchService.WatchSearch", "{\"query\":\"observers\",\"afterRevision\":99}");
	rig_expect(&rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	rig_close(&rig);
}

/* The watch is held against the journal by pieces, and each answer goes on from the last. */
static void a_watch_from_long_ago_comes_to_the_end(void **state)
{
	(void)state;
	struct rig rig;
	struct buffer text;
	long long after = 0, found = 0;
	rig_open(&rig);
	buffer_init(&text, 1 << 20);
	for (int i = 0; i < 3000; i++)
		assert_int_equal(buffer_printf(&text, "%sword%d", i == 0 ? "{\"text\":\"" : " ", i), STATUS_OK);
	assert_int_equal(buffer_put(&text, "\"}", 3), STATUS_OK);
	for (int i = 0; i < 120; i++) {
		char *id = support_text("s%d", i);
		create(&rig, id, "", i % 40 == 39 ? BLOCK("a corridor") : (const char *)text.data);
		free(id);
	}
	for (int calls = 0; after < 120; calls++) {
		rig.timeout_ms = 30000;
		rig_callf(&rig, "SearchService.WatchSearch", "{\"query\":\"corridor\",\"afterRevision\":%lld}", after);
		rig_expect(&rig, STATUS_OK, "");
		long long next = atoll(rig_member(&rig, "nextRevision"));
		assert_true(next > after && calls < 120);
		for (const char *hit = rig.json; (hit = strstr(hit, "\"snippet\"")) != NULL; hit++)
			found++;
		after = next;
	}
	assert_int_equal(found, 3);
	buffer_fini(&text);
	rig_close(&rig);
}

/* ---- The index against a reading of everything ------------------------- */

static const char *const words[] = { "zone",          "zones",     "belt", "aid",   "convoy",  "convoys", "council",
				     "peace",         "Syria",     "paz",  "Idlib", "the",     "of",      "Turkey",
				     "de-escalation", "ceasefire", "the",  "and",   "observe", "observed" };
static const char *const templates[] = {
	"%s",
	"%s %s",
	"%s OR %s",
	"\\\"%s %s\\\"",
	"%s near/3 %s",
	"%s -%s",
	"%s*",
	"%s (%s OR %s)",
	"(%s %s) OR %s",
	"%s OR %s OR %s",
	"\\\"%s\\\" %s",
	"%s delegation:KAZ",
	"%s on:2017",
	"kind:speech -%s -%s",
	"\\\"%s %s\\\" OR %s",
	"(%s OR %s) near/4 %s",
	"%s NEAR \\\"%s %s\\\"",
	"on:..2017 (%s OR delegation:TUR)",
	"%s (%s -%s)",
	"\\\"%s %s\\\" %s",
};

/* Some are common, some rare. */
static const char *a_word(struct random *r)
{
	size_t most = random_below(r, 3) == 0 ? COUNT_OF(words) : 1 + random_below(r, COUNT_OF(words));
	return words[random_below(r, most)];
}

static void write_statement(struct rig *rig, struct random *r, int n)
{
	struct buffer blocks;
	buffer_init(&blocks, 1 << 20);
	static const char *const heads[] = { KAZ, TUR, "\"language\":\"es\",", "\"language\":\"und\"," };
	static const char *const days[] = { "", DAY("2017-05-04"), DAY("2017-12-20"), DAY("2018-01-30") };
	/* some have so many passages that words have several blocks of postings */
	size_t count = n % 40 == 7 ? 400 : 1 + random_below(r, 4), longest = count == 400 ? 9 : 30;
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(buffer_put_text(&blocks, i == 0 ? "{\"text\":\"" : ",{\"text\":\""), STATUS_OK);
		for (size_t k = random_below(r, longest) + 1; k > 0; k--)
			assert_int_equal(buffer_printf(&blocks, "%s ", a_word(r)), STATUS_OK);
		assert_int_equal(buffer_put_text(&blocks, "\"}"), STATUS_OK);
	}
	assert_int_equal(buffer_put(&blocks, "", 1), STATUS_OK);
	char *id = support_text("s%d", n),
	     *head = support_text("%s%s", days[random_below(r, 4)], heads[random_below(r, 4)]);
	create(rig, id, head, (const char *)blocks.data);
	free(id);
	free(head);
	buffer_fini(&blocks);
}

static void change_some(struct rig *rig, struct random *r, int count)
{
	for (int i = 0; i < count; i++) {
		int n = (int)random_below(r, (size_t)count * 3);
		if (random_below(r, 2) == 0)
			rig_callf(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/s%d\"}", n);
		else
			rig_callf(rig, "StatementService.UpdateStatement",
				  "{\"statement\":{\"name\":\"statements/s%d\",\"blocks\":[{\"text\":\"%s %s %s\"}]},"
				  "\"updateMask\":\"blocks\"}",
				  n, a_word(r), a_word(r), a_word(r));
	}
}

/* The answer, without the advice where it has no hits: an index knows more. */
static char *answer(struct rig *rig, const char *query, const char *more)
{
	rig_callf(rig, SEARCH, "{\"query\":\"%s\"%s}", query, more);
	if (rig->code != STATUS_OK)
		fail_msg("%s: %s", query, rig->message);
	if (strstr(rig->json, "\"hits\"") == NULL)
		return support_text("no hits");
	return support_text("%s", rig->json);
}

/* An earlier state is read through, the latest one is found by the index: made the same
 * by a change of another record, they must agree to the byte. */
static void the_index_finds_what_reading_everything_finds(void **state)
{
	(void)state;
	struct rig rig;
	struct random r = { .state = 20171220 };
	rig_open(&rig);
	for (int n = 0; n < 150; n++)
		write_statement(&rig, &r, n);
	change_some(&rig, &r, 50);
	rig_call(&rig, "ZoneService.CreateZone", "{\"zoneId\":\"north\",\"zone\":" ZONE_JSON "}");
	rig_expect(&rig, STATUS_OK, "");
	static const char *const more[] = {
		"",
		",\"count\":true",
		",\"facets\":[\"FACET_DELEGATION\",\"FACET_YEAR\"],\"pageSize\":100",
		",\"filter\":\"signatories.party.id = KAZ\",\"pageSize\":3",
		",\"order\":\"ORDER_NEWEST\",\"pageSize\":100",
		",\"order\":\"ORDER_OLDEST\",\"count\":true",
	};
	for (int i = 0; i < 400; i++) {
		char query[256];
		const char *with = more[random_below(&r, COUNT_OF(more))];
		const char *format = templates[random_below(&r, COUNT_OF(templates))];
		size_t used = 0;
		for (const char *at = format; *at != '\0'; at++) {
			if (at[0] == '%' && at[1] == 's') {
				used += (size_t)sprintf(query + used, "%s", a_word(&r));
				at++;
			} else {
				query[used++] = *at;
			}
		}
		query[used] = '\0';
		char *before = support_text("%s,\"asOfRevision\":-1", with);
		char *found = answer(&rig, query, with), *read = answer(&rig, query, before);
		char *token = strstr(found, "\"nextPageToken\""), *other = strstr(read, "\"nextPageToken\"");
		assert_int_equal(token == NULL, other == NULL);
		if (token != NULL) { /* tokens of two queries */
			char *end = strchr(token + 17, '"'), *other_end = strchr(other + 17, '"');
			memmove(token, end, strlen(end) + 1);
			memmove(other, other_end, strlen(other_end) + 1);
		}
		if (strcmp(found, read) != 0)
			fail_msg("%s%s\nby index: %s\nread: %s", query, with, found, read);
		free(found);
		free(read);
		free(before);
	}
	rig_close(&rig);
}

/* ---- Limits ------------------------------------------------------------ */

static void a_long_search_ends_at_its_deadline(void **state)
{
	(void)state;
	struct rig rig;
	struct random r = { .state = 7 };
	rig_open(&rig);
	for (int n = 0; n < 100; n++)
		write_statement(&rig, &r, n);
	rig.timeout_ms = 1;
	struct buffer query;
	buffer_init(&query, 1 << 20);
	for (int i = 0; i < 60; i++)
		assert_int_equal(buffer_printf(&query, "%s\\\"%s %s %s\\\"", i == 0 ? "" : " OR ", a_word(&r),
					       a_word(&r), a_word(&r)),
				 STATUS_OK);
	assert_int_equal(buffer_put(&query, "", 1), STATUS_OK);
	rig_callf(&rig, SEARCH, "{\"query\":\"%s\",\"count\":true,\"asOfRevision\":99}", (const char *)query.data);
	rig_expect(&rig, STATUS_DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED");
	buffer_fini(&query);
	rig_close(&rig);
}

static void a_prefix_of_very_many_words_is_refused(void **state)
{
	(void)state;
	struct rig rig;
	struct buffer text;
	rig_open(&rig);
	buffer_init(&text, 1 << 20);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(buffer_printf(&text, "%sw%04d", i == 0 ? "{\"text\":\"" : " ", i), STATUS_OK);
	assert_int_equal(buffer_put(&text, "\"}", 3), STATUS_OK);
	create(&rig, "many", "\"language\":\"und\",", (const char *)text.data);
	rig_call(&rig, SEARCH, "{\"query\":\"w*\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_QUERY");
	assert_non_null(strstr(rig.message, "more than 4096 words begin so"));
	rig_call(&rig, SEARCH, "{\"query\":\"w1* -w2*\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, SEARCH, "{\"query\":\"w1* -w99*\",\"filter\":\"name:*\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, SEARCH, "{\"query\":\"w00* near/2 w0001\"}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_QUERY");
	rig_call(&rig, SEARCH, "{\"query\":\"w000* near/2 w0001\"}");
	rig_has(&rig, "statements/many");
	buffer_fini(&text);
	rig_close(&rig);
}

static void odd_texts_are_searched_like_others(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	create(&rig, "rtl", "\"language\":\"ar\",",
	       BLOCK("\xd9\x88\xd9\x82\xd9\x81 \xd8\xa7\xd9\x84\xd8\xa5\xd8\xb7\xd9\x84\xd8\xa7\xd9\x82"));
	create(&rig, "empty", "", BLOCK(""));
	create(&rig, "none", "\"title\":\"Nothing but a title\",", BLOCK("."));
	rig_call(&rig, SEARCH, "{\"query\":\"\xd8\xa7\xd8\xb7\xd9\x84\xd8\xa7\xd9\x82\"}");
	rig_has(&rig, "statements/rtl");
	rig_call(&rig, SEARCH, "{\"query\":\"but a\"}");
	rig_has(&rig, "\"statement\":\"statements/none\"");
	rig_call(&rig, SEARCH, "{\"query\":\"kind:speech\",\"count\":true}");
	rig_has(&rig, "\"total\":\"3\"");
	rig_close(&rig);
}

/* Where a search was answered, and how. */
struct answered {
	sem_t over;
	pthread_t thread;
	enum status status;
	size_t size;
};

static void note_answer(void *arg, const struct service_reply *reply)
{
	struct answered *a = arg;
	a->thread = pthread_self();
	a->status = reply->status;
	a->size = reply->size;
	sem_post(&a->over);
}

/* Whether a query is answered in the thread that asks. */
static bool is_answered_here(struct rig *rig, const char *query, bool basic, enum status status)
{
	static const struct service_peer peer = { .actor = "test", .role = ROLE_READER };
	Truce__V1__SearchStatementsRequest r = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__INIT;
	uint8_t message[256];
	struct answered answered = { .size = 0 };
	char text[100];
	snprintf(text, sizeof text, "%s", query);
	r.query = text;
	if (basic)
		r.view = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__VIEW__VIEW_BASIC;
	struct service_request request = {
		.method = BYTES_LITERAL("/truce.v1.SearchService/SearchStatements"),
		.message = bytes_of(message, truce__v1__search_statements_request__pack(&r, message)),
		.arrived = clock_monotonic(),
		.peer = &peer,
	};
	sem_init(&answered.over, 0, 0);
	service_call(rig->service, &request, note_answer, &answered);
	while (sem_wait(&answered.over) != 0)
		;
	sem_destroy(&answered.over);
	assert_int_equal(answered.status, status);
	assert_true(status != STATUS_OK || answered.size > 0);
	return pthread_equal(answered.thread, pthread_self());
}

static void one_word_that_few_passages_have_is_answered_where_it_is_asked(void **state)
{
	(void)state;
	struct rig rig;
	struct buffer many;
	open_with_record(&rig);
	buffer_init(&many, SIZE_MAX);
	for (int i = 0; i < 1100; i++)
		assert_int_equal(buffer_put_text(&many, i == 0 ? BLOCK("common") : "," BLOCK("common")), STATUS_OK);
	assert_int_equal(buffer_put(&many, "", 1), STATUS_OK);
	create(&rig, "many", "\"language\":\"en\",", (const char *)many.data);
	buffer_fini(&many);
	assert_true(is_answered_here(&rig, "observers", true, STATUS_OK));
	assert_true(is_answered_here(&rig, "\"observers\"", true, STATUS_OK));
	assert_true(is_answered_here(&rig, "-", true, STATUS_INVALID_ARGUMENT));
	assert_false(is_answered_here(&rig, "observers", false, STATUS_OK));
	assert_false(is_answered_here(&rig, "observers zone", true, STATUS_OK));
	assert_false(is_answered_here(&rig, "security/belt", true, STATUS_OK));
	assert_false(is_answered_here(&rig, "observ*", true, STATUS_OK));
	assert_false(is_answered_here(&rig, "unheard", true, STATUS_OK));
	assert_false(is_answered_here(&rig, "common", true, STATUS_OK));
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_are_found_by_their_words),
		cmocka_unit_test(an_answer_is_never_behind_the_record),
		cmocka_unit_test(a_zone_is_found_under_a_name_as_soon_as_it_has_it),
		cmocka_unit_test(filters_facets_and_dates_select_and_count),
		cmocka_unit_test(a_symbol_finds_a_record_and_the_speeches_that_stand_in_it),
		cmocka_unit_test(pages_stay_stable_while_others_write),
		cmocka_unit_test(what_cannot_be_answered_says_why),
		cmocka_unit_test(a_watch_tells_what_matches_as_it_is_recorded),
		cmocka_unit_test(a_watch_from_long_ago_comes_to_the_end),
		cmocka_unit_test(the_index_finds_what_reading_everything_finds),
		cmocka_unit_test(a_long_search_ends_at_its_deadline),
		cmocka_unit_test(a_prefix_of_very_many_words_is_refused),
		cmocka_unit_test(odd_texts_are_searched_like_others),
		cmocka_unit_test(one_word_that_few_passages_have_is_answered_where_it_is_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

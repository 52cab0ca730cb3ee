#include "tests/support_service.h"

#include <pthread.h>

#include "base/time.h"
#include "proto/message.h"
#include "truce/v1/journal.pb-c.h"

static void create(struct rig *rig, const char *id)
{
	rig_callf(rig, "ZoneService.CreateZone", "{\"zoneId\":\"%s\",\"zone\":" ZONE_JSON "}", id);
	rig_expect(rig, STATUS_OK, "");
}

static void retitle(struct rig *rig, const char *id, int number)
{
	rig_callf(rig, "ZoneService.UpdateZone",
		  "{\"zone\":{\"name\":\"zones/%s\",\"title\":\"T%d\"},\"updateMask\":\"title\"}", id, number);
	rig_expect(rig, STATUS_OK, "");
}

/* Two zones and their changes: revisions 1 to 6; a has 1, 3, 5, and b 2, 4, 6. */
static void make_changes(struct rig *rig)
{
	create(rig, "a");
	create(rig, "b");
	for (int i = 1; i <= 2; i++) {
		retitle(rig, "a", i);
		retitle(rig, "b", i);
	}
}

/* The revisions of all pages, with spaces; to be freed. */
static char *all_revisions(struct rig *rig, const char *query, int page_size)
{
	char *revisions = strdup(""), *token = strdup("");
	do {
		rig_callf(rig, "JournalService.ListChanges", "{%s\"pageSize\":%d,\"pageToken\":\"%s\"}", query,
			  page_size, token);
		rig_expect(rig, STATUS_OK, "");
		for (const char *at = strstr(rig->json, "{\"revision\":\""); at != NULL;
		     at = strstr(at + 1, "{\"revision\":\"")) {
			char *more = support_text("%s%s%.*s", revisions, revisions[0] == '\0' ? "" : " ",
						  (int)strcspn(at + 13, "\""), at + 13);
			free(revisions);
			revisions = more;
		}
		free(token);
		token = strdup(rig_member(rig, "nextPageToken"));
	} while (token[0] != '\0');
	free(token);
	return revisions;
}

static void changes_are_listed_both_ways_of_all_and_of_one_record(void **state)
{
	struct rig *rig = *state;
	static const char *const rows[][2] = {
		{ "", "1 2 3 4 5 6" },
		{ "\"newestFirst\":true,", "6 5 4 3 2 1" },
		{ "\"afterRevision\":\"4\",", "5 6" },
		{ "\"afterRevision\":\"4\",\"newestFirst\":true,", "6 5" },
		{ "\"afterRevision\":\"6\",", "" },
		{ "\"record\":\"zones/a\",", "1 3 5" },
		{ "\"record\":\"zones/a\",\"newestFirst\":true,", "5 3 1" },
		{ "\"record\":\"zones/b\",\"afterRevision\":\"2\",\"newestFirst\":true,", "6 4" },
		{ "\"record\":\"zones/nobody\",", "" },
	};
	make_changes(rig);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (int size = 1; size <= 10; size++) {
			char *revisions = all_revisions(rig, rows[i][0], size);
			assert_string_equal(revisions, rows[i][1]);
			free(revisions);
		}
	}
}

/* Where that one ended is behind the last change of this one. */
static void a_token_of_another_store_is_refused(void **state)
{
	struct rig *rig = *state, other;
	static const char *const orders[] = { "", "\"newestFirst\":true," };
	make_changes(rig);
	rig_open(&other);
	create(&other, "a");
	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		rig_callf(rig, "JournalService.ListChanges", "{%s\"pageSize\":3}", orders[i]);
		char *token = support_text("%s", rig_member(rig, "nextPageToken"));
		rig_callf(&other, "JournalService.ListChanges", "{%s\"pageToken\":\"%s\"}", orders[i], token);
		rig_expect(&other, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
		free(token);
	}
	rig_close(&other);
}

static void a_change_carries_the_bytes_that_its_digest_is_of(void **state)
{
	struct rig *rig = *state;
	uint8_t digest[STORE_DIGEST];
	make_changes(rig);
	rig_call(rig, "JournalService.ListChanges", "{\"includeContent\":true}");
	struct error error;
	ProtobufCMessage *message;
	struct bytes payload = bytes_of(rig->response->payload.data, rig->response->payload.len);
	assert_int_equal(message_unpack_own(&truce__v1__list_changes_response__descriptor, payload, &rig->arena,
					    &message, &error),
			 STATUS_OK);
	const Truce__V1__ListChangesResponse *list = (const Truce__V1__ListChangesResponse *)message;
	assert_int_equal(list->n_changes, 6);
	for (size_t i = 0; i < list->n_changes; i++) {
		const Truce__V1__Change *change = list->changes[i];
		struct bytes packed;
		assert_int_equal(change->content_case, TRUCE__V1__CHANGE__CONTENT_ZONE);
		assert_int_equal(message_pack_arena(&change->zone->base, &rig->arena, &packed), STATUS_OK);
		store_digest(&packed, 1, digest);
		assert_memory_equal(change->record_digest.data, digest, STORE_DIGEST);
		if (i > 0)
			assert_memory_equal(change->previous_digest.data, list->changes[i - 1]->digest.data,
					    STORE_DIGEST);
	}
}

static void the_head_is_the_last_change(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "JournalService.GetHead", "{}");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "digest");
	make_changes(rig);
	rig_call(rig, "JournalService.GetHead", "{}");
	rig_has(rig, "\"revision\":\"6\"");
	char *digest = strdup(rig_member(rig, "digest"));
	rig_call(rig, "JournalService.ListChanges", "{\"newestFirst\":true,\"pageSize\":1}");
	assert_string_equal(rig_member(rig, "digest"), digest);
	free(digest);
}

/* ---- Watching --------------------------------------------------------- */

struct watcher {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool done;
	enum status status;
	size_t changes;
	int64_t next;
};

static void take(void *arg, const struct service_reply *reply)
{
	struct watcher *w = arg;
	struct arena arena;
	ProtobufCMessage *message;
	struct error error;
	struct buffer payload;
	arena_init(&arena, 1 << 20);
	buffer_init(&payload, 1 << 20);
	pthread_mutex_lock(&w->lock);
	w->status = reply->status;
	for (size_t i = 0; i < reply->part_count; i++)
		if (buffer_put(&payload, reply->parts[i].data, reply->parts[i].size) != STATUS_OK)
			w->status = STATUS_INTERNAL;
	if (reply->status == STATUS_OK &&
	    message_unpack_own(&truce__v1__watch_changes_response__descriptor, buffer_bytes(&payload), &arena, &message,
			       &error) == STATUS_OK) {
		w->changes = ((const Truce__V1__WatchChangesResponse *)message)->n_changes;
		w->next = ((const Truce__V1__WatchChangesResponse *)message)->next_revision;
	}
	w->done = true;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
	buffer_fini(&payload);
	arena_fini(&arena);
}

static void watch(struct rig *rig, struct watcher *w, int64_t timeout_ms, const char *json)
{
	*w = (struct watcher){ .done = false };
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->wake, NULL);
	struct service_request request = {
		.method = BYTES_LITERAL("/truce.v1.JournalService/WatchChanges"),
		.message = rig_pack(rig, "truce.v1.WatchChangesRequest", json),
		.timeout_ms = timeout_ms,
		.arrived = clock_monotonic(),
		.peer = &rig->peer,
	};
	service_call(rig->service, &request, take, w);
}

static enum status await(struct watcher *w)
{
	pthread_mutex_lock(&w->lock);
	while (!w->done)
		pthread_cond_wait(&w->wake, &w->lock);
	pthread_mutex_unlock(&w->lock);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->wake);
	return w->status;
}

static void a_watch_is_answered_by_the_next_change(void **state)
{
	struct rig *rig = *state;
	struct watcher all, one, other;
	create(rig, "a");
	watch(rig, &all, 0, "{\"afterRevision\":\"-1\"}");
	watch(rig, &one, 0, "{\"afterRevision\":\"1\",\"record\":\"zones/b\"}");
	watch(rig, &other, 0, "{\"afterRevision\":\"1\",\"record\":\"zones/a\"}");
	retitle(rig, "a", 1);
	assert_int_equal(await(&all), STATUS_OK);
	assert_int_equal(all.changes, 1);
	assert_int_equal(all.next, 2);
	assert_int_equal(await(&other), STATUS_OK);
	assert_int_equal(other.changes, 1);
	create(rig, "b");
	assert_int_equal(await(&one), STATUS_OK);
	assert_int_equal(one.changes, 1);
	assert_int_equal(one.next, 3);
}

static void a_watch_from_the_past_is_answered_at_once_page_by_page(void **state)
{
	struct rig *rig = *state;
	int64_t next = 0;
	make_changes(rig);
	for (int i = 0; i < 3; i++) {
		rig_callf(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"%d\",\"pageSize\":2}", (int)next);
		rig_expect(rig, STATUS_OK, "");
		next += 2;
		char *wanted = support_text("\"nextRevision\":\"%d\"", (int)next);
		rig_has(rig, wanted);
		free(wanted);
	}
}

static void a_watch_without_a_change_ends_empty_before_its_time_is_up(void **state)
{
	struct rig *rig = *state;
	create(rig, "a");
	rig->timeout_ms = 50;
	do { /* a machine with much to do may be late by more than a tenth of it */
		rig->timeout_ms *= 2;
		rig_call(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"1\"}");
	} while (rig->code == STATUS_DEADLINE_EXCEEDED && rig->timeout_ms < 60000);
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "changes");
	rig_has(rig, "\"nextRevision\":\"1\"");
}

static void changes_ahead_of_the_record_are_out_of_range(void **state)
{
	struct rig *rig = *state;
	static const char *const questions[] = { "{\"afterRevision\":\"2\"}",
						 "{\"afterRevision\":\"9223372036854775807\"}",
						 "{\"afterRevision\":\"2\",\"record\":\"zones/a\"}",
						 "{\"afterRevision\":\"2\",\"newestFirst\":true}" };
	create(rig, "a");
	for (size_t i = 0; i < COUNT_OF(questions); i++) {
		rig_call(rig, "JournalService.ListChanges", questions[i]);
		rig_expect(rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	}
	rig_call(rig, "JournalService.ListChanges", "{\"afterRevision\":\"1\"}");
	rig_expect(rig, STATUS_OK, "");
}

static void a_watch_ahead_of_the_record_is_out_of_range(void **state)
{
	struct rig *rig = *state;
	create(rig, "a");
	rig_call(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"2\"}");
	rig_expect(rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	rig_call(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"-2\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
}

static void draining_ends_watches_and_refuses_calls(void **state)
{
	struct rig *rig = *state;
	struct watcher w;
	create(rig, "a");
	watch(rig, &w, 0, "{\"afterRevision\":\"-1\"}");
	service_drain(rig->service);
	assert_int_equal(await(&w), STATUS_UNAVAILABLE);
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_expect(rig, STATUS_UNAVAILABLE, "CLOSING");
}

static void a_compacted_revision_is_refused_and_says_where_to_start(void **state)
{
	struct rig *rig = *state;
	struct store_report report = { 0 };
	struct error error;
	make_changes(rig);
	service_close(rig->service);
	store_close(rig->store);
	char *path = support_text("%s/store", rig->folder);
	assert_int_equal(store_compact(path, 5, &report, &error), STATUS_OK);
	struct store_options options = { .indexes = service_indexes() };
	assert_int_equal(store_open(path, &options, &rig->store, &error), STATUS_OK);
	free(path);
	struct service_options service_options = { .store = rig->store };
	assert_int_equal(service_open(&service_options, &rig->service, &error), STATUS_OK);
	rig_call(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"1\"}");
	rig_expect(rig, STATUS_OUT_OF_RANGE, "COMPACTED");
	assert_non_null(strstr(rig->message, "before revision 5 were compacted away: watch from revision 4,"));
	rig_call(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"3\"}");
	rig_expect(rig, STATUS_OUT_OF_RANGE, "COMPACTED");
	rig_call(rig, "JournalService.WatchChanges", "{\"afterRevision\":\"4\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "JournalService.ListChanges", "{\"includeContent\":true}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"compacted\":true");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/a\",\"asOfRevision\":\"1\"}");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "COMPACTED");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_expect(rig, STATUS_OK, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(changes_are_listed_both_ways_of_all_and_of_one_record),
		TEST(a_token_of_another_store_is_refused),
		TEST(a_change_carries_the_bytes_that_its_digest_is_of),
		TEST(the_head_is_the_last_change),
		TEST(a_watch_is_answered_by_the_next_change),
		TEST(a_watch_from_the_past_is_answered_at_once_page_by_page),
		TEST(a_watch_without_a_change_ends_empty_before_its_time_is_up),
		TEST(changes_ahead_of_the_record_are_out_of_range),
		TEST(a_watch_ahead_of_the_record_is_out_of_range),
		TEST(draining_ends_watches_and_refuses_calls),
		TEST(a_compacted_revision_is_refused_and_says_where_to_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Streams of gRPC: changes, health and the schema, as long as they are listened to. */
#include "tests/support_grpc.h"

#include <unistd.h>

#include "proto/wire.h"

#define HEALTH "/grpc.health.v1.Health/Check"

static int open_wire(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ 0 });
}

#define HEALTH_WATCH "/grpc.health.v1.Health/Watch"
#define REFLECTION "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
#define REFLECTION_ALPHA "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"

/* next_revision of a message of WatchChanges; counts the changes. */
static int64_t read_changes(struct bytes message, int64_t *changes)
{
	struct wire_cursor cursor = wire_begin(message);
	struct wire_field f;
	int64_t next = -1;
	while (wire_next(&cursor, &f) == STATUS_OK) {
		*changes += f.number == 1;
		if (f.number == 2)
			next = (int64_t)f.value;
	}
	return next;
}

static void watch(struct grpc_rig *w, const char *url)
{
	struct grpc_client c;
	int64_t changes = 0;
	int before = w->made;
	grpc_open(&c, url);
	struct grpc_call *all = grpc_begin_watch(w, &c, "{}", NULL);
	struct grpc_call *fresh = grpc_begin_watch(w, &c, "{\"afterRevision\":\"-1\"}", NULL);
	grpc_wait_messages(&c, all, 1);
	assert_int_equal(read_changes(grpc_message(all, 0), &changes), 1 + before);
	while (fresh->heads == 0) /* it has begun, and tells nothing yet */
		grpc_turn(&c);
	for (size_t i = 0; i < 3; i++) {
		grpc_rig_create(w, w->made++, 1);
		grpc_wait_messages(&c, all, 2 + i);
		grpc_wait_messages(&c, fresh, 1 + i);
		assert_int_equal(read_changes(grpc_message(all, 1 + i), &changes), 1 + w->made);
		assert_int_equal(read_changes(grpc_message(fresh, i), &changes), 1 + w->made);
	}
	assert_int_equal(changes, 1 + before + 2 * 3);
	assert_int_equal(all->status, -1);
	grpc_cancel(&c, all);
	grpc_cancel(&c, fresh);
	grpc_close(&c);
}

static void a_watch_streams_changes_as_they_are_made(void **state)
{
	grpc_on_both(*state, watch);
}

static void a_stream_goes_on_from_the_revision_where_another_broke(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	int64_t changes = 0, next;
	grpc_rig_create(w, 0, 40);
	grpc_open(&c, w->tcp);
	struct grpc_call *first = grpc_begin_watch(w, &c, "{\"pageSize\":10}", NULL);
	grpc_wait_messages(&c, first, 1);
	next = read_changes(grpc_message(first, 0), &changes);
	assert_int_equal(next, 10);
	grpc_close(&c); /* as a connection breaks */
	grpc_open(&c, w->tcp);
	struct grpc_call *second = grpc_begin_watch(w, &c, "{\"afterRevision\":\"10\",\"pageSize\":10}", NULL);
	for (size_t i = 0; next < 41; i++) {
		grpc_wait_messages(&c, second, i + 1);
		next = read_changes(grpc_message(second, i), &changes);
	}
	assert_int_equal(changes, 41);
	grpc_close(&c);
}

static void a_stream_waits_for_a_slow_reader_and_misses_nothing(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	int64_t changes = 0, next = 0;
	grpc_rig_create(w, 0, 100);
	grpc_open_window(&c, w->tcp, 100);
	c.no_window = true;
	struct grpc_call *call = grpc_begin_watch(w, &c, "{\"pageSize\":1,\"includeContent\":true}", NULL);
	grpc_wait_bytes(&c, call, 100);
	grpc_rig_create(w, 100, 20);
	assert_int_equal(call->got.size, 100);
	c.no_window = false;
	assert_int_equal(nghttp2_session_consume(c.session, call->id, 100), 0);
	for (size_t i = 0; next < 121; i++) {
		grpc_wait_messages(&c, call, i + 1);
		next = read_changes(grpc_message(call, i), &changes);
	}
	assert_int_equal(changes, 121);
	grpc_close(&c);
}

static void add_statement(struct grpc_rig *w, const char *id, const char *text)
{
	assert_int_equal(rig_callf(&w->rig, "StatementService.CreateStatement",
				   "{\"statementId\":\"%s\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"title\":\"T\","
				   "\"language\":\"en\",\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"%s\"}],"
				   "\"sources\":[{\"id\":\"s\",\"title\":\"S\"}]}}",
				   id, text),
			 STATUS_OK);
}

static void a_standing_search_streams_what_matches_as_it_is_recorded(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	grpc_open(&c, w->tcp);
	struct grpc_call *call =
		grpc_begin_json(w, &c, "/truce.v1.SearchService/WatchSearch", "truce.v1.WatchSearchRequest",
				"{\"query\":\"observers\",\"afterRevision\":\"-1\"}", false, NULL);
	while (call->heads == 0)
		grpc_turn(&c);
	add_statement(w, "aid", "Convoys of aid pass the belt.");
	add_statement(w, "belt", "The guarantors post observers on the belt.");
	grpc_wait_messages(&c, call, 1);
	add_statement(w, "zone", "Observers watch the zone.");
	grpc_wait_messages(&c, call, 2);
	assert_null(memmem(call->got.data, call->got.size, "statements/aid", 14));
	assert_non_null(memmem(grpc_message(call, 0).data, grpc_message(call, 0).size, "statements/belt", 15));
	assert_non_null(memmem(grpc_message(call, 1).data, grpc_message(call, 1).size, "statements/zone", 15));
	grpc_close(&c);
}

static void a_stream_ends_at_its_deadline(void **state)
{
	struct grpc_rig *w = *state;
	static const struct grpc_field soon[] = { { "grpc-timeout", "300m" }, { NULL, NULL } };
	struct grpc_client c;
	grpc_open(&c, w->tcp);
	struct grpc_call *call = grpc_begin_watch(w, &c, "{}", soon);
	grpc_wait(&c, call);
	assert_int_equal(grpc_messages(call), 1);
	assert_int_equal(call->status, STATUS_DEADLINE_EXCEEDED);
	grpc_close(&c);
}

static void a_stream_that_is_refused_says_why(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	grpc_open(&c, w->tcp);
	struct grpc_call *call = grpc_begin_watch(w, &c, "{\"afterRevision\":\"9\"}", NULL);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_OUT_OF_RANGE);
	assert_non_null(strstr(call->message, "knows no revision 9"));
	grpc_close(&c);
}

static void when_the_service_stops_streams_end_and_the_peer_is_told_to_go(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	grpc_open(&c, w->tcp);
	struct grpc_call *call = grpc_begin_watch(w, &c, "{}", NULL);
	grpc_wait_messages(&c, call, 1);
	listener_quiesce(w->listener);
	service_drain(w->rig.service);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_UNAVAILABLE);
	while (!c.goaway)
		grpc_turn(&c);
	assert_int_equal(c.goaway_code, NGHTTP2_NO_ERROR);
	assert_true(listener_flush(w->listener, INT64_MAX));
	grpc_close(&c);
}

static void health_is_told_when_it_is_asked_for_and_then_only_when_it_changes(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	grpc_open(&c, w->tcp);
	struct grpc_call *whole =
		grpc_begin_json(w, &c, HEALTH_WATCH, "grpc.health.v1.HealthCheckRequest", "{}", false, NULL);
	struct grpc_call *none = grpc_begin_json(w, &c, HEALTH_WATCH, "grpc.health.v1.HealthCheckRequest",
						 "{\"service\":\"no.such\"}", false, NULL);
	grpc_wait_messages(&c, whole, 1);
	grpc_wait_messages(&c, none, 1);
	assert_true(bytes_equal(grpc_message(whole, 0), bytes_of("\x08\x01", 2)));
	assert_true(bytes_equal(grpc_message(none, 0), bytes_of("\x08\x03", 2)));
	grpc_rig_create(w, 0, 3);
	grpc_good(w->tcp, HEALTH, bytes_of(NULL, 0));
	assert_int_equal(grpc_messages(whole), 1);
	grpc_cancel(&c, whole);
	grpc_cancel(&c, none);
	grpc_close(&c);
}

/* Asks three questions, the second and third in one DATA. */
static void ask_schema(struct grpc_rig *w, const char *path)
{
	struct grpc_client c;
	struct buffer more;
	static const char type[] = "grpc.reflection.v1.ServerReflectionRequest";
	grpc_open(&c, w->tcp);
	struct grpc_call *call = grpc_begin_json(w, &c, path, type, "{\"listServices\":\"*\"}", true, NULL);
	grpc_wait_messages(&c, call, 1);
	assert_int_equal(call->status, -1);
	grpc_frame(&more, rig_pack(&w->rig, type, "{\"fileContainingSymbol\":\"truce.v1.ZoneService\"}"));
	grpc_put(&more, rig_pack(&w->rig, type, "{\"fileContainingSymbol\":\"no.such\"}"), false);
	grpc_send(&c, call, buffer_bytes(&more), true);
	grpc_wait_messages(&c, call, 3);
	assert_true(grpc_message(call, 1).size > 1000);
	grpc_send(&c, call, bytes_of(NULL, 0), false);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_OK);
	assert_int_equal(grpc_messages(call), 3);
	buffer_fini(&more);
	grpc_close(&c);
}

static void reflection_answers_each_question_of_a_stream(void **state)
{
	struct grpc_rig *w = *state;
	ask_schema(w, REFLECTION);
	ask_schema(w, REFLECTION_ALPHA);
	grpc_good(w->tcp, HEALTH, bytes_of(NULL, 0));
}

int main(void)
{
	alarm(280);
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_wire, grpc_rig_close)
	const struct CMUnitTest tests[] = {
		TEST(a_watch_streams_changes_as_they_are_made),
		TEST(a_stream_goes_on_from_the_revision_where_another_broke),
		TEST(a_stream_waits_for_a_slow_reader_and_misses_nothing),
		TEST(a_standing_search_streams_what_matches_as_it_is_recorded),
		TEST(a_stream_ends_at_its_deadline),
		TEST(a_stream_that_is_refused_says_why),
		TEST(when_the_service_stops_streams_end_and_the_peer_is_told_to_go),
		TEST(health_is_told_when_it_is_asked_for_and_then_only_when_it_changes),
		TEST(reflection_answers_each_question_of_a_stream),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

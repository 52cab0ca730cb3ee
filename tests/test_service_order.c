/* Texts that are made ready side by side: recorded as if they came one at a time. */
#include "tests/support_service.h"

#include <semaphore.h>

#include "base/base64.h"
#include "proto/json.h"
#include "proto/message.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

#define SOURCES "\"sources\":[{\"id\":\"s\"}]"

static int open_rig(void **state)
{
	struct rig *rig = calloc(1, sizeof *rig);
	rig_open(rig);
	*state = rig;
	return 0;
}

static int open_wide_rig(void **state)
{
	struct rig *rig = calloc(1, sizeof *rig);
	rig_open_with(rig, (struct service_options){ .version = "test", .search_threads = 4 });
	*state = rig;
	return 0;
}

static int close_rig(void **state)
{
	rig_close(*state);
	free(*state);
	return 0;
}

/* ---- Calls under way -------------------------------------------------- */

static struct service_waiter *start(struct rig *rig, const char *method, const ProtobufCMessageDescriptor *type,
				    const char *json)
{
	Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
	struct arena arena;
	struct buffer envelope;
	struct bytes packed;
	ProtobufCMessage *message;
	arena_init(&arena, 16 << 20);
	buffer_init(&envelope, 16 << 20);
	assert_int_equal(json_read(type, bytes_text(json), &arena, &message, NULL), STATUS_OK);
	assert_int_equal(message_pack_arena(message, &arena, &packed), STATUS_OK);
	request.method = message_borrow(method);
	request.message = (ProtobufCBinaryData){ .len = packed.size,
						 .data = (uint8_t *)message_borrow((const char *)packed.data) };
	assert_int_equal(message_pack(&request.base, &envelope), STATUS_OK);
	struct service_waiter *waiter = service_handle_start(rig->service, &rig->peer, buffer_bytes(&envelope));
	assert_non_null(waiter);
	buffer_fini(&envelope);
	arena_fini(&arena);
	return waiter;
}

static struct service_waiter *start_text(struct rig *rig, const char *text)
{
	struct buffer json;
	buffer_init(&json, 16 << 20);
	assert_int_equal(buffer_put(&json, "{\"content\":\"", 12), STATUS_OK);
	assert_int_equal(base64_put(&json, bytes_text(text)), STATUS_OK);
	assert_int_equal(buffer_put(&json, "\"}", 3), STATUS_OK);
	struct service_waiter *waiter = start(rig, "/truce.v1.ImportService/ImportText",
					      &truce__v1__import_text_request__descriptor, (const char *)json.data);
	buffer_fini(&json);
	return waiter;
}

/* The revision of its reply, which has this code. */
static int64_t take(struct service_waiter *waiter, int code)
{
	struct buffer reply;
	assert_int_equal(service_handle_take(waiter, &reply), STATUS_OK);
	Truce__Rpc__V1__Response *r = truce__rpc__v1__response__unpack(NULL, reply.size, reply.data);
	assert_non_null(r);
	if (r->code != code)
		fail_msg("%d %s", r->code, r->message);
	int64_t revision = r->revision;
	truce__rpc__v1__response__free_unpacked(r, NULL);
	buffer_fini(&reply);
	return revision;
}

/* ---- A writer that waits ---------------------------------------------- */

struct plug {
	struct store_job job;
	sem_t sits, pulled;
};

static enum status sit(struct store_job *job, struct store_txn *txn)
{
	struct plug *plug = (struct plug *)(void *)job;
	(void)txn;
	sem_post(&plug->sits);
	sem_wait(&plug->pulled);
	return STATUS_OK;
}

static void nothing(struct store_job *job, enum status status)
{
	(void)job;
	(void)status;
}

static void plug_writer(struct rig *rig, struct plug *plug)
{
	*plug = (struct plug){ .job = { .run = sit, .done = nothing } };
	sem_init(&plug->sits, 0, 0);
	sem_init(&plug->pulled, 0, 0);
	store_submit(rig->store, &plug->job);
	sem_wait(&plug->sits);
}

/* Until what was asked before is ready. */
static void wait_ready(struct rig *rig)
{
	take(start_text(rig, " \n"), STATUS_INVALID_ARGUMENT); /* in its turn */
}

/* Has a record created after a text was read and before it is written. */
static void create_between(struct rig *rig, const char *method, const ProtobufCMessageDescriptor *type,
			   const char *json, const char *text)
{
	struct plug plug;
	plug_writer(rig, &plug);
	struct service_waiter *record = start(rig, method, type, json), *late = start_text(rig, text);
	wait_ready(rig);
	sem_post(&plug.pulled);
	assert_true(take(record, STATUS_OK) < take(late, STATUS_OK));
	sem_destroy(&plug.sits);
	sem_destroy(&plug.pulled);
}

#define MEETING(number, words)                                                                                         \
	"S/PV." number "\n\nPresident: Mr. First (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n"             \
	"Ms. Odd (Norway): " words "\n\nThe meeting rose at 4 p.m.\n"

static void a_text_knows_the_zone_that_was_recorded_while_it_was_read(void **state)
{
	struct rig *rig = *state;
	create_between(rig, "/truce.v1.ZoneService/CreateZone", &truce__v1__create_zone_request__descriptor,
		       "{\"zoneId\":\"lake\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"Lake "
		       "Belt\"," SOURCES "}}",
		       MEETING("9100", "We went to the Lake Belt."));
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9100-t1\"}");
	rig_has(rig, "\"target\":\"zones/lake\"");
}

static void a_citation_is_tied_to_what_was_recorded_while_its_text_was_read(void **state)
{
	struct rig *rig = *state;
	create_between(
		rig, "/truce.v1.StatementService/CreateStatement", &truce__v1__create_statement_request__descriptor,
		"{\"statementId\":\"one\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"symbol\":\"S/2020/77\"," SOURCES
		"}}",
		MEETING("9100", "We recall document S/2020/77.\n\nMr. Two (Peru): We recall document S/2020/78."));
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9100-t1\"}");
	rig_has(rig, "\"statement\":\"statements/one\"");
	create_between(/* now two have the symbol */
		       rig, "/truce.v1.StatementService/CreateStatement",
		       &truce__v1__create_statement_request__descriptor,
		       "{\"statementId\":\"two\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"symbol\":\"S/2020/"
		       "77\"," SOURCES "}}",
		       MEETING("9101", "We recall document S/2020/77."));
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9101-t1\"}");
	rig_has_not(rig, "\"statement\":\"statements/one\"");
	rig_has_not(rig, "\"statement\":\"statements/two\"");
}

/* ---- Side by side ----------------------------------------------------- */

/* The second of two is read long before the first. */
static void texts_are_recorded_in_the_order_in_which_they_came(void **state)
{
	enum { PAIRS = 24, WORDS = 4000 };
	struct rig *rig = *state;
	struct service_waiter *waiters[2 * PAIRS];
	char *words = malloc(WORDS * 12 + 1);
	for (int i = 0; i < WORDS; i++)
		memcpy(words + (size_t)i * 12, "wide is sea ", 13);
	for (int i = 0; i < PAIRS; i++) {
		char *large = support_text(MEETING("%d", "%s"), 9000 + i, words);
		char *small = support_text(MEETING("%d", "%d"), 9000 + i, i);
		waiters[2 * i] = start_text(rig, large);
		waiters[2 * i + 1] = start_text(rig, small);
		free(large);
		free(small);
	}
	int64_t last = 0;
	for (int i = 0; i < 2 * PAIRS; i++) {
		int64_t revision = take(waiters[i], STATUS_OK);
		assert_true(revision > last);
		last = revision;
	}
	free(words);
}

static void a_text_that_is_refused_holds_up_none_behind_it(void **state)
{
	struct rig *rig = *state;
	struct service_waiter *waiters[] = {
		start_text(rig, "Ms. Odd (Norway): One.\n"),
		start_text(rig, " \n"),
		start(rig, "/truce.v1.ImportService/ImportText", &truce__v1__import_text_request__descriptor, "{}"),
		start_text(rig, "Ms. Odd (Norway): Two.\n"),
	};
	int64_t first = take(waiters[0], STATUS_OK);
	take(waiters[1], STATUS_INVALID_ARGUMENT);
	take(waiters[2], STATUS_INVALID_ARGUMENT);
	assert_true(take(waiters[3], STATUS_OK) > first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_text_knows_the_zone_that_was_recorded_while_it_was_read, open_rig,
						close_rig),
		cmocka_unit_test_setup_teardown(a_citation_is_tied_to_what_was_recorded_while_its_text_was_read,
						open_rig, close_rig),
		cmocka_unit_test_setup_teardown(texts_are_recorded_in_the_order_in_which_they_came, open_wide_rig,
						close_rig),
		cmocka_unit_test_setup_teardown(a_text_that_is_refused_holds_up_none_behind_it, open_wide_rig,
						close_rig),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

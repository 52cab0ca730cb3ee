/* What is refused, how, and that the service goes on. */
#include "tests/support_service.h"

#include <pthread.h>

#include "base/time.h"
#include "proto/json.h"
#include "proto/message.h"
#include "proto/wire.h"
#include "truce/v1/zone_service.pb-c.h"

/* Whatever a test sent, a good caller is answered afterwards. */
static int close_rig(void **state)
{
	struct rig *rig = *state;
	rig->peer.role = ROLE_ADMIN;
	rig->authorization = NULL;
	rig->timeout_ms = 0;
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"after\",\"zone\":" ZONE_JSON "}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/after\"}");
	rig_expect(rig, STATUS_OK, "");
	return rig_tear_down(state);
}

static void put_field(struct buffer *b, uint32_t number, struct bytes content)
{
	assert_int_equal(wire_put_bytes(b, number, content), STATUS_OK);
}

static void an_unknown_method_is_unimplemented_and_a_near_one_is_named(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.GetZome", "{}");
	rig_expect(rig, STATUS_UNIMPLEMENTED, "NO_SUCH_METHOD");
	assert_non_null(strstr(rig->message, "did you mean /truce.v1.ZoneService/GetZone?"));
	rig_call(rig, "/nothing/like/it", "{}");
	rig_expect(rig, STATUS_UNIMPLEMENTED, "NO_SUCH_METHOD");
	rig_send(rig, bytes_of(NULL, 0));
	rig_expect(rig, STATUS_UNIMPLEMENTED, "NO_SUCH_METHOD");
}

static void every_refusal_carries_the_revision(void **state)
{
	struct rig *rig = *state;
	static const char *const methods[] = { "ZoneService.GetZome", "ZoneService.GetZone", "ZoneService.ListZones",
					       "ZoneService.DeleteZone", "ImportService.ImportText" };
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON "}");
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\"}");
	for (size_t i = 0; i < COUNT_OF(methods); i++) {
		rig_call_bytes(rig, methods[i], BYTES_LITERAL("\x0b"));
		assert_int_not_equal(rig->code, STATUS_OK);
		assert_int_equal(rig->response->revision, 2);
	}
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\"}");
	assert_int_not_equal(rig->code, STATUS_OK);
	assert_int_equal(rig->response->revision, 2);
}

static void a_timeout_is_one_to_six_hundred_seconds(void **state)
{
	struct rig *rig = *state;
	static const int64_t refused[] = { -1, INT64_MIN, SERVICE_TIMEOUT_MOST_MS + 1, INT64_MAX };
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		rig->timeout_ms = refused[i];
		rig_call(rig, "JournalService.GetHead", "{}");
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_TIMEOUT");
		assert_string_equal(rig->fields, "timeout_ms");
	}
	rig->timeout_ms = SERVICE_TIMEOUT_MOST_MS;
	rig_call(rig, "JournalService.GetHead", "{}");
	rig_expect(rig, STATUS_OK, "");
}

static void bytes_that_are_no_envelope_are_refused(void **state)
{
	struct rig *rig = *state;
	static const char *const rows[] = { "\x0a",
					    "\x0a\x05"
					    "ab",
					    "\xff\xff\xff",
					    "\x0b",
					    "\x08\x01",
					    "\x1a\x01"
					    "a" };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		rig_send(rig, bytes_text(rows[i]));
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_ENVELOPE");
	}
}

static void a_text_that_is_not_utf8_or_has_a_nul_is_named(void **state)
{
	struct rig *rig = *state;
	static const struct bytes bad[] = { { (const uint8_t *)"zones/\xff", 7 },
					    { (const uint8_t *)"zones/a\0b", 9 } };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct buffer message;
		buffer_init(&message, 1000);
		put_field(&message, 1, bad[i]);
		rig_call_bytes(rig, "ZoneService.GetZone", buffer_bytes(&message));
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig->fields, "name");
		buffer_fini(&message);
	}
	rig_call(rig, "JournalService.GetHead", "{}");
	struct buffer envelope;
	buffer_init(&envelope, 1000);
	put_field(&envelope, 1, bytes_of("/truce.v1.ZoneService/GetZone\0x", 31));
	rig_send(rig, buffer_bytes(&envelope));
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_ENVELOPE");
	buffer_fini(&envelope);
}

static void unknown_fields_are_refused_on_writes_and_skipped_on_reads(void **state)
{
	struct rig *rig = *state;
	struct buffer message;
	buffer_init(&message, 1000);
	struct bytes good = rig_pack(rig, "truce.v1.CreateZoneRequest", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON "}");
	assert_int_equal(buffer_put(&message, good.data, good.size), STATUS_OK);
	put_field(&message, 77, BYTES_LITERAL("x"));
	rig_call_bytes(rig, "ZoneService.CreateZone", buffer_bytes(&message));
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	message.size = 0;
	put_field(&message, 1, BYTES_LITERAL("zones/a"));
	put_field(&message, 77, BYTES_LITERAL("x"));
	rig_call_bytes(rig, "ZoneService.GetZone", buffer_bytes(&message));
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	buffer_fini(&message);
}

/* What protobuf-c reads, and cannot read back once it packed it. */
static void what_could_not_be_read_back_is_not_stored(void **state)
{
	struct rig *rig = *state;
	static const uint8_t odd[] = { 0x82, 0x00, 0x00 };
	rig_call_bytes(rig, "ZoneService.CreateZone", bytes_of(odd, sizeof odd));
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
}

static void nesting_of_46_kb_is_refused(void **state)
{
	struct rig *rig = *state;
	struct buffer inner, outer;
	buffer_init(&inner, 1 << 20);
	buffer_init(&outer, 1 << 20);
	while (inner.size < 46000) {
		outer.size = 0;
		put_field(&outer, 2, buffer_bytes(&inner));
		struct buffer kept = inner;
		inner = outer;
		outer = kept;
	}
	rig_call_bytes(rig, "ZoneService.CreateZone", buffer_bytes(&inner));
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	rig_call_bytes(rig, "ZoneService.ListZones", buffer_bytes(&inner));
	assert_int_not_equal(rig->code, STATUS_INTERNAL);
	buffer_fini(&inner);
	buffer_fini(&outer);
}

static void a_mebibyte_of_empty_messages_is_held_by_the_cap(void **state)
{
	struct rig *rig = *state;
	struct buffer zone, message;
	buffer_init(&zone, 4 << 20);
	buffer_init(&message, 4 << 20);
	for (int i = 0; i < 1 << 18; i++)
		put_field(&zone, 22, bytes_of(NULL, 0)); /* readings */
	for (int i = 0; i < 1 << 16; i++)
		put_field(&zone, 22, BYTES_LITERAL("\x3a\x00\x3a\x00\x3a\x00")); /* with sources */
	put_field(&message, 2, buffer_bytes(&zone));
	assert_true(message.size > 1 << 20);
	rig_call_bytes(rig, "ZoneService.CreateZone", buffer_bytes(&message));
	assert_true(rig->code == STATUS_INVALID_ARGUMENT || rig->code == STATUS_RESOURCE_EXHAUSTED);
	assert_true(rig->why[0] != '\0');
	buffer_fini(&zone);
	buffer_fini(&message);
}

static void a_point_read_takes_no_large_message(void **state)
{
	struct rig *rig = *state;
	uint8_t *large = calloc(1, 17 << 10);
	rig_call_bytes(rig, "ZoneService.GetZone", bytes_of(large, 17 << 10));
	rig_expect(rig, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE");
	free(large);
	large = calloc(1, SERVICE_MESSAGE_MOST + 1);
	rig_call_bytes(rig, "ZoneService.ListZones", bytes_of(large, SERVICE_MESSAGE_MOST + 1));
	rig_expect(rig, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE");
	free(large);
}

static void a_record_that_no_reply_could_hold_is_refused(void **state)
{
	struct rig *rig = *state;
	size_t size = SERVICE_MESSAGE_MOST - 4096;
	char *title = malloc(size + 1);
	memset(title, 'a', size);
	title[size] = '\0';
	rig_callf(rig, "ZoneService.CreateZone",
		  "{\"zoneId\":\"a\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"%s\","
		  "\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}}",
		  title);
	rig_expect(rig, STATUS_RESOURCE_EXHAUSTED, "RECORD_TOO_LARGE");
	free(title);
}

static void a_reply_that_would_be_too_large_is_refused_and_its_page_is_cut(void **state)
{
	struct rig *rig = *state;
	size_t size = 1 << 20;
	char *title = malloc(size + 1);
	memset(title, 'a', size);
	title[size] = '\0';
	for (int i = 0; i < 5; i++) {
		rig_callf(rig, "ZoneService.CreateZone",
			  "{\"zoneId\":\"z%d\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"%s\","
			  "\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}}",
			  i, title);
		rig_expect(rig, STATUS_OK, "");
	}
	rig_call(rig, "ZoneService.BatchGetZones", "{\"names\":[\"zones/z0\",\"zones/z1\",\"zones/z2\",\"zones/z3\"]}");
	rig_expect(rig, STATUS_RESOURCE_EXHAUSTED, "REPLY_TOO_LARGE");
	rig_call(rig, "ZoneService.ListZones", "{}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "zones/z2");
	rig_has_not(rig, "zones/z3");
	rig_callf(rig, "ZoneService.ListZones", "{\"pageToken\":\"%s\"}", rig_member(rig, "nextPageToken"));
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "zones/z2");
	rig_has(rig, "zones/z4");
	rig_call(rig, "JournalService.ListChanges", "{\"includeContent\":true}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "nextPageToken");
	free(title);
}

static void dates_that_do_not_exist_are_refused(void **state)
{
	struct rig *rig = *state;
	static const char *const dates[] = { "2017-02-30", "2017-13-01", "2017-9-1", "yesterday", "2017-00-10" };
	for (size_t i = 0; i < COUNT_OF(dates); i++) {
		rig_callf(rig, "RoundService.CreateRound",
			  "{\"round\":{\"process\":\"astana\",\"date\":{\"earliest\":\"%s\",\"latest\":\"2017-12-31\"},"
			  "\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}}",
			  dates[i]);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_non_null(strstr(rig->fields, "round.date.earliest"));
	}
}

static void filters_and_orders_that_are_wrong_name_the_place(void **state)
{
	struct rig *rig = *state;
	static const char *const methods[] = { "ZoneService.ListZones", "RoundService.ListRounds",
					       "StatementService.ListStatements", "StatementService.ListPassages",
					       "ZoneService.ListZoneStatuses" };
	for (size_t i = 0; i < COUNT_OF(methods); i++) {
		rig_call(rig, methods[i], "{\"filter\":\"a = \"}");
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FILTER");
		assert_non_null(strstr(rig->message, "position"));
		assert_string_equal(rig->fields, "filter");
		rig_call(rig, methods[i], "{\"orderBy\":\"nothing\"}");
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_ORDER_BY");
		assert_string_equal(rig->fields, "order_by");
	}
}

/* ---- Deadlines -------------------------------------------------------- */

struct taken {
	enum status status;
	bool done;
	pthread_mutex_t lock;
	pthread_cond_t wake;
};

static void take(void *arg, const struct service_reply *reply)
{
	struct taken *taken = arg;
	pthread_mutex_lock(&taken->lock);
	taken->status = reply->status;
	taken->done = true;
	pthread_cond_signal(&taken->wake);
	pthread_mutex_unlock(&taken->lock);
}

/* A call that came in so long ago that its time is up. */
static enum status call_late(struct rig *rig, const char *path, struct bytes message)
{
	struct taken taken = { .done = false };
	pthread_mutex_init(&taken.lock, NULL);
	pthread_cond_init(&taken.wake, NULL);
	struct service_request request = {
		.method = bytes_text(path),
		.message = message,
		.timeout_ms = 1000,
		.arrived = clock_monotonic() - 2 * NS_PER_SECOND,
		.peer = &rig->peer,
	};
	service_call(rig->service, &request, take, &taken);
	pthread_mutex_lock(&taken.lock);
	while (!taken.done)
		pthread_cond_wait(&taken.wake, &taken.lock);
	pthread_mutex_unlock(&taken.lock);
	pthread_mutex_destroy(&taken.lock);
	pthread_cond_destroy(&taken.wake);
	return taken.status;
}

static void a_call_whose_time_is_up_is_not_carried_out(void **state)
{
	struct rig *rig = *state;
	static const char *const rows[][3] = {
		{ "/truce.v1.ZoneService/GetZone", "truce.v1.GetZoneRequest", "{\"name\":\"zones/a\"}" },
		{ "/truce.v1.ZoneService/ListZones", "truce.v1.ListZonesRequest", "{}" },
		{ "/truce.v1.ZoneService/CreateZone", "truce.v1.CreateZoneRequest",
		  "{\"zoneId\":\"late\",\"zone\":" ZONE_JSON "}" },
		{ "/truce.v1.ImportService/ImportText", "truce.v1.ImportTextRequest",
		  "{\"content\":\"V2UgbWV0Lgo=\"}" },
		{ "/truce.v1.JournalService/WatchChanges", "truce.v1.WatchChangesRequest", "{}" },
	};
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON "}");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes message = rig_pack(rig, rows[i][1], rows[i][2]);
		assert_int_equal(call_late(rig, rows[i][0], message), STATUS_DEADLINE_EXCEEDED);
	}
	rig_call(rig, "JournalService.GetHead", "{}");
	assert_int_equal(rig->response->revision, 1);
}

/* ---- Access ----------------------------------------------------------- */

static void permission_is_checked_before_existence(void **state)
{
	struct rig *rig = *state;
	rig->peer.role = ROLE_READER;
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/nobody\"}");
	rig_expect(rig, STATUS_PERMISSION_DENIED, "ROLE");
	rig_call(rig, "ZoneService.CreateZone", "{\"zone\":{}}");
	rig_expect(rig, STATUS_PERMISSION_DENIED, "ROLE");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/nobody\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig->peer.role = ROLE_NONE;
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/nobody\"}");
	rig_expect(rig, STATUS_PERMISSION_DENIED, "ROLE");
}

/* SHA-256 of "secret". */
#define SECRET_DIGEST "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void a_token_stands_for_its_name_and_role(void **state)
{
	struct rig *rig = *state;
	struct rig own;
	char *path = support_text("%s/credentials", rig->folder);
	write_file(path, "# who may\n\namal writer " SECRET_DIGEST "\n");
	rig_open_with(&own, (struct service_options){ .credentials_file = path });
	own.peer.role = ROLE_NONE;
	own.authorization = "Bearer secret";
	rig_call(&own, "ZoneService.CreateZone", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON "}");
	rig_expect(&own, STATUS_OK, "");
	rig_call(&own, "JournalService.ListChanges", "{}");
	assert_string_equal(rig_member(&own, "actor"), "token:amal");
	own.authorization = "Bearer wrong";
	rig_call(&own, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_expect(&own, STATUS_UNAUTHENTICATED, "UNKNOWN_CREDENTIALS");
	own.authorization = "Basic secret";
	rig_call(&own, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_expect(&own, STATUS_UNAUTHENTICATED, "UNKNOWN_CREDENTIALS");
	rig_close(&own);
	free(path);
}

static void a_credentials_file_that_is_wrong_names_its_line(void **state)
{
	struct rig *rig = *state;
	static const char *const rows[] = { "amal",
					    "amal king " SECRET_DIGEST,
					    "amal writer 12",
					    "amal writer " SECRET_DIGEST " more",
					    "a/b writer " SECRET_DIGEST,
					    "amal writer certificate" };
	char *path = support_text("%s/credentials", rig->folder);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *text = support_text("# first\n%s\n", rows[i]);
		struct service_options options = { .store = rig->store, .credentials_file = path };
		struct service *service;
		struct error error;
		write_file(path, text);
		assert_int_equal(service_open(&options, &service, &error), STATUS_INVALID_ARGUMENT);
		assert_string_equal(error.reason, "INVALID_CREDENTIALS");
		assert_non_null(strstr(error.message, "line 2"));
		free(text);
	}
	struct service_options options = { .store = rig->store, .credentials_file = "/no/such/file" };
	struct service *service;
	struct error error;
	assert_int_equal(service_open(&options, &service, &error), STATUS_NOT_FOUND);
	free(path);
}

/* A token has one role, and so has a certificate's name; who has both may have two. */
static void what_has_a_role_by_another_line_is_refused(void **state)
{
	struct rig *rig = *state;
	static const struct row {
		const char *line, *says;
	} rows[] = {
		{ "amal reader certificate", "line 3: a line before gives a certificate of that name its role" },
		{ "eve reader " SECRET_DIGEST, "line 3: a line before gives that token its role" },
		{ "eve reader certificate", NULL },
	};
	char *path = support_text("%s/credentials", rig->folder);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *text = support_text("amal writer certificate\namal writer " SECRET_DIGEST "\n%s\n", rows[i].line);
		struct service_options options = { .store = rig->store,
						   .credentials_file = path,
						   .certificates = true };
		struct service *service = NULL;
		struct error error = { 0 };
		write_file(path, text);
		assert_int_equal(service_open(&options, &service, &error),
				 rows[i].says == NULL ? STATUS_OK : STATUS_INVALID_ARGUMENT);
		if (rows[i].says != NULL)
			assert_non_null(strstr(error.message, rows[i].says));
		service_close(service);
		free(text);
	}
	free(path);
}

static void a_reason_is_kept_to_its_limit(void **state)
{
	struct rig *rig = *state;
	char *reason = malloc(8193);
	memset(reason, 'r', 8192);
	reason[8192] = '\0';
	rig->reason = reason;
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON "}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_ENVELOPE");
	rig->reason = NULL;
	free(reason);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, close_rig)
	const struct CMUnitTest tests[] = {
		TEST(an_unknown_method_is_unimplemented_and_a_near_one_is_named),
		TEST(every_refusal_carries_the_revision),
		TEST(a_timeout_is_one_to_six_hundred_seconds),
		TEST(bytes_that_are_no_envelope_are_refused),
		TEST(a_text_that_is_not_utf8_or_has_a_nul_is_named),
		TEST(unknown_fields_are_refused_on_writes_and_skipped_on_reads),
		TEST(what_could_not_be_read_back_is_not_stored),
		TEST(nesting_of_46_kb_is_refused),
		TEST(a_mebibyte_of_empty_messages_is_held_by_the_cap),
		TEST(a_point_read_takes_no_large_message),
		TEST(a_record_that_no_reply_could_hold_is_refused),
		TEST(a_reply_that_would_be_too_large_is_refused_and_its_page_is_cut),
		TEST(dates_that_do_not_exist_are_refused),
		TEST(filters_and_orders_that_are_wrong_name_the_place),
		TEST(a_call_whose_time_is_up_is_not_carried_out),
		TEST(permission_is_checked_before_existence),
		TEST(a_token_stands_for_its_name_and_role),
		TEST(a_credentials_file_that_is_wrong_names_its_line),
		TEST(what_has_a_role_by_another_line_is_refused),
		TEST(a_reason_is_kept_to_its_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

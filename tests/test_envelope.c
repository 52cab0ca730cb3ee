#include "tests/support.h"

#include "proto/message.h"
#include "proto/wire.h"
#include "service/service.h"
#include "truce/rpc/v1/envelope.pb-c.h"

static struct buffer pack(const Truce__Rpc__V1__Request *request)
{
	struct buffer b;
	buffer_init(&b, 1 << 20);
	assert_int_equal(message_pack(&request->base, &b), STATUS_OK);
	return b;
}

static void a_request_is_read_as_it_was_packed(void **state)
{
	(void)state;
	Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
	Truce__Rpc__V1__Request__MetadataEntry rows[4], *list[] = { &rows[0], &rows[1], &rows[2], &rows[3] };
	static const char *const entries[][2] = { { "authorization", "Bearer old" },
						  { "other", "x" },
						  { "truce-reason", "why" },
						  { "authorization", "Bearer new" } };
	uint8_t message[] = { 1, 2, 3 };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		truce__rpc__v1__request__metadata_entry__init(&rows[i]);
		rows[i].key = message_borrow(entries[i][0]);
		rows[i].value = message_borrow(entries[i][1]);
	}
	request.method = message_borrow("/a.B/C");
	request.message = (ProtobufCBinaryData){ .len = sizeof message, .data = message };
	request.timeout_ms = -5;
	request.metadata = list;
	request.n_metadata = COUNT_OF(rows);
	struct buffer b = pack(&request);
	struct service_request out;
	struct error error;
	assert_int_equal(envelope_decode(buffer_bytes(&b), &out, &error), STATUS_OK);
	assert_true(bytes_equal(out.method, BYTES_LITERAL("/a.B/C")));
	assert_true(bytes_equal(out.message, bytes_of(message, sizeof message)));
	assert_int_equal(out.timeout_ms, -5);
	assert_true(bytes_equal(out.authorization, BYTES_LITERAL("Bearer new")));
	assert_true(bytes_equal(out.reason, BYTES_LITERAL("why")));
	for (size_t size = 0; size < b.size; size++) {
		enum status status = envelope_decode(bytes_of(b.data, size), &out, &error);
		assert_true(status == STATUS_OK || status == STATUS_INVALID_ARGUMENT);
	}
	buffer_fini(&b);
}

static void an_empty_request_has_everything_unset(void **state)
{
	(void)state;
	struct service_request out;
	struct error error;
	assert_int_equal(envelope_decode(bytes_of(NULL, 0), &out, &error), STATUS_OK);
	assert_int_equal(out.method.size + out.message.size + out.authorization.size + out.reason.size, 0);
	assert_int_equal(out.timeout_ms, 0);
}

static void fields_that_are_not_known_are_skipped(void **state)
{
	(void)state;
	struct buffer b;
	struct service_request out;
	struct error error;
	buffer_init(&b, 1000);
	assert_int_equal(wire_put_bytes(&b, 99, BYTES_LITERAL("later")), STATUS_OK);
	assert_int_equal(wire_put_bytes(&b, 1, BYTES_LITERAL("/a.B/C")), STATUS_OK);
	assert_int_equal(envelope_decode(buffer_bytes(&b), &out, &error), STATUS_OK);
	assert_true(bytes_equal(out.method, BYTES_LITERAL("/a.B/C")));
	buffer_fini(&b);
}

static void what_is_over_a_limit_or_of_a_wrong_type_is_named(void **state)
{
	(void)state;
	static const struct {
		uint32_t number;
		size_t size, times;
		const char *word;
	} rows[] = {
		{ 1, 257, 1, "method" },
		{ 4, 8193, 1, "metadata" },
		{ 4, 0, 33, "metadata" },
		{ 3, 1, 1, "timeout_ms" },
	};
	char *text = malloc(9000);
	memset(text, 'a', 9000);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buffer b;
		struct service_request out;
		struct error error;
		buffer_init(&b, 1 << 20);
		for (size_t k = 0; k < rows[i].times; k++)
			assert_int_equal(wire_put_bytes(&b, rows[i].number, bytes_of(text, rows[i].size)), STATUS_OK);
		assert_int_equal(envelope_decode(buffer_bytes(&b), &out, &error), STATUS_INVALID_ARGUMENT);
		assert_string_equal(error.reason, "INVALID_ENVELOPE");
		assert_non_null(strstr(error.message, rows[i].word));
		buffer_fini(&b);
	}
	free(text);
}

static void a_reply_is_what_protobuf_packs(void **state)
{
	(void)state;
	struct bytes parts[] = { BYTES_LITERAL("abc"), { NULL, 0 }, BYTES_LITERAL("de") };
	struct bytes details[] = { BYTES_LITERAL("\n\001x") };
	const struct service_reply rows[] = {
		{ .message = "" },
		{ .message = "", .parts = parts, .part_count = 3, .size = 5, .revision = 77 },
		{ .message = "", .parts = parts, .part_count = 3, .size = 5, .revision = INT64_MAX },
		{ .status = STATUS_ABORTED, .message = "why", .details = details, .detail_count = 1, .revision = 3 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buffer b, again;
		buffer_init(&b, 1000);
		buffer_init(&again, 1000);
		assert_int_equal(envelope_encode(&rows[i], &b), STATUS_OK);
		assert_int_equal(b.size, envelope_size(&rows[i]));
		Truce__Rpc__V1__Response *r = truce__rpc__v1__response__unpack(NULL, b.size, b.data);
		assert_non_null(r);
		assert_int_equal(r->code, rows[i].status);
		assert_string_equal(r->message, rows[i].message);
		assert_int_equal(r->payload.len, rows[i].size);
		assert_int_equal(r->revision, rows[i].revision);
		assert_int_equal(r->n_details, rows[i].detail_count);
		assert_int_equal(message_pack(&r->base, &again), STATUS_OK);
		assert_true(bytes_equal(buffer_bytes(&b), buffer_bytes(&again)));
		truce__rpc__v1__response__free_unpacked(r, NULL);
		buffer_fini(&b);
		buffer_fini(&again);
	}
}

static void a_reply_that_finds_no_room_leaves_the_buffer_alone(void **state)
{
	(void)state;
	struct buffer b;
	struct error error;
	buffer_init(&b, 8);
	assert_int_equal(buffer_put(&b, "kept", 4), STATUS_OK);
	error_set(&error, STATUS_NOT_FOUND, "REASON", "A message that is longer than the room.");
	assert_int_equal(envelope_refuse(&error, 0, &b), STATUS_RESOURCE_EXHAUSTED);
	assert_true(bytes_equal(buffer_bytes(&b), BYTES_LITERAL("kept")));
	buffer_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_read_as_it_was_packed),
		cmocka_unit_test(an_empty_request_has_everything_unset),
		cmocka_unit_test(fields_that_are_not_known_are_skipped),
		cmocka_unit_test(what_is_over_a_limit_or_of_a_wrong_type_is_named),
		cmocka_unit_test(a_reply_is_what_protobuf_packs),
		cmocka_unit_test(a_reply_that_finds_no_room_leaves_the_buffer_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* gRPC as it comes over a socket: calls by a client of nghttp2, and frames by hand. */
#include "tests/support_grpc.h"

#include <sys/socket.h>
#include <unistd.h>

#include "proto/wire.h"
#include "service/grpc_gzip.h"
#include "tests/support_wire.h"

#define HEALTH "/grpc.health.v1.Health/Check"
#define GET_ZONE "/truce.v1.ZoneService/GetZone"
#define LIST_ZONES "/truce.v1.ZoneService/ListZones"
#define CREATE_ZONE "/truce.v1.ZoneService/CreateZone"

static int open_wire(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ 0 });
}

/* ---- Calls ------------------------------------------------------------ */

static void call_each_mode(struct grpc_rig *w, const char *url)
{
	struct grpc_client c;
	struct buffer none, name;
	grpc_frame(&none, bytes_of(NULL, 0));
	grpc_frame(&name, rig_pack(&w->rig, "truce.v1.GetZoneRequest", "{\"name\":\"zones/north\"}"));
	grpc_open(&c, url);
	struct grpc_call *list = grpc_begin(&c, LIST_ZONES, buffer_bytes(&none), false, NULL);
	struct grpc_call *get = grpc_begin(&c, GET_ZONE, buffer_bytes(&name), false, NULL);
	struct grpc_call *health = grpc_begin(&c, HEALTH, buffer_bytes(&none), false, NULL);
	struct grpc_call *const calls[] = { list, get, health };
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		grpc_wait(&c, calls[i]);
		assert_int_equal(calls[i]->status, STATUS_OK);
		assert_string_equal(calls[i]->http, "200");
		assert_string_equal(calls[i]->type, "application/grpc");
		assert_int_equal(calls[i]->heads, 2);
		assert_int_equal(grpc_messages(calls[i]), 1);
		assert_int_equal(calls[i]->revision, 1);
		assert_int_equal(calls[i]->code, NGHTTP2_NO_ERROR);
	}
	assert_true(grpc_message(get, 0).size > 20);
	assert_true(grpc_message(list, 0).size > grpc_message(get, 0).size);
	grpc_close(&c);
	buffer_fini(&none);
	buffer_fini(&name);
}

static void calls_of_each_mode_are_answered(void **state)
{
	grpc_on_both(*state, call_each_mode);
}

static void a_failure_is_told_in_a_head_that_is_all(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	struct buffer name;
	grpc_frame(&name, rig_pack(&w->rig, "truce.v1.GetZoneRequest", "{\"name\":\"zones/nowhere\"}"));
	grpc_open(&c, w->tcp);
	struct grpc_call *get = grpc_begin(&c, GET_ZONE, buffer_bytes(&name), false, NULL);
	struct grpc_call *none = grpc_begin(&c, "/truce.v1.ZoneService/GetZon", buffer_bytes(&name), false, NULL);
	grpc_wait(&c, get);
	grpc_wait(&c, none);
	assert_int_equal(get->heads, 1);
	assert_int_equal(get->status, STATUS_NOT_FOUND);
	assert_non_null(strstr(get->message, "zones/nowhere is not on record"));
	assert_true(strlen(get->details) > 80);
	assert_int_equal(none->status, STATUS_UNIMPLEMENTED);
	assert_non_null(strstr(none->message, "did you mean /truce.v1.ZoneService/GetZone?"));
	grpc_close(&c);
	buffer_fini(&name);
}

/* ---- Form --------------------------------------------------------------- */

#define LIST_CHANGES "/truce.v1.JournalService/ListChanges"

static void send_by_bytes(struct grpc_rig *w, const char *url)
{
	struct grpc_client c;
	struct buffer name;
	grpc_frame(&name, rig_pack(&w->rig, "truce.v1.GetZoneRequest", "{\"name\":\"zones/north\"}"));
	grpc_open(&c, url);
	c.pads = true;
	struct grpc_call *call = grpc_begin(&c, GET_ZONE, bytes_of(NULL, 0), true, NULL);
	for (size_t i = 0; i < name.size; i++)
		grpc_send(&c, call, bytes_of(name.data + i, 1), i + 1 < name.size);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_OK);
	grpc_close(&c);
	buffer_fini(&name);
}

static void a_message_may_come_byte_by_byte_in_padded_frames(void **state)
{
	grpc_on_both(*state, send_by_bytes);
}

/* What gzip makes of a message, as a frame. */
static void put_packed(struct buffer *out, struct bytes plain)
{
	struct buffer packed;
	buffer_init(out, SIZE_MAX);
	buffer_init(&packed, SIZE_MAX);
	assert_int_equal(gzip_pack(&plain, 1, &packed), STATUS_OK);
	grpc_put(out, buffer_bytes(&packed), true);
	buffer_fini(&packed);
}

static void who_packs_is_answered_packed(void **state)
{
	struct grpc_rig *w = *state;
	static const struct grpc_field both[] = { { "grpc-encoding", "gzip" },
						  { "grpc-accept-encoding", "identity, deflate, gzip" },
						  { NULL, NULL } };
	struct grpc_client c;
	struct buffer plain, packed, got;
	grpc_rig_create(w, 0, 20);
	struct bytes all = rig_pack(&w->rig, "truce.v1.ListChangesRequest", "{\"includeContent\":true}");
	put_packed(&packed, all);
	grpc_frame(&plain, all);
	grpc_open(&c, w->tcp);
	struct grpc_call *one = grpc_begin(&c, LIST_CHANGES, buffer_bytes(&packed), false, both);
	struct grpc_call *other = grpc_begin(&c, LIST_CHANGES, buffer_bytes(&plain), false, NULL);
	struct grpc_call *takes_none = grpc_begin(&c, LIST_CHANGES, buffer_bytes(&packed), false,
						  (struct grpc_field[]){ both[0], { NULL, NULL } });
	grpc_wait(&c, one);
	grpc_wait(&c, other);
	grpc_wait(&c, takes_none);
	assert_string_equal(one->encoding, "gzip");
	assert_string_equal(other->encoding, "");
	assert_int_equal(one->got.data[0], 1);
	assert_int_equal(other->got.data[0], 0);
	assert_int_equal(takes_none->got.data[0], 0);
	buffer_init(&got, SIZE_MAX / 2);
	assert_int_equal(gzip_unpack(grpc_message(one, 0), &got), STATUS_OK);
	assert_true(bytes_equal(buffer_bytes(&got), grpc_message(other, 0)));
	assert_true(bytes_equal(grpc_message(takes_none, 0), grpc_message(other, 0)));
	assert_true(grpc_message(one, 0).size < got.size); /* digests, the larger part, do not pack */
	grpc_close(&c);
	buffer_fini(&plain);
	buffer_fini(&packed);
	buffer_fini(&got);
}

static void a_reason_in_binary_metadata_is_recorded(void **state)
{
	struct grpc_rig *w = *state;
	static const struct grpc_field reason[] = { { "truce-reason-bin", "dsO2w7Z0" }, { NULL, NULL } };
	struct grpc_client c;
	grpc_open(&c, w->ipc);
	struct grpc_call *call = grpc_begin_json(w, &c, CREATE_ZONE, "truce.v1.CreateZoneRequest",
						 "{\"zoneId\":\"south\",\"zone\":" ZONE_JSON "}", false, reason);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_OK);
	assert_int_equal(call->revision, 2);
	grpc_close(&c);
	assert_int_equal(rig_call(&w->rig, "JournalService.ListChanges", "{}"), STATUS_OK);
	rig_has(&w->rig, "\"vööt\"");
}

static int open_narrow(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ .in_flight = 2 });
}

/* Two calls are all that this connection may have. */
static void a_call_that_is_taken_back_makes_room(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	grpc_open(&c, w->tcp);
	for (int i = 0; i < 50; i++) {
		struct grpc_call *one = grpc_begin_watch(w, &c, "{\"afterRevision\":\"-1\"}", NULL);
		struct grpc_call *two = grpc_begin_watch(w, &c, "{\"afterRevision\":\"-1\"}", NULL);
		grpc_cancel(&c, one);
		grpc_cancel(&c, two);
		struct grpc_call *list =
			grpc_begin_json(w, &c, LIST_ZONES, "truce.v1.ListZonesRequest", "{}", false, NULL);
		grpc_wait(&c, list);
		assert_int_equal(list->status, STATUS_OK);
	}
	grpc_close(&c);
}

static void who_sends_no_more_is_answered_what_it_asked(void **state)
{
	struct grpc_rig *w = *state;
	const char *urls[] = { w->tcp, w->ipc };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		struct grpc_client c;
		struct grpc_call *calls[8];
		grpc_open(&c, urls[i]);
		for (size_t k = 0; k < COUNT_OF(calls); k += 2) {
			char *zone = support_text("{\"zoneId\":\"z%zu-%zu\",\"zone\":" ZONE_JSON "}", i, k);
			calls[k] = grpc_begin_json(w, &c, CREATE_ZONE, "truce.v1.CreateZoneRequest", zone, false, NULL);
			calls[k + 1] =
				grpc_begin_json(w, &c, LIST_ZONES, "truce.v1.ListZonesRequest", "{}", false, NULL);
			free(zone);
		}
		grpc_push(&c);
		assert_int_equal(shutdown(c.fd, SHUT_WR), 0);
		for (size_t k = 0; k < COUNT_OF(calls); k++) {
			grpc_wait(&c, calls[k]);
			assert_int_equal(calls[k]->status, i == 0 && k % 2 == 0 ? STATUS_PERMISSION_DENIED : STATUS_OK);
		}
		grpc_wait_gone(&c);
		grpc_close(&c);
	}
}

/* Requests of nearly 4 MiB: a field that nobody knows, which reads let pass. */
static void large_requests_come_through_small_windows(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	struct buffer frames;
	size_t size = SERVICE_MESSAGE_MOST - 100;
	uint8_t *message = calloc(1, size);
	assert_non_null(message);
	memcpy(message, "\xfa\x07\xd4\xfe\xff\x01", 6); /* field 127, 4194132 bytes */
	size = 6 + 4194132;
	grpc_frame(&frames, bytes_of(message, size > SERVICE_MESSAGE_MOST ? 0 : size));
	free(message);
	grpc_open(&c, w->tcp);
	c.pads = true;
	struct grpc_call *calls[6];
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		calls[i] = grpc_begin(&c, LIST_ZONES, buffer_bytes(&frames), false, NULL);
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		grpc_wait(&c, calls[i]);
		if (calls[i]->status != STATUS_OK)
			fail_msg("%d %s", calls[i]->status, calls[i]->message);
	}
	grpc_close(&c);
	buffer_fini(&frames);
}

static void large_replies_go_through_small_windows(void **state)
{
	struct grpc_rig *w = *state;
	struct grpc_client c;
	grpc_rig_create(w, 0, 900);
	grpc_open_window(&c, w->ipc, 1000);
	struct grpc_call *calls[12];
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		calls[i] = grpc_begin_json(w, &c, LIST_CHANGES, "truce.v1.ListChangesRequest",
					   "{\"includeContent\":true,\"pageSize\":1000}", false, NULL);
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		grpc_wait(&c, calls[i]);
		assert_int_equal(calls[i]->status, STATUS_OK);
		assert_true(grpc_message(calls[i], 0).size > 200000);
		assert_true(bytes_equal(grpc_message(calls[i], 0), grpc_message(calls[0], 0)));
	}
	grpc_close(&c);
}

/* ---- HTTP/1 ----------------------------------------------------------- */

static void http_1_is_told_what_this_port_is(void **state)
{
	struct grpc_rig *w = *state;
	static const char request[] = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
	char answer[1024];
	size_t size = 0;
	ssize_t count;
	int fd = wire_connect(w->tcp);
	wire_send(fd, request, sizeof request - 1);
	while ((count = read(fd, answer + size, sizeof answer - 1 - size)) > 0)
		size += (size_t)count;
	answer[size] = '\0';
	close(fd);
	assert_non_null(strstr(answer, "HTTP/1.1 505 "));
	assert_non_null(strstr(answer, "gRPC"));
	grpc_good(w->tcp, HEALTH, bytes_of(NULL, 0));
}

int main(void)
{
	alarm(280);
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_wire, grpc_rig_close)
	const struct CMUnitTest tests[] = {
		TEST(calls_of_each_mode_are_answered),
		TEST(a_failure_is_told_in_a_head_that_is_all),
		TEST(a_message_may_come_byte_by_byte_in_padded_frames),
		TEST(who_packs_is_answered_packed),
		TEST(a_reason_in_binary_metadata_is_recorded),
		cmocka_unit_test_setup_teardown(a_call_that_is_taken_back_makes_room, open_narrow, grpc_rig_close),
		TEST(who_sends_no_more_is_answered_what_it_asked),
		TEST(large_requests_come_through_small_windows),
		TEST(large_replies_go_through_small_windows),
		TEST(http_1_is_told_what_this_port_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Peers of gRPC that are broken, slow or hostile: each is told or cut, and afterwards a
 * good client is answered and the memory is back. */
#include "tests/support_frames.h"

#include <malloc.h>
#include <unistd.h>
#include <zlib.h>

#include "tests/support_wire.h"

#define HEALTH "/grpc.health.v1.Health/Check"
#define LIST_CHANGES "/truce.v1.JournalService/ListChanges"
#define LIST_ZONES "/truce.v1.ZoneService/ListZones"
#define WATCH "/truce.v1.JournalService/WatchChanges"
#define REFLECTION "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
#define FAST ((struct listener_limits){ .frame_ms = 200, .send_ms = 200, .handshake_ms = 200 })
#define MEMORY_SLACK ((size_t)24 << 20) /* what the service keeps of finished calls for the next, and the allocator */

static int open_plain(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ 0 });
}

static int open_fast(void **state)
{
	return grpc_rig_open(state, FAST);
}

static size_t memory(void)
{
	struct mallinfo2 now = mallinfo2();
	return now.uordblks + now.hblkhd;
}

static void assert_memory_is_back(size_t before)
{
	assert_true(memory() < before + MEMORY_SLACK);
}

/* ---- Requests that are wrong ------------------------------------------- */

static const struct grpc_field none[] = { { NULL, NULL } };

struct wrong {
	const char *name;
	struct grpc_field fields[2];
	const char *frames;
	size_t size;
	const char *http;
	int status;
	const char *words;
};

#define EMPTY "\0\0\0\0\0", 5

static const struct wrong wrongs[] = {
	{ "another method", { { ":method", "GET" } }, EMPTY, "405", STATUS_UNKNOWN, "POST" },
	{ "JSON", { { "content-type", "application/json" } }, EMPTY, "415", STATUS_UNKNOWN, "application/grpc" },
	{ "gRPC of JSON", { { "content-type", "application/grpc+json" } }, EMPTY, "415", STATUS_UNKNOWN, "grpc+proto" },
	{ "a name that goes on", { { "content-type", "application/grpcx" } }, EMPTY, "415", STATUS_UNKNOWN, "" },
	{ "gRPC of protobuf", { { "content-type", "application/grpc+proto" } }, EMPTY, "200", STATUS_OK, "" },
	{ "a charset", { { "content-type", "application/grpc;charset=x" } }, EMPTY, "200", STATUS_OK, "" },
	{ "no unit", { { "grpc-timeout", "5" } }, EMPTY, "200", STATUS_INVALID_ARGUMENT, "grpc-timeout" },
	{ "no digits", { { "grpc-timeout", "S" } }, EMPTY, "200", STATUS_INVALID_ARGUMENT, "grpc-timeout" },
	{ "nine digits", { { "grpc-timeout", "123456789m" } }, EMPTY, "200", STATUS_INVALID_ARGUMENT, "grpc-timeout" },
	{ "another unit", { { "grpc-timeout", "5s" } }, EMPTY, "200", STATUS_INVALID_ARGUMENT, "grpc-timeout" },
	{ "a sign", { { "grpc-timeout", "-5S" } }, EMPTY, "200", STATUS_INVALID_ARGUMENT, "grpc-timeout" },
	{ "hours", { { "grpc-timeout", "99999999H" } }, EMPTY, "200", STATUS_OK, "" },
	{ "minutes", { { "grpc-timeout", "1M" } }, EMPTY, "200", STATUS_OK, "" },
	{ "seconds", { { "grpc-timeout", "100S" } }, EMPTY, "200", STATUS_OK, "" },
	{ "milliseconds", { { "grpc-timeout", "20000m" } }, EMPTY, "200", STATUS_OK, "" },
	{ "microseconds", { { "grpc-timeout", "20000000u" } }, EMPTY, "200", STATUS_OK, "" },
	{ "nanoseconds", { { "grpc-timeout", "1n" } }, EMPTY, "200", STATUS_DEADLINE_EXCEEDED, "" },
	{ "no time", { { "grpc-timeout", "0S" } }, EMPTY, "200", STATUS_DEADLINE_EXCEEDED, "run out" },
	{ "another coding", { { "grpc-encoding", "br" } }, EMPTY, "200", STATUS_UNIMPLEMENTED, "gzip" },
	{ "a coding named, not used", { { "grpc-encoding", "gzip" } }, EMPTY, "200", STATUS_OK, "" },
	{ "identity", { { "grpc-encoding", "identity" } }, EMPTY, "200", STATUS_OK, "" },
	{ "no such token", { { "authorization", "Bearer x" } }, EMPTY, "200", STATUS_UNAUTHENTICATED, "Bearer" },
	{ "no base64", { { "truce-reason-bin", "a" } }, EMPTY, "200", STATUS_INVALID_ARGUMENT, "base64" },
	{ "a flag of 2", { { NULL } }, "\2\0\0\0\0", 5, "200", STATUS_INTERNAL, "neither 0 nor 1" },
	{ "packed without a coding", { { NULL } }, "\1\0\0\0\0", 5, "200", STATUS_INTERNAL, "grpc-encoding" },
	{ "what gzip does not make",
	  { { "grpc-encoding", "gzip" } },
	  "\1\0\0\0\3abc",
	  8,
	  "200",
	  STATUS_INTERNAL,
	  "gzip" },
	{ "no message", { { NULL } }, "", 0, "200", STATUS_UNIMPLEMENTED, "no message" },
	{ "two messages", { { NULL } }, "\0\0\0\0\0\0\0\0\0\0", 10, "200", STATUS_UNIMPLEMENTED, "more than one" },
	{ "half a prefix", { { NULL } }, "\0\0", 2, "200", STATUS_INTERNAL, "middle" },
	{ "half a message", { { NULL } }, "\0\0\0\0\5abc", 8, "200", STATUS_INTERNAL, "middle" },
	{ "too large a claim", { { NULL } }, "\0\x7F\xFF\xFF\xFF", 5, "200", STATUS_RESOURCE_EXHAUSTED, "at most" },
};

static void a_request_that_is_wrong_is_told_how(void **state)
{
	struct grpc_rig *g = *state;
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
		const struct wrong *w = &wrongs[i];
		struct grpc_call *call = grpc_begin(&c, LIST_ZONES, bytes_of(w->frames, w->size), false, w->fields);
		grpc_wait(&c, call);
		if (strcmp(call->http, w->http) != 0 || call->status != w->status ||
		    strstr(call->message, w->words) == NULL)
			fail_msg("%s: %s %d %s", w->name, call->http, call->status, call->message);
		if (strcmp(w->name, "another coding") == 0)
			assert_string_equal(call->accepts, "identity,gzip");
	}
	grpc_close(&c);
	grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
}

/* A refusal does not wait for the rest of the request, which is not taken any more. */
static void a_refused_request_need_not_be_sent_whole(void **state)
{
	struct grpc_rig *g = *state;
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	struct grpc_call *large = grpc_begin(&c, LIST_ZONES, bytes_of("\0\x7F\xFF\xFF\xFF", 5), true, none);
	struct grpc_call *absent = grpc_begin(&c, "/no/such", bytes_of(NULL, 0), true, none);
	grpc_wait(&c, large);
	grpc_wait(&c, absent);
	assert_int_equal(large->status, STATUS_RESOURCE_EXHAUSTED);
	assert_int_equal(absent->status, STATUS_UNIMPLEMENTED);
	assert_int_equal(large->code, NGHTTP2_NO_ERROR);
	grpc_close(&c);
}

static void metadata_has_a_limit(void **state)
{
	struct grpc_rig *g = *state;
	char value[4000];
	struct grpc_field fields[6] = { { NULL, NULL } };
	static const char *const names[] = { "x-a", "x-b", "x-c", "x-d", "x-e" };
	memset(value, 'v', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	for (size_t i = 0; i < COUNT_OF(names); i++)
		fields[i] = (struct grpc_field){ names[i], value };
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	struct grpc_call *call = grpc_begin(&c, HEALTH, bytes_of("\0\0\0\0\0", 5), false, fields);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_RESOURCE_EXHAUSTED);
	fields[3].name = NULL;
	call = grpc_begin(&c, HEALTH, bytes_of("\0\0\0\0\0", 5), false, fields);
	grpc_wait(&c, call);
	assert_int_equal(call->status, STATUS_OK);
	grpc_close(&c);
}

/* ---- gzip --------------------------------------------------------------- */

static void pack(struct bytes plain, struct buffer *out)
{
	z_stream z = { 0 };
	uint8_t *room = malloc(plain.size / 500 + 4096);
	assert_non_null(room);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY), Z_OK);
	union {
		const uint8_t *in;
		Bytef *out;
	} pun = { .in = plain.data };
	z.next_in = pun.out;
	z.avail_in = (uInt)plain.size;
	z.next_out = room;
	z.avail_out = (uInt)(plain.size / 500 + 4096);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	grpc_put(out, bytes_of(room, z.total_out), true);
	deflateEnd(&z);
	free(room);
}

static void a_gzip_bomb_is_refused_at_the_limit(void **state)
{
	struct grpc_rig *g = *state;
	static const struct grpc_field gzip[] = { { "grpc-encoding", "gzip" }, { NULL, NULL } };
	size_t size = (size_t)256 << 20, before = memory();
	struct buffer frames;
	uint8_t *zeros = calloc(1, size);
	assert_non_null(zeros);
	buffer_init(&frames, SIZE_MAX);
	pack(bytes_of(zeros, size), &frames);
	free(zeros);
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	for (int i = 0; i < 8; i++) {
		struct grpc_call *call = grpc_begin(&c, LIST_ZONES, buffer_bytes(&frames), false, gzip);
		grpc_wait(&c, call);
		assert_int_equal(call->status, STATUS_RESOURCE_EXHAUSTED);
		assert_non_null(strstr(call->message, "unpacks to more"));
	}
	grpc_close(&c);
	buffer_fini(&frames);
	grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
	assert_memory_is_back(before);
}

/* A call that its client took back before its first frame left. */
static void a_reset_of_what_was_never_begun_is_let_pass(void **state)
{
	struct grpc_rig *g = *state;
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	frames_put(&out, RST_STREAM, 0, 5, bytes_of("\0\0\0\x8", 4));
	frames_put(&out, PING, 0, 0, bytes_of("12345678", 8));
	for (size_t piece = 1; piece <= out.size; piece++) {
		int fd = frames_open(g->tcp);
		for (size_t at = 0; at < out.size; at += piece)
			wire_send(fd, out.data + at, out.size - at < piece ? out.size - at : piece);
		uint8_t header[9], content[64];
		do { /* the first that comes of GOAWAY and the answer to the PING */
			wire_receive(fd, header, sizeof header);
			assert_true(header[2] <= sizeof content);
			wire_receive(fd, content, header[2]);
			assert_int_not_equal(header[3], GOAWAY);
		} while (header[3] != PING);
		close(fd);
	}
	buffer_fini(&out);
}

/* ---- Other protocols ------------------------------------------------------ */

static void begin_otherwise(const char *url, const char *bytes, size_t size)
{
	int fd = wire_connect(url);
	wire_send(fd, bytes, size);
	wire_until_closed(fd);
	close(fd);
}

static void a_mixture_of_protocols_is_cut(void **state)
{
	struct grpc_rig *g = *state;
	static const char sp_then_h2[] = "\0SP\0\0\x30\0\0" NGHTTP2_CLIENT_MAGIC;
	static const char h2_then_sp[] = NGHTTP2_CLIENT_MAGIC "\0SP\0\0\x30\0\0\0\0\0\0\0\0\0\x8\x80\0\0\1abcd";
	const char *const urls[] = { g->tcp, g->ipc };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		begin_otherwise(urls[i], sp_then_h2, sizeof sp_then_h2 - 1);
		begin_otherwise(urls[i], h2_then_sp, sizeof h2_then_sp - 1);
		begin_otherwise(urls[i], "PRI * HTTP/2.0\r\n\r\nSX", 20);
		grpc_good(urls[i], HEALTH, bytes_of(NULL, 0));
	}
}

/* ---- Those who do not go on ------------------------------------------------ */

static void a_head_that_comes_too_slowly_is_cut(void **state)
{
	struct grpc_rig *g = *state;
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	frames_put(&out, HEADERS, 0, 1, frames_head);
	const size_t sizes[] = { 4, 9, 20, out.size };
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		int fd = frames_open(g->tcp);
		wire_send(fd, out.data, sizes[i]);
		wire_until_closed(fd);
		close(fd);
	}
	int fd = wire_connect(g->tcp);
	wire_send(fd, NGHTTP2_CLIENT_MAGIC, 12);
	wire_until_closed(fd);
	close(fd);
	buffer_fini(&out);
	grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
}

static void a_request_that_stops_is_answered_and_its_length_is_no_claim(void **state)
{
	struct grpc_rig *g = *state;
	size_t before = memory();
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	struct grpc_call *calls[100];
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		calls[i] = grpc_begin(&c, LIST_ZONES, bytes_of("\0\0\x3F\0\0abc", i % 3 == 0 ? 0 : 8), true, none);
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		grpc_wait(&c, calls[i]);
		assert_int_equal(calls[i]->status, STATUS_DEADLINE_EXCEEDED);
	}
	assert_memory_is_back(before);
	grpc_close(&c);
	grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
}

static void who_takes_no_reply_loses_it(void **state)
{
	struct grpc_rig *g = *state;
	static const char all[] = "\0\0\0\0\5\x20\1\x28\xe8\7"; /* include_content, page_size 1000 */
	struct grpc_client c;
	for (int i = 0; i < 300; i++)
		assert_int_equal(
			rig_callf(&g->rig, "ZoneService.CreateZone", "{\"zoneId\":\"z%d\",\"zone\":" ZONE_JSON "}", i),
			STATUS_OK);
	size_t before = memory();
	grpc_open_window(&c, g->tcp, 0);
	struct grpc_call *calls[100];
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		calls[i] = grpc_begin(&c, LIST_CHANGES, bytes_of(all, 10), false, none);
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		grpc_wait(&c, calls[i]);
		assert_int_equal(calls[i]->code, NGHTTP2_CANCEL);
	}
	grpc_close(&c);
	grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
	assert_memory_is_back(before);
}

/* A stream that tells nothing for long: its reader's library answers for it. */
static void a_silent_peer_is_asked_whether_it_lives(void **state)
{
	struct grpc_rig *g = *state;
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	struct grpc_call *call = grpc_begin(&c, WATCH, bytes_of("\0\0\0\0\0", 5), false, none);
	while (c.asked < 3)
		grpc_turn(&c);
	assert_false(call->closed);
	grpc_close(&c);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	frames_put(&out, HEADERS, END_HEADERS, 1, BYTES_LITERAL(HEAD_OF("/grpc.health.v1.Health/Watch")));
	frames_put(&out, DATA, END_STREAM, 1, bytes_of("\0\0\0\0\0", 5));
	int fd = frames_open(g->tcp);
	wire_send(fd, out.data, out.size);
	wire_until_closed(fd); /* it never answers a PING */
	close(fd);
	buffer_fini(&out);
}

static int open_brief(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ .idle_ms = 40 });
}

static int open_narrow(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ .connections = 1, .give_way_ms = 1 });
}

static void an_idle_connection_is_told_before_it_is_closed(void **state)
{
	struct grpc_rig *g = *state;
	const char *const urls[] = { g->tcp, g->ipc };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		struct grpc_client c;
		struct buffer frames;
		grpc_open(&c, urls[i]);
		struct grpc_call *call = grpc_begin(&c, HEALTH, grpc_frame(&frames, bytes_of(NULL, 0)), false, none);
		buffer_fini(&frames);
		grpc_wait(&c, call);
		assert_int_equal(call->status, STATUS_OK);
		grpc_wait_gone(&c);
		assert_true(c.goaway);
		assert_int_equal(c.goaway_code, NGHTTP2_NO_ERROR);
		grpc_close(&c);
	}
}

static void one_that_makes_way_for_another_is_told(void **state)
{
	struct grpc_rig *g = *state;
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	struct grpc_call *call = grpc_begin(&c, WATCH, bytes_of("\0\0\0\0\0", 5), false, none);
	grpc_wait_bytes(&c, call, 1); /* it watches, and so stays */
	struct grpc_client refused;
	grpc_open(&refused, g->tcp);
	grpc_wait_gone(&refused);
	grpc_close(&refused);
	grpc_cancel(&c, call);
	while (!c.gone) { /* until it is taken for idle */
		int fd = frames_open(g->tcp);
		struct listener_counts counts;
		listener_count(g->listener, &counts);
		close(fd);
		if (counts.accepted > 1)
			break;
	}
	grpc_wait_gone(&c);
	assert_true(c.goaway);
	grpc_close(&c);
}

int main(void)
{
	alarm(280);
#define TEST(name, open) cmocka_unit_test_setup_teardown(name, open, grpc_rig_close)
	const struct CMUnitTest tests[] = {
		TEST(a_request_that_is_wrong_is_told_how, open_plain),
		TEST(a_refused_request_need_not_be_sent_whole, open_plain),
		TEST(metadata_has_a_limit, open_plain),
		TEST(a_gzip_bomb_is_refused_at_the_limit, open_plain),
		TEST(a_reset_of_what_was_never_begun_is_let_pass, open_plain),
		TEST(a_mixture_of_protocols_is_cut, open_fast),
		TEST(a_head_that_comes_too_slowly_is_cut, open_fast),
		TEST(a_request_that_stops_is_answered_and_its_length_is_no_claim, open_fast),
		TEST(who_takes_no_reply_loses_it, open_fast),
		TEST(a_silent_peer_is_asked_whether_it_lives, open_fast),
		TEST(an_idle_connection_is_told_before_it_is_closed, open_brief),
		TEST(one_that_makes_way_for_another_is_told, open_narrow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

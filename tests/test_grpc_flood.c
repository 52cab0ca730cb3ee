/* Peers of gRPC that send much that asks for nothing: each is cut, and afterwards a good
 * client is answered and the memory is back. */
#include "tests/support_frames.h"

#include <malloc.h>
#include <unistd.h>

#include "tests/support_wire.h"

#define HEALTH "/grpc.health.v1.Health/Check"
#define WATCH "/truce.v1.JournalService/WatchChanges"
#define MEMORY_SLACK ((size_t)4 << 20) /* what the allocator and spare objects may keep */

static int open_plain(void **state)
{
	return grpc_rig_open(state, (struct listener_limits){ 0 });
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

/* One round of a flood: appended to out, for stream number 2 * round + 1. */
typedef void round_maker(struct buffer *out, uint32_t round);

static void reset_rapidly(struct buffer *out, uint32_t round)
{
	frames_put(out, HEADERS, END_HEADERS, 2 * round + 1, frames_head);
	frames_put(out, RST_STREAM, 0, 2 * round + 1, bytes_of("\0\0\0\x8", 4));
}

static void ping(struct buffer *out, uint32_t round)
{
	(void)round;
	frames_put(out, PING, 0, 0, bytes_of("12345678", 8));
}

static void settle(struct buffer *out, uint32_t round)
{
	(void)round;
	frames_put(out, SETTINGS, 0, 0, bytes_of("\0\4\0\0\xFF\xFF", 6));
}

static void send_empty_data(struct buffer *out, uint32_t round)
{
	if (round == 0)
		frames_put(out, HEADERS, END_HEADERS, 1, frames_head);
	frames_put(out, DATA, 0, 1, bytes_of(NULL, 0));
}

static void go_on_with_fields(struct buffer *out, uint32_t round)
{
	if (round == 0)
		frames_put(out, HEADERS, 0, 1, frames_head);
	frames_put(out, CONTINUATION, 0, 1, bytes_of("\0\1a\1b", 5));
}

static void go_on_with_nothing(struct buffer *out, uint32_t round)
{
	if (round == 0)
		frames_put(out, HEADERS, 0, 1, frames_head);
	frames_put(out, CONTINUATION, 0, 1, bytes_of(NULL, 0));
}

static void widen(struct buffer *out, uint32_t round)
{
	(void)round;
	frames_put(out, WINDOW_UPDATE, 0, 0, bytes_of("\0\0\0\1", 4));
}

static void rank(struct buffer *out, uint32_t round)
{
	frames_put(out, PRIORITY, 0, 2 * round + 1, bytes_of("\0\0\0\0\x10", 5));
}

static void send_unknown(struct buffer *out, uint32_t round)
{
	(void)round;
	frames_put(out, OTHER, 0, 0, bytes_of("?", 1));
}

/* A field of 4000 bytes that goes into the table, then a byte for each use of it. */
static void drop_bomb(struct buffer *out, uint32_t round)
{
	struct buffer block;
	uint8_t value[4000];
	memset(value, 'b', sizeof value);
	buffer_init(&block, SIZE_MAX);
	assert_int_equal(buffer_put(&block, frames_head.data, frames_head.size), STATUS_OK);
	/* literal with indexing, name "x-b", a value of 4000 = 127 + 3873 bytes */
	assert_int_equal(buffer_put(&block, "\x40\x03x-b\x7f\xa1\x1e", 8), STATUS_OK);
	assert_int_equal(buffer_put(&block, value, sizeof value), STATUS_OK);
	while (block.size < 16000)
		assert_int_equal(buffer_put(&block, "\xbe", 1), STATUS_OK);
	frames_put(out, HEADERS, END_HEADERS, 2 * round + 1, buffer_bytes(&block));
	buffer_fini(&block);
}

static void open_without_end(struct buffer *out, uint32_t round)
{
	frames_put(out, HEADERS, END_HEADERS, 2 * round + 1, frames_head);
}

#define ROUNDS_MOST 200000

/* Floods until the server closes, which it must. */
static void flood(const char *url, round_maker *make)
{
	int fd = frames_open(url);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	bool open = true;
	for (uint32_t round = 0; open && round < ROUNDS_MOST; round++) {
		make(&out, round);
		if (out.size < 16384)
			continue;
		open = wire_offer(fd, out.data, out.size);
		out.size = 0;
	}
	if (open) /* the sockets took all of it before it was looked at */
		wire_until_closed(fd);
	buffer_fini(&out);
	close(fd);
}

static void a_flood_of_frames_that_ask_for_nothing_is_cut(void **state)
{
	struct grpc_rig *g = *state;
	static round_maker *const makers[] = { reset_rapidly,      ping,  settle, send_empty_data, go_on_with_fields,
					       go_on_with_nothing, widen, rank,   send_unknown,    drop_bomb,
					       open_without_end };
	grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
	size_t before = memory();
	for (size_t i = 0; i < COUNT_OF(makers); i++) {
		flood(i % 2 == 0 ? g->tcp : g->ipc, makers[i]);
		grpc_good(g->tcp, HEALTH, bytes_of(NULL, 0));
		assert_memory_is_back(before);
	}
}

static void who_floods_is_told_to_be_calm(void **state)
{
	struct grpc_rig *g = *state;
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	for (int i = 0; i < 2000; i++)
		assert_int_equal(nghttp2_submit_ping(c.session, 0, NULL), 0);
	grpc_wait_gone(&c);
	assert_true(c.goaway);
	assert_int_equal(c.goaway_code, NGHTTP2_ENHANCE_YOUR_CALM);
	grpc_close(&c);
}

/* What a client that uses what it asks for may do. */
static void a_client_that_cancels_much_and_reads_much_is_no_flood(void **state)
{
	struct grpc_rig *g = *state;
	struct grpc_client c;
	grpc_open(&c, g->tcp);
	for (int i = 0; i < 500; i++) {
		struct grpc_call *call = grpc_begin(&c, WATCH, bytes_of("\0\0\0\0\0", 5), false, NULL);
		if (i % 5 == 0) {
			struct grpc_call *good = grpc_begin(&c, HEALTH, bytes_of("\0\0\0\0\0", 5), false, NULL);
			grpc_wait(&c, good);
			assert_int_equal(good->status, STATUS_OK);
		}
		grpc_cancel(&c, call);
		if (c.call_count == GRPC_STREAMS - 2) {
			grpc_close(&c);
			grpc_open(&c, g->tcp);
		}
	}
	assert_false(c.gone || c.goaway);
	grpc_close(&c);
}

int main(void)
{
	alarm(280);
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_plain, grpc_rig_close)
	const struct CMUnitTest tests[] = {
		TEST(a_flood_of_frames_that_ask_for_nothing_is_cut),
		TEST(who_floods_is_told_to_be_calm),
		TEST(a_client_that_cancels_much_and_reads_much_is_no_flood),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

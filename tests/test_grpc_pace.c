/* What service/grpc_pace.c lets through to HTTP/2's machine. Pure: no connection. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "service/grpc_pace.h"

enum { HEADERS = 1, RST_STREAM = 3, PING = 6, END_HEADERS = 4 };

static void put_frame(struct buffer *out, uint8_t type, uint8_t flags, uint32_t stream, const char *content,
		      uint8_t size)
{
	uint8_t header[PACE_HEADER] = { 0, 0, size, type, flags };
	put_u32(header + 5, stream);
	assert_int_equal(buffer_put(out, header, sizeof header), STATUS_OK);
	assert_int_equal(buffer_put(out, content, size), STATUS_OK);
}

/* All that is let through of in, which comes so many bytes at a time. */
static void pass(struct pace *pace, struct bytes in, size_t most, struct buffer *out)
{
	for (size_t at = 0, have = 0; at < in.size;) {
		bool drop = false;
		size_t count = have > at ? pace_take(pace, bytes_of(in.data + at, have - at), 0, &drop) : 0;
		assert_true(count <= have - at);
		assert_true(count > 0 || have < in.size);
		if (!drop)
			assert_int_equal(buffer_put(out, in.data + at, count), STATUS_OK);
		if (count == 0)
			have = have + most < in.size ? have + most : in.size;
		at += count;
	}
}

static void a_reset_of_a_stream_that_was_never_opened_is_held_back_in_whatever_pieces_it_comes(void **state)
{
	static const char preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
	struct buffer in, expected, out;
	buffer_init(&in, SIZE_MAX);
	buffer_init(&expected, SIZE_MAX);
	buffer_init(&out, SIZE_MAX);
	(void)state;
	for (int stray = 0; stray < 2; stray++) {
		struct buffer *b = stray == 0 ? &expected : &in;
		assert_int_equal(buffer_put_text(b, preface), STATUS_OK);
		if (stray != 0)
			put_frame(b, RST_STREAM, 0, 1, "\0\0\0\x8", 4);
		put_frame(b, HEADERS, END_HEADERS, 3, "fields", 6);
		put_frame(b, RST_STREAM, 0, 3, "\0\0\0\x8", 4); /* of one that was */
		put_frame(b, RST_STREAM, 0, 1, "\0\0\0\x8", 4); /* of one that cannot be any more */
		if (stray != 0)
			put_frame(b, RST_STREAM, 0, 0x80000005, "\0\0\0\x8", 4);
		put_frame(b, PING, 0, 0, "12345678", 8);
		put_frame(b, RST_STREAM, 0, 2, "\0\0\0\x8", 4); /* no stream of a client's */
		put_frame(b, HEADERS, END_HEADERS, 7, "", 0);
	}
	for (size_t most = 1; most <= in.size; most++) {
		struct pace pace;
		pace_begin(&pace, 0);
		out.size = 0;
		pass(&pace, buffer_bytes(&in), most, &out);
		assert_true(bytes_equal(buffer_bytes(&out), buffer_bytes(&expected)));
		assert_false(pace_inside(&pace));
	}
	buffer_fini(&in);
	buffer_fini(&expected);
	buffer_fini(&out);
}

static void resets_that_are_held_back_are_a_flood_as_well(void **state)
{
	struct buffer in, out;
	struct pace pace;
	(void)state;
	buffer_init(&in, SIZE_MAX);
	buffer_init(&out, SIZE_MAX);
	for (uint32_t i = 0; i < 2000; i++)
		put_frame(&in, RST_STREAM, 0, 2 * i + 1, "\0\0\0\x8", 4);
	pace_begin(&pace, 0);
	pace.rest = 0;
	pass(&pace, buffer_bytes(&in), in.size, &out);
	assert_int_equal(out.size, 0);
	assert_true(pace_is_flood(&pace));
	buffer_fini(&in);
	buffer_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reset_of_a_stream_that_was_never_opened_is_held_back_in_whatever_pieces_it_comes),
		cmocka_unit_test(resets_that_are_held_back_are_a_flood_as_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

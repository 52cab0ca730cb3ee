#include "tests/support.h"

#include "proto/wire.h"

static struct buffer unlimited(void)
{
	struct buffer b;
	buffer_init(&b, SIZE_MAX);
	return b;
}

static void a_field_of_each_wire_type_is_read(void **state)
{
	(void)state;
	static const uint8_t bytes[] = {
		0x08, 0x96, 0x01,                         /* 1: varint 150 */
		0x11, 1,    2,    3,    4,    5, 6, 7, 8, /* 2: 64 bits */
		0x1a, 3,    'a',  'b',  'c',              /* 3: bytes */
		0x25, 0xff, 0,    0,    0x80,             /* 4: 32 bits */
		0xf8, 0xff, 0xff, 0xff, 0x0f, 0,          /* 2^29-1: varint 0 */
	};
	struct wire_cursor c = wire_begin(bytes_of(bytes, sizeof bytes));
	struct wire_field f;
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 1 && f.type == WIRE_VARINT && f.value == 150);
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 2 && f.type == WIRE_FIXED64 && f.value == UINT64_C(0x0807060504030201));
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 3 && f.type == WIRE_LENGTH && bytes_equal(f.content, BYTES_LITERAL("abc")));
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 4 && f.type == WIRE_FIXED32 && f.value == 0x800000ff);
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == (1U << 29) - 1 && f.type == WIRE_VARINT && f.value == 0);
	assert_int_equal(wire_next(&c, &f), STATUS_NOT_FOUND);
	assert_int_equal(wire_next(&c, &f), STATUS_NOT_FOUND);
}

static void no_bytes_are_a_message_without_fields(void **state)
{
	(void)state;
	struct wire_cursor c = wire_begin(bytes_of(NULL, 0));
	struct wire_field f;
	assert_int_equal(wire_next(&c, &f), STATUS_NOT_FOUND);
	assert_int_equal(wire_find(bytes_of(NULL, 0), 1).size, 0);
}

static void bytes_that_are_no_field_are_refused_and_the_cursor_stays(void **state)
{
	(void)state;
	const struct {
		const char *why;
		struct bytes bytes;
	} rows[] = {
		{ "a group begins", BYTES_LITERAL("\x0b") },
		{ "a group ends", BYTES_LITERAL("\x0c") },
		{ "wire type 6", BYTES_LITERAL("\x0e\x00") },
		{ "wire type 7", BYTES_LITERAL("\x0f\x00") },
		{ "number 0", BYTES_LITERAL("\x02\x00") },
		{ "number 0, written long", BYTES_LITERAL("\x82\x00\x00") },
		{ "a key without its end", BYTES_LITERAL("\x88") },
		{ "a key of six bytes", BYTES_LITERAL("\x88\x80\x80\x80\x80\x00\x01") },
		{ "a key over 32 bits", BYTES_LITERAL("\xf8\xff\xff\xff\x1f\x00") },
		{ "no value", BYTES_LITERAL("\x08") },
		{ "a varint without its end", BYTES_LITERAL("\x08\xff") },
		{ "a varint of eleven bytes", BYTES_LITERAL("\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00") },
		{ "seven bytes of 64 bits", BYTES_LITERAL("\x11\x01\x02\x03\x04\x05\x06\x07") },
		{ "three bytes of 32 bits", BYTES_LITERAL("\x15\x01\x02\x03") },
		{ "a length past the end", BYTES_LITERAL("\x0a\x03"
							 "ab") },
		{ "a length of 1 GiB", BYTES_LITERAL("\x0a\x80\x80\x80\x80\x04") },
		{ "a length of six bytes", BYTES_LITERAL("\x0a\x80\x80\x80\x80\x80\x00") },
		{ "a length of 2^34", BYTES_LITERAL("\x0a\xff\xff\xff\xff\x7f") },
		{ "no length", BYTES_LITERAL("\x0a") },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct wire_cursor c = wire_begin(rows[i].bytes);
		struct wire_field f = { .number = 77 };
		if (wire_next(&c, &f) != STATUS_INVALID_ARGUMENT)
			fail_msg("%s: was not refused", rows[i].why);
		if (c.next != rows[i].bytes.data || f.number != 77)
			fail_msg("%s: the cursor or the field changed", rows[i].why);
	}
}

static void a_varint_of_ten_bytes_holds_64_bits(void **state)
{
	(void)state;
	struct wire_cursor c = wire_begin(BYTES_LITERAL("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
	struct wire_field f;
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.value == UINT64_MAX);
}

static void varints_are_as_long_as_they_say_and_come_back(void **state)
{
	(void)state;
	for (int bits = 0; bits < 64; bits++) {
		for (int less = 0; less < 2; less++) {
			uint64_t value = (UINT64_C(1) << bits) - (uint64_t)less, back;
			uint8_t bytes[10];
			uint8_t *end = wire_varint_write(bytes, value);
			if ((size_t)(end - bytes) != wire_varint_size(value))
				fail_msg("2^%d-%d is written in %td bytes, not %zu", bits, less, end - bytes,
					 wire_varint_size(value));
			struct wire_cursor c = { bytes, end };
			assert_int_equal(wire_next_varint(&c, &back), STATUS_OK);
			assert_true(back == value);
			assert_int_equal(wire_next_varint(&c, &back), STATUS_NOT_FOUND);
		}
	}
	assert_int_equal(wire_varint_size(127), 1);
	assert_int_equal(wire_varint_size(128), 2);
	assert_int_equal(wire_varint_size(UINT64_MAX), 10);
}

static void a_packed_run_that_breaks_off_is_refused(void **state)
{
	(void)state;
	struct bytes run = BYTES_LITERAL("\x01\x80");
	struct wire_cursor c = wire_begin(run);
	uint64_t value;
	assert_int_equal(wire_next_varint(&c, &value), STATUS_OK);
	assert_true(value == 1);
	assert_int_equal(wire_next_varint(&c, &value), STATUS_INVALID_ARGUMENT);
	assert_ptr_equal(c.next, run.data + 1);
}

static void fields_that_are_put_are_read_back(void **state)
{
	(void)state;
	struct buffer b = unlimited();
	assert_int_equal(wire_put_varint(&b, 1, UINT64_MAX), STATUS_OK);
	assert_int_equal(wire_put_bytes(&b, 300, BYTES_LITERAL("idlib")), STATUS_OK);
	assert_int_equal(wire_put_bytes(&b, 2, bytes_of(NULL, 0)), STATUS_OK);
	assert_int_equal(wire_put_header(&b, 3, 2), STATUS_OK);
	assert_int_equal(buffer_put(&b, "xy", 2), STATUS_OK);
	struct wire_cursor c = wire_begin(buffer_bytes(&b));
	struct wire_field f;
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 1 && f.value == UINT64_MAX);
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 300 && bytes_equal(f.content, BYTES_LITERAL("idlib")));
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 2 && f.content.size == 0);
	assert_int_equal(wire_next(&c, &f), STATUS_OK);
	assert_true(f.number == 3 && bytes_equal(f.content, BYTES_LITERAL("xy")));
	assert_int_equal(wire_next(&c, &f), STATUS_NOT_FOUND);
	buffer_fini(&b);
}

static void a_header_is_as_long_as_its_size_says(void **state)
{
	(void)state;
	static const uint32_t numbers[] = { 1, 15, 16, 2047, 2048, (1U << 29) - 1 };
	static const size_t sizes[] = { 0, 127, 128, 16383, 16384, (size_t)4 << 20 };
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		for (size_t k = 0; k < COUNT_OF(sizes); k++) {
			struct buffer b = unlimited();
			assert_int_equal(wire_put_header(&b, numbers[i], sizes[k]), STATUS_OK);
			assert_int_equal(b.size, wire_header_size(numbers[i], sizes[k]));
			buffer_fini(&b);
		}
	}
}

static void a_field_that_does_not_fit_leaves_the_buffer_as_it_was(void **state)
{
	(void)state;
	struct buffer b;
	buffer_init(&b, 6);
	assert_int_equal(wire_put_bytes(&b, 1, BYTES_LITERAL("ab")), STATUS_OK);
	assert_int_equal(wire_put_bytes(&b, 2, BYTES_LITERAL("c")), STATUS_RESOURCE_EXHAUSTED);
	assert_int_equal(wire_put_varint(&b, 2, 300), STATUS_RESOURCE_EXHAUSTED);
	assert_true(bytes_equal(buffer_bytes(&b), BYTES_LITERAL("\x0a\x02"
								"ab")));
	buffer_fini(&b);
}

static void of_a_field_sent_twice_the_last_is_found(void **state)
{
	(void)state;
	struct bytes message = BYTES_LITERAL("\x0a\x01"
					     "a\x08\x05\x12\x01"
					     "b\x0a\x01"
					     "c");
	assert_true(bytes_equal(wire_find(message, 1), BYTES_LITERAL("c")));
	assert_true(bytes_equal(wire_find(message, 2), BYTES_LITERAL("b")));
	assert_int_equal(wire_find(message, 3).size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_of_each_wire_type_is_read),
		cmocka_unit_test(no_bytes_are_a_message_without_fields),
		cmocka_unit_test(bytes_that_are_no_field_are_refused_and_the_cursor_stays),
		cmocka_unit_test(a_varint_of_ten_bytes_holds_64_bits),
		cmocka_unit_test(varints_are_as_long_as_they_say_and_come_back),
		cmocka_unit_test(a_packed_run_that_breaks_off_is_refused),
		cmocka_unit_test(fields_that_are_put_are_read_back),
		cmocka_unit_test(a_header_is_as_long_as_its_size_says),
		cmocka_unit_test(a_field_that_does_not_fit_leaves_the_buffer_as_it_was),
		cmocka_unit_test(of_a_field_sent_twice_the_last_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

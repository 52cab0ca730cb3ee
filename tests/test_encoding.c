#include "tests/support.h"

#include "domain/encoding.h"

static void a_text_is_taken_for_what_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum encoding encoding;
		size_t at;
	} rows[] = {
		{ "", ENCODING_UTF_8, 0 },
		{ "plain\r\n\ttext\f", ENCODING_UTF_8, 13 },
		{ "C\xC3\xB4te", ENCODING_UTF_8, 5 },
		{ "C\xF4te d'Ivoire", ENCODING_WINDOWS_1252, 1 },
		{ "\x93quoted\x94", ENCODING_WINDOWS_1252, 0 },
		{ "S\xE3o Tom\xE9", ENCODING_WINDOWS_1252, 1 },
		{ "\xC3", ENCODING_OTHER, 0 },
		{ "\xF0\xD2\xC9\xD7\xC5\xD4 all", ENCODING_OTHER, 0 }, /* Cyrillic, KOI8-R */
		{ "\xFF\xFEplain text", ENCODING_OTHER, 0 },           /* UTF-16 */
		{ "\xFE\xFFplain text", ENCODING_OTHER, 0 },
		{ "C\xC3\xB4te and C\xF4te", ENCODING_MIXED, 11 },
		{ "ab\x81", ENCODING_OTHER, 2 },
		{ "2/9\bC\xF4te d'Ivoire, of a page of a text layer that goes on with plain words",
		  ENCODING_WINDOWS_1252, 5 },
		{ "2/9\bC\xC3\xB4te d'Ivoire, and the rest of it in another encoding than C\xF4te", ENCODING_MIXED,
		  65 },
		{ "\xF4\x01", ENCODING_OTHER, 1 },
		{ "a page of a text layer with more of them than such have \b and \x7F and \xF4", ENCODING_OTHER, 56 },
		{ "\x7F\x45LF\xFF", ENCODING_OTHER, 0 },
		{ "a surrogate \xED\xA0\x80", ENCODING_WINDOWS_1252, 12 }, /* a surrogate is no UTF-8 */
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t at = 0;
		enum encoding encoding = encoding_of(bytes_text(rows[i].text), &at);
		if (encoding != rows[i].encoding || at != rows[i].at)
			fail_msg("row %zu: encoding %d at %zu", i, encoding, at);
	}
	size_t at;
	assert_int_equal(encoding_of(bytes_of((const uint8_t *)"a\0\xF4", 3), &at), ENCODING_OTHER);
	assert_int_equal(at, 1);
}

static void what_is_decoded_maps_back_to_its_bytes(void **state)
{
	(void)state;
	static const char raw[] = "C\xF4te \x93x\x94\x80 S\xE3o";
	static const char text[] = "C\xC3\xB4te \xE2\x80\x9Cx\xE2\x80\x9D\xE2\x82\xAC S\xC3\xA3o";
	struct arena arena;
	struct decoded d;
	arena_init(&arena, 1 << 16);
	assert_true(encoding_decode(bytes_text(raw), &arena, &d));
	assert_int_equal(d.text.size, strlen(text));
	assert_memory_equal(d.text.data, text, strlen(text));
	for (size_t begin = 0; begin <= strlen(raw); begin++) {
		struct decoded before;
		struct decoded_walk walk = { 0 };
		assert_true(encoding_decode(bytes_of((const uint8_t *)raw, begin), &arena, &before));
		assert_int_equal(decoded_place(&d, &walk, before.text.size), begin);
	}
	struct decoded_walk walk = { 0 };
	assert_int_equal(decoded_place(&d, &walk, d.text.size), strlen(raw));
	assert_int_equal(decoded_place(&d, &walk, 3), 2); /* back again */
	assert_int_equal(decoded_place(&d, &walk, 1 << 20), strlen(raw));
	arena_fini(&arena);
}

static void every_byte_that_is_text_comes_through(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (int byte = 0; byte < 256; byte++) {
		uint8_t raw[8] = { 'a', 'b', 'c', 'd', 'e', (uint8_t)byte, 'f', 0xE9 };
		size_t at;
		enum encoding encoding = encoding_of(bytes_of(raw, 8), &at);
		if (encoding != ENCODING_WINDOWS_1252)
			continue;
		struct decoded d;
		assert_true(encoding_decode(bytes_of(raw, 8), &arena, &d));
		assert_int_equal(encoding_of(d.text, &at), ENCODING_UTF_8);
	}
	arena_fini(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_taken_for_what_it_is),
		cmocka_unit_test(what_is_decoded_maps_back_to_its_bytes),
		cmocka_unit_test(every_byte_that_is_text_comes_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/support.h"

#include "base/arena.h"
#include "base/bytes.h"
#include "base/hex.h"
#include "base/status.h"
#include "base/time.h"
#include "base/utf8.h"

static void a_date_that_does_not_exist_is_refused(void **state)
{
	(void)state;
	int32_t day;
	assert_true(date_parse("2016-02-29", &day));
	assert_false(date_parse("2017-02-29", &day));
	assert_false(date_parse("2017-13-01", &day));
	assert_false(date_parse("2017-00-10", &day));
	assert_false(date_parse("0000-01-01", &day));
	assert_false(date_parse("2017-1-01", &day));
	assert_false(date_parse("2017-01-01x", &day));
	assert_false(date_parse("", &day));
}

static void every_day_of_the_calendar_splits_into_the_date_it_came_from(void **state)
{
	(void)state;
	int32_t expected = DAY_FIRST;
	for (int y = 1; y <= 9999; y++) {
		for (int m = 1; m <= 12; m++) {
			for (int d = 1; d <= month_length(y, m); d++, expected++) {
				int32_t day;
				int y2, m2, d2;
				if (!day_of(y, m, d, &day) || day != expected)
					fail_msg("%04d-%02d-%02d is %d, expected %d", y, m, d, (int)day, (int)expected);
				day_split(day, &y2, &m2, &d2);
				if (y2 != y || m2 != m || d2 != d)
					fail_msg("%04d-%02d-%02d came back as %04d-%02d-%02d", y, m, d, y2, m2, d2);
			}
		}
	}
	assert_int_equal(expected - 1, DAY_LAST);
}

static void months_are_added_to_the_same_day_or_the_months_last(void **state)
{
	(void)state;
	static const struct {
		const char *from;
		int months, of_month; /* 0 for the day's own */
		const char *to;
	} rows[] = {
		{ "2017-05-04", 6, 0, "2017-11-04" },  { "2017-08-31", 6, 0, "2018-02-28" },
		{ "2015-08-31", 6, 0, "2016-02-29" },  { "2017-01-31", 1, 0, "2017-02-28" },
		{ "2017-12-31", 12, 0, "2018-12-31" }, { "2017-03-31", -1, 0, "2017-02-28" },
		{ "2019-02-28", 6, 31, "2019-08-31" }, { "2019-02-28", 2, 31, "2019-04-30" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int32_t from, to;
		char text[DATE_SIZE];
		assert_true(date_parse(rows[i].from, &from));
		assert_true(rows[i].of_month == 0 ? day_add_months(from, rows[i].months, &to)
						  : day_add_months_on(from, rows[i].months, rows[i].of_month, &to));
		date_print(to, text);
		assert_string_equal(text, rows[i].to);
	}
	int32_t to;
	assert_false(day_add_months(DAY_LAST, 1, &to));
	assert_false(day_add_months(DAY_FIRST, -1, &to));
}

static void an_instant_is_read_to_the_nanosecond(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t instant;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2017-09-15T20:45:00.5Z", INT64_C(1505508300500000000) },
		{ "1969-12-31T23:59:59.000000001Z", INT64_C(-999999999) },
		{ "2026-02-28T01:02:03.000004Z", INT64_C(1772240523000004000) },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t instant;
		assert_true(instant_parse(rows[i].text, &instant));
		assert_true(instant == rows[i].instant);
	}
	int64_t a, b;
	assert_true(instant_parse("2017-09-15T20:45:00+06:00", &a));
	assert_true(instant_parse("2017-09-15T14:45:00Z", &b));
	assert_true(a == b);
	assert_false(instant_parse("2017-09-15 20:45:00Z", &a));
	assert_false(instant_parse("2017-09-15T24:00:00Z", &a));
	assert_false(instant_parse("2017-09-15T20:45:00.Z", &a));
	assert_false(instant_parse("9999-12-31T23:59:59Z", &a));
	assert_true(instant_of(1, 5, &a));
	assert_true(a == NS_PER_SECOND + 5);
	assert_false(instant_of(1, -1, &a));
	assert_false(instant_of(1, NS_PER_SECOND, &a));
	assert_false(instant_of(INT64_MAX, 0, &a));
	assert_false(instant_of(INT64_MIN, 0, &a));
	assert_true(a == NS_PER_SECOND + 5);
	assert_true(day_begin(1) == INT64_C(86400) * NS_PER_SECOND);
	assert_int_equal(day_of_instant(day_begin(17000)), 17000);
	assert_int_equal(day_of_instant(day_begin(17000) - 1), 16999);
	assert_int_equal(day_of_instant(-1), -1);
	assert_int_equal(day_of_instant(day_begin(-5)), -5);
	assert_true(day_begin(DAY_LAST) == (INT64_MAX / NS_PER_SECOND - 1) * NS_PER_SECOND);
	assert_true(day_begin(DAY_FIRST) == -day_begin(DAY_LAST));
}

static void an_instant_splits_into_what_it_is_made_of(void **state)
{
	(void)state;
	static const int64_t rows[] = { 0, 1, -1, NS_PER_SECOND - 1, -NS_PER_SECOND, -NS_PER_SECOND - 1, INT64_MAX };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t seconds, again;
		int32_t nanos;
		instant_split(rows[i], &seconds, &nanos);
		assert_true(instant_of(seconds, nanos, &again));
		assert_true(again == rows[i]);
	}
}

static void a_deadline_that_is_too_far_away_does_not_come(void **state)
{
	(void)state;
	int64_t now = clock_monotonic(), soon = deadline_in(1000);
	assert_true(soon >= now + NS_PER_SECOND && soon <= clock_monotonic() + NS_PER_SECOND);
	assert_true(deadline_in(INT64_MAX / NS_PER_MS) == INT64_MAX);
	assert_true(deadline_in(INT64_MAX) == INT64_MAX);
}

static void hexadecimal_digits_are_read_as_they_are_written(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "0", "00f", "00f1a", "00F1", "00fg", "0x12", " 0f1" };
	const uint8_t bytes[] = { 0x00, 0xf1 };
	uint8_t again[2] = { 7, 7 };
	char text[5];
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(hex_parse(bad[i], again, sizeof again));
	assert_int_equal(again[0], 7);
	hex_print(bytes_of(bytes, sizeof bytes), text);
	assert_string_equal(text, "00f1");
	assert_true(hex_parse(text, again, sizeof again));
	assert_memory_equal(again, bytes, sizeof bytes);
}

static void an_identifier_is_random_and_of_version_4(void **state)
{
	(void)state;
	char one[UUID_SIZE], other[UUID_SIZE];
	assert_true(uuid_make(one) && uuid_make(other));
	assert_string_not_equal(one, other);
	assert_int_equal(strlen(one), UUID_SIZE - 1);
	assert_true(one[8] == '-' && one[13] == '-' && one[18] == '-' && one[23] == '-');
	assert_true(one[14] == '4' && strchr("89ab", one[19]) != NULL);
	assert_int_equal(strspn(one, "0123456789abcdef-"), UUID_SIZE - 1);
}

static void text_is_cleaned_of_what_could_repaint_a_terminal(void **state)
{
	(void)state;
	static const struct {
		const char *text, *clean;
	} rows[] = {
		{ "", "" },
		{ "as it is: é, 停, \U0001F54A", "as it is: é, 停, \U0001F54A" },
		{ "\x1b[2J\r\n\t\x7f", "?[2J????" },
		{ "a\xc2\x9bz", "a?z" },
		{ "\u202eturned\u2069", "?turned?" },
		{ "tag \U000E0041.", "tag ?." },
		{ "\xff\xc3", "??" },
		{ "\xe2\x82x", "??x" },
		{ "\xed\xa0\x80", "???" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[64];
		snprintf(text, sizeof text, "%s", rows[i].text);
		utf8_clean(text);
		assert_string_equal(text, rows[i].clean);
	}
}

/* By table 3-7 of the Unicode standard. */
static bool is_character(const uint8_t *p, size_t size)
{
	static const struct {
		uint8_t size, first, last, low, high;
	} rows[] = {
		{ 2, 0xC2, 0xDF, 0x80, 0xBF }, { 3, 0xE0, 0xE0, 0xA0, 0xBF }, { 3, 0xE1, 0xEC, 0x80, 0xBF },
		{ 3, 0xED, 0xED, 0x80, 0x9F }, { 3, 0xEE, 0xEF, 0x80, 0xBF }, { 4, 0xF0, 0xF0, 0x90, 0xBF },
		{ 4, 0xF1, 0xF3, 0x80, 0xBF }, { 4, 0xF4, 0xF4, 0x80, 0x8F },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool fits = size == rows[i].size && p[0] >= rows[i].first && p[0] <= rows[i].last &&
			    p[1] >= rows[i].low && p[1] <= rows[i].high;
		for (size_t k = 2; fits && k < size; k++)
			fits = (p[k] & 0xC0) == 0x80;
		if (fits)
			return true;
	}
	return false;
}

static void characters_are_those_of_the_unicode_standard(void **state)
{
	(void)state;
	static const uint8_t ends[] = { 0x00, 0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF };
	for (unsigned first = 0x80; first <= 0xFF; first++) {
		for (unsigned second = 0; second <= 0xFF; second++) {
			for (size_t e = 0; e < COUNT_OF(ends) * COUNT_OF(ends); e++) {
				const uint8_t p[] = { (uint8_t)first, (uint8_t)second, ends[e % COUNT_OF(ends)],
						      ends[e / COUNT_OF(ends)] };
				size_t length = 1;
				uint32_t c;
				for (size_t size = 2; size <= sizeof p; size++)
					length = is_character(p, size) ? size : length;
				assert_int_equal(utf8_next(bytes_of(p, sizeof p), &c), length);
				assert_true(length > 1 || c == UTF8_REPLACEMENT);
				assert_int_equal(utf8_next(bytes_of(p, length - 1 + (length == 1)), &c), 1);
			}
		}
	}
}

static void text_is_well_formed_utf8_without_nul(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t size, bad;
	} rows[] = {
		{ "plain ascii that is longer than a word\0", 39, 38 },
		{ "\xC3\xA9", 2, 2 },
		{ "\xC0\x80", 2, 0 },
		{ "ab\xED\xA0\x80", 5, 2 },
		{ "\xF4\x90\x80\x80", 4, 0 },
		{ "abcdefgh\xE2\x82", 10, 8 },
		{ "\xF0\x9F\x95\x8A", 4, 4 },
		{ "\x80", 1, 0 },
		{ "12345678\0", 9, 8 },
		{ "\xE0\x9F\xBF", 3, 0 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t where = rows[i].size;
		bool text = utf8_is_text(bytes_of(rows[i].bytes, rows[i].size), &where);
		assert_int_equal(where, rows[i].bad);
		assert_int_equal(text, rows[i].bad == rows[i].size);
	}
}

static void an_arena_stops_at_its_cap_and_serves_again_after_a_reset(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 10000);
	for (int round = 0; round < 3; round++) {
		size_t got = 0;
		while (arena_alloc(&a, 100) != NULL)
			got += 100;
		assert_in_range(got, 3000, 10000);
		assert_true(a.used <= 10000);
		assert_null(arena_alloc(&a, SIZE_MAX));
		assert_null(arena_array(&a, SIZE_MAX / 2, 4));
		arena_reset(&a);
	}
	arena_fini(&a);
}

static void a_buffer_that_cannot_grow_keeps_what_it_held(void **state)
{
	(void)state;
	struct buffer b;
	buffer_init(&b, 10);
	assert_int_equal(buffer_put_text(&b, "12345"), STATUS_OK);
	assert_int_equal(buffer_put_text(&b, "123456"), STATUS_RESOURCE_EXHAUSTED);
	assert_int_equal(buffer_put_text(&b, "67890"), STATUS_OK);
	assert_true(bytes_equal(buffer_bytes(&b), BYTES_LITERAL("1234567890")));
	buffer_fini(&b);
}

static void PRINTF_LIKE(3, 4) print(char *out, size_t size, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	utf8_vprint(out, size, format, args);
	va_end(args);
}

static void what_is_printed_is_cut_at_a_character(void **state)
{
	(void)state;
	static const struct {
		size_t size;
		const char *in, *out;
	} rows[] = {
		{ 8, "1234567", "1234567" }, { 8, "12345678", "1234\u2026" }, { 8, "123\u00e9\u00e9", "123\u00e9\u00e9" },
		{ 8, "123\u00e9\u00e94", "123\u2026" }, { 8, "1\U0001F54A34", "1\U0001F54A34" },
		{ 8, "1\U0001F54A345", "1\u2026" }, { 4, "12345", "\u2026" }, { 4, "\u4e2d", "\u4e2d" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[16];
		print(out, rows[i].size, "%s", rows[i].in);
		assert_string_equal(out, rows[i].out);
	}
}

static void a_long_error_is_cut_at_a_character(void **state)
{
	(void)state;
	char text[600];
	for (size_t i = 0; i + 1 < sizeof text; i += 2) {
		text[i] = '\xC3';
		text[i + 1] = '\xA9';
	}
	text[sizeof text - 1] = text[sizeof text - 2] = '\0';
	struct error e;
	assert_int_equal(error_set(&e, STATUS_INTERNAL, "X", "a%s", text), STATUS_INTERNAL);
	assert_true(utf8_is_text(bytes_text(e.message), NULL));
	size_t length = strlen(e.message);
	assert_string_equal(e.message + length - 3, "\xE2\x80\xA6");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_that_does_not_exist_is_refused),
		cmocka_unit_test(every_day_of_the_calendar_splits_into_the_date_it_came_from),
		cmocka_unit_test(months_are_added_to_the_same_day_or_the_months_last),
		cmocka_unit_test(an_instant_is_read_to_the_nanosecond),
		cmocka_unit_test(an_instant_splits_into_what_it_is_made_of),
		cmocka_unit_test(a_deadline_that_is_too_far_away_does_not_come),
		cmocka_unit_test(hexadecimal_digits_are_read_as_they_are_written),
		cmocka_unit_test(an_identifier_is_random_and_of_version_4),
		cmocka_unit_test(text_is_cleaned_of_what_could_repaint_a_terminal),
		cmocka_unit_test(characters_are_those_of_the_unicode_standard),
		cmocka_unit_test(text_is_well_formed_utf8_without_nul),
		cmocka_unit_test(an_arena_stops_at_its_cap_and_serves_again_after_a_reset),
		cmocka_unit_test(a_buffer_that_cannot_grow_keeps_what_it_held),
		cmocka_unit_test(what_is_printed_is_cut_at_a_character),
		cmocka_unit_test(a_long_error_is_cut_at_a_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

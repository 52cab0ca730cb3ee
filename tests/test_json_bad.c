#include "tests/jsons.h"

#include "base/utf8.h"

static void assert_refused(struct arena *arena, const ProtobufCMessageDescriptor *type, struct bytes text,
			   const char *message)
{
	struct error error = { 0 };
	ProtobufCMessage *untouched = NULL;
	enum status status = json_read(type, text, arena, &untouched, &error);
	if (status != STATUS_INVALID_ARGUMENT || strcmp(error.message, message) != 0)
		fail_msg("%.*s\n  says:     %s\n  expected: %s", (int)text.size, (const char *)text.data, error.message,
			 message);
	assert_string_equal(error.reason, "INVALID_JSON");
	assert_null(untouched);
}

struct refusal {
	const ProtobufCMessageDescriptor *type;
	const char *text, *message;
};

static void assert_all_refused(struct arena *arena, const struct refusal *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_refused(arena, rows[i].type, bytes_text(rows[i].text), rows[i].message);
}

static void an_error_names_line_column_and_field(void **state)
{
	struct fixture *f = *state;
	static const struct refusal rows[] = {
		{ UPDATE_ZONE, "{\n  \"zone\": {\n    \"titel\": 1\n  }\n}",
		  "line 3, column 5, zone: \"titel\" is not a field of Zone; did you mean \"title\"?" },
		{ UPDATE_ZONE, "{\"zzz\":1}", "line 1, column 2: \"zzz\" is not a field of UpdateZoneRequest" },
		{ ZONE, "{\"title\":1}", "line 1, column 10, title: found 1, expected a text in quotes" },
		{ ZONE, "{\"title\":null,\"title\":\"b\"}", "line 1, column 15, title: given twice" },
		{ ZONE, "{\"controlForces\":[],\"control_forces\":[]}",
		  "line 1, column 21, controlForces: given twice" },
		{ ZONE, "{\"aliases\":\"a\"}", "line 1, column 12, aliases: found \"a\", expected an array" },
		{ ZONE, "{\"aliases\":[\"a\",null]}",
		  "line 1, column 17, aliases[1]: found null, expected an element" },
		{ ZONE, "{\"aliases\":[[]]}",
		  "line 1, column 13, aliases[0]: found an array, expected a text in quotes" },
		{ ZONE, "{\"boundary\":[]}", "line 1, column 13, boundary: found an array, expected an object" },
		{ ZONE, "{\"kind\":\"KIND_SECURTY_BELT\"}",
		  "line 1, column 9, kind: \"KIND_SECURTY_BELT\" is not a value of Kind; did you mean "
		  "\"KIND_SECURITY_BELT\"?" },
		{ ZONE, "{\"kind\":\"SPEECH\"}",
		  "line 1, column 9, kind: \"SPEECH\" is not a value of Kind, expected \"KIND_\" and one of "
		  "DE_ESCALATION_AREA, SECURITY_BELT, DEMILITARISED_ZONE, HUMANITARIAN_CORRIDOR, PROTECTED_SITE, "
		  "CEASEFIRE_AREA, BUFFER_ZONE, LINE_OF_CONTACT, WITHDRAWAL_ZONE, ASSEMBLY_AREA, SAFE_AREA, OTHER" },
		{ ZONE, "{\"kind\":true}",
		  "line 1, column 9, kind: found true, expected the name of a value in quotes" },
		{ ZONE, "{\"kind\":2147483648}",
		  "line 1, column 9, kind: found 2147483648, expected a whole number from -2147483648 to 2147483647" },
		{ ZONE, "{\"readings\":[{},{\"initialTermMonths\":1.5}]}",
		  "line 1, column 38, readings[1].initialTermMonths: found 1.5, expected a whole number from "
		  "-2147483648 to "
		  "2147483647" },
		{ ZONE, "{\"readings\":[{\"effective\":{\"earliest\":{}}}]}",
		  "line 1, column 39, readings[0].effective.earliest: found an object, expected a text in quotes" },
		{ ZONE, "{\"createTime\":\"2017-02-29T00:00:00Z\"}",
		  "line 1, column 15, createTime: found \"2017-02-29T00:00:00Z\", expected an instant such as "
		  "\"2017-09-15T20:45:00Z\"" },
		{ ZONE, "{\"createTime\":0}",
		  "line 1, column 15, createTime: found 0, expected an instant such as \"2017-09-15T20:45:00Z\"" },
	};
	assert_all_refused(&f->arena, rows, COUNT_OF(rows));
}

static void an_error_in_a_special_form_says_what_the_form_is(void **state)
{
	struct fixture *f = *state;
	static const struct refusal rows[] = {
		{ TIMESTAMP, "\"0001-01-01T00:00:00+01:00\"",
		  "line 1, column 1: found \"0001-01-01T00:00:00+01:00\", expected an instant such as "
		  "\"2017-09-15T20:45:00Z\"" },
		{ DURATION, "\"1.5\"",
		  "line 1, column 1: found \"1.5\", expected a duration in seconds such as \"1.5s\"" },
		{ DURATION, "\"1.s\"",
		  "line 1, column 1: found \"1.s\", expected a duration in seconds such as \"1.5s\"" },
		{ DURATION, "\"315576000001s\"",
		  "line 1, column 1: found \"315576000001s\", expected a duration in seconds such as \"1.5s\"" },
		{ MASK, "\"a,,b\"",
		  "line 1, column 1: found \"a,,b\", expected paths of fields such as \"title,date.earliest\"" },
		{ MASK, "\"a b\"",
		  "line 1, column 1: found \"a b\", expected paths of fields such as \"title,date.earliest\"" },
		{ MASK, "\"a_1\"",
		  "line 1, column 1: found \"a_1\", expected paths of fields such as \"title,date.earliest\"" },
		{ MASK, "[]",
		  "line 1, column 1: found an array, expected paths of fields in quotes such as "
		  "\"title,date.earliest\"" },
		{ REQUEST, "{\"message\":\"A\"}", "line 1, column 12, message: found \"A\", expected bytes as base64" },
		{ REQUEST, "{\"message\":\"AA=A\"}",
		  "line 1, column 12, message: found \"AA=A\", expected bytes as base64" },
		{ REQUEST, "{\"message\":\"A?==\"}",
		  "line 1, column 12, message: found \"A?==\", expected bytes as base64" },
		{ REQUEST, "{\"metadata\":{\"a\":1}}",
		  "line 1, column 18, metadata[\"a\"]: found 1, expected a text in quotes" },
		{ REQUEST, "{\"metadata\":{\"a\":null}}",
		  "line 1, column 18, metadata[\"a\"]: found null, expected a value" },
		{ REQUEST, "{\"metadata\":{\"b\":\"\",\"a\":\"\",\"b\":\"\"}}",
		  "line 1, column 34, metadata[\"b\"]: the key is given twice" },
		{ REQUEST, "{\"metadata\":[]}", "line 1, column 13, metadata: found an array, expected an object" },
		{ REQUEST, "{\"timeoutMs\":\"9223372036854775808\"}",
		  "line 1, column 14, timeoutMs: found \"9223372036854775808\", expected a whole number from "
		  "-9223372036854775808 to 9223372036854775807" },
		{ REQUEST, "{\"timeoutMs\":\" 1\"}",
		  "line 1, column 14, timeoutMs: found \" 1\", expected a whole number from -9223372036854775808 to "
		  "9223372036854775807" },
		{ GET_ZONE, "{\"asOfTime\":\"2017-09-15T00:00:00Z\",\"asOfRevision\":1}",
		  "line 1, column 51, asOfRevision: \"asOfTime\" is set already, and only one of the two can be" },
	};
	assert_all_refused(&f->arena, rows, COUNT_OF(rows));
}

static void an_error_in_a_number_gives_its_range(void **state)
{
	struct fixture *f = *state;
	static const struct refusal rows[] = {
		{ EVERY, "{\"uint32\":-1}",
		  "line 1, column 11, uint32: found -1, expected a whole number from 0 to 4294967295" },
		{ EVERY, "{\"uint64\":18446744073709551616}",
		  "line 1, column 11, uint64: found 18446744073709551616, expected a whole number from 0 to "
		  "18446744073709551615" },
		{ EVERY, "{\"int64\":1e30}",
		  "line 1, column 10, int64: found 1e30, expected a whole number from -9223372036854775808 to "
		  "9223372036854775807" },
		{ EVERY, "{\"int64\":1e999999999999}",
		  "line 1, column 10, int64: found 1e999999999999, expected a whole number from -9223372036854775808 "
		  "to "
		  "9223372036854775807" },
		{ EVERY, "{\"single\":1e39}", "line 1, column 11, single: found 1e39, expected a number of 32 bits" },
		{ EVERY, "{\"real\":1e309}",
		  "line 1, column 9, real: found 1e309, expected a number, \"NaN\", \"Infinity\" or \"-Infinity\"" },
		{ EVERY, "{\"real\":\"nan\"}",
		  "line 1, column 9, real: found \"nan\", expected a number, \"NaN\", \"Infinity\" or \"-Infinity\"" },
		{ EVERY, "{\"boolean\":\"true\"}",
		  "line 1, column 12, boolean: found \"true\", expected true or false" },
		{ EVERY, "{\"boolean\":1}", "line 1, column 12, boolean: found 1, expected true or false" },
	};
	assert_all_refused(&f->arena, rows, COUNT_OF(rows));
}

static void an_error_in_an_any_or_a_text_says_why(void **state)
{
	struct fixture *f = *state;
	static const struct refusal rows[] = {
		{ ANY, "{\"value\":\"\"}",
		  "line 1, column 1: found an object without \"@type\", expected it to name the type of the content" },
		{ ANY, "{\"@type\":\"Zone\"}",
		  "line 1, column 1: \"@type\" is \"Zone\", expected \"type.googleapis.com/\" and the name of a type" },
		{ ANY, "{\"@type\":\"x/y\x7F\"}",
		  "line 1, column 1: \"@type\" is \"x/y\\u007f\", expected \"type.googleapis.com/\" and the name of a "
		  "type" },
		{ ANY, "{\"@type\":\"x/y\",\"title\":\"\"}", "line 1, column 16: \"title\" is not a field of Any" },
		{ ANY, "{\"@type\":\"x/truce.v1.Zone\",\"titel\":\"\"}",
		  "line 1, column 28: \"titel\" is not a field of Zone; did you mean \"title\"?" },
		{ ANY, "{\"@type\":\"x/truce.v1.Zone\",\"@type\":\"x/truce.v1.Zone\"}",
		  "line 1, column 28: \"@type\" is given twice" },
		{ ANY, "{\"@type\":\"x/google.protobuf.Duration\"}",
		  "line 1, column 38: the content is missing, expected a member \"value\"" },
		{ ANY, "{\"@type\":\"x/not.ours\",\"typeUrl\":\"\"}",
		  "line 1, column 23: \"typeUrl\" is not a field of Any" },
		{ RESPONSE, "{\"details\":[{},{\"@type\":\"x/truce.v1.Zone\",\"kind\":[]}]}",
		  "line 1, column 50, details[1].kind: found an array, expected the name of a value in quotes" },
		{ ZONE, "null", "line 1, column 1: found null, expected a message" },
		{ ZONE, "[]", "line 1, column 1: found an array, expected an object" },
		{ &wrapper_descriptor, "x",
		  "line 1, column 1: found a character that begins no value; texts stand in double quotes" },
		{ ZONE, "{\"title\":\"a\\u0000b\"}",
		  "line 1, column 10, title: found a text with \\u0000, which no text may hold" },
		{ ZONE, "{\"title\":\"\\ud83d\"}",
		  "line 1, column 10, title: found half of a surrogate pair, expected \\u escapes in pairs" },
		{ ZONE, "{\"title\":\"\\ude00\\ud83d\"}",
		  "line 1, column 10, title: found half of a surrogate pair, expected \\u escapes in pairs" },
		{ ZONE, "{\"title\":\"\\ud83d\\u0041\"}",
		  "line 1, column 10, title: found half of a surrogate pair, expected \\u escapes in pairs" },
	};
	assert_all_refused(&f->arena, rows, COUNT_OF(rows));
}

static void what_is_no_json_is_pointed_at(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "", "line 1, column 1: the text ends before its value does" },
		{ "\n ", "line 2, column 2: the text ends before its value does" },
		{ "{\"title\":\"é\",\n\"boundary\":{",
		  "line 2, column 13, boundary: the text ends before its value does" },
		{ "{\"title\":\"abc}", "line 1, column 15, title: the text ends before its value does" },
		{ "{}x", "line 1, column 3: found more behind the value, expected the end of the text" },
		{ "{} {}", "line 1, column 4: found more behind the value, expected the end of the text" },
		{ "{,}", "line 1, column 2: expected the name of a member in quotes" },
		{ "{title:1}", "line 1, column 2: found a word that is no value; texts stand in double quotes" },
		{ "{parent:1}",
		  "line 1, column 2: found a character that begins no value; texts stand in double quotes" },
		{ "{1:2}", "line 1, column 2: expected the name of a member in quotes" },
		{ "{\"title\" \"a\"}", "line 1, column 10, title: expected ':' behind the name of the member" },
		{ "{\"title\":\"a\" \"kind\":1}", "line 1, column 14, title: expected ',' or '}' behind the value" },
		{ "{\"aliases\":[\"a\" \"b\"]}",
		  "line 1, column 17, aliases[0]: expected ',' or ']' behind the element" },
		{ "{\"aliases\":[\"a\",,\"b\"]}", "line 1, column 17, aliases[0]: expected a value" },
		{ "{\"title\":}", "line 1, column 10, title: expected a value" },
		{ "{\"title\":tru}",
		  "line 1, column 10, title: found a word that is no value; texts stand in double quotes" },
		{ "{\"title\":'a'}",
		  "line 1, column 10, title: found a character that begins no value; texts stand in double quotes" },
		{ "{\"title\":\xFF}",
		  "line 1, column 10, title: found a character that begins no value; texts stand in double quotes" },
		{ "{\"title\":-}", "line 1, column 10, title: expected a digit behind the minus sign" },
		{ "{\"title\":1.}", "line 1, column 10, title: expected a digit behind the decimal point" },
		{ "{\"title\":1e}", "line 1, column 10, title: expected a digit in the exponent" },
		{ "{\"title\":\"é\n\"}",
		  "line 1, column 12, title: found a control character in a text, expected its escape" },
		{ "{\"title\":\"éé\\x\"}",
		  "line 1, column 14, title: found '\\' before a character that it does not escape" },
		{ "{\"title\":\"\\u12g4\"}", "line 1, column 15, title: expected four hexadecimal digits behind \\u" },
		{ "{\"title\":\"éa\xFF\"}", "line 1, column 13, title: found bytes in a text that are not UTF-8" },
		{ "{\"title\":\"\xED\xA0\x80\"}",
		  "line 1, column 11, title: found bytes in a text that are not UTF-8" },
		{ "/* no */{}", "line 1, column 1: found a comment, which JSON does not have" },
		{ "\xEF\xBB\xBF{}",
		  "line 1, column 1: found a character that begins no value; texts stand in double quotes" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_refused(&f->arena, ZONE, bytes_text(rows[i].text), rows[i].message);
	assert_refused(&f->arena, ZONE, BYTES_LITERAL("{}\0"),
		       "line 1, column 3: found more behind the value, expected the end of the text");
	assert_refused(&f->arena, ZONE, BYTES_LITERAL("{\"title\":\"a\0\"}"),
		       "line 1, column 12, title: found a control character in a text, expected its escape");
}

static void any_json_can_be_checked_without_a_type(void **state)
{
	(void)state;
	static const struct {
		const char *text, *message; /* NULL for none */
	} rows[] = {
		{ "{\"a\": [1, -2.5e3, true, null, {\"a\": {}}], \"a\": \"\\ud83d\\ude00\"}\n", NULL },
		{ "3", NULL },
		{ "", "line 1, column 1: the text ends before its value does" },
		{ "{\"a\":\n [1,}", "line 2, column 5: expected a value" },
		{ "[1]\n]", "line 2, column 1: found more behind the value, expected the end of the text" },
		{ "{\"a\\ud83d\": 1}",
		  "line 1, column 2: found half of a surrogate pair, expected \\u escapes in pairs" },
		{ "[\"\xd1\x91\xff\"]", "line 1, column 4: found bytes in a text that are not UTF-8" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error error = { .message = "" };
		enum status status = json_check(bytes_text(rows[i].text), &error);
		assert_string_equal(error.message, rows[i].message == NULL ? "" : rows[i].message);
		assert_int_equal(status, rows[i].message == NULL ? STATUS_OK : STATUS_INVALID_ARGUMENT);
	}
}

static void an_error_about_long_input_is_cut_at_a_character(void **state)
{
	struct fixture *f = *state;
	struct error error;
	ProtobufCMessage *m;
	for (size_t size = 30; size < 60; size++) {
		struct buffer b;
		buffer_init(&b, 4096);
		assert_int_equal(buffer_put_text(&b, "{\"metadata\":{\""), STATUS_OK);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(buffer_put_text(&b, i % 2 == 0 ? "\u0451" : "x"), STATUS_OK);
		assert_int_equal(buffer_printf(&b, "\":\"\",\"%.*s\":7}}", (int)size, (const char *)b.data + 14),
				 STATUS_OK);
		enum status status = json_read(REQUEST, buffer_bytes(&b), &f->arena, &m, &error);
		assert_int_equal(status, STATUS_INVALID_ARGUMENT);
		if (!utf8_is_text(bytes_text(error.message), NULL))
			fail_msg("not UTF-8: %s", error.message);
		buffer_fini(&b);
	}
}

/* JSON that is an Any within an Any, so many levels deep. */
static const char *nested(struct arena *arena, int levels)
{
	struct buffer b;
	buffer_init(&b, 1 << 20);
	for (int i = 0; i < levels; i++)
		assert_int_equal(buffer_put_text(&b, "{\"@type\":\"x/google.protobuf.Any\",\"value\":"), STATUS_OK);
	assert_int_equal(buffer_put_text(&b, "{}"), STATUS_OK);
	for (int i = 0; i < levels; i++)
		assert_int_equal(buffer_put_text(&b, "}"), STATUS_OK);
	const char *text = arena_text_n(arena, b.data, b.size);
	assert_non_null(text);
	buffer_fini(&b);
	return text;
}

static void nesting_ends_at_the_depth_of_messages(void **state)
{
	struct fixture *f = *state;
	const char *deep = nested(&f->arena, MESSAGE_DEPTH - 1);
	assert_string_equal(written(&f->arena, read_text(&f->arena, ANY, deep), 0), deep);
	struct error error;
	ProtobufCMessage *m;
	deep = nested(&f->arena, MESSAGE_DEPTH);
	assert_int_equal(json_read(ANY, bytes_text(deep), &f->arena, &m, &error), STATUS_INVALID_ARGUMENT);
	assert_non_null(strstr(error.message, "nested deeper than 32 messages"));
	assert_true(utf8_is_text(bytes_text(error.message), NULL));
	char brackets[100001];
	memset(brackets, '[', sizeof brackets - 1);
	brackets[sizeof brackets - 1] = '\0';
	assert_int_equal(json_read(ZONE, bytes_text(brackets), &f->arena, &m, &error), STATUS_INVALID_ARGUMENT);
}

static void a_text_that_needs_more_memory_than_the_cap_is_refused_as_that(void **state)
{
	(void)state;
	struct buffer b;
	struct error error;
	ProtobufCMessage *m;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	buffer_init(&b, 1 << 24);
	assert_int_equal(buffer_put_text(&b, "{\"readings\":[{}"), STATUS_OK);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(buffer_put_text(&b, ",{}"), STATUS_OK);
	assert_int_equal(buffer_put_text(&b, "]}"), STATUS_OK);
	assert_int_equal(json_read(ZONE, buffer_bytes(&b), &arena, &m, &error), STATUS_RESOURCE_EXHAUSTED);
	assert_string_equal(error.reason, "MEMORY");
	arena_fini(&arena);
	buffer_fini(&b);
}

/* With every cap from nothing to enough, reading fails cleanly or succeeds. */
static void no_cap_makes_reading_fail_in_any_other_way(void **state)
{
	(void)state;
	static const char text[] =
		"{\"details\":[{\"@type\":\"x/truce.v1.Zone\",\"aliases\":[\"a\",\"b\"]},"
		"{\"@type\":\"x/google.protobuf.FieldMask\",\"value\":\"a,b\"},"
		"{\"@type\":\"x/google.rpc.ErrorInfo\",\"metadata\":{\"b\":\"\",\"a\":\"\"}}],\"payload\":\"AAAA\"}";
	enum status status = STATUS_RESOURCE_EXHAUSTED;
	for (size_t cap = 0; cap < 65536 && status == STATUS_RESOURCE_EXHAUSTED; cap += 16) {
		struct arena arena;
		struct error error;
		ProtobufCMessage *m;
		arena_init(&arena, cap);
		status = json_read(RESPONSE, bytes_text(text), &arena, &m, &error);
		arena_fini(&arena);
		if (status == STATUS_INVALID_ARGUMENT)
			fail_msg("%s", error.message);
	}
	assert_int_equal(status, STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(an_error_names_line_column_and_field),
		WITH_FIXTURE(an_error_in_a_special_form_says_what_the_form_is),
		WITH_FIXTURE(an_error_in_a_number_gives_its_range),
		WITH_FIXTURE(an_error_in_an_any_or_a_text_says_why),
		WITH_FIXTURE(what_is_no_json_is_pointed_at),
		cmocka_unit_test(any_json_can_be_checked_without_a_type),
		WITH_FIXTURE(an_error_about_long_input_is_cut_at_a_character),
		WITH_FIXTURE(nesting_ends_at_the_depth_of_messages),
		WITH_FIXTURE(a_text_that_needs_more_memory_than_the_cap_is_refused_as_that),
		WITH_FIXTURE(no_cap_makes_reading_fail_in_any_other_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

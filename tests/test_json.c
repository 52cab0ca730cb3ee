#include "tests/jsons.h"
#include "tests/support_random.h"

#include <locale.h>
#include <math.h>

#include "proto/filter.h"

static void assert_writes(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *in, const char *out)
{
	assert_string_equal(written(arena, read_text(arena, type, in), 0), out);
}

static void each_form_is_written_as_protobuf_has_it(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const ProtobufCMessageDescriptor *type;
		const char *in, *out;
	} rows[] = {
		{ ZONE, "{}", "{}" },
		{ ZONE, "{\"p\\u0061rent\":\"zones/x\"}", "{\"parent\":\"zones/x\"}" },
		{ ZONE, "{\"title\":\"\"}", "{}" },
		{ ZONE, "{\"controlForces\":[{\"temporary\":true}]}", "{\"controlForces\":[{\"temporary\":true}]}" },
		{ ZONE, "{\"control_forces\":[{}]}", "{\"controlForces\":[{}]}" },
		{ ZONE, "{\"kind\":\"KIND_SECURITY_BELT\"}", "{\"kind\":\"KIND_SECURITY_BELT\"}" },
		{ ZONE, "{\"kind\":2}", "{\"kind\":\"KIND_SECURITY_BELT\"}" },
		{ ZONE, "{\"kind\":99}", "{\"kind\":99}" },
		{ ZONE, "{\"createTime\":\"2017-09-15T20:45:00.5+06:00\"}",
		  "{\"createTime\":\"2017-09-15T14:45:00.500Z\"}" },
		{ STATUS, "{\"possibleStates\":[\"STATE_LAPSED\",1]}",
		  "{\"possibleStates\":[\"STATE_LAPSED\",\"STATE_NOT_YET_IN_FORCE\"]}" },
		{ STATUS, "{\"daysLeft\":0}", "{\"daysLeft\":0}" },
		{ STATUS, "{\"daysLeft\":null}", "{}" },
		{ GET_ZONE, "{\"asOfRevision\":0}", "{\"asOfRevision\":\"0\"}" },
		{ GET_ZONE, "{\"as_of_revision\":\"-9223372036854775808\"}",
		  "{\"asOfRevision\":\"-9223372036854775808\"}" },
		{ GET_ZONE, "{\"asOfTime\":\"0001-01-01T00:00:00Z\"}", "{\"asOfTime\":\"0001-01-01T00:00:00Z\"}" },
		{ UPDATE_ZONE, "{\"updateMask\":\"title,nextMeeting.date\"}",
		  "{\"updateMask\":\"title,nextMeeting.date\"}" },
		{ UPDATE_ZONE, "{\"updateMask\":\"\"}", "{\"updateMask\":\"\"}" },
		{ REQUEST, "{\"message\":\"AQL_-w==\"}", "{\"message\":\"AQL/+w==\"}" },
		{ REQUEST, "{\"message\":\"AQL/+w\",\"timeoutMs\":1e3}",
		  "{\"message\":\"AQL/+w==\",\"timeoutMs\":\"1000\"}" },
		{ REQUEST, "{\"message\":\"AQI\"}", "{\"message\":\"AQI=\"}" },
		{ REQUEST, "{\"metadata\":{\"b\":\"2\",\"a\":\"1\"}}", "{\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}" },
		{ SERVER, "{\"records\":{\"zones\":4}}", "{\"records\":{\"zones\":\"4\"}}" },
		{ TIMESTAMP, "\"9999-12-31T23:59:59.999999999Z\"", "\"9999-12-31T23:59:59.999999999Z\"" },
		{ TIMESTAMP, "\"1969-12-31T23:59:59.000001Z\"", "\"1969-12-31T23:59:59.000001Z\"" },
		{ DURATION, "\"1.5s\"", "\"1.500s\"" },
		{ DURATION, "\"-0.000001s\"", "\"-0.000001s\"" },
		{ DURATION, "\"-315576000000s\"", "\"-315576000000s\"" },
		{ DURATION, "\"0s\"", "\"0s\"" },
		{ MASK, "\"a.bC,b_c\"", "\"a.bC,bC\"" },
		{ MASK, "\"*\"", "\"*\"" },
		{ &wrapper_descriptor, "\"12\"", "\"12\"" },
		{ &wrapper_descriptor, " 12 ", "\"12\"" },
		{ ANY, "{}", "{}" },
		{ ANY, "{\"title\":\"t\",\"@type\":\"type.googleapis.com/truce.v1.Zone\"}",
		  "{\"@type\":\"type.googleapis.com/truce.v1.Zone\",\"title\":\"t\"}" },
		{ ANY, "{\"value\":\"1.5s\",\"@type\":\"x/google.protobuf.Duration\"}",
		  "{\"@type\":\"x/google.protobuf.Duration\",\"value\":\"1.500s\"}" },
		{ ANY, "{\"@type\":\"x/google.protobuf.Any\",\"value\":{\"@type\":\"x/truce.v1.Turn\"}}",
		  "{\"@type\":\"x/google.protobuf.Any\",\"value\":{\"@type\":\"x/truce.v1.Turn\"}}" },
		{ ANY, "{\"@type\":\"example.org/not.ours\",\"value\":\"AP8=\"}",
		  "{\"@type\":\"example.org/not.ours\",\"value\":\"AP8=\"}" },
		{ EVERY,
		  "{\"single\":1.5,\"real\":0.1,\"boolean\":true,\"uint32\":4294967295,\"fixed64\":"
		  "\"18446744073709551615\"}",
		  "{\"uint32\":4294967295,\"fixed64\":\"18446744073709551615\",\"single\":1.5,\"real\":0.1,\"boolean\":"
		  "true}" },
		{ EVERY, "{\"doubles\":[\"NaN\",\"Infinity\",\"-Infinity\",\"-1.5e3\",-0,1e300]}",
		  "{\"doubles\":[\"NaN\",\"Infinity\",\"-Infinity\",-1500,-0,1e+300]}" },
		{ EVERY, "{\"single\":0.1,\"sint64s\":[\"-1\",2],\"fixed32s\":[1.0]}",
		  "{\"single\":0.1,\"fixed32s\":[1],\"sint64s\":[\"-1\",\"2\"]}" },
		{ EVERY, "{\"int32\":1.5e1,\"sint32\":-100e-2,\"int64\":0.0,\"sfixed64\":-0}",
		  "{\"int32\":15,\"sint32\":-1}" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_writes(&f->arena, rows[i].type, rows[i].in, rows[i].out);
}

static void pretty_json_has_one_member_on_a_line(void **state)
{
	struct fixture *f = *state;
	const ProtobufCMessage *m =
		read_text(&f->arena, ZONE, "{\"aliases\":[\"a\",\"b\"],\"readings\":[{}],\"title\":\"t\"}");
	assert_string_equal(written(&f->arena, m, JSON_PRETTY),
			    "{\n  \"title\": \"t\",\n  \"aliases\": [\n    \"a\",\n    "
			    "\"b\"\n  ],\n  \"readings\": [\n    {}\n  ]\n}");
	assert_string_equal(written(&f->arena, read_text(&f->arena, ZONE, "{}"), JSON_PRETTY), "{}");
}

static void defaults_are_written_when_asked_for_and_messages_and_oneofs_are_not(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(written(&f->arena, message_new(GET_ZONE, &f->arena), JSON_DEFAULTS), "{\"name\":\"\"}");
	assert_string_equal(written(&f->arena, message_new(UPDATE_ZONE, &f->arena), JSON_DEFAULTS),
			    "{\"requestId\":\"\"}");
	assert_string_equal(written(&f->arena, message_new(REQUEST, &f->arena), JSON_DEFAULTS),
			    "{\"method\":\"\",\"message\":\"\",\"timeoutMs\":\"0\",\"metadata\":{}}");
	assert_string_equal(written(&f->arena, message_new(&truce__v1__province__descriptor, &f->arena), JSON_DEFAULTS),
			    "{\"pCode\":\"\",\"printed\":\"\",\"extent\":\"EXTENT_UNSPECIFIED\",\"sources\":[]}");
}

static const char *text_of(struct arena *arena, struct bytes text)
{
	struct buffer out;
	buffer_init(&out, 4096);
	assert_int_equal(json_write_text(&out, text), STATUS_OK);
	const char *copy = arena_text_n(arena, out.data, out.size);
	assert_non_null(copy);
	buffer_fini(&out);
	return copy;
}

static void text_is_escaped_so_that_it_cannot_move_a_cursor(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "\"\"" },
		{ "plain", "\"plain\"" },
		{ "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
		{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
		{ "\x01\x1B[2J\x7F", "\"\\u0001\\u001b[2J\\u007f\"" },
		{ "\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0", "\"\\u0080\\u009b\\u009f\xC2\xA0\"" },
		{ "\u061C\u200D\u200E\u200F\u2010", "\"\\u061c\u200D\\u200e\\u200f\u2010\"" },
		{ "\u2027\u2028\u2029\u202A\u202E\u202F", "\"\u2027\\u2028\\u2029\\u202a\\u202e\u202F\"" },
		{ "\u2065\u2066\u2069\u206F\u2070", "\"\u2065\\u2066\\u2069\\u206f\u2070\"" },
		{ "\uFEFF\uFFF9\U000E0041", "\"\\ufeff\\ufff9\\udb40\\udc41\"" },
		{ "é Женева 𐍈", "\"é Женева 𐍈\"" },
		{ "a\xFF\xC3", "\"a\\ufffd\\ufffd\"" },
		{ "\xED\xA0\x80", "\"\\ufffd\\ufffd\\ufffd\"" },
		{ "\xF4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(text_of(&f->arena, bytes_text(rows[i].in)), rows[i].out);
	assert_string_equal(text_of(&f->arena, BYTES_LITERAL("a\0b")), "\"a\\u0000b\"");
}

static void json_is_copied_with_the_characters_of_its_texts_escaped(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "" },
		{ "{\"a\\\"\":\t[1,\r\n null] }", "{\"a\\\"\":\t[1,\r\n null] }" },
		{ "[\"\x7F\xC2\x9B\u202E\", \"\\u009b\u00E9\U000E0041\"]",
		  "[\"\\u007f\\u009b\\u202e\", \"\\u009b\u00E9\\udb40\\udc41\"]" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buffer out;
		buffer_init(&out, 4096);
		assert_int_equal(json_write_escaped(&out, bytes_text(rows[i].in)), STATUS_OK);
		assert_string_equal(arena_text_n(&f->arena, out.data, out.size), rows[i].out);
		buffer_fini(&out);
	}
}

/* Every character of Unicode, alone, is read back as it was. */
static void every_character_comes_back(void **state)
{
	struct fixture *f = *state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		uint8_t room[4], *p = room;
		if (c < 0x80) {
			*p++ = (uint8_t)c;
		} else {
			int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
			*p++ = (uint8_t)((0xF00 >> (more + 1)) | c >> 6 * more);
			while (more-- > 0)
				*p++ = (uint8_t)(0x80 | (c >> 6 * more & 0x3F));
		}
		struct bytes text = bytes_of(room, (size_t)(p - room));
		const char *json = arena_printf(&f->arena, "{\"title\":%s}", text_of(&f->arena, text));
		const char *back = message_text(read_text(&f->arena, ZONE, json), "title");
		if (!bytes_equal(bytes_text(back), text))
			fail_msg("U+%04X came back as %s", (unsigned)c, json);
		arena_reset(&f->arena);
	}
}

static void a_message_that_was_written_is_read_back_the_same(void **state)
{
	struct fixture *f = *state;
	static const ProtobufCMessageDescriptor *const types[] = {
		ZONE,
		STATUS,
		UPDATE_ZONE,
		REQUEST,
		RESPONSE,
		SERVER,
		EVERY,
		ANY,
		&truce__v1__statement__descriptor,
		&truce__v1__round__descriptor,
		&truce__v1__change__descriptor,
		&truce__v1__record_set__descriptor,
	};
	static const unsigned flags[] = { 0, JSON_PRETTY, JSON_DEFAULTS, JSON_PRETTY | JSON_DEFAULTS };
	struct random random = { 2017 };
	for (size_t i = 0; i < 1200; i++) {
		const ProtobufCMessage *m = random_message(&random, types[i % COUNT_OF(types)], &f->arena);
		const char *json = written(&f->arena, m, flags[random_below(&random, COUNT_OF(flags))]);
		const ProtobufCMessage *back = read_text(&f->arena, m->descriptor, json);
		if (!bytes_equal(packed(m, &f->arena), packed(back, &f->arena)))
			fail_msg("%s came back different: %s", m->descriptor->name, json);
		arena_reset(&f->arena);
	}
}

static void of_entries_with_one_key_the_last_is_written(void **state)
{
	struct fixture *f = *state;
	static const uint8_t bytes[] = "\x22\x06\x0A\x01k\x12\x01"
				       "1\x22\x06\x0A\x01k\x12\x01"
				       "2";
	ProtobufCMessage *m;
	struct error error;
	assert_int_equal(message_unpack(REQUEST, bytes_of(bytes, sizeof bytes - 1), MESSAGE_STRICT, &f->arena, &f->v,
					&m, &error),
			 STATUS_OK);
	assert_string_equal(written(&f->arena, m, 0), "{\"metadata\":{\"k\":\"2\"}}");
}

static void a_value_without_a_form_is_not_written_and_nothing_is_appended(void **state)
{
	(void)state;
	Google__Protobuf__Timestamp t = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
	Google__Protobuf__Duration d = GOOGLE__PROTOBUF__DURATION__INIT;
	Google__Protobuf__FieldMask mask = GOOGLE__PROTOBUF__FIELD_MASK__INIT;
	static const char *const bad_paths[] = {
		"", "Upper", "a__b", "a_1", "a,b", "tail_", "a\"b", "a\x1B[2J", "a b"
	};
	struct buffer out;
	buffer_init(&out, 64);
	assert_int_equal(buffer_put_text(&out, "kept"), STATUS_OK);
	t.nanos = -1;
	assert_int_equal(json_write(&t.base, 0, &out), STATUS_INVALID_ARGUMENT);
	t.nanos = 0;
	t.seconds = INT64_C(253402300800);
	assert_int_equal(json_write(&t.base, 0, &out), STATUS_INVALID_ARGUMENT);
	d.seconds = 1;
	d.nanos = -1;
	assert_int_equal(json_write(&d.base, 0, &out), STATUS_INVALID_ARGUMENT);
	for (size_t i = 0; i < COUNT_OF(bad_paths); i++) {
		char *path = message_borrow(bad_paths[i]);
		mask.paths = &path;
		mask.n_paths = 1;
		assert_int_equal(json_write(&mask.base, 0, &out), STATUS_INVALID_ARGUMENT);
	}
	t.seconds = 0;
	out.limit = 10;
	assert_int_equal(json_write(&t.base, 0, &out), STATUS_RESOURCE_EXHAUSTED);
	assert_int_equal(out.size, 4);
	buffer_fini(&out);
}

static void an_any_with_bytes_of_no_message_is_written_as_base64(void **state)
{
	struct fixture *f = *state;
	Google__Protobuf__Any any = GOOGLE__PROTOBUF__ANY__INIT;
	uint8_t bytes[] = { 0xFF };
	any.type_url = message_borrow("type.googleapis.com/truce.v1.Zone");
	any.value.data = bytes;
	any.value.len = 1;
	assert_string_equal(written(&f->arena, &any.base, 0),
			    "{\"@type\":\"type.googleapis.com/truce.v1.Zone\",\"value\":\"/w==\"}");
}

static void numbers_have_a_point_in_every_locale(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "kk_KZ.UTF-8" };
	const char *set = NULL;
	for (size_t i = 0; i < COUNT_OF(names) && set == NULL; i++)
		set = setlocale(LC_NUMERIC, names[i]);
	if (set == NULL)
		skip(); /* no locale with a decimal comma is installed */
	assert_writes(&f->arena, EVERY, "{\"single\":0.25,\"real\":1.5}", "{\"single\":0.25,\"real\":1.5}");
	setlocale(LC_NUMERIC, "C");
}

static void random_doubles_come_back_exactly(void **state)
{
	struct fixture *f = *state;
	struct random random = { 3 };
	for (int i = 0; i < 20000; i++) {
		uint64_t bits = random_next(&random);
		uint32_t half = (uint32_t)(bits >> 32);
		struct every m;
		every_init(&m);
		memcpy(&m.real, &bits, sizeof m.real);
		memcpy(&m.single, &half, sizeof m.single);
		const char *json = written(&f->arena, &m.base, 0);
		const struct every *back = (const struct every *)read_text(&f->arena, EVERY, json);
		bool same = back->real == m.real || (isnan(back->real) && isnan(m.real));
		same = same && (back->single == m.single || (isnan(back->single) && isnan(m.single)));
		if (!same)
			fail_msg("%s came back different", json);
		arena_reset(&f->arena);
	}
}

/* Keys that are compared each with each would outlast the test's time limit. */
static void a_map_of_a_hundred_thousand_entries_is_read_whole(void **state)
{
	struct fixture *f = *state;
	struct buffer b;
	struct error error;
	ProtobufCMessage *m;
	buffer_init(&b, 1 << 26);
	assert_int_equal(buffer_put_text(&b, "{\"metadata\":{\"\":\"\""), STATUS_OK);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(buffer_printf(&b, ",\n\"%d\":\"\\u0041\"", i), STATUS_OK);
	assert_int_equal(buffer_put_text(&b, "}}"), STATUS_OK);
	assert_int_equal(json_read(REQUEST, buffer_bytes(&b), &f->arena, &m, &error), STATUS_OK);
	assert_int_equal(((Truce__Rpc__V1__Request *)m)->n_metadata, 100001);
	buffer_fini(&b);
}

static void the_nearest_name_is_at_most_a_third_of_the_word_away(void **state)
{
	(void)state;
	static const char *const names[] = { "title", "kind", "aliases", "date", "readings" };
	static const struct {
		const char *word, *nearest;
	} rows[] = {
		{ "titel", "title" }, { "tilte", "title" }, { "titl", "title" },       { "titles", "title" },
		{ "kidn", "kind" },   { "dat", "date" },    { "redings", "readings" }, { "x", NULL },
		{ "", NULL },         { "zone", NULL },     { "aliases", "aliases" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *found = nearest_name(rows[i].word, names, COUNT_OF(names));
		if (rows[i].nearest == NULL)
			assert_null(found);
		else
			assert_string_equal(found, rows[i].nearest);
	}
	assert_null(nearest_name("title", names, 0));
}

static void a_name_is_like_what_has_its_words_or_few_other_letters(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *name;
		size_t likeness;
	} rows[] = {
		{ "idlib", "idlib", 0 },
		{ "idleb", "idlib", 1 },
		{ "ghouta", "eastern-ghouta", 2 },
		{ "gho", "eastern ghouta", 2 },
		{ "gh", "eastern ghouta", SIZE_MAX },
		{ "8", "astana-8", 2 },
		{ "8", "astana-18", SIZE_MAX },
		{ "astana-9", "astana-8", SIZE_MAX },
		{ "idlib province", "idlib", 2 },
		{ "astanna-8", "astana-8", 1 },
		{ "homs", "idlib", SIZE_MAX },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (name_likeness(rows[i].typed, rows[i].name) != rows[i].likeness)
			fail_msg("%s and %s: %zu", rows[i].typed, rows[i].name,
				 name_likeness(rows[i].typed, rows[i].name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(each_form_is_written_as_protobuf_has_it),
		WITH_FIXTURE(pretty_json_has_one_member_on_a_line),
		WITH_FIXTURE(defaults_are_written_when_asked_for_and_messages_and_oneofs_are_not),
		WITH_FIXTURE(text_is_escaped_so_that_it_cannot_move_a_cursor),
		WITH_FIXTURE(json_is_copied_with_the_characters_of_its_texts_escaped),
		WITH_FIXTURE(every_character_comes_back),
		WITH_FIXTURE(a_message_that_was_written_is_read_back_the_same),
		WITH_FIXTURE(of_entries_with_one_key_the_last_is_written),
		WITH_FIXTURE(a_value_without_a_form_is_not_written_and_nothing_is_appended),
		WITH_FIXTURE(an_any_with_bytes_of_no_message_is_written_as_base64),
		WITH_FIXTURE(numbers_have_a_point_in_every_locale),
		WITH_FIXTURE(random_doubles_come_back_exactly),
		WITH_FIXTURE(a_map_of_a_hundred_thousand_entries_is_read_whole),
		WITH_FIXTURE(the_nearest_name_is_at_most_a_third_of_the_word_away),
		cmocka_unit_test(a_name_is_like_what_has_its_words_or_few_other_letters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

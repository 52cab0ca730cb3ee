#include "tests/support_message.h"
#include "tests/support_random.h"

#include <locale.h>
#include <math.h>

#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/field_mask.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "proto/filter.h"
#include "proto/json.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

#define UPDATE_ZONE &truce__v1__update_zone_request__descriptor
#define REQUEST &truce__rpc__v1__request__descriptor
#define RESPONSE &truce__rpc__v1__response__descriptor
#define SERVER &truce__v1__server_status__descriptor
#define TIMESTAMP &google__protobuf__timestamp__descriptor
#define DURATION &google__protobuf__duration__descriptor
#define MASK &google__protobuf__field_mask__descriptor
#define ANY &google__protobuf__any__descriptor

/* A wrapper, which the schema does not use. */
struct wrapper {
	ProtobufCMessage base;
	int64_t value;
};
static void wrapper_init(ProtobufCMessage *m);
static const ProtobufCFieldDescriptor wrapper_fields[] = {
	{ "value", 1, PROTOBUF_C_LABEL_NONE, PROTOBUF_C_TYPE_INT64, 0, offsetof(struct wrapper, value), NULL, NULL, 0,
	  0, NULL, NULL },
};
static const unsigned wrapper_by_name[] = { 0 };
static const ProtobufCIntRange wrapper_ranges[] = { { 1, 0 }, { 0, 1 } };
static const ProtobufCMessageDescriptor wrapper_descriptor = {
	PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
	"google.protobuf.Int64Value",
	"Int64Value",
	"Int64Value",
	"google.protobuf",
	sizeof(struct wrapper),
	1,
	wrapper_fields,
	wrapper_by_name,
	1,
	wrapper_ranges,
	wrapper_init,
	NULL,
	NULL,
	NULL,
};
static void wrapper_init(ProtobufCMessage *m)
{
	*(struct wrapper *)m = (struct wrapper){ .base = PROTOBUF_C_MESSAGE_INIT(&wrapper_descriptor) };
}

static ProtobufCMessage *read_text(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text)
{
	struct error error;
	ProtobufCMessage *m = NULL;
	if (json_read(type, bytes_text(text), arena, &m, &error) != STATUS_OK)
		fail_msg("%s: %s", text, error.message);
	return m;
}

/* The message's JSON, in arena. */
static const char *written(struct arena *arena, const ProtobufCMessage *m, unsigned flags)
{
	struct buffer out;
	buffer_init(&out, 1 << 24);
	assert_int_equal(json_write(m, flags, &out), STATUS_OK);
	const char *text = arena_text_n(arena, out.data, out.size);
	assert_non_null(text);
	buffer_fini(&out);
	return text;
}

static void assert_writes(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *in, const char *out)
{
	assert_string_equal(written(arena, read_text(arena, type, in), 0), out);
}

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
		{ "\u2065\u2066\u2069\u206A", "\"\u2065\\u2066\\u2069\u206A\"" },
		{ "é Женева 𐍈", "\"é Женева 𐍈\"" },
		{ "a\xFF\xC3", "\"a\\ufffd\\ufffd\"" },
		{ "\xED\xA0\x80", "\"\\ufffd\\ufffd\\ufffd\"" },
		{ "\xF4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(text_of(&f->arena, bytes_text(rows[i].in)), rows[i].out);
	assert_string_equal(text_of(&f->arena, BYTES_LITERAL("a\0b")), "\"a\\u0000b\"");
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
		  "line 1, column 9, kind: \"SPEECH\" is not a value of Kind, expected a name such as "
		  "\"KIND_PROTECTED_SITE\"" },
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
		if (!bytes_are_text(bytes_text(error.message), NULL))
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
	assert_true(bytes_are_text(bytes_text(error.message), NULL));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(each_form_is_written_as_protobuf_has_it),
		WITH_FIXTURE(pretty_json_has_one_member_on_a_line),
		WITH_FIXTURE(defaults_are_written_when_asked_for_and_messages_and_oneofs_are_not),
		WITH_FIXTURE(text_is_escaped_so_that_it_cannot_move_a_cursor),
		WITH_FIXTURE(every_character_comes_back),
		WITH_FIXTURE(a_message_that_was_written_is_read_back_the_same),
		WITH_FIXTURE(of_entries_with_one_key_the_last_is_written),
		WITH_FIXTURE(a_value_without_a_form_is_not_written_and_nothing_is_appended),
		WITH_FIXTURE(an_any_with_bytes_of_no_message_is_written_as_base64),
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
		WITH_FIXTURE(numbers_have_a_point_in_every_locale),
		WITH_FIXTURE(random_doubles_come_back_exactly),
		WITH_FIXTURE(a_map_of_a_hundred_thousand_entries_is_read_whole),
		WITH_FIXTURE(the_nearest_name_is_at_most_a_third_of_the_word_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

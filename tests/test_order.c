#include "tests/filters.h"
#include "tests/support_random.h"

#include <google/protobuf/timestamp.pb-c.h>

static struct order *order_of(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text)
{
	struct error error;
	struct order *order = NULL;
	if (order_compile(text, type, arena, &order, &error) != STATUS_OK)
		fail_msg("%s: %s", text, error.message);
	return order;
}

static struct bytes key_of(struct arena *arena, const struct order *order, const ProtobufCMessage *m)
{
	struct bytes key;
	assert_int_equal(order_key(order, m, arena, &key), STATUS_OK);
	return key;
}

static void an_order_that_cannot_be_is_refused_at_its_position(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *order, *message;
	} rows[] = {
		{ "titel", "position 1: \"titel\" is not a field of Statement; did you mean title?" },
		{ "title, dat.earliest", "position 8: \"dat\" is not a field of Statement; did you mean date?" },
		{ "date.earlist desc",
		  "position 6: \"earlist\" is not a field of DateInterval; did you mean earliest?" },
		{ "date", "position 1: date is a message; order by one of its fields, as in date.earliest" },
		{ "aliases", "position 1: aliases is repeated; order by a field that has one value" },
		{ "title, blocks.number", "position 8: blocks is repeated; order by a field that has one value" },
		{ "title down", "position 7: found \"down\", expected \"desc\", \",\" or the end" },
		{ "title desc name", "position 12: expected \",\" or the end" },
		{ "title,", "position 7: expected the name of a field" },
		{ ",title", "position 1: expected the name of a field" },
		{ "title,,name", "position 7: expected the name of a field" },
		{ "date.", "position 6: expected the name of a field" },
		{ "name,name,name,name,name,name,name,name,name,name,name,name,name,name,name,name,name",
		  "position 81: found more than 16 fields to order by" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error error = { 0 };
		struct order *untouched = NULL;
		enum status status = order_compile(rows[i].order, STATEMENT, &f->arena, &untouched, &error);
		if (status != STATUS_INVALID_ARGUMENT || strcmp(error.message, rows[i].message) != 0)
			fail_msg("%s\n  says:     %s\n  expected: %s", rows[i].order, error.message, rows[i].message);
		assert_string_equal(error.reason, "INVALID_ORDER_BY");
		assert_null(untouched);
	}
}

/* <0, 0 or >0, by the fields themselves. */
static int compare_field(const ProtobufCMessage *a, const ProtobufCMessage *b, const char *path)
{
	char name[64];
	size_t size = strcspn(path, ".");
	memcpy(name, path, size);
	name[size] = '\0';
	const ProtobufCMessageDescriptor *type = a->descriptor;
	const ProtobufCFieldDescriptor *f = field(type, name);
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return strcmp(message_text_at(a, f, 0), message_text_at(b, f, 0));
	if (f->type == PROTOBUF_C_TYPE_DOUBLE) {
		double x = message_double_at(a, f, 0), y = message_double_at(b, f, 0);
		return (x > y) - (x < y);
	}
	if (f->type == PROTOBUF_C_TYPE_UINT64) {
		uint64_t x = (uint64_t)message_int_at(a, f, 0), y = (uint64_t)message_int_at(b, f, 0);
		return (x > y) - (x < y);
	}
	if (f->type == PROTOBUF_C_TYPE_BYTES)
		return bytes_compare(message_bytes_at(a, f, 0), message_bytes_at(b, f, 0));
	if (f->type != PROTOBUF_C_TYPE_MESSAGE) {
		int64_t x = message_int_at(a, f, 0), y = message_int_at(b, f, 0);
		return (x > y) - (x < y);
	}
	ProtobufCMessage *none = calloc(1, ((const ProtobufCMessageDescriptor *)f->descriptor)->sizeof_message);
	assert_non_null(none);
	protobuf_c_message_init(f->descriptor, none);
	const ProtobufCMessage *x = message_at(a, f, 0), *y = message_at(b, f, 0);
	x = x == NULL ? none : x;
	y = y == NULL ? none : y;
	int order;
	if (path[size] == '.') {
		order = compare_field(x, y, path + size + 1);
	} else {
		order = compare_field(x, y, "seconds");
		order = order != 0 ? order : compare_field(x, y, "nanos");
	}
	free(none);
	return order;
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

/* Whether a text or a time is not there. */
static bool is_unset(const ProtobufCMessage *m, const char *path)
{
	char name[64];
	size_t size = strcspn(path, ".");
	memcpy(name, path, size);
	name[size] = '\0';
	const ProtobufCFieldDescriptor *f = field(m->descriptor, name);
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return message_text_at(m, f, 0)[0] == '\0';
	const ProtobufCMessage *in = f->type == PROTOBUF_C_TYPE_MESSAGE ? message_at(m, f, 0) : NULL;
	if (f->type != PROTOBUF_C_TYPE_MESSAGE || path[size] == '\0')
		return f->type == PROTOBUF_C_TYPE_MESSAGE && in == NULL;
	if (in != NULL)
		return is_unset(in, path + size + 1);
	ProtobufCMessage *none = calloc(1, ((const ProtobufCMessageDescriptor *)f->descriptor)->sizeof_message);
	assert_non_null(none);
	protobuf_c_message_init(f->descriptor, none);
	bool unset = is_unset(none, path + size + 1);
	free(none);
	return unset;
}

/* What is unset comes last, whatever the direction. */
static int compare_directed(const ProtobufCMessage *a, const ProtobufCMessage *b, const char *path, bool descending)
{
	int unset = is_unset(a, path) - is_unset(b, path);
	return unset != 0 ? unset : compare_field(a, b, path) * (descending ? -1 : 1);
}

static void keys_compare_as_the_fields_do(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const ProtobufCMessageDescriptor *type;
		const char *paths[3];
		bool descending[3];
	} rows[] = {
		{ STATEMENT, { "title", "date.earliest", "kind" }, { false, false, false } },
		{ STATEMENT, { "title", "date.earliest", "kind" }, { true, false, true } },
		{ STATEMENT, { "date.printed", "title", "create_time" }, { false, true, true } },
		{ ROUND, { "venue.city", "ordinal", "next_meeting.date.earliest" }, { true, true, false } },
		{ ROUND, { "next_meeting.venue.city", "process", "ordinal" }, { false, true, true } },
		{ EVERY, { "boolean", "int64", "uint64" }, { true, false, true } },
		{ EVERY, { "real", "sint32", "uint64" }, { false, true, false } },
		{ EVERY, { "real", "uint64", "int32" }, { true, true, false } },
		{ REQUEST, { "message", "method", "timeout_ms" }, { false, false, true } },
		{ STATUS, { "state", "days_left", "title" }, { false, true, true } },
	};
	struct random random = { 132 };
	for (size_t i = 0; i < 20000; i++) {
		struct arena *arena = &f->arena;
		size_t k = i % COUNT_OF(rows);
		const char *text = "";
		for (int p = 0; p < 3; p++)
			text = arena_printf(arena, "%s%s%s%s", text, p > 0 ? ", " : "", rows[k].paths[p],
					    rows[k].descending[p] ? " desc"
					    : p == 0              ? " asc"
								  : "");
		const struct order *order = order_of(arena, rows[k].type, text);
		const ProtobufCMessage *a = random_message(&random, rows[k].type, arena);
		const ProtobufCMessage *b = random_message(&random, rows[k].type, arena);
		int expected = 0;
		for (int p = 0; p < 3 && expected == 0; p++)
			expected = compare_directed(a, b, rows[k].paths[p], rows[k].descending[p]);
		if (sign(bytes_compare(key_of(arena, order, a), key_of(arena, order, b))) != sign(expected))
			fail_msg("%s: keys do not compare as the fields, which are %d", text, expected);
		arena_reset(arena);
	}
}

static void a_text_sorts_before_what_it_begins_either_way_round(void **state)
{
	struct fixture *f = *state;
	struct arena *arena = &f->arena;
	ProtobufCMessage *a = message_of(arena, STATEMENT, "{\"title\":\"a\",\"name\":\"z\"}");
	ProtobufCMessage *ab = message_of(arena, STATEMENT, "{\"title\":\"ab\",\"name\":\"a\"}");
	const struct order *up = order_of(arena, STATEMENT, " title , name ");
	const struct order *down = order_of(arena, STATEMENT, "title desc,name");
	assert_true(bytes_compare(key_of(arena, up, a), key_of(arena, up, ab)) < 0);
	assert_true(bytes_compare(key_of(arena, down, a), key_of(arena, down, ab)) > 0);
	ProtobufCMessage *unset = message_of(arena, STATEMENT, "{\"name\":\"b\"}");
	assert_true(bytes_compare(key_of(arena, up, ab), key_of(arena, up, unset)) < 0);
	assert_true(bytes_compare(key_of(arena, down, a), key_of(arena, down, unset)) < 0);
	assert_int_equal(key_of(arena, order_of(arena, STATEMENT, ""), a).size, 0);
	assert_int_equal(key_of(arena, order_of(arena, STATEMENT, "  "), a).size, 0);
	struct arena none;
	struct bytes key;
	arena_init(&none, 0);
	assert_int_equal(order_key(up, a, &none, &key), STATUS_RESOURCE_EXHAUSTED);
	arena_fini(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(an_order_that_cannot_be_is_refused_at_its_position),
		WITH_FIXTURE(keys_compare_as_the_fields_do),
		WITH_FIXTURE(a_text_sorts_before_what_it_begins_either_way_round),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "proto/filter_tree.h"

#include <stdlib.h>

#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/time.h"
#include "proto/enum_names.h"
#include "proto/field.h"
#include "proto/json_form.h"
#include "proto/quote.h"

/* What a type of values is compared by: which operators it has, how its literal
 * is read, and whether a value fits. */
struct comparison {
	unsigned ops; /* bits 1 << enum filter_op */
	bool (*read)(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
		     struct filter_test *test);
	bool (*fits)(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		     size_t i);
	const char *words; /* of values of the type */
};

#define EQUALITY (1u << OP_EQUAL | 1u << OP_NOT_EQUAL | 1u << OP_HAS)
#define ANY_OP (EQUALITY | 1u << OP_LESS | 1u << OP_LESS_EQUAL | 1u << OP_GREATER | 1u << OP_GREATER_EQUAL)

/* order is <0, 0 or >0 as the value is less than, equal to or greater than the
 * literal. */
static bool passes(enum filter_op op, int order)
{
	switch (op) {
	case OP_NOT_EQUAL:
		return order != 0;
	case OP_LESS:
		return order < 0;
	case OP_LESS_EQUAL:
		return order <= 0;
	case OP_GREATER:
		return order > 0;
	case OP_GREATER_EQUAL:
		return order >= 0;
	default:
		return order == 0;
	}
}

static bool read_text(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
		      struct filter_test *test)
{
	(void)f;
	test->text = value->text;
	test->size = value->size;
	test->any_head = value->star_head;
	test->any_tail = value->star_tail;
	if (test->op == OP_HAS)
		return filter_phrase_make(s, value, &test->phrase);
	if ((value->star_head || value->star_tail) && test->op != OP_EQUAL && test->op != OP_NOT_EQUAL)
		return filter_fail(s, value->at, "\"*\" stands for any text with = and != only");
	return true;
}

static bool matches(const struct filter_test *test, const char *text)
{
	if (test->any_head && test->any_tail)
		return strstr(text, test->text) != NULL;
	size_t size = strlen(text);
	if (size < test->size || (size > test->size && !test->any_head && !test->any_tail))
		return false;
	return memcmp(test->any_head ? text + size - test->size : text, test->text, test->size) == 0;
}

static bool text_fits(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		      size_t i)
{
	const char *text = message_text_at(m, f, i);
	if (test->op == OP_HAS)
		return filter_phrase_found(&test->phrase, text);
	if (test->op == OP_EQUAL || test->op == OP_NOT_EQUAL)
		return matches(test, text) == (test->op == OP_EQUAL);
	return *text != '\0' && passes(test->op, strcmp(text, test->text)); /* what is not set has no order */
}

static bool read_bytes(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
		       struct filter_test *test)
{
	(void)f;
	size_t size;
	uint8_t *room = arena_alloc(s->arena, value->size / 4 * 3 + 3);
	if (room == NULL)
		return filter_no_room(s);
	if (!base64_parse(bytes_of(value->text, value->size), room, &size))
		return false;
	test->bytes = bytes_of(room, size);
	return true;
}

static bool bytes_fit(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		      size_t i)
{
	return passes(test->op, bytes_compare(message_bytes_at(m, f, i), test->bytes));
}

static bool is_unsigned(const ProtobufCFieldDescriptor *f)
{
	return f->type == PROTOBUF_C_TYPE_UINT32 || f->type == PROTOBUF_C_TYPE_FIXED32 ||
	       f->type == PROTOBUF_C_TYPE_UINT64 || f->type == PROTOBUF_C_TYPE_FIXED64;
}

static bool read_integer(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
			 struct filter_test *test)
{
	(void)s;
	bool negative;
	uint64_t magnitude, most = is_unsigned(f) ? UINT64_MAX : INT64_MAX, least = is_unsigned(f) ? 0 : most + 1;
	if (json_parse_whole(bytes_of(value->text, value->size), &negative, &magnitude) != JSON_NUMBER_OK)
		return false;
	if (magnitude > (negative ? least : most))
		return false;
	test->number = (int64_t)(negative ? 0 - magnitude : magnitude);
	return true;
}

static bool integer_fits(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
			 size_t i)
{
	int64_t value = message_int_at(m, f, i);
	if (!is_unsigned(f))
		return passes(test->op, (value > test->number) - (value < test->number));
	uint64_t a = (uint64_t)value, b = (uint64_t)test->number;
	return passes(test->op, (a > b) - (a < b));
}

static bool read_real(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
		      struct filter_test *test)
{
	(void)s;
	(void)f;
	return json_parse_double(value->text, &test->real) == JSON_NUMBER_OK;
}

static bool real_fits(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		      size_t i)
{
	double value = message_double_at(m, f, i);
	if (value != value)
		return test->op == OP_NOT_EQUAL;
	return passes(test->op, (value > test->real) - (value < test->real));
}

static bool read_bool(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
		      struct filter_test *test)
{
	(void)s;
	(void)f;
	test->number = strcmp(value->text, "true") == 0;
	return test->number == 1 || strcmp(value->text, "false") == 0;
}

static bool bool_fits(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		      size_t i)
{
	return passes(test->op, (message_int_at(m, f, i) != 0) - (int)test->number);
}

static bool no_such_value(struct filter_source *s, const ProtobufCEnumDescriptor *type, const struct filter_word *value,
			  const char *word)
{
	const char **names = arena_array(s->arena, 2 * (size_t)type->n_values, sizeof *names);
	const char *all = enum_values_listed(type, s->arena);
	if (names == NULL || all == NULL)
		return filter_no_room(s);
	for (unsigned i = 0; i < type->n_values; i++) {
		const char *name = type->values[i].name;
		names[2 * i] = name + enum_prefix(type, name);
		names[2 * i + 1] = name;
	}
	const char *near = nearest_name(word, names, 2 * (size_t)type->n_values);
	if (near != NULL)
		return filter_fail(s, value->at, "%s is not a value of %s; did you mean %s?", filter_quote(s, value),
				   type->short_name, near);
	return filter_fail(s, value->at, "%s is not a value of %s, which has %s", filter_quote(s, value),
			   type->short_name, all);
}

static bool read_enum(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
		      struct filter_test *test)
{
	const ProtobufCEnumDescriptor *type = f->descriptor;
	char *word = arena_text_n(s->arena, value->text, value->size);
	if (word == NULL)
		return filter_no_room(s);
	for (char *p = word; *p != '\0'; p++)
		*p = to_capital(*p);
	const ProtobufCEnumValue *called = enum_value_called(type, word);
	if (called == NULL)
		return no_such_value(s, type, value, word);
	test->number = called->value;
	return true;
}

static bool read_instant(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
			 struct filter_test *test)
{
	(void)s;
	(void)f;
	int32_t day;
	if (!date_parse(value->text, &day))
		return json_parse_timestamp(value->text, &test->seconds, &test->nanos);
	test->seconds = (int64_t)day * 86400;
	test->nanos = 0;
	return true;
}

static bool read_duration(struct filter_source *s, const ProtobufCFieldDescriptor *f, const struct filter_word *value,
			  struct filter_test *test)
{
	(void)s;
	(void)f;
	return json_parse_duration(value->text, &test->seconds, &test->nanos);
}

static int compare_times(const struct filter_test *test, int64_t seconds, int32_t nanos)
{
	if (seconds != test->seconds)
		return seconds < test->seconds ? -1 : 1;
	return (nanos > test->nanos) - (nanos < test->nanos);
}

static bool instant_fits(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
			 size_t i)
{
	const Google__Protobuf__Timestamp *t = (const Google__Protobuf__Timestamp *)message_at(m, f, i);
	return t != NULL && passes(test->op, compare_times(test, t->seconds, t->nanos));
}

static bool duration_fits(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
			  size_t i)
{
	const Google__Protobuf__Duration *d = (const Google__Protobuf__Duration *)message_at(m, f, i);
	return d != NULL && passes(test->op, compare_times(test, d->seconds, d->nanos));
}

static const struct comparison text_comparison = { ANY_OP, read_text, text_fits, "a text" };
static const struct comparison bytes_comparison = { EQUALITY, read_bytes, bytes_fit, "bytes as base64" };
static const struct comparison integer_comparison = { ANY_OP, read_integer, integer_fits, "a whole number" };
static const struct comparison real_comparison = { ANY_OP, read_real, real_fits, "a number" };
static const struct comparison bool_comparison = { EQUALITY, read_bool, bool_fits, "true or false" };
static const struct comparison enum_comparison = { EQUALITY, read_enum, integer_fits, "the name of a value" };
static const struct comparison instant_comparison = { ANY_OP, read_instant, instant_fits,
						      "an instant such as \"2017-09-15T20:45:00Z\" or a date" };
static const struct comparison duration_comparison = { ANY_OP, read_duration, duration_fits,
						       "a duration in seconds such as 1.5s" };

static const struct comparison *comparison_of(const ProtobufCFieldDescriptor *f)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		return &text_comparison;
	case PROTOBUF_C_TYPE_BYTES:
		return &bytes_comparison;
	case PROTOBUF_C_TYPE_FLOAT:
	case PROTOBUF_C_TYPE_DOUBLE:
		return &real_comparison;
	case PROTOBUF_C_TYPE_BOOL:
		return &bool_comparison;
	case PROTOBUF_C_TYPE_ENUM:
		return &enum_comparison;
	case PROTOBUF_C_TYPE_MESSAGE:
		if (json_form_of(f->descriptor) == JSON_FORM_TIMESTAMP)
			return &instant_comparison;
		return json_form_of(f->descriptor) == JSON_FORM_DURATION ? &duration_comparison : NULL;
	default:
		return &integer_comparison;
	}
}

static bool no_such_field(struct filter_source *s, const ProtobufCMessageDescriptor *type,
			  const struct filter_word *word)
{
	const char **names = arena_array(s->arena, type->n_fields, sizeof *names);
	if (names == NULL)
		return filter_no_room(s);
	for (unsigned i = 0; i < type->n_fields; i++)
		names[i] = type->fields[i].name;
	if (type->n_fields == 0)
		return filter_fail(s, word->at, "%s has no fields", type->short_name);
	const char *near = nearest_name(word->text, names, type->n_fields);
	if (near != NULL)
		return filter_fail(s, word->at, "%s is not a field of %s; did you mean %s?", filter_quote(s, word),
				   type->short_name, near);
	return filter_fail(s, word->at, "%s is not a field of %s, which has %s", filter_quote(s, word),
			   type->short_name, names_listed(s->arena, names, type->n_fields));
}

static const ProtobufCFieldDescriptor *find_field(const ProtobufCMessageDescriptor *type,
						  const struct filter_word *word)
{
	for (unsigned i = 0; i < type->n_fields; i++)
		if (json_name_is(type->fields[i].name, bytes_of(word->text, word->size)))
			return &type->fields[i];
	return NULL;
}

/* What the values at the end of a path are of: of a map's entry, its value. */
static const ProtobufCFieldDescriptor *leaf_of(const struct filter_step *step)
{
	if (step->key == NULL)
		return step->field;
	return &((const ProtobufCMessageDescriptor *)step->field->descriptor)->fields[1];
}

bool filter_resolve(struct filter_source *s, const struct filter_word *words, size_t count, struct filter_step *steps,
		    size_t *n_steps)
{
	const ProtobufCMessageDescriptor *type = s->type;
	*n_steps = 0;
	for (size_t i = 0; i < count; i++) {
		if (words[i].star_head || words[i].star_tail)
			return filter_fail(s, words[i].at, "found \"*\" in a path, expected the name of a field");
		if (type == NULL)
			return filter_fail(s, words[i].at, "%s is no message and has no field %s",
					   filter_quote(s, &words[i - 1]), filter_quote(s, &words[i]));
		struct filter_step *step = &steps[(*n_steps)++];
		*step = (struct filter_step){ .field = find_field(type, &words[i]) };
		if (step->field == NULL)
			return no_such_field(s, type, &words[i]);
		if (json_is_map(step->field) && i + 1 < count)
			step->key = words[++i].text;
		const ProtobufCFieldDescriptor *leaf = leaf_of(step);
		type = leaf->type == PROTOBUF_C_TYPE_MESSAGE ? leaf->descriptor : NULL;
	}
	return true;
}

static const char *print_path(struct filter_source *s, const struct filter_step *steps, size_t count)
{
	const char *path = "";
	for (size_t i = 0; i < count && path != NULL; i++) {
		path = arena_printf(s->arena, "%s%s%s", path, i > 0 ? "." : "", steps[i].field->name);
		if (path != NULL && steps[i].key != NULL)
			path = arena_printf(s->arena, "%s.%s", path, quote_text(s->arena, bytes_text(steps[i].key)));
	}
	if (path == NULL)
		filter_no_room(s);
	return path;
}

/* "map:key" asks whether the map has the key, as "map.key:*" does. */
static bool bind_key(struct filter_source *s, struct filter_step *last, enum filter_op op, size_t op_at,
		     const struct filter_word *value)
{
	if (op != OP_HAS)
		return filter_fail(s, op_at, "%s is a map; compare one of its values: %s.key", last->field->name,
				   last->field->name);
	if (value->star_head || value->star_tail)
		return filter_fail(s, value->at, "found \"*\" in the key of a map, expected it whole");
	last->key = value->text;
	return true;
}

static bool bind_value(struct filter_source *s, const ProtobufCFieldDescriptor *leaf, size_t op_at,
		       const struct filter_word *value, struct filter_test *test)
{
	const struct comparison *comparison = comparison_of(leaf);
	if (comparison == NULL)
		return filter_fail(s, op_at, "%s is a message; name one of its fields, as in %s.%s, or ask %s:*",
				   test->path, test->path,
				   ((const ProtobufCMessageDescriptor *)leaf->descriptor)->fields[0].name, test->path);
	if ((comparison->ops & 1u << test->op) == 0)
		return filter_fail(s, op_at, "the values of %s have no order; use =, != or :", test->path);
	bool wild = (value->star_head || value->star_tail) && comparison != &text_comparison;
	if (wild || !comparison->read(s, leaf, value, test))
		return filter_fail(s, value->at, "found %s%s, expected %s", filter_quote(s, value),
				   wild ? " with \"*\"" : "", comparison->words);
	test->fits = comparison->fits;
	return true;
}

struct filter_test *filter_bind(struct filter_source *s, const struct filter_word *path, size_t count,
				enum filter_op op, size_t op_at, const struct filter_word *value)
{
	struct filter_test *test = arena_zalloc(s->arena, sizeof *test);
	struct filter_step *steps = arena_array(s->arena, count, sizeof *steps);
	if (test == NULL || steps == NULL) {
		filter_no_room(s);
		return NULL;
	}
	if (path[0].quoted) {
		filter_fail(s, path[0].at, "found a text in quotes, expected the name of a field before the operator");
		return NULL;
	}
	if (!filter_resolve(s, path, count, steps, &test->n_steps))
		return NULL;
	test->steps = steps;
	test->op = op;
	test->path = print_path(s, steps, test->n_steps);
	if (test->path == NULL)
		return NULL;
	struct filter_step *last = &steps[test->n_steps - 1];
	if (op == OP_HAS && value->star)
		return test;
	if (json_is_map(last->field) && last->key == NULL)
		return bind_key(s, last, op, op_at, value) ? test : NULL;
	return bind_value(s, leaf_of(last), op_at, value, test) ? test : NULL;
}

struct filter_test *filter_bind_words(struct filter_source *s, const struct filter_word *words)
{
	struct filter_test *test = arena_zalloc(s->arena, sizeof *test);
	if (test == NULL) {
		filter_no_room(s);
		return NULL;
	}
	test->op = OP_HAS;
	test->path = "";
	return filter_phrase_make(s, words, &test->phrase) ? test : NULL;
}

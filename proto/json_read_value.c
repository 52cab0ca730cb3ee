#include "proto/json_reader.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/field_mask.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "base/base64.h"
#include "proto/enum_names.h"
#include "proto/field.h"
#include "proto/filter.h"
#include "proto/json.h"
#include "proto/schema.h"

typedef bool take_function(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v);

struct integer_kind {
	uint64_t most, least; /* magnitudes */
	const char *expected;
};

static const struct integer_kind int32_kind = { INT32_MAX, (uint64_t)INT32_MAX + 1,
						"a whole number from -2147483648 to 2147483647" };
static const struct integer_kind uint32_kind = { UINT32_MAX, 0, "a whole number from 0 to 4294967295" };
static const struct integer_kind int64_kind = { INT64_MAX, (uint64_t)INT64_MAX + 1,
						"a whole number from -9223372036854775808 to 9223372036854775807" };
static const struct integer_kind uint64_kind = { UINT64_MAX, 0, "a whole number from 0 to 18446744073709551615" };

static bool take_integer(struct reader *r, const struct integer_kind *kind, uint64_t *out, const struct value *v)
{
	bool negative = false;
	uint64_t magnitude = 0;
	if ((v->kind != VALUE_NUMBER && v->kind != VALUE_STRING) ||
	    json_parse_whole(v->text, &negative, &magnitude) != JSON_NUMBER_OK ||
	    magnitude > (negative ? kind->least : kind->most))
		return reader_wrong(r, v, kind->expected);
	*out = negative ? 0 - magnitude : magnitude;
	return true;
}

static bool take_32(struct reader *r, const struct integer_kind *kind, void *place, const struct value *v)
{
	uint64_t wide = 0;
	if (!take_integer(r, kind, &wide, v))
		return false;
	uint32_t narrow = (uint32_t)wide;
	memcpy(place, &narrow, sizeof narrow);
	return true;
}

static bool take_64(struct reader *r, const struct integer_kind *kind, void *place, const struct value *v)
{
	uint64_t wide = 0;
	if (!take_integer(r, kind, &wide, v))
		return false;
	memcpy(place, &wide, sizeof wide);
	return true;
}

static bool take_int32(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	return take_32(r, &int32_kind, place, v);
}

static bool take_uint32(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	return take_32(r, &uint32_kind, place, v);
}

static bool take_int64(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	return take_64(r, &int64_kind, place, v);
}

static bool take_uint64(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	return take_64(r, &uint64_kind, place, v);
}

static bool parse_special(struct bytes text, double *out)
{
	static const struct {
		const char *name;
		double value;
	} rows[] = { { "NaN", (double)NAN }, { "Infinity", (double)INFINITY }, { "-Infinity", (double)-INFINITY } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!bytes_equal(text, bytes_text(rows[i].name)))
			continue;
		*out = rows[i].value;
		return true;
	}
	return false;
}

static bool take_double(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	static const char expected[] = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
	double value = 0;
	if (v->kind != VALUE_NUMBER && v->kind != VALUE_STRING)
		return reader_wrong(r, v, expected);
	if (v->kind != VALUE_STRING || !parse_special(v->text, &value)) {
		const char *text = arena_text_n(r->arena, v->text.data, v->text.size);
		if (text == NULL)
			return reader_no_room(r);
		if (json_parse_double(text, &value) != JSON_NUMBER_OK)
			return reader_wrong(r, v, expected);
		if (f->type == PROTOBUF_C_TYPE_FLOAT && fabs(value) > (double)FLT_MAX)
			return reader_wrong(r, v, "a number of 32 bits");
	}
	float narrow = (float)value;
	if (f->type == PROTOBUF_C_TYPE_FLOAT)
		memcpy(place, &narrow, sizeof narrow);
	else
		memcpy(place, &value, sizeof value);
	return true;
}

static bool take_bool(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	if (v->kind != VALUE_BOOL)
		return reader_wrong(r, v, "true or false");
	*(protobuf_c_boolean *)place = v->truth;
	return true;
}

static bool no_such_value(struct reader *r, const ProtobufCEnumDescriptor *type, const struct value *v)
{
	const char *near = NULL;
	const char **names = arena_array(r->arena, 2 * (size_t)type->n_values, sizeof *names);
	const char *word = arena_text_n(r->arena, v->text.data, v->text.size);
	if (names != NULL && word != NULL) {
		for (unsigned i = 0; i < type->n_values; i++) {
			names[2 * i] = type->values[i].name;
			names[2 * i + 1] = names[2 * i] + enum_prefix(type, names[2 * i]);
		}
		near = nearest_name(word, names, 2 * (size_t)type->n_values);
		const ProtobufCEnumValue *called = enum_value_called(type, near == NULL ? word : near);
		near = called == NULL ? NULL : called->name;
	}
	if (near != NULL)
		return reader_fail(r, "%s is not a value of %s; did you mean \"%s\"?", reader_quote(r, v->text),
				   type->short_name, near);
	const char *last = type->values[type->n_values - 1].name, *all = enum_values_listed(type, r->arena);
	if (all == NULL)
		return reader_no_room(r);
	return reader_fail(r, "%s is not a value of %s, expected \"%.*s\" and one of %s", reader_quote(r, v->text),
			   type->short_name, (int)enum_prefix(type, last), last, all);
}

static bool take_enum(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	const ProtobufCEnumDescriptor *type = f->descriptor;
	if (v->kind == VALUE_NUMBER)
		return take_32(r, &int32_kind, place, v);
	if (v->kind != VALUE_STRING)
		return reader_wrong(r, v, "the name of a value in quotes");
	for (unsigned i = 0; i < type->n_value_names; i++) {
		if (!bytes_equal(v->text, bytes_text(type->values_by_name[i].name)))
			continue;
		*(int *)place = type->values[type->values_by_name[i].index].value;
		return true;
	}
	return no_such_value(r, type, v);
}

static bool take_string(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	if (v->kind != VALUE_STRING)
		return reader_wrong(r, v, "a text in quotes");
	char *text = arena_text_n(r->arena, v->text.data, v->text.size);
	if (text == NULL)
		return reader_no_room(r);
	*(char **)place = text;
	return true;
}

static bool take_bytes(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	(void)f;
	if (v->kind != VALUE_STRING)
		return reader_wrong(r, v, "bytes as base64 in quotes");
	ProtobufCBinaryData data = { 0, arena_alloc(r->arena, v->text.size / 4 * 3 + 3) };
	if (data.data == NULL)
		return reader_no_room(r);
	if (!base64_parse(v->text, data.data, &data.len))
		return reader_wrong(r, v, "bytes as base64");
	*(ProtobufCBinaryData *)place = data;
	return true;
}

bool reader_open(struct reader *r, const struct frame *frame)
{
	if (frame->kind == FRAME_MEMBERS && ++r->depth > MESSAGE_DEPTH)
		return reader_fail(r, "nested deeper than %d messages", MESSAGE_DEPTH);
	assert(frame->n_fields <= FRAME_FIELDS);
	r->frames[++r->top] = *frame;
	r->frames[r->top].sought = r->sought;
	return true;
}

static ProtobufCMessage *put_new(struct reader *r, const ProtobufCMessageDescriptor *type, void *place)
{
	ProtobufCMessage *m = message_new(type, r->arena);
	if (m == NULL)
		reader_no_room(r);
	else
		*(ProtobufCMessage **)place = m;
	return m;
}

static bool take_members(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	const ProtobufCMessageDescriptor *type = f->descriptor;
	if (v->kind != VALUE_OBJECT)
		return reader_wrong(r, v, "an object");
	ProtobufCMessage *m = put_new(r, type, place);
	if (m == NULL)
		return false;
	struct frame frame = { .kind = FRAME_MEMBERS,
			       .message = m,
			       .fields = type->fields,
			       .n_fields = type->n_fields,
			       .type_name = type->short_name };
	return reader_open(r, &frame);
}

/* The text of a short string with its NUL; "" for anything else. */
static const char *short_text(const struct value *v, char room[64])
{
	room[0] = '\0';
	if (v->kind == VALUE_STRING && v->text.size < 64) {
		memcpy(room, v->text.data, v->text.size);
		room[v->text.size] = '\0';
	}
	return room;
}

static bool take_timestamp(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	char room[64];
	int64_t seconds;
	int32_t nanos;
	if (!json_parse_timestamp(short_text(v, room), &seconds, &nanos))
		return reader_wrong(r, v, "an instant such as \"2017-09-15T20:45:00Z\"");
	Google__Protobuf__Timestamp *t = (Google__Protobuf__Timestamp *)put_new(r, f->descriptor, place);
	if (t == NULL)
		return false;
	t->seconds = seconds;
	t->nanos = nanos;
	return true;
}

static bool take_duration(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	char room[64];
	int64_t seconds;
	int32_t nanos;
	if (!json_parse_duration(short_text(v, room), &seconds, &nanos))
		return reader_wrong(r, v, "a duration in seconds such as \"1.5s\"");
	Google__Protobuf__Duration *d = (Google__Protobuf__Duration *)put_new(r, f->descriptor, place);
	if (d == NULL)
		return false;
	d->seconds = seconds;
	d->nanos = nanos;
	return true;
}

static bool take_paths(struct reader *r, Google__Protobuf__FieldMask *mask, const struct value *v)
{
	size_t count = 1;
	for (size_t i = 0; i < v->text.size; i++)
		count += v->text.data[i] == ',';
	mask->paths = arena_array(r->arena, count, sizeof *mask->paths);
	if (mask->paths == NULL)
		return reader_no_room(r);
	const uint8_t *at = v->text.data, *end = at + v->text.size;
	for (; mask->n_paths < count; mask->n_paths++) {
		const uint8_t *comma = memchr(at, ',', (size_t)(end - at));
		size_t size = (size_t)((comma == NULL ? end : comma) - at);
		char *path = arena_alloc(r->arena, size * 2 + 1);
		if (path == NULL)
			return reader_no_room(r);
		if (!json_parse_path(bytes_of(at, size), path))
			return reader_wrong(r, v, "paths of fields such as \"title,date.earliest\"");
		mask->paths[mask->n_paths] = path;
		at += size + 1;
	}
	return true;
}

static bool take_mask(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	if (v->kind != VALUE_STRING)
		return reader_wrong(r, v, "paths of fields in quotes such as \"title,date.earliest\"");
	ProtobufCMessage *mask = put_new(r, f->descriptor, place);
	if (mask == NULL)
		return false;
	return v->text.size == 0 || take_paths(r, (Google__Protobuf__FieldMask *)mask, v);
}

static bool take_wrapper(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	const ProtobufCMessageDescriptor *type = f->descriptor;
	ProtobufCMessage *m = put_new(r, type, place);
	return m != NULL && reader_take(r, &type->fields[0], field_place_mutable(m, &type->fields[0]), v);
}

/* A frame for the content of an Any, by what is known of its type: its fields, or
 * "value" with its own form, or "value" with its bytes. */
static bool any_frame(struct reader *r, Google__Protobuf__Any *any, const ProtobufCMessageDescriptor *type,
		      struct frame *out)
{
	*out = (struct frame){ .kind = FRAME_MEMBERS, .any = any, .type_name = "Any" };
	if (type == NULL) {
		out->message = &any->base;
		out->fields = protobuf_c_message_descriptor_get_field_by_name(any->base.descriptor, "value");
		out->n_fields = 1;
		return true;
	}
	if (json_form_of(type) == JSON_FORM_MEMBERS) {
		out->type_name = type->short_name;
		out->fields = type->fields;
		out->n_fields = type->n_fields;
		out->message = message_new(type, r->arena);
		return out->message != NULL || reader_no_room(r);
	}
	ProtobufCFieldDescriptor *value = arena_zalloc(r->arena, sizeof *value);
	ProtobufCMessage **box = arena_zalloc(r->arena, sizeof *box);
	if (value == NULL || box == NULL)
		return reader_no_room(r);
	value->name = "value";
	value->label = PROTOBUF_C_LABEL_NONE;
	value->type = PROTOBUF_C_TYPE_MESSAGE;
	value->descriptor = type;
	out->fields = value;
	out->n_fields = 1;
	out->boxed = box;
	out->message = (ProtobufCMessage *)(void *)box;
	return true;
}

/* What follows the last '/' of a type's URL; NULL where that is none. A URL has
 * visible ASCII only, and so needs no escapes. */
static const char *name_of_type(const char *url)
{
	for (const char *p = url; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~' || *p == '\\')
			return NULL;
	const char *slash = strrchr(url, '/');
	return slash == NULL || slash[1] == '\0' ? NULL : slash + 1;
}

static bool take_any(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	if (v->kind != VALUE_OBJECT)
		return reader_wrong(r, v, "an object with \"@type\"");
	Google__Protobuf__Any *any = (Google__Protobuf__Any *)put_new(r, f->descriptor, place);
	if (any == NULL)
		return false;
	struct bytes inside = bytes_of(r->text.data + r->after, r->text.size - r->after), url = json_look(inside, "@type");
	if (url.size == 0) {
		struct frame empty = { .kind = FRAME_MEMBERS, .message = &any->base, .type_name = "Any" };
		if (json_is_empty(inside))
			return reader_open(r, &empty);
		return reader_fail(r, "found an object without \"@type\", expected it to name the type of the content");
	}
	char *text = arena_text_n(r->arena, url.data, url.size);
	if (text == NULL)
		return reader_no_room(r);
	any->type_url = text;
	const char *name = name_of_type(text);
	if (name == NULL)
		return reader_fail(r, "\"@type\" is %s, expected \"type.googleapis.com/\" and the name of a type",
				   reader_quote(r, url));
	struct frame frame;
	return any_frame(r, any, schema_message(name), &frame) && reader_open(r, &frame);
}

static bool take_message(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	static take_function *const by_form[] = {
		[JSON_FORM_MEMBERS] = take_members,   [JSON_FORM_TIMESTAMP] = take_timestamp,
		[JSON_FORM_DURATION] = take_duration, [JSON_FORM_FIELD_MASK] = take_mask,
		[JSON_FORM_ANY] = take_any,           [JSON_FORM_WRAPPER] = take_wrapper,
	};
	return by_form[json_form_of(f->descriptor)](r, f, place, v);
}

bool reader_take(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v)
{
	static take_function *const by_type[] = {
		[PROTOBUF_C_TYPE_INT32] = take_int32,     [PROTOBUF_C_TYPE_SINT32] = take_int32,
		[PROTOBUF_C_TYPE_SFIXED32] = take_int32,  [PROTOBUF_C_TYPE_INT64] = take_int64,
		[PROTOBUF_C_TYPE_SINT64] = take_int64,    [PROTOBUF_C_TYPE_SFIXED64] = take_int64,
		[PROTOBUF_C_TYPE_UINT32] = take_uint32,   [PROTOBUF_C_TYPE_FIXED32] = take_uint32,
		[PROTOBUF_C_TYPE_UINT64] = take_uint64,   [PROTOBUF_C_TYPE_FIXED64] = take_uint64,
		[PROTOBUF_C_TYPE_FLOAT] = take_double,    [PROTOBUF_C_TYPE_DOUBLE] = take_double,
		[PROTOBUF_C_TYPE_BOOL] = take_bool,       [PROTOBUF_C_TYPE_ENUM] = take_enum,
		[PROTOBUF_C_TYPE_STRING] = take_string,   [PROTOBUF_C_TYPE_BYTES] = take_bytes,
		[PROTOBUF_C_TYPE_MESSAGE] = take_message,
	};
	return by_type[f->type](r, f, place, v);
}

#include "tests/support_random.h"

#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/field_mask.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "proto/field.h"
#include "proto/json_form.h"
#include "truce/v1/zone.pb-c.h"

/* splitmix64 (G. Steele, D. Lea, C. Flood, 2014). */
uint64_t random_next(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

size_t random_below(struct random *r, size_t limit)
{
	return (size_t)(random_next(r) % limit);
}

double random_double(struct random *r, double least, double most)
{
	return least + (most - least) * (double)(random_next(r) >> 11) / (double)(UINT64_C(1) << 53);
}

const char *random_text(struct random *r, struct arena *arena)
{
	static const char *const pieces[] = {
		"",
		"Astana",
		"round",
		"ЖЕНЕВА",
		"женева",
		"a\"b\\c",
		"\x01\x1B[2J\x7F",
		"\xC2\x9B",
		"\u202E",
		"\u2028\u2066\u061C",
		"é",
		"𐍈",
		" two  words",
		"0",
		"zones/idlib",
		"\n\t",
		"*",
		"b",
	};
	const char *text = "";
	for (size_t i = random_below(r, 4); i > 0 && text != NULL; i--)
		text = arena_printf(arena, "%s%s", text, pieces[random_below(r, COUNT_OF(pieces))]);
	assert_non_null(text);
	return text;
}

static uint64_t random_number(struct random *r)
{
	static const int64_t ends[] = { 0, 1, -1, 7, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, 1000000 };
	return random_below(r, 2) == 0 ? (uint64_t)ends[random_below(r, COUNT_OF(ends))] : random_next(r);
}

static double random_real(struct random *r)
{
	static const double values[] = { 0.0, -0.0, 1.5, -1.5, 0.1, 1e300, -1e-300, 1e-320, 3e20, 1.0 / 3 };
	return values[random_below(r, COUNT_OF(values))];
}

static void fill_time(struct random *r, ProtobufCMessage *m, enum json_form form)
{
	static const int32_t parts[] = { 0, 500000000, 123000, 7, 999999999 };
	int64_t seconds = (int64_t)(random_next(r) % 300000000000) - 60000000000;
	int32_t nanos = parts[random_below(r, COUNT_OF(parts))];
	if (form == JSON_FORM_TIMESTAMP) {
		((Google__Protobuf__Timestamp *)m)->seconds = seconds;
		((Google__Protobuf__Timestamp *)m)->nanos = nanos;
	} else {
		((Google__Protobuf__Duration *)m)->seconds = seconds;
		((Google__Protobuf__Duration *)m)->nanos = seconds < 0 ? -nanos : nanos;
	}
}

static void fill_mask(struct random *r, Google__Protobuf__FieldMask *mask, struct arena *arena)
{
	static const char *const paths[] = { "title", "date.earliest", "update_time", "as_of.next_meeting" };
	mask->n_paths = random_below(r, 3);
	mask->paths = arena_array(arena, mask->n_paths + 1, sizeof *mask->paths);
	assert_non_null(mask->paths);
	for (size_t i = 0; i < mask->n_paths; i++)
		mask->paths[i] = message_borrow(paths[random_below(r, COUNT_OF(paths))]);
}

static void fill_any(struct random *r, Google__Protobuf__Any *any, struct arena *arena)
{
	static const struct {
		const char *url;
		const ProtobufCMessageDescriptor *type;
	} rows[] = {
		{ "type.googleapis.com/truce.v1.Zone", &truce__v1__zone__descriptor },
		{ "type.googleapis.com/google.protobuf.Timestamp", &google__protobuf__timestamp__descriptor },
		{ "type.googleapis.com/google.protobuf.FieldMask", &google__protobuf__field_mask__descriptor },
		{ "example.org/not.ours", NULL },
	};
	size_t k = random_below(r, COUNT_OF(rows));
	struct bytes bytes = BYTES_LITERAL("\xFF\x00\x01");
	if (rows[k].type != NULL)
		assert_int_equal(message_pack_arena(random_message(r, rows[k].type, arena), arena, &bytes), STATUS_OK);
	any->type_url = message_borrow(rows[k].url);
	any->value.data = arena_copy(arena, bytes.data, bytes.size);
	any->value.len = bytes.size;
	assert_non_null(any->value.data);
}

static void fill_number(struct random *r, const ProtobufCFieldDescriptor *f, void *place)
{
	uint64_t number = random_number(r);
	if (f->type == PROTOBUF_C_TYPE_BOOL)
		*(protobuf_c_boolean *)place = (int)(number & 1);
	else if (f->type == PROTOBUF_C_TYPE_FLOAT)
		*(float *)place = (float)((double)(int32_t)number / 8);
	else if (f->type == PROTOBUF_C_TYPE_DOUBLE)
		*(double *)place = random_real(r);
	else if (f->type == PROTOBUF_C_TYPE_ENUM)
		*(int *)place = (int)random_below(r, ((const ProtobufCEnumDescriptor *)f->descriptor)->n_values + 1);
	else if (field_kind(f)->size == sizeof(uint32_t))
		*(uint32_t *)place = (uint32_t)number;
	else
		*(uint64_t *)place = number;
}

static void fill_value(struct random *r, const ProtobufCFieldDescriptor *f, void *place, struct arena *arena)
{
	if (f->type == PROTOBUF_C_TYPE_MESSAGE) {
		*(ProtobufCMessage **)place = random_message(r, f->descriptor, arena);
	} else if (f->type == PROTOBUF_C_TYPE_STRING) {
		*(char **)place = message_borrow(random_text(r, arena));
	} else if (f->type == PROTOBUF_C_TYPE_BYTES) {
		uint64_t bytes[2] = { random_next(r), random_next(r) };
		ProtobufCBinaryData *data = place;
		data->len = random_below(r, sizeof bytes + 1);
		data->data = arena_copy(arena, bytes, data->len);
		assert_non_null(data->data);
	} else {
		fill_number(r, f, place);
	}
}

static void set_key(ProtobufCMessage *entry, size_t i, struct arena *arena)
{
	char *key = arena_printf(arena, "key %zu", i);
	assert_non_null(key);
	assert_true(message_set_text(entry, "key", key));
}

static void fill_list(struct random *r, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, struct arena *arena)
{
	size_t count = random_below(r, 4), size = field_kind(f)->size;
	uint8_t *elements = arena_array(arena, count + 1, size);
	assert_non_null(elements);
	for (size_t i = 0; i < count; i++) {
		fill_value(r, f, elements + i * size, arena);
		if (json_is_map(f))
			set_key(((ProtobufCMessage **)(void *)elements)[i], i, arena);
	}
	*field_count_place(m, f) = count;
	*(void **)field_place_mutable(m, f) = elements;
}

static void fill_field(struct random *r, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, struct arena *arena)
{
	if (random_below(r, 3) == 0)
		return;
	if (field_is_repeated(f)) {
		fill_list(r, m, f, arena);
		return;
	}
	if (field_is_in_oneof(f)) {
		if (*field_case_place(m, f) != 0)
			return;
		*field_case_place(m, f) = f->id;
	}
	fill_value(r, f, field_place_mutable(m, f), arena);
}

ProtobufCMessage *random_message(struct random *r, const ProtobufCMessageDescriptor *type, struct arena *arena)
{
	ProtobufCMessage *m = message_new(type, arena);
	assert_non_null(m);
	enum json_form form = json_form_of(type);
	if (form == JSON_FORM_TIMESTAMP || form == JSON_FORM_DURATION)
		fill_time(r, m, form);
	else if (form == JSON_FORM_FIELD_MASK)
		fill_mask(r, (Google__Protobuf__FieldMask *)m, arena);
	else if (form == JSON_FORM_ANY)
		fill_any(r, (Google__Protobuf__Any *)m, arena);
	else
		for (unsigned i = 0; i < type->n_fields; i++)
			fill_field(r, m, &type->fields[i], arena);
	return m;
}

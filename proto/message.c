#include "proto/message.h"

#include <assert.h>

#include "proto/field.h"

const struct field_kind field_kinds[] = {
	[PROTOBUF_C_TYPE_INT32] = { WIRE_VARINT, sizeof(int32_t), true },
	[PROTOBUF_C_TYPE_SINT32] = { WIRE_VARINT, sizeof(int32_t), true },
	[PROTOBUF_C_TYPE_SFIXED32] = { WIRE_FIXED32, sizeof(int32_t), true },
	[PROTOBUF_C_TYPE_INT64] = { WIRE_VARINT, sizeof(int64_t), true },
	[PROTOBUF_C_TYPE_SINT64] = { WIRE_VARINT, sizeof(int64_t), true },
	[PROTOBUF_C_TYPE_SFIXED64] = { WIRE_FIXED64, sizeof(int64_t), true },
	[PROTOBUF_C_TYPE_UINT32] = { WIRE_VARINT, sizeof(uint32_t), true },
	[PROTOBUF_C_TYPE_FIXED32] = { WIRE_FIXED32, sizeof(uint32_t), true },
	[PROTOBUF_C_TYPE_UINT64] = { WIRE_VARINT, sizeof(uint64_t), true },
	[PROTOBUF_C_TYPE_FIXED64] = { WIRE_FIXED64, sizeof(uint64_t), true },
	[PROTOBUF_C_TYPE_FLOAT] = { WIRE_FIXED32, sizeof(float), true },
	[PROTOBUF_C_TYPE_DOUBLE] = { WIRE_FIXED64, sizeof(double), true },
	[PROTOBUF_C_TYPE_BOOL] = { WIRE_VARINT, sizeof(protobuf_c_boolean), true },
	[PROTOBUF_C_TYPE_ENUM] = { WIRE_VARINT, sizeof(int), true },
	[PROTOBUF_C_TYPE_STRING] = { WIRE_LENGTH, sizeof(char *), false },
	[PROTOBUF_C_TYPE_BYTES] = { WIRE_LENGTH, sizeof(ProtobufCBinaryData), false },
	[PROTOBUF_C_TYPE_MESSAGE] = { WIRE_LENGTH, sizeof(ProtobufCMessage *), false },
};

ProtobufCMessage *message_new(const ProtobufCMessageDescriptor *type, struct arena *arena)
{
	ProtobufCMessage *m = arena_alloc(arena, type->sizeof_message);
	if (m != NULL)
		protobuf_c_message_init(type, m);
	return m;
}

/* Whether the field holds a value at all: a oneof may hold another member. */
static bool is_held(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	return !field_is_in_oneof(f) ||
	       *(const uint32_t *)(const void *)((const char *)m + f->quantifier_offset) == f->id;
}

/* The value, or element i of it. */
static const void *value_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	const void *place = field_place(m, f);
	if (!field_is_repeated(f))
		return place;
	return *(const char *const *)place + i * field_kind(f)->size;
}

static bool is_zero(const void *value, size_t size)
{
	static const char zero[8];
	return memcmp(value, zero, size) == 0;
}

bool message_has(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (field_is_repeated(f))
		return message_count(m, f) > 0;
	if (field_is_in_oneof(f))
		return is_held(m, f);
	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		return message_text_at(m, f, 0)[0] != '\0';
	case PROTOBUF_C_TYPE_BYTES:
		return message_bytes_at(m, f, 0).size > 0;
	default:
		return !is_zero(field_place(m, f), field_kind(f)->size);
	}
}

size_t message_count(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (field_is_repeated(f))
		return *(const size_t *)(const void *)((const char *)m + f->quantifier_offset);
	return message_has(m, f) ? 1 : 0;
}

const ProtobufCMessage *message_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	assert(f->type == PROTOBUF_C_TYPE_MESSAGE);
	return is_held(m, f) ? *(const ProtobufCMessage *const *)value_at(m, f, i) : NULL;
}

const char *message_text_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	assert(f->type == PROTOBUF_C_TYPE_STRING);
	const char *text = is_held(m, f) ? *(const char *const *)value_at(m, f, i) : NULL;
	return text == NULL ? "" : text;
}

struct bytes message_bytes_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	assert(f->type == PROTOBUF_C_TYPE_BYTES);
	if (!is_held(m, f))
		return bytes_of(NULL, 0);
	const ProtobufCBinaryData *data = value_at(m, f, i);
	return bytes_of(data->data, data->len);
}

int64_t message_int_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	if (!is_held(m, f))
		return 0;
	const void *value = value_at(m, f, i);
	switch (f->type) {
	case PROTOBUF_C_TYPE_INT64:
	case PROTOBUF_C_TYPE_SINT64:
	case PROTOBUF_C_TYPE_SFIXED64:
	case PROTOBUF_C_TYPE_UINT64:
	case PROTOBUF_C_TYPE_FIXED64:
		return *(const int64_t *)value;
	case PROTOBUF_C_TYPE_UINT32:
	case PROTOBUF_C_TYPE_FIXED32:
		return *(const uint32_t *)value;
	default:
		assert(field_kind(f)->size == sizeof(int32_t) && f->type != PROTOBUF_C_TYPE_FLOAT);
		return *(const int32_t *)value;
	}
}

double message_double_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	if (f->type != PROTOBUF_C_TYPE_DOUBLE && f->type != PROTOBUF_C_TYPE_FLOAT)
		return (double)message_int_at(m, f, i);
	if (!is_held(m, f))
		return 0;
	const void *value = value_at(m, f, i);
	return f->type == PROTOBUF_C_TYPE_DOUBLE ? *(const double *)value : (double)*(const float *)value;
}

static const ProtobufCFieldDescriptor *field_of(const ProtobufCMessage *m, const char *name, ProtobufCType type,
						bool repeated)
{
	const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, name);
	return f != NULL && f->type == type && field_is_repeated(f) == repeated ? f : NULL;
}

const char *message_text(const ProtobufCMessage *m, const char *field)
{
	const ProtobufCFieldDescriptor *f = field_of(m, field, PROTOBUF_C_TYPE_STRING, false);
	return f == NULL ? NULL : message_text_at(m, f, 0);
}

bool message_set_text(ProtobufCMessage *m, const char *field, const char *text)
{
	const ProtobufCFieldDescriptor *f = field_of(m, field, PROTOBUF_C_TYPE_STRING, false);
	if (f == NULL)
		return false;
	*(char **)field_place_mutable(m, f) = message_borrow(text);
	if (field_is_in_oneof(f))
		*field_case_place(m, f) = f->id;
	return true;
}

bool message_set_message(ProtobufCMessage *m, const char *field, ProtobufCMessage *value)
{
	const ProtobufCFieldDescriptor *f = field_of(m, field, PROTOBUF_C_TYPE_MESSAGE, false);
	if (f == NULL || (value != NULL && value->descriptor != f->descriptor))
		return false;
	if (value == NULL) {
		field_clear(m, f);
		return true;
	}
	*(ProtobufCMessage **)field_place_mutable(m, f) = value;
	if (field_is_in_oneof(f))
		*field_case_place(m, f) = f->id;
	return true;
}

/* Room for one more element after count. An array that grows here begins a size_t
 * off the arena's alignment, where nothing else that is allocated from an arena
 * begins, and the size_t before it is its capacity. Any other array is copied. */
static ProtobufCMessage **grow(ProtobufCMessage **elements, size_t count, struct arena *arena)
{
	enum { FIRST = 8 };
	bool ours = (uintptr_t)elements % _Alignof(max_align_t) == sizeof(size_t) && arena_owns(arena, elements);
	if (ours && count < ((const size_t *)(const void *)elements)[-1])
		return elements;
	size_t capacity = count < FIRST / 2 ? FIRST : count * 2;
	size_t *header = arena_alloc(arena, sizeof *header + capacity * sizeof *elements);
	if (header == NULL)
		return NULL;
	*header = capacity;
	if (count > 0)
		memcpy(header + 1, elements, count * sizeof *elements);
	return (ProtobufCMessage **)(void *)(header + 1);
}

bool message_append(ProtobufCMessage *m, const char *field, ProtobufCMessage *value, struct arena *arena)
{
	const ProtobufCFieldDescriptor *f = field_of(m, field, PROTOBUF_C_TYPE_MESSAGE, true);
	if (f == NULL || value == NULL || value->descriptor != f->descriptor)
		return false;
	size_t count = message_count(m, f);
	ProtobufCMessage ***place = field_place_mutable(m, f);
	ProtobufCMessage **elements = grow(*place, count, arena);
	if (elements == NULL)
		return false;
	elements[count] = value;
	*place = elements;
	*field_count_place(m, f) = count + 1;
	return true;
}

void field_clear(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (!is_held(m, f))
		return;
	memset(field_place_mutable(m, f), 0, field_is_repeated(f) ? sizeof(void *) : field_kind(f)->size);
	if (field_is_repeated(f))
		*field_count_place(m, f) = 0;
	else if (field_is_in_oneof(f))
		*field_case_place(m, f) = 0;
	else if (f->type == PROTOBUF_C_TYPE_STRING)
		*(char **)field_place_mutable(m, f) = message_borrow(protobuf_c_empty_string);
}

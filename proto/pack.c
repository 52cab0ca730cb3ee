#include "proto/message.h"

#include <assert.h>

#include "proto/field.h"

/* What protobuf-c allocates with: an arena, and whether it had no room. */
struct source {
	struct arena *arena;
	bool failed;
};

static void *source_alloc(void *data, size_t size)
{
	struct source *s = data;
	void *object = arena_alloc(s->arena, size);
	s->failed |= object == NULL;
	return object;
}

static void source_free(void *data, void *object)
{
	(void)data;
	(void)object; /* with its arena */
}

static ProtobufCMessage *unpack(const ProtobufCMessageDescriptor *type, struct bytes bytes, struct arena *arena,
				bool *no_room)
{
	struct source s = { .arena = arena };
	ProtobufCAllocator allocator = { source_alloc, source_free, &s };
	/* protobuf-c does arithmetic on the pointer even where there are no bytes. */
	const uint8_t *data = bytes.size == 0 ? (const uint8_t *)"" : bytes.data;
	ProtobufCMessage *m = protobuf_c_message_unpack(type, &allocator, bytes.size, data);
	*no_room = s.failed;
	return m;
}

static enum status too_large(const ProtobufCMessageDescriptor *type, struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE",
			 "%s takes more memory than one call may use; send it in parts", type->name);
}

enum status message_unpack(const ProtobufCMessageDescriptor *type, struct bytes bytes,
			   enum message_strictness strictness, struct arena *arena, struct violations *v,
			   ProtobufCMessage **out, struct error *error)
{
	size_t room = arena->cap - arena->used + (arena->blocks == NULL ? 0 : (size_t)(arena->end - arena->next));
	int before = v->count;
	if (!message_check(type, bytes, strictness, room, v))
		return too_large(type, error);
	if (v->count > before)
		return violations_status(v, error);
	bool no_room;
	ProtobufCMessage *m = unpack(type, bytes, arena, &no_room);
	if (m == NULL && no_room)
		return too_large(type, error);
	if (m == NULL)
		return error_set(error, STATUS_INTERNAL, "UNPACK", "%s passed its check but does not unpack",
				 type->name);
	*out = m;
	return STATUS_OK;
}

enum status message_unpack_own(const ProtobufCMessageDescriptor *type, struct bytes bytes, struct arena *arena,
			       ProtobufCMessage **out, struct error *error)
{
	bool no_room;
	ProtobufCMessage *m = unpack(type, bytes, arena, &no_room);
	if (m == NULL && no_room)
		return too_large(type, error);
	if (m == NULL)
		return error_set(error, STATUS_DATA_LOSS, "UNPACK", "a stored %s does not unpack", type->name);
	*out = m;
	return STATUS_OK;
}

/* ---- Packing ------------------------------------------------------------ */

/* Messages are packed from their end to their begin, so that the length of what stands in
 * another is known when it is written before it: in one pass, where the first measures and
 * the second writes else. The bytes are those of protobuf_c_message_pack. */
struct writer {
	uint8_t *at;          /* what was written begins here */
	const uint8_t *least; /* room begins here */
};

#define TRY_BYTES ((size_t)4 << 10) /* of a message that is packed without measuring it first */
#define VARINT_MOST 10

static inline bool write_bytes(struct writer *w, const void *data, size_t size)
{
	if (size > (size_t)(w->at - w->least))
		return false;
	w->at -= size;
	if (size > 0)
		memcpy(w->at, data, size);
	return true;
}

static bool write_long_varint(struct writer *w, uint64_t value)
{
	uint8_t bytes[VARINT_MOST];
	return write_bytes(w, bytes, (size_t)(wire_varint_write(bytes, value) - bytes));
}

static inline bool write_varint(struct writer *w, uint64_t value)
{
	if (value >= 0x80)
		return write_long_varint(w, value);
	if (w->at == w->least)
		return false;
	*--w->at = (uint8_t)value;
	return true;
}

static uint64_t zigzag(int64_t value)
{
	return (uint64_t)value << 1 ^ (uint64_t)(value >> 63);
}

static uint64_t varint_of(ProtobufCType type, const void *value)
{
	switch (type) {
	case PROTOBUF_C_TYPE_SINT32:
		return zigzag(*(const int32_t *)value);
	case PROTOBUF_C_TYPE_SINT64:
		return zigzag(*(const int64_t *)value);
	case PROTOBUF_C_TYPE_INT64:
	case PROTOBUF_C_TYPE_UINT64:
		return *(const uint64_t *)value;
	case PROTOBUF_C_TYPE_UINT32:
		return *(const uint32_t *)value;
	case PROTOBUF_C_TYPE_BOOL:
		return *(const protobuf_c_boolean *)value != 0;
	default: /* a negative one is as long as one of 64 bits */
		return (uint64_t)(int64_t) * (const int32_t *)value;
	}
}

static bool write_message(struct writer *w, const ProtobufCMessage *m);

/* The content of a length-delimited field. */
static bool write_content(struct writer *w, ProtobufCType type, const void *value)
{
	if (type == PROTOBUF_C_TYPE_BYTES) {
		const ProtobufCBinaryData *data = value;
		return write_bytes(w, data->data, data->len);
	}
	if (type == PROTOBUF_C_TYPE_MESSAGE) {
		const ProtobufCMessage *m = *(const ProtobufCMessage *const *)value;
		return m == NULL || write_message(w, m);
	}
	const char *text = *(const char *const *)value;
	return text == NULL || write_bytes(w, text, strlen(text));
}

/* A value without its key. */
static bool write_value(struct writer *w, ProtobufCType type, const void *value)
{
	const uint8_t *end = w->at;
	uint32_t half;
	uint64_t whole;
	switch (field_kinds[type].wire) {
	case WIRE_VARINT:
		return write_varint(w, varint_of(type, value));
	case WIRE_FIXED32:
		memcpy(&half, value, sizeof half);
		half = htole32(half);
		return write_bytes(w, &half, sizeof half);
	case WIRE_FIXED64:
		memcpy(&whole, value, sizeof whole);
		whole = htole64(whole);
		return write_bytes(w, &whole, sizeof whole);
	default:
		return write_content(w, type, value) && write_varint(w, (size_t)(end - w->at));
	}
}

static bool write_key(struct writer *w, const ProtobufCFieldDescriptor *f, enum wire_type wire)
{
	return write_varint(w, (uint64_t)f->id << 3 | wire);
}

static inline size_t count_of(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	return *(const size_t *)(const void *)((const char *)m + f->quantifier_offset);
}

/* Of a repeated field, which has some. */
static bool write_elements(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	const bool packed = (f->flags & PROTOBUF_C_FIELD_FLAG_PACKED) != 0;
	const struct field_kind *kind = field_kind(f);
	const char *elements = *(const char *const *)field_place(m, f);
	const uint8_t *end = w->at;
	for (size_t i = count_of(m, f); i-- > 0;)
		if (!write_value(w, f->type, elements + i * kind->size) || !(packed || write_key(w, f, kind->wire)))
			return false;
	return !packed || (write_varint(w, (size_t)(end - w->at)) && write_key(w, f, WIRE_LENGTH));
}

/* A member of a oneof is sent though it be zero, but no NULL. */
static bool member_is_sent(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (*(const uint32_t *)(const void *)((const char *)m + f->quantifier_offset) != f->id)
		return false;
	if (f->type != PROTOBUF_C_TYPE_STRING && f->type != PROTOBUF_C_TYPE_MESSAGE)
		return true;
	const void *value = *(const void *const *)field_place(m, f);
	return value != NULL && value != f->default_value;
}

/* Most fields of most messages hold nothing: their first word is zero. */
static inline bool is_sent(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	const void *place = field_place(m, f);
	uint64_t whole = 0;
	if (field_is_in_oneof(f))
		return member_is_sent(m, f);
	if (field_kind(f)->size == sizeof(uint32_t))
		memcpy(&whole, place, sizeof(uint32_t));
	else
		memcpy(&whole, place, sizeof whole);
	if (whole == 0)
		return false;
	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		return **(const char *const *)place != '\0';
	case PROTOBUF_C_TYPE_BYTES:
		return ((const ProtobufCBinaryData *)place)->len > 0;
	case PROTOBUF_C_TYPE_DOUBLE: /* nor is -0 sent */
		return *(const double *)place != 0;
	case PROTOBUF_C_TYPE_FLOAT:
		return *(const float *)place != 0;
	default:
		return true;
	}
}

static inline bool write_field(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (field_is_repeated(f))
		return count_of(m, f) == 0 || write_elements(w, m, f);
	return !is_sent(m, f) || (write_value(w, f->type, field_place(m, f)) && write_key(w, f, field_kind(f)->wire));
}

static bool write_unknown(struct writer *w, const ProtobufCMessageUnknownField *f)
{
	return write_bytes(w, f->data, f->len) && write_varint(w, (uint64_t)f->tag << 3 | (uint64_t)f->wire_type);
}

static bool write_message(struct writer *w, const ProtobufCMessage *m)
{
	bool fits = true;
	for (unsigned i = m->n_unknown_fields; i-- > 0 && fits;)
		fits = write_unknown(w, &m->unknown_fields[i]);
	for (unsigned i = m->descriptor->n_fields; i-- > 0 && fits;)
		fits = write_field(w, m, &m->descriptor->fields[i]);
	return fits;
}

/* Packs to the begin of a room; false where it is too small. */
static bool pack_into(const ProtobufCMessage *m, uint8_t *room, size_t most, size_t *size)
{
	struct writer w = { .at = room + most, .least = room };
	if (!write_message(&w, m))
		return false;
	*size = (size_t)(room + most - w.at);
	if (*size > 0 && *size < most)
		memmove(room, w.at, *size);
	return true;
}

static size_t less(size_t a, size_t b)
{
	return a < b ? a : b;
}

enum status message_pack(const ProtobufCMessage *message, struct buffer *out)
{
	size_t size, room = less(out->capacity - out->size, TRY_BYTES);
	if (room > 0 && pack_into(message, out->data + out->size, room, &size)) {
		out->size += size;
		return STATUS_OK;
	}
	room = protobuf_c_message_get_packed_size(message);
	enum status status = buffer_reserve(out, room);
	if (status != STATUS_OK || room == 0)
		return status;
	bool fits = pack_into(message, out->data + out->size, room, &size);
	assert(fits && size == room);
	(void)fits;
	out->size += size;
	return STATUS_OK;
}

enum status message_pack_arena(const ProtobufCMessage *message, struct arena *arena, struct bytes *out)
{
	size_t size = 0, room = arena->blocks == NULL ? 0 : less((size_t)(arena->end - arena->next), TRY_BYTES);
	bool fits = room > 0 && pack_into(message, arena->next, room, &size);
	if (!fits)
		size = room = protobuf_c_message_get_packed_size(message);
	uint8_t *data = arena_alloc(arena, size);
	if (data == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	if (!fits)
		fits = pack_into(message, data, room, &size);
	assert(fits && (size == room || size <= TRY_BYTES));
	*out = bytes_of(data, size);
	return STATUS_OK;
}

ProtobufCMessage *message_copy(const ProtobufCMessage *message, struct arena *arena)
{
	struct bytes packed;
	bool no_room;
	if (message_pack_arena(message, arena, &packed) != STATUS_OK)
		return NULL;
	return unpack(message->descriptor, packed, arena, &no_room);
}

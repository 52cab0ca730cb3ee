#include "proto/message.h"

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
	if (!message_check_room(type, bytes, strictness, room, v))
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

enum status message_pack(const ProtobufCMessage *message, struct buffer *out)
{
	size_t size = protobuf_c_message_get_packed_size(message);
	enum status status = buffer_reserve(out, size);
	if (status != STATUS_OK || size == 0)
		return status;
	out->size += protobuf_c_message_pack(message, out->data + out->size);
	return STATUS_OK;
}

enum status message_pack_arena(const ProtobufCMessage *message, struct arena *arena, struct bytes *out)
{
	size_t size = protobuf_c_message_get_packed_size(message);
	uint8_t *data = arena_alloc(arena, size);
	if (data == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	*out = bytes_of(data, protobuf_c_message_pack(message, data));
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

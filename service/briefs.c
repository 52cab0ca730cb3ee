#include "service/briefs.h"

#include <assert.h>
#include <stdio.h>

#include "proto/wire.h"

#define STEPS 2 /* of a bulk's path */

/* The numbers of the fields on the path to the bulk. */
static void find_path(const struct collection *collection, uint32_t out[STEPS])
{
	const ProtobufCMessageDescriptor *type = collection->type;
	const char *at = collection->bulk;
	for (int i = 0; i < STEPS; i++) {
		char part[32];
		snprintf(part, sizeof part, "%.*s", (int)strcspn(at, "."), at);
		const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(type, part);
		assert(f != NULL);
		out[i] = f->id;
		type = f->descriptor;
		at += strlen(part) + (i + 1 < STEPS);
	}
}

/* Copies a message without the field that a path of some steps leads to; its size. To
 * NULL only measures. */
static size_t strip(struct bytes message, const uint32_t *path, int steps, uint8_t *to)
{
	struct wire_cursor cursor = wire_begin(message);
	struct wire_field field;
	size_t size = 0;
	for (const uint8_t *from = cursor.next; wire_next(&cursor, &field) == STATUS_OK; from = cursor.next) {
		size_t whole = (size_t)(cursor.next - from);
		if (field.number != path[0]) {
			if (to != NULL)
				memcpy(to + size, from, whole);
			size += whole;
		} else if (steps > 1) {
			size_t inner = strip(field.content, path + 1, steps - 1, NULL);
			if (to != NULL) {
				uint8_t *at = wire_varint_write(to + size, (uint64_t)field.number << 3 | WIRE_LENGTH);
				strip(field.content, path + 1, steps - 1, wire_varint_write(at, inner));
			}
			size += wire_header_size(field.number, inner) + inner;
		}
	}
	return size;
}

/* None for a record that is not mostly bulk: reading it whole costs no more. */
enum status brief_record(const struct store_index *self, struct bytes name, struct bytes body, struct buffer *out)
{
	const struct collection *collection = collection_of(name);
	uint32_t path[STEPS];
	(void)self;
	if (collection == NULL || collection->bulk == NULL)
		return STATUS_OK;
	find_path(collection, path);
	size_t size = strip(body, path, STEPS, NULL);
	if (size > body.size / 2)
		return STATUS_OK;
	enum status status = buffer_reserve(out, size);
	if (status == STATUS_OK)
		out->size += strip(body, path, STEPS, out->data + out->size);
	return status;
}

enum status brief_load(struct call *call, const struct collection *collection, const struct store_change *record,
		       struct arena *arena, ProtobufCMessage **out)
{
	struct store_change brief = *record;
	uint32_t path[STEPS];
	if (collection->bulk == NULL)
		return record_load(call, collection, record, arena, out);
	find_path(collection, path);
	size_t size = strip(record->body, path, STEPS, NULL);
	if (size == record->body.size)
		return record_load(call, collection, record, arena, out);
	uint8_t *body = arena_alloc(arena, size);
	if (body == NULL)
		return call_no_memory(call);
	strip(record->body, path, STEPS, body);
	brief.body = bytes_of(body, size);
	return record_load(call, collection, &brief, arena, out);
}

struct bytes brief_bulk(const struct collection *collection, struct bytes body)
{
	uint32_t path[STEPS];
	find_path(collection, path);
	for (int i = 0; i < STEPS; i++)
		body = wire_find(body, path[i]);
	return body;
}

#include "proto/wire.h"

#define VARINT_MOST 10
#define SHORT_MOST 5 /* bytes of a key's or a length's varint */

/* The byte after the varint that begins at from and has at most `most` bytes; NULL
 * where there is none. */
static const uint8_t *read_varint(const uint8_t *from, const uint8_t *end, int most, uint64_t *out)
{
	uint64_t value = 0;
	if (from < end && *from < 0x80) { /* as most are */
		*out = *from;
		return from + 1;
	}
	for (int i = 0; i < most && from < end; i++) {
		uint8_t byte = *from++;
		value |= (uint64_t)(byte & 0x7F) << (7 * i);
		if (byte < 0x80) {
			*out = value;
			return from;
		}
	}
	return NULL;
}

static uint64_t read_little(const uint8_t *from, int size)
{
	uint64_t value = 0;
	for (int i = size - 1; i >= 0; i--)
		value = value << 8 | from[i];
	return value;
}

static const uint8_t *read_fixed(const uint8_t *from, const uint8_t *end, int size, uint64_t *out)
{
	if (end - from < size)
		return NULL;
	*out = read_little(from, size);
	return from + size;
}

static const uint8_t *read_content(const uint8_t *from, const uint8_t *end, struct bytes *out)
{
	uint64_t size;
	from = read_varint(from, end, SHORT_MOST, &size);
	if (from == NULL || size > (uint64_t)(end - from))
		return NULL;
	*out = bytes_of(from, (size_t)size);
	return from + size;
}

static const uint8_t *read_value(const uint8_t *from, const uint8_t *end, struct wire_field *out)
{
	switch (out->type) {
	case WIRE_VARINT:
		return read_varint(from, end, VARINT_MOST, &out->value);
	case WIRE_FIXED64:
		return read_fixed(from, end, 8, &out->value);
	case WIRE_LENGTH:
		return read_content(from, end, &out->content);
	case WIRE_FIXED32:
		return read_fixed(from, end, 4, &out->value);
	}
	return NULL; /* groups, and the types that do not exist */
}

enum status wire_next(struct wire_cursor *c, struct wire_field *out)
{
	if (c->next == c->end)
		return STATUS_NOT_FOUND;
	uint64_t key;
	const uint8_t *at = read_varint(c->next, c->end, SHORT_MOST, &key);
	if (at == NULL || key > UINT32_MAX || key >> 3 == 0)
		return STATUS_INVALID_ARGUMENT;
	struct wire_field field = { .number = (uint32_t)(key >> 3), .type = (enum wire_type)(key & 7) };
	at = read_value(at, c->end, &field);
	if (at == NULL)
		return STATUS_INVALID_ARGUMENT;
	*out = field;
	c->next = at;
	return STATUS_OK;
}

enum status wire_next_varint(struct wire_cursor *c, uint64_t *out)
{
	if (c->next == c->end)
		return STATUS_NOT_FOUND;
	const uint8_t *at = read_varint(c->next, c->end, VARINT_MOST, out);
	if (at == NULL)
		return STATUS_INVALID_ARGUMENT;
	c->next = at;
	return STATUS_OK;
}

struct bytes wire_find(struct bytes message, uint32_t number)
{
	struct bytes found = { NULL, 0 };
	struct wire_cursor c = wire_begin(message);
	struct wire_field field;
	while (wire_next(&c, &field) == STATUS_OK)
		if (field.number == number && field.type == WIRE_LENGTH)
			found = field.content;
	return found;
}

size_t wire_varint_size(uint64_t value)
{
	size_t size = 1;
	while (value >= 0x80) {
		value >>= 7;
		size++;
	}
	return size;
}

uint8_t *wire_varint_write(uint8_t *to, uint64_t value)
{
	while (value >= 0x80) {
		*to++ = (uint8_t)(value | 0x80);
		value >>= 7;
	}
	*to++ = (uint8_t)value;
	return to;
}

static uint64_t key_of(uint32_t number, enum wire_type type)
{
	return (uint64_t)number << 3 | type;
}

static enum status put_key_and(struct buffer *b, uint32_t number, enum wire_type type, uint64_t value)
{
	uint8_t field[SHORT_MOST + VARINT_MOST];
	uint8_t *end = wire_varint_write(field, key_of(number, type));
	end = wire_varint_write(end, value);
	return buffer_put(b, field, (size_t)(end - field));
}

enum status wire_put_varint(struct buffer *b, uint32_t number, uint64_t value)
{
	return put_key_and(b, number, WIRE_VARINT, value);
}

enum status wire_put_header(struct buffer *b, uint32_t number, size_t content_size)
{
	return put_key_and(b, number, WIRE_LENGTH, content_size);
}

enum status wire_put_bytes(struct buffer *b, uint32_t number, struct bytes content)
{
	enum status status = buffer_reserve(b, wire_header_size(number, content.size) + content.size);
	if (status == STATUS_OK)
		status = wire_put_header(b, number, content.size);
	if (status == STATUS_OK)
		status = buffer_put(b, content.data, content.size);
	return status;
}

size_t wire_header_size(uint32_t number, size_t content_size)
{
	return wire_varint_size(key_of(number, WIRE_LENGTH)) + wire_varint_size(content_size);
}

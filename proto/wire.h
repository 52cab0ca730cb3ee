/* Protobuf's binary form, field by field.
 *
 * A cursor walks the fields of one message without copying; the put functions
 * write fields into a buffer. Used where a message is too hot or too large to be
 * unpacked: envelopes, spliced replies, validation. Pure; any thread.
 * Source: protobuf.dev/programming-guides/encoding. */
#ifndef TRUCE_PROTO_WIRE_H
#define TRUCE_PROTO_WIRE_H

#include "base/bytes.h"

enum wire_type { WIRE_VARINT = 0, WIRE_FIXED64 = 1, WIRE_LENGTH = 2, WIRE_FIXED32 = 5 };

struct wire_cursor {
	const uint8_t *next, *end;
};

struct wire_field {
	uint32_t number; /* 1 to 2^29-1 */
	enum wire_type type;
	uint64_t value;       /* of a varint or a fixed field */
	struct bytes content; /* of a length-delimited field; borrowed */
};

static inline struct wire_cursor wire_begin(struct bytes message)
{
	return (struct wire_cursor){ message.data, message.size == 0 ? message.data : message.data + message.size };
}

/* OK with the next field; NOT_FOUND at the end; INVALID_ARGUMENT, the cursor
 * staying at the field, where the bytes are no message (groups, truncation, number
 * 0, a varint over 10 bytes, a key or a length over 5). */
enum status wire_next(struct wire_cursor *c, struct wire_field *out) MUST_CHECK;

/* The next varint of a packed field; as wire_next. */
enum status wire_next_varint(struct wire_cursor *c, uint64_t *out) MUST_CHECK;

/* The content of the last length-delimited field of this number; no bytes where
 * there is none, or where the bytes before it are no message. */
struct bytes wire_find(struct bytes message, uint32_t number);

size_t wire_varint_size(uint64_t value);
uint8_t *wire_varint_write(uint8_t *to, uint64_t value); /* answers the byte after */

/* Whole fields; a value of 0 or no bytes is written too (the caller leaves it out). */
enum status wire_put_varint(struct buffer *b, uint32_t number, uint64_t value) MUST_CHECK;
enum status wire_put_bytes(struct buffer *b, uint32_t number, struct bytes content) MUST_CHECK;

/* Key and length of a length-delimited field whose content the caller appends. */
enum status wire_put_header(struct buffer *b, uint32_t number, size_t content_size) MUST_CHECK;
size_t wire_header_size(uint32_t number, size_t content_size);

#endif

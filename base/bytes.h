/* Borrowed bytes, growing buffers, and integers in network order.
 *
 * struct bytes borrows and never owns. struct buffer owns and grows up to a
 * limit; it stays valid, with what it held, when it cannot grow. Neither is
 * thread-safe. */
#ifndef TRUCE_BASE_BYTES_H
#define TRUCE_BASE_BYTES_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/status.h"

struct bytes {
	const uint8_t *data; /* NULL only where size is 0 */
	size_t size;
};

struct buffer {
	uint8_t *data;
	size_t size;
	size_t capacity;
	size_t limit; /* capacity, and so size, never passes it */
};

#define BYTES_LITERAL(text) ((struct bytes){ (const uint8_t *)("" text), sizeof(text) - 1 })

static inline struct bytes bytes_of(const void *data, size_t size)
{
	return (struct bytes){ data, size };
}

static inline struct bytes bytes_text(const char *text)
{
	return (struct bytes){ (const uint8_t *)text, text == NULL ? 0 : strlen(text) };
}

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool bytes_start_with(struct bytes a, struct bytes prefix)
{
	return a.size >= prefix.size && (prefix.size == 0 || memcmp(a.data, prefix.data, prefix.size) == 0);
}

/* By bytes, a prefix before what it begins: <0, 0 or >0. */
int bytes_compare(struct bytes a, struct bytes b);

void buffer_init(struct buffer *b, size_t limit);
void buffer_fini(struct buffer *b); /* leaves an empty buffer with limit 0 */

/* Makes room for more bytes after size; RESOURCE_EXHAUSTED past the limit or
 * without memory, and nothing changed. */
enum status buffer_reserve(struct buffer *b, size_t more) MUST_CHECK;
static inline enum status buffer_put(struct buffer *b, const void *data, size_t size) MUST_CHECK;
static inline enum status buffer_put(struct buffer *b, const void *data, size_t size)
{
	if (size > b->capacity - b->size && buffer_reserve(b, size) != STATUS_OK)
		return STATUS_RESOURCE_EXHAUSTED;
	if (size > 0)
		memcpy(b->data + b->size, data, size);
	b->size += size;
	return STATUS_OK;
}
enum status buffer_put_text(struct buffer *b, const char *text) MUST_CHECK;
enum status buffer_printf(struct buffer *b, const char *format, ...) MUST_CHECK PRINTF_LIKE(2, 3);

static inline struct bytes buffer_bytes(const struct buffer *b)
{
	return (struct bytes){ b->data, b->size };
}

static inline void put_u32(uint8_t *to, uint32_t v)
{
	v = htobe32(v);
	memcpy(to, &v, sizeof v);
}

static inline void put_u64(uint8_t *to, uint64_t v)
{
	v = htobe64(v);
	memcpy(to, &v, sizeof v);
}

static inline uint32_t get_u32(const uint8_t *from)
{
	uint32_t v;
	memcpy(&v, from, sizeof v);
	return be32toh(v);
}

static inline uint64_t get_u64(const uint8_t *from)
{
	uint64_t v;
	memcpy(&v, from, sizeof v);
	return be64toh(v);
}

#endif

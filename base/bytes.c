#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

int bytes_compare(struct bytes a, struct bytes b)
{
	size_t shared = a.size < b.size ? a.size : b.size;
	int order = shared == 0 ? 0 : memcmp(a.data, b.data, shared);
	if (order != 0)
		return order;
	return (a.size > b.size) - (a.size < b.size);
}

/* Where the bytes that are ASCII without NUL end; eight at a time: a byte is NUL or
 * not ASCII exactly where subtracting one from its low seven bits, or the byte
 * itself, sets its high bit. */
static size_t ascii_run(struct bytes a, size_t from)
{
	const uint64_t high = 0x8080808080808080ULL, ones = 0x0101010101010101ULL;
	while (a.size - from >= 8) {
		uint64_t word;
		memcpy(&word, a.data + from, 8);
		if ((word & high) != 0 || ((word - ones) & high) != 0)
			break;
		from += 8;
	}
	while (from < a.size && a.data[from] >= 0x01 && a.data[from] <= 0x7F)
		from++;
	return from;
}

bool bytes_are_text(struct bytes a, size_t *where)
{
	size_t at = 0;
	while (at < a.size) {
		at = ascii_run(a, at);
		if (at == a.size)
			break;
		uint32_t c;
		size_t length = utf8_next(bytes_of(a.data + at, a.size - at), &c);
		if (length == 1) { /* NUL, or a byte that begins no character */
			if (where != NULL)
				*where = at;
			return false;
		}
		at += length;
	}
	return true;
}

void buffer_init(struct buffer *b, size_t limit)
{
	*b = (struct buffer){ .limit = limit };
}

void buffer_fini(struct buffer *b)
{
	free(b->data);
	*b = (struct buffer){ 0 };
}

enum status buffer_reserve(struct buffer *b, size_t more)
{
	if (more > b->limit - b->size)
		return STATUS_RESOURCE_EXHAUSTED;
	size_t need = b->size + more;
	if (need <= b->capacity)
		return STATUS_OK;
	size_t capacity = b->capacity < 256 ? 256 : b->capacity * 2;
	if (capacity < need)
		capacity = need;
	if (capacity > b->limit)
		capacity = b->limit;
	uint8_t *data = realloc(b->data, capacity);
	if (data == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	b->data = data;
	b->capacity = capacity;
	return STATUS_OK;
}

enum status buffer_put_text(struct buffer *b, const char *text)
{
	return buffer_put(b, text, strlen(text));
}

enum status buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	enum status status = length < 0 ? STATUS_INTERNAL : buffer_reserve(b, (size_t)length + 1);
	if (status == STATUS_OK) {
		vsnprintf((char *)b->data + b->size, (size_t)length + 1, format, again);
		b->size += (size_t)length;
	}
	va_end(again);
	return status;
}

#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int bytes_compare(struct bytes a, struct bytes b)
{
	size_t shared = a.size < b.size ? a.size : b.size;
	int order = shared == 0 ? 0 : memcmp(a.data, b.data, shared);
	if (order != 0)
		return order;
	return (a.size > b.size) - (a.size < b.size);
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

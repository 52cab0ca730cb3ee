#include "proto/filter_tree.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"
#include "proto/quote.h"

size_t filter_position(const struct filter_source *s, size_t at)
{
	size_t position = 1;
	for (size_t i = 0; i < at; i++)
		position += !utf8_is_inside(s->text[i]);
	return position;
}

bool filter_fail(struct filter_source *s, size_t at, const char *format, ...)
{
	char message[400];
	va_list args;
	va_start(args, format);
	utf8_vprint(message, sizeof message, format, args);
	va_end(args);
	if (s->status == STATUS_OK)
		s->status = error_set(s->error, STATUS_INVALID_ARGUMENT, s->reason, "position %zu: %s",
				      filter_position(s, at), message);
	return false;
}

const char *filter_quote(struct filter_source *s, const struct filter_word *word)
{
	return quote_text(s->arena, bytes_of(word->text, word->size));
}

bool filter_no_room(struct filter_source *s)
{
	if (s->status == STATUS_OK)
		s->status =
			error_set(s->error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				  "no memory is left for the filter within the %zu bytes of one call", s->arena->cap);
	return false;
}

bool filter_source_check(struct filter_source *s)
{
	size_t bad;
	s->size = strlen(s->text);
	if (!utf8_is_text(bytes_of(s->text, s->size), &bad))
		return filter_fail(s, bad, "found bytes that are not UTF-8");
	if (s->size > FILTER_SIZE)
		return filter_fail(s, FILTER_SIZE, "the text is longer than %d bytes", FILTER_SIZE);
	return true;
}

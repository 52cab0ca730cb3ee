#include "proto/quote.h"

#include "base/utf8.h"
#include "proto/json.h"

/* How much of a text is shown: its bytes up to where a character begins. */
static size_t shown(struct bytes text)
{
	size_t size = QUOTE_MOST;
	if (text.size <= size)
		return text.size;
	while (size > 0 && utf8_is_inside(text.data[size]))
		size--;
	return size;
}

const char *quote_text(struct arena *arena, struct bytes text)
{
	size_t size = shown(text);
	struct buffer quoted;
	buffer_init(&quoted, QUOTE_MOST * 8);
	const char *out = NULL;
	if (json_write_text(&quoted, bytes_of(text.data, size)) == STATUS_OK)
		out = arena_printf(arena, "%.*s%s", (int)quoted.size, (const char *)quoted.data,
				   size < text.size ? "…" : "");
	buffer_fini(&quoted);
	return out == NULL ? "a text" : out;
}

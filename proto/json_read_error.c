#include "proto/json_reader.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "proto/json.h"
#include "proto/quote.h"

#define PATH_MOST 160 /* bytes of a path that a message names */

static bool is_between_tokens(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':';
}

size_t reader_token(const struct reader *r)
{
	size_t at = r->before;
	while (at < r->after && is_between_tokens(r->text.data[at]))
		at++;
	return at;
}

static enum status put_key(const struct frame *map, struct buffer *out)
{
	const ProtobufCMessage *entry = ((ProtobufCMessage **)(void *)map->elements)[map->count - 1];
	const ProtobufCFieldDescriptor *key = &entry->descriptor->fields[0];
	enum status status = buffer_put_text(out, "[");
	if (status == STATUS_OK && key->type == PROTOBUF_C_TYPE_STRING)
		status = json_write_text(out, bytes_text(message_text_at(entry, key, 0)));
	else if (status == STATUS_OK)
		status = buffer_printf(out, "%lld", (long long)message_int_at(entry, key, 0));
	return status == STATUS_OK ? buffer_put_text(out, "]") : status;
}

static enum status put_step(const struct frame *frame, struct buffer *out)
{
	if (frame->kind == FRAME_LIST && frame->count > 0)
		return buffer_printf(out, "[%zu]", frame->count - 1);
	if (frame->kind == FRAME_MAP && frame->count > 0)
		return put_key(frame, out);
	if (frame->kind != FRAME_MEMBERS || frame->field == NULL)
		return STATUS_OK;
	enum status status = out->size > 0 ? buffer_put_text(out, ".") : STATUS_OK;
	return status == STATUS_OK ? json_put_name(out, frame->field->name) : status;
}

/* The path to the value that is being read, in JSON's names, its head cut off
 * where it is long; "" for the whole text. */
static const char *path_text(const struct reader *r)
{
	struct buffer path;
	buffer_init(&path, SIZE_MAX / 2);
	enum status status = STATUS_OK;
	for (int i = 1; i <= r->top && status == STATUS_OK; i++)
		status = put_step(&r->frames[i], &path);
	size_t from = path.size > PATH_MOST ? path.size - PATH_MOST : 0;
	while (from > 0 && from < path.size && utf8_is_inside(path.data[from]))
		from++;
	const char *text = NULL;
	if (status == STATUS_OK && path.size > 0)
		text = arena_printf(r->arena, ", %s%.*s", from > 0 ? "…" : "", (int)(path.size - from),
				    (const char *)path.data + from);
	buffer_fini(&path);
	return text == NULL ? "" : text;
}

void place_advance(struct place *p, struct bytes text, size_t offset)
{
	for (; p->offset < offset && p->offset < text.size; p->offset++) {
		if (text.data[p->offset] == '\n') {
			p->line++;
			p->column = 1;
		} else {
			p->column += !utf8_is_inside(text.data[p->offset]);
		}
	}
}

bool reader_fail_at(struct reader *r, size_t offset, const char *message)
{
	struct place place = { .line = 1, .column = 1 };
	place_advance(&place, r->text, offset);
	if (r->status == STATUS_OK)
		r->status = error_set(r->error, STATUS_INVALID_ARGUMENT, "INVALID_JSON", "line %zu, column %zu%s: %s",
				      place.line, place.column, path_text(r), message);
	return false;
}

bool reader_fail(struct reader *r, const char *format, ...)
{
	char message[400];
	va_list args;
	va_start(args, format);
	utf8_vprint(message, sizeof message, format, args);
	va_end(args);
	return reader_fail_at(r, reader_token(r), message);
}

bool reader_no_room(struct reader *r)
{
	if (r->status == STATUS_OK)
		r->status = error_set(r->error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				      "the JSON text needs more memory than the %zu bytes that one call may take; "
				      "send it in parts",
				      r->arena->cap);
	return false;
}

const char *reader_quote(struct reader *r, struct bytes text)
{
	return quote_text(r->arena, text);
}

bool reader_wrong(struct reader *r, const struct value *found, const char *expected)
{
	static const char *const words[] = {
		[VALUE_NULL] = "null", [VALUE_OBJECT] = "an object", [VALUE_ARRAY] = "an array"
	};
	const char *what = words[found->kind];
	if (found->kind == VALUE_BOOL)
		what = found->truth ? "true" : "false";
	else if (found->kind == VALUE_STRING)
		what = reader_quote(r, found->text);
	else if (found->kind == VALUE_NUMBER)
		what = arena_printf(r->arena, "%.*s%s",
				    (int)(found->text.size > QUOTE_MOST ? QUOTE_MOST : found->text.size),
				    (const char *)found->text.data, found->text.size > QUOTE_MOST ? "…" : "");
	return reader_fail(r, "found %s, expected %s", what == NULL ? "a value" : what, expected);
}

/* yajl's words for what is no JSON, and ours. */
static const char *explain(const char *words)
{
	static const struct {
		const char *yajl, *ours;
	} rows[] = {
		{ "premature EOF", "the text ends before its value does" },
		{ "trailing garbage", "found more behind the value, expected the end of the text" },
		{ "separated by a colon", "expected ':' behind the name of the member" },
		{ "inside map, I expect", "expected ',' or '}' behind the value" },
		{ "after array element", "expected ',' or ']' behind the element" },
		{ "invalid object key", "expected the name of a member in quotes" },
		{ "unallowed token", "expected a value" },
		{ "invalid bytes in UTF8", "found bytes in a text that are not UTF-8" },
		{ "inside a string, '\\' occurs", "found '\\' before a character that it does not escape" },
		{ "invalid character inside string", "found a control character in a text, expected its escape" },
		{ "(non-hex) character", "expected four hexadecimal digits behind \\u" },
		{ "after the minus sign", "expected a digit behind the minus sign" },
		{ "after the exponent", "expected a digit in the exponent" },
		{ "after the decimal point", "expected a digit behind the decimal point" },
		{ "probable comment", "found a comment, which JSON does not have" },
		{ "invalid string in json", "found a word that is no value; texts stand in double quotes" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strstr(words, rows[i].yajl) != NULL)
			return rows[i].ours;
	return "found a character that begins no value; texts stand in double quotes";
}

/* The token that yajl stopped at: the last to begin before where it stopped; or
 * the very place, where it lies in a string. */
static size_t syntax_place(const struct reader *r, bool in_token)
{
	size_t stop = yajl_get_bytes_consumed(r->yajl), at = r->after;
	if (r->at_end)
		return r->text.size;
	while (at + 1 < stop && is_between_tokens(r->text.data[at]))
		at++;
	if (!in_token || r->text.data[at] != '"')
		return at;
	size_t bad;
	return utf8_is_text(bytes_of(r->text.data + at, stop - at), &bad) ? stop : at + bad;
}

void reader_fail_syntax(struct reader *r)
{
	unsigned char *words = yajl_get_error(r->yajl, 0, NULL, 0);
	const char *message = words == NULL ? "" : (const char *)words;
	bool in_token = strstr(message, "lexical error") != NULL;
	reader_fail_at(r, syntax_place(r, in_token), explain(message));
	if (words != NULL)
		yajl_free_error(r->yajl, words);
}

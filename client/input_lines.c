/* A set of records from a file that has one a line (JSONL), whose names say their kinds.
 *
 * The lines become one text of JSON in which each stays on a line of its own: what stands
 * between them is written behind the line before, and the set begins on one more. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "client/cli.h"
#include "proto/json.h"
#include "truce/v1/import_service.pb-c.h"

#define SET truce__v1__record_set__descriptor
#define KINDS_MOST 8

struct lines {
	struct cli *cli;
	struct buffer *text;
	const ProtobufCFieldDescriptor *kind; /* of the last record */
	bool seen[KINDS_MOST];
	size_t number;
};

static struct bytes skip_blanks(struct bytes text)
{
	while (text.size > 0 && isspace(text.data[0]))
		text = bytes_of(text.data + 1, text.size - 1);
	return text;
}

/* What stands behind a piece of the text; nothing where the text does not begin with it. */
static struct bytes behind(struct bytes text, const char *piece)
{
	text = skip_blanks(text);
	struct bytes begin = bytes_text(piece);
	return bytes_start_with(text, begin) ? bytes_of(text.data + begin.size, text.size - begin.size)
					     : bytes_of(NULL, 0);
}

/* Of which kind an object, which follows its bracket, is a record: the field of the set; NULL for none. */
static const ProtobufCFieldDescriptor *kind_of(struct bytes inside)
{
	struct bytes name = json_look(inside, "name");
	for (unsigned i = 0; i < SET.n_fields && i < KINDS_MOST; i++) {
		struct bytes kind = bytes_text(SET.fields[i].name);
		if (name.size > kind.size && bytes_start_with(name, kind) && name.data[kind.size] == '/')
			return &SET.fields[i];
	}
	return NULL;
}

/* Whether its first member is one of a set of records. */
static bool is_set(struct bytes inside)
{
	struct bytes first = behind(inside, "\"");
	for (unsigned i = 0; i < SET.n_fields; i++)
		if (bytes_start_with(first, bytes_text(SET.fields[i].name)))
			return true;
	return false;
}

static enum status put_between(struct lines *l, const ProtobufCFieldDescriptor *kind)
{
	if (l->kind == kind)
		return buffer_put_text(l->text, ",");
	return buffer_printf(l->text, "%s\"%s\":[", l->kind == NULL ? "" : "],", kind->name);
}

static int add_line(struct lines *l, struct bytes line)
{
	const char *label = l->cli->input.label;
	bool blank = skip_blanks(line).size == 0;
	const ProtobufCFieldDescriptor *kind = blank ? NULL : kind_of(behind(line, "{"));
	l->number++;
	if (!blank && kind == NULL)
		return cli_fail(EXIT_DATA,
				"%s: line %zu: found no record with a name, expected one like "
				"{\"name\": \"statements/one\", …}",
				label, l->number);
	if (!blank && kind != l->kind && l->seen[kind - SET.fields])
		return cli_fail(EXIT_DATA, "%s: line %zu: %s stand before and behind %s: sort the lines", label,
				l->number, kind->name, l->kind->name);
	enum status s = blank ? STATUS_OK : put_between(l, kind);
	if (s == STATUS_OK)
		s = buffer_put_text(l->text, "\n");
	if (s == STATUS_OK)
		s = buffer_put(l->text, line.data, line.size);
	if (!blank) {
		l->kind = kind;
		l->seen[kind - SET.fields] = true;
	}
	return s == STATUS_OK ? EXIT_OK : cli_no_memory();
}

int input_lines(struct cli *cli, struct bytes lines, struct buffer *out)
{
	struct lines l = { .cli = cli, .text = out };
	int code = buffer_put_text(out, "{") == STATUS_OK ? EXIT_OK : cli_no_memory();
	while (code == EXIT_OK && lines.size > 0) {
		const uint8_t *end = memchr(lines.data, '\n', lines.size);
		size_t size = end == NULL ? lines.size : (size_t)(end - lines.data);
		code = add_line(&l, bytes_of(lines.data, size));
		size += end != NULL;
		lines = bytes_of(lines.data + size, lines.size - size);
	}
	if (code == EXIT_OK && buffer_put_text(out, l.kind == NULL ? "}\n" : "]}\n") != STATUS_OK)
		code = cli_no_memory();
	return code;
}

static const char byte_order_mark[] = "\xEF\xBB\xBF";

bool input_is_json(struct bytes text)
{
	struct bytes mark = bytes_text(byte_order_mark);
	if (bytes_start_with(text, mark))
		text = bytes_of(text.data + mark.size, text.size - mark.size);
	struct bytes object = skip_blanks(behind(text, "{")), list = skip_blanks(behind(text, "["));
	return (object.size > 0 && strchr("\"}", object.data[0]) != NULL) || (list.size > 0 && list.data[0] == '{');
}

bool input_is_record(struct bytes text)
{
	struct bytes inside = behind(text, "{");
	return !is_set(inside) && kind_of(inside) != NULL;
}

/* What stands behind the string that a text begins with. */
static struct bytes behind_string(struct bytes text)
{
	size_t at = 1;
	while (at < text.size && text.data[at] != '"')
		at += text.data[at] == '\\' ? 2 : 1;
	at = at < text.size ? at + 1 : text.size;
	return bytes_of(text.data + at, text.size - at);
}

/* What stands behind the object that a text begins with. */
static struct bytes behind_object(struct bytes text)
{
	size_t depth = 0;
	do {
		uint8_t sign = text.size == 0 ? '\0' : text.data[0];
		depth += sign == '{';
		depth -= sign == '}' && depth > 0;
		text = text.size == 0 ? text
		       : sign == '"'  ? behind_string(text)
				      : bytes_of(text.data + 1, text.size - 1);
	} while (depth > 0 && text.size > 0);
	return text;
}

bool input_is_lines(struct bytes text)
{
	return input_is_record(text) && behind(behind_object(skip_blanks(text)), "{").data != NULL;
}

int input_one(struct bytes record, struct buffer *out)
{
	const ProtobufCFieldDescriptor *kind = kind_of(behind(record, "{"));
	enum status s = buffer_printf(out, "{\"%s\":[\n", kind->name);
	if (s == STATUS_OK)
		s = buffer_put(out, record.data, record.size);
	if (s == STATUS_OK)
		s = buffer_put_text(out, "]}\n");
	return s == STATUS_OK ? EXIT_OK : cli_no_memory();
}

#include "client/xml.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

static const char *escape_of(uint32_t c)
{
	static const struct {
		char c;
		const char *text;
	} escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\r', "&#13;" } };
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if ((uint32_t)escapes[i].c == c)
			return escapes[i].text;
	return NULL;
}

/* Which no document may hold. */
static bool is_none(uint32_t c)
{
	return c < 0x20 || c == 0xFFFE || c == 0xFFFF;
}

static void put_character(FILE *out, uint32_t c, struct bytes bytes)
{
	const char *escape = escape_of(c);
	if (escape != NULL)
		fputs(escape, out);
	else if (c == '\t' || c == '\n')
		fputc((int)c, out);
	else if (is_none(c))
		fputs(REPLACEMENT, out);
	else if (utf8_is_unsafe(c))
		fprintf(out, "&#x%X;", (unsigned)c);
	else
		fwrite(bytes.data, 1, bytes.size, out);
}

static void text_n(FILE *out, const char *text, size_t size)
{
	for (struct bytes rest = bytes_of(text, size); rest.size > 0;) {
		uint32_t c;
		size_t length = utf8_next(rest, &c);
		put_character(out, c, bytes_of(rest.data, length));
		rest = bytes_of(rest.data + length, rest.size - length);
	}
}

void xml_text(FILE *out, const char *text)
{
	text_n(out, text, strlen(text));
}

static void put_attribute(FILE *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	fprintf(out, " %s=\"", name);
	xml_text(out, value);
	fputc('"', out);
}

static void put_tag(FILE *out, const char *element, va_list attributes, const char *end)
{
	const char *name;
	fprintf(out, "<%s", element);
	while ((name = va_arg(attributes, const char *)) != NULL)
		put_attribute(out, name, va_arg(attributes, const char *));
	fputs(end, out);
}

void xml_begin(FILE *out, const char *element, ...)
{
	va_list attributes;
	va_start(attributes, element);
	put_tag(out, element, attributes, ">");
	va_end(attributes);
}

void xml_empty(FILE *out, const char *element, ...)
{
	va_list attributes;
	va_start(attributes, element);
	put_tag(out, element, attributes, "/>\n");
	va_end(attributes);
}

void xml_end(FILE *out, const char *element)
{
	fprintf(out, "</%s>", element);
}

void xml_line(FILE *out, const char *element, const char *text)
{
	fprintf(out, "<%s>", element);
	xml_text(out, text);
	fprintf(out, "</%s>\n", element);
}

static int by_start(const void *a, const void *b)
{
	const struct xml_mark *x = a, *y = b;
	return x->start < y->start ? -1 : x->start > y->start;
}

static void put_mark(FILE *out, const char *text, const struct xml_mark *mark)
{
	fprintf(out, "<%s", mark->element);
	for (size_t i = 0; i < 4 && mark->attributes[i].name != NULL; i++)
		put_attribute(out, mark->attributes[i].name, mark->attributes[i].value);
	fputc('>', out);
	text_n(out, text + mark->start, mark->end - mark->start);
	xml_end(out, mark->element);
}

void xml_marked(FILE *out, const char *text, struct xml_mark *marks, size_t count)
{
	size_t done = 0, size = strlen(text);
	if (count > 1)
		qsort(marks, count, sizeof *marks, by_start);
	for (size_t i = 0; i < count; i++) {
		const struct xml_mark *mark = &marks[i];
		if (mark->start < done || mark->start >= mark->end || mark->end > size)
			continue;
		text_n(out, text + done, mark->start - done);
		put_mark(out, text, mark);
		done = mark->end;
	}
	text_n(out, text + done, size - done);
}

#include "client/export_xml.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

static const char *escape_of(char c)
{
	static const struct {
		char c;
		const char *text;
	} escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\r', "&#13;" } };
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (escapes[i].c == c)
			return escapes[i].text;
	return NULL;
}

/* U+FFFE and U+FFFF, which no document may hold. */
static bool is_none(const char *text, size_t size)
{
	return size >= 3 && (memcmp(text, "\xEF\xBF\xBE", 3) == 0 || memcmp(text, "\xEF\xBF\xBF", 3) == 0);
}

static void text_n(FILE *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		const char *escape = escape_of(text[i]);
		bool none = c == 0xEF && is_none(text + i, size - i);
		if (none || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
			fputs(REPLACEMENT, out);
		else if (escape != NULL)
			fputs(escape, out);
		else
			fputc(c, out);
		i += none ? 2 : 0;
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

/* Lines as one text, and the time of day in one. */
#include "domain/reader/record.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "domain/text_hash.h"

bool is_leader(const char *text, size_t size, size_t i)
{
	size_t next = i + 1 < size && text[i + 1] == '.' ? i + 2 : i + 1; /* "...", ". .", ".. ." */
	if (next == i + 1 && i > 0 && i + 2 < size && text[i - 1] == ' ' && text[i + 1] == ' ' && text[i + 2] == '(')
		return text[i] == '.'; /* "Mr. Odd . (Norway)": what a copy left of them */
	if (next < size && text[next] == ' ')
		return text[i] == '.' && next + 1 < size && text[next + 1] == '.';
	return text[i] == '.' && next == i + 2 && next < size && text[next] == '.';
}

/* The highest bit of each byte that is zero. */
static uint64_t zeros_8(uint64_t v)
{
	const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
	return ~(((v & low) + low) | v | low);
}

/* Whether eight bytes are put as they are: no dot, nothing that does not show, and no
 * blank behind another. */
static bool is_plain_8(uint64_t v, bool behind_blank)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t blanks = zeros_8(v ^ ones * ' '), before = blanks << 8 | (behind_blank ? 0x80 : 0);
	return (zeros_8(v ^ ones * '.') | zeros_8(v & ones * 0xE0) | (blanks & before)) == 0;
}

/* Copies a line's words, dotted leaders as one space. */
static size_t put_line(char *out, size_t size, const char *text, size_t length)
{
	for (size_t i = 0; i < length && size < WINDOW_BYTES;) {
		while (length - i >= 8 && WINDOW_BYTES - size >= 8 &&
		       is_plain_8(text_load_8(text + i), size == 0 || out[size - 1] == ' ')) {
			memcpy(out + size, text + i, 8);
			size += 8;
			i += 8;
		}
		if (i == length || size == WINDOW_BYTES)
			break;
		bool leader = is_leader(text, length, i);
		while (leader && i < length && (text[i] == '.' || text[i] == ' '))
			i++;
		if (leader || (unsigned char)text[i] <= ' ') {
			if (size > 0 && out[size - 1] != ' ')
				out[size++] = ' ';
			i += leader ? 0 : 1;
		} else {
			do
				out[size++] = text[i++];
			while (i < length && size < WINDOW_BYTES && (unsigned char)text[i] > ' ' && text[i] != '.');
		}
	}
	return size;
}

void window_fill(struct window *w, const struct lines *l, size_t first, size_t end)
{
	size_t before = first;
	w->size = 0;
	w->end = first;
	for (size_t i = first; i < end && w->size < WINDOW_BYTES; i++) {
		if (!l->at[i].furniture) {
			bool hyphen = w->size > 1 && w->text[w->size - 1] == '-' && w->text[w->size - 2] != ' ';
			if (w->size > 0 && w->text[w->size - 1] != ' ' && !hyphen)
				w->text[w->size++] = ' ';
			else if (hyphen && l->at[before].divides)
				w->size--;
			before = i;
			w->size = put_line(w->text, w->size, line_text(l, i), line_size(l, i));
		}
		w->end = i + 1;
	}
	if (w->size == WINDOW_BYTES) { /* the last character may be half of one */
		while (w->size > 0 && utf8_is_inside(w->text[w->size - 1]))
			w->size--;
		w->size -= w->size > 0 && (unsigned char)w->text[w->size - 1] >= 0xC0 ? 1 : 0;
	}
	while (w->size > 0 && w->text[w->size - 1] == ' ')
		w->size--;
	w->text[w->size] = '\0';
}

const char *window_text(struct record *rec, size_t first, size_t end)
{
	struct window w;
	window_fill(&w, &rec->r->lines, first, end);
	return reader_text(rec->r, w.text, w.size);
}

/* "15:10" of "at 3.10 p.m.", "at 15.10", "at noon". */
const char *clock_in(struct reader *r, const char *text)
{
	const char *at = strstr(text, " at ");
	if (at == NULL)
		return "";
	at += 4;
	if (strncmp(at, "noon", 4) == 0 || strncmp(at, "12 noon", 7) == 0)
		return "12:00";
	if (strncmp(at, "midnight", 8) == 0)
		return "00:00";
	char *end;
	long hour = strtol(at, &end, 10), minute = 0;
	if (end == at || hour < 0 || hour > 24)
		return "";
	size_t digits = *end == '.' || *end == ':' ? strspn(end + 1, "0123456789") : 0;
	if (digits == 1 || digits == 2) { /* "6.5 p.m." is 6.05 */
		minute = strtol(end + 1, &end, 10);
		if (minute > 59)
			return "";
	}
	end += *end == ' ' ? 1 : 0;
	bool am = strncasecmp(end, "a.", 2) == 0 || strncasecmp(end, "am", 2) == 0;
	bool pm = strncasecmp(end, "p.", 2) == 0 || strncasecmp(end, "pm", 2) == 0;
	if ((am || pm) && hour > 12)
		return "";
	hour = pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;
	return hour > 23 ? "" : reader_printf(r, "%02ld:%02ld", hour, minute);
}

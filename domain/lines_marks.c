/* Marks of Markdown: programs that take text out of pages set headings, emphasis and tables
 * with them ("**The President** (*spoke in French*): …", "| Chad | 120 |"). They are none
 * of the text's. */
#include "domain/lines.h"

#include <string.h>

#define MARKED_LEAST 3 /* lines of a text with such marks that begin with them */
#define HEADING_MOST 6
#define RUN_MOST 3 /* marks in a row */

static bool is_border(char c)
{
	return c == ' ' || strchr("()[].,;:!?\"'|#-", c) != NULL;
}

static size_t run_at(const char *text, size_t size, size_t i)
{
	size_t n = 0;
	while (i + n < size && text[i + n] == text[i])
		n++;
	return n;
}

/* Whether an emphasis may begin with a run of marks. */
static bool opens_at(const char *text, size_t size, size_t i, size_t run)
{
	return run <= RUN_MOST && i + run < size && text[i + run] != ' ' && (i == 0 || is_border(text[i - 1]));
}

/* Where an emphasis that begins with a run of marks is closed by one like it; 0 where it is not. */
static size_t closed_at(const char *text, size_t size, size_t i, size_t run)
{
	for (size_t at = i + run; at < size; at++) {
		size_t n = text[at] == text[i] ? run_at(text, size, at) : 0;
		if (n == run && text[at - 1] != ' ' && (at + n == size || is_border(text[at + n])))
			return at;
		at += n > 0 ? n - 1 : 0;
	}
	return 0;
}

static bool is_mark(char c)
{
	return c == '*' || c == '_';
}

/* "| Chad | 120 |": bars at either end of a line, and between. */
static bool is_table_row(const char *text, size_t size)
{
	return size > 4 && *text == '|' && text[size - 1] == '|' && memchr(text + 1, '|', size - 2) != NULL;
}

/* Whether a line begins with an emphasis, or is a row of a table. */
static bool is_marked(const char *text, size_t size)
{
	size_t run = is_mark(*text) ? run_at(text, size, 0) : 0;
	if (run == 0)
		return is_table_row(text, size);
	return opens_at(text, size, 0, run) && closed_at(text, size, 0, run) > 0;
}

/* What is known of a line's emphases, so that each is looked for once. */
struct marks {
	size_t close, run;          /* the open one ends there with so many marks; 0 for none */
	bool none[2][RUN_MOST + 1]; /* no more of a mark, by its marks in a row, is closed */
};

/* Bytes of an emphasis' marks that begin at a byte; 0 where it is none's. */
static size_t mark_size(struct marks *m, const char *text, size_t size, size_t i)
{
	if (m->close > 0 && i == m->close) {
		m->close = 0;
		return m->run;
	}
	size_t run = m->close == 0 && is_mark(text[i]) ? run_at(text, size, i) : 0;
	bool *none = run > 0 && run <= RUN_MOST ? &m->none[text[i] == '*'][run] : NULL;
	if (none == NULL || *none || !opens_at(text, size, i, run))
		return 0;
	m->run = run;
	m->close = closed_at(text, size, i, run);
	*none = m->close == 0;
	return m->close > 0 ? run : 0;
}

/* Bytes of a heading's mark. */
static size_t heading_size(const char *text, size_t size)
{
	size_t run = *text == '#' ? run_at(text, size, 0) : 0;
	return run > 0 && run <= HEADING_MOST && run < size && text[run] == ' ' ? run + 1 : 0;
}

/* Takes the marks out of a line; the bytes that are left, one at least. */
static size_t marks_take(char *text, size_t size)
{
	struct marks m = { 0 };
	bool table = is_table_row(text, size);
	size_t kept = 0, end = table ? size - 1 : size;
	for (size_t i = table ? 1 : heading_size(text, size); i < end;) {
		size_t n = mark_size(&m, text, size, i);
		bool escapes = text[i] == '\\' && i + 1 < end && (is_mark(text[i + 1]) || is_border(text[i + 1]));
		i += n + escapes;
		if (n > 0)
			continue;
		text[kept++] = table && text[i] == '|' ? ' ' : text[i];
		i++;
	}
	size_t start = 0;
	line_trim(text, &start, &kept);
	memmove(text, text + start, kept - start);
	text[0] = kept == start ? '|' : text[0];
	return kept == start ? 1 : kept - start;
}

static bool is_marked_up(const struct lines *l)
{
	size_t marked = 0;
	for (size_t i = 0; i < l->count && marked < MARKED_LEAST; i++)
		marked += is_marked(line_text(l, i), line_size(l, i));
	return marked == MARKED_LEAST;
}

bool lines_unmark(struct lines *l, struct arena *arena, bool *marked)
{
	*marked = is_marked_up(l);
	return !*marked || lines_take(l, arena, marks_take);
}

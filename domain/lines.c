#include "domain/lines.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "domain/text_hash.h"

#define LONG_LINE 160      /* columns past which a line is not wrapped */
#define LONG_SHARE 10      /* a text is not wrapped where one line in so many is long */
#define WIDTH_LEAST 30     /* columns under which a wrapped text tells nothing */
#define WIDTH_LINES 4      /* lines under which a width tells nothing */
#define HEADING_COLUMNS 40 /* a line over it is no heading */
#define LINE_BYTES 24      /* lines that are shorter than that on average are counted */
#define SPACED_LEAST 12    /* lines under which blank lines behind each tell nothing */

/* Bytes of a blank that begins at a byte: white space, the no-break space, marks of
 * direction, the byte order mark; 0 for none. */
static size_t blank_at(const char *at, size_t left)
{
	unsigned char a = (unsigned char)*at, b = left > 1 ? (unsigned char)at[1] : 0,
		      c = left > 2 ? (unsigned char)at[2] : 0;
	if (a == ' ' || a == '\t' || a == '\v' || a == '\f')
		return 1;
	if (a == 0xC2)
		return b == 0xA0 ? 2 : 0;
	bool direction = a == 0xE2 && ((b == 0x80 && (c == 0x8E || c == 0x8F || (c >= 0xAA && c <= 0xAE))) ||
				       (b == 0x81 && c >= 0xA6 && c <= 0xA9));
	return direction || (a == 0xEF && b == 0xBB && c == 0xBF) ? 3 : 0;
}

/* Whether a byte is a character by itself that shows. */
static bool is_plain(char c)
{
	return c > ' ' && (unsigned char)c < 0x80;
}

void line_trim(const char *text, size_t *start, size_t *end)
{
	for (size_t n = 1; *start < *end && !is_plain(text[*start]) && n > 0; *start += n)
		n = blank_at(text + *start, *end - *start);
	for (bool more = true; more && *end > *start && !is_plain(text[*end - 1]);) {
		more = false;
		for (size_t n = 1; n <= 3 && !more && *end - *start >= n; n++) {
			more = blank_at(text + *end - n, n) == n;
			*end -= more ? n : 0;
		}
	}
}

/* How many of eight bytes go on with a character. */
static uint32_t inside_8(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	return (v & ones * 0x80) == 0 ? 0 : (uint32_t)((v >> 7 & ~(v >> 6) & ones) * ones >> 56);
}

/* Characters: bytes that go on with none, eight at a time, at the end some of the last eight. */
uint32_t text_columns(const char *text, size_t start, size_t end)
{
	size_t size = end - start, left = size % 8;
	uint32_t n = (uint32_t)size;
	for (size_t i = start; i + 8 <= end; i += 8)
		n -= inside_8(text_load_8(text + i));
	if (size >= 8)
		return left == 0 ? n : n - inside_8(text_load_8(text + end - 8) >> 8 * (8 - left));
	for (; start < end; start++)
		n -= utf8_is_inside(text[start]);
	return n;
}

struct cursor {
	const char *text;
	size_t size, next;
	size_t feed, carriage; /* the first LF and the first CR from a byte before next on, or the end */
	uint32_t number;
};

static size_t next_of(const struct cursor *c, char mark)
{
	const char *at = memchr(c->text + c->next, mark, c->size - c->next);
	return at == NULL ? c->size : (size_t)(at - c->text);
}

/* The end of the line that begins at next: LF, CR or the text's. */
static size_t line_end(struct cursor *c)
{
	if (c->feed < c->next)
		c->feed = next_of(c, '\n');
	if (c->carriage < c->next)
		c->carriage = next_of(c, '\r');
	return c->feed < c->carriage ? c->feed : c->carriage;
}

static struct cursor cursor_at(const struct lines *l, size_t at)
{
	struct cursor c = { .text = l->text, .size = l->size, .next = at };
	c.feed = next_of(&c, '\n');
	c.carriage = next_of(&c, '\r');
	return c;
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* Lines that are not empty: their first bytes, counted in a byte as far as it goes. */
static size_t count_filled(const char *text, size_t size)
{
	size_t n = size > 0 && !ends_line(text[0]);
	for (size_t i = 1; i < size;) {
		uint8_t some = 0;
		for (size_t end = size - i < 255 ? size : i + 255; i < end; i++)
			some += (uint8_t)((int)ends_line(text[i - 1]) & (int)!ends_line(text[i]));
		n += some;
	}
	return n;
}

/* The next line with something on it, its words only; false at the end. */
static bool line_next(struct cursor *c, struct line *out)
{
	bool gap = c->number == 0, page = false;
	while (c->next < c->size) {
		size_t start = c->next, end = line_end(c);
		c->next = end + 1;
		if (end + 1 < c->size && c->text[end] == '\r' && c->text[end + 1] == '\n')
			c->next++;
		c->number++;
		size_t raw = start;
		line_trim(c->text, &start, &end);
		page = page || (start > raw && memchr(c->text + raw, '\f', start - raw) != NULL);
		if (start < end) {
			*out = (struct line){ .start = (uint32_t)start,
					      .end = (uint32_t)end,
					      .number = c->number,
					      .gap = gap,
					      .page = page };
			return true;
		}
		gap = true;
	}
	return false;
}

/* Whether most of the lines that are no heading's end a sentence, as paragraphs do. */
static bool are_paragraphs(const struct lines *l)
{
	size_t ending = 0, count = 0;
	for (size_t i = 0; i < l->count; i++) {
		bool text = l->at[i].columns > HEADING_COLUMNS;
		count += text;
		ending += text && line_ends_sentence(l, i);
	}
	return ending * 2 > count;
}

/* Where a blank line stands behind each line, as some copies have it, one parts nothing, and two do. */
static void gaps_halve(struct lines *l, size_t gaps)
{
	size_t wide = 0;
	if (l->count < SPACED_LEAST || gaps * 20 < l->count * 19)
		return;
	for (size_t i = 1; i < l->count; i++)
		wide += l->at[i].number > l->at[i - 1].number + 2;
	if (wide * 20 < l->count || are_paragraphs(l))
		return;
	for (size_t i = 1; i < l->count; i++)
		l->at[i].gap = l->at[i].number > l->at[i - 1].number + 2;
}

/* Room for lines: for as many as most texts have, then for the one that is read and all behind it. */
static bool lines_grow(struct lines *l, const struct cursor *c, size_t *room, struct arena *arena)
{
	size_t bytes = c->next < c->size ? c->size - c->next : 0;
	size_t left = 1 + (l->count == 0 ? bytes / LINE_BYTES : count_filled(c->text + c->size - bytes, bytes));
	struct line *at = arena_alloc(arena, (l->count + left) * sizeof *at);
	if (at == NULL)
		return false;
	if (l->count > 0)
		memcpy(at, l->at, l->count * sizeof *at);
	l->at = at;
	*room = l->count + left;
	return true;
}

bool lines_split(struct lines *out, struct bytes text, struct arena *arena)
{
	struct lines l = { .text = (const char *)text.data, .printed = (const char *)text.data, .size = text.size };
	l.byte_order_mark = text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0;
	struct cursor c = cursor_at(&l, l.byte_order_mark ? 3 : 0);
	size_t gaps = 0, room = 0;
	for (struct line line; line_next(&c, &line);) {
		if (l.count == room && !lines_grow(&l, &c, &room, arena))
			return false;
		line.columns = text_columns(l.text, line.start, line.end);
		gaps += line.gap;
		l.at[l.count++] = line;
	}
	gaps_halve(&l, gaps);
	*out = l;
	return true;
}

/* Whether words go on behind a bracket: a small letter, a stop or a comma. */
static bool goes_on(const char *at, const char *end)
{
	at += at < end && *at == ' ' ? 1 : 0;
	return at < end && (is_small(*at) || *at == '.' || *at == ',');
}

/* The lines that hold a mark: each is looked for in the whole text, whose lines are in the order of their bytes. */
static void mark_note(struct lines *l, char mark, uint8_t lacks)
{
	const char *end = l->text + l->size;
	size_t i = 0;
	for (const char *at = l->text; (at = memchr(at, mark, (size_t)(end - at))) != NULL; at++) {
		while (i < l->count && l->at[i].end <= (size_t)(at - l->text))
			i++;
		if (i == l->count)
			return;
		if (l->at[i].start > (size_t)(at - l->text) || (mark == ')' && goes_on(at + 1, end)))
			continue;
		l->at[i].lacks &= (uint8_t)~lacks;
		at = l->text + l->at[i].end - 1;
	}
}

void lines_note_marks(struct lines *l)
{
	static const struct {
		char mark;
		uint8_t lacks;
	} marks[] = { { ':', LACKS_COLON }, { ';', LACKS_COLON }, { ')', LACKS_BRACKET }, { '/', LACKS_STROKE } };
	if (l->moved)
		return;
	for (size_t i = 0; i < l->count; i++)
		l->at[i].lacks = LACKS_ALL;
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
		mark_note(l, marks[k].mark, marks[k].lacks);
}

struct layout lines_layout(const struct lines *l, size_t first, size_t end)
{
	size_t by_columns[LONG_LINE + 1] = { 0 };
	size_t count = 0, longer = 0;
	for (size_t i = first; i < end; i++) {
		if (l->at[i].furniture)
			continue;
		if (l->at[i].columns > LONG_LINE) {
			longer++;
		} else {
			by_columns[l->at[i].columns]++;
			count++;
		}
	}
	if (longer > 0 && longer * LONG_SHARE >= count + longer)
		return (struct layout){ .wrapped = false };
	size_t width = 0;
	for (size_t below = by_columns[0]; width < LONG_LINE && below * 10 < count * 9;)
		below += by_columns[++width];
	bool tells = count >= WIDTH_LINES && width >= WIDTH_LEAST;
	return (struct layout){ .wrapped = true, .width = tells ? (uint32_t)width : 0 };
}

/* Bytes of a mark that closes what stands before it, at the end of a text. */
static size_t closing_size(const char *text, size_t size)
{
	switch ((unsigned char)text[size - 1]) {
	case '"':
	case '\'':
	case ')':
	case ']':
	case '*':
		return 1;
	case 0x9D:
	case 0x99:
		return size > 2 && memcmp(text + size - 3, "\xE2\x80", 2) == 0 ? 3 : 0;
	case 0xB2:
	case 0xB3:
	case 0xB9: /* a raised 1, 2 or 3: a note's number */
		return size > 1 && (unsigned char)text[size - 2] == 0xC2 ? 2 : 0;
	case 0xBB:
		return size > 1 && (unsigned char)text[size - 2] == 0xC2 ? 2 : 0;
	default:
		return 0;
	}
}

/* The stops of Chinese and the Arabic question mark. */
static bool ends_otherwise(const char *text, size_t size)
{
	static const char *const stops[] = { "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xD8\x9F" };
	for (size_t k = 0; k < sizeof stops / sizeof *stops; k++) {
		size_t n = strlen(stops[k]);
		if (size >= n && memcmp(text + size - n, stops[k], n) == 0)
			return true;
	}
	return false;
}

bool line_ends_sentence(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	for (size_t n = closing_size(text, size); n > 0 && n < size; n = closing_size(text, size))
		size -= n;
	return text[size - 1] == '.' || text[size - 1] == '!' || text[size - 1] == '?' ||
	       ((unsigned char)text[size - 1] >= 0x80 && ends_otherwise(text, size));
}

bool line_stops(const struct lines *l, size_t i)
{
	char last = l->text[l->at[i].end - 1];
	return last == ';' || last == ':' || last == ',' || line_ends_sentence(l, i);
}

bool line_begins_sentence(const struct lines *l, size_t i)
{
	unsigned char c = (unsigned char)*line_text(l, i);
	return is_capital(c) || c == '"' || c >= 0x80;
}

/* Blanks between the words of a line, and typesetters' characters inside of them. Word
 * processors set no-break and thin blanks, and justified print and scans leave two or three
 * in a row: each is one. Words that are further apart are set in columns, and stay so.
 * Ligatures, soft and no-break hyphens are what they stand for. */
#include "domain/lines.h"

#include <string.h>

#define APART 4 /* blanks in a row that set columns apart */

/* Bytes of a blank of whatever width that begins at a byte; 0 for none. */
static size_t blank_at(const char *text, size_t left)
{
	const unsigned char *at = (const unsigned char *)text;
	if (*at == ' ' || *at == '\t' || *at == '\v')
		return 1;
	if (left > 1 && at[0] == 0xC2 && (at[1] == 0xA0 || at[1] == 0x85)) /* U+00A0; U+0085, a line's end elsewhere */
		return 2;
	bool thin = left > 2 && at[0] == 0xE2 && at[1] == 0x80 &&
		    ((at[2] >= 0x80 && at[2] <= 0x8A) || (at[2] >= 0xA8 && at[2] <= 0xA9) || at[2] == 0xAF);
	return thin ? 3 : 0; /* U+2000 to U+200A, U+2028 and U+2029, U+202F */
}

/* Bytes of a ligature or a hyphen that begins at a byte, and what it stands for: no longer
 * than itself; 0 for none. */
static size_t typeset_at(const char *text, size_t left, const char **as)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" }; /* from U+FB00 on */
	const unsigned char *at = (const unsigned char *)text;
	bool ends = left == 2 || (left > 2 && (at[2] == '\n' || at[2] == '\r'));
	if (left > 1 && at[0] == 0xC2 && (at[1] == 0xAD || (at[1] == 0xAC && ends))) { /* U+00AD; U+00AC for it */
		*as = ends ? "-" : "";
		return 2;
	}
	if (left > 2 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0x90 || at[2] == 0x91)) { /* U+2010, U+2011 */
		*as = "-";
		return 3;
	}
	bool none = left > 2 && ((at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0x8B && at[2] <= 0x8D) ||
				 (at[0] == 0xE2 && at[1] == 0x81 && at[2] == 0xA0) ||
				 (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF));
	if (none) { /* U+200B to U+200D, U+2060, U+FEFF: no width */
		*as = "";
		return 3;
	}
	if (left > 2 && at[0] == 0xEF && at[1] == 0xBF && at[2] == 0xBE) { /* U+FFFE, a hyphen of copies from PDF */
		*as = "-";
		return 3;
	}
	if (left > 2 && at[0] == 0xEF && at[1] == 0xAC && at[2] >= 0x80 && at[2] <= 0x86) {
		*as = ligatures[at[2] - 0x80];
		return 3;
	}
	return 0;
}

/* Whether a blank behind a ligature with an f and another letter is none of the text's, "Paci\xEF\xAC\x81 c": no word
 * ends so. */
static bool ligature_inside(const char *text, size_t left)
{
	const unsigned char *at = (const unsigned char *)text;
	return left > 4 && at[1] == 0xAC && at[2] >= 0x81 && at[2] <= 0x84 && at[3] == ' ' && at[4] >= 'a' &&
	       at[4] <= 'z';
}

static bool holds_odd(const char *text, size_t size)
{
	static const char firsts[] = "\t\v\xC2\xE2\xEF";
	const char *as;
	for (const char *first = firsts; *first != '\0'; first++) {
		const char *at = text;
		while ((at = memchr(at, *first, size - (size_t)(at - text))) != NULL) {
			size_t left = size - (size_t)(at - text);
			if (blank_at(at, left) > 0 || typeset_at(at, left, &as) > 0)
				return true;
			at++;
		}
	}
	return false;
}

bool blanks_in_row(const char *text, size_t size)
{
	for (size_t i = 1; i < size;) {
		uint8_t some = 0;
		for (size_t end = size - i < 255 ? size : i + 255; i < end; i++)
			some |= (uint8_t)((int)(text[i - 1] == ' ') & (int)(text[i] == ' '));
		if (some != 0)
			return true;
	}
	return false;
}

/* Whether a byte is a character by itself that shows. */
static bool is_plain(char c)
{
	return c > ' ' && (unsigned char)c < 0x80;
}

/* Moves the words of a line together; the bytes that they take then. */
static size_t close_up(char *text, size_t size)
{
	size_t kept = 0;
	for (size_t i = 0, n; i < size;) {
		if (is_plain(text[i])) {
			text[kept++] = text[i++];
			continue;
		}
		size_t blanks = 0;
		for (; i < size && (n = blank_at(text + i, size - i)) > 0; i += n)
			blanks++;
		blanks = blanks < APART && blanks > 0 ? 1 : blanks;
		memset(text + kept, ' ', blanks);
		kept += blanks;
		const char *as;
		n = i < size ? typeset_at(text + i, size - i, &as) : 0;
		if (n > 0) {
			bool inside = n == 3 && kept > 0 && ligature_inside(text + i, size - i);
			memcpy(text + kept, as, strlen(as));
			kept += strlen(as);
			i += n + inside;
		} else if (i < size) {
			text[kept++] = text[i++];
		}
	}
	size_t start = 0;
	line_trim(text, &start, &kept); /* what has no width may have stood at an end */
	if (start > 0 && kept > start)
		memmove(text, text + start, kept - start);
	return kept > start ? kept - start : 0;
}

bool lines_close_up(struct lines *l, struct arena *arena)
{
	const bool odd = holds_odd(l->text, l->size), any = odd || blanks_in_row(l->text, l->size);
	char *copy = NULL;
	for (size_t i = 0; any && i < l->count; i++) {
		struct line *line = &l->at[i];
		const size_t size = line_size(l, i);
		if (!odd && !blanks_in_row(line_text(l, i), size))
			continue;
		if (copy == NULL) {
			copy = arena_alloc(arena, l->size);
			if (copy == NULL)
				return false;
			l->text = l->printed = memcpy(copy, l->text, l->size);
		}
		line->soft = size > 1 && (memcmp(line_text(l, i) + size - 2, "\xC2\xAD", 2) == 0 ||
					  memcmp(line_text(l, i) + size - 2, "\xC2\xAC", 2) == 0);
		size_t kept = close_up(copy + line->start, size);
		if (kept == 0) {
			line_hollow(l, i, copy);
			continue;
		}
		uint32_t closed = (uint32_t)(size - kept);
		line->closed_up += closed;
		line->end -= closed;
		line->columns = text_columns(copy, line->start, line->end);
	}
	return true;
}

/* Whether a no-break space stands beside another blank: what sets columns apart may be such. */
static bool holds_no_break_gaps(const char *text, size_t size)
{
	const char *at = text, *end = text + size;
	while ((at = memchr(at, 0xC2, (size_t)(end - at))) != NULL) {
		bool no_break = end - at > 2 && (unsigned char)at[1] == 0xA0;
		if (no_break && (at[2] == ' ' || (at > text && at[-1] == ' ') || (unsigned char)at[2] == 0xC2))
			return true;
		at++;
	}
	return false;
}

static size_t plain_take(char *text, size_t size)
{
	size_t kept = 0;
	for (size_t i = 0, n; i < size; i += n) {
		n = (unsigned char)text[i] < 0x80 ? 0 : blank_at(text + i, size - i);
		text[kept++] = n > 0 ? ' ' : text[i];
		n += n == 0;
	}
	return kept;
}

bool lines_plain(struct lines *l, struct arena *arena)
{
	bool gaps = holds_no_break_gaps(l->text, l->size), tags = lines_hold_tags(l);
	if (!gaps && !tags)
		return true;
	struct line *at = arena_alloc(arena, l->count * sizeof *at);
	if (at == NULL)
		return false;
	l->at = memcpy(at, l->at, l->count * sizeof *at);
	return (!tags || lines_trim_tags(l, arena)) && (!gaps || lines_take(l, arena, plain_take));
}

/* The line of a text that a byte stands in; its lines are in the order of their bytes. */
static size_t line_of(const struct lines *l, uint32_t byte)
{
	size_t first = 0, count = l->count;
	while (count > 1) {
		size_t half = count / 2;
		bool behind = l->at[first + half].start <= byte;
		first += behind ? half : 0;
		count = behind ? count - half : half;
	}
	return first;
}

/* The byte that a line has where its plain copy has another. */
static uint32_t byte_of(const struct lines *l, const struct line *line, uint32_t plain)
{
	uint32_t at = line->start;
	for (uint32_t i = line->start; i < plain && at < line->end; i++) {
		size_t n = (unsigned char)l->text[at] < 0x80 ? 0 : blank_at(l->text + at, line->end - at);
		at += n > 0 ? (uint32_t)n : 1;
	}
	return at;
}

void lines_restore(struct lines *l, const struct lines *plain, const struct lines *was)
{
	for (size_t i = 0; plain->text != was->text && i < l->count; i++) {
		struct line *line = &l->at[i];
		size_t k = line_of(was, line->start);
		const struct line *from = &was->at[k], *copy = &plain->at[k];
		line->end = line->end == copy->end ? from->end : byte_of(was, from, line->end);
		line->start = line->start == copy->start ? from->start : byte_of(was, from, line->start);
		line->closed_up = from->closed_up;
	}
	l->text = was->text;
	l->printed = was->printed;
}

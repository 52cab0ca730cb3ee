/* Blanks between the words of a line, and typesetters' characters inside of them. Word
 * processors set no-break and thin blanks, and justified print and scans leave two or three
 * in a row: each is one. Words that are further apart are set in columns, and stay so.
 * Ligatures, soft and no-break hyphens are what they stand for. */
#include "domain/lines.h"

#include <string.h>

#include "base/utf8.h"

#define APART 4 /* blanks in a row that set columns apart */

/* Bytes of a blank of whatever width that begins at a byte; 0 for none. */
static size_t blank_at(const char *text, size_t left)
{
	const unsigned char *at = (const unsigned char *)text;
	if (*at == ' ' || *at == '\t')
		return 1;
	if (left > 1 && at[0] == 0xC2 && at[1] == 0xA0) /* U+00A0 */
		return 2;
	bool thin = left > 2 && at[0] == 0xE2 && at[1] == 0x80 && ((at[2] >= 0x80 && at[2] <= 0x8A) || at[2] == 0xAF);
	return thin ? 3 : 0; /* U+2000 to U+200A, U+202F */
}

/* Bytes of a ligature or a hyphen that begins at a byte, and what it stands for: no longer
 * than itself; 0 for none. */
static size_t typeset_at(const char *text, size_t left, const char **as)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" }; /* from U+FB00 on */
	const unsigned char *at = (const unsigned char *)text;
	if (left > 1 && at[0] == 0xC2 && at[1] == 0xAD) { /* U+00AD */
		*as = left > 2 ? "" : "-";
		return 2;
	}
	if (left > 2 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0x90 || at[2] == 0x91)) { /* U+2010, U+2011 */
		*as = "-";
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

static bool holds_odd(const char *text, size_t size)
{
	static const char firsts[] = "\t\xC2\xE2\xEF";
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

/* Moves the words of a line together; the bytes that they take then, one at least. */
static size_t close_up(char *text, size_t size)
{
	size_t kept = 0;
	for (size_t i = 0, n; i < size;) {
		size_t blanks = 0;
		for (; i < size && (n = blank_at(text + i, size - i)) > 0; i += n)
			blanks++;
		blanks = blanks < APART && blanks > 0 ? 1 : blanks;
		memset(text + kept, ' ', blanks);
		kept += blanks;
		const char *as;
		n = i < size ? typeset_at(text + i, size - i, &as) : 0;
		if (n > 0) {
			memcpy(text + kept, as, strlen(as));
			kept += strlen(as);
			i += n;
		} else if (i < size) {
			text[kept++] = text[i++];
		}
	}
	return kept;
}

static uint32_t columns_of(const char *text, size_t size)
{
	uint32_t columns = 0;
	for (size_t i = 0; i < size; i++)
		columns += !utf8_is_inside(text[i]);
	return columns;
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
		line->soft = size > 1 && memcmp(line_text(l, i) + size - 2, "\xC2\xAD", 2) == 0;
		line->closed_up = (uint32_t)(size - close_up(copy + line->start, size));
		line->end -= line->closed_up;
		line->columns = columns_of(copy + line->start, line_size(l, i));
	}
	return true;
}

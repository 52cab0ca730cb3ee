/* Characters of UTF-8, one by one. Pure; any thread. */
#ifndef TRUCE_BASE_UTF8_H
#define TRUCE_BASE_UTF8_H

#include <stdarg.h>

#include "base/bytes.h"

#define UTF8_REPLACEMENT 0xFFFD /* stands for a byte that begins no character */

/* The character at the head of text, which is not empty, and its length in bytes.
 * A malformed one counts as one byte and is UTF8_REPLACEMENT. */
static inline size_t utf8_next(struct bytes text, uint32_t *out)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const uint8_t *p = text.data;
	*out = p[0];
	if (p[0] < 0x80)
		return 1;
	size_t length = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	*out = UTF8_REPLACEMENT;
	if (p[0] < 0xC2 || p[0] > 0xF4 || length > text.size)
		return 1;
	uint32_t c = p[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 1;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	if (c < least[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 1;
	*out = c;
	return length;
}

/* Whether a byte goes on with a character that began before it. */
static inline bool utf8_is_inside(int byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Well-formed UTF-8 (no surrogates, no overlong forms) without U+0000. On false,
 * *where, which may be NULL, is the offset of the first bad byte. */
bool utf8_is_text(struct bytes a, size_t *where);

/* A character that changes how a terminal shows what stands around it: controls, marks
 * of direction, separators of lines, characters of format. */
bool utf8_is_unsafe(uint32_t c);

/* As vsnprintf of text, which stays text: what is too long for size, 4 or more, is cut at a
 * character and ends in an ellipsis. */
void utf8_vprint(char *out, size_t size, const char *format, va_list args) PRINTF_LIKE(3, 0);

/* Puts "?" in the place of each unsafe character of a text and of each byte that begins
 * no character, so that it can be shown. */
void utf8_clean(char *text);

#endif

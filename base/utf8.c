#include "base/utf8.h"

#include <stdio.h>

/* The high bit of some byte of eight where one is NUL or not ASCII: the byte itself, or subtracting one from it,
 * sets it. */
static uint64_t odd_8(const uint8_t *at)
{
	uint64_t word;
	memcpy(&word, at, 8);
	return word | (word - 0x0101010101010101ULL);
}

/* Where the bytes that are ASCII without NUL end; many at a time. */
static size_t ascii_run(struct bytes a, size_t from)
{
	const uint64_t high = 0x8080808080808080ULL;
	const uint8_t *at = a.data;
	for (; a.size - from >= 32; from += 32) {
		uint64_t odd = odd_8(at + from) | odd_8(at + from + 8) | odd_8(at + from + 16) | odd_8(at + from + 24);
		if ((odd & high) != 0)
			break;
	}
	while (a.size - from >= 8 && (odd_8(at + from) & high) == 0)
		from += 8;
	while (from < a.size && a.data[from] >= 0x01 && a.data[from] <= 0x7F)
		from++;
	return from;
}

bool utf8_is_text(struct bytes a, size_t *where)
{
	size_t at = 0;
	while (at < a.size) {
		at = ascii_run(a, at);
		if (at == a.size)
			break;
		uint32_t c;
		size_t length = utf8_next(bytes_of(a.data + at, a.size - at), &c);
		if (length == 1) { /* NUL, or a byte that begins no character */
			if (where != NULL)
				*where = at;
			return false;
		}
		at += length;
	}
	return true;
}

bool utf8_is_unsafe(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} rows[] = {
		{ 0x0000, 0x001F },   /* C0 */
		{ 0x007F, 0x009F },   /* DEL, C1 */
		{ 0x061C, 0x061C },   /* Arabic letter mark */
		{ 0x200E, 0x200F },   /* left-to-right and right-to-left mark */
		{ 0x2028, 0x202E },   /* line and paragraph separators, embeddings and overrides */
		{ 0x2066, 0x206F },   /* isolates, deprecated format characters */
		{ 0xFEFF, 0xFEFF },   /* byte order mark */
		{ 0xFFF9, 0xFFFB },   /* interlinear annotation */
		{ 0xE0000, 0xE007F }, /* tags */
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows && c >= rows[i].first; i++)
		if (c <= rows[i].last)
			return true;
	return false;
}

void utf8_vprint(char *out, size_t size, const char *format, va_list args)
{
	static const char ellipsis[] = "\xE2\x80\xA6";
	int length = vsnprintf(out, size, format, args);
	if (length < 0)
		out[0] = '\0';
	if (length < 0 || (size_t)length < size)
		return;
	size_t end = size - sizeof ellipsis;
	while (end > 0 && utf8_is_inside(out[end]))
		end--;
	memcpy(out + end, ellipsis, sizeof ellipsis);
}

void utf8_clean(char *text)
{
	struct bytes rest = bytes_text(text);
	char *to = text;
	while (rest.size > 0) {
		uint32_t c;
		size_t length = utf8_next(rest, &c);
		if (utf8_is_unsafe(c) || (length == 1 && rest.data[0] >= 0x80))
			*to++ = '?';
		else
			to = (char *)memmove(to, rest.data, length) + length;
		rest = bytes_of(rest.data + length, rest.size - length);
	}
	*to = '\0';
}

#include "domain/encoding.h"

#include <string.h>

#include "base/utf8.h"

/* U+0080 to U+009F of Windows-1252; 0 for a byte that stands for nothing. */
static const uint16_t high_controls[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Text layers of PDFs have a control character here and there. */
#define STRAYS_ONE_IN 64 /* bytes */

static uint32_t character_of(uint8_t byte)
{
	return byte >= 0x80 && byte < 0xA0 ? high_controls[byte - 0x80] : byte;
}

uint32_t encoding_character(uint8_t byte)
{
	return character_of(byte);
}

int encoding_byte(uint32_t character)
{
	if (character < 0x100)
		return (int)character;
	for (int k = 0; k < 32; k++) {
		if (high_controls[k] == character)
			return 0x80 + k;
	}
	return -1;
}

static size_t size_of(uint32_t c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
}

/* What one byte past UTF-8's characters says of its text. */
enum byte_kind { BYTE_TEXT, BYTE_STRAY, BYTE_OTHER };

static enum byte_kind kind_of(uint8_t byte)
{
	if (byte == 0 || character_of(byte) == 0)
		return BYTE_OTHER;
	return (byte >= 0x20 && byte != 0x7F) || (byte >= '\t' && byte <= '\r') ? BYTE_TEXT : BYTE_STRAY;
}

/* Bytes of the well-formed UTF-8 character at a byte past ASCII; 0 for none. Over-long
 * forms, surrogates and what is past U+10FFFF are none. */
static size_t utf_8_at(const uint8_t *p, size_t left)
{
	size_t size = *p < 0xC2 ? 0 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : *p < 0xF5 ? 4 : 0;
	if (size == 0 || size > left)
		return 0;
	for (size_t i = 1; i < size; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	bool wrong = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
		     (p[0] == 0xF4 && p[1] > 0x8F);
	return wrong ? 0 : size;
}

static bool is_utf_16(struct bytes raw)
{
	return raw.size >= 2 &&
	       ((raw.data[0] == 0xFF && raw.data[1] == 0xFE) || (raw.data[0] == 0xFE && raw.data[1] == 0xFF));
}

enum encoding encoding_of(struct bytes raw, size_t *at)
{
	size_t wide = 0, high = 0, strays = 0, first_stray = raw.size;
	size_t first_bad = raw.size, first_unknown = is_utf_16(raw) ? 0 : raw.size;
	*at = raw.size;
	if (utf8_is_text(raw, NULL)) /* most are, and it is told quickly */
		return ENCODING_UTF_8;
	for (size_t i = 0; i < raw.size;) {
		size_t size = raw.data[i] < 0x80 ? 1 : utf_8_at(raw.data + i, raw.size - i);
		wide += size > 1;
		high += size == 0;
		if (size == 0 && first_bad == raw.size)
			first_bad = i;
		enum byte_kind kind = size < 2 ? kind_of(raw.data[i]) : BYTE_TEXT;
		if (kind == BYTE_OTHER && first_unknown == raw.size)
			first_unknown = i;
		if (kind == BYTE_STRAY && strays++ == 0)
			first_stray = i;
		i += size == 0 ? 1 : size;
	}
	*at = first_bad;
	if (first_bad == raw.size)
		return ENCODING_UTF_8;
	if (strays > raw.size / STRAYS_ONE_IN && first_stray < first_unknown)
		first_unknown = first_stray;
	if (first_unknown < raw.size) {
		*at = first_unknown;
		return ENCODING_OTHER;
	}
	if (wide > 0)
		return ENCODING_MIXED;
	return high > raw.size / 4 ? ENCODING_OTHER : ENCODING_WINDOWS_1252;
}

bool encoding_decode(struct bytes raw, struct arena *arena, struct decoded *out)
{
	size_t size = 0, n = 0;
	for (size_t i = 0; i < raw.size; i++)
		size += size_of(character_of(raw.data[i]));
	uint8_t *text = arena_alloc(arena, size);
	if (text == NULL)
		return false;
	for (size_t i = 0; i < raw.size; i++) {
		uint32_t c = character_of(raw.data[i]);
		size_t bytes = size_of(c);
		text[n] = (uint8_t)(bytes == 1 ? c : bytes == 2 ? 0xC0 | c >> 6 : 0xE0 | c >> 12);
		for (size_t k = 1; k < bytes; k++)
			text[n + k] = (uint8_t)(0x80 | (c >> (6 * (bytes - 1 - k)) & 0x3F));
		n += bytes;
	}
	*out = (struct decoded){ .raw = raw, .text = bytes_of(text, size) };
	return true;
}

size_t decoded_place(const struct decoded *d, struct decoded_walk *walk, size_t place)
{
	while (walk->text > place)
		walk->text -= size_of(character_of(d->raw.data[--walk->raw]));
	while (walk->text < place && walk->raw < d->raw.size)
		walk->text += size_of(character_of(d->raw.data[walk->raw++]));
	return walk->raw;
}

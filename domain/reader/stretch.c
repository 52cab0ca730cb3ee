/* A line of a scanned record and those behind it as one text, whose words are put right in
 * their places. */
#include <string.h>

#include "domain/party.h"
#include "domain/reader/scan.h"

#define PARTY_MOST 100  /* bytes of a bracket */
#define ASKED_MOST 1000 /* names that are looked up as spoiled ones, of a text */

void stretch_make(struct stretch *v, const struct scan *s, size_t line, size_t skip)
{
	const struct lines *l = &s->r->lines;
	v->size = 0;
	v->line = line;
	v->count = 0;
	for (size_t i = line; i < l->count && v->count < STRETCH_LINES && v->size < STRETCH_BYTES; i++) {
		if (i > line)
			v->text[v->size++] = ' ';
		size_t size = line_size(l, i) - (i == line ? skip : 0), room = STRETCH_BYTES - v->size;
		size = size < room ? size : room;
		v->begins[v->count] = v->size;
		v->from[v->count] = l->at[i].start + (uint32_t)(i == line ? skip : 0);
		memcpy(v->text + v->size, s->text + v->from[v->count++], size);
		v->size += size;
		v->first = i == line ? v->size : v->first;
	}
	v->text[v->size] = '\0';
}

bool stretch_is_joint(const struct stretch *v, size_t at)
{
	for (size_t k = 1; k < v->count; k++) {
		if (v->begins[k] == at + 1)
			return true;
	}
	return false;
}

/* Puts words in the place of bytes from at on, and the blanks that are left over before
 * the words' byte pad. False where they have no room, or where a line's end would be
 * written over. */
bool stretch_put(struct stretch *v, size_t at, size_t size, const char *words, size_t pad)
{
	char put[STRETCH_BYTES + 1];
	size_t n = strlen(words);
	if (n > size)
		return false;
	memset(put, ' ', size);
	memcpy(put, words, pad);
	memcpy(put + pad + (size - n), words + pad, n - pad);
	for (size_t i = 0; i < size; i++) {
		if (put[i] != ' ' && stretch_is_joint(v, at + i))
			return false;
	}
	memcpy(v->text + at, put, size);
	return true;
}

void stretch_blank(struct stretch *v, size_t at, size_t size)
{
	memset(v->text + at, ' ', size);
}

/* What was read becomes the text's; the stray marks before it are no part of the line. */
void stretch_keep(struct scan *s, const struct stretch *v, size_t skip, size_t size)
{
	struct line *line = &s->r->lines.at[v->line];
	line->start += (uint32_t)skip;
	for (size_t k = 0; k < v->count && v->begins[k] < size; k++) {
		size_t end = k + 1 < v->count ? v->begins[k + 1] - 1 : v->size;
		end = end < size ? end : size;
		memcpy(s->text + v->from[k], v->text + v->begins[k], end - v->begins[k]);
	}
	while (line->start + 1 < line->end && s->text[line->start] == ' ')
		line->start++;
}

size_t blanks_end(const struct stretch *v, size_t at)
{
	while (at < v->size && v->text[at] == ' ')
		at++;
	return at;
}

/* Bytes of a quote past ASCII that begins at a text; 0 for none. */
size_t quote_size(const char *text, size_t size)
{
	bool quote = size > 2 && memcmp(text, "\xE2\x80", 2) == 0 && (unsigned char)text[2] >= 0x98 &&
		     (unsigned char)text[2] <= 0x9F;
	return quote ? 3 : 0;
}

bool scan_is_known(const char *text, size_t size)
{
	char name[PARTY_MOST + 1];
	if (size == 0 || size > PARTY_MOST)
		return false;
	memcpy(name, text, size);
	name[size] = '\0';
	return party_of(name) != NULL;
}

bool scan_is_party(struct scan *s, const char *text, size_t size)
{
	char name[PARTY_MOST + 1];
	if (size == 0 || size > PARTY_MOST)
		return false;
	memcpy(name, text, size);
	name[size] = '\0';
	return party_of(name) != NULL || (s->asked++ < ASKED_MOST && party_near(name) != NULL);
}

/* The head of a cover whose right column stands wide apart from its left one. */
#include "domain/reader/record.h"

#include <string.h>

#define RIGHT_LEAST 28 /* blanks before what stands in the right column alone */

/* The next gap of three blanks and more, or a tabulator, in a line from a byte on: where
 * it begins; the line's size for none. */
static size_t wide_gap(const char *text, size_t size, size_t from)
{
	for (size_t i = from; i < size; i++) {
		size_t n = 0;
		while (i + n < size && (text[i + n] == ' ' || text[i + n] == '\t'))
			n++;
		if (n > 2 || (n > 0 && memchr(text + i, '\t', n) != NULL))
			return i;
	}
	return size;
}

/* Whether a line begins where right columns do. */
static bool is_set_right(const struct lines *l, size_t i)
{
	size_t columns = 0;
	for (size_t at = l->at[i].start; at > 0 && l->text[at - 1] == ' '; at--)
		columns++;
	return columns >= RIGHT_LEAST;
}

static size_t cells_add(const struct lines *l, size_t i, bool first, struct line *out)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), count = 0;
	for (size_t from = 0; from < size;) {
		size_t end = wide_gap(text, size, from);
		if ((from == 0 && !is_set_right(l, i)) == first) {
			out[count] = l->at[i];
			out[count].start = l->at[i].start + (uint32_t)from;
			out[count].end = l->at[i].start + (uint32_t)end;
			out[count].columns = (uint32_t)(end - from);
			count++;
		}
		for (from = end; from < size && (unsigned char)text[from] <= ' ';)
			from++;
	}
	return count;
}

bool head_apart(struct record *rec, size_t end, struct lines *out)
{
	const struct lines *l = &rec->r->lines;
	size_t most = 0, lines = 0;
	for (size_t i = 0; i < end; i++) {
		const char *text = line_text(l, i);
		size_t size = line_size(l, i), cells = 1;
		for (size_t at = wide_gap(text, size, 0); at < size; at = wide_gap(text, size, at + 3))
			cells++;
		most += cells;
		lines += cells > 1;
	}
	*out = *l;
	out->at = lines == 0 ? NULL : arena_array(rec->r->arena, most, sizeof *out->at);
	rec->r->full |= lines > 0 && out->at == NULL;
	if (out->at == NULL)
		return false;
	out->count = 0;
	for (int first = 1; first >= 0; first--) {
		for (size_t i = 0; i < end; i++)
			out->count += cells_add(l, i, first == 1, out->at + out->count);
	}
	return true;
}

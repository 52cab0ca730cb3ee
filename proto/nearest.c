#include "proto/filter.h"

#define WORD_MOST 64 /* longer words are near to nothing */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn a into b
 * (no part edited twice); neither is longer than WORD_MOST. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t rows[3][WORD_MOST + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t k = 0; k <= b_size; k++)
		last[k] = before[k] = k;
	for (size_t i = 1; i <= a_size; i++) {
		row[0] = i;
		for (size_t k = 1; k <= b_size; k++) {
			size_t edit = last[k - 1] + (a[i - 1] != b[k - 1]);
			row[k] = least(edit, least(last[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
		size_t *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[b_size];
}

size_t name_distance(const char *word, const char *other)
{
	size_t size = strnlen(word, WORD_MOST + 1), other_size = strnlen(other, WORD_MOST + 1), most = size / 3;
	if (size > WORD_MOST || other_size > size + most || size > other_size + most || other_size > WORD_MOST)
		return SIZE_MAX;
	size_t d = distance(word, size, other, other_size);
	return d <= most ? d : SIZE_MAX;
}

const char *nearest_name(const char *word, const char *const *candidates, size_t count)
{
	size_t nearest = SIZE_MAX;
	const char *name = NULL;
	for (size_t i = 0; i < count; i++) {
		size_t d = name_distance(word, candidates[i]);
		if (d >= nearest)
			continue;
		nearest = d;
		name = candidates[i];
	}
	return name;
}

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

const char *nearest_name(const char *word, const char *const *candidates, size_t count)
{
	size_t size = strnlen(word, WORD_MOST + 1), nearest = size / 3 + 1;
	const char *name = NULL;
	for (size_t i = 0; i < count && size <= WORD_MOST; i++) {
		size_t other = strnlen(candidates[i], WORD_MOST + 1);
		if (other > WORD_MOST)
			continue;
		size_t d = distance(word, size, candidates[i], other);
		if (d >= nearest)
			continue;
		nearest = d;
		name = candidates[i];
	}
	return name;
}

#include "client/spark.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 3 /* bytes of one in UTF-8 */

static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };

#define BLOCKS (int)(sizeof blocks / sizeof *blocks)

int spark_month(const char *text)
{
	if (strlen(text) != 7 || text[4] != '-' || strspn(text, "0123456789") != 4 ||
	    strspn(text + 5, "0123456789") != 2)
		return -1;
	int year = atoi(text), month = atoi(text + 5);
	return month < 1 || month > 12 ? -1 : year * 12 + month - 1;
}

void spark_span(struct spark *s, int month)
{
	bool empty = s->first > s->last;
	if (empty || month < s->first)
		s->first = month;
	if (empty || month > s->last)
		s->last = month;
}

int spark_fold(const struct spark *s)
{
	return (s->last - s->first) / SPARK_COLUMNS + 1;
}

static int columns_of(const struct spark *s)
{
	return s->first > s->last ? 0 : (s->last - s->first) / spark_fold(s) + 1;
}

int spark_column(const struct spark *s, int month)
{
	return (month - s->first) / spark_fold(s);
}

/* Height of a count, 1 to most: at least the lowest, and the largest in full. */
static int height_of(const struct spark *s, int count, int most)
{
	int height = s->most <= 1 ? most : 1 + (int)((int64_t)(count - 1) * (most - 1) / (s->most - 1));
	return height > most ? most : height;
}

const char *spark_line(const struct spark *s, const int *counts, struct arena *arena)
{
	int columns = columns_of(s);
	char *line = arena_alloc(arena, (size_t)columns * BLOCK_SIZE + 1), *to = line;
	if (line == NULL)
		return NULL;
	for (int i = 0; i < columns; i++) {
		if (counts[i] <= 0) {
			*to++ = '.';
		} else if (s->blocks) {
			memcpy(to, blocks[height_of(s, counts[i], BLOCKS) - 1], BLOCK_SIZE);
			to += BLOCK_SIZE;
		} else {
			*to++ = (char)('0' + (s->most > 9 ? height_of(s, counts[i], 9) : counts[i]));
		}
	}
	*to = '\0';
	return line;
}

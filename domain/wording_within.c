#include "domain/wording.h"

#include <string.h>

/* How a wording's first words become a stretch that ends at one word of the passage. */
struct within {
	uint32_t changes; /* words left out or put in */
	uint32_t first;   /* the stretch's first word */
};

/* The lesser of two, the longer stretch of those that are equal. */
static struct within lesser(struct within a, struct within b)
{
	bool second = b.changes < a.changes || (b.changes == a.changes && b.first < a.first);
	return second ? b : a;
}

/* From the column of the word before to that of a word. */
static void column_next(struct within *column, const struct wording *asked, size_t word, uint64_t hash)
{
	struct within diagonal = column[0];
	column[0] = (struct within){ .first = (uint32_t)word + 1 };
	for (size_t i = 1; i <= asked->count; i++) {
		struct within before = column[i], above = column[i - 1];
		above.changes++;
		before.changes++;
		column[i] = asked->at[i - 1].hash == hash ? diagonal : lesser(before, above);
		diagonal = before;
		diagonal.changes--;
	}
}

enum status wording_within(const struct wording *passage, const struct wording *asked, struct arena *arena,
			   struct wording_stretch *out)
{
	*out = (struct wording_stretch){ .similarity = 0 };
	if (asked->count == 0 || passage->count > WORDING_WITHIN_MOST / asked->count)
		return STATUS_OK;
	struct within *column = arena_alloc(arena, (asked->count + 1) * sizeof *column);
	if (column == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (size_t i = 0; i <= asked->count; i++)
		column[i] = (struct within){ .changes = (uint32_t)i };
	for (size_t word = 0; word < passage->count; word++) {
		column_next(column, asked, word, passage->at[word].hash);
		struct within last = column[asked->count];
		size_t count = word + 1 - last.first, kept = (asked->count + count - last.changes) / 2;
		size_t longer = count > asked->count ? count : asked->count;
		double similarity = 2.0 * (double)kept / (double)(asked->count + longer);
		if (similarity > out->similarity || (similarity == out->similarity && count < out->count))
			*out = (struct wording_stretch){ last.first, count, similarity };
	}
	return STATUS_OK;
}

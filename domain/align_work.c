#include "domain/align_work.h"

#include <stdlib.h>

#define COMMON_FROM 64 /* passages from which on words that too many have are passed over */

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static int by_word(const void *a, const void *b)
{
	const struct shelf *x = a, *y = b;
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return (x->passage > y->passage) - (x->passage < y->passage);
}

static enum status add_distinct(struct side *side, uint32_t i, struct arena *arena)
{
	const struct wording *w = &side->passages[i];
	uint64_t *words = arena_alloc(arena, (w->count + 1) * sizeof *words);
	uint32_t count = 0;
	if (words == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (size_t k = 0; k < w->count; k++)
		words[k] = w->at[k].hash;
	qsort(words, w->count, sizeof *words, by_hash);
	for (size_t k = 0; k < w->count; k++)
		if (count == 0 || words[count - 1] != words[k])
			words[count++] = words[k];
	side->distinct[i] = words;
	side->distinct_count[i] = count;
	side->shelf_count += count;
	return STATUS_OK;
}

static enum status fill_shelf(struct side *side, struct arena *arena)
{
	struct shelf *next = side->shelf = arena_array(arena, side->shelf_count + 1, sizeof *side->shelf);
	if (next == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t i = 0; i < side->count; i++)
		for (uint32_t k = 0; k < side->distinct_count[i]; k++)
			*next++ = (struct shelf){ side->distinct[i][k], i };
	qsort(side->shelf, side->shelf_count, sizeof *side->shelf, by_word);
	return STATUS_OK;
}

enum status side_init(struct side *side, const struct align_side *from, struct arena *arena)
{
	size_t room = from->count + 1;
	*side = (struct side){
		.count = (uint32_t)from->count,
		.passages = arena_array(arena, room, sizeof *side->passages),
		.distinct = arena_array(arena, room, sizeof *side->distinct),
		.distinct_count = arena_array(arena, room, sizeof *side->distinct_count),
		.shared = arena_array(arena, room, sizeof *side->shared),
		.pair = arena_array(arena, room, sizeof *side->pair),
		.group = arena_array(arena, room, sizeof *side->group),
	};
	if (side->passages == NULL || side->distinct == NULL || side->distinct_count == NULL || side->shared == NULL ||
	    side->pair == NULL || side->group == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t i = 0; i < side->count; i++) {
		struct bytes text = from->texts[i];
		enum status status = wording_split((const char *)text.data, text.size, arena, &side->passages[i]);
		if (status == STATUS_OK)
			status = add_distinct(side, i, arena);
		if (status != STATUS_OK)
			return status;
		side->pair[i] = side->group[i] = ALIGN_NONE;
	}
	return fill_shelf(side, arena);
}

/* Where the passages of a word begin on the shelf. */
static size_t shelf_find(const struct side *side, uint64_t word)
{
	size_t low = 0, high = side->shelf_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (side->shelf[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void count_shared(struct side *in, uint64_t word, size_t most)
{
	size_t from = shelf_find(in, word), to = from;
	while (to < in->shelf_count && in->shelf[to].word == word && to - from <= most)
		to++;
	for (size_t i = from; to - from <= most && i < to; i++)
		in->shared[in->shelf[i].passage]++;
}

/* Puts a passage in its place among the best so far. */
static size_t rank(uint32_t passage, double score, uint32_t *out, double *scores, size_t count)
{
	size_t at = count < ALIGN_CANDIDATES ? count : ALIGN_CANDIDATES - 1;
	if (count == ALIGN_CANDIDATES && score <= scores[at])
		return count;
	for (; at > 0 && scores[at - 1] < score; at--) {
		out[at] = out[at - 1];
		scores[at] = scores[at - 1];
	}
	out[at] = passage;
	scores[at] = score;
	return count < ALIGN_CANDIDATES ? count + 1 : count;
}

size_t side_candidates(struct side *in, const struct side *of, uint32_t passage, bool contained,
		       uint32_t out[ALIGN_CANDIDATES])
{
	double scores[ALIGN_CANDIDATES];
	size_t count = 0, most = in->count <= COMMON_FROM ? in->count : in->count / 4;
	uint32_t own = of->distinct_count[passage];
	for (uint32_t k = 0; k < own; k++)
		count_shared(in, of->distinct[passage][k], most);
	for (uint32_t i = 0; i < in->count; i++) {
		if (in->shared[i] > 0 && (contained || in->pair[i] == ALIGN_NONE))
			count = rank(i, (double)in->shared[i] / (contained ? own : own + in->distinct_count[i]), out,
				     scores, count);
		in->shared[i] = 0;
	}
	return count;
}

/* ---- Comparisons ------------------------------------------------------ */

enum status work_go_on(struct work *w)
{
	return w->watch == NULL ? STATUS_OK : w->watch->go_on(w->watch->arg);
}

enum status work_common(struct work *w, const struct wording *a, const struct wording *b, size_t *out)
{
	struct wording_match match;
	enum status status = work_go_on(w);
	if (status == STATUS_OK)
		status = wording_compare(a, b, &w->scratch, &match);
	if (status == STATUS_OK)
		*out = match.common;
	arena_reset(&w->scratch);
	return status;
}

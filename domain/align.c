#include "domain/align.h"

#include "domain/align_work.h"

/* ---- Moved ------------------------------------------------------------ */

/* Best sums of words by place in the first, as a tree of prefixes (P. M. Fenwick,
 * 1994): each node has the best group among those places. */
struct stay {
	uint64_t words; /* that stay, up to this group */
	uint32_t group, before;
};

static uint32_t best_before(const struct stay *stays, const uint32_t *tree, uint32_t place)
{
	uint32_t best = ALIGN_NONE;
	for (; place > 0; place &= place - 1)
		if (tree[place] != ALIGN_NONE && (best == ALIGN_NONE || stays[tree[place]].words > stays[best].words))
			best = tree[place];
	return best;
}

static void put_best(const struct stay *stays, uint32_t *tree, uint32_t size, uint32_t place, uint32_t at)
{
	for (place++; place <= size; place += place & (~place + 1))
		if (tree[place] == ALIGN_NONE || stays[at].words > stays[tree[place]].words)
			tree[place] = at;
}

/* Marks as moved the pairs that do not stand in the run of pairs, in order on both
 * sides, that has the most words. */
static enum status mark_moved(struct work *w, struct alignments *all)
{
	uint32_t size = w->first.count;
	struct stay *stays = arena_array(w->arena, all->count + 1, sizeof *stays);
	uint32_t *tree = arena_array(w->arena, (size_t)size + 2, sizeof *tree);
	if (stays == NULL || tree == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	memset(tree, 0xFF, ((size_t)size + 2) * sizeof *tree);
	for (uint32_t i = 0; i < all->count; i++) {
		struct alignment *a = &all->at[i];
		if (a->first_count == 0 || a->second_count == 0)
			continue;
		uint32_t before = best_before(stays, tree, a->first[0]);
		stays[i].words =
			(before == ALIGN_NONE ? 0 : stays[before].words) + w->first.passages[a->first[0]].count + 1;
		stays[i].before = before;
		put_best(stays, tree, size, a->first[0], i);
		a->moved = true;
	}
	for (uint32_t at = best_before(stays, tree, size); at != ALIGN_NONE; at = stays[at].before)
		all->at[at].moved = false;
	return STATUS_OK;
}

/* ---- Answer ----------------------------------------------------------- */

static bool only(const struct wording_edits *edits, enum wording_kind most)
{
	for (size_t i = 0; i < edits->count; i++)
		if (edits->at[i].kind > most)
			return false;
	return true;
}

static enum align_kind kind_of(const struct alignment *a)
{
	if (a->first_count == 0 || a->second_count == 0)
		return a->first_count == 0 ? ALIGN_ADDED : ALIGN_DROPPED;
	if (a->first_count > 1 || a->second_count > 1)
		return a->first_count > 1 ? ALIGN_MERGED : ALIGN_SPLIT;
	if (only(&a->edits, WORDING_SAME))
		return ALIGN_SAME;
	return only(&a->edits, WORDING_FORM) ? ALIGN_FORM : ALIGN_CHANGED;
}

/* The group as an alignment, with its steps; adds to the words in common. */
static enum status describe(struct work *w, const struct group *g, struct alignment *out, size_t *common)
{
	struct wording first = { .text = "" }, second = { .text = "" };
	struct wording_match match;
	enum status status = work_go_on(w);
	*out = (struct alignment){
		.first = g->first, .second = g->second, .first_count = g->first_count, .second_count = g->second_count
	};
	if (status == STATUS_OK && g->first_count > 0)
		status = group_wording(&w->first, g->first, g->first_count, w->arena, &first);
	if (status == STATUS_OK && g->second_count > 0)
		status = group_wording(&w->second, g->second, g->second_count, w->arena, &second);
	if (status == STATUS_OK)
		status = wording_compare(&first, &second, &w->scratch, &match);
	if (status == STATUS_OK)
		status = wording_edit(&first, &second, &match, w->arena, &out->edits);
	arena_reset(&w->scratch);
	if (status != STATUS_OK)
		return status;
	out->similarity = g->first_count == 0 || g->second_count == 0 ? 0 : match.similarity;
	out->kind = kind_of(out);
	*common += match.common;
	return STATUS_OK;
}

/* Dropped passages from first passage `from` on, up to one that is not. */
static enum status add_dropped(struct work *w, const struct groups *groups, uint32_t from, struct alignments *out,
			       size_t *common)
{
	for (uint32_t i = from; i < w->first.count; i++) {
		const struct group *g = &groups->at[w->first.group[i]];
		if (g->second_count > 0)
			return STATUS_OK;
		enum status status = describe(w, g, &out->at[out->count++], common);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status put_in_order(struct work *w, const struct groups *groups, struct alignments *out, size_t *common)
{
	enum status status = add_dropped(w, groups, 0, out, common);
	for (uint32_t i = 0; status == STATUS_OK && i < w->second.count; i++) {
		const struct group *g = &groups->at[w->second.group[i]];
		if (g->second[0] != i)
			continue;
		status = describe(w, g, &out->at[out->count++], common);
		for (uint32_t k = 0; status == STATUS_OK && k < g->first_count; k++)
			status = add_dropped(w, groups, g->first[k] + 1, out, common);
	}
	return status;
}

static size_t words_of(const struct side *side)
{
	size_t words = 0;
	for (uint32_t i = 0; i < side->count; i++)
		words += side->passages[i].count;
	return words;
}

static enum status run(struct work *w, const struct align_side *first, const struct align_side *second,
		       struct alignments *out)
{
	struct groups groups;
	struct alignments all = { .count = 0 };
	size_t common = 0;
	enum status status = side_init(&w->first, first, w->arena);
	if (status == STATUS_OK)
		status = side_init(&w->second, second, w->arena);
	if (status == STATUS_OK)
		status = pairs_make(w);
	if (status == STATUS_OK)
		status = groups_make(w, &groups);
	if (status != STATUS_OK)
		return status;
	all.at = arena_array(w->arena, (size_t)groups.count + 1, sizeof *all.at);
	status = all.at == NULL ? STATUS_RESOURCE_EXHAUSTED : put_in_order(w, &groups, &all, &common);
	if (status == STATUS_OK)
		status = mark_moved(w, &all);
	if (status != STATUS_OK)
		return status;
	size_t words = words_of(&w->first) + words_of(&w->second);
	all.similarity = words == 0 ? 1 : 2.0 * (double)common / (double)words;
	*out = all;
	return STATUS_OK;
}

enum status align(const struct align_side *first, const struct align_side *second, const struct align_watch *watch,
		  struct arena *arena, struct alignments *out)
{
	struct work w = { .arena = arena, .watch = watch };
	if (first->count > ALIGN_PASSAGES_MOST || second->count > ALIGN_PASSAGES_MOST)
		return STATUS_RESOURCE_EXHAUSTED;
	arena_init(&w.scratch, arena->cap);
	enum status status = run(&w, first, second, out);
	arena_fini(&w.scratch);
	return status;
}

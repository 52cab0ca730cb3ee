#include "domain/align_work.h"

#include <stdlib.h>

#define PART_WORDS_LEAST 4 /* of a part of a split or merger */

static double similarity_of(size_t common, size_t words)
{
	return words == 0 ? 1 : 2.0 * (double)common / (double)words;
}

enum status group_wording(const struct side *side, const uint32_t *passages, uint32_t count, struct arena *arena,
			  struct wording *out)
{
	if (count == 1) {
		*out = side->passages[passages[0]];
		return STATUS_OK;
	}
	size_t size = 0;
	for (uint32_t i = 0; i < count; i++)
		size += side->passages[passages[i]].size + 1;
	char *text = arena_alloc(arena, size + 1), *to = text;
	if (text == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t i = 0; i < count; i++) {
		const struct wording *passage = &side->passages[passages[i]];
		if (i > 0)
			*to++ = '\n';
		if (passage->size > 0)
			memcpy(to, passage->text, passage->size);
		to += passage->size;
	}
	return wording_split(text, (size_t)(to - text), arena, out);
}

static int by_place(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* A group's two sides, and the two sides of the work, seen from the side whose one
 * passage is the whole. */
struct view {
	struct side *whole, *parts;
	uint32_t **whole_list, **part_list;
	uint32_t *whole_count, *part_count;
};

static struct view view_of(struct work *w, struct group *g, bool split)
{
	if (split)
		return (struct view){ &w->first, &w->second, &g->first, &g->second, &g->first_count, &g->second_count };
	return (struct view){ &w->second, &w->first, &g->second, &g->first, &g->second_count, &g->first_count };
}

/* Similarity of the whole with a list of parts. */
static enum status similarity(struct work *w, const struct view *v, const uint32_t *parts, uint32_t count, double *out)
{
	struct wording joined;
	const struct wording *whole = &v->whole->passages[(*v->whole_list)[0]];
	size_t common = 0;
	*out = 0;
	if (count == 0)
		return STATUS_OK;
	enum status status = group_wording(v->parts, parts, count, &w->scratch, &joined);
	if (status == STATUS_OK)
		status = work_common(w, whole, &joined, &common);
	if (status == STATUS_OK)
		*out = similarity_of(common, whole->count + joined.count);
	return status;
}

/* Puts a part into the group where the joined text is closer than it was without. */
static enum status try_part(struct work *w, const struct view *v, uint32_t part, bool *taken)
{
	uint32_t count = *v->part_count;
	uint32_t *longer = arena_array(w->arena, (size_t)count + 1, sizeof *longer);
	double before = 0, after = 0;
	if (longer == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	if (count > 0)
		memcpy(longer, *v->part_list, count * sizeof *longer);
	longer[count] = part;
	qsort(longer, (size_t)count + 1, sizeof *longer, by_place);
	enum status status = similarity(w, v, *v->part_list, count, &before);
	if (status == STATUS_OK)
		status = similarity(w, v, longer, count + 1, &after);
	*taken = status == STATUS_OK && after > before;
	if (*taken) {
		*v->part_list = longer;
		*v->part_count = count + 1;
	}
	return status;
}

/* Whether a part lies within a whole: in words that may stand apart, or, said otherwise, in
 * one stretch. */
static enum status lies_within(struct work *w, const struct wording *whole, const struct wording *part, bool *out)
{
	struct wording_stretch stretch = { .similarity = 0 };
	size_t common = 0;
	enum status status = work_common(w, whole, part, &common);
	*out = (double)common >= ALIGN_CONTAINED * (double)part->count;
	if (status != STATUS_OK || *out || (double)common < ALIGN_STRETCH * (double)part->count)
		return status;
	status = wording_within(whole, part, &w->scratch, &stretch);
	*out = stretch.similarity >= ALIGN_STRETCH;
	arena_reset(&w->scratch);
	return status;
}

/* Looks for the whole that a passage left over lies within, and puts it there.
 * Wholes are passages of the other side that no merger the other way round has. */
static enum status place_part(struct work *w, struct groups *groups, bool split, uint32_t part)
{
	struct side *wholes = split ? &w->first : &w->second, *parts = split ? &w->second : &w->first;
	const struct wording *own = &parts->passages[part];
	uint32_t found[ALIGN_CANDIDATES];
	size_t count = own->count < PART_WORDS_LEAST ? 0 : side_candidates(wholes, parts, part, true, found);
	bool taken = false;
	for (size_t i = 0; i < count && !taken; i++) {
		struct group *g = &groups->at[wholes->group[found[i]]];
		struct view v = view_of(w, g, split);
		bool within = false;
		if (*v.whole_count != 1 || wholes->passages[found[i]].count <= own->count)
			continue;
		enum status status = lies_within(w, &wholes->passages[found[i]], own, &within);
		if (status == STATUS_OK && within)
			status = try_part(w, &v, part, &taken);
		if (status != STATUS_OK)
			return status;
		if (taken) {
			struct group *alone = &groups->at[parts->group[part]];
			alone->first_count = alone->second_count = 0;
			parts->group[part] = wholes->group[found[i]];
		}
	}
	return STATUS_OK;
}

static bool is_alone(const struct groups *groups, const struct side *side, uint32_t passage)
{
	const struct group *g = &groups->at[side->group[passage]];
	return g->first_count + g->second_count == 1;
}

static enum status place_parts(struct work *w, struct groups *groups, bool split)
{
	struct side *parts = split ? &w->second : &w->first;
	enum status status = STATUS_OK;
	for (uint32_t i = 0; status == STATUS_OK && i < parts->count; i++)
		if (is_alone(groups, parts, i))
			status = place_part(w, groups, split, i);
	return status;
}

/* A list of one. */
static uint32_t *one(struct arena *arena, uint32_t passage)
{
	return arena_copy(arena, &passage, sizeof passage);
}

/* Each pair is a group, and each passage without a partner. */
static enum status begin(struct work *w, struct groups *out)
{
	out->at = arena_array(w->arena, (size_t)w->first.count + w->second.count + 1, sizeof *out->at);
	if (out->at == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	out->count = 0;
	for (uint32_t i = 0; i < w->first.count; i++) {
		struct group *g = &out->at[out->count];
		if ((g->first = one(w->arena, i)) == NULL)
			return STATUS_RESOURCE_EXHAUSTED;
		g->first_count = 1;
		w->first.group[i] = out->count++;
	}
	for (uint32_t i = 0; i < w->second.count; i++) {
		uint32_t pair = w->second.pair[i];
		uint32_t at = pair == ALIGN_NONE ? out->count++ : w->first.group[pair];
		if ((out->at[at].second = one(w->arena, i)) == NULL)
			return STATUS_RESOURCE_EXHAUSTED;
		out->at[at].second_count = 1;
		w->second.group[i] = at;
	}
	return STATUS_OK;
}

enum status groups_make(struct work *w, struct groups *out)
{
	enum status status = begin(w, out);
	if (status == STATUS_OK)
		status = place_parts(w, out, true);
	return status == STATUS_OK ? place_parts(w, out, false) : status;
}

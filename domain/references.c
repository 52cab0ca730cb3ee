#include "domain/references.h"

#include <stdlib.h>
#include <string.h>

bool references_add(struct references *r, size_t count, Truce__V1__SourceReference *const *more, struct arena *arena)
{
	if (count > r->room - r->count) {
		size_t room = 2 * r->room + count;
		Truce__V1__SourceReference **bigger = arena_array(arena, room, sizeof *bigger);
		if (bigger == NULL)
			return false;
		if (r->count > 0)
			memcpy(bigger, r->list, r->count * sizeof *bigger);
		r->list = bigger;
		r->room = room;
	}
	if (count > 0)
		memcpy(r->list + r->count, more, count * sizeof *more);
	r->count += count;
	return true;
}

/* Where a reference stands in the list. */
struct placed {
	Truce__V1__SourceReference *reference;
	size_t index;
};

static int compare(const struct placed *a, const struct placed *b)
{
	int order = strcmp(a->reference->source, b->reference->source);
	return order != 0 ? order : strcmp(a->reference->place, b->reference->place);
}

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = compare(x, y);
	return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

bool references_unite(struct references *r, struct arena *arena)
{
	struct placed *all = arena_array(arena, r->count, sizeof *all);
	size_t kept = 0;
	if (all == NULL)
		return false;
	for (size_t i = 0; i < r->count; i++)
		all[i] = (struct placed){ r->list[i], i };
	if (r->count > 0)
		qsort(all, r->count, sizeof *all, compare_placed);
	for (size_t i = 1; i < r->count; i++)
		if (compare(&all[i - 1], &all[i]) == 0)
			r->list[all[i].index] = NULL;
	for (size_t i = 0; i < r->count; i++)
		if (r->list[i] != NULL)
			r->list[kept++] = r->list[i];
	r->count = kept;
	return true;
}

#include "service/search/seek.h"

static bool places_room(struct arena *arena, struct places *p, size_t room)
{
	*p = (struct places){ .at = arena_alloc(arena, (room + 1) * sizeof *p->at), .room = room };
	return p->at != NULL;
}

/* Of two ascending lists, one; what stands in both once. */
static bool merge_places(struct arena *arena, struct places *a, const struct places *b)
{
	struct places both;
	if (b->count == 0)
		return true;
	if (a->count == 0) {
		*a = *b;
		return true;
	}
	if (!places_room(arena, &both, a->count + b->count))
		return false;
	for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
		uint32_t next = k == b->count || (i < a->count && a->at[i] <= b->at[k]) ? a->at[i] : b->at[k];
		both.at[both.count++] = next;
		i += i < a->count && a->at[i] == next;
		k += k < b->count && b->at[k] == next;
	}
	*a = both;
	return true;
}

static bool places_of_cursors(struct seeker *k, struct search *s, struct places *out)
{
	for (size_t i = 0; i < k->cursor_count; i++) {
		struct store_text_cursor *c = &k->cursors[i];
		struct places one;
		if (c->unit != k->unit)
			continue;
		if (!places_room(&s->scratch, &one, store_text_tf(c)))
			return false;
		s->work += one.room;
		one.count = store_text_positions(c, one.at, (uint32_t)one.room);
		if (one.count > one.room)
			one.count = one.room;
		if (!merge_places(&s->scratch, out, &one))
			return false;
	}
	return true;
}

static size_t first_from(const struct places *p, size_t from, uint32_t position)
{
	while (from < p->count && p->at[from] < position)
		from++;
	return from;
}

void seek_keep(struct places *starts, const struct places *word, uint32_t offset)
{
	size_t kept = 0, at = 0;
	for (size_t i = 0; i < starts->count; i++) {
		at = first_from(word, at, starts->at[i] + offset);
		if (at < word->count && word->at[at] == starts->at[i] + offset)
			starts->at[kept++] = starts->at[i];
	}
	starts->count = kept;
}

/* Where a phrase begins, by one of its words. */
static void begin_phrase(struct places *starts, const struct places *word, uint32_t offset)
{
	*starts = *word;
	starts->count = 0;
	for (size_t i = 0; i < word->count; i++)
		if (word->at[i] >= offset)
			starts->at[starts->count++] = word->at[i] - offset;
}

/* The rarest word first: most passages end there. */
static bool places_of_phrase(struct seeker *k, struct search *s, struct places *out)
{
	for (size_t i = 0; i < k->child_count; i++) {
		struct places one;
		uint32_t offset = k->children[i]->planned->node->offset;
		if (!seek_places(k->children[i], s, &one))
			return false;
		if (i == 0)
			begin_phrase(out, &one, offset);
		else
			seek_keep(out, &one, offset);
		if (out->count == 0)
			return true;
	}
	return true;
}

/* Keeps of the next places those that have one before within a distance, either way. */
static void keep_near(const struct places *before, struct places *next, uint32_t distance)
{
	size_t kept = 0, at = 0;
	for (size_t i = 0; i < next->count; i++) {
		uint32_t from = next->at[i] < distance ? 0 : next->at[i] - distance;
		at = first_from(before, at, from);
		if (at < before->count && before->at[at] <= next->at[i] + distance)
			next->at[kept++] = next->at[i];
	}
	next->count = kept;
}

/* The child of near that stands for a node: `children` are in another order. */
static struct seeker *child_of(struct seeker *k, const struct planned *planned)
{
	for (size_t i = 0; i < k->child_count; i++)
		if (k->children[i]->planned == planned)
			return k->children[i];
	return NULL;
}

static bool places_of_near(struct seeker *k, struct search *s, struct places *out)
{
	for (const struct planned *p = k->planned->first; p != NULL; p = p->next) {
		struct places one = { .count = 0 };
		if (!seek_places(child_of(k, p), s, &one))
			return false;
		if (p != k->planned->first)
			keep_near(out, &one, p->node->offset);
		*out = one;
		if (out->count == 0)
			return true;
	}
	return true;
}

bool seek_places(struct seeker *k, struct search *s, struct places *out)
{
	*out = (struct places){ .count = 0 };
	if (k->kind == SEEK_CURSORS)
		return places_of_cursors(k, s, out);
	if (k->kind == SEEK_PLACES)
		return k->planned->node->kind == QUERY_PHRASE ? places_of_phrase(k, s, out) : places_of_near(k, s, out);
	for (size_t i = 0; i < k->child_count; i++) { /* OR */
		struct places one;
		if (k->children[i]->unit != k->unit)
			continue;
		if (!seek_places(k->children[i], s, &one) || !merge_places(&s->scratch, out, &one))
			return false;
	}
	return true;
}

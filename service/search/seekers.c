#include "service/search/seek.h"

#define END STORE_TEXT_END
#define NOWHERE (UINT32_MAX - 1) /* a seeker that was not asked yet */

/* ---- Cursors: a word's terms ------------------------------------------- */

static uint32_t seek_cursors(struct seeker *k, uint32_t unit)
{
	uint32_t best = END;
	if (k->cursor_count == 1)
		return seek_step(k->cursors, unit);
	for (size_t i = 0; i < k->cursor_count; i++) {
		uint32_t at = seek_step(&k->cursors[i], unit);
		if (at < best)
			best = at;
	}
	return best;
}

/* ---- Lists ------------------------------------------------------------- */

static uint32_t seek_list(struct seeker *k, uint32_t unit)
{
	const struct search_list *l = k->list;
	size_t step = 1, low = k->at, high;
	if (low < l->count && l->units[low] >= unit)
		return l->units[low];
	while (low + step < l->count && l->units[low + step] < unit) {
		low += step;
		step *= 2;
	}
	high = low + step < l->count ? low + step : l->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (l->units[middle] < unit)
			low = middle + 1;
		else
			high = middle;
	}
	k->at = low;
	return low < l->count ? l->units[low] : END;
}

/* ---- All of them ------------------------------------------------------- */

static bool is_in_days(const struct seeker *k, uint32_t unit)
{
	const struct query_node *n = k->planned->node;
	int32_t last, first = store_text_days(k->segment, unit, &last);
	return first != QUERY_NO_DAY && first <= n->last_day && last >= n->first_day;
}

static bool holds_days(const struct seeker *k, uint32_t unit)
{
	for (size_t i = 0; i < k->day_count; i++)
		if (!is_in_days(k->days[i], unit))
			return false;
	return true;
}

/* The first passage that all children have; days are looked at before the second child. */
static uint32_t seek_all(struct seeker *k, uint32_t unit, struct search *s)
{
	for (size_t i = 0; i < k->child_count && unit != END;) {
		uint32_t at =
			i == 0 || seek_may_hold(k->children[i], unit) ? seek_to(k->children[i], unit, s) : unit + 1;
		if (i == 0 && at != END && !holds_days(k, at)) {
			unit = search_goes_on(s, 1) ? at + 1 : END;
			continue;
		}
		if (at == unit) {
			i++;
			continue;
		}
		unit = search_goes_on(s, 1) ? at : END;
		i = i == 0 ? 1 : 0;
	}
	return unit;
}

static bool holds_none(struct seeker *k, uint32_t unit, struct search *s)
{
	for (size_t i = 0; i < k->without_count; i++)
		if (seek_to(k->without[i], unit, s) == unit)
			return false;
	return true;
}

uint32_t seek_others(struct seeker *k, const struct seeker *held, uint32_t unit, struct search *s)
{
	for (size_t i = 0; i < k->child_count; i++) {
		if (k->children[i] == held)
			continue;
		uint32_t at = seek_to(k->children[i], unit, s);
		if (at != unit)
			return at;
	}
	return holds_none(k, unit, s) ? unit : unit + 1;
}

static uint32_t seek_and(struct seeker *k, uint32_t unit, struct search *s)
{
	while ((unit = seek_all(k, unit, s)) != END && !holds_none(k, unit, s))
		unit = search_goes_on(s, 1) ? unit + 1 : END;
	return unit;
}

static uint32_t seek_phrase(struct seeker *k, uint32_t unit, struct search *s)
{
	if (k->is_words)
		return seek_words(k, unit, s);
	while ((unit = seek_all(k, unit, s)) != END) {
		struct places places;
		k->unit = unit;
		arena_reset(&s->scratch);
		if (!search_goes_on(s, SEEK_PLACES_WORK))
			return END;
		if (!seek_places(k, s, &places)) {
			s->ended = call_no_memory(s->call);
			return END;
		}
		k->at = places.count; /* its tf */
		if (places.count > 0)
			return unit;
		unit++;
	}
	return unit;
}

static uint32_t seek_or(struct seeker *k, uint32_t unit, struct search *s)
{
	uint32_t best = END;
	s->work += k->child_count;
	for (size_t i = 0; i < k->child_count; i++) {
		uint32_t at = seek_to(k->children[i], unit, s);
		if (at < best)
			best = at;
	}
	return best;
}

static uint32_t seek_days(const struct seeker *k, uint32_t unit, struct search *s)
{
	const struct query_node *n = k->planned->node;
	for (; unit < k->segment->units && search_goes_on(s, 1); unit++) {
		unit = store_text_days_next(k->segment, unit, n->first_day, n->last_day);
		if (unit == END || is_in_days(k, unit))
			return unit;
	}
	return END;
}

uint32_t seek_to(struct seeker *k, uint32_t unit, struct search *s)
{
	if (k->unit != END && k->unit >= unit && k->unit != NOWHERE)
		return k->unit;
	if (k->unit == END)
		return END;
	switch (k->kind) {
	case SEEK_CURSORS:
		k->unit = seek_cursors(k, unit);
		break;
	case SEEK_LIST:
		k->unit = seek_list(k, unit);
		break;
	case SEEK_PLACES:
		k->unit = seek_phrase(k, unit, s);
		break;
	case SEEK_DAYS:
		k->unit = seek_days(k, unit, s);
		break;
	case SEEK_AND:
		k->unit = seek_and(k, unit, s);
		break;
	case SEEK_OR:
		k->unit = seek_or(k, unit, s);
		break;
	}
	return k->unit;
}

void seek_rewind(struct seeker *k)
{
	k->unit = NOWHERE;
	k->at = 0;
	for (size_t i = 0; i < k->cursor_count; i++)
		store_text_rewind(&k->cursors[i]);
	for (size_t i = 0; i < k->child_count; i++)
		seek_rewind(k->children[i]);
	for (size_t i = 0; i < k->without_count; i++)
		seek_rewind(k->without[i]);
}

uint32_t seek_tf(struct seeker *k)
{
	if (k->kind == SEEK_LIST)
		return k->list->tfs[k->at];
	if (k->kind == SEEK_PLACES)
		return (uint32_t)k->at;
	uint32_t tf = 0;
	for (size_t i = 0; i < k->cursor_count; i++)
		if (k->cursors[i].unit == k->unit)
			tf += store_text_tf(&k->cursors[i]);
	return tf;
}

/* The most that each tf is worth in the segment: in its shortest passage. */
void seek_rank(struct seeker *k, double average)
{
	k->by_tf[0] = k->planned->idf * (RANK_K1 + 1.0);
	for (uint32_t tf = 1; tf < SEEK_TFS; tf++)
		k->by_tf[tf] = rank_leaf(k->planned->idf, tf, k->segment->shortest, average);
}

double seek_worth(const struct store_text_bound *b, double idf, double average)
{
	double most = 0;
	for (size_t i = 0; i < b->count; i++) {
		if (b->pairs[i].tf == UINT32_MAX)
			return idf * (RANK_K1 + 1.0);
		double worth = rank_leaf(idf, b->pairs[i].tf, b->pairs[i].length, average);
		if (worth > most)
			most = worth;
	}
	return most;
}

double seek_bound(struct seeker *k, uint32_t unit, double average, uint32_t *last)
{
	double sum = 0;
	if (k->kind != SEEK_CURSORS) /* listed */
		return k->planned->idf * (RANK_K1 + 1.0);
	for (size_t i = 0; i < k->cursor_count; i++) {
		struct store_text_bound bound;
		store_text_bound_at(&k->cursors[i], unit, &bound);
		if (bound.last < *last)
			*last = bound.last;
		sum += seek_worth(&bound, k->planned->idf, average);
	}
	return sum;
}

double seek_rest(struct seeker *k, unsigned tier, double average)
{
	double sum = 0;
	if (k->kind != SEEK_CURSORS) /* listed */
		return k->planned->idf * (RANK_K1 + 1.0);
	for (size_t i = 0; i < k->cursor_count; i++) {
		struct store_text_bound bound;
		store_text_bound_rest(&k->cursors[i], tier, &bound);
		sum += seek_worth(&bound, k->planned->idf, average);
	}
	return sum;
}

double seek_best(struct seeker *k, double average)
{
	double sum = 0;
	if (k->kind != SEEK_CURSORS) /* listed */
		return k->planned->idf * (RANK_K1 + 1.0);
	for (size_t i = 0; i < k->cursor_count; i++) {
		struct store_text_bound bound;
		store_text_bound_all(&k->cursors[i], &bound);
		sum += seek_worth(&bound, k->planned->idf, average);
	}
	return sum;
}

/* ---- Making them ------------------------------------------------------- */

static bool make_cursors(struct seeker *k, struct arena *arena, const struct planned *p, size_t segment)
{
	k->cursors = arena_alloc(arena, (p->term_count + 1) * sizeof *k->cursors);
	if (k->cursors == NULL)
		return false;
	for (size_t i = 0; i < p->term_count; i++) {
		if (p->terms[i].lists[segment].count == 0)
			continue;
		k->cost += p->terms[i].lists[segment].count;
		store_text_cursor_begin(&p->terms[i], segment, &k->cursors[k->cursor_count++]);
	}
	return true;
}

static void put_by_cost(struct seeker *k, struct seeker *child)
{
	size_t at = k->child_count++;
	for (; k->kind != SEEK_OR && at > 0 && k->children[at - 1]->cost > child->cost; at--)
		k->children[at] = k->children[at - 1];
	k->children[at] = child;
}

static bool make_children(struct seeker *k, struct arena *arena, const struct planned *p,
			  const struct store_text_view *view, size_t segment)
{
	size_t count = 0;
	for (const struct planned *c = p->first; c != NULL; c = c->next)
		count++;
	k->children = arena_array(arena, count + 1, sizeof *k->children);
	k->without = arena_array(arena, count + 1, sizeof *k->without);
	k->days = arena_array(arena, count + 1, sizeof *k->days);
	if (k->children == NULL || k->without == NULL || k->days == NULL)
		return false;
	for (const struct planned *c = p->first; c != NULL; c = c->next) {
		bool without = c->node->kind == QUERY_NOT;
		struct seeker *child = seeker_new(arena, without ? c->first : c, view, segment);
		if (child == NULL)
			return false;
		if (without)
			k->without[k->without_count++] = child;
		else if (k->kind == SEEK_AND && child->kind == SEEK_DAYS)
			k->days[k->day_count++] = child;
		else
			put_by_cost(k, child);
	}
	if (k->kind == SEEK_AND && k->child_count == 0) /* days alone are gone through */
		put_by_cost(k, k->days[--k->day_count]);
	k->is_words = k->kind == SEEK_PLACES && p->node->kind == QUERY_PHRASE;
	for (size_t i = 0; i < k->child_count; i++) {
		k->is_words = k->is_words && k->children[i]->kind == SEEK_CURSORS;
		if (k->kind == SEEK_OR || i == 0)
			k->cost += k->children[i]->cost;
	}
	return true;
}

struct seeker *seeker_new(struct arena *arena, const struct planned *p, const struct store_text_view *view,
			  size_t segment)
{
	static const enum seek_kind kinds[] = {
		[QUERY_WORD] = SEEK_CURSORS, [QUERY_PREFIX] = SEEK_CURSORS, [QUERY_PHRASE] = SEEK_PLACES,
		[QUERY_NEAR] = SEEK_PLACES,  [QUERY_MARK] = SEEK_CURSORS,   [QUERY_MARK_PREFIX] = SEEK_CURSORS,
		[QUERY_DAYS] = SEEK_DAYS,    [QUERY_AND] = SEEK_AND,        [QUERY_OR] = SEEK_OR,
	};
	struct seeker *k = arena_zalloc(arena, sizeof *k);
	if (k == NULL)
		return NULL;
	k->planned = p;
	k->segment = &view->segments[segment];
	k->unit = NOWHERE;
	k->kind = p->lists != NULL ? SEEK_LIST : kinds[p->node->kind];
	if (k->kind == SEEK_LIST) {
		k->list = &p->lists[segment];
		k->cost = k->list->count;
		return k;
	}
	k->cost = k->kind == SEEK_DAYS ? k->segment->units : 0;
	if (k->kind == SEEK_CURSORS)
		return make_cursors(k, arena, p, segment) ? k : NULL;
	return make_children(k, arena, p, view, segment) ? k : NULL;
}

#include <math.h>
#include <stdlib.h>

#include "service/search/seek.h"

#define LANGUAGES_BITS 8
#define LANGUAGES_MASK ((1U << LANGUAGES_BITS) - 1)
#define PREFIX_MOST 4096    /* words that a listed prefix may begin */
#define PREFIX_NEAR_MOST 64 /* inside of near: each has a cursor */
#define TERM_WORK 16        /* of a word that is walked over, as search_goes_on counts it */

/* ---- Terms ------------------------------------------------------------- */

/* The languages that passages have, a bit each; kept for the revision that they were looked
 * up at, so that words are looked up in no others. */
static enum status find_languages(struct plan *plan)
{
	struct call *call = plan->s->call;
	uint64_t revision = (uint64_t)store_revision(call->txn), kept = atomic_load(&call->service->languages);
	plan->languages = (unsigned)(kept & LANGUAGES_MASK);
	if (kept >> LANGUAGES_BITS == revision + 1)
		return STATUS_OK;
	plan->languages = 1U << TEXT_PLAIN;
	for (int i = TEXT_PLAIN + 1; i < TEXT_LANGUAGES; i++) {
		struct store_text_term term;
		uint8_t mark[TEXT_LANGUAGE_MARK];
		text_language_mark((enum text_language)i, mark);
		enum status status =
			store_text_find(plan->view, STORE_TEXT_MARK, bytes_of(mark, sizeof mark), &term, &call->error);
		if (status != STATUS_OK)
			return status;
		plan->languages |= (term.df > 0 ? 1U : 0U) << i;
	}
	atomic_store(&call->service->languages, (revision + 1) << LANGUAGES_BITS | plan->languages);
	return STATUS_OK;
}

static enum status find_terms(struct plan *plan, struct planned *p)
{
	const struct query_node *n = p->node;
	enum store_text_kind kind = n->kind == QUERY_MARK ? STORE_TEXT_MARK : STORE_TEXT_WORD;
	struct call *call = plan->s->call;
	p->terms = arena_array(&call->arena, n->term_count + 1, sizeof *p->terms);
	if (p->terms == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < n->term_count; i++) {
		struct store_text_term *term = &p->terms[p->term_count];
		if ((plan->languages >> text_language_of_term(n->terms[i]) & 1) == 0)
			continue;
		enum status status = store_text_find(plan->view, kind, n->terms[i], term, &call->error);
		if (status != STATUS_OK)
			return status;
		if (term->df > 0)
			p->term_count++;
	}
	return STATUS_OK;
}

static enum status too_wide(struct plan *plan, const struct query_node *n, size_t most)
{
	struct call *call = plan->s->call;
	return call_violation(call, "INVALID_QUERY", "query",
			      "position %zu: more than %zu words begin so; write more of their letters",
			      query_position(plan->s->query->text, n->at), most);
}

/* ---- Lists ------------------------------------------------------------- */

/* How often each passage of each segment has one of many terms. */
struct tally {
	uint32_t **tfs; /* by segment and unit */
	size_t segments;
};

static void tally_free(struct tally *t)
{
	for (size_t i = 0; t->tfs != NULL && i < t->segments; i++)
		free(t->tfs[i]);
	free(t->tfs);
}

static bool tally_new(struct tally *t, const struct store_text_view *view)
{
	*t = (struct tally){ .tfs = calloc(view->count + 1, sizeof *t->tfs), .segments = view->count };
	for (size_t i = 0; t->tfs != NULL && i < view->count; i++) {
		t->tfs[i] = calloc(view->segments[i].units + 1, sizeof **t->tfs);
		if (t->tfs[i] == NULL)
			return false;
	}
	return t->tfs != NULL;
}

static enum status tally_term(struct plan *plan, struct tally *t, const struct store_text_term *term)
{
	struct store_text_cursor cursor;
	for (size_t i = 0; i < t->segments; i++) {
		if (term->lists[i].count == 0)
			continue;
		store_text_cursor_begin(term, i, &cursor);
		for (uint32_t unit = cursor.unit; unit != STORE_TEXT_END; unit = store_text_next(&cursor)) {
			if (!search_goes_on(plan->s, 1))
				return plan->s->ended;
			if (unit < plan->view->segments[i].units)
				t->tfs[i][unit] += store_text_tf(&cursor);
		}
	}
	return STATUS_OK;
}

static enum status tally_prefix(struct plan *plan, struct tally *t, const struct query_node *n, struct bytes prefix,
				size_t *words)
{
	struct call *call = plan->s->call;
	enum store_text_kind kind = n->kind == QUERY_MARK_PREFIX ? STORE_TEXT_MARK : STORE_TEXT_WORD;
	struct store_text_walk *walk = arena_alloc(&call->arena, sizeof *walk);
	if (walk == NULL)
		return call_no_memory(call);
	enum status status = store_text_walk_begin(plan->view, kind, prefix, walk, &call->error);
	while (status == STATUS_OK && store_text_walk_next(walk)) {
		if (++*words > PREFIX_MOST)
			return too_wide(plan, n, PREFIX_MOST);
		status = search_goes_on(plan->s, TERM_WORK) ? tally_term(plan, t, &walk->term) : plan->s->ended;
	}
	return status;
}

/* What was tallied of a segment, dead passages left out, as a list. */
static enum status list_tally(struct plan *plan, const struct store_text_segment *segment, const uint32_t *tfs,
			      struct search_list *out)
{
	size_t count = 0;
	for (uint32_t unit = 0; unit < segment->units; unit++)
		count += tfs[unit] > 0;
	out->units = arena_array(&plan->s->call->arena, count + 1, sizeof *out->units);
	out->tfs = arena_array(&plan->s->call->arena, count + 1, sizeof *out->tfs);
	if (out->units == NULL || out->tfs == NULL)
		return call_no_memory(plan->s->call);
	for (uint32_t unit = 0; unit < segment->units; unit++) {
		if (tfs[unit] == 0 || store_text_dead(segment, unit))
			continue;
		out->units[out->count] = unit;
		out->tfs[out->count++] = tfs[unit];
	}
	return STATUS_OK;
}

static enum status list_prefix(struct plan *plan, struct planned *p)
{
	struct tally tally;
	size_t words = 0;
	struct call *call = plan->s->call;
	enum status status = tally_new(&tally, plan->view) ? STATUS_OK : call_no_memory(call);
	for (size_t i = 0; status == STATUS_OK && i < p->node->term_count; i++)
		status = tally_prefix(plan, &tally, p->node, p->node->terms[i], &words);
	for (size_t i = 0; status == STATUS_OK && i < plan->view->count; i++)
		status = list_tally(plan, &plan->view->segments[i], tally.tfs[i], &p->lists[i]);
	tally_free(&tally);
	return status;
}

/* Lists that grow. */
static bool list_put(struct arena *arena, struct search_list *l, size_t *room, uint32_t unit, uint32_t tf)
{
	if (l->count == *room) {
		size_t more = *room == 0 ? 256 : 2 * *room;
		uint32_t *units = arena_alloc(arena, more * sizeof *units),
			 *tfs = arena_alloc(arena, more * sizeof *tfs);
		if (units == NULL || tfs == NULL)
			return false;
		if (l->count > 0) {
			memcpy(units, l->units, l->count * sizeof *units);
			memcpy(tfs, l->tfs, l->count * sizeof *tfs);
		}
		l->units = units;
		l->tfs = tfs;
		*room = more;
	}
	l->units[l->count] = unit;
	l->tfs[l->count++] = tf;
	return true;
}

static enum status list_copy(struct plan *plan, const struct search_list *grown, struct search_list *out)
{
	struct arena *arena = &plan->s->call->arena;
	if (grown->count == 0)
		return STATUS_OK;
	out->units = arena_copy(arena, grown->units, grown->count * sizeof *grown->units);
	out->tfs = arena_copy(arena, grown->tfs, grown->count * sizeof *grown->tfs);
	if (out->units == NULL || out->tfs == NULL)
		return call_no_memory(plan->s->call);
	out->count = grown->count;
	return STATUS_OK;
}

/* The passages of a segment that a phrase or near stands in; what it took to make the list
 * is given back. */
static enum status list_places(struct plan *plan, struct planned *p, size_t segment, struct search_list *out)
{
	struct call *call = plan->s->call;
	struct search_list grown = { .count = 0 };
	struct arena arena;
	enum status status = STATUS_OK;
	size_t room = 0;
	arena_init(&arena, call->service->options.arena_most);
	struct seeker *k = seeker_new(&arena, p, plan->view, segment);
	if (k == NULL)
		status = call_no_memory(call);
	for (uint32_t unit = 0; status == STATUS_OK; unit++) {
		unit = seek_to(k, unit, plan->s);
		if (unit == STORE_TEXT_END)
			break;
		if (!store_text_dead(k->segment, unit) && !list_put(&arena, &grown, &room, unit, seek_tf(k)))
			status = call_no_memory(call);
	}
	if (status == STATUS_OK)
		status = plan->s->ended;
	if (status == STATUS_OK)
		status = list_copy(plan, &grown, out);
	arena_fini(&arena);
	return status;
}

static enum status make_lists(struct plan *plan, struct planned *p)
{
	struct call *call = plan->s->call;
	struct search_list *lists = arena_array(&call->arena, plan->view->count + 1, sizeof *lists);
	if (lists == NULL)
		return call_no_memory(call);
	if (p->node->kind == QUERY_PREFIX || p->node->kind == QUERY_MARK_PREFIX) {
		p->lists = lists;
		return list_prefix(plan, p);
	}
	for (size_t i = 0; i < plan->view->count; i++) {
		enum status status = list_places(plan, p, i, &lists[i]);
		if (status != STATUS_OK)
			return status;
	}
	p->lists = lists;
	return STATUS_OK;
}

/* ---- The tree ---------------------------------------------------------- */

/* The words that begin so, each with a cursor: inside of near, where places matter. */
static enum status expand_prefix(struct plan *plan, struct planned *p)
{
	struct call *call = plan->s->call;
	struct store_text_walk *walk = arena_alloc(&call->arena, sizeof *walk);
	p->terms = arena_array(&call->arena, PREFIX_NEAR_MOST, sizeof *p->terms);
	if (walk == NULL || p->terms == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < p->node->term_count; i++) {
		enum status status =
			store_text_walk_begin(plan->view, STORE_TEXT_WORD, p->node->terms[i], walk, &call->error);
		while (status == STATUS_OK && store_text_walk_next(walk)) {
			if (p->term_count == PREFIX_NEAR_MOST)
				return too_wide(plan, p->node, PREFIX_NEAR_MOST);
			status = store_text_find(plan->view, STORE_TEXT_WORD, walk->name, &p->terms[p->term_count],
						 &call->error);
			p->term_count += status == STATUS_OK;
		}
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status plan_node(struct plan *plan, const struct query_node *n, bool inside, struct planned **out);

static enum status plan_children(struct plan *plan, struct planned *p, bool inside)
{
	struct planned **last = &p->first;
	for (const struct query_node *c = p->node->first; c != NULL; c = c->next) {
		enum status status = plan_node(plan, c, inside, last);
		if (status != STATUS_OK)
			return status;
		last = &(*last)->next;
	}
	return STATUS_OK;
}

/* inside: of a phrase or near, where each child is asked for its places. */
static enum status plan_node(struct plan *plan, const struct query_node *n, bool inside, struct planned **out)
{
	struct planned *p = arena_zalloc(&plan->s->call->arena, sizeof *p);
	bool places = n->kind == QUERY_PHRASE || n->kind == QUERY_NEAR;
	enum status status;
	if (p == NULL)
		return call_no_memory(plan->s->call);
	*out = p;
	p->node = n;
	if (n->leaf != QUERY_NO_LEAF)
		plan->leaves[n->leaf] = p;
	if (n->kind == QUERY_WORD || n->kind == QUERY_MARK)
		return find_terms(plan, p);
	if (n->kind == QUERY_PREFIX && inside)
		return expand_prefix(plan, p);
	status = plan_children(plan, p, inside || places);
	bool listed = n->kind == QUERY_PREFIX || n->kind == QUERY_MARK_PREFIX || (places && !inside);
	return status == STATUS_OK && listed ? make_lists(plan, p) : status;
}

/* ---- Ranks ------------------------------------------------------------- */

/* Passages that have a leaf: of a listed one as they were counted, of a word's terms
 * their sum, at most all. */
static int64_t having(const struct plan *plan, const struct planned *p)
{
	int64_t sum = 0;
	for (size_t i = 0; p->lists != NULL && i < plan->view->count; i++)
		sum += (int64_t)p->lists[i].count;
	for (size_t i = 0; p->lists == NULL && i < p->term_count; i++)
		sum += p->terms[i].df;
	return sum < plan->s->all ? sum : plan->s->all;
}

static void set_ranks(struct plan *plan)
{
	struct search *s = plan->s;
	if (!s->ranked) {
		s->all = plan->view->units;
		s->length = plan->view->length;
	}
	s->average = s->all == 0 || s->length == 0 ? 1 : (double)s->length / (double)s->all;
	for (size_t i = 0; i < s->query->leaf_count; i++) {
		if (!s->ranked)
			s->having[i] = having(plan, plan->leaves[i]);
		s->idf[i] = plan->leaves[i]->idf = rank_idf(s->all, s->having[i]);
	}
}

enum status plan_make(struct search *s, struct store_text_view *view, struct plan **out)
{
	struct plan *plan = arena_zalloc(&s->call->arena, sizeof *plan);
	if (plan == NULL)
		return call_no_memory(s->call);
	*plan = (struct plan){ .s = s, .view = view };
	plan->leaves = arena_array(&s->call->arena, s->query->leaf_count + 1, sizeof(struct planned *));
	if (plan->leaves == NULL)
		return call_no_memory(s->call);
	enum status status = find_languages(plan);
	if (status == STATUS_OK)
		status = plan_node(plan, s->query->root, false, &plan->root);
	if (status != STATUS_OK)
		return status;
	set_ranks(plan);
	*out = plan;
	return STATUS_OK;
}

/* ---- One node ------------------------------------------------------------ */

/* Passages of a segment that have the days of a node, and are alive: runs of which all have them at once. */
static int64_t count_days(const struct seeker *k, struct search *s)
{
	enum { NEAR = 64 }; /* units that are looked at before the next run is asked for */
	const struct query_node *n = k->planned->node;
	const struct store_text_segment *segment = k->segment;
	int64_t count = 0;
	uint32_t unit = 0;
	while ((unit = store_text_days_next(segment, unit, n->first_day, n->last_day)) < segment->units) {
		uint32_t end = segment->dead != 0
				       ? unit
				       : store_text_days_whole(segment, unit, n->first_day, n->last_day, QUERY_NO_DAY);
		count += end - unit;
		unit = end;
		end = segment->units - unit < NEAR ? segment->units : unit + NEAR;
		for (; unit < end; unit++) {
			int32_t last, first = store_text_days(segment, unit, &last);
			count += first != QUERY_NO_DAY && first <= n->last_day && last >= n->first_day &&
				 !store_text_dead(segment, unit);
		}
		if (!search_goes_on(s, NEAR / 4))
			break;
	}
	return count;
}

static int64_t count_units(struct seeker *k, struct search *s)
{
	int64_t count = 0;
	for (uint32_t unit = seek_to(k, 0, s); unit != STORE_TEXT_END; unit = seek_to(k, unit + 1, s))
		count += !store_text_dead(k->segment, unit);
	return count;
}

/* Passages that are alive in which a node holds. */
static enum status count_passages(struct plan *plan, const struct planned *p, int64_t *out)
{
	struct search *s = plan->s;
	struct arena arena;
	enum status status = STATUS_OK;
	arena_init(&arena, s->call->service->options.arena_most);
	for (size_t i = 0; i < plan->view->count && status == STATUS_OK; i++) {
		struct seeker *k = seeker_new(&arena, p, plan->view, i);
		if (k == NULL)
			status = call_no_memory(s->call);
		else
			*out += k->kind == SEEK_DAYS ? count_days(k, s) : count_units(k, s);
		status = status == STATUS_OK ? s->ended : status;
	}
	arena_fini(&arena);
	return status;
}

enum status plan_count(struct search *s, struct store_text_view *view, const struct query_node *node, int64_t *out)
{
	struct plan plan = { .s = s, .view = view };
	struct planned *p;
	plan.leaves = arena_array(&s->call->arena, s->query->leaf_count + 1, sizeof(struct planned *));
	if (plan.leaves == NULL)
		return call_no_memory(s->call);
	enum status status = find_languages(&plan);
	if (status == STATUS_OK)
		status = plan_node(&plan, node, true, &p);
	*out = 0;
	if (status != STATUS_OK)
		return status;
	if (p->terms == NULL && p->lists == NULL)
		return count_passages(&plan, p, out);
	*out = having(&plan, p);
	return STATUS_OK;
}

#include "service/search/run.h"

#define KEPT_MOST ((size_t)1 << 20) /* bytes of seekers */

/* ---- Ways through a segment -------------------------------------------- */

/* Every passage in which the query holds. */
static enum status run_all(struct search_run *r)
{
	enum status status = STATUS_OK;
	for (uint32_t unit = 0; status == STATUS_OK; unit++) {
		unit = seek_to(r->root, unit, r->s);
		if (unit == STORE_TEXT_END)
			break;
		status = run_on_time(r);
		if (status == STATUS_OK && !store_text_dead(r->segment, unit))
			status = run_take(r, unit);
	}
	return status;
}

/* Up to where nothing can be worth more than `most`. */
struct lookahead {
	bool known;
	uint32_t last;
	double most;
};

/* A look ahead, where the last one does not reach. */
static void look_ahead(struct search_run *r, struct lookahead *w, uint32_t unit)
{
	if (w->known && unit <= w->last)
		return;
	*w = (struct lookahead){ .known = true, .last = STORE_TEXT_END - 1 };
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		w->most += seek_bound(r->leaves[i], unit, r->s->average, &w->last);
	}
}

/* Words with OR, those worth least first. */
static void sort_by_best(struct search_run *r)
{
	struct seeker *root = r->root;
	for (size_t i = 0; i < root->child_count; i++) {
		struct seeker *c = root->children[i];
		size_t at = i;
		c->best = seek_best(c, r->s->average);
		for (; at > 0 && root->children[at - 1]->best > c->best; at--)
			root->children[at] = root->children[at - 1];
		root->children[at] = c;
	}
}

/* How many of the first children together cannot reach the page: a passage that only
 * they have is passed over. */
static size_t count_idle(const struct search_run *r, double least)
{
	double sum = 0;
	size_t idle = 0;
	while (idle < r->root->child_count && (sum += r->root->children[idle]->best) < least)
		idle++;
	return idle;
}

/* Whether a passage can reach the page: told without its length, the idle children asked
 * one by one. They stand at the passage, or behind it, afterwards. */
static bool can_reach(struct search_run *r, uint32_t unit, size_t idle, double least)
{
	struct seeker **children = r->root->children;
	double most = 0, rest = 0;
	for (size_t i = r->root->child_count; i-- > idle;)
		if (children[i]->unit == unit)
			most += seek_most(children[i], seek_tf(children[i]));
	for (size_t i = 0; i < idle; i++)
		rest += children[i]->best;
	for (size_t i = idle; i-- > 0;) {
		if (most + rest < least)
			return false;
		rest -= children[i]->best;
		if (seek_may_hold(children[i], unit) && seek_to(children[i], unit, r->s) == unit)
			most += seek_most(children[i], seek_tf(children[i]));
	}
	return most >= least;
}

static uint32_t next_of(struct search_run *r, uint32_t unit, size_t idle)
{
	uint32_t next = STORE_TEXT_END;
	r->s->work += r->root->child_count;
	for (size_t i = idle; i < r->root->child_count; i++) {
		uint32_t at = seek_to(r->root->children[i], unit, r->s);
		next = at < next ? at : next;
	}
	return next;
}

static enum status run_or(struct search_run *r)
{
	struct lookahead w = { .known = false };
	double before = -1;
	size_t idle = 0;
	enum status status = STATUS_OK;
	sort_by_best(r);
	for (uint32_t unit = 0; status == STATUS_OK; unit++) {
		double least = run_floor(r);
		if (least > before)
			idle = count_idle(r, before = least);
		unit = next_of(r, unit, idle);
		if (unit == STORE_TEXT_END || (status = run_on_time(r)) != STATUS_OK)
			break;
		if (least >= 0) {
			look_ahead(r, &w, unit);
			if (w.most < least) {
				unit = w.last;
				continue;
			}
			if (!can_reach(r, unit, idle, least))
				continue;
		}
		if (!store_text_dead(r->segment, unit))
			status = run_take(r, unit);
	}
	return status;
}

/* ---- A segment --------------------------------------------------------- */

static void collect_leaves(struct search_run *r, struct seeker *k)
{
	if (k->planned->node->leaf != QUERY_NO_LEAF)
		r->leaves[k->planned->node->leaf] = k;
	for (size_t i = 0; i < k->child_count && (k->kind == SEEK_AND || k->kind == SEEK_OR); i++)
		collect_leaves(r, k->children[i]);
}

/* Whether AND stands below OR: a leaf there may be ahead of the query. */
static bool is_tangled(const struct query_node *n, bool below)
{
	if (n->kind == QUERY_AND && below)
		return true;
	if (n->kind != QUERY_AND && n->kind != QUERY_OR)
		return false;
	for (const struct query_node *c = n->first; c != NULL; c = c->next)
		if (is_tangled(c, below || n->kind == QUERY_OR))
			return true;
	return false;
}

static enum status make_seekers(struct search_run *r, size_t segment)
{
	const struct query *q = r->s->query;
	r->root = seeker_new(&r->arena, r->plan->root, r->plan->view, segment);
	r->leaves = arena_array(&r->arena, q->leaf_count + 1, sizeof(struct seeker *));
	r->caps = arena_array(&r->arena, q->leaf_count + 1, sizeof *r->caps);
	r->own_leaves = is_tangled(q->root, false);
	if (r->root == NULL || r->leaves == NULL || r->caps == NULL)
		return call_no_memory(r->s->call);
	if (!r->own_leaves)
		collect_leaves(r, r->root);
	for (size_t i = 0; r->own_leaves && i < q->leaf_count; i++) {
		r->leaves[i] = seeker_new(&r->arena, r->plan->leaves[i], r->plan->view, segment);
		if (r->leaves[i] == NULL)
			return call_no_memory(r->s->call);
	}
	for (size_t i = 0; i < q->leaf_count; i++) {
		seek_rank(r->leaves[i], r->s->average);
		r->caps[i] = INFINITY;
	}
	return STATUS_OK;
}

static bool all_are_leaves(const struct query_node *n)
{
	for (const struct query_node *c = n->first; c != NULL; c = c->next)
		if (c->leaf == QUERY_NO_LEAF)
			return false;
	return true;
}

/* Of words with OR more is left in the rests than tiers spare: the page fills from all of them. */
static bool may_take_tiers(const struct search_run *r)
{
	const struct query_node *root = r->s->query->root;
	return r->prunes && !r->s->page.has_after && root->kind != QUERY_OR && !is_tangled(root, false);
}

static enum status go_through(struct search_run *r)
{
	const struct query_node *root = r->s->query->root;
	if (root->kind == QUERY_OR && r->prunes && all_are_leaves(root))
		return run_or(r);
	return !r->own_leaves && root->kind != QUERY_OR ? run_leading(r) : run_all(r);
}

static void forget_seekers(struct search_run *r)
{
	arena_reset(&r->arena);
	for (size_t i = 0; i < r->plan->view->count; i++)
		r->kept[i].root = NULL;
}

/* Seekers are kept while they are few: tiers come back to a segment. */
static enum status begin_segment(struct search_run *r, struct run_kept *kept)
{
	r->segment = &r->plan->view->segments[kept->segment];
	if (kept->root != NULL) {
		r->root = kept->root;
		r->leaves = kept->leaves;
		r->caps = kept->caps;
		seek_rewind(r->root);
		return STATUS_OK;
	}
	if (r->arena.used > KEPT_MOST)
		forget_seekers(r);
	enum status status = make_seekers(r, kept->segment);
	if (status != STATUS_OK)
		return status;
	kept->root = r->root;
	kept->leaves = r->leaves;
	kept->caps = r->caps;
	return STATUS_OK;
}

#define DONE (-INFINITY)

static enum status run_whole(struct search_run *r, struct run_kept *kept)
{
	enum status status = r->root->cost > 0 ? go_through(r) : STATUS_OK;
	kept->rest = DONE;
	return status == STATUS_OK ? run_end(r) : status;
}

/* A tier of the words in a segment, or at first, where tiers are no short cut, all of it. Where
 * they are one in a larger segment, it waits until the page's last is worth most. */
static enum status run_segment(struct search_run *r, struct run_kept *kept, unsigned tier)
{
	enum status status = kept->waits ? STATUS_OK : begin_segment(r, kept);
	if (status != STATUS_OK || kept->waits)
		return status;
	if (r->root->cost > 0 && r->takes_tiers && (tier > 0 || run_has_tiers(r))) {
		r->has_tiers = r->s->page.comes_again = true;
		return run_tiers(r, tier, &kept->rest);
	}
	if (r->root->cost == 0 || !r->has_tiers)
		return run_whole(r, kept);
	kept->waits = true;
	kept->rest = run_best(r);
	return STATUS_OK;
}

/* Where tiers have led through it before: what words are worth in them was looked at. */
static enum status run_again(struct search_run *r, struct run_kept *kept)
{
	enum status status = begin_segment(r, kept);
	if (status != STATUS_OK)
		return status;
	run_cap(r, STORE_TEXT_TIERS - 1, r->caps);
	return run_whole(r, kept);
}

/* The largest come first: the page's last is worth more the sooner. */
static void sort_segments(struct search_run *r)
{
	const struct store_text_segment *segments = r->plan->view->segments;
	for (size_t i = 0; i < r->plan->view->count; i++) {
		size_t at = i;
		for (; at > 0 && segments[r->kept[at - 1].segment].units < segments[i].units; at--)
			r->kept[at] = r->kept[at - 1];
		r->kept[at] = (struct run_kept){ .segment = i, .rest = INFINITY };
	}
}

/* Whether a passage that was not looked at may reach the page. */
static bool goes_on(const struct search_run *r, const struct run_kept *kept)
{
	return kept->rest != DONE && kept->rest >= run_floor(r);
}

/* Each tier in all segments before the next one, so that what is found of the best is held against
 * the others of all; then what tiers did not settle. */
static enum status run_segments(struct search_run *r)
{
	const size_t count = r->plan->view->count;
	enum status status = STATUS_OK;
	r->kept = arena_array(&r->s->call->arena, count + 1, sizeof *r->kept);
	if (r->kept == NULL)
		return call_no_memory(r->s->call);
	sort_segments(r);
	r->takes_tiers = may_take_tiers(r);
	for (unsigned tier = 0; tier < STORE_TEXT_TIERS; tier++)
		for (size_t i = 0; i < count && status == STATUS_OK; i++)
			if (goes_on(r, &r->kept[i]))
				status = run_segment(r, &r->kept[i], tier);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (goes_on(r, &r->kept[i]))
			status = run_again(r, &r->kept[i]);
	return status;
}

/* One word that few passages have; one that none has makes suggestions. */
static bool is_quick(const struct store_text_view *view, const struct plan *plan)
{
	const struct planned *word = plan->root;
	uint64_t passages = 0;
	for (size_t i = 0; i < word->term_count; i++)
		for (size_t k = 0; k < view->count; k++)
			passages += word->terms[i].lists[k].count;
	return passages > 0 && passages <= SEARCH_QUICK_MOST;
}

enum status search_by_index(struct search *s, struct store_text_view *view)
{
	struct plan *plan = NULL;
	struct search_run r = { .s = s };
	bool word = s->query->root->kind == QUERY_WORD; /* the plan of others may be work */
	enum status status = s->call->quick && !word ? STATUS_CANCELLED : plan_make(s, view, &plan);
	s->call->put_off = s->call->quick && (status != STATUS_OK || !is_quick(view, plan));
	if (s->call->put_off)
		return STATUS_CANCELLED;
	if (status != STATUS_OK)
		return status;
	r.plan = plan;
	r.prunes = !s->counts && s->page.order == TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_UNSPECIFIED;
	r.arena = s->call->scratch; /* lent */
	status = run_segments(&r);
	arena_reset(&r.arena);
	s->call->scratch = r.arena;
	return status == STATUS_OK ? store_text_check(view, &s->call->error) : status;
}

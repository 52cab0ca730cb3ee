#include "service/search_run.h"

#define PASSAGE_WORK 16 /* of a passage, as search_goes_on counts it */
#define ROUNDING 1e-12
#define KEPT_MOST ((size_t)1 << 20) /* bytes of seekers */

/* ---- Statements -------------------------------------------------------- */

static enum status load(struct search *s, struct search_hit *hit, struct store_change *change)
{
	if (hit->name.data != NULL)
		return STATUS_OK;
	enum status status = call_on_time(s->call); /* a record may be large */
	if (status == STATUS_OK)
		status = store_get_doc(s->call->txn, hit->doc, 0, change, &s->call->error);
	if (status != STATUS_OK)
		return status;
	hit->name = change->name;
	hit->body = change->body;
	return STATUS_OK;
}

/* Whether a statement passes the filter and the page before, one of which there is; its name and
 * body are set. */
static enum status loaded_hit_passes(struct search *s, struct search_hit *hit, bool *takes)
{
	struct store_change change;
	ProtobufCMessage *statement;
	change.revision = 0;
	enum status status = load(s, hit, &change);
	if (status != STATUS_OK)
		return status;
	if (s->since != 0 && change.revision > s->since) {
		*takes = false;
		return STATUS_OK;
	}
	if (s->filter == NULL)
		return STATUS_OK;
	arena_reset(&s->scratch);
	change.body = hit->body;
	status = record_load(s->call, &collections[STATEMENTS], &change, &s->scratch, &statement);
	if (status == STATUS_OK)
		*takes = filter_test(s->filter, statement);
	return status;
}

static inline enum status takes_hit(struct search *s, struct search_hit *hit, bool *takes)
{
	*takes = true;
	return s->filter == NULL && s->since == 0 ? STATUS_OK : loaded_hit_passes(s, hit, takes);
}

/* A statement has been gone through. */
static enum status end_hit(struct run *r)
{
	struct search *s = r->s;
	bool wanted = search_page_takes(&s->page, &r->hit);
	if (!r->has_hit)
		return STATUS_OK;
	r->has_hit = false;
	if (!wanted && !s->counts)
		return STATUS_OK;
	if (wanted && !s->counts) { /* else it was held against the filter at its first passage */
		enum status status = takes_hit(s, &r->hit, &wanted);
		if (status != STATUS_OK)
			return status;
	}
	if (wanted)
		search_page_keep(&s->page, &r->hit);
	return STATUS_OK;
}

enum status run_end(struct run *r)
{
	enum status status = r->s->ended; /* a seeker may have noticed */
	if (status == STATUS_OK)
		status = end_hit(r);
	r->hit.doc = 0;
	return status;
}

/* Sums of bounds may be off by rounding. */
double run_floor(const struct run *r)
{
	const struct search_page *p = &r->s->page;
	return !r->prunes || p->count < p->most ? -1 : p->hits[0].score * (1 - ROUNDING);
}

/* ---- Passages ---------------------------------------------------------- */

static double score_at(struct run *r, uint32_t unit)
{
	double score = 0;
	uint32_t length = store_text_value(&r->segment->length, unit);
	r->s->work += r->s->query->leaf_count;
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		struct seeker *leaf = r->leaves[i];
		if (r->own_leaves && seek_to(leaf, unit, r->s) != unit)
			continue;
		uint32_t tf = leaf == r->lead ? r->lead_tf : leaf->unit == unit ? seek_tf(leaf) : 0;
		if (tf > 0)
			score += rank_leaf(r->s->idf[i], tf, length, r->s->average);
	}
	return score;
}

static enum status count_passage(struct run *r, uint32_t unit, uint32_t doc, int32_t day)
{
	struct search *s = r->s;
	struct bytes facets[PASSAGE_FACETS];
	s->total_passages++;
	if (s->sums == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < PASSAGE_FACETS; i++)
		facets[i] = store_text_facet(r->segment, i, store_text_value(&r->segment->facet[i], unit));
	return search_sums_add(s, doc, facets, day);
}

/* The first passage of another statement: with all counted, it is held against the
 * filter at once, and left out of everything where it does not pass (doc 0). */
static enum status begin_hit(struct run *r, uint32_t doc, int32_t day)
{
	enum status status = end_hit(r);
	bool takes = true;
	r->hit = (struct search_hit){ .doc = doc, .day = day, .score = -1 };
	if (status == STATUS_OK && r->s->counts)
		status = takes_hit(r->s, &r->hit, &takes);
	r->has_hit = takes;
	if (status == STATUS_OK && takes && r->s->counts)
		r->s->total++;
	return status;
}

enum status run_take(struct run *r, uint32_t unit)
{
	uint32_t doc = store_text_value(&r->segment->doc, unit);
	int32_t day = (int32_t)store_text_value(&r->segment->first_day, unit);
	enum status status = STATUS_OK;
	if (doc != r->hit.doc)
		status = begin_hit(r, doc, day);
	if (status != STATUS_OK || !r->has_hit)
		return status;
	double score = score_at(r, unit);
	if (score > r->hit.score) {
		r->hit.score = score;
		r->hit.block = store_text_value(&r->segment->block, unit);
	}
	return r->s->counts ? count_passage(r, unit, doc, day) : STATUS_OK;
}

enum status run_on_time(struct run *r)
{
	return search_goes_on(r->s, PASSAGE_WORK) ? STATUS_OK : r->s->ended;
}

/* ---- Ways through a segment -------------------------------------------- */

/* Every passage in which the query holds. */
static enum status run_all(struct run *r)
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
struct window {
	bool known;
	uint32_t last;
	double most;
};

/* A look ahead, where the last one does not reach. */
static void look_ahead(struct run *r, struct window *w, uint32_t unit)
{
	if (w->known && unit <= w->last)
		return;
	*w = (struct window){ .known = true, .last = STORE_TEXT_END - 1 };
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		w->most += seek_bound(r->leaves[i], unit, r->s->average, &w->last);
	}
}

/* Words with OR, those worth least first. */
static void sort_by_best(struct run *r)
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
static size_t count_idle(const struct run *r, double least)
{
	double sum = 0;
	size_t idle = 0;
	while (idle < r->root->child_count && (sum += r->root->children[idle]->best) < least)
		idle++;
	return idle;
}

/* Whether a passage can reach the page: told without its length, the idle children asked
 * one by one. They stand at the passage, or behind it, afterwards. */
static bool can_reach(struct run *r, uint32_t unit, size_t idle, double least)
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

static uint32_t next_of(struct run *r, uint32_t unit, size_t idle)
{
	uint32_t next = STORE_TEXT_END;
	r->s->work += r->root->child_count;
	for (size_t i = idle; i < r->root->child_count; i++) {
		uint32_t at = seek_to(r->root->children[i], unit, r->s);
		next = at < next ? at : next;
	}
	return next;
}

static enum status run_or(struct run *r)
{
	struct window w = { .known = false };
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

static void collect_leaves(struct run *r, struct seeker *k)
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

static enum status make_seekers(struct run *r, size_t segment)
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
static bool may_take_tiers(const struct run *r)
{
	const struct query_node *root = r->s->query->root;
	return r->prunes && !r->s->page.has_after && root->kind != QUERY_OR && !is_tangled(root, false);
}

static enum status go_through(struct run *r)
{
	const struct query_node *root = r->s->query->root;
	if (root->kind == QUERY_OR && r->prunes && all_are_leaves(root))
		return run_or(r);
	return !r->own_leaves && root->kind != QUERY_OR ? run_leading(r) : run_all(r);
}

static void forget_seekers(struct run *r)
{
	arena_reset(&r->arena);
	for (size_t i = 0; i < r->plan->view->count; i++)
		r->kept[i].root = NULL;
}

/* Seekers are kept while they are few: tiers come back to a segment. */
static enum status begin_segment(struct run *r, struct run_kept *kept)
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

static enum status run_whole(struct run *r, struct run_kept *kept)
{
	enum status status = r->root->cost > 0 ? go_through(r) : STATUS_OK;
	kept->rest = DONE;
	return status == STATUS_OK ? run_end(r) : status;
}

/* A tier of the words in a segment, or at first, where tiers are no short cut, all of it. Where
 * they are one in a larger segment, it waits until the page's last is worth most. */
static enum status run_segment(struct run *r, struct run_kept *kept, unsigned tier)
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
static enum status run_again(struct run *r, struct run_kept *kept)
{
	enum status status = begin_segment(r, kept);
	if (status != STATUS_OK)
		return status;
	run_cap(r, STORE_TEXT_TIERS - 1, r->caps);
	return run_whole(r, kept);
}

/* The largest come first: the page's last is worth more the sooner. */
static void sort_segments(struct run *r)
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
static bool goes_on(const struct run *r, const struct run_kept *kept)
{
	return kept->rest != DONE && kept->rest >= run_floor(r);
}

/* Each tier in all segments before the next one, so that what is found of the best is held against
 * the others of all; then what tiers did not settle. */
static enum status run_segments(struct run *r)
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
	struct run r = { .s = s };
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

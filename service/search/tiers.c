#include "service/search/run.h"

#include <math.h>

#define TOGETHER_MOST 8

/* Passages of a word that weigh most are few and stand apart (store_text_tier). A passage
 * that is in no tier of any word is worth no more than the sum of what the words' rests are;
 * once the page's last is worth more, the long lists need not be gone through. That is a
 * threshold algorithm, as Fagin, Lotem and Naor have it ("Optimal aggregation algorithms for
 * middleware", 2003), with runs in place of single items. */

/* How much of a segment must pass what is held against it, at most. */
static double share_of(const struct search_run *r, const struct seeker *except)
{
	const struct seeker *root = r->root;
	const double units = (double)r->segment->units;
	double share = 1;
	if (root->kind != SEEK_AND)
		return share;
	for (size_t i = 0; i < root->child_count; i++)
		if (root->children[i] != except && (double)root->children[i]->cost < units)
			share *= (double)root->children[i]->cost / units;
	for (size_t i = 0; i < root->day_count; i++) {
		const struct query_node *n = root->days[i]->planned->node;
		share *= store_text_days_share(r->segment, n->first_day, n->last_day);
	}
	return share;
}

static uint32_t size_of_tiers(struct seeker *word)
{
	uint32_t size = 0;
	for (size_t i = 0; i < word->cursor_count; i++)
		for (unsigned tier = 0; tier < store_text_tiers(&word->cursors[i]); tier++)
			size += store_text_tier_size(&word->cursors[i], tier);
	return size;
}

/* Whether tiers are far fewer passages than must be gone through else, and so many of them
 * are likely to be found that they fill the page. */
bool run_has_tiers(struct search_run *r)
{
	uint64_t sum = 0;
	double found = 0;
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		const uint32_t size = size_of_tiers(r->leaves[i]);
		sum += size;
		found += size * share_of(r, r->leaves[i]);
	}
	return sum > 0 && 2 * sum < r->root->cost && found * (double)r->plan->view->count >= (double)r->s->page.most;
}

/* One tier of all lists of a word. */
static enum status take_tier(struct search_run *r, struct seeker *word, unsigned tier, struct run_tier *room)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < word->cursor_count && status == STATUS_OK; i++) {
		struct store_text_cursor *c = &word->cursors[i];
		if (tier >= store_text_tiers(c))
			continue;
		room->cursor = c;
		room->tier = tier;
		room->count = store_text_tier(c, tier, room->units);
		seek_rewind(r->root);
		status = run_tier(r, word, room);
		if (status == STATUS_OK)
			status = run_end(r);
	}
	return status;
}

static double sum_of_caps(const struct search_run *r)
{
	double sum = 0;
	for (size_t i = 0; i < r->s->query->leaf_count; i++)
		sum += r->caps[i];
	return sum;
}

/* The most that a word is worth in a passage of a length. */
static double worth_at(const struct search_run *r, const struct seeker *word, const struct store_text_bound *bound,
		       uint32_t length)
{
	uint32_t tf = 0;
	for (size_t i = 0; i < bound->count; i++)
		if (bound->pairs[i].length <= length && bound->pairs[i].tf > tf)
			tf = bound->pairs[i].tf;
	if (tf == 0 || tf == UINT32_MAX)
		return tf == 0 ? 0 : word->planned->idf * (RANK_K1 + 1.0);
	return rank_leaf(word->planned->idf, tf, length, r->s->average);
}

/* Words are worth their caps in passages of different lengths: what they are worth in one of the same
 * is less, and most where one of them begins to be worth more. The first `taken` leaves are gone
 * through up to a tier, the others up to the one before. */
static double most_together(const struct search_run *r, unsigned tier, size_t taken)
{
	struct store_text_bound bounds[TOGETHER_MOST];
	const struct seeker *words[TOGETHER_MOST];
	size_t count = 0;
	double others = 0, most = 0;
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		const struct seeker *leaf = r->leaves[i];
		if (count == TOGETHER_MOST || (tier == 0 && i >= taken) || leaf->cursor_count != 1 ||
		    store_text_tiers(leaf->cursors) == 0) {
			others += r->caps[i];
			continue;
		}
		words[count] = leaf;
		store_text_bound_rest(leaf->cursors, i < taken ? tier : tier - 1, &bounds[count++]);
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < bounds[i].count; k++) {
			double sum = 0;
			for (size_t word = 0; word < count; word++)
				sum += worth_at(r, words[word], &bounds[word], bounds[i].pairs[k].length);
			most = sum > most ? sum : most;
		}
	return most + others;
}

/* The most that a passage is worth that was not looked at yet: closely where that matters. */
static double most_left(const struct search_run *r, unsigned tier, size_t taken)
{
	const double sum = sum_of_caps(r), least = run_floor(r);
	return least < 0 || sum < least ? sum : fmin(sum, most_together(r, tier, taken));
}

void run_cap(struct search_run *r, unsigned tier, double *caps)
{
	for (size_t i = 0; i < r->s->query->leaf_count; i++)
		caps[i] = seek_rest(r->leaves[i], tier, r->s->average);
}

double run_best(struct search_run *r)
{
	double sum = 0;
	for (size_t i = 0; i < r->s->query->leaf_count; i++)
		sum += seek_best(r->leaves[i], r->s->average);
	return sum;
}

static bool make_room(struct search_run *r)
{
	struct arena *arena = &r->s->call->arena;
	if (r->tier == NULL)
		r->tier = arena_alloc(arena, sizeof *r->tier);
	if (r->rests == NULL)
		r->rests = arena_array(arena, r->s->query->leaf_count, sizeof *r->rests);
	return r->tier != NULL && r->rests != NULL;
}

/* A passage that is in a tier that was gone through has been looked at: in the others, words
 * are worth no more than their rests, which are asked for while no list is at its end. */
enum status run_tiers(struct search_run *r, unsigned tier, double *rest)
{
	enum status status = STATUS_OK;
	if (!make_room(r))
		return call_no_memory(r->s->call);
	if (tier > 0)
		run_cap(r, tier - 1, r->caps);
	run_cap(r, tier, r->rests);
	for (size_t i = 0; i < r->s->query->leaf_count && status == STATUS_OK; i++) {
		if (most_left(r, tier, i) >= run_floor(r))
			status = take_tier(r, r->leaves[i], tier, r->tier);
		r->caps[i] = r->rests[i];
	}
	*rest = most_left(r, tier, r->s->query->leaf_count);
	return status;
}

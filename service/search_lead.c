#include "service/search_run.h"

#include <math.h>

/* The cheapest of what must be there leads. Its passages are taken in batches, from which
 * those go that by what is known without decoding anything else are not found or cannot
 * reach the page; the others are asked about the rest alone.
 *
 * What is known is the most that the tf of each other word is nearby (store_text_peak).
 * Passages are sieved by it first as if they were all as short as the shortest, which is a
 * look into a table for each word, and then with their own length. */

#define GAUGES_MOST 16

struct gauge {
	const struct seeker *word;
	bool needed; /* without it the passage is not found */
	double by_peak[STORE_TEXT_PEAK_MOST + 1];
};

struct candidate {
	uint32_t unit, tf;
};

struct sieve {
	struct run *r;
	struct seeker *lead;
	bool lead_scores;
	struct gauge gauges[GAUGES_MOST];
	size_t gauge_count;
	double others; /* the most that all leaves but the lead are worth */
	double blind;  /* of them those that have no gauge */
	struct candidate at[STORE_TEXT_BLOCK];
	size_t count;
	uint32_t next; /* where the next batch begins */
};

/* ---- Making it --------------------------------------------------------- */

static bool is_needed(const struct run *r, const struct seeker *k)
{
	for (size_t i = 0; r->root->kind == SEEK_AND && i < r->root->child_count; i++)
		if (r->root->children[i] == k)
			return true;
	return false;
}

static void add_gauge(struct sieve *v, const struct seeker *word)
{
	struct gauge *g = &v->gauges[v->gauge_count++];
	g->word = word;
	g->needed = is_needed(v->r, word);
	g->by_peak[0] = g->needed ? -INFINITY : 0;
	for (uint32_t peak = 1; peak < STORE_TEXT_PEAK_MOST; peak++)
		g->by_peak[peak] = seek_most(word, peak);
	g->by_peak[STORE_TEXT_PEAK_MOST] = seek_most(word, SEEK_TFS);
}

static bool can_gauge(const struct sieve *v, const struct seeker *k)
{
	return k->kind == SEEK_CURSORS && v->gauge_count < GAUGES_MOST;
}

static void make_sieve(struct run *r, struct sieve *v)
{
	struct seeker *root = r->root;
	v->r = r;
	v->lead = root->kind == SEEK_AND ? root->children[0] : root;
	v->lead_scores = v->lead->planned->node->leaf != QUERY_NO_LEAF;
	v->others = v->blind = 0;
	v->gauge_count = v->count = 0;
	v->next = 0;
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		struct seeker *leaf = r->leaves[i];
		if (leaf == v->lead)
			continue;
		double best = seek_best(leaf, r->s->average);
		v->others += best;
		if (can_gauge(v, leaf))
			add_gauge(v, leaf);
		else
			v->blind += best;
	}
	for (size_t i = 1; root->kind == SEEK_AND && i < root->child_count; i++) /* marks */
		if (root->children[i]->planned->node->leaf == QUERY_NO_LEAF && can_gauge(v, root->children[i]))
			add_gauge(v, root->children[i]);
}

/* ---- The lead's passages ----------------------------------------------- */

static void fill_from_block(struct sieve *v, uint32_t first)
{
	struct store_text_cursor *c = v->lead->cursors;
	const uint32_t *tfs = store_text_tfs(c);
	for (uint32_t i = c->at; i < c->filled; i++)
		v->at[v->count++] = (struct candidate){ c->units[i], tfs[i] };
	v->next = v->count == 0 ? first + 1 : v->at[v->count - 1].unit + 1;
	v->r->s->work += v->count / 4;
}

/* The next passages from one on; none at the end. */
static void fill(struct sieve *v, uint32_t unit)
{
	v->count = 0;
	unit = seek_to(v->lead, unit, v->r->s);
	if (unit == STORE_TEXT_END)
		return;
	if (v->lead->kind == SEEK_CURSORS && v->lead->cursor_count == 1) {
		fill_from_block(v, unit);
		return;
	}
	/* leaves below it stand where it does */
	const size_t most = v->lead->child_count > 0 ? 1 : STORE_TEXT_BLOCK;
	while (unit != STORE_TEXT_END) {
		v->at[v->count++] = (struct candidate){ unit, v->lead_scores ? seek_tf(v->lead) : 1 };
		if (v->count == most)
			break;
		unit = seek_to(v->lead, unit + 1, v->r->s);
	}
	v->next = v->at[v->count - 1].unit + 1;
	v->r->s->work += v->count;
}

/* Passes over blocks of the lead in which nothing can reach the page: the first unit that
 * may. */
static uint32_t pass_over(struct sieve *v, double least)
{
	const double average = v->r->s->average;
	uint32_t unit = v->next;
	while (v->lead_scores && least >= 0 && unit != STORE_TEXT_END) {
		uint32_t last = STORE_TEXT_END;
		if (seek_bound(v->lead, unit, average, &last) + v->others >= least || last == STORE_TEXT_END)
			break;
		unit = last + 1;
		v->r->s->work++;
	}
	return unit;
}

/* ---- Sieving ----------------------------------------------------------- */

static uint32_t peak_of(const struct gauge *g, uint32_t unit)
{
	const struct store_text_cursor *c = g->word->cursors;
	uint32_t peak = 0;
	for (size_t i = 0; i < g->word->cursor_count; i++)
		peak += store_text_peak(&c[i], unit);
	return peak < STORE_TEXT_PEAK_MOST ? peak : STORE_TEXT_PEAK_MOST;
}

/* Adds what each passage may have of a word. */
static void add_peaks(const struct sieve *v, const struct gauge *g, double most[STORE_TEXT_BLOCK])
{
	if (g->word->cursor_count != 1) {
		for (size_t i = 0; i < v->count; i++)
			most[i] += g->by_peak[peak_of(g, v->at[i].unit)];
		return;
	}
	const struct store_text_cursor *c = g->word->cursors;
	for (size_t i = 0; i < v->count; i++)
		most[i] += g->by_peak[store_text_peak(c, v->at[i].unit)];
}

/* By the shortest length. */
static void sieve_by_peaks(struct sieve *v, double least)
{
	double most[STORE_TEXT_BLOCK];
	size_t kept = 0;
	for (size_t i = 0; i < v->count; i++)
		most[i] = v->blind + (v->lead_scores ? seek_most(v->lead, v->at[i].tf) : 0);
	for (size_t g = 0; g < v->gauge_count; g++)
		add_peaks(v, &v->gauges[g], most);
	for (size_t i = 0; i < v->count; i++) {
		const struct candidate c = v->at[i];
		v->at[kept] = c;
		kept += most[i] >= least;
	}
	v->count = kept;
}

static void sieve_by_days(struct sieve *v)
{
	size_t kept = 0;
	for (size_t i = 0; i < v->count; i++) {
		const struct candidate c = v->at[i];
		v->at[kept] = c;
		kept += seek_in_days(v->r->root, c.unit);
	}
	v->count = kept;
}

/* Whether a passage can reach the page, by its own length. */
static bool can_reach(const struct sieve *v, const struct candidate *c, double least)
{
	const struct search *s = v->r->s;
	uint32_t length = store_text_value(&v->r->segment->length, c->unit);
	double most = v->blind;
	if (least < 0)
		return true;
	if (v->lead_scores)
		most += rank_leaf(v->lead->planned->idf, c->tf, length, s->average);
	for (size_t i = 0; i < v->gauge_count; i++) {
		const struct gauge *g = &v->gauges[i];
		uint32_t peak = g->word->planned->idf > 0 ? peak_of(g, c->unit) : 0;
		if (peak == STORE_TEXT_PEAK_MOST)
			most += g->by_peak[peak];
		else if (peak > 0)
			most += rank_leaf(g->word->planned->idf, peak, length, s->average);
	}
	return most >= least;
}

/* ---- Going through ----------------------------------------------------- */

/* Takes what is left of a batch; *ended where one of what must be there has no more. */
static enum status take_batch(struct sieve *v, bool *ended)
{
	struct run *r = v->r;
	uint32_t from = 0; /* what must be there is not before */
	for (size_t i = 0; i < v->count; i++) {
		const struct candidate *c = &v->at[i];
		if (c->unit < from || !can_reach(v, c, run_floor(r)))
			continue;
		enum status status = run_on_time(r);
		if (status != STATUS_OK)
			return status;
		from = v->lead == r->root ? c->unit : seek_others(r->root, c->unit, r->s);
		if (from == STORE_TEXT_END) {
			*ended = true;
			return STATUS_OK;
		}
		if (from != c->unit || store_text_dead(r->segment, c->unit))
			continue;
		r->lead_tf = c->tf;
		status = run_take(r, c->unit);
		if (status != STATUS_OK)
			return status;
	}
	if (from > v->next)
		v->next = from;
	return STATUS_OK;
}

enum status run_leading(struct run *r)
{
	struct sieve v;
	bool ended = false;
	enum status status = STATUS_OK;
	make_sieve(r, &v);
	r->lead = v.lead;
	while (status == STATUS_OK && !ended) {
		double least = run_floor(r);
		fill(&v, pass_over(&v, least));
		if (v.count == 0)
			break;
		if (v.gauge_count > 0 || least >= 0)
			sieve_by_peaks(&v, least);
		if (r->root->kind == SEEK_AND && r->root->day_count > 0)
			sieve_by_days(&v);
		status = take_batch(&v, &ended);
		if (status == STATUS_OK && !search_goes_on(r->s, 1))
			status = r->s->ended;
	}
	r->lead = NULL;
	return status;
}

#include "service/search/run.h"

#include <math.h>

/* The cheapest of what must be there leads, or a tier of a word does. Its passages are taken in batches, from which
 * those go that by what is known without decoding anything else are not found or cannot
 * reach the page; the others are asked about the rest alone.
 *
 * What is known is whether another word may be there at all (store_text_may_have), and the
 * most that its tf is nearby (store_text_peak). Passages are sieved by that first as if they
 * were all as short as the shortest of the batch, which is a look into a table for each word,
 * and then with their own length. */

#define GAUGES_MOST 16

struct gauge {
	const struct seeker *word;
	double cap;  /* that it is worth at most, whatever its tf */
	bool needed; /* without it the passage is not found */
	double by_peak[STORE_TEXT_PEAK_MOST + 1];
};

struct sieve {
	struct search_run *r;
	struct seeker *lead;
	bool lead_scores;            /* it is a leaf, and its tfs are known */
	const struct seeker *held;   /* need not be looked for; NULL for none */
	const struct run_tier *tier; /* whose passages they are, in place of all of the lead's; or NULL */
	size_t tier_at;
	struct gauge gauges[GAUGES_MOST];
	size_t gauge_count, scoring;  /* those that score come first */
	double by_tf[SEEK_TFS];       /* of the lead, as seek_most has it */
	double norm_least, norm_step; /* rank_norm of no length, and what each word more adds */
	double others;                /* the most that all leaves but the lead are worth */
	double blind;                 /* of them those that have no gauge */
	uint32_t units[STORE_TEXT_BLOCK], tfs[STORE_TEXT_BLOCK]; /* of the lead's passages; see take_tfs */
	double most[STORE_TEXT_BLOCK]; /* what they are worth, once they were sieved by lengths */
	size_t count;
	uint32_t next; /* where the next batch begins */
};

/* ---- Making it --------------------------------------------------------- */

static bool is_needed(const struct search_run *r, const struct seeker *k)
{
	for (size_t i = 0; r->root->kind == SEEK_AND && i < r->root->child_count; i++)
		if (r->root->children[i] == k)
			return true;
	return false;
}

static void add_gauge(struct sieve *v, const struct seeker *word, double cap)
{
	struct gauge *g = &v->gauges[v->gauge_count++];
	g->word = word;
	g->cap = cap;
	g->needed = is_needed(v->r, word);
	g->by_peak[0] = g->needed ? -INFINITY : 0;
	for (uint32_t peak = 1; peak <= STORE_TEXT_PEAK_MOST; peak++)
		g->by_peak[peak] = fmin(word->by_tf[peak % STORE_TEXT_PEAK_MOST], cap);
}

static bool can_gauge(const struct sieve *v, const struct seeker *k)
{
	return k->kind == SEEK_CURSORS && v->gauge_count < GAUGES_MOST;
}

/* Of a word that has several lists, a tier of one does not know all. */
static void set_lead(struct sieve *v, struct seeker *lead, const struct run_tier *tier)
{
	bool knows = tier == NULL || lead->cursor_count == 1;
	v->lead = lead;
	v->tier = tier;
	v->tier_at = 0;
	v->held = knows ? lead : NULL;
	v->lead_scores = knows && lead->planned->node->leaf != QUERY_NO_LEAF;
	memset(v->by_tf, 0, sizeof v->by_tf);
	if (v->lead_scores)
		memcpy(v->by_tf, lead->by_tf, sizeof v->by_tf);
}

static void make_sieve(struct search_run *r, struct seeker *lead, const struct run_tier *tier, struct sieve *v)
{
	struct seeker *root = r->root;
	v->r = r;
	set_lead(v, lead, tier);
	v->norm_least = rank_norm(0, r->s->average);
	v->norm_step = rank_norm(1, r->s->average) - v->norm_least;
	v->others = v->blind = 0;
	v->gauge_count = v->count = 0;
	v->next = 0;
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		struct seeker *leaf = r->leaves[i];
		if (leaf == v->held)
			continue;
		double best = fmin(seek_best(leaf, r->s->average), r->caps[i]);
		v->others += best;
		if (can_gauge(v, leaf))
			add_gauge(v, leaf, r->caps[i]);
		else
			v->blind += best;
	}
	v->scoring = v->gauge_count;
	for (size_t i = 0; root->kind == SEEK_AND && i < root->child_count; i++) { /* marks */
		const struct seeker *child = root->children[i];
		if (child != v->held && child->planned->node->leaf == QUERY_NO_LEAF && can_gauge(v, child))
			add_gauge(v, child, 0);
	}
}

/* ---- The lead's passages ----------------------------------------------- */

/* The block that the lead's only list stands in. */
static void fill_from_block(struct sieve *v)
{
	struct store_text_cursor *c = v->lead->cursors;
	const uint32_t *tfs = store_text_tfs(c);
	v->count = c->filled - c->at;
	memcpy(v->units, c->units + c->at, v->count * sizeof *v->units);
	memcpy(v->tfs, tfs + c->at, v->count * sizeof *v->tfs);
	v->r->s->work += v->count / 4;
}

static void fill_by_steps(struct sieve *v)
{
	/* leaves below it stand where it does */
	const size_t most = v->lead->child_count > 0 ? 1 : STORE_TEXT_BLOCK;
	for (uint32_t unit = v->lead->unit; unit != STORE_TEXT_END;) {
		v->units[v->count] = unit;
		v->tfs[v->count++] = v->lead_scores ? seek_tf(v->lead) : 1;
		if (v->count == most)
			break;
		unit = seek_to(v->lead, unit + 1, v->r->s);
	}
	v->r->s->work += v->count;
}

static void fill_from_tier(struct sieve *v, uint32_t unit)
{
	const struct run_tier *t = v->tier;
	while (v->tier_at < t->count && t->units[v->tier_at] < unit)
		v->tier_at++;
	const size_t left = t->count - v->tier_at;
	v->count = left < STORE_TEXT_BLOCK ? left : STORE_TEXT_BLOCK;
	memcpy(v->units, t->units + v->tier_at, v->count * sizeof *v->units);
	for (size_t i = 0; i < v->count; i++)
		v->tfs[i] = (uint32_t)(v->tier_at + i);
	v->r->s->work += v->count / 4;
	if (v->count > 0)
		v->next = v->units[v->count - 1] + 1;
}

/* Of a tier, places stand where tfs do until most passages are left out. */
static void take_tfs(struct sieve *v)
{
	for (size_t i = 0; v->tier != NULL && i < v->count; i++)
		v->tfs[i] = store_text_tier_tf(v->tier->cursor, v->tier->tier, v->tfs[i]);
}

/* The next passages from one on; none at the end. */
static void fill(struct sieve *v, uint32_t unit)
{
	v->count = 0;
	if (v->tier != NULL) {
		fill_from_tier(v, unit);
		return;
	}
	if (seek_to(v->lead, unit, v->r->s) == STORE_TEXT_END)
		return;
	if (v->lead->kind == SEEK_CURSORS && v->lead->cursor_count == 1)
		fill_from_block(v);
	else
		fill_by_steps(v);
	if (v->count > 0)
		v->next = v->units[v->count - 1] + 1;
}

/* Whether it is one list of several blocks. */
static bool has_blocks(const struct seeker *k)
{
	return k->kind == SEEK_CURSORS && k->cursor_count == 1 && k->cost >= STORE_TEXT_BLOCK;
}

/* Sets the tables to passages of a length and more. */
static void set_shortest(struct sieve *v, uint32_t length)
{
	const double norm = rank_norm(length, v->r->s->average);
	for (uint32_t tf = 1; tf < SEEK_TFS; tf++)
		v->by_tf[tf] = rank_worth(v->lead->planned->idf, tf, norm);
	for (size_t i = 0; i < v->scoring; i++)
		for (uint32_t peak = 1; peak < STORE_TEXT_PEAK_MOST; peak++)
			v->gauges[i].by_peak[peak] =
				fmin(rank_worth(v->gauges[i].word->planned->idf, peak, norm), v->gauges[i].cap);
}

/* Passes over blocks of the lead in which nothing can reach the page: the first unit that
 * may. */
static uint32_t pass_over(struct sieve *v, double least)
{
	const struct search *s = v->r->s;
	uint32_t unit = v->next;
	if (least < 0 || v->tier != NULL || !v->lead_scores || !has_blocks(v->lead))
		return unit;
	for (;; v->r->s->work++) {
		struct store_text_bound bound;
		store_text_bound_at(v->lead->cursors, unit, &bound);
		if (bound.count == 0)
			return unit; /* there are no more */
		if (seek_worth(&bound, v->lead->planned->idf, s->average) + v->others >= least) {
			set_shortest(v, bound.pairs[bound.count - 1].length);
			return unit;
		}
		unit = bound.last + 1;
	}
}

/* ---- Sieving ----------------------------------------------------------- */

static inline uint32_t peak_of(const struct gauge *g, uint32_t unit)
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
			most[i] += g->by_peak[peak_of(g, v->units[i])];
		return;
	}
	const struct store_text_cursor *c = g->word->cursors;
	for (size_t i = 0; i < v->count; i++)
		most[i] += g->by_peak[store_text_peak(c, v->units[i])];
}

/* By the shortest length. */
static void sieve_by_peaks(struct sieve *v, double least)
{
	double *most = v->most;
	size_t kept = 0;
	for (size_t i = 0; i < v->count; i++)
		most[i] = v->blind + v->by_tf[v->tfs[i] < SEEK_TFS ? v->tfs[i] : 0];
	for (size_t g = 0; g < v->gauge_count; g++)
		add_peaks(v, &v->gauges[g], most);
	for (size_t i = 0; i < v->count; i++) {
		v->units[kept] = v->units[i];
		v->tfs[kept] = v->tfs[i];
		kept += most[i] >= least;
	}
	v->count = kept;
}

/* By what the lead is worth, and the others at most: in a tier it is worth enough nearly always. */
static void sieve_by_lead(struct sieve *v, double least)
{
	size_t kept = 0;
	for (size_t i = 0; i < v->count; i++) {
		const uint32_t unit = v->units[i], tf = v->tfs[i];
		const double most = v->by_tf[tf < SEEK_TFS ? tf : 0];
		v->units[kept] = unit;
		v->tfs[kept] = tf;
		kept += most + v->others >= least;
	}
	v->count = kept;
}

/* Leaves passages out that a word is not in, if it must be there. */
static void sieve_by_traces(struct sieve *v, const struct gauge *g)
{
	const size_t cursors = g->word->cursor_count, count = v->count;
	size_t kept = 0;
	if (!g->needed || cursors == 0)
		return;
	const struct store_text_traces first = g->word->cursors[0].traces;
	for (size_t i = 0; i < count; i++) {
		const uint32_t unit = v->units[i];
		unsigned has = store_text_traced(first, unit);
		v->units[kept] = unit;
		v->tfs[kept] = v->tfs[i];
		for (size_t k = 1; k < cursors; k++)
			has |= store_text_may_have(&g->word->cursors[k], unit);
		kept += has;
	}
	v->count = kept;
}

/* The first unit from one on near which all days may be. */
static uint32_t next_in_days(const struct search_run *r, uint32_t unit)
{
	if (r->root->kind != SEEK_AND)
		return unit;
	for (size_t i = 0, held = 0; held < r->root->day_count && unit != STORE_TEXT_END;
	     i = (i + 1) % r->root->day_count) {
		const struct query_node *n = r->root->days[i]->planned->node;
		const uint32_t at = store_text_days_next(r->segment, unit, n->first_day, n->last_day);
		held = at == unit ? held + 1 : 1;
		unit = at;
	}
	return unit;
}

static void sieve_by_days(struct sieve *v, const struct seeker *days)
{
	const struct store_text_column first = v->r->segment->first_day, later = v->r->segment->days;
	const struct query_node *n = days->planned->node;
	const size_t count = v->count;
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		const uint32_t unit = v->units[i];
		const int32_t from = (int32_t)store_text_value(&first, unit);
		const int32_t to =
			from + (later.mask == 0 ? (int32_t)later.base : (int32_t)store_text_value(&later, unit));
		v->units[kept] = unit;
		v->tfs[kept] = v->tfs[i];
		kept += (from != QUERY_NO_DAY) & (from <= n->last_day) & (to >= n->first_day);
	}
	v->count = kept;
}

/* What a passage is worth at most, by its own length. */
static double most_at(const struct sieve *v, size_t i)
{
	const uint32_t length = store_text_value(&v->r->segment->length, v->units[i]);
	const double norm = v->norm_least + v->norm_step * length;
	double most = v->blind + (v->lead_scores ? rank_worth(v->lead->planned->idf, v->tfs[i], norm) : 0);
	for (size_t k = 0; k < v->scoring; k++) {
		const struct gauge *g = &v->gauges[k];
		const uint32_t peak = peak_of(g, v->units[i]);
		const double worth = rank_worth(g->word->planned->idf, peak, norm);
		const double bound = peak < STORE_TEXT_PEAK_MOST ? worth : g->by_peak[STORE_TEXT_PEAK_MOST];
		most += bound < g->cap ? bound : g->cap;
	}
	return most;
}

static void sieve_by_lengths(struct sieve *v, double least)
{
	size_t kept = 0;
	for (size_t i = 0; i < v->count; i++) {
		const double most = most_at(v, i);
		v->units[kept] = v->units[i];
		v->tfs[kept] = v->tfs[i];
		v->most[kept] = most;
		kept += most >= least;
	}
	v->count = kept;
}

/* ---- Going through ----------------------------------------------------- */

/* The passage where the query holds in it, else one before which it does not. */
static uint32_t look_for_others(const struct sieve *v, uint32_t unit)
{
	struct seeker *root = v->r->root;
	if (v->held == root)
		return unit;
	return root->kind == SEEK_AND ? seek_others(root, v->held, unit, v->r->s) : seek_to(root, unit, v->r->s);
}

/* The page has filled: passages from one on are held against its last as well. */
static size_t sieve_rest(struct sieve *v, size_t from, double least)
{
	v->count -= from;
	memmove(v->units, v->units + from, v->count * sizeof *v->units);
	memmove(v->tfs, v->tfs + from, v->count * sizeof *v->tfs);
	sieve_by_lengths(v, least);
	return 0;
}

/* Takes what is left of a batch, ranked where it was sieved by lengths; *ended where one of what must be there has no
 * more. */
static enum status take_batch(struct sieve *v, bool ranked, bool *ended)
{
	struct search_run *r = v->r;
	uint32_t from = 0; /* what must be there is not before */
	for (size_t i = 0; i < v->count; i++) {
		const uint32_t unit = v->units[i];
		if (unit < from || (ranked && v->most[i] < run_floor(r)))
			continue;
		enum status status = run_on_time(r);
		if (status != STATUS_OK)
			return status;
		from = look_for_others(v, unit);
		if (from == STORE_TEXT_END) {
			*ended = true;
			return STATUS_OK;
		}
		if (from != unit || store_text_dead(r->segment, unit))
			continue;
		r->lead_tf = v->tfs[i];
		status = run_take(r, unit);
		if (status != STATUS_OK)
			return status;
		if (!ranked && run_floor(r) >= 0) {
			i = sieve_rest(v, i + 1, run_floor(r)) - 1;
			ranked = true;
		}
	}
	if (from > v->next)
		v->next = from;
	return STATUS_OK;
}

static enum status go_through(struct sieve *v)
{
	struct search_run *r = v->r;
	bool ended = false;
	enum status status = STATUS_OK;
	r->lead = v->held;
	while (status == STATUS_OK && !ended) {
		double least = run_floor(r);
		fill(v, next_in_days(r, pass_over(v, least)));
		if (v->count == 0)
			break;
		if (least >= 0 && v->lead_scores && v->tier == NULL)
			sieve_by_lead(v, least);
		for (size_t i = 0; i < v->gauge_count; i++)
			sieve_by_traces(v, &v->gauges[i]);
		for (size_t i = 0; r->root->kind == SEEK_AND && i < r->root->day_count; i++)
			sieve_by_days(v, r->root->days[i]);
		take_tfs(v);
		if (v->gauge_count > 0 || least >= 0)
			sieve_by_peaks(v, least);
		if (least >= 0)
			sieve_by_lengths(v, least);
		status = take_batch(v, least >= 0, &ended);
		if (status == STATUS_OK && !search_goes_on(r->s, 1))
			status = r->s->ended;
	}
	r->lead = NULL;
	return status;
}

enum status run_leading(struct search_run *r)
{
	struct sieve v;
	make_sieve(r, r->root->kind == SEEK_AND ? r->root->children[0] : r->root, NULL, &v);
	return go_through(&v);
}

enum status run_tier(struct search_run *r, struct seeker *word, const struct run_tier *tier)
{
	struct sieve v;
	make_sieve(r, word, tier, &v);
	return go_through(&v);
}

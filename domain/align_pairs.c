#include "domain/align_work.h"

#define WEIGHT 10000 /* of a similarity of 1 */
#define NEARNESS 50  /* of the same place in the order, added to it */

/* Pairs that may be: of each first passage those with its best candidates. */
struct offer {
	uint32_t second;
	int32_t weight;
};

struct market {
	struct offer (*offers)[ALIGN_CANDIDATES]; /* of each first passage */
	uint8_t *offer_count;
	int64_t *prices;   /* of each second passage */
	uint32_t *waiting; /* first passages without a partner that may still bid */
	size_t waiting_count;
};

/* A hash of a passage's words, which takes the place of a word when the order of
 * passages is compared. */
static uint64_t passage_hash(const struct wording *w)
{
	uint64_t h = w->count;
	for (size_t i = 0; i < w->count; i++)
		h = (h ^ w->at[i].hash) * UINT64_C(0x9E3779B97F4A7C15) + (h >> 29);
	return h;
}

static enum status as_words(const struct side *side, struct arena *arena, struct wording *out)
{
	*out = (struct wording){ .at = arena_array(arena, side->count + 1, sizeof *out->at), .count = side->count };
	if (out->at == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t i = 0; i < side->count; i++)
		out->at[i].hash = passage_hash(&side->passages[i]);
	return STATUS_OK;
}

static void join(struct work *w, uint32_t first, uint32_t second)
{
	w->first.pair[first] = second;
	w->second.pair[second] = first;
}

/* Pairs passages of equal words that stand in the same order. */
static enum status pair_equal(struct work *w)
{
	struct wording a, b;
	struct wording_match match;
	enum status status = as_words(&w->first, &w->scratch, &a);
	if (status == STATUS_OK)
		status = as_words(&w->second, &w->scratch, &b);
	if (status == STATUS_OK)
		status = wording_compare(&a, &b, &w->scratch, &match);
	for (uint32_t i = 0; status == STATUS_OK && i < w->first.count; i++)
		if (match.second[i] >= 0)
			join(w, i, (uint32_t)match.second[i]);
	arena_reset(&w->scratch);
	return status;
}

static int32_t nearness(const struct work *w, uint32_t first, uint32_t second)
{
	double a = (double)first / w->first.count, b = (double)second / w->second.count;
	return (int32_t)(NEARNESS * (1 - (a < b ? b - a : a - b)));
}

static enum status make_offers(struct work *w, struct market *m, uint32_t first)
{
	uint32_t found[ALIGN_CANDIDATES];
	size_t count = side_candidates(&w->second, &w->first, first, false, found);
	for (size_t i = 0; i < count; i++) {
		const struct wording *a = &w->first.passages[first], *b = &w->second.passages[found[i]];
		size_t common;
		enum status status = work_common(w, a, b, &common);
		if (status != STATUS_OK)
			return status;
		double similarity = 2.0 * (double)common / (double)(a->count + b->count);
		if (similarity >= ALIGN_LEAST)
			m->offers[first][m->offer_count[first]++] =
				(struct offer){ found[i],
						(int32_t)(similarity * WEIGHT) + nearness(w, first, found[i]) };
	}
	if (m->offer_count[first] > 0)
		m->waiting[m->waiting_count++] = first;
	return STATUS_OK;
}

/* A passage bids for what is worth most to it, as much more as it is worth more than
 * the next best (or than staying alone), and one. */
static void bid(struct work *w, struct market *m, uint32_t first)
{
	int64_t best = 0, next = 0;
	uint32_t wanted = ALIGN_NONE;
	for (size_t i = 0; i < m->offer_count[first]; i++) {
		const struct offer *offer = &m->offers[first][i];
		int64_t worth = offer->weight - m->prices[offer->second];
		if (worth > best) {
			next = best;
			best = worth;
			wanted = offer->second;
		} else if (worth > next) {
			next = worth;
		}
	}
	if (wanted == ALIGN_NONE)
		return;
	uint32_t before = w->second.pair[wanted];
	m->prices[wanted] += best - next + 1;
	if (before != ALIGN_NONE) {
		w->first.pair[before] = ALIGN_NONE;
		m->waiting[m->waiting_count++] = before;
	}
	join(w, first, wanted);
}

static enum status market_init(struct work *w, struct market *m)
{
	size_t firsts = (size_t)w->first.count + 1, seconds = (size_t)w->second.count + 1;
	*m = (struct market){
		.offers = arena_array(w->arena, firsts, sizeof *m->offers),
		.offer_count = arena_array(w->arena, firsts, sizeof *m->offer_count),
		.prices = arena_array(w->arena, seconds, sizeof *m->prices),
		.waiting = arena_array(w->arena, firsts, sizeof *m->waiting),
	};
	bool made = m->offers != NULL && m->offer_count != NULL && m->prices != NULL && m->waiting != NULL;
	return made ? STATUS_OK : STATUS_RESOURCE_EXHAUSTED;
}

enum status pairs_make(struct work *w)
{
	struct market m;
	enum status status = pair_equal(w);
	if (status == STATUS_OK)
		status = market_init(w, &m);
	for (uint32_t i = 0; status == STATUS_OK && i < w->first.count; i++)
		if (w->first.pair[i] == ALIGN_NONE)
			status = make_offers(w, &m, i);
	for (size_t bids = 0; status == STATUS_OK && m.waiting_count > 0; bids++) {
		bid(w, &m, m.waiting[--m.waiting_count]);
		if (bids % 1024 == 1023)
			status = work_go_on(w);
	}
	return status;
}

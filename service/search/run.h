/* Private to search: one segment being gone through for the page. */
#ifndef TRUCE_SERVICE_SEARCH_RUN_H
#define TRUCE_SERVICE_SEARCH_RUN_H

#include "service/search/seek.h"

/* A segment, and what stands for the query in it. */
struct run_kept {
	size_t segment;
	double rest;                   /* the most that a passage is worth that was not looked at */
	struct seeker *root, **leaves; /* NULL where it was not begun, or not kept */
	double *caps;
	bool waits; /* it has no tiers: gone through when those of the others were looked at */
};

struct run_tier;

struct search_run {
	struct search *s;
	const struct plan *plan;
	const struct store_text_segment *segment;
	struct seeker *root;
	struct seeker **leaves; /* by leaf; those of root where they stand where it does */
	double *caps;           /* by leaf: what it is worth at most in passages that were not looked at yet */
	bool own_leaves;
	const struct seeker *lead; /* a leaf that may be ahead; NULL for none */
	uint32_t lead_tf;          /* its tf in the passage that is taken */
	struct arena arena;        /* of the seekers */
	struct run_kept *kept;     /* of all segments, the largest first */
	struct run_tier *tier;     /* room; NULL before the first is read */
	double *rests;             /* by leaf, as caps; of the tier that is read */
	bool prunes;               /* what cannot reach the page is passed over */
	bool takes_tiers;          /* where there are some */
	bool has_tiers;            /* a segment that was begun */
	bool has_hit;
	struct search_hit hit; /* of the statement that is gone through */
};

/* What a passage needs at least to reach the page; below 0 where any does. Sums of bounds may be
 * off by rounding. */
#define RUN_ROUNDING 1e-12
static inline double run_floor(const struct search_run *r)
{
	const struct search_page *p = &r->s->page;
	return !r->prunes || p->count < p->most ? -1 : p->hits[0].score * (1 - RUN_ROUNDING);
}

/* Counts a passage that is looked at; not OK once the call's time is up. */
#define RUN_PASSAGE_WORK 16 /* as search_goes_on counts it */
static inline enum status run_on_time(struct search_run *r)
{
	return search_goes_on(r->s, RUN_PASSAGE_WORK) ? STATUS_OK : r->s->ended;
}

/* ---- take.c ----------------------------------------------------------- */

/* The query holds in a passage that is alive. */
enum status run_take(struct search_run *r, uint32_t unit) MUST_CHECK;

/* What was looked at is done with; another way through the segment may follow. */
enum status run_end(struct search_run *r) MUST_CHECK;

/* ---- lead.c ----------------------------------------------------------- */

/* A way through a segment where all of the root's children must hold, or it is a leaf. */
enum status run_leading(struct search_run *r) MUST_CHECK;

/* Postings of a list of a word that scores, units ascending. */
struct run_tier {
	const struct store_text_cursor *cursor; /* of the list */
	unsigned tier;
	uint32_t units[STORE_TEXT_TIER_MOST];
	size_t count;
};
/* The same for them alone. */
enum status run_tier(struct search_run *r, struct seeker *word, const struct run_tier *tier) MUST_CHECK;

/* ---- tiers.c ---------------------------------------------------------- */

/* Whether it is a short cut to look at the tiers of the segment's words first. */
bool run_has_tiers(struct search_run *r);
/* What words are worth at most in passages that are in no tier up to one, by leaf; before any is
 * gone through. */
void run_cap(struct search_run *r, unsigned tier, double *caps);
/* Looks at the passages of a tier of each word, those before it being done with, until none of the
 * others can reach the page; *rest is the most that these are worth. */
enum status run_tiers(struct search_run *r, unsigned tier, double *rest) MUST_CHECK;
/* The most that a passage of a segment is worth of which nothing was looked at. */
double run_best(struct search_run *r);

#endif

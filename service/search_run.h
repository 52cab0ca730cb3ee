/* Private to search: one segment being gone through for the page. */
#ifndef TRUCE_SERVICE_SEARCH_RUN_H
#define TRUCE_SERVICE_SEARCH_RUN_H

#include "service/search_seek.h"

struct run {
	struct search *s;
	const struct plan *plan;
	const struct store_text_segment *segment;
	struct seeker *root;
	struct seeker **leaves; /* by leaf; those of root where they stand where it does */
	bool own_leaves;
	const struct seeker *lead; /* a leaf that may be ahead; NULL for none */
	uint32_t lead_tf;          /* its tf in the passage that is taken */
	struct arena arena;        /* of the seekers */
	bool prunes;               /* what cannot reach the page is passed over */
	bool has_hit;
	struct search_hit hit; /* of the statement that is gone through */
};

/* What a passage needs at least to reach the page; below 0 where any does. */
double run_floor(const struct run *r);
/* Counts a passage that is looked at; not OK once the call's time is up. */
enum status run_on_time(struct run *r) MUST_CHECK;
/* The query holds in a passage that is alive. */
enum status run_take(struct run *r, uint32_t unit) MUST_CHECK;

/* A way through a segment where all of the root's children must hold, or it is a leaf. */
enum status run_leading(struct run *r) MUST_CHECK;

#endif

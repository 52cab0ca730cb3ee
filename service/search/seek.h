/* Private to search: going through one segment's passages.
 *
 * A seeker stands for a node of the query in a segment and goes forward only: to the
 * first passage, dead ones too, that is not before the one asked for and in which the
 * node holds. */
#ifndef TRUCE_SERVICE_SEARCH_SEEK_H
#define TRUCE_SERVICE_SEARCH_SEEK_H

#include "service/search/search.h"
#include "store/text/cursor.h"

/* Passages that have a leaf which was listed beforehand, by segment. */
struct search_list {
	uint32_t *units, *tfs;
	size_t count;
};

/* What is known of a node for all segments: made by plan.c in the order that the
 * tree is walked in. */
struct planned {
	const struct query_node *node;
	struct store_text_term *terms; /* those that anything has */
	size_t term_count;
	struct search_list *lists; /* by segment; NULL where it was not listed */
	struct planned *first, *next;
	double idf; /* of a leaf that scores */
};

struct plan {
	struct search *s;
	struct store_text_view *view;
	struct planned *root;
	struct planned **leaves;
	unsigned languages; /* a bit for each that passages have */
};

#define SEEK_TFS STORE_TEXT_PEAK_MOST
#define SEEK_PLACES_WORK 4 /* of a passage whose places are looked at, as search_goes_on counts it */

enum seek_kind { SEEK_CURSORS, SEEK_LIST, SEEK_PLACES, SEEK_DAYS, SEEK_AND, SEEK_OR };

struct seeker {
	enum seek_kind kind;
	const struct planned *planned;
	const struct store_text_segment *segment;
	uint32_t unit; /* where it stands */
	uint64_t cost; /* passages that it may come to, roughly */
	struct store_text_cursor *cursors;
	size_t cursor_count;
	const struct search_list *list;
	size_t at;
	struct seeker **children; /* of AND the cheapest first */
	size_t child_count;
	bool is_words;           /* of a phrase: each child has one cursor */
	struct seeker **without; /* of AND: what must not hold */
	size_t without_count;
	struct seeker **days; /* of AND: held against each passage, not gone through */
	size_t day_count;
	double by_tf[SEEK_TFS]; /* of a leaf: see seek_most */
	double best;            /* of OR's children: the most that it is worth in the segment */
};

struct places {
	uint32_t *at;
	size_t count, room;
};

/* Goes to the first posting that is not before unit; most are few postings away, in the
 * block that is decoded, which ends in the largest number. */
static inline uint32_t seek_step(struct store_text_cursor *c, uint32_t unit)
{
	enum { LANES = 4, STEP = 32 };
	typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));
	if (c->unit >= unit)
		return c->unit;
	if (c->filled == 0 || c->units[c->filled - 1] < unit)
		return store_text_seek(c, unit);
	uint32_t at = c->at + 1;
	if (c->units[at] >= unit) {
		c->at = at;
		return c->unit = c->units[at];
	}
	while (at + STEP < c->filled && c->units[at + STEP - 1] < unit)
		at += STEP;
	if (at > STORE_TEXT_BLOCK - STEP)
		at = STORE_TEXT_BLOCK - STEP;
	const lanes wanted = { unit, unit, unit, unit };
	lanes less = { 0 };
	for (unsigned i = 0; i < STEP; i += LANES) { /* those before it */
		lanes v;
		memcpy(&v, c->units + at + i, sizeof v);
		less -= (lanes)(v < wanted);
	}
	c->at = at + less[0] + less[1] + less[2] + less[3];
	return c->unit = c->units[c->at];
}

/* A seeker, not yet standing anywhere; NULL without memory. */
struct seeker *seeker_new(struct arena *arena, const struct planned *planned, const struct store_text_view *view,
			  size_t segment);
/* Goes to the first passage, not before unit, in which the node holds. */
uint32_t seek_to(struct seeker *k, uint32_t unit, struct search *s);
/* Whether the node may hold in a passage, wherever the seeker stands: told without looking
 * into postings. */
static inline bool seek_may_hold(const struct seeker *k, uint32_t unit)
{
	if (k->kind != SEEK_CURSORS)
		return true;
	for (size_t i = 0; i < k->cursor_count; i++)
		if (store_text_may_have(&k->cursors[i], unit))
			return true;
	return false;
}
/* Back to where it stood when it was made. */
void seek_rewind(struct seeker *k);
/* How often it stands in the passage that it stands at. */
uint32_t seek_tf(struct seeker *k);
/* Where it stands in that passage: false without memory. places.c */
bool seek_places(struct seeker *k, struct search *s, struct places *out);

/* Of a phrase's beginnings, keeps those that have a word `offset` behind them. places.c */
void seek_keep(struct places *starts, const struct places *word, uint32_t offset);

/* seek_to of a phrase of nothing but words. words.c */
uint32_t seek_words(struct seeker *k, uint32_t unit, struct search *s);

/* Readies a leaf for seek_most: the most that it is worth with a tf, whatever the passage. */
void seek_rank(struct seeker *k, double average);
static inline double seek_most(const struct seeker *k, uint32_t tf)
{
	return k->by_tf[tf < SEEK_TFS ? tf : 0];
}

/* The most that anything within a bound is worth. */
double seek_worth(const struct store_text_bound *bound, double idf, double average);
/* The most that a leaf is worth in the segment. */
double seek_best(struct seeker *k, double average);

/* The most that a leaf is worth in passages that are in no tier up to one; to be asked before
 * it is gone through. */
double seek_rest(struct seeker *k, unsigned tier, double average);

/* Of AND, of which a child is known to stand in a passage, or none (NULL): that passage where
 * it holds, else one before which it does not hold. */
uint32_t seek_others(struct seeker *k, const struct seeker *held, uint32_t unit, struct search *s);

/* The most that a leaf is worth in any passage from unit to *last; *last falls to where
 * the bound holds to. */
double seek_bound(struct seeker *k, uint32_t unit, double average, uint32_t *last);

/* Looks terms up, lists what is to be listed, sets ranks. plan.c */
enum status plan_make(struct search *s, struct store_text_view *view, struct plan **out) MUST_CHECK;
/* How many passages have one node of the query; those of a word's terms, and of a value's, are
 * added up. */
enum status plan_count(struct search *s, struct store_text_view *view, const struct query_node *node,
		       int64_t *out) MUST_CHECK;

#endif

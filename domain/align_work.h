/* Private to alignment: what its steps share. */
#ifndef TRUCE_DOMAIN_ALIGN_WORK_H
#define TRUCE_DOMAIN_ALIGN_WORK_H

#include "domain/align.h"

#define ALIGN_NONE UINT32_MAX

/* The passages of a side as words, and which passages have a word. */
struct side {
	struct wording *passages;
	uint64_t **distinct; /* of each passage: its words' hashes, ascending, once each */
	uint32_t *distinct_count;
	uint32_t count;
	struct shelf {
		uint64_t word;
		uint32_t passage;
	} * shelf; /* ascending */
	size_t shelf_count;
	uint32_t *shared; /* room for counting, by passage; 0 in between */
	uint32_t *pair;   /* of each passage: its partner on the other side, or ALIGN_NONE */
	uint32_t *group;  /* of each passage, once groups are made */
};

struct work {
	struct side first, second;
	struct arena *arena;  /* of the answer */
	struct arena scratch; /* emptied after each comparison */
	const struct align_watch *watch;
};

/* align_work.c */
enum status side_init(struct side *side, const struct align_side *from, struct arena *arena) MUST_CHECK;
/* Passages of `in` that share most of a passage's words: of those without a partner by
 * both's words, or with contained of all by the asker's alone. The best first; their number. */
size_t side_candidates(struct side *in, const struct side *of, uint32_t passage, bool contained,
		       uint32_t out[ALIGN_CANDIDATES]);

/* Words in common, in order; in scratch. */
enum status work_common(struct work *w, const struct wording *a, const struct wording *b, size_t *out) MUST_CHECK;
enum status work_go_on(struct work *w) MUST_CHECK;

/* align_pairs.c: sets pair of both sides. */
enum status pairs_make(struct work *w) MUST_CHECK;

/* align_groups.c: passages that belong together. */
struct group {
	uint32_t *first, *second; /* ascending */
	uint32_t first_count, second_count;
};
struct groups {
	struct group *at;
	uint32_t count;
};
enum status groups_make(struct work *w, struct groups *out) MUST_CHECK;
/* A group's text of one side as words: one passage, or several joined. */
enum status group_wording(const struct side *side, const uint32_t *passages, uint32_t count, struct arena *arena,
			  struct wording *out) MUST_CHECK;

#endif

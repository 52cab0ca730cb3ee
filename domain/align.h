/* Alignment: which passages of one statement belong to which of another.
 *
 * Passages of equal words in equal order are kept together first. Of the others,
 * each looks for the ALIGN_CANDIDATES that share most of its words, and pairs are
 * chosen so that the sum of their similarities is the largest there is (to 1 in
 * 10,000 a pair), by D. P. Bertsekas' auction ("The Auction Algorithm", Annals of
 * Operations Research 14, 1988); of equal choices the one nearer in place wins. A
 * passage left over that lies within one on the other side, in words that may stand
 * apart or, said otherwise, in one stretch, makes a split or a merger where the
 * joined text is closer than the pair alone. Every passage is in exactly
 * one alignment. Pure; any thread. */
#ifndef TRUCE_DOMAIN_ALIGN_H
#define TRUCE_DOMAIN_ALIGN_H

#include "domain/wording.h"

#define ALIGN_CANDIDATES 8
#define ALIGN_LEAST 0.35     /* similarity of a pair */
#define ALIGN_CONTAINED 0.75 /* words of a part that its whole has, in order, by all of its words */
#define ALIGN_STRETCH 0.5    /* similarity of a part and the stretch of its whole that is closest to it */
#define ALIGN_PASSAGES_MOST 20000

/* Numbered as truce.v1.Alignment.Kind. */
enum align_kind {
	ALIGN_SAME = 1, /* the same bytes */
	ALIGN_FORM,     /* the same words */
	ALIGN_CHANGED,
	ALIGN_SPLIT,
	ALIGN_MERGED,
	ALIGN_ADDED,
	ALIGN_DROPPED,
};

struct alignment {
	enum align_kind kind;
	bool moved;                     /* elsewhere in the order of the second */
	const uint32_t *first, *second; /* places, from 0, ascending */
	size_t first_count, second_count;
	double similarity;
	struct wording_edits edits; /* between the passages; of several, joined by line feeds */
};

struct alignments {
	struct alignment *at; /* in the order of the second, dropped ones where they stood */
	size_t count;
	double similarity; /* of all: twice the words in common by the words of both */
};

/* The passages of one side. */
struct align_side {
	const struct bytes *texts;
	size_t count;
};

/* Whether to go on; a status other than OK ends the work and is answered. */
struct align_watch {
	enum status (*go_on)(void *arg);
	void *arg;
};

/* RESOURCE_EXHAUSTED where the arena is full or a side has more than
 * ALIGN_PASSAGES_MOST. */
enum status align(const struct align_side *first, const struct align_side *second, const struct align_watch *watch,
		  struct arena *arena, struct alignments *out) MUST_CHECK;

#endif

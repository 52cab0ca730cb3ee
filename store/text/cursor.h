/* Cursors: a term's postings in one segment of a view (store/text.h), units ascending.
 *
 * A cursor decodes a block of postings at once, and only where it is asked about them; bounds,
 * peaks, traces and tiers tell what is not worth decoding. It is its thread's alone and ends
 * with its view; one that meets what does not hold stands at its end, which the view keeps. */
#ifndef TRUCE_STORE_TEXT_CURSOR_H
#define TRUCE_STORE_TEXT_CURSOR_H

#include "store/text.h"
#include "store/text/peaks.h"

/* Goes through a term's postings in one segment, units ascending, dead ones too. */
struct store_text_cursor {
	uint32_t unit;                    /* where it stands; STORE_TEXT_END at the end */
	uint32_t at, filled;              /* place in the block, and its size; 0 while it is not decoded */
	uint32_t units[STORE_TEXT_BLOCK]; /* STORE_TEXT_END behind the last */
	struct store_text_traces traces;
	/* private */
	uint32_t tfs[STORE_TEXT_BLOCK];
	struct store_text_view *view;
	const struct store_text_segment *segment;
	struct store_text_list list;
	struct bytes postings;
	struct store_text_part positions; /* that positions were read from last */
	uint32_t blocks, block;           /* of the list; the one that it stands in */
	uint32_t looks;                   /* into that block, which is not decoded */
	size_t head;                      /* bytes before the blocks */
	const uint8_t *tiers[STORE_TEXT_TIERS];
	uint32_t shallow; /* block that the bound was asked for last */
	const uint8_t *packed_units, *packed_tfs, *packed_end, *peaks;
	unsigned peaks_shift;
	uint32_t position_posting, position_before; /* positions of the block before a posting */
	bool tfs_known, marks;
};

/* Stands on the first posting then; on STORE_TEXT_END where there is none. */
void store_text_cursor_begin(const struct store_text_term *term, size_t segment, struct store_text_cursor *cursor);
/* Goes to the first posting whose unit is not less, never back, and answers its unit. */
uint32_t store_text_seek(struct store_text_cursor *cursor, uint32_t unit);
uint32_t store_text_next_block(struct store_text_cursor *cursor);
/* Goes back to the first posting. */
void store_text_rewind(struct store_text_cursor *cursor);
static inline uint32_t store_text_next(struct store_text_cursor *cursor)
{
	if (cursor->at + 1 < cursor->filled)
		return cursor->unit = cursor->units[++cursor->at];
	return store_text_next_block(cursor);
}

/* How often the current unit has the term; 1 for marks. */
uint32_t store_text_tf_slowly(struct store_text_cursor *cursor);
static inline uint32_t store_text_tf(struct store_text_cursor *cursor)
{
	return cursor->tfs_known ? cursor->tfs[cursor->at] : store_text_tf_slowly(cursor);
}

/* A bound over all postings of the term in the segment: of a cursor that has not come to its
 * end. */
void store_text_bound_all(struct store_text_cursor *cursor, struct store_text_bound *out);
/* A bound over the block that a seek to the unit would come to, without decoding it:
 * for units from there to out->last. Past the end: count 0, last STORE_TEXT_END. Units
 * that are asked for do not fall. */
void store_text_bound_at(struct store_text_cursor *cursor, uint32_t unit, struct store_text_bound *out);

/* The tiers of a long list of a word, 0 where it has none: the first has the few postings in
 * which tf is highest for the unit's length, the next the best of the others, and so on.
 * With some of them known, what a search may still find is worth less. */
unsigned store_text_tiers(const struct store_text_cursor *cursor);
uint32_t store_text_tier_size(const struct store_text_cursor *cursor, unsigned tier); /* tier < store_text_tiers */
/* The units of a tier's postings, ascending: how many. */
uint32_t store_text_tier(struct store_text_cursor *cursor, unsigned tier, uint32_t units[STORE_TEXT_TIER_MOST]);
/* tf of one of them, by its place. */
uint32_t store_text_tier_tf(const struct store_text_cursor *cursor, unsigned tier, uint32_t place);
/* A bound over all postings that are in no tier up to one; where the list has fewer tiers,
 * in none of them. As store_text_bound_all, of a cursor that has not come to its end. */
void store_text_bound_rest(struct store_text_cursor *cursor, unsigned tier, struct store_text_bound *out);

/* How often the units of its block have it, by their place in it; the block is decoded then. */
const uint32_t *store_text_tfs_slowly(struct store_text_cursor *cursor);
static inline const uint32_t *store_text_tfs(struct store_text_cursor *cursor)
{
	return cursor->tfs_known && cursor->filled > 0 ? cursor->tfs : store_text_tfs_slowly(cursor);
}

/* Whether a unit of the segment may have the term, wherever the cursor stands. */
static inline bool store_text_may_have(const struct store_text_cursor *cursor, uint32_t unit)
{
	return store_text_traced(cursor->traces, unit);
}

/* The most that tf is in some units about one of the segment's, wherever the cursor stands
 * and without decoding anything: 0 where none of them has the term, STORE_TEXT_PEAK_MOST
 * where that is no bound. */
static inline uint32_t store_text_peak(const struct store_text_cursor *cursor, uint32_t unit)
{
	uint32_t run = unit >> cursor->peaks_shift;
	return cursor->peaks[run >> 1] >> 4 * (run & 1) & STORE_TEXT_PEAK_MOST;
}

/* The positions of the current posting, ascending: their number, which is tf, and
 * as many of them as there is room for in out. 0 for marks. */
uint32_t store_text_positions(struct store_text_cursor *cursor, uint32_t *out, uint32_t room);

#endif

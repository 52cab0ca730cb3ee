/* Full text: which passages have which words, and where.
 *
 * A record has units (a passage each); a unit has words at positions, marks (terms
 * without position: fields, kinds), prints (numbers by which its record is found by
 * likeness), a length, days and facets. The units of all
 * records stand in segments, which never change: a commit adds a small one, and small
 * ones are merged into larger ones. A unit's number counts within its segment. Units
 * of records that have changed since are dead: they stay in their segment, and are
 * told by store_text_dead, until a merge leaves them out.
 *
 * Searching goes segment by segment, with a cursor for each term; df and the totals
 * are exact over all segments, dead units not counted. A word and a mark of the same
 * bytes are two terms. The store knows no language: terms are bytes.
 *
 * A change is in the index once the commit is that made it: jobs do not see it earlier.
 *
 * What is read belongs to a read transaction: a view and all that comes from it is
 * borrowed until the transaction ends, and is used by its thread alone. Nothing that
 * is read can make a reader leave its bytes or run without end: what does not hold
 * ends a cursor and is kept in the view for store_text_check. */
#ifndef TRUCE_STORE_TEXT_H
#define TRUCE_STORE_TEXT_H

#include <endian.h>

#include "store/store.h"

#define STORE_TEXT_FACETS 8
#define STORE_TEXT_BLOCK 128 /* postings that are decoded at once */
#define STORE_TEXT_BOUNDS 12 /* pairs of a bound at most */
#define STORE_TEXT_TIERS 6
#define STORE_TEXT_TIER_MOST 2048 /* postings of all tiers of a list */
#define STORE_TEXT_END UINT32_MAX
#define STORE_TEXT_UNITS_MOST 65535 /* of one record */
#define STORE_TEXT_PRINT_BITS 24

/* ---- Writing: what an index's text function calls ------------------------- */

struct store_text_unit {
	uint32_t block;              /* the caller's number for it */
	uint32_t length;             /* words, as ranking counts them */
	int32_t first_day, last_day; /* the caller's days, or both 0 */
	/* A short value each (clamped to STORE_TERM_MOST bytes), empty for none; several
	 * values of one facet are one value to the store, joined by the caller. */
	struct bytes facets[STORE_TEXT_FACETS];
};

/* Begins the next unit; words and marks that follow are its own. All calls copy.
 * RESOURCE_EXHAUSTED without memory or past STORE_TEXT_UNITS_MOST. */
enum status store_text_begin(struct store_text *text, const struct store_text_unit *unit) MUST_CHECK;
/* A word, clamped to STORE_TERM_MOST bytes, empty ones left out. Positions do not fall
 * within a unit (INVALID_ARGUMENT); several words may share one; the same word twice
 * at one counts once. */
enum status store_text_word(struct store_text *text, struct bytes word, uint32_t position) MUST_CHECK;
/* A mark; one given twice counts once. */
enum status store_text_mark(struct store_text *text, struct bytes mark) MUST_CHECK;
/* A print, below 2^STORE_TEXT_PRINT_BITS; one given twice counts once. Few records should
 * have any one of them: they are not counted, as the df of terms is. */
enum status store_text_print(struct store_text *text, uint32_t print) MUST_CHECK;

/* A text function's work is most of what a record's change costs. It may be done before, on
 * any thread: in a new text, records are begun one after another, counted from 0, what the
 * function would give is given of each, and store_append is told which record it is. */
struct store_text *store_text_new(void); /* NULL without memory */
void store_text_free(struct store_text *text);
enum status store_text_record(struct store_text *text) MUST_CHECK;
/* The same of the other indexes: the terms of the record that was begun last. The body may
 * lack what none of their functions looks at. The status of one that refuses it. */
enum status store_text_terms(struct store_text *text, const struct store *store, struct bytes name,
			     struct bytes body) MUST_CHECK;

/* ---- Views --------------------------------------------------------------- */

/* Small integers, packed. */
struct store_text_column {
	const uint8_t *data;
	uint32_t base, mask; /* mask 0: all are base */
	uint32_t width;      /* bits */
};

/* unit < units of the segment. */
static inline uint32_t store_text_value(const struct store_text_column *column, uint32_t unit)
{
	uint64_t bit = (uint64_t)unit * column->width, word;
	memcpy(&word, column->data + (bit >> 3), sizeof word);
	return column->base + ((uint32_t)(le64toh(word) >> (bit & 7)) & column->mask);
}

/* What is long of a segment stands in parts, each a value of its own, and the last one in
 * the segment's value. Private. */
enum store_text_section { STORE_TEXT_POSTINGS, STORE_TEXT_POSITIONS, STORE_TEXT_PRINTS, STORE_TEXT_SECTIONS };

struct store_text_part {
	struct bytes bytes; /* none: not looked up */
	uint32_t number;
};

struct store_text_parts {
	struct store_text_part last; /* in the segment's value; the others are numbered below it */
	struct store_text_part seen; /* that was looked up last */
};

struct store_text_segment {
	uint32_t units; /* dead ones too; they are 0 to units - 1 */
	uint32_t dead;
	uint32_t shortest; /* length of its units at least */
	struct store_text_column doc, block, length;
	struct store_text_column first_day, days;          /* see store_text_days */
	struct store_text_column facet[STORE_TEXT_FACETS]; /* which of its values: 0 to values - 1 */
	uint32_t values[STORE_TEXT_FACETS];
	/* private */
	struct store_text_column order;
	const uint8_t *print_ends;
	uint32_t prints;
	struct bytes day_runs, places, starts, dictionary, facet_values[STORE_TEXT_FACETS];
	struct store_text_parts parts[STORE_TEXT_SECTIONS];
	unsigned part_bits; /* of a place in a part */
	uint32_t groups, id;
	struct store_text_view *view;
	const uint8_t **dead_pages;
};

/* The unit's first day and its last. What the last is later is a column, which takes nothing
 * where all have one day. */
static inline int32_t store_text_days(const struct store_text_segment *segment, uint32_t unit, int32_t *last)
{
	uint32_t first = store_text_value(&segment->first_day, unit);
	*last = (int32_t)(first + store_text_value(&segment->days, unit));
	return (int32_t)first;
}

/* The first unit, not before one, near which some may have a day from first to last: those
 * between have none. A merged segment has its units in the order of their days, so that
 * these are few. STORE_TEXT_END: none has. */
uint32_t store_text_days_next(const struct store_text_segment *segment, uint32_t unit, int32_t first, int32_t last);

/* The first unit behind one that is not known to have all its days from first to last, and none of them `none`: the
 * one itself, or the end of a run of units. */
uint32_t store_text_days_whole(const struct store_text_segment *segment, uint32_t unit, int32_t first, int32_t last,
			       int32_t none);

/* How much of the segment is near units that may. */
double store_text_days_share(const struct store_text_segment *segment, int32_t first, int32_t last);

struct store_text_view {
	int64_t units, length; /* of all that are alive */
	size_t count;
	struct store_text_segment *segments; /* oldest first */
	/* private */
	struct store_txn *txn;
	struct arena *arena;
	bool damaged, starved; /* what was read did not hold; there was no memory to read it */
	bool sealed;           /* the seals of parts are looked at */
};

/* A view of the text index at the transaction's revision; memory is the arena's. A
 * store without a text index has a view of no segments. */
enum status store_text_open(struct store_txn *txn, struct arena *arena, struct store_text_view **out,
			    struct error *error) MUST_CHECK;

/* Whether all that was read from the view held: to be asked before an answer is
 * given. DATA_LOSS names `truced rebuild`; RESOURCE_EXHAUSTED where the arena was
 * full. */
enum status store_text_check(const struct store_text_view *view, struct error *error) MUST_CHECK;

bool store_text_dead_slowly(const struct store_text_segment *segment, uint32_t unit);
static inline bool store_text_dead(const struct store_text_segment *segment, uint32_t unit)
{
	return segment->dead != 0 && store_text_dead_slowly(segment, unit);
}

/* A value of a facet, by its number in the segment; empty for none. */
struct bytes store_text_facet(const struct store_text_segment *segment, size_t facet, uint32_t value);

/* Where the units of a record that are alive stand: they follow one another. False
 * where it has none. */
bool store_text_units_of(const struct store_text_view *view, uint32_t doc, size_t *segment, uint32_t *first,
			 uint32_t *count);

/* Records with units of a segment that are alive and have a print: as many as there is
 * room for, in the order of the units, each once. */
size_t store_text_docs(const struct store_text_view *view, size_t segment, uint32_t print, uint32_t *docs, size_t room);

/* ---- Terms --------------------------------------------------------------- */

enum store_text_kind { STORE_TEXT_WORD, STORE_TEXT_MARK };

/* A term's postings in one segment. */
struct store_text_list {
	uint32_t count; /* dead units too; 0 where it has none */
	/* private */
	uint32_t postings, size; /* where they begin, and how far they go */
	uint32_t positions;      /* of fewer than a block: where they begin */
};

struct store_text_term {
	int64_t df; /* units alive that have it */
	enum store_text_kind kind;
	struct store_text_view *view;
	struct store_text_list *lists; /* one for each segment of the view */
};

/* Looks a term up. A term that nothing has is found, with df 0. RESOURCE_EXHAUSTED
 * where the arena is full. */
enum status store_text_find(struct store_text_view *view, enum store_text_kind kind, struct bytes term,
			    struct store_text_term *out, struct error *error) MUST_CHECK;

/* Walks the terms of a kind that begin with a prefix, in the order of their bytes;
 * terms that only dead units have are passed over. */
struct store_text_walk {
	struct store_text_term term; /* of the last step; its lists change with the next */
	struct bytes name;           /* the term's bytes, until the next step */
	/* private */
	struct bytes prefix;
	struct store_text_place *places;
	uint8_t bytes[STORE_TERM_MOST + 1];
};
/* The prefix is borrowed. */
enum status store_text_walk_begin(struct store_text_view *view, enum store_text_kind kind, struct bytes prefix,
				  struct store_text_walk *walk, struct error *error) MUST_CHECK;
bool store_text_walk_next(struct store_text_walk *walk); /* false at the end */

/* ---- Cursors --------------------------------------------------------------- */

/* An upper bound on what units score, whatever the formula, if it grows with tf and
 * falls with length: each unit has, for one of the pairs, at most its tf and at least
 * its length. tf UINT32_MAX: no bound. */
struct store_text_bound {
	struct {
		uint32_t tf, length;
	} pairs[STORE_TEXT_BOUNDS];
	size_t count;
	uint32_t last; /* the bound holds up to this unit */
};

/* Where a term may stand: see store_text_may_have. Private. */
struct store_text_traces {
	const uint8_t *bits;
	unsigned shift;
	uint32_t again; /* 63: postings have a second bit among those of 64 runs; 0: they have not */
};
static inline uint32_t store_text_trace_again(uint32_t unit)
{
	return unit * UINT32_C(2654435761) >> 26; /* Knuth, The Art of Computer Programming 6.4 */
}

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

/* The most that tf is in some units about one of the segment's, wherever the cursor stands
 * and without decoding anything: 0 where none of them has the term, STORE_TEXT_PEAK_MOST
 * where that is no bound. */
#define STORE_TEXT_PEAK_MOST 15
static inline uint32_t store_text_peak(const struct store_text_cursor *cursor, uint32_t unit)
{
	uint32_t run = unit >> cursor->peaks_shift;
	return cursor->peaks[run >> 1] >> 4 * (run & 1) & STORE_TEXT_PEAK_MOST;
}

/* Whether a unit of the segment may have the term, wherever the cursor stands and without
 * decoding anything: it has not, where this is false. It is true of all units where few have
 * the term, else of two in five of those that have it not, of a long list one in twenty. */
static inline bool store_text_traced(struct store_text_traces traces, uint32_t unit)
{
	const uint32_t run = unit >> traces.shift, first = run & 63;
	const uint32_t second = first ^ ((first ^ store_text_trace_again(unit)) & traces.again);
	uint64_t bits;
	memcpy(&bits, traces.bits + (run >> 6 << 3), sizeof bits);
	bits = le64toh(bits);
	return (bits >> first & bits >> second & 1) != 0;
}
static inline bool store_text_may_have(const struct store_text_cursor *cursor, uint32_t unit)
{
	return store_text_traced(cursor->traces, unit);
}

/* The positions of the current posting, ascending: their number, which is tf, and
 * as many of them as there is room for in out. 0 for marks. */
uint32_t store_text_positions(struct store_text_cursor *cursor, uint32_t *out, uint32_t room);

#endif

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
 * Searching goes segment by segment, with a cursor for each term (store/text/cursor.h); df and
 * the totals are exact over all segments, dead units not counted. A word and a mark of the same
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

#endif

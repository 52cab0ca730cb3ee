/* What the files of the text index share: how segments are made of texts, found again,
 * merged, and kept. How they stand in bytes is in store/text/format.h. */
#ifndef TRUCE_STORE_TEXT_PRIVATE_H
#define TRUCE_STORE_TEXT_PRIVATE_H

#include <stdatomic.h>

#include "base/time.h"
#include "store/text/cursor.h"
#include "store/text/format.h"

#define TEXT_ARENA ((size_t)256 << 20)       /* memory for a look at the segments: far more than it takes */
#define TEXT_FAN 8                           /* segments of a level that are merged into one of the next */
#define TEXT_FAN_MOST 256                    /* merged at once; while much is written, so many are waited for */
#define TEXT_SMALLEST ((size_t)16 << 10)     /* bytes that segments of the lowest level have at most */
#define TEXT_WRITER_MOST ((size_t)256 << 10) /* bytes that the writer merges in a commit */
#define TEXT_BESIDE_MOST ((size_t)2 << 30)   /* bytes that are merged beside it: places are of 32 bits */
#define TEXT_REST (2 * NS_PER_SECOND)        /* without a commit, after which small segments are merged, */
#define TEXT_REST_SHARE 16                   /* and a larger one with those that are so many times less */

/* ---- write.c: a segment as bytes ---------------------------------------- */

/* Of one block of a list: last unit 4, offsets in the list's postings and positions 4
 * each, bounds. */
#define TEXT_SKIP (12 + TEXT_BOUND)
#define TEXT_NUMBERS 21
#define TEXT_HEADER (4 * (TEXT_NUMBERS + 2 * TEXT_COLUMNS))

/* A length as bounds and tiers have it, and the average of some; at least 1. */
static inline uint16_t text_length(uint32_t length)
{
	return length > UINT16_MAX ? UINT16_MAX : (uint16_t)length;
}
uint32_t text_average(const uint16_t *lengths, uint32_t count);

/* Takes the parts of a segment; without one they all stand in its value. */
struct text_sink {
	enum status (*put)(struct text_sink *sink, enum store_text_section section, uint32_t number,
			   struct bytes content, struct error *error);
	/* Opens the view that is merged again, once a part was put. */
	enum status (*renew)(struct text_sink *sink, struct error *error);
	unsigned part_bits;
	bool stale; /* what was read of the view is gone */
};

/* A section that is written. */
struct text_section {
	struct buffer bytes; /* in no part yet */
	uint32_t base;       /* place of the first of them */
	uint32_t parts;      /* number of the part that they would be */
};

struct text_writer {
	const struct text_rows *rows;
	struct text_sink *sink; /* or NULL */
	unsigned part_bits;
	struct text_section postings, positions, print_parts;
	struct buffer dictionary, groups, starts;
	struct buffer given; /* prints; struct text_print */
	struct text_prints prints;
	struct buffer list;        /* postings of the term at hand */
	struct buffer gaps;        /* between positions, of the block at hand; uint32_t */
	struct buffer body, skips; /* of the term at hand */
	struct buffer peaks;       /* its postings that have a skip; struct text_peak */
	struct buffer lengths;     /* of the units, 16 bits each, once they are asked for */
	uint32_t average;          /* of them; at least 1 */
	uint8_t key[TEXT_KEY_MOST], last_key[TEXT_KEY_MOST];
	uint32_t key_size, last_key_size, terms;
	uint32_t units[STORE_TEXT_BLOCK], tfs[STORE_TEXT_BLOCK]; /* of the block at hand */
	uint32_t filled, before;                                 /* unit before the block */
	uint32_t positions_from, positions_at;                   /* where those of the term, and of the block, begin */
	uint32_t shortest[256], most_tf;                         /* of the whole list */
	int64_t count;
	bool failed;         /* no memory */
	enum status refused; /* what the sink answered, where that is not OK */
	struct error error;
};

/* Terms come in order; of each term its postings, in order. Rows are there before. */
void text_writer_init(struct text_writer *w, const struct text_rows *rows, struct text_sink *sink);
void text_writer_fini(struct text_writer *w);
void text_writer_term(struct text_writer *w, struct bytes key);
/* gaps: of a word the first position, then what each other one is more than the one before. */
void text_writer_posting(struct text_writer *w, uint32_t unit, uint32_t tf, const uint32_t *gaps);
void text_writer_term_end(struct text_writer *w, int64_t net);
/* Prints in any order; or in theirs, each once, once it was told how many there are. */
void text_writer_print(struct text_writer *w, uint32_t print, uint32_t unit);
void text_writer_prints_begin(struct text_writer *w, uint32_t count);
void text_writer_print_next(struct text_writer *w, const struct text_print *print);
/* The segment, appended to out. */
enum status text_writer_finish(struct text_writer *w, struct buffer *out, struct error *error) MUST_CHECK;

/* ---- postings.c: a term's postings put in order ------------------------ */

struct text_posting {
	uint32_t unit, tf;
	size_t gaps; /* where they begin */
};

struct text_postings {
	struct buffer list, spare; /* struct text_posting */
	struct buffer gaps;        /* uint32_t */
	uint32_t last;             /* unit that was added last */
	bool in_order, failed;     /* failed: no memory */
};

void text_postings_init(struct text_postings *postings);
void text_postings_fini(struct text_postings *postings);
/* In any order; gaps as text_writer_posting has them, or NULL. */
void text_postings_add(struct text_postings *postings, uint32_t unit, uint32_t tf, const uint32_t *gaps);
/* Writes them in the order of their units, and begins anew. */
void text_postings_write(struct text_postings *postings, struct text_writer *w);

/* ---- build.c: units collected in memory ------------------------------ */

#define TEXT_GIVEN_MOST ((size_t)1 << 30)
#define TEXT_GONE UINT32_MAX

/* One of a unit's terms, as it was given. */
struct text_given {
	uint32_t term, position; /* term: its number in the table */
};

struct text_unit {
	uint32_t from; /* place in what was given */
	uint32_t row;  /* TEXT_GONE: one that died */
};

/* Where a record that was made before begins. */
struct text_made {
	uint32_t unit, print;
	uint32_t term, term_count; /* in its terms of other indexes */
	bool has_terms;
};

struct store_text {
	struct text_table terms;
	struct buffer given, units, prints; /* struct text_given; struct text_unit; struct text_print */
	struct buffer records;              /* struct text_made */
	struct store_terms others;          /* terms of other indexes, of records that were made before */
	struct text_rows rows;
	uint32_t doc, units_of_doc, position;
	int64_t alive, length; /* units, and their words, that are added, less those that die */
	bool gone;             /* units that are given are those that die */
};

void text_clear(struct store_text *text);
size_t text_memory(const struct store_text *text);
/* Runs an index's function on a record, whose units are new, or gone. */
enum status text_take(struct store_text *text, const struct store_index *index, uint32_t doc, struct bytes name,
		      struct bytes body, bool gone, struct error *error) MUST_CHECK;

/* The terms that were made of a record; NULL where there are none. */
const struct text_made *text_terms_made(const struct store_text *text, uint32_t record);

/* Copies records that were made before; terms has their numbers by those of the text that
 * was copied last, TEXT_GONE where one is not known. */
struct text_copier {
	const struct store_text *from;
	uint32_t *terms;
};
void text_copier_fini(struct text_copier *copier);
enum status text_copy(struct store_text *text, struct text_copier *copier, const struct store_text *from,
		      uint32_t record, uint32_t doc, struct error *error) MUST_CHECK;

/* ---- invert.c ----------------------------------------------------------- */

/* Units as a segment; appended to out. */
enum status text_encode(struct store_text *text, struct buffer *out, struct error *error) MUST_CHECK;

/* ---- head.c: the list of segments ------------------------------------ */

struct text_piece {
	uint32_t id, units, dead, bytes, level;
};

struct text_head {
	int64_t units, length; /* alive */
	uint32_t next;         /* id */
	uint32_t count;
	struct text_piece *pieces; /* by id; in the arena */
};

enum status text_head_get(struct store_txn *txn, struct arena *arena, struct text_head *out,
			  struct error *error) MUST_CHECK;
enum status text_head_put(struct store_txn *txn, const struct text_head *head, struct error *error) MUST_CHECK;
struct bytes text_segment_key(uint8_t out[5], uint32_t id);
struct bytes text_page_key(uint8_t out[9], uint32_t id, uint32_t page);
enum status text_damaged(struct error *error);

/* ---- dead.c: which units of a segment died -------------------------------- */

/* Marks so many, from a unit on, as dead. */
enum status text_bury(struct store_txn *txn, uint32_t id, uint32_t unit, uint32_t count,
		      struct error *error) MUST_CHECK;

/* ---- segment.c ------------------------------------------------------------ */

/* A segment from the bytes of its value; false where they do not hold. */
bool text_segment_read(struct bytes content, struct store_text_segment *out);

/* ---- read.c ------------------------------------------------------------- */

enum status text_no_memory(struct error *error);

/* Parts that were looked up, where they stand, each in the place of its number; of those that share
 * one the last. */
#define TEXT_PARTS_SEEN 64
struct text_part_seen {
	uint8_t key[TEXT_PART_KEY];
	struct bytes bytes; /* none: nothing */
};

/* A place in a segment's dictionary. */
struct store_text_place {
	const struct store_text_segment *segment;
	const uint8_t *at, *end; /* what comes next */
	uint32_t group;          /* that follows */
	uint32_t size, shared;   /* of the key, and what is written as shared with the one before */
	bool ended;
	uint8_t key[TEXT_KEY_MOST];
	int64_t net;
	uint64_t postings, positions; /* where the term's end */
	struct store_text_list list;
};
/* Stands on the first term that is not less than key, or has ended. */
void text_place_seek(struct store_text_place *place, const struct store_text_segment *segment, struct bytes key);
void text_place_next(struct store_text_place *place);

/* ---- cursor.c ----------------------------------------------------------- */

/* The gaps between the positions of the postings of the cursor's block, as they are
 * written, in place of what was in out; none of marks. False where they do not hold, or
 * without memory, which the view keeps. */
bool text_block_gaps(struct store_text_cursor *cursor, struct buffer *out) MUST_CHECK;

/* ---- merge.c --------------------------------------------------------- */

/* Whether the seals of some segments hold. */
enum status text_check_seals(struct store_text_view *view, const size_t *segments, size_t count,
			     struct error *error) MUST_CHECK;
struct text_merged {
	struct buffer content; /* of the segment's own value */
	uint32_t part_bytes;   /* of its parts, which were put; set by their sink */
	uint32_t units;
	uint32_t *numbers[TEXT_FAN_MOST]; /* of each segment's units in the new one; STORE_TEXT_END: left out */
};
void text_merged_init(struct text_merged *merged);
void text_merged_fini(struct text_merged *merged);
/* Makes one of some segments of a view, TEXT_FAN_MOST at most, and leaves dead units out.
 * The sink, which may be NULL, takes its parts as they are made. CANCELLED once stop, which may be
 * NULL, is set. */
enum status text_merge(struct store_text_view *view, const size_t *segments, size_t count, struct text_sink *sink,
		       const atomic_bool *stop, struct text_merged *out, struct error *error) MUST_CHECK;

/* ---- tidy.c: which segments are merged, and when ------------------------- */

/* TEXT_WRITER_MOST, but for tests, which let even small segments be merged beside the
 * writer; set before a store is opened. */
extern size_t text_writer_most;

struct text_choice {
	size_t places[TEXT_FAN_MOST]; /* in the list of segments */
	size_t count;                 /* 0: there is nothing to merge */
	uint32_t level;               /* of what comes of it, at least */
};
/* What the writer merges in its commit, or what is merged beside it; where a level has at
 * least so many segments. */
void text_choose(const struct text_head *head, bool beside, size_t least, struct text_choice *out);
/* The same of the levels below one; segments that are mostly dead are left as they are. */
void text_choose_below(const struct text_head *head, uint32_t below, size_t least, bool beside,
		       struct text_choice *out);
/* TEXT_REST, but for tests; set before a store is opened. */
extern int64_t text_rest;
/* What is merged beside the writer once the store is at rest, so that it ends with few
 * segments: the smaller ones, up to one that is no larger than TEXT_REST_SHARE times all
 * that are smaller, so that what is large is not written again for each small write. */
void text_choose_at_rest(const struct text_head *head, struct text_choice *out);
/* Merges in a commit until there is nothing more for the writer. *more: there is
 * something to merge beside it. */
enum status text_tidy(struct store_txn *txn, bool *more, struct error *error) MUST_CHECK;
/* A number that no segment had; text_head_put comes next, as after the others. */
enum status text_number(struct text_head *head, uint32_t *out, struct error *error) MUST_CHECK;
/* Adds a segment to the list. */
enum status text_head_add(struct store_txn *txn, struct text_head *head, struct bytes content, uint32_t units,
		     struct error *error) MUST_CHECK;
/* Takes those that were chosen off the list, and adds what came of them by a number that was given
 * for it; so many of its units are dead. */
enum status text_replace(struct store_txn *txn, struct text_head *head, const struct text_choice *choice,
			 const struct text_merged *merged, uint32_t id, uint32_t dead, struct error *error) MUST_CHECK;

/* ---- sweep.c: parts that are of no segment ------------------------------- */

/* TEXT_PART_BITS, but for tests; set before a store is opened. */
extern unsigned text_part_bits;
/* Whether there are parts of segments that are in no list. None may be in the making. */
enum status text_sweep_look(struct store_txn *txn, bool *out, struct error *error) MUST_CHECK;
/* Drops some of them. */
enum status text_sweep(struct store_txn *txn, struct error *error) MUST_CHECK;

/* ---- beside.c: a merge beside the writer ----------------------------------- */

/* Whether much is written: each merge is one that is made again soon then, and waits for more. */
bool text_much_is_written(const struct store *store);
/* Merges once, by a thread that has no read transaction; at_rest: all that makes searching cheaper
 * is worth it. *done: there was nothing to merge. CANCELLED once stop is set. */
enum status text_merge_beside(struct store *store, bool at_rest, const atomic_bool *stop, bool *done,
			      struct error *error) MUST_CHECK;

/* ---- index.c: the index in a transaction ------------------------------ */

const struct store_index *text_index_of(const struct store_index *const *indexes); /* NULL for none */

/* A change of a record: the revision of its state before, 0 for none, and its own; whether
 * it has text then. */
struct text_change {
	uint32_t doc, record;
	bool has;
	int64_t before, revision;
	const struct store_text *made; /* its units, of that record; NULL where they are still to be made */
};
/* Notes a change in txn->work->texts. What it does to the index is done once for all
 * changes of a commit, at its end. */
enum status text_note(struct store_txn *txn, const struct text_change *change, struct error *error) MUST_CHECK;
/* Writes what was noted: the units that are gone are marked, the new ones become a
 * segment, and what has become too many segments is merged. *more is set where there are
 * segments to merge beside the writer. */
enum status text_finish(struct store_txn *txn, bool *more, struct error *error) MUST_CHECK;

/* ---- make.c -------------------------------------------------------------- */

/* A segment that was made and not yet put. */
struct text_built {
	struct text_built *next;
	struct buffer content;
	uint32_t units;
	int64_t alive, length;
};
void text_built_free(struct text_built *built); /* and all that follow; NULL is fine */
/* Makes a segment of what was given, where it is anything, puts it at the front of a list,
 * and clears the text. */
enum status text_build(struct store_text *text, struct text_built **list, struct error *error) MUST_CHECK;
/* Adds it, and all that follow, to the index. */
enum status text_built_put(struct store_txn *txn, const struct text_built *built, struct error *error) MUST_CHECK;

/* A record's states, as they were and as they are. */
struct text_record {
	uint32_t doc, record;
	bool had, has;
	struct bytes name, before, after;
	const struct store_text *made; /* in place of after; or NULL */
};
/* Makes the segments of some changes, by the calling thread and one beside it, which
 * *maker keeps for the next time. The other one begins at once, and where all records were
 * made before, it makes one segment of all of them. What was begun must be ended. */
struct text_maker;
void text_maker_free(struct text_maker *maker); /* NULL is fine */
enum status text_make_begin(struct text_maker **maker, const struct store_index *index,
			    const struct text_record *records, size_t count, bool all_made,
			    struct error *error) MUST_CHECK;
enum status text_make_end(struct text_maker *maker, struct text_built **out, struct error *error) MUST_CHECK;

#endif

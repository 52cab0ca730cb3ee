/* How the text index stands in bytes. A segment is one value of the database text:
 *
 *   0                  -> the list of segments (head.c)
 *   1, segment 4       -> a segment (write.c)
 *   2, segment 4, page 4 -> bits of its dead units, TEXT_PAGE bytes, where any is set
 *   3, segment 4, number 4 -> a part of its postings (parts.c)
 *   4, segment 4, number 4 -> a part of its positions
 *   5, segment 4, number 4 -> a part of its prints
 *
 * A segment begins with its header, 4 bytes each in the byte order of the machine, as
 * LMDB's own: version, units, groups, shortest length, whether its docs are not in
 * order; size of each facet's values, of the dictionary, and of the postings and the
 * positions that are in no part; number of prints; bits of a place in a part; number of parts of
 * the postings, the positions and the prints; then base and width of each column. After it come
 * the columns, the order (units by doc, a column, where docs are not in order), 8 zeroes, the days
 * of runs of units, the facets' values, the places of the groups and how each begins, dictionary,
 * postings, positions, where the buckets of prints end, prints, 8 zeroes.
 *
 * A segment that is made beside the writer has its postings, positions and prints in parts, each
 * put by a commit of its own, so that none is large; the last of each stands in the
 * segment's own value, which is put with the list of segments. Parts of a segment that is in no
 * list are what is left of a merge that was broken off, or of segments that were merged: they are
 * dropped a few at a time. A part ends with 8 zeroes, as the segment does.
 *
 * Merging puts records in the order of their first days, so that what is asked of a stretch
 * of days stands in few runs of units: of each the earliest and the latest day are kept.
 *
 * Terms stand sorted in groups of TEXT_GROUP, each but a group's first without what
 * it shares with the one before; a term's key begins with its kind. A group begins with
 * the first eight bytes of its first term, as a number: most of a search among groups needs
 * no other look. What a term has
 * in df by a segment is its net: postings less those that died by the write that made
 * the segment. Merging adds nets, so that their sum over all segments is exact at
 * any time.
 *
 * Postings stand in blocks of 128, the units first (units.c) and then tfs, packed; fewer
 * than 128, and the rest of a longer list, as numbers of 7 bits a byte. A list of 128 and more begins with bounds, one
 * TEXT_SKIP for each block, its peaks, its traces, and of a word its tiers. Peaks are the most that tf is in each
 * run of units, in 4 bits, the first in the lower ones; a run is as long as has some two
 * postings. Traces are a bit for each shorter run, a quarter as long, or a sixteenth
 * in a large segment, set where any of its units has the term, the first in the lowest; all units are
 * one run where there are few postings. In a large segment there is a second bit for each posting, among
 * those of the same 64 runs and told by its unit, as Bloom has it ("Space/time trade-offs in hash coding", 1970). Tiers
 * are the postings of a list of 1024 and more that weigh most, again and each with a bound over all that are in none up
 * to it. Positions of a block's postings follow one another, the first of each and then the gaps, as numbers of as many
 * bits as a byte before them says. The bounds are the block maxima of Ding and Suel, "Faster top-k document retrieval
 * using block-max indexes" (2011), kept as pairs of tf and length, so that they fit any parameters.
 *
 * Prints stand in order, in buckets of those that begin alike: where each bucket ends,
 * then the rest of each print, then the unit of each, as columns. */
#ifndef TRUCE_STORE_TEXT_FORMAT_H
#define TRUCE_STORE_TEXT_FORMAT_H

#include "store/private.h"
#include "store/text.h"
#include "store/text/peaks.h"

#define TEXT_VERSION 13
#define TEXT_GROUP 16 /* terms */
#define TEXT_SECTION_MOST ((size_t)1 << 30)
#define TEXT_KEY_MOST (1 + STORE_TERM_MOST)
#define TEXT_PAGE 1024
#define TEXT_PAGE_UNITS (8 * TEXT_PAGE)
#define TEXT_PART_BITS 20 /* of a place in a part: 1 MB */
#define TEXT_PART_BITS_LEAST 8
#define TEXT_WHOLE_BITS 31 /* of a segment that is not in parts */
#define TEXT_VARINT 5      /* bytes of a 32-bit number at most */

/* ---- pack.c: numbers as bytes ---------------------------------------- */

static inline uint8_t *varint_put(uint8_t *to, uint32_t v)
{
	for (; v >= 0x80; v >>= 7)
		*to++ = (uint8_t)(v | 0x80);
	*to++ = (uint8_t)v;
	return to;
}

/* NULL where the bytes end before the number does, or it is too large. */
static inline const uint8_t *varint_get(const uint8_t *p, const uint8_t *end, uint32_t *out)
{
	if (p < end && *p < 0x80) {
		*out = *p;
		return p + 1;
	}
	if (end - p > 1 && p[1] < 0x80) {
		*out = (uint32_t)(*p & 0x7F) | (uint32_t)p[1] << 7;
		return p + 2;
	}
	uint64_t v = 0;
	for (unsigned shift = 0; p < end && shift < 35; shift += 7) {
		v |= (uint64_t)(*p & 0x7F) << shift;
		if (*p++ < 0x80) {
			*out = (uint32_t)v;
			return v > UINT32_MAX ? NULL : p;
		}
	}
	return NULL;
}

unsigned bits_of(uint32_t v); /* 0 for 0 */
/* Bytes of so many numbers of `width` bits. */
static inline uint64_t numbers_size(uint32_t count, unsigned width)
{
	return ((uint64_t)count * width + 7) / 8;
}
/* Appends numbers of `width` bits, the first in the lowest bits. */
enum status numbers_put(struct buffer *out, const uint32_t *values, size_t count, unsigned width) MUST_CHECK;
/* Reads one of them, or the first; eight bytes can be read from each of their bytes on. */
static inline uint32_t packed_number_at(const uint8_t *from, unsigned width, size_t i)
{
	const uint64_t bit = (uint64_t)i * width;
	uint64_t word;
	memcpy(&word, from + (bit >> 3), sizeof word);
	return (uint32_t)(le64toh(word) >> (bit & 7) & ((UINT64_C(1) << width) - 1));
}
void numbers_get(const uint8_t *from, size_t count, unsigned width, uint32_t *out);
/* 128 numbers of `width` bits in 16 * width bytes. */
void block_pack(const uint32_t in[STORE_TEXT_BLOCK], unsigned width, uint8_t *out);
void block_unpack(const uint8_t *in, unsigned width, uint32_t out[STORE_TEXT_BLOCK]);
uint32_t block_at(const uint8_t *in, unsigned width, uint32_t i); /* the i-th of them */

/* ---- units.c: the units of a block ---------------------------------------- */

/* 128 units, ascending, none before `from`, in as many bytes as the last one says. */
#define TEXT_UNITS_MOST (48 + 4 * STORE_TEXT_BLOCK)
size_t text_units_size(uint32_t span); /* the last one less `from`: at least 127 */
size_t text_units_put(const uint32_t units[STORE_TEXT_BLOCK], uint32_t from, uint8_t out[TEXT_UNITS_MOST]);
/* False where they do not hold. Eight bytes can be read from each of their bytes on, as below. */
bool text_units_get(const uint8_t *bytes, uint32_t from, uint32_t last, uint32_t out[STORE_TEXT_BLOCK]);
/* The first that is not before one, not after the last, and its place among them, without
 * reading the others; STORE_TEXT_END where they do not hold. */
uint32_t text_units_find(const uint8_t *bytes, uint32_t from, uint32_t last, uint32_t unit, uint32_t *place);

/* The first eight bytes, zeroes behind fewer, as a number that sorts as they do. */
static inline uint64_t text_start(struct bytes key)
{
	uint64_t start = 0;
	memcpy(&start, key.data, key.size < sizeof start ? key.size : sizeof start);
	return be64toh(start);
}

/* ---- table.c: a number for each of many byte strings ------------------- */

struct text_key {
	uint64_t start;        /* the first eight bytes, as a number that sorts as they do */
	uint32_t offset, size; /* in bytes, the kind included */
};

struct text_table {
	struct buffer bytes;
	struct text_key *keys;
	uint64_t *slots; /* upper half of the hash, number + 1 */
	uint32_t count, capacity, mask;
};

void text_table_init(struct text_table *table);
void text_table_fini(struct text_table *table);
void text_table_clear(struct text_table *table);
/* The number of (kind, term); a new one is count before the call. */
enum status text_table_put(struct text_table *table, uint8_t kind, struct bytes term, uint32_t *number) MUST_CHECK;
/* The numbers in the order of the strings, to be freed; NULL without memory. */
uint32_t *text_table_sorted(const struct text_table *table);
struct bytes text_table_at(const struct text_table *table, uint32_t number);

/* ---- rows.c: the columns of units, in memory --------------------------- */

struct text_row {
	uint32_t doc, block, length;
	int32_t first_day, last_day;
	uint32_t facet[STORE_TEXT_FACETS];
};

struct text_rows {
	struct text_row *rows;
	uint32_t count, capacity;
	struct text_table facets[STORE_TEXT_FACETS];
};

void text_rows_init(struct text_rows *rows);
void text_rows_fini(struct text_rows *rows);
void text_rows_clear(struct text_rows *rows);
/* Adds a row; its facets are numbered from the values. */
enum status text_rows_add(struct text_rows *rows, const struct text_row *row,
			  const struct bytes values[STORE_TEXT_FACETS]) MUST_CHECK;

/* ---- columns.c ---------------------------------------------------------- */

#define TEXT_COLUMNS (5 + STORE_TEXT_FACETS)
/* Appends the columns; about is base and width of each. */
enum status text_columns_put(const struct text_rows *rows, uint32_t about[TEXT_COLUMNS][2],
			     struct buffer *out) MUST_CHECK;
/* Takes them off the front; out->units is set before. False where they do not hold. */
bool text_columns_get(struct bytes *from, uint32_t about[TEXT_COLUMNS][2], bool in_order,
		      struct store_text_segment *out);
/* Takes the 8 zeroes off the front that let the last number be read as eight bytes. */
bool text_zeroes_end(struct bytes *from);
bool text_rows_in_order(const struct text_rows *rows); /* by doc */

/* ---- days.c: days of runs of units ---------------------------------------- */

#define TEXT_DAYS_RUN 1024
enum status text_days_put(const struct text_rows *rows, struct buffer *out) MUST_CHECK;
/* Takes them off the front; out->units is set before. False where they do not hold. */
bool text_days_get(struct bytes *from, struct store_text_segment *out);
/* Whether they are those of the units. */
bool text_days_hold(const struct store_text_segment *segment);

/* ---- prints.c ----------------------------------------------------------- */

struct text_print {
	uint32_t print, unit;
};
/* Sorts prints, each kept once; *count is how many then. False without memory. */
bool text_prints_sort(struct text_print *prints, uint32_t *count, uint32_t units) MUST_CHECK;

/* Prints that are written, in order; how many there will be is known before. */
struct text_prints {
	struct buffer ends, rests, units; /* uint32_t each; of the part at hand but for the ends */
	uint32_t count, units_of;         /* prints and units of the segment */
	uint32_t added;
};
void text_prints_init(struct text_prints *prints);
void text_prints_fini(struct text_prints *prints);
void text_prints_begin(struct text_prints *prints, uint32_t count, uint32_t units);
enum status text_prints_add(struct text_prints *prints, const struct text_print *print) MUST_CHECK;
/* Appends those at hand as a part, which is empty then. */
enum status text_prints_part(struct text_prints *prints, struct buffer *out) MUST_CHECK;
/* Appends where the buckets end; all were added. */
enum status text_prints_ends(struct text_prints *prints, struct buffer *out) MUST_CHECK;
/* Prints of a part. */
static inline uint32_t text_prints_each(unsigned part_bits)
{
	return UINT32_C(1) << (part_bits - 2);
}

/* Takes those that are in no part off the front; out->units and the number of parts are set
 * before. False where they do not hold. */
bool text_prints_get(struct bytes *from, uint32_t count, struct store_text_segment *out);
/* A part that prints are read from. */
struct text_print_part {
	uint32_t from, count; /* of its prints; count 0: none yet */
	struct store_text_column rest, unit;
};
/* A place among a segment's prints: all zeroes before the first. */
struct text_print_place {
	uint32_t at, end, bucket; /* that come next */
	struct text_print here;
	struct text_print_part part;
};
/* False at the end, or where they do not hold. */
bool text_print_next(const struct store_text_segment *segment, struct text_print_place *place);

/* ---- parts.c: what is long of a segment ---------------------------------- */

/* Places are counted over all parts of a section: the higher bits are the number of the part.
 * What is read at once (a list of postings, positions of a block) stands in one part; what is
 * larger than a part has one of its own, whose number is followed by as many less as it is
 * larger. */
static inline uint32_t text_part_size(unsigned bits)
{
	return UINT32_C(1) << bits;
}
/* The begin of the first part that begins at a place or behind. */
static inline uint64_t text_part_round(uint64_t place, unsigned bits)
{
	return (place + text_part_size(bits) - 1) >> bits << bits;
}
/* Where something stands that begins at a place or, where it would go over the end of the
 * part, in the next one; size counts from the place to where the next begins. */
static inline uint64_t text_part_begin(uint64_t place, uint32_t size, unsigned bits)
{
	const uint32_t within = (uint32_t)place & (text_part_size(bits) - 1);
	return within > 0 && (uint64_t)within + size > text_part_size(bits) ? text_part_round(place, bits) : place;
}
#define TEXT_PART_KEY 9
struct bytes text_part_key(uint8_t out[TEXT_PART_KEY], uint32_t id, enum store_text_section section, uint32_t number);
/* Which section a row of that key is a part of; false where it is none. */
bool text_part_of(struct bytes key, enum store_text_section *section);
/* The bytes from a place to the end of its part, which `known` keeps, and zeroes behind them
 * that let eight be read from each; false where they do not hold. */
bool text_part_find(const struct store_text_segment *segment, enum store_text_section section, uint32_t place,
		    struct store_text_part *known, struct bytes *out);

/* ---- bounds.c --------------------------------------------------------- */

#define TEXT_PAIR 3 /* bytes: tf 1, 255 for more; length 2, 65535 for more */
#define TEXT_PAIRS 4
#define TEXT_BOUND (TEXT_PAIRS * TEXT_PAIR)
/* Pairs at most, of TEXT_PAIR bytes each. shortest: length for each tf up to `most`, UINT32_MAX where no
 * unit has it. */
void text_bounds_put(const uint32_t shortest[256], uint32_t most, size_t pairs, uint8_t *out);
void text_bounds_get(const uint8_t *from, size_t pairs, struct store_text_bound *out);

/* ---- peaks.c: peaks and traces ------------------------------------------ */

/* Of a list of so many postings in a segment of so many units: how many bits a run's number
 * is shorter than those of its units, and the bytes of its peaks. */
unsigned text_peaks_shift(uint32_t count, uint32_t units);
size_t text_peaks_size(uint32_t units, unsigned shift);
/* What the traces at `bits` are, and their bytes. */
struct store_text_traces text_traces_of(const uint8_t *bits, uint32_t count, unsigned peaks_shift);
size_t text_traces_size(uint32_t units, struct store_text_traces traces);

struct text_peak {
	uint32_t unit, tf;
};
/* Appends the peaks, and then the traces. */
enum status text_peaks_put(const struct text_peak *postings, uint32_t count, uint32_t units,
			   struct buffer *out) MUST_CHECK;

/* ---- tiers.c: the best postings of long lists, which a cursor tells of (cursor_tiers.c) ---- */

/* A tier: how many postings, and of how many bits gaps and tf less 1 are; a bound over those
 * that are in no tier up to it; gaps, then tfs. */
#define TEXT_TIER_SIZES 4                 /* count 2, widths 1 each */
#define TEXT_TIER_PAIRS STORE_TEXT_BOUNDS /* a rest that is known closely ends a search sooner */
#define TEXT_TIER (TEXT_TIER_SIZES + TEXT_TIER_PAIRS * TEXT_PAIR)
/* Tiers of a list of so many postings. */
unsigned text_tiers_of(uint32_t count);
/* Appends them; lengths, by unit, and their average, which is not 0. */
enum status text_tiers_put(const struct text_peak *postings, uint32_t count, const uint16_t *lengths, uint32_t average,
			   struct buffer *out) MUST_CHECK;
/* Where each begins, taken off the front. False where they do not hold. */
bool text_tiers_get(struct bytes *from, uint32_t count, const uint8_t *out[STORE_TEXT_TIERS]);

#endif

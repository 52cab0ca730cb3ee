#include "store/text/cursor.h"

#include "store/text/private.h"

/* A list of fewer than 128 postings is one block, the rest; a longer one has a skip
 * for each block, peaks, traces and tiers. */

enum {
	LOOKS = 3, /* into a block that cost about as much as decoding it */
	NEAR = 6,  /* seeks that would come to a block, if all came so close: it is decoded at once */
};

static uint32_t end(struct store_text_cursor *c)
{
	c->filled = c->at = 0;
	c->block = c->blocks;
	return c->unit = STORE_TEXT_END;
}

static uint32_t give_up(struct store_text_cursor *c)
{
	c->view->damaged = true;
	return end(c);
}

static bool is_long(const struct store_text_cursor *c)
{
	return c->list.count >= STORE_TEXT_BLOCK;
}

static uint32_t load(const uint8_t *from)
{
	uint32_t v;
	memcpy(&v, from, sizeof v);
	return v;
}

static const uint8_t *skip_at(const struct store_text_cursor *c, uint32_t block)
{
	return c->postings.data + TEXT_BOUND + (size_t)TEXT_SKIP * block;
}

static uint32_t last_of(const struct store_text_cursor *c, uint32_t block)
{
	return load(skip_at(c, block));
}

/* The block where a unit would be, not before `from`: by steps that double, then by
 * halves. */
static uint32_t find_block(const struct store_text_cursor *c, uint32_t from, uint32_t unit)
{
	uint32_t step = 1, low = from, high;
	if (from >= c->blocks || last_of(c, from) >= unit)
		return from;
	while (low + step < c->blocks && last_of(c, low + step) < unit) {
		low += step;
		step *= 2;
	}
	high = low + step < c->blocks ? low + step : c->blocks;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (last_of(c, middle) < unit)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* ---- Into a block ---------------------------------------------------------------- */

/* Where a block's bytes begin and end. */
static bool block_bytes(const struct store_text_cursor *c, uint32_t block, const uint8_t **from, const uint8_t **to)
{
	struct bytes all = c->postings;
	*from = all.data;
	*to = all.data + all.size;
	if (!is_long(c))
		return true;
	uint32_t start = load(skip_at(c, block) + 4);
	if (start > all.size - c->head)
		return false;
	*from = all.data + c->head + start;
	return true;
}

/* The unit behind those of the blocks before. */
static uint32_t begin_of(const struct store_text_cursor *c, uint32_t block)
{
	return block == 0 || !is_long(c) ? 0 : last_of(c, block - 1) + 1;
}

static bool is_full(const struct store_text_cursor *c, uint32_t block)
{
	return c->list.count - block * STORE_TEXT_BLOCK >= STORE_TEXT_BLOCK;
}

/* Numbers of 7 bits a byte: gaps, each doubled where tfs stand between them. */
static bool decode_rest(struct store_text_cursor *c, uint32_t from, const uint8_t *p, const uint8_t *stop)
{
	uint64_t unit = from;
	for (uint32_t i = 0; i < c->filled; i++, unit++) {
		uint32_t gap = 0, tf = 1;
		p = varint_get(p, stop, &gap);
		if (p != NULL && !c->marks && (gap & 1) == 0)
			p = varint_get(p, stop, &tf);
		if (p == NULL || tf == 0)
			return false;
		unit += c->marks ? gap : gap >> 1;
		if (unit >= c->segment->units)
			return false;
		c->units[i] = (uint32_t)unit;
		c->tfs[i] = tf;
	}
	for (uint32_t i = c->filled; i < STORE_TEXT_BLOCK; i++)
		c->units[i] = STORE_TEXT_END;
	c->tfs_known = true;
	return !is_long(c) || c->units[c->filled - 1] == last_of(c, c->block);
}

/* Goes to a block of 128, whose units and tfs stay as they are. */
static bool go_to_full(struct store_text_cursor *c, uint32_t block)
{
	const uint8_t *p, *stop;
	const uint32_t from = begin_of(c, block), last = last_of(c, block);
	if (last >= c->segment->units || last < from || last - from < STORE_TEXT_BLOCK - 1 ||
	    !block_bytes(c, block, &p, &stop))
		return false;
	const size_t size = text_units_size(last - from);
	if (size > (size_t)(stop - p))
		return false;
	c->packed_units = p;
	c->packed_tfs = p + size;
	c->packed_end = stop;
	c->block = block;
	c->at = c->filled = c->looks = 0;
	c->position_posting = c->position_before = 0;
	c->tfs_known = false;
	return true;
}

/* Decodes all units of the block of 128 that it stands in; its place stays. */
static bool decode_full(struct store_text_cursor *c)
{
	c->filled = STORE_TEXT_BLOCK;
	return text_units_get(c->packed_units, begin_of(c, c->block), last_of(c, c->block), c->units);
}

static bool decode(struct store_text_cursor *c, uint32_t block)
{
	const uint8_t *p, *stop;
	if (is_full(c, block))
		return go_to_full(c, block) && decode_full(c);
	c->block = block;
	c->at = 0;
	c->filled = c->list.count - block * STORE_TEXT_BLOCK;
	c->position_posting = c->position_before = 0;
	return block_bytes(c, block, &p, &stop) && decode_rest(c, begin_of(c, block), p, stop);
}

static uint32_t enter(struct store_text_cursor *c, uint32_t block)
{
	if (block >= c->blocks)
		return end(c);
	if (!decode(c, block))
		return give_up(c);
	return c->unit = c->units[0];
}

/* To the first posting of the block that it stands in, not decoded, that is not before a unit. */
static uint32_t look(struct store_text_cursor *c, uint32_t unit)
{
	const uint32_t from = begin_of(c, c->block);
	c->looks++;
	c->unit = text_units_find(c->packed_units, from, last_of(c, c->block), unit, &c->at);
	return c->unit == STORE_TEXT_END ? give_up(c) : c->unit;
}

/* The first posting of the decoded block from its place on that is not before a unit; there
 * is one. */
static uint32_t seek_decoded(struct store_text_cursor *c, uint32_t unit)
{
	uint32_t low = c->at, high = c->filled - 1; /* low is less, high is not */
	if (c->units[low] >= unit)
		return c->unit = c->units[low];
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (c->units[middle] < unit)
			low = middle;
		else
			high = middle;
	}
	c->at = high;
	return c->unit = c->units[high];
}

/* To the first posting, not before a unit, of a block that has one. Of a block of 128 nothing
 * is decoded for it, unless more looks into it are to be expected. */
static uint32_t go_to(struct store_text_cursor *c, uint32_t block, uint32_t unit, bool decoded)
{
	if (block >= c->blocks)
		return end(c);
	if (!is_full(c, block) || decoded)
		return enter(c, block) >= unit ? c->unit : seek_decoded(c, unit);
	return go_to_full(c, block) ? look(c, unit) : give_up(c);
}

static bool find_postings(struct store_text_cursor *c)
{
	struct store_text_part part = { 0 };
	struct bytes rest;
	if (!text_part_find(c->segment, STORE_TEXT_POSTINGS, c->list.postings, &part, &rest))
		return false;
	c->postings = bytes_of(rest.data, c->list.size < rest.size ? c->list.size : rest.size);
	return true;
}

/* What stands before the blocks. A short list has nothing: all peaks are beyond bounds, and
 * all units may have the term. */
static bool begin_head(struct store_text_cursor *c)
{
	static const uint8_t unbounded[8] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
	const uint32_t units = c->segment->units;
	c->peaks = unbounded;
	c->peaks_shift = 31;
	c->traces = text_traces_of(unbounded, 0, 0);
	c->head = 0;
	if (c->list.count == 0)
		return true;
	if (!find_postings(c))
		return false;
	if (!is_long(c))
		return true;
	const struct bytes all = c->postings;
	c->peaks_shift = text_peaks_shift(c->list.count, units);
	const size_t skips = TEXT_BOUND + (size_t)TEXT_SKIP * c->blocks,
		     peaks = skips + text_peaks_size(units, c->peaks_shift);
	if (all.size < peaks)
		return false;
	c->peaks = all.data + skips;
	c->traces = text_traces_of(all.data + peaks, c->list.count, c->peaks_shift);
	const size_t traces = peaks + text_traces_size(units, c->traces);
	if (all.size < traces)
		return false;
	struct bytes rest = bytes_of(all.data + traces, all.size - traces);
	if (!c->marks && !text_tiers_get(&rest, c->list.count, c->tiers))
		return false;
	c->head = all.size - rest.size;
	return true;
}

/* ---- Going through ------------------------------------------------------------------- */

void store_text_cursor_begin(const struct store_text_term *term, size_t segment, struct store_text_cursor *c)
{
	c->view = term->view;
	c->segment = &term->view->segments[segment];
	c->list = term->lists[segment];
	c->marks = term->kind == STORE_TEXT_MARK;
	c->blocks = (uint32_t)(((uint64_t)c->list.count + STORE_TEXT_BLOCK - 1) / STORE_TEXT_BLOCK);
	c->shallow = 0;
	c->filled = 0;
	c->positions = (struct store_text_part){ 0 };
	memset(c->tiers, 0, sizeof c->tiers);
	if (begin_head(c)) {
		go_to(c, 0, 0, false);
		return;
	}
	memset(c->tiers, 0, sizeof c->tiers);
	c->blocks = 0; /* nor after a rewind */
	give_up(c);
}

/* Where it stands in a block that is not decoded, it is: its place stays. */
static bool settle(struct store_text_cursor *c)
{
	if (c->filled > 0 || c->block >= c->blocks || decode_full(c))
		return true;
	give_up(c);
	return false;
}

uint32_t store_text_next_block(struct store_text_cursor *c)
{
	if (c->block >= c->blocks)
		return STORE_TEXT_END;
	if (c->filled == 0 && !settle(c))
		return STORE_TEXT_END;
	return c->at + 1 < c->filled ? c->unit = c->units[++c->at] : enter(c, c->block + 1);
}

void store_text_rewind(struct store_text_cursor *c)
{
	c->shallow = 0;
	if (c->blocks > 0 && c->block != 0)
		go_to(c, 0, 0, false);
	else if (c->filled > 0)
		c->unit = c->units[c->at = 0];
	else if (c->blocks > 0)
		look(c, 0);
}

/* Goes on in the block that it stands in, which ends at the unit or behind it. */
static uint32_t seek_here(struct store_text_cursor *c, uint32_t unit)
{
	if (c->filled == 0 && c->looks < LOOKS)
		return look(c, unit);
	return settle(c) ? seek_decoded(c, unit) : STORE_TEXT_END;
}

/* Whether seeks come so close to one another that a block is looked into several times. */
static bool is_near(const struct store_text_cursor *c, uint32_t block, uint32_t unit)
{
	return (uint64_t)(unit - c->unit) * NEAR < last_of(c, block) - begin_of(c, block);
}

uint32_t store_text_seek(struct store_text_cursor *c, uint32_t unit)
{
	if (c->unit >= unit)
		return c->unit;
	if (c->filled > 0 ? c->units[c->filled - 1] >= unit : last_of(c, c->block) >= unit)
		return seek_here(c, unit);
	const uint32_t block = is_long(c) ? find_block(c, c->block + 1, unit) : c->blocks;
	return go_to(c, block, unit, block < c->blocks && is_near(c, block, unit));
}

static bool tfs_hold(const struct store_text_cursor *c)
{
	const uint8_t *p = c->packed_tfs;
	return c->packed_end - p >= 1 && *p <= 32 && c->packed_end - p >= 1 + 16 * (ptrdiff_t)*p;
}

static uint32_t give_up_tfs(struct store_text_cursor *c)
{
	c->view->damaged = true;
	c->tfs_known = true;
	memset(c->tfs, 0, sizeof c->tfs);
	return 0;
}

const uint32_t *store_text_tfs_slowly(struct store_text_cursor *c)
{
	const uint8_t *p = c->packed_tfs;
	settle(c);
	if (c->tfs_known)
		return c->tfs;
	c->tfs_known = true;
	if (c->marks) {
		for (unsigned i = 0; i < STORE_TEXT_BLOCK; i++)
			c->tfs[i] = 1;
		return c->tfs;
	}
	if (!tfs_hold(c)) {
		give_up_tfs(c);
		return c->tfs;
	}
	block_unpack(p + 1, *p, c->tfs);
	for (unsigned i = 0; i < STORE_TEXT_BLOCK; i++)
		c->tfs[i]++;
	return c->tfs;
}

uint32_t store_text_tf_slowly(struct store_text_cursor *c)
{
	if (c->filled > 0)
		return store_text_tfs_slowly(c)[c->at];
	if (c->marks)
		return 1;
	return tfs_hold(c) ? block_at(c->packed_tfs + 1, *c->packed_tfs, c->at) + 1 : give_up_tfs(c);
}

/* ---- Bounds -------------------------------------------------------------------------- */

/* A list that has no bounds is short: they are made from its postings. */
static void bound_of_rest(const struct store_text_cursor *c, struct store_text_bound *out)
{
	uint32_t shortest[256], most = 0;
	uint8_t bytes[TEXT_BOUND];
	memset(shortest, 0xFF, sizeof shortest);
	for (uint32_t i = 0; i < c->filled; i++) {
		uint32_t tf = c->tfs[i] > 255 ? 255 : c->tfs[i];
		uint32_t length = store_text_value(&c->segment->length, c->units[i]);
		if (length < shortest[tf])
			shortest[tf] = length > UINT16_MAX ? UINT16_MAX : length;
		if (tf > most)
			most = tf;
	}
	text_bounds_put(shortest, most, TEXT_PAIRS, bytes);
	text_bounds_get(bytes, TEXT_PAIRS, out);
}

void store_text_bound_all(struct store_text_cursor *c, struct store_text_bound *out)
{
	out->count = 0;
	out->last = STORE_TEXT_END;
	if (c->block >= c->blocks)
		return;
	if (!is_long(c)) {
		bound_of_rest(c, out);
		return;
	}
	text_bounds_get(c->postings.data, TEXT_PAIRS, out);
}

void store_text_bound_at(struct store_text_cursor *c, uint32_t unit, struct store_text_bound *out)
{
	out->count = 0;
	out->last = STORE_TEXT_END;
	if (c->block >= c->blocks)
		return;
	if (!is_long(c)) {
		if (unit > c->units[c->filled - 1])
			return;
		bound_of_rest(c, out);
		out->last = c->units[c->filled - 1];
		return;
	}
	if (c->shallow < c->block)
		c->shallow = c->block;
	c->shallow = find_block(c, c->shallow, unit);
	if (c->shallow >= c->blocks)
		return;
	text_bounds_get(skip_at(c, c->shallow) + 12, TEXT_PAIRS, out);
	out->last = last_of(c, c->shallow);
}

/* ---- Positions ------------------------------------------------------------------------- */

/* How many positions the block has before those of the current posting. */
static uint64_t positions_before(struct store_text_cursor *c)
{
	if (c->position_posting > c->at)
		c->position_posting = c->position_before = 0;
	for (; c->position_posting < c->at; c->position_posting++)
		c->position_before += c->tfs[c->position_posting];
	return c->position_before;
}

/* The width of the gaps of its block, and the gaps, to the end of their part. */
static bool find_gaps(struct store_text_cursor *c, struct bytes *gaps, uint32_t *width)
{
	const uint32_t place = is_long(c) ? load(skip_at(c, c->block) + 8) : c->list.positions;
	if (!text_part_find(c->segment, STORE_TEXT_POSITIONS, place, &c->positions, gaps) || gaps->size == 0)
		return false;
	*width = *gaps->data++;
	gaps->size--;
	return *width <= 32;
}

uint32_t store_text_positions(struct store_text_cursor *c, uint32_t *out, uint32_t room)
{
	struct bytes gaps;
	uint32_t width, position = 0;
	if (c->marks || c->block >= c->blocks)
		return 0;
	const uint32_t tf = store_text_tfs(c)[c->at];
	if (!find_gaps(c, &gaps, &width)) {
		c->view->damaged = true;
		return 0;
	}
	uint64_t bit = positions_before(c) * width;
	if ((width == 0 && tf > 1) || bit + (uint64_t)tf * width > 8 * (uint64_t)gaps.size) {
		c->view->damaged = true;
		return 0;
	}
	const uint64_t mask = (UINT64_C(1) << width) - 1;
	for (uint32_t i = 0; i < tf && i < room; i++, bit += width) {
		uint64_t word;
		memcpy(&word, gaps.data + (bit >> 3), sizeof word);
		position += (uint32_t)(le64toh(word) >> (bit & 7) & mask);
		out[i] = position;
	}
	return tf;
}

bool text_block_gaps(struct store_text_cursor *c, struct buffer *out)
{
	struct bytes from;
	uint32_t width;
	uint64_t count = 0;
	out->size = 0;
	if (c->marks || c->block >= c->blocks)
		return true;
	store_text_tfs(c);
	for (uint32_t i = 0; i < c->filled; i++)
		count += c->tfs[i];
	if (!find_gaps(c, &from, &width) || (width == 0 && count > c->filled) ||
	    count * width > 8 * (uint64_t)from.size) {
		c->view->damaged = true;
		return false;
	}
	if (buffer_reserve(out, count * sizeof(uint32_t)) != STATUS_OK) {
		c->view->starved = true;
		return false;
	}
	uint32_t *gaps = (uint32_t *)(void *)out->data, most = 0;
	numbers_get(from.data, count, width, gaps);
	for (uint64_t i = 0; i < count; i++)
		most |= gaps[i];
	if (bits_of(most) == width)
		return true;
	c->view->damaged = true;
	return false;
}

#include "store/text_private.h"

/* A list of fewer than 128 postings is one block, the rest; a longer one has a skip
 * for each block, peaks, traces and tiers. */

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
	return c->list.postings.data + TEXT_BOUND + (size_t)TEXT_SKIP * block;
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

/* ---- Decoding a block ------------------------------------------------------------ */

/* Where a block's bytes begin and end. */
static bool block_bytes(const struct store_text_cursor *c, uint32_t block, const uint8_t **from, const uint8_t **to)
{
	struct bytes all = c->list.postings;
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

/* Whether the gaps lead to units of the segment. */
static bool gaps_hold(const struct store_text_cursor *c, uint32_t before)
{
	uint64_t last = before == UINT32_MAX ? 0 : (uint64_t)before + 1;
	for (uint32_t i = 0; i < c->filled; i++)
		last += c->units[i];
	return last + c->filled <= c->segment->units;
}

/* Gaps to units, each one more than the gap before it: sums within four numbers, which
 * move up by one and by two, then of what came before them. */
static void add_up(struct store_text_cursor *c, uint32_t before)
{
	enum { LANES = 4 };
	typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));
	const lanes none = { 0 }, ones = { 1, 1, 1, 1 };
	lanes sum = { before, before, before, before };
	for (uint32_t i = 0; i < c->filled; i += LANES) {
		lanes v;
		memcpy(&v, c->units + i, sizeof v);
		v += ones;
		v += __builtin_shufflevector(none, v, 0, 4, 5, 6);
		v += __builtin_shufflevector(none, v, 0, 1, 4, 5);
		v += sum;
		memcpy(c->units + i, &v, sizeof v);
		sum = __builtin_shufflevector(v, v, 3, 3, 3, 3);
	}
	for (uint32_t i = c->filled; i < STORE_TEXT_BLOCK; i++)
		c->units[i] = STORE_TEXT_END;
}

static bool decode_rest(struct store_text_cursor *c, const uint8_t *p, const uint8_t *stop)
{
	for (uint32_t i = 0; i < c->filled; i++) {
		uint32_t gap = 0, tf = 1;
		p = varint_get(p, stop, &gap);
		if (p != NULL && !c->marks && (gap & 1) == 0)
			p = varint_get(p, stop, &tf);
		if (p == NULL || tf == 0)
			return false;
		c->units[i] = c->marks ? gap : gap >> 1;
		c->tfs[i] = tf;
	}
	c->tfs_known = true;
	return true;
}

static bool decode_full(struct store_text_cursor *c, const uint8_t *p, const uint8_t *stop)
{
	if (stop - p < 1 || *p > 32 || stop - p < 1 + 16 * (ptrdiff_t)*p)
		return false;
	block_unpack(p + 1, *p, c->units);
	c->packed_tfs = p + 1 + 16 * (size_t)*p;
	c->packed_end = stop;
	c->tfs_known = false;
	return true;
}

/* Whether 128 gaps of so many bits end below 2^32, whatever they are. */
static bool is_narrow(const struct store_text_cursor *c, uint32_t before, unsigned width)
{
	const uint32_t most = UINT32_C(1) << 31;
	return width < 24 && c->segment->units <= most && (before == UINT32_MAX || before < most);
}

static bool decode(struct store_text_cursor *c, uint32_t block)
{
	const uint8_t *p, *stop;
	uint32_t before = UINT32_MAX;
	uint32_t left = c->list.count - block * STORE_TEXT_BLOCK;
	c->block = block;
	c->at = 0;
	c->filled = left < STORE_TEXT_BLOCK ? left : STORE_TEXT_BLOCK;
	c->position_posting = c->position_before = 0;
	if (is_long(c) && block > 0)
		before = last_of(c, block - 1);
	if (!block_bytes(c, block, &p, &stop))
		return false;
	if (!(left < STORE_TEXT_BLOCK ? decode_rest(c, p, stop) : decode_full(c, p, stop)))
		return false;
	if (!(left >= STORE_TEXT_BLOCK && is_narrow(c, before, *p)) && !gaps_hold(c, before))
		return false;
	add_up(c, before);
	return c->units[c->filled - 1] < c->segment->units &&
	       (!is_long(c) || c->units[c->filled - 1] == last_of(c, block));
}

static uint32_t enter(struct store_text_cursor *c, uint32_t block)
{
	if (block >= c->blocks)
		return end(c);
	if (!decode(c, block))
		return give_up(c);
	return c->unit = c->units[0];
}

/* What stands before the blocks. A short list has nothing: all peaks are beyond bounds, and
 * all units may have the term. */
static bool begin_head(struct store_text_cursor *c)
{
	static const uint8_t unbounded = 0xFF;
	const uint32_t units = c->segment->units;
	const struct bytes all = c->list.postings;
	c->peaks = c->traces.bits = &unbounded;
	c->peaks_shift = c->traces.shift = 31;
	c->head = 0;
	if (!is_long(c))
		return true;
	c->peaks_shift = text_peaks_shift(c->list.count, units);
	c->traces.shift = text_traces_shift(c->list.count, c->peaks_shift);
	const size_t skips = TEXT_BOUND + (size_t)TEXT_SKIP * c->blocks,
		     peaks = skips + text_peaks_size(units, c->peaks_shift),
		     traces = peaks + text_traces_size(units, c->traces.shift);
	if (all.size < traces)
		return false;
	c->peaks = all.data + skips;
	c->traces.bits = all.data + peaks;
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
	c->position_posting = c->position_before = 0;
	c->tfs_known = false;
	memset(c->tiers, 0, sizeof c->tiers);
	if (begin_head(c)) {
		enter(c, 0);
		return;
	}
	memset(c->tiers, 0, sizeof c->tiers);
	give_up(c);
}

uint32_t store_text_next_block(struct store_text_cursor *c)
{
	return c->block >= c->blocks ? STORE_TEXT_END : enter(c, c->block + 1);
}

void store_text_rewind(struct store_text_cursor *c)
{
	c->shallow = 0;
	if (c->blocks > 0 && c->block != 0)
		enter(c, 0);
	if (c->filled > 0)
		c->unit = c->units[c->at = 0];
}

uint32_t store_text_seek(struct store_text_cursor *c, uint32_t unit)
{
	if (c->unit >= unit)
		return c->unit;
	if (c->units[c->filled - 1] < unit) {
		uint32_t block = is_long(c) ? find_block(c, c->block + 1, unit) : c->blocks;
		if (enter(c, block) >= unit)
			return c->unit;
	}
	uint32_t low = c->at, high = c->filled - 1; /* low is less, high is not */
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

uint32_t store_text_tf_slowly(struct store_text_cursor *c)
{
	const uint8_t *p = c->packed_tfs;
	c->tfs_known = true;
	if (c->marks) {
		for (unsigned i = 0; i < STORE_TEXT_BLOCK; i++)
			c->tfs[i] = 1;
		return 1;
	}
	if (c->packed_end - p < 1 || *p > 32 || c->packed_end - p < 1 + 16 * (ptrdiff_t)*p) {
		c->view->damaged = true;
		memset(c->tfs, 0, sizeof c->tfs);
		return 0;
	}
	block_unpack(p + 1, *p, c->tfs);
	for (unsigned i = 0; i < STORE_TEXT_BLOCK; i++)
		c->tfs[i]++;
	return c->tfs[c->at];
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
	text_bounds_put(shortest, most, bytes);
	text_bounds_get(bytes, out);
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
	text_bounds_get(c->list.postings.data, out);
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
	text_bounds_get(skip_at(c, c->shallow) + 12, out);
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

uint32_t store_text_positions(struct store_text_cursor *c, uint32_t *out, uint32_t room)
{
	struct bytes all = c->list.positions;
	if (c->marks || c->filled == 0)
		return 0;
	uint32_t tf = store_text_tf(c), start = is_long(c) ? load(skip_at(c, c->block) + 8) : 0;
	uint32_t width = start < all.size ? all.data[start] : UINT32_MAX, position = 0;
	uint64_t bit = positions_before(c) * width;
	if (width > 32 || (width == 0 && tf > 1) || bit + (uint64_t)tf * width > 8 * (uint64_t)(all.size - start - 1)) {
		c->view->damaged = true;
		return 0;
	}
	const uint64_t mask = (UINT64_C(1) << width) - 1;
	for (uint32_t i = 0; i < tf && i < room; i++, bit += width) {
		uint64_t word;
		memcpy(&word, all.data + start + 1 + (bit >> 3), sizeof word);
		position += (uint32_t)(le64toh(word) >> (bit & 7) & mask);
		out[i] = position;
	}
	return tf;
}

bool text_block_gaps(struct store_text_cursor *c, struct buffer *out)
{
	struct bytes all = c->list.positions;
	uint64_t count = 0;
	out->size = 0;
	if (c->marks || c->filled == 0)
		return true;
	store_text_tf(c);
	for (uint32_t i = 0; i < c->filled; i++)
		count += c->tfs[i];
	uint32_t start = is_long(c) ? load(skip_at(c, c->block) + 8) : 0;
	uint32_t width = start < all.size ? all.data[start] : UINT32_MAX;
	if (width > 32 || (width == 0 && count > c->filled) || count * width > 8 * (uint64_t)(all.size - start - 1)) {
		c->view->damaged = true;
		return false;
	}
	if (buffer_reserve(out, count * sizeof(uint32_t)) != STATUS_OK) {
		c->view->starved = true;
		return false;
	}
	uint32_t *gaps = (uint32_t *)(void *)out->data, most = 0;
	numbers_get(all.data + start + 1, count, width, gaps);
	for (uint64_t i = 0; i < count; i++)
		most |= gaps[i];
	if (bits_of(most) == width)
		return true;
	c->view->damaged = true;
	return false;
}

#include "store/text/private.h"

#include <assert.h>

static void put(struct text_writer *w, struct buffer *to, const void *data, size_t size)
{
	if (!w->failed)
		w->failed = buffer_put(to, data, size) != STATUS_OK;
}

static void put_fixed(struct text_writer *w, struct buffer *to, uint32_t v)
{
	put(w, to, &v, sizeof v);
}

/* Each buffer of a writer: how many there are, and the next. */
enum { BUFFERS = 13 };

static void list_buffers(struct text_writer *w, struct buffer *out[BUFFERS])
{
	struct buffer *const all[BUFFERS] = { &w->dictionary,
					      &w->groups,
					      &w->starts,
					      &w->given,
					      &w->postings.bytes,
					      &w->positions.bytes,
					      &w->print_parts.bytes,
					      &w->body,
					      &w->skips,
					      &w->gaps,
					      &w->peaks,
					      &w->lengths,
					      &w->list };
	memcpy(out, all, sizeof all);
}

void text_writer_init(struct text_writer *w, const struct text_rows *rows, struct text_sink *sink)
{
	struct buffer *all[BUFFERS];
	*w = (struct text_writer){ .rows = rows, .sink = sink };
	w->part_bits = sink == NULL ? TEXT_WHOLE_BITS : sink->part_bits;
	list_buffers(w, all);
	for (size_t i = 0; i < BUFFERS; i++)
		buffer_init(all[i], TEXT_SECTION_MOST);
	text_prints_init(&w->prints);
}

void text_writer_fini(struct text_writer *w)
{
	struct buffer *all[BUFFERS];
	list_buffers(w, all);
	for (size_t i = 0; i < BUFFERS; i++)
		buffer_fini(all[i]);
	text_prints_fini(&w->prints);
}

/* ---- Parts ------------------------------------------------------------------- */

/* Puts what a section has as its next part. */
static void put_part(struct text_writer *w, enum store_text_section which, struct text_section *section)
{
	const uint64_t end = text_part_round((uint64_t)section->base + section->bytes.size, w->part_bits);
	put(w, &section->bytes, "\0\0\0\0\0\0\0", 8); /* so that eight bytes can be read anywhere */
	if (end > UINT32_MAX)
		w->failed = true;
	if (!w->failed && w->refused == STATUS_OK)
		w->refused = w->sink->put(w->sink, which, section->parts, buffer_bytes(&section->bytes), &w->error);
	section->bytes.size = 0;
	section->base = (uint32_t)end;
	section->parts = section->base >> w->part_bits;
}

/* Appends what is to stand in one part; its place. */
static uint32_t put_whole(struct text_writer *w, enum store_text_section which, struct text_section *section,
			  const struct buffer *from)
{
	const size_t most = text_part_size(w->part_bits);
	if (w->sink != NULL && section->bytes.size > 0 && section->bytes.size + from->size > most)
		put_part(w, which, section);
	const uint32_t place = section->base + (uint32_t)section->bytes.size;
	put(w, &section->bytes, from->data, from->size);
	if (w->sink != NULL && section->bytes.size > most)
		put_part(w, which, section);
	return place;
}

static uint32_t place_of(const struct text_section *section)
{
	return section->base + (uint32_t)section->bytes.size;
}

/* ---- Postings ---------------------------------------------------------------- */

static bool has_tfs(const struct text_writer *w)
{
	return w->key[0] == STORE_TEXT_WORD;
}

uint32_t text_average(const uint16_t *lengths, uint32_t count)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < count; i++)
		sum += lengths[i];
	return sum < count || count == 0 ? 1 : (uint32_t)(sum / count);
}

/* The lengths alone, close together: rows are large, and a list's units far apart. */
static const uint16_t *lengths_of(struct text_writer *w)
{
	const struct text_rows *rows = w->rows;
	if (w->lengths.size == 0 && !w->failed) {
		w->failed = buffer_reserve(&w->lengths, rows->count * sizeof(uint16_t)) != STATUS_OK;
		uint16_t *lengths = (uint16_t *)(void *)w->lengths.data;
		for (uint32_t i = 0; i < rows->count && !w->failed; i++)
			lengths[i] = text_length(rows->rows[i].length);
		w->lengths.size = w->failed ? 0 : rows->count * sizeof *lengths;
		w->average = w->failed ? 1 : text_average(lengths, rows->count);
	}
	return w->failed ? NULL : (const uint16_t *)(const void *)w->lengths.data;
}

/* The shortest length of the block's units for each tf; the most that tf is. */
static uint32_t note_lengths(const struct text_writer *w, const uint16_t *lengths, uint32_t shortest[256])
{
	uint32_t most = 0;
	memset(shortest, 0xFF, 256 * sizeof *shortest);
	for (uint32_t i = 0; i < w->filled; i++) {
		uint32_t tf = w->tfs[i] > 255 ? 255 : w->tfs[i], length = lengths[w->units[i]];
		if (length < shortest[tf])
			shortest[tf] = length;
		if (tf > most)
			most = tf;
	}
	return most;
}

static void note_peaks(struct text_writer *w)
{
	struct text_peak peaks[STORE_TEXT_BLOCK];
	for (uint32_t i = 0; i < w->filled; i++)
		peaks[i] = (struct text_peak){ w->units[i], w->tfs[i] };
	put(w, &w->peaks, peaks, w->filled * sizeof *peaks);
}

static void put_skip(struct text_writer *w)
{
	uint32_t shortest[256];
	uint8_t bounds[TEXT_BOUND];
	const uint16_t *lengths = lengths_of(w);
	if (lengths == NULL)
		return;
	uint32_t most = note_lengths(w, lengths, shortest);
	if (w->skips.size == 0)
		memset(w->shortest, 0xFF, sizeof w->shortest);
	text_bounds_put(shortest, most, TEXT_PAIRS, bounds);
	put_fixed(w, &w->skips, w->units[w->filled - 1]);
	put_fixed(w, &w->skips, (uint32_t)w->body.size);
	put_fixed(w, &w->skips, w->positions_at);
	put(w, &w->skips, bounds, sizeof bounds);
	note_peaks(w);
	for (uint32_t tf = 1; tf <= most; tf++)
		if (shortest[tf] < w->shortest[tf])
			w->shortest[tf] = shortest[tf];
	if (most > w->most_tf)
		w->most_tf = most;
}

static void put_packed(struct text_writer *w, const uint32_t numbers[STORE_TEXT_BLOCK])
{
	uint8_t bytes[1 + 4 * STORE_TEXT_BLOCK];
	uint32_t all = 0;
	for (unsigned i = 0; i < STORE_TEXT_BLOCK; i++)
		all |= numbers[i];
	bytes[0] = (uint8_t)bits_of(all);
	block_pack(numbers, bytes[0], bytes + 1);
	put(w, &w->body, bytes, 1 + 16 * (size_t)bytes[0]);
}

/* Gaps between positions, those of the block's postings one after another. */
static void put_positions(struct text_writer *w)
{
	const uint32_t *gaps = (const uint32_t *)(const void *)w->gaps.data;
	size_t count = w->gaps.size / sizeof *gaps;
	uint32_t all = 0;
	for (size_t i = 0; i < count; i++)
		all |= gaps[i];
	const uint8_t width = (uint8_t)bits_of(all);
	if (count == 0)
		return;
	w->list.size = 0;
	put(w, &w->list, &width, 1);
	w->failed = w->failed || numbers_put(&w->list, gaps, count, width) != STATUS_OK;
	w->gaps.size = 0;
	w->positions_at = put_whole(w, STORE_TEXT_POSITIONS, &w->positions, &w->list);
}

static void put_full_block(struct text_writer *w)
{
	uint32_t numbers[STORE_TEXT_BLOCK];
	uint8_t units[TEXT_UNITS_MOST];
	put_positions(w);
	put_skip(w);
	put(w, &w->body, units, text_units_put(w->units, w->before + 1, units));
	for (unsigned i = 0; i < STORE_TEXT_BLOCK; i++)
		numbers[i] = w->tfs[i] - 1;
	if (has_tfs(w))
		put_packed(w, numbers);
	w->before = w->units[STORE_TEXT_BLOCK - 1];
	w->filled = 0;
}

/* Fewer than 128 postings. A gap is doubled to make room for a bit that says that tf
 * is 1. */
static void put_rest(struct text_writer *w)
{
	uint8_t bytes[2 * TEXT_VARINT * STORE_TEXT_BLOCK], *to = bytes;
	for (uint32_t i = 0; i < w->filled; i++) {
		uint32_t gap = w->units[i] - w->before - 1;
		to = varint_put(to, !has_tfs(w) ? gap : gap << 1 | (w->tfs[i] == 1));
		if (has_tfs(w) && w->tfs[i] > 1)
			to = varint_put(to, w->tfs[i]);
		w->before = w->units[i];
	}
	put(w, &w->body, bytes, (size_t)(to - bytes));
}

void text_writer_posting(struct text_writer *w, uint32_t unit, uint32_t tf, const uint32_t *gaps)
{
	assert(unit < w->rows->count && tf > 0);
	w->units[w->filled] = unit;
	w->tfs[w->filled++] = tf;
	w->count++;
	if (has_tfs(w))
		put(w, &w->gaps, gaps, tf * sizeof *gaps);
	if (w->filled == STORE_TEXT_BLOCK)
		put_full_block(w);
}

/* ---- Terms ------------------------------------------------------------------- */

void text_writer_term(struct text_writer *w, struct bytes key)
{
	assert(key.size <= sizeof w->key);
	memcpy(w->key, key.data, key.size);
	w->key_size = (uint32_t)key.size;
	w->body.size = w->skips.size = w->peaks.size = 0;
	w->filled = w->most_tf = 0;
	w->before = UINT32_MAX;
	w->positions_from = w->positions_at = place_of(&w->positions);
	w->gaps.size = 0;
	w->count = 0;
}

static void put_peaks_and_tiers(struct text_writer *w)
{
	const struct text_peak *postings = (const struct text_peak *)(const void *)w->peaks.data;
	const uint32_t count = (uint32_t)w->count;
	w->failed = w->failed || text_peaks_put(postings, count, w->rows->count, &w->list) != STATUS_OK;
	if (!has_tfs(w))
		return;
	w->failed = w->failed || text_tiers_put(postings, count, lengths_of(w), w->average, &w->list) != STATUS_OK;
}

/* Bounds of the whole list, skips, peaks and traces, tiers, blocks; or just the rest, where it is all. */
static void put_list(struct text_writer *w)
{
	bool is_long = w->skips.size > 0;
	put_positions(w);
	if (is_long && w->filled > 0)
		put_skip(w);
	put_rest(w);
	w->list.size = 0;
	if (is_long) {
		uint8_t bounds[TEXT_BOUND];
		text_bounds_put(w->shortest, w->most_tf, TEXT_PAIRS, bounds);
		put(w, &w->list, bounds, sizeof bounds);
		put(w, &w->list, w->skips.data, w->skips.size);
		put_peaks_and_tiers(w);
	}
	put(w, &w->list, w->body.data, w->body.size);
	put_whole(w, STORE_TEXT_POSTINGS, &w->postings, &w->list);
}

static uint32_t shared_with_last(const struct text_writer *w)
{
	uint32_t shared = 0;
	while (shared < w->key_size && shared < w->last_key_size && w->key[shared] == w->last_key[shared])
		shared++;
	return shared;
}

/* The term, after what it shares with the one before; a group's first term shares nothing,
 * and comes after the places of its lists. */
static uint8_t *put_key(struct text_writer *w, uint32_t postings_from, uint8_t *to)
{
	uint32_t shared = shared_with_last(w);
	if (w->terms++ % TEXT_GROUP == 0) {
		uint64_t start = text_start(bytes_of(w->key, w->key_size));
		put_fixed(w, &w->groups, (uint32_t)w->dictionary.size);
		put(w, &w->starts, &start, sizeof start);
		to = varint_put(to, postings_from);
		to = varint_put(to, w->positions_from);
		shared = 0;
	}
	to = varint_put(to, shared);
	to = varint_put(to, w->key_size - shared);
	memcpy(to, w->key + shared, w->key_size - shared);
	memcpy(w->last_key, w->key, w->key_size);
	w->last_key_size = w->key_size;
	return to + w->key_size - shared;
}

void text_writer_term_end(struct text_writer *w, int64_t net)
{
	uint8_t entry[TEXT_KEY_MOST + 8 * TEXT_VARINT], *to = entry;
	const uint32_t postings_from = place_of(&w->postings);
	if (w->count == 0 && net == 0)
		return;
	put_list(w);
	to = put_key(w, postings_from, to);
	to = varint_put(to, (uint32_t)(w->count << 1 | (net != w->count)));
	if (net != w->count) /* signed: 0, -1, 1, -2, ... */
		to = varint_put(to, (uint32_t)((uint64_t)net << 1) ^ (net < 0 ? UINT32_MAX : 0));
	if (w->count > 0)
		to = varint_put(to, place_of(&w->postings) - postings_from);
	if (w->count > 0 && has_tfs(w))
		to = varint_put(to, place_of(&w->positions) - w->positions_from);
	put(w, &w->dictionary, entry, (size_t)(to - entry));
}

void text_writer_print(struct text_writer *w, uint32_t print, uint32_t unit)
{
	const struct text_print it = { print, unit };
	assert(unit < w->rows->count);
	put(w, &w->given, &it, sizeof it);
}

void text_writer_prints_begin(struct text_writer *w, uint32_t count)
{
	text_prints_begin(&w->prints, count, w->rows->count);
}

/* Parts of prints have as many each, so that the place of one is known by its number. */
static void put_prints_part(struct text_writer *w)
{
	w->failed = w->failed || text_prints_part(&w->prints, &w->print_parts.bytes) != STATUS_OK;
}

void text_writer_print_next(struct text_writer *w, const struct text_print *print)
{
	w->failed = w->failed || text_prints_add(&w->prints, print) != STATUS_OK;
	if (w->sink == NULL || w->prints.added % text_prints_each(w->part_bits) != 0)
		return;
	const uint32_t number = w->print_parts.parts;
	put_prints_part(w);
	put_part(w, STORE_TEXT_PRINTS, &w->print_parts);
	w->print_parts.parts = number + 1;
	w->print_parts.base = (number + 1) << w->part_bits;
}

/* ---- The segment -------------------------------------------------------------- */

/* How many values, where each ends, and all of them; nothing where there is but the
 * empty one. */
static uint32_t put_facet(struct text_writer *w, const struct text_table *facet, struct buffer *out)
{
	size_t from = out->size;
	uint32_t end = 0;
	if (facet->count < 2)
		return 0;
	put_fixed(w, out, facet->count);
	for (uint32_t i = 0; i < facet->count; i++) {
		end += facet->keys[i].size - 1;
		put_fixed(w, out, end);
	}
	for (uint32_t i = 0; i < facet->count; i++) {
		struct bytes value = text_table_at(facet, i);
		put(w, out, value.data + 1, value.size - 1);
	}
	return (uint32_t)(out->size - from);
}

/* Those that were given in any order. */
static void order_prints(struct text_writer *w)
{
	uint32_t count = (uint32_t)(w->given.size / sizeof(struct text_print));
	struct text_print *prints = (struct text_print *)(void *)w->given.data;
	if (w->prints.count > 0)
		return;
	w->failed = w->failed || !text_prints_sort(prints, &count, w->rows->count);
	text_writer_prints_begin(w, count);
	for (uint32_t i = 0; i < count && !w->failed; i++)
		text_writer_print_next(w, &prints[i]);
}

static uint32_t shortest_of(const struct text_rows *rows)
{
	uint32_t shortest = rows->count == 0 ? 0 : UINT32_MAX;
	for (uint32_t i = 0; i < rows->count; i++)
		if (rows->rows[i].length < shortest)
			shortest = rows->rows[i].length;
	return shortest;
}

enum status text_writer_finish(struct text_writer *w, struct buffer *out, struct error *error)
{
	uint32_t about[TEXT_COLUMNS][2], head[TEXT_NUMBERS] = { TEXT_VERSION, w->rows->count };
	size_t from = out->size;
	uint8_t none[TEXT_HEADER] = { 0 };
	head[2] = (uint32_t)(w->groups.size / sizeof(uint32_t));
	head[3] = shortest_of(w->rows);
	head[4] = !text_rows_in_order(w->rows);
	put(w, out, none, sizeof none);
	w->failed = w->failed || text_columns_put(w->rows, about, out) != STATUS_OK;
	for (size_t f = 0; f < STORE_TEXT_FACETS; f++)
		head[5 + f] = put_facet(w, &w->rows->facets[f], out);
	order_prints(w);
	const struct buffer *const sections[] = { &w->groups, &w->starts, &w->dictionary, &w->postings.bytes,
						  &w->positions.bytes };
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		put(w, out, sections[i]->data, sections[i]->size);
		if (i > 1)
			head[11 + i] = (uint32_t)sections[i]->size;
	}
	w->failed = w->failed || text_prints_ends(&w->prints, out) != STATUS_OK ||
		    text_prints_part(&w->prints, out) != STATUS_OK;
	put(w, out, "\0\0\0\0\0\0\0", 8); /* so that eight bytes can be read anywhere */
	const uint32_t about_parts[] = { w->prints.count, w->part_bits, w->postings.parts, w->positions.parts,
					 w->print_parts.parts };
	memcpy(head + 16, about_parts, sizeof about_parts);
	if (w->refused != STATUS_OK) {
		*error = w->error;
		return w->refused;
	}
	if (w->failed)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the text index.");
	memcpy(out->data + from, head, sizeof head);
	memcpy(out->data + from + sizeof head, about, sizeof about);
	return STATUS_OK;
}

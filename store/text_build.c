#include "store/text_private.h"

#include <stdlib.h>

/* Each term has a stream for its postings and one for its positions, in numbers
 * of 7 bits a byte. A stream is a chain of slices in one pool, each larger than
 * the one before, ending in the place of the next one. */
enum { SLICE_FIRST = 12, SLICE_MOST = 1024, LINK = 4 };

struct store_text *text_new(void)
{
	struct store_text *text = calloc(1, sizeof *text);
	if (text == NULL)
		return NULL;
	text_table_init(&text->terms);
	text_table_init(&text->docs);
	buffer_init(&text->pool, TEXT_SECTION_MOST);
	text_rows_init(&text->rows);
	text_clear(text);
	return text;
}

void text_free(struct store_text *text)
{
	if (text == NULL)
		return;
	text_table_fini(&text->terms);
	text_table_fini(&text->docs);
	buffer_fini(&text->pool);
	text_rows_fini(&text->rows);
	free(text->entries);
	free(text);
}

void text_clear(struct store_text *text)
{
	text_table_clear(&text->terms);
	text_table_clear(&text->docs);
	text_rows_clear(&text->rows);
	if (text->pool.capacity > 1 << 20 && text->pool.size < text->pool.capacity / 8) {
		buffer_fini(&text->pool);
		buffer_init(&text->pool, TEXT_SECTION_MOST);
	}
	text->pool.size = 0;
	text->serial = 0;
	text->units = text->length = 0;
}

size_t text_memory(const struct store_text *text)
{
	return text->pool.size + text->terms.bytes.size + text->terms.count * sizeof *text->entries +
	       text->rows.count * sizeof *text->rows.rows;
}

/* ---- Streams --------------------------------------------------------------------- */

/* The pool's first byte is never a slice's. */
static enum status slice_add(struct store_text *text, struct text_stream *stream)
{
	uint32_t had = stream->first == 0 ? 0 : stream->size, size = had == 0 ? SLICE_FIRST : had * 2;
	if (size > SLICE_MOST)
		size = SLICE_MOST;
	if (text->pool.size == 0)
		text->pool.size = 1;
	enum status status = buffer_reserve(&text->pool, size);
	if (status != STATUS_OK)
		return status;
	uint32_t slice = (uint32_t)text->pool.size;
	text->pool.size += size;
	if (stream->first == 0)
		stream->first = slice;
	else
		memcpy(text->pool.data + stream->end, &slice, LINK);
	stream->at = slice;
	stream->end = slice + size - LINK;
	stream->size = size;
	return STATUS_OK;
}

static enum status stream_put(struct store_text *text, struct text_stream *stream, uint32_t v)
{
	uint8_t bytes[TEXT_VARINT], *end = varint_put(bytes, v);
	for (const uint8_t *p = bytes; p < end; p++) {
		enum status status = stream->at < stream->end ? STATUS_OK : slice_add(text, stream);
		if (status != STATUS_OK)
			return status;
		text->pool.data[stream->at++] = *p;
	}
	return STATUS_OK;
}

/* All of a stream, in place of what was in out. */
static enum status stream_read(const struct store_text *text, const struct text_stream *stream, struct buffer *out)
{
	uint32_t size = SLICE_FIRST, slice = stream->first;
	enum status status = STATUS_OK;
	out->size = 0;
	while (slice != 0 && status == STATUS_OK) {
		bool last = slice + size - LINK == stream->end;
		uint32_t used = last ? stream->at - slice : size - LINK;
		status = buffer_put(out, text->pool.data + slice, used);
		if (last)
			break;
		memcpy(&slice, text->pool.data + slice + size - LINK, LINK);
		size = size * 2 > SLICE_MOST ? SLICE_MOST : size * 2;
	}
	return status;
}

/* ---- What a text function calls ---------------------------------------------------- */

enum status store_text_begin(struct store_text *text, const struct store_text_unit *unit)
{
	text->serial++;
	if (text->units_of_doc++ == STORE_TEXT_UNITS_MOST || text->serial == UINT32_MAX)
		return STATUS_RESOURCE_EXHAUSTED;
	text->units += text->gone ? -1 : 1;
	text->length += text->gone ? -(int64_t)unit->length : (int64_t)unit->length;
	if (text->gone)
		return STATUS_OK;
	const struct text_row row = {
		.doc = text->doc,
		.block = unit->block,
		.length = unit->length,
		.first_day = unit->first_day,
		.last_day = unit->last_day,
	};
	return text_rows_add(&text->rows, &row, unit->facets);
}

static enum status find(struct store_text *text, uint8_t kind, struct bytes term, struct text_entry **out)
{
	uint32_t number, known = text->terms.count;
	if (term.size > STORE_TERM_MOST)
		term.size = STORE_TERM_MOST;
	enum status status = text_table_put(&text->terms, kind, term, &number);
	if (status != STATUS_OK)
		return status;
	if (text->entry_capacity < text->terms.capacity) {
		struct text_entry *more = realloc(text->entries, text->terms.capacity * sizeof *more);
		if (more == NULL)
			return STATUS_RESOURCE_EXHAUSTED;
		text->entries = more;
		text->entry_capacity = text->terms.capacity;
	}
	if (number == known)
		text->entries[number] = (struct text_entry){ .before = UINT32_MAX };
	*out = &text->entries[number];
	return STATUS_OK;
}

/* Writes the posting that was open. */
static enum status close_posting(struct store_text *text, struct text_entry *entry)
{
	uint32_t gap = entry->unit - entry->before - 1;
	enum status status = stream_put(text, &entry->postings, gap << 1 | (entry->tf == 1));
	if (status == STATUS_OK && entry->tf > 1)
		status = stream_put(text, &entry->postings, entry->tf);
	entry->before = entry->unit;
	return status;
}

/* The unit at hand has the term: whether it is the first time. */
static enum status meet(struct store_text *text, struct text_entry *entry, bool *first)
{
	enum status status = STATUS_OK;
	*first = entry->serial != text->serial;
	if (!*first)
		return STATUS_OK;
	entry->serial = text->serial;
	if (text->gone) {
		entry->gone++;
		return STATUS_OK;
	}
	if (entry->count > 0)
		status = close_posting(text, entry);
	entry->count++;
	entry->unit = text->rows.count - 1;
	entry->tf = 0;
	return status;
}

enum status store_text_word(struct store_text *text, struct bytes word, uint32_t position)
{
	struct text_entry *entry;
	bool first;
	if (word.size == 0)
		return STATUS_OK;
	enum status status = find(text, STORE_TEXT_WORD, word, &entry);
	if (status == STATUS_OK)
		status = meet(text, entry, &first);
	if (status != STATUS_OK || text->gone || (!first && position == entry->last))
		return status;
	if (!first && position < entry->last)
		return STATUS_INVALID_ARGUMENT;
	status = stream_put(text, &entry->positions, first ? position : position - entry->last);
	entry->last = position;
	entry->tf++;
	return status;
}

enum status store_text_mark(struct store_text *text, struct bytes mark)
{
	struct text_entry *entry;
	bool first;
	if (mark.size == 0)
		return STATUS_OK;
	enum status status = find(text, STORE_TEXT_MARK, mark, &entry);
	if (status == STATUS_OK)
		status = meet(text, entry, &first);
	if (status == STATUS_OK)
		entry->tf = 1;
	return status;
}

enum status text_take(struct store_text *text, const struct store_index *index, uint32_t doc, struct bytes name,
		      struct bytes body, bool gone, struct error *error)
{
	uint8_t key[4];
	uint32_t number;
	text->doc = doc;
	text->gone = gone;
	text->units_of_doc = 0;
	enum status status = index->text(index, name, body, text);
	if (status == STATUS_OK && text->units_of_doc > 0)
		status = text_table_put(&text->docs, 0, u32_key(key, doc), &number);
	if (status == STATUS_OK)
		return STATUS_OK;
	return error_set(error, status, "INDEX", "Index %s does not take record %.*s.", index->name, (int)name.size,
			 (const char *)name.data);
}

/* ---- As a segment ------------------------------------------------------------------- */

static int by_key(const void *a, const void *b, void *data)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	const struct text_table *terms = data;
	if (terms->keys[left].start != terms->keys[right].start)
		return terms->keys[left].start < terms->keys[right].start ? -1 : 1;
	return bytes_compare(text_table_at(terms, left), text_table_at(terms, right));
}

/* Numbers of the terms, in the order of the terms. */
static uint32_t *sort_terms(const struct store_text *text)
{
	uint32_t *order = malloc((text->terms.count + (size_t)1) * sizeof *order);
	for (uint32_t i = 0; order != NULL && i < text->terms.count; i++)
		order[i] = i;
	if (order != NULL)
		qsort_r(order, text->terms.count, sizeof *order, by_key, (void *)(uintptr_t)&text->terms);
	return order;
}

struct scratch {
	struct buffer postings, gaps, positions; /* of a term, of a term, of a posting */
};

/* The positions of a posting, from the gaps between them. */
static const uint8_t *read_positions(const uint8_t *from, const uint8_t *end, uint32_t tf, struct buffer *out)
{
	uint32_t position = 0, gap = 0;
	out->size = 0;
	if (buffer_reserve(out, tf * sizeof position) != STATUS_OK)
		return NULL;
	for (uint32_t i = 0; i < tf; i++) {
		from = varint_get(from, end, &gap);
		position += gap;
		memcpy(out->data + out->size, &position, sizeof position);
		out->size += sizeof position;
	}
	return from;
}

/* Where a buffer's bytes end; also of one that never held any. */
static const uint8_t *end_of(const struct buffer *b)
{
	return b->size == 0 ? b->data : b->data + b->size;
}

static enum status write_postings(struct text_writer *w, uint32_t count, struct scratch *scratch, bool words)
{
	const uint8_t *p = scratch->postings.data, *p_end = end_of(&scratch->postings);
	const uint8_t *q = scratch->gaps.data, *q_end = end_of(&scratch->gaps);
	uint32_t unit = UINT32_MAX;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t gap = 0, tf = 1;
		p = varint_get(p, p_end, &gap);
		if ((gap & 1) == 0)
			p = varint_get(p, p_end, &tf);
		if (words)
			q = read_positions(q, q_end, tf, &scratch->positions);
		if (words && q == NULL)
			return STATUS_RESOURCE_EXHAUSTED;
		unit += (gap >> 1) + 1;
		text_writer_posting(w, unit, tf, (const uint32_t *)(const void *)scratch->positions.data);
	}
	return STATUS_OK;
}

static enum status write_term(struct store_text *text, uint32_t number, struct scratch *scratch, struct text_writer *w)
{
	struct text_entry *entry = &text->entries[number];
	struct bytes key = text_table_at(&text->terms, number);
	enum status status = entry->count == 0 ? STATUS_OK : close_posting(text, entry);
	if (status == STATUS_OK)
		status = stream_read(text, &entry->postings, &scratch->postings);
	if (status == STATUS_OK)
		status = stream_read(text, &entry->positions, &scratch->gaps);
	if (status != STATUS_OK)
		return status;
	text_writer_term(w, key, (int64_t)entry->count - entry->gone);
	status = write_postings(w, entry->count, scratch, key.data[0] == STORE_TEXT_WORD);
	text_writer_term_end(w);
	return status;
}

static enum status write_terms(struct store_text *text, struct text_writer *w)
{
	struct scratch scratch;
	uint32_t *order = sort_terms(text);
	if (order == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	buffer_init(&scratch.postings, TEXT_SECTION_MOST);
	buffer_init(&scratch.gaps, TEXT_SECTION_MOST);
	buffer_init(&scratch.positions, TEXT_SECTION_MOST);
	enum status status = STATUS_OK;
	for (uint32_t i = 0; i < text->terms.count && status == STATUS_OK; i++)
		status = write_term(text, order[i], &scratch, w);
	buffer_fini(&scratch.postings);
	buffer_fini(&scratch.gaps);
	buffer_fini(&scratch.positions);
	free(order);
	return status;
}

enum status text_encode(struct store_text *text, struct buffer *out, struct error *error)
{
	struct text_writer w;
	text_writer_init(&w, &text->rows);
	if (write_terms(text, &w) != STATUS_OK)
		w.failed = true;
	enum status status = text_writer_finish(&w, out, error);
	text_writer_fini(&w);
	return status;
}

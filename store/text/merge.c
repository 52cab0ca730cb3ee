#include "store/text/private.h"

#include <assert.h>
#include <stdlib.h>

/* Merging goes through the terms of the segments side by side and copies the postings
 * of units that are alive. Records come in the order of their first days, so that those of
 * some time stand together; the units of each stay beside one another. */
struct merge {
	struct store_text_view *view;
	const size_t *segments;
	size_t count;
	struct text_merged *out;
	struct text_sink *sink;  /* or NULL */
	const atomic_bool *stop; /* or NULL */
	struct store_text_place places[TEXT_FAN_MOST];
	struct text_print_place prints[TEXT_FAN_MOST]; /* that come next */
	bool has_print[TEXT_FAN_MOST];
	struct text_rows rows;
	struct text_writer writer;
	struct store_text_cursor cursor;
	struct buffer block;           /* gaps of a block */
	struct text_postings postings; /* of a term */
};

static const struct store_text_segment *segment_of(const struct merge *m, size_t i)
{
	return &m->view->segments[m->segments[i]];
}

static enum status add_row(struct merge *m, const struct store_text_segment *s, uint32_t unit)
{
	struct text_row row = {
		.doc = store_text_value(&s->doc, unit),
		.block = store_text_value(&s->block, unit),
		.length = store_text_value(&s->length, unit),
	};
	row.first_day = store_text_days(s, unit, &row.last_day);
	struct bytes values[STORE_TEXT_FACETS];
	for (size_t f = 0; f < STORE_TEXT_FACETS; f++)
		values[f] = store_text_facet(s, f, store_text_value(&s->facet[f], unit));
	return text_rows_add(&m->rows, &row, values);
}

/* The units of a record that are alive. */
struct stretch {
	int32_t day;
	uint32_t doc, segment, first, count;
};

static int by_day(const void *a, const void *b)
{
	const struct stretch *left = a, *right = b;
	if (left->day != right->day)
		return left->day < right->day ? -1 : 1;
	if (left->doc != right->doc)
		return left->doc < right->doc ? -1 : 1;
	if (left->segment != right->segment)
		return left->segment < right->segment ? -1 : 1;
	return left->first < right->first ? -1 : left->first > right->first;
}

static enum status note_unit(struct merge *m, uint32_t segment, uint32_t unit, struct buffer *stretches)
{
	const struct store_text_segment *s = segment_of(m, segment);
	const size_t count = stretches->size / sizeof(struct stretch);
	struct stretch *last = count == 0 ? NULL : (struct stretch *)(void *)stretches->data + (count - 1);
	struct stretch one = { .doc = store_text_value(&s->doc, unit), .segment = segment, .first = unit, .count = 1 };
	if (last != NULL && last->segment == segment && last->doc == one.doc && last->first + last->count == unit) {
		last->count++;
		return STATUS_OK;
	}
	one.day = store_text_days(s, unit, &(int32_t){ 0 });
	return buffer_put(stretches, &one, sizeof one);
}

static enum status collect_stretches(struct merge *m, struct buffer *stretches)
{
	enum status status = STATUS_OK;
	for (uint32_t i = 0; i < m->count && status == STATUS_OK; i++) {
		const struct store_text_segment *s = segment_of(m, i);
		uint32_t *numbers = m->out->numbers[i] = malloc((s->units + (size_t)1) * sizeof *numbers);
		if (numbers == NULL)
			return STATUS_RESOURCE_EXHAUSTED;
		for (uint32_t unit = 0; unit < s->units && status == STATUS_OK; unit++) {
			numbers[unit] = STORE_TEXT_END;
			if (!store_text_dead(s, unit))
				status = note_unit(m, i, unit, stretches);
		}
	}
	return status;
}

static enum status number_stretch(struct merge *m, const struct stretch *stretch)
{
	const struct store_text_segment *s = segment_of(m, stretch->segment);
	enum status status = STATUS_OK;
	for (uint32_t i = 0; i < stretch->count && status == STATUS_OK; i++) {
		m->out->numbers[stretch->segment][stretch->first + i] = m->rows.count;
		status = add_row(m, s, stretch->first + i);
	}
	return status;
}

static enum status number_units(struct merge *m)
{
	struct buffer stretches;
	buffer_init(&stretches, SIZE_MAX);
	enum status status = collect_stretches(m, &stretches);
	struct stretch *list = (struct stretch *)(void *)stretches.data;
	size_t count = stretches.size / sizeof *list;
	if (status == STATUS_OK && count > 0)
		qsort(list, count, sizeof *list, by_day);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = number_stretch(m, &list[i]);
	buffer_fini(&stretches);
	return status;
}

static void collect_list(struct merge *m, const struct store_text_term *term, size_t i)
{
	struct store_text_cursor *c = &m->cursor;
	const uint32_t *gaps = NULL;
	store_text_cursor_begin(term, m->segments[i], c);
	for (uint32_t unit = c->unit; unit != STORE_TEXT_END; unit = store_text_next(c)) {
		uint32_t number = m->out->numbers[i][unit], tf = store_text_tf(c);
		if (c->at == 0 && !text_block_gaps(c, &m->block))
			return;
		if (c->at == 0)
			gaps = (const uint32_t *)(const void *)m->block.data;
		if (number != STORE_TEXT_END)
			text_postings_add(&m->postings, number, tf, c->marks ? NULL : gaps);
		gaps += c->marks ? 0 : tf;
	}
}

enum status text_check_seals(struct store_text_view *view, const size_t *segments, size_t count, struct error *error)
{
	uint8_t key[5];
	struct bytes content;
	enum status status = STATUS_OK;
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = txn_get(view->txn, DB_TEXT, text_segment_key(key, view->segments[segments[i]].id), &content,
				 error);
	return status == STATUS_NOT_FOUND ? text_damaged(error) : status;
}

struct least {
	struct bytes key;
	int64_t net;
};

static bool find_least(const struct merge *m, struct least *out)
{
	const struct store_text_place *places = m->places;
	struct least found = { { 0 }, 0 };
	for (size_t i = 0; i < m->count; i++) {
		if (places[i].ended)
			continue;
		struct bytes key = bytes_of(places[i].key, places[i].size);
		int order = found.key.size == 0 ? -1 : bytes_compare(key, found.key);
		if (order < 0)
			found = (struct least){ key, 0 };
		if (order <= 0)
			found.net += places[i].net;
	}
	*out = found;
	return found.key.size > 0;
}

static bool is_stopped(const struct merge *m)
{
	return m->stop != NULL && atomic_load_explicit(m->stop, memory_order_relaxed);
}

/* Whether to go on. */
static bool holds(const struct merge *m)
{
	return !m->view->damaged && !m->view->starved && !m->writer.failed && m->writer.refused == STATUS_OK &&
	       !is_stopped(m);
}

/* After a part was put, all places are sought anew. */
static void renew(struct merge *m)
{
	struct text_writer *w = &m->writer;
	if (m->sink == NULL || !m->sink->stale || !holds(m))
		return;
	w->refused = m->sink->renew(m->sink, &w->error);
	for (size_t i = 0; i < m->count && w->refused == STATUS_OK; i++) {
		struct store_text_place *place = &m->places[i];
		m->prints[i].part.count = 0;
		if (place->ended)
			continue;
		uint8_t key[TEXT_KEY_MOST];
		const uint32_t size = place->size;
		memcpy(key, place->key, size);
		text_place_seek(place, segment_of(m, i), bytes_of(key, size));
	}
}

static void copy_term(struct merge *m, struct store_text_list *lists, const struct least *least)
{
	struct text_writer *w = &m->writer;
	struct store_text_term term = { .kind = least->key.data[0], .view = m->view, .lists = lists };
	text_writer_term(w, least->key);
	for (size_t i = 0; i < m->count; i++) {
		struct store_text_place *place = &m->places[i];
		if (place->ended || !bytes_equal(bytes_of(place->key, place->size), bytes_of(w->key, w->key_size)))
			continue;
		lists[m->segments[i]] = place->list;
		collect_list(m, &term, i);
		text_place_next(place);
	}
	text_postings_write(&m->postings, w);
	text_writer_term_end(w, least->net);
}

static void copy_terms(struct merge *m, struct store_text_list *lists)
{
	struct least least;
	for (size_t i = 0; i < m->count; i++)
		text_place_seek(&m->places[i], segment_of(m, i), bytes_of("", 0));
	for (; holds(m) && find_least(m, &least); renew(m))
		copy_term(m, lists, &least);
}

/* ---- Prints ------------------------------------------------------------------------ */

enum { SLICE = 1 << 16 }; /* prints that are put in order at once, or so */

static uint32_t count_prints(struct merge *m, uint32_t *all)
{
	uint32_t count = 0;
	*all = 0;
	for (size_t i = 0; i < m->count; i++) {
		struct text_print_place place = { 0 };
		for (; holds(m) && text_print_next(segment_of(m, i), &place); ++*all)
			count += m->out->numbers[i][place.here.unit] != STORE_TEXT_END;
	}
	return count;
}

/* Those of a segment whose upper bits are those of a slice. */
static enum status collect_slice(struct merge *m, size_t i, uint32_t slice, unsigned shift, struct buffer *out)
{
	enum status status = STATUS_OK;
	struct text_print_place *place = &m->prints[i];
	while (m->has_print[i] && place->here.print >> shift == slice && status == STATUS_OK) {
		const struct text_print one = { place->here.print, m->out->numbers[i][place->here.unit] };
		if (one.unit != STORE_TEXT_END)
			status = buffer_put(out, &one, sizeof one);
		m->has_print[i] = text_print_next(segment_of(m, i), place);
	}
	return status;
}

static void copy_slice(struct merge *m, uint32_t slice, unsigned shift, struct buffer *room)
{
	room->size = 0;
	for (size_t i = 0; i < m->count && !m->writer.failed; i++)
		m->writer.failed = collect_slice(m, i, slice, shift, room) != STATUS_OK;
	struct text_print *prints = (struct text_print *)(void *)room->data;
	uint32_t count = (uint32_t)(room->size / sizeof *prints);
	m->writer.failed = m->writer.failed || !text_prints_sort(prints, &count, m->rows.count);
	for (uint32_t k = 0; k < count && !m->writer.failed; k++)
		text_writer_print_next(&m->writer, &prints[k]);
}

static void copy_prints(struct merge *m)
{
	uint32_t all, count = count_prints(m, &all);
	const unsigned bits = bits_of(all / SLICE), shift = STORE_TEXT_PRINT_BITS - bits;
	struct buffer room;
	buffer_init(&room, SIZE_MAX);
	text_writer_prints_begin(&m->writer, count);
	for (size_t i = 0; i < m->count && holds(m); i++)
		m->has_print[i] = text_print_next(segment_of(m, i), &m->prints[i]);
	for (uint32_t slice = 0; slice >> bits == 0 && holds(m); slice++) {
		copy_slice(m, slice, shift, &room);
		renew(m);
	}
	buffer_fini(&room);
}

static enum status merge(struct merge *m, struct error *error)
{
	struct store_text_list *lists = calloc(m->view->count, sizeof *lists);
	enum status status = lists == NULL ? STATUS_RESOURCE_EXHAUSTED : number_units(m);
	if (status == STATUS_OK) {
		copy_terms(m, lists);
		copy_prints(m);
	} else {
		m->writer.failed = true;
	}
	free(lists);
	m->out->units = m->rows.count;
	if (is_stopped(m))
		return error_set(error, STATUS_CANCELLED, "CLOSING", "The store is being closed.");
	status = store_text_check(m->view, error);
	return status == STATUS_OK ? text_writer_finish(&m->writer, &m->out->content, error) : status;
}

void text_merged_init(struct text_merged *merged)
{
	*merged = (struct text_merged){ 0 };
	buffer_init(&merged->content, UINT32_MAX);
}

void text_merged_fini(struct text_merged *merged)
{
	buffer_fini(&merged->content);
	for (size_t i = 0; i < TEXT_FAN_MOST; i++)
		free(merged->numbers[i]);
}

enum status text_merge(struct store_text_view *view, const size_t *segments, size_t count, struct text_sink *sink,
		       const atomic_bool *stop, struct text_merged *out, struct error *error)
{
	struct merge *m = calloc(1, sizeof *m);
	if (m == NULL)
		return text_no_memory(error);
	assert(count <= TEXT_FAN_MOST);
	m->view = view;
	m->segments = segments;
	m->count = count;
	m->out = out;
	m->sink = sink;
	m->stop = stop;
	text_rows_init(&m->rows);
	buffer_init(&m->block, TEXT_SECTION_MOST);
	text_postings_init(&m->postings);
	text_writer_init(&m->writer, &m->rows, sink);
	enum status status = merge(m, error);
	text_writer_fini(&m->writer);
	buffer_fini(&m->block);
	text_postings_fini(&m->postings);
	text_rows_fini(&m->rows);
	free(m);
	return status;
}

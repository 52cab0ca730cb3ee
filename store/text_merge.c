#include "store/text_private.h"

#include <assert.h>
#include <stdlib.h>

/* Merging goes through the terms of the segments side by side and copies the postings
 * of units that are alive. Their numbers follow one another, segment by segment. */
struct merge {
	struct store_text_view *view;
	const size_t *segments;
	size_t count;
	struct text_merged *out;
	const atomic_bool *stop; /* may be NULL */
	struct text_rows rows;
	struct text_writer writer;
	struct store_text_cursor cursor;
	struct buffer gaps; /* of a block */
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

static enum status number_units(struct merge *m)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < m->count && status == STATUS_OK; i++) {
		const struct store_text_segment *s = segment_of(m, i);
		uint32_t *numbers = m->out->numbers[i] = malloc((s->units + (size_t)1) * sizeof *numbers);
		if (numbers == NULL)
			return STATUS_RESOURCE_EXHAUSTED;
		for (uint32_t unit = 0; unit < s->units && status == STATUS_OK; unit++) {
			bool dead = store_text_dead(s, unit);
			numbers[unit] = dead ? STORE_TEXT_END : m->rows.count;
			status = dead ? STATUS_OK : add_row(m, s, unit);
		}
	}
	return status;
}

static void copy_list(struct merge *m, const struct store_text_term *term, size_t i)
{
	struct store_text_cursor *c = &m->cursor;
	const uint32_t *gaps = NULL;
	store_text_cursor_begin(term, m->segments[i], c);
	for (uint32_t unit = c->unit; unit != STORE_TEXT_END; unit = store_text_next(c)) {
		uint32_t number = m->out->numbers[i][unit], tf = store_text_tf(c);
		if (c->at == 0 && !text_block_gaps(c, &m->gaps))
			return;
		if (c->at == 0)
			gaps = (const uint32_t *)(const void *)m->gaps.data;
		if (number != STORE_TEXT_END)
			text_writer_posting(&m->writer, number, tf, gaps);
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

static bool find_least(const struct merge *m, const struct store_text_place *places, struct least *out)
{
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

static void copy_terms(struct merge *m, struct store_text_place *places, struct store_text_list *lists)
{
	struct least least;
	for (size_t i = 0; i < m->count; i++)
		text_place_seek(&places[i], segment_of(m, i), bytes_of("", 0));
	while (find_least(m, places, &least) && !m->view->damaged && !m->view->starved && !is_stopped(m)) {
		struct text_writer *w = &m->writer;
		struct store_text_term term = { .kind = least.key.data[0], .view = m->view, .lists = lists };
		text_writer_term(w, least.key);
		for (size_t i = 0; i < m->count; i++) {
			struct store_text_place *place = &places[i];
			if (place->ended ||
			    !bytes_equal(bytes_of(place->key, place->size), bytes_of(w->key, w->key_size)))
				continue;
			lists[m->segments[i]] = place->list;
			copy_list(m, &term, i);
			text_place_next(place);
		}
		text_writer_term_end(w, least.net);
	}
}

static void copy_prints(struct merge *m)
{
	for (size_t i = 0; i < m->count; i++) {
		struct text_print_place place = { 0 };
		while (text_print_next(segment_of(m, i), &place)) {
			uint32_t number = m->out->numbers[i][place.here.unit];
			if (number != STORE_TEXT_END)
				text_writer_print(&m->writer, place.here.print, number);
		}
	}
}

static enum status merge(struct merge *m, struct error *error)
{
	struct store_text_place *places = calloc(m->count, sizeof *places);
	struct store_text_list *lists = calloc(m->view->count, sizeof *lists);
	enum status status = places == NULL || lists == NULL ? STATUS_RESOURCE_EXHAUSTED : number_units(m);
	if (status == STATUS_OK) {
		copy_terms(m, places, lists);
		copy_prints(m);
	} else {
		m->writer.failed = true;
	}
	free(places);
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

enum status text_merge(struct store_text_view *view, const size_t *segments, size_t count, const atomic_bool *stop,
		       struct text_merged *out, struct error *error)
{
	struct merge *m = calloc(1, sizeof *m);
	if (m == NULL)
		return text_no_memory(error);
	assert(count <= TEXT_FAN_MOST);
	m->view = view;
	m->segments = segments;
	m->count = count;
	m->out = out;
	m->stop = stop;
	text_rows_init(&m->rows);
	buffer_init(&m->gaps, TEXT_SECTION_MOST);
	text_writer_init(&m->writer, &m->rows);
	enum status status = merge(m, error);
	text_writer_fini(&m->writer);
	buffer_fini(&m->gaps);
	text_rows_fini(&m->rows);
	free(m);
	return status;
}

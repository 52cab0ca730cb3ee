#include "store/text_private.h"

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
	const atomic_bool *stop; /* may be NULL */
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
			collect_list(m, &term, i);
			text_place_next(place);
		}
		text_postings_write(&m->postings, w);
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
	buffer_init(&m->block, TEXT_SECTION_MOST);
	text_postings_init(&m->postings);
	text_writer_init(&m->writer, &m->rows);
	enum status status = merge(m, error);
	text_writer_fini(&m->writer);
	buffer_fini(&m->block);
	text_postings_fini(&m->postings);
	text_rows_fini(&m->rows);
	free(m);
	return status;
}

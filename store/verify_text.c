#include "store/verify.h"

#include "store/text/private.h"
#include <stdlib.h>

/* What a unit says (terms, positions, prints, columns) is added up in one number. It is made
 * from the index, and from a fresh segment of what the records say now, and must be
 * the same. */
struct sums {
	uint64_t *units;      /* of a segment, by unit */
	uint64_t alive, nets; /* of terms: of each posting that is alive; of what df says */
};

/* Room for what is looked at of a segment. */
struct room {
	struct buffer positions; /* of a block */
	struct buffer postings;  /* of a list that has tiers; struct text_peak */
	struct buffer lengths;   /* of the units, 16 bits each */
	uint32_t average;
};

struct check {
	struct verifier *v;
	struct store_text_view *view;
	uint64_t **units; /* by segment */
	int64_t expected; /* units that the records have */
	struct arena arena;
};

static uint64_t mix(uint64_t h)
{
	h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
	return (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
}

/* ---- One segment -------------------------------------------------------------------- */

static uint64_t posting_sum(struct bytes key, struct store_text_cursor *cursor, struct buffer *positions)
{
	uint32_t tf = store_text_tf(cursor), count = store_text_positions(cursor, NULL, 0);
	positions->size = 0;
	if (buffer_reserve(positions, ((size_t)count + 1) * sizeof tf) != STATUS_OK) {
		cursor->view->starved = true;
		return 0;
	}
	memcpy(positions->data, &tf, sizeof tf);
	store_text_positions(cursor, (uint32_t *)(void *)positions->data + 1, count);
	return mix(seal_of(key, bytes_of(positions->data, ((size_t)count + 1) * sizeof tf)));
}

static bool is_bounded(struct store_text_cursor *bounds, uint32_t unit, uint32_t tf)
{
	struct store_text_bound bound;
	uint32_t length = store_text_value(&bounds->segment->length, unit);
	store_text_bound_at(bounds, unit, &bound);
	for (size_t i = 0; i < bound.count; i++)
		if (bound.pairs[i].tf >= tf && bound.pairs[i].length <= length)
			return true;
	return false;
}

/* What stands before the blocks of a list, but for its bounds, is what is made of its postings. */
static void check_head(const struct store_text_cursor *any, const struct room *room)
{
	const struct text_peak *list = (const struct text_peak *)(const void *)room->postings.data;
	const uint32_t count = (uint32_t)(room->postings.size / sizeof *list);
	struct buffer wanted;
	if (any->head == 0 || any->view->damaged || any->view->starved)
		return;
	buffer_init(&wanted, SIZE_MAX);
	enum status status = text_peaks_put(list, count, any->segment->units, &wanted);
	if (status == STATUS_OK && any->tiers[0] != NULL)
		status = text_tiers_put(list, count, (const uint16_t *)(const void *)room->lengths.data, room->average,
					&wanted);
	if (status != STATUS_OK)
		any->view->starved = true;
	else if (wanted.size != (size_t)(any->postings.data + any->head - any->peaks) ||
		 memcmp(any->peaks, wanted.data, wanted.size) != 0)
		any->view->damaged = true;
	buffer_fini(&wanted);
}

static void sum_list(const struct store_text_term *term, size_t at, struct bytes key, struct room *room,
		     struct sums *sums)
{
	struct store_text_cursor cursor, bounds;
	const struct store_text_segment *segment = &term->view->segments[at];
	uint64_t name = mix(seal_of(key, (struct bytes){ 0 }));
	uint32_t count = 0;
	store_text_cursor_begin(term, at, &cursor);
	store_text_cursor_begin(term, at, &bounds);
	room->postings.size = 0;
	for (uint32_t unit = cursor.unit; unit != STORE_TEXT_END; unit = store_text_next(&cursor), count++) {
		if (cursor.at == 0 && !text_block_gaps(&cursor, &room->positions))
			return;
		sums->units[unit] += posting_sum(key, &cursor, &room->positions);
		if (!store_text_dead(segment, unit))
			sums->alive += name;
		if (!is_bounded(&bounds, unit, store_text_tf(&cursor)))
			term->view->damaged = true;
		const struct text_peak posting = { unit, store_text_tf(&cursor) };
		if (bounds.head > 0 && buffer_put(&room->postings, &posting, sizeof posting) != STATUS_OK)
			term->view->starved = true;
	}
	if (count != term->lists[at].count)
		term->view->damaged = true;
	check_head(&bounds, room);
}

static void sum_columns(const struct store_text_segment *s, uint64_t *units)
{
	for (uint32_t unit = 0; unit < s->units; unit++) {
		int32_t last, first = store_text_days(s, unit, &last);
		const uint32_t numbers[] = { store_text_value(&s->doc, unit), store_text_value(&s->block, unit),
					     store_text_value(&s->length, unit), (uint32_t)first, (uint32_t)last };
		units[unit] += mix(seal_of(bytes_of("", 0), bytes_of(numbers, sizeof numbers)));
		if (numbers[2] < s->shortest)
			s->view->damaged = true;
		for (size_t f = 0; f < STORE_TEXT_FACETS; f++) {
			const uint8_t number = (uint8_t)f;
			uint32_t value = store_text_value(&s->facet[f], unit);
			units[unit] += mix(seal_of(bytes_of(&number, 1), store_text_facet(s, f, value)));
		}
	}
}

/* Units by doc, each once: their docs and, of one doc, they themselves ascend. */
static bool order_holds(const struct store_text_segment *s)
{
	uint32_t before = 0;
	for (uint32_t place = 0; place < s->units; place++) {
		const uint32_t unit = s->order.data == NULL ? place : store_text_value(&s->order, place);
		if (unit >= s->units)
			return false;
		const uint32_t doc = store_text_value(&s->doc, unit), last = store_text_value(&s->doc, before);
		if (place > 0 && (doc < last || (doc == last && unit <= before)))
			return false;
		before = unit;
	}
	return true;
}

/* False without memory. */
static bool note_lengths(const struct store_text_segment *s, struct room *room)
{
	if (buffer_reserve(&room->lengths, (s->units + (size_t)1) * sizeof(uint16_t)) != STATUS_OK)
		return false;
	uint16_t *lengths = (uint16_t *)(void *)room->lengths.data;
	for (uint32_t unit = 0; unit < s->units; unit++)
		lengths[unit] = text_length(store_text_value(&s->length, unit));
	room->average = text_average(lengths, s->units);
	return true;
}

/* Adds up a segment's terms, which must stand in order. */
static void sum_terms(struct store_text_view *view, size_t at, struct room *room, struct sums *sums)
{
	struct store_text_place place;
	struct store_text_list *lists = calloc(view->count, sizeof *lists);
	uint8_t last[TEXT_KEY_MOST];
	size_t last_size = 0;
	view->starved = view->starved || lists == NULL;
	text_place_seek(&place, &view->segments[at], bytes_of("", 0));
	while (!place.ended && !view->damaged && !view->starved) {
		struct bytes key = bytes_of(place.key, place.size);
		struct store_text_term term = { .kind = key.data[0], .view = view, .lists = lists };
		if (bytes_compare(bytes_of(last, last_size), key) >= 0 || key.data[0] > STORE_TEXT_MARK)
			view->damaged = true;
		memcpy(last, key.data, key.size);
		last_size = key.size;
		lists[at] = place.list;
		sum_list(&term, at, key, room, sums);
		sums->nets += (uint64_t)place.net * mix(seal_of(key, (struct bytes){ 0 }));
		text_place_next(&place);
	}
	free(lists);
}

static void sum_prints(const struct store_text_segment *s, uint64_t *units)
{
	struct text_print_place place = { 0 };
	while (text_print_next(s, &place))
		units[place.here.unit] += mix(~(uint64_t)place.here.print);
}

/* units: zeroes, one for each of the segment. */
static bool sum_segment(struct store_text_view *view, size_t at, struct sums *sums)
{
	struct room room = { .average = 1 };
	struct buffer *const all[] = { &room.positions, &room.postings, &room.lengths };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buffer_init(all[i], SIZE_MAX);
	view->starved = view->starved || !note_lengths(&view->segments[at], &room);
	sum_terms(view, at, &room, sums);
	sum_columns(&view->segments[at], sums->units);
	view->damaged = view->damaged || !text_days_hold(&view->segments[at]) || !order_holds(&view->segments[at]);
	sum_prints(&view->segments[at], sums->units);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buffer_fini(all[i]);
	bool holds = !view->damaged;
	view->damaged = false;
	return holds;
}

/* ---- The index ------------------------------------------------------------------------- */

static bool is_listed(const struct text_head *head, uint32_t id, const struct text_piece **out)
{
	for (uint32_t i = 0; i < head->count; i++)
		if (head->pieces[i].id == id) {
			*out = &head->pieces[i];
			return true;
		}
	return false;
}

/* Bytes of a segment's own value and of its parts; *holds: none of them has a number that the
 * segment does not know. */
static enum status sum_bytes(struct check *c, const struct store_text_segment *segment, uint64_t *sum, bool *holds,
			     struct error *error)
{
	struct walk walk;
	struct bytes key, value;
	enum store_text_section section;
	enum status status = walk_begin(&c->v->txn, DB_TEXT, &walk, error);
	*sum = 0;
	*holds = true;
	if (status != STATUS_OK)
		return status;
	while ((status = walk_next(&walk, &key, &value, error)) == STATUS_OK) {
		const bool is_part = text_part_of(key, &section);
		if (key.size < 5 || get_u32(key.data + 1) != segment->id || (!is_part && key.data[0] != 1))
			continue;
		*sum += value.size - SEAL;
		*holds = *holds && (!is_part || get_u32(key.data + 5) < segment->parts[section].last.number);
	}
	walk_end(&walk);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* What the list of segments says of one. */
static enum status check_piece(struct check *c, const struct text_piece *piece, size_t at, struct error *error)
{
	const struct store_text_segment *segment = &c->view->segments[at];
	uint32_t dead = 0;
	uint64_t bytes;
	bool holds;
	enum status status = sum_bytes(c, segment, &bytes, &holds, error);
	if (status != STATUS_OK)
		return status;
	if (!holds || bytes != piece->bytes)
		verify_fault(c->v, "Database text: segment %u has %llu bytes; its list says %u.", piece->id,
			     (unsigned long long)bytes, piece->bytes);
	for (uint32_t unit = 0; unit < segment->units; unit++)
		dead += store_text_dead(segment, unit);
	if (dead != piece->dead)
		verify_fault(c->v, "Database text: segment %u has %u dead units; its list says %u.", piece->id, dead,
			     piece->dead);
	return STATUS_OK;
}

/* Totals, and df of all terms in one number. */
static void check_totals(struct check *c, const struct text_head *head, const struct sums *sums)
{
	int64_t units = 0, length = 0;
	if (head->count > 0 && head->next <= head->pieces[head->count - 1].id)
		verify_fault(c->v, "Database text would give a segment's number again.");
	for (size_t i = 0; i < c->view->count; i++)
		for (uint32_t unit = 0; unit < c->view->segments[i].units; unit++) {
			const struct store_text_segment *segment = &c->view->segments[i];
			bool alive = !store_text_dead(segment, unit);
			units += alive;
			length += alive ? store_text_value(&segment->length, unit) : 0;
		}
	if (units != head->units || length != head->length)
		verify_fault(c->v, "Database text says %lld units of %lld words; it is %lld of %lld.",
			     (long long)head->units, (long long)head->length, (long long)units, (long long)length);
	if (sums->alive != sums->nets)
		verify_fault(c->v, "Database text: how many units have a term is not what their postings say.");
	if (units != c->expected)
		verify_differs(c->v, "Database text has %lld units; the records have %lld.", (long long)units,
			       (long long)c->expected);
}

static enum status sum_all(struct check *c, const struct text_head *head, struct sums *sums, struct error *error)
{
	c->units = arena_array(&c->arena, c->view->count, sizeof *c->units);
	for (size_t i = 0; i < c->view->count && c->units != NULL; i++) {
		c->units[i] = sums->units = arena_array(&c->arena, c->view->segments[i].units, sizeof *sums->units);
		if (sums->units == NULL)
			return text_no_memory(error);
		enum status status = check_piece(c, &head->pieces[i], i, error);
		if (status != STATUS_OK)
			return status;
		bool holds = sum_segment(c->view, i, sums);
		if (c->view->starved)
			return text_no_memory(error);
		if (!holds)
			verify_fault(c->v, "Database text: segment %u does not hold.", head->pieces[i].id);
	}
	return c->units == NULL ? text_no_memory(error) : STATUS_OK;
}

/* ---- The records ------------------------------------------------------------------------- */

/* Holds the units of a record, which stand from `first` on in a fresh segment, against
 * the index. */
static void check_record(struct check *c, uint32_t doc, const uint64_t *wanted, uint32_t count)
{
	size_t segment;
	uint32_t first, found = 0;
	struct verify_record record;
	if (!store_text_units_of(c->view, doc, &segment, &first, &found))
		found = 0;
	if (found != count) {
		verify_differs(c->v, "Database text has %u units of %s; it should be %u.", found,
			       verify_record(c->v, doc, &record), count);
		return;
	}
	for (uint32_t i = 0; i < count; i++)
		if (c->units[segment][first + i] != wanted[i]) {
			verify_differs(c->v, "Database text: unit %u of %s is not what the record says.", i,
				       verify_record(c->v, doc, &record));
			return;
		}
}

/* Compares what was collected with the index. */
static enum status check_batch(struct check *c, struct store_text *text, struct error *error)
{
	struct buffer content;
	struct store_text_segment segment;
	struct store_text_view fresh = { .count = 1, .segments = &segment };
	buffer_init(&content, UINT32_MAX);
	uint64_t *units = calloc(text->rows.count + (size_t)1, sizeof *units);
	struct sums sums = { .units = units };
	enum status status = units == NULL ? text_no_memory(error) : text_encode(text, &content, error);
	if (status == STATUS_OK) {
		bool holds = text_segment_read(buffer_bytes(&content), &segment);
		segment.view = &fresh;
		holds = holds && sum_segment(&fresh, 0, &sums);
		if (fresh.starved)
			status = text_no_memory(error);
		else if (!holds)
			status = error_set(error, STATUS_INTERNAL, "TEXT", "A fresh segment does not hold.");
	}
	for (uint32_t from = 0, to; from < text->rows.count && status == STATUS_OK; from = to) {
		const struct text_row *rows = text->rows.rows;
		for (to = from; to < text->rows.count && rows[to].doc == rows[from].doc; to++)
			;
		check_record(c, rows[from].doc, units + from, to - from);
	}
	c->expected += text->rows.count;
	text_clear(text);
	buffer_fini(&content);
	free(units);
	return status;
}

static enum status check_records(struct check *c, const struct store_index *index, struct store_text *text,
				 struct error *error)
{
	enum { BATCH = 16 << 20 };
	enum status status = STATUS_OK;
	for (uint32_t doc = 1; doc < c->v->record_count && status == STATUS_OK; doc++) {
		struct store_change change;
		struct error trouble;
		const struct known_record *record = &c->v->records[doc];
		if (record->kind == STORE_DELETED || record->lost || record->changes == 0 ||
		    change_at(&c->v->txn, record->revision, &change, NULL) != STATUS_OK)
			continue; /* a fault of the journal was told before */
		enum status taken = text_take(text, index, doc, change.name, change.body, false, &trouble);
		if (taken == STATUS_RESOURCE_EXHAUSTED)
			return error_set(error, taken, "MEMORY", "%s", trouble.message);
		if (taken != STATUS_OK)
			verify_fault(c->v, "%s", trouble.message);
		if (text_memory(text) > BATCH)
			status = check_batch(c, text, error);
	}
	return status == STATUS_OK ? check_batch(c, text, error) : status;
}

/* ---- The whole ------------------------------------------------------------------------------ */

/* Whether a row of a segment, or of its parts or its dead units, fits the list. */
static bool is_row(const struct text_head *head, struct bytes key, struct bytes content)
{
	const struct text_piece *piece;
	enum store_text_section section;
	bool is_segment = key.size == 5 && key.data[0] == 1, is_page = key.size == 9 && key.data[0] == 2;
	bool is_part = text_part_of(key, &section);
	if (!is_segment && !is_page && !is_part)
		return false;
	if (!is_listed(head, get_u32(key.data + 1), &piece)) /* or left of a merge that was broken off */
		return is_part && get_u32(key.data + 1) < head->next;
	if (!is_page)
		return content.size <= piece->bytes;
	return content.size == TEXT_PAGE && get_u32(key.data + 5) <= piece->units / TEXT_PAGE_UNITS;
}

static enum status look_at_row(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	struct bytes content;
	struct text_head head;
	struct arena arena;
	struct error trouble = { 0 };
	if (!verify_seal(v, DB_TEXT, key, value, &content) || (key.size == 1 && key.data[0] == 0))
		return STATUS_OK;
	arena_init(&arena, TEXT_ARENA);
	enum status status = text_head_get(&v->txn, &arena, &head, &trouble);
	if (status != STATUS_RESOURCE_EXHAUSTED && (status != STATUS_OK || !is_row(&head, key, content)))
		verify_fault(v, "Database text has a row that should not be there.");
	arena_fini(&arena);
	return status == STATUS_RESOURCE_EXHAUSTED ? text_no_memory(error) : STATUS_OK;
}

/* Opens the index; false, and a fault or a status, where it cannot be. */
static bool open_index(struct check *c, struct text_head *head, enum status *status, struct error *error)
{
	struct error trouble = { 0 };
	*status = text_head_get(&c->v->txn, &c->arena, head, &trouble);
	if (*status == STATUS_OK)
		*status = store_text_open(&c->v->txn, &c->arena, &c->view, &trouble);
	if (*status == STATUS_OK)
		return true;
	if (*status == STATUS_RESOURCE_EXHAUSTED) {
		*status = text_no_memory(error);
		return false;
	}
	verify_fault(c->v, "%s", trouble.message);
	*status = STATUS_OK;
	return false;
}

static enum status check_all(struct check *c, const struct store_index *index, struct error *error)
{
	struct text_head head;
	struct sums sums = { 0 };
	enum status status;
	if (!open_index(c, &head, &status, error))
		return status;
	struct store_text *text = store_text_new();
	status = text == NULL ? text_no_memory(error) : sum_all(c, &head, &sums, error);
	if (status == STATUS_OK)
		status = check_records(c, index, text, error);
	if (status == STATUS_OK)
		check_totals(c, &head, &sums);
	store_text_free(text);
	return status;
}

enum status verify_text(struct verifier *v, struct error *error)
{
	struct check c = { .v = v };
	int64_t before = v->report->faults;
	const struct store_index *index = text_index_of(v->indexes);
	enum status status = verify_rows(v, DB_TEXT, look_at_row, error);
	if (status != STATUS_OK || v->report->faults != before || index == NULL)
		return status; /* what is damaged is not looked into */
	arena_init(&c.arena, SIZE_MAX);
	status = check_all(&c, index, error);
	arena_fini(&c.arena);
	return status;
}

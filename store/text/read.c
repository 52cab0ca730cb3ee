#include "store/text/private.h"

#include <stdlib.h>

enum status text_no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is not enough memory for the text index.");
}

/* ---- Views -------------------------------------------------------------------------- */

/* The seal of a segment is not looked at: it would mean to read all of it. Verifying
 * and merging do. */
static bool open_segment(struct store_text_view *view, const struct text_piece *piece, MDB_cursor *cursor, bool first,
			 struct store_text_segment *out)
{
	uint8_t key[5];
	struct bytes wanted = text_segment_key(key, piece->id);
	MDB_val k = to_val(wanted), v;
	int code = mdb_cursor_get(cursor, &k, &v, first ? MDB_SET_KEY : MDB_NEXT);
	if (code != 0 || !bytes_equal(from_val(k), wanted) || v.mv_size < SEAL)
		return false;
	struct bytes content = bytes_of((const uint8_t *)v.mv_data + SEAL, v.mv_size - SEAL);
	if (!text_segment_read(content, out) || out->units != piece->units)
		return false;
	out->id = piece->id;
	out->dead = piece->dead;
	out->view = view;
	return true;
}

static enum status open_segments(struct store_text_view *view, const struct text_head *head, struct error *error)
{
	MDB_cursor *cursor;
	int code = mdb_cursor_open(view->txn->mdb, view->txn->env->dbi[DB_TEXT], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the text index");
	bool holds = true;
	for (uint32_t i = 0; i < head->count && holds; i++)
		holds = open_segment(view, &head->pieces[i], cursor, i == 0, &view->segments[i]);
	mdb_cursor_close(cursor);
	return holds ? STATUS_OK : text_damaged(error);
}

/* ---- What was seen of them ------------------------------------------------------------- */

void text_seen_free(struct text_seen *seen)
{
	free(seen->segments);
	free(seen->parts);
	*seen = (struct text_seen){ 0 };
}

/* Without memory it is read again the next time. */
static void see(struct text_seen *seen, const struct store_text_view *view)
{
	const size_t size = view->count * sizeof *seen->segments;
	struct store_text_segment *segments = realloc(seen->segments, size + 1);
	seen->segments = segments == NULL ? seen->segments : segments;
	if (seen->parts == NULL)
		seen->parts = malloc(TEXT_PARTS_SEEN * sizeof *seen->parts);
	seen->known = segments != NULL && seen->parts != NULL;
	if (!seen->known)
		return;
	memset(seen->parts, 0, TEXT_PARTS_SEEN * sizeof *seen->parts);
	seen->units = view->units;
	seen->length = view->length;
	seen->count = view->count;
	memcpy(segments, view->segments, size);
}

static enum status see_again(const struct text_seen *seen, struct store_text_view *view, struct error *error)
{
	view->units = seen->units;
	view->length = seen->length;
	view->count = seen->count;
	view->segments = arena_alloc(view->arena, seen->count * sizeof *view->segments);
	if (view->segments == NULL)
		return text_no_memory(error);
	memcpy(view->segments, seen->segments, seen->count * sizeof *view->segments);
	for (size_t i = 0; i < view->count; i++)
		view->segments[i].view = view;
	return STATUS_OK;
}

static enum status read_view(struct store_text_view *view, struct error *error)
{
	struct text_head head;
	enum status status = text_head_get(view->txn, view->arena, &head, error);
	if (status != STATUS_OK)
		return status;
	view->units = head.units;
	view->length = head.length;
	view->count = head.count;
	view->segments = arena_array(view->arena, head.count, sizeof *view->segments);
	if (view->segments == NULL)
		return text_no_memory(error);
	if (head.count > 0)
		status = open_segments(view, &head, error);
	if (status == STATUS_OK && view->txn->text != NULL)
		see(view->txn->text, view);
	return status;
}

enum status store_text_open(struct store_txn *txn, struct arena *arena, struct store_text_view **out,
			    struct error *error)
{
	struct store_text_view *view = arena_zalloc(arena, sizeof *view);
	if (view == NULL)
		return text_no_memory(error);
	view->txn = txn;
	view->arena = arena;
	enum status status =
		txn->text != NULL && txn->text->known ? see_again(txn->text, view, error) : read_view(view, error);
	if (status == STATUS_OK)
		*out = view;
	return status;
}

enum status store_text_check(const struct store_text_view *view, struct error *error)
{
	if (view->starved)
		return text_no_memory(error);
	return view->damaged ? text_damaged(error) : STATUS_OK;
}

/* ---- Units ---------------------------------------------------------------------------- */

struct bytes store_text_facet(const struct store_text_segment *segment, size_t facet, uint32_t value)
{
	struct bytes all = segment->facet_values[facet];
	uint32_t from, to, count = segment->values[facet];
	if (all.size == 0 || value == 0)
		return bytes_of("", 0);
	size_t texts = 4 * ((size_t)count + 1);
	if (value < count) {
		memcpy(&from, all.data + 4 * (size_t)value, sizeof from);
		memcpy(&to, all.data + 4 * ((size_t)value + 1), sizeof to);
		if (from <= to && to <= all.size - texts)
			return bytes_of(all.data + texts + from, to - from);
	}
	segment->view->damaged = true;
	return bytes_of("", 0);
}

/* The unit that stands at a place in the order of docs. */
static uint32_t unit_at(const struct store_text_segment *segment, uint32_t place)
{
	if (segment->order.data == NULL)
		return place;
	uint32_t unit = store_text_value(&segment->order, place);
	if (unit < segment->units)
		return unit;
	segment->view->damaged = true;
	return 0;
}

static uint32_t first_of(const struct store_text_segment *segment, uint32_t doc)
{
	uint32_t low = 0, high = segment->units;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (store_text_value(&segment->doc, unit_at(segment, middle)) < doc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Units that died come before those that are alive. */
static bool units_in(const struct store_text_segment *segment, uint32_t doc, uint32_t *first, uint32_t *count)
{
	uint32_t found = 0;
	for (uint32_t at = first_of(segment, doc); at < segment->units; at++) {
		uint32_t unit = unit_at(segment, at);
		if (store_text_value(&segment->doc, unit) != doc)
			break;
		if (store_text_dead(segment, unit))
			continue;
		if (found == 0)
			*first = unit;
		if (unit != *first + found)
			segment->view->damaged = true;
		found++;
	}
	*count = found;
	return found > 0;
}

bool store_text_units_of(const struct store_text_view *view, uint32_t doc, size_t *segment, uint32_t *first,
			 uint32_t *count)
{
	for (size_t i = view->count; i > 0; i--) {
		if (!units_in(&view->segments[i - 1], doc, first, count))
			continue;
		*segment = i - 1;
		return true;
	}
	return false;
}

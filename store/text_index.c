#include "store/text_private.h"

#include <assert.h>
#include <stdlib.h>

/* Memory that a look at the segments takes: far below it. */
#define ARENA_MOST ((size_t)256 << 20)
/* What waits in memory at most, but for one record more. */
#define WAITING_MOST ((size_t)64 << 20)

const struct store_index *text_index_of(const struct store_index *const *indexes)
{
	for (; indexes != NULL && *indexes != NULL; indexes++)
		if ((*indexes)->text != NULL)
			return *indexes;
	return NULL;
}

/* ---- A change ----------------------------------------------------------------------- */

enum status text_prepare(struct store_txn *txn, uint32_t doc, struct error *error)
{
	uint8_t key[4];
	const struct store_text *text = txn->work->text;
	if (text == NULL || !text_table_has(&text->docs, 0, u32_key(key, doc)))
		return STATUS_OK;
	return text_flush(txn, error);
}

bool text_is_large(const struct store_txn *txn)
{
	return txn->work->text != NULL && text_memory(txn->work->text) > WAITING_MOST;
}

enum status text_collect(struct store_txn *txn, uint32_t doc, const struct store_change *before,
			 const struct store_change *after, struct error *error)
{
	struct work *work = txn->work;
	const struct store_index *index = text_index_of(txn->indexes);
	enum status status = STATUS_OK;
	if (index == NULL)
		return STATUS_OK;
	if (work->text == NULL)
		work->text = text_new();
	if (work->text == NULL)
		return text_no_memory(error);
	work->text->buries = false;
	if (before != NULL)
		status = text_take(work->text, index, doc, before->name, before->body, true, error);
	if (status == STATUS_OK && before != NULL)
		work->text->buries = work->text->units_of_doc > 0;
	if (status == STATUS_OK && after != NULL)
		status = text_take(work->text, index, doc, after->name, after->body, false, error);
	return status;
}

/* Sets bits of one page, from unit on; answers how many. */
static enum status bury_in_page(struct store_txn *txn, uint32_t id, uint32_t unit, uint32_t count, uint32_t *done,
				struct error *error)
{
	uint8_t key[9], page[TEXT_PAGE] = { 0 };
	struct bytes k = text_page_key(key, id, unit / TEXT_PAGE_UNITS), content;
	enum status status = txn_get(txn, DB_TEXT, k, &content, error);
	if (status == STATUS_OK && content.size != sizeof page)
		return text_damaged(error);
	if (status == STATUS_OK)
		memcpy(page, content.data, sizeof page);
	else if (status != STATUS_NOT_FOUND)
		return status;
	uint32_t bit = unit % TEXT_PAGE_UNITS, set = 0;
	for (; set < count && bit < TEXT_PAGE_UNITS; set++, bit++)
		page[bit / 8] |= (uint8_t)(1 << bit % 8);
	*done = set;
	return txn_put(txn, DB_TEXT, k, bytes_of(page, sizeof page), 0, error);
}

static enum status bury_units(struct store_txn *txn, uint32_t id, uint32_t unit, uint32_t count, struct error *error)
{
	enum status status = STATUS_OK;
	for (uint32_t done; count > 0 && status == STATUS_OK; unit += done, count -= done)
		status = bury_in_page(txn, id, unit, count, &done, error);
	return status;
}

static enum status bury(struct store_txn *txn, struct arena *arena, uint32_t doc, struct error *error)
{
	struct store_text_view *view;
	struct text_head head;
	size_t segment;
	uint32_t first, count;
	enum status status = store_text_open(txn, arena, &view, error);
	if (status != STATUS_OK)
		return status;
	bool found = store_text_units_of(view, doc, &segment, &first, &count);
	status = store_text_check(view, error);
	if (status != STATUS_OK || !found)
		return status;
	status = bury_units(txn, view->segments[segment].id, first, count, error);
	if (status == STATUS_OK)
		status = text_head_get(txn, arena, &head, error);
	if (status != STATUS_OK)
		return status;
	head.pieces[segment].dead += count;
	return text_head_put(txn, &head, error);
}

enum status text_bury(struct store_txn *txn, uint32_t doc, struct error *error)
{
	struct arena arena;
	if (txn->work->text == NULL || !txn->work->text->buries)
		return STATUS_OK;
	arena_init(&arena, ARENA_MOST);
	enum status status = bury(txn, &arena, doc, error);
	arena_fini(&arena);
	return status;
}

/* ---- Segments ------------------------------------------------------------------------- */

/* Each level's segments are eight times as large as those of the one before. */
static uint32_t level_of(size_t bytes)
{
	uint32_t level = 0;
	for (size_t most = TEXT_SMALLEST; bytes >= most; most *= TEXT_FAN)
		level++;
	return level;
}

static enum status add_segment(struct store_txn *txn, struct text_head *head, struct bytes content, uint32_t units,
			       uint32_t level, struct error *error)
{
	uint8_t key[5];
	uint32_t sized = level_of(content.size);
	if (head->next == UINT32_MAX)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "TOO_MANY",
				 "The text index has no number for a segment. Make it again with: truced rebuild");
	head->pieces[head->count++] = (struct text_piece){
		.id = head->next,
		.units = units,
		.bytes = (uint32_t)content.size,
		.level = level > sized ? level : sized,
	};
	return txn_put(txn, DB_TEXT, text_segment_key(key, head->next++), content, 0, error);
}

static enum status flush(struct store_txn *txn, struct arena *arena, struct buffer *content, struct error *error)
{
	struct store_text *text = txn->work->text;
	struct text_head head;
	enum status status = text_encode(text, content, error);
	if (status == STATUS_OK)
		status = text_head_get(txn, arena, &head, error);
	if (status != STATUS_OK)
		return status;
	head.units += text->units;
	head.length += text->length;
	if (text->terms.count + text->rows.count > 0)
		status = add_segment(txn, &head, buffer_bytes(content), text->rows.count, 0, error);
	return status == STATUS_OK ? text_head_put(txn, &head, error) : status;
}

enum status text_flush(struct store_txn *txn, struct error *error)
{
	struct arena arena;
	struct buffer content;
	struct store_text *text = txn->work->text;
	if (text == NULL || text->docs.count == 0)
		return STATUS_OK; /* a record without units is none of them */
	arena_init(&arena, ARENA_MOST);
	buffer_init(&content, UINT32_MAX);
	enum status status = flush(txn, &arena, &content, error);
	buffer_fini(&content);
	arena_fini(&arena);
	text_clear(text);
	return status;
}

/* ---- Merging ------------------------------------------------------------------------- */

/* The lowest level that has too many segments, and which they are. Segments that are
 * large already stay as they are. */
static size_t choose(const struct text_head *head, size_t most_bytes, size_t chosen[TEXT_FAN])
{
	for (uint32_t level = 0; level < 32; level++) {
		size_t count = 0, bytes = 0;
		for (uint32_t i = 0; i < head->count && count < TEXT_FAN; i++) {
			if (head->pieces[i].level != level)
				continue;
			chosen[count++] = i;
			bytes += head->pieces[i].bytes;
		}
		if (count == TEXT_FAN && bytes <= most_bytes)
			return count;
	}
	return 0;
}

static enum status drop_segment(struct store_txn *txn, const struct text_piece *piece, struct error *error)
{
	uint8_t segment[5], page[9];
	enum status status = txn_delete(txn, DB_TEXT, text_segment_key(segment, piece->id), error);
	for (uint32_t i = 0; piece->dead > 0 && i <= piece->units / TEXT_PAGE_UNITS && status == STATUS_OK; i++)
		status = txn_delete(txn, DB_TEXT, text_page_key(page, piece->id, i), error);
	return status;
}

/* Puts a segment in the place of others. */
static enum status replace(struct store_txn *txn, struct text_head *head, const size_t *chosen, size_t count,
			   struct bytes content, uint32_t units, struct error *error)
{
	enum status status = STATUS_OK;
	uint32_t level = head->pieces[chosen[0]].level + 1, kept = 0;
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = drop_segment(txn, &head->pieces[chosen[i]], error);
	for (uint32_t i = 0, next = 0; i < head->count; i++) {
		if (next < count && chosen[next] == i)
			next++;
		else
			head->pieces[kept++] = head->pieces[i];
	}
	head->count = kept;
	if (status == STATUS_OK)
		status = add_segment(txn, head, content, units, level, error);
	return status == STATUS_OK ? text_head_put(txn, head, error) : status;
}

static enum status merge_once(struct store_txn *txn, struct arena *arena, struct buffer *content, bool *merged,
			      struct error *error)
{
	struct store_text_view *view;
	struct text_head head;
	size_t chosen[TEXT_FAN];
	*merged = false;
	enum status status = text_head_get(txn, arena, &head, error);
	if (status != STATUS_OK)
		return status;
	size_t count = choose(&head, TEXT_WRITER_MOST, chosen);
	if (count == 0)
		return STATUS_OK;
	status = store_text_open(txn, arena, &view, error);
	if (status == STATUS_OK)
		status = text_check_seals(view, chosen, count, error);
	if (status == STATUS_OK)
		status = text_merge(view, chosen, count, content, error);
	uint32_t units = 0;
	for (size_t i = 0; i < count; i++)
		units += head.pieces[chosen[i]].units - head.pieces[chosen[i]].dead;
	if (status == STATUS_OK)
		status = replace(txn, &head, chosen, count, buffer_bytes(content), units, error);
	*merged = status == STATUS_OK;
	return status;
}

static enum status tidy(struct store_txn *txn, struct error *error)
{
	struct arena arena;
	struct buffer content;
	bool merged = false;
	enum status status;
	arena_init(&arena, ARENA_MOST);
	buffer_init(&content, UINT32_MAX);
	do {
		arena_reset(&arena);
		content.size = 0;
		status = merge_once(txn, &arena, &content, &merged, error);
	} while (status == STATUS_OK && merged);
	buffer_fini(&content);
	arena_fini(&arena);
	return status;
}

enum status text_finish(struct store_txn *txn, struct error *error)
{
	if (txn->work->text == NULL || txn->work->text->docs.count == 0)
		return STATUS_OK;
	enum status status = text_flush(txn, error);
	return status == STATUS_OK ? tidy(txn, error) : status;
}

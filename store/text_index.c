#include "store/text_private.h"

#include <assert.h>
#include <stdlib.h>

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
	if (text == NULL)
		return STATUS_OK;
	if (text_memory(text) <= WAITING_MOST && !text_table_has(&text->docs, 0, u32_key(key, doc)))
		return STATUS_OK;
	return text_flush(txn, error);
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
	arena_init(&arena, TEXT_ARENA);
	enum status status = bury(txn, &arena, doc, error);
	arena_fini(&arena);
	return status;
}

/* ---- What waits ------------------------------------------------------------------------ */

static enum status flush(struct store_txn *txn, struct arena *arena, struct buffer *content, struct error *error)
{
	struct store_text *text = txn->work->text;
	struct text_head head;
	enum status status = text_encode(text, content, error);
	if (status == STATUS_OK)
		status = text_head_get(txn, arena, &head, error);
	if (status != STATUS_OK)
		return status;
	head.units += text->alive;
	head.length += text->length;
	if (text->terms.count + text->rows.count > 0)
		status = text_add(txn, &head, buffer_bytes(content), text->rows.count, 0, error);
	return status == STATUS_OK ? text_head_put(txn, &head, error) : status;
}

enum status text_flush(struct store_txn *txn, struct error *error)
{
	struct arena arena;
	struct buffer content;
	struct store_text *text = txn->work->text;
	if (text == NULL || text->docs.count == 0)
		return STATUS_OK; /* a record without units is none of them */
	arena_init(&arena, TEXT_ARENA);
	buffer_init(&content, UINT32_MAX);
	enum status status = flush(txn, &arena, &content, error);
	buffer_fini(&content);
	arena_fini(&arena);
	text_clear(text);
	return status;
}

enum status text_finish(struct store_txn *txn, struct error *error)
{
	struct store_text *text = txn->work->text;
	if (text == NULL || text->docs.count == 0)
		return STATUS_OK;
	enum status status = text_flush(txn, error);
	return status == STATUS_OK ? text_tidy(txn, &text->more, error) : status;
}

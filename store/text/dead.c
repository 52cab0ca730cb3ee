#include "store/text/private.h"

#include <assert.h>

static const uint8_t nobody[TEXT_PAGE];

static const uint8_t *load_page(struct store_text_segment *segment, uint32_t page)
{
	struct store_text_view *view = segment->view;
	uint8_t key[9];
	struct bytes content;
	enum status status = txn_get(view->txn, DB_TEXT, text_page_key(key, segment->id, page), &content, NULL);
	if (status == STATUS_OK && content.size == TEXT_PAGE)
		return content.data;
	view->damaged = view->damaged || status != STATUS_NOT_FOUND;
	return nobody;
}

bool store_text_dead_slowly(const struct store_text_segment *segment, uint32_t unit)
{
	uint32_t page = unit / TEXT_PAGE_UNITS, bit = unit % TEXT_PAGE_UNITS;
	struct store_text_segment *s = &segment->view->segments[segment - segment->view->segments];
	assert(unit < segment->units);
	if (s->dead_pages == NULL)
		s->dead_pages = arena_array(s->view->arena, s->units / TEXT_PAGE_UNITS + 1, sizeof *s->dead_pages);
	if (s->dead_pages == NULL) {
		s->view->starved = true;
		return true;
	}
	if (s->dead_pages[page] == NULL)
		s->dead_pages[page] = load_page(s, page);
	return (s->dead_pages[page][bit / 8] >> (bit % 8) & 1) != 0;
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

enum status text_bury(struct store_txn *txn, uint32_t id, uint32_t unit, uint32_t count, struct error *error)
{
	enum status status = STATUS_OK;
	for (uint32_t done; count > 0 && status == STATUS_OK; unit += done, count -= done)
		status = bury_in_page(txn, id, unit, count, &done, error);
	return status;
}

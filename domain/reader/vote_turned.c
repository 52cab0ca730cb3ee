/* Items that a presiding officer turns to by their numbers, where several stand in a row:
 * "We now turn to agenda item 49." */
#include "domain/reader/vote.h"

#include <string.h>

#define VERB_BYTES 24   /* before "to", that the verb stands in */
#define SYMBOLS_MOST 16 /* of an item */

/* Whether words end with those that turn to something: "We now turn to", "We come next to the". */
static bool turns_to(const char *text, size_t size)
{
	static const char *const verbs[] = { " turn ", " turn,", " come ", " pass ", " proceed ", " move ", " go on " };
	static const char *const ends[] = { "agenda ", "the " };
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t n = strlen(ends[k]);
		size -= size > n && memcmp(text + size - n, ends[k], n) == 0 ? n : 0;
	}
	if (size > 9 && memcmp(text + size - 9, " take up ", 9) == 0)
		return true;
	if (size < 4 || memcmp(text + size - 4, " to ", 4) != 0)
		return false;
	size_t from = size > VERB_BYTES ? size - VERB_BYTES : 0;
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
		if (memmem(text + from, size - 3 - from, verbs[k], strlen(verbs[k])) != NULL)
			return true;
	}
	return false;
}

/* The item of a number that begins up to a turn, the last one; NULL for none. */
static const Truce__V1__MeetingItem *item_numbered(const struct record *rec, const struct vote_texts *texts,
						   const char *number, size_t size)
{
	for (size_t n = 0; n < texts->item && n < TEXTS_MOST; n++) {
		const Truce__V1__MeetingItem *item =
			((const struct matter *)rec->matters.items[texts->item - 1 - n])->item;
		if (strlen(item->number) == size && memcmp(item->number, number, size) == 0)
			return item;
	}
	return NULL;
}

static void item_named(const struct record *rec, const struct vote_texts *texts, size_t turn, size_t at)
{
	const char *number = block_read(rec->r->drafts.items[turn], texts->block) + at;
	size_t size = strspn(number, "0123456789");
	const Truce__V1__MeetingItem *item = size == 0 ? NULL : item_numbered(rec, texts, number, size);
	for (size_t i = 0; item != NULL && i < item->n_symbols && i < SYMBOLS_MOST; i++) {
		struct vote_text *text = text_find_symbol(texts, item->symbols[i]);
		if (text == NULL)
			continue;
		text->last = turn;
		text->behind = false;
		text->block = (uint32_t)texts->block + 1;
		text->at = (uint32_t)at;
	}
}

void items_turned(struct record *rec, struct vote_texts *texts, size_t turn, size_t block, size_t at)
{
	static const char item[] = "item ";
	const struct draft *d = rec->r->drafts.items[turn];
	for (; d->presides && rec->matters.count > 1 && texts->block < block; texts->block++, texts->at = 0) {
		const char *text = block_read(d, texts->block), *found;
		size_t end = texts->block + 1 == block && at != SIZE_MAX ? at : strlen(text);
		while (texts->at < end &&
		       (found = memmem(text + texts->at, end - texts->at, item, sizeof item - 1)) != NULL) {
			texts->at = (size_t)(found - text) + sizeof item - 1;
			if (turns_to(text, (size_t)(found - text)))
				item_named(rec, texts, turn, texts->at);
		}
		if (texts->block + 1 == block && at != SIZE_MAX) {
			texts->at = end > texts->at ? end : texts->at;
			return; /* it goes on behind the vote */
		}
	}
}

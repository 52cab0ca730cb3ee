/* Whether the texts that statements rest on are on record: not a fault of the store, but
 * their bytes cannot be had back, and what the statements say not held against them. */
#include "service/indexes.h"
#include "service/truced.h"

#define NAMED_MOST 10 /* of those that are not */

static enum status look(struct store_txn *txn, struct bytes text, uint32_t doc, int64_t *lost, struct error *error)
{
	struct store_change record;
	uint8_t room[STORE_DOC_NAME];
	struct bytes name;
	enum status status = store_get(txn, text, 0, &record, error);
	if (status != STATUS_NOT_FOUND)
		return status;
	status = store_doc_name(txn, doc, room, &name, error);
	if (status == STATUS_OK && ++*lost <= NAMED_MOST)
		printf("not on record: %.*s, which %.*s rests on\n", (int)text.size, (const char *)text.data,
		       (int)name.size, (const char *)name.data);
	return status;
}

/* Each text once, with the first of the statements that rest on it. */
static enum status look_through(struct store_txn *txn, int64_t *lost, struct error *error)
{
	struct store_range range;
	struct bytes term;
	uint8_t before[STORE_NAME_MOST];
	size_t size = 0;
	uint32_t doc;
	enum status status = store_range_begin(txn, index_find(STATEMENTS, "sources.text"), &range, error);
	if (status != STATUS_OK)
		return status;
	store_range_seek(&range, bytes_text("texts/"), bytes_text("texts0"));
	while ((status = store_range_next(&range, &term, &doc, error)) == STATUS_OK) {
		if (term.size > sizeof before || bytes_equal(term, bytes_of(before, size)))
			continue;
		memcpy(before, term.data, term.size);
		size = term.size;
		status = look(txn, bytes_of(before, size), doc, lost, error);
		if (status != STATUS_OK)
			break;
	}
	store_range_end(&range);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status look_at(const char *dir, int64_t *lost, struct error *error)
{
	const struct store_options options = { .indexes = service_indexes(), .read_only = true };
	struct store *store;
	struct store_txn *txn;
	enum status status = store_open(dir, &options, &store, error);
	if (status != STATUS_OK)
		return status;
	status = store_read(store, &txn, error);
	if (status == STATUS_OK) {
		status = look_through(txn, lost, error);
		store_read_end(txn);
	}
	store_close(store);
	return status;
}

int tell_lost_texts(const char *dir)
{
	struct error error;
	int64_t lost = 0;
	if (look_at(dir, &lost, &error) != STATUS_OK)
		return log_failure(&error);
	if (lost > NAMED_MOST)
		printf("and %lld more\n", (long long)(lost - NAMED_MOST));
	if (lost > 0)
		puts("The store is whole without them. To put them on record: truce import, of the files that they "
		     "were, or of an export of the record that they came from.");
	return EXIT_OK;
}

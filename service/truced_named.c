/* Whether what records name is on record. It is no fault of the store if not: but the bytes
 * of a text cannot be had back then, and what the statements say not held against them, and
 * who asks for the zones of a round misses those that name it wrongly. */
#include "service/indexes.h"
#include "service/truced.h"

#define NAMED_MOST 10 /* of those that are not */

/* What names others, by its index; the names of agenda items begin with their round's. */
static const struct naming {
	enum collection_id collection;
	const char *path, *prefix, *words;
} namings[] = {
	{ STATEMENTS, "sources.text", "texts/", "rests on" },
	{ STATEMENTS, "round", "rounds/", "names" },
	{ STATEMENTS, "citations.statement", "statements/", "cites" },
	{ STATEMENTS, "mentions.target", "rounds/", "mentions" },
	{ STATEMENTS, "mentions.target", "statements/", "mentions" },
	{ STATEMENTS, "mentions.target", "zones/", "mentions" },
	{ STATEMENTS, "links.statement", "statements/", "names" },
	{ ROUNDS, "agenda.carries_on", "rounds/", "carries on from" },
	{ ZONES, "agreement", "statements/", "names" },
	{ ZONES, "round", "rounds/", "names" },
	{ ZONES, "parent", "zones/", "names" },
};
#define NAMINGS (sizeof namings / sizeof *namings)

struct lost {
	int64_t texts, records;
};

static enum status look(struct store_txn *txn, const struct naming *naming, struct bytes name, uint32_t doc,
			struct lost *lost, struct error *error)
{
	struct store_change record;
	uint8_t room[STORE_DOC_NAME];
	struct bytes by;
	enum status status = store_get(txn, name, 0, &record, error);
	if (status != STATUS_NOT_FOUND)
		return status;
	status = store_doc_name(txn, doc, room, &by, error);
	if (status != STATUS_OK)
		return status;
	if (lost->texts + lost->records < NAMED_MOST)
		printf("not on record: %.*s, which %.*s %s\n", (int)name.size, (const char *)name.data, (int)by.size,
		       (const char *)by.data, naming->words);
	*(strcmp(naming->prefix, "texts/") == 0 ? &lost->texts : &lost->records) += 1;
	return STATUS_OK;
}

/* The name of a record that a term is, or begins with. */
static struct bytes record_of(struct bytes term, size_t prefix)
{
	const uint8_t *end = term.size <= prefix ? NULL : memchr(term.data + prefix, '/', term.size - prefix);
	return end == NULL ? term : bytes_of(term.data, (size_t)(end - (const uint8_t *)term.data));
}

/* Each name once, with the first of the records that name it. */
static enum status look_through(struct store_txn *txn, const struct naming *naming, struct lost *lost,
				struct error *error)
{
	struct store_range range;
	struct bytes term;
	uint8_t before[STORE_NAME_MOST], past[16];
	size_t size = 0, prefix = strlen(naming->prefix);
	uint32_t doc;
	enum status status = store_range_begin(txn, index_find(naming->collection, naming->path), &range, error);
	if (status != STATUS_OK)
		return status;
	memcpy(past, naming->prefix, prefix);
	past[prefix - 1] = '/' + 1;
	store_range_seek(&range, bytes_text(naming->prefix), bytes_of(past, prefix));
	while ((status = store_range_next(&range, &term, &doc, error)) == STATUS_OK) {
		struct bytes name = record_of(term, prefix);
		if (name.size > sizeof before || bytes_equal(name, bytes_of(before, size)))
			continue;
		memcpy(before, name.data, name.size);
		size = name.size;
		status = look(txn, naming, bytes_of(before, size), doc, lost, error);
		if (status != STATUS_OK)
			break;
	}
	store_range_end(&range);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status look_at(const char *dir, struct lost *lost, struct error *error)
{
	const struct store_options options = { .indexes = service_indexes(), .read_only = true };
	struct store *store;
	struct store_txn *txn;
	enum status status = store_open(dir, &options, &store, error);
	if (status != STATUS_OK)
		return status;
	status = store_read(store, &txn, error);
	if (status == STATUS_OK) {
		for (size_t i = 0; status == STATUS_OK && i < NAMINGS; i++)
			status = look_through(txn, &namings[i], lost, error);
		store_read_end(txn);
	}
	store_close(store);
	return status;
}

int tell_lost_names(const char *dir)
{
	struct error error;
	struct lost lost = { 0 };
	if (look_at(dir, &lost, &error) != STATUS_OK)
		return log_failure(&error);
	if (lost.texts + lost.records > NAMED_MOST)
		printf("and %lld more\n", (long long)(lost.texts + lost.records - NAMED_MOST));
	if (lost.texts > 0)
		puts("The store is whole without them. To put texts on record: truce import, of the files that they "
		     "were, or of an export of the record that they came from.");
	if (lost.records > 0)
		puts("The store is whole without them. Where a name is wrong, correct the record that names it; else "
		     "import what it names.");
	return EXIT_OK;
}

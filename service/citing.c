#include "service/citing.h"

#include "service/indexes.h"
#include "service/records.h"

/* Name of the one statement that has the symbol; "" for none, and for several. */
static enum status holder_of(struct call *call, const char *symbol, struct arena *arena, const char **out)
{
	struct store_postings postings;
	struct store_change record;
	const char *name = "";
	uint32_t doc;
	int count = 0;
	enum status status = store_postings_begin(call->txn, index_find(STATEMENTS, "symbol"), bytes_text(symbol),
						  &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK && count < 2) {
		status = store_postings_next(&postings, &doc, &call->error);
		if (status == STATUS_OK)
			status = store_get_doc(call->txn, doc, 0, &record, &call->error);
		if (status != STATUS_OK || record.kind == STORE_DELETED)
			continue;
		name = arena_text_n(arena, (const char *)record.name.data, record.name.size);
		count++;
		if (name == NULL)
			status = call_no_memory(call);
	}
	store_postings_end(&postings);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	*out = count == 1 ? name : "";
	return STATUS_OK;
}

static enum status tie_one(struct call *call, Truce__V1__Citation *citation, struct arena *arena)
{
	const char *name;
	if (citation->instrument[0] == '\0' || citation->statement[0] != '\0')
		return STATUS_OK;
	enum status status = holder_of(call, citation->instrument, arena, &name);
	if (status == STATUS_OK)
		citation->statement = message_borrow(name);
	return status;
}

enum status citing_tie(struct call *call, Truce__V1__Statement *const *statements, size_t count, struct arena *arena)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < statements[i]->n_citations; k++) {
			enum status status = call_on_time_at(call, k);
			if (status == STATUS_OK)
				status = tie_one(call, statements[i]->citations[k], arena);
			if (status != STATUS_OK)
				return status;
		}
	}
	return STATUS_OK;
}

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

static bool is_open(const Truce__V1__Citation *citation)
{
	return citation->instrument[0] != '\0' && citation->statement[0] == '\0';
}

static enum status find(struct call *call, Truce__V1__Statement *const *statements, size_t count, struct arena *arena,
			struct ties *out)
{
	size_t most = 0;
	for (size_t i = 0; i < count; i++)
		most += statements[i]->n_citations;
	struct tie *all = arena_array(arena, most, sizeof *all);
	if (all == NULL)
		return call_no_memory(call);
	*out = (struct ties){ .all = all };
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < statements[i]->n_citations; k++) {
			Truce__V1__Citation *citation = statements[i]->citations[k];
			if (is_open(citation))
				all[out->count++] = (struct tie){ citation, i };
		}
	}
	return STATUS_OK;
}

enum status citing_tie(struct call *call, Truce__V1__Statement *const *statements, size_t count, struct arena *arena,
		       struct ties *out)
{
	enum status status = find(call, statements, count, arena, out);
	for (size_t i = 0; status == STATUS_OK && i < out->count; i++) {
		const char *name;
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = holder_of(call, out->all[i].citation->instrument, arena, &name);
		if (status == STATUS_OK)
			out->all[i].citation->statement = message_borrow(name);
	}
	return status;
}

enum status citing_tie_again(struct call *call, const struct ties *ties, int64_t revision, struct arena *arena,
			     uint32_t *made)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < ties->count; i++) {
		Truce__V1__Citation *citation = ties->all[i].citation;
		const char *name = citation->statement;
		status = call_on_time_at(call, i);
		if (status == STATUS_OK && lately_symbol(&call->service->lately, citation->instrument, revision))
			status = holder_of(call, citation->instrument, arena, &name);
		if (status != STATUS_OK || strcmp(name, citation->statement) == 0)
			continue;
		citation->statement = message_borrow(name);
		made[ties->all[i].statement] = RECORD_NOT_MADE;
	}
	return status;
}

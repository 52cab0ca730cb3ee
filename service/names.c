#include "service/names.h"

#include "domain/text_hash.h"
#include "proto/message.h"
#include "service/document.h"
#include "service/indexes.h"

/* Most words are no names, and are told without a look at the index: by a bit for each hash that
 * names have, kept for the revision that they were looked up at. */
#define MASK_BITS 24
#define MASK_ALL ((UINT32_C(1) << MASK_BITS) - 1)
#define MASK_NAMES 64 /* that are looked at; of more each word may be one */

static uint32_t bit_of(struct bytes word)
{
	return UINT32_C(1) << text_hash((const char *)word.data, word.size) % MASK_BITS;
}

static enum status gather_mask(struct call *call, uint32_t *mask)
{
	struct store_range range;
	struct bytes word;
	uint32_t doc;
	size_t seen = 0;
	enum status status = store_range_begin(call->txn, index_find(ZONES, "aliases"), &range, &call->error);
	if (status != STATUS_OK)
		return status;
	*mask = 0;
	store_range_seek(&range, bytes_text(""), bytes_text("\xFF"));
	while ((status = store_range_next(&range, &word, &doc, &call->error)) == STATUS_OK && seen++ < MASK_NAMES)
		*mask |= bit_of(word);
	store_range_end(&range);
	*mask = seen > MASK_NAMES ? MASK_ALL : *mask;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status may_be_name(struct call *call, struct bytes word, bool *out)
{
	uint64_t revision = (uint64_t)store_revision(call->txn), kept = atomic_load(&call->service->names);
	uint32_t mask = (uint32_t)kept & MASK_ALL;
	enum status status = STATUS_OK;
	if (kept >> MASK_BITS != revision + 1) {
		status = gather_mask(call, &mask);
		if (status == STATUS_OK)
			atomic_store(&call->service->names, (revision + 1) << MASK_BITS | mask);
	}
	*out = (mask & bit_of(word)) != 0;
	return status;
}

static enum status put_names(struct call *call, uint32_t doc, struct text_analyser *analyser, struct bytes *out,
			     size_t *count)
{
	struct store_change change;
	ProtobufCMessage *zone;
	const char *name;
	enum status status = store_get_doc(call->txn, doc, 0, &change, &call->error);
	if (status == STATUS_OK)
		status = record_load(call, &collections[ZONES], &change, &call->arena, &zone);
	for (size_t i = 0; status == STATUS_OK && *count < QUERY_NAMES_MOST; i++) {
		char word[NAME_WORD];
		size_t size;
		if ((name = zone_name_at((const Truce__V1__Zone *)zone, i)) == NULL)
			break;
		if (!name_fold(analyser, name, word, &size))
			return call_no_memory(call);
		const uint8_t *copy = size == 0 ? NULL : arena_copy(&call->arena, word, size);
		if (copy != NULL)
			out[(*count)++] = bytes_of(copy, size);
		else if (size > 0)
			return call_no_memory(call);
	}
	return status;
}

static enum status find_names(void *of, struct bytes word, struct text_analyser *analyser, struct bytes *out,
			      size_t *count)
{
	struct call *call = of;
	struct store_postings postings;
	uint32_t doc;
	bool may;
	*count = 0;
	enum status status = may_be_name(call, word, &may);
	if (status != STATUS_OK || !may)
		return status;
	status = store_postings_begin(call->txn, index_find(ZONES, "aliases"), word, &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK && *count < QUERY_NAMES_MOST) {
		status = store_postings_next(&postings, &doc, &call->error);
		if (status == STATUS_OK)
			status = put_names(call, doc, analyser, out, count);
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* What no statement is called is no document, and found by nothing. */
static enum status find_document(void *of, const char *value, struct citation_asked *out)
{
	struct call *call = of;
	enum status status = document_asked(call, value, 0, out);
	if (status != STATUS_NOT_FOUND)
		return status;
	call->error = (struct error){ .status = STATUS_OK };
	*out = (struct citation_asked){ .count = 0 };
	return STATUS_OK;
}

struct query_names names_of_query(struct call *call)
{
	return (struct query_names){ .find = find_names, .document = find_document, .of = call };
}

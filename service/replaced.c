#include "service/replaced.h"

#include <string.h>

#include "service/indexes.h"
#include "service/listing.h"

static enum status add(struct call *call, struct replacements *r, const struct replacement *one)
{
	if (r->count == r->room) {
		size_t room = 2 * r->room + 8;
		struct replacement *bigger = arena_array(&call->arena, room, sizeof *bigger);
		if (bigger == NULL)
			return call_no_memory(call);
		if (r->count > 0)
			memcpy(bigger, r->list, r->count * sizeof *bigger);
		r->list = bigger;
		r->room = room;
	}
	struct replacement *kept = &r->list[r->count];
	*kept = *one;
	kept->of = arena_text(&call->arena, one->of);
	kept->by = arena_text(&call->arena, one->by);
	if (kept->of == NULL || kept->by == NULL)
		return call_no_memory(call);
	r->count++;
	return STATUS_OK;
}

static enum status add_all(struct call *call, ProtobufCMessage *record, void *arg)
{
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)record;
	struct replacement one;
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < statement->n_links; i++)
		if (replacement_make(statement, i, &one))
			status = add(call, arg, &one);
	return status;
}

static enum status add_doc(struct call *call, struct replacements *r, uint32_t doc)
{
	struct store_change record;
	ProtobufCMessage *statement;
	struct arena scratch;
	enum status status = store_get_doc(call->txn, doc, 0, &record, &call->error);
	if (status != STATUS_OK || record.kind == STORE_DELETED)
		return status;
	arena_init(&scratch, call->service->options.arena_most / 2);
	status = record_load(call, &collections[STATEMENTS], &record, &scratch, &statement);
	if (status == STATUS_OK)
		status = add_all(call, statement, r);
	arena_fini(&scratch);
	return status;
}

/* Those by statements that are tied to one. */
static enum status add_tied(struct call *call, struct replacements *r, const char *name)
{
	struct store_postings postings;
	uint32_t doc;
	enum status status = store_postings_begin(call->txn, index_find(STATEMENTS, "links.statement"),
						  bytes_text(name), &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	while ((status = store_postings_next(&postings, &doc, &call->error)) == STATUS_OK) {
		status = add_doc(call, r, doc);
		if (status != STATUS_OK)
			break;
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Those of a statement, and of what replaces it, which may have been withdrawn. */
static enum status look_up(struct call *call, struct replacements *r, const char *name)
{
	r->count = 0;
	r->of = arena_text(&call->arena, name);
	if (r->of == NULL)
		return call_no_memory(call);
	enum status status = add_tied(call, r, name);
	for (size_t i = 0, first = r->count; status == STATUS_OK && i < first; i++)
		status = add_tied(call, r, r->list[i].by);
	return status;
}

enum status replacements_begin(struct call *call, int64_t as_of, struct replacements *out)
{
	struct arena scratch;
	*out = (struct replacements){ .as_of = as_of };
	if (as_of == 0)
		return STATUS_OK;
	arena_init(&scratch, call->service->options.arena_most / 2);
	enum status status = listing_each(call, STATEMENTS, as_of, &scratch, add_all, out);
	arena_fini(&scratch);
	return status;
}

enum status replacements_find(struct call *call, struct replacements *r, const char *name, int32_t day,
			      const struct replacement **out)
{
	enum status status = STATUS_OK;
	if (r->as_of == 0 && (r->of == NULL || strcmp(r->of, name) != 0))
		status = look_up(call, r, name);
	if (status == STATUS_OK)
		*out = replacement_of(r->list, r->count, name, day);
	return status;
}

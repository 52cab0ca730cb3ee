#include "service/candidates.h"

#include <assert.h>
#include <stdlib.h>

#include "service/indexes.h"

#define NO_DOC UINT32_MAX

/* ---- Postings: several lists, merged, each doc once -------------------- */

static enum status advance(struct candidates *c, size_t i)
{
	enum status status = store_postings_next(&c->postings[i], &c->heads[i], &c->call->error);
	if (status == STATUS_NOT_FOUND)
		c->heads[i] = NO_DOC;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status open_postings(struct candidates *c, const struct listing_term *term)
{
	const struct store_index *index = index_find(c->scope.collection, term->index);
	assert(index != NULL && c->posting_count < POSTINGS_MOST);
	enum status status = store_postings_begin(c->call->txn, index, bytes_text(term->term),
						  &c->postings[c->posting_count], &c->call->error);
	return status == STATUS_OK ? advance(c, c->posting_count++) : status;
}

static enum status next_doc(struct candidates *c, uint32_t *out)
{
	uint32_t doc = c->changed_at < c->changed_count ? c->changed[c->changed_at] : NO_DOC;
	for (size_t i = 0; i < c->posting_count; i++)
		if (c->heads[i] < doc)
			doc = c->heads[i];
	if (doc == NO_DOC)
		return STATUS_NOT_FOUND;
	for (size_t i = 0; i < c->posting_count; i++) {
		enum status status = c->heads[i] == doc ? advance(c, i) : STATUS_OK;
		if (status != STATUS_OK)
			return status;
	}
	c->changed_at += c->changed_at < c->changed_count && c->changed[c->changed_at] == doc;
	*out = doc;
	return STATUS_OK;
}

static enum status next_posting(struct candidates *c, struct store_change *out)
{
	uint32_t doc;
	enum status status;
	do {
		status = next_doc(c, &doc);
		if (status != STATUS_OK)
			return status;
		if (c->scope.brief && c->scope.as_of == 0)
			return store_get_brief(c->call->txn, doc, out, &c->call->error);
		status = store_get_doc(c->call->txn, doc, c->scope.as_of, out, &c->call->error);
	} while (status == STATUS_NOT_FOUND && c->scope.as_of != 0); /* it was made after as_of */
	return status;
}

/* ---- What changed since ------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Whether reading what changed costs less than reading all records. */
static enum status is_recent(struct candidates *c, bool *out)
{
	int64_t records, since = store_revision(c->call->txn) - c->scope.as_of;
	*out = true;
	if (c->scope.as_of == 0)
		return STATUS_OK;
	struct bytes prefix = bytes_text(collections[c->scope.collection].prefix);
	enum status status = store_count(c->call->txn, prefix, &records, &c->call->error);
	if (status == STATUS_OK)
		*out = since <= records;
	return status;
}

static enum status find_changed(struct candidates *c)
{
	struct call *call = c->call;
	int64_t as_of = c->scope.as_of, last = store_revision(call->txn);
	if (as_of == 0 || as_of == last)
		return STATUS_OK;
	c->changed = arena_array(&call->arena, (size_t)(last - as_of), sizeof *c->changed);
	if (c->changed == NULL)
		return call_no_memory(call);
	for (int64_t revision = as_of + 1; revision <= last; revision++) {
		struct store_change change;
		enum status status = store_change(call->txn, revision, &change, &call->error);
		if (status == STATUS_OK)
			status = call_on_time_at(call, (size_t)revision);
		if (status != STATUS_OK)
			return status;
		if (bytes_start_with(change.name, bytes_text(collections[c->scope.collection].prefix)))
			c->changed[c->changed_count++] = change.doc;
	}
	if (c->changed_count == 0)
		return STATUS_OK;
	qsort(c->changed, c->changed_count, sizeof *c->changed, by_number);
	size_t kept = 1;
	for (size_t i = 1; i < c->changed_count; i++)
		if (c->changed[i] != c->changed[kept - 1])
			c->changed[kept++] = c->changed[i];
	c->changed_count = kept;
	return STATUS_OK;
}

/* ---- Both ------------------------------------------------------------- */

/* The use that the filter demands, and the term. */
static const struct listing_use *find_use(const struct listing_source *source, const struct filter *filter,
					  const char **term)
{
	for (const struct listing_use *use = source->uses; use->path != NULL; use++) {
		*term = filter_demands(filter, use->path);
		if (*term != NULL && **term != '\0')
			return use;
	}
	return NULL;
}

static enum status begin_postings(struct candidates *c, const struct listing_term *terms, size_t count)
{
	enum status status = find_changed(c);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		status = open_postings(c, &terms[i]);
	if (status != STATUS_OK)
		candidates_end(c);
	return status;
}

enum status candidates_begin_terms(struct candidates *c, struct call *call, const struct candidates_scope *scope,
				   const struct listing_term *terms, size_t count)
{
	bool indexed = count > 0 && !scope->deleted;
	*c = (struct candidates){ .call = call, .scope = *scope };
	enum status status = indexed ? is_recent(c, &indexed) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	if (indexed)
		return begin_postings(c, terms, count);
	c->by_name = true;
	return store_scan_begin(call->txn, bytes_text(collections[scope->collection].prefix), scope->after,
				scope->as_of, &c->scan, &call->error);
}

enum status candidates_begin(struct candidates *c, struct call *call, const struct candidates_scope *scope,
			     const struct listing_source *source, const struct filter *filter)
{
	struct listing_term terms[LISTING_TERMS_MOST];
	size_t count = 0;
	const char *term;
	const struct listing_use *use = find_use(source, filter, &term);
	for (const char *const *path = use == NULL ? NULL : use->indexes; path != NULL && *path != NULL; path++)
		terms[count++] = (struct listing_term){ .index = *path, .term = term };
	return candidates_begin_terms(c, call, scope, terms, count);
}

enum status candidates_next(struct candidates *c, struct store_change *out)
{
	if (!c->by_name)
		return next_posting(c, out);
	return c->scope.brief ? store_scan_next_brief(&c->scan, out, &c->call->error)
			      : store_scan_next(&c->scan, out, &c->call->error);
}

void candidates_end(struct candidates *c)
{
	if (c->by_name)
		store_scan_end(&c->scan);
	for (size_t i = 0; i < c->posting_count; i++)
		store_postings_end(&c->postings[i]);
}

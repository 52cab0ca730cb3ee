#include "service/candidates.h"

#include <assert.h>

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

static enum status open_postings(struct candidates *c, enum collection_id collection, const char *path,
				 const char *term)
{
	const struct store_index *index = index_find(collection, path);
	assert(index != NULL && c->posting_count < POSTINGS_MOST);
	enum status status = store_postings_begin(c->call->txn, index, bytes_text(term), &c->postings[c->posting_count],
						  &c->call->error);
	return status == STATUS_OK ? advance(c, c->posting_count++) : status;
}

static enum status next_posting(struct candidates *c, struct store_change *out)
{
	uint32_t doc = NO_DOC;
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
	return store_get_doc(c->call->txn, doc, 0, out, &c->call->error);
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

enum status candidates_begin_terms(struct candidates *c, struct call *call, enum collection_id collection,
				   const struct listing_term *terms, size_t count, int64_t as_of, bool current,
				   struct bytes after)
{
	*c = (struct candidates){ .call = call, .as_of = as_of, .by_name = count == 0 || !current };
	if (c->by_name)
		return store_scan_begin(call->txn, bytes_text(collections[collection].prefix), after, as_of, &c->scan,
					&call->error);
	for (size_t i = 0; i < count; i++) {
		enum status status = open_postings(c, collection, terms[i].index, terms[i].term);
		if (status != STATUS_OK) {
			candidates_end(c);
			return status;
		}
	}
	return STATUS_OK;
}

enum status candidates_begin(struct candidates *c, struct call *call, const struct listing_source *source,
			     const struct filter *filter, int64_t as_of, bool current, struct bytes after)
{
	struct listing_term terms[LISTING_TERMS_MOST];
	size_t count = 0;
	const char *term;
	const struct listing_use *use = current ? find_use(source, filter, &term) : NULL;
	for (const char *const *path = use == NULL ? NULL : use->indexes; path != NULL && *path != NULL; path++)
		terms[count++] = (struct listing_term){ .index = *path, .term = term };
	return candidates_begin_terms(c, call, source->collection, terms, count, as_of, current, after);
}

enum status candidates_next(struct candidates *c, struct store_change *out)
{
	return c->by_name ? store_scan_next(&c->scan, out, &c->call->error) : next_posting(c, out);
}

void candidates_end(struct candidates *c)
{
	if (c->by_name)
		store_scan_end(&c->scan);
	for (size_t i = 0; i < c->posting_count; i++)
		store_postings_end(&c->postings[i]);
}

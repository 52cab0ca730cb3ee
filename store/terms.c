#include "store/private.h"

#include <stdlib.h>

void terms_init(struct store_terms *terms)
{
	*terms = (struct store_terms){ 0 };
	buffer_init(&terms->data, SIZE_MAX);
}

void terms_fini(struct store_terms *terms)
{
	buffer_fini(&terms->data);
	free(terms->terms);
	*terms = (struct store_terms){ 0 };
}

static enum status room_for_one(struct store_terms *terms)
{
	if (terms->count < terms->capacity)
		return STATUS_OK;
	size_t capacity = terms->capacity == 0 ? 64 : terms->capacity * 2;
	struct index_term *more = realloc(terms->terms, capacity * sizeof *more);
	if (more == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	terms->terms = more;
	terms->capacity = capacity;
	return STATUS_OK;
}

/* Up to eight bytes as a number that is in their order, as far as they tell. */
uint64_t term_lead(struct bytes term)
{
	uint64_t lead = 0;
	for (size_t i = 0; i < 8; i++)
		lead = lead << 8 | (i < term.size ? term.data[i] : 0);
	return lead;
}

enum status store_terms_add(struct store_terms *terms, struct bytes term)
{
	if (term.size == 0)
		return STATUS_OK;
	if (term.size > STORE_TERM_MOST)
		term.size = STORE_TERM_MOST;
	enum status status = room_for_one(terms);
	if (status == STATUS_OK)
		status = buffer_reserve(&terms->data, 1 + term.size);
	if (status != STATUS_OK)
		return status;
	size_t at = terms->data.size;
	terms->data.data[at] = terms->index;
	memcpy(terms->data.data + at + 1, term.data, term.size);
	terms->data.size += 1 + term.size;
	terms->terms[terms->count++] =
		(struct index_term){ term_lead(bytes_of(terms->data.data + at, 1 + term.size)), at, 1 + term.size };
	return STATUS_OK;
}

struct bytes terms_at(const struct store_terms *terms, size_t i)
{
	return bytes_of(terms->data.data + terms->terms[i].offset, terms->terms[i].size);
}

static int by_bytes(const void *a, const void *b, void *data)
{
	const struct index_term *left = a, *right = b;
	const uint8_t *base = data;
	if (left->lead != right->lead)
		return left->lead < right->lead ? -1 : 1;
	return bytes_compare(bytes_of(base + left->offset, left->size), bytes_of(base + right->offset, right->size));
}

static void sort_once_each(struct store_terms *terms, size_t from)
{
	if (terms->count == from)
		return;
	qsort_r(terms->terms + from, terms->count - from, sizeof *terms->terms, by_bytes, terms->data.data);
	size_t kept = from + 1;
	for (size_t i = kept; i < terms->count; i++)
		if (!bytes_equal(terms_at(terms, i), terms_at(terms, kept - 1)))
			terms->terms[kept++] = terms->terms[i];
	terms->count = kept;
}

enum status index_refused(const struct store_index *index, struct bytes name, enum status status, struct error *error)
{
	const int size = (int)name.size;
	if (status == STATUS_RESOURCE_EXHAUSTED)
		return error_set(error, status, "MEMORY", "Index %s takes more memory for record %.*s than there is.",
				 index->name, size, (const char *)name.data);
	return error_set(error, status, "INDEX", "Index %s does not take record %.*s.", index->name, size,
			 (const char *)name.data);
}

enum status terms_collect_more(struct store_terms *terms, const struct store_index *const *indexes, struct bytes name,
			       struct bytes body, struct error *error)
{
	size_t from = terms->count;
	for (; indexes != NULL && *indexes != NULL; indexes++) {
		if ((*indexes)->terms == NULL)
			continue;
		terms->index = (*indexes)->id;
		enum status status = (*indexes)->terms(*indexes, name, body, terms);
		if (status != STATUS_OK)
			return index_refused(*indexes, name, status, error);
	}
	sort_once_each(terms, from);
	return STATUS_OK;
}

static void clear(struct store_terms *terms)
{
	terms->count = 0;
	terms->data.size = 0;
}

enum status terms_collect(struct store_terms *terms, const struct store_index *const *indexes, struct bytes name,
			  struct bytes body, struct error *error)
{
	clear(terms);
	return terms_collect_more(terms, indexes, name, body, error);
}

enum status terms_copy(const struct store_terms *from, size_t first, size_t count, struct store_terms *to)
{
	enum status status = STATUS_OK;
	clear(to);
	for (size_t i = first; i < first + count && status == STATUS_OK; i++) {
		struct index_term term = from->terms[i];
		status = room_for_one(to);
		term.offset = to->data.size;
		if (status == STATUS_OK)
			status = buffer_put(&to->data, from->data.data + from->terms[i].offset, term.size);
		if (status == STATUS_OK)
			to->terms[to->count++] = term;
	}
	return status;
}

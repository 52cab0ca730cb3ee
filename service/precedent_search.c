#include "service/wordings.h"

#include <stdlib.h>

#include "domain/fingerprint.h"
#include "store/text.h"

#define TERMS_MOST 1024       /* of a wording that are looked up */
#define DOCS_MOST 1024        /* statements of one term, the first on record */
#define LEADS_MOST (64 << 10) /* of all terms */

/* A statement that a term led to, with what the term is worth. */
struct lead {
	uint32_t doc, worth;
};

struct search {
	struct call *call;
	struct store_text_view *view;
	int64_t statements;
	struct lead *leads;
	size_t count;
};

static int by_order(const void *a, const void *b)
{
	uint32_t x = fingerprint_order(*(const uint64_t *)a), y = fingerprint_order(*(const uint64_t *)b);
	return (x > y) - (x < y);
}

static int by_worth(const void *a, const void *b)
{
	const struct lead *x = a, *y = b;
	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	return (x->doc > y->doc) - (x->doc < y->doc);
}

/* The rarer a term, the more it tells: the square of the logarithm of how many
 * statements there are for each that has it. A term that was read in part tells
 * next to nothing, but is better than none. */
static uint32_t worth_of(int64_t statements, size_t having)
{
	if (having == DOCS_MOST)
		return 1;
	uint64_t each = (uint64_t)statements / having;
	uint32_t bits = each == 0 ? 1 : (uint32_t)(64 - __builtin_clzll(each)) + 1;
	return bits * bits;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* Statements that have a term; of those of a segment, the first. */
static size_t read_docs(const struct search *s, uint32_t term, uint32_t docs[2 * DOCS_MOST])
{
	size_t count = 0;
	for (size_t i = 0; i < s->view->count; i++) {
		count += store_text_docs(s->view, i, term, docs + count, DOCS_MOST);
		if (count <= DOCS_MOST)
			continue;
		qsort(docs, count, sizeof *docs, by_number);
		count = DOCS_MOST;
	}
	return count;
}

static void read_term(struct search *s, uint64_t gram)
{
	uint32_t docs[2 * DOCS_MOST];
	size_t count = read_docs(s, fingerprint_term(gram), docs);
	if (count > LEADS_MOST - s->count)
		count = LEADS_MOST - s->count;
	for (size_t i = 0; i < count; i++)
		s->leads[s->count++] = (struct lead){ docs[i], worth_of(s->statements, count) };
}

/* A lead for each statement, worth what all its terms are; in a table by doc. */
static enum status add_up(struct search *s, struct lead **out, size_t *count)
{
	size_t room = 64;
	while (room < 2 * s->count)
		room *= 2;
	struct lead *table = arena_array(&s->call->arena, room, sizeof *table);
	if (table == NULL)
		return call_no_memory(s->call);
	for (size_t i = 0; i < s->count; i++) {
		size_t at = (s->leads[i].doc * UINT32_C(2654435769)) & (room - 1);
		while (table[at].worth != 0 && table[at].doc != s->leads[i].doc)
			at = (at + 1) & (room - 1);
		table[at].doc = s->leads[i].doc;
		table[at].worth += s->leads[i].worth;
	}
	*count = 0;
	for (size_t i = 0; i < room; i++)
		if (table[i].worth != 0)
			table[(*count)++] = table[i];
	*out = table;
	return STATUS_OK;
}

static enum status read_terms(struct search *s, const uint64_t *grams, size_t count)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < count && i < TERMS_MOST; i++) {
		status = call_on_time_at(s->call, i);
		if (status == STATUS_OK)
			read_term(s, grams[i]);
	}
	return status == STATUS_OK ? store_text_check(s->view, &s->call->error) : status;
}

enum status precedent_search(struct call *call, const uint64_t *grams, size_t gram_count,
			     struct precedent_candidates *out)
{
	struct search s = { .call = call };
	struct lead *found = NULL;
	uint64_t *ordered = arena_copy(&call->arena, grams, gram_count * sizeof *grams);
	s.leads = arena_alloc(&call->arena, LEADS_MOST * sizeof *s.leads);
	if (ordered == NULL || s.leads == NULL)
		return call_no_memory(call);
	qsort(ordered, gram_count, sizeof *ordered, by_order);
	enum status status =
		store_count(call->txn, bytes_text(collections[STATEMENTS].prefix), &s.statements, &call->error);
	if (status == STATUS_OK)
		status = store_text_open(call->txn, &call->arena, &s.view, &call->error);
	if (status == STATUS_OK)
		status = read_terms(&s, ordered, gram_count);
	if (status == STATUS_OK)
		status = add_up(&s, &found, &out->count);
	if (status != STATUS_OK)
		return status;
	qsort(found, out->count, sizeof *found, by_worth);
	out->docs = arena_array(&call->arena, out->count, sizeof *out->docs);
	if (out->docs == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < out->count; i++)
		out->docs[i] = found[i].doc;
	return STATUS_OK;
}

/* Search without an index: every statement of a state is read and held against the
 * query. Ranks are those that the index would give. */
#include <stdlib.h>

#include "base/time.h"
#include "service/search/search.h"

/* A passage that passes, with how often each leaf stands in it behind it. */
struct found {
	struct found *next;
	uint32_t doc, block, length;
	int32_t day;
	struct bytes name, body;
	uint32_t tfs[];
};

struct scan {
	struct search *s;
	struct found *first, **last;
	uint32_t *tfs;
	struct arena passage; /* that is looked at */
};

static enum status keep(struct scan *scan, const struct store_change *change, const struct passage *p, uint32_t length)
{
	struct search *s = scan->s;
	size_t size = s->query->leaf_count * sizeof(uint32_t);
	struct found *f = arena_alloc(&s->call->arena, sizeof *f + size);
	if (f == NULL)
		return call_no_memory(s->call);
	*f = (struct found){ .doc = change->doc,
			     .block = (uint32_t)p->block,
			     .length = length,
			     .day = p->first_day,
			     .name = change->name,
			     .body = change->body };
	if (size > 0)
		memcpy(f->tfs, scan->tfs, size);
	*scan->last = f;
	scan->last = &f->next;
	if (!s->counts)
		return STATUS_OK;
	s->total_passages++;
	return s->sums == NULL ? STATUS_OK : search_sums_add(s, change->doc, p->facets, p->first_day);
}

static enum status scan_passage(struct scan *scan, const struct store_change *change, struct passages *passages,
				struct passage *p, bool takes)
{
	struct search *s = scan->s;
	const struct text_tokens *t;
	bool passes;
	enum status status = call_on_time(s->call); /* a passage may be long */
	if (status != STATUS_OK)
		return status;
	if (passage_analyse(passages, p, &t) != STATUS_OK)
		return call_no_memory(s->call);
	const struct query_passage passage = { .tokens = t,
					       .marks = p->marks,
					       .mark_count = p->mark_count,
					       .first_day = p->first_day,
					       .last_day = p->last_day };
	arena_reset(&scan->passage);
	if (query_match(s->query, &passage, &scan->passage, &passes, scan->tfs, NULL, NULL) != STATUS_OK)
		return call_no_memory(s->call);
	search_parts_hold(s, &passage);
	s->all++;
	s->length += t->length;
	query_count(s->query, t, s->having); /* ranks take a word's passages as those of its terms, added up */
	for (size_t i = 0; i < s->query->leaf_count; i++)
		s->having[i] += s->query->leaves[i]->kind != QUERY_WORD && scan->tfs[i] > 0;
	return passes && takes ? keep(scan, change, p, t->length) : STATUS_OK;
}

static enum status scan_statement(struct scan *scan, const struct store_change *change)
{
	struct search *s = scan->s;
	struct passages passages;
	struct passage p;
	ProtobufCMessage *m;
	arena_reset(&s->scratch);
	enum status status = record_load(s->call, &collections[STATEMENTS], change, &s->scratch, &m);
	if (status != STATUS_OK)
		return status;
	bool takes = s->filter == NULL || filter_test(s->filter, m);
	status = passages_begin(&passages, (const Truce__V1__Statement *)m, s->analyser, &s->scratch);
	while (status == STATUS_OK && (status = passages_next(&passages, &p)) == STATUS_OK)
		status = scan_passage(scan, change, &passages, &p, takes);
	if (status == STATUS_RESOURCE_EXHAUSTED && s->call->error.status == STATUS_OK)
		return call_no_memory(s->call);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status scan_all(struct scan *scan)
{
	struct call *call = scan->s->call;
	struct store_scan records;
	struct store_change change;
	enum status status = store_scan_begin(call->txn, bytes_text(collections[STATEMENTS].prefix), bytes_text(""),
					      scan->s->as_of, &records, &call->error);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK) {
		status = call_on_time(call);
		if (status == STATUS_OK)
			status = store_scan_next(&records, &change, &call->error);
		if (status == STATUS_OK && change.kind != STORE_DELETED)
			status = scan_statement(scan, &change);
	}
	store_scan_end(&records);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Statements by their best passages. */
static void rank_all(struct scan *scan)
{
	struct search *s = scan->s;
	struct search_hit hit = { .doc = 0 };
	bool has = false;
	s->average = s->all == 0 || s->length == 0 ? 1 : (double)s->length / (double)s->all;
	for (size_t i = 0; i < s->query->leaf_count; i++)
		s->idf[i] = rank_idf(s->all, s->having[i] < s->all ? s->having[i] : s->all);
	for (const struct found *f = scan->first; f != NULL; f = f->next) {
		double score = 0;
		for (size_t i = 0; i < s->query->leaf_count; i++)
			if (f->tfs[i] > 0)
				score += rank_leaf(s->idf[i], f->tfs[i], f->length, s->average);
		if (!has || f->doc != hit.doc) {
			if (has && search_page_takes(&s->page, &hit))
				search_page_keep(&s->page, &hit);
			hit = (struct search_hit){
				.doc = f->doc, .day = f->day, .score = -1, .name = f->name, .body = f->body
			};
			has = true;
			s->total += s->counts;
		}
		if (score > hit.score) {
			hit.score = score;
			hit.block = f->block;
		}
	}
	if (has && search_page_takes(&s->page, &hit))
		search_page_keep(&s->page, &hit);
}

enum status search_by_scan(struct search *s)
{
	struct scan scan = { .s = s };
	scan.last = &scan.first;
	scan.tfs = arena_array(&s->call->arena, s->query->leaf_count + 1, sizeof *scan.tfs);
	if (scan.tfs == NULL)
		return call_no_memory(s->call);
	search_parts_find(s);
	arena_init(&scan.passage, s->call->service->options.arena_most);
	enum status status = scan_all(&scan);
	arena_fini(&scan.passage);
	if (status == STATUS_OK)
		rank_all(&scan);
	return status;
}

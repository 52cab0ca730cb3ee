#include "service/search/run.h"

/* ---- Statements -------------------------------------------------------- */

static enum status load(struct search *s, struct search_hit *hit, struct store_change *change)
{
	if (hit->name.data != NULL)
		return STATUS_OK;
	enum status status = call_on_time(s->call); /* a record may be large */
	if (status == STATUS_OK)
		status = store_get_doc(s->call->txn, hit->doc, 0, change, &s->call->error);
	if (status != STATUS_OK)
		return status;
	hit->name = change->name;
	hit->body = change->body;
	return STATUS_OK;
}

/* Whether a statement passes the filter and the page before, one of which there is; its name and
 * body are set. */
static enum status loaded_hit_passes(struct search *s, struct search_hit *hit, bool *takes)
{
	struct store_change change;
	ProtobufCMessage *statement;
	change.revision = 0;
	enum status status = load(s, hit, &change);
	if (status != STATUS_OK)
		return status;
	if (s->since != 0 && change.revision > s->since) {
		*takes = false;
		return STATUS_OK;
	}
	if (s->filter == NULL)
		return STATUS_OK;
	arena_reset(&s->scratch);
	change.body = hit->body;
	status = record_load(s->call, &collections[STATEMENTS], &change, &s->scratch, &statement);
	if (status == STATUS_OK)
		*takes = filter_test(s->filter, statement);
	return status;
}

static inline enum status takes_hit(struct search *s, struct search_hit *hit, bool *takes)
{
	*takes = true;
	return s->filter == NULL && s->since == 0 ? STATUS_OK : loaded_hit_passes(s, hit, takes);
}

/* A statement has been gone through. */
static enum status end_hit(struct search_run *r)
{
	struct search *s = r->s;
	bool wanted = search_page_takes(&s->page, &r->hit);
	if (!r->has_hit)
		return STATUS_OK;
	r->has_hit = false;
	if (!wanted && !s->counts)
		return STATUS_OK;
	if (wanted && !s->counts) { /* else it was held against the filter at its first passage */
		enum status status = takes_hit(s, &r->hit, &wanted);
		if (status != STATUS_OK)
			return status;
	}
	if (wanted)
		search_page_keep(&s->page, &r->hit);
	return STATUS_OK;
}

enum status run_end(struct search_run *r)
{
	enum status status = r->s->ended; /* a seeker may have noticed */
	if (status == STATUS_OK)
		status = end_hit(r);
	r->hit.doc = 0;
	return status;
}

/* ---- Passages ---------------------------------------------------------- */

static double score_at(struct search_run *r, uint32_t unit)
{
	double score = 0;
	uint32_t length = store_text_value(&r->segment->length, unit);
	r->s->work += r->s->query->leaf_count;
	for (size_t i = 0; i < r->s->query->leaf_count; i++) {
		struct seeker *leaf = r->leaves[i];
		if (r->own_leaves && seek_to(leaf, unit, r->s) != unit)
			continue;
		uint32_t tf = leaf == r->lead ? r->lead_tf : leaf->unit == unit ? seek_tf(leaf) : 0;
		if (tf > 0)
			score += rank_leaf(r->s->idf[i], tf, length, r->s->average);
	}
	return score;
}

static enum status count_passage(struct search_run *r, uint32_t unit, uint32_t doc, int32_t day)
{
	struct search *s = r->s;
	struct bytes facets[PASSAGE_FACETS];
	s->total_passages++;
	if (s->sums == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < PASSAGE_FACETS; i++)
		facets[i] = store_text_facet(r->segment, i, store_text_value(&r->segment->facet[i], unit));
	return search_sums_add(s, doc, facets, day);
}

/* The first passage of another statement: with all counted, it is held against the
 * filter at once, and left out of everything where it does not pass (doc 0). */
static enum status begin_hit(struct search_run *r, uint32_t doc, int32_t day)
{
	enum status status = end_hit(r);
	bool takes = true;
	r->hit = (struct search_hit){ .doc = doc, .day = day, .score = -1 };
	if (status == STATUS_OK && r->s->counts)
		status = takes_hit(r->s, &r->hit, &takes);
	r->has_hit = takes;
	if (status == STATUS_OK && takes && r->s->counts)
		r->s->total++;
	return status;
}

enum status run_take(struct search_run *r, uint32_t unit)
{
	uint32_t doc = store_text_value(&r->segment->doc, unit);
	int32_t day = (int32_t)store_text_value(&r->segment->first_day, unit);
	enum status status = STATUS_OK;
	if (doc != r->hit.doc)
		status = begin_hit(r, doc, day);
	if (status != STATUS_OK || !r->has_hit)
		return status;
	double score = score_at(r, unit);
	if (score > r->hit.score) {
		r->hit.score = score;
		r->hit.block = store_text_value(&r->segment->block, unit);
	}
	return r->s->counts ? count_passage(r, unit, doc, day) : STATUS_OK;
}

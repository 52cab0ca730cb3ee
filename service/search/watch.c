#include "base/time.h"
#include "service/handlers.h"
#include "service/search/search.h"

#define WATCHED_MOST 50            /* hits of one answer */
#define LOOK_MOST (20 * NS_PER_MS) /* one call's turn: the other watches wait */

struct watched {
	struct call *call;
	struct query *query;
	struct filter *filter;
	int64_t after; /* the last revision that was held against the query */
	Truce__V1__WatchSearchResponse out;
	struct arena record, passage; /* that are looked at */
};

static enum status watch_passage(struct watched *w, struct passages *passages, struct passage *p, bool *found)
{
	const struct text_tokens *t;
	uint32_t tfs[QUERY_TERMS_MOST];
	arena_reset(&w->passage);
	if (passage_analyse(passages, p, &t) != STATUS_OK)
		return STATUS_RESOURCE_EXHAUSTED;
	const struct query_passage passage = { .tokens = t,
					       .marks = p->marks,
					       .mark_count = p->mark_count,
					       .first_day = p->first_day,
					       .last_day = p->last_day };
	return query_match(w->query, &passage, &w->passage, found, tfs, NULL, NULL);
}

/* A change's statement, by its first passage that matches. */
static enum status watch_change(struct watched *w, const struct store_change *change, struct search_hit *hit,
				bool *found)
{
	struct passages passages;
	struct passage p;
	ProtobufCMessage *m;
	arena_reset(&w->record);
	enum status status = record_load(w->call, &collections[STATEMENTS], change, &w->record, &m);
	if (status != STATUS_OK || (w->filter != NULL && !filter_test(w->filter, m)))
		return status;
	status = passages_begin(&passages, (const Truce__V1__Statement *)m, text_analyser_mine(), &w->record);
	while (status == STATUS_OK && !*found && (status = passages_next(&passages, &p)) == STATUS_OK)
		status = watch_passage(w, &passages, &p, found);
	if (status == STATUS_RESOURCE_EXHAUSTED)
		return call_no_memory(w->call);
	if (*found)
		*hit = (struct search_hit){ .block = (uint32_t)p.block, .name = change->name, .body = change->body };
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status tell(struct watched *w, const struct search_hit *hit)
{
	Truce__V1__SearchHit *m;
	enum status status = search_hit_message(w->call, w->query, text_analyser_mine(), hit, &m);
	if (status == STATUS_OK && !message_append(&w->out.base, "hits", &m->base, &w->call->arena))
		status = call_no_memory(w->call);
	return status;
}

static enum status watch_next(struct watched *w)
{
	struct store_change change;
	struct search_hit hit;
	bool found = false;
	enum status status = store_change(w->call->txn, w->after + 1, &change, &w->call->error);
	if (status != STATUS_OK)
		return status;
	if (!change.compacted && change.kind != STORE_DELETED &&
	    bytes_start_with(change.name, bytes_text(collections[STATEMENTS].prefix)))
		status = watch_change(w, &change, &hit, &found);
	if (status == STATUS_OK && found)
		status = tell(w, &hit);
	w->after += status == STATUS_OK;
	return status;
}

/* Goes on until the answer is full or the call's turn is over; the next look goes on from
 * there, and an answer at the call's deadline says how far it came. */
static enum status watch_changes(struct watched *w)
{
	int64_t latest = store_revision(w->call->txn), until = clock_monotonic() + LOOK_MOST;
	enum status status = STATUS_OK;
	while (status == STATUS_OK && w->after < latest && w->out.n_hits < WATCHED_MOST) {
		status = watch_next(w);
		if (clock_monotonic() >= until)
			break;
	}
	if (w->after < latest)
		w->call->look_at = 0;
	return status;
}

/* Called once for a reply and again after each commit, as journal_watch. */
enum status search_watch(struct call *call)
{
	struct watched w = { .call = call, .out = TRUCE__V1__WATCH_SEARCH_RESPONSE__INIT };
	enum status status = journal_watched(call, &w.after);
	if (status == STATUS_OK && text_analyser_mine() == NULL)
		status = call_no_memory(call);
	if (status == STATUS_OK)
		status = search_compile(call, text_analyser_mine(), &w.query, &w.filter);
	if (status != STATUS_OK)
		return status;
	arena_init(&w.record, call->service->options.arena_most);
	arena_init(&w.passage, call->service->options.arena_most);
	status = watch_changes(&w);
	arena_fini(&w.passage);
	arena_fini(&w.record);
	if (status != STATUS_OK)
		return status;
	call->told = w.out.n_hits > 0;
	call->seen = w.out.next_revision = w.after;
	return call_reply_message(call, &w.out.base);
}

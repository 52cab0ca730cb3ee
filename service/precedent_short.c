#include "service/wordings.h"

#include <stdlib.h>
#include <string.h>

#include "domain/fingerprint.h"
#include "domain/query.h"
#include "service/search/search.h"

#define PASSAGES_MOST (4 << 10) /* that the phrases of a question may lead through, past the first phrase */

/* Three words in a row. */
struct phrase {
	size_t first; /* word */
	int64_t cost; /* passages that have the rarest of its words */
	bool apart;   /* shares no word with a cheaper one */
};

/* The phrases, in quotes and with OR between: "\"a b c\" OR \"b c d\"". */
static char *query_of(const struct wording *w, const struct phrase *phrases, size_t count, struct arena *arena)
{
	size_t room = 1;
	for (size_t i = 0; i < count; i++) {
		const struct wording_word *at = &w->at[phrases[i].first];
		room += at[FINGERPRINT_WORDS - 1].end - at->start + FINGERPRINT_WORDS + sizeof " OR \"\"";
	}
	char *query = arena_alloc(arena, room), *to = query;
	for (size_t i = 0; query != NULL && i < count; i++) {
		to = stpcpy(to, i == 0 ? "\"" : " OR \"");
		for (size_t k = 0; k < FINGERPRINT_WORDS; k++) {
			const struct wording_word *word = &w->at[phrases[i].first + k];
			*to++ = ' ';
			to = (char *)memcpy(to, w->text + word->start, word->end - word->start) +
			     (word->end - word->start);
		}
		to = stpcpy(to, "\"");
	}
	return query;
}

/* Passages that the rarest word below a node of the query leads through. */
static enum status cost_of(struct call *call, struct store_text_view *view, const struct query_node *n, int64_t *cost)
{
	enum status status = STATUS_OK;
	int64_t having = 0;
	for (const struct query_node *child = n->first; status == STATUS_OK && child != NULL; child = child->next)
		status = cost_of(call, view, child, cost);
	for (size_t i = 0; status == STATUS_OK && i < n->term_count; i++) {
		struct store_text_term term;
		status = store_text_find(view, STORE_TEXT_WORD, n->terms[i], &term, &call->error);
		having += term.df;
	}
	if (status == STATUS_OK && n->term_count > 0 && having < *cost)
		*cost = having;
	return status;
}

static enum status weigh(struct call *call, const struct wording *w, struct phrase *phrases, size_t count)
{
	struct text_analyser *analyser = text_analyser_mine();
	struct store_text_view *view;
	struct query *query;
	const char *text = query_of(w, phrases, count, &call->arena);
	if (analyser == NULL || text == NULL)
		return call_no_memory(call);
	enum status status = store_text_open(call->txn, &call->arena, &view, &call->error);
	if (status == STATUS_OK)
		status = query_parse(text, analyser, &call->arena, &query, &call->error);
	if (status != STATUS_OK)
		return status;
	const struct query_node *n = query->root->kind == QUERY_OR ? query->root->first : query->root;
	for (size_t i = 0; status == STATUS_OK && i < count && n != NULL; i++, n = n->next)
		status = cost_of(call, view, n, &phrases[i].cost);
	return status;
}

static int by_cost(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;
	if (x->apart != y->apart)
		return x->apart ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

/* The cheapest first, of those that share no word with one before, so that a changed word
 * costs one of them; then the others, as many as lead through few enough passages. */
static size_t choose(struct phrase *phrases, size_t count)
{
	int64_t sum = 0;
	size_t chosen = 0;
	qsort(phrases, count, sizeof *phrases, by_cost);
	for (size_t i = 0; i < count; i++) {
		phrases[i].apart = true;
		for (size_t k = 0; k < i && phrases[i].apart; k++)
			phrases[i].apart = !phrases[k].apart || llabs((long long)phrases[k].first -
								      (long long)phrases[i].first) >= FINGERPRINT_WORDS;
	}
	qsort(phrases, count, sizeof *phrases, by_cost);
	do
		sum += phrases[chosen++].cost;
	while (chosen < count && sum + phrases[chosen].cost <= PASSAGES_MOST);
	return chosen;
}

enum status precedent_search_short(struct call *call, const struct wording *wording, size_t most,
				   struct precedent_candidates *out)
{
	size_t count = wording->count - FINGERPRINT_WORDS + 1;
	struct phrase *phrases = arena_array(&call->arena, count, sizeof *phrases);
	if (phrases == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < count; i++)
		phrases[i] = (struct phrase){ .first = i, .cost = INT64_MAX };
	enum status status = weigh(call, wording, phrases, count);
	if (status != STATUS_OK)
		return status;
	size_t chosen = choose(phrases, count);
	const char *query = query_of(wording, phrases, chosen, &call->arena);
	return query == NULL ? call_no_memory(call) : search_best(call, query, most, &out->docs, &out->count);
}

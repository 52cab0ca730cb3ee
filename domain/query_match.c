#include "domain/query.h"

#include <assert.h>
#include <stdlib.h>

#include "domain/query_inside.h"

#define FEW 8

/* ---- The terms of a query ----------------------------------------------- */

static int compare(struct bytes a, struct bytes b)
{
	if (a.size != b.size)
		return a.size < b.size ? -1 : 1;
	return memcmp(a.data, b.data, a.size);
}

static int by_term(const void *a, const void *b)
{
	const struct query_term *x = a, *y = b;
	int order = compare(x->term, y->term);
	return order != 0 ? order : (x->node->number > y->node->number) - (x->node->number < y->node->number);
}

/* Counts the words and prefixes of a tree and their terms; with room, puts them there. */
static void gather(struct query *q, struct query_node *n)
{
	struct query_terms *terms = n->kind == QUERY_WORD ? &q->words : &q->prefixes;
	bool is_word = n->kind == QUERY_WORD || n->kind == QUERY_PREFIX;
	if (is_word)
		n->number = (uint32_t)q->word_count++;
	for (size_t i = 0; is_word && i < n->term_count; i++, terms->count++)
		if (terms->at != NULL)
			terms->at[terms->count] = (struct query_term){ n->terms[i], n };
	for (struct query_node *c = n->first; c != NULL; c = c->next)
		gather(q, c);
}

/* Most queries have few terms, for which qsort is a long way. */
static void sort_few(struct query_terms *terms)
{
	for (size_t i = 1; i < terms->count; i++) {
		const struct query_term term = terms->at[i];
		size_t at = i;
		for (; at > 0 && by_term(&terms->at[at - 1], &term) > 0; at--)
			terms->at[at] = terms->at[at - 1];
		terms->at[at] = term;
	}
}

static void sort(struct query_terms *terms)
{
	size_t last = 0;
	if (terms->count <= FEW)
		sort_few(terms);
	else
		qsort(terms->at, terms->count, sizeof *terms->at, by_term);
	for (size_t i = 0; i < terms->count; i++) {
		if (terms->at[i].term.size == last)
			continue;
		last = terms->at[i].term.size;
		terms->sizes[terms->size_count++] = (uint8_t)last;
	}
}

bool query_sort(struct query *q, struct arena *arena)
{
	gather(q, q->root);
	q->words.at = arena_array(arena, q->words.count + 1, sizeof *q->words.at);
	q->prefixes.at = arena_array(arena, q->prefixes.count + 1, sizeof *q->prefixes.at);
	if (q->words.at == NULL || q->prefixes.at == NULL)
		return false;
	q->words.count = q->prefixes.count = q->word_count = 0;
	gather(q, q->root);
	sort(&q->words);
	sort(&q->prefixes);
	return true;
}

/* The first term that is not less. */
static size_t find_term(const struct query_terms *terms, struct bytes term)
{
	size_t low = 0, high = terms->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare(terms->at[middle].term, term) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void query_count(const struct query *query, const struct text_tokens *t, int64_t *having)
{
	const struct query_terms *words = &query->words;
	bool seen[QUERY_TERMS_MOST * QUERY_WORD_TERMS_MOST] = { false };
	assert(words->count <= QUERY_TERMS_MOST * QUERY_WORD_TERMS_MOST);
	for (size_t i = 0; i < t->count; i++) {
		struct bytes term = text_term(t, &t->at[i]);
		for (size_t k = find_term(words, term); k < words->count && bytes_equal(words->at[k].term, term); k++)
			seen[k] = true;
	}
	for (size_t k = 0; k < words->count; k++)
		if (words->at[k].node->leaf != QUERY_NO_LEAF)
			having[words->at[k].node->leaf] += seen[k];
}

/* ---- Where they stand --------------------------------------------------- */

/* Where a node stands in a passage: positions, ascending, and the stretch of text of
 * each. */
struct places {
	uint32_t *at;
	struct query_span *span;
	size_t count, room;
};

struct match {
	const struct query *query;
	const struct query_passage *passage;
	struct arena *arena;
	struct places *words; /* by number */
	struct query_span *spans;
	size_t span_count, span_room;
	uint32_t *tfs;
	bool wants_spans, full;
};

static bool make_room(struct match *m, struct places *p, size_t most)
{
	*p = (struct places){ .at = arena_array(m->arena, most + 1, sizeof *p->at),
			      .span = arena_array(m->arena, most + 1, sizeof *p->span),
			      .room = most };
	m->full |= p->at == NULL || p->span == NULL;
	return !m->full;
}

/* A position that a word stands at twice, as a form and a stem, counts once. */
static void add_place(struct match *m, struct places *p, const struct text_token *token)
{
	struct places more;
	if (p->count > 0 && p->at[p->count - 1] == token->position)
		return;
	if (p->count == p->room) {
		if (!make_room(m, &more, p->room == 0 ? 8 : 2 * p->room))
			return;
		if (p->count > 0) {
			memcpy(more.at, p->at, p->count * sizeof *p->at);
			memcpy(more.span, p->span, p->count * sizeof *p->span);
		}
		more.count = p->count;
		*p = more;
	}
	p->at[p->count] = token->position;
	p->span[p->count++] = (struct query_span){ token->start, token->end };
}

/* Adds a place to all that have a term of these bytes. */
static void add_to(struct match *m, const struct query_terms *terms, struct bytes term, const struct text_token *token)
{
	for (size_t i = find_term(terms, term); i < terms->count && bytes_equal(terms->at[i].term, term); i++)
		add_place(m, &m->words[terms->at[i].node->number], token);
}

/* Looks each token up; what it begins with, once for each size that prefixes have. */
static void find_places(struct match *m)
{
	const struct text_tokens *t = m->passage->tokens;
	const struct query_terms *prefixes = &m->query->prefixes;
	m->words = arena_array(m->arena, m->query->word_count + 1, sizeof *m->words);
	m->full = m->words == NULL;
	for (size_t i = 0; i < t->count && !m->full; i++) {
		struct bytes term = text_term(t, &t->at[i]);
		add_to(m, &m->query->words, term, &t->at[i]);
		for (size_t k = 0; k < prefixes->size_count && prefixes->sizes[k] <= term.size; k++)
			add_to(m, prefixes, bytes_of(term.data, prefixes->sizes[k]), &t->at[i]);
	}
}

/* Phrases and near take places away: of a copy. */
static void places_of_word(struct match *m, const struct query_node *n, struct places *out)
{
	const struct places *all = &m->words[n->number];
	if (all->count == 0 || !make_room(m, out, all->count))
		return;
	memcpy(out->at, all->at, all->count * sizeof *out->at);
	memcpy(out->span, all->span, all->count * sizeof *out->span);
	out->count = all->count;
}

/* The first place that is not before a position. */
static size_t seek(const struct places *p, uint32_t position)
{
	size_t low = 0, high = p->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (p->at[middle] < position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void places_of(struct match *m, const struct query_node *n, struct places *out);

static void places_of_phrase(struct match *m, const struct query_node *n, struct places *out)
{
	struct places word;
	places_of(m, n->first, out);
	for (const struct query_node *c = n->first->next; c != NULL && !m->full; c = c->next) {
		size_t kept = 0;
		places_of(m, c, &word);
		for (size_t i = 0; i < out->count && !m->full; i++) {
			size_t at = seek(&word, out->at[i] + c->offset);
			if (at == word.count || word.at[at] != out->at[i] + c->offset)
				continue;
			out->at[kept] = out->at[i];
			out->span[kept++] = (struct query_span){ out->span[i].start, word.span[at].end };
		}
		out->count = kept;
	}
}

static void add_span(struct match *m, const struct query_span *span)
{
	if (!m->wants_spans || m->full)
		return;
	if (m->span_count == m->span_room) {
		size_t room = m->span_room == 0 ? 32 : 2 * m->span_room;
		struct query_span *spans = arena_array(m->arena, room, sizeof *spans);
		if (spans == NULL) {
			m->full = true;
			return;
		}
		if (m->span_count > 0)
			memcpy(spans, m->spans, m->span_count * sizeof *spans);
		m->spans = spans;
		m->span_room = room;
	}
	m->spans[m->span_count++] = *span;
}

/* Places of the last child that have one of the child before within its distance, and so
 * on back to the first. */
static void places_of_near(struct match *m, const struct query_node *n, struct places *out)
{
	struct places next;
	places_of(m, n->first, out);
	for (const struct query_node *c = n->first->next; c != NULL && !m->full; c = c->next) {
		size_t kept = 0;
		places_of(m, c, &next);
		for (size_t i = 0; i < next.count && !m->full; i++) {
			uint32_t from = next.at[i] < c->offset ? 0 : next.at[i] - c->offset;
			size_t at = seek(out, from);
			if (at == out->count || out->at[at] > next.at[i] + c->offset)
				continue;
			add_span(m, &out->span[at]);
			next.at[kept] = next.at[i];
			next.span[kept++] = next.span[i];
		}
		next.count = kept;
		*out = next;
	}
}

static void places_of_or(struct match *m, const struct query_node *n, struct places *out)
{
	struct places one, both;
	places_of(m, n->first, out);
	for (const struct query_node *c = n->first->next; c != NULL && !m->full; c = c->next) {
		places_of(m, c, &one);
		if (m->full || !make_room(m, &both, out->count + one.count))
			return;
		for (size_t i = 0, k = 0; i < out->count || k < one.count;) {
			bool left = k == one.count || (i < out->count && out->at[i] <= one.at[k]);
			if (left && k < one.count && out->at[i] == one.at[k])
				k++;
			both.at[both.count] = left ? out->at[i] : one.at[k];
			both.span[both.count++] = left ? out->span[i] : one.span[k];
			i += left;
			k += !left;
		}
		*out = both;
	}
}

static void places_of(struct match *m, const struct query_node *n, struct places *out)
{
	*out = (struct places){ .count = 0 };
	if (n->kind == QUERY_PHRASE)
		places_of_phrase(m, n, out);
	else if (n->kind == QUERY_NEAR)
		places_of_near(m, n, out);
	else if (n->kind == QUERY_OR)
		places_of_or(m, n, out);
	else
		places_of_word(m, n, out);
}

/* ---- Truth ------------------------------------------------------------- */

static bool is_marked(struct bytes mark, struct bytes term, bool whole)
{
	return whole ? bytes_equal(mark, term) : bytes_start_with(mark, term);
}

static bool has_mark(const struct match *m, const struct query_node *n)
{
	for (size_t i = 0; i < m->passage->mark_count; i++)
		for (size_t k = 0; k < n->term_count; k++)
			if (is_marked(m->passage->marks[i], n->terms[k], n->kind == QUERY_MARK))
				return true;
	return false;
}

static bool is_in_days(const struct match *m, const struct query_node *n)
{
	const struct query_passage *p = m->passage;
	return p->first_day != QUERY_NO_DAY && p->first_day <= n->last_day && p->last_day >= n->first_day;
}

static bool holds_leaf(struct match *m, const struct query_node *n)
{
	struct places places;
	if (n->leaf != QUERY_NO_LEAF)
		m->tfs[n->leaf] = 0;
	bool wanted = m->wants_spans;
	m->wants_spans = wanted && n->leaf != QUERY_NO_LEAF;
	places_of(m, n, &places);
	for (size_t i = 0; i < places.count; i++)
		add_span(m, &places.span[i]);
	m->wants_spans = wanted;
	if (n->leaf != QUERY_NO_LEAF)
		m->tfs[n->leaf] = (uint32_t)places.count;
	return places.count > 0;
}

/* Every leaf is looked at, so that all are counted. */
static bool holds(struct match *m, const struct query_node *n)
{
	bool all = true, any = false;
	switch (n->kind) {
	case QUERY_MARK:
	case QUERY_MARK_PREFIX:
		return has_mark(m, n);
	case QUERY_DAYS:
		return is_in_days(m, n);
	case QUERY_NOT:
		return !holds(m, n->first);
	case QUERY_AND:
	case QUERY_OR:
		for (const struct query_node *c = n->first; c != NULL; c = c->next) {
			bool one = holds(m, c);
			all &= one;
			any |= one;
		}
		return n->kind == QUERY_AND ? all : any;
	default:
		return holds_leaf(m, n);
	}
}

bool query_field_holds(const struct query_node *field, const struct query_passage *passage)
{
	struct match m = { .passage = passage };
	return holds(&m, field);
}

static int by_start(const void *a, const void *b)
{
	const struct query_span *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

static void join_spans(struct match *m)
{
	size_t kept = 0;
	if (m->span_count > 0)
		qsort(m->spans, m->span_count, sizeof *m->spans, by_start);
	for (size_t i = 0; i < m->span_count; i++) {
		if (kept > 0 && m->spans[i].start <= m->spans[kept - 1].end) {
			if (m->spans[i].end > m->spans[kept - 1].end)
				m->spans[kept - 1].end = m->spans[i].end;
			continue;
		}
		m->spans[kept++] = m->spans[i];
	}
	m->span_count = kept;
}

enum status query_match(const struct query *query, const struct query_passage *passage, struct arena *arena,
			bool *passes, uint32_t *tfs, struct query_span **spans, size_t *span_count)
{
	struct match m = {
		.query = query, .passage = passage, .arena = arena, .tfs = tfs, .wants_spans = spans != NULL
	};
	find_places(&m);
	bool passed = !m.full && holds(&m, query->root);
	if (m.full)
		return STATUS_RESOURCE_EXHAUSTED;
	*passes = passed;
	if (spans != NULL) {
		join_spans(&m);
		*spans = m.spans;
		*span_count = m.span_count;
	}
	return STATUS_OK;
}

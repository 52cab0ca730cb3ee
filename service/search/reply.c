#include <stdlib.h>

#include "base/utf8.h"
#include "proto/wire.h"
#include "service/listing.h"
#include "service/search/search.h"

#define SNIPPET_BYTES 240
#define SNIPPET_LEAD 40 /* bytes before the first match */
#define MATCHES_MOST 1000

/* ---- Snippets ---------------------------------------------------------- */

/* A place at or before `at` where a word begins, no further back than `most`; so far back
 * where no blank parts words, as in Chinese. */
static size_t word_start(const char *text, size_t at, size_t most)
{
	size_t least = at > most ? at - most : 0, from = at;
	for (size_t i = at; i > least; i--)
		if (text[i - 1] == ' ' || text[i - 1] == '\n')
			from = i;
	if (least == 0 || (from == at && (unsigned char)text[at] >= 0xE3))
		from = least;
	while (from > 0 && utf8_is_inside(text[from]))
		from--;
	return from;
}

/* The stretch that has most matches, with some words before the first. */
static void choose_snippet(const char *text, size_t size, const struct query_span *spans, size_t count, size_t *start,
			   size_t *end)
{
	size_t best = 0, most = 0;
	for (size_t i = 0, k = 0; i < count; i++) {
		for (k = k < i ? i : k; k < count && spans[k].end - spans[i].start <= SNIPPET_BYTES - SNIPPET_LEAD;)
			k++;
		if (k - i > most) {
			most = k - i;
			best = i;
		}
	}
	*start = count == 0 ? 0 : word_start(text, spans[best].start, SNIPPET_LEAD);
	*end = *start + SNIPPET_BYTES;
	if (*end >= size) {
		*end = size;
		*start = size > SNIPPET_BYTES ? word_start(text, size - SNIPPET_BYTES, SNIPPET_LEAD) : 0;
		return;
	}
	size_t cut = *end;
	while (cut > *start + SNIPPET_BYTES / 2 && text[cut] != ' ' && text[cut] != '\n')
		cut--;
	if (text[cut] == ' ' || text[cut] == '\n')
		*end = cut;
	while (*end > *start && utf8_is_inside(text[*end]))
		--*end;
}

static Truce__V1__TextSpan *span_message(struct arena *arena, uint32_t block, size_t start, size_t end)
{
	Truce__V1__TextSpan *m = (Truce__V1__TextSpan *)message_new(&truce__v1__text_span__descriptor, arena);
	if (m == NULL)
		return NULL;
	m->block = (int32_t)block;
	m->start = (int32_t)start;
	m->end = (int32_t)end;
	return m;
}

/* ---- Hits -------------------------------------------------------------- */

/* The passage of a title: there is no block of it. */
static ProtobufCMessage *title_passage(const Truce__V1__Statement *s, const struct passage *p, struct arena *arena)
{
	Truce__V1__Passage *m = (Truce__V1__Passage *)message_new(&truce__v1__passage__descriptor, arena);
	if (m == NULL)
		return NULL;
	m->statement = s->name;
	m->title = s->title;
	m->symbol = s->symbol;
	m->date = s->date;
	m->statement_kind = s->kind;
	m->text = arena_text_n(arena, p->text.data, p->text.size);
	return m->text == NULL ? NULL : &m->base;
}

static enum status set_passage(struct call *call, const Truce__V1__Statement *s, const struct passage *p,
			       Truce__V1__SearchHit *out)
{
	ProtobufCMessage *m;
	if (p->block == 0) {
		m = title_passage(s, p, &call->arena);
		if (m == NULL)
			return call_no_memory(call);
	} else {
		enum status status = listing_passages.view(call, &s->base, (size_t)p->block - 1, &call->arena, &m);
		if (status != STATUS_OK)
			return status;
	}
	out->passage = (Truce__V1__Passage *)m;
	return STATUS_OK;
}

static bool add_matches(struct arena *arena, const struct passage *p, const struct query_span *spans, size_t count,
			Truce__V1__SearchHit *out)
{
	size_t start, end;
	choose_snippet((const char *)p->text.data, p->text.size, spans, count, &start, &end);
	out->snippet = span_message(arena, (uint32_t)p->block, start, end);
	if (count > MATCHES_MOST)
		count = MATCHES_MOST;
	out->matches = arena_array(arena, count + 1, sizeof *out->matches);
	if (out->snippet == NULL || out->matches == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out->matches[i] = span_message(arena, (uint32_t)p->block, spans[i].start, spans[i].end);
		if (out->matches[i] == NULL)
			return false;
		out->n_matches++;
	}
	return true;
}

/* What matching takes of memory is given back: a passage may be long. */
static enum status set_matches(struct call *call, const struct query *query, struct passages *passages,
			       struct passage *p, Truce__V1__SearchHit *out)
{
	const struct text_tokens *t;
	struct query_span *spans;
	size_t count;
	bool passes;
	uint32_t tfs[QUERY_TERMS_MOST];
	struct arena scratch;
	if (passage_analyse(passages, p, &t) != STATUS_OK)
		return call_no_memory(call);
	const struct query_passage passage = { .tokens = t,
					       .marks = p->marks,
					       .mark_count = p->mark_count,
					       .first_day = p->first_day,
					       .last_day = p->last_day };
	arena_init(&scratch, call->service->options.arena_most);
	bool fits = query_match(query, &passage, &scratch, &passes, tfs, &spans, &count) == STATUS_OK &&
		    add_matches(&call->arena, p, spans, count, out);
	arena_fini(&scratch);
	return fits ? STATUS_OK : call_no_memory(call);
}

/* The passage of the hit's block, with what matches in it. */
static enum status set_whole(struct call *call, const struct query *query, struct text_analyser *analyser,
			     const struct search_hit *hit, Truce__V1__SearchHit *out)
{
	const struct store_change change = { .body = hit->body };
	struct passages passages;
	struct passage p;
	ProtobufCMessage *m;
	enum status status = record_load(call, &collections[STATEMENTS], &change, &call->arena, &m);
	if (status != STATUS_OK)
		return status;
	const Truce__V1__Statement *s = (const Truce__V1__Statement *)m;
	status = passages_begin(&passages, s, analyser, &call->arena);
	passages.next = hit->block; /* that one alone is made */
	if (status == STATUS_OK)
		status = passages_next(&passages, &p);
	if (status == STATUS_OK && p.block != (int32_t)hit->block)
		status = STATUS_NOT_FOUND;
	if (status == STATUS_RESOURCE_EXHAUSTED)
		return call_no_memory(call);
	if (status != STATUS_OK)
		return error_set(
			&call->error, STATUS_DATA_LOSS, "DAMAGED",
			"The text index knows a passage that its statement does not have; run `truced verify`.");
	status = set_passage(call, s, &p, out);
	return status == STATUS_OK ? set_matches(call, query, &passages, &p, out) : status;
}

enum status search_hit_message(struct call *call, const struct query *query, struct text_analyser *analyser,
			       const struct search_hit *hit, Truce__V1__SearchHit **out)
{
	Truce__V1__SearchHit *m = (Truce__V1__SearchHit *)message_new(&truce__v1__search_hit__descriptor, &call->arena);
	if (m == NULL)
		return call_no_memory(call);
	m->statement = arena_text_n(&call->arena, hit->name.data, hit->name.size);
	m->block = (int32_t)hit->block;
	m->score = hit->score < 0 ? 0 : hit->score;
	if (m->statement == NULL)
		return call_no_memory(call);
	*out = m;
	return set_whole(call, query, analyser, hit, m);
}

/* ---- Hits without their passages ----------------------------------------- */

/* Fields of SearchStatementsResponse and of SearchHit. */
enum { RESPONSE_HITS = 1 };
enum { HIT_STATEMENT = 1, HIT_BLOCK = 2, HIT_SCORE = 3 };

#define NUMBERS_MOST 32 /* bytes of a hit that are not its name */

static enum status find_names(struct search *s, size_t count, size_t *size)
{
	struct call *call = s->call;
	uint8_t(*rooms)[STORE_DOC_NAME] = arena_alloc(&call->arena, count * sizeof *rooms);
	enum status status = rooms == NULL ? call_no_memory(call) : STATUS_OK;
	*size = 0;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		struct search_hit *hit = &s->page.hits[i];
		if (hit->name.data == NULL)
			status = store_doc_name(call->txn, hit->doc, rooms[i], &hit->name, &call->error);
		*size += NUMBERS_MOST + hit->name.size;
	}
	return status;
}

static uint8_t *write_key(uint8_t *to, uint32_t number, enum wire_type type)
{
	*to = (uint8_t)(number << 3 | type);
	return to + 1;
}

static uint8_t *write_basic(uint8_t *to, const struct search_hit *hit)
{
	const size_t names = 1 + wire_varint_size(hit->name.size) + hit->name.size,
		     blocks = hit->block == 0 ? 0 : 1 + wire_varint_size(hit->block),
		     scores = hit->score > 0 ? 1 + sizeof hit->score : 0;
	to = wire_varint_write(write_key(to, RESPONSE_HITS, WIRE_LENGTH), names + blocks + scores);
	to = wire_varint_write(write_key(to, HIT_STATEMENT, WIRE_LENGTH), hit->name.size);
	memcpy(to, hit->name.data, hit->name.size);
	to += hit->name.size;
	if (blocks > 0)
		to = wire_varint_write(write_key(to, HIT_BLOCK, WIRE_VARINT), hit->block);
	if (scores > 0) {
		uint64_t score;
		memcpy(&score, &hit->score, sizeof score);
		score = htole64(score);
		memcpy(write_key(to, HIT_SCORE, WIRE_FIXED64), &score, sizeof score);
		to += scores;
	}
	return to;
}

/* They are asked for where a search takes microseconds, of which messages would be a fifth. */
enum status search_put_basic(struct search *s, size_t count)
{
	size_t size;
	enum status status = find_names(s, count, &size);
	if (status != STATUS_OK)
		return status;
	uint8_t *bytes = arena_alloc(&s->call->arena, size), *to = bytes;
	if (bytes == NULL)
		return call_no_memory(s->call);
	for (size_t i = 0; i < count; i++)
		to = write_basic(to, &s->page.hits[i]);
	return call_part(s->call, bytes_of(bytes, (size_t)(to - bytes)));
}

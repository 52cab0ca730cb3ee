#include "service/wordings.h"

#include <stdlib.h>

#include "domain/fingerprint.h"
#include "proto/rules.h"
#include "proto/wire.h"
#include "service/handlers.h"
#include "service/indexes.h"
#include "service/listing.h"
#include "service/pages.h"
#include "truce/v1/statement_service.pb-c.h"

#define STATEMENTS_MOST 128 /* statements that are compared word by word */
#define LEAST_USUAL 0.5
#define PAGE_USUAL 20
#define PAGE_MOST 100
#define HOLLOW "has only words that every text has, as \"of the\"; give some of the passage's own"

/* Fields of truce.v1.Statement, of its date, and of truce.v1.Block. */
enum { STATEMENT_DATE = 18, STATEMENT_BLOCKS = 22, DATE_EARLIEST = 1, DATE_LATEST = 2, BLOCK_TEXT = 3 };

/* The wording asked about. */
struct asked {
	struct wording wording;
	const char *statement; /* "" where a text was given */
	int32_t block;
	uint64_t *grams; /* ascending, once each */
	size_t gram_count;
	struct wording_bag bag;
	double least;
};

/* A passage that is close enough, or a stretch of it. */
struct hit {
	struct store_change change;
	struct bytes date; /* earliest, of the statement */
	int32_t block;
	uint32_t start, end; /* bytes of its text */
	double similarity;
};

/* The closest, in their order. */
struct hits {
	struct hit *at;
	size_t count, most;
};

struct finding {
	struct call *call;
	struct asked asked;
	struct arena scratch; /* of one comparison */
	struct hits hits;
};

/* ---- Requests --------------------------------------------------------- */

static size_t count_words(const char *text, size_t size)
{
	struct wording_word word;
	size_t words = 0, from = 0;
	while (words < WORDING_WORDS_LEAST && wording_next(text, size, &from, &word))
		words++;
	return words;
}

static void check_text(struct call *call, const char *text)
{
	size_t size = strlen(text);
	if (size > WORDING_BYTES_MOST)
		violations_add(&call->violations, "text", "has %zu bytes, expected at most %d", size,
			       WORDING_BYTES_MOST);
	else if (count_words(text, size) < WORDING_WORDS_LEAST)
		violations_add(&call->violations, "text", "has fewer than %d words; a search finds single ones",
			       WORDING_WORDS_LEAST);
	else if (wording_is_hollow(text, size))
		violations_add(&call->violations, "text", HOLLOW);
}

void precedent_check(struct call *call)
{
	const Truce__V1__FindPrecedentsRequest *r = (const Truce__V1__FindPrecedentsRequest *)call->request;
	struct violations *v = &call->violations;
	bool by_text = r->text[0] != '\0', by_block = r->statement[0] != '\0';
	rules_check(call->request, "", v);
	if (by_text && by_block)
		violations_add(v, "statement", "is set beside text; ask about one of the two");
	else if (!by_text && !by_block)
		violations_add(v, "text", "is required, or a statement and a block of it");
	if (by_text)
		check_text(call, r->text);
	if (by_block && r->block == 0)
		violations_add(v, "block", "is required with a statement: blocks are counted from 1");
	else if (!by_block && r->block > 0)
		violations_add(v, "block", "is set without a statement");
	if (!(r->least_similarity >= 0 && r->least_similarity <= 1))
		violations_add(v, "least_similarity", "is %g, expected 0 to 1", r->least_similarity);
	if (r->from_date[0] != '\0' && r->to_date[0] != '\0' && strcmp(r->from_date, r->to_date) > 0)
		violations_add(v, "to_date", "is before the first day, %s", r->from_date);
}

/* The text of the block asked about. */
static enum status block_text(struct call *call, const char **out)
{
	struct store_change change;
	ProtobufCMessage *message;
	int64_t block = call_int(call, "block");
	const char *name = call_text(call, "statement");
	enum status status = record_get(call, &collections[STATEMENTS], name, 0, &change);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &change, &call->arena, &message);
	if (status != STATUS_OK)
		return status;
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)message;
	if (block > (int64_t)statement->n_blocks)
		return call_violation(call, "INVALID_FIELDS", "block", "is %d, and %s has %zu blocks", (int)block, name,
				      statement->n_blocks);
	*out = statement->blocks[block - 1]->text;
	size_t size = strlen(*out);
	if (size > WORDING_BYTES_MOST)
		return call_violation(call, "INVALID_FIELDS", "block", "has %zu bytes of text, expected at most %d",
				      size, WORDING_BYTES_MOST);
	if (count_words(*out, size) < WORDING_WORDS_LEAST)
		return call_violation(call, "INVALID_FIELDS", "block", "has fewer than %d words", WORDING_WORDS_LEAST);
	if (wording_is_hollow(*out, size))
		return call_violation(call, "INVALID_FIELDS", "block", HOLLOW);
	return STATUS_OK;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static enum status take_grams(struct call *call, struct asked *asked)
{
	struct fingerprint f;
	uint64_t gram;
	size_t count = 0;
	asked->grams = arena_array(&call->arena, asked->wording.count, sizeof *asked->grams);
	if (asked->grams == NULL)
		return call_no_memory(call);
	fingerprint_all(&f, asked->wording.text, asked->wording.size);
	while (fingerprint_next_gram(&f, &gram))
		asked->grams[count++] = gram;
	qsort(asked->grams, count, sizeof *asked->grams, by_number);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || asked->grams[i] != asked->grams[i - 1])
			asked->grams[asked->gram_count++] = asked->grams[i];
	return STATUS_OK;
}

static enum status take_question(struct call *call, struct asked *asked)
{
	const Truce__V1__FindPrecedentsRequest *r = (const Truce__V1__FindPrecedentsRequest *)call->request;
	const char *text = r->text;
	*asked = (struct asked){
		.statement = r->statement,
		.block = r->block,
		.least = r->least_similarity == 0 ? LEAST_USUAL : r->least_similarity,
	};
	if (text[0] == '\0') {
		enum status status = block_text(call, &text);
		if (status != STATUS_OK)
			return status;
	}
	if (wording_split(text, strlen(text), &call->arena, &asked->wording) != STATUS_OK ||
	    wording_bag_of(&asked->wording, &call->arena, &asked->bag) != STATUS_OK)
		return call_no_memory(call);
	return take_grams(call, asked);
}

/* ---- Candidates ------------------------------------------------------- */

static bool has_gram(const struct asked *asked, uint64_t gram)
{
	return bsearch(&gram, asked->grams, asked->gram_count, sizeof gram, by_number) != NULL;
}

/* The least similarity that makes a hit: more than was asked for once there are as
 * many hits as the answer takes. */
static double least_of(const struct finding *f)
{
	const struct hits *hits = &f->hits;
	double last = hits->count < hits->most ? 0 : hits->at[hits->count - 1].similarity;
	return last > f->asked.least ? last : f->asked.least;
}

/* Whether a passage is worth comparing: it, or a stretch of it, can be similar enough by
 * the words that it has, and shares a gram. */
static bool may_be_close(struct finding *f, struct bytes text)
{
	struct fingerprint grams;
	uint64_t gram;
	size_t words, own = f->asked.wording.count;
	size_t common = wording_bag_meet(&f->asked.bag, (const char *)text.data, text.size, &words);
	if (2.0 * (double)common < least_of(f) * (double)(own + (words < own ? words : own)))
		return false;
	fingerprint_all(&grams, (const char *)text.data, text.size);
	while (fingerprint_next_gram(&grams, &gram))
		if (has_gram(&f->asked, gram))
			return true;
	return false;
}

static int by_closeness(const struct hit *x, const struct hit *y)
{
	if (x->similarity != y->similarity)
		return x->similarity > y->similarity ? -1 : 1;
	int order = bytes_compare(x->date, y->date);
	if (order == 0)
		order = bytes_compare(x->change.name, y->change.name);
	return order != 0 ? order : (x->block > y->block) - (x->block < y->block);
}

static void add_hit(struct hits *hits, const struct hit *hit)
{
	size_t at = hits->count < hits->most ? hits->count++ : hits->most;
	for (; at > 0 && by_closeness(hit, &hits->at[at - 1]) < 0; at--)
		if (at < hits->most)
			hits->at[at] = hits->at[at - 1];
	if (at < hits->most)
		hits->at[at] = *hit;
}

/* As a whole, or the stretch that is closer. */
static enum status measure(struct finding *f, struct hit *hit, struct bytes text)
{
	struct wording passage;
	struct wording_match match;
	struct wording_stretch stretch = { .similarity = 0 };
	enum status status = wording_split((const char *)text.data, text.size, &f->scratch, &passage);
	if (status == STATUS_OK)
		status = wording_compare(&passage, &f->asked.wording, &f->scratch, &match);
	if (status == STATUS_OK && passage.count > f->asked.wording.count)
		status = wording_within(&passage, &f->asked.wording, &f->scratch, &stretch);
	if (status != STATUS_OK)
		return status;
	bool whole = stretch.similarity <= match.similarity;
	hit->similarity = whole ? match.similarity : stretch.similarity;
	hit->start = whole ? 0 : passage.at[stretch.first].start;
	hit->end = whole ? (uint32_t)text.size : passage.at[stretch.first + stretch.count - 1].end;
	return STATUS_OK;
}

static enum status compare_block(struct finding *f, struct hit *hit, struct bytes text)
{
	if (!may_be_close(f, text))
		return STATUS_OK;
	enum status status = call_on_time(f->call);
	if (status == STATUS_OK)
		status = measure(f, hit, text);
	arena_reset(&f->scratch);
	if (status != STATUS_OK)
		return wording_failed(f->call, status);
	if (hit->similarity >= f->asked.least)
		add_hit(&f->hits, hit);
	return STATUS_OK;
}

/* NOT_FOUND after the last. */
static enum status next_block(struct wire_cursor *cursor, struct bytes *text)
{
	struct wire_field field;
	enum status status;
	while ((status = wire_next(cursor, &field)) == STATUS_OK) {
		if (field.number != STATEMENT_BLOCKS)
			continue;
		*text = wire_find(field.content, BLOCK_TEXT);
		return STATUS_OK;
	}
	return status == STATUS_NOT_FOUND ? status : STATUS_DATA_LOSS;
}

static enum status compare_statement(struct finding *f, struct hit *hit)
{
	struct wire_cursor cursor = wire_begin(hit->change.body);
	struct bytes text;
	bool own = bytes_equal(hit->change.name, bytes_text(f->asked.statement));
	enum status status = STATUS_OK;
	for (hit->block = 1; status == STATUS_OK; hit->block++) {
		status = next_block(&cursor, &text);
		if (status == STATUS_OK && !(own && hit->block == f->asked.block))
			status = compare_block(f, hit, text);
	}
	if (status == STATUS_DATA_LOSS)
		return error_set(&f->call->error, status, "DAMAGED", "A statement of the store does not read.");
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Whether the statement was made within the dates asked about, in full; one without
 * a date was where none are asked about. */
static bool is_in_time(struct call *call, struct bytes earliest, struct bytes latest)
{
	const char *from = call_text(call, "from_date"), *to = call_text(call, "to_date");
	if (from[0] != '\0' && (earliest.size == 0 || bytes_compare(earliest, bytes_text(from)) < 0))
		return false;
	return to[0] == '\0' || (latest.size > 0 && bytes_compare(latest, bytes_text(to)) <= 0);
}

static bool is_among(const uint32_t *docs, size_t count, uint32_t doc)
{
	size_t i = 0;
	while (i < count && docs[i] != doc)
		i++;
	return i < count;
}

/* Those of the first, then those of the second that are not among them. */
static enum status join(struct call *call, const struct precedent_candidates *first,
			const struct precedent_candidates *second, struct precedent_candidates *out)
{
	size_t count = first->count;
	uint32_t *docs = arena_array(&call->arena, first->count + second->count + 1, sizeof *docs);
	if (docs == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < first->count; i++)
		docs[i] = first->docs[i];
	for (size_t i = 0; i < second->count; i++)
		if (!is_among(docs, first->count, second->docs[i]))
			docs[count++] = second->docs[i];
	*out = (struct precedent_candidates){ docs, count };
	return STATUS_OK;
}

/* By fingerprints; those that a short wording's may have been left out of, by its phrases
 * before them. */
static enum status find_candidates(struct finding *f, struct precedent_candidates *out)
{
	const struct asked *asked = &f->asked;
	struct precedent_candidates phrases, prints;
	enum status status = precedent_search(f->call, asked->grams, asked->gram_count, &prints);
	*out = prints;
	if (status != STATUS_OK || asked->wording.count >= FINGERPRINT_SURE)
		return status;
	status = precedent_search_short(f->call, &asked->wording, STATEMENTS_MOST / 2, &phrases);
	return status == STATUS_OK ? join(f->call, &phrases, &prints, out) : status;
}

static enum status find(struct finding *f)
{
	struct precedent_candidates candidates;
	enum status status = find_candidates(f, &candidates);
	size_t compared = 0;
	for (size_t i = 0; status == STATUS_OK && i < candidates.count && compared < STATEMENTS_MOST; i++) {
		struct hit hit = { .block = 1 };
		status = call_on_time_at(f->call, i);
		if (status == STATUS_OK)
			status = store_get_doc(f->call->txn, candidates.docs[i], 0, &hit.change, &f->call->error);
		if (status != STATUS_OK)
			return status;
		struct bytes date = wire_find(hit.change.body, STATEMENT_DATE);
		hit.date = wire_find(date, DATE_EARLIEST);
		if (!is_in_time(f->call, hit.date, wire_find(date, DATE_LATEST)))
			continue;
		compared++;
		status = compare_statement(f, &hit);
	}
	return status;
}

/* ---- Answering -------------------------------------------------------- */

static enum status set_edits(struct finding *f, const struct hit *hit, Truce__V1__Precedent *out)
{
	struct arena *arena = &f->call->arena;
	struct wording passage;
	struct wording_match match;
	struct wording_edits edits;
	enum status status = wording_split(out->passage->text + hit->start, hit->end - hit->start, arena, &passage);
	if (status == STATUS_OK)
		status = wording_compare(&passage, &f->asked.wording, arena, &match);
	if (status == STATUS_OK)
		status = wording_edit(&passage, &f->asked.wording, &match, arena, &edits);
	if (status != STATUS_OK)
		return wording_failed(f->call, status);
	out->n_edits = edits.count;
	out->edits = wording_messages(&edits, arena);
	return out->edits == NULL ? call_no_memory(f->call) : STATUS_OK;
}

static enum status precedent(struct finding *f, const struct hit *hit, Truce__V1__Precedent **out)
{
	struct call *call = f->call;
	ProtobufCMessage *statement, *passage;
	Truce__V1__Precedent *m = (Truce__V1__Precedent *)message_new(&truce__v1__precedent__descriptor, &call->arena);
	if (m == NULL)
		return call_no_memory(call);
	enum status status = record_load(call, &collections[STATEMENTS], &hit->change, &call->arena, &statement);
	if (status == STATUS_OK)
		status = listing_passages.view(call, statement, (size_t)hit->block - 1, &call->arena, &passage);
	if (status != STATUS_OK)
		return status;
	m->passage = (Truce__V1__Passage *)passage;
	m->similarity = hit->similarity;
	m->span = (Truce__V1__TextSpan *)message_new(&truce__v1__text_span__descriptor, &call->arena);
	if (m->span == NULL)
		return call_no_memory(call);
	m->span->block = hit->block;
	m->span->start = (int32_t)hit->start;
	m->span->end = (int32_t)hit->end;
	*out = m;
	return set_edits(f, hit, m);
}

static enum status reply(struct finding *f)
{
	struct call *call = f->call;
	Truce__V1__FindPrecedentsResponse response = TRUCE__V1__FIND_PRECEDENTS_RESPONSE__INIT;
	response.precedents = arena_array(&call->arena, f->hits.count, sizeof *response.precedents);
	if (response.precedents == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < f->hits.count; i++) {
		enum status status = precedent(f, &f->hits.at[i], &response.precedents[i]);
		if (status != STATUS_OK)
			return status;
		response.n_precedents++;
	}
	return call_reply_message(call, &response.base);
}

enum status precedent_find(struct call *call)
{
	struct finding f = { .call = call };
	f.hits.most = page_size_of(call, PAGE_USUAL, PAGE_MOST);
	f.hits.at = arena_array(&call->arena, f.hits.most, sizeof *f.hits.at);
	if (f.hits.at == NULL)
		return call_no_memory(call);
	arena_init(&f.scratch, call->service->options.arena_most / 2);
	enum status status = take_question(call, &f.asked);
	if (status == STATUS_OK)
		status = find(&f);
	if (status == STATUS_OK)
		status = reply(&f);
	arena_fini(&f.scratch);
	return status;
}

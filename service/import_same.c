/* Texts that are on record already under another name. */
#include "service/import.h"

#include <string.h>

#include "domain/fingerprint.h"
#include "proto/wire.h"
#include "service/indexes.h"
#include "service/wordings.h"

#define PRINTS_MOST 16    /* of a passage by which the same words are looked for */
#define ALIKE_MOST 8      /* statements that share most of them */
#define SIGNED_MOST 10000 /* statements that a party signs; most are told by their days alone */

enum { STATEMENT_DATE = 18 }; /* field of truce.v1.Statement */

/* A statement that was read, and the one on record that is held against it. */
struct same {
	struct call *call;
	const char *text; /* that it was read from */
	const Truce__V1__Statement *read;
	struct arena *arena;  /* of the response */
	struct arena scratch; /* of the one on record */
	uint64_t words;       /* of the one that was read */
	Truce__V1__ImportTextResponse *response;
	bool found;
};

static bool is_passage(const Truce__V1__Block *block)
{
	return block->kind != TRUCE__V1__BLOCK__KIND__KIND_HEADING &&
	       block->kind != TRUCE__V1__BLOCK__KIND__KIND_DATELINE;
}

/* The words of the passages in their order, by their hashes. */
static uint64_t words_of(const Truce__V1__Statement *s)
{
	uint64_t all = 0;
	for (size_t i = 0; i < s->n_blocks; i++) {
		const Truce__V1__Block *block = s->blocks[i];
		struct wording_word word;
		size_t from = 0, size = strlen(block->text);
		while (is_passage(block) && wording_next(block->text, size, &from, &word))
			all = (all ^ word.hash) * UINT64_C(0x9E3779B97F4A7C15) + 1;
	}
	return all;
}

static bool signs(const Truce__V1__Statement *s, const char *party)
{
	for (size_t i = 0; i < s->n_signatories; i++)
		if (s->signatories[i]->party != NULL && strcmp(s->signatories[i]->party->id, party) == 0)
			return true;
	return false;
}

/* Whether all who sign the one sign the other, each a party that is known. */
static bool same_signatories(const Truce__V1__Statement *a, const Truce__V1__Statement *b)
{
	for (size_t i = 0; i < a->n_signatories; i++) {
		const Truce__V1__Party *party = a->signatories[i]->party;
		if (party == NULL || party->id[0] == '\0' || !signs(b, party->id))
			return false;
	}
	return a->n_signatories == b->n_signatories;
}

static const char *speaker_of(const Truce__V1__Statement *s)
{
	return s->n_turns != 1 || s->turns[0]->speaker == NULL ? "" : s->turns[0]->speaker->id;
}

static bool is_dated(const Truce__V1__DateInterval *date)
{
	return date != NULL && date->earliest[0] != '\0' && date->latest[0] != '\0';
}

static bool same_days(const Truce__V1__DateInterval *a, const Truce__V1__DateInterval *b)
{
	return strcmp(a->earliest, b->earliest) == 0 && strcmp(a->latest, b->latest) == 0;
}

/* Why the statement on record may be the same; NULL where it may not. What several parties
 * sign on the same days is, whatever words a record keeps of it. */
static const char *why_same(const struct same *same, const Truce__V1__Statement *other)
{
	const Truce__V1__Statement *read = same->read;
	bool dated = is_dated(read->date) && is_dated(other->date);
	if (strcmp(read->name, other->name) == 0 || import_rests_on(other, same->text) || read->kind != other->kind ||
	    (dated && !same_days(read->date, other->date)) || !same_signatories(read, other) ||
	    strcmp(speaker_of(read), speaker_of(other)) != 0)
		return NULL;
	if (same->words == words_of(other))
		return "the same words";
	return dated && read->n_signatories > 1 ? "the same signatories and days" : NULL;
}

static enum status tell(struct same *same, const Truce__V1__Statement *other, const char *why)
{
	ProtobufCMessage *message = message_new(&truce__v1__finding__descriptor, same->arena);
	Truce__V1__Finding *finding = (Truce__V1__Finding *)message;
	const char *words = arena_printf(
		same->arena, "may be the text of %s: %s; what it says counts twice while both are on record",
		other->name, why);
	if (message == NULL || words == NULL ||
	    !message_append(&same->response->base, "findings", message, same->arena))
		return call_no_memory(same->call);
	finding->kind = TRUCE__V1__FINDING__KIND__KIND_DUPLICATE;
	finding->printed = same->read->name;
	finding->explanation = message_borrow(words);
	same->found = true;
	return STATUS_OK;
}

static enum status look(struct same *same, const struct store_change *record)
{
	ProtobufCMessage *message;
	if (record->kind == STORE_DELETED)
		return STATUS_OK;
	arena_reset(&same->scratch);
	enum status status = record_load(same->call, &collections[STATEMENTS], record, &same->scratch, &message);
	if (status != STATUS_OK)
		return status;
	const Truce__V1__Statement *other = (const Truce__V1__Statement *)message;
	const char *why = why_same(same, other);
	return why == NULL ? STATUS_OK : tell(same, other, why);
}

/* ---- By words ----------------------------------------------------------- */

/* The longest passage; "" for none. */
static const char *longest_of(const Truce__V1__Statement *s)
{
	const char *longest = "";
	size_t most = 0;
	for (size_t i = 0; i < s->n_blocks; i++) {
		size_t size = strlen(s->blocks[i]->text);
		if (is_passage(s->blocks[i]) && size > most) {
			most = size;
			longest = s->blocks[i]->text;
		}
	}
	return longest;
}

/* The same words have the same prints. */
static enum status look_by_words(struct same *same)
{
	struct call *call = same->call;
	struct precedent_candidates alike;
	struct fingerprint *prints = arena_alloc(&same->scratch, sizeof *prints);
	uint64_t grams[PRINTS_MOST];
	size_t count = 0;
	if (prints == NULL)
		return call_no_memory(call);
	const char *longest = longest_of(same->read);
	fingerprint_kept(prints, longest, strlen(longest));
	while (count < PRINTS_MOST && fingerprint_next(prints, &grams[count]))
		count++;
	if (count == 0)
		return STATUS_OK;
	enum status status = precedent_search(call, grams, count, &alike);
	for (size_t i = 0; status == STATUS_OK && !same->found && i < alike.count && i < ALIKE_MOST; i++) {
		struct store_change record;
		status = store_get_doc(call->txn, alike.docs[i], 0, &record, &call->error);
		if (status == STATUS_OK)
			status = look(same, &record);
	}
	return status;
}

/* ---- By who signs ------------------------------------------------------- */

static bool is_of_days(const struct store_change *record, const Truce__V1__DateInterval *date)
{
	struct bytes days = wire_find(record->body, STATEMENT_DATE);
	return bytes_equal(wire_find(days, 1), bytes_text(date->earliest)) &&
	       bytes_equal(wire_find(days, 2), bytes_text(date->latest));
}

static enum status look_by_signatory(struct same *same, const char *party)
{
	struct call *call = same->call;
	struct store_postings postings;
	struct store_change record;
	uint32_t doc;
	enum status status = store_postings_begin(call->txn, index_find(STATEMENTS, "signatories.party.id"),
						  bytes_text(party), &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK && !same->found && i < SIGNED_MOST; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = store_postings_next(&postings, &doc, &call->error);
		if (status == STATUS_OK)
			status = store_get_doc(call->txn, doc, 0, &record, &call->error);
		if (status == STATUS_OK && is_of_days(&record, same->read->date))
			status = look(same, &record);
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- By the symbol of a meeting ----------------------------------------- */

static bool is_apart(const Truce__V1__Statement *a, const Truce__V1__Statement *b)
{
	return is_dated(a->date) && is_dated(b->date) && !same_days(a->date, b->date);
}

/* The record of a meeting replaces the one of its name; one whose text prints no symbol has
 * another name than one whose text does. */
static enum status look_by_symbol(struct same *same)
{
	struct call *call = same->call;
	struct store_postings postings;
	struct store_change record;
	ProtobufCMessage *message;
	uint32_t doc;
	enum status status = store_postings_begin(call->txn, index_find(STATEMENTS, "symbol"),
						  bytes_text(same->read->symbol), &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	while (!same->found && (status = store_postings_next(&postings, &doc, &call->error)) == STATUS_OK) {
		status = store_get_doc(call->txn, doc, 0, &record, &call->error);
		if (status != STATUS_OK)
			break;
		if (record.kind == STORE_DELETED)
			continue;
		arena_reset(&same->scratch);
		status = record_load(call, &collections[STATEMENTS], &record, &same->scratch, &message);
		if (status != STATUS_OK)
			break;
		const Truce__V1__Statement *other = (const Truce__V1__Statement *)message;
		if (other->record != NULL && strcmp(other->name, same->read->name) != 0 &&
		    !import_rests_on(other, same->text) && !is_apart(other, same->read))
			status = tell(same, other, "the same meeting, by its symbol");
		if (status != STATUS_OK)
			break;
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status look_for(struct same *same, const Truce__V1__Statement *s)
{
	same->read = s;
	same->found = false;
	arena_reset(&same->scratch);
	if (s->record != NULL)
		return s->symbol[0] == '\0' ? STATUS_OK : look_by_symbol(same);
	same->words = words_of(s);
	enum status status = look_by_words(same);
	if (status != STATUS_OK || same->found || s->n_signatories < 2 || s->signatories[0]->party == NULL ||
	    !is_dated(s->date))
		return status;
	return look_by_signatory(same, s->signatories[0]->party->id);
}

enum status import_find_same(struct call *call, const char *text, struct arena *arena,
			     Truce__V1__ImportTextResponse *response)
{
	struct same same = { .call = call, .text = text, .arena = arena, .response = response };
	enum status status = STATUS_OK;
	size_t count = response->n_statements;
	if (count > 0 && response->statements[0]->record != NULL)
		count = 1; /* a meeting's turns are told with it */
	arena_init(&same.scratch, call->service->options.arena_most / 2);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		status = look_for(&same, response->statements[i]);
	arena_fini(&same.scratch);
	return status;
}

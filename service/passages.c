#include "service/listing.h"

#include "domain/said.h"
#include "proto/filter.h"
#include "service/document.h"
#include "truce/v1/statement_service.pb-c.h"

/* Has the passage point at those elements of a statement's field whose span stands
 * in the block of this place. */
#define IN_BLOCK(statement, passage, arena, field, place)                                                              \
	do {                                                                                                           \
		size_t found = 0;                                                                                      \
		for (size_t k = 0; k < (statement)->n_##field; k++)                                                    \
			found += stands_in((statement)->field[k]->span, (place));                                      \
		(passage)->field = arena_array(arena, found, sizeof *(passage)->field);                                \
		if ((passage)->field == NULL)                                                                          \
			return STATUS_RESOURCE_EXHAUSTED;                                                              \
		for (size_t k = 0; (passage)->n_##field < found; k++)                                                  \
			if (stands_in((statement)->field[k]->span, (place)))                                           \
				(passage)->field[(passage)->n_##field++] = (statement)->field[k];                      \
	} while (0)

static bool stands_in(const Truce__V1__TextSpan *span, int32_t block)
{
	return span != NULL && span->block == block;
}

static enum status set_parties(const Truce__V1__Statement *statement, int32_t number, struct arena *arena,
			       Truce__V1__Passage *out)
{
	const Truce__V1__Turn *turn = said_turn(statement, number);
	out->parties = arena_array(arena, turn != NULL ? 1 : statement->n_signatories, sizeof *out->parties);
	if (out->parties == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	if (turn != NULL)
		out->speaker = turn->speaker;
	struct sayers sayers = said_by(statement, number);
	for (Truce__V1__Party *party; (party = sayers_next(&sayers)) != NULL;)
		out->parties[out->n_parties++] = party;
	return STATUS_OK;
}

static enum status passage(const Truce__V1__Statement *statement, int32_t number, struct arena *arena,
			   Truce__V1__Passage *out)
{
	const Truce__V1__Block *block = statement->blocks[number - 1];
	out->statement = statement->name;
	out->block = number;
	out->title = statement->title;
	out->symbol = statement->symbol;
	out->date = statement->date;
	out->statement_kind = statement->kind;
	out->kind = block->kind;
	out->number = block->number;
	out->track = block->track;
	out->text = block->text;
	out->lead_verb = block->lead_verb;
	IN_BLOCK(statement, out, arena, citations, number);
	IN_BLOCK(statement, out, arena, mentions, number);
	return set_parties(statement, number, arena, out);
}

/* The document that passages are asked to cite, the words that they are asked to have, and the last one that
 * does. */
struct cited {
	bool citing;
	struct citation_asked document;
	struct filter_phrase *words; /* NULL for any */
	size_t count;                /* of those of the statement that were found */
	int32_t block;
};

static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	const char *instrument = call_text(call, "instrument");
	const char *words = filter_unquoted(call_text(call, "words"), &call->arena);
	struct cited *cited = arena_zalloc(&call->arena, sizeof *cited);
	enum status status = STATUS_OK;
	call->prepared = NULL;
	if (words == NULL || cited == NULL)
		return call_no_memory(call);
	if (instrument[0] == '\0' && words[0] == '\0')
		return STATUS_OK;
	call->prepared = cited;
	if (words[0] != '\0')
		status = call_blame(call, filter_words(words, &call->arena, &cited->words, &call->error), "words");
	cited->citing = instrument[0] != '\0';
	if (status != STATUS_OK || !cited->citing)
		return status;
	status = document_asked(call, instrument, as_of, &cited->document);
	document_scope(&cited->document, out);
	return call_blame(call, status, "instrument");
}

static bool is_asked_for(const struct cited *cited, const Truce__V1__Statement *s, int32_t block)
{
	if (cited->words != NULL && !filter_phrase_found(cited->words, s->blocks[block - 1]->text))
		return false;
	for (size_t i = 0; i < s->n_citations && cited->citing; i++)
		if (stands_in(s->citations[i]->span, block) &&
		    citation_is_of(&cited->document, s->citations[i]->instrument, s->citations[i]->statement))
			return true;
	return !cited->citing;
}

/* The ith block from 0 that is asked for, or any where none is asked for, as by methods that only view a
 * passage; 0 after the last. */
static int32_t block_at(struct cited *cited, const Truce__V1__Statement *s, size_t i)
{
	if (cited == NULL)
		return i < s->n_blocks ? (int32_t)i + 1 : 0;
	if (i == 0 || i != cited->count) {
		cited->count = 0;
		cited->block = 0;
	}
	while (cited->count <= i && cited->block < (int32_t)s->n_blocks)
		cited->count += is_asked_for(cited, s, ++cited->block);
	return cited->count > i ? cited->block : 0;
}

static enum status view(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			ProtobufCMessage **out)
{
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)record;
	int32_t block = block_at(call->prepared, statement, i);
	if (block == 0)
		return STATUS_NOT_FOUND;
	ProtobufCMessage *made = message_new(&truce__v1__passage__descriptor, arena);
	if (made == NULL || passage(statement, block, arena, (Truce__V1__Passage *)made) != STATUS_OK)
		return call_no_memory(call);
	*out = made;
	return STATUS_OK;
}

static const struct listing_use uses[] = {
	{ "citations.statement", { "citations.statement" } },
	{ "citations.instrument", { "citations.instrument" } },
	{ "symbol", { "symbol" } },
	{ "mentions.target", { "mentions.target" } },
	{ "speaker.id", { "turns.speaker.id" } },
	{ "parties.id", { "turns.speaker.party.id", "signatories.party.id" } },
	{ "speaker.party.id", { "turns.speaker.party.id" } },
	{ .path = NULL },
};

const struct listing_source listing_passages = {
	.collection = STATEMENTS, .type = &truce__v1__passage__descriptor, .view = view, .uses = uses, .scope = scope
};

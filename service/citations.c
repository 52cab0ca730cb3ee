#include "service/listing.h"

#include "domain/citation_asked.h"
#include "domain/citation_use.h"
#include "domain/said.h"
#include "proto/rules.h"
#include "service/candidates.h"
#include "service/spelling.h"

#define NAMES_MOST 3

/* The document asked about, by the names that citations give it: what was asked, the other
 * of "S/RES/2254 (2015)" and "S/RES/2254", and what the statement is called that holds it. */
struct target {
	const char *names[NAMES_MOST];
	size_t count;
	const char *statement; /* that holds it; "" where none does */
};

static void add_name(struct target *target, const char *name)
{
	for (size_t i = 0; i < target->count; i++)
		if (strcmp(target->names[i], name) == 0)
			return;
	if (name[0] != '\0')
		target->names[target->count++] = name;
}

/* Adds the names of the document that words are a citation of; else the words. */
static enum status add_asked(struct call *call, const char *text, struct target *target)
{
	struct citation_asked asked;
	if (!citation_asked(text, &call->arena, &asked))
		return call_no_memory(call);
	for (size_t i = 0; i < asked.count; i++)
		add_name(target, asked.names[i]);
	if (asked.count == 0)
		add_name(target, text);
	return STATUS_OK;
}

/* ---- The statement that holds the document ----------------------------- */

static bool is_called(const Truce__V1__Statement *s, const struct target *target, const char *alias)
{
	for (size_t i = 0; i < target->count; i++)
		if (strcmp(s->symbol, target->names[i]) == 0)
			return true;
	for (size_t i = 0; i < s->n_aliases; i++)
		if (strcmp(s->aliases[i], alias) == 0)
			return true;
	return false;
}

static enum status hold(struct call *call, const Truce__V1__Statement *s, struct target *target)
{
	if (target->statement[0] != '\0')
		return call_violation(call, "AMBIGUOUS", "instrument",
				      "is what %s and %s are called; give the name of one of them", target->statement,
				      s->name);
	const char *known_as = arena_text(&call->arena, s->symbol[0] != '\0' ? s->symbol : s->title);
	target->statement = arena_text(&call->arena, s->name);
	if (known_as == NULL || target->statement == NULL)
		return call_no_memory(call);
	add_name(target, known_as);
	return STATUS_OK;
}

static enum status look(struct call *call, const struct store_change *record, const char *alias, struct arena *scratch,
			struct target *target)
{
	ProtobufCMessage *message;
	if (record->kind == STORE_DELETED)
		return STATUS_OK;
	arena_reset(scratch);
	enum status status = record_load(call, &collections[STATEMENTS], record, scratch, &message);
	if (status != STATUS_OK || !is_called((const Truce__V1__Statement *)message, target, alias))
		return status;
	return hold(call, (const Truce__V1__Statement *)message, target);
}

static enum status find_by_words(struct call *call, const char *alias, int64_t as_of, struct target *target)
{
	struct listing_term terms[NAMES_MOST + 1] = { { "aliases", alias } };
	size_t count = 1;
	struct candidates candidates;
	struct store_change record;
	struct arena scratch;
	const struct candidates_scope scope = { .collection = STATEMENTS, .as_of = as_of };
	for (size_t i = 0; i < target->count; i++)
		terms[count++] = (struct listing_term){ "symbol", target->names[i] };
	enum status status = candidates_begin_terms(&candidates, call, &scope, terms, count);
	if (status != STATUS_OK)
		return status;
	arena_init(&scratch, call->service->options.arena_most / 2);
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = candidates_next(&candidates, &record);
		if (status == STATUS_OK)
			status = look(call, &record, alias, &scratch, target);
	}
	arena_fini(&scratch);
	candidates_end(&candidates);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status find_by_name(struct call *call, const char *name, int64_t as_of, struct target *target)
{
	struct store_change record;
	ProtobufCMessage *message;
	enum status status = record_get(call, &collections[STATEMENTS], name, as_of, &record);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &record, &call->arena, &message);
	return status == STATUS_OK ? hold(call, (const Truce__V1__Statement *)message, target) : status;
}

static enum status find_target(struct call *call, const char *text, int64_t as_of, struct target *target)
{
	struct store_change record;
	const char *alias, *name = arena_printf(&call->arena, "%s%s", collections[STATEMENTS].prefix, text);
	if (name == NULL)
		return call_no_memory(call);
	if (bytes_start_with(bytes_text(text), bytes_text(collections[STATEMENTS].prefix)))
		return find_by_name(call, text, as_of, target);
	if (form_id(text) && store_get(call->txn, bytes_text(name), as_of, &record, NULL) == STATUS_OK)
		return find_by_name(call, name, as_of, target);
	enum status status = add_asked(call, text, target);
	if (status == STATUS_OK)
		status = spelling_of_alias(call, text, &alias);
	return status == STATUS_OK ? find_by_words(call, alias, as_of, target) : status;
}

/* ---- The list ---------------------------------------------------------- */

static void add_term(struct listing_scope *scope, const char *index, const char *term)
{
	if (term[0] != '\0')
		scope->terms[scope->count++] = (struct listing_term){ .index = index, .term = term };
}

/* What the list is asked, and the meeting whose turn the last statement was: the turns of a meeting
 * follow one another. */
struct question {
	const struct target *target; /* NULL for all documents */
	int64_t as_of;
	const char *meeting_name;
	const Truce__V1__Statement *meeting; /* in the call's scratch; NULL where it is not on record */
};

static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	const char *instrument = call_text(call, "instrument"), *statement = call_text(call, "statement");
	struct target *target = arena_zalloc(&call->arena, sizeof *target);
	struct question *question = arena_zalloc(&call->arena, sizeof *question);
	struct store_change record;
	enum status status = STATUS_OK;
	if (target == NULL || question == NULL)
		return call_no_memory(call);
	target->statement = "";
	if (instrument[0] != '\0')
		status = find_target(call, instrument, as_of, target);
	if (status == STATUS_OK && statement[0] != '\0')
		status = record_get(call, &collections[STATEMENTS], statement, as_of, &record);
	if (status != STATUS_OK)
		return status;
	out->name = statement[0] == '\0' ? NULL : statement;
	for (size_t i = 0; i < target->count; i++)
		add_term(out, "citations.instrument", target->names[i]);
	add_term(out, "citations.statement", target->statement);
	question->target = instrument[0] == '\0' ? NULL : target;
	question->as_of = as_of;
	question->meeting_name = "";
	call->prepared = question;
	return STATUS_OK;
}

static bool cites(const struct target *target, const Truce__V1__Citation *citation)
{
	if (target->statement[0] != '\0' && strcmp(citation->statement, target->statement) == 0)
		return true;
	for (size_t i = 0; i < target->count; i++)
		if (strcmp(citation->instrument, target->names[i]) == 0)
			return true;
	return false;
}

/* The ith citation of the document asked about; of any, where none is. */
static const Truce__V1__Citation *citation_at(const Truce__V1__Statement *s, const struct target *target, size_t i)
{
	if (target == NULL)
		return i < s->n_citations ? s->citations[i] : NULL;
	for (size_t k = 0; k < s->n_citations; k++)
		if (cites(target, s->citations[k]) && i-- == 0)
			return s->citations[k];
	return NULL;
}

/* The meeting whose turn the statement is, as of the list's state; NULL for none. */
static enum status meeting_of(struct call *call, const Truce__V1__Statement *statement,
			      const Truce__V1__Statement **out)
{
	struct question *q = call->prepared;
	const char *name = said_in(statement);
	struct store_change record;
	ProtobufCMessage *message;
	*out = name[0] == '\0' ? NULL : q->meeting;
	if (name[0] == '\0' || strcmp(name, q->meeting_name) == 0)
		return STATUS_OK;
	arena_reset(&call->scratch);
	*out = q->meeting = NULL;
	q->meeting_name = arena_text(&call->scratch, name);
	if (q->meeting_name == NULL)
		return call_no_memory(call);
	enum status status = store_get(call->txn, bytes_text(name), q->as_of, &record, NULL);
	if (status != STATUS_OK || record.kind == STORE_DELETED)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	status = record_load(call, &collections[STATEMENTS], &record, &call->scratch, &message);
	if (status == STATUS_OK)
		*out = q->meeting = (const Truce__V1__Statement *)message;
	return status;
}

static enum status view(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			ProtobufCMessage **out)
{
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)record;
	const struct question *question = call->prepared;
	const Truce__V1__Citation *citation = citation_at(statement, question->target, i);
	const Truce__V1__Statement *meeting;
	if (citation == NULL)
		return STATUS_NOT_FOUND;
	enum status status = meeting_of(call, statement, &meeting);
	if (status != STATUS_OK)
		return status;
	Truce__V1__CitationUse *use = citation_use(statement, meeting, citation, arena);
	if (use == NULL)
		return call_no_memory(call);
	*out = &use->base;
	return STATUS_OK;
}

static const struct listing_use uses[] = {
	{ "instrument", { "citations.instrument" } },
	{ "cited_statement", { "citations.statement" } },
	{ "parties.id", { "turns.speaker.party.id", "signatories.party.id", "acts.actors.id" } },
	{ .path = NULL },
};

const struct listing_source listing_citations = { .collection = STATEMENTS,
						  .type = &truce__v1__citation_use__descriptor,
						  .view = view,
						  .uses = uses,
						  .order_by = "date.earliest",
						  .scope = scope };

#include "service/listing.h"

#include "domain/citation_use.h"
#include "domain/said.h"
#include "service/document.h"

/* What the list is asked, and the meeting whose turn the last statement was: the turns of a meeting
 * follow one another. */
struct question {
	const struct citation_asked *document; /* NULL for all */
	int64_t as_of;
	const char *meeting_name;
	const Truce__V1__Statement *meeting; /* in the call's scratch; NULL where it is not on record */
};

static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	const char *instrument = call_text(call, "instrument"), *statement = call_text(call, "statement");
	struct citation_asked *document = arena_zalloc(&call->arena, sizeof *document);
	struct question *question = arena_zalloc(&call->arena, sizeof *question);
	struct store_change record;
	enum status status = STATUS_OK;
	if (document == NULL || question == NULL)
		return call_no_memory(call);
	if (instrument[0] != '\0')
		status = call_blame(call, document_asked(call, instrument, as_of, document), "instrument");
	if (status == STATUS_OK && statement[0] != '\0')
		status = record_get(call, &collections[STATEMENTS], statement, as_of, &record);
	if (status != STATUS_OK)
		return status;
	out->name = statement[0] == '\0' ? NULL : statement;
	document_scope(document, out);
	question->document = instrument[0] == '\0' ? NULL : document;
	question->as_of = as_of;
	question->meeting_name = "";
	call->prepared = question;
	return STATUS_OK;
}

/* The ith citation of the document asked about; of any, where none is. */
static const Truce__V1__Citation *citation_at(const Truce__V1__Statement *s, const struct citation_asked *document,
					      size_t i)
{
	if (document == NULL)
		return i < s->n_citations ? s->citations[i] : NULL;
	for (size_t k = 0; k < s->n_citations; k++)
		if (citation_is_of(document, s->citations[k]->instrument, s->citations[k]->statement) && i-- == 0)
			return s->citations[k];
	return NULL;
}

/* The meeting whose turn the statement is, as of the list's state; NULL for none. */
static enum status meeting_read(struct call *call, const Truce__V1__Statement *statement,
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
	const Truce__V1__Citation *citation = citation_at(statement, question->document, i);
	const Truce__V1__Statement *meeting;
	if (citation == NULL)
		return STATUS_NOT_FOUND;
	enum status status = meeting_read(call, statement, &meeting);
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

#include "service/import_again.h"

#include <stdio.h>

#include "domain/encoding.h"
#include "domain/reader.h"
#include "proto/rules.h"
#include "service/citing.h"
#include "service/handlers.h"
#include "service/indexes.h"
#include "service/lexicon.h"
#include "service/making.h"
#include "truce/v1/text.pb-c.h"

/* What was read before the write: kept until the reply. */
struct reading {
	const char *text; /* "texts/{sha256}" */
	int64_t revision; /* of the state that it was read by */
	Truce__V1__ImportTextResponse *response;
	struct ties ties;
	uint32_t text_made, *made; /* by record_make: of the text itself, and of each statement */
	size_t findings;           /* of the reader; a write may be carried out again and adds its own */
};

static const Truce__V1__ImportTextRequest *request_of(const struct call *call)
{
	return (const Truce__V1__ImportTextRequest *)call->request;
}

/* ---- Reading, before the write ----------------------------------------- */

void import_check_text(struct call *call)
{
	rules_check(call->request, "", &call->violations);
	if (request_of(call)->content.len > IMPORT_TEXT_MOST)
		violations_add(&call->violations, "content", "has %zu bytes; expected at most %d",
			       request_of(call)->content.len, IMPORT_TEXT_MOST);
}

/* What the reader makes is held to the same rules as what callers send. */
static enum status check_statements(struct call *call, const Truce__V1__ImportTextResponse *response)
{
	for (size_t i = 0; i < response->n_statements; i++) {
		char path[48];
		snprintf(path, sizeof path, "statements[%zu]", i);
		rules_check(&response->statements[i]->base, path, &call->violations);
		record_check_rules(call, &response->statements[i]->base, path);
	}
	return violations_status(&call->violations, &call->error);
}

static Truce__V1__Text text_of(const struct call *call)
{
	Truce__V1__Text text = TRUCE__V1__TEXT__INIT;
	text.filename = request_of(call)->filename;
	text.content = request_of(call)->content;
	return text;
}

/* Reads the text by what call->txn holds; nothing is made of it. */
static enum status read_text(struct call *call, const char *name, struct arena *arena, struct reading *out)
{
	ProtobufCMessage *message = message_new(&truce__v1__import_text_response__descriptor, arena);
	Truce__V1__ImportTextResponse *response = (Truce__V1__ImportTextResponse *)message;
	Truce__V1__ImportTextRequest request;
	struct decoded decoded;
	struct lexicon lexicon;
	if (message == NULL)
		return call_no_memory(call);
	*out = (struct reading){ .text = name, .revision = store_revision(call->txn), .response = response };
	enum status status = import_decode(call, request_of(call), arena, &request, &decoded);
	if (status == STATUS_OK && request.again)
		status = import_again_marks(call, name, arena, &request);
	if (status == STATUS_OK)
		status = lexicon_make(call, arena, &lexicon);
	if (status == STATUS_OK)
		status = reader_read(&request, &lexicon, name, arena, response, NULL, &call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "content");
	status = import_restore(call, &decoded, arena, response);
	if (status == STATUS_OK)
		status = citing_tie(call, response->statements, response->n_statements, arena, &out->ties);
	if (status == STATUS_OK)
		status = import_find_same(call, name, arena, response);
	if (status != STATUS_OK)
		return status;
	if (request.again)
		import_again_untie(response);
	response->text = message_borrow(name);
	out->findings = response->n_findings;
	out->text_made = RECORD_NOT_MADE;
	out->made = arena_array(arena, response->n_statements, sizeof *out->made);
	if (out->made == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < response->n_statements; i++)
		out->made[i] = RECORD_NOT_MADE;
	return check_statements(call, response);
}

/* What is stored of it, where the text is not on record yet. */
static void make(struct call *call, struct reading *reading)
{
	const Truce__V1__ImportTextResponse *response = reading->response;
	const Truce__V1__Text text = text_of(call);
	struct store_change record;
	bool known = store_get(call->txn, bytes_text(reading->text), 0, &record, NULL) != STATUS_NOT_FOUND;
	if (known || request_of(call)->validate_only)
		return;
	reading->text_made = record_make(call, reading->text, &text.base);
	for (size_t i = 0; i < response->n_statements; i++)
		reading->made[i] = record_make(call, response->statements[i]->name, &response->statements[i]->base);
}

enum status import_read_text(struct call *call)
{
	struct reading *reading = arena_alloc(&call->kept, sizeof *reading);
	const char *name = import_text_name(&request_of(call)->content, &call->kept);
	if (reading == NULL || name == NULL)
		return call_no_memory(call);
	call->prepared = reading;
	enum status status = read_text(call, name, &call->kept, reading);
	if (status == STATUS_OK)
		make(call, reading);
	return status;
}

/* The reading by what call->txn holds, which may have gone on since. */
static enum status read_again(struct call *call, struct reading **out)
{
	struct reading *reading = call->prepared;
	*out = reading;
	if (!lately_names(&call->service->lately, reading->revision))
		return citing_tie_again(call, &reading->ties, reading->revision, &call->kept, reading->made);
	*out = arena_alloc(&call->arena, sizeof **out);
	return *out == NULL ? call_no_memory(call) : read_text(call, reading->text, &call->arena, *out);
}

/* ---- Storing ---------------------------------------------------------- */

static enum status add_statement(struct call *call, Truce__V1__ImportTextResponse *out, uint32_t doc)
{
	struct store_change record;
	ProtobufCMessage *statement;
	enum status status = store_get_doc(call->txn, doc, 0, &record, &call->error);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &record, &call->arena, &statement);
	if (status != STATUS_OK)
		return status;
	return message_append(&out->base, "statements", statement, &call->arena) ? STATUS_OK : call_no_memory(call);
}

/* The text is on record: the statements that rest on it, as they are now. */
static enum status answer_again(struct call *call, const struct reading *reading)
{
	Truce__V1__ImportTextResponse out = TRUCE__V1__IMPORT_TEXT_RESPONSE__INIT;
	struct store_postings postings;
	uint32_t doc;
	out.text = message_borrow(reading->text);
	out.findings = reading->response->findings;
	out.n_findings = reading->response->n_findings;
	out.already_imported = true;
	enum status status = store_postings_begin(call->txn, index_find(STATEMENTS, "sources.text"),
						  bytes_text(reading->text), &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	while ((status = store_postings_next(&postings, &doc, &call->error)) == STATUS_OK) {
		status = add_statement(call, &out, doc);
		if (status != STATUS_OK)
			break;
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? call_reply_message(call, &out.base) : status;
}

/* All but the statements, which come first. */
static enum status reply_rest(struct call *call, const Truce__V1__ImportTextResponse *response)
{
	Truce__V1__ImportTextResponse rest = *response;
	rest.n_statements = 0;
	rest.statements = NULL;
	return call_reply_message(call, &rest.base);
}

static enum status store_text(struct call *call, const struct reading *reading)
{
	Truce__V1__Text text = text_of(call);
	struct bytes body;
	return record_append_made(call, reading->text, STORE_CREATED, &text.base, NULL, reading->text_made, &body);
}

static enum status store_statement(struct call *call, Truce__V1__Statement *statement, uint32_t made)
{
	struct store_change record;
	struct bytes body;
	enum status status = store_get(call->txn, bytes_text(statement->name), 0, &record, &call->error);
	if (status == STATUS_OK)
		return import_refuse_taken(call, statement->name);
	if (status != STATUS_NOT_FOUND)
		return status;
	status = record_append_made(call, statement->name, STORE_CREATED, &statement->base, NULL, made, &body);
	return status == STATUS_OK ? import_reply_statement(call, body, true) : status;
}

static enum status store_new(struct call *call, const struct reading *reading)
{
	const Truce__V1__ImportTextResponse *response = reading->response;
	if (response->statements[0]->record != NULL)
		return import_meeting(call, reading->response, reading->made);
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < response->n_statements; i++)
		status = store_statement(call, response->statements[i], reading->made[i]);
	return status;
}

/* A text may be known though it is not stored: records that rest on it came without it. */
enum status import_text(struct call *call)
{
	struct reading *reading;
	struct store_change record;
	const Truce__V1__Statement *first;
	const char *other = NULL;
	enum status status = read_again(call, &reading);
	if (status != STATUS_OK)
		return status;
	reading->response->n_findings = reading->findings;
	call->takes_back = request_of(call)->validate_only;
	enum status stored = store_get(call->txn, bytes_text(reading->text), 0, &record, &call->error);
	status = stored == STATUS_NOT_FOUND ? store_text(call, reading) : stored;
	if (status == STATUS_OK)
		status = import_find_first(call, reading->text, &call->arena, &first);
	bool known = status == STATUS_OK && (stored == STATUS_OK || first != NULL);
	if (status == STATUS_OK)
		status = import_other_text(call, reading->response, &other);
	bool again = request_of(call)->again && (other == NULL || !request_of(call)->leave_replaced);
	if (status == STATUS_OK && other != NULL)
		status = import_tell_other(call, other, known && !again, reading->response);
	if (status == STATUS_OK && known && (!again || (other == NULL && first == NULL)))
		return answer_again(call, reading);
	if (status == STATUS_OK)
		status = known && other == NULL ? import_again(call, reading->response) : store_new(call, reading);
	return status == STATUS_OK ? reply_rest(call, reading->response) : status;
}

#include "service/import.h"

#include <string.h>

static enum status load_old(struct call *call, const char *name, const Truce__V1__Statement **out)
{
	struct store_change record;
	ProtobufCMessage *stored;
	*out = NULL;
	enum status status = store_get(call->txn, bytes_text(name), 0, &record, &call->error);
	if (status == STATUS_NOT_FOUND || (status == STATUS_OK && record.kind == STORE_DELETED))
		return STATUS_OK;
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &record, &call->arena, &stored);
	if (status == STATUS_OK)
		*out = (const Truce__V1__Statement *)stored;
	return status;
}

static const char *label_of(const Truce__V1__Statement *s)
{
	return s->n_turns > 0 ? s->turns[0]->label : "";
}

/* Whether two turns have the same label and the same words. */
static bool reads_alike(const Truce__V1__Statement *a, const Truce__V1__Statement *b)
{
	if (strcmp(label_of(a), label_of(b)) != 0 || a->n_blocks != b->n_blocks)
		return false;
	for (size_t i = 0; i < a->n_blocks; i++) {
		if (strcmp(a->blocks[i]->text, b->blocks[i]->text) != 0)
			return false;
	}
	return true;
}

static enum status add_change(struct call *call, Truce__V1__ImportTextResponse *out, Truce__V1__TurnChange__Kind kind,
			      const Truce__V1__Statement *turn)
{
	ProtobufCMessage *m = message_new(&truce__v1__turn_change__descriptor, &call->arena);
	Truce__V1__TurnChange *change = (Truce__V1__TurnChange *)m;
	if (m == NULL)
		return call_no_memory(call);
	change->kind = kind;
	change->statement = turn->name;
	change->label = message_borrow(label_of(turn));
	return message_append(&out->base, "changes", m, &call->arena) ? STATUS_OK : call_no_memory(call);
}

/* One statement of the new record; was: of the same name in the one before. */
static enum status put(struct call *call, Truce__V1__Statement *s, bool corrects, Truce__V1__ImportTextResponse *out)
{
	const Truce__V1__Statement *was = NULL;
	enum import_outcome outcome;
	enum status status = corrects ? load_old(call, s->name, &was) : STATUS_OK;
	if (status == STATUS_OK && corrects && s->n_turns > 0) {
		if (was == NULL)
			status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_ADDED, s);
		else if (!reads_alike(was, s))
			status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_CHANGED, s);
	}
	return status == STATUS_OK ? import_record(call, &collections[STATEMENTS], s->name, "", &s->base, &outcome)
				   : status;
}

/* Turns of the record before that the new one does not have are deleted. */
static enum status drop_rest(struct call *call, const char *meeting, size_t from, Truce__V1__ImportTextResponse *out)
{
	for (size_t n = from;; n++) {
		const Truce__V1__Statement *was;
		struct bytes body;
		const char *name = arena_printf(&call->arena, "%s-t%zu", meeting, n);
		enum status status = name == NULL ? call_no_memory(call) : load_old(call, name, &was);
		if (status != STATUS_OK || was == NULL)
			return status;
		union {
			const Truce__V1__Statement *in;
			Truce__V1__Statement *out;
		} stored = { .in = was };
		status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_GONE, was);
		if (status == STATUS_OK)
			status = record_append(call, name, STORE_DELETED, &stored.out->base, &stored.out->base, &body);
		if (status != STATUS_OK)
			return status;
	}
}

static enum status exists(struct call *call, const char *name)
{
	call_fact(call, "resource", "%s", name);
	return error_set(&call->error, STATUS_ALREADY_EXISTS, "RECORD_EXISTS",
			 "%s is on record and is not the record of a meeting; send statement_id to give this text's "
			 "statements another id.",
			 name);
}

enum status import_was_replaced(struct call *call, const Truce__V1__ImportTextResponse *response, bool *out)
{
	const Truce__V1__Statement *meeting = response->statements[0], *was;
	*out = false;
	if (meeting->record == NULL)
		return STATUS_OK;
	enum status status = load_old(call, meeting->name, &was);
	if (status == STATUS_OK && was != NULL && was->record != NULL && was->n_sources > 0)
		*out = strcmp(was->sources[0]->text, response->text) != 0;
	return status;
}

enum status import_meeting(struct call *call, Truce__V1__ImportTextResponse *response)
{
	const Truce__V1__Statement *meeting = response->statements[0], *was;
	enum status status = load_old(call, meeting->name, &was);
	if (status == STATUS_OK && was != NULL && was->record == NULL)
		return exists(call, meeting->name);
	response->changes = NULL; /* a call may be carried out again */
	response->n_changes = 0;
	for (size_t i = 0; status == STATUS_OK && i < response->n_statements; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = put(call, response->statements[i], was != NULL, response);
	}
	if (status == STATUS_OK && was != NULL)
		status = drop_rest(call, meeting->name, response->n_statements, response);
	return status;
}

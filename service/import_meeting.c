#include "service/import.h"

#include <string.h>

#include "service/import_turns.h"

static const char *label_of(const Truce__V1__Statement *s)
{
	return s->n_turns > 0 ? s->turns[0]->label : "";
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

/* What a record that corrects another changes, turn by turn. */
static enum status tell_changes(struct call *call, const struct turn_matches *m, Truce__V1__ImportTextResponse *out)
{
	enum status status = STATUS_OK;
	for (size_t i = 1; status == STATUS_OK && i < out->n_statements; i++) {
		if (import_turn_was(m, i - 1) == NULL)
			status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_ADDED, out->statements[i]);
		else if (!m->of[i - 1].same)
			status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_CHANGED, out->statements[i]);
	}
	for (size_t i = 0; status == STATUS_OK && i < m->old_count; i++) {
		if (!m->taken[i])
			status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_GONE, m->old[i]);
	}
	return status;
}

/* Turns of the record before that the new one does not have are deleted. */
static enum status drop_gone(struct call *call, const struct turn_matches *m)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < m->old_count; i++) {
		struct bytes body;
		union {
			const Truce__V1__Statement *in;
			Truce__V1__Statement *out;
		} stored = { .in = m->old[i] };
		if (!m->taken[i])
			status = record_append(call, stored.in->name, STORE_DELETED, &stored.out->base,
					       &stored.out->base, &body);
	}
	return status;
}

static enum status exists(struct call *call, const char *name)
{
	call_fact(call, "resource", "%s", name);
	return error_set(&call->error, STATUS_ALREADY_EXISTS, "RECORD_EXISTS",
			 "%s is on record and is not the record of a meeting; with statement_id this text's "
			 "statements have another id.",
			 name);
}

enum status import_was_replaced(struct call *call, const Truce__V1__ImportTextResponse *response, bool *out)
{
	const Truce__V1__Statement *meeting = response->statements[0], *was;
	*out = false;
	if (meeting->record == NULL)
		return STATUS_OK;
	enum status status = import_load_old(call, meeting->name, &was);
	if (status == STATUS_OK && was != NULL && was->record != NULL && was->n_sources > 0)
		*out = strcmp(was->sources[0]->text, response->text) != 0;
	return status;
}

static enum status correct(struct call *call, const Truce__V1__Statement *was, Truce__V1__ImportTextResponse *response)
{
	struct turn_matches m;
	union {
		Truce__V1__Statement **in;
		const Truce__V1__Statement *const *out;
	} turns = { .in = response->statements + 1 };
	enum status status = import_turns_match(call, was, false, turns.out, response->n_statements - 1, &m);
	if (status == STATUS_OK)
		status = import_turns_name(call, &m, response);
	if (status == STATUS_OK)
		status = tell_changes(call, &m, response);
	return status == STATUS_OK ? drop_gone(call, &m) : status;
}

enum status import_meeting(struct call *call, Truce__V1__ImportTextResponse *response, const uint32_t *made)
{
	const Truce__V1__Statement *meeting = response->statements[0], *was;
	enum status status = import_load_old(call, meeting->name, &was);
	if (status == STATUS_OK && was != NULL && was->record == NULL)
		return exists(call, meeting->name);
	response->changes = NULL; /* a call may be carried out again */
	response->n_changes = 0;
	if (status == STATUS_OK && was != NULL)
		status = correct(call, was, response);
	for (size_t i = 0; status == STATUS_OK && i < response->n_statements; i++) {
		Truce__V1__Statement *s = response->statements[i];
		enum import_outcome outcome;
		struct bytes body;
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = import_record(call, &collections[STATEMENTS], s->name, "", &s->base,
					       was == NULL ? made[i] : RECORD_NOT_MADE, /* it may be renamed */
					       &body, &outcome);
		if (status == STATUS_OK)
			status = import_reply_statement(call, body, outcome != IMPORT_UNCHANGED);
	}
	return status;
}

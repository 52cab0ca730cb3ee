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

/* ---- The same meeting by another text --------------------------------- */

enum status import_other_text(struct call *call, const Truce__V1__ImportTextResponse *response, const char **out)
{
	const Truce__V1__Statement *meeting = response->n_statements > 0 ? response->statements[0] : NULL, *was;
	*out = NULL;
	if (meeting == NULL || meeting->record == NULL)
		return STATUS_OK;
	enum status status = import_load_old(call, meeting->name, &was);
	if (status == STATUS_OK && was != NULL && was->record != NULL && was->n_sources > 0 &&
	    was->sources[0]->text[0] != '\0' && strcmp(was->sources[0]->text, response->text) != 0)
		*out = was->sources[0]->text;
	return status;
}

/* By the name of its file where that is known, for whoever has a folder of them. */
static enum status name_text(struct call *call, const char *name, const char **out)
{
	struct store_change record;
	ProtobufCMessage *stored;
	*out = name;
	enum status status = store_get(call->txn, bytes_text(name), 0, &record, &call->error);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK)
		status = record_load(call, &collections[TEXTS], &record, &call->arena, &stored);
	if (status == STATUS_OK && message_text(stored, "filename")[0] != '\0')
		*out = message_text(stored, "filename");
	return status;
}

enum status import_tell_other(struct call *call, const char *other, bool stays, Truce__V1__ImportTextResponse *response)
{
	/* Kept: the write may be carried out again, with the findings that it had before. */
	ProtobufCMessage *message = message_new(&truce__v1__finding__descriptor, &call->kept);
	Truce__V1__Finding *finding = (Truce__V1__Finding *)message;
	const char *file;
	enum status status = name_text(call, other, &file);
	if (status != STATUS_OK)
		return status;
	const char *words = arena_printf(&call->kept,
					 stays ? "the meeting is on record by \"%s\", which replaced this text; by "
						 "itself with `again` this one replaces that"
					       : "the meeting was on record by \"%s\", which this text replaces",
					 file);
	if (message == NULL || words == NULL || !message_append(&response->base, "findings", message, &call->kept))
		return call_no_memory(call);
	finding->kind = TRUCE__V1__FINDING__KIND__KIND_DUPLICATE;
	finding->printed = response->statements[0]->name;
	finding->explanation = message_borrow(words);
	return STATUS_OK;
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
		status = import_turns_find_back(call, was->name, turns.out, response->n_statements - 1, &m);
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

#include "service/handlers.h"

#include <stdio.h>
#include <sys/random.h>

#include "google/protobuf/field_mask.pb-c.h"
#include "proto/rules.h"
#include "service/links.h"

#define MADE_ID_SIZE 16

/* ---- Reading ---------------------------------------------------------- */

enum status resource_get(struct call *call)
{
	int64_t as_of;
	struct store_change record;
	enum status status = call_as_of(call, &as_of);
	if (status == STATUS_OK)
		status = record_get(call, call->method->collection, call_name(call), as_of, &record);
	return status == STATUS_OK ? call_part(call, record.body) : status;
}

enum status resource_batch_get(struct call *call)
{
	const ProtobufCFieldDescriptor *names =
		protobuf_c_message_descriptor_get_field_by_name(call->request->descriptor, "names");
	size_t count = message_count(call->request, names);
	int64_t as_of;
	enum status status = call_as_of(call, &as_of);
	for (size_t i = 0; status == STATUS_OK && i < count; i++) {
		struct store_change record;
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = record_get(call, call->method->collection, message_text_at(call->request, names, i),
					    as_of, &record);
		if (status == STATUS_OK)
			status = call_part_field(call, 1, record.body);
	}
	return status;
}

/* ---- Bodies of writes ------------------------------------------------- */

/* The record that a write brings. Its etag is the caller's guard; it is taken out
 * before the rules clear what is output only. */
struct brought {
	ProtobufCMessage *record;
	const char *etag;
	const char *name;
};

static ProtobufCMessage *take_body(struct call *call, struct brought *out)
{
	const struct collection *collection = call->method->collection;
	union {
		const ProtobufCMessage *in;
		ProtobufCMessage *out;
	} body = { .in = call_message(call, collection->singular) };
	*out = (struct brought){ .record = body.out, .etag = "", .name = "" };
	if (body.out != NULL) {
		out->etag = message_text(body.out, "etag");
		out->name = message_text(body.out, "name");
	}
	return body.out;
}

static struct brought *new_brought(struct call *call)
{
	struct brought *brought = arena_zalloc(&call->kept, sizeof *brought);
	if (brought == NULL)
		call_no_memory(call);
	call->prepared = brought;
	return brought;
}

static void refuse_name(struct call *call, const char *description)
{
	char field[64];
	snprintf(field, sizeof field, "%s.name", call->method->collection->singular);
	violations_add(&call->violations, field, "%s", description);
}

static bool names_agree(const struct collection *collection, const char *name, const char *id)
{
	size_t prefix = strlen(collection->prefix);
	return name[0] == '\0' || id[0] == '\0' ||
	       (strncmp(name, collection->prefix, prefix) == 0 && strcmp(name + prefix, id) == 0);
}

void resource_check_create(struct call *call)
{
	const struct collection *collection = call->method->collection;
	struct brought *brought = new_brought(call);
	if (brought == NULL)
		return;
	ProtobufCMessage *record = take_body(call, brought);
	rules_check(call->request, "", &call->violations);
	if (!names_agree(collection, brought->name, call_text(call, collection->id_field)))
		refuse_name(call, "is not the name that the id makes; leave one of the two unset");
	if (record != NULL)
		record_check_rules(call, record, collection->singular);
}

static bool replaces_all(const struct call *call)
{
	const Google__Protobuf__FieldMask *mask =
		(const Google__Protobuf__FieldMask *)call_message(call, "update_mask");
	return mask == NULL || mask->n_paths == 0 || (mask->n_paths == 1 && strcmp(mask->paths[0], "*") == 0);
}

/* The body of an update is a piece of a record: it is checked as the whole that it
 * becomes. Here, the rest of the request. */
void resource_check_update(struct call *call)
{
	const struct collection *collection = call->method->collection;
	struct brought *brought = new_brought(call);
	if (brought == NULL)
		return;
	ProtobufCMessage *record = take_body(call, brought);
	struct violations found;
	violations_init(&found, &call->failure);
	message_set_message(call->request, collection->singular, NULL);
	rules_check(call->request, "", &found);
	message_set_message(call->request, collection->singular, record);
	for (const struct violation *v = found.first; v != NULL; v = v->next)
		if (record == NULL || strcmp(v->field, collection->singular) != 0)
			violations_add(&call->violations, v->field, "%s", v->description);
	if (record == NULL)
		return;
	if (!form_name_of(brought->name, collection->plural)) {
		refuse_name(call, "is required: the name of the record to change");
	} else if (replaces_all(call)) {
		rules_check(record, collection->singular, &call->violations);
		record_check_rules(call, record, collection->singular);
	}
}

/* ---- Creating --------------------------------------------------------- */

/* 80 random bits in the alphabet of ids. */
static enum status make_id(struct call *call, char out[MADE_ID_SIZE + 1])
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint8_t random[MADE_ID_SIZE];
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return error_set(&call->error, STATUS_UNAVAILABLE, "RANDOM",
				 "The system gives no random bytes; send an id with the record.");
	for (size_t i = 0; i < MADE_ID_SIZE; i++)
		out[i] = alphabet[random[i] & 31];
	out[MADE_ID_SIZE] = '\0';
	return STATUS_OK;
}

static enum status new_name(struct call *call, const struct brought *brought, const char **out)
{
	const struct collection *collection = call->method->collection;
	const char *id = call_text(call, collection->id_field);
	char made[MADE_ID_SIZE + 1];
	if (id[0] == '\0' && brought->name[0] != '\0') {
		*out = brought->name;
		return STATUS_OK;
	}
	if (id[0] == '\0') {
		enum status status = make_id(call, made);
		if (status != STATUS_OK)
			return status;
		id = made;
	}
	*out = arena_printf(&call->arena, "%s%s", collection->prefix, id);
	return *out == NULL ? call_no_memory(call) : STATUS_OK;
}

static enum status already_exists(struct call *call, const char *name, const struct store_change *record)
{
	call_fact(call, "resource", "%s", name);
	if (record->kind == STORE_DELETED)
		return error_set(&call->error, STATUS_ALREADY_EXISTS, "RECORD_DELETED",
				 "%s is on record and was deleted; undelete it, then update it.", name);
	return error_set(&call->error, STATUS_ALREADY_EXISTS, "RECORD_EXISTS",
			 "%s is on record already; update it, or choose another id.", name);
}

static enum status reply_change(struct call *call, struct bytes body)
{
	return call_part_body(call, body, store_revision(call->txn));
}

enum status resource_create(struct call *call)
{
	struct brought *brought = call->prepared;
	const char *name;
	struct store_change record;
	enum status status = new_name(call, brought, &name);
	if (status != STATUS_OK)
		return status;
	status = store_get(call->txn, bytes_text(name), 0, &record, &call->error);
	if (status == STATUS_OK)
		return already_exists(call, name, &record);
	if (status != STATUS_NOT_FOUND)
		return status;
	struct bytes body;
	status = record_check_others(call, call->method->collection, name, brought->record,
				     call->method->collection->singular);
	if (status == STATUS_OK)
		status = record_append(call, name, STORE_CREATED, brought->record, NULL, &body);
	return status == STATUS_OK ? reply_change(call, body) : status;
}

/* ---- Changing --------------------------------------------------------- */

/* The record's mark of deletion is not what the call takes; statuses by AIP-164. */
static enum status wrong_mark(struct call *call, const char *name, enum status status, const char *what)
{
	call_fact(call, "resource", "%s", name);
	const char *reason = status == STATUS_ALREADY_EXISTS ? "RECORD_NOT_DELETED" : "RECORD_DELETED";
	return error_set(&call->error, status, reason, "%s %s.", name, what);
}

/* The stored record, its etag checked. */
static enum status load(struct call *call, const char *name, const char *etag, struct store_change *record,
			ProtobufCMessage **out)
{
	const struct collection *collection = call->method->collection;
	enum status status = record_get(call, collection, name, 0, record);
	if (status == STATUS_OK)
		status = record_load(call, collection, record, &call->arena, out);
	return status == STATUS_OK ? record_match(call, name, etag, *out) : status;
}

/* What the record becomes: the body, or the stored one with the mask's fields from
 * the body, checked as a whole. */
static enum status merge(struct call *call, const struct brought *brought, const ProtobufCMessage *stored,
			 ProtobufCMessage **out)
{
	const char *singular = call->method->collection->singular;
	ProtobufCMessage *whole = message_copy(replaces_all(call) ? brought->record : stored, &call->arena);
	if (whole == NULL)
		return call_no_memory(call);
	if (!replaces_all(call)) {
		const Google__Protobuf__FieldMask *mask =
			(const Google__Protobuf__FieldMask *)call_message(call, "update_mask");
		message_apply_mask((const char *const *)mask->paths, mask->n_paths, brought->record, whole,
				   &call->arena, &call->violations);
		rules_check(whole, singular, &call->violations);
		record_check_rules(call, whole, singular);
	}
	*out = whole;
	return violations_status(&call->violations, &call->error);
}

enum status resource_change_begin(struct call *call, const char *name, const char *etag, struct change *out)
{
	enum status status = load(call, name, etag, &out->record, &out->stored);
	if (status == STATUS_OK && out->record.kind == STORE_DELETED)
		return wrong_mark(call, name, STATUS_FAILED_PRECONDITION, "is deleted; undelete it first");
	out->name = name;
	return status;
}

enum status resource_change_end(struct call *call, const struct change *change, ProtobufCMessage *whole)
{
	bool same;
	struct bytes body;
	enum status status = record_is_same(call, whole, change->stored, change->record.body, &same);
	if (status != STATUS_OK)
		return status;
	if (same)
		return call_reply_message(call, change->stored);
	status = record_append(call, change->name, STORE_UPDATED, whole, change->stored, &body);
	return status == STATUS_OK ? reply_change(call, body) : status;
}

enum status resource_update(struct call *call)
{
	const struct collection *collection = call->method->collection;
	const struct brought *brought = call->prepared;
	struct change change;
	ProtobufCMessage *whole = NULL;
	enum status status = resource_change_begin(call, brought->name, brought->etag, &change);
	if (status == STATUS_OK)
		status = merge(call, brought, change.stored, &whole);
	if (status == STATUS_OK)
		status = record_check_others(call, collection, brought->name, whole, collection->singular);
	return status == STATUS_OK ? resource_change_end(call, &change, whole) : status;
}

/* Others may have changed while it was deleted. What is wrong is no field of the request. */
static enum status check_return(struct call *call, const char *name, const ProtobufCMessage *stored)
{
	const struct collection *collection = call->method->collection;
	enum status status = record_check_others(call, collection, name, stored, collection->singular);
	const struct violation *broken = call->violations.first;
	if (status == STATUS_ALREADY_EXISTS) /* another; that is no "not deleted" */
		call->error.status = status = STATUS_FAILED_PRECONDITION;
	if (status != STATUS_INVALID_ARGUMENT || broken == NULL)
		return status;
	violations_init(&call->violations, &call->failure);
	call_fact(call, "resource", "%s", name);
	return error_set(&call->error, STATUS_FAILED_PRECONDITION, "DOES_NOT_FIT",
			 "%s no longer fits the record: %s %s. Correct the other, or import this one corrected.", name,
			 broken->field, broken->description);
}

static enum status mark(struct call *call, enum store_kind kind)
{
	struct store_change record;
	ProtobufCMessage *stored;
	struct bytes body;
	const char *name = call_name(call);
	enum status status = load(call, name, call_text(call, "etag"), &record, &stored);
	if (status != STATUS_OK)
		return status;
	if (kind == STORE_DELETED && record.kind == STORE_DELETED)
		return wrong_mark(call, name, STATUS_NOT_FOUND, "is deleted already; undelete it to have it back");
	if (kind == STORE_UNDELETED && record.kind != STORE_DELETED)
		return wrong_mark(call, name, STATUS_ALREADY_EXISTS, "is not deleted; there is nothing to undelete");
	if (kind == STORE_UNDELETED)
		status = check_return(call, name, stored);
	if (status == STATUS_OK)
		status = record_append(call, name, kind, stored, stored, &body);
	return status == STATUS_OK ? reply_change(call, body) : status;
}

enum status resource_delete(struct call *call)
{
	return mark(call, STORE_DELETED);
}

enum status resource_undelete(struct call *call)
{
	return mark(call, STORE_UNDELETED);
}

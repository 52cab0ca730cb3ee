#include "service/import.h"

#include "base/hex.h"

enum { RESPONSE_STATEMENTS = 1 }; /* field of ImportTextResponse */

const char *import_text_name(const ProtobufCBinaryData *content, struct arena *arena)
{
	struct bytes bytes = bytes_of(content->data, content->len);
	uint8_t digest[STORE_DIGEST];
	char hex[2 * STORE_DIGEST + 1];
	store_digest(&bytes, 1, digest);
	hex_print(bytes_of(digest, sizeof digest), hex);
	return arena_printf(arena, "%s%s", collections[TEXTS].prefix, hex);
}

bool import_rests_on(const Truce__V1__Statement *statement, const char *text)
{
	for (size_t i = 0; i < statement->n_sources; i++)
		if (strcmp(statement->sources[i]->text, text) == 0)
			return true;
	return false;
}

static enum status replace(struct call *call, const char *name, const struct store_change *old,
			   ProtobufCMessage *stored, ProtobufCMessage *record, uint32_t made, struct bytes *body,
			   enum import_outcome *out)
{
	bool same;
	enum status status = STATUS_OK;
	const uint8_t *copy = arena_copy(&call->arena, old->body.data, old->body.size);
	if (copy == NULL)
		return call_no_memory(call);
	*body = bytes_of(copy, old->body.size);
	*out = IMPORT_UNCHANGED;
	if (old->kind == STORE_DELETED) {
		*out = IMPORT_UPDATED;
		status = record_append(call, name, STORE_UNDELETED, stored, stored, body);
	}
	if (status == STATUS_OK)
		status = record_is_same(call, record, stored, *body, &same);
	if (status != STATUS_OK || same)
		return status;
	*out = IMPORT_UPDATED;
	return record_append_made(call, name, STORE_UPDATED, record, stored, made, body);
}

enum status import_record(struct call *call, const struct collection *collection, const char *name, const char *etag,
			  ProtobufCMessage *record, uint32_t made, struct bytes *body, enum import_outcome *out)
{
	struct store_change old;
	ProtobufCMessage *stored;
	enum status status = store_get(call->txn, bytes_text(name), 0, &old, &call->error);
	if (status == STATUS_NOT_FOUND && etag[0] == '\0') {
		*out = IMPORT_CREATED;
		return record_append_made(call, name, STORE_CREATED, record, NULL, made, body);
	}
	if (status == STATUS_NOT_FOUND)
		return record_get(call, collection, name, 0, &old);
	if (status == STATUS_OK && collection == &collections[TEXTS]) { /* it has the name of what it holds */
		*body = old.body;
		*out = IMPORT_UNCHANGED;
		return STATUS_OK;
	}
	if (status == STATUS_OK)
		status = record_load(call, collection, &old, &call->arena, &stored);
	if (status == STATUS_OK)
		status = record_match(call, name, etag, stored);
	return status == STATUS_OK ? replace(call, name, &old, stored, record, made, body, out) : status;
}

enum status import_refuse_taken(struct call *call, const char *name)
{
	call_fact(call, "resource", "%s", name);
	return error_set(
		&call->error, STATUS_ALREADY_EXISTS, "RECORD_EXISTS",
		"%s is on record and rests on another text; with statement_id this text's statement has another "
		"id.",
		name);
}

enum status import_reply_statement(struct call *call, struct bytes body, bool changed)
{
	enum status status = call_part_header(call, RESPONSE_STATEMENTS, body.size);
	if (status != STATUS_OK)
		return status;
	return changed ? call_part_body(call, body, store_revision(call->txn)) : call_part(call, body);
}

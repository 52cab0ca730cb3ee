#include "service/records.h"

#include <assert.h>
#include <inttypes.h>

#include "base/time.h"
#include "domain/check.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "proto/field.h"
#include "proto/wire.h"

/* ---- Reading ---------------------------------------------------------- */

static enum status not_found(struct call *call, const struct collection *collection, const char *name, int64_t as_of)
{
	struct store_change later;
	enum status status =
		as_of == 0 ? STATUS_NOT_FOUND : store_get(call->txn, bytes_text(name), 0, &later, &call->error);
	call_fact(call, "resource", "%s", name);
	if (status == STATUS_NOT_FOUND)
		return error_set(&call->error, STATUS_NOT_FOUND, "NO_SUCH_RECORD", "%s is not on record; %s.", name,
				 collection->way_out);
	if (status != STATUS_OK)
		return status;
	return error_set(&call->error, STATUS_NOT_FOUND, "NO_SUCH_RECORD",
			 "%s was not on record at revision %" PRId64 "; JournalService.ListChanges tells when it came.",
			 name, as_of);
}

enum status record_get(struct call *call, const struct collection *collection, const char *name, int64_t as_of,
		       struct store_change *out)
{
	struct bytes key = bytes_text(name);
	if (!bytes_start_with(key, bytes_text(collection->prefix)) || key.size > STORE_NAME_MOST)
		return call_violation(call, "INVALID_FIELDS", "name", "expected \"%s{id}\"", collection->prefix);
	enum status status = store_get(call->txn, key, as_of, out, &call->error);
	return status == STATUS_NOT_FOUND ? not_found(call, collection, name, as_of) : status;
}

enum status record_load(struct call *call, const struct collection *collection, const struct store_change *record,
			struct arena *arena, ProtobufCMessage **out)
{
	return message_unpack_own(collection->type, record->body, arena, out, &call->error);
}

static const ProtobufCFieldDescriptor *field_of(const ProtobufCMessage *record, const char *name)
{
	const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(record->descriptor, name);
	assert(f != NULL);
	return f;
}

const ProtobufCMessage *record_message(const ProtobufCMessage *record, const char *field)
{
	const ProtobufCFieldDescriptor *f = field_of(record, field);
	return message_count(record, f) == 0 ? NULL : message_at(record, f, 0);
}

/* Whether it may ever have been a record's: "r" and the revision's digits. */
static bool is_etag(const char *etag)
{
	size_t digits = etag[0] == 'r' ? strlen(etag + 1) : 0;
	return digits > 0 && digits <= 16 && strspn(etag + 1, "0123456789abcdef") == digits;
}

enum status record_match(struct call *call, const char *name, const char *etag, const ProtobufCMessage *stored)
{
	const char *current = message_text(stored, "etag");
	if (etag[0] == '\0' || strcmp(etag, current) == 0)
		return STATUS_OK;
	call_fact(call, "resource", "%s", name);
	call_fact(call, "etag", "%s", current);
	if (!is_etag(etag))
		return call_violation(call, "INVALID_FIELDS", "etag",
				      "cannot be one: an etag is like \"%s\", that of %s now; without one the record is "
				      "changed whatever it is",
				      current, name);
	return error_set(
		&call->error, STATUS_ABORTED, "ETAG_MISMATCH",
		"%s has changed since the etag that was sent: read it again, then change it (its etag is now %s).",
		name, current);
}

/* ---- Writing ---------------------------------------------------------- */

static ProtobufCMessage *borrow(const ProtobufCMessage *message)
{
	union {
		const ProtobufCMessage *in;
		ProtobufCMessage *out;
	} pun = { .in = message };
	return pun.out;
}

void record_check_rules(struct call *call, const ProtobufCMessage *record, const char *prefix)
{
	struct violations found;
	violations_init(&found, &call->arena);
	record_check_on(record, prefix, day_today() + 1, &found); /* somewhere it is the next day */
	for (const struct violation *v = found.first; v != NULL; v = v->next)
		violations_add(&call->violations, v->field, "%s", v->description);
}

/* The fields that the service alone sets, from one record to another. */
static void copy_stamps(const ProtobufCMessage *from, ProtobufCMessage *to)
{
	static const char *const times[] = { "create_time", "update_time", "delete_time" };
	message_set_text(to, "name", message_text(from, "name"));
	message_set_text(to, "etag", message_text(from, "etag"));
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		message_set_message(to, times[i], borrow(record_message(from, times[i])));
}

enum status record_is_same(struct call *call, ProtobufCMessage *message, const ProtobufCMessage *stored,
			   struct bytes body, bool *same)
{
	struct bytes packed;
	const char *name = message_text(message, "name");
	copy_stamps(stored, message);
	if (name[0] != '\0') /* its own, which outlives what was loaded where the call is carried out again */
		message_set_text(message, "name", name);
	if (message_pack_arena(message, &call->arena, &packed) != STATUS_OK)
		return call_no_memory(call);
	*same = bytes_equal(packed, body);
	return STATUS_OK;
}

struct bytes record_behind_stamps(struct bytes packed)
{
	struct wire_cursor c = wire_begin(packed);
	const uint8_t *rest = c.next;
	struct wire_field field;
	enum status status;
	while ((status = wire_next(&c, &field)) == STATUS_OK && field.number <= RECORD_STAMP_LAST)
		rest = c.next;
	bool message = status == STATUS_OK || status == STATUS_NOT_FOUND;
	return bytes_of(rest, message ? (size_t)(c.end - rest) : 0);
}

/* Now, or the time of the last change where the clock went back. */
static enum status change_time(struct call *call, int64_t *out)
{
	int64_t now = clock_wall(), last = store_revision(call->txn);
	if (last > 0) {
		struct store_change change;
		enum status status = store_change(call->txn, last, &change, &call->error);
		if (status != STATUS_OK)
			return status;
		if (change.time > now)
			now = change.time;
	}
	*out = now;
	return STATUS_OK;
}

static ProtobufCMessage *timestamp(struct arena *arena, int64_t time)
{
	ProtobufCMessage *message = message_new(&google__protobuf__timestamp__descriptor, arena);
	if (message != NULL) {
		Google__Protobuf__Timestamp *t = (Google__Protobuf__Timestamp *)message;
		instant_split(time, &t->seconds, &t->nanos);
	}
	return message;
}

static enum status stamp(struct call *call, const char *name, enum store_kind kind, int64_t time,
			 const ProtobufCMessage *stored, ProtobufCMessage *message)
{
	const char *etag = arena_printf(&call->arena, "r%" PRIx64, store_revision(call->txn) + 1);
	ProtobufCMessage *now = timestamp(&call->arena, time);
	if (etag == NULL || now == NULL)
		return call_no_memory(call);
	message_set_text(message, "name", name);
	message_set_text(message, "etag", etag);
	message_set_message(message, "create_time",
			    stored == NULL ? now : borrow(record_message(stored, "create_time")));
	message_set_message(message, "update_time", now);
	message_set_message(message, "delete_time", kind == STORE_DELETED ? now : NULL);
	return STATUS_OK;
}

enum status record_check_readable(struct call *call, const ProtobufCMessageDescriptor *type, struct bytes body,
				  size_t room)
{
	struct violations found;
	violations_init(&found, &call->failure);
	if (!message_check(type, body, MESSAGE_STRICT, room, &found))
		return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE",
				 "The record would take more than the %zu bytes of memory that a call may have.",
				 call->arena.cap);
	if (found.count > 0)
		return error_set(&call->error, STATUS_INTERNAL, "NOT_READABLE",
				 "The record would not be readable once stored; nothing was changed.");
	return STATUS_OK;
}

/* What was made before, behind the stamps of the message. */
static enum status pack_made(struct call *call, const ProtobufCMessage *message, uint32_t made, struct bytes *out)
{
	ProtobufCMessage *stamps = message_new(message->descriptor, &call->arena);
	struct bytes head, rest = makings_rest(&call->makings, made);
	if (stamps == NULL)
		return call_no_memory(call);
	copy_stamps(message, stamps);
	if (message_pack_arena(stamps, &call->arena, &head) != STATUS_OK)
		return call_no_memory(call);
	uint8_t *body = arena_alloc(&call->arena, head.size + rest.size);
	if (body == NULL)
		return call_no_memory(call);
	memcpy(body, head.data, head.size);
	if (rest.size > 0)
		memcpy(body + head.size, rest.data, rest.size);
	*out = bytes_of(body, head.size + rest.size);
	return STATUS_OK;
}

static enum status pack(struct call *call, const ProtobufCMessage *message, uint32_t made, struct bytes *out)
{
	if (made != RECORD_NOT_MADE)
		return pack_made(call, message, made, out);
	if (message_pack_arena(message, &call->arena, out) != STATUS_OK)
		return call_no_memory(call);
	return record_check_readable(call, message->descriptor, *out, call->arena.cap);
}

enum status record_append(struct call *call, const char *name, enum store_kind kind, ProtobufCMessage *message,
			  const ProtobufCMessage *stored, struct bytes *body)
{
	return record_append_made(call, name, kind, message, stored, RECORD_NOT_MADE, body);
}

enum status record_append_made(struct call *call, const char *name, enum store_kind kind, ProtobufCMessage *message,
			       const ProtobufCMessage *stored, uint32_t made, struct bytes *body)
{
	struct store_entry entry = {
		.kind = kind,
		.actor = call->actor,
		.request_id = call->request_id,
		.reason = call->reason,
		.method = bytes_text(call->method->path),
		.name = bytes_text(name),
		.text = made == RECORD_NOT_MADE ? NULL : call->makings.text,
		.text_record = made,
	};
	memcpy(entry.request_digest, call->digest, sizeof call->digest);
	enum status status = change_time(call, &entry.time);
	if (status == STATUS_OK)
		status = stamp(call, name, kind, entry.time, stored, message);
	if (status != STATUS_OK)
		return status;
	status = pack(call, message, made, &entry.body);
	if (status != STATUS_OK)
		return status;
	if (entry.body.size > RECORD_MOST)
		return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "RECORD_TOO_LARGE",
				 "%s would have %zu bytes; a record has at most %d.", name, entry.body.size,
				 RECORD_MOST);
	int64_t revision;
	*body = entry.body;
	status = store_append(call->txn, &entry, &revision, &call->error);
	if (status == STATUS_OK)
		lately_note(&call->service->lately, collection_of(entry.name), stored, message, revision);
	return status;
}

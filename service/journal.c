#include "service/handlers.h"

#include <inttypes.h>

#include "base/time.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "proto/wire.h"
#include "service/pages.h"
#include "service/records.h"
#include "truce/v1/journal.pb-c.h"

#define CHANGES_FIELD 1

/* ---- One change ------------------------------------------------------- */

static ProtobufCBinaryData digest_of(const uint8_t *digest)
{
	return (ProtobufCBinaryData){
		.len = STORE_DIGEST,
		.data = (uint8_t *)message_borrow((const char *)digest),
	};
}

static Google__Protobuf__Timestamp timestamp(int64_t time)
{
	Google__Protobuf__Timestamp t = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
	instant_split(time, &t.seconds, &t.nanos);
	return t;
}

static bool set_texts(struct arena *arena, const struct store_change *change, Truce__V1__Change *out)
{
	out->actor = arena_text_n(arena, change->actor.data, change->actor.size);
	out->request_id = arena_text_n(arena, change->request_id.data, change->request_id.size);
	out->reason = arena_text_n(arena, change->reason.data, change->reason.size);
	out->method = arena_text_n(arena, change->method.data, change->method.size);
	out->record = arena_text_n(arena, change->name.data, change->name.size);
	return out->actor != NULL && out->request_id != NULL && out->reason != NULL && out->method != NULL &&
	       out->record != NULL;
}

/* The change without its content, packed. */
static enum status pack_change(struct call *call, const struct store_change *change, struct bytes *out)
{
	Truce__V1__Change message = TRUCE__V1__CHANGE__INIT;
	Google__Protobuf__Timestamp time = timestamp(change->time);
	if (!set_texts(&call->arena, change, &message))
		return call_no_memory(call);
	message.revision = change->revision;
	message.time = &time;
	message.kind = (Truce__V1__Change__Kind)change->kind;
	message.request_digest = digest_of(change->request_digest);
	message.record_digest = digest_of(change->record_digest);
	message.previous_digest = digest_of(change->previous_digest);
	message.digest = digest_of(change->digest);
	message.compacted = change->compacted;
	return message_pack_arena(&message.base, &call->arena, out) == STATUS_OK ? STATUS_OK : call_no_memory(call);
}

/* Adds a change to the reply; its content as the bytes that are stored. Sets *full,
 * and adds nothing, where the reply holds some already and no more. */
static enum status add_change(struct call *call, int64_t revision, bool with_content, bool *full)
{
	struct store_change change;
	struct bytes packed;
	enum status status = store_change(call->txn, revision, &change, &call->error);
	if (status == STATUS_OK)
		status = pack_change(call, &change, &packed);
	if (status != STATUS_OK)
		return status;
	const struct collection *collection = collection_of(change.name);
	bool content = with_content && !change.compacted && collection != NULL;
	size_t size = packed.size;
	if (content)
		size += wire_header_size(collection->content, change.body.size) + change.body.size;
	*full = call->part_count > 0 && call->size + size > RECORD_MOST;
	if (*full)
		return STATUS_OK;
	status = call_part_header(call, CHANGES_FIELD, size);
	if (status == STATUS_OK)
		status = call_part(call, packed);
	if (status == STATUS_OK && content)
		status = call_part_field(call, collection->content, change.body);
	return status;
}

/* ---- Many ------------------------------------------------------------- */

/* Which changes, and how far they were given. */
struct stretch {
	const char *record; /* "" for all */
	bool newest_first;
	bool with_content;
	size_t most;
	int64_t last; /* given; where to go on from */
	int64_t stop; /* no change at or before it */
	bool more;    /* there are more than were given */
};

/* The revision after s->last, in the stretch's direction. NOT_FOUND at its end. */
static enum status next_revision(struct call *call, const struct stretch *s, int64_t *out)
{
	int64_t revision;
	if (s->record[0] != '\0') {
		enum status status = store_history_next(call->txn, bytes_text(s->record), s->last, s->newest_first,
							&revision, &call->error);
		if (status != STATUS_OK)
			return status;
	} else {
		int64_t latest = store_revision(call->txn);
		revision = s->newest_first ? (s->last > latest ? latest : s->last - 1) : s->last + 1;
		if (revision > latest)
			return STATUS_NOT_FOUND;
	}
	if (revision <= s->stop)
		return STATUS_NOT_FOUND;
	*out = revision;
	return STATUS_OK;
}

static enum status add_changes(struct call *call, struct stretch *s)
{
	for (size_t count = 0;; count++) {
		int64_t revision;
		enum status status = next_revision(call, s, &revision);
		if (status == STATUS_NOT_FOUND)
			return STATUS_OK;
		if (status == STATUS_OK)
			status = call_on_time_at(call, count);
		if (status == STATUS_OK && count == s->most)
			s->more = true;
		else if (status == STATUS_OK)
			status = add_change(call, revision, s->with_content, &s->more);
		if (status != STATUS_OK || s->more)
			return status;
		s->last = revision;
	}
}

static enum status check_known(struct call *call, int64_t after)
{
	int64_t latest = store_revision(call->txn);
	call_fact(call, "lastRevision", "%" PRId64, latest);
	if (after <= latest)
		return STATUS_OK;
	return error_set(&call->error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION",
			 "The record is at revision %" PRId64 " and knows no revision %" PRId64
			 "; it is another store, or an older copy: list or search the records, then go on from there.",
			 latest, after);
}

enum status journal_list(struct call *call)
{
	int64_t after = call_int(call, "after_revision");
	struct stretch s = {
		.record = call_text(call, "record"),
		.newest_first = call_int(call, "newest_first") != 0,
		.with_content = call_int(call, "include_content") != 0,
		.most = page_size(call),
		.stop = after,
	};
	struct page_token end = { .position = s.newest_first ? INT64_MAX : after };
	enum status status = check_known(call, after);
	if (status == STATUS_OK)
		status = page_token_read(call, &end);
	if (status == STATUS_OK && (end.position < 1 || end.position > store_revision(call->txn)))
		return page_token_foreign(call);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	s.last = end.position;
	status = add_changes(call, &s);
	if (status != STATUS_OK || !s.more)
		return status;
	end = (struct page_token){ .position = s.last };
	return page_token_reply(call, &end);
}

/* ---- Watching --------------------------------------------------------- */

/* A watch from now begins behind what the service had told when the call came, so
 * that no change made after it is missed. */
enum status journal_watched(struct call *call, int64_t *out)
{
	int64_t oldest = store_oldest(call->txn), after = call_int(call, "after_revision");
	if (call->seen >= 0)
		after = call->seen;
	else if (after < 0)
		after = call->known;
	*out = after;
	call_fact(call, "oldestRevision", "%" PRId64, oldest);
	enum status status = check_known(call, after);
	if (status != STATUS_OK || after >= oldest - 1)
		return status;
	return error_set(
		&call->error, STATUS_OUT_OF_RANGE, "COMPACTED",
		"The contents of changes before revision %" PRId64 " were compacted away: watch from revision %" PRId64
		", behind which all is there, or list or search the records, then watch from revision %" PRId64 ".",
		oldest, oldest - 1, store_revision(call->txn));
}

/* Called once for a reply and again after each commit: call->seen is how far the
 * record was looked at without finding anything. */
enum status journal_watch(struct call *call)
{
	int64_t latest = store_revision(call->txn), after;
	enum status status = journal_watched(call, &after);
	struct stretch s = {
		.record = call_text(call, "record"),
		.with_content = call_int(call, "include_content") != 0,
		.most = page_size(call),
		.last = after,
		.stop = after,
	};
	if (status == STATUS_OK)
		status = add_changes(call, &s);
	if (status != STATUS_OK)
		return status;
	call->told = call->part_count > 0;
	call->seen = s.more ? s.last : latest;
	Truce__V1__WatchChangesResponse rest = TRUCE__V1__WATCH_CHANGES_RESPONSE__INIT;
	rest.next_revision = call->seen;
	return call_reply_message(call, &rest.base);
}

/* ---- The head --------------------------------------------------------- */

enum status journal_head(struct call *call)
{
	Truce__V1__Head head = TRUCE__V1__HEAD__INIT;
	Google__Protobuf__Timestamp time;
	struct store_change change;
	head.revision = store_revision(call->txn);
	head.oldest_revision = store_oldest(call->txn);
	if (head.revision > 0) {
		enum status status = store_change(call->txn, head.revision, &change, &call->error);
		if (status != STATUS_OK)
			return status;
		time = timestamp(change.time);
		head.time = &time;
		head.digest = digest_of(change.digest);
	}
	return call_reply_message(call, &head.base);
}

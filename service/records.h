/* Private to the service: records, and how one becomes a change.
 *
 * What is stored is the packed message with the fields that the service alone sets
 * (name, etag, the three times), so that a read answers stored bytes as they are. */
#ifndef TRUCE_SERVICE_RECORDS_H
#define TRUCE_SERVICE_RECORDS_H

#include "service/call.h"
#include "service/collections.h"

/* The fields that the service alone sets are numbered up to this, all others behind. */
#define RECORD_STAMP_LAST 5

/* Bytes of a record: it fits into a page, with the page's token. */
#define RECORD_MOST (PAYLOAD_MOST - (8 << 10))

/* A record as of a revision (0: latest), deleted or not. NOT_FOUND says so with the
 * way out; INVALID_ARGUMENT for a name of another collection. */
enum status record_get(struct call *call, const struct collection *collection, const char *name, int64_t as_of,
		       struct store_change *out) MUST_CHECK;

/* The same, unpacked into arena. */
enum status record_load(struct call *call, const struct collection *collection, const struct store_change *record,
			struct arena *arena, ProtobufCMessage **out) MUST_CHECK;

/* ABORTED, reason ETAG_MISMATCH, where an etag is given and the record has another. */
enum status record_match(struct call *call, const char *name, const char *etag,
			 const ProtobufCMessage *stored) MUST_CHECK;

/* Stamps the message, with what it keeps of the stored one (NULL for a new record),
 * and appends it as a change. *body is what was stored. */
enum status record_append(struct call *call, const char *name, enum store_kind kind, ProtobufCMessage *message,
			  const ProtobufCMessage *stored, struct bytes *body) MUST_CHECK;
/* The same, of what record_make made, or RECORD_NOT_MADE. */
#define RECORD_NOT_MADE UINT32_MAX
enum status record_append_made(struct call *call, const char *name, enum store_kind kind, ProtobufCMessage *message,
			       const ProtobufCMessage *stored, uint32_t made, struct bytes *body) MUST_CHECK;

/* INTERNAL where a packed record could not be read back, RESOURCE_EXHAUSTED where that
 * would take more than so many bytes: protobuf-c packs what it does not read. */
enum status record_check_readable(struct call *call, const ProtobufCMessageDescriptor *type, struct bytes body,
				  size_t room) MUST_CHECK;

/* The rules between a record's fields: adds a violation to the call's for each that
 * is broken, each path beginning with prefix. Works in call->arena. */
void record_check_rules(struct call *call, const ProtobufCMessage *record, const char *prefix);

/* Whether the message holds what is stored already, output-only fields aside. */
enum status record_is_same(struct call *call, ProtobufCMessage *message, const ProtobufCMessage *stored,
			   struct bytes body, bool *same) MUST_CHECK;

/* Of a packed record what stands behind the fields that the service sets; no bytes where it is
 * no message. */
struct bytes record_behind_stamps(struct bytes packed);

/* A message's submessage by name, NULL where it is unset. */
const ProtobufCMessage *record_message(const ProtobufCMessage *record, const char *field);

#endif

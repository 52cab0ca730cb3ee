/* Messages: unpacking under a cap, packing, and reading fields by descriptor.
 *
 * Every message that comes from outside passes message_unpack: it first walks the
 * bytes against the descriptor (so that protobuf-c's own leniency never decides),
 * then unpacks into the caller's arena. Messages in an arena are never freed one
 * by one. Pure functions on messages; any thread. */
#ifndef TRUCE_PROTO_MESSAGE_H
#define TRUCE_PROTO_MESSAGE_H

#include <protobuf-c/protobuf-c.h>

#include "base/arena.h"
#include "base/bytes.h"

/* Which fields break which rule; lives in an arena. */
struct violation {
	const char *field;       /* path from the message: "zone.readings[1].effective" */
	const char *description; /* the rule and the way out */
	struct violation *next;
};

struct violations {
	struct arena *arena;
	struct violation *first, **last;
	int count; /* all that were found; at most VIOLATIONS_KEPT are kept */
};
#define VIOLATIONS_KEPT 32

void violations_init(struct violations *v, struct arena *arena);
void violations_add(struct violations *v, const char *field, const char *format, ...) PRINTF_LIKE(3, 4);

/* INVALID_ARGUMENT with reason INVALID_FIELDS and the first violation in the
 * message where there is one, else OK. */
enum status violations_status(const struct violations *v, struct error *error) MUST_CHECK;

enum message_strictness {
	MESSAGE_LENIENT, /* reads: unknown fields and enum values pass */
	MESSAGE_STRICT,  /* writes: they are violations */
};

/* Deepest nesting of messages that is accepted. */
#define MESSAGE_DEPTH 32

/* Checks bytes against the descriptor: wire types, UTF-8 and no NUL in strings,
 * depth, a field that is not repeated sent at most once (and one member of a
 * oneof), and how much memory unpacking would take (at most room bytes); strictly,
 * also numbers of 32 bits, known enum values and known fields. Adds a violation for
 * each fault found, with the field's path; bytes that are no message at all give
 * one with the path of the innermost message reached. Allocates only for
 * violations. False, and a violation of the whole, where that memory is more than room. */
bool message_check(const ProtobufCMessageDescriptor *type, struct bytes bytes, enum message_strictness strictness,
		   size_t room, struct violations *out);

/* message_check, then unpack into arena. On failure *out is untouched and v holds
 * why. RESOURCE_EXHAUSTED, reason MESSAGE_TOO_LARGE, where the arena's cap does not
 * hold the message. */
enum status message_unpack(const ProtobufCMessageDescriptor *type, struct bytes bytes,
			   enum message_strictness strictness, struct arena *arena, struct violations *v,
			   ProtobufCMessage **out, struct error *error) MUST_CHECK;

/* Unpacks bytes that this program packed (records of the store): no checks beyond
 * protobuf-c's own. DATA_LOSS where they do not unpack. */
enum status message_unpack_own(const ProtobufCMessageDescriptor *type, struct bytes bytes, struct arena *arena,
			       ProtobufCMessage **out, struct error *error) MUST_CHECK;

/* Appends the packed message. */
enum status message_pack(const ProtobufCMessage *message, struct buffer *out) MUST_CHECK;
/* The packed message in arena; RESOURCE_EXHAUSTED without room. */
enum status message_pack_arena(const ProtobufCMessage *message, struct arena *arena, struct bytes *out) MUST_CHECK;

/* A new message with every field at its default; NULL without room. */
ProtobufCMessage *message_new(const ProtobufCMessageDescriptor *type, struct arena *arena);
/* A deep copy. */
ProtobufCMessage *message_copy(const ProtobufCMessage *message, struct arena *arena);

/* Reading by descriptor. The field must belong to the message's type. A field is
 * there where it differs from its default; in a oneof, where it is the member set. */
bool message_has(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f);
size_t message_count(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f); /* elements, or 0 or 1 */
const ProtobufCMessage *message_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i);
const char *message_text_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i); /* "" if unset */
int64_t message_int_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i); /* also enum, bool */
double message_double_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i);
struct bytes message_bytes_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i);

/* By name, for the fields that all records share ("name", "etag"): NULL where the
 * type has no such field. */
const char *message_text(const ProtobufCMessage *m, const char *field);
bool message_set_text(ProtobufCMessage *m, const char *field, const char *text);           /* borrows text */
bool message_set_message(ProtobufCMessage *m, const char *field, ProtobufCMessage *value); /* borrows; NULL clears */

/* Adds one element to a repeated message field, growing in arena: by doubling, so
 * that adding many is cheap. False without room, for another type, for value NULL.
 * An array that was put there by hand is copied, and must begin where it was
 * allocated; one that two messages share may grow in one of them only. */
bool message_append(ProtobufCMessage *m, const char *field, ProtobufCMessage *value, struct arena *arena);

/* The pointer protobuf-c's generated structs want for a text that they only read. */
static inline char *message_borrow(const char *text)
{
	union {
		const char *in;
		char *out;
	} pun = { .in = text };
	return pun.out;
}

/* A field mask: replaces in *to the fields that paths name ("title",
 * "venue.city") by those of from; borrows from's values. A path through a
 * repeated field, or to a field that does not exist or is output only, is a
 * violation at "update_mask.paths[i]". */
void message_apply_mask(const char *const *paths, size_t count, const ProtobufCMessage *from, ProtobufCMessage *to,
			struct arena *arena, struct violations *v);

#endif

/* Fields by their types, and paths to them: what the sources of proto/ share.
 *
 * A path is a chain on the stack from the field back to the message, and is put
 * into words only where something is wrong. Pure; any thread. */
#ifndef TRUCE_PROTO_FIELD_H
#define TRUCE_PROTO_FIELD_H

#include "proto/message.h"
#include "proto/wire.h"

struct field_kind {
	enum wire_type wire; /* of one value */
	uint8_t size;        /* of one value in a generated struct */
	bool packable;       /* may be sent packed where it is repeated */
};

/* By ProtobufCType. */
extern const struct field_kind field_kinds[];

static inline const struct field_kind *field_kind(const ProtobufCFieldDescriptor *f)
{
	return &field_kinds[f->type];
}

static inline bool field_is_repeated(const ProtobufCFieldDescriptor *f)
{
	return f->label == PROTOBUF_C_LABEL_REPEATED;
}

static inline bool field_is_in_oneof(const ProtobufCFieldDescriptor *f)
{
	return (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0;
}

static inline const void *field_place(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	return (const char *)m + f->offset;
}

static inline void *field_place_mutable(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	return (char *)m + f->offset;
}

/* The number of elements of a repeated field. */
static inline size_t *field_count_place(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	return (size_t *)(void *)((char *)m + f->quantifier_offset);
}

/* Number of the oneof's member that is set; 0 for none. */
static inline uint32_t *field_case_place(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	return (uint32_t *)(void *)((char *)m + f->quantifier_offset);
}

/* Element i of a message field, or its one value, which must be there. */
static inline ProtobufCMessage *field_message(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	void *place = field_place_mutable(m, f);
	return field_is_repeated(f) ? (*(ProtobufCMessage ***)place)[i] : *(ProtobufCMessage **)place;
}

/* Takes a field's value away; of a oneof only where it is the member that is set. */
void field_clear(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f);

struct path {
	const struct path *up;
	const char *name; /* "" for the message itself */
	ptrdiff_t index;  /* of an element; -1 for the field itself */
};

/* "zone.readings[1].effective" in arena; NULL without room. */
const char *path_print(const struct path *path, struct arena *arena);

/* violations_add with a path that is printed only where the violation is kept. */
void violations_add_at(struct violations *v, const struct path *path, const char *format, ...) PRINTF_LIKE(3, 4);

#endif

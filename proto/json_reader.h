/* The state of reading one JSON text. Private to proto/json_read*.c.
 *
 * yajl calls back for each token; a stack of frames says what the next value is
 * for. Each value goes straight to its place in the message. A search for the places
 * of values (json_find) is the same reading with notes. */
#ifndef TRUCE_PROTO_JSON_READER_H
#define TRUCE_PROTO_JSON_READER_H

#include <google/protobuf/any.pb-c.h>
#include <yajl/yajl_parse.h>

#include "proto/json_form.h"

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_OBJECT, VALUE_ARRAY };

/* A value as it comes; of an object or array only its beginning. */
struct value {
	enum value_kind kind;
	bool truth;
	struct bytes text; /* of a number or string; not ended by NUL */
};

enum frame_kind { FRAME_ROOT, FRAME_MEMBERS, FRAME_LIST, FRAME_MAP };

#define FRAME_FIELDS 256 /* no message of ours has more */

struct frame {
	enum frame_kind kind;
	/* Whose members are read; of a list or map, whom it belongs to. */
	ProtobufCMessage *message;
	/* FRAME_MEMBERS: the member whose value is next. Others: that of all values. */
	const ProtobufCFieldDescriptor *field;

	/* FRAME_MEMBERS: what may be a member, and what was. */
	const ProtobufCFieldDescriptor *fields;
	unsigned n_fields;
	uint64_t seen[FRAME_FIELDS / 64];
	const char *type_name;
	Google__Protobuf__Any *any;     /* that the members are the content of */
	ProtobufCMessage *const *boxed; /* that content, where it is the member "value" */
	bool at_type, seen_type;        /* "@type": its value is next; it was there */

	/* FRAME_LIST and FRAME_MAP */
	uint8_t *elements;
	size_t count, capacity;

	uint64_t sought; /* paths of a search that lead here, a bit for each */
};

/* A place in the text, and its line and column in characters from 1. */
struct place {
	size_t offset, line, column;
};

struct search; /* of proto/json_find.c */

struct reader {
	struct bytes text;
	struct arena *arena;
	yajl_handle yajl;
	bool at_end;          /* the whole text was handed to yajl */
	size_t before, after; /* where the last token but one and the last end */
	ProtobufCMessage *root;
	ProtobufCFieldDescriptor root_field;
	enum status status;
	struct error *error;
	struct frame frames[2 * MESSAGE_DEPTH + 2];
	int top;   /* index of the frame that is open */
	int depth; /* messages that are open */

	/* Takes note of the value that the last token begins; NULL where nothing is sought. */
	void (*note)(struct reader *r, const struct frame *frame);
	struct search *search;
	uint64_t sought; /* paths that lead to the value that is read */
};

/* Reads the whole text into root; type is the root's. */
enum status reader_run(struct reader *r, const ProtobufCMessageDescriptor *type);

/* Puts a value of the field's type into place, or opens the frame that will.
 * False after reader_fail. */
bool reader_take(struct reader *r, const ProtobufCFieldDescriptor *f, void *place, const struct value *v);

/* Opens a frame for the object's members; false where it is too deep. */
bool reader_open(struct reader *r, const struct frame *frame);

/* These answer false. The first failure stays. */
bool reader_fail(struct reader *r, const char *format, ...) PRINTF_LIKE(2, 3); /* at the last token */
bool reader_fail_at(struct reader *r, size_t offset, const char *message);
bool reader_wrong(struct reader *r, const struct value *found, const char *expected);
bool reader_no_room(struct reader *r);
void reader_fail_syntax(struct reader *r); /* where yajl found no JSON */

/* A text of the input for a message: cut, in quotes, escaped. */
const char *reader_quote(struct reader *r, struct bytes text);

/* Offset of the last token. */
size_t reader_token(const struct reader *r);

/* Goes on to an offset that lies behind. */
void place_advance(struct place *p, struct bytes text, size_t offset);

#endif

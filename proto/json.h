/* JSON: protobuf's canonical proto3 mapping, both ways, by descriptor.
 *
 * Reading is strict (unknown members, wrong types, numbers out of range, members
 * given twice are errors) and names the line, the column and the field's path.
 * Timestamp, Duration, FieldMask, Any and the wrappers have their special forms.
 * Writing escapes C0, DEL, C1 and the Unicode direction controls, so that no text
 * can repaint a terminal. Pure; any thread.
 * Source: protobuf.dev/programming-guides/json. */
#ifndef TRUCE_PROTO_JSON_H
#define TRUCE_PROTO_JSON_H

#include "proto/message.h"

enum json_flags {
	JSON_PRETTY = 1,   /* two spaces a level, one member a line */
	JSON_DEFAULTS = 2, /* members at their default as well */
};

/* Appends the message's JSON; no newline at the end. Maps are written in the order
 * of their keys; an Any whose type or bytes are not ours has its bytes in "value".
 * INVALID_ARGUMENT where a Timestamp, Duration or FieldMask holds what has no form
 * in JSON. On failure nothing is appended. */
enum status json_write(const ProtobufCMessage *message, unsigned flags, struct buffer *out) MUST_CHECK;

/* Reads one JSON value, with white space around it only, into a message in arena.
 * On failure INVALID_ARGUMENT, reason INVALID_JSON, and a message of one line such
 * as "line 12, column 7, zones[2].readings[0].effective.earliest: found …, expected
 * …"; or RESOURCE_EXHAUSTED, reason MEMORY, where the arena's cap does
 * not hold the message. *out is untouched. Takes time in proportion to the text. */
enum status json_read(const ProtobufCMessageDescriptor *type, struct bytes text, struct arena *arena,
                      ProtobufCMessage **out, struct error *error) MUST_CHECK;

/* Looks into an object before it is read, from behind its bracket on: the text of its own member of
 * a name, which may stand anywhere in it, its escapes as they are; no bytes where it has none. What
 * is no JSON is found when it is read. Time in proportion to the text. */
struct bytes json_look(struct bytes inside, const char *member);
/* Whether it has no members at all. */
bool json_is_empty(struct bytes inside);

/* Whether a text is one JSON value at all, whatever it says; fails as json_read does. */
enum status json_check(struct bytes text, struct error *error) MUST_CHECK;

/* Where a value stands in a text: line and column, in characters from 1. */
struct json_place {
	size_t line, column;
};
#define JSON_PATHS_MOST 64

/* Finds the values that paths lead to ("zones[2].readings[0].effective", by the
 * fields' own names) in a text that json_read takes: out[i] is the place of paths[i],
 * or, where the text does not have it, of the last value on the way to it. The text is
 * read once more, so that reading keeps no places; arena holds what that takes, and
 * time is in proportion to the text. Fails as json_read does; out is then untouched. */
enum status json_find(const ProtobufCMessageDescriptor *type, struct bytes text, const char *const *paths, size_t count,
                      struct arena *arena, struct json_place *out, struct error *error) MUST_CHECK;

/* Appends a JSON string with its quotes, escaped as above; a byte that is not UTF-8
 * becomes \ufffd. */
enum status json_write_text(struct buffer *out, struct bytes text) MUST_CHECK;

/* Appends what is JSON already, its texts escaped as above. */
enum status json_write_escaped(struct buffer *out, struct bytes json) MUST_CHECK;

#endif

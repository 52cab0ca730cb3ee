/* What reading and writing JSON share: names, and the forms that some messages
 * take instead of an object of their fields. Private to proto. Pure; any thread. */
#ifndef TRUCE_PROTO_JSON_FORM_H
#define TRUCE_PROTO_JSON_FORM_H

#include "proto/message.h"

enum json_form {
	JSON_FORM_MEMBERS,    /* an object of its fields */
	JSON_FORM_TIMESTAMP,  /* "2017-09-15T20:45:00Z" */
	JSON_FORM_DURATION,   /* "1.5s" */
	JSON_FORM_FIELD_MASK, /* "title,date.earliest" */
	JSON_FORM_ANY,        /* an object with "@type" */
	JSON_FORM_WRAPPER,    /* the value that it wraps */
};
enum json_form json_form_of(const ProtobufCMessageDescriptor *type);

/* Whether a field is a map: a repeated message that protoc made for it. */
bool json_is_map(const ProtobufCFieldDescriptor *f);

/* Order of two entries of one map by their keys. */
int json_compare_keys(const ProtobufCMessage *a, const ProtobufCMessage *b);

/* "as_of_time" is "asOfTime" in JSON. */
enum status json_put_name(struct buffer *out, const char *name) MUST_CHECK;
bool json_name_is(const char *name, struct bytes text); /* either spelling */

/* The texts of the special forms, without quotes. Putting answers
 * INVALID_ARGUMENT for a value that has no form; parsing answers false. */
enum status json_put_timestamp(struct buffer *out, int64_t seconds, int32_t nanos) MUST_CHECK;
bool json_parse_timestamp(const char *text, int64_t *seconds, int32_t *nanos);
enum status json_put_duration(struct buffer *out, int64_t seconds, int32_t nanos) MUST_CHECK;
bool json_parse_duration(const char *text, int64_t *seconds, int32_t *nanos);

/* One path of a field mask: "next_meeting.date" is "nextMeeting.date". Parsing
 * needs room for twice the text and a NUL. */
enum status json_put_path(struct buffer *out, const char *path) MUST_CHECK;
bool json_parse_path(struct bytes text, char *room);

/* A number in JSON's grammar, also as the content of a string. */
enum json_number {
	JSON_NUMBER_OK,
	JSON_NUMBER_MALFORMED,
	JSON_NUMBER_FRACTION, /* not a whole number */
	JSON_NUMBER_RANGE,
};
/* Exactly, with fraction and exponent where the value is whole ("1.0", "1e2"). */
enum json_number json_parse_whole(struct bytes text, bool *negative, uint64_t *magnitude);
/* No "NaN" or "Infinity" here; RANGE where the value is not finite. */
enum json_number json_parse_double(const char *text, double *out);

#endif

/* JSON in tests of it: types, one of them not of the schema, and texts read and written. */
#ifndef TRUCE_TESTS_JSONS_H
#define TRUCE_TESTS_JSONS_H

#include "tests/support_message.h"

#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/field_mask.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "proto/json.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

#define UPDATE_ZONE &truce__v1__update_zone_request__descriptor
#define REQUEST &truce__rpc__v1__request__descriptor
#define RESPONSE &truce__rpc__v1__response__descriptor
#define SERVER &truce__v1__server_status__descriptor
#define TIMESTAMP &google__protobuf__timestamp__descriptor
#define DURATION &google__protobuf__duration__descriptor
#define MASK &google__protobuf__field_mask__descriptor
#define ANY &google__protobuf__any__descriptor

/* A wrapper, which the schema does not use. */
struct wrapper {
	ProtobufCMessage base;
	int64_t value;
};
static inline void wrapper_init(ProtobufCMessage *m);
static const ProtobufCFieldDescriptor wrapper_fields[] = {
	{ "value", 1, PROTOBUF_C_LABEL_NONE, PROTOBUF_C_TYPE_INT64, 0, offsetof(struct wrapper, value), NULL, NULL, 0,
	  0, NULL, NULL },
};
static const unsigned wrapper_by_name[] = { 0 };
static const ProtobufCIntRange wrapper_ranges[] = { { 1, 0 }, { 0, 1 } };
static const ProtobufCMessageDescriptor wrapper_descriptor = {
	PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
	"google.protobuf.Int64Value",
	"Int64Value",
	"Int64Value",
	"google.protobuf",
	sizeof(struct wrapper),
	1,
	wrapper_fields,
	wrapper_by_name,
	1,
	wrapper_ranges,
	wrapper_init,
	NULL,
	NULL,
	NULL,
};
static inline void wrapper_init(ProtobufCMessage *m)
{
	*(struct wrapper *)m = (struct wrapper){ .base = PROTOBUF_C_MESSAGE_INIT(&wrapper_descriptor) };
}

static inline ProtobufCMessage *read_text(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text)
{
	struct error error;
	ProtobufCMessage *m = NULL;
	if (json_read(type, bytes_text(text), arena, &m, &error) != STATUS_OK)
		fail_msg("%s: %s", text, error.message);
	return m;
}

/* The message's JSON, in arena. */
static const char *written(struct arena *arena, const ProtobufCMessage *m, unsigned flags)
{
	struct buffer out;
	buffer_init(&out, 1 << 24);
	assert_int_equal(json_write(m, flags, &out), STATUS_OK);
	const char *text = arena_text_n(arena, out.data, out.size);
	assert_non_null(text);
	buffer_fini(&out);
	return text;
}

#endif

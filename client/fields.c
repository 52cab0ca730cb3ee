#include "client/cli.h"

static void *member(ProtobufCMessage *m, size_t offset)
{
	return (char *)m + offset;
}

const ProtobufCFieldDescriptor *cli_field(const ProtobufCMessage *m, const char *name)
{
	return protobuf_c_message_descriptor_get_field_by_name(m->descriptor, name);
}

bool field_has(const ProtobufCMessage *m, const char *name)
{
	return cli_field(m, name) != NULL;
}

/* A member of a oneof is chosen by its number. */
static void choose(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)
		*(uint32_t *)member(m, f->quantifier_offset) = f->id;
}

bool field_number(ProtobufCMessage *m, const char *name, int64_t value)
{
	const ProtobufCFieldDescriptor *f = cli_field(m, name);
	if (f == NULL || f->label == PROTOBUF_C_LABEL_REPEATED)
		return false;
	if (f->type == PROTOBUF_C_TYPE_INT64)
		*(int64_t *)member(m, f->offset) = value;
	else if (f->type == PROTOBUF_C_TYPE_INT32 || f->type == PROTOBUF_C_TYPE_ENUM)
		*(int32_t *)member(m, f->offset) = (int32_t)value;
	else if (f->type == PROTOBUF_C_TYPE_BOOL)
		*(protobuf_c_boolean *)member(m, f->offset) = value != 0;
	else
		return false;
	choose(m, f);
	return true;
}

bool field_text(ProtobufCMessage *m, const char *name, const char *value, struct arena *arena)
{
	const ProtobufCFieldDescriptor *f = cli_field(m, name);
	char *copy = arena_text(arena, value);
	if (f == NULL || f->type != PROTOBUF_C_TYPE_STRING || f->label == PROTOBUF_C_LABEL_REPEATED || copy == NULL)
		return false;
	*(char **)member(m, f->offset) = copy;
	choose(m, f);
	return true;
}

bool field_texts(ProtobufCMessage *m, const char *name, const char *const *values, size_t count, struct arena *arena)
{
	const ProtobufCFieldDescriptor *f = cli_field(m, name);
	char **copies = arena_array(arena, count, sizeof *copies);
	if (f == NULL || f->type != PROTOBUF_C_TYPE_STRING || f->label != PROTOBUF_C_LABEL_REPEATED || copies == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if ((copies[i] = arena_text(arena, values[i])) == NULL)
			return false;
	*(char ***)member(m, f->offset) = copies;
	*(size_t *)member(m, f->quantifier_offset) = count;
	return true;
}

bool field_message(ProtobufCMessage *m, const char *name, ProtobufCMessage *value)
{
	const ProtobufCFieldDescriptor *f = cli_field(m, name);
	if (f == NULL || f->type != PROTOBUF_C_TYPE_MESSAGE || f->label == PROTOBUF_C_LABEL_REPEATED)
		return false;
	*(ProtobufCMessage **)member(m, f->offset) = value;
	choose(m, f);
	return true;
}

ProtobufCMessage *field_element(ProtobufCMessage *m, const char *name, size_t i)
{
	const ProtobufCFieldDescriptor *f = cli_field(m, name);
	return (*(ProtobufCMessage ***)member(m, f->offset))[i];
}

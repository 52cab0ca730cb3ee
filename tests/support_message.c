#include "tests/support_message.h"

struct deep {
	ProtobufCMessage base;
	struct deep *below;
};

static const ProtobufCFieldDescriptor deep_fields[] = {
	{ "below", 1, PROTOBUF_C_LABEL_NONE, PROTOBUF_C_TYPE_MESSAGE, 0, offsetof(struct deep, below), &deep_descriptor,
	  NULL, 0, 0, NULL, NULL },
};
static const unsigned deep_by_name[] = { 0 };
static const ProtobufCIntRange deep_ranges[] = { { 1, 0 }, { 0, 1 } };
const ProtobufCMessageDescriptor deep_descriptor = {
	PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
	"test.Deep",
	"Deep",
	"Deep",
	"test",
	sizeof(struct deep),
	1,
	deep_fields,
	deep_by_name,
	1,
	deep_ranges,
	NULL,
	NULL,
	NULL,
	NULL,
};

#define ONE(number, name, kind)                                                                                        \
	{                                                                                                              \
#name, number, PROTOBUF_C_LABEL_NONE, PROTOBUF_C_TYPE_##kind, 0, offsetof(struct every, name), NULL,   \
			NULL, 0, 0, NULL, NULL                                                                         \
	}
#define MANY(number, name, kind)                                                                                       \
	{                                                                                                              \
#name, number, PROTOBUF_C_LABEL_REPEATED, PROTOBUF_C_TYPE_##kind, offsetof(struct every, n_##name),    \
			offsetof(struct every, name), NULL, NULL, PROTOBUF_C_FIELD_FLAG_PACKED, 0, NULL, NULL          \
	}
static const ProtobufCFieldDescriptor every_fields[] = {
	ONE(1, int32, INT32),   ONE(2, sint32, SINT32),      ONE(3, sfixed32, SFIXED32), ONE(4, int64, INT64),
	ONE(5, sint64, SINT64), ONE(6, sfixed64, SFIXED64),  ONE(7, uint32, UINT32),     ONE(8, fixed32, FIXED32),
	ONE(9, uint64, UINT64), ONE(10, fixed64, FIXED64),   ONE(11, single, FLOAT),     ONE(12, real, DOUBLE),
	ONE(13, boolean, BOOL), MANY(14, fixed32s, FIXED32), MANY(15, doubles, DOUBLE),  MANY(16, sint64s, SINT64),
};
static const unsigned every_by_name[] = { 12, 14, 7, 13, 9, 0, 3, 11, 2, 5, 10, 1, 4, 15, 6, 8 };
static const ProtobufCIntRange every_ranges[] = { { 1, 0 }, { 0, 16 } };
const ProtobufCMessageDescriptor every_descriptor = {
	PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
	"test.Every",
	"Every",
	"Every",
	"test",
	sizeof(struct every),
	16,
	every_fields,
	every_by_name,
	1,
	every_ranges,
	(ProtobufCMessageInit)(void (*)(void))every_init,
	NULL,
	NULL,
	NULL,
};

void every_init(struct every *m)
{
	*m = (struct every){ .base = PROTOBUF_C_MESSAGE_INIT(&every_descriptor) };
}

int fixture_set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	if (f == NULL)
		return -1;
	arena_init(&f->arena, 64 << 20);
	violations_init(&f->v, &f->arena);
	*state = f;
	return 0;
}

int fixture_tear_down(void **state)
{
	struct fixture *f = *state;
	arena_fini(&f->arena);
	free(f);
	return 0;
}

const ProtobufCFieldDescriptor *field(const ProtobufCMessageDescriptor *type, const char *name)
{
	const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(type, name);
	if (f == NULL)
		fail_msg("%s has no field %s", type->name, name);
	return f;
}

Truce__V1__Zone *sample_zone(struct arena *arena)
{
	char **aliases = arena_array(arena, 2, sizeof *aliases);
	assert_non_null(aliases);
	aliases[0] = message_borrow("East Gut");
	aliases[1] = message_borrow("Eastern Ghouta");
	Truce__V1__Zone *zone = (Truce__V1__Zone *)(void *)message_new(ZONE, arena);
	assert_non_null(zone);
	zone->name = message_borrow("zones/eastern-ghouta");
	zone->kind = TRUCE__V1__ZONE__KIND__KIND_DE_ESCALATION_AREA;
	zone->title = message_borrow("Eastern Ghouta");
	zone->aliases = aliases;
	zone->n_aliases = 2;
	for (int i = 0; i < 3; i++) {
		ProtobufCMessage *reading = message_new(&truce__v1__reading__descriptor, arena);
		ProtobufCMessage *date = message_new(&truce__v1__date_interval__descriptor, arena);
		assert_true(message_set_text(date, "earliest", "2017-09-15"));
		assert_true(message_set_message(reading, "effective", date));
		assert_true(message_append(&zone->base, "readings", reading, arena));
	}
	return zone;
}

struct bytes packed(const ProtobufCMessage *m, struct arena *arena)
{
	struct bytes out;
	assert_int_equal(message_pack_arena(m, arena, &out), STATUS_OK);
	return out;
}

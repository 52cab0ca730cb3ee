/* What tests of messages share: two types that the schema has not, a zone to work
 * on, and an arena with violations for each test. */
#ifndef TRUCE_TESTS_SUPPORT_MESSAGE_H
#define TRUCE_TESTS_SUPPORT_MESSAGE_H

#include "tests/support.h"

#include "proto/message.h"
#include "truce/v1/zone_service.pb-c.h"

#define ZONE &truce__v1__zone__descriptor
#define GET_ZONE &truce__v1__get_zone_request__descriptor
#define CREATE_ZONE &truce__v1__create_zone_request__descriptor
#define STATUS &truce__v1__zone_status__descriptor
#define DEEP &deep_descriptor
#define EVERY &every_descriptor

/* A message that nests itself. */
extern const ProtobufCMessageDescriptor deep_descriptor;

/* A message with a field of every type of number, and three repeated. */
struct every {
	ProtobufCMessage base;
	int32_t int32, sint32, sfixed32;
	int64_t int64, sint64, sfixed64;
	uint32_t uint32, fixed32;
	uint64_t uint64, fixed64;
	float single;
	double real;
	protobuf_c_boolean boolean;
	size_t n_fixed32s, n_doubles, n_sint64s;
	uint32_t *fixed32s;
	double *doubles;
	int64_t *sint64s;
};
extern const ProtobufCMessageDescriptor every_descriptor;
void every_init(struct every *m);

struct fixture {
	struct arena arena;
	struct violations v;
};

/* cmocka's set-up and tear-down: state is a fixture. */
int fixture_set_up(void **state);
int fixture_tear_down(void **state);
#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

/* A field by name; fails the test where there is none. */
const ProtobufCFieldDescriptor *field(const ProtobufCMessageDescriptor *type, const char *name);

/* A zone with sub-messages, repeated fields and enums. */
Truce__V1__Zone *sample_zone(struct arena *arena);

struct bytes packed(const ProtobufCMessage *m, struct arena *arena);

#endif

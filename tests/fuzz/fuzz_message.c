/* Any bytes, taken for a message of the type that the first byte selects: what
 * message_check passes, protobuf-c unpacks, in no more memory than was checked for,
 * and it packs to bytes that stay the same from then on. */
#include "proto/message.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "proto/rules.h"
#include "grpc/reflection/v1/reflection.pb-c.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

/* New types go to the end, so that the corpus keeps its meaning. */
static const ProtobufCMessageDescriptor *const types[] = {
	&truce__v1__create_statement_request__descriptor,
	&truce__v1__create_round_request__descriptor,
	&truce__v1__create_zone_request__descriptor,
	&truce__v1__update_zone_request__descriptor,
	&truce__v1__list_zones_request__descriptor,
	&truce__v1__zone_status__descriptor,
	&truce__v1__import_records_request__descriptor,
	&truce__v1__import_text_response__descriptor,
	&truce__v1__change__descriptor,
	&truce__v1__server_status__descriptor,
	&truce__rpc__v1__request__descriptor,
	&truce__rpc__v1__response__descriptor,
	&grpc__reflection__v1__server_reflection_response__descriptor,
};

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

static struct bytes pack(const ProtobufCMessage *m, struct arena *arena)
{
	struct bytes out;
	require(message_pack_arena(m, arena, &out) == STATUS_OK, "there is memory to pack");
	uint8_t *expected = arena_alloc(arena, protobuf_c_message_get_packed_size(m));
	require(expected != NULL, "there is memory to pack again");
	size_t size = protobuf_c_message_pack(m, expected);
	require(bytes_equal(out, bytes_of(expected, size)), "it is packed as protobuf-c packs it");
	return out;
}

/* Counts what protobuf-c asks for, as an arena rounds it. */
static void *count_alloc(void *data, size_t size)
{
	*(size_t *)data += size == 0 ? 16 : (size + 15) & ~(size_t)15;
	return malloc(size == 0 ? 1 : size);
}

static void count_free(void *data, void *object)
{
	(void)data;
	free(object);
}

static void require_memory(const ProtobufCMessageDescriptor *type, struct bytes bytes, struct arena *arena)
{
	size_t taken = 0;
	ProtobufCAllocator allocator = { count_alloc, count_free, &taken };
	ProtobufCMessage *m = protobuf_c_message_unpack(type, &allocator, bytes.size, bytes.data);
	require(m != NULL, "what unpacked unpacks again");
	protobuf_c_message_free_unpacked(m, &allocator);
	struct violations v;
	violations_init(&v, arena);
	message_check(type, bytes, MESSAGE_LENIENT, taken - 1, &v);
	require(v.count > 0, "what does not fit does not pass");
}

static void try(const ProtobufCMessageDescriptor *type, struct bytes bytes, enum message_strictness strictness)
{
	struct arena arena;
	struct violations v;
	struct error error;
	ProtobufCMessage *first, *second;
	arena_init(&arena, (size_t)256 << 20);
	violations_init(&v, &arena);
	message_check(type, bytes, strictness, SIZE_MAX, &v);
	bool passed = v.count == 0;
	enum status status = message_unpack(type, bytes, strictness, &arena, &v, &first, &error);
	require((status == STATUS_OK) == passed, "what passes unpacks, and nothing else");
	for (const struct violation *one = v.first; one != NULL; one = one->next)
		require(utf8_is_text(bytes_text(one->description), NULL), "a description is text");
	if (passed) {
		struct bytes packed = pack(first, &arena);
		status = message_unpack(type, packed, strictness, &arena, &v, &second, &error);
		require(status == STATUS_OK, "what was packed passes");
		require(bytes_equal(pack(second, &arena), packed), "what was packed packs to the same");
		require_memory(type, packed, &arena);
		require_memory(type, bytes, &arena);
		rules_clear_output_only(second);
		rules_check(second, "", &v);
	}
	arena_fini(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	const ProtobufCMessageDescriptor *type = types[data[0] % (sizeof types / sizeof *types)];
	try(type, bytes_of(data + 1, size - 1), MESSAGE_STRICT);
	try(type, bytes_of(data + 1, size - 1), MESSAGE_LENIENT);
	return 0;
}

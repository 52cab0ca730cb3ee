/* The index of rounds by their numbers: see service/numbers.h. */
#include "service/numbers.h"

#include <inttypes.h>
#include <stdio.h>

#define ARENA_MOST ((size_t)64 << 20)

size_t number_term(const Truce__V1__Round *round, char out[NUMBER_TERM])
{
	int size = round->ordinal < 1 || round->process[0] == '\0'
			   ? 0
			   : snprintf(out, NUMBER_TERM, "%s %" PRId32, round->process, round->ordinal);
	return size < NUMBER_TERM ? (size_t)size : 0;
}

enum status number_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	struct arena arena;
	ProtobufCMessage *round;
	char term[NUMBER_TERM];
	(void)self;
	if (!bytes_start_with(name, bytes_text(collections[ROUNDS].prefix)))
		return STATUS_OK;
	arena_init(&arena, ARENA_MOST);
	enum status status = message_unpack_own(&truce__v1__round__descriptor, body, &arena, &round, NULL);
	size_t size = status == STATUS_OK ? number_term((const Truce__V1__Round *)round, term) : 0;
	if (size > 0)
		status = store_terms_add(out, bytes_of(term, size));
	arena_fini(&arena);
	return status;
}

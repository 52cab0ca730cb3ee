/* Random messages of any type, the same for the same seed: texts that need
 * escapes, numbers at their ends, values of well-known types that have a JSON form,
 * maps in the order of their keys. */
#ifndef TRUCE_TESTS_SUPPORT_RANDOM_H
#define TRUCE_TESTS_SUPPORT_RANDOM_H

#include "tests/support.h"

#include "proto/message.h"

struct random {
	uint64_t state;
};

uint64_t random_next(struct random *r);
size_t random_below(struct random *r, size_t limit); /* 0 to limit - 1 */
double random_double(struct random *r, double least, double most);
const char *random_text(struct random *r, struct arena *arena);
ProtobufCMessage *random_message(struct random *r, const ProtobufCMessageDescriptor *type, struct arena *arena);

#endif

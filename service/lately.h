/* Private to the service: what was changed lately of that which reading a text rests on.
 *
 * A text is read by a state of the record: its names of zones, rounds and agreements, and
 * the statements whose symbols it cites. When its turn to be written comes, the record has
 * gone on. Here is noted at which revision names were changed last, and symbols, by a hash:
 * where that was before the state, reading it again would give the same. What was taken
 * back is noted too; that costs a second look, never a wrong answer.
 *
 * The store's writer alone notes and asks. */
#ifndef TRUCE_SERVICE_LATELY_H
#define TRUCE_SERVICE_LATELY_H

#include "proto/message.h"

struct collection;

#define LATELY_SYMBOLS 16384

struct lately {
	int64_t names;
	int64_t symbols[LATELY_SYMBOLS];
};

/* A record becomes another at a revision; before is NULL where there was none. */
void lately_note(struct lately *lately, const struct collection *collection, const ProtobufCMessage *before,
		 const ProtobufCMessage *after, int64_t revision);

/* Whether names may have changed after a revision. */
static inline bool lately_names(const struct lately *lately, int64_t revision)
{
	return lately->names > revision;
}

/* Whether which statements have a symbol may have changed after a revision. */
bool lately_symbol(const struct lately *lately, const char *symbol, int64_t revision);

#endif

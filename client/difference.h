/* How two states of a record differ, field by field: what went and what came, each on a
 * line of its own. Elements of a list that are the same at its beginning and its end are
 * left out; the others are told apart by their ids or places.
 *
 * One thread; memory is the arena's. */
#ifndef TRUCE_CLIENT_DIFFERENCE_H
#define TRUCE_CLIENT_DIFFERENCE_H

#include "client/cli.h"

/* Prints nothing where they are the same but for what every change sets anew (etag and
 * times). Both are of one type. False without memory. */
bool difference_print(struct cli *cli, struct arena *arena, const ProtobufCMessage *before,
		      const ProtobufCMessage *after);

#endif

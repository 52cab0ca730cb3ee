/* Private to the service: what was made of records before they are stored (making.h).
 *
 * Belongs to a call, and to one thread at a time; stays until the call ends. */
#ifndef TRUCE_SERVICE_MAKINGS_H
#define TRUCE_SERVICE_MAKINGS_H

#include "base/bytes.h"

struct store_text;

struct makings {
	struct store_text *text; /* units and terms; NULL where there is none */
	struct buffer packed;    /* the records, one after another */
	struct buffer ends;      /* size_t: where each ends in it */
};
void makings_init(struct makings *makings);
void makings_fini(struct makings *makings);

/* Where a record ends, by its number. */
size_t *makings_end(const struct makings *makings, uint32_t number);
/* A record without the fields that are stamped, packed. */
struct bytes makings_rest(const struct makings *makings, uint32_t number);

#endif

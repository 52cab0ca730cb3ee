/* Work to load a service with: one row for each kind of call.
 *
 * A kind packs its request once; for each call the digits of its record are
 * written over the place-holders in the packed bytes, so that the load generator
 * costs next to nothing beside the service. */
#ifndef TRUCE_BENCH_WORK_H
#define TRUCE_BENCH_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

#define WORK_DIGITS 10
#define WORK_HOLES 128

struct work_options {
	uint64_t count; /* records in the store: ids bench-0000000000 and on */
	size_t size;    /* bytes of a statement's body, about */
	int batch;      /* names in a batch, 1 to 100 */
};

struct work {
	struct buffer request; /* a packed truce.rpc.v1.Request */
	size_t holes[WORK_HOLES];
	size_t hole_count;
	bool fresh; /* a number of its own for each call, instead of a random one */
	uint64_t next, count, random;
};

struct work_kind {
	const char *name, *summary;
	enum status (*prepare)(struct work *work, const struct work_options *options);
};

extern const struct work_kind work_kinds[]; /* ended by one without a name */

enum status work_init(struct work *work, const struct work_kind *kind, const struct work_options *options) MUST_CHECK;
void work_fini(struct work *work);

/* Writes the next call's digits into the request. */
void work_next(struct work *work);

/* A packed Request that imports `records` statements from number first on. */
enum status work_fill(struct buffer *out, const struct work_options *options, uint64_t first,
		      uint64_t records) MUST_CHECK;

#endif

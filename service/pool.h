/* Private to the service: threads for what may take long.
 *
 * A queue of calls, each with its step, and a few threads that take them in order.
 * Any thread may submit. */
#ifndef TRUCE_SERVICE_POOL_H
#define TRUCE_SERVICE_POOL_H

#include "service/call.h"

struct pool;

/* nice: how much the threads stand back where processors are short, as in nice(2). */
enum status pool_open(int threads, int nice, size_t queue_most, struct pool **out, struct error *error) MUST_CHECK;
void pool_close(struct pool *pool); /* does what is queued, then ends the threads; NULL is fine */

/* Has step(call) run on a thread of the pool. RESOURCE_EXHAUSTED, reason
 * QUEUE_FULL, where too many wait; the call is then still the caller's. */
enum status pool_submit(struct pool *pool, struct call *call, void (*step)(struct call *call)) MUST_CHECK;

#endif

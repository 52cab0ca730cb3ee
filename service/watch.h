/* Private to the service: calls that wait for a change.
 *
 * One thread holds the waiting calls against each new revision, answers those that
 * have something to tell, and those whose time is up with an empty reply, a little
 * before their caller gives up. Any thread may park a call. */
#ifndef TRUCE_SERVICE_WATCH_H
#define TRUCE_SERVICE_WATCH_H

#include "service/call.h"

struct watch;

enum status watch_open(struct store *store, size_t most, struct watch **out, struct error *error) MUST_CHECK;
void watch_close(struct watch *watch); /* NULL is fine */

/* Parks a call, which is held against the record at once. RESOURCE_EXHAUSTED,
 * reason QUEUE_FULL, where too many wait; the call is then still the caller's. */
enum status watch_park(struct watch *watch, struct call *call) MUST_CHECK;

/* Ends those of the waiting whose callers said that they wait no more. */
void watch_cancelled(struct watch *watch);

/* Answers all that wait, and all that come, with UNAVAILABLE. */
void watch_end(struct watch *watch);

#endif

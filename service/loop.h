/* Loops: the threads that carry connections, each with an epoll instance.
 *
 * A connection belongs to one loop for its life; whatever is done to it is done in the
 * loop's thread, one thing after the other. A loop visits the connections that have
 * something to read or room to write, then those that somebody called it to, once for
 * any number of calls, and begins anew, so that each has its turn. There is a loop for
 * every processor.
 *
 * Where its last sleep was short, a loop looks for more for up to 50 microseconds before it
 * sleeps again, and lets others run between the looks: to be woken on a halted processor
 * takes longer. Where looking was in vain, it sleeps once without.
 *
 * Threads: any may pick and call; what names a connection's watch is its loop's thread's,
 * or is done before the connection is begun to be watched. */
#ifndef TRUCE_SERVICE_LOOP_H
#define TRUCE_SERVICE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

#define LOOP_ROOM ((size_t)64 << 10)

struct loop;
struct loops;
struct conn;

/* What a loop does to a connection: there is something to read, room to write, or an end; and
 * a visit that it was called to. The connection may be gone afterwards. */
struct loop_visitor {
	void (*visit)(struct conn *conn, uint32_t events);
	void (*called)(struct conn *conn);
};

enum status loops_open(const struct loop_visitor *visitor, struct loops **out, struct error *error) MUST_CHECK;
/* Ends the threads; no connection may be left. NULL is fine. */
void loops_close(struct loops *loops);

/* The loop with the fewest connections, which counts one more until loop_leave. */
struct loop *loops_pick(struct loops *loops);
void loop_leave(struct loop *loop);

/* Begins to watch a connection for events of epoll, watches for others, and ends. From
 * begin on the connection is the loop's; false where the system has no room. */
bool loop_watch_begin(struct loop *loop, struct conn *conn, uint32_t events) MUST_CHECK;
void loop_watch(struct loop *loop, struct conn *conn, uint32_t events);
void loop_watch_end(struct loop *loop, struct conn *conn);

/* Lets the loop visit a connection that is not on its list. */
void loop_call(struct loop *loop, struct conn *conn);

/* LOOP_ROOM bytes for what is read and used up in one visit. */
uint8_t *loop_room(struct loop *loop);

#endif

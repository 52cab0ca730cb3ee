/* What the three parts of a connection hand to each other: conn.c (its life, its
 * deadlines, what a face asks), conn_send.c and conn_read.c. Internal to them. */
#ifndef TRUCE_SERVICE_CONN_PARTS_H
#define TRUCE_SERVICE_CONN_PARTS_H

#include "service/conn.h"

#define INPUT_BYTES ((size_t)64 << 10) /* a connection's buffer for messages of the usual size */
#define FRAME_ROOM 64                  /* of a message, beyond its limit: the framing */

/* conn.c */
void conn_refer(struct conn *c);              /* takes a reference */
size_t conn_input_most(const struct conn *c); /* bytes that a face may leave uneaten */
bool conn_close_locked(struct conn *c);       /* true: the caller drops the reader's reference */

/* conn_send.c; under the lock, but for the callback and conn_empty. */
void conn_on_sent(void *arg);
void conn_empty(struct buffer *b); /* gives a large one's memory back */
size_t conn_waiting_bytes(const struct conn *c);
bool conn_hand_over(struct conn *c, struct buffer *from);
enum face_next conn_hand_over_batch(struct conn *c, enum face_next next);
void conn_pump(struct conn *c); /* the lock may be let go and taken again */
bool conn_stuck(const struct conn *c);
bool conn_unpark(struct conn *c);
bool conn_may_call(struct conn *c); /* true: the attendant is to be called, with a reference */
bool conn_may_tend(struct conn *c);

/* conn_read.c; without the lock. */
void conn_on_received(void *arg);
void conn_converse(struct conn *c); /* the reader's */

#endif

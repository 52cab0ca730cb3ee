/* What the parts of a connection hand to each other: conn.c (its life, what a face asks, what
 * other threads do), above it conn_send.c and conn_read.c, and conn_visit.c (its deadlines, its
 * visits). Internal to them, and all of it the loop's. */
#ifndef TRUCE_SERVICE_CONN_PARTS_H
#define TRUCE_SERVICE_CONN_PARTS_H

#include "service/conn.h"

#define INPUT_BYTES LOOP_ROOM /* a connection's buffer for messages of the usual size */
#define FRAME_ROOM 64         /* of a message, beyond its limit: the framing */

/* conn.c */
size_t conn_input_most(const struct conn *c); /* bytes that a face may leave uneaten */
void conn_close(struct conn *c);
bool conn_tended(const struct conn *c);          /* its face is one to tend */
size_t conn_waiting_bytes(const struct conn *c); /* of replies, to be sent */

/* conn_send.c */
void conn_empty(struct buffer *b);                             /* gives a large one's memory back */
bool conn_stuck(const struct conn *c);                         /* the peer leaves too much unread to be read from */
bool conn_take_late(struct conn *c, int64_t now);              /* false where one was lost */
enum face_next conn_seal(struct conn *c, enum face_next next); /* replies as what is sent; answers what is next */
void conn_pump(struct conn *c);

/* conn_read.c */
bool conn_receive(struct conn *c); /* true: there is something to feed */
void conn_feed(struct conn *c, int64_t now);
void conn_tend(struct conn *c, int64_t now);

#endif

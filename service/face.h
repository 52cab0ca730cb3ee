/* Faces: the protocols that connections speak, and what the connection layer lends them.
 *
 * A face is a const table. The connection layer reads bytes, finds the face by the
 * first of them, and feeds it; the face eats whole messages, writes replies into the
 * batch of this read, and says what it waits for. Limits, deadlines, back-pressure
 * and sending are the layer's, and the same for every face.
 *
 * Threads: feed runs in one thread at a time for a connection. What answers later
 * (conn_hold) is answered from any thread. A face never blocks. */
#ifndef TRUCE_SERVICE_FACE_H
#define TRUCE_SERVICE_FACE_H

#include "service/service.h"

struct conn;

enum transport { TRANSPORT_TCP, TRANSPORT_IPC, TRANSPORT_TLS };

/* What a connection waits for when feed has returned. */
enum face_next {
	FACE_HELLO,   /* the rest of the handshake */
	FACE_IDLE,    /* nothing: between messages */
	FACE_PARTIAL, /* the rest of a message */
	FACE_FULL,    /* room (conn_full stopped it), or that the batch be handed over
	               * before anything else is; it is fed again without reading */
	FACE_END,     /* nothing ever: the peer broke the protocol, close */
};

struct face_input {
	struct bytes bytes; /* all that came and was not eaten yet */
	int64_t arrived;    /* clock_monotonic() when the last of it came */
	size_t eaten;       /* set by feed, at most bytes.size */
	size_t messages;    /* set by feed: messages completed by what was eaten */
};

struct face {
	const char *name;
	struct bytes opening; /* the bytes that every peer of this protocol sends first */
	size_t state_size;    /* of the face's part of a connection; zeroed at first */
	enum face_next (*feed)(struct conn *conn, void *state, struct face_input *input);
	void (*fini)(void *state); /* when the connection goes; may be NULL */
};

/* The Scalability Protocols, the replying side (REP); conn_context is a struct service. */
extern const struct face sp_face;

/* ---- What the layer lends --------------------------------------------- */

void *conn_context(const struct conn *conn);
enum transport conn_transport(const struct conn *conn);
size_t conn_message_most(const struct conn *conn);             /* bytes of one message */
const struct service_peer *conn_peer(const struct conn *conn); /* lives as long as the connection */

/* In feed only: whether enough replies or calls wait that no more may be begun. */
bool conn_full(const struct conn *conn);

/* In feed only: where replies of this read go. They leave together. */
struct buffer *conn_batch(struct conn *conn);

/* In feed only: a call that will be answered later; keeps the connection until then. */
void conn_hold(struct conn *conn);

/* Answers a held call, from any thread: begin lends the output, or NULL where the
 * connection is closed already; end gives it back, always, and lets go of the
 * connection. kept is whether the reply was written whole; false closes. */
struct buffer *conn_answer_begin(struct conn *conn);
void conn_answer_end(struct conn *conn, bool kept);

#endif

/* Faces: the protocols that connections speak, and what the connection layer lends them.
 *
 * A face is a const table. The connection layer reads bytes, finds the face by the
 * first of them, and feeds it; the face eats whole messages, writes replies into the
 * batch of this read, and says what it waits for. Limits, deadlines, back-pressure
 * and sending are the layer's, and the same for every face.
 *
 * Threads: feed and tend run in the thread of the connection's loop. What answers
 * later (conn_hold) is answered from any thread. A face never blocks. */
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

/* Zero asks for the value in brackets. */
struct listener_limits {
	size_t connections;   /* at once [512] */
	size_t message;       /* bytes of one message, its envelope included [SERVICE_MESSAGE_MOST] */
	size_t in_flight;     /* calls that wait, of one connection [128] */
	size_t high_water;    /* bytes of unread replies that stop reading [1 MiB] */
	int64_t handshake_ms; /* from accepting to the end of the hello [10000] */
	int64_t frame_ms;     /* from a message's first byte to its last [30000] */
	int64_t idle_ms;      /* between messages, with nothing in flight [600000] */
	int64_t give_way_ms;  /* silence after which one is closed for a new one at the cap [5000] */
	int64_t send_ms;      /* for every 256 KiB of replies [30000] */
};

struct face_input {
	struct bytes bytes; /* all that came and was not eaten yet */
	int64_t arrived;    /* clock_monotonic() when the last of it came */
	size_t eaten;       /* set by feed, at most bytes.size */
	size_t messages;    /* set by feed: messages completed by what was eaten */
};

struct face {
	const char *name;
	const struct bytes *openings; /* what a peer of this protocol may send first, ended by no bytes */
	size_t state_size;            /* of the face's part of a connection; zeroed at first */
	enum face_next (*feed)(struct conn *conn, void *state, struct face_input *input);
	/* After a held call was answered, when the connection is to end, and about once a
	 * second; one that stopped here with FACE_FULL is fed again. NULL for a face that has
	 * nothing to do then. Who has it has flow control of its own too: calls in flight do not
	 * stop such a face from being fed. */
	enum face_next (*tend)(struct conn *conn, void *state, int64_t now);
	void (*fini)(void *state); /* when the connection goes; may be NULL */
};

/* conn_context of these is a struct service. */
extern const struct face sp_face;    /* the Scalability Protocols, the replying side (REP) */
extern const struct face grpc_face;  /* gRPC over HTTP/2 */
extern const struct face http1_face; /* HTTP/1: told what this port is */

/* They, ended by NULL. */
extern const struct face *const faces_all[];

/* ---- What the layer lends --------------------------------------------- */

void *conn_context(const struct conn *conn);
enum transport conn_transport(const struct conn *conn);
const struct listener_limits *conn_limits(const struct conn *conn);
const struct service_peer *conn_peer(const struct conn *conn); /* lives as long as the connection */

/* Says how the peer broke its protocol, before FACE_END: static words that go on behind who it is. */
void conn_broken(struct conn *conn, const char *why);

bool conn_draining(const struct conn *conn); /* whether no more calls should come */
bool conn_retiring(const struct conn *conn); /* whether it was idle for too long, and is to end */

/* In feed and tend only: whether enough replies or calls wait that no more may be
 * begun; and whether enough replies wait to be sent. */
bool conn_full(const struct conn *conn);
bool conn_clogged(const struct conn *conn);

/* In feed and tend only: whether so much was written since it was called that it had
 * better leave (FACE_FULL) before more is done, so that the peer has it meanwhile. */
bool conn_laden(const struct conn *conn);

/* In feed only, once in a visit: whether half of what came is eaten, and that took so long that its
 * replies had better leave (FACE_FULL) before the others are made. */
bool conn_halves(struct conn *conn, const struct face_input *input);

/* In feed and tend only: how many bytes of replies the face keeps itself, until its
 * peer wants them. They count as waiting. */
void conn_keeps(struct conn *conn, size_t bytes);

/* In feed and tend only: where replies go. They leave together. */
struct buffer *conn_batch(struct conn *conn);

/* In feed and tend only: a call that will be answered later; keeps the connection
 * until then. */
void conn_hold(struct conn *conn);

/* Answers a held call, from any thread: begin lends the output, or NULL where the
 * connection is closed already; end gives it back, always, and lets go of the
 * connection. kept is whether the reply was written whole; false closes. */
struct buffer *conn_answer_begin(struct conn *conn);
void conn_answer_end(struct conn *conn, bool kept);

#endif

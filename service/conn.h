/* One connection: bytes in, a face, bytes out. Internal to listener.c and conn.c.
 *
 * A connection has one reader at a time (a receive under way, a thread that feeds
 * the face, or nobody while it is parked for back-pressure or left to the attendant)
 * and at most one send under way. The face is fed by the reader and tended by the
 * attendant, in turn. It lives until its last reference goes: the reader's, one for
 * the send, one for each held call, one while it waits for the attendant. */
#ifndef TRUCE_SERVICE_CONN_H
#define TRUCE_SERVICE_CONN_H

#include <nng/nng.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stddef.h>

#include "base/tls.h"
#include "service/listener.h"

#define CONN_ACTOR_SIZE 256
#define CONN_NAME_SIZE 65

/* What the connections of one listener share, and what they ask of it. */
struct conn_owner {
	const struct face *const *faces;
	void *context;
	struct tls *tls;   /* for connections by TLS; NULL where there are none */
	size_t state_size; /* the largest of the faces' */
	atomic_bool draining;
	struct listener_limits limits;
	struct attendants *attendants;
	_Atomic(uintptr_t) last_read; /* the connection that was read last: an address to compare */
	atomic_llong last_read_at;
	void (*gone)(struct conn_owner *owner, struct conn *conn); /* leaves the list */
};

struct conn {
	struct conn_owner *owner;
	enum transport transport;
	char actor[CONN_ACTOR_SIZE], name[CONN_NAME_SIZE];
	struct service_peer peer;
	nng_stream *stream;
	nng_aio *receive_aio, *look_aio, *send_aio, *try_aio;
	size_t number; /* of those accepted: says whose attendant's it is */
	atomic_int references;
	atomic_size_t in_flight;
	atomic_size_t kept; /* bytes of replies that the face keeps */
	atomic_bool retiring;

	/* The reader's own. */
	struct buffer in;
	unsigned looks;    /* for more input, without waiting for it */
	bool among_busy;   /* another connection was read just before */
	struct buffer raw; /* what came over TLS, until it is read */
	bool ended;        /* by the session of TLS, as at an end of file */
	bool known;        /* who is at the other end of TLS */

	pthread_mutex_t turn;    /* to run the face; taken before the lock, given back under it */
	const struct face *face; /* NULL until the first bytes tell */
	struct buffer batch;
	atomic_size_t backlog; /* bytes that waited to be sent when last looked at */

	pthread_mutex_t lock;    /* for all that follows */
	struct tls_session *tls; /* NULL without TLS */
	struct buffer plain;     /* a late reply, until it is written to the session */
	struct buffer out;       /* replies that wait */
	struct buffer sending;   /* replies that are being sent, from `sent` on */
	size_t sent, piece_end;
	bool busy;    /* somebody sends */
	bool parked;  /* the reader waits for room; its reference stays */
	bool lingers; /* the reader is left to the attendant; its reference stays */
	int lookings; /* the attendant's, since it lingers */
	bool waking;  /* on the attendant's list */
	bool tended;  /* its face is one to tend */
	bool asked;   /* to tend it */
	bool missed;  /* the attendant met the reader at the face, which goes on for it */
	bool starved; /* its face waits for output to leave */
	bool closing; /* no operation may be begun */
	enum face_next mood;
	int64_t since;         /* when the mood's time began */
	int64_t send_deadline; /* 0 while nothing is being sent */

	struct conn *previous, *next; /* the listener's list, under its lock */
	struct conn *next_waking;     /* the attendant's list, under its lock */
	struct conn *next_overdue;    /* the keeper's own */

	alignas(max_align_t) unsigned char state[]; /* the face's */
};

/* Takes the stream, for TLS that of TCP below it; NULL without memory, and the stream
 * is freed. */
struct conn *conn_new(struct conn_owner *owner, enum transport transport, nng_stream *stream);
/* Once it is in the owner's list. */
void conn_start(struct conn *c);
void conn_free(struct conn *c); /* one that was never started */

/* The attendant's: sends what waits, tends the face, and goes on with a reader that
 * is parked or lingers; takes the reference that came with the call. */
void conn_attend(struct conn *c);
/* Lets the attendant tend the face, if it is one to tend. */
void conn_ask(struct conn *c);

/* True, with a reference for the caller, where a deadline has passed. */
bool conn_overdue(struct conn *c, int64_t now);
/* True, with a reference, where nothing is under way and nothing came since. */
bool conn_silent(struct conn *c, int64_t since);
/* Ends one that is overdue or silent; its face is let say so first, where it is idle and
 * was not let yet. */
void conn_part(struct conn *c);
bool conn_take(struct conn *c);    /* a reference, unless it is closing */
bool conn_drained(struct conn *c); /* all replies were sent, or it is closing */

void conn_close(struct conn *c);
void conn_drop(struct conn *c);

#endif

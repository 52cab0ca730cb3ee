/* One connection: bytes in, a face, bytes out. Internal to the listener and the loops.
 *
 * A connection belongs to one loop (service/loop.h), in whose thread it is read, its
 * face is fed and tended, and its replies are sent: a visit reads once, feeds, and sends
 * all that the face wrote at once. What does not leave waits until there is room, and
 * above the high-water mark nothing is read. Other threads only leave late replies,
 * under the lock, and call the loop; the rest of what they look at is atomic.
 *
 * It is in the owner's list until it is closed, and lives until no call is held and its
 * loop is not called to it. A peer that sends no more is answered what it asked. */
#ifndef TRUCE_SERVICE_CONN_H
#define TRUCE_SERVICE_CONN_H

#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stddef.h>

#include "base/tls.h"
#include "service/listener.h"
#include "service/loop.h"

#define CONN_ACTOR_SIZE 256
#define CONN_NAME_SIZE 65

/* What the connections of one listener share, and what they ask of it. */
struct conn_owner {
	const struct face *const *faces;
	void *context;
	struct tls *tls;   /* for connections by TLS; NULL where there are none */
	size_t state_size; /* the largest of the faces' */
	struct loops *loops;
	struct listener_limits limits;
	atomic_bool draining, ending; /* ending: each is closed when it is visited */
	atomic_ullong overdue;        /* closed for that so far */
	/* A peer broke its protocol; why begins behind its name. May be NULL. */
	void (*broken)(struct conn_owner *owner, const char *actor, const char *why);
	void (*closed)(struct conn_owner *owner, struct conn *conn); /* leaves the list */
	void (*gone)(struct conn_owner *owner);
};

struct conn {
	struct conn_owner *owner;
	struct loop *loop;
	enum transport transport;
	char actor[CONN_ACTOR_SIZE], name[CONN_NAME_SIZE];
	struct service_peer peer;
	int fd; /* -1 once it is closed */

	/* The loop's own. */
	uint32_t watched;        /* events */
	const struct face *face; /* NULL until the first bytes tell */
	struct buffer in;
	struct tls_session *tls; /* NULL without TLS */
	bool known;              /* who is at the other end of TLS */
	bool over;               /* by the session of TLS: nothing more can be said */
	struct buffer plain;     /* replies, until they are written to the session */
	struct buffer out;       /* replies that wait */
	struct buffer sending;   /* replies that are being sent, from `sent` on */
	size_t sent, piece_end;
	size_t unladen; /* size of the batch when the face was called */
	bool halved;    /* half of what came in this visit was dealt with */
	int64_t visited;
	size_t kept;       /* bytes of replies that the face keeps */
	const char *fault; /* how the peer broke its protocol; NULL while it did not */
	bool ended;        /* the peer sends no more */
	bool parked;       /* not read from until there is room, then fed again */
	bool retiring;
	enum face_next mood;
	int64_t since;         /* when the mood's time began */
	int64_t send_deadline; /* 0 while nothing waits to be sent */

	atomic_size_t in_flight;       /* held calls; counted down under the lock */
	atomic_bool unwanted;          /* another has its place: it goes once it is silent */
	_Atomic(int64_t) silent_since; /* INT64_MAX while something is under way */
	atomic_bool unsettled;         /* it is being visited, or has something to send */

	pthread_mutex_t lock; /* for all that follows */
	struct buffer late;   /* replies of held calls */
	bool called;          /* the loop is called to it */
	bool answered;        /* a held call was, since the last visit */
	bool broken;          /* a reply was not written whole */
	bool closing;         /* nobody reads what is written */

	struct conn *previous, *next; /* the listener's list, under its lock */
	struct conn *next_called;     /* the loop's list, under its lock */

	alignas(max_align_t) unsigned char state[]; /* the face's */
};

/* Takes the socket, which does not block; NULL without memory, and it is closed. */
struct conn *conn_new(struct conn_owner *owner, enum transport transport, int fd);
void conn_free(struct conn *c); /* one that was never started */
/* Under the lock of the owner's list, where it comes to stand: it is the loop's from
 * then on. False where the system cannot watch it. */
bool conn_start(struct conn *c) MUST_CHECK;

/* The loop's visits: conn_visit.c */
extern const struct loop_visitor conn_visitor;

/* Calls the loop to it, where it looks at deadlines, at what the owner wants, and lets
 * the face do what it has to. The connection is in the list, under the list's lock. */
void conn_call(struct conn *c);
/* True where nothing is under way and nothing came since: it is told to make way. */
bool conn_makes_way(struct conn *c, int64_t since);
bool conn_drained(struct conn *c); /* all replies were sent */

#endif

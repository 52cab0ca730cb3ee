#include "service/conn_parts.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/time.h"
#include "service/peer.h"

#define LOAD_BYTES ((size_t)96 << 10) /* of replies that leave before more are made */
#define LONG_NS 10000                 /* that half of what came took, so that its replies leave before the rest */
#define DISCARDS_MOST 16              /* reads of what comes too late */
#define TLS_ROOM (2 * INPUT_BYTES)    /* what one read of TLS adds to the input at most */

/* ---- What a face asks ------------------------------------------------- */

void *conn_context(const struct conn *c)
{
	return c->owner->context;
}

enum transport conn_transport(const struct conn *c)
{
	return c->transport;
}

const struct listener_limits *conn_limits(const struct conn *c)
{
	return &c->owner->limits;
}

const struct service_peer *conn_peer(const struct conn *c)
{
	return &c->peer;
}

bool conn_draining(const struct conn *c)
{
	return atomic_load(&c->owner->draining);
}

bool conn_retiring(const struct conn *c)
{
	return c->retiring;
}

size_t conn_waiting_bytes(const struct conn *c)
{
	return c->plain.size + c->out.size + c->sending.size - c->sent;
}

bool conn_clogged(const struct conn *c)
{
	return conn_waiting_bytes(c) >= c->owner->limits.high_water;
}

bool conn_full(const struct conn *c)
{
	const struct listener_limits *limits = &c->owner->limits;
	return conn_waiting_bytes(c) + c->kept >= limits->high_water || atomic_load(&c->in_flight) >= limits->in_flight;
}

struct buffer *conn_batch(struct conn *c)
{
	return c->tls == NULL ? &c->out : &c->plain;
}

void conn_broken(struct conn *c, const char *why)
{
	c->fault = why;
}

bool conn_laden(const struct conn *c)
{
	size_t size = c->tls == NULL ? c->out.size : c->plain.size;
	return size >= c->unladen + LOAD_BYTES;
}

bool conn_halves(struct conn *c, const struct face_input *input)
{
	if (c->halved || input->eaten < input->bytes.size / 2 || input->eaten == input->bytes.size)
		return false;
	c->halved = true;
	return conn_batch(c)->size > c->unladen && clock_monotonic() >= c->visited + LONG_NS;
}

void conn_keeps(struct conn *c, size_t bytes)
{
	c->kept = bytes;
}

bool conn_tended(const struct conn *c)
{
	return c->face != NULL && c->face->tend != NULL;
}

/* ---- Life ------------------------------------------------------------- */

size_t conn_input_most(const struct conn *c)
{
	return c->owner->limits.message + FRAME_ROOM;
}

void conn_free(struct conn *c)
{
	if (c->face != NULL && c->face->fini != NULL)
		c->face->fini(c->state);
	if (c->fd >= 0)
		close(c->fd);
	loop_leave(c->loop);
	tls_session_free(c->tls);
	buffer_fini(&c->in);
	buffer_fini(&c->plain);
	buffer_fini(&c->out);
	buffer_fini(&c->sending);
	buffer_fini(&c->late);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct conn *conn_new(struct conn_owner *owner, enum transport transport, int fd)
{
	struct conn *c = calloc(1, sizeof *c + owner->state_size);
	if (c == NULL) {
		close(fd);
		return NULL;
	}
	c->owner = owner;
	c->loop = loops_pick(owner->loops);
	c->transport = transport;
	c->fd = fd;
	c->mood = FACE_HELLO;
	c->since = clock_monotonic();
	atomic_init(&c->silent_since, c->since);
	pthread_mutex_init(&c->lock, NULL);
	size_t output_most = owner->limits.high_water + 8 * (owner->limits.message + FRAME_ROOM);
	bool secure = transport == TRANSPORT_TLS;
	buffer_init(&c->in, conn_input_most(c) + (secure ? TLS_ROOM : 0));
	buffer_init(&c->plain, output_most);
	buffer_init(&c->out, output_most);
	buffer_init(&c->sending, output_most);
	buffer_init(&c->late, output_most);
	if (secure && (c->tls = tls_session_new(owner->tls, NULL)) == NULL) {
		conn_free(c);
		return NULL;
	}
	peer_describe(fd, transport, c->actor, sizeof c->actor);
	c->peer.actor = c->actor;
	return c;
}

/* Ends what is sent before the socket is closed: bytes of the peer that nobody read would
 * turn the close into a reset, which overtakes the last replies. */
static void say_end(struct conn *c)
{
	(void)shutdown(c->fd, SHUT_WR);
	for (int i = 0; i < DISCARDS_MOST && recv(c->fd, loop_room(c->loop), LOOP_ROOM, MSG_DONTWAIT) > 0; i++)
		continue;
}

void conn_close(struct conn *c)
{
	if (c->fd < 0)
		return;
	if (c->fault != NULL && c->owner->broken != NULL)
		c->owner->broken(c->owner, c->actor, c->fault);
	if (!c->ended)
		say_end(c);
	/* A child that is about to run another program still holds the socket, and so would epoll. */
	loop_watch_end(c->loop, c);
	close(c->fd);
	c->fd = -1;
	pthread_mutex_lock(&c->lock);
	c->closing = true;
	pthread_mutex_unlock(&c->lock);
	c->owner->closed(c->owner, c);
}

bool conn_start(struct conn *c)
{
	const int one = 1;
	if (c->transport != TRANSPORT_IPC)
		(void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	c->watched = EPOLLIN;
	return loop_watch_begin(c->loop, c, c->watched);
}

/* ---- Other threads ---------------------------------------------------- */

void conn_call(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool call = !c->called;
	c->called = true;
	pthread_mutex_unlock(&c->lock);
	if (call)
		loop_call(c->loop, c);
}

bool conn_makes_way(struct conn *c, int64_t since)
{
	if (atomic_load(&c->silent_since) >= since)
		return false;
	atomic_store(&c->silent_since, INT64_MAX); /* not to be chosen again */
	atomic_store(&c->unwanted, true);
	conn_call(c);
	return true;
}

bool conn_drained(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->called && !atomic_load(&c->unsettled);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

void conn_hold(struct conn *c)
{
	atomic_fetch_add(&c->in_flight, 1);
}

struct buffer *conn_answer_begin(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	return c->closing ? NULL : &c->late;
}

void conn_answer_end(struct conn *c, bool kept)
{
	struct loop *loop = c->loop;
	c->broken = c->broken || !kept;
	c->answered = true;
	bool call = !c->called;
	c->called = true;
	atomic_fetch_sub(&c->in_flight, 1);
	pthread_mutex_unlock(&c->lock);
	if (call)
		loop_call(loop, c);
}

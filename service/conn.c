#include "service/conn_parts.h"

#include <stdlib.h>

#include "base/time.h"
#include "service/peer.h"

#define TLS_ROOM (2 * INPUT_BYTES) /* what one read of TLS adds to the input at most */

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
	return atomic_load(&c->retiring);
}

bool conn_clogged(const struct conn *c)
{
	return c->backlog + c->batch.size >= c->owner->limits.high_water;
}

bool conn_full(const struct conn *c)
{
	const struct listener_limits *limits = &c->owner->limits;
	return c->backlog + c->batch.size + atomic_load(&c->kept) >= limits->high_water ||
	       atomic_load(&c->in_flight) >= limits->in_flight;
}

void conn_keeps(struct conn *c, size_t bytes)
{
	atomic_store(&c->kept, bytes);
}

struct buffer *conn_batch(struct conn *c)
{
	return &c->batch;
}

/* ---- Life ------------------------------------------------------------- */

void conn_refer(struct conn *c)
{
	atomic_fetch_add(&c->references, 1);
}

/* Bytes that a face may leave uneaten. */
size_t conn_input_most(const struct conn *c)
{
	return c->owner->limits.message + FRAME_ROOM;
}

/* What others may still look at through the list (the lock and closing) stays. */
static void take_down(struct conn *c)
{
	if (c->face != NULL && c->face->fini != NULL)
		c->face->fini(c->state);
	tls_session_free(c->tls);
	nng_stream_free(c->stream);
	nng_aio *const aios[] = { c->receive_aio, c->look_aio, c->send_aio, c->try_aio };
	for (size_t i = 0; i < sizeof aios / sizeof *aios; i++)
		if (aios[i] != NULL)
			nng_aio_reap(aios[i]);
	buffer_fini(&c->in);
	buffer_fini(&c->raw);
	buffer_fini(&c->plain);
	buffer_fini(&c->batch);
	buffer_fini(&c->out);
	buffer_fini(&c->sending);
}

void conn_free(struct conn *c)
{
	take_down(c);
	pthread_mutex_destroy(&c->turn);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct conn *conn_new(struct conn_owner *owner, enum transport transport, nng_stream *stream)
{
	struct conn *c = calloc(1, sizeof *c + owner->state_size);
	if (c == NULL) {
		nng_stream_free(stream);
		return NULL;
	}
	c->owner = owner;
	c->transport = transport;
	c->stream = stream;
	c->references = 1;
	c->mood = FACE_HELLO;
	c->since = clock_monotonic();
	pthread_mutex_init(&c->turn, NULL);
	pthread_mutex_init(&c->lock, NULL);
	size_t output_most = owner->limits.high_water + 8 * (owner->limits.message + FRAME_ROOM);
	bool secure = transport == TRANSPORT_TLS;
	buffer_init(&c->in, conn_input_most(c) + (secure ? TLS_ROOM : 0));
	buffer_init(&c->raw, INPUT_BYTES);
	buffer_init(&c->plain, output_most);
	buffer_init(&c->batch, output_most);
	buffer_init(&c->out, output_most);
	buffer_init(&c->sending, output_most);
	if (nng_aio_alloc(&c->receive_aio, conn_on_received, c) != 0 ||
	    nng_aio_alloc(&c->send_aio, conn_on_sent, c) != 0 || nng_aio_alloc(&c->try_aio, NULL, NULL) != 0 ||
	    nng_aio_alloc(&c->look_aio, NULL, NULL) != 0 ||
	    (secure && (c->tls = tls_session_new(owner->tls, NULL)) == NULL)) {
		conn_free(c);
		return NULL;
	}
	peer_describe(stream, transport, c->actor, sizeof c->actor);
	c->peer.actor = c->actor;
	return c;
}

void conn_drop(struct conn *c)
{
	if (atomic_fetch_sub(&c->references, 1) != 1)
		return;
	take_down(c);
	c->owner->gone(c->owner, c);
	pthread_mutex_destroy(&c->turn);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* Under the lock. Operations under way end with an error, and with it their
 * references; a reader that is parked or lingers has none under way, so the caller
 * drops its reference where this answers true. */
bool conn_close_locked(struct conn *c)
{
	if (c->closing)
		return false;
	c->closing = true;
	nng_stream_close(c->stream);
	bool idle = c->parked || c->lingers;
	c->parked = c->lingers = false;
	return idle;
}

void conn_close(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool reader = conn_close_locked(c);
	pthread_mutex_unlock(&c->lock);
	if (reader)
		conn_drop(c);
}

/* ---- Deadlines -------------------------------------------------------- */

static bool overdue(const struct conn *c, int64_t now)
{
	if (c->send_deadline != 0 && now > c->send_deadline)
		return true;
	if (c->mood == FACE_FULL) /* what is waited for is ours, not the peer's */
		return false;
	const struct listener_limits *limits = &c->owner->limits;
	const int64_t most[] = {
		[FACE_HELLO] = limits->handshake_ms,
		[FACE_IDLE] = limits->idle_ms,
		[FACE_PARTIAL] = limits->frame_ms,
	};
	if (c->mood == FACE_IDLE && (atomic_load(&c->in_flight) > 0 || c->busy))
		return false;
	return atomic_load(&c->retiring) || now > c->since + most[c->mood] * NS_PER_MS;
}

/* A connection that is not closing still has its reader's reference, so that
 * another can be taken. */
bool conn_overdue(struct conn *c, int64_t now)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->closing && overdue(c, now);
	if (yes)
		conn_refer(c);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

bool conn_silent(struct conn *c, int64_t since)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->closing && !atomic_load(&c->retiring) && !c->busy && !c->parked &&
		   atomic_load(&c->in_flight) == 0 && atomic_load(&c->kept) == 0 && c->since < since;
	if (yes)
		conn_refer(c);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

void conn_part(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool first = c->tended && c->mood == FACE_IDLE && !atomic_exchange(&c->retiring, true);
	pthread_mutex_unlock(&c->lock);
	if (first)
		conn_ask(c);
	else
		conn_close(c);
}

bool conn_take(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->closing;
	if (yes)
		conn_refer(c);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

bool conn_drained(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool yes = c->closing; /* then its buffers may be gone */
	if (!yes && !c->busy && !c->waking && conn_waiting_bytes(c) == 0 && atomic_load(&c->kept) == 0 &&
	    pthread_mutex_trylock(&c->turn) == 0) {
		pthread_mutex_unlock(&c->turn);
		yes = true;
	}
	pthread_mutex_unlock(&c->lock);
	return yes;
}

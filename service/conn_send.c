#include "service/conn_parts.h"

#include <assert.h>

#include "base/time.h"
#include "service/attendants.h"

#define KEEP_BYTES ((size_t)256 << 10)  /* a larger buffer is given back when it is empty */
#define PIECE_BYTES ((size_t)256 << 10) /* what must be sent within one send deadline */

/* ---- Sending ---------------------------------------------------------- */

size_t conn_waiting_bytes(const struct conn *c)
{
	return c->out.size + c->sending.size - c->sent;
}

void conn_empty(struct buffer *b)
{
	b->size = 0;
	if (b->capacity <= KEEP_BYTES)
		return;
	size_t limit = b->limit;
	buffer_fini(b);
	buffer_init(b, limit);
}

static void swap(struct buffer *a, struct buffer *b)
{
	struct buffer was = *a;
	*a = *b;
	*b = was;
}

/* Appends from to to, and empties from. */
static bool move(struct buffer *from, struct buffer *to)
{
	if (to->size == 0) {
		swap(from, to);
		return true;
	}
	bool fits = buffer_put(to, from->data, from->size) == STATUS_OK;
	conn_empty(from);
	return fits;
}

/* Under the lock: gives what a face wrote, and empties it, to what is sent. */
bool conn_hand_over(struct conn *c, struct buffer *from)
{
	if (from->size == 0)
		return true;
	if (c->tls == NULL)
		return move(from, &c->out);
	bool fits = tls_put(c->tls, buffer_bytes(from), &c->out);
	conn_empty(from);
	return fits;
}

/* Under the lock: the same with what was written in a turn at the face, which wants
 * next; answers what is next. */
enum face_next conn_hand_over_batch(struct conn *c, enum face_next next)
{
	if (!conn_hand_over(c, &c->batch))
		next = FACE_END;
	if (next == FACE_END && c->tls != NULL)
		tls_end(c->tls, &c->out);
	return next;
}

/* Whether there is something to send now. */
static bool next_output(struct conn *c)
{
	if (c->sent < c->sending.size)
		return true;
	conn_empty(&c->sending);
	c->sent = c->piece_end = 0;
	swap(&c->sending, &c->out);
	return c->sending.size > 0;
}

/* Sends what goes without waiting, in this thread; the lock is let go meanwhile.
 * True where all of it went. */
static bool try_send(struct conn *c)
{
	nng_iov rest = { c->sending.data + c->sent, c->sending.size - c->sent };
	pthread_mutex_unlock(&c->lock);
	nng_aio_set_iov(c->try_aio, 1, &rest);
	nng_stream_send(c->stream, c->try_aio);
	nng_aio_cancel(c->try_aio);
	nng_aio_wait(c->try_aio);
	size_t count = nng_aio_result(c->try_aio) == 0 ? nng_aio_count(c->try_aio) : 0;
	pthread_mutex_lock(&c->lock);
	c->sent += count;
	return c->sent == c->sending.size;
}

static void start_send(struct conn *c)
{
	if (c->sent >= c->piece_end) {
		c->piece_end = c->sent + PIECE_BYTES;
		c->send_deadline = clock_monotonic() + c->owner->limits.send_ms * NS_PER_MS;
	}
	size_t rest = c->sending.size - c->sent;
	nng_iov piece = { c->sending.data + c->sent, rest < PIECE_BYTES ? rest : PIECE_BYTES };
	nng_aio_set_iov(c->send_aio, 1, &piece);
	conn_refer(c);
	nng_stream_send(c->stream, c->send_aio);
}

/* Sends what waits, unless somebody does. Under the lock, which may be let go and
 * taken again. */
void conn_pump(struct conn *c)
{
	if (c->busy)
		return;
	c->busy = true;
	while (!c->closing && next_output(c)) {
		if (try_send(c))
			continue;
		if (c->closing)
			break;
		start_send(c);
		return;
	}
	c->busy = false;
	c->send_deadline = 0;
}

/* Under the lock: whether the peer leaves too much unread to be read from. */
bool conn_stuck(const struct conn *c)
{
	const struct listener_limits *limits = &c->owner->limits;
	return conn_waiting_bytes(c) >= limits->high_water ||
	       (!c->tended && atomic_load(&c->in_flight) >= limits->in_flight);
}

/* Under the lock: whether a parked reader can go on; its role passes to the caller. */
bool conn_unpark(struct conn *c)
{
	if (!c->parked || c->closing || conn_stuck(c))
		return false;
	c->parked = false;
	return true;
}

/* Under the lock: whether the attendant is to be called, with the reference taken. */
bool conn_may_call(struct conn *c)
{
	if (c->waking || c->closing)
		return false;
	c->waking = true;
	conn_refer(c);
	return true;
}

/* The same, to tend the face. */
bool conn_may_tend(struct conn *c)
{
	c->asked = c->tended;
	return c->tended && conn_may_call(c);
}

void conn_on_sent(void *arg)
{
	struct conn *c = arg;
	int result = nng_aio_result(c->send_aio);
	bool reader = false;
	pthread_mutex_lock(&c->lock);
	c->busy = false;
	if (result != 0)
		reader = conn_close_locked(c);
	else
		c->sent += nng_aio_count(c->send_aio);
	conn_pump(c);
	bool resume = conn_unpark(c);
	bool call = c->starved && !conn_stuck(c) && conn_may_tend(c);
	pthread_mutex_unlock(&c->lock);
	if (call)
		attendants_call(c->owner->attendants, c);
	if (reader)
		conn_drop(c);
	if (resume)
		conn_converse(c);
	conn_drop(c);
}

/* ---- Calls that are answered later ------------------------------------ */

void conn_hold(struct conn *c)
{
	atomic_fetch_add(&c->in_flight, 1);
	conn_refer(c);
}

struct buffer *conn_answer_begin(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	if (c->closing)
		return NULL;
	return c->tls == NULL ? &c->out : &c->plain;
}

void conn_answer_end(struct conn *c, bool kept)
{
	kept = kept && conn_hand_over(c, &c->plain);
	bool reader = !kept && conn_close_locked(c);
	c->asked = true;
	bool call = conn_may_call(c);
	if (c->mood == FACE_IDLE)
		c->since = clock_monotonic();
	atomic_fetch_sub(&c->in_flight, 1);
	pthread_mutex_unlock(&c->lock);
	if (reader)
		conn_drop(c);
	if (call)
		attendants_call(c->owner->attendants, c);
	conn_drop(c);
}

#include "service/conn_parts.h"

#include <errno.h>
#include <sys/socket.h>

#include "base/time.h"

#define KEEP_BYTES ((size_t)256 << 10)  /* a larger buffer is given back when it is empty */
#define PIECE_BYTES ((size_t)256 << 10) /* what must be sent within one send deadline */

/* ---- Replies ---------------------------------------------------------- */

bool conn_stuck(const struct conn *c)
{
	const struct listener_limits *limits = &c->owner->limits;
	return conn_waiting_bytes(c) >= limits->high_water ||
	       (!conn_tended(c) && atomic_load(&c->in_flight) >= limits->in_flight);
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
	if (from->size == 0)
		return true;
	if (to->size == 0) {
		swap(from, to);
		return true;
	}
	bool fits = buffer_put(to, from->data, from->size) == STATUS_OK;
	conn_empty(from);
	return fits;
}

bool conn_take_late(struct conn *c, int64_t now)
{
	pthread_mutex_lock(&c->lock);
	bool whole = !c->broken && move(&c->late, conn_batch(c));
	if (c->answered && c->mood == FACE_IDLE)
		c->since = now;
	c->answered = c->called = false;
	atomic_store(&c->unsettled, true);
	pthread_mutex_unlock(&c->lock);
	return whole;
}

enum face_next conn_seal(struct conn *c, enum face_next next)
{
	if (c->tls == NULL)
		return next;
	if (!tls_put(c->tls, buffer_bytes(&c->plain), &c->out) || c->over)
		next = FACE_END;
	conn_empty(&c->plain);
	if (next == FACE_END)
		tls_end(c->tls, &c->out);
	return next;
}

/* ---- Sending ---------------------------------------------------------- */

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

/* The peer has its time for each piece. */
static void wait_for_room(struct conn *c)
{
	if (c->sent < c->piece_end)
		return;
	c->piece_end = c->sent + PIECE_BYTES;
	c->send_deadline = clock_monotonic() + c->owner->limits.send_ms * NS_PER_MS;
}

void conn_pump(struct conn *c)
{
	while (next_output(c)) {
		ssize_t count = send(c->fd, c->sending.data + c->sent, c->sending.size - c->sent, MSG_NOSIGNAL);
		if (count >= 0) {
			c->sent += (size_t)count;
			continue;
		}
		if (errno == EINTR)
			continue;
		if (errno == EAGAIN)
			wait_for_room(c);
		else
			conn_close(c);
		return;
	}
	c->send_deadline = 0;
}

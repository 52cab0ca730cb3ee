#include "service/conn_parts.h"

#include <assert.h>
#include <stdio.h>

#include "base/time.h"
#include "service/attendants.h"

#define READS_MOST 16   /* in one go; then others have their turn */
#define LOOKINGS_MOST 2 /* of an attendant, before the poller is asked */
#define BUSY_NS 100000  /* between reads of two connections, where many are busy */

/* ---- Receiving -------------------------------------------------------- */

/* The face whose opening the first bytes are; *possible says whether more bytes
 * could tell. */
static const struct face *recognise(const struct conn *c, bool *possible)
{
	struct bytes first = buffer_bytes(&c->in);
	*possible = false;
	for (const struct face *const *face = c->owner->faces; *face != NULL; face++) {
		for (const struct bytes *opening = (*face)->openings; opening->size > 0; opening++) {
			if (bytes_start_with(first, *opening))
				return *face;
			if (bytes_start_with(*opening, first))
				*possible = true;
		}
	}
	return NULL;
}

/* Feeds the face what is there, and moves what it left to the front. */
static enum face_next feed(struct conn *c, int64_t now, size_t *messages)
{
	bool possible = true;
	*messages = 0;
	if (c->face == NULL)
		c->face = recognise(c, &possible);
	if (c->face == NULL)
		return possible ? FACE_HELLO : FACE_END;
	struct face_input input = { .bytes = buffer_bytes(&c->in), .arrived = now };
	enum face_next next = c->face->feed(c, c->state, &input);
	assert(input.eaten <= c->in.size);
	c->in.size -= input.eaten;
	if (c->in.size == 0)
		conn_empty(&c->in);
	else if (input.eaten > 0)
		memmove(c->in.data, c->in.data + input.eaten, c->in.size);
	*messages = input.messages;
	return next;
}

/* Lends an operation where to put what comes. The buffer grows as bytes come, never by
 * what a message claims. */
static bool make_room(struct conn *c, nng_aio *aio)
{
	struct buffer *to = c->tls == NULL ? &c->in : &c->raw;
	size_t left = c->in.size < conn_input_most(c) ? conn_input_most(c) - c->in.size : 0;
	size_t more = to->capacity < INPUT_BYTES ? INPUT_BYTES - to->size : 1;
	if (more > left && c->tls == NULL)
		more = left;
	if (left == 0 || buffer_reserve(to, more) != STATUS_OK)
		return false;
	nng_iov room = { to->data + to->size, to->capacity - to->size };
	nng_aio_set_iov(aio, 1, &room);
	return true;
}

/* The subject of a client's certificate is who calls. */
static bool recognise_peer(struct conn *c)
{
	char subject[CONN_ACTOR_SIZE - 4];
	c->known = true;
	if (!tls_subject(c->tls, subject, sizeof subject, c->name, sizeof c->name))
		return false;
	if (subject[0] != '\0')
		snprintf(c->actor, sizeof c->actor, "tls:%s", subject);
	c->peer.name = c->name;
	return true;
}

/* Takes count bytes that came; under the lock where there is TLS. */
static void take_input(struct conn *c, size_t count)
{
	if (c->tls == NULL) {
		c->in.size += count;
		return;
	}
	struct bytes came = bytes_of(c->raw.data, count);
	enum tls_state state = tls_take(c->tls, came, &c->in, &c->out);
	c->ended = state == TLS_ENDED || (state == TLS_OPEN && !c->known && !recognise_peer(c));
}

/* Under the lock. */
static bool start_receive(struct conn *c)
{
	if (!make_room(c, c->receive_aio))
		return false;
	nng_stream_recv(c->stream, c->receive_aio);
	return true;
}

/* Receives what is there already, in this thread; the lock is let go meanwhile. What
 * goes wrong here, the next receive meets as well. */
static bool try_receive(struct conn *c)
{
	if (!make_room(c, c->look_aio))
		return false;
	pthread_mutex_unlock(&c->lock);
	nng_stream_recv(c->stream, c->look_aio);
	nng_aio_cancel(c->look_aio);
	nng_aio_wait(c->look_aio);
	size_t count = nng_aio_result(c->look_aio) == 0 ? nng_aio_count(c->look_aio) : 0;
	pthread_mutex_lock(&c->lock);
	if (count > 0)
		take_input(c, count);
	return count > 0;
}

/* Whether to look for more before waiting for it: a peer that sends several messages
 * at once has often sent more by now. */
static bool may_look(struct conn *c, size_t messages)
{
	return messages > 1 && ++c->looks % READS_MOST != 0;
}

/* Under the lock: waits for more bytes; false, and closed, where that cannot be. */
static bool wait_for_more(struct conn *c)
{
	if (!c->closing && start_receive(c))
		return true;
	(void)conn_close_locked(c);
	return false;
}

/* Whether to leave the connection to the attendant, which looks at it again when it
 * has been round the others, and not to ask the poller: among many busy connections
 * the next request has mostly come by then, and nobody need be woken for it. As
 * network drivers do that poll while packets keep coming (Salim, Olsson and Kuznetsov,
 * "Beyond Softnet", 2001). */
static bool may_linger(const struct conn *c, enum face_next next, size_t messages)
{
	return next == FACE_IDLE && messages == 1 && c->among_busy;
}

static void note_busy(struct conn *c, int64_t now)
{
	struct conn_owner *owner = c->owner;
	uintptr_t last = atomic_exchange_explicit(&owner->last_read, (uintptr_t)c, memory_order_relaxed);
	int64_t at = atomic_exchange_explicit(&owner->last_read_at, now, memory_order_relaxed);
	c->among_busy = last != (uintptr_t)c && now - at < BUSY_NS;
}

/* Under the lock: notes what is waited for now, and since when. A message's time
 * runs from its first byte, the handshake's from accepting. */
static void note_mood(struct conn *c, enum face_next next, size_t messages, int64_t now)
{
	bool same = next == c->mood && messages == 0;
	if (next == FACE_IDLE || !same)
		c->since = now;
	c->mood = next;
}

/* Under the lock: the reader's next step. True where it should feed again. */
static bool go_on(struct conn *c, enum face_next next, size_t messages, int64_t now, bool *leave)
{
	*leave = false;
	if (next == FACE_END)
		(void)conn_close_locked(c);
	if (c->closing) {
		*leave = true;
		return false;
	}
	if (conn_stuck(c)) {
		c->parked = true;
		c->mood = FACE_FULL;
		return false;
	}
	if (next == FACE_FULL)
		return true;
	note_mood(c, next, messages, now);
	if (may_look(c, messages) && try_receive(c))
		return true;
	c->lingers = !c->closing && may_linger(c, next, messages);
	if (!c->lingers)
		*leave = !wait_for_more(c);
	return false;
}

/* The reader's turn at the face: feeds it, and hands the replies over. Answers under
 * the lock. */
static enum face_next take_turn(struct conn *c, int64_t now, size_t *messages)
{
	pthread_mutex_lock(&c->turn);
	enum face_next next = feed(c, now, messages);
	pthread_mutex_lock(&c->lock);
	c->tended = c->face != NULL && c->face->tend != NULL;
	next = conn_hand_over_batch(c, c->ended ? FACE_END : next);
	if (c->missed && next != FACE_END)
		next = FACE_FULL;
	c->missed = false;
	pthread_mutex_unlock(&c->turn);
	conn_pump(c);
	c->backlog = conn_waiting_bytes(c);
	return next;
}

/* The reader: feeds, hands the replies over, and goes on, parks or leaves. */
void conn_converse(struct conn *c)
{
	bool again, leave, call;
	do {
		int64_t now = clock_monotonic();
		note_busy(c, now);
		size_t messages;
		enum face_next next = take_turn(c, now, &messages);
		again = go_on(c, next, messages, now, &leave);
		call = c->lingers && conn_may_call(c);
		pthread_mutex_unlock(&c->lock);
	} while (again);
	if (call)
		attendants_call(c->owner->attendants, c);
	if (leave)
		conn_drop(c);
}

/* Under the lock, which may be let go and taken again: whether a reader that lingers
 * has more to feed. It waits where nothing came for a while. */
static bool look_again(struct conn *c, bool *leave)
{
	if (!c->lingers)
		return false;
	c->lingers = false;
	if (try_receive(c)) {
		c->lookings = 0;
		return true;
	}
	c->lingers = !c->closing && ++c->lookings < LOOKINGS_MOST;
	if (!c->lingers) {
		c->lookings = 0;
		*leave = !wait_for_more(c);
	}
	return false;
}

/* In turn and under the lock, which is let go meanwhile: lets the face do what it has
 * to. True where this closed the connection of a parked reader. */
static bool tend(struct conn *c)
{
	bool again = c->tended && !c->closing, reader = false;
	while (again) {
		c->backlog = conn_waiting_bytes(c);
		pthread_mutex_unlock(&c->lock);
		enum face_next next = c->face->tend(c, c->state, clock_monotonic());
		pthread_mutex_lock(&c->lock);
		next = conn_hand_over_batch(c, next);
		conn_pump(c);
		if (next == FACE_END)
			reader = conn_close_locked(c);
		c->starved = next == FACE_FULL && conn_stuck(c);
		again = next == FACE_FULL && !c->starved && !c->closing;
	}
	return reader;
}

/* Under the lock, which is let go meanwhile: tends the face where that was asked for,
 * or leaves that to the reader, which is at it. As tend. */
static bool tend_in_turn(struct conn *c)
{
	if (!c->asked || !c->tended)
		return false;
	c->asked = false;
	c->missed = pthread_mutex_trylock(&c->turn) != 0;
	if (c->missed)
		return false;
	bool reader = tend(c);
	pthread_mutex_unlock(&c->turn);
	return reader;
}

void conn_attend(struct conn *c)
{
	bool leave = false;
	pthread_mutex_lock(&c->lock);
	c->waking = false;
	bool reader = tend_in_turn(c);
	conn_pump(c);
	bool resume = conn_unpark(c) || look_again(c, &leave);
	bool call = c->lingers && conn_may_call(c);
	pthread_mutex_unlock(&c->lock);
	if (resume)
		conn_converse(c);
	if (call)
		attendants_call(c->owner->attendants, c);
	if (leave)
		conn_drop(c);
	if (reader)
		conn_drop(c);
	conn_drop(c);
}

void conn_ask(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool call = conn_may_tend(c);
	pthread_mutex_unlock(&c->lock);
	if (call)
		attendants_call(c->owner->attendants, c);
}

void conn_on_received(void *arg)
{
	struct conn *c = arg;
	size_t count = nng_aio_count(c->receive_aio);
	if (nng_aio_result(c->receive_aio) != 0 || count == 0) {
		conn_close(c);
		conn_drop(c);
		return;
	}
	if (c->tls != NULL)
		pthread_mutex_lock(&c->lock);
	take_input(c, count);
	if (c->tls != NULL)
		pthread_mutex_unlock(&c->lock);
	conn_converse(c);
}

void conn_start(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool started = !c->closing && start_receive(c);
	if (!started)
		(void)conn_close_locked(c);
	pthread_mutex_unlock(&c->lock);
	if (!started)
		conn_drop(c);
}

#include "service/conn.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"
#include "service/attendants.h"
#include "service/peer.h"

#define INPUT_BYTES ((size_t)64 << 10)  /* a connection's buffer for messages of the usual size */
#define KEEP_BYTES ((size_t)256 << 10)  /* a larger buffer is given back when it is empty */
#define PIECE_BYTES ((size_t)256 << 10) /* what must be sent within one send deadline */
#define READS_MOST 16                   /* in one go; then others have their turn */
#define LOOKINGS_MOST 2                 /* of an attendant, before the poller is asked */
#define BUSY_NS 100000                  /* between reads of two connections, where many are busy */
#define FRAME_ROOM 64                   /* of a message, beyond its limit: the framing */
#define TLS_ROOM (2 * INPUT_BYTES)      /* what one read of TLS adds to the input at most */

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

static void on_received(void *arg);
static void on_sent(void *arg);

static void take(struct conn *c)
{
	atomic_fetch_add(&c->references, 1);
}

/* Bytes that a face may leave uneaten. */
static size_t input_most(const struct conn *c)
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
	buffer_init(&c->in, input_most(c) + (secure ? TLS_ROOM : 0));
	buffer_init(&c->raw, INPUT_BYTES);
	buffer_init(&c->plain, output_most);
	buffer_init(&c->batch, output_most);
	buffer_init(&c->out, output_most);
	buffer_init(&c->sending, output_most);
	if (nng_aio_alloc(&c->receive_aio, on_received, c) != 0 || nng_aio_alloc(&c->send_aio, on_sent, c) != 0 ||
	    nng_aio_alloc(&c->try_aio, NULL, NULL) != 0 || nng_aio_alloc(&c->look_aio, NULL, NULL) != 0 ||
	    (secure && (c->tls = tls_session_new(owner->tls)) == NULL)) {
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
static bool close_locked(struct conn *c)
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
	bool reader = close_locked(c);
	pthread_mutex_unlock(&c->lock);
	if (reader)
		conn_drop(c);
}

/* ---- Sending ---------------------------------------------------------- */

static size_t waiting_bytes(const struct conn *c)
{
	return c->out.size + c->sending.size - c->sent;
}

static void empty(struct buffer *b)
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
	empty(from);
	return fits;
}

/* Under the lock: gives what a face wrote, and empties it, to what is sent. */
static bool hand_over(struct conn *c, struct buffer *from)
{
	if (from->size == 0)
		return true;
	if (c->tls == NULL)
		return move(from, &c->out);
	bool fits = tls_put(c->tls, buffer_bytes(from), &c->out);
	empty(from);
	return fits;
}

/* Under the lock: the same with what was written in a turn at the face, which wants
 * next; answers what is next. */
static enum face_next hand_over_batch(struct conn *c, enum face_next next)
{
	if (!hand_over(c, &c->batch))
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
	empty(&c->sending);
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
	take(c);
	nng_stream_send(c->stream, c->send_aio);
}

/* Sends what waits, unless somebody does. Under the lock, which may be let go and
 * taken again. */
static void pump(struct conn *c)
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
static bool stuck(const struct conn *c)
{
	const struct listener_limits *limits = &c->owner->limits;
	return waiting_bytes(c) >= limits->high_water ||
	       (!c->tended && atomic_load(&c->in_flight) >= limits->in_flight);
}

/* Under the lock: whether a parked reader can go on; its role passes to the caller. */
static bool unpark(struct conn *c)
{
	if (!c->parked || c->closing || stuck(c))
		return false;
	c->parked = false;
	return true;
}

/* Under the lock: whether the attendant is to be called, with the reference taken. */
static bool may_call(struct conn *c)
{
	if (c->waking || c->closing)
		return false;
	c->waking = true;
	take(c);
	return true;
}

/* The same, to tend the face. */
static bool may_tend(struct conn *c)
{
	c->asked = c->tended;
	return c->tended && may_call(c);
}

static void converse(struct conn *c);

static void on_sent(void *arg)
{
	struct conn *c = arg;
	int result = nng_aio_result(c->send_aio);
	bool reader = false;
	pthread_mutex_lock(&c->lock);
	c->busy = false;
	if (result != 0)
		reader = close_locked(c);
	else
		c->sent += nng_aio_count(c->send_aio);
	pump(c);
	bool resume = unpark(c);
	bool call = c->starved && !stuck(c) && may_tend(c);
	pthread_mutex_unlock(&c->lock);
	if (call)
		attendants_call(c->owner->attendants, c);
	if (reader)
		conn_drop(c);
	if (resume)
		converse(c);
	conn_drop(c);
}

/* ---- Calls that are answered later ------------------------------------ */

void conn_hold(struct conn *c)
{
	atomic_fetch_add(&c->in_flight, 1);
	take(c);
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
	kept = kept && hand_over(c, &c->plain);
	bool reader = !kept && close_locked(c);
	c->asked = true;
	bool call = may_call(c);
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
		empty(&c->in);
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
	size_t left = c->in.size < input_most(c) ? input_most(c) - c->in.size : 0;
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
	(void)close_locked(c);
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
		(void)close_locked(c);
	if (c->closing) {
		*leave = true;
		return false;
	}
	if (stuck(c)) {
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
	next = hand_over_batch(c, c->ended ? FACE_END : next);
	if (c->missed && next != FACE_END)
		next = FACE_FULL;
	c->missed = false;
	pthread_mutex_unlock(&c->turn);
	pump(c);
	c->backlog = waiting_bytes(c);
	return next;
}

/* The reader: feeds, hands the replies over, and goes on, parks or leaves. */
static void converse(struct conn *c)
{
	bool again, leave, call;
	do {
		int64_t now = clock_monotonic();
		note_busy(c, now);
		size_t messages;
		enum face_next next = take_turn(c, now, &messages);
		again = go_on(c, next, messages, now, &leave);
		call = c->lingers && may_call(c);
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
		c->backlog = waiting_bytes(c);
		pthread_mutex_unlock(&c->lock);
		enum face_next next = c->face->tend(c, c->state, clock_monotonic());
		pthread_mutex_lock(&c->lock);
		next = hand_over_batch(c, next);
		pump(c);
		if (next == FACE_END)
			reader = close_locked(c);
		c->starved = next == FACE_FULL && stuck(c);
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
	pump(c);
	bool resume = unpark(c) || look_again(c, &leave);
	bool call = c->lingers && may_call(c);
	pthread_mutex_unlock(&c->lock);
	if (resume)
		converse(c);
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
	bool call = may_tend(c);
	pthread_mutex_unlock(&c->lock);
	if (call)
		attendants_call(c->owner->attendants, c);
}

static void on_received(void *arg)
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
	converse(c);
}

void conn_start(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool started = !c->closing && start_receive(c);
	if (!started)
		(void)close_locked(c);
	pthread_mutex_unlock(&c->lock);
	if (!started)
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
	return now > c->since + most[c->mood] * NS_PER_MS;
}

/* A connection that is not closing still has its reader's reference, so that
 * another can be taken. */
bool conn_overdue(struct conn *c, int64_t now)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->closing && overdue(c, now);
	if (yes)
		take(c);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

bool conn_silent(struct conn *c, int64_t since)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->closing && !c->busy && !c->parked && atomic_load(&c->in_flight) == 0 &&
		   atomic_load(&c->kept) == 0 && c->since < since;
	if (yes)
		take(c);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

bool conn_take(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->closing;
	if (yes)
		take(c);
	pthread_mutex_unlock(&c->lock);
	return yes;
}

bool conn_drained(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool yes = !c->busy && !c->waking && waiting_bytes(c) == 0 && atomic_load(&c->kept) == 0;
	if (yes) {
		yes = pthread_mutex_trylock(&c->turn) == 0;
		if (yes)
			pthread_mutex_unlock(&c->turn);
	}
	yes = yes || c->closing;
	pthread_mutex_unlock(&c->lock);
	return yes;
}

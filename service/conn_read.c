#include "service/conn_parts.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

#define TURNS_MOST 16 /* of a face in one visit; then other connections have theirs */

/* ---- Receiving -------------------------------------------------------- */

/* Makes room in the input for what comes. It grows as bytes come, never by what a message
 * claims. */
static bool make_room(struct conn *c)
{
	size_t left = c->in.size < conn_input_most(c) ? conn_input_most(c) - c->in.size : 0;
	size_t more = c->in.capacity < INPUT_BYTES ? INPUT_BYTES - c->in.size : 1;
	if (more > left)
		more = left;
	return left > 0 && buffer_reserve(&c->in, more) == STATUS_OK;
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

static void take_secret(struct conn *c, struct bytes came)
{
	enum tls_state state = tls_take(c->tls, came, &c->in, &c->out);
	c->over = state == TLS_ENDED || (state == TLS_OPEN && !c->known && !recognise_peer(c));
	if (c->over && !c->known)
		conn_broken(c, "came to no agreement about TLS");
}

bool conn_receive(struct conn *c)
{
	if (c->tls == NULL && !make_room(c)) {
		conn_close(c);
		return false;
	}
	uint8_t *room = c->tls == NULL ? c->in.data + c->in.size : loop_room(c->loop);
	size_t size = c->tls == NULL ? c->in.capacity - c->in.size : LOOP_ROOM;
	ssize_t count = recv(c->fd, room, size, 0);
	if (count > 0 && c->tls != NULL)
		take_secret(c, bytes_of(room, (size_t)count));
	else if (count > 0)
		c->in.size += (size_t)count;
	else if (count == 0)
		c->ended = true;
	else if (errno != EAGAIN && errno != EINTR)
		conn_close(c);
	return count > 0;
}

/* ---- The face --------------------------------------------------------- */

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
	if (c->face == NULL) {
		if (!possible)
			conn_broken(c, "began with no greeting of SP, HTTP/2 or HTTP/1.1");
		return possible ? FACE_HELLO : FACE_END;
	}
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

/* Notes what is waited for now, and since when. A message's time runs from its first
 * byte, the handshake's from accepting. */
static void note_mood(struct conn *c, enum face_next next, size_t messages, int64_t now)
{
	bool same = next == c->mood && messages == 0;
	if (next == FACE_IDLE || !same)
		c->since = now;
	c->mood = next;
}

/* Sends what a turn at the face gave; true where it is to have another. One that has to
 * wait for room, or lets others have their turns, is parked. */
static bool end_turn(struct conn *c, enum face_next next, int turn)
{
	next = conn_seal(c, next);
	conn_pump(c);
	if (next == FACE_END)
		conn_close(c);
	if (c->fd < 0)
		return false;
	bool stuck = conn_stuck(c), yields = next == FACE_FULL && turn == TURNS_MOST;
	if (yields && !stuck)
		conn_call(c);
	c->parked = c->parked || stuck || yields;
	if (c->parked)
		c->mood = FACE_FULL;
	return next == FACE_FULL && !stuck && !yields;
}

void conn_feed(struct conn *c, int64_t now)
{
	size_t messages;
	enum face_next next;
	int turn = 0;
	c->parked = false;
	c->halved = false;
	c->visited = now;
	do {
		c->unladen = conn_batch(c)->size;
		next = feed(c, now, &messages);
	} while (end_turn(c, next, ++turn));
	if (c->fd >= 0 && !c->parked)
		note_mood(c, next, messages, now);
}

void conn_tend(struct conn *c, int64_t now)
{
	enum face_next next;
	int turn = 0;
	do {
		c->unladen = conn_batch(c)->size;
		next = conn_tended(c) ? c->face->tend(c, c->state, now) : FACE_IDLE;
	} while (end_turn(c, next, ++turn));
}

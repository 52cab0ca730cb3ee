#include "service/conn_parts.h"

#include <sys/epoll.h>

#include "base/time.h"

/* ---- Deadlines -------------------------------------------------------- */

static bool is_overdue(const struct conn *c, int64_t now)
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
	if (c->mood == FACE_IDLE && (atomic_load(&c->in_flight) > 0 || conn_waiting_bytes(c) > 0))
		return false;
	return c->retiring || now > c->since + most[c->mood] * NS_PER_MS;
}

static bool is_silent(const struct conn *c)
{
	return c->fd >= 0 && !c->retiring && !c->parked && conn_waiting_bytes(c) == 0 &&
	       atomic_load(&c->in_flight) == 0 && c->kept == 0;
}

/* Ends one that is overdue or silent; its face is let say so first, where it is idle
 * and was not let yet. */
static void part(struct conn *c)
{
	if (!c->retiring && c->mood == FACE_IDLE && conn_tended(c))
		c->retiring = true;
	else
		conn_close(c);
}

/* What the owner wants of it, and the clock. One that is to make way does so once it is
 * silent: a late reply may have come since it was chosen, and another has its place. */
static void judge(struct conn *c, int64_t now)
{
	if (atomic_load(&c->owner->ending)) {
		conn_close(c);
	} else if (is_overdue(c, now)) {
		atomic_fetch_add(&c->owner->overdue, !c->retiring);
		if (c->mood == FACE_HELLO)
			conn_broken(c, "did not greet in time");
		part(c);
	} else if (atomic_load(&c->unwanted) && is_silent(c)) {
		part(c);
	}
}

/* ---- Visits ----------------------------------------------------------- */

/* Whether no thread has anything to do with it but this one. */
static bool is_alone(struct conn *c)
{
	pthread_mutex_lock(&c->lock);
	bool alone = !c->called && atomic_load(&c->in_flight) == 0;
	pthread_mutex_unlock(&c->lock);
	return alone;
}

static void go(struct conn *c)
{
	struct conn_owner *owner = c->owner;
	conn_free(c);
	owner->gone(owner);
}

static void watch(struct conn *c)
{
	uint32_t events = 0;
	if (!c->parked && !c->ended)
		events |= EPOLLIN;
	if (c->send_deadline != 0)
		events |= EPOLLOUT;
	if (events == c->watched)
		return;
	c->watched = events;
	loop_watch(c->loop, c, events);
}

/* Closes what has ended, and leaves what others look at. */
static void end_visit(struct conn *c)
{
	bool waits = conn_waiting_bytes(c) + c->kept > 0;
	if (c->ended && !waits && is_alone(c))
		conn_close(c);
	if (c->fd < 0) {
		if (is_alone(c))
			go(c);
		return;
	}
	watch(c);
	atomic_store_explicit(&c->silent_since, is_silent(c) ? c->since : INT64_MAX, memory_order_relaxed);
	atomic_store(&c->unsettled, waits);
}

/* What is not read from says only by these events that its peer is gone. */
static bool is_gone(const struct conn *c, uint32_t events)
{
	return (c->watched & EPOLLIN) == 0 && (events & (EPOLLHUP | EPOLLERR)) != 0;
}

static void visit(struct conn *c, uint32_t events)
{
	int64_t now = clock_monotonic();
	atomic_store(&c->unsettled, true);
	if (is_gone(c, events))
		conn_close(c);
	if (c->fd >= 0 && (events & EPOLLOUT) != 0)
		conn_pump(c);
	bool readable = (events & ~(uint32_t)EPOLLOUT) != 0 && !c->ended;
	if (c->fd >= 0 && (c->parked ? !conn_stuck(c) : readable && conn_receive(c)))
		conn_feed(c, now);
	end_visit(c);
}

static void called(struct conn *c)
{
	int64_t now = clock_monotonic();
	bool parked = c->parked;
	if (!conn_take_late(c, now))
		conn_close(c);
	if (c->fd >= 0)
		judge(c, now);
	if (c->fd >= 0)
		conn_tend(c, now);
	if (c->fd >= 0 && parked && !conn_stuck(c))
		conn_feed(c, now);
	end_visit(c);
}

const struct loop_visitor conn_visitor = { .visit = visit, .called = called };

#include "service/loop.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/time.h"
#include "service/conn.h"

#define LOOPS_MOST 8
#define EVENTS_MOST 64 /* of one turn */
#define LOOK_NS 50000  /* to look for more before sleeping */
#define SOON_NS 100000 /* a sleep as short as that was not worth it */

struct loop {
	const struct loop_visitor *visitor;
	int poller, bell; /* epoll's, and the eventfd that wakes it */
	pthread_t thread;
	atomic_size_t load;   /* connections */
	atomic_bool asleep;   /* set under the lock where the list is empty */
	pthread_mutex_t lock; /* for all that follows */
	struct conn *first, *last;
	bool ends;
	uint8_t room[LOOP_ROOM];
};

struct loops {
	size_t count;
	struct loop each[];
};

/* ---- The list --------------------------------------------------------- */

static void ring(struct loop *loop)
{
	const uint64_t one = 1;
	ssize_t written = write(loop->bell, &one, sizeof one);
	assert(written == sizeof one); /* it counts far beyond the calls of a sleep */
	(void)written;
}

void loop_call(struct loop *loop, struct conn *c)
{
	c->next_called = NULL;
	pthread_mutex_lock(&loop->lock);
	if (loop->first == NULL)
		loop->first = c;
	else
		loop->last->next_called = c;
	loop->last = c;
	pthread_mutex_unlock(&loop->lock);
	if (atomic_exchange(&loop->asleep, false))
		ring(loop);
}

static struct conn *take_list(struct loop *loop)
{
	pthread_mutex_lock(&loop->lock);
	struct conn *list = loop->first;
	loop->first = loop->last = NULL;
	pthread_mutex_unlock(&loop->lock);
	return list;
}

/* Whether to wait for events: nobody has called. */
static bool may_sleep(struct loop *loop, bool *ends)
{
	pthread_mutex_lock(&loop->lock);
	bool empty = loop->first == NULL;
	*ends = loop->ends && empty;
	atomic_store(&loop->asleep, empty && !*ends);
	pthread_mutex_unlock(&loop->lock);
	return empty;
}

/* ---- Turns ------------------------------------------------------------ */

static void visit_called(struct loop *loop)
{
	struct conn *list = take_list(loop);
	while (list != NULL) {
		struct conn *c = list;
		list = c->next_called;
		loop->visitor->called(c);
	}
}

static bool is_called(struct loop *loop)
{
	pthread_mutex_lock(&loop->lock);
	bool called = loop->first != NULL;
	pthread_mutex_unlock(&loop->lock);
	return called;
}

/* Looks for events without sleeping, for a while in which others may run: a peer that
 * asks one thing after the other soon asks again, and to be woken costs more. */
static int look(struct loop *loop, struct epoll_event *events)
{
	int64_t until = clock_monotonic() + LOOK_NS;
	int count;
	while ((count = epoll_wait(loop->poller, events, EVENTS_MOST, 0)) == 0 && !is_called(loop) &&
	       clock_monotonic() < until)
		sched_yield();
	return count;
}

/* Sleeps until there are events or somebody calls; *soon says whether that was at once. */
static int await(struct loop *loop, struct epoll_event *events, bool *soon, bool *ends)
{
	int64_t since = clock_monotonic();
	int patience = may_sleep(loop, ends) ? -1 : 0;
	int count = *ends ? 0 : epoll_wait(loop->poller, events, EVENTS_MOST, patience);
	atomic_store(&loop->asleep, false);
	*soon = clock_monotonic() - since < SOON_NS;
	return count;
}

static void *carry(void *arg)
{
	struct loop *loop = arg;
	struct epoll_event events[EVENTS_MOST];
	bool keen = false, soon, ends = false; /* keen: to look before it sleeps */
	for (;;) {
		int count = keen ? look(loop, events) : 0;
		if (count == 0) {
			count = await(loop, events, &soon, &ends);
			keen = soon && !keen; /* where looking was in vain, it sleeps once */
		}
		if (ends)
			return NULL;
		for (int i = 0; i < count; i++)
			if (events[i].data.ptr != NULL) /* which is the bell */
				loop->visitor->visit(events[i].data.ptr, events[i].events);
		visit_called(loop);
	}
}

/* ---- Watching --------------------------------------------------------- */

bool loop_watch_begin(struct loop *loop, struct conn *c, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = c };
	return epoll_ctl(loop->poller, EPOLL_CTL_ADD, c->fd, &event) == 0;
}

void loop_watch(struct loop *loop, struct conn *c, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = c };
	(void)epoll_ctl(loop->poller, EPOLL_CTL_MOD, c->fd, &event); /* it needs no memory */
}

void loop_watch_end(struct loop *loop, struct conn *c)
{
	struct epoll_event none = { 0 };
	(void)epoll_ctl(loop->poller, EPOLL_CTL_DEL, c->fd, &none);
}

struct loop *loops_pick(struct loops *loops)
{
	struct loop *least = &loops->each[0];
	for (size_t i = 1; i < loops->count; i++)
		if (atomic_load(&loops->each[i].load) < atomic_load(&least->load))
			least = &loops->each[i];
	atomic_fetch_add(&least->load, 1);
	return least;
}

void loop_leave(struct loop *loop)
{
	atomic_fetch_sub(&loop->load, 1);
}

uint8_t *loop_room(struct loop *loop)
{
	return loop->room;
}

/* ---- Opening and closing ---------------------------------------------- */

static int make_poller(struct loop *loop)
{
	struct epoll_event bell = { .events = EPOLLIN | EPOLLET };
	loop->poller = epoll_create1(EPOLL_CLOEXEC);
	loop->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	bool made =
		loop->poller >= 0 && loop->bell >= 0 && epoll_ctl(loop->poller, EPOLL_CTL_ADD, loop->bell, &bell) == 0;
	return made ? 0 : errno;
}

static void loop_fini(struct loop *loop)
{
	if (loop->poller >= 0)
		close(loop->poller);
	if (loop->bell >= 0)
		close(loop->bell);
	pthread_mutex_destroy(&loop->lock);
}

static int loop_init(struct loop *loop, const struct loop_visitor *visitor)
{
	loop->visitor = visitor;
	pthread_mutex_init(&loop->lock, NULL);
	int number = make_poller(loop);
	if (number == 0)
		number = pthread_create(&loop->thread, NULL, carry, loop);
	if (number != 0)
		loop_fini(loop);
	return number;
}

enum status loops_open(const struct loop_visitor *visitor, struct loops **out, struct error *error)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = processors < 1 ? 1 : processors > LOOPS_MOST ? LOOPS_MOST : (size_t)processors;
	struct loops *loops = calloc(1, sizeof *loops + count * sizeof *loops->each);
	if (loops == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for a listener.");
	for (; loops->count < count; loops->count++) {
		int number = loop_init(&loops->each[loops->count], visitor);
		if (number == 0)
			continue;
		loops_close(loops);
		return error_set_errno(error, number, "Cannot start the threads of a listener");
	}
	*out = loops;
	return STATUS_OK;
}

void loops_close(struct loops *loops)
{
	for (size_t i = 0; loops != NULL && i < loops->count; i++) {
		struct loop *loop = &loops->each[i];
		pthread_mutex_lock(&loop->lock);
		loop->ends = true;
		pthread_mutex_unlock(&loop->lock);
		ring(loop);
		pthread_join(loop->thread, NULL);
		loop_fini(loop);
	}
	free(loops);
}

#include "service/watch.h"

#include <stdlib.h>

#include "base/condition.h"
#include "base/time.h"

#define EARLY_MOST (NS_PER_SECOND / 2) /* before the caller's own deadline */

struct watch {
	struct store *store;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct call *parked;  /* held against the record already */
	struct call *arrived; /* not yet */
	size_t count, most;
	bool news; /* the store told of a commit */
	bool left; /* a caller went away */
	bool ending, closing;
};

static void committed(void *arg, int64_t revision)
{
	struct watch *watch = arg;
	(void)revision;
	pthread_mutex_lock(&watch->lock);
	watch->news = true;
	pthread_cond_signal(&watch->wake);
	pthread_mutex_unlock(&watch->lock);
}

/* When a call without news is answered: a tenth of its time before it ends. */
static int64_t give_up_at(const struct call *call)
{
	int64_t early = (call->deadline - call->arrived) / 10;
	return call->deadline - (early < EARLY_MOST ? early : EARLY_MOST);
}

/* Holds a call against the record; false where it has to go on waiting. */
static bool tell(struct watch *watch, struct call *call)
{
	call_rewind(call);
	if (call_is_cancelled(call)) {
		call_finish(call, call_on_time(call));
		return true;
	}
	enum status status = store_read(watch->store, &call->txn, &call->error);
	if (status != STATUS_OK) {
		call_finish(call, status);
		return true;
	}
	call_saw_latest(call);
	call->told = false;
	call->look_at = INT64_MAX;
	status = call->method->handle(call);
	bool done = status != STATUS_OK || call->told || clock_monotonic() >= give_up_at(call);
	if (done)
		call_answer(call, status);
	store_read_end(call->txn);
	if (done)
		call_give(call);
	return done;
}

static bool refuse(struct watch *watch, struct call *call)
{
	(void)watch;
	call_finish(call, error_set(&call->error, STATUS_UNAVAILABLE, "CLOSING",
				    "The service is closing; watch again from the same revision."));
	return true;
}

static void push(struct call **list, struct call *call)
{
	call->next = *list;
	*list = call;
}

/* Takes out what is to be looked at now: all that arrived, all where there is
 * news, and those whose time is up. Sets *next to when the others' is. */
static struct call *due(struct watch *watch, int64_t *next)
{
	struct call *list = watch->arrived, *parked = watch->parked;
	bool all = watch->news || watch->ending, left = watch->left;
	int64_t now = clock_monotonic();
	watch->arrived = watch->parked = NULL;
	watch->news = watch->left = false;
	*next = INT64_MAX;
	while (parked != NULL) {
		struct call *call = parked;
		parked = call->next;
		int64_t until = give_up_at(call);
		if (call->look_at < until)
			until = call->look_at;
		if (all || now >= until || (left && call_is_cancelled(call))) {
			push(&list, call);
			continue;
		}
		push(&watch->parked, call);
		if (until < *next)
			*next = until;
	}
	return list;
}

static void look(struct watch *watch, struct call *list)
{
	bool (*const handle)(struct watch *, struct call *) = watch->ending ? refuse : tell;
	struct call *waiting = NULL;
	size_t done = 0;
	pthread_mutex_unlock(&watch->lock);
	while (list != NULL) {
		struct call *call = list;
		list = call->next;
		if (handle(watch, call))
			done++;
		else
			push(&waiting, call);
	}
	pthread_mutex_lock(&watch->lock);
	watch->count -= done;
	while (waiting != NULL) {
		struct call *call = waiting;
		waiting = call->next;
		push(&watch->parked, call);
	}
}

static void *work(void *arg)
{
	struct watch *watch = arg;
	pthread_mutex_lock(&watch->lock);
	while (!watch->closing) {
		int64_t next;
		struct call *list = due(watch, &next);
		if (list != NULL)
			look(watch, list);
		else
			condition_wait(&watch->wake, &watch->lock, next);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

enum status watch_open(struct store *store, size_t most, struct watch **out, struct error *error)
{
	struct watch *watch = calloc(1, sizeof *watch);
	if (watch == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				 "No memory for the watches of the service.");
	watch->store = store;
	watch->most = most;
	pthread_mutex_init(&watch->lock, NULL);
	condition_init(&watch->wake);
	int failed = pthread_create(&watch->thread, NULL, work, watch);
	if (failed != 0) {
		pthread_cond_destroy(&watch->wake);
		pthread_mutex_destroy(&watch->lock);
		free(watch);
		return error_set_errno(error, failed, "Cannot start a thread of the service");
	}
	store_on_commit(store, committed, watch);
	*out = watch;
	return STATUS_OK;
}

static void signal_flag(struct watch *watch, bool *flag)
{
	pthread_mutex_lock(&watch->lock);
	*flag = true;
	pthread_cond_signal(&watch->wake);
	pthread_mutex_unlock(&watch->lock);
}

void watch_close(struct watch *watch)
{
	if (watch == NULL)
		return;
	store_on_commit(watch->store, NULL, NULL);
	signal_flag(watch, &watch->closing);
	pthread_join(watch->thread, NULL);
	pthread_cond_destroy(&watch->wake);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
}

void watch_cancelled(struct watch *watch)
{
	signal_flag(watch, &watch->left);
}

void watch_end(struct watch *watch)
{
	signal_flag(watch, &watch->ending);
}

enum status watch_park(struct watch *watch, struct call *call)
{
	pthread_mutex_lock(&watch->lock);
	bool full = watch->count >= watch->most;
	if (!full) {
		push(&watch->arrived, call);
		watch->count++;
		pthread_cond_signal(&watch->wake);
	}
	pthread_mutex_unlock(&watch->lock);
	if (full)
		return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "QUEUE_FULL",
				 "Too many calls watch; call again later.");
	return STATUS_OK;
}

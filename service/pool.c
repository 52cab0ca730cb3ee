#include "service/pool.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct call *first, **last;
	size_t queued, queue_most;
	bool closing;
	int nice, thread_count;
	pthread_t threads[];
};

static struct call *next_call(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	while (pool->first == NULL && !pool->closing)
		pthread_cond_wait(&pool->wake, &pool->lock);
	struct call *call = pool->first;
	if (call != NULL) {
		pool->first = call->next;
		if (pool->first == NULL)
			pool->last = &pool->first;
		pool->queued--;
	}
	pthread_mutex_unlock(&pool->lock);
	return call;
}

static void *work(void *arg)
{
	struct pool *pool = arg;
	struct call *call;
	if (pool->nice > 0) /* of this thread: on Linux each has its own */
		(void)setpriority(PRIO_PROCESS, (id_t)gettid(), getpriority(PRIO_PROCESS, 0) + pool->nice);
	while ((call = next_call(pool)) != NULL)
		call->step(call);
	return NULL;
}

enum status pool_open(int threads, int nice, size_t queue_most, struct pool **out, struct error *error)
{
	struct pool *pool = calloc(1, sizeof *pool + (size_t)threads * sizeof *pool->threads);
	if (pool == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				 "No memory for the threads of the service.");
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->wake, NULL);
	pool->last = &pool->first;
	pool->nice = nice;
	pool->queue_most = queue_most;
	for (; pool->thread_count < threads; pool->thread_count++) {
		int failed = pthread_create(&pool->threads[pool->thread_count], NULL, work, pool);
		if (failed != 0) {
			pool_close(pool);
			return error_set_errno(error, failed, "Cannot start a thread of the service");
		}
	}
	*out = pool;
	return STATUS_OK;
}

void pool_close(struct pool *pool)
{
	if (pool == NULL)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	pthread_cond_broadcast(&pool->wake);
	pthread_mutex_unlock(&pool->lock);
	for (int i = 0; i < pool->thread_count; i++)
		pthread_join(pool->threads[i], NULL);
	pthread_cond_destroy(&pool->wake);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

enum status pool_submit(struct pool *pool, struct call *call, void (*step)(struct call *call))
{
	pthread_mutex_lock(&pool->lock);
	bool full = pool->queued >= pool->queue_most;
	if (!full) {
		call->step = step;
		call->next = NULL;
		*pool->last = call;
		pool->last = &call->next;
		pool->queued++;
		pthread_cond_signal(&pool->wake);
	}
	pthread_mutex_unlock(&pool->lock);
	if (full)
		return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "QUEUE_FULL",
				 "Too many calls wait; call again later.");
	return STATUS_OK;
}

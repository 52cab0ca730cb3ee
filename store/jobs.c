#include "store/live.h"

#include <assert.h>

/* Under the mutex: whether a job is taken. */
static enum status check_open(const struct writer *writer, struct error *error)
{
	if (writer->store->read_only)
		return error_set(error, STATUS_FAILED_PRECONDITION, "READ_ONLY", "The store was opened to be read.");
	if (writer->closing)
		return error_set(error, STATUS_UNAVAILABLE, "CLOSING", "The store is being closed.");
	if (writer->queued >= writer->queue_most)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "QUEUE_FULL",
				 "%zu changes wait to be written: too many. Try again later.", writer->queued);
	return STATUS_OK;
}

void store_submit(struct store *store, struct store_job *job)
{
	struct writer *writer = &store->writer;
	job->next = NULL;
	pthread_mutex_lock(&writer->mutex);
	enum status status = check_open(writer, &job->error);
	if (status == STATUS_OK) {
		if (writer->last == NULL)
			writer->first = job;
		else
			writer->last->next = job;
		writer->last = job;
		writer->queued++;
		pthread_cond_signal(&writer->wake);
	}
	pthread_mutex_unlock(&writer->mutex);
	if (status != STATUS_OK) {
		job->status = status;
		job->done(job, status);
	}
}

struct waiter {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	bool over;
	void (*done)(struct store_job *job, enum status status);
};

static void wake_up(struct store_job *job, enum status status)
{
	struct waiter *waiter = job->waiter;
	if (waiter->done != NULL)
		waiter->done(job, status);
	pthread_mutex_lock(&waiter->mutex);
	waiter->over = true;
	pthread_cond_signal(&waiter->changed);
	pthread_mutex_unlock(&waiter->mutex);
}

enum status store_write(struct store *store, struct store_job *job)
{
	struct waiter waiter = { .done = job->done };
	assert(!store->writer.running || !pthread_equal(pthread_self(), store->writer.thread));
	pthread_mutex_init(&waiter.mutex, NULL);
	pthread_cond_init(&waiter.changed, NULL);
	job->waiter = &waiter;
	job->done = wake_up;
	store_submit(store, job);
	pthread_mutex_lock(&waiter.mutex);
	while (!waiter.over)
		pthread_cond_wait(&waiter.changed, &waiter.mutex);
	pthread_mutex_unlock(&waiter.mutex);
	pthread_mutex_destroy(&waiter.mutex);
	pthread_cond_destroy(&waiter.changed);
	job->done = waiter.done;
	job->waiter = NULL;
	return job->status;
}

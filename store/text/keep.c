#include "store/live.h"

#include "base/condition.h"
#include "store/text/private.h"

#define LOOK_EVERY (NS_PER_SECOND / 4) /* whether much is still written */

int64_t text_rest = TEXT_REST;

static enum status run_sweep(struct store_job *job, struct store_txn *txn)
{
	return text_sweep(txn, &job->error);
}

/* Drops what is left of merges, some in each commit. */
static enum status sweep(struct keeper *keeper)
{
	struct store_txn *txn;
	struct error error;
	bool any = true;
	while (!atomic_load(&keeper->closing)) {
		struct store_job job = { .run = run_sweep };
		enum status status = pool_begin(&keeper->store->pool, &txn, &error);
		if (status != STATUS_OK)
			return status;
		status = text_sweep_look(txn, &any, &error);
		pool_end(txn);
		if (status == STATUS_OK && any)
			status = store_write(keeper->store, &job);
		if (status != STATUS_OK || !any)
			return status;
	}
	return STATUS_OK;
}

/* Merges once. *done: there was nothing to merge. */
static enum status work(struct keeper *keeper, bool at_rest, bool *done)
{
	struct error error;
	enum status status = sweep(keeper);
	return status == STATUS_OK ? text_merge_beside(keeper->store, at_rest, &keeper->closing, done, &error) : status;
}

static bool has_changed(struct keeper *keeper)
{
	pthread_mutex_lock(&keeper->mutex);
	bool changed = keeper->changed;
	pthread_mutex_unlock(&keeper->mutex);
	return changed;
}

/* Until there is nothing more; whether that is so. What fails is tried again after a later
 * commit. */
static bool work_off(struct keeper *keeper, bool rested)
{
	bool done = false, busy = false;
	enum status status = STATUS_OK;
	while (!done && status == STATUS_OK && !atomic_load(&keeper->closing)) {
		busy = text_much_is_written(keeper->store);
		status = work(keeper, rested && !busy && !has_changed(keeper), &done);
	}
	return !busy || status != STATUS_OK;
}

/* Waits; false where something is wanted before the time has passed. */
static bool passes(struct keeper *keeper, int64_t time)
{
	const int64_t until = clock_monotonic() + time;
	while (!keeper->wanted && !atomic_load(&keeper->closing))
		if (!condition_wait(&keeper->wake, &keeper->mutex, until))
			return true;
	return false;
}

/* Waits, with the mutex held, for something to merge, or for a rest after the last commit:
 * true for a rest. While it waits for that a commit does not wake it. */
static bool wait_for_work(struct keeper *keeper)
{
	while (!keeper->wanted && !atomic_load(&keeper->closing)) {
		if (!keeper->changed) {
			keeper->idle = true;
			pthread_cond_wait(&keeper->wake, &keeper->mutex);
			keeper->idle = false;
			continue;
		}
		keeper->changed = false;
		if (passes(keeper, text_rest) && !keeper->changed)
			return true;
		keeper->changed = true;
	}
	return false;
}

static void *serve(void *arg)
{
	struct keeper *keeper = arg;
	for (bool done = true;;) {
		bool rested = false;
		pthread_mutex_lock(&keeper->mutex);
		if (done)
			rested = wait_for_work(keeper);
		else
			passes(keeper, LOOK_EVERY);
		keeper->wanted = false;
		pthread_mutex_unlock(&keeper->mutex);
		if (atomic_load(&keeper->closing))
			return NULL;
		done = work_off(keeper, rested);
	}
}

/* A store that was closed during a merge begins with it. */
enum status keeper_init(struct keeper *keeper, struct store *store, struct error *error)
{
	if (store->read_only || text_index_of(store->indexes) == NULL)
		return STATUS_OK;
	keeper->store = store;
	keeper->wanted = keeper->changed = true;
	keeper->idle = false;
	atomic_init(&keeper->closing, false);
	pthread_mutex_init(&keeper->mutex, NULL);
	condition_init(&keeper->wake);
	int code = pthread_create(&keeper->thread, NULL, serve, keeper);
	keeper->running = code == 0;
	return code == 0 ? STATUS_OK : error_set_errno(error, code, "Cannot start the merging of the text index");
}

void keeper_fini(struct keeper *keeper)
{
	if (keeper->store == NULL)
		return;
	if (keeper->running) {
		pthread_mutex_lock(&keeper->mutex);
		atomic_store(&keeper->closing, true);
		pthread_cond_signal(&keeper->wake);
		pthread_mutex_unlock(&keeper->mutex);
		pthread_join(keeper->thread, NULL);
	}
	pthread_mutex_destroy(&keeper->mutex);
	pthread_cond_destroy(&keeper->wake);
}

void keeper_note(struct keeper *keeper, bool merge)
{
	if (keeper->store == NULL) /* there is no text index */
		return;
	pthread_mutex_lock(&keeper->mutex);
	keeper->changed = true;
	keeper->wanted = keeper->wanted || merge;
	if (merge || keeper->idle)
		pthread_cond_signal(&keeper->wake);
	pthread_mutex_unlock(&keeper->mutex);
}

#include "store/live.h"

#include <errno.h>
#include <stdlib.h>

#include "base/condition.h"
#include "base/time.h"
#include "store/text/private.h"

#define READERS_EVERY (60 * NS_PER_SECOND)
#define HALT_EVERY NS_PER_SECOND

/* ---- One commit ---------------------------------------------------------- */

/* Whether a code concerns the whole commit, not the job that met it. */
static bool concerns_all(int code)
{
	return code > 0 || code == MDB_MAP_FULL || code == MDB_TXN_FULL || code == MDB_PANIC;
}

static void settle(struct store_job *job, enum status status)
{
	job->status = status;
	if (status != STATUS_OK && job->error.status != status)
		error_set(&job->error, status, "STORE", "The store refused the change.");
}

static struct store_txn txn_of(struct writer *writer, MDB_txn *mdb, int64_t revision)
{
	const struct store *store = writer->store;
	return (struct store_txn){
		.env = &store->env,
		.mdb = mdb,
		.revision = revision,
		.oldest = store->pool.oldest,
		.indexes = store->indexes,
		.work = &writer->work,
		.remember_ns = store->remember_ns,
		.remember_count = store->remember_count,
	};
}

/* One try at a group of jobs, in one transaction. Where one of several fails after it has
 * written, what it wrote cannot be told from what the others did: then all are tried again
 * apart, each in a child transaction. */
struct attempt {
	struct writer *writer;
	MDB_txn *parent;
	bool apart, spoilt, kept; /* spoilt: is to be made again, apart; kept: any job is */
	int64_t before, revision;
	struct store_job *jobs;
};

/* A job apart leaves nothing to be written later, which might not be kept. */
static enum status run(struct attempt *a, struct store_job *job, struct store_txn *txn)
{
	job->error = (struct error){ 0 };
	enum status status = job->run(job, txn);
	if (status == STATUS_OK)
		status = txn->failed;
	return status == STATUS_OK && a->apart ? late_write(txn, &job->error) : status;
}

/* Ends a job's own transaction. */
static int close_apart(struct attempt *a, struct store_txn *txn, size_t texts, bool keep)
{
	struct work *work = &a->writer->work;
	late_clear(&work->late);
	if (keep)
		return mdb_txn_commit(txn->mdb);
	mdb_txn_abort(txn->mdb);
	work->texts.size = texts;
	return 0;
}

/* Answers a code that concerns the whole commit, or 0. */
static int run_job(struct attempt *a, struct store_job *job)
{
	struct store_txn txn = txn_of(a->writer, a->parent, a->revision);
	size_t texts = a->writer->work.texts.size;
	int code = a->apart ? mdb_txn_begin(txn.env->mdb, a->parent, 0, &txn.mdb) : 0;
	if (code != 0)
		return code;
	enum status status = run(a, job, &txn);
	code = concerns_all(txn.code) ? txn.code : 0;
	bool keep = status == STATUS_OK && code == 0;
	if (a->apart) {
		int ended = close_apart(a, &txn, texts, keep);
		code = code == 0 ? ended : code;
	} else {
		a->spoilt = !keep && txn.wrote && a->jobs->next != NULL;
	}
	if (keep) {
		a->revision = txn.revision;
		a->kept = true;
	}
	settle(job, status);
	return code;
}

/* Brings terms and text index up with all jobs. Where they do not take what one of several
 * did, MDB_TXN_FULL has them tried one by one; the only one is not kept. */
static int finish_views(struct attempt *a)
{
	struct writer *writer = a->writer;
	struct store_txn txn = txn_of(writer, a->parent, a->revision);
	struct error error = { 0 };
	enum status status = text_finish(&txn, &writer->more_text, &error);
	if (concerns_all(txn.code))
		return txn.code;
	if (status == STATUS_OK)
		return 0;
	if (a->jobs->next != NULL)
		return MDB_TXN_FULL;
	a->jobs->error = error;
	settle(a->jobs, status);
	a->kept = false;
	return 0;
}

static int run_all(struct attempt *a)
{
	int code = 0;
	for (struct store_job *job = a->jobs; job != NULL && code == 0 && !a->spoilt; job = job->next)
		code = run_job(a, job);
	return code == 0 && a->kept && !a->spoilt ? finish_views(a) : code;
}

/* Runs all jobs and commits what is kept. Answers LMDB's code; where it is not 0, or the
 * attempt is spoilt, nothing of any job is kept. */
static int commit_once(struct attempt *a)
{
	struct writer *writer = a->writer;
	struct env *env = &writer->store->env;
	MDB_stat facts;
	int code = env->mdb == NULL ? MDB_PANIC : mdb_txn_begin(env->mdb, NULL, 0, &a->parent);
	if (code != 0)
		return code;
	code = mdb_stat(a->parent, env->dbi[DB_JOURNAL], &facts);
	a->revision = a->before = (int64_t)facts.ms_entries;
	a->kept = a->spoilt = false;
	writer->work.texts.size = 0;
	late_clear(&writer->work.late);
	writer->more_text = false;
	if (code == 0)
		code = run_all(a);
	if (code == 0 && a->kept && !a->spoilt) {
		const size_t id = mdb_txn_id(a->parent);
		code = mdb_txn_commit(a->parent);
		if (code == 0)
			pool_note_commit(&writer->store->pool, id);
		a->spoilt = code == MDB_BAD_TXN && !a->apart && a->jobs->next != NULL; /* a read failed in it */
		return a->spoilt ? 0 : code;
	}
	mdb_txn_abort(a->parent);
	a->revision = a->before;
	return code;
}

static int grow(struct writer *writer)
{
	struct store *store = writer->store;
	struct error error;
	pool_pause(&store->pool);
	enum status status = env_grow(&store->env, &error);
	pool_resume(&store->pool);
	return status == STATUS_OK ? 0 : ENOMEM;
}

/* The same until the map is large enough. */
static int commit(struct attempt *a)
{
	for (;;) {
		int code = commit_once(a);
		if (code == MDB_MAP_FULL)
			code = grow(a->writer);
		else if (code == MDB_MAP_RESIZED)
			code = pool_adopt_map(&a->writer->store->pool, NULL) == STATUS_OK ? 0 : ENOMEM;
		else if (code == 0 && a->spoilt)
			a->apart = true;
		else
			return code;
		if (code != 0)
			return code;
	}
}

/* ---- A group of jobs ------------------------------------------------------ */

static void finish(struct store_job *jobs)
{
	while (jobs != NULL) {
		struct store_job *job = jobs;
		jobs = job->next; /* the job may be gone after done */
		job->done(job, job->status);
	}
}

static void refuse(struct store_job *jobs, const struct error *error)
{
	for (struct store_job *job = jobs; job != NULL; job = job->next) {
		job->error = *error;
		job->status = error->status;
	}
	finish(jobs);
}

static struct halt halt_now(struct writer *writer)
{
	pthread_mutex_lock(&writer->mutex);
	struct halt halt = writer->halt;
	pthread_mutex_unlock(&writer->mutex);
	return halt;
}

static void halt_put(struct writer *writer, const struct halt *halt)
{
	pthread_mutex_lock(&writer->mutex);
	writer->halt = *halt;
	pthread_mutex_unlock(&writer->mutex);
}

static void reopen(struct store *store)
{
	pool_pause(&store->pool);
	pool_forget(&store->pool);
	enum status status = env_reopen(&store->env, NULL);
	(void)status; /* without an environment every read and write is refused */
	pool_resume(&store->pool);
}

/* After a meta page could not be written, LMDB answers MDB_PANIC to reads as well,
 * until it is opened again. */
static void reopen_after_panic(struct store *store)
{
	MDB_txn *probe;
	if (store->env.mdb == NULL)
		return;
	int code = mdb_txn_begin(store->env.mdb, NULL, MDB_RDONLY, &probe);
	if (code == 0)
		mdb_txn_abort(probe);
	if (code == MDB_PANIC)
		reopen(store);
}

static void fail(struct writer *writer, struct store_job *jobs, int code)
{
	struct halt halt;
	struct error error;
	reopen_after_panic(writer->store);
	if (halt_set(&halt, code, writer->store->folder)) {
		halt_put(writer, &halt);
		halt_error(&halt, &error);
	} else {
		env_failed(&error, code, "write to the store");
	}
	refuse(jobs, &error);
}

static void run_group(struct writer *writer, struct store_job *jobs)
{
	struct halt halt = halt_now(writer);
	if (halt.row != NULL && !halt_is_over(&halt, writer->store->folder) &&
	    !halt_may_try(&halt, clock_monotonic())) {
		struct error error;
		halt_error(&halt, &error);
		refuse(jobs, &error);
		return;
	}
	struct attempt attempt = { .writer = writer, .jobs = jobs };
	int code = commit(&attempt);
	if (code == MDB_TXN_FULL && jobs->next != NULL) { /* too much at once: one by one */
		while (jobs != NULL) {
			struct store_job *job = jobs;
			jobs = job->next;
			job->next = NULL;
			run_group(writer, job);
		}
		return;
	}
	if (code != 0) {
		fail(writer, jobs, code);
		return;
	}
	bool changed = attempt.revision != attempt.before;
	if (attempt.revision - attempt.before >= MUCH_CHANGES)
		atomic_store(&writer->much_at, clock_monotonic());
	if (halt.row != NULL && changed)
		halt_put(writer, &(struct halt){ 0 });
	if (writer->more_text || changed)
		keeper_note(&writer->store->keeper, writer->more_text);
	finish(jobs);
	pthread_mutex_lock(&writer->listening);
	if (changed && writer->committed != NULL)
		writer->committed(writer->committed_arg, attempt.revision);
	pthread_mutex_unlock(&writer->listening);
}

/* ---- The thread ------------------------------------------------------------ */

/* What is written into a file that has no name any more, or another's, is lost when it is closed. */
static bool is_in_place(const struct store *store)
{
	return !store->is_named || store->env.mdb == NULL || env_is_in_place(&store->env, store->folder);
}

/* Else changes take the pages that others are reading, who are noted in a file that has the name now. */
static bool sees_readers(const struct store *store)
{
	return !store->is_named || store->env.mdb == NULL || env_sees_readers(&store->env, store->folder);
}

/* What is done before each group, and from time to time where there are no jobs. */
static void keep_house(struct writer *writer)
{
	int64_t now = clock_monotonic();
	if (now - writer->readers_checked >= READERS_EVERY) {
		int dead;
		mdb_reader_check(writer->store->env.mdb, &dead);
		writer->readers_checked = now;
	}
	struct halt halt = halt_now(writer);
	if (halt_is_over(&halt, writer->store->folder))
		halt_put(writer, &(struct halt){ 0 });
	else if (halt.row == NULL && !is_in_place(writer->store) && halt_set(&halt, ESTALE, writer->store->folder))
		halt_put(writer, &halt);
	else if (halt.row == NULL && !sees_readers(writer->store))
		reopen(writer->store);
}

/* Under the mutex. */
static void wait_a_while(struct writer *writer)
{
	bool halted = writer->halt.row != NULL;
	int64_t until = clock_monotonic() + (halted ? HALT_EVERY : READERS_EVERY);
	condition_wait(&writer->wake, &writer->mutex, until);
}

/* Under the mutex. */
static struct store_job *take_jobs(struct writer *writer, size_t most)
{
	struct store_job *jobs = writer->first, *last = NULL;
	size_t count = 0;
	for (struct store_job *job = jobs; job != NULL && count < most; job = job->next, count++)
		last = job;
	if (last == NULL)
		return NULL;
	writer->first = last->next;
	if (writer->first == NULL)
		writer->last = NULL;
	last->next = NULL;
	writer->queued -= count;
	return jobs;
}

static void refuse_rest(struct store_job *jobs)
{
	struct error error;
	error_set(&error, STATUS_UNAVAILABLE, "CLOSING", "The store is being closed.");
	refuse(jobs, &error);
}

static void *serve(void *arg)
{
	struct writer *writer = arg;
	for (;;) {
		pthread_mutex_lock(&writer->mutex);
		if (writer->first == NULL && !writer->closing)
			wait_a_while(writer);
		bool closing = writer->closing;
		struct store_job *jobs = take_jobs(writer, closing ? SIZE_MAX : GROUP_MOST);
		pthread_mutex_unlock(&writer->mutex);
		if (closing) {
			refuse_rest(jobs);
			return NULL;
		}
		keep_house(writer);
		if (jobs != NULL)
			run_group(writer, jobs);
	}
}

enum status writer_init(struct writer *writer, struct store *store, size_t queue_most, struct error *error)
{
	*writer = (struct writer){ .store = store, .queue_most = queue_most == 0 ? QUEUE_USUAL : queue_most };
	writer->readers_checked = clock_monotonic();
	atomic_init(&writer->much_at, INT64_MIN / 2);
	condition_init(&writer->wake);
	pthread_mutex_init(&writer->mutex, NULL);
	pthread_mutex_init(&writer->listening, NULL);
	work_init(&writer->work);
	if (store->read_only)
		return STATUS_OK;
	int code = pthread_create(&writer->thread, NULL, serve, writer);
	if (code != 0) {
		writer_fini(writer);
		return error_set_errno(error, code, "Cannot start the store's writer");
	}
	writer->running = true;
	return STATUS_OK;
}

void writer_fini(struct writer *writer)
{
	if (writer->store == NULL)
		return;
	if (writer->running) {
		pthread_mutex_lock(&writer->mutex);
		writer->closing = true;
		pthread_cond_signal(&writer->wake);
		pthread_mutex_unlock(&writer->mutex);
		pthread_join(writer->thread, NULL);
	}
	work_fini(&writer->work);
	pthread_mutex_destroy(&writer->mutex);
	pthread_mutex_destroy(&writer->listening);
	pthread_cond_destroy(&writer->wake);
	*writer = (struct writer){ 0 };
}

void store_on_commit(struct store *store, void (*committed)(void *arg, int64_t revision), void *arg)
{
	pthread_mutex_lock(&store->writer.listening);
	store->writer.committed = committed;
	store->writer.committed_arg = arg;
	pthread_mutex_unlock(&store->writer.listening);
}

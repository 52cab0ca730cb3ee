/* The writer: a store that grows under those who read it, and changes of any size. */
#include "tests/support_store.h"

#include "store/live.h"
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t revision_of(struct store *store)
{
	struct store_state state;
	struct error error;
	want(STATUS_OK, store_state(store, &state, &error));
	return state.revision;
}

/* ---- Threads -------------------------------------------------------------------- */

enum { WRITERS = 8, WRITES = 60, READERS = 4 };

struct worker {
	pthread_t thread;
	struct store *store;
	int number;
	atomic_bool *stop;
	int64_t faults, done;
};

/* Each job makes two records: "pairs/N-a" and "pairs/N-b". */
struct twins {
	struct store_job job;
	int number;
	size_t body;
};

static enum status make_twins(struct store_job *job, struct store_txn *txn)
{
	struct twins *twins = (struct twins *)job;
	static const uint8_t filling[16384];
	for (int i = 0; i < 2; i++) {
		char name[32];
		int64_t revision;
		snprintf(name, sizeof name, "pairs/%06d-%c", twins->number, 'a' + i);
		struct store_entry entry = { .kind = STORE_CREATED,
					     .name = bytes_text(name),
					     .body = bytes_of(filling, twins->body) };
		enum status status = store_append(txn, &entry, &revision, &job->error);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static void *write_twins(void *arg)
{
	struct worker *worker = arg;
	for (int i = 0; i < WRITES; i++) {
		struct twins twins = { .job.run = make_twins, .number = worker->number * WRITES + i, .body = 8000 };
		if (store_write(worker->store, &twins.job) != STATUS_OK)
			worker->faults++;
		struct store_txn *txn;
		if (store_read(worker->store, &txn, NULL) != STATUS_OK) {
			worker->faults++;
			continue;
		}
		char name[32];
		struct store_change change;
		snprintf(name, sizeof name, "pairs/%06d-b", twins.number);
		worker->faults += store_get(txn, bytes_text(name), 0, &change, NULL) != STATUS_OK;
		store_read_end(txn);
	}
	return NULL;
}

/* Whoever sees one of a pair sees the other, and each body whole. */
static void *read_twins(void *arg)
{
	struct worker *worker = arg;
	do {
		struct store_txn *txn;
		struct store_scan scan;
		struct store_change change;
		int64_t seen = 0, count = -1;
		if (store_read(worker->store, &txn, NULL) != STATUS_OK) {
			worker->faults++;
			break;
		}
		if (store_scan_begin(txn, BYTES_LITERAL("pairs/"), (struct bytes){ 0 }, 0, &scan, NULL) != STATUS_OK)
			worker->faults++;
		while (store_scan_next(&scan, &change, NULL) == STATUS_OK) {
			seen++;
			worker->faults += change.body.size != 8000 || change.body.data[7999] != 0;
		}
		store_scan_end(&scan);
		worker->faults += store_count(txn, BYTES_LITERAL("pairs/"), &count, NULL) != STATUS_OK;
		worker->faults += seen % 2 != 0 || seen != count || seen != store_revision(txn);
		store_read_end(txn);
		worker->done++;
	} while (!atomic_load(worker->stop));
	return NULL;
}

/* From a map of 256 KiB to several MiB under reading threads. */
static void the_map_grows_while_others_read_and_write(void **state)
{
	struct fixture *f = *state;
	struct worker writers[WRITERS], readers[READERS];
	struct store_options options = { .indexes = support_indexes, .map_bytes = 256 << 10 };
	atomic_bool stop = false;
	struct store_state before, after;
	struct error error;
	store_close(f->store);
	f->store = support_store(f->dir, &options);
	want(STATUS_OK, store_state(f->store, &before, &error));
	for (int i = 0; i < READERS; i++) {
		readers[i] = (struct worker){ .store = f->store, .stop = &stop };
		assert_int_equal(pthread_create(&readers[i].thread, NULL, read_twins, &readers[i]), 0);
	}
	for (int i = 0; i < WRITERS; i++) {
		writers[i] = (struct worker){ .store = f->store, .number = i };
		assert_int_equal(pthread_create(&writers[i].thread, NULL, write_twins, &writers[i]), 0);
	}
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(writers[i].thread, NULL);
		assert_int_equal(writers[i].faults, 0);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < READERS; i++) {
		pthread_join(readers[i].thread, NULL);
		assert_int_equal(readers[i].faults, 0);
		assert_true(readers[i].done > 0);
	}
	want(STATUS_OK, store_state(f->store, &after, &error));
	assert_int_equal(after.revision, 2 * WRITERS * WRITES);
	assert_true(after.map_bytes > before.map_bytes);
	assert_string_equal(after.read_only_reason, "");
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(support_faults(f->dir), 0);
}

/* In a process of its own: opens the store, says so, and when it hears that the
 * store has grown, reads all of it. */
static _Noreturn void read_when_told(const char *dir, int hear, int tell_of)
{
	struct store_options options = { .indexes = support_indexes, .read_only = true };
	atomic_bool once = true;
	struct worker worker = { .stop = &once };
	struct error error;
	char told;
	if (store_open(dir, &options, &worker.store, &error) != STATUS_OK || write(tell_of, "o", 1) != 1 ||
	    read(hear, &told, 1) != 1)
		_exit(1);
	read_twins(&worker);
	struct store_state state;
	if (worker.faults != 0 || store_state(worker.store, &state, &error) != STATUS_OK || state.revision != 400)
		_exit(2);
	store_close(worker.store);
	_exit(0);
}

static void a_reader_in_another_process_follows_the_growth(void **state)
{
	struct fixture *f = *state;
	struct store_options options = { .indexes = support_indexes, .map_bytes = 256 << 10 };
	int to[2], from[2], how;
	char opened;
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(pipe(to), 0);
	assert_int_equal(pipe(from), 0);
	pid_t child = fork();
	if (child == 0)
		read_when_told(f->dir, to[0], from[1]);
	assert_int_equal(read(from[0], &opened, 1), 1);
	f->store = support_store(f->dir, &options);
	for (int i = 0; i < 200; i++) {
		struct twins twins = { .job.run = make_twins, .number = i, .body = 8000 };
		assert_int_equal(store_write(f->store, &twins.job), STATUS_OK);
	}
	assert_int_equal(write(to[1], "g", 1), 1);
	waitpid(child, &how, 0);
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
	for (int i = 0; i < 2; i++) {
		close(to[i]);
		close(from[i]);
	}
}

static void one_change_may_need_more_than_the_map(void **state)
{
	struct fixture *f = *state;
	struct store_options options = { .indexes = support_indexes, .map_bytes = 256 << 10 };
	struct support_change change;
	uint8_t *body = calloc(1, 8 << 20);
	store_close(f->store);
	f->store = support_store(f->dir, &options);
	support_change_init(&change, STORE_CREATED, "zones/a", bytes_of(body, 8 << 20));
	support_want(STATUS_OK, store_write(f->store, &change.job), &change.job.error, "a large change");
	free(body);
}

static void *grow_the_map(void *arg)
{
	struct worker *worker = arg;
	for (int i = 0; i < 100; i++) {
		struct twins twins = { .job.run = make_twins, .number = i, .body = 8000 };
		worker->faults += store_write(worker->store, &twins.job) != STATUS_OK;
	}
	return NULL;
}

static void a_thread_that_reads_may_begin_another_while_the_map_waits_to_grow(void **state)
{
	struct fixture *f = *state;
	struct store_options options = { .indexes = support_indexes, .map_bytes = 256 << 10 };
	struct store_txn *first, *second;
	struct error error;
	store_close(f->store);
	f->store = support_store(f->dir, &options);
	struct worker worker = { .store = f->store };
	want(STATUS_OK, store_read(f->store, &first, &error));
	assert_int_equal(pthread_create(&worker.thread, NULL, grow_the_map, &worker), 0);
	while (!atomic_load(&f->store->pool.paused)) {
		want(STATUS_OK, store_read(f->store, &second, &error));
		store_read_end(second);
	}
	want(STATUS_OK, store_read(f->store, &second, &error));
	store_read_end(second);
	store_read_end(first);
	pthread_join(worker.thread, NULL);
	assert_int_equal(worker.faults, 0);
	assert_int_equal(revision_of(f->store), 200);
}

/* More than a new store's map has room for, while a read is held that began before. */
static void nobody_waits_for_a_long_read(void **state)
{
	enum { TIMES = 12, SIZE = 8 << 20 };
	struct fixture *f = *state;
	struct store_txn *held;
	struct error error;
	struct store_state facts;
	uint8_t *body = calloc(1, SIZE);
	const int64_t before = revision_of(f->store);
	want(STATUS_OK, store_read(f->store, &held, &error));
	for (int i = 0; i < TIMES; i++) {
		struct support_change change;
		char name[32];
		snprintf(name, sizeof name, "zones/long-%d", i);
		support_change_init(&change, STORE_CREATED, name, bytes_of(body, SIZE));
		support_want(STATUS_OK, store_write(f->store, &change.job), &change.job.error, "a large change");
	}
	assert_int_equal(store_revision(held), before);
	assert_int_equal(revision_of(f->store), before + TIMES);
	store_read_end(held);
	want(STATUS_OK, store_state(f->store, &facts, &error));
	assert_true(facts.file_bytes > (int64_t)MAP_USUAL);
	free(body);
}

static void too_many_reads_at_once_are_refused(void **state)
{
	/* without an index of text, whose keeper may be reading */
	const struct store_index *const indexes[] = { WORDS, NULL };
	struct store_options options = { .indexes = indexes };
	struct store_txn *txns[POOL_SLOTS], *more;
	struct error error;
	char *dir = support_folder();
	struct store *store = support_store(dir, &options);
	(void)state;
	for (int i = 0; i < POOL_SLOTS; i++)
		want(STATUS_OK, store_read(store, &txns[i], &error));
	want(STATUS_RESOURCE_EXHAUSTED, store_read(store, &more, &error));
	struct store_state facts;
	for (int i = 0; i < POOL_SLOTS; i++)
		store_read_end(txns[i]);
	want(STATUS_OK, store_state(store, &facts, &error));
	store_close(store);
	support_remove(dir);
}

/* ---- Bytes that lie in the store -------------------------------------------------- */

/* Undeletes a record with the bytes that it is read with, in one transaction. */
static enum status undelete(struct store_job *job, struct store_txn *txn)
{
	struct store_change old;
	int64_t revision;
	enum status status = store_get(txn, BYTES_LITERAL("zones/a"), 0, &old, &job->error);
	if (status != STATUS_OK)
		return status;
	struct store_entry entry = { .kind = STORE_UNDELETED,
				     .name = old.name,
				     .body = old.body,
				     .actor = old.actor,
				     .reason = old.reason,
				     .method = old.method };
	return store_append(txn, &entry, &revision, &job->error);
}

static void bytes_that_were_read_can_be_written_again(void **state)
{
	struct fixture *f = *state;
	struct error error;
	char body[1500];
	memset(body, 'b', sizeof body - 1);
	body[sizeof body - 1] = '\0';
	for (int i = 0; i < 20; i++) {
		struct store_job job = { .run = undelete };
		body[0] = (char)('a' + i);
		want(STATUS_OK,
		     support_put(f->store, i == 0 ? STORE_CREATED : STORE_UPDATED, "zones/a", body, NULL, &error));
		want(STATUS_OK, support_put(f->store, STORE_DELETED, "zones/a", body, NULL, &error));
		support_want(STATUS_OK, store_write(f->store, &job), &job.error, "undelete");
	}
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(support_faults(f->dir), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_reader_in_another_process_follows_the_growth), /* first: it forks */
		WITH_A_STORE(nobody_waits_for_a_long_read),
		WITH_A_STORE(the_map_grows_while_others_read_and_write),
		WITH_A_STORE(one_change_may_need_more_than_the_map),
		WITH_A_STORE(a_thread_that_reads_may_begin_another_while_the_map_waits_to_grow),
		cmocka_unit_test(too_many_reads_at_once_are_refused),
		WITH_A_STORE(bytes_that_were_read_can_be_written_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

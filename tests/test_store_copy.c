/* Copies of a store: compaction and backup. */
#include "tests/kept.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Compaction ------------------------------------------------------------------ */

static void compact_keeps_the_chain_and_the_states_from_a_revision_on(void **state)
{
	struct kept *f = *state;
	struct store_options options = { .indexes = support_indexes };
	struct store_report report = { 0 };
	struct store *store = NULL;
	struct store_txn *txn;
	struct store_change change;
	struct error error;
	char name[32];
	/* each record has changed twice by then, but for the last ten */
	const int64_t keep_from = 2 * RECORDS - 10;
	want(STATUS_OK, store_compact(f->dir, keep_from, &report, &error));
	assert_int_equal(report.changes, CHANGES);
	assert_int_equal(report.compacted, RECORDS - 10);
	assert_int_equal(faults_of(f->dir), 0);
	want(STATUS_OK, store_open(f->dir, &options, &store, &error));
	want(STATUS_OK, store_read(store, &txn, &error));
	assert_int_equal(store_oldest(txn), keep_from);
	assert_int_equal(store_revision(txn), CHANGES);
	for (int i = 0; i < RECORDS; i++) {
		name_of(i, name);
		want(STATUS_OK, store_get(txn, bytes_text(name), keep_from, &change, &error));
		want(STATUS_OK, store_get(txn, bytes_text(name), 0, &change, &error));
		want(STATUS_OK, store_change(txn, i + 1, &change, &error));
		assert_int_equal(change.compacted, i < RECORDS - 10);
		assert_true(change.compacted == (change.body.size == 0));
		want(i < RECORDS - 10 ? STATUS_FAILED_PRECONDITION : STATUS_OK,
		     store_get(txn, bytes_text(name), RECORDS, &change, &error));
	}
	struct store_remembered remembered;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	want(STATUS_OK,
	     store_recall(txn, BYTES_LITERAL("amal"), BYTES_LITERAL("request-7"), &arena, &remembered, &error));
	assert_int_equal(remembered.count, 4);
	assert_int_equal(remembered.pieces[1].revision, 0); /* its change has lost it */
	assert_true(bytes_equal(remembered.pieces[1].bytes, BYTES_LITERAL("record 6 round0 word1")));
	assert_int_equal(remembered.pieces[2].revision, 70);
	assert_true(bytes_equal(remembered.pieces[2].bytes, BYTES_LITERAL("record 29 round1 word4")));
	assert_true(bytes_equal(remembered.pieces[3].bytes, BYTES_LITERAL(">")));
	arena_fini(&arena);
	store_read_end(txn);
	want(STATUS_OK, support_put(store, STORE_UPDATED, "zones/02", "after it", NULL, &error));
	store_close(store);
	assert_int_equal(faults_of(f->dir), 0);
}

static void compact_to_the_end_keeps_each_record_once(void **state)
{
	struct kept *f = *state;
	struct store_report report = { 0 };
	struct error error;
	size_t before_size, after_size;
	want(STATUS_OUT_OF_RANGE, store_compact(f->dir, 0, &report, &error));
	want(STATUS_OUT_OF_RANGE, store_compact(f->dir, CHANGES + 2, &report, &error));
	want(STATUS_OK, store_compact(f->dir, CHANGES + 1, &report, &error));
	assert_int_equal(report.compacted, CHANGES - RECORDS);
	rebuild(f->dir);
	char *before = support_dump(f->dir, &before_size);
	struct store_report again = { 0 };
	want(STATUS_OK, store_compact(f->dir, 1, &again, &error)); /* oldest does not go back */
	want(STATUS_OK, store_rebuild(f->dir, support_indexes, &again, &error));
	char *after = support_dump(f->dir, &after_size);
	assert_string_equal(after, before);
	assert_int_equal(faults_of(f->dir), 0);
	free(before);
	free(after);
}

static void compact_refuses_damage_and_changes_nothing(void **state)
{
	struct kept *f = *state;
	struct store_report report = { 0 };
	struct error error;
	size_t before_size, after_size;
	assert_true(flip(f->dir, DB_VERSIONS, 3, 70));
	char *before = support_dump(f->dir, &before_size);
	want(STATUS_DATA_LOSS, store_compact(f->dir, 50, &report, &error));
	char *after = support_dump(f->dir, &after_size);
	assert_string_equal(after, before);
	free(before);
	free(after);
}

static void compact_gives_room_back(void **state)
{
	struct kept *f = *state;
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	struct store *store = support_store(f->dir, &options);
	struct store_report report = { 0 };
	struct support_change change;
	struct error error;
	struct stat before, after;
	char *path = support_text("%s/%s", f->dir, STORE_DATA);
	uint8_t *body = calloc(1, 1 << 20);
	for (int i = 0; i < 8; i++) {
		support_change_init(&change, i == 0 ? STORE_CREATED : STORE_UPDATED, "texts/a",
				    bytes_of(body, 1 << 20));
		want(STATUS_OK, store_write(store, &change.job));
	}
	free(body);
	store_close(store);
	assert_int_equal(stat(path, &before), 0);
	want(STATUS_OK, store_compact(f->dir, CHANGES + 9, &report, &error));
	assert_int_equal(stat(path, &after), 0);
	assert_true(after.st_size < before.st_size / 3);
	assert_int_equal(faults_of(f->dir), 0);
	free(path);
}

/* The file of a store, and those beside it that are made anew, by whomever. */
static void what_is_made_in_a_store_is_its_owners(void **state)
{
	static const char *const made[] = { STORE_DATA, STORE_LOCK, "lock.mdb" };
	const uid_t owner = geteuid() == 0 ? 65534 : geteuid();
	struct kept *f = *state;
	struct store_report report = { 0 };
	struct error error;
	struct stat facts;
	char *paths[COUNT_OF(made)];
	for (size_t i = 0; i < COUNT_OF(made); i++) {
		paths[i] = support_text("%s/%s", f->dir, made[i]);
		if (i > 0)
			unlink(paths[i]);
	}
	assert_int_equal(chmod(paths[0], 0640), 0);
	assert_int_equal(chown(paths[0], owner, (gid_t)-1), 0);
	want(STATUS_OK, store_compact(f->dir, 1, &report, &error));
	for (size_t i = 0; i < COUNT_OF(made); i++) {
		assert_int_equal(stat(paths[i], &facts), 0);
		assert_int_equal(facts.st_uid, owner);
		assert_int_equal(facts.st_mode & 0777, 0640);
		free(paths[i]);
	}
	assert_int_equal(faults_of(f->dir), 0);
}

/* ---- Backup ------------------------------------------------------------------------ */

static void a_backup_holds_the_same_and_is_made_once(void **state)
{
	struct kept *f = *state;
	struct error error;
	size_t before_size, after_size;
	char *copy = support_text("%s/copy", f->dir);
	char *before = support_dump(f->dir, &before_size);
	want(STATUS_OK, store_backup(f->dir, copy, &error));
	assert_int_equal(faults_of(copy), 0);
	char *after = support_dump(copy, &after_size);
	assert_string_equal(after, before);
	want(STATUS_ALREADY_EXISTS, store_backup(f->dir, copy, &error));
	free(before);
	free(after);
	free(copy);
}

static struct store *shared;
static atomic_bool stop;

static void *keep_writing(void *arg)
{
	char name[32];
	for (int i = 0; !atomic_load(&stop); i++) {
		snprintf(name, sizeof name, "busy/%d-%d", *(int *)arg, i);
		if (support_put(shared, STORE_CREATED, name, "some words to index", NULL, NULL) != STATUS_OK)
			break;
	}
	return NULL;
}

/* In a process of its own: serves with four writing threads until it is ended. */
static _Noreturn void serve_busily(const char *dir, int ready)
{
	struct store_options options = { .indexes = support_indexes };
	struct error error;
	pthread_t threads[4];
	int numbers[4] = { 0, 1, 2, 3 };
	if (store_open(dir, &options, &shared, &error) != STATUS_OK)
		_exit(1);
	for (int i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, keep_writing, &numbers[i]);
	if (write(ready, "r", 1) != 1)
		_exit(1);
	pause();
	_exit(0);
}

static void a_backup_beside_four_writers_verifies(void **state)
{
	struct kept *f = *state;
	struct error error;
	int ends[2];
	char ready;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0)
		serve_busily(f->dir, ends[1]);
	close(ends[1]);
	assert_int_equal(read(ends[0], &ready, 1), 1);
	close(ends[0]);
	for (int i = 0; i < 5; i++) {
		char *copy = support_text("%s-copy%d", f->dir, i);
		enum status status = store_backup(f->dir, copy, &error);
		int64_t faults = status == STATUS_OK ? faults_of(copy) : -1;
		int64_t beside = faults_of(f->dir);
		support_remove(copy);
		if (status != STATUS_OK || faults != 0 || beside != 0) {
			kill(child, SIGKILL);
			support_want(STATUS_OK, status, &error, "store_backup");
			assert_int_equal(faults, 0);
			assert_int_equal(beside, 0);
		}
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_int_equal(faults_of(f->dir), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHANGES(a_backup_beside_four_writers_verifies),
		WITH_CHANGES(compact_keeps_the_chain_and_the_states_from_a_revision_on),
		WITH_CHANGES(compact_to_the_end_keeps_each_record_once),
		WITH_CHANGES(compact_refuses_damage_and_changes_nothing),
		WITH_CHANGES(compact_gives_room_back),
		WITH_CHANGES(what_is_made_in_a_store_is_its_owners),
		WITH_CHANGES(a_backup_holds_the_same_and_is_made_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

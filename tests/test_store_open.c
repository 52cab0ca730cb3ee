/* Making and opening a store: what is refused, and what is said then. */
#include "tests/support_text.h"

#include "store/live.h"
#include "store/text/private.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct store_txn *begin(struct store *store)
{
	struct store_txn *txn = NULL;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	return txn;
}

static void put(struct store *store, enum store_kind kind, const char *name, const char *body, int64_t revision)
{
	struct error error;
	int64_t got = 0;
	want(STATUS_OK, support_put(store, kind, name, body, &got, &error));
	assert_int_equal(got, revision);
}

static void an_empty_store_has_revision_zero(void **state)
{
	struct fixture *f = *state;
	struct store_txn *txn = begin(f->store);
	struct store_change change;
	struct error error;
	int64_t revision = -1, count = -1;
	assert_int_equal(store_revision(txn), 0);
	assert_int_equal(store_oldest(txn), 1);
	want(STATUS_OUT_OF_RANGE, store_change(txn, 1, &change, &error));
	want(STATUS_NOT_FOUND, store_get(txn, BYTES_LITERAL("zones/idlib"), 0, &change, &error));
	want(STATUS_OK, store_revision_at(txn, INT64_MAX, &revision, &error));
	assert_int_equal(revision, 0);
	want(STATUS_OK, store_count(txn, BYTES_LITERAL("zones/"), &count, &error));
	assert_int_equal(count, 0);
	store_read_end(txn);
}

static void a_store_is_made_once(void **state)
{
	struct fixture *f = *state;
	struct error error;
	want(STATUS_ALREADY_EXISTS, store_init(f->dir, &error));
	assert_string_equal(error.reason, "STORE_EXISTS");
	store_close(f->store);
	f->store = NULL;
	want(STATUS_ALREADY_EXISTS, store_init(f->dir, &error));
	f->store = support_store(f->dir, NULL);
}

static void a_store_is_made_in_a_new_or_an_empty_folder_only(void **state)
{
	(void)state;
	struct error error;
	char *dir = support_folder(), *inside = support_text("%s/new", dir), *deep = support_text("%s/a/b", dir);
	struct stat facts;
	want(STATUS_OK, store_init(inside, &error));
	assert_int_equal(stat(inside, &facts), 0);
	assert_int_equal(facts.st_mode & 0777, 0700);
	want(STATUS_ALREADY_EXISTS, store_init(dir, &error));
	assert_string_equal(error.reason, "NOT_EMPTY");
	assert_non_null(strstr(error.message, "new"));
	want(STATUS_NOT_FOUND, store_init(deep, &error));
	free(deep);
	free(inside);
	support_remove(dir);
}

static void what_a_killed_init_leaves_does_not_hinder_the_next(void **state)
{
	(void)state;
	struct error error;
	char *dir = support_folder();
	char *fresh = support_text("%s/%s", dir, STORE_FRESH), *lock = support_text("%s/%s", dir, STORE_LOCK);
	int file = open(fresh, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(file, "torn", 4), 4);
	close(file);
	close(open(lock, O_WRONLY | O_CREAT, 0600));
	struct store *store = NULL;
	struct store_options options = { .indexes = support_indexes };
	want(STATUS_NOT_FOUND, store_open(dir, &options, &store, &error));
	want(STATUS_OK, store_init(dir, &error));
	assert_int_not_equal(access(fresh, F_OK), 0);
	assert_int_equal(support_faults(dir), 0);
	free(fresh);
	free(lock);
	support_remove(dir);
}

static void what_a_killed_rebuild_leaves_goes_when_the_store_is_opened(void **state)
{
	(void)state;
	struct error error;
	struct store *store;
	struct store_options options = { .indexes = support_indexes, .read_only = true };
	char *dir = support_folder(), *fresh = support_text("%s/%s", dir, STORE_FRESH);
	want(STATUS_OK, store_init(dir, &error));
	close(open(fresh, O_WRONLY | O_CREAT, 0600));
	want(STATUS_OK, store_open(dir, &options, &store, &error)); /* perhaps beside who makes it */
	store_close(store);
	assert_int_equal(access(fresh, F_OK), 0);
	options.read_only = false;
	want(STATUS_OK, store_open(dir, &options, &store, &error));
	assert_int_not_equal(access(fresh, F_OK), 0);
	store_close(store);
	free(fresh);
	support_remove(dir);
}

static void opening_what_is_no_store_says_what_to_do(void **state)
{
	(void)state;
	struct error error;
	struct store *store = NULL;
	struct store_options options = { .indexes = support_indexes };
	char *dir = support_folder(), *missing = support_text("%s/none", dir), *file = support_text("%s/file", dir);
	want(STATUS_NOT_FOUND, store_open(missing, &options, &store, &error));
	assert_string_equal(error.reason, "NO_STORE");
	want(STATUS_NOT_FOUND, store_open(dir, &options, &store, &error));
	assert_string_equal(error.reason, "NO_STORE");
	char *data = support_text("%s/data.mdb", missing);
	want(STATUS_OK, store_init(missing, &error)); /* and once it was open, its locks tell that it is lost */
	want(STATUS_OK, store_open(missing, &options, &store, &error));
	store_close(store);
	store = NULL;
	assert_int_equal(unlink(data), 0);
	want(STATUS_DATA_LOSS, store_open(missing, &options, &store, &error));
	assert_non_null(strstr(error.message, "Restore a backup"));
	free(data);
	close(open(file, O_WRONLY | O_CREAT, 0600));
	want(STATUS_NOT_FOUND, store_open(file, &options, &store, &error));
	assert_non_null(strstr(error.message, "is a file"));
	assert_null(store);
	free(missing);
	free(file);
	support_remove(dir);
}

static void write_data(const char *dir, const void *data, size_t size)
{
	char *path = support_text("%s/%s", dir, STORE_DATA);
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(file >= 0);
	if (write(file, data, size) != (ssize_t)size)
		fail_msg("cannot write: %s", strerror(errno));
	close(file);
	free(path);
}

static void a_file_that_is_no_database_is_data_loss(void **state)
{
	(void)state;
	static uint8_t noise[65536];
	struct error error;
	struct store *store = NULL;
	struct store_options options = { .indexes = support_indexes };
	char *dir = support_folder();
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (uint8_t)(i * 2654435761U >> 13);
	const size_t sizes[] = { 0, 1, 4096, sizeof noise };
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		write_data(dir, noise, sizes[i]);
		want(STATUS_DATA_LOSS, store_open(dir, &options, &store, &error));
	}
	support_remove(dir);
}

static void a_file_that_was_cut_short_is_data_loss(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store *store = NULL;
	struct store_options options = { .indexes = support_indexes };
	for (int i = 0; i < 200; i++) {
		char *name = support_text("zones/%d", i);
		put(f->store, STORE_CREATED, name, "a body of some words that fill a page", i + 1);
		free(name);
	}
	store_close(f->store);
	f->store = NULL;
	char *path = support_text("%s/%s", f->dir, STORE_DATA);
	size_t size;
	char *whole = support_read(path, &size);
	assert_int_equal(support_verify(f->dir), 0);
	for (size_t cut = 8192; cut < size / 2; cut += 16384) {
		write_data(f->dir, whole, cut);
		want(STATUS_DATA_LOSS, store_open(f->dir, &options, &store, &error));
		assert_non_null(strstr(error.message, "cut short"));
		assert_int_equal(support_verify(f->dir), -1);
	}
	free(whole);
	free(path);
}

/* Pages that were freed in the transaction that took them are never written. */
static void a_file_that_ends_before_pages_that_nothing_uses_is_whole(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct env env;
	MDB_txn *txn;
	MDB_envinfo info;
	struct stat facts;
	static uint8_t filling[400000];
	char *path = support_text("%s/%s", f->dir, STORE_DATA);
	put(f->store, STORE_CREATED, "zones/a", "x", 1);
	store_close(f->store); /* whose writer may write once it rests */
	f->store = NULL;
	want(STATUS_OK, env_open(f->dir, HOLD_WRITE, 0, &env, &error));
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
	MDB_val k = { 4, (char[]){ "gone" } }, v = { sizeof filling, filling };
	assert_int_equal(mdb_put(txn, env.dbi[DB_META], &k, &v, 0), 0);
	assert_int_equal(mdb_del(txn, env.dbi[DB_META], &k, NULL), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	mdb_env_info(env.mdb, &info);
	assert_int_equal(stat(path, &facts), 0);
	assert_true((size_t)facts.st_size < (info.me_last_pgno + 1) * 4096);
	env_close(&env);
	struct store_options options = { .indexes = support_indexes };
	want(STATUS_OK, store_open(f->dir, &options, &f->store, &error));
	put(f->store, STORE_CREATED, "zones/b", "x", 2);
	free(path);
}

/* Puts a word of meta with a checksum that holds. */
static void put_meta(const char *dir, const char *word, struct bytes content)
{
	struct env env;
	struct store_txn txn;
	struct error error;
	struct work work;
	work_init(&work);
	want(STATUS_OK, env_open(dir, HOLD_WRITE, 0, &env, &error));
	want(STATUS_OK, txn_begin(&env, &work, &txn, &error));
	want(STATUS_OK, txn_put(&txn, DB_META, bytes_text(word), content, 0, &error));
	want(STATUS_OK, txn_commit(&txn, &error));
	env_close(&env);
	work_fini(&work);
}

static void a_store_of_a_later_version_is_refused_by_name(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store *store = NULL;
	struct store_options options = { .indexes = support_indexes };
	const uint8_t later[] = { 0, 0, 0, STORE_FORMAT + 1, 'w', 'h', 'a', 't' };
	store_close(f->store);
	f->store = NULL;
	put_meta(f->dir, "store", bytes_of(later, sizeof later));
	want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &options, &store, &error));
	assert_string_equal(error.reason, "NEWER_STORE");
}

static void other_index_functions_make_the_view_stale(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store *store = NULL;
	struct store_index newer = *WORDS;
	newer.version++;
	const struct store_index *const indexes[] = { &newer, START, NULL };
	struct store_options options = { .indexes = indexes };
	struct store_report report = { 0 };
	put(f->store, STORE_CREATED, "zones/a", "one", 1);
	store_close(f->store);
	f->store = NULL;
	want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &options, &store, &error));
	assert_string_equal(error.reason, "STALE_INDEX");
	char *hint = support_text("truced rebuild %s", f->dir);
	assert_non_null(strstr(error.message, hint));
	free(hint);
	want(STATUS_OK, store_verify(f->dir, indexes, &report, &error)); /* all but the indexes */
	assert_true(report.stale);
	assert_int_equal(report.faults, 0);
	assert_int_equal(report.records, 1);
	assert_int_equal(report.terms, 0);
	want(STATUS_OK, store_rebuild(f->dir, indexes, &report, &error));
	want(STATUS_OK, store_verify(f->dir, indexes, &report, &error));
	assert_false(report.stale);
	want(STATUS_OK, store_open(f->dir, &options, &store, &error));
	store_close(store);
}

static void another_form_of_the_text_index_makes_the_view_stale(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store_options options = { .indexes = support_indexes };
	struct store_report report = { 0 };
	uint8_t before[] = {
		3, START->version, 7, WORDS->version, 9, TEXT->version, 9, TEXT_VERSION, 11, BRIEF->version
	};
	put(f->store, STORE_CREATED, "zones/a", "one", 1);
	store_close(f->store);
	f->store = NULL;
	put_meta(f->dir, "indexes", bytes_of(before, sizeof before));
	want(STATUS_OK, store_open(f->dir, &options, &f->store, &error));
	store_close(f->store);
	f->store = NULL;
	before[7]--;
	put_meta(f->dir, "indexes", bytes_of(before, sizeof before));
	want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &options, &f->store, &error));
	assert_string_equal(error.reason, "STALE_INDEX");
	want(STATUS_OK, store_rebuild(f->dir, support_indexes, &report, &error));
	want(STATUS_OK, store_open(f->dir, &options, &f->store, &error));
}

/* Takes the databases of the text index and of briefs away, as it is in stores of before. */
static void drop_late(const char *dir)
{
	struct env env;
	MDB_txn *txn;
	struct error error;
	want(STATUS_OK, env_open(dir, HOLD_ALONE, 0, &env, &error));
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
	for (enum db db = 0; db < DB_COUNT; db++)
		if (db_is_late(db))
			assert_int_equal(mdb_drop(txn, env.dbi[db], 1), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	env_close(&env);
}

static void a_store_of_before_the_text_index_and_briefs_is_read_and_rebuilt(void **state)
{
	struct fixture *f = *state;
	const struct store_index *const before[] = { WORDS, START, NULL };
	struct store_options now = { .indexes = support_indexes }, reads = { .read_only = true };
	struct store_report report = { 0 };
	struct store_change change;
	struct store_txn *txn;
	struct error error;
	put(f->store, STORE_CREATED, "zones/a", "one two", 1);
	store_close(f->store);
	want(STATUS_OK, store_rebuild(f->dir, before, &report, &error));
	drop_late(f->dir);
	want(STATUS_OK, store_verify(f->dir, before, &report, &error));
	assert_int_equal(report.faults, 0);
	want(STATUS_OK, store_open(f->dir, &reads, &f->store, &error));
	want(STATUS_OK, store_read(f->store, &txn, &error));
	want(STATUS_OK, store_get(txn, BYTES_LITERAL("zones/a"), 0, &change, &error));
	want(STATUS_OK, store_get_brief(txn, 1, &change, &error));
	assert_true(bytes_equal(change.body, BYTES_LITERAL("one two")));
	store_read_end(txn);
	store_close(f->store);
	f->store = NULL;
	want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &now, &f->store, &error));
	assert_string_equal(error.reason, "STALE_INDEX");
	want(STATUS_OK, store_rebuild(f->dir, support_indexes, &report, &error));
	want(STATUS_OK, store_open(f->dir, &now, &f->store, &error));
	char *is = support_text_dump(f->store), *should = support_text_model((const char *const[]){ "one two" }, 1);
	assert_string_equal(is, should);
	free(is);
	free(should);
}

static void the_order_of_the_indexes_does_not_matter(void **state)
{
	struct fixture *f = *state;
	struct error error;
	const struct store_index *const indexes[] = { BRIEF, TEXT, START, WORDS, NULL };
	struct store_options options = { .indexes = indexes };
	put(f->store, STORE_CREATED, "zones/a", "one", 1);
	store_close(f->store);
	f->store = NULL;
	want(STATUS_OK, store_open(f->dir, &options, &f->store, &error));
}

static void a_store_is_opened_once_in_a_process(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store *store = NULL;
	struct store_options writes = { .indexes = support_indexes };
	struct store_options reads = { .indexes = support_indexes, .read_only = true };
	want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &writes, &store, &error));
	assert_string_equal(error.reason, "STORE_BUSY");
	want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &reads, &store, &error));
	assert_string_equal(error.reason, "STORE_BUSY");
}

/* Runs a function in a process of its own, which has opened nothing before; true
 * where it answers true. */
static bool in_a_process(bool (*run)(const char *dir), const char *dir)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		char go;
		close(ends[1]);
		_exit(read(ends[0], &go, 1) >= 0 && run(dir) ? 0 : 1);
	}
	close(ends[0]);
	close(ends[1]);
	int how;
	waitpid(child, &how, 0);
	return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static pid_t serving; /* which has the store open */

static bool is_refused_with_the_process(const char *dir)
{
	struct error error;
	struct store *store;
	struct store_options options = { .indexes = support_indexes };
	struct store_report report = { 0 };
	char process[24];
	snprintf(process, sizeof process, "%ld", (long)serving);
	bool refused = store_open(dir, &options, &store, &error) == STATUS_FAILED_PRECONDITION &&
		       strcmp(error.reason, "STORE_BUSY") == 0 && strstr(error.message, process) != NULL;
	refused = refused && store_rebuild(dir, support_indexes, &report, &error) == STATUS_FAILED_PRECONDITION;
	return refused && store_compact(dir, 1, &report, &error) == STATUS_FAILED_PRECONDITION;
}

/* Starts a process that opens the store, makes a change, begins to read and waits to
 * be ended. */
static pid_t serve(const char *dir)
{
	int ends[2];
	char ready;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		struct store *store;
		struct store_txn *txn;
		struct error error;
		struct store_options options = { .indexes = support_indexes };
		if (store_open(dir, &options, &store, &error) != STATUS_OK ||
		    support_put(store, STORE_CREATED, "zones/served", "by another", NULL, &error) != STATUS_OK ||
		    store_read(store, &txn, &error) != STATUS_OK || write(ends[1], "r", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &ready, 1), 1);
	close(ends[0]);
	return child;
}

static bool reads_what_is_served(const char *dir)
{
	struct store_options options = { .indexes = support_indexes, .read_only = true };
	struct store *store;
	struct store_txn *txn;
	struct store_change change;
	struct support_change write;
	struct error error;
	support_change_init(&write, STORE_CREATED, "zones/mine", BYTES_LITERAL("x"));
	bool right = store_open(dir, &options, &store, &error) == STATUS_OK &&
		     store_read(store, &txn, &error) == STATUS_OK &&
		     store_get(txn, BYTES_LITERAL("zones/served"), 0, &change, &error) == STATUS_OK &&
		     store_write(store, &write.job) == STATUS_FAILED_PRECONDITION;
	if (!right)
		return false;
	store_read_end(txn);
	store_close(store);
	return support_faults(dir) == 0;
}

/* LMDB gives a table of readers that nobody seems to hold to the next who comes, and
 * counts transactions from what it finds then: pages in use would be written over. */
static bool sees_who_reads_there(const char *dir)
{
	struct store_options options = { .indexes = support_indexes, .read_only = true };
	struct store *store;
	struct store_state state;
	struct error error;
	if (store_open(dir, &options, &store, &error) != STATUS_OK)
		return false;
	bool right = store_state(store, &state, &error) == STATUS_OK && state.readers == 1;
	store_close(store);
	return right;
}

static void a_second_process_leaves_the_readers_of_the_first_alone(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	f->store = NULL;
	serving = serve(f->dir);
	bool first = in_a_process(sees_who_reads_there, f->dir);
	bool second = in_a_process(sees_who_reads_there, f->dir);
	kill(serving, SIGKILL);
	waitpid(serving, NULL, 0);
	assert_true(first);
	assert_true(second);
}

static void a_second_process_reads_but_does_not_write(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	f->store = NULL;
	serving = serve(f->dir);
	bool refused = in_a_process(is_refused_with_the_process, f->dir);
	bool reads = in_a_process(reads_what_is_served, f->dir);
	kill(serving, SIGKILL);
	waitpid(serving, NULL, 0);
	assert_true(refused);
	assert_true(reads);
	f->store = support_store(f->dir, NULL);
	struct store_txn *txn = begin(f->store);
	assert_int_equal(store_revision(txn), 1);
	store_read_end(txn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_second_process_reads_but_does_not_write), /* first: they fork */
		WITH_A_STORE(a_second_process_leaves_the_readers_of_the_first_alone),
		WITH_A_STORE(an_empty_store_has_revision_zero),
		WITH_A_STORE(a_store_is_made_once),
		cmocka_unit_test(a_store_is_made_in_a_new_or_an_empty_folder_only),
		cmocka_unit_test(what_a_killed_init_leaves_does_not_hinder_the_next),
		cmocka_unit_test(what_a_killed_rebuild_leaves_goes_when_the_store_is_opened),
		cmocka_unit_test(opening_what_is_no_store_says_what_to_do),
		cmocka_unit_test(a_file_that_is_no_database_is_data_loss),
		WITH_A_STORE(a_file_that_was_cut_short_is_data_loss),
		WITH_A_STORE(a_file_that_ends_before_pages_that_nothing_uses_is_whole),
		WITH_A_STORE(a_store_of_a_later_version_is_refused_by_name),
		WITH_A_STORE(other_index_functions_make_the_view_stale),
		WITH_A_STORE(another_form_of_the_text_index_makes_the_view_stale),
		WITH_A_STORE(a_store_of_before_the_text_index_and_briefs_is_read_and_rebuilt),
		WITH_A_STORE(the_order_of_the_indexes_does_not_matter),
		WITH_A_STORE(a_store_is_opened_once_in_a_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What somebody did to a store's file who knows how it is made, and what befell it where nothing has a
 * checksum: content that was taken away as if it had been compacted, and LMDB's list of free pages. */
#include "tests/kept.h"

#include "store/free.h"

static char said[1024];

static void note(void *arg, const char *what)
{
	(void)arg;
	if (said[0] == '\0')
		snprintf(said, sizeof said, "%s", what);
}

/* Verifies; the first fault is in said. */
static struct store_report look(const char *dir)
{
	struct store_report report = { .fault = note };
	struct error error;
	said[0] = '\0';
	want(STATUS_OK, store_verify(dir, support_indexes, &report, &error));
	return report;
}

/* ---- Content -------------------------------------------------------------------------- */

/* Empties a change as compacting does, and says that all content is kept from `oldest` on. */
static void empty(const char *dir, int64_t revision, int64_t oldest)
{
	struct env env;
	struct store_txn txn;
	struct store_change change;
	struct error error;
	struct work work;
	struct buffer entry;
	uint8_t key[8];
	work_init(&work);
	buffer_init(&entry, SIZE_MAX);
	want(STATUS_OK, env_open(dir, HOLD_WRITE, 0, &env, &error));
	want(STATUS_OK, txn_begin(&env, &work, &txn, &error));
	want(STATUS_OK, change_at(&txn, revision, &change, &error));
	change.compacted = true;
	change.body = (struct bytes){ 0 };
	assert_int_equal(entry_encode(&change, &entry), STATUS_OK);
	want(STATUS_OK, txn_put(&txn, DB_JOURNAL, u64_key(key, revision), buffer_bytes(&entry), 0, &error));
	want(STATUS_OK, meta_set_oldest(&txn, oldest, &error));
	want(STATUS_OK, txn_commit(&txn, &error));
	env_close(&env);
	buffer_fini(&entry);
	work_fini(&work);
}

/* Record i was made by change i + 1 and changed by RECORDS + i + 1 and 2 * RECORDS + i + 1. */
static void content_that_nothing_replaced_is_missed(void **state)
{
	struct kept *f = *state;
	empty(f->dir, 2, RECORDS + 2); /* replaced by then: as it may be */
	assert_int_equal(look(f->dir).faults, 0);
	empty(f->dir, RECORDS + 3, RECORDS + 4); /* what the record is as of the oldest revision */
	struct store_report report = look(f->dir);
	assert_string_equal(said, "Change 43 says that it was compacted, and by change 44 nothing had replaced it.");
	assert_int_equal(report.journal_faults, 1);
	assert_int_equal(report.faults, 1);
}

static void the_content_that_a_record_has_is_missed_and_no_index_blamed(void **state)
{
	struct kept *f = *state;
	empty(f->dir, 2 * RECORDS + 2, CHANGES + 1);
	struct store_report report = look(f->dir);
	assert_string_equal(said, "Change 82 says that it was compacted, and by change 131 nothing had replaced it.");
	assert_int_equal(report.journal_faults, 1);
}

/* ---- Free pages ----------------------------------------------------------------------- */

/* Where in the file bytes of the map stand. */
static off_t place_of(const void *at)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), within = (uintptr_t)at & (page - 1);
	size_t number;
	memcpy(&number, (const void *)((uintptr_t)at - within), sizeof number);
	return (off_t)(number * page + within);
}

/* The number of the page that the first row of a database stands in. */
static size_t page_of(MDB_txn *txn, MDB_dbi dbi)
{
	MDB_cursor *cursor;
	MDB_val key, value;
	assert_int_equal(mdb_cursor_open(txn, dbi, &cursor), 0);
	assert_int_equal(mdb_cursor_get(cursor, &key, &value, MDB_FIRST), 0);
	mdb_cursor_close(cursor);
	return (size_t)place_of(key.mv_data) / (size_t)sysconf(_SC_PAGESIZE);
}

enum free_word { COUNT, LARGEST, LEAST };

/* Writes a number over how many pages are freed by the last transaction of the list, or over one of them. */
static void put_free(const char *dir, enum free_word word, size_t number)
{
	struct env env = open_raw(dir);
	MDB_txn *txn;
	MDB_cursor *cursor;
	MDB_val key, value;
	size_t count;
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, MDB_RDONLY, &txn), 0);
	assert_int_equal(mdb_cursor_open(txn, 0, &cursor), 0);
	assert_int_equal(mdb_cursor_get(cursor, &key, &value, MDB_LAST), 0);
	memcpy(&count, value.mv_data, sizeof count);
	assert_true(count > 1);
	off_t place = place_of((uint8_t *)value.mv_data + (word == LEAST ? count : word) * sizeof count);
	mdb_cursor_close(cursor);
	mdb_txn_abort(txn);
	env_close(&env);
	char *path = support_text("%s/%s", dir, STORE_DATA);
	int file = open(path, O_WRONLY);
	assert_int_equal(pwrite(file, &number, sizeof number, place), sizeof number);
	close(file);
	free(path);
}

static size_t journal_page(const char *dir)
{
	struct env env = open_raw(dir);
	MDB_txn *txn;
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, MDB_RDONLY, &txn), 0);
	size_t page = page_of(txn, env.dbi[DB_JOURNAL]);
	mdb_txn_abort(txn);
	env_close(&env);
	return page;
}

static void expect_whole(const char *dir)
{
	struct store_options options = { .indexes = support_indexes };
	struct store *store;
	struct error error;
	assert_int_equal(look(dir).faults, 0);
	want(STATUS_OK, store_open(dir, &options, &store, &error));
	for (int i = 1; i < RECORDS; i += 2) {
		char name[32];
		name_of(i, name);
		want(STATUS_OK, support_put(store, STORE_UPDATED, name, "again", NULL, &error));
	}
	store_close(store);
	assert_int_equal(look(dir).faults, 0);
}

/* The next change would take the page and overwrite what the journal has in it. */
static void a_page_in_use_that_is_listed_as_free_is_a_fault_and_rebuilt_away(void **state)
{
	struct kept *f = *state;
	put_free(f->dir, LEAST, journal_page(f->dir));
	struct store_report report = look(f->dir);
	assert_string_equal(said,
			    "The list of the store's free pages has one that its database journal uses, or its page "
			    "is numbered otherwise: a change would overwrite what is kept.");
	assert_int_equal(report.faults, 1);
	assert_int_equal(report.journal_faults, 0);
	rebuild(f->dir);
	expect_whole(f->dir);
}

/* LMDB frees a page by the number that it has in itself. */
static void a_page_that_is_numbered_otherwise_is_a_fault_and_rebuilt_away(void **state)
{
	struct kept *f = *state;
	const size_t page = journal_page(f->dir), other = page + 1;
	char *path = support_text("%s/%s", f->dir, STORE_DATA);
	int file = open(path, O_WRONLY);
	assert_int_equal(pwrite(file, &other, sizeof other, (off_t)page * sysconf(_SC_PAGESIZE)), sizeof other);
	close(file);
	free(path);
	struct store_report report = look(f->dir);
	assert_non_null(strstr(said, " numbered otherwise: "));
	assert_int_equal(report.faults, 1);
	rebuild(f->dir);
	expect_whole(f->dir);
}

/* A page that the file does not have, one that is never free, one that is listed twice. */
static void a_list_of_free_pages_that_cannot_be_right_lets_nobody_write(void **state)
{
	struct kept *f = *state;
	struct store_options options = { .indexes = support_indexes };
	const struct {
		enum free_word word;
		size_t number;
	} rows[] = { { COUNT, 1 }, { COUNT, 1 << 20 }, { LARGEST, 1 << 20 }, { LARGEST, (size_t)1 << 60 },
		     { LEAST, 1 }, { LEAST, 0 },       { LARGEST, 2 } };
	size_t size;
	char *whole = read_file(f->dir, &size);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct store *store = NULL;
		struct error error;
		write_file(f->dir, whole, size);
		put_free(f->dir, rows[i].word, rows[i].number);
		assert_int_equal(look(f->dir).faults, 1);
		assert_non_null(strstr(said, "free pages does not hold"));
		want(STATUS_DATA_LOSS, store_open(f->dir, &options, &store, &error));
		assert_string_equal(error.reason, "FREE_PAGES");
		assert_non_null(strstr(error.message, "truced rebuild /"));
		options.read_only = true;
		want(STATUS_OK, store_open(f->dir, &options, &store, &error));
		store_close(store);
		options.read_only = false;
		char *copy = support_text("%s/copy-%zu", f->dir, i);
		if (store_backup(f->dir, copy, &error) != STATUS_OK)
			assert_string_equal(error.reason, "FREE_PAGES");
		else
			assert_int_equal(look(copy).faults, 0);
		free(copy);
		rebuild(f->dir);
		expect_whole(f->dir);
	}
	free(whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHANGES(content_that_nothing_replaced_is_missed),
		WITH_CHANGES(the_content_that_a_record_has_is_missed_and_no_index_blamed),
		WITH_CHANGES(a_page_in_use_that_is_listed_as_free_is_a_fault_and_rebuilt_away),
		WITH_CHANGES(a_page_that_is_numbered_otherwise_is_a_fault_and_rebuilt_away),
		WITH_CHANGES(a_list_of_free_pages_that_cannot_be_right_lets_nobody_write),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

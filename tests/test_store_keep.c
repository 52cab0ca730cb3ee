/* Damage of every kind of row, which reads and the verifier notice, and rebuilding. */
#include "tests/kept.h"

#include "store/text.h"
#include <sys/wait.h>

static void a_flipped_bit_in_any_database_is_found(void **state)
{
	struct kept *f = *state;
	size_t size;
	char *whole = read_file(f->dir, &size);
	assert_int_equal(faults_of(f->dir), 0);
	for (enum db db = 0; db < DB_COUNT; db++) {
		int flips = 0;
		for (size_t bit = 0; bit < 300; bit += 7) {
			if (!flip(f->dir, db, (int)bit % 3, bit))
				continue;
			assert_true(faults_of(f->dir) > 0);
			write_file(f->dir, whole, size);
			flips++;
		}
		assert_true(flips > 8 || (db == DB_REQUESTS || db == DB_EXPIRY));
		assert_true(flips > 0);
	}
	assert_int_equal(faults_of(f->dir), 0);
	free(whole);
}

/* What follows from a change that cannot be read is no fault of its own each; what is
 * damaged besides is told. */
static void one_flipped_bit_of_the_journal_is_not_told_a_hundred_times(void **state)
{
	struct kept *f = *state;
	for (int row = 0; row < 3; row++)
		assert_true(flip(f->dir, DB_JOURNAL, row, 200));
	int64_t faults = faults_of(f->dir);
	assert_in_range(faults, 1, 2); /* the three are beside one another */
	assert_true(flip(f->dir, DB_VERSIONS, 3, 70));
	assert_int_equal(faults_of(f->dir), faults + 1);
}

/* Reads all there is; DATA_LOSS, or OK. */
static enum status read_all(const char *dir)
{
	struct store_options options = { .indexes = support_indexes };
	struct store *store;
	struct store_txn *txn;
	struct store_scan scan;
	struct store_change change;
	struct store_postings postings;
	struct store_remembered remembered;
	struct store_text_view *view;
	struct arena arena;
	struct error error;
	uint32_t doc;
	int64_t number;
	enum status status = store_open(dir, &options, &store, &error);
	if (status != STATUS_OK)
		return status;
	want(STATUS_OK, store_read(store, &txn, &error));
	for (int64_t revision = 1; revision <= CHANGES && status == STATUS_OK; revision++)
		status = store_change(txn, revision, &change, &error);
	want(STATUS_OK, store_scan_begin(txn, (struct bytes){ 0 }, (struct bytes){ 0 }, 1, &scan, &error));
	while (status == STATUS_OK)
		status = store_scan_next(&scan, &change, &error);
	store_scan_end(&scan);
	status = status == STATUS_NOT_FOUND ? STATUS_OK : status;
	for (uint32_t d = 1; d <= RECORDS && status == STATUS_OK; d++)
		status = store_get_doc(txn, d, 0, &change, &error);
	for (uint32_t d = 1; d <= RECORDS && status == STATUS_OK; d++)
		status = store_get_brief(txn, d, &change, &error);
	for (int start = 'a'; start <= 'z' && status == STATUS_OK; start++) {
		uint8_t letter = (uint8_t)start;
		want(STATUS_OK, store_postings_begin(txn, START, bytes_of(&letter, 1), &postings, &error));
		while (status == STATUS_OK)
			status = store_postings_next(&postings, &doc, &error);
		store_postings_end(&postings);
		status = status == STATUS_NOT_FOUND ? STATUS_OK : status;
	}
	for (int i = 0; i < 3 && status == STATUS_OK; i++) {
		static const char *const prefixes[] = { "", "zones/", "rounds/" };
		status = store_count(txn, bytes_text(prefixes[i]), &number, &error);
	}
	arena_init(&arena, 1 << 20);
	if (status == STATUS_OK)
		status = store_recall(txn, BYTES_LITERAL("amal"), BYTES_LITERAL("request-7"), &arena, &remembered,
				      &error);
	if (status == STATUS_OK)
		status = store_text_open(txn, &arena, &view, &error);
	arena_fini(&arena);
	store_read_end(txn);
	store_close(store);
	return status;
}

static void reads_answer_data_loss_for_a_flipped_bit(void **state)
{
	struct kept *f = *state;
	size_t size;
	char *whole = read_file(f->dir, &size);
	assert_int_equal(read_all(f->dir), STATUS_OK);
	for (enum db db = 0; db < DB_COUNT; db++) {
		if (db == DB_EXPIRY) /* only writing looks at it */
			continue;
		for (size_t bit = 1; bit < 64; bit += 9) {
			assert_true(flip(f->dir, db, 0, bit));
			assert_int_equal(read_all(f->dir), STATUS_DATA_LOSS);
			write_file(f->dir, whole, size);
		}
	}
	assert_int_equal(read_all(f->dir), STATUS_OK);
	free(whole);
}

/* Flips bits of the file itself, anywhere; the verifier may die of it. */
static void a_flipped_bit_of_the_file_is_never_read_as_truth(void **state)
{
	struct kept *f = *state;
	char *path = support_text("%s/%s", f->dir, STORE_DATA);
	size_t size, before_size, after_size;
	char *whole = support_read(path, &size);
	char *before = support_dump(f->dir, &before_size);
	int noticed = 0;
	for (unsigned i = 0; i < 150; i++) {
		size_t at = (size_t)((uint64_t)i * 2654435761U % size);
		int file = open(path, O_WRONLY);
		char flipped = (char)(whole[at] ^ (1 << i % 8));
		assert_int_equal(pwrite(file, &flipped, 1, (off_t)at), 1);
		if (support_verify(f->dir) == 0) { /* then all that it holds is as before */
			char *after = support_dump(f->dir, &after_size);
			assert_string_equal(after, before);
			free(after);
		} else {
			noticed++;
		}
		assert_int_equal(pwrite(file, whole + at, 1, (off_t)at), 1);
		assert_int_equal(ftruncate(file, (off_t)size), 0);
		close(file);
	}
	assert_true(noticed > 10);
	free(before);
	free(whole);
	free(path);
}

static void delete_first(const char *dir, enum db db)
{
	struct env env = open_raw(dir);
	MDB_txn *txn;
	MDB_cursor *cursor;
	MDB_val key, value;
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
	assert_int_equal(mdb_cursor_open(txn, env.dbi[db], &cursor), 0);
	assert_int_equal(mdb_cursor_get(cursor, &key, &value, MDB_FIRST), 0);
	assert_int_equal(mdb_cursor_del(cursor, 0), 0);
	mdb_cursor_close(cursor);
	assert_int_equal(mdb_txn_commit(txn), 0);
	env_close(&env);
}

/* A row, rightly sealed, that should not be there. */
static void add_stray(const char *dir, enum db db)
{
	struct env env = open_raw(dir);
	struct store_txn txn;
	struct work work;
	struct error error;
	struct record_row row = { 1, RECORDS * 2 + 1, STORE_UPDATED };
	uint8_t key[13] = "\0\0\0\1\0\0\0\0\0\0\0\2", name_row[NAME_ROW], doc_row[DOC_ROW + 1], posting[POSTING];
	const uint8_t eight[8] = { 0 };
	name_row_put(name_row, &row);
	doc_row_put(doc_row, &row, BYTES_LITERAL("x"));
	posting_put(posting, posting_seed(BYTES_LITERAL("\7stray")), 1);
	work_init(&work);
	want(STATUS_OK, txn_begin(&env, &work, &txn, &error));
	switch (db) {
	case DB_NAMES:
		want(STATUS_OK,
		     txn_put(&txn, db, BYTES_LITERAL("zones/stray"), bytes_of(name_row, NAME_ROW), 0, &error));
		break;
	case DB_DOCS:
		want(STATUS_OK,
		     txn_put(&txn, db, BYTES_LITERAL("\0\0\1\0"), bytes_of(doc_row, sizeof doc_row), 0, &error));
		break;
	case DB_VERSIONS:
		want(STATUS_OK, txn_put(&txn, db, bytes_of(key, 12), BYTES_LITERAL("\2"), 0, &error));
		break;
	case DB_TERMS: {
		MDB_val k = { 6, (char[]){ "\7stray" } }, v = { sizeof posting, posting };
		assert_int_equal(mdb_put(txn.mdb, env.dbi[db], &k, &v, 0), 0);
		break;
	}
	default:
		want(STATUS_OK, txn_put(&txn, db, BYTES_LITERAL("\0stray/"), bytes_of(eight, 8), 0, &error));
	}
	want(STATUS_OK, txn_commit(&txn, &error));
	env_close(&env);
	work_fini(&work);
}

static void rebuild_mends_rows_that_are_missing_or_too_many(void **state)
{
	struct kept *f = *state;
	size_t before_size, after_size;
	rebuild(f->dir); /* which makes the text index of other segments than writing does */
	char *before = support_dump(f->dir, &before_size);
	for (enum db db = DB_VIEW_FIRST; db <= DB_VIEW_LAST; db++) {
		for (int stray = 0; stray < 2; stray++) {
			struct store_report report = { 0 };
			struct error error;
			if (stray)
				add_stray(f->dir, db);
			else
				delete_first(f->dir, db);
			assert_true(faults_of(f->dir) > 0);
			want(STATUS_OK, store_rebuild(f->dir, support_indexes, &report, &error));
			assert_int_equal(report.changes, CHANGES);
			assert_int_equal(report.records, RECORDS);
			assert_int_equal(faults_of(f->dir), 0);
			char *after = support_dump(f->dir, &after_size);
			assert_int_equal(after_size, before_size);
			assert_string_equal(after, before);
			free(after);
		}
	}
	free(before);
}

static void rebuild_forgets_requests_that_do_not_hold(void **state)
{
	struct kept *f = *state;
	struct store_report report = { 0 };
	struct error error;
	delete_first(f->dir, DB_EXPIRY);
	assert_int_equal(faults_of(f->dir), 1);
	want(STATUS_OK, store_rebuild(f->dir, support_indexes, &report, &error));
	assert_int_equal(faults_of(f->dir), 0);
	assert_int_equal(read_all(f->dir), STATUS_NOT_FOUND);
}

static void rebuild_refuses_a_damaged_journal_and_changes_nothing(void **state)
{
	struct kept *f = *state;
	struct store_report report = { 0 };
	struct error error;
	size_t before_size, after_size;
	assert_true(flip(f->dir, DB_JOURNAL, 4, 900));
	char *before = support_dump(f->dir, &before_size);
	want(STATUS_DATA_LOSS, store_rebuild(f->dir, support_indexes, &report, &error));
	char *after = support_dump(f->dir, &after_size);
	assert_string_equal(after, before);
	free(before);
	free(after);
}

/* An entry that was altered by somebody who knows how to seal it. */
static void an_altered_entry_breaks_the_chain(void **state)
{
	struct kept *f = *state;
	struct env env = open_raw(f->dir);
	struct store_txn txn;
	struct work work;
	struct error error;
	struct store_change change;
	uint8_t key[8];
	work_init(&work);
	want(STATUS_OK, txn_begin(&env, &work, &txn, &error));
	want(STATUS_OK, change_at(&txn, 5, &change, &error));
	change.reason = BYTES_LITERAL("for another reason");
	entry_digest(&change, change.digest);
	want(STATUS_OK, entry_encode(&change, &work.entry));
	want(STATUS_OK, txn_put(&txn, DB_JOURNAL, u64_key(key, 5), buffer_bytes(&work.entry), 0, &error));
	want(STATUS_OK, txn_commit(&txn, &error));
	env_close(&env);
	work_fini(&work);
	assert_int_equal(faults_of(f->dir), 1); /* change 6 carries another digest */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHANGES(a_flipped_bit_in_any_database_is_found),
		WITH_CHANGES(one_flipped_bit_of_the_journal_is_not_told_a_hundred_times),
		WITH_CHANGES(reads_answer_data_loss_for_a_flipped_bit),
		WITH_CHANGES(a_flipped_bit_of_the_file_is_never_read_as_truth),
		WITH_CHANGES(rebuild_mends_rows_that_are_missing_or_too_many),
		WITH_CHANGES(rebuild_forgets_requests_that_do_not_hold),
		WITH_CHANGES(rebuild_refuses_a_damaged_journal_and_changes_nothing),
		WITH_CHANGES(an_altered_entry_breaks_the_chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Keeping a store: verify, rebuild, compact, backup; and damage of every kind of
 * row, which reads and the verifier notice. */
#include "tests/support_store.h"

#include "store/private.h"
#include "store/text.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct kept {
	char *dir;
};

struct memory {
	struct store_job job;
	struct store_remembered result;
};

static enum status remember(struct store_job *job, struct store_txn *txn)
{
	struct memory *m = (struct memory *)job;
	return store_remember(txn, BYTES_LITERAL("amal"), BYTES_LITERAL("request-7"), &m->result, &job->error);
}

enum { RECORDS = 40, CHANGES = RECORDS * 3 + RECORDS / 4 };

static void name_of(int i, char out[32])
{
	snprintf(out, 32, "%s/%02d", i % 2 == 0 ? "zones" : "rounds", i);
}

/* Each record is made and changed twice; every fourth is deleted then. Change 7's
 * body is the remembered reply of a request. */
static void fill(struct store *store)
{
	struct error error;
	char name[32], body[64];
	for (int round = 0; round < 4; round++) {
		for (int i = 0; i < RECORDS; i++) {
			enum store_kind kind = round == 0 ? STORE_CREATED : round < 3 ? STORE_UPDATED : STORE_DELETED;
			if (kind == STORE_DELETED && i % 4 != 0)
				continue;
			name_of(i, name);
			snprintf(body, sizeof body, "record %d round%d word%d", i, round, i % 5);
			want(STATUS_OK, support_put(store, kind, name, body, NULL, &error));
		}
	}
	struct memory m = { .job.run = remember, .result = { .revision = 7, .reply_is_body = true } };
	want(STATUS_OK, store_write(store, &m.job));
}

static int set_up(void **state)
{
	struct kept *f = calloc(1, sizeof *f);
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	f->dir = support_folder();
	struct store *store = support_store(f->dir, &options);
	fill(store);
	store_close(store);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct kept *f = *state;
	support_remove(f->dir);
	free(f);
	return 0;
}

/* ---- Damage -------------------------------------------------------------------- */

/* Opens a store's databases for writing, past all checks. */
static struct env open_raw(const char *dir)
{
	struct env env = { 0 };
	MDB_txn *txn;
	assert_int_equal(mdb_env_create(&env.mdb), 0);
	assert_int_equal(mdb_env_set_maxdbs(env.mdb, DB_COUNT), 0);
	assert_int_equal(mdb_env_open(env.mdb, dir, MDB_NOSYNC, 0600), 0);
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
	for (enum db db = 0; db < DB_COUNT; db++)
		assert_int_equal(mdb_dbi_open(txn, db_name(db), 0, &env.dbi[db]), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	return env;
}

/* Flips one bit of the value of row number `at` of a database. */
static bool flip(const char *dir, enum db db, int at, size_t bit)
{
	struct env env = open_raw(dir);
	MDB_txn *txn;
	MDB_cursor *cursor;
	MDB_val key, value;
	uint8_t copy[4096];
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
	assert_int_equal(mdb_cursor_open(txn, env.dbi[db], &cursor), 0);
	int code = mdb_cursor_get(cursor, &key, &value, MDB_FIRST);
	for (; code == 0 && at > 0; at--)
		code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT);
	bool there = code == 0 && bit / 8 < value.mv_size;
	if (there) {
		assert_true(value.mv_size <= sizeof copy);
		memcpy(copy, value.mv_data, value.mv_size);
		copy[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(mdb_cursor_del(cursor, 0), 0);
		value.mv_data = copy;
		uint8_t name[512];
		memcpy(name, key.mv_data, key.mv_size);
		key.mv_data = name;
		mdb_cursor_close(cursor);
		assert_int_equal(mdb_put(txn, env.dbi[db], &key, &value, 0), 0);
		assert_int_equal(mdb_txn_commit(txn), 0);
	} else {
		mdb_cursor_close(cursor);
		mdb_txn_abort(txn);
	}
	env_close(&env);
	return there;
}

static int64_t faults_of(const char *dir)
{
	struct store_report report = { 0 };
	struct error error;
	enum status status = store_verify(dir, support_indexes, &report, &error);
	return status == STATUS_OK ? report.faults : status == STATUS_DATA_LOSS ? 1 : -1;
}

static char *read_file(const char *dir, size_t *size)
{
	char *path = support_text("%s/%s", dir, STORE_DATA), *whole = support_read(path, size);
	free(path);
	return whole;
}

static void write_file(const char *dir, const char *whole, size_t size)
{
	char *path = support_text("%s/%s", dir, STORE_DATA);
	int file = open(path, O_WRONLY | O_TRUNC);
	assert_int_equal(write(file, whole, size), size);
	close(file);
	free(path);
}

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
	if (status == STATUS_OK)
		status = store_recall(txn, BYTES_LITERAL("amal"), BYTES_LITERAL("request-7"), &remembered, &error);
	arena_init(&arena, 1 << 20);
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

static void rebuild(const char *dir)
{
	struct store_report report = { 0 };
	struct error error;
	want(STATUS_OK, store_rebuild(dir, support_indexes, &report, &error));
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
	want(STATUS_OK, store_recall(txn, BYTES_LITERAL("amal"), BYTES_LITERAL("request-7"), &remembered, &error));
	assert_false(remembered.reply_is_body);
	assert_true(bytes_equal(remembered.reply, BYTES_LITERAL("record 6 round0 word1")));
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
#define WITH_CHANGES(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		WITH_CHANGES(a_backup_beside_four_writers_verifies),
		WITH_CHANGES(a_flipped_bit_in_any_database_is_found),
		WITH_CHANGES(reads_answer_data_loss_for_a_flipped_bit),
		WITH_CHANGES(a_flipped_bit_of_the_file_is_never_read_as_truth),
		WITH_CHANGES(rebuild_mends_rows_that_are_missing_or_too_many),
		WITH_CHANGES(rebuild_forgets_requests_that_do_not_hold),
		WITH_CHANGES(rebuild_refuses_a_damaged_journal_and_changes_nothing),
		WITH_CHANGES(an_altered_entry_breaks_the_chain),
		WITH_CHANGES(compact_keeps_the_chain_and_the_states_from_a_revision_on),
		WITH_CHANGES(compact_to_the_end_keeps_each_record_once),
		WITH_CHANGES(compact_refuses_damage_and_changes_nothing),
		WITH_CHANGES(compact_gives_room_back),
		WITH_CHANGES(a_backup_holds_the_same_and_is_made_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

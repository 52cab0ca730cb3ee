/* A store with changes to be damaged, mended, compacted and copied: each test has its
 * own. */
#ifndef TRUCE_TESTS_KEPT_H
#define TRUCE_TESTS_KEPT_H

#include "tests/support_store.h"

#include "store/private.h"
#include <fcntl.h>
#include <unistd.h>

struct kept {
	char *dir;
};

struct memory {
	struct store_job job;
	struct store_remembered result;
};

static inline enum status remember(struct store_job *job, struct store_txn *txn)
{
	struct memory *m = (struct memory *)job;
	return store_remember(txn, BYTES_LITERAL("amal"), BYTES_LITERAL("request-7"), &m->result, &job->error);
}

enum { RECORDS = 40, CHANGES = RECORDS * 3 + RECORDS / 4 };

static inline void name_of(int i, char out[32])
{
	snprintf(out, 32, "%s/%02d", i % 2 == 0 ? "zones" : "rounds", i);
}

/* Each record is made and changed twice; every fourth is deleted then. The
 * bodies of changes 7 and 70 are pieces of the remembered reply of a request. */
static inline void fill(struct store *store)
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
	const struct store_piece pieces[] = {
		{ .bytes = BYTES_LITERAL("<") }, { .revision = 7 }, { .revision = 70 }, { .bytes = BYTES_LITERAL(">") }
	};
	struct memory m = { .job.run = remember, .result = { .revision = 70, .pieces = pieces, .count = 4 } };
	want(STATUS_OK, store_write(store, &m.job));
}

static inline int set_up(void **state)
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

static inline int tear_down(void **state)
{
	struct kept *f = *state;
	support_remove(f->dir);
	free(f);
	return 0;
}

/* Opens a store's databases for writing, past all checks. */
static inline struct env open_raw(const char *dir)
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
static inline bool flip(const char *dir, enum db db, int at, size_t bit)
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

static inline int64_t faults_of(const char *dir)
{
	struct store_report report = { 0 };
	struct error error;
	enum status status = store_verify(dir, support_indexes, &report, &error);
	return status == STATUS_OK ? report.faults : status == STATUS_DATA_LOSS ? 1 : -1;
}

static inline char *read_file(const char *dir, size_t *size)
{
	char *path = support_text("%s/%s", dir, STORE_DATA), *whole = support_read(path, size);
	free(path);
	return whole;
}

static inline void write_file(const char *dir, const char *whole, size_t size)
{
	char *path = support_text("%s/%s", dir, STORE_DATA);
	int file = open(path, O_WRONLY | O_TRUNC);
	assert_int_equal(write(file, whole, size), size);
	close(file);
	free(path);
}

static inline void rebuild(const char *dir)
{
	struct store_report report = { 0 };
	struct error error;
	want(STATUS_OK, store_rebuild(dir, support_indexes, &report, &error));
}

#define WITH_CHANGES(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif

/* What is remembered of requests. */
#include "tests/support_store.h"

#include "store/live.h"

struct memory {
	struct store_job job;
	const char *actor, *id;
	struct store_remembered result;
};

static enum status remember(struct store_job *job, struct store_txn *txn)
{
	struct memory *m = (struct memory *)job;
	return store_remember(txn, bytes_text(m->actor), bytes_text(m->id), &m->result, &job->error);
}

static void keep(struct store *store, const char *actor, const char *id, const char *reply)
{
	const struct store_piece piece = { .bytes = bytes_text(reply) };
	struct memory m = { .job.run = remember, .actor = actor, .id = id };
	m.result.pieces = &piece;
	m.result.count = 1;
	memset(m.result.digest, reply[0], STORE_DIGEST);
	support_want(STATUS_OK, store_write(store, &m.job), &m.job.error, "store_remember");
}

static bool is_kept(struct store *store, const char *actor, const char *id, const char *reply)
{
	struct store_txn *txn;
	struct store_remembered got;
	struct arena arena;
	struct error error;
	arena_init(&arena, 1 << 20);
	want(STATUS_OK, store_read(store, &txn, &error));
	enum status status = store_recall(txn, bytes_text(actor), bytes_text(id), &arena, &got, &error);
	bool same = status == STATUS_OK && got.count == 1 && bytes_equal(got.pieces[0].bytes, bytes_text(reply)) &&
		    got.digest[31] == reply[0];
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		fail_msg("%s", error.message);
	store_read_end(txn);
	arena_fini(&arena);
	return same;
}

static void a_result_is_remembered_by_actor_and_request(void **state)
{
	struct fixture *f = *state;
	keep(f->store, "amal", "1", "first");
	keep(f->store, "amal", "2", "second");
	keep(f->store, "amal1", "", "third");
	f->store = support_reopen(f->store, f->dir);
	assert_true(is_kept(f->store, "amal", "1", "first"));
	assert_true(is_kept(f->store, "amal", "2", "second"));
	assert_true(is_kept(f->store, "amal1", "", "third"));
	assert_false(is_kept(f->store, "am", "al1", "first"));
	assert_false(is_kept(f->store, "amal", "3", ""));
	keep(f->store, "amal", "1", "anew");
	assert_true(is_kept(f->store, "amal", "1", "anew"));
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(support_faults(f->dir), 0);
}

static int64_t remembered(struct store *store)
{
	struct store_txn *txn;
	struct error error;
	MDB_stat requests, expiry;
	want(STATUS_OK, store_read(store, &txn, &error));
	mdb_stat(txn->mdb, txn->env->dbi[DB_REQUESTS], &requests);
	mdb_stat(txn->mdb, txn->env->dbi[DB_EXPIRY], &expiry);
	store_read_end(txn);
	assert_int_equal(requests.ms_entries, expiry.ms_entries);
	return (int64_t)requests.ms_entries;
}

static void a_result_is_forgotten_when_it_is_old_and_others_came_after(void **state)
{
	struct fixture *f = *state;
	char id[16];
	f->store->remember_count = 10; /* old, but not many: all are kept */
	f->store->remember_ns = -1;
	for (int i = 0; i < 10; i++) {
		snprintf(id, sizeof id, "%d", i);
		keep(f->store, "amal", id, "reply");
	}
	assert_int_equal(remembered(f->store), 10);
	keep(f->store, "amal", "10", "reply"); /* one too many: the first goes */
	assert_int_equal(remembered(f->store), 10);
	assert_false(is_kept(f->store, "amal", "0", "reply"));
	assert_true(is_kept(f->store, "amal", "1", "reply"));
	f->store->remember_ns = REMEMBER_NS; /* many, but not old: all are kept */
	for (int i = 11; i < 31; i++) {
		snprintf(id, sizeof id, "%d", i);
		keep(f->store, "amal", id, "reply");
	}
	assert_int_equal(remembered(f->store), 30);
	f->store->remember_ns = -1; /* catches up a few at a time */
	keep(f->store, "amal", "31", "reply");
	assert_int_equal(remembered(f->store), 27);
	for (int i = 32; i < 40; i++) {
		snprintf(id, sizeof id, "%d", i);
		keep(f->store, "amal", id, "reply");
	}
	assert_int_equal(remembered(f->store), 10);
	assert_true(is_kept(f->store, "amal", "39", "reply"));
	assert_false(is_kept(f->store, "amal", "29", "reply"));
}

/* Dates the first request fifty years ahead. */
static enum status put_ahead(struct store_job *job, struct store_txn *txn)
{
	uint8_t key[8], expiry[EXPIRY_SIZE];
	struct bytes content;
	enum status status = txn_get(txn, DB_EXPIRY, u64_key(key, 1), &content, &job->error);
	if (status != STATUS_OK)
		return status;
	memcpy(expiry, content.data, sizeof expiry);
	put_u64(expiry, get_u64(content.data) + 50 * 365 * (uint64_t)REMEMBER_NS);
	return txn_put(txn, DB_EXPIRY, u64_key(key, 1), bytes_of(expiry, sizeof expiry), 0, &job->error);
}

static void a_clock_that_was_ahead_does_not_keep_results_for_ever(void **state)
{
	struct fixture *f = *state;
	struct store_job job = { .run = put_ahead };
	f->store->remember_count = 2;
	keep(f->store, "amal", "0", "reply");
	struct error *error = &job.error;
	support_want(STATUS_OK, store_write(f->store, &job), error, "the date");
	keep(f->store, "amal", "1", "reply");
	keep(f->store, "amal", "2", "reply");
	assert_int_equal(remembered(f->store), 2);
	assert_false(is_kept(f->store, "amal", "0", "reply"));
	assert_true(is_kept(f->store, "amal", "1", "reply"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_result_is_remembered_by_actor_and_request),
		WITH_A_STORE(a_result_is_forgotten_when_it_is_old_and_others_came_after),
		WITH_A_STORE(a_clock_that_was_ahead_does_not_keep_results_for_ever),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A store's file that others take away while it is open. */
#include "tests/support_store.h"

#include "store/private.h"

#include <fcntl.h>
#include <unistd.h>

static void a_file_that_is_taken_away_is_written_to_no_more(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store_state is;
	char *data = support_text("%s/%s", f->dir, STORE_DATA), *other = support_text("%s/other", f->dir);
	for (int replaced = 0; replaced < 2; replaced++) {
		want(STATUS_OK,
		     support_put(f->store, STORE_CREATED, replaced ? "zones/b" : "zones/a", "x", NULL, &error));
		assert_int_equal(rename(data, other), 0);
		if (replaced)
			assert_true(close(open(data, O_WRONLY | O_CREAT, 0600)) == 0);
		want(STATUS_FAILED_PRECONDITION, support_put(f->store, STORE_CREATED, "zones/c", "x", NULL, &error));
		assert_string_equal(error.reason, "READ_ONLY");
		want(STATUS_OK, store_state(f->store, &is, &error));
		assert_non_null(strstr(is.read_only_reason, "/proc/PID/fd."));
		assert_int_equal(is.revision, replaced + 1);
		assert_int_equal(rename(other, data), 0);
		f->store = support_reopen(f->store, f->dir);
	}
	free(data);
	free(other);
}

/* Who thinks that a crash left the locks removes them; that lets no second writer in. */
static void a_second_writer_is_refused_where_the_locks_were_removed(void **state)
{
	struct fixture *f = *state;
	struct store_options options = { .indexes = support_indexes };
	struct store *second = NULL;
	struct error error;
	char *lock = support_text("%s/%s", f->dir, STORE_LOCK), *readers = support_text("%s/lock.mdb", f->dir);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(unlink(lock), 0);
		assert_int_equal(unlink(readers), 0);
		want(STATUS_FAILED_PRECONDITION, store_open(f->dir, &options, &second, &error));
		assert_string_equal(error.reason, "STORE_BUSY");
		assert_non_null(strstr(error.message, "End that process first."));
		want(STATUS_OK,
		     support_put(f->store, STORE_CREATED, i == 0 ? "zones/a" : "zones/b", "x", NULL, &error));
	}
	f->store = support_reopen(f->store, f->dir);
	free(lock);
	free(readers);
}

/* The first state of the record is read on by a reader that the writer would not know of. */
static void a_reader_is_seen_where_the_locks_were_removed(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct env reader;
	struct store_txn txn;
	struct store_change change;
	char *readers = support_text("%s/lock.mdb", f->dir), body[64];
	want(STATUS_OK, support_put(f->store, STORE_CREATED, "zones/a", "the first state", NULL, &error));
	assert_int_equal(unlink(readers), 0);
	want(STATUS_OK, support_put(f->store, STORE_CREATED, "zones/b", "x", NULL, &error));
	assert_int_equal(access(readers, F_OK), 0);
	char *lock = support_text("%s/%s", f->dir, STORE_LOCK);
	assert_int_equal(unlink(lock), 0); /* one process has a store open once */
	want(STATUS_OK, env_open(f->dir, HOLD_READ, 0, &reader, &error));
	want(STATUS_OK, txn_begin(&reader, NULL, &txn, &error));
	for (int i = 0; i < 50; i++) {
		snprintf(body, sizeof body, "state %d", i);
		want(STATUS_OK, support_put(f->store, STORE_UPDATED, "zones/a", body, NULL, &error));
	}
	want(STATUS_OK, change_at(&txn, 1, &change, &error));
	assert_int_equal(change.body.size, strlen("the first state"));
	want(STATUS_OK, change_at(&txn, 2, &change, &error));
	txn_abort(&txn);
	env_close(&reader);
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(support_faults(f->dir), 0);
	free(lock);
	free(readers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_file_that_is_taken_away_is_written_to_no_more),
		WITH_A_STORE(a_second_writer_is_refused_where_the_locks_were_removed),
		WITH_A_STORE(a_reader_is_seen_where_the_locks_were_removed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

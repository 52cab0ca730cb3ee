/* Each allocation of each of the store's operations fails once, LMDB's as well as
 * ours: the operation says so or succeeds, nothing leaks, and the store is whole. */
#include "tests/support_store.h"

#include "tests/failing.h"

struct bench {
	char *dir, *other; /* where the store is; a folder that is not there */
	struct store *store;
	int round;
	int64_t revision;
};

static enum status count_the_writer_in(struct store_job *job, struct store_txn *txn)
{
	(void)job;
	(void)txn;
	is_own = true;
	return STATUS_ABORTED;
}

static void open_again(struct bench *b)
{
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	struct store_job job = { .run = count_the_writer_in };
	struct error error;
	want(STATUS_OK, store_open(b->dir, &options, &b->store, &error));
	want(STATUS_ABORTED, store_write(b->store, &job));
}

static enum status fill(struct store_job *job, struct store_txn *txn)
{
	struct support_change *change = (struct support_change *)job;
	const struct store_piece piece = { .bytes = BYTES_LITERAL("a reply") };
	struct store_remembered result = { .pieces = &piece, .count = 1 };
	enum status status = store_append(txn, &change->entry, &change->revision, &job->error);
	if (status != STATUS_OK)
		return status;
	result.revision = change->revision;
	return store_remember(txn, BYTES_LITERAL("amal"), change->entry.name, &result, &job->error);
}

/* ---- Operations, each with all that it has to clean up -------------------------- */

static enum status make(struct bench *b, struct error *error)
{
	return store_init(b->other, error);
}

static enum status open_and_close(struct bench *b, struct error *error)
{
	struct store_options options = { .indexes = support_indexes };
	struct store *store;
	enum status status = store_open(b->dir, &options, &store, error);
	if (status == STATUS_OK)
		store_close(store);
	return status;
}

static enum status write_one(struct bench *b, struct error *error)
{
	struct support_change change;
	char name[32], body[256];
	snprintf(name, sizeof name, "zones/%d", b->round);
	snprintf(body, sizeof body, "more words than the last time: %0*d", 10 + b->round % 90, b->round);
	support_change_init(&change, STORE_CREATED, name, bytes_text(body));
	change.job.run = fill;
	enum status status = store_write(b->store, &change.job);
	if (status == STATUS_OK)
		b->revision = change.revision;
	else
		*error = change.job.error;
	return status;
}

static enum status walk_all(struct store_txn *txn, struct error *error)
{
	struct store_scan scan;
	struct store_postings postings;
	struct store_change change;
	uint32_t doc;
	enum status status = store_scan_begin(txn, BYTES_LITERAL("zones/"), (struct bytes){ 0 }, 0, &scan, error);
	if (status != STATUS_OK)
		return status;
	while ((status = store_scan_next(&scan, &change, error)) == STATUS_OK)
		;
	store_scan_end(&scan);
	if (status == STATUS_NOT_FOUND)
		status = store_postings_begin(txn, WORDS, BYTES_LITERAL("words"), &postings, error);
	if (status != STATUS_OK)
		return status;
	while ((status = store_postings_next(&postings, &doc, error)) == STATUS_OK)
		;
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status read_all(struct bench *b, struct error *error)
{
	struct store_txn *txn;
	int64_t revision = 0;
	enum status status = store_read(b->store, &txn, error);
	if (status != STATUS_OK)
		return status;
	status = store_history_next(txn, BYTES_LITERAL("zones/first"), 0, false, &revision, error);
	if (status == STATUS_OK)
		status = walk_all(txn, error);
	store_read_end(txn);
	return status;
}

static enum status verify(struct bench *b, struct error *error)
{
	struct store_report report = { 0 };
	enum status status = store_verify(b->dir, support_indexes, &report, error);
	return status == STATUS_OK && report.faults > 0 ? STATUS_DATA_LOSS : status;
}

static enum status back_up(struct bench *b, struct error *error)
{
	return store_backup(b->dir, b->other, error);
}

static enum status rebuild(struct bench *b, struct error *error)
{
	struct store_report report = { 0 };
	return store_rebuild(b->dir, support_indexes, &report, error);
}

static enum status compact(struct bench *b, struct error *error)
{
	struct store_report report = { 0 };
	return store_compact(b->dir, 1, &report, error);
}

/* ---- The loop ------------------------------------------------------------------- */

static void prepare(struct bench *b)
{
	struct error error;
	*b = (struct bench){ .dir = support_folder() };
	b->other = support_text("%s-other", b->dir);
	store_close(support_store(b->dir, NULL));
	open_again(b);
	want(STATUS_OK, support_put(b->store, STORE_CREATED, "zones/first", "some words", &b->revision, &error));
}

/* The store opens, has all that was acknowledged and nothing that was refused. */
static void check_whole(struct bench *b)
{
	struct store_txn *txn;
	struct error error;
	if (b->store == NULL)
		open_again(b);
	want(STATUS_OK, store_read(b->store, &txn, &error));
	assert_int_equal(store_revision(txn), b->revision);
	store_read_end(txn);
	store_close(b->store);
	b->store = NULL;
	assert_int_equal(support_faults(b->dir), 0);
}

static bool fails_cleanly(enum status status)
{
	return status == STATUS_OK || status == STATUS_RESOURCE_EXHAUSTED || status == STATUS_UNAVAILABLE;
}

static void fail_each(enum status (*operation)(struct bench *b, struct error *error), bool is_open)
{
	struct bench b;
	int most = 0;
	prepare(&b);
	is_own = true;
	atomic_store(&own_only, true); /* a sanitizer allocates for threads that begin */
	for (bool clean = false; !clean; b.round++) {
		struct error error = { 0 };
		if (is_open && b.store == NULL)
			open_again(&b);
		if (!is_open) {
			store_close(b.store);
			b.store = NULL;
		}
		atomic_store(&failed, false);
		atomic_store(&countdown, b.round + 1);
		enum status status = operation(&b, &error);
		atomic_store(&countdown, 0);
		clean = !atomic_load(&failed);
		if (!fails_cleanly(status) || (clean && status != STATUS_OK))
			support_want(STATUS_OK, status, &error, "the operation");
		assert_null(strstr(error.message, "does not take record")); /* it would, with memory */
		check_whole(&b);
		support_remove(support_text("%s", b.other));
		most++;
	}
	assert_true(most > 1);
	free(b.other);
	support_remove(b.dir);
}

#define FAILS(operation, is_open)                                                                                      \
	static void operation##_survives_each_allocation_that_fails(void **state)                                      \
	{                                                                                                              \
		(void)state;                                                                                           \
		fail_each(operation, is_open);                                                                         \
	}
FAILS(make, false)
FAILS(open_and_close, false)
FAILS(write_one, true)
FAILS(read_all, true)
FAILS(verify, false)
FAILS(back_up, false)
FAILS(rebuild, false)
FAILS(compact, false)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(make_survives_each_allocation_that_fails),
		cmocka_unit_test(open_and_close_survives_each_allocation_that_fails),
		cmocka_unit_test(write_one_survives_each_allocation_that_fails),
		cmocka_unit_test(read_all_survives_each_allocation_that_fails),
		cmocka_unit_test(verify_survives_each_allocation_that_fails),
		cmocka_unit_test(back_up_survives_each_allocation_that_fails),
		cmocka_unit_test(rebuild_survives_each_allocation_that_fails),
		cmocka_unit_test(compact_survives_each_allocation_that_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

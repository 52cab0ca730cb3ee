/* Reads of one thread that share a transaction. */
#include "store/live.h"

#include "store/text.h"
#include "tests/support_store.h"

static void put(struct store *store, const char *name)
{
	struct error error;
	want(STATUS_OK, support_put(store, STORE_CREATED, name, "some words", NULL, &error));
}

/* The revision that a read which begins now sees. */
static int64_t seen(struct store *store)
{
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	int64_t revision = store_revision(txn);
	store_read_end(txn);
	return revision;
}

static void reads_that_share_see_what_the_first_of_them_saw(void **state)
{
	struct fixture *f = *state;
	put(f->store, "zones/a");
	store_share(f->store);
	put(f->store, "zones/b"); /* before the first read */
	assert_int_equal(seen(f->store), 2);
	put(f->store, "zones/c");
	assert_int_equal(seen(f->store), 2);
	store_part(f->store);
	assert_int_equal(seen(f->store), 3);
	store_share(f->store);
	assert_int_equal(seen(f->store), 3);
	store_part(f->store);
}

static void a_read_within_another_is_one_of_its_own(void **state)
{
	struct fixture *f = *state;
	struct store_txn *outer, *inner;
	struct error error;
	put(f->store, "zones/a");
	store_share(f->store);
	want(STATUS_OK, store_read(f->store, &outer, &error));
	put(f->store, "zones/b");
	want(STATUS_OK, store_read(f->store, &inner, &error));
	assert_int_equal(store_revision(outer), 1);
	assert_int_equal(store_revision(inner), 2);
	store_read_end(inner);
	store_read_end(outer);
	assert_int_equal(seen(f->store), 1);
	store_part(f->store);
}

static void *pause_and_resume(void *arg)
{
	struct store *store = arg;
	pool_pause(&store->pool);
	pool_resume(&store->pool);
	return NULL;
}

static void who_waits_for_all_reads_waits_for_the_one_at_hand_alone(void **state)
{
	struct fixture *f = *state;
	struct store_txn *txn;
	struct error error;
	pthread_t thread;
	put(f->store, "zones/a");
	store_share(f->store);
	want(STATUS_OK, store_read(f->store, &txn, &error));
	assert_int_equal(pthread_create(&thread, NULL, pause_and_resume, f->store), 0);
	while (!atomic_load(&f->store->pool.paused))
		sched_yield();
	store_read_end(txn);
	pthread_join(thread, NULL);
	put(f->store, "zones/b");
	assert_int_equal(seen(f->store), 2);
	store_part(f->store);
}

/* Units of the text index, as a read that begins now sees them. */
static int64_t units(struct store *store)
{
	struct store_txn *txn;
	struct store_text_view *view;
	struct error error;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	want(STATUS_OK, store_read(store, &txn, &error));
	want(STATUS_OK, store_text_open(txn, &arena, &view, &error));
	int64_t count = view->units;
	for (size_t i = 0; i < view->count; i++)
		assert_ptr_equal(view->segments[i].view, view);
	store_read_end(txn);
	arena_fini(&arena);
	return count;
}

static void the_text_index_is_read_again_once_it_has_changed(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(units(f->store), 0);
	for (int i = 1; i < 20; i++) {
		char name[24];
		snprintf(name, sizeof name, "zones/%d", i);
		put(f->store, name);
		const int64_t count = units(f->store);
		assert_true(count >= i);
		assert_int_equal(units(f->store), count);
		pool_pause(&f->store->pool);
		pool_resume(&f->store->pool);
		assert_int_equal(units(f->store), count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(reads_that_share_see_what_the_first_of_them_saw),
		WITH_A_STORE(a_read_within_another_is_one_of_its_own),
		WITH_A_STORE(who_waits_for_all_reads_waits_for_the_one_at_hand_alone),
		WITH_A_STORE(the_text_index_is_read_again_once_it_has_changed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

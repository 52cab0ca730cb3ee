/* A read that is held up while it begins. LMDB takes the number of the last commit, and then that commit's state,
 * which two commits later is another's: what the read then sees is later than its number says. Here LMDB's number is
 * given so, once. */
#include "tests/text_world.h"

#include <dlfcn.h>

#include "store/live.h"

static _Thread_local size_t held_up; /* the number that the next transaction of this thread says; 0 for its own */

/* Stands before LMDB's own. */
size_t mdb_txn_id(MDB_txn *txn)
{
	size_t (*own)(MDB_txn *);
	const size_t id = held_up;
	*(void **)&own = dlsym(RTLD_NEXT, "mdb_txn_id");
	held_up = 0;
	return id != 0 ? id : own(txn);
}

static size_t number_of_last_commit(struct world *w)
{
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(w->store, &txn, &error));
	const size_t id = mdb_txn_id(txn->mdb);
	store_read_end(txn);
	return id;
}

/* The units that a word is in, as a read of the last commit tells, or one that was held up. */
static void expect_units(struct world *w, size_t number, const char *word, int64_t units, int64_t revision)
{
	struct store_txn *txn;
	struct store_text_view *view;
	struct store_text_term term;
	struct arena arena;
	struct error error;
	arena_init(&arena, 1 << 20);
	held_up = number;
	want(STATUS_OK, store_read(w->store, &txn, &error));
	assert_int_equal(held_up, 0);
	assert_true(store_revision(txn) == revision);
	want(STATUS_OK, store_text_open(txn, &arena, &view, &error));
	want(STATUS_OK, store_text_find(view, STORE_TEXT_WORD, bytes_text(word), &term, &error));
	assert_true(term.df == units);
	assert_true(count_alive(&term) == units);
	want(STATUS_OK, store_text_check(view, &error));
	store_read_end(txn);
	arena_fini(&arena);
}

/* Two commits behind a read, whose number it answers. */
static size_t change_twice(struct world *w)
{
	put(w, STORE_CREATED, w->made++, strdup("corridor\ncorridor\n"));
	const size_t before = number_of_last_commit(w);
	expect_units(w, 0, "corridor", 2, 1); /* the slot knows that state */
	put(w, STORE_CREATED, w->made++, strdup("another corridor\n"));
	put(w, STORE_UPDATED, 0, strdup("a road\n"));
	return before;
}

static void test_a_read_held_up_while_two_changes_are_kept_sees_one_state(void **state)
{
	struct world *w = *state;
	const size_t before = change_twice(w);
	expect_units(w, before, "corridor", 1, 3);
	expect_units(w, 0, "corridor", 1, 3);
	expect_units(w, 0, "road", 1, 3);
}

/* The same where another process writes: no commit ended in this one. */
static void test_a_read_of_another_process_s_store_held_up_sees_one_state(void **state)
{
	struct world *w = *state;
	const size_t before = change_twice(w);
	pool_note_commit(&w->store->pool, 0);
	expect_units(w, before, "corridor", 1, 3);
}

int main(void)
{
	text_rest = LONG_REST;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_read_held_up_while_two_changes_are_kept_sees_one_state, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_a_read_of_another_process_s_store_held_up_sees_one_state, set_up,
						tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Merging the text index's segments, beside the writer and at rest: what is found stays
 * the model's, readers see whole states, and the file does not grow. */
#include "tests/text_world.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "store/live.h"

/* ---- Merges beside the writer -------------------------------------------------------- */

static int set_up_beside(void **state)
{
	text_writer_most = 0;
	return set_up(state);
}

static int set_up_at_rest(void **state)
{
	text_rest = 0;
	return set_up(state);
}

static int tear_down_beside(void **state)
{
	int failed = tear_down(state);
	text_writer_most = TEXT_WRITER_MOST; /* nobody reads them any more */
	text_rest = LONG_REST;
	return failed;
}

/* What is to be merged now, at rest or beside the writer; how many segments there are. */
static uint32_t choose(struct world *w, bool rests, struct text_choice *choice)
{
	struct store_txn *txn;
	struct arena arena;
	struct text_head head;
	struct error error;
	want(STATUS_OK, store_read(w->store, &txn, &error));
	arena_init(&arena, 1 << 20);
	want(STATUS_OK, text_head_get(txn, &arena, &head, &error));
	if (rests)
		text_choose_at_rest(&head, choice);
	else
		text_choose(&head, true, TEXT_FAN, choice);
	arena_fini(&arena);
	store_read_end(txn);
	return head.count;
}

/* Until no level has as many segments as are merged. */
static void await_merges(struct world *w)
{
	struct text_choice choice;
	while (choose(w, false, &choice), choice.count > 0) {
		keeper_note(&w->store->keeper, true);
		sched_yield();
	}
}

static void test_what_is_merged_beside_the_writer_is_found(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 300; i++)
		step(w, 4);
	check(w);
	await_merges(w);
	check(w);
	check_verified(w);
	check(w);
}

/* ---- A store at rest ------------------------------------------------------------------- */

/* Until nothing is left that a rest merges; how many segments there are then. */
static uint32_t await_rest(struct world *w)
{
	struct text_choice choice;
	uint32_t count;
	while (count = choose(w, true, &choice), choice.count > 0) {
		keeper_note(&w->store->keeper, false);
		sched_yield();
	}
	return count;
}

static void test_a_store_at_rest_has_few_segments(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 60; i++) {
		step(w, 40);
		if (i % 20 == 19)
			assert_in_range(await_rest(w), 1, 5);
	}
	check(w);
	reopen(w);
	assert_in_range(await_rest(w), 1, 5);
	check(w);
}

static void expect_choice(const uint32_t *bytes, uint32_t count, const char *wanted)
{
	struct text_piece pieces[16] = { { 0 } };
	const struct text_head head = { .count = count, .pieces = pieces };
	struct text_choice choice;
	char seen[100] = "";
	for (uint32_t i = 0; i < count; i++)
		pieces[i] = (struct text_piece){ .id = i, .bytes = bytes[i], .level = i % 3 };
	text_choose_at_rest(&head, &choice);
	for (size_t i = 0; i < choice.count; i++)
		snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%zu ", choice.places[i]);
	assert_string_equal(seen, wanted);
}

static void test_a_rest_does_not_write_what_is_large_again_for_what_is_small(void **state)
{
	enum { K = 1 << 10, M = 1 << 20 };
	(void)state;
	expect_choice((const uint32_t[]){ 0 }, 0, "");
	expect_choice((const uint32_t[]){ 5 * K }, 1, "");
	expect_choice((const uint32_t[]){ 100 * M, K }, 2, "");
	expect_choice((const uint32_t[]){ 100 * M, K, K }, 3, "1 2 ");
	expect_choice((const uint32_t[]){ 96 * M, 6 * M }, 2, "0 1 ");
	expect_choice((const uint32_t[]){ 97 * M, 6 * M }, 2, "");
	expect_choice((const uint32_t[]){ 70 * K, K, 3 * K }, 3, "1 2 ");
	expect_choice((const uint32_t[]){ 8 * K, K, 3 * K, 200 * K }, 4, "0 1 2 ");
	expect_choice((const uint32_t[]){ 150 * M, 70 * M, 90 * M, 40 * M, M }, 5, "0 1 2 3 4 ");
	expect_choice((const uint32_t[]){ 900 * M, 600 * M, 600 * M, 200 * M }, 4, "1 2 3 ");
	expect_choice((const uint32_t[]){ 1100 * M, 1100 * M }, 2, "");
	expect_choice((const uint32_t[]){ 9, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 10, "0 1 2 3 4 5 6 7 8 9 ");
}

/* Readers count the postings of terms that are alive against df, in views of their own,
 * while the store is written and merged. */
struct counter {
	struct store *store;
	pthread_t thread;
	atomic_bool *over;
	int64_t looks;
	bool wrong;
};

static bool look(struct counter *counter, struct arena *arena)
{
	struct store_txn *txn;
	struct store_text_view *view;
	struct store_text_term term;
	char word[16];
	snprintf(word, sizeof word, "w%d", (int)(counter->looks % 40));
	if (store_read(counter->store, &txn, NULL) != STATUS_OK)
		return false;
	bool fits = store_text_open(txn, arena, &view, NULL) == STATUS_OK &&
		    store_text_find(view, STORE_TEXT_WORD, bytes_text(word), &term, NULL) == STATUS_OK &&
		    count_alive(&term) == term.df && store_text_check(view, NULL) == STATUS_OK;
	store_read_end(txn);
	return fits;
}

static void *count_for_ever(void *arg)
{
	struct counter *counter = arg;
	struct arena arena;
	arena_init(&arena, 16 << 20);
	while (!atomic_load(counter->over)) {
		counter->wrong = counter->wrong || !look(counter, &arena);
		counter->looks++;
		arena_reset(&arena);
	}
	arena_fini(&arena);
	return NULL;
}

static void test_readers_see_whole_states_while_segments_are_merged(void **state)
{
	struct world *w = *state;
	atomic_bool over = false;
	struct counter counters[2] = { { .store = w->store, .over = &over }, { .store = w->store, .over = &over } };
	for (size_t i = 0; i < COUNT_OF(counters); i++)
		assert_int_equal(pthread_create(&counters[i].thread, NULL, count_for_ever, &counters[i]), 0);
	for (int i = 0; i < 200; i++)
		step(w, 10);
	await_merges(w);
	atomic_store(&over, true);
	for (size_t i = 0; i < COUNT_OF(counters); i++) {
		pthread_join(counters[i].thread, NULL);
		assert_false(counters[i].wrong);
	}
	check(w);
}

/* A segment of which most is dead is made anew; what it took is used again. */
static void test_the_file_does_not_grow_with_changes(void **state)
{
	struct world *w = *state;
	struct store_state first, last;
	struct error error;
	for (int i = 0; i < 30; i++)
		put(w, STORE_CREATED, w->made++, make_body(60));
	await_merges(w);
	want(STATUS_OK, store_state(w->store, &first, &error));
	for (int i = 0; i < 600; i++) {
		put(w, STORE_UPDATED, (uint32_t)i % 30, strdup("the same few words each time"));
		if (i % 30 == 29) /* how far merging may lag is not what is asked here */
			await_merges(w);
	}
	want(STATUS_OK, store_state(w->store, &last, &error));
	assert_true(last.file_bytes < first.file_bytes + (4 << 20));
	check(w);
}

#define AT_REST(test) cmocka_unit_test_setup_teardown(test, set_up_at_rest, tear_down_beside)
#define WITH_MERGES(test) cmocka_unit_test_setup_teardown(test, set_up_beside, tear_down_beside)

int main(void)
{
	text_rest = LONG_REST;
	const struct CMUnitTest tests[] = {
		WITH_MERGES(test_what_is_merged_beside_the_writer_is_found),
		WITH_MERGES(test_readers_see_whole_states_while_segments_are_merged),
		WITH_MERGES(test_the_file_does_not_grow_with_changes),
		AT_REST(test_a_store_at_rest_has_few_segments),
		AT_REST(test_readers_see_whole_states_while_segments_are_merged),
		cmocka_unit_test(test_a_rest_does_not_write_what_is_large_again_for_what_is_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

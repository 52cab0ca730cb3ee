/* Changed bits in the text index: verifying finds each, reading stays within what there
 * is, and merging does not seal them anew. */
#include "tests/text_world.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/live.h"

/* Verifies in a process of its own, which a damaged file may kill: the number of
 * faults, -1 where it could not be looked at, -2 where the process died. */
static int faults(struct world *w)
{
	int how = 0;
	store_close(w->store); /* a process has a store open once */
	pid_t child = fork();
	if (child == 0) {
		struct store_report report = { 0 };
		signal(SIGBUS, SIG_DFL); /* cmocka's handlers would go on with the tests */
		signal(SIGSEGV, SIG_DFL);
		signal(SIGABRT, SIG_DFL);
		enum status status = store_verify(w->dir, support_indexes, &report, NULL);
		_exit(status != STATUS_OK ? 101 : report.faults > 100 ? 100 : (int)report.faults);
	}
	waitpid(child, &how, 0);
	w->store = NULL;
	reopen(w);
	if (!WIFEXITED(how))
		return -2;
	return WEXITSTATUS(how) == 101 ? -1 : WEXITSTATUS(how);
}

/* Changes a row of the database text, and seals it anew where `sealed`, so that the seal
 * alone does not tell. */
struct damage {
	struct store_job job;
	uint8_t kind; /* first byte of the key of the row */
	size_t at;    /* of the content, from the end */
	bool sealed;
};

static enum status run_damage(struct store_job *job, struct store_txn *txn)
{
	struct damage *damage = (struct damage *)job;
	MDB_cursor *cursor;
	MDB_val k = { 1, &damage->kind }, v;
	assert_int_equal(mdb_cursor_open(txn->mdb, txn->env->dbi[DB_TEXT], &cursor), 0);
	assert_int_equal(mdb_cursor_get(cursor, &k, &v, MDB_SET_RANGE), 0);
	uint8_t *copy = malloc(v.mv_size);
	memcpy(copy, v.mv_data, v.mv_size);
	copy[v.mv_size - 1 - damage->at % (v.mv_size - SEAL)] ^= 1;
	if (damage->sealed)
		put_u64(copy, seal_of(bytes_of(k.mv_data, k.mv_size), bytes_of(copy + SEAL, v.mv_size - SEAL)));
	v.mv_data = copy;
	assert_int_equal(mdb_cursor_put(cursor, &k, &v, 0), 0);
	mdb_cursor_close(cursor);
	free(copy);
	return STATUS_OK;
}

static void damage(struct world *w, uint8_t kind, size_t at, bool sealed)
{
	struct damage damage = { .job.run = run_damage, .kind = kind, .at = at, .sealed = sealed };
	assert_int_equal(store_write(w->store, &damage.job), STATUS_OK);
}

static void damage_and_mend(struct world *w, uint8_t kind, bool sealed)
{
	for (size_t i = 0; i < 30; i++) {
		damage(w, kind, i * i * 3, sealed);
		assert_true(faults(w) != 0);
		damage(w, kind, i * i * 3, sealed);
	}
}

/* A row of each kind, many places of each: a changed bit is found by the seal; in a
 * segment of which nothing is dead, by what the records say as well. */
static void test_verifying_finds_any_changed_bit(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 12; i++)
		put(w, STORE_CREATED, w->made++, make_body(20));
	assert_int_equal(faults(w), 0);
	damage_and_mend(w, 0, false);
	damage_and_mend(w, 1, false);
	damage_and_mend(w, 1, true);
	put(w, STORE_UPDATED, 11, strdup("to be\nor not"));
	put(w, STORE_UPDATED, 11, strdup("whether it is\n\nnobler"));
	damage_and_mend(w, 2, false);
	assert_int_equal(faults(w), 0);
	check(w);
}

static int set_up_parts(void **state)
{
	text_part_bits = TEXT_PART_BITS_LEAST;
	text_writer_most = 0;
	return set_up(state);
}

static int tear_down_parts(void **state)
{
	int failed = tear_down(state);
	text_part_bits = TEXT_PART_BITS;
	text_writer_most = TEXT_WRITER_MOST;
	return failed;
}

static size_t count_segments(struct world *w)
{
	struct support_view view;
	support_view_begin(w->store, &view);
	const size_t count = view.view->count;
	support_view_end(&view);
	return count;
}

static void put_parts(struct world *w)
{
	for (int i = 0; i < TEXT_FAN; i++)
		put(w, STORE_CREATED, w->made++, make_body(60));
	while (count_segments(w) > 1) {
		keeper_note(&w->store->keeper, true);
		sched_yield();
	}
}

static void test_verifying_finds_any_changed_bit_of_a_part(void **state)
{
	struct world *w = *state;
	put_parts(w);
	assert_int_equal(faults(w), 0);
	for (uint8_t kind = 3; kind < 3 + STORE_TEXT_SECTIONS; kind++) {
		damage_and_mend(w, kind, false);
		if (kind != 3) /* bounds of postings may be looser */
			damage_and_mend(w, kind, true);
	}
	assert_int_equal(faults(w), 0);
	check(w);
}

/* Two lines in five have the word, and all stand in one segment, so that the word's list has
 * everything that a list may have. */
static void test_verifying_proves_all_of_a_long_list(void **state)
{
	enum {
		LINES = 400,
		LIST = 1780
	}; /* of a record; bytes that are looked at, up to the skips, whose bounds may be looser */
	struct world *w = *state;
	struct support_view view;
	for (int i = 0; i < TEXT_FAN; i++) {
		struct buffer body;
		struct error error;
		buffer_init(&body, SIZE_MAX);
		for (unsigned k = 0; k < LINES; k++)
			want(STATUS_OK, buffer_put_text(&body, roll(5) > 1 ? "\n" : roll(9) > 0 ? "w\n" : "w w w\n"));
		want(STATUS_OK, buffer_put(&body, "", 1));
		put(w, STORE_CREATED, w->made++, (char *)body.data);
	}
	check(w);
	support_view_begin(w->store, &view);
	assert_int_equal(view.view->count, 1);
	support_view_end(&view);
	assert_int_equal(faults(w), 0);
	for (size_t at = 8; at < LIST; at += 19) {
		damage(w, 1, at, true);
		assert_true(faults(w) != 0);
		damage(w, 1, at, true);
	}
	assert_int_equal(faults(w), 0);
}

/* Whatever a segment holds, readers stay within it: the sanitizer watches. */
static void read_damage(struct world *w, uint8_t kind)
{
	for (size_t i = 0; i < 300; i++) {
		struct support_view view;
		struct store_text_walk walk;
		struct store_text_cursor cursor;
		struct error error;
		uint32_t positions[16];
		damage(w, kind, i * 97 + i * i * i, true);
		want(STATUS_OK, store_read(w->store, &view.txn, &error));
		arena_init(&view.arena, (size_t)64 << 20);
		enum status status = store_text_open(view.txn, &view.arena, &view.view, &error);
		if (status == STATUS_OK) {
			want(STATUS_OK,
			     store_text_walk_begin(view.view, STORE_TEXT_WORD, bytes_of("", 0), &walk, &error));
			while (store_text_walk_next(&walk))
				for (size_t s = 0; s < view.view->count; s++) {
					store_text_cursor_begin(&walk.term, s, &cursor);
					while (cursor.unit != STORE_TEXT_END) {
						assert_true(cursor.unit < view.view->segments[s].units);
						store_text_positions(&cursor, positions, 16);
						store_text_seek(&cursor, cursor.unit + 1);
					}
				}
			status = store_text_check(view.view, &error);
		}
		assert_true(status == STATUS_OK || status == STATUS_DATA_LOSS);
		arena_fini(&view.arena);
		store_read_end(view.txn);
		damage(w, kind, i * 97 + i * i * i, true);
	}
	check(w);
}

static void test_reading_damage_ends_with_an_error_or_an_answer(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 60; i++)
		step(w, 40);
	read_damage(w, 1);
}

static void test_reading_damaged_parts_ends_with_an_error_or_an_answer(void **state)
{
	struct world *w = *state;
	put_parts(w);
	read_damage(w, 1);
	read_damage(w, 3);
	read_damage(w, 4);
}

static void test_a_merge_does_not_seal_damage_anew(void **state)
{
	struct world *w = *state;
	struct error error;
	enum status status = STATUS_OK;
	char name[32];
	put(w, STORE_CREATED, w->made++, strdup("one two three"));
	damage(w, 1, 13, false);
	for (int i = 0; i < 10 && status == STATUS_OK; i++) {
		snprintf(name, sizeof name, "statements/new%d", i);
		status = support_put(w->store, STORE_CREATED, name, "more words", NULL, &error);
	}
	assert_int_equal(status, STATUS_DATA_LOSS);
	assert_string_equal(error.reason, "CHECKSUM");
}

/* What was found beside the writer is told by nobody: the segments stay as they are. */
static void test_a_merge_does_not_take_a_damaged_part(void **state)
{
	struct world *w = *state;
	struct store_text_view *view;
	struct support_view before;
	struct text_merged merged;
	struct error error;
	put_parts(w);
	damage(w, 4, 9, false);
	support_view_begin(w->store, &before);
	view = before.view;
	view->sealed = true;
	text_merged_init(&merged);
	want(STATUS_DATA_LOSS, text_merge(view, (const size_t[]){ 0 }, 1, NULL, NULL, &merged, &error));
	text_merged_fini(&merged);
	view->damaged = false; /* it was told */
	support_view_end(&before);
}

#define IN_PARTS(test) cmocka_unit_test_setup_teardown(test, set_up_parts, tear_down_parts)

int main(void)
{
	text_rest = LONG_REST;
	const struct CMUnitTest tests[] = {
		WITH_TEXT(test_verifying_finds_any_changed_bit),
		WITH_TEXT(test_verifying_proves_all_of_a_long_list),
		WITH_TEXT(test_reading_damage_ends_with_an_error_or_an_answer),
		WITH_TEXT(test_a_merge_does_not_seal_damage_anew),
		IN_PARTS(test_verifying_finds_any_changed_bit_of_a_part),
		IN_PARTS(test_reading_damaged_parts_ends_with_an_error_or_an_answer),
		IN_PARTS(test_a_merge_does_not_take_a_damaged_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

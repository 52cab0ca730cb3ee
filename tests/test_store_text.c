/* The text index against a model: after every few changes, all terms, postings,
 * positions, bounds, units and totals that it answers. */
#include "tests/support_text.h"

#include "store/text_private.h"
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAMES = 40 };

#define LONG_REST (3600 * NS_PER_SECOND) /* no test is so long */

struct world {
	char *dir;
	struct store *store;
	const char *bodies[NAMES]; /* by number of the record less 1 */
	bool known[NAMES], alive[NAMES];
	uint32_t made;
};

static uint64_t seed = 20180706;

static unsigned roll(unsigned most)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % most;
}

static int set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	w->dir = support_folder();
	w->store = support_store(w->dir, &options);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	store_close(w->store);
	support_remove(w->dir);
	for (size_t i = 0; i < NAMES; i++)
		free((void *)(uintptr_t)w->bodies[i]);
	free(w);
	return 0;
}

/* Common words, rare ones, marks, prints and gaps; up to `most` lines. */
static char *make_body(unsigned most)
{
	struct buffer body;
	struct error error;
	buffer_init(&body, SIZE_MAX);
	for (unsigned lines = roll(most + 1); lines > 0; lines--) {
		for (unsigned words = roll(20); words > 0; words--) {
			unsigned kind = roll(12), word = roll(1U << roll(10));
			want(STATUS_OK, buffer_printf(&body,
						      kind == 0   ? "#mark%u "
						      : kind == 1 ? "@%u "
						      : kind == 2 ? "%%%u "
								  : "w%u ",
						      kind == 0   ? word % 7
						      : kind == 2 ? word % 256
								  : word));
		}
		want(STATUS_OK, buffer_put_text(&body, "\n"));
	}
	want(STATUS_OK, buffer_put(&body, "", 1));
	return (char *)body.data;
}

/* What the text function makes of a body, and for some the others, made before, behind a
 * record of another job. */
static struct store_text *make_text(const struct store *store, const char *name, const char *body)
{
	static const struct store_index *const index = &support_text_index;
	struct store_text *text = store_text_new();
	struct error error;
	assert_non_null(text);
	want(STATUS_OK, store_text_record(text));
	want(STATUS_OK, index->text(index, bytes_text("other"), bytes_text("other %3 words\nof %9 another"), text));
	want(STATUS_OK, store_text_record(text));
	want(STATUS_OK, index->text(index, bytes_text("own"), bytes_text(body), text));
	if (strlen(body) % 2 == 0)
		want(STATUS_OK, store_text_terms(text, store, bytes_text(name), bytes_text(body)));
	return text;
}

static void put(struct world *w, enum store_kind kind, uint32_t i, char *body)
{
	struct support_change change;
	char name[32];
	snprintf(name, sizeof name, "statements/%u", i);
	struct store_text *text = body == NULL || i % 3 != 0 ? NULL : make_text(w->store, name, body);
	support_change_init(&change, kind, name, bytes_text(body == NULL ? "" : body));
	change.entry.text = text;
	change.entry.text_record = 1;
	assert_int_equal(store_write(w->store, &change.job), STATUS_OK);
	store_text_free(text);
	free((void *)(uintptr_t)w->bodies[i]);
	w->bodies[i] = body;
}

static void step(struct world *w, unsigned lines)
{
	uint32_t i = roll(NAMES);
	if (i >= w->made) {
		put(w, STORE_CREATED, w->made++, make_body(lines));
		return;
	}
	if (w->bodies[i] != NULL && roll(4) == 0)
		put(w, STORE_DELETED, i, NULL);
	else
		put(w, w->bodies[i] == NULL ? STORE_UNDELETED : STORE_UPDATED, i, make_body(lines));
}

static void check(struct world *w)
{
	char *is = support_text_dump(w->store), *should = support_text_model(w->bodies, NAMES);
	assert_string_equal(is, should);
	free(is);
	free(should);
}

static void reopen(struct world *w)
{
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	if (w->store != NULL)
		store_close(w->store);
	w->store = support_store(w->dir, &options);
}

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

static void print_fault(void *arg, const char *what)
{
	(void)arg;
	print_error("fault: %s\n", what);
}

static void check_verified(struct world *w)
{
	struct store_report report = { .fault = print_fault };
	struct error error;
	store_close(w->store);
	w->store = NULL;
	want(STATUS_OK, store_verify(w->dir, support_indexes, &report, &error));
	reopen(w);
	assert_int_equal(report.faults, 0);
}

static void test_small_records_are_found_after_any_change(void **state)
{
	struct world *w = *state;
	check(w);
	for (int i = 0; i < 400; i++) {
		step(w, 3);
		if (i % 20 == 0)
			check(w);
	}
	check(w);
	check_verified(w);
	check(w);
}

static void test_large_records_are_found_after_any_change(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 120; i++)
		step(w, 400);
	check(w);
	check_verified(w);
}

static void test_rebuilding_makes_the_same_index(void **state)
{
	struct world *w = *state;
	struct store_report report = { 0 };
	struct error error;
	for (int i = 0; i < 150; i++)
		step(w, 30);
	store_close(w->store);
	want(STATUS_OK, store_rebuild(w->dir, support_indexes, &report, &error));
	w->store = support_store(w->dir, &(struct store_options){ .indexes = support_indexes });
	check(w);
	step(w, 3);
	check(w);
}

struct batch {
	struct store_job job;
	struct world *world;
	int changes;
	bool fails;
};

/* One record is changed several times in one job. */
static enum status run_batch(struct store_job *job, struct store_txn *txn)
{
	struct batch *batch = (struct batch *)job;
	enum status status = STATUS_OK;
	for (int i = 0; i < batch->changes && status == STATUS_OK; i++) {
		struct support_change change;
		char body[64];
		snprintf(body, sizeof body, "first%d then #m\nsecond", i);
		support_change_init(&change, i == 0 ? STORE_CREATED : STORE_UPDATED, "statements/many",
				    bytes_text(body));
		status = store_append(txn, &change.entry, &change.revision, &job->error);
	}
	return status == STATUS_OK && batch->fails ? error_set(&job->error, STATUS_ABORTED, "TEST", "Not this time.")
						   : status;
}

static void test_a_job_that_fails_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct batch batch = { .job.run = run_batch, .changes = 5, .fails = true };
	assert_int_equal(store_write(w->store, &batch.job), STATUS_ABORTED);
	check(w);
}

static void test_a_record_changed_often_in_one_job_is_found_as_it_is(void **state)
{
	struct world *w = *state;
	struct batch batch = { .job.run = run_batch, .changes = 5 };
	assert_int_equal(store_write(w->store, &batch.job), STATUS_OK);
	w->bodies[w->made++] = strdup("first4 then #m\nsecond");
	check(w);
}

/* ---- Several jobs in one commit ------------------------------------------------------ */

struct queued {
	struct support_change change;
	sem_t *over;
	struct store_text *text;
	bool fails;
	char name[32];
	enum status status;
};

static enum status run_queued(struct store_job *job, struct store_txn *txn)
{
	struct queued *q = (struct queued *)job;
	enum status status = store_append(txn, &q->change.entry, &q->change.revision, &job->error);
	return status == STATUS_OK && q->fails ? error_set(&job->error, STATUS_ABORTED, "TEST", "Not this time.")
					       : status;
}

static void end_queued(struct store_job *job, enum status status)
{
	struct queued *q = (struct queued *)job;
	q->status = status;
	sem_post(q->over);
}

static void queue(struct world *w, struct queued *q, enum store_kind kind, uint32_t i, const char *body, sem_t *over)
{
	snprintf(q->name, sizeof q->name, "statements/%u", i);
	support_change_init(&q->change, kind, q->name, bytes_text(body == NULL ? "" : body));
	q->change.job.run = run_queued;
	q->change.job.done = end_queued;
	q->over = over;
	q->change.entry.text = q->text;
	q->change.entry.text_record = 1;
	store_submit(w->store, &q->change.job);
}

/* Queues a random change; answers the body that is not needed any more once it is done. */
static const char *queue_any(struct world *w, struct queued *q, unsigned lines, sem_t *over)
{
	bool makes = w->made < NAMES && roll(10) == 0;
	uint32_t i = makes ? w->made : roll(w->made);
	const char *before = makes ? NULL : w->bodies[i];
	const char *body = before != NULL && roll(4) == 0 ? NULL : make_body(lines);
	enum store_kind kind = makes            ? STORE_CREATED
			       : body == NULL   ? STORE_DELETED
			       : before == NULL ? STORE_UNDELETED
						: STORE_UPDATED;
	*q = (struct queued){ .fails = roll(4) == 0 };
	snprintf(q->name, sizeof q->name, "statements/%u", i);
	q->text = body == NULL || roll(2) == 0 ? NULL : make_text(w->store, q->name, body);
	queue(w, q, kind, i, body, over);
	if (q->fails)
		return body;
	w->made += makes;
	w->bodies[i] = body;
	return before;
}

static void await(sem_t *over, size_t count)
{
	while (count > 0)
		if (sem_wait(over) == 0)
			count--;
}

static void test_changes_of_one_commit_are_found_as_they_are_left(void **state)
{
	struct world *w = *state;
	struct queued jobs[24];
	const char *unneeded[24];
	sem_t over;
	sem_init(&over, 0, 0);
	for (uint32_t i = 0; i < 5; i++)
		put(w, STORE_CREATED, w->made++, make_body(3));
	for (int round = 0; round < 30; round++) {
		struct support_gate gate;
		support_gate_close(&gate, w->store);
		for (size_t k = 0; k < COUNT_OF(jobs); k++)
			unneeded[k] = queue_any(w, &jobs[k], round % 10 == 0 ? 300 : 4, &over);
		support_gate_open(&gate);
		await(&over, COUNT_OF(jobs));
		for (size_t k = 0; k < COUNT_OF(jobs); k++) {
			assert_int_equal(jobs[k].status, jobs[k].fails ? STATUS_ABORTED : STATUS_OK);
			store_text_free(jobs[k].text);
			free((void *)(uintptr_t)unneeded[k]);
		}
		check(w);
	}
	sem_destroy(&over);
	check_verified(w);
}

/* A position that falls is refused; so is the job, and none of those beside it. */
static void test_a_text_that_the_index_refuses_takes_no_other_job_with_it(void **state)
{
	struct world *w = *state;
	struct queued jobs[4] = { 0 };
	struct support_gate gate;
	sem_t over;
	sem_init(&over, 0, 0);
	support_gate_close(&gate, w->store);
	queue(w, &jobs[0], STORE_CREATED, 0, "one", &over);
	queue(w, &jobs[1], STORE_CREATED, 1, "one two @4294967294 three", &over);
	queue(w, &jobs[2], STORE_UPDATED, 0, "four", &over);
	queue(w, &jobs[3], STORE_CREATED, 2, "five", &over);
	support_gate_open(&gate);
	await(&over, COUNT_OF(jobs));
	sem_destroy(&over);
	for (size_t k = 0; k < COUNT_OF(jobs); k++)
		assert_int_equal(jobs[k].status, k == 1 ? STATUS_INVALID_ARGUMENT : STATUS_OK);
	assert_string_equal(jobs[1].change.job.error.message, "Index text does not take record statements/1.");
	w->bodies[0] = strdup("four");
	w->bodies[1] = strdup("five"); /* the second that was made */
	w->made = 2;
	check(w);
}

static void test_a_term_that_nothing_has_is_found_with_nothing(void **state)
{
	struct world *w = *state;
	struct support_view view;
	struct store_text_term term;
	struct store_text_cursor cursor;
	struct error error;
	put(w, STORE_CREATED, w->made++, strdup("one two"));
	support_view_begin(w->store, &view);
	want(STATUS_OK, store_text_find(view.view, STORE_TEXT_MARK, BYTES_LITERAL("one"), &term, &error));
	assert_int_equal(term.df, 0);
	store_text_cursor_begin(&term, 0, &cursor);
	assert_true(cursor.unit == STORE_TEXT_END);
	support_view_end(&view);
}

static void test_a_prefix_walks_through_its_terms_alone(void **state)
{
	struct world *w = *state;
	struct support_view view;
	struct store_text_walk walk;
	struct error error;
	char seen[200] = "";
	put(w, STORE_CREATED, w->made++, strdup("peace peaceful pea pear peach"));
	put(w, STORE_CREATED, w->made++, strdup("peach peas #peace"));
	support_view_begin(w->store, &view);
	want(STATUS_OK, store_text_walk_begin(view.view, STORE_TEXT_WORD, BYTES_LITERAL("peac"), &walk, &error));
	while (store_text_walk_next(&walk))
		snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%.*s %d ", (int)walk.name.size,
			 (const char *)walk.name.data, (int)walk.term.df);
	assert_string_equal(seen, "peace 1 peaceful 1 peach 2 ");
	support_view_end(&view);
}

static void test_a_view_stays_as_it_was_while_others_write(void **state)
{
	struct world *w = *state;
	struct support_view view;
	struct store_text_term term;
	struct error error;
	for (int i = 0; i < 20; i++)
		put(w, STORE_CREATED, w->made++, strdup("common"));
	support_view_begin(w->store, &view);
	for (int i = 0; i < 20; i++)
		put(w, STORE_UPDATED, (uint32_t)i, strdup("rare"));
	want(STATUS_OK, store_text_find(view.view, STORE_TEXT_WORD, BYTES_LITERAL("common"), &term, &error));
	assert_int_equal(term.df, 20);
	assert_int_equal(view.view->units, 20);
	support_view_end(&view);
	check(w);
}

static void test_the_units_of_a_record_are_found_by_its_number(void **state)
{
	struct world *w = *state;
	struct support_view view;
	size_t segment;
	uint32_t first, count;
	put(w, STORE_CREATED, w->made++, strdup("a\nb\nc"));
	put(w, STORE_CREATED, w->made++, strdup("d\ne"));
	put(w, STORE_UPDATED, 0, strdup("f\ng\nh\ni"));
	put(w, STORE_DELETED, 1, NULL);
	support_view_begin(w->store, &view);
	assert_true(store_text_units_of(view.view, 1, &segment, &first, &count));
	assert_int_equal(count, 4);
	assert_int_equal(store_text_value(&view.view->segments[segment].doc, first), 1);
	assert_false(store_text_units_of(view.view, 2, &segment, &first, &count));
	assert_false(store_text_units_of(view.view, 77, &segment, &first, &count));
	support_view_end(&view);
}

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

/* Until no level has as many segments as are merged. */
static void await_merges(struct world *w)
{
	struct text_choice choice;
	do {
		struct store_txn *txn;
		struct arena arena;
		struct text_head head;
		struct error error;
		want(STATUS_OK, store_read(w->store, &txn, &error));
		arena_init(&arena, 1 << 20);
		want(STATUS_OK, text_head_get(txn, &arena, &head, &error));
		text_choose(&head, true, TEXT_FAN, &choice);
		arena_fini(&arena);
		store_read_end(txn);
		if (choice.count > 0)
			keeper_note(&w->store->keeper, true);
		sched_yield();
	} while (choice.count > 0);
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
	do {
		struct store_txn *txn;
		struct arena arena;
		struct text_head head;
		struct error error;
		want(STATUS_OK, store_read(w->store, &txn, &error));
		arena_init(&arena, 1 << 20);
		want(STATUS_OK, text_head_get(txn, &arena, &head, &error));
		count = head.count;
		text_choose_at_rest(&head, &choice);
		arena_fini(&arena);
		store_read_end(txn);
		keeper_note(&w->store->keeper, false);
		sched_yield();
	} while (choice.count > 0);
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
	expect_choice((const uint32_t[]){ 9 * K, K, 3 * K }, 3, "");
	expect_choice((const uint32_t[]){ 8 * K, K, 3 * K, 90 * K }, 4, "0 1 2 ");
	expect_choice((const uint32_t[]){ 150 * M, 70 * M, 90 * M, 40 * M, M }, 5, "1 2 3 4 ");
	expect_choice((const uint32_t[]){ 150 * M, 150 * M }, 2, "");
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

static bool counts_fit(const struct store_text_term *term)
{
	struct store_text_cursor cursor;
	int64_t alive = 0;
	for (size_t i = 0; i < term->view->count; i++) {
		store_text_cursor_begin(term, i, &cursor);
		while (cursor.unit != STORE_TEXT_END) {
			alive += !store_text_dead(cursor.segment, cursor.unit);
			store_text_next(&cursor);
		}
	}
	return alive == term->df;
}

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
		    counts_fit(&term) && store_text_check(view, NULL) == STATUS_OK;
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
	for (int i = 0; i < 600; i++)
		put(w, STORE_UPDATED, (uint32_t)i % 30, strdup("the same few words each time"));
	await_merges(w);
	want(STATUS_OK, store_state(w->store, &last, &error));
	assert_true(last.file_bytes < first.file_bytes + (4 << 20));
	check(w);
}

/* ---- Damage ---------------------------------------------------------------------------- */

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

/* Two lines in five have the word, and all stand in one segment, so that the word's list has
 * everything that a list may have. */
static void test_verifying_proves_all_of_a_long_list(void **state)
{
	enum { LINES = 400, LIST = 1600 }; /* of a record; bytes that are looked at */
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
	for (size_t at = 8; at < LIST; at += 16) {
		damage(w, 1, at, true);
		assert_true(faults(w) != 0);
		damage(w, 1, at, true);
	}
	assert_int_equal(faults(w), 0);
}

/* Whatever a segment holds, readers stay within it: the sanitizer watches. */
static void test_reading_damage_ends_with_an_error_or_an_answer(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 60; i++)
		step(w, 40);
	for (size_t i = 0; i < 300; i++) {
		struct support_view view;
		struct store_text_walk walk;
		struct store_text_cursor cursor;
		struct error error;
		uint32_t positions[16];
		damage(w, 1, i * 97 + i * i * i, true);
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
		damage(w, 1, i * 97 + i * i * i, true);
	}
	check(w);
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

#define WITH_TEXT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#define AT_REST(test) cmocka_unit_test_setup_teardown(test, set_up_at_rest, tear_down_beside)
#define WITH_MERGES(test) cmocka_unit_test_setup_teardown(test, set_up_beside, tear_down_beside)

int main(void)
{
	text_rest = LONG_REST;
	const struct CMUnitTest tests[] = {
		WITH_TEXT(test_small_records_are_found_after_any_change),
		WITH_TEXT(test_large_records_are_found_after_any_change),
		WITH_TEXT(test_rebuilding_makes_the_same_index),
		WITH_TEXT(test_a_job_that_fails_leaves_nothing),
		WITH_TEXT(test_a_record_changed_often_in_one_job_is_found_as_it_is),
		WITH_TEXT(test_changes_of_one_commit_are_found_as_they_are_left),
		WITH_TEXT(test_a_text_that_the_index_refuses_takes_no_other_job_with_it),
		WITH_TEXT(test_a_term_that_nothing_has_is_found_with_nothing),
		WITH_TEXT(test_a_prefix_walks_through_its_terms_alone),
		WITH_TEXT(test_a_view_stays_as_it_was_while_others_write),
		WITH_TEXT(test_the_units_of_a_record_are_found_by_its_number),
		WITH_MERGES(test_what_is_merged_beside_the_writer_is_found),
		WITH_MERGES(test_readers_see_whole_states_while_segments_are_merged),
		WITH_MERGES(test_the_file_does_not_grow_with_changes),
		AT_REST(test_a_store_at_rest_has_few_segments),
		AT_REST(test_readers_see_whole_states_while_segments_are_merged),
		cmocka_unit_test(test_a_rest_does_not_write_what_is_large_again_for_what_is_small),
		WITH_TEXT(test_verifying_finds_any_changed_bit),
		WITH_TEXT(test_verifying_proves_all_of_a_long_list),
		WITH_TEXT(test_reading_damage_ends_with_an_error_or_an_answer),
		WITH_TEXT(test_a_merge_does_not_seal_damage_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

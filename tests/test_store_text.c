/* The text index against a model: after every few changes, all terms, postings,
 * positions, bounds, units and totals that it answers. */
#include "tests/text_world.h"

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

/* Days fall with the number of words, here from record to record; two have the same. */
static void test_merged_units_stand_in_the_order_of_their_days(void **state)
{
	static const char *const bodies[] = { "a\nb c d e", "a b",   "c",         "a b c d e f\na",
					      "b c d",      "e f g", "a b c d e", "a b c d" };
	static const uint32_t order[] = { 4, 4, 7, 8, 5, 6, 2, 1, 1, 3 };
	struct world *w = *state;
	struct support_view view;
	for (size_t i = 0; i < COUNT_OF(bodies); i++)
		put(w, STORE_CREATED, w->made++, strdup(bodies[i]));
	support_view_begin(w->store, &view);
	assert_int_equal(view.view->count, 1);
	const struct store_text_segment *segment = &view.view->segments[0];
	assert_int_equal(segment->units, COUNT_OF(order));
	for (uint32_t unit = 0; unit < segment->units; unit++)
		assert_int_equal(store_text_value(&segment->doc, unit), order[unit]);
	support_view_end(&view);
	check(w);
}

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
		WITH_TEXT(test_merged_units_stand_in_the_order_of_their_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

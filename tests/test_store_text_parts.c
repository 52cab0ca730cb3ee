/* Segments of the text index that are made part by part: what is found stays the model's, no
 * commit is large, and a merge that is broken off leaves nothing that is ever seen. */
#include "tests/text_world.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/live.h"

enum { BITS = TEXT_PART_BITS_LEAST };

static int set_up_parts(void **state)
{
	text_part_bits = BITS;
	text_writer_most = 0;
	return set_up(state);
}

static int tear_down_parts(void **state)
{
	int failed = tear_down(state);
	text_part_bits = TEXT_PART_BITS; /* nobody reads them any more */
	text_writer_most = TEXT_WRITER_MOST;
	text_rest = LONG_REST;
	return failed;
}

/* That makes a segment of the lowest level, and some parts. */
static char *make_long_body(void)
{
	char *body = make_body(60);
	while (strlen(body) < 1000) {
		free(body);
		body = make_body(60);
	}
	return body;
}

/* ---- What there is ------------------------------------------------------------------ */

enum { ENDS = SEAL + 8 }; /* of a value, what is not a list */

struct facts {
	uint32_t segments;
	size_t parts[STORE_TEXT_SECTIONS], large;
	bool left;     /* there are parts of no segment */
	size_t making; /* parts of the one that was numbered last, which is in no list */
	bool to_merge;
};

/* What is larger than a part has the numbers behind it; prints have as many in each. */
static void note_size(struct store_txn *txn, struct facts *facts, struct bytes key, struct bytes value)
{
	uint8_t next[TEXT_PART_KEY];
	enum store_text_section section;
	MDB_val v;
	if (!text_part_of(key, &section) || section == STORE_TEXT_PRINTS || value.size - ENDS <= (1 << BITS))
		return;
	facts->large++;
	for (uint32_t i = 1; i < (value.size - ENDS + (1 << BITS) - 1) >> BITS; i++) {
		text_part_key(next, get_u32(key.data + 1), section, get_u32(key.data + 5) + i);
		MDB_val k = { sizeof next, next };
		assert_int_equal(mdb_get(txn->mdb, txn->env->dbi[DB_TEXT], &k, &v), MDB_NOTFOUND);
	}
}

static void look_at_rows(struct store_txn *txn, const struct text_head *head, struct facts *facts)
{
	struct walk walk;
	struct bytes key, value;
	struct error error;
	enum store_text_section section;
	bool listed = false;
	for (uint32_t i = 0; i < head->count; i++)
		listed = listed || head->pieces[i].id == head->next - 1;
	want(STATUS_OK, walk_begin(txn, DB_TEXT, &walk, &error));
	while (walk_next(&walk, &key, &value, &error) == STATUS_OK) {
		if (text_part_of(key, &section)) {
			facts->parts[section]++;
			facts->making += !listed && get_u32(key.data + 1) == head->next - 1;
			note_size(txn, facts, key, value);
		}
	}
	walk_end(&walk);
}

static struct facts look_in(struct store_txn *txn)
{
	struct arena arena;
	struct text_head head;
	struct text_choice choice;
	struct error error;
	struct facts facts = { 0 };
	arena_init(&arena, 1 << 20);
	want(STATUS_OK, text_head_get(txn, &arena, &head, &error));
	want(STATUS_OK, text_sweep_look(txn, &facts.left, &error));
	facts.segments = head.count;
	look_at_rows(txn, &head, &facts);
	text_choose(&head, true, TEXT_FAN, &choice);
	if (choice.count == 0 && text_rest == 0)
		text_choose_at_rest(&head, &choice);
	facts.to_merge = choice.count > 0;
	arena_fini(&arena);
	return facts;
}

static struct facts look(struct world *w)
{
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(w->store, &txn, &error));
	struct facts facts = look_in(txn);
	store_read_end(txn);
	return facts;
}

/* Until all is merged and swept. */
static struct facts await_merges(struct world *w)
{
	struct facts facts;
	while (facts = look(w), facts.to_merge || facts.left) {
		keeper_note(&w->store->keeper, text_rest != 0);
		sched_yield();
	}
	return facts;
}

/* ---- Merging ------------------------------------------------------------------------ */

static void test_what_is_merged_in_parts_is_found(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 240; i++) {
		step(w, 8);
		if (i % 60 == 59)
			check(w);
	}
	const struct facts facts = await_merges(w);
	for (size_t i = 0; i < STORE_TEXT_SECTIONS; i++)
		assert_true(facts.parts[i] > 0);
	check(w);
	check_verified(w);
	reopen(w);
	check(w);
}

static uint32_t longest_list(struct world *w, const char *word)
{
	struct support_view view;
	struct store_text_term term;
	struct error error;
	uint32_t most = 0;
	support_view_begin(w->store, &view);
	want(STATUS_OK, store_text_find(view.view, STORE_TEXT_WORD, bytes_text(word), &term, &error));
	for (size_t i = 0; i < view.view->count; i++)
		most = term.lists[i].count > most ? term.lists[i].count : most;
	support_view_end(&view);
	return most;
}

/* Lists of all forms, in a part with others and in one that is larger. */
static void test_long_lists_stand_in_parts(void **state)
{
	enum { RECORDS = 36, LINES = 900, ALL_TIERS = 16384 };
	struct world *w = *state;
	for (int i = 0; i < RECORDS; i++) {
		struct buffer body;
		struct error error;
		buffer_init(&body, SIZE_MAX);
		for (unsigned k = 0; k < LINES; k++)
			want(STATUS_OK, buffer_printf(&body, "%s%s w%u %%%u\n", roll(6) > 0 ? "a #b" : "c",
						      roll(9) > 0 ? "" : " a a a", roll(200), roll(256)));
		want(STATUS_OK, buffer_put(&body, "", 1));
		put(w, STORE_CREATED, w->made++, (char *)body.data);
	}
	store_close(w->store);
	w->store = NULL;
	text_rest = 0;
	reopen(w);
	assert_true(await_merges(w).large > 0);
	assert_true(longest_list(w, "a") >= ALL_TIERS);
	check(w);
	put(w, STORE_UPDATED, 3, strdup("a few words"));
	put(w, STORE_DELETED, 5, NULL);
	check(w);
	check_verified(w);
}

static size_t commits(struct world *w)
{
	MDB_envinfo info;
	assert_int_equal(mdb_env_info(w->store->env.mdb, &info), 0);
	return info.me_last_txnid;
}

/* Each part goes in a commit of its own, and none is larger than a part unless one list is, which
 * takes the numbers behind it then: so that a change waits for no more than that, or for the
 * segment's own value. */
static void test_no_commit_of_a_merge_is_large(void **state)
{
	struct world *w = *state;
	size_t parts = 0;
	for (int i = 0; i < TEXT_FAN - 1; i++)
		put(w, STORE_CREATED, w->made++, make_long_body());
	assert_int_equal(look(w).segments, TEXT_FAN - 1);
	const size_t before = commits(w);
	put(w, STORE_CREATED, w->made++, make_long_body());
	const struct facts facts = await_merges(w);
	assert_int_equal(facts.segments, 1);
	for (size_t i = 0; i < STORE_TEXT_SECTIONS; i++)
		parts += facts.parts[i];
	assert_true(parts > 10);
	assert_int_equal(commits(w) - before, 1 + parts + 1); /* the change, the parts, and the segment */
	check(w);
}

static void test_writes_go_on_while_parts_are_made(void **state)
{
	struct world *w = *state;
	unsigned met = 0;
	while (met < 20) { /* which the making of one segment gives more than */
		step(w, 30);
		met += look(w).making > 0;
	}
	await_merges(w);
	check(w);
	check_verified(w);
}

/* ---- Broken off --------------------------------------------------------------------- */

/* Looks from within the writer, in each commit from its begin on, until a part of a segment in the
 * making is committed. */
struct glance {
	struct store_job job; /* first */
	struct store *store;
	bool kills;
	atomic_bool seen;
};

static enum status run_glance(struct store_job *job, struct store_txn *txn)
{
	struct glance *glance = (struct glance *)job;
	if (look_in(txn).making < 2) /* the last one may be of this commit */
		return STATUS_OK;
	if (glance->kills)
		raise(SIGKILL);
	atomic_store(&glance->seen, true);
	return STATUS_OK;
}

static void glance_again(struct store_job *job, enum status status)
{
	struct glance *glance = (struct glance *)job;
	if (status == STATUS_OK && !atomic_load(&glance->seen))
		store_submit(glance->store, job);
}

static enum status run_nothing(struct store_job *job, struct store_txn *txn)
{
	(void)job;
	(void)txn;
	return STATUS_OK;
}

/* Puts the last record that a merge waits for, until the merge is under way. */
static void begin_merge(struct world *w, bool kills)
{
	static struct glance glance;
	glance = (struct glance){ .job = { .run = run_glance, .done = glance_again },
				  .store = w->store,
				  .kills = kills };
	store_submit(w->store, &glance.job);
	put(w, STORE_CREATED, w->made++, make_long_body());
	while (!atomic_load(&glance.seen)) {
		struct store_job nothing = { .run = run_nothing };
		assert_int_equal(store_write(w->store, &nothing), STATUS_OK);
	}
}

static void put_some(struct world *w)
{
	while (w->made < TEXT_FAN - 1)
		put(w, STORE_CREATED, w->made++, make_long_body());
}

static void close_it(struct world *w)
{
	store_close(w->store);
	w->store = NULL;
}

static void expect_no_faults(struct world *w)
{
	struct store_report report = { .fault = print_fault };
	struct error error;
	want(STATUS_OK, store_verify(w->dir, support_indexes, &report, &error));
	assert_int_equal(report.faults, 0);
}

static void expect_all_mended(struct world *w)
{
	expect_no_faults(w);
	reopen(w);
	const struct facts facts = await_merges(w);
	assert_true(facts.segments < TEXT_FAN);
	assert_false(facts.left);
	check(w);
	check_verified(w);
}

static void test_a_kill_in_the_middle_of_a_merge_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct store_options options = { .indexes = support_indexes, .read_only = true };
	struct error error;
	int how = 0;
	put_some(w);
	close_it(w);
	const uint64_t same = seed;
	pid_t child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		reopen(w);
		begin_merge(w, true);
		_exit(1);
	}
	seed = same;
	w->bodies[w->made++] = make_long_body(); /* as the child did */
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
	want(STATUS_OK, store_open(w->dir, &options, &w->store, &error));
	const struct facts facts = look(w);
	assert_true(facts.making > 0 && facts.left);
	assert_int_equal(facts.segments, TEXT_FAN);
	check(w);
	close_it(w);
	expect_all_mended(w);
}

static void test_a_store_may_be_closed_in_the_middle_of_a_merge(void **state)
{
	struct world *w = *state;
	put_some(w);
	begin_merge(w, false);
	close_it(w);
	expect_all_mended(w);
}

/* A compaction takes what is left along, and the next opening drops it. */
static void test_what_is_left_is_compacted_and_rebuilt_away(void **state)
{
	struct world *w = *state;
	struct store_report report = { 0 };
	struct error error;
	put_some(w);
	begin_merge(w, false);
	close_it(w);
	want(STATUS_OK, store_compact(w->dir, 1, &report, &error));
	expect_all_mended(w);
	close_it(w);
	report = (struct store_report){ 0 };
	want(STATUS_OK, store_rebuild(w->dir, support_indexes, &report, &error));
	expect_all_mended(w);
}

#define IN_PARTS(test) cmocka_unit_test_setup_teardown(test, set_up_parts, tear_down_parts)

int main(void)
{
	text_rest = LONG_REST;
	const struct CMUnitTest tests[] = {
		IN_PARTS(test_what_is_merged_in_parts_is_found),
		IN_PARTS(test_long_lists_stand_in_parts),
		IN_PARTS(test_no_commit_of_a_merge_is_large),
		IN_PARTS(test_writes_go_on_while_parts_are_made),
		IN_PARTS(test_a_kill_in_the_middle_of_a_merge_leaves_nothing),
		IN_PARTS(test_a_store_may_be_closed_in_the_middle_of_a_merge),
		IN_PARTS(test_what_is_left_is_compacted_and_rebuilt_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

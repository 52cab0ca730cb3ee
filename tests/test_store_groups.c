/* The writer: jobs in groups, and those that fail. */
#include "tests/support_store.h"

#include "store/live.h"
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t revision_of(struct store *store)
{
	struct store_state state;
	struct error error;
	want(STATUS_OK, store_state(store, &state, &error));
	return state.revision;
}

static void check_closed(struct fixture *f)
{
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(support_faults(f->dir), 0);
}

/* A job that tells when it is over. */
struct told {
	struct store_job job;
	sem_t *over;
};

static void tell(struct store_job *job, enum status status)
{
	(void)status;
	sem_post(((struct told *)job)->over);
}

/* ---- Failing jobs ----------------------------------------------------------- */

struct pair {
	struct told told;
	enum status end; /* what run answers */
	bool hides;      /* an append that fails */
	int64_t revision;
};

/* Makes two records, and ends as it is told. */
static enum status make_two(struct store_job *job, struct store_txn *txn)
{
	struct pair *pair = (struct pair *)job;
	struct store_entry entry = { .kind = STORE_CREATED, .name = BYTES_LITERAL("zones/one") };
	enum status status = store_append(txn, &entry, &pair->revision, &job->error);
	if (status != STATUS_OK)
		return status;
	entry.name = pair->hides ? BYTES_LITERAL("zones/one") : BYTES_LITERAL("zones/two");
	status = store_append(txn, &entry, &pair->revision, &job->error);
	return pair->hides || status == STATUS_OK ? pair->end : status;
}

static void a_job_that_fails_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct pair pair = { .told.job.run = make_two, .end = STATUS_ABORTED };
	assert_int_equal(store_write(f->store, &pair.told.job), STATUS_ABORTED);
	assert_int_equal(pair.told.job.error.status, STATUS_ABORTED);
	assert_int_equal(revision_of(f->store), 0);
	pair.end = STATUS_OK;
	assert_int_equal(store_write(f->store, &pair.told.job), STATUS_OK);
	assert_int_equal(pair.revision, 2);
}

static void a_job_that_hides_a_failed_append_is_not_kept(void **state)
{
	struct fixture *f = *state;
	struct pair pair = { .told.job.run = make_two, .hides = true, .end = STATUS_OK };
	assert_int_equal(store_write(f->store, &pair.told.job), STATUS_INTERNAL);
	assert_int_equal(revision_of(f->store), 0);
}

/* ---- Groups ------------------------------------------------------------------- */

struct counted {
	struct support_change change;
	sem_t *over;
	int *order; /* of being done */
	int place;
	enum status status;
};

static void count(struct store_job *job, enum status status)
{
	struct counted *c = (struct counted *)job;
	c->status = status;
	c->place = (*c->order)++;
	sem_post(c->over);
}

struct commits {
	int count;
	int64_t last;
};

static void note_commit(void *arg, int64_t revision)
{
	struct commits *commits = arg;
	commits->count++;
	commits->last = revision;
}

/* A last job through the writer: what came before it has been told. */
static void settle_writer(struct store *store)
{
	struct support_gate gate;
	support_gate_close(&gate, store);
	support_gate_open(&gate);
}

static void waiting_jobs_share_one_commit_and_are_done_in_order(void **state)
{
	enum { JOBS = 50 };
	struct fixture *f = *state;
	static struct counted jobs[JOBS];
	static char names[JOBS][24];
	struct commits commits = { 0 };
	struct support_gate gate;
	sem_t over;
	int order = 0;
	sem_init(&over, 0, 0);
	store_on_commit(f->store, note_commit, &commits);
	support_gate_close(&gate, f->store);
	for (int i = 0; i < JOBS; i++) {
		/* every fifth does not fit: its record is never made */
		snprintf(names[i], sizeof names[i], "zones/%d", i);
		support_change_init(&jobs[i].change, i % 5 == 4 ? STORE_DELETED : STORE_CREATED, names[i],
				    BYTES_LITERAL("x"));
		jobs[i].change.job.done = count;
		jobs[i].over = &over;
		jobs[i].order = &order;
		store_submit(f->store, &jobs[i].change.job);
	}
	support_gate_open(&gate);
	for (int i = 0; i < JOBS; i++)
		sem_wait(&over);
	settle_writer(f->store);
	for (int i = 0; i < JOBS; i++) {
		assert_int_equal(jobs[i].place, i);
		assert_int_equal(jobs[i].status, i % 5 == 4 ? STATUS_INTERNAL : STATUS_OK);
	}
	assert_int_equal(commits.count, 1);
	assert_int_equal(commits.last, JOBS / 5 * 4);
	assert_int_equal(revision_of(f->store), JOBS / 5 * 4);
	sem_destroy(&over);
}

static void a_job_that_fails_after_it_wrote_leaves_those_beside_it(void **state)
{
	enum { JOBS = 6 };
	struct fixture *f = *state;
	static struct counted jobs[JOBS];
	static char names[JOBS][24];
	static struct pair failing;
	struct commits commits = { 0 };
	struct support_gate gate;
	sem_t over;
	int order = 0;
	sem_init(&over, 0, 0);
	store_on_commit(f->store, note_commit, &commits);
	support_gate_close(&gate, f->store);
	failing = (struct pair){ .told = { { .run = make_two, .done = tell }, &over }, .end = STATUS_ABORTED };
	for (int i = 0; i < JOBS; i++) {
		snprintf(names[i], sizeof names[i], "zones/%d", i);
		support_change_init(&jobs[i].change, STORE_CREATED, names[i], BYTES_LITERAL("alike"));
		jobs[i].change.job.done = count;
		jobs[i].over = &over;
		jobs[i].order = &order;
		if (i == JOBS / 2)
			store_submit(f->store, &failing.told.job);
		store_submit(f->store, &jobs[i].change.job);
	}
	support_gate_open(&gate);
	for (int i = 0; i < JOBS + 1; i++)
		sem_wait(&over);
	settle_writer(f->store);
	assert_int_equal(failing.told.job.status, STATUS_ABORTED);
	for (int i = 0; i < JOBS; i++) {
		assert_int_equal(jobs[i].status, STATUS_OK);
		assert_int_equal(jobs[i].change.revision, i + 1);
	}
	assert_int_equal(commits.count, 1);
	assert_int_equal(revision_of(f->store), JOBS);
	check_closed(f);
	sem_destroy(&over);
}

/* ---- Terms within a commit ----------------------------------------------------- */

struct telling {
	struct told told;
	char name[24];
	int64_t own, all; /* records that had the word once this one had it; that have it at the end */
	bool goes;
};

static int64_t count_word(struct store_txn *txn, const char *word)
{
	struct store_postings postings;
	struct error error;
	int64_t count;
	want(STATUS_OK, store_postings_begin(txn, WORDS, bytes_text(word), &postings, &error));
	want(STATUS_OK, store_postings_count(&postings, &count, &error));
	store_postings_end(&postings);
	return count;
}

/* A record comes with a word, loses it, has it again, and may go. */
static enum status come_and_go(struct store_job *job, struct store_txn *txn)
{
	static const char *const bodies[] = { "word", "other", "word and more", "" };
	struct telling *t = (struct telling *)job;
	struct error error;
	int64_t revision;
	for (int i = 0; i < (t->goes ? 4 : 3); i++) {
		struct store_entry entry = {
			.kind = i == 0   ? STORE_CREATED
				: i == 3 ? STORE_DELETED
					 : STORE_UPDATED,
			.name = bytes_text(t->name),
			.body = bytes_text(bodies[i]),
		};
		want(STATUS_OK, store_append(txn, &entry, &revision, &error));
		if (i == 0)
			t->own = count_word(txn, "word");
	}
	t->all = count_word(txn, "word");
	return STATUS_OK;
}

static void a_job_sees_the_terms_of_those_before_it_in_its_commit(void **state)
{
	enum { JOBS = 6 };
	struct fixture *f = *state;
	static struct telling jobs[JOBS];
	struct support_gate gate;
	sem_t over;
	sem_init(&over, 0, 0);
	support_gate_close(&gate, f->store);
	for (int i = 0; i < JOBS; i++) {
		jobs[i] =
			(struct telling){ .told = { { .run = come_and_go, .done = tell }, &over }, .goes = i % 2 == 1 };
		snprintf(jobs[i].name, sizeof jobs[i].name, "zones/%d", i);
		store_submit(f->store, &jobs[i].told.job);
	}
	support_gate_open(&gate);
	for (int i = 0; i < JOBS; i++)
		sem_wait(&over);
	for (int i = 0; i < JOBS; i++) {
		assert_int_equal(jobs[i].told.job.status, STATUS_OK);
		assert_int_equal(jobs[i].own, (i + 1) / 2 + 1);
		assert_int_equal(jobs[i].all, i / 2 + 1);
	}
	check_closed(f);
	sem_destroy(&over);
}

static void a_full_queue_refuses_at_once(void **state)
{
	struct fixture *f = *state;
	struct store_options options = { .indexes = support_indexes, .queue_most = 2 };
	struct counted jobs[3] = { 0 };
	struct support_gate gate;
	sem_t over;
	int order = 0;
	store_close(f->store);
	f->store = support_store(f->dir, &options);
	sem_init(&over, 0, 0);
	support_gate_close(&gate, f->store);
	for (int i = 0; i < 3; i++) {
		support_change_init(&jobs[i].change, i == 0 ? STORE_CREATED : STORE_UPDATED, "zones/a",
				    BYTES_LITERAL("x"));
		jobs[i].change.job.done = count;
		jobs[i].over = &over;
		jobs[i].order = &order;
		store_submit(f->store, &jobs[i].change.job);
	}
	assert_int_equal(jobs[2].status, STATUS_RESOURCE_EXHAUSTED); /* at once, in this thread */
	assert_string_equal(jobs[2].change.job.error.reason, "QUEUE_FULL");
	support_gate_open(&gate);
	for (int i = 0; i < 3; i++)
		sem_wait(&over);
	assert_int_equal(jobs[0].status, STATUS_OK);
	assert_int_equal(jobs[1].status, STATUS_OK);
	sem_destroy(&over);
}

static void *close_store(void *store)
{
	store_close(store);
	return NULL;
}

static void closing_ends_the_running_job_and_refuses_the_waiting(void **state)
{
	struct fixture *f = *state;
	struct counted job = { 0 };
	struct support_gate gate;
	pthread_t closer;
	sem_t over;
	int order = 0;
	sem_init(&over, 0, 0);
	support_gate_close(&gate, f->store);
	support_change_init(&job.change, STORE_CREATED, "zones/a", BYTES_LITERAL("x"));
	job.change.job.done = count;
	job.over = &over;
	job.order = &order;
	store_submit(f->store, &job.change.job);
	struct writer *writer = &f->store->writer;
	assert_int_equal(pthread_create(&closer, NULL, close_store, f->store), 0);
	for (bool closing = false; !closing;) {
		pthread_mutex_lock(&writer->mutex);
		closing = writer->closing;
		pthread_mutex_unlock(&writer->mutex);
	}
	support_gate_open(&gate);
	sem_wait(&over);
	pthread_join(closer, NULL);
	assert_int_equal(job.status, STATUS_UNAVAILABLE);
	assert_string_equal(job.change.job.error.reason, "CLOSING");
	f->store = support_store(f->dir, NULL);
	assert_int_equal(revision_of(f->store), 0);
	sem_destroy(&over);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_job_that_fails_leaves_nothing),
		WITH_A_STORE(a_job_that_hides_a_failed_append_is_not_kept),
		WITH_A_STORE(waiting_jobs_share_one_commit_and_are_done_in_order),
		WITH_A_STORE(a_job_that_fails_after_it_wrote_leaves_those_beside_it),
		WITH_A_STORE(a_job_sees_the_terms_of_those_before_it_in_its_commit),
		WITH_A_STORE(a_full_queue_refuses_at_once),
		WITH_A_STORE(closing_ends_the_running_job_and_refuses_the_waiting),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

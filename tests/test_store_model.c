/* A random history against a model: every state, index, count and history that the
 * store answers, at every revision. */
#include "tests/support_store.h"

#include "store/private.h"
#include <pthread.h>

enum { NAMES = 50, STEPS = 2000, DISTINCT = 40 };

struct model_change {
	int name;
	enum store_kind kind;
	char body[64];
};

struct model {
	struct model_change changes[STEPS + 1]; /* by revision */
	uint32_t docs[NAMES];                   /* 0: never made */
	uint32_t doc_count;
	bool alive[NAMES];
};

static struct model model;
static uint64_t seed = 20170504;

static unsigned roll(unsigned most)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % most;
}

static void name_of(int i, char out[32])
{
	static const char *const folders[] = { "zones", "rounds", "statements" };
	snprintf(out, 32, "%s/%02d", folders[i % 3], i);
}

/* Up to six words of few, so that terms come and go and are shared. */
static void make_body(char out[64])
{
	size_t at = 0;
	out[0] = '\0';
	for (unsigned words = roll(7); words > 0; words--)
		at += (size_t)snprintf(out + at, 64 - at, "w%u ", roll(DISTINCT));
}

static void step(struct store *store, int64_t revision)
{
	struct error error;
	struct model_change *c = &model.changes[revision];
	char name[32];
	int64_t got;
	c->name = (int)roll(NAMES);
	name_of(c->name, name);
	make_body(c->body);
	if (model.docs[c->name] == 0) {
		c->kind = STORE_CREATED;
		model.docs[c->name] = ++model.doc_count;
	} else if (!model.alive[c->name]) {
		c->kind = STORE_UNDELETED;
	} else {
		c->kind = roll(4) == 0 ? STORE_DELETED : STORE_UPDATED;
	}
	model.alive[c->name] = c->kind != STORE_DELETED;
	want(STATUS_OK, support_put(store, c->kind, name, c->body, &got, &error));
	assert_int_equal(got, revision);
}

/* Last change of a name at or before a revision; 0 where there is none. */
static int64_t state_at(int name, int64_t revision)
{
	while (revision > 0 && model.changes[revision].name != name)
		revision--;
	return revision;
}

static void check_states(struct store_txn *txn, int64_t as_of)
{
	for (int i = 0; i < NAMES; i++) {
		struct store_change change;
		struct error error;
		char name[32];
		int64_t revision = state_at(i, as_of);
		name_of(i, name);
		if (revision == 0) {
			want(STATUS_NOT_FOUND, store_get(txn, bytes_text(name), as_of, &change, &error));
			continue;
		}
		want(STATUS_OK, store_get(txn, bytes_text(name), as_of, &change, &error));
		assert_int_equal(change.revision, revision);
		assert_int_equal(change.kind, model.changes[revision].kind);
		assert_true(bytes_equal(change.body, bytes_text(model.changes[revision].body)));
		assert_int_equal(change.doc, model.docs[i]);
	}
}

static void check_scan(struct store_txn *txn, int64_t as_of)
{
	struct store_scan scan;
	struct store_change change;
	struct error error;
	int seen = 0, there = 0;
	want(STATUS_OK, store_scan_begin(txn, BYTES_LITERAL("rounds/"), (struct bytes){ 0 }, as_of, &scan, &error));
	while (store_scan_next(&scan, &change, &error) == STATUS_OK) {
		int name = atoi((const char *)change.name.data + strlen("rounds/"));
		assert_int_equal(change.revision, state_at(name, as_of));
		seen++;
	}
	store_scan_end(&scan);
	for (int i = 1; i < NAMES; i += 3)
		there += state_at(i, as_of) != 0;
	assert_int_equal(seen, there);
}

/* Of the latest state: what has a brief is read by it. */
static void check_brief(const struct store_change *change)
{
	const struct model_change *c = &model.changes[change->revision];
	struct bytes body = bytes_text(c->body), brief = support_brief(body);
	bool briefly = c->kind != STORE_DELETED && brief.size > 0;
	assert_int_equal(change->kind, c->kind);
	assert_int_equal(change->doc, model.docs[c->name]);
	assert_true(bytes_equal(change->body, briefly ? brief : body));
}

static void check_briefs(struct store_txn *txn, int64_t last)
{
	struct store_scan scan;
	struct store_change change, again;
	struct error error;
	uint32_t seen = 0;
	want(STATUS_OK, store_scan_begin(txn, (struct bytes){ 0 }, (struct bytes){ 0 }, 0, &scan, &error));
	while (store_scan_next_brief(&scan, &change, &error) == STATUS_OK) {
		char name[32];
		name_of(model.changes[change.revision].name, name);
		assert_true(bytes_equal(change.name, bytes_text(name)));
		assert_int_equal(change.revision, state_at(model.changes[change.revision].name, last));
		check_brief(&change);
		want(STATUS_OK, store_get_brief(txn, change.doc, &again, &error));
		assert_true(bytes_equal(again.name, change.name));
		assert_int_equal(again.revision, change.revision);
		check_brief(&again);
		seen++;
	}
	store_scan_end(&scan);
	assert_int_equal(seen, model.doc_count);
	want(STATUS_NOT_FOUND, store_get_brief(txn, model.doc_count + 1, &change, &error));
}

/* An earlier state has no briefs. */
static void check_scan_without_briefs(struct store_txn *txn, int64_t as_of)
{
	struct store_scan scan;
	struct store_change change;
	struct error error;
	want(STATUS_OK, store_scan_begin(txn, (struct bytes){ 0 }, (struct bytes){ 0 }, as_of, &scan, &error));
	while (store_scan_next_brief(&scan, &change, &error) == STATUS_OK)
		assert_true(bytes_equal(change.body, bytes_text(model.changes[change.revision].body)));
	store_scan_end(&scan);
}

static void check_histories(struct store_txn *txn, int64_t last)
{
	for (int i = 0; i < NAMES; i++) {
		struct error error;
		char name[32];
		int64_t revision = 0;
		name_of(i, name);
		for (int64_t r = 1; r <= last; r++) {
			if (model.changes[r].name != i)
				continue;
			want(STATUS_OK, store_history_next(txn, bytes_text(name), revision, false, &revision, &error));
			assert_int_equal(revision, r);
		}
		want(STATUS_NOT_FOUND, store_history_next(txn, bytes_text(name), revision, false, &revision, &error));
		revision = INT64_MAX;
		for (int64_t r = last; r >= 1; r--) {
			if (model.changes[r].name != i)
				continue;
			want(STATUS_OK, store_history_next(txn, bytes_text(name), revision, true, &revision, &error));
			assert_int_equal(revision, r);
		}
		want(STATUS_NOT_FOUND, store_history_next(txn, bytes_text(name), revision, true, &revision, &error));
	}
}

static bool has_word(const char *body, const char *word)
{
	char spaced[80], wanted[16];
	snprintf(spaced, sizeof spaced, " %s ", body);
	snprintf(wanted, sizeof wanted, " %s ", word);
	return strstr(spaced, wanted) != NULL;
}

static void check_terms(struct store_txn *txn, int64_t last)
{
	for (unsigned w = 0; w < DISTINCT; w++) {
		struct store_postings postings;
		struct error error;
		char word[16];
		uint32_t doc, before = 0;
		int seen = 0, there = 0;
		snprintf(word, sizeof word, "w%u", w);
		want(STATUS_OK, store_postings_begin(txn, WORDS, bytes_text(word), &postings, &error));
		while (store_postings_next(&postings, &doc, &error) == STATUS_OK) {
			assert_true(doc > before);
			before = doc;
			seen++;
		}
		store_postings_end(&postings);
		for (int i = 0; i < NAMES; i++)
			there += model.alive[i] && has_word(model.changes[state_at(i, last)].body, word);
		assert_int_equal(seen, there);
	}
}

static void check_counts(struct store_txn *txn)
{
	int64_t count, alive[3] = { 0 };
	struct error error;
	for (int i = 0; i < NAMES; i++)
		alive[i % 3] += model.alive[i];
	want(STATUS_OK, store_count(txn, BYTES_LITERAL("zones/"), &count, &error));
	assert_int_equal(count, alive[0]);
	want(STATUS_OK, store_count(txn, BYTES_LITERAL("rounds/"), &count, &error));
	assert_int_equal(count, alive[1]);
	want(STATUS_OK, store_count(txn, (struct bytes){ 0 }, &count, &error));
	assert_int_equal(count, alive[0] + alive[1] + alive[2]);
}

static void check_now(struct store *store, int64_t last)
{
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	assert_int_equal(store_revision(txn), last);
	check_states(txn, 0 < last ? last : 0);
	check_terms(txn, last);
	check_counts(txn);
	check_briefs(txn, last);
	store_read_end(txn);
}

static void check_every_revision(struct store *store, int64_t last)
{
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	for (int64_t revision = 1; revision <= last; revision++) {
		check_states(txn, revision);
		if (revision % 20 == 0)
			check_scan(txn, revision);
		if (revision % 100 == 0)
			check_scan_without_briefs(txn, revision);
	}
	check_histories(txn, last);
	store_read_end(txn);
}

/* LMDB's compaction counts: each page of the file is in one tree or free. */
static void check_that_no_page_is_lost(const char *dir)
{
	struct error error;
	char *copy = support_text("%s-copy", dir);
	want(STATUS_OK, store_backup(dir, copy, &error));
	assert_int_equal(support_faults(copy), 0);
	support_remove(copy);
}

static void a_random_history_reads_as_its_model_at_every_revision(void **state)
{
	(void)state;
	char *dir = support_folder();
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	struct store *store = support_store(dir, &options);
	for (int64_t revision = 1; revision <= STEPS; revision++) {
		step(store, revision);
		if (revision % 50 == 0)
			check_now(store, revision);
	}
	check_every_revision(store, STEPS);
	store_close(store);
	assert_int_equal(support_faults(dir), 0);
	check_that_no_page_is_lost(dir);
	support_remove(dir);
}

/* ---- Terms of very many records, in child transactions -------------------------- */

enum { MANY = 6000, ROUNDS = 12, PER_JOB = 100 };

struct batch {
	struct store_job job;
	int from, round;
	bool fails;
};

/* Each record has three of few words, so that the records of a term fill pages of
 * their own, and each round moves most of them to other words. */
static void body_of(int record, int round, char out[64])
{
	unsigned a = (unsigned)(record * 7 + round * 13) % 5, b = (unsigned)(record + round) % 3;
	snprintf(out, 64, "big%u mid%u own%d", a, b, (record + round) % 400);
}

static enum status write_batch(struct store_job *job, struct store_txn *txn)
{
	struct batch *batch = (struct batch *)job;
	for (int i = batch->from; i < batch->from + PER_JOB; i++) {
		char name[32], body[64];
		int64_t revision;
		snprintf(name, sizeof name, "records/%d", i);
		body_of(i, batch->round + (batch->fails ? 1000 : 0), body);
		struct store_entry entry = { .kind = batch->round == 0 ? STORE_CREATED : STORE_UPDATED,
					     .name = bytes_text(name),
					     .body = bytes_text(body) };
		enum status status = store_append(txn, &entry, &revision, &job->error);
		if (status != STATUS_OK)
			return status;
	}
	return batch->fails ? STATUS_ABORTED : STATUS_OK;
}

struct told {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	int left, wrong;
};

static struct told told = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0 };

static void tell(struct store_job *job, enum status status)
{
	struct batch *batch = (struct batch *)job;
	pthread_mutex_lock(&told.mutex);
	told.wrong += status != (batch->fails ? STATUS_ABORTED : STATUS_OK);
	told.left--;
	pthread_cond_signal(&told.changed);
	pthread_mutex_unlock(&told.mutex);
}

/* Jobs that are kept and jobs that are taken back, side by side in one commit. */
static void write_round(struct store *store, int round)
{
	static struct batch batches[2 * MANY / PER_JOB];
	int count = 0;
	for (int from = 0; from < MANY; from += PER_JOB) {
		batches[count++] = (struct batch){ { .run = write_batch, .done = tell }, from, round, false };
		if (round > 0)
			batches[count++] = (struct batch){ { .run = write_batch, .done = tell }, from, round, true };
	}
	told.left = count;
	told.wrong = 0;
	for (int i = 0; i < count; i++)
		store_submit(store, &batches[i].job);
	pthread_mutex_lock(&told.mutex);
	while (told.left > 0)
		pthread_cond_wait(&told.changed, &told.mutex);
	pthread_mutex_unlock(&told.mutex);
	assert_int_equal(told.wrong, 0);
}

static void check_postings(struct store *store, int round, const char *word)
{
	struct store_txn *txn;
	struct store_postings postings;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	want(STATUS_OK, store_postings_begin(txn, WORDS, bytes_text(word), &postings, &error));
	for (int i = 0; i < MANY; i++) {
		char body[64];
		uint32_t doc;
		body_of(i, round, body);
		if (!has_word(body, word))
			continue;
		want(STATUS_OK, store_postings_next(&postings, &doc, &error));
		assert_int_equal(doc, i + 1);
	}
	uint32_t more;
	want(STATUS_NOT_FOUND, store_postings_next(&postings, &more, &error));
	store_postings_end(&postings);
	store_read_end(txn);
}

static void many_records_of_a_term_survive_kept_and_dropped_changes(void **state)
{
	(void)state;
	char *dir = support_folder();
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	struct store *store = support_store(dir, &options);
	static const char *const words[] = { "big0", "big1", "big2", "big3", "big4", "mid0", "mid2", "own7" };
	for (int round = 0; round < ROUNDS; round++) {
		write_round(store, round);
		for (size_t i = 0; i < COUNT_OF(words); i++)
			check_postings(store, round, words[i]);
	}
	store_close(store);
	assert_int_equal(support_faults(dir), 0);
	check_that_no_page_is_lost(dir);
	support_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_random_history_reads_as_its_model_at_every_revision),
		cmocka_unit_test(many_records_of_a_term_survive_kept_and_dropped_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What somebody did to a store's file who knows how it is made: content that was taken away as if it had
 * been compacted. */
#include "tests/kept.h"

static char said[1024];

static void note(void *arg, const char *what)
{
	(void)arg;
	if (said[0] == '\0')
		snprintf(said, sizeof said, "%s", what);
}

/* Verifies; the first fault is in said. */
static struct store_report look(const char *dir)
{
	struct store_report report = { .fault = note };
	struct error error;
	said[0] = '\0';
	want(STATUS_OK, store_verify(dir, support_indexes, &report, &error));
	return report;
}

/* ---- Content -------------------------------------------------------------------------- */

/* Empties a change as compacting does, and says that all content is kept from `oldest` on. */
static void empty(const char *dir, int64_t revision, int64_t oldest)
{
	struct env env;
	struct store_txn txn;
	struct store_change change;
	struct error error;
	struct work work;
	struct buffer entry;
	uint8_t key[8];
	work_init(&work);
	buffer_init(&entry, SIZE_MAX);
	want(STATUS_OK, env_open(dir, HOLD_WRITE, 0, &env, &error));
	want(STATUS_OK, txn_begin(&env, &work, &txn, &error));
	want(STATUS_OK, change_at(&txn, revision, &change, &error));
	change.compacted = true;
	change.body = (struct bytes){ 0 };
	assert_int_equal(entry_encode(&change, &entry), STATUS_OK);
	want(STATUS_OK, txn_put(&txn, DB_JOURNAL, u64_key(key, revision), buffer_bytes(&entry), 0, &error));
	want(STATUS_OK, meta_set_oldest(&txn, oldest, &error));
	want(STATUS_OK, txn_commit(&txn, &error));
	env_close(&env);
	buffer_fini(&entry);
	work_fini(&work);
}

/* Record i was made by change i + 1 and changed by RECORDS + i + 1 and 2 * RECORDS + i + 1. */
static void content_that_nothing_replaced_is_missed(void **state)
{
	struct kept *f = *state;
	empty(f->dir, 2, RECORDS + 2); /* replaced by then: as it may be */
	assert_int_equal(look(f->dir).faults, 0);
	empty(f->dir, RECORDS + 3, RECORDS + 4); /* what the record is as of the oldest revision */
	struct store_report report = look(f->dir);
	assert_string_equal(said, "Change 43 says that it was compacted, and by change 44 nothing had replaced it.");
	assert_int_equal(report.journal_faults, 1);
	assert_int_equal(report.faults, 1);
}

static void the_content_that_a_record_has_is_missed_and_no_index_blamed(void **state)
{
	struct kept *f = *state;
	empty(f->dir, 2 * RECORDS + 2, CHANGES + 1);
	struct store_report report = look(f->dir);
	assert_string_equal(said, "Change 82 says that it was compacted, and by change 131 nothing had replaced it.");
	assert_int_equal(report.journal_faults, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHANGES(content_that_nothing_replaced_is_missed),
		WITH_CHANGES(the_content_that_a_record_has_is_missed_and_no_index_blamed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Pages that are lost: the verifier reads on, and names what is lost; what is no journal is
 * made again without them. */
#include "tests/kept.h"

enum { LINES = 128 };

struct lines {
	int count;
	char *line[LINES];
};

static void note(void *arg, const char *what)
{
	struct lines *lines = arg;
	assert_true(lines->count < LINES);
	lines->line[lines->count++] = strdup(what);
}

static struct store_report look(const char *dir, struct lines *lines)
{
	struct store_report report = { .fault = note, .arg = lines };
	struct error error;
	*lines = (struct lines){ 0 };
	want(STATUS_OK, store_verify(dir, support_indexes, &report, &error));
	return report;
}

static int count_lines(struct lines *lines, const char *part)
{
	int count = 0;
	for (int i = 0; i < lines->count; i++)
		count += strstr(lines->line[i], part) != NULL;
	return count;
}

static void forget(struct lines *lines)
{
	while (lines->count > 0)
		free(lines->line[--lines->count]);
}

/* Makes the page that holds a row one that is no page of rows. */
static void lose_page(const char *dir, enum db db, int at)
{
	enum { FLAGS = 10, OVERFLOW = 4 };
	struct env env = open_raw(dir);
	MDB_txn *txn;
	MDB_cursor *cursor;
	MDB_val key, value;
	long page = sysconf(_SC_PAGESIZE);
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, MDB_RDONLY, &txn), 0);
	assert_int_equal(mdb_cursor_open(txn, env.dbi[db], &cursor), 0);
	int code = mdb_cursor_get(cursor, &key, &value, MDB_FIRST);
	for (; at > 0 && code == 0; at--)
		code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT);
	assert_int_equal(code, 0);
	off_t place = -1;
	char *path = support_text("%s/%s", dir, STORE_DATA);
	size_t size;
	char *whole = support_read(path, &size);
	const char *row = (const char *)((uintptr_t)key.mv_data & ~((uintptr_t)page - 1));
	for (size_t i = 0; i + (size_t)page <= size; i += (size_t)page)
		if (memcmp(whole + i, row, (size_t)page) == 0)
			place = (off_t)i;
	assert_true(place > 0);
	mdb_cursor_close(cursor);
	mdb_txn_abort(txn);
	env_close(&env);
	const uint8_t flags[] = { OVERFLOW, 0 };
	int file = open(path, O_WRONLY);
	assert_int_equal(pwrite(file, flags, sizeof flags, place + FLAGS), sizeof flags);
	close(file);
	free(whole);
	free(path);
}

/* The changes of the page are told in one line, and each record that one of them left as it is. */
static void a_lost_page_of_the_journal_loses_its_changes_and_no_others(void **state)
{
	struct kept *f = *state;
	struct lines lines;
	long from, to;
	lose_page(f->dir, DB_JOURNAL, CHANGES - 1);
	struct store_report report = look(f->dir, &lines);
	assert_int_equal(count_lines(&lines, "cannot be read. Of the first: "), 1);
	assert_int_equal(sscanf(lines.line[0], "Changes %ld to %ld cannot", &from, &to), 2);
	assert_int_equal(to, CHANGES);
	assert_in_range(from, CHANGES / 2, CHANGES - 1);
	/* The last changes delete each fourth record; those before them are the others' last. */
	int lost = 0;
	for (long change = from; change <= CHANGES - RECORDS / 4; change++)
		lost += (change - 1) % RECORDS % 4 != 0;
	assert_int_equal(count_lines(&lines, " is lost with change "), lost);
	assert_int_equal(count_lines(&lines, "; as of change "), lost);
	assert_int_equal(count_lines(&lines, "BAD_TXN"), 0);
	assert_in_range(lines.count, lost + 1, lost + 2);
	assert_int_equal(report.changes, CHANGES);
	assert_int_equal(report.records, RECORDS);
	assert_int_equal(report.journal_faults, 1);
	forget(&lines);
}

/* Records that were made by changes that are lost are counted, and those after them known. */
static void records_are_known_behind_changes_that_are_lost(void **state)
{
	struct kept *f = *state;
	struct lines lines;
	lose_page(f->dir, DB_JOURNAL, 0);
	struct store_report report = look(f->dir, &lines);
	assert_int_equal(report.records, RECORDS);
	assert_int_equal(count_lines(&lines, "Changes 1 to "), 1);
	assert_int_equal(count_lines(&lines, " is lost with "), 0);
	assert_in_range(lines.count, 1, 2);
	forget(&lines);
}

static void a_lost_page_of_a_view_is_told_once_and_made_again(void **state)
{
	struct kept *f = *state;
	size_t before_size, after_size;
	rebuild(f->dir);
	char *before = support_dump(f->dir, &before_size);
	for (enum db db = DB_VIEW_FIRST; db <= DB_VIEW_LAST; db++) {
		struct lines lines;
		lose_page(f->dir, db, 0);
		struct store_report report = look(f->dir, &lines);
		assert_in_range(lines.count, 1, 4);
		assert_int_equal(report.journal_faults, 0);
		assert_int_equal(report.changes, CHANGES);
		forget(&lines);
		rebuild(f->dir);
		assert_int_equal(faults_of(f->dir), 0);
		char *after = support_dump(f->dir, &after_size);
		assert_string_equal(after, before);
		free(after);
	}
	free(before);
}

/* Rows that are gone without a trace: the first of them are named, and the others counted. */
static void of_many_faults_of_a_kind_the_first_are_told(void **state)
{
	struct kept *f = *state;
	struct lines lines;
	struct env env = open_raw(f->dir);
	MDB_txn *txn;
	assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
	assert_int_equal(mdb_drop(txn, env.dbi[DB_DOCS], 0), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	env_close(&env);
	look(f->dir, &lines);
	assert_int_equal(count_lines(&lines, "Database docs lacks "), 20);
	assert_int_equal(count_lines(&lines, "record number"), 0);
	assert_int_equal(count_lines(&lines, "More entries like these do not fit the journal (20)."),
			 RECORDS - 20 == 20);
	forget(&lines);
}

/* A view that does not fit names its records and their last changes. */
static void a_fault_of_an_index_names_its_record(void **state)
{
	struct kept *f = *state;
#define NAMED "rounds/01 (change 82)"
	static const struct {
		enum db db;
		const char *fault;
	} rows[] = {
		{ DB_NAMES, "Database names lacks " NAMED "." },
		{ DB_DOCS, "Database docs lacks " NAMED "." },
		{ DB_TERMS, "Database terms lacks " NAMED " at \"word1\" of index words." },
		{ DB_VERSIONS, "Database versions has 0 changes of " NAMED "; the journal has 3." },
	};
	struct lines lines;
	assert_true(flip(f->dir, DB_DOCS, 1, 0));
	look(f->dir, &lines);
	assert_int_equal(count_lines(&lines, "in its database docs, the checksum of " NAMED " does not hold."), 1);
	forget(&lines);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct env env = open_raw(f->dir);
		MDB_txn *txn;
		assert_int_equal(mdb_txn_begin(env.mdb, NULL, 0, &txn), 0);
		assert_int_equal(mdb_drop(txn, env.dbi[rows[i].db], 0), 0);
		assert_int_equal(mdb_txn_commit(txn), 0);
		env_close(&env);
		look(f->dir, &lines);
		if (count_lines(&lines, rows[i].fault) == 0)
			fail_msg("not told: %s", rows[i].fault);
		assert_int_equal(count_lines(&lines, "record number"), 0);
		forget(&lines);
	}
}

static void rebuilding_changes_nothing_where_the_journal_has_lost_a_page(void **state)
{
	struct kept *f = *state;
	struct store_report report = { 0 };
	struct error error;
	size_t before_size, after_size;
	lose_page(f->dir, DB_JOURNAL, 0);
	char *before = read_file(f->dir, &before_size);
	want(STATUS_DATA_LOSS, store_rebuild(f->dir, support_indexes, &report, &error));
	char *after = read_file(f->dir, &after_size);
	assert_int_equal(after_size, before_size);
	assert_memory_equal(after, before, before_size);
	free(before);
	free(after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHANGES(a_lost_page_of_the_journal_loses_its_changes_and_no_others),
		WITH_CHANGES(records_are_known_behind_changes_that_are_lost),
		WITH_CHANGES(a_lost_page_of_a_view_is_told_once_and_made_again),
		WITH_CHANGES(of_many_faults_of_a_kind_the_first_are_told),
		WITH_CHANGES(a_fault_of_an_index_names_its_record),
		WITH_CHANGES(rebuilding_changes_nothing_where_the_journal_has_lost_a_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Disks that fail: errors put into the system calls by strace. */
#include "tests/filler.h"

#include "base/time.h"

#include <errno.h>
#include <sys/wait.h>

enum { WRITES = 5 };

/* Makes room on the disk and writes until it is taken, which should be soon. */
static bool goes_on(struct store *store, const char *dir)
{
	int64_t until = clock_monotonic() + 10 * NS_PER_SECOND;
	struct store_state state;
	char name[48];
	snprintf(name, sizeof name, "zones/%ld-again", (long)getpid());
	remove_filler(dir);
	while (support_put(store, STORE_CREATED, name, "with room", NULL, NULL) != STATUS_OK)
		if (clock_monotonic() > until)
			return false;
	return store_state(store, &state, NULL) == STATUS_OK && state.read_only_reason[0] == '\0';
}

static int64_t revision_of(struct store *store)
{
	struct store_state state;
	return store_state(store, &state, NULL) == STATUS_OK ? state.revision : -1;
}

/* What is so after a write that was refused; last is the revision before it. */
static void tell_of_failure(struct store *store, const char *dir, int64_t last, const struct error *error)
{
	struct store_state state;
	printf("no %s\n", error->reason);
	if (!is_readable(store, last))
		printf("unreadable\n");
	if (store_state(store, &state, NULL) != STATUS_OK || state.read_only_reason[0] == '\0')
		printf("silent\n");
	if (strcmp(error->reason, "DISK_FULL") == 0 && goes_on(store, dir))
		printf("again\n");
}

/* What the program does when it is run as a helper: tells of each write. */
static int write_and_tell(const char *dir)
{
	struct store_options options = { .indexes = support_indexes };
	struct store *store;
	struct error error;
	static char body[6000];
	memset(body, 'b', sizeof body - 1);
	if (store_open(dir, &options, &store, &error) != STATUS_OK) {
		printf("no %s\n", error.reason);
		return 0;
	}
	for (int i = 0; i < WRITES; i++) {
		char name[48];
		int64_t revision = revision_of(store);
		snprintf(name, sizeof name, "zones/%ld-%d", (long)getpid(), i);
		if (support_put(store, STORE_CREATED, name, body, &revision, &error) == STATUS_OK)
			printf("ok %lld %s\n", (long long)revision, name);
		else
			tell_of_failure(store, dir, revision, &error);
		fflush(stdout);
	}
	store_close(store);
	printf("ended\n");
	return 0;
}

/* Opens the store and looks for each write that was told as done. */
static void check_told(const char *dir, char *told)
{
	struct store *store = support_store(dir, NULL);
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	for (char *rest = told, *line; (line = strsep(&rest, "\n")) != NULL;) {
		struct store_change change;
		long long revision;
		char name[48];
		if (sscanf(line, "ok %lld %47s", &revision, name) != 2)
			continue;
		want(STATUS_OK, store_change(txn, revision, &change, &error));
		assert_true(bytes_equal(change.name, bytes_text(name)));
	}
	store_read_end(txn);
	store_close(store);
	assert_int_equal(support_faults(dir), 0);
}

/* Runs this program as a helper under strace; what it told, to be freed. */
static char *run_with(const char *inject, const char *verb, const char *dir)
{
	char *command = support_text("ASAN_OPTIONS=detect_leaks=0 exec strace -f -qq -o /dev/null -e inject=%s "
				     "'%s' %s '%s' 2>/dev/null",
				     inject, program_invocation_name, verb, dir);
	FILE *output = popen(command, "r");
	assert_non_null(output);
	char *told = calloc(1, 8192);
	assert_true(fread(told, 1, 8191, output) < 8191);
	pclose(output);
	free(command);
	return told;
}

static void need_strace(void)
{
	if (system("strace -qq -o /dev/null true >/dev/null 2>&1") == 0)
		return;
	print_message("skipped: strace is absent, or not permitted\n");
	skip();
}

/* Each call of a kind fails once, in a run of its own. */
static void fail_each(const char *call, const char *error_name, const char *reason)
{
	char *dir = support_folder(), *at = support_text("%s/store", dir);
	store_close(support_store(at, NULL));
	int failed = 0;
	for (int k = 1;; k++) {
		char *inject = support_text("%s:error=%s:when=%d", call, error_name, k);
		assert_true(put_filler(at, 8 << 20));
		char *told = run_with(inject, "write", at);
		bool clean = strstr(told, "no ") == NULL && strstr(told, "ok ") != NULL;
		assert_null(strstr(told, "unreadable"));
		assert_null(strstr(told, "silent"));
		if (strcmp(error_name, "ENOSPC") == 0 && !clean && strstr(told, "ok ") != NULL)
			assert_non_null(strstr(told, "again"));
		if (strstr(told, "ok ") != NULL && !clean) {
			assert_non_null(strstr(told, reason));
			failed++;
		}
		check_told(at, told);
		free(told);
		free(inject);
		if (clean && k > 3)
			break;
	}
	assert_true(failed > 0);
	free(at);
	support_remove(dir);
}

static void a_write_that_finds_no_room_is_told_and_loses_nothing(void **state)
{
	(void)state;
	need_strace();
	fail_each("pwrite64", "ENOSPC", "no DISK_FULL");
	fail_each("writev", "ENOSPC", "no DISK_FULL");
}

static void a_write_that_fails_is_told_and_loses_nothing(void **state)
{
	(void)state;
	need_strace();
	fail_each("pwrite64", "EIO", "no READ_ONLY");
}

static void a_sync_that_fails_is_told_and_not_tried_again(void **state)
{
	(void)state;
	need_strace();
	char *dir = support_folder(), *at = support_text("%s/store", dir);
	store_close(support_store(at, NULL));
	for (int k = 1; k <= WRITES; k++) {
		char *inject = support_text("fdatasync:error=EIO:when=%d", k);
		char *told = run_with(inject, "write", at);
		int done = 0, refused = 0;
		for (const char *line = told; line != NULL && *line != '\0'; line = strchr(line, '\n') + 1) {
			done += strncmp(line, "ok ", 3) == 0;
			refused += strncmp(line, "no READ_ONLY", 12) == 0;
		}
		assert_int_equal(done, k - 1);
		assert_int_equal(refused, WRITES - k + 1);
		check_told(at, told);
		free(told);
		free(inject);
	}
	free(at);
	support_remove(dir);
}

/* Killed at each call of a kind, in a run of its own; calls look after each. */
static void kill_at_each(const char *verb, char *(*prepare)(const char *dir),
			 void (*look)(const char *at, char *told, const char *before))
{
	static const char *const calls[] = { "openat", "pwrite64", "writev",    "fsync",
					     "rename", "mkdir",    "fdatasync", "ftruncate" };
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		for (int k = 1;; k++) {
			char *dir = support_folder(), *at = support_text("%s/store", dir), *before = prepare(at);
			char *inject = support_text("%s:signal=KILL:when=%d", calls[i], k);
			char *told = run_with(inject, verb, at);
			bool whole = strstr(told, "ended") != NULL;
			look(at, told, before);
			free(told);
			free(inject);
			free(before);
			free(at);
			support_remove(dir);
			if (whole)
				break;
		}
	}
}

static char *prepare_nothing(const char *at)
{
	(void)at;
	return NULL;
}

static void there_is_a_store_or_one_can_be_made(const char *at, char *told, const char *before)
{
	(void)told;
	(void)before;
	store_close(support_store(at, NULL));
	assert_int_equal(support_faults(at), 0);
}

static void an_init_that_is_killed_anywhere_can_be_made_again(void **state)
{
	(void)state;
	need_strace();
	kill_at_each("init", prepare_nothing, there_is_a_store_or_one_can_be_made);
}

static char *prepare_empty(const char *at)
{
	store_close(support_store(at, NULL));
	return NULL;
}

static void what_was_told_is_there(const char *at, char *told, const char *before)
{
	(void)before;
	check_told(at, told);
}

static void a_writer_that_is_killed_at_any_call_loses_nothing_told(void **state)
{
	(void)state;
	need_strace();
	kill_at_each("write", prepare_empty, what_was_told_is_there);
}

/* Four changes of one record, and its dump. Views are made again, since the text index
 * is then of other segments than writing makes. */
static char *prepare_changes(const char *at)
{
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	struct store *store = support_store(at, &options);
	struct store_report report = { 0 };
	struct error error;
	size_t size;
	for (int i = 0; i < 4; i++)
		want(STATUS_OK,
		     support_put(store, i == 0 ? STORE_CREATED : STORE_UPDATED, "zones/a", "some words", NULL, &error));
	store_close(store);
	want(STATUS_OK, store_rebuild(at, support_indexes, &report, &error));
	return support_dump(at, &size);
}

static void it_is_as_before(const char *at, char *told, const char *before)
{
	size_t size;
	char *after = support_dump(at, &size);
	(void)told;
	assert_string_equal(after, before);
	assert_int_equal(support_faults(at), 0);
	free(after);
}

static void a_rebuild_that_is_killed_anywhere_changes_nothing(void **state)
{
	(void)state;
	need_strace();
	kill_at_each("rebuild", prepare_changes, it_is_as_before);
}

/* Old or new, and a compaction can be made again. */
static void it_is_whole(const char *at, char *told, const char *before)
{
	struct store_report report = { 0 };
	struct error error;
	size_t size;
	char *after = support_dump(at, &size);
	assert_true(strcmp(after, before) == 0 || strlen(after) < strlen(before));
	assert_true(strstr(told, "ended") == NULL || strlen(after) < strlen(before));
	assert_int_equal(support_faults(at), 0);
	want(STATUS_OK, store_compact(at, 5, &report, &error));
	assert_int_equal(report.compacted, 3);
	free(after);
}

static void a_compaction_that_is_killed_anywhere_leaves_the_old_or_the_new(void **state)
{
	(void)state;
	need_strace();
	kill_at_each("compact", prepare_changes, it_is_whole);
}

static int keep_and_tell(const char *verb, const char *dir)
{
	struct store_report report = { 0 };
	struct error error;
	enum status status;
	if (strcmp(verb, "init") == 0)
		status = store_init(dir, &error);
	else if (strcmp(verb, "rebuild") == 0)
		status = store_rebuild(dir, support_indexes, &report, &error);
	else
		status = store_compact(dir, 5, &report, &error);
	printf("%s\n", status == STATUS_OK ? "ended" : error.message);
	return 0;
}

int main(int count, char **words)
{
	if (count == 3 && strcmp(words[1], "write") == 0)
		return write_and_tell(words[2]);
	if (count == 3)
		return keep_and_tell(words[1], words[2]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_write_that_finds_no_room_is_told_and_loses_nothing),
		cmocka_unit_test(a_write_that_fails_is_told_and_loses_nothing),
		cmocka_unit_test(a_sync_that_fails_is_told_and_not_tried_again),
		cmocka_unit_test(an_init_that_is_killed_anywhere_can_be_made_again),
		cmocka_unit_test(a_writer_that_is_killed_at_any_call_loses_nothing_told),
		cmocka_unit_test(a_rebuild_that_is_killed_anywhere_changes_nothing),
		cmocka_unit_test(a_compaction_that_is_killed_anywhere_leaves_the_old_or_the_new),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

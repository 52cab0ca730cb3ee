/* Disks that are full, read-only or failing: real ones in a mount of our own, and
 * errors put into the system calls by strace. */
#include "tests/support_store.h"

#include "base/time.h"
#include "store/live.h"
#include "store/text/private.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- A small file system of our own ----------------------------------------- */

enum { NOT_PERMITTED = 77 };

static void check(bool right, const char *what, int line, const struct error *error)
{
	if (right)
		return;
	fprintf(stderr, "line %d: not so: %s (%s: %s)\n", line, what, error->reason, error->message);
	_exit(1);
}
#define CHECK(right) check(right, #right, __LINE__, &error)

static bool write_text(const char *path, const char *text)
{
	int file = open(path, O_WRONLY);
	bool written = file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);
	if (file >= 0)
		close(file);
	return written;
}

static bool enter_namespace(void)
{
	char map[64];
	snprintf(map, sizeof map, "0 %u 1", (unsigned)getuid());
	if (unshare(CLONE_NEWNS) == 0)
		return true;
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_text("/proc/self/setgroups", "deny") &&
	       write_text("/proc/self/uid_map", map);
}

/* Runs a function on an empty file system of 1 MiB, in a process of its own; skips
 * the test where that is not permitted. */
static void on_a_small_disk(void (*run)(const char *dir))
{
	char *dir = support_folder();
	pid_t child = fork();
	if (child == 0) {
		if (!enter_namespace() || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
		    mount("tmpfs", dir, "tmpfs", 0, "size=1m,mode=700") != 0)
			_exit(NOT_PERMITTED);
		run(dir);
		_exit(0);
	}
	int how;
	waitpid(child, &how, 0);
	support_remove(dir);
	if (WIFEXITED(how) && WEXITSTATUS(how) == NOT_PERMITTED) {
		print_message("skipped: mounting is not permitted here\n");
		skip();
	}
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
}

static void put_filler(const char *dir, size_t size)
{
	struct error error = { 0 };
	char *path = support_text("%s/filler", dir), *bytes = calloc(1, size);
	int file = open(path, O_WRONLY | O_CREAT, 0600);
	CHECK(write(file, bytes, size) == (ssize_t)size);
	close(file);
	free(bytes);
	free(path);
}

static void remove_filler(const char *dir)
{
	char *path = support_text("%s/filler", dir);
	unlink(path);
	free(path);
}

static bool is_readable(struct store *store, int64_t last)
{
	struct store_txn *txn;
	struct store_change change;
	if (store_read(store, &txn, NULL) != STATUS_OK)
		return false;
	bool right = store_revision(txn) == last;
	right = right && (last == 0 || store_change(txn, last, &change, NULL) == STATUS_OK);
	store_read_end(txn);
	return right;
}

static void fill_and_free(const char *dir)
{
	static char body[10000];
	struct error error = { 0 };
	struct store_state state;
	char *at = support_text("%s/store", dir), name[32];
	int64_t last = 0;
	memset(body, 'b', sizeof body - 1);
	struct store *store = support_store(at, NULL);
	put_filler(dir, 300000);
	enum status status = STATUS_OK;
	for (int i = 0; i < 200 && status == STATUS_OK; i++) {
		snprintf(name, sizeof name, "zones/%d", i);
		status = support_put(store, STORE_CREATED, name, body, &last, &error);
	}
	CHECK(status == STATUS_RESOURCE_EXHAUSTED);
	CHECK(strcmp(error.reason, "DISK_FULL") == 0);
	CHECK(last > 5);
	for (int i = 0; i < 3; i++) {
		status = support_put(store, STORE_CREATED, "zones/more", body, NULL, &error);
		CHECK(status == STATUS_RESOURCE_EXHAUSTED && strcmp(error.reason, "DISK_FULL") == 0);
		CHECK(is_readable(store, last));
		CHECK(store_state(store, &state, &error) == STATUS_OK && state.read_only_reason[0] != '\0');
	}
	remove_filler(dir);
	CHECK(support_put(store, STORE_CREATED, "zones/more", body, &last, &error) == STATUS_OK);
	CHECK(is_readable(store, last));
	CHECK(store_state(store, &state, &error) == STATUS_OK && state.read_only_reason[0] == '\0');
	store_close(store);
	CHECK(support_faults(at) == 0);
	free(at);
}

static void a_full_disk_makes_the_store_read_only_until_there_is_room(void **state)
{
	(void)state;
	on_a_small_disk(fill_and_free);
}

static uint32_t count_segments(struct store *store)
{
	struct store_txn *txn;
	struct arena arena;
	struct text_head head = { 0 };
	struct error error = { 0 };
	arena_init(&arena, 1 << 20);
	CHECK(store_read(store, &txn, &error) == STATUS_OK);
	CHECK(text_head_get(txn, &arena, &head, &error) == STATUS_OK);
	store_read_end(txn);
	arena_fini(&arena);
	return head.count;
}

/* Room for changes, but not for as much as the segments have. */
static void fill_and_merge(const char *dir)
{
	struct error error = { 0 };
	struct store_options options = { .indexes = support_indexes };
	struct store_state state;
	struct buffer body;
	char *at = support_text("%s/store", dir), name[32];
	const atomic_bool stop = false;
	bool done = false;
	text_writer_most = 0;
	buffer_init(&body, SIZE_MAX);
	for (int i = 0; i < 1500; i++)
		CHECK(buffer_printf(&body, "w%d ", i * 7919 % 1000) == STATUS_OK);
	CHECK(buffer_put(&body, "", 1) == STATUS_OK);
	struct store *store = support_store(at, &options);
	for (int i = 0; i < TEXT_FAN; i++) {
		if (i == TEXT_FAN - 1)
			put_filler(dir, (size_t)file_room(store->folder) - 60000);
		snprintf(name, sizeof name, "zones/%d", i);
		CHECK(support_put(store, STORE_CREATED, name, (const char *)body.data, NULL, &error) == STATUS_OK);
	}
	CHECK(text_merge_beside(store, false, &stop, &done, &error) == STATUS_OK && done);
	CHECK(count_segments(store) == TEXT_FAN);
	CHECK(store_state(store, &state, &error) == STATUS_OK && state.read_only_reason[0] == '\0');
	remove_filler(dir);
	while (count_segments(store) > 1) {
		keeper_note(&store->keeper, true);
		sched_yield();
	}
	store_close(store);
	CHECK(support_faults(at) == 0);
	buffer_fini(&body);
	free(at);
}

static void a_merge_that_the_disk_has_no_room_for_waits(void **state)
{
	(void)state;
	on_a_small_disk(fill_and_merge);
}

static void open_on_read_only(const char *dir)
{
	struct error error = { 0 };
	struct store_options writes = { .indexes = support_indexes };
	struct store_options reads = { .indexes = support_indexes, .read_only = true };
	struct store_report report = { 0 };
	char *at = support_text("%s/store", dir);
	struct store *store = support_store(at, NULL);
	CHECK(support_put(store, STORE_CREATED, "zones/a", "x", NULL, &error) == STATUS_OK);
	store_close(store);
	CHECK(mount(NULL, dir, NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0);
	CHECK(store_open(at, &writes, &store, &error) == STATUS_FAILED_PRECONDITION);
	CHECK(strcmp(error.reason, "READ_ONLY") == 0);
	CHECK(store_rebuild(at, support_indexes, &report, &error) == STATUS_FAILED_PRECONDITION);
	CHECK(store_open(at, &reads, &store, &error) == STATUS_OK);
	CHECK(is_readable(store, 1));
	CHECK(support_put(store, STORE_CREATED, "zones/b", "x", NULL, &error) == STATUS_FAILED_PRECONDITION);
	store_close(store);
	CHECK(support_faults(at) == 0);
	CHECK(store_init(at, &error) == STATUS_ALREADY_EXISTS);
	free(at);
	at = support_text("%s/other", dir);
	CHECK(store_init(at, &error) == STATUS_FAILED_PRECONDITION);
	free(at);
}

static void a_read_only_disk_is_read_and_not_written(void **state)
{
	(void)state;
	on_a_small_disk(open_on_read_only);
}

static void fail_for_want_of_room(const char *dir)
{
	struct error error = { 0 };
	struct store_report report = { 0 };
	char *at = support_text("%s/store", dir), *copy = support_text("%s/copy", dir), name[32];
	static char body[3000];
	memset(body, 'b', sizeof body - 1);
	struct store *store = support_store(at, NULL);
	for (int i = 0; i < 60; i++) {
		snprintf(name, sizeof name, "zones/%d", i);
		CHECK(support_put(store, STORE_CREATED, name, body, NULL, &error) == STATUS_OK);
	}
	store_close(store);
	put_filler(dir, 400000);
	CHECK(store_backup(at, copy, &error) == STATUS_RESOURCE_EXHAUSTED);
	CHECK(strcmp(error.reason, "DISK_FULL") == 0);
	CHECK(store_compact(at, 30, &report, &error) == STATUS_RESOURCE_EXHAUSTED);
	CHECK(strcmp(error.reason, "DISK_FULL") == 0);
	CHECK(support_faults(at) == 0);
	remove_filler(dir);
	CHECK(store_backup(at, copy, &error) == STATUS_OK);
	CHECK(support_faults(copy) == 0);
	free(at);
	free(copy);
}

static void a_backup_and_a_compaction_without_room_leave_the_store_as_it_was(void **state)
{
	(void)state;
	on_a_small_disk(fail_for_want_of_room);
}

/* ---- Errors put into system calls ---------------------------------------------- */

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
		put_filler(at, 8 << 20);
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
		cmocka_unit_test(a_full_disk_makes_the_store_read_only_until_there_is_room),
		cmocka_unit_test(a_merge_that_the_disk_has_no_room_for_waits),
		cmocka_unit_test(a_read_only_disk_is_read_and_not_written),
		cmocka_unit_test(a_backup_and_a_compaction_without_room_leave_the_store_as_it_was),
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

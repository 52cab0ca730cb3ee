/* Disks that are full or read-only: real ones in a mount of our own. */
#include "tests/filler.h"

#include "store/live.h"
#include "store/text/private.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

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

static void fill_and_free(const char *dir)
{
	static char body[10000];
	struct error error = { 0 };
	struct store_state state;
	char *at = support_text("%s/store", dir), name[32];
	int64_t last = 0;
	memset(body, 'b', sizeof body - 1);
	struct store *store = support_store(at, NULL);
	CHECK(put_filler(dir, 300000));
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
			CHECK(put_filler(dir, (size_t)file_room(store->folder) - 60000));
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
	CHECK(put_filler(dir, 400000));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_makes_the_store_read_only_until_there_is_room),
		cmocka_unit_test(a_merge_that_the_disk_has_no_room_for_waits),
		cmocka_unit_test(a_read_only_disk_is_read_and_not_written),
		cmocka_unit_test(a_backup_and_a_compaction_without_room_leave_the_store_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

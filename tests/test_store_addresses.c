/* Addresses, of which the map takes many: where a process may have few (ulimit -v), and that
 * they do not run out. */
#include "tests/support_store.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Lets this process have so many bytes of addresses more than it has. */
static bool limit_addresses(rlim_t more)
{
	unsigned long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	bool known = file != NULL && fscanf(file, "%lu", &pages) == 1;
	if (file != NULL)
		fclose(file);
	const rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + more;
	return known && setrlimit(RLIMIT_AS, &(struct rlimit){ most, most }) == 0;
}

/* Writes into the store, reads it as another process would, and writes once more. */
static bool is_used(const char *dir)
{
	struct store_options writes = { .indexes = support_indexes };
	struct store_options reads = { .indexes = support_indexes, .read_only = true };
	struct store *store;
	struct error error;
	for (int i = 0; i < 2; i++) {
		char name[24];
		snprintf(name, sizeof name, "zones/few-%d", i);
		if (store_open(dir, &writes, &store, &error) != STATUS_OK)
			return false;
		bool put = support_put(store, STORE_CREATED, name, "of few addresses", NULL, &error) == STATUS_OK;
		store_close(store);
		if (!put || store_open(dir, &reads, &store, &error) != STATUS_OK)
			return false;
		store_close(store);
	}
	return true;
}

static void in_a_child(void **state, bool (*holds)(const char *dir))
{
	struct fixture *f = *state;
	int how;
	store_close(f->store);
	f->store = NULL;
	pid_t child = fork();
	if (child == 0)
		_exit(holds(f->dir) ? 0 : 1);
	waitpid(child, &how, 0);
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
}

static bool is_used_with_few(const char *dir)
{
	return limit_addresses((rlim_t)1 << 29) && is_used(dir);
}

static void a_store_with_a_large_map_is_used_where_addresses_are_few(void **state)
{
	struct fixture *f = *state;
	struct error error;
	want(STATUS_OK, support_put(f->store, STORE_CREATED, "zones/many", "of many", NULL, &error));
	in_a_child(state, is_used_with_few);
}

#define SMALL_MAP ((size_t)128 << 20)
#define BODY ((size_t)2 << 20)

static enum status put_large(struct store *store, int number, struct bytes body)
{
	struct support_change change;
	char name[24];
	snprintf(name, sizeof name, "zones/large-%d", number);
	support_change_init(&change, STORE_CREATED, name, body);
	return store_write(store, &change.job);
}

static bool is_read(struct store *store, const char *name)
{
	struct store_txn *txn;
	struct store_change record;
	if (store_read(store, &txn, NULL) != STATUS_OK)
		return false;
	enum status status = store_get(txn, bytes_text(name), 0, &record, NULL);
	store_read_end(txn);
	return status == STATUS_OK;
}

/* Fills the map nearly, and goes on where there are no addresses for a larger one. */
static bool outlives_its_map(const char *dir)
{
	const struct store_options options = { .indexes = support_indexes, .map_bytes = SMALL_MAP };
	struct bytes body = bytes_of(calloc(BODY, 1), BODY);
	struct store *store;
	struct store_state state;
	int number = 0;
	if (body.data == NULL || store_open(dir, &options, &store, NULL) != STATUS_OK)
		return false;
	while (store_state(store, &state, NULL) == STATUS_OK && state.file_bytes < (int64_t)(SMALL_MAP - 8 * BODY))
		if (put_large(store, number++, body) != STATUS_OK)
			return false;
	if (state.map_bytes != (int64_t)SMALL_MAP || !limit_addresses(SMALL_MAP * 3 / 4))
		return false;
	enum status status = STATUS_OK;
	for (int i = 0; i < 16 && status == STATUS_OK; i++)
		status = put_large(store, number++, body);
	bool holds = status == STATUS_RESOURCE_EXHAUSTED && is_read(store, "zones/large-0") &&
		     put_large(store, number, body) == STATUS_RESOURCE_EXHAUSTED &&
		     support_put(store, STORE_CREATED, "zones/small", "of little", NULL, NULL) == STATUS_OK;
	store_close(store);
	return holds;
}

/* Much more than the body. */
static enum status make_large(const struct store_index *self, struct bytes name, struct bytes body, struct buffer *out)
{
	enum status status = STATUS_OK;
	(void)self, (void)name;
	for (int i = 0; i < 2 && status == STATUS_OK; i++)
		status = buffer_put(out, body.data, body.size);
	return status;
}

/* The views are larger than the map that there are addresses for. */
static bool gives_rebuilding_up(const char *dir)
{
	static const struct store_index large = { .id = 1, .version = 1, .name = "large", .brief = make_large };
	static const struct store_index *const indexes[] = { &large, NULL };
	struct bytes body = bytes_of(calloc(BODY, 1), BODY);
	struct store *store;
	struct store_report report = { 0 };
	struct error error;
	bool put = body.data != NULL && store_open(dir, &(struct store_options){ 0 }, &store, NULL) == STATUS_OK;
	for (int i = 0; i < 14 && put; i++)
		put = put_large(store, i, body) == STATUS_OK;
	store_close(store);
	alarm(60);
	return put && limit_addresses((rlim_t)130 << 20) &&
	       store_rebuild(dir, indexes, &report, &error) == STATUS_RESOURCE_EXHAUSTED;
}

static void rebuilding_that_needs_more_addresses_ends(void **state)
{
	in_a_child(state, gives_rebuilding_up);
}

static void a_map_that_cannot_grow_is_kept(void **state)
{
	in_a_child(state, outlives_its_map);
}

/* A process has 2^47 bytes of addresses. */
static void compacting_a_store_often_does_not_widen_its_map(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store_report report;
	struct store_state before, after;
	want(STATUS_OK, support_put(f->store, STORE_CREATED, "zones/many", "of many", NULL, &error));
	want(STATUS_OK, store_state(f->store, &before, &error));
	store_close(f->store);
	f->store = NULL;
	for (int i = 0; i < 16; i++) {
		report = (struct store_report){ 0 };
		want(STATUS_OK, store_compact(f->dir, 1, &report, &error));
	}
	f->store = support_store(f->dir, NULL);
	want(STATUS_OK, store_state(f->store, &after, &error));
	assert_int_equal(before.map_bytes, after.map_bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_store_with_a_large_map_is_used_where_addresses_are_few),
		WITH_A_STORE(a_map_that_cannot_grow_is_kept),
		WITH_A_STORE(rebuilding_that_needs_more_addresses_ends),
		WITH_A_STORE(compacting_a_store_often_does_not_widen_its_map),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

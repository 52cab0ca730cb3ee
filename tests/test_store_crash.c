/* kill -9 at random points under writing threads: nothing that was acknowledged is
 * missing, the store is whole, and it opens within a second. */
#include "tests/support_store.h"

#include "base/time.h"
#include "store/text/private.h"
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS = 50, KILLS_PER_STORE = 25, THREADS = 4, ACKS_MOST = 60 };

/* What the child tells of each change that was acknowledged to it. */
struct acknowledged {
	int64_t revision;
	uint32_t number; /* of the change: thread, and count in it */
	uint32_t size;
};

struct worker {
	struct store *store;
	int acks, cycle, thread;
};

static uint8_t filling[20000];

static void name_of(int cycle, uint32_t number, char out[40])
{
	snprintf(out, 40, "kills/%d/%08x", cycle, number);
}

/* Bodies below and above what fits a leaf page. */
static uint32_t size_of(uint32_t number)
{
	return number * 2654435761U % 100 < 80 ? number % 1500 : number % sizeof filling;
}

static void *write_for_ever(void *arg)
{
	struct worker *w = arg;
	for (uint32_t i = 0;; i++) {
		struct support_change change;
		struct acknowledged ack = { .number = (uint32_t)w->thread << 24 | i };
		char name[40];
		ack.size = size_of(ack.number);
		name_of(w->cycle, ack.number, name);
		support_change_init(&change, STORE_CREATED, name, bytes_of(filling, ack.size));
		if (store_write(w->store, &change.job) != STATUS_OK)
			_exit(1);
		ack.revision = change.revision;
		if (write(w->acks, &ack, sizeof ack) != sizeof ack) /* whole: it is short */
			_exit(1);
	}
	return NULL;
}

static _Noreturn void be_killed(const char *dir, int acks, int cycle)
{
	struct store_options options = { .indexes = support_indexes, .map_bytes = 1 << 20 };
	struct store *store;
	struct error error;
	struct worker workers[THREADS];
	pthread_t thread;
	text_writer_most = 0; /* so that segments of the text index are merged beside the writer */
	if (store_open(dir, &options, &store, &error) != STATUS_OK) {
		fprintf(stderr, "%s\n", error.message);
		_exit(1);
	}
	for (int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ store, acks, cycle, i };
		if (pthread_create(&thread, NULL, write_for_ever, &workers[i]) != 0)
			_exit(1);
	}
	for (;;)
		pause();
}

/* Kills the child after so many acknowledgements; all that it gave are in acks. */
static int kill_after(const char *dir, int cycle, int count, struct acknowledged *acks, int most)
{
	int ends[2], got = 0;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		be_killed(dir, ends[1], cycle);
	}
	close(ends[1]);
	while (got < most && read(ends[0], &acks[got], sizeof *acks) == sizeof *acks)
		if (++got == count)
			kill(child, SIGKILL);
	close(ends[0]);
	kill(child, SIGKILL);
	int how;
	waitpid(child, &how, 0);
	assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
	return got;
}

static void check_acknowledged(const char *dir, int cycle, const struct acknowledged *acks, int count)
{
	struct store_options options = { .indexes = support_indexes };
	struct store *store = NULL;
	struct store_txn *txn;
	struct store_change change;
	struct error error;
	int64_t began = clock_monotonic();
	want(STATUS_OK, store_open(dir, &options, &store, &error));
	want(STATUS_OK, store_read(store, &txn, &error));
	assert_true(clock_monotonic() - began < NS_PER_SECOND);
	for (int i = 0; i < count; i++) {
		char name[40];
		name_of(cycle, acks[i].number, name);
		want(STATUS_OK, store_get(txn, bytes_text(name), 0, &change, &error));
		assert_int_equal(change.revision, acks[i].revision);
		assert_true(bytes_equal(change.body, bytes_of(filling, acks[i].size)));
	}
	store_read_end(txn);
	store_close(store);
}

static void nothing_acknowledged_is_lost_in_fifty_kills(void **state)
{
	(void)state;
	static struct acknowledged acks[1 << 16];
	unsigned seed = 4;
	char *dir = NULL;
	int64_t all = 0;
	for (int cycle = 0; cycle < KILLS; cycle++) {
		if (cycle % KILLS_PER_STORE == 0) {
			support_remove(dir);
			dir = support_folder();
			store_close(support_store(dir, NULL));
		}
		seed = seed * 1664525 + 1013904223;
		int count = 1 + (int)(seed >> 16) % ACKS_MOST;
		int got = kill_after(dir, cycle, count, acks, (int)COUNT_OF(acks));
		assert_true(got >= count);
		assert_int_equal(support_faults(dir), 0);
		check_acknowledged(dir, cycle, acks, got);
		all += got;
	}
	support_remove(dir);
	print_message("%lld acknowledged changes, %d kills\n", (long long)all, KILLS);
}

int main(void)
{
	for (size_t i = 0; i < sizeof filling; i++)
		filling[i] = (uint8_t)(i * 31 + i / 256);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_acknowledged_is_lost_in_fifty_kills),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

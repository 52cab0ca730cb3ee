/* Records that are read again: what a read remembers of the way to a record never
 * shows. Each body is read both short, beside others in a page, and long, in pages
 * of its own. */
#include "tests/support_store.h"

#include "store/private.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONG 3000 /* more than half of a page */

/* A letter, so many times. To be freed. */
static char *body_of(char letter, size_t size)
{
	char *body = malloc(size + 1);
	assert_non_null(body);
	memset(body, letter, size);
	body[size] = '\0';
	return body;
}

static void put(struct store *store, enum store_kind kind, const char *name, char letter, size_t size)
{
	struct error error;
	char *body = body_of(letter, size);
	want(STATUS_OK, support_put(store, kind, name, body, NULL, &error));
	free(body);
}

static struct store_txn *begin(struct store *store)
{
	struct store_txn *txn = NULL;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	return txn;
}

static void assert_state(struct store_txn *txn, const char *name, int64_t as_of, int64_t revision, char letter,
			 size_t size)
{
	for (int i = 0; i < 3; i++) { /* found, then remembered */
		struct store_change change = { 0 };
		struct error error;
		want(STATUS_OK, store_get(txn, bytes_text(name), as_of, &change, &error));
		assert_true(change.revision == revision);
		assert_true(bytes_equal(change.name, bytes_text(name)));
		assert_int_equal(change.body.size, size);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(change.body.data[k], letter);
	}
}

static void assert_latest(struct store *store, const char *name, int64_t revision, char letter, size_t size)
{
	struct store_txn *txn = begin(store);
	assert_state(txn, name, 0, revision, letter, size);
	store_read_end(txn);
}

static void each_change_is_seen_by_the_next_read(void **state)
{
	struct fixture *f = *state;
	static const size_t sizes[] = { 10, LONG, 20, LONG, LONG + 1, 10 };
	put(f->store, STORE_CREATED, "zones/other", 'o', LONG);
	put(f->store, STORE_CREATED, "zones/idlib", 'a', LONG);
	assert_latest(f->store, "zones/idlib", 2, 'a', LONG);
	for (int i = 0; i < 6; i++) {
		put(f->store, STORE_UPDATED, "zones/idlib", (char)('b' + i), sizes[i]);
		assert_latest(f->store, "zones/idlib", 3 + i, (char)('b' + i), sizes[i]);
		assert_latest(f->store, "zones/other", 1, 'o', LONG);
	}
	put(f->store, STORE_DELETED, "zones/idlib", 'd', 10);
	struct store_txn *txn = begin(f->store);
	for (int i = 0; i < 3; i++) {
		struct store_change change;
		struct error error;
		want(STATUS_OK, store_get(txn, BYTES_LITERAL("zones/idlib"), 0, &change, &error));
		assert_int_equal(change.kind, STORE_DELETED);
	}
	store_read_end(txn);
}

/* The earlier read is on the same thread and looks before and after the later one. */
static void an_earlier_read_keeps_its_state_and_leaves_none_to_later_ones(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 4; i++) {
		const char *name = i % 2 == 0 ? "zones/idlib" : "zones/homs";
		size_t size = i < 2 ? LONG : 10;
		int64_t first = 2 * i + 1;
		put(f->store, i < 2 ? STORE_CREATED : STORE_UPDATED, name, 'a', size);
		struct store_txn *earlier = begin(f->store);
		if (i % 2 == 0)
			assert_state(earlier, name, 0, first, 'a', size);
		put(f->store, STORE_UPDATED, name, 'b', size);
		assert_state(earlier, name, 0, first, 'a', size);
		assert_latest(f->store, name, first + 1, 'b', size);
		assert_state(earlier, name, 0, first, 'a', size);
		assert_latest(f->store, name, first + 1, 'b', size);
		store_read_end(earlier);
	}
}

static void an_earlier_revision_is_read_beside_the_latest(void **state)
{
	struct fixture *f = *state;
	put(f->store, STORE_CREATED, "zones/idlib", 'a', LONG);
	put(f->store, STORE_CREATED, "zones/homs", 'h', LONG);
	put(f->store, STORE_UPDATED, "zones/idlib", 'b', LONG);
	put(f->store, STORE_UPDATED, "zones/homs", 'i', LONG);
	struct store_txn *txn = begin(f->store);
	assert_state(txn, "zones/idlib", 0, 3, 'b', LONG);
	assert_state(txn, "zones/idlib", 4, 3, 'b', LONG);
	assert_state(txn, "zones/idlib", 3, 3, 'b', LONG);
	assert_state(txn, "zones/idlib", 2, 1, 'a', LONG);
	assert_state(txn, "zones/idlib", 0, 3, 'b', LONG);
	store_read_end(txn);
}

static void what_was_read_is_read_after_the_map_grew(void **state)
{
	struct fixture *f = *state;
	enum { RECORDS = 150 };
	struct store_options options = { .indexes = support_indexes, .map_bytes = 256 << 10 };
	struct store_state before, after;
	struct error error;
	char name[32];
	store_close(f->store);
	f->store = support_store(f->dir, &options);
	want(STATUS_OK, store_state(f->store, &before, &error));
	for (int i = 0; i < RECORDS; i++) {
		snprintf(name, sizeof name, "zones/z%d", i);
		put(f->store, STORE_CREATED, name, (char)('a' + i % 26), LONG);
		for (int k = i % 10; k <= i; k += 10) {
			snprintf(name, sizeof name, "zones/z%d", k);
			assert_latest(f->store, name, k + 1, (char)('a' + k % 26), LONG);
		}
	}
	want(STATUS_OK, store_state(f->store, &after, &error));
	assert_true(after.map_bytes > before.map_bytes);
}

struct failing {
	struct support_change change;
	enum status (*append)(struct store_job *job, struct store_txn *txn);
};

static enum status append_and_fail(struct store_job *job, struct store_txn *txn)
{
	struct failing *failing = (struct failing *)job;
	enum status status = failing->append(job, txn);
	if (status != STATUS_OK)
		return status;
	return error_set(&job->error, STATUS_ABORTED, "TRIED", "only tried");
}

static void a_change_that_was_taken_back_is_never_read(void **state)
{
	struct fixture *f = *state;
	put(f->store, STORE_CREATED, "zones/idlib", 'a', LONG);
	put(f->store, STORE_CREATED, "zones/homs", 'h', LONG);
	for (int i = 0; i < 3; i++) {
		char *body = body_of('x', LONG);
		struct failing failing;
		support_change_init(&failing.change, STORE_UPDATED, "zones/idlib", bytes_text(body));
		failing.append = failing.change.job.run;
		failing.change.job.run = append_and_fail;
		assert_latest(f->store, "zones/idlib", 1, 'a', LONG);
		assert_int_equal(store_write(f->store, &failing.change.job), STATUS_ABORTED);
		assert_latest(f->store, "zones/idlib", 1, 'a', LONG);
		put(f->store, STORE_UPDATED, "zones/homs", 'i', LONG); /* takes the same revision */
		assert_latest(f->store, "zones/idlib", 1, 'a', LONG);
		assert_latest(f->store, "zones/homs", 3 + i, 'i', LONG);
		free(body);
	}
}

/* Where a run of a letter is in the store's file. */
static off_t find_run(const char *path, char letter)
{
	size_t size, run = 0;
	char *file = support_read(path, &size);
	off_t found = -1;
	for (size_t i = 0; i < size && found < 0; i++) {
		run = file[i] == letter ? run + 1 : 0;
		if (run == LONG)
			found = (off_t)(i - LONG / 2);
	}
	free(file);
	return found;
}

static void damage_is_noticed_by_every_read(void **state)
{
	struct fixture *f = *state;
	char *path = support_text("%s/data.mdb", f->dir);
	put(f->store, STORE_CREATED, "zones/idlib", 'a', LONG);
	assert_latest(f->store, "zones/idlib", 1, 'a', LONG);
	off_t at = find_run(path, 'a');
	assert_true(at > 0);
	int file = open(path, O_WRONLY | O_CLOEXEC);
	assert_true(file >= 0);
	for (int i = 0; i < 3; i++) {
		struct store_change change;
		struct error error;
		assert_int_equal(pwrite(file, "A", 1, at), 1);
		struct store_txn *txn = begin(f->store);
		want(STATUS_DATA_LOSS, store_get(txn, BYTES_LITERAL("zones/idlib"), 0, &change, &error));
		assert_string_equal(error.reason, "CHECKSUM");
		store_read_end(txn);
		assert_int_equal(pwrite(file, "a", 1, at), 1);
		assert_latest(f->store, "zones/idlib", 1, 'a', LONG);
	}
	close(file);
	free(path);
}

/* ---- Threads ---------------------------------------------------------------- */

enum { NAMES = 4, ROUNDS = 150, READERS = 3 };

struct shared {
	struct store *store;
	atomic_int committed[NAMES]; /* the number that a record surely has by now */
	atomic_bool stop;
	atomic_int faults, reads;
};

static void name_of(int i, char out[32])
{
	snprintf(out, 32, "zones/z%d", i);
}

/* A body is its number, followed by letters to every second one. */
static void number_body(int number, char out[LONG + 1])
{
	int used = snprintf(out, LONG + 1, "%08d", number);
	if (number % 2 != 0) {
		memset(out + used, 'n', (size_t)(LONG - used));
		out[LONG] = '\0';
	}
}

static int number_of(struct bytes body)
{
	char digits[9] = { 0 };
	memcpy(digits, body.data, body.size < 8 ? body.size : 8);
	return atoi(digits);
}

static void *read_numbers(void *arg)
{
	struct shared *s = arg;
	for (int i = 0; !atomic_load(&s->stop) || i < NAMES; i++) {
		struct store_txn *txn;
		struct store_change change;
		struct error error;
		char name[32];
		name_of(i % NAMES, name);
		int least = atomic_load(&s->committed[i % NAMES]);
		if (store_read(s->store, &txn, &error) != STATUS_OK) {
			atomic_fetch_add(&s->faults, 1);
			continue;
		}
		bool good = store_get(txn, bytes_text(name), 0, &change, &error) == STATUS_OK &&
			    number_of(change.body) >= least &&
			    change.body.size == (number_of(change.body) % 2 != 0 ? LONG : 8);
		store_read_end(txn);
		atomic_fetch_add(good ? &s->reads : &s->faults, 1);
	}
	return NULL;
}

static void readers_never_fall_behind_what_is_committed(void **state)
{
	struct fixture *f = *state;
	struct shared s = { .store = f->store };
	pthread_t readers[READERS];
	char name[32], body[LONG + 1];
	struct error error;
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < NAMES; i++) {
			name_of(i, name);
			number_body(round, body);
			enum store_kind kind = round == 0 ? STORE_CREATED : STORE_UPDATED;
			want(STATUS_OK, support_put(f->store, kind, name, body, NULL, &error));
			atomic_store(&s.committed[i], round);
		}
		for (int i = 0; round == 0 && i < READERS; i++)
			assert_int_equal(pthread_create(&readers[i], NULL, read_numbers, &s), 0);
	}
	atomic_store(&s.stop, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	assert_int_equal(atomic_load(&s.faults), 0);
	assert_true(atomic_load(&s.reads) >= READERS * NAMES);
}

static void assert_name(struct store *store, uint32_t doc, const char *name)
{
	uint8_t room[STORE_DOC_NAME];
	struct bytes found = { 0 };
	struct error error;
	struct store_txn *txn = begin(store);
	for (int i = 0; i < 3; i++) { /* found, then remembered */
		want(STATUS_OK, store_doc_name(txn, doc, room, &found, &error));
		assert_true(bytes_equal(found, bytes_text(name)));
	}
	store_read_end(txn);
}

/* Names as long as are remembered, and longer ones; and numbers that share a place. */
static void a_record_has_one_name_whatever_becomes_of_it(void **state)
{
	struct fixture *f = *state;
	enum { PLACES = 1 << 16, MANY = 3 };
	static const char *const names[] = {
		"zones/a", "zones/abcdefghijabcdefghijabcdefghijabcdefghijabcdefghi",
		"zones/abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij",
		"zones/abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"
	};
	struct error error;
	uint8_t room[STORE_DOC_NAME];
	struct bytes found;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		put(f->store, STORE_CREATED, names[i], 'a', 10);
	for (uint32_t i = 0; i < COUNT_OF(names); i++)
		assert_name(f->store, i + 1, names[i]);
	put(f->store, STORE_DELETED, names[0], 'b', 10);
	put(f->store, STORE_UPDATED, names[1], 'c', 10);
	for (uint32_t i = 0; i < COUNT_OF(names); i++)
		assert_name(f->store, i + 1, names[i]);
	struct store_txn *txn = begin(f->store);
	for (uint32_t doc = 0; doc <= MANY * PLACES; doc += PLACES) /* the same place as none, and as others */
		want(STATUS_NOT_FOUND, store_doc_name(txn, doc, room, &found, &error));
	want(STATUS_NOT_FOUND, store_doc_name(txn, PLACES + 1, room, &found, &error));
	store_read_end(txn);
	assert_name(f->store, 1, names[0]);
}

/* One place, two records: the later one has it, and neither is taken for the other. */
static void a_name_is_never_another_records(void **state)
{
	(void)state;
	struct known *known = known_open();
	uint8_t room[STORE_DOC_NAME];
	struct bytes found = { 0 };
	assert_non_null(known);
	assert_false(known_find(known, 1, room, &found));
	known_add(known, 1, bytes_text("zones/one"));
	assert_true(known_find(known, 1, room, &found));
	assert_true(bytes_equal(found, bytes_text("zones/one")));
	assert_false(known_find(known, 1 + (1 << 16), room, &found));
	known_add(known, 1 + (1 << 16), bytes_text("zones/another"));
	assert_false(known_find(known, 1, room, &found));
	assert_true(known_find(known, 1 + (1 << 16), room, &found));
	assert_true(bytes_equal(found, bytes_text("zones/another")));
	known_add(known, 1, bytes_text("zones/abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"));
	assert_false(known_find(known, 1, room, &found)); /* too long to be kept */
	known_clear(known);
	assert_false(known_find(known, 1 + (1 << 16), room, &found));
	known_close(known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(each_change_is_seen_by_the_next_read),
		WITH_A_STORE(an_earlier_read_keeps_its_state_and_leaves_none_to_later_ones),
		WITH_A_STORE(an_earlier_revision_is_read_beside_the_latest),
		WITH_A_STORE(what_was_read_is_read_after_the_map_grew),
		WITH_A_STORE(a_change_that_was_taken_back_is_never_read),
		WITH_A_STORE(damage_is_noticed_by_every_read),
		WITH_A_STORE(readers_never_fall_behind_what_is_committed),
		WITH_A_STORE(a_record_has_one_name_whatever_becomes_of_it),
		cmocka_unit_test(a_name_is_never_another_records),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A store for tests: small indexes, and changes in one call. */
#ifndef TRUCE_TESTS_SUPPORT_STORE_H
#define TRUCE_TESTS_SUPPORT_STORE_H

#include <semaphore.h>

#include "store/store.h"
#include "tests/support.h"

/* "words": each word of a body; "start": the body's first byte; "text": see
 * support_text.h; "brief": support_brief. */
extern const struct store_index *const support_indexes[];
#define WORDS support_indexes[0]
#define START support_indexes[1]
#define TEXT support_indexes[2]
#define BRIEF support_indexes[3]

/* The first of several words of a body; nothing of other bodies. */
struct bytes support_brief(struct bytes body);

/* Fails the test, with the error's message, where status is not the one wanted. */
void support_want(enum status wanted, enum status status, const struct error *error, const char *what);
#define want(wanted, call) support_want(wanted, call, &error, #call)

/* Makes a store in dir where there is none, and opens it. */
struct store *support_store(const char *dir, const struct store_options *options);
struct store *support_reopen(struct store *store, const char *dir);

/* A store in a folder of its own, for one test. */
struct fixture {
	char *dir;
	struct store *store;
};
int support_set_up(void **state);
int support_tear_down(void **state);
#define WITH_A_STORE(test) cmocka_unit_test_setup_teardown(test, support_set_up, support_tear_down)

/* A job that appends one change. */
struct support_change {
	struct store_job job;
	struct store_entry entry;
	int64_t revision;
};
void support_change_init(struct support_change *change, enum store_kind kind, const char *name, struct bytes body);

/* Makes a change and waits for it. */
enum status support_put(struct store *store, enum store_kind kind, const char *name, const char *body,
			int64_t *revision, struct error *error);

/* The changes of a store's views as a list of texts, for comparing: every row of
 * every database, in order. To be freed. */
char *support_dump(const char *dir, size_t *size);

/* Verifies in a process of its own, which a damaged file may kill: the number of
 * faults, -1 where it could not be looked at, -2 where the process died. */
int64_t support_verify(const char *dir);

/* Faults of a store that should have none; each is printed. */
int64_t support_faults(const char *dir);

/* Holds the writer in a job until it is let go, so that others gather. */
struct support_gate {
	struct store_job job;
	sem_t entered, leave, over;
};

void support_gate_close(struct support_gate *gate, struct store *store);
void support_gate_open(struct support_gate *gate);

#endif

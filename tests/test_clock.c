/* A clock that stood wrong when a change was made: whoever verifies the record is told. */
#include "tests/support_store.h"

#include <unistd.h>

#include "base/time.h"

/* What `truced verify` says of a store whose last change was made then. */
static char *verify_after(struct fixture *f, const char *name, int64_t time)
{
	struct support_change change;
	support_change_init(&change, STORE_CREATED, name, BYTES_LITERAL("x"));
	change.entry.time = time;
	struct error *error = &change.job.error;
	support_want(STATUS_OK, store_write(f->store, &change.job), error, "the change");
	store_close(f->store);
	f->store = NULL;
	static char said[4096];
	char *command = support_text("%s/bin/truced verify %s 2>&1", BUILD_DIR, f->dir);
	FILE *out = popen(command, "r");
	assert_non_null(out);
	said[fread(said, 1, sizeof said - 1, out)] = '\0';
	assert_int_equal(pclose(out), 0);
	free(command);
	f->store = support_store(f->dir, &(struct store_options){ .indexes = support_indexes });
	return said;
}

static void a_change_that_is_dated_ahead_of_the_clock_is_told(void **state)
{
	struct fixture *f = *state;
	const int64_t hour = 3600 * NS_PER_SECOND, year = 365 * 24 * hour;
	if (access(BUILD_DIR "/bin/truced", X_OK) != 0)
		skip();
	assert_null(strstr(verify_after(f, "zones/a", clock_wall()), "dated"));
	assert_null(strstr(verify_after(f, "zones/b", clock_wall() + hour), "dated"));
	const char *said = verify_after(f, "zones/c", clock_wall() + 50 * year);
	assert_non_null(strstr(said, "note: the last change is dated 20"));
	assert_non_null(strstr(said, "changes keep that date until the clock has come past it."));
	assert_non_null(strstr(verify_after(f, "zones/d", clock_wall()), "dated")); /* it keeps that date */
}

int main(void)
{
	const struct CMUnitTest tests[] = { WITH_A_STORE(a_change_that_is_dated_ahead_of_the_clock_is_told) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}

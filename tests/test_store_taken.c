/* A store's file that others take away while it is open. */
#include "tests/support_store.h"

#include "store/private.h"

#include <fcntl.h>
#include <unistd.h>

static void a_file_that_is_taken_away_is_written_to_no_more(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store_state is;
	char *data = support_text("%s/%s", f->dir, STORE_DATA), *other = support_text("%s/other", f->dir);
	for (int replaced = 0; replaced < 2; replaced++) {
		want(STATUS_OK,
		     support_put(f->store, STORE_CREATED, replaced ? "zones/b" : "zones/a", "x", NULL, &error));
		assert_int_equal(rename(data, other), 0);
		if (replaced)
			assert_true(close(open(data, O_WRONLY | O_CREAT, 0600)) == 0);
		want(STATUS_FAILED_PRECONDITION, support_put(f->store, STORE_CREATED, "zones/c", "x", NULL, &error));
		assert_string_equal(error.reason, "READ_ONLY");
		want(STATUS_OK, store_state(f->store, &is, &error));
		assert_non_null(strstr(is.read_only_reason, "/proc/PID/fd."));
		assert_int_equal(is.revision, replaced + 1);
		assert_int_equal(rename(other, data), 0);
		f->store = support_reopen(f->store, f->dir);
	}
	free(data);
	free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_file_that_is_taken_away_is_written_to_no_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Where the programs of one machine meet by default. */
#include "tests/support.h"

#include <unistd.h>

#include "base/paths.h"

static void root_meets_below_run_and_others_in_their_own_folder(void **state)
{
	(void)state;
	char path[108];
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	assert_true(paths_socket(path, sizeof path));
	assert_string_equal(path, geteuid() == 0 ? "/run/truce/truce.sock" : "/run/user/7/truce.sock");
}

static void without_a_folder_of_its_own_there_is_no_socket(void **state)
{
	(void)state;
	if (geteuid() == 0 && seteuid(65534) != 0)
		skip();
	char path[108] = "untouched";
	char *deep = support_text("/%0120d", 0);
	const char *const none[] = { "", "relative", deep };
	for (size_t i = 0; i < COUNT_OF(none); i++) {
		setenv("XDG_RUNTIME_DIR", none[i], 1);
		assert_false(paths_socket(path, sizeof path));
	}
	unsetenv("XDG_RUNTIME_DIR");
	assert_false(paths_socket(path, sizeof path));
	assert_string_equal(path, "untouched");
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	assert_true(paths_socket(path, sizeof path));
	assert_string_equal(path, "/run/user/7/truce.sock");
	free(deep);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
}

static void a_path_that_does_not_fit_is_refused(void **state)
{
	(void)state;
	char path[108];
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	assert_true(paths_socket(path, sizeof path));
	assert_false(paths_socket(path, strlen(path)));
	assert_true(paths_socket(path, strlen(path) + 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_meets_below_run_and_others_in_their_own_folder),
		cmocka_unit_test(without_a_folder_of_its_own_there_is_no_socket),
		cmocka_unit_test(a_path_that_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

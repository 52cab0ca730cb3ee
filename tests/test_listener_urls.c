/* Where a listener can listen. */
#include "tests/support_lines.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void assert_refused(struct lines *f, const char *url, const char *reason, const char *says)
{
	struct error error = { .reason = "" };
	char real[LISTENER_URL_SIZE];
	assert_int_not_equal(listener_add(f->listener, url, real, &error), STATUS_OK);
	assert_string_equal(error.reason, reason);
	if (strstr(error.message, says) == NULL)
		fail_msg("%s: \"%s\" does not say \"%s\"", url, error.message, says);
}

static void urls_that_cannot_be_listened_at_are_refused_with_the_way_out(void **state)
{
	(void)state;
	static const struct {
		const char *url, *reason, *says;
	} rows[] = {
		{ "http://127.0.0.1:80", "INVALID_URL", "tls+tcp://HOST:PORT" },
		{ "ws://127.0.0.1:80", "INVALID_URL", "ipc:///PATH" },
		{ "inproc://x", "INVALID_URL", "ipc:///PATH" },
		{ "127.0.0.1:80", "INVALID_URL", "ipc:///PATH" },
		{ "", "INVALID_URL", "ipc:///PATH" },
		{ "ipc://relative", "INVALID_URL", "absolute" },
		{ "tcp://127.0.0.1", "INVALID_URL", "HOST:PORT" },
		{ "tcp://127.0.0.1:", "INVALID_URL", "HOST:PORT" },
		{ "tcp://127.0.0.1:65536", "INVALID_URL", "HOST:PORT" },
		{ "tcp://127.0.0.1:80x", "INVALID_URL", "HOST:PORT" },
		{ "tcp://127.0.0.1:80/x", "INVALID_URL", "HOST:PORT" },
		{ "tcp://::1:80", "INVALID_URL", "brackets" },
		{ "tcp://0.0.0.0:0", "PLAIN_TCP", "--insecure-allow-plain-tcp" },
		{ "tcp://*:0", "PLAIN_TCP", "tls+tcp://" },
		{ "tcp://:0", "PLAIN_TCP", "tls+tcp://" },
		{ "tcp://[::]:0", "PLAIN_TCP", "tls+tcp://" },
		{ "tcp://192.0.2.1:0", "PLAIN_TCP", "tls+tcp://" },
		{ "tcp://127.0.0.1.example.org:0", "PLAIN_TCP", "tls+tcp://" },
		{ "tls+tcp://127.0.0.1:0", "TLS_FILES", "--tls-cert" },
		{ "ipc:///nowhere/at/all", "LISTEN", "/nowhere/at/all" },
	};
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_refused(&f, rows[i].url, rows[i].reason, rows[i].says);
	char *path = support_text("ipc:///%0200d", 0);
	assert_refused(&f, "ipc:///nowhere/at/all", "LISTEN", "its folder does not exist");
	assert_refused(&f, path, "INVALID_URL", "longer than");
	free(path);
	assert_refused(&f, f.tcp, "ADDRESS_IN_USE", "Another program");
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

static void a_live_socket_is_not_stolen_and_a_file_not_removed(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	assert_refused(&f, f.ipc, "ADDRESS_IN_USE", "Another server answers");
	char *path = support_text("%s/precious", f.folder), *url = support_text("ipc://%s", path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fclose(file);
	assert_refused(&f, url, "NOT_A_SOCKET", "Remove it");
	assert_int_equal(access(path, F_OK), 0);
	lines_assert_serves(f.ipc);
	free(path);
	free(url);
	lines_close(&f);
}

/* A socket file that nobody listens at, as a killed server leaves it. */
static void leave_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	close(fd);
}

static void a_dead_servers_socket_is_replaced_and_ours_is_private_and_removed(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	char *path = support_text("%s/dead", f.folder), *url = support_text("ipc://%s", path);
	leave_socket(path);
	char real[LISTENER_URL_SIZE];
	struct error error = { .message = "" };
	if (listener_add(f.listener, url, real, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	lines_assert_serves(real);
	struct stat found;
	assert_int_equal(stat(path, &found), 0);
	assert_int_equal(found.st_mode & 07777, 0600);
	listener_quiesce(f.listener);
	assert_int_not_equal(access(path, F_OK), 0);
	free(path);
	free(url);
	lines_close(&f);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls_that_cannot_be_listened_at_are_refused_with_the_way_out),
		cmocka_unit_test(a_live_socket_is_not_stolen_and_a_file_not_removed),
		cmocka_unit_test(a_dead_servers_socket_is_replaced_and_ours_is_private_and_removed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Peers that say only half, leave in the middle or never stop, many at once. */
#include "tests/support_lines.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static void reset(int fd)
{
	struct linger at_once = { .l_onoff = 1 };
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	close(fd);
}

static int count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	assert_non_null(folder);
	int count = 0;
	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count;
}

/* ---- Half a conversation ---------------------------------------------- */

static void a_peer_that_sends_no_more_is_answered_what_it_asked(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	const char *urls[] = { f.tcp, f.ipc };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		int fd = lines_greeted(urls[i]);
		lines_send(fd, "h\nh\nx 4000000\n");
		assert_int_equal(shutdown(fd, SHUT_WR), 0);
		WAIT_FOR(lines_held() == 2);
		char *room = malloc(4000001);
		wire_receive(fd, room, 4000001);
		assert_int_equal(room[4000000], '\n');
		free(room);
		for (int k = 0; k < 2; k++) {
			lines_assert_serves(urls[i]);
			lines_let_go();
			lines_expect(fd, "held\n");
		}
		wire_until_closed(fd);
		close(fd);
	}
	WAIT_FOR(lines_counts(&f).open == 0);
	lines_close(&f);
}

static void a_peer_that_sends_no_more_in_the_middle_is_closed(void **state)
{
	(void)state;
	static const char *const starts[] = { "", "LI", "LINE a", "LINE a\nx 1" };
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	for (size_t i = 0; i < 2 * COUNT_OF(starts); i++) {
		int fd = wire_connect(i % 2 == 0 ? f.tcp : f.ipc);
		lines_send(fd, starts[i / 2]);
		assert_int_equal(shutdown(fd, SHUT_WR), 0);
		wire_until_closed(fd);
		close(fd);
	}
	WAIT_FOR(lines_counts(&f).open == 0);
	lines_close(&f);
}

static void a_peer_that_takes_no_reply_after_its_end_has_its_time(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .send_ms = 100 });
	int fd = lines_greeted(f.ipc);
	lines_send(fd, "x 4000000\nx 4000000\n");
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	WAIT_FOR(lines_counts(&f).overdue == 1);
	WAIT_FOR(lines_counts(&f).open == 0);
	close(fd);
	lines_close(&f);
}

/* ---- Leaving in the middle -------------------------------------------- */

static void peers_reset_in_the_middle_of_a_reply_leave_nothing(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	lines_assert_serves(f.tcp);
	WAIT_FOR(lines_counts(&f).open == 0);
	int before = count_descriptors();
	for (int i = 0; i < 200; i++) {
		int fd = lines_greeted(i % 2 == 0 ? f.tcp : f.ipc);
		char some[1000];
		lines_send(fd, "x 4000000\nx 4000000\nx 40");
		wire_receive(fd, some, sizeof some);
		reset(fd);
	}
	WAIT_FOR(lines_counts(&f).open == 0);
	assert_int_equal(count_descriptors(), before);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

static void no_descriptor_is_left_of_five_thousand_connections(void **state)
{
	(void)state;
	static const char *const says[] = { "", "LINE a\n", "LINE a\nx 9", "nothing known", "LINE a\nx 5\nq\n" };
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	lines_assert_serves(f.tcp);
	WAIT_FOR(lines_counts(&f).open == 0);
	int before = count_descriptors();
	for (int i = 0; i < 5000; i++) {
		int fd = wire_connect(i % 3 == 0 ? f.ipc : f.tcp);
		const char *text = says[i % (int)COUNT_OF(says)];
		(void)wire_offer(fd, text, strlen(text)); /* refused at the cap */
		if (i % 2 == 0)
			close(fd);
		else
			reset(fd);
	}
	close(lines_served(f.tcp)); /* nobody waits before these */
	close(lines_served(f.ipc));
	WAIT_FOR(lines_counts(&f).open == 0);
	assert_int_equal(count_descriptors(), before);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

static atomic_bool answering;

static void *answer_all(void *arg)
{
	(void)arg;
	while (atomic_load(&answering) || lines_held() > 0)
		if (lines_held() > 0)
			lines_let_go();
		else
			sched_yield();
	return NULL;
}

static void calls_are_answered_while_their_peers_leave(void **state)
{
	(void)state;
	struct lines f;
	pthread_t thread;
	lines_open(&f, (struct listener_limits){ 0 });
	atomic_store(&answering, true);
	assert_int_equal(pthread_create(&thread, NULL, answer_all, NULL), 0);
	for (int i = 0; i < 500; i++) {
		WAIT_FOR(lines_counts(&f).open < 8);
		int fd = lines_greeted(i % 2 == 0 ? f.tcp : f.ipc);
		lines_send(fd, "h\nh\nh\nh\n");
		if (i % 3 == 0)
			lines_expect(fd, "held\n");
		if (i % 5 == 0)
			reset(fd);
		else
			close(fd);
	}
	atomic_store(&answering, false);
	pthread_join(thread, NULL);
	while (lines_counts(&f).open > 0) /* what was read only now is held only now */
		answer_all(NULL);
	lines_close(&f);
}

static void once_quiet_nobody_comes_in_and_who_is_in_goes_on(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int inside = lines_greeted(f.tcp);
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	assert_int_equal(getpeername(inside, (struct sockaddr *)&address, &size), 0);
	listener_quiesce(f.listener);
	int outside = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(outside, (struct sockaddr *)&address, size), -1);
	assert_int_equal(errno, ECONNREFUSED);
	close(outside);
	lines_send(inside, "x 3\n");
	lines_expect(inside, "xxx\n");
	close(inside);
	lines_close(&f);
}

/* ---- Many ------------------------------------------------------------- */

#define CROWD 1000

static void a_thousand_connections_are_each_answered(void **state)
{
	(void)state;
	struct rlimit files;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
	files.rlim_cur = files.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
	if (files.rlim_cur < 2 * CROWD + 100)
		skip();
	struct lines f;
	lines_open(&f, (struct listener_limits){ .connections = CROWD + 1 });
	int *fds = malloc(CROWD * sizeof *fds);
	for (int i = 0; i < CROWD; i++)
		fds[i] = lines_greeted(i % 2 == 0 ? f.tcp : f.ipc);
	assert_int_equal(listener_connections(f.listener), CROWD);
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < CROWD; i++)
			lines_send(fds[i * 7 % CROWD], round == 0 ? "x 100000\n" : "x 2\n");
		for (int i = 0; i < CROWD && round > 0; i++)
			lines_expect(fds[i], "xx\n");
		char *room = malloc(100001);
		for (int i = 0; i < CROWD && round == 0; i++)
			wire_receive(fds[i], room, 100001);
		free(room);
	}
	for (int i = 0; i < CROWD; i++)
		close(fds[i]);
	free(fds);
	WAIT_FOR(lines_counts(&f).open == 0);
	lines_close(&f);
}

static atomic_bool greed;

/* Asks for more than it reads, and reads all the time. */
static void *be_greedy(void *arg)
{
	int fd = lines_greeted(arg);
	char *room = malloc(1 << 20);
	while (atomic_load(&greed)) {
		(void)send(fd, "x 65536\nx 65536\nx 65536\nx 65536\n", 32, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (recv(fd, room, 1 << 20, 0) <= 0)
			break;
	}
	free(room);
	close(fd);
	return NULL;
}

static void who_never_stops_asking_holds_nobody_up(void **state)
{
	(void)state;
	struct lines f;
	pthread_t threads[4];
	lines_open(&f, (struct listener_limits){ 0 });
	atomic_store(&greed, true);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, be_greedy, i % 2 == 0 ? f.tcp : f.ipc), 0);
	WAIT_FOR(listener_connections(f.listener) == (int)COUNT_OF(threads));
	for (int i = 0; i < 50; i++)
		lines_assert_serves(i % 2 == 0 ? f.ipc : f.tcp);
	assert_true(atomic_load(&lines_large_fed) > 0);
	atomic_store(&greed, false);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	lines_close(&f);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_peer_that_sends_no_more_is_answered_what_it_asked),
		cmocka_unit_test(a_peer_that_sends_no_more_in_the_middle_is_closed),
		cmocka_unit_test(a_peer_that_takes_no_reply_after_its_end_has_its_time),
		cmocka_unit_test(peers_reset_in_the_middle_of_a_reply_leave_nothing),
		cmocka_unit_test(no_descriptor_is_left_of_five_thousand_connections),
		cmocka_unit_test(calls_are_answered_while_their_peers_leave),
		cmocka_unit_test(once_quiet_nobody_comes_in_and_who_is_in_goes_on),
		cmocka_unit_test(a_thousand_connections_are_each_answered),
		cmocka_unit_test(who_never_stops_asking_holds_nobody_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

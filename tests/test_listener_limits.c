/* What one connection can take from the others: time, memory, room. */
#include "tests/support_lines.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- Deadlines -------------------------------------------------------- */

static void a_peer_without_a_hello_is_closed(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .handshake_ms = 60 });
	int silent = wire_connect(f.tcp), half = wire_connect(f.ipc);
	lines_send(half, "LIN");
	wire_until_closed(silent);
	wire_until_closed(half);
	close(silent);
	close(half);
	assert_int_equal(lines_counts(&f).overdue, 2);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

/* Sends a byte at a time, never pausing for as long as a deadline, until it is told the end
 * or reset. */
static void drip(int fd)
{
	struct pollfd closed = { .fd = fd, .events = POLLRDHUP };
	for (int bytes = 0; wire_offer(fd, "0", 1) && poll(&closed, 1, 10) == 0; bytes++)
		assert_true(bytes < 3000);
}

static void a_hello_that_drips_is_closed(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .handshake_ms = 200 });
	int fd = wire_connect(f.tcp);
	lines_send(fd, "LINE ");
	drip(fd);
	close(fd);
	assert_int_equal(lines_counts(&f).overdue, 1);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

static void a_message_that_drips_is_closed(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .frame_ms = 200 });
	int fd = lines_greeted(f.ipc);
	lines_send(fd, "x ");
	drip(fd);
	close(fd);
	assert_int_equal(lines_counts(&f).overdue, 1);
	lines_assert_serves(f.ipc);
	lines_close(&f);
}

static void an_idle_connection_is_closed_but_not_one_that_waits(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .idle_ms = 150 });
	int waiting = lines_greeted(f.tcp);
	lines_send(waiting, "h\n");
	WAIT_FOR(lines_held() == 1);
	int idle = lines_greeted(f.tcp);
	wire_until_closed(idle);
	lines_let_go();
	lines_expect(waiting, "held\n");
	wire_until_closed(waiting);
	close(idle);
	close(waiting);
	assert_int_equal(lines_counts(&f).overdue, 2);
	lines_close(&f);
}

/* ---- Back-pressure ---------------------------------------------------- */

static void a_peer_that_never_reads_stops_only_itself_and_is_closed(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .send_ms = 300 });
	const char *urls[] = { f.tcp, f.ipc };
	for (size_t i = 0; i < 2; i++) {
		int fd = lines_greeted(urls[i]);
		int before = atomic_load(&lines_large_fed);
		int asked = (int)lines_flood(fd, urls[i]);
		int fed = atomic_load(&lines_large_fed) - before;
		assert_true(fed < asked);
		assert_true(fed < 1024); /* the high-water mark, and what the kernel's buffers took */
		WAIT_FOR(lines_counts(&f).overdue == i + 1);
		close(fd);
		lines_assert_serves(urls[i]);
	}
	lines_close(&f);
}

static void a_peer_that_reads_late_gets_all(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .high_water = 100000 });
	int fd = lines_greeted(f.tcp);
	const int count = 300;
	for (int i = 0; i < count; i++)
		lines_send(fd, "x 65536\n");
	char *room = malloc(65537);
	for (int i = 0; i < count; i++) {
		wire_receive(fd, room, 65537);
		assert_int_equal(room[65536], '\n');
	}
	free(room);
	lines_send(fd, "x 1\n");
	lines_expect(fd, "x\n");
	close(fd);
	lines_close(&f);
}

static void calls_in_flight_stop_reading_at_the_limit(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .in_flight = 4 });
	int fd = lines_greeted(f.ipc);
	for (int i = 0; i < 10; i++)
		lines_send(fd, "h\n");
	WAIT_FOR(lines_held() == 4);
	for (int i = 0; i < 100; i++)
		lines_assert_serves(f.ipc);
	assert_int_equal(lines_held(), 4);
	for (int i = 0; i < 10; i++) {
		WAIT_FOR(lines_held() >= 1);
		lines_let_go();
		lines_expect(fd, "held\n");
	}
	lines_send(fd, "x 1\n");
	lines_expect(fd, "x\n");
	close(fd);
	lines_close(&f);
}

/* ---- The cap ---------------------------------------------------------- */

static void one_connection_too_many_is_refused_until_there_is_room(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .connections = 3 });
	int fds[3];
	for (size_t i = 0; i < COUNT_OF(fds); i++)
		fds[i] = lines_greeted(f.tcp);
	int refused = wire_connect(f.tcp);
	wire_until_closed(refused);
	close(refused);
	assert_int_equal(lines_counts(&f).refused, 1);
	assert_int_equal(listener_connections(f.listener), 3);
	lines_send(fds[0], "x 1\n");
	lines_expect(fds[0], "x\n");
	close(fds[1]);
	fds[1] = lines_served(f.ipc);
	for (size_t i = 0; i < COUNT_OF(fds); i++)
		close(fds[i]);
	lines_close(&f);
}

static void at_the_cap_a_silent_connection_makes_way_but_not_one_that_waits(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .connections = 2, .give_way_ms = 1 });
	int waiting = lines_greeted(f.tcp);
	lines_send(waiting, "h\n");
	WAIT_FOR(lines_held() == 1);
	int silent = lines_greeted(f.tcp);
	int late = lines_served(f.tcp);
	wire_until_closed(silent);
	lines_let_go();
	lines_expect(waiting, "held\n");
	close(waiting);
	close(silent);
	close(late);
	lines_close(&f);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_peer_without_a_hello_is_closed),
		cmocka_unit_test(a_hello_that_drips_is_closed),
		cmocka_unit_test(a_message_that_drips_is_closed),
		cmocka_unit_test(an_idle_connection_is_closed_but_not_one_that_waits),
		cmocka_unit_test(a_peer_that_never_reads_stops_only_itself_and_is_closed),
		cmocka_unit_test(a_peer_that_reads_late_gets_all),
		cmocka_unit_test(calls_in_flight_stop_reading_at_the_limit),
		cmocka_unit_test(one_connection_too_many_is_refused_until_there_is_room),
		cmocka_unit_test(at_the_cap_a_silent_connection_makes_way_but_not_one_that_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

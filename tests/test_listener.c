/* Connections and their life. */
#include "tests/support_lines.h"

#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- Protocols -------------------------------------------------------- */

static void a_protocol_is_known_by_its_first_bytes(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	lines_assert_serves(f.tcp);
	lines_assert_serves(f.ipc);
	int fd = wire_connect(f.tcp);
	lines_send(fd, "LOUD and clear");
	lines_expect(fd, "LOUD and clear");
	close(fd);
	fd = wire_connect(f.ipc);
	for (const char *c = "LINE slowly\n"; *c != '\0'; c++)
		wire_send(fd, c, 1);
	lines_expect(fd, "hello\n");
	close(fd);
	lines_close(&f);
}

static void bytes_of_no_protocol_close_the_connection(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	static const char *const openings[] = { "GET / HTTP/1.1\r\n\r\n", "L!", "\x16\x03\x01\x02", "LOUT", "\n" };
	for (size_t i = 0; i < COUNT_OF(openings); i++) {
		int fd = wire_connect(i % 2 == 0 ? f.tcp : f.ipc);
		lines_send(fd, openings[i]);
		wire_until_closed(fd);
		close(fd);
	}
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

static void a_face_can_end_a_connection(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int fd = lines_greeted(f.tcp);
	lines_send(fd, "q\n");
	wire_until_closed(fd);
	close(fd);
	lines_close(&f);
}

static void replies_that_took_long_leave_before_the_rest_is_made(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int fd = lines_greeted(f.ipc);
	lines_send(fd, "n 2\nw 3\n");
	lines_expect(fd, "xx\n");
	atomic_store(&lines_may_go_on, true);
	lines_expect(fd, "xxx\n");
	close(fd);
	lines_close(&f);
}

static void pipelined_messages_are_answered_in_order(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int fd = lines_greeted(f.ipc);
	struct buffer many;
	buffer_init(&many, SIZE_MAX);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(buffer_printf(&many, "x %d\n", i % 7), STATUS_OK);
	wire_send(fd, many.data, many.size);
	for (int i = 0; i < 5000; i++) {
		char reply[8] = "";
		wire_receive(fd, reply, (size_t)(i % 7) + 1);
		assert_int_equal(reply[i % 7], '\n');
		assert_int_equal(strspn(reply, "x"), i % 7);
	}
	buffer_fini(&many);
	close(fd);
	lines_close(&f);
}

static void replies_larger_than_any_socket_buffer_arrive_whole(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	const char *urls[] = { f.tcp, f.ipc };
	const size_t size = 4000000;
	char *room = malloc(size + 1);
	for (size_t i = 0; i < 2; i++) {
		int fd = lines_greeted(urls[i]);
		lines_send(fd, "x 4000000\nx 4000000\nx 1\nx 4000000\n");
		for (int reply = 0; reply < 4; reply++) {
			size_t length = reply == 2 ? 1 : size;
			wire_receive(fd, room, length + 1);
			assert_int_equal(room[length], '\n');
			assert_null(memchr(room, '\n', length));
		}
		close(fd);
	}
	free(room);
	lines_close(&f);
}

static void a_message_larger_than_the_input_buffer_is_read(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ .message = 1 << 20 });
	int fd = lines_greeted(f.tcp);
	size_t size = 900000;
	char *line = malloc(size);
	memset(line, '0', size);
	memcpy(line, "x ", 2);
	memcpy(line + size - 2, "5\n", 2);
	wire_send(fd, line, size);
	lines_expect(fd, "xxxxx\n");
	wire_send(fd, line, size);
	lines_expect(fd, "xxxxx\n");
	free(line);
	close(fd);
	lines_close(&f);
}

static void held_calls_are_answered_from_another_thread(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int fd = lines_greeted(f.tcp);
	lines_send(fd, "h\nx 2\n");
	lines_expect(fd, "xx\n");
	WAIT_FOR(lines_held() == 1);
	lines_let_go();
	lines_expect(fd, "held\n");
	close(fd);
	lines_close(&f);
}

static void a_peer_that_left_does_not_miss_its_held_call(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int fd = lines_greeted(f.tcp);
	lines_send(fd, "h\nh\n");
	WAIT_FOR(lines_held() == 2);
	close(fd);
	lines_let_go();
	WAIT_FOR(lines_counts(&f).open <= 1);
	lines_let_go();
	WAIT_FOR(lines_counts(&f).open == 0);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

/* ---- Connections that break ------------------------------------------- */

static void five_thousand_connections_closed_at_once_do_no_harm(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	for (int i = 0; i < 5000; i++)
		close(wire_connect(f.ipc));
	int fd = lines_served(f.ipc);
	close(fd);
	WAIT_FOR(lines_counts(&f).open == 0);
	lines_assert_serves(f.ipc);
	lines_close(&f);
}

static void two_thousand_connections_reset_after_their_end_do_no_harm(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	struct linger at_once = { .l_onoff = 1 };
	for (int i = 0; i < 2000; i++) {
		int fd = wire_connect(f.tcp);
		assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
		shutdown(fd, SHUT_WR);
		close(fd);
	}
	int fd = lines_served(f.tcp);
	close(fd);
	WAIT_FOR(lines_counts(&f).open == 0);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

/* ---- Ending ----------------------------------------------------------- */

static void *pester(void *arg)
{
	const char *url = arg;
	for (int i = 0; i < 200; i++) {
		int fd = wire_connect(url);
		char room[4096];
		if (wire_offer(fd, "LINE a\nx 3000\nx 3000\n", 21))
			(void)recv(fd, room, sizeof room, 0);
		close(fd);
	}
	return NULL;
}

static void closing_does_not_hang_on_open_connections(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		struct lines f;
		lines_open(&f, (struct listener_limits){ 0 });
		int open = lines_greeted(f.tcp), partial = lines_greeted(f.ipc), silent = wire_connect(f.tcp);
		lines_send(partial, "x 30");
		lines_send(open, "x 900000\nx 900000\nx 900000\nx 900000\n");
		lines_close(&f);
		wire_until_closed(open);
		wire_until_closed(partial);
		close(open);
		close(partial);
		close(silent);
	}
}

static void flushing_waits_for_replies_and_not_for_ever(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	int fd = lines_greeted(f.tcp);
	lines_send(fd, "h\n");
	WAIT_FOR(lines_held() == 1);
	lines_let_go();
	assert_true(listener_flush(f.listener, clock_monotonic() + 30 * NS_PER_SECOND));
	lines_expect(fd, "held\n");
	lines_flood(fd, f.tcp);
	assert_false(listener_flush(f.listener, clock_monotonic() + 10 * NS_PER_MS));
	close(fd);
	lines_close(&f);
}

static void many_clients_come_and_go_at_once(void **state)
{
	(void)state;
	struct lines f;
	lines_open(&f, (struct listener_limits){ 0 });
	pthread_t threads[4];
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, pester, i % 2 == 0 ? f.tcp : f.ipc), 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	lines_assert_serves(f.tcp);
	lines_close(&f);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_protocol_is_known_by_its_first_bytes),
		cmocka_unit_test(bytes_of_no_protocol_close_the_connection),
		cmocka_unit_test(a_face_can_end_a_connection),
		cmocka_unit_test(replies_that_took_long_leave_before_the_rest_is_made),
		cmocka_unit_test(pipelined_messages_are_answered_in_order),
		cmocka_unit_test(replies_larger_than_any_socket_buffer_arrive_whole),
		cmocka_unit_test(a_message_larger_than_the_input_buffer_is_read),
		cmocka_unit_test(held_calls_are_answered_from_another_thread),
		cmocka_unit_test(a_peer_that_left_does_not_miss_its_held_call),
		cmocka_unit_test(five_thousand_connections_closed_at_once_do_no_harm),
		cmocka_unit_test(two_thousand_connections_reset_after_their_end_do_no_harm),
		cmocka_unit_test(closing_does_not_hang_on_open_connections),
		cmocka_unit_test(flushing_waits_for_replies_and_not_for_ever),
		cmocka_unit_test(many_clients_come_and_go_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The connection layer, with a protocol of the test's own: a line says what to do, so
 * that what is tested is the layer and no face. */
#include "tests/support_wire.h"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/time.h"
#include "service/listener.h"

/* ---- Two faces -------------------------------------------------------- */

/* "LINE NAME\n" is the hello, answered by "hello\n". Then "x N\n" asks for N bytes and
 * a newline, "h\n" for "held\n" once the test lets go, "q\n" ends. */
#define LARGE 65536
struct line {
	bool greeted;
};

static struct {
	pthread_mutex_t lock;
	struct conn *held[64];
	size_t count;
} held = { .lock = PTHREAD_MUTEX_INITIALIZER };

static atomic_int large_fed, faces_open;

static void hold(struct conn *conn)
{
	conn_hold(conn);
	pthread_mutex_lock(&held.lock);
	assert_true(held.count < COUNT_OF(held.held));
	held.held[held.count++] = conn;
	pthread_mutex_unlock(&held.lock);
}

static size_t held_count(void)
{
	pthread_mutex_lock(&held.lock);
	size_t count = held.count;
	pthread_mutex_unlock(&held.lock);
	return count;
}

/* Answers the last of the held calls. */
static void let_go(void)
{
	pthread_mutex_lock(&held.lock);
	assert_true(held.count > 0);
	struct conn *conn = held.held[--held.count];
	pthread_mutex_unlock(&held.lock);
	struct buffer *out = conn_answer_begin(conn);
	conn_answer_end(conn, out != NULL && buffer_put_text(out, "held\n") == STATUS_OK);
}

static void do_line(struct conn *conn, const char *line)
{
	if (*line == 'h') {
		hold(conn);
		return;
	}
	struct buffer *out = conn_batch(conn);
	size_t size = strtoul(line + 1, NULL, 10);
	if (size >= LARGE)
		atomic_fetch_add(&large_fed, 1);
	if (buffer_reserve(out, size + 1) != STATUS_OK)
		return;
	memset(out->data + out->size, 'x', size);
	out->data[out->size + size] = '\n';
	out->size += size + 1;
}

static enum face_next line_feed(struct conn *conn, void *state, struct face_input *input)
{
	struct line *line = state;
	while (!conn_full(conn)) {
		const char *start = (const char *)input->bytes.data + input->eaten;
		size_t left = input->bytes.size - input->eaten;
		const char *end = left == 0 ? NULL : memchr(start, '\n', left);
		if (end == NULL && left > conn_limits(conn)->message)
			return FACE_END;
		if (end == NULL)
			return !line->greeted ? FACE_HELLO : left == 0 ? FACE_IDLE : FACE_PARTIAL;
		if (*start == 'q')
			return FACE_END;
		input->eaten += (size_t)(end - start) + 1;
		input->messages++;
		if (line->greeted) {
			do_line(conn, start);
			continue;
		}
		line->greeted = true;
		atomic_fetch_add(&faces_open, 1);
		if (buffer_put_text(conn_batch(conn), "hello\n") != STATUS_OK)
			return FACE_END;
	}
	return FACE_FULL;
}

static void line_fini(void *state)
{
	struct line *line = state;
	if (line->greeted)
		atomic_fetch_sub(&faces_open, 1);
}

static const struct face line_face = {
	.name = "line",
	.openings = (const struct bytes[]){ { (const uint8_t *)"LINE ", 5 }, { NULL, 0 } },
	.state_size = sizeof(struct line),
	.feed = line_feed,
	.fini = line_fini,
};

/* A second protocol on the same port: says everything back. */
static enum face_next loud_feed(struct conn *conn, void *state, struct face_input *input)
{
	(void)state;
	input->eaten = input->bytes.size;
	if (buffer_put(conn_batch(conn), input->bytes.data, input->bytes.size) != STATUS_OK)
		return FACE_END;
	return FACE_IDLE;
}

static const struct face loud_face = {
	.name = "loud",
	.openings = (const struct bytes[]){ { (const uint8_t *)"LOUD", 4 }, { NULL, 0 } },
	.feed = loud_feed,
};

static const struct face *const faces[] = { &line_face, &loud_face, NULL };

/* ---- One listener ----------------------------------------------------- */

struct fixture {
	struct listener *listener;
	char *folder;
	char tcp[LISTENER_URL_SIZE], ipc[LISTENER_URL_SIZE];
};

static void open_fixture(struct fixture *f, struct listener_limits limits)
{
	struct listener_options options = { .faces = faces, .limits = limits, .tcp_role = ROLE_READER };
	struct error error = { .message = "" };
	f->folder = support_folder();
	char *url = support_text("ipc://%s/socket", f->folder);
	if (listener_open(&options, &f->listener, &error) != STATUS_OK ||
	    listener_add(f->listener, "tcp://127.0.0.1:0", f->tcp, &error) != STATUS_OK ||
	    listener_add(f->listener, url, f->ipc, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	assert_string_equal(f->ipc, url);
	free(url);
}

static void close_fixture(struct fixture *f)
{
	listener_close(f->listener);
	assert_int_equal(atomic_load(&faces_open), 0);
	assert_int_equal(held_count(), 0);
	support_remove(f->folder);
}

static void expect_text(int fd, const char *text)
{
	char got[64] = "";
	assert_true(strlen(text) < sizeof got);
	wire_receive(fd, got, strlen(text));
	assert_string_equal(got, text);
}

static void send_text(int fd, const char *text)
{
	wire_send(fd, text, strlen(text));
}

static int greeted(const char *url)
{
	int fd = wire_connect(url);
	send_text(fd, "LINE test\n");
	expect_text(fd, "hello\n");
	return fd;
}

/* A new client is served: what every attack must leave true. */
static void assert_serves(const char *url)
{
	int fd = greeted(url);
	send_text(fd, "x 3\n");
	expect_text(fd, "xxx\n");
	close(fd);
}

/* Waits for something that the listener's threads bring about. */
#define WAIT_FOR(condition)                                                                                            \
	do {                                                                                                           \
		for (int64_t end = clock_monotonic() + 60 * NS_PER_SECOND; !(condition);) {                            \
			assert_true(clock_monotonic() < end);                                                          \
			sched_yield();                                                                                 \
		}                                                                                                      \
	} while (0)

static struct listener_counts counts_of(struct fixture *f)
{
	struct listener_counts counts;
	listener_count(f->listener, &counts);
	return counts;
}

/* ---- Protocols -------------------------------------------------------- */

static void a_protocol_is_known_by_its_first_bytes(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	assert_serves(f.tcp);
	assert_serves(f.ipc);
	int fd = wire_connect(f.tcp);
	send_text(fd, "LOUD and clear");
	expect_text(fd, "LOUD and clear");
	close(fd);
	fd = wire_connect(f.ipc);
	for (const char *c = "LINE slowly\n"; *c != '\0'; c++)
		wire_send(fd, c, 1);
	expect_text(fd, "hello\n");
	close(fd);
	close_fixture(&f);
}

static void bytes_of_no_protocol_close_the_connection(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	static const char *const openings[] = { "GET / HTTP/1.1\r\n\r\n", "L!", "\x16\x03\x01\x02", "LOUT", "\n" };
	for (size_t i = 0; i < COUNT_OF(openings); i++) {
		int fd = wire_connect(i % 2 == 0 ? f.tcp : f.ipc);
		send_text(fd, openings[i]);
		wire_until_closed(fd);
		close(fd);
	}
	assert_serves(f.tcp);
	close_fixture(&f);
}

static void a_face_can_end_a_connection(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	int fd = greeted(f.tcp);
	send_text(fd, "q\n");
	wire_until_closed(fd);
	close(fd);
	close_fixture(&f);
}

static void pipelined_messages_are_answered_in_order(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	int fd = greeted(f.ipc);
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
	close_fixture(&f);
}

static void replies_larger_than_any_socket_buffer_arrive_whole(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	const char *urls[] = { f.tcp, f.ipc };
	const size_t size = 4000000;
	char *room = malloc(size + 1);
	for (size_t i = 0; i < 2; i++) {
		int fd = greeted(urls[i]);
		send_text(fd, "x 4000000\nx 4000000\nx 1\nx 4000000\n");
		for (int reply = 0; reply < 4; reply++) {
			size_t length = reply == 2 ? 1 : size;
			wire_receive(fd, room, length + 1);
			assert_int_equal(room[length], '\n');
			assert_null(memchr(room, '\n', length));
		}
		close(fd);
	}
	free(room);
	close_fixture(&f);
}

static void a_message_larger_than_the_input_buffer_is_read(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .message = 1 << 20 });
	int fd = greeted(f.tcp);
	size_t size = 900000;
	char *line = malloc(size);
	memset(line, '0', size);
	memcpy(line, "x ", 2);
	memcpy(line + size - 2, "5\n", 2);
	wire_send(fd, line, size);
	expect_text(fd, "xxxxx\n");
	wire_send(fd, line, size);
	expect_text(fd, "xxxxx\n");
	free(line);
	close(fd);
	close_fixture(&f);
}

static void held_calls_are_answered_from_another_thread(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	int fd = greeted(f.tcp);
	send_text(fd, "h\nx 2\n");
	expect_text(fd, "xx\n");
	WAIT_FOR(held_count() == 1);
	let_go();
	expect_text(fd, "held\n");
	close(fd);
	close_fixture(&f);
}

static void a_peer_that_left_does_not_miss_its_held_call(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	int fd = greeted(f.tcp);
	send_text(fd, "h\nh\n");
	WAIT_FOR(held_count() == 2);
	close(fd);
	let_go();
	WAIT_FOR(counts_of(&f).open <= 1);
	let_go();
	WAIT_FOR(counts_of(&f).open == 0);
	assert_serves(f.tcp);
	close_fixture(&f);
}

/* ---- Deadlines -------------------------------------------------------- */

static void a_peer_without_a_hello_is_closed(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .handshake_ms = 60 });
	int silent = wire_connect(f.tcp), half = wire_connect(f.ipc);
	send_text(half, "LIN");
	wire_until_closed(silent);
	wire_until_closed(half);
	close(silent);
	close(half);
	assert_int_equal(counts_of(&f).overdue, 2);
	assert_serves(f.tcp);
	close_fixture(&f);
}

/* Sends a byte at a time, never pausing for as long as a deadline, until closed. */
static void drip(int fd)
{
	for (int bytes = 0; wire_offer(fd, "0", 1); bytes++) {
		struct pollfd closed = { .fd = fd, .events = POLLRDHUP };
		assert_true(bytes < 3000);
		poll(&closed, 1, 10);
	}
}

static void a_hello_that_drips_is_closed(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .handshake_ms = 200 });
	int fd = wire_connect(f.tcp);
	send_text(fd, "LINE ");
	drip(fd);
	close(fd);
	assert_int_equal(counts_of(&f).overdue, 1);
	assert_serves(f.tcp);
	close_fixture(&f);
}

static void a_message_that_drips_is_closed(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .frame_ms = 200 });
	int fd = greeted(f.ipc);
	send_text(fd, "x ");
	drip(fd);
	close(fd);
	assert_int_equal(counts_of(&f).overdue, 1);
	assert_serves(f.ipc);
	close_fixture(&f);
}

static void an_idle_connection_is_closed_but_not_one_that_waits(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .idle_ms = 150 });
	int waiting = greeted(f.tcp);
	send_text(waiting, "h\n");
	WAIT_FOR(held_count() == 1);
	int idle = greeted(f.tcp);
	wire_until_closed(idle);
	let_go();
	expect_text(waiting, "held\n");
	wire_until_closed(waiting);
	close(idle);
	close(waiting);
	assert_int_equal(counts_of(&f).overdue, 2);
	close_fixture(&f);
}

/* ---- Back-pressure ---------------------------------------------------- */

/* Asks for replies of 64 KiB, reading none, until no more requests are taken or the
 * connection is closed, while another client is answered. Answers how many. */
static size_t flood(int fd, const char *url)
{
	char requests[8 * 128];
	for (size_t i = 0; i < sizeof requests; i += 8)
		memcpy(requests + i, "x 65536\n", 8);
	size_t bytes = 0;
	for (int refusals = 0; refusals < 50;) {
		ssize_t sent = send(fd, requests, sizeof requests, MSG_NOSIGNAL | MSG_DONTWAIT);
		bytes += sent > 0 ? (size_t)sent : 0;
		refusals = sent > 0 ? 0 : refusals + 1;
		assert_serves(url);
	}
	return bytes / 8;
}

static void a_peer_that_never_reads_stops_only_itself_and_is_closed(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .send_ms = 300 });
	const char *urls[] = { f.tcp, f.ipc };
	for (size_t i = 0; i < 2; i++) {
		int fd = greeted(urls[i]);
		int before = atomic_load(&large_fed);
		int asked = (int)flood(fd, urls[i]);
		int fed = atomic_load(&large_fed) - before;
		assert_true(fed < asked);
		assert_true(fed < 1024); /* the high-water mark, and what the kernel's buffers took */
		WAIT_FOR(counts_of(&f).overdue == i + 1);
		close(fd);
		assert_serves(urls[i]);
	}
	close_fixture(&f);
}

static void a_peer_that_reads_late_gets_all(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .high_water = 100000 });
	int fd = greeted(f.tcp);
	const int count = 300;
	for (int i = 0; i < count; i++)
		send_text(fd, "x 65536\n");
	char *room = malloc(65537);
	for (int i = 0; i < count; i++) {
		wire_receive(fd, room, 65537);
		assert_int_equal(room[65536], '\n');
	}
	free(room);
	send_text(fd, "x 1\n");
	expect_text(fd, "x\n");
	close(fd);
	close_fixture(&f);
}

static void calls_in_flight_stop_reading_at_the_limit(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .in_flight = 4 });
	int fd = greeted(f.ipc);
	for (int i = 0; i < 10; i++)
		send_text(fd, "h\n");
	WAIT_FOR(held_count() == 4);
	for (int i = 0; i < 100; i++)
		assert_serves(f.ipc);
	assert_int_equal(held_count(), 4);
	for (int i = 0; i < 10; i++) {
		WAIT_FOR(held_count() >= 1);
		let_go();
		expect_text(fd, "held\n");
	}
	send_text(fd, "x 1\n");
	expect_text(fd, "x\n");
	close(fd);
	close_fixture(&f);
}

/* ---- The cap ---------------------------------------------------------- */

/* A connection that gets its hello; those that are refused are tried again. */
static int served(const char *url)
{
	for (int64_t end = clock_monotonic() + 60 * NS_PER_SECOND; clock_monotonic() < end; sched_yield()) {
		int fd = wire_connect(url);
		char reply[6] = "";
		if (wire_offer(fd, "LINE late\n", 10) && recv(fd, reply, sizeof reply, MSG_WAITALL) == 6) {
			assert_memory_equal(reply, "hello\n", 6);
			return fd;
		}
		close(fd);
	}
	fail_msg("never served");
	return -1;
}

static void one_connection_too_many_is_refused_until_there_is_room(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .connections = 3 });
	int fds[3];
	for (size_t i = 0; i < COUNT_OF(fds); i++)
		fds[i] = greeted(f.tcp);
	int refused = wire_connect(f.tcp);
	wire_until_closed(refused);
	close(refused);
	assert_int_equal(counts_of(&f).refused, 1);
	assert_int_equal(listener_connections(f.listener), 3);
	send_text(fds[0], "x 1\n");
	expect_text(fds[0], "x\n");
	close(fds[1]);
	fds[1] = served(f.ipc);
	for (size_t i = 0; i < COUNT_OF(fds); i++)
		close(fds[i]);
	close_fixture(&f);
}

static void at_the_cap_a_silent_connection_makes_way_but_not_one_that_waits(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ .connections = 2, .give_way_ms = 1 });
	int waiting = greeted(f.tcp);
	send_text(waiting, "h\n");
	WAIT_FOR(held_count() == 1);
	int silent = greeted(f.tcp);
	int late = served(f.tcp);
	wire_until_closed(silent);
	let_go();
	expect_text(waiting, "held\n");
	close(waiting);
	close(silent);
	close(late);
	close_fixture(&f);
}

/* ---- Connections that break ------------------------------------------- */

static void five_thousand_connections_closed_at_once_do_no_harm(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	for (int i = 0; i < 5000; i++)
		close(wire_connect(f.ipc));
	int fd = served(f.ipc);
	close(fd);
	WAIT_FOR(counts_of(&f).open == 0);
	assert_serves(f.ipc);
	close_fixture(&f);
}

static void two_thousand_connections_reset_after_their_end_do_no_harm(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	struct linger at_once = { .l_onoff = 1 };
	for (int i = 0; i < 2000; i++) {
		int fd = wire_connect(f.tcp);
		assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
		shutdown(fd, SHUT_WR);
		close(fd);
	}
	int fd = served(f.tcp);
	close(fd);
	WAIT_FOR(counts_of(&f).open == 0);
	assert_serves(f.tcp);
	close_fixture(&f);
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
		struct fixture f;
		open_fixture(&f, (struct listener_limits){ 0 });
		int open = greeted(f.tcp), partial = greeted(f.ipc), silent = wire_connect(f.tcp);
		send_text(partial, "x 30");
		send_text(open, "x 900000\nx 900000\nx 900000\nx 900000\n");
		close_fixture(&f);
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
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	int fd = greeted(f.tcp);
	send_text(fd, "h\n");
	WAIT_FOR(held_count() == 1);
	let_go();
	assert_true(listener_flush(f.listener, clock_monotonic() + 30 * NS_PER_SECOND));
	expect_text(fd, "held\n");
	flood(fd, f.tcp);
	assert_false(listener_flush(f.listener, clock_monotonic() + 10 * NS_PER_MS));
	close(fd);
	close_fixture(&f);
}

static void many_clients_come_and_go_at_once(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	pthread_t threads[4];
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, pester, i % 2 == 0 ? f.tcp : f.ipc), 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	assert_serves(f.tcp);
	close_fixture(&f);
}

/* ---- URLs ------------------------------------------------------------- */

static void assert_refused(struct fixture *f, const char *url, const char *reason, const char *says)
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
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_refused(&f, rows[i].url, rows[i].reason, rows[i].says);
	char *path = support_text("ipc:///%0200d", 0);
	assert_refused(&f, path, "INVALID_URL", "longer than");
	free(path);
	assert_refused(&f, f.tcp, "ADDRESS_IN_USE", "Another program");
	assert_serves(f.tcp);
	close_fixture(&f);
}

static void a_live_socket_is_not_stolen_and_a_file_not_removed(void **state)
{
	(void)state;
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	assert_refused(&f, f.ipc, "ADDRESS_IN_USE", "Another server answers");
	char *path = support_text("%s/precious", f.folder), *url = support_text("ipc://%s", path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fclose(file);
	assert_refused(&f, url, "NOT_A_SOCKET", "Remove it");
	assert_int_equal(access(path, F_OK), 0);
	assert_serves(f.ipc);
	free(path);
	free(url);
	close_fixture(&f);
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
	struct fixture f;
	open_fixture(&f, (struct listener_limits){ 0 });
	char *path = support_text("%s/dead", f.folder), *url = support_text("ipc://%s", path);
	leave_socket(path);
	char real[LISTENER_URL_SIZE];
	struct error error = { .message = "" };
	if (listener_add(f.listener, url, real, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	assert_serves(real);
	struct stat found;
	assert_int_equal(stat(path, &found), 0);
	assert_int_equal(found.st_mode & 07777, 0600);
	listener_quiesce(f.listener);
	assert_int_not_equal(access(path, F_OK), 0);
	free(path);
	free(url);
	close_fixture(&f);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_protocol_is_known_by_its_first_bytes),
		cmocka_unit_test(bytes_of_no_protocol_close_the_connection),
		cmocka_unit_test(a_face_can_end_a_connection),
		cmocka_unit_test(pipelined_messages_are_answered_in_order),
		cmocka_unit_test(replies_larger_than_any_socket_buffer_arrive_whole),
		cmocka_unit_test(a_message_larger_than_the_input_buffer_is_read),
		cmocka_unit_test(held_calls_are_answered_from_another_thread),
		cmocka_unit_test(a_peer_that_left_does_not_miss_its_held_call),
		cmocka_unit_test(a_peer_without_a_hello_is_closed),
		cmocka_unit_test(a_hello_that_drips_is_closed),
		cmocka_unit_test(a_message_that_drips_is_closed),
		cmocka_unit_test(an_idle_connection_is_closed_but_not_one_that_waits),
		cmocka_unit_test(a_peer_that_never_reads_stops_only_itself_and_is_closed),
		cmocka_unit_test(a_peer_that_reads_late_gets_all),
		cmocka_unit_test(calls_in_flight_stop_reading_at_the_limit),
		cmocka_unit_test(one_connection_too_many_is_refused_until_there_is_room),
		cmocka_unit_test(at_the_cap_a_silent_connection_makes_way_but_not_one_that_waits),
		cmocka_unit_test(five_thousand_connections_closed_at_once_do_no_harm),
		cmocka_unit_test(two_thousand_connections_reset_after_their_end_do_no_harm),
		cmocka_unit_test(closing_does_not_hang_on_open_connections),
		cmocka_unit_test(flushing_waits_for_replies_and_not_for_ever),
		cmocka_unit_test(many_clients_come_and_go_at_once),
		cmocka_unit_test(urls_that_cannot_be_listened_at_are_refused_with_the_way_out),
		cmocka_unit_test(a_live_socket_is_not_stolen_and_a_file_not_removed),
		cmocka_unit_test(a_dead_servers_socket_is_replaced_and_ours_is_private_and_removed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

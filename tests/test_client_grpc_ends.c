/* libtruce by gRPC: peers that speak something else, that break off, or that never answer. */
#include "tests/support_h2peer.h"

#include <unistd.h>

/* ---- Peers that are no gRPC ------------------------------------------- */

static const char *http_status;

static void script_http(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	struct buffer out, block;
	buffer_init(&out, SIZE_MAX);
	buffer_init(&block, SIZE_MAX);
	h2peer_put_field(&block, ":status", http_status);
	h2peer_put_field(&block, "content-type", "text/html");
	frames_put(&out, HEADERS, END_HEADERS, stream, buffer_bytes(&block));
	frames_put(&out, DATA, END_STREAM, stream, bytes_of("<p>sorry", 8));
	buffer_fini(&block);
	h2peer_send(fd, &out);
	peer_drain(fd);
}

static void an_answer_of_http_is_told_by_its_status(void **state)
{
	(void)state;
	static const struct {
		const char *http;
		int code;
	} rows[] = { { "400", 13 }, { "401", 16 }, { "403", 7 },  { "404", 12 }, { "429", 14 },
		     { "502", 14 }, { "503", 14 }, { "504", 14 }, { "500", 2 },  { "200", 2 } };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peer peer;
		http_status = rows[i].http;
		struct truce *t = h2peer_open(&peer, script_http, NULL);
		struct truce_reply *reply = client_call(t, "x", 0);
		assert_non_null(strstr(reply->message, rows[i].http));
		client_expect(reply, rows[i].code, "not by gRPC");
		truce_close(t);
		peer_end(&peer);
	}
}

static const char *greeting;
static size_t greeting_size;

static void script_other(struct peer *peer)
{
	int fd = peer_accept_raw(peer);
	if (fd >= 0 && peer_write(fd, greeting, greeting_size))
		peer_drain(fd);
}

static void a_peer_that_speaks_something_else_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t size;
	} rows[] = { { "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", 47 },
		     { "\0SP\0\0\x31\0\0\0\0\0\0", 12 },
		     { "\0\0\x08\x06\0\0\0\0\0", 9 }, /* a PING before SETTINGS */
		     { "SSH-2.0-OpenSSH_9.2\r\n", 21 } };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peer peer;
		greeting = rows[i].bytes;
		greeting_size = rows[i].size;
		struct truce *t = h2peer_open(&peer, script_other, NULL);
		client_expect(client_call(t, "x", 0), 14, "does not speak gRPC");
		truce_close(t);
		peer_end(&peer);
		assert_int_equal(atomic_load(&peer.requests), 0);
	}
}

static void script_shy(struct peer *peer)
{
	int fd = peer_accept_raw(peer);
	if (fd >= 0)
		close(fd);
}

static void a_peer_that_closes_at_once_may_speak_something_else(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_shy, NULL);
	client_expect(client_call(t, "x", 0), 14, "does it speak gRPC?");
	truce_close(t);
	peer_end(&peer);
}

static void script_mute(struct peer *peer)
{
	peer_drain(peer_accept_raw(peer));
}

static void a_peer_that_says_nothing_is_given_up_in_time(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_mute);
	char *url = support_text("unix://%s/s", peer.folder);
	struct truce_options options = { .connect_ms = 50 };
	struct truce *t;
	assert_int_equal(truce_open(url, &options, &t, NULL, 0), 0);
	client_expect(client_call(t, "x", 0), 14, "no answer in gRPC");
	truce_close(t);
	peer_end(&peer);
	free(url);
}

/* ---- Ends ------------------------------------------------------------- */

/* Two calls come; the second was never begun. */
static void script_goaway(struct peer *peer)
{
	char text[128];
	uint8_t content[8] = { 0 };
	int fd = h2peer_accept(peer);
	uint32_t first = h2peer_next(peer, fd, text);
	char other[128];
	if (first == 0 || h2peer_next(peer, fd, other) == 0)
		return;
	put_u32(content, first);
	h2peer_send_frame(fd, GOAWAY, 0, 0, bytes_of(content, sizeof content));
	h2peer_reply(fd, first, text);
	peer_drain(fd);
	h2peer_echo(peer, h2peer_accept(peer));
}

static void a_goaway_ends_what_was_begun_and_moves_the_rest(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_goaway, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b");
	client_take(a, 0, "a");
	client_take(b, 0, "b");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 2);
}

static void script_farewell(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	h2peer_reply(fd, stream, text);
	h2peer_send_frame(fd, GOAWAY, 0, 0, bytes_of("\0\0\0\1\0\0\0\0", 8));
	peer_drain(fd); /* the client closes it */
	h2peer_echo(peer, h2peer_accept(peer));
}

static void after_a_goaway_a_new_connection_is_made(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_farewell, NULL);
	client_expect(client_call(t, "a", 0), 0, "a");
	client_expect(client_call(t, "b", 1), 0, "b");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 2);
}

static const char *reset_code;
static int resets;

static void script_reset(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	for (int i = 0; i < resets; i++) {
		uint32_t stream = h2peer_next(peer, fd, text);
		if (stream == 0)
			return;
		h2peer_send_frame(fd, RST_STREAM, 0, stream, bytes_of(reset_code, 4));
	}
	h2peer_echo(peer, fd);
}

static void a_stream_that_is_reset_ends_by_its_code(void **state)
{
	(void)state;
	static const struct {
		char code[5];
		int status;
	} rows[] = {
		{ "\0\0\0\1", 13 }, { "\0\0\0\x8", 1 }, { "\0\0\0\xb", 8 }, { "\0\0\0\xc", 7 }, { "\0\0\0\2", 13 }
	};
	resets = 1;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peer peer;
		reset_code = rows[i].code;
		struct truce *t = h2peer_open(&peer, script_reset, NULL);
		client_expect(client_call(t, "x", 1), rows[i].status, "ended the call");
		client_expect(client_call(t, "next", 0), 0, "next");
		truce_close(t);
		peer_end(&peer);
	}
}

static void a_stream_that_was_refused_is_sent_again_but_not_for_ever(void **state)
{
	(void)state;
	for (resets = 1; resets <= 6; resets += 5) {
		struct peer peer;
		reset_code = "\0\0\0\x7";
		struct truce *t = h2peer_open(&peer, script_reset, NULL);
		if (resets == 1)
			client_expect(client_call(t, "x", 0), 0, "x");
		else
			client_expect(client_call(t, "x", 0), 14, "REFUSED_STREAM");
		truce_close(t);
		peer_end(&peer);
	}
}

static void script_late(struct peer *peer)
{
	static struct h2_frame f;
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t late = h2peer_next(peer, fd, text);
	if (late == 0 || !h2peer_find(fd, RST_STREAM, RST_STREAM, &f))
		return;
	snprintf(text, sizeof text, "%d %u", f.stream == late, get_u32(f.content));
	peer_note(peer, text);
	h2peer_echo(peer, fd);
}

static void a_call_without_a_reply_ends_at_its_deadline_and_is_cancelled(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_late, NULL);
	struct truce_request request = client_request("x", 0);
	struct truce_reply *reply;
	request.timeout_ms = 300;
	assert_int_equal(truce_call(t, &request, &reply), 4);
	client_expect(reply, 4, "not known");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 1);
	assert_string_equal(peer.seen[0], "1 8");
}

static void script_cut_once(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	h2peer_put_head(&out, stream);
	h2peer_put_message(&out, stream, 0, 100, "half");
	h2peer_send(fd, &out);
	if (fd >= 0)
		close(fd);
	h2peer_echo(peer, h2peer_accept(peer));
}

static void a_call_cut_off_is_sent_again_only_where_it_may_be(void **state)
{
	(void)state;
	for (int idempotent = 0; idempotent < 2; idempotent++) {
		struct peer peer;
		struct truce *t = h2peer_open(&peer, script_cut_once, NULL);
		if (idempotent != 0)
			client_expect(client_call(t, "read", 1), 0, "read");
		else
			client_expect(client_call(t, "change", 0), 14, "whether it was carried out is not known");
		client_expect(client_call(t, "next", 0), 0, "next");
		truce_close(t);
		peer_end(&peer);
		assert_int_equal(atomic_load(&peer.connections), 2);
	}
}

static void script_breaks(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	if (stream == 0)
		return;
	h2peer_send_frame(fd, WINDOW_UPDATE, 0, 0, bytes_of("\0\0\0", 3));
	peer_drain(fd); /* the client says why, and closes */
	h2peer_echo(peer, h2peer_accept(peer));
}

static void a_peer_that_breaks_the_protocol_is_left(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_breaks, NULL);
	client_expect(client_call(t, "x", 0), 14, "broke the protocol");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

/* A field of 3 KB in the dynamic table, named a hundred times. */
static void script_bomb(struct peer *peer)
{
	static uint8_t block[4 + 3 + 3000 + 100] = {
		0x88, 0x40, 1, 'a', 0x7F, 0xB9, 0x16
	}; /* 3,000 = 127 + 0x39 + 0x16 * 128 */
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	memset(block + 7, 'x', 3000);
	memset(block + 3007, 0xBE, 100);
	if (stream != 0)
		h2peer_send_frame(fd, HEADERS, END_HEADERS, stream, bytes_of(block, sizeof block));
	h2peer_echo(peer, fd);
}

static void more_fields_than_a_service_sends_are_not_taken(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_bomb, NULL);
	client_expect(client_call(t, "x", 0), 8, "more header fields");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

static void closing_ends_running_calls(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_late, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b");
	truce_close(t);
	client_take(a, 1, "closed");
	client_take(b, 1, "closed");
	peer_end(&peer);
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_of_http_is_told_by_its_status),
		cmocka_unit_test(a_peer_that_speaks_something_else_is_named),
		cmocka_unit_test(a_peer_that_closes_at_once_may_speak_something_else),
		cmocka_unit_test(a_peer_that_says_nothing_is_given_up_in_time),
		cmocka_unit_test(a_goaway_ends_what_was_begun_and_moves_the_rest),
		cmocka_unit_test(after_a_goaway_a_new_connection_is_made),
		cmocka_unit_test(a_stream_that_is_reset_ends_by_its_code),
		cmocka_unit_test(a_stream_that_was_refused_is_sent_again_but_not_for_ever),
		cmocka_unit_test(a_call_without_a_reply_ends_at_its_deadline_and_is_cancelled),
		cmocka_unit_test(a_call_cut_off_is_sent_again_only_where_it_may_be),
		cmocka_unit_test(a_peer_that_breaks_the_protocol_is_left),
		cmocka_unit_test(more_fields_than_a_service_sends_are_not_taken),
		cmocka_unit_test(closing_ends_running_calls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* libtruce by gRPC: what is sent, and what is made of what peers answer that keep to
 * HTTP/2 or do not. */
#include "tests/support_frames.h"
#include "tests/support_peer.h"

#include <unistd.h>

/* ---- A peer ----------------------------------------------------------- */

struct frame {
	uint8_t type, flags;
	uint32_t stream;
	size_t size;
	uint8_t content[1 << 16];
};

static bool read_frame(int fd, struct frame *f)
{
	uint8_t h[9];
	if (!peer_read(fd, h, sizeof h))
		return false;
	f->size = (size_t)h[0] << 16 | (size_t)h[1] << 8 | h[2];
	f->type = h[3];
	f->flags = h[4];
	f->stream = get_u32(h + 5);
	return f->size <= sizeof f->content && peer_read(fd, f->content, f->size);
}

static void send_out(int fd, struct buffer *out)
{
	peer_write(fd, out->data, out->size);
	buffer_fini(out);
}

static void send_frame(int fd, uint8_t type, uint8_t flags, uint32_t stream, struct bytes content)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	frames_put(&out, type, flags, stream, content);
	send_out(fd, &out);
}

/* A connection whose preface came, and was answered. */
static int accept_grpc(struct peer *peer)
{
	uint8_t preface[24];
	int fd = peer_accept_raw(peer);
	if (fd < 0 || !peer_read(fd, preface, sizeof preface) || memcmp(preface, NGHTTP2_CLIENT_MAGIC, 24) != 0)
		return -1;
	send_frame(fd, SETTINGS, 0, 0, bytes_of(NULL, 0));
	return fd;
}

/* The next frame of one of two types. */
static bool find_frame(int fd, uint8_t type, uint8_t other, struct frame *f)
{
	do
		if (!read_frame(fd, f))
			return false;
	while (f->type != type && f->type != other);
	return true;
}

/* The stream of the next call that is there whole, with its message; 0 at the end. */
static uint32_t next_call(struct peer *peer, int fd, char text[128])
{
	struct frame f;
	do
		if (fd < 0 || !find_frame(fd, DATA, DATA, &f))
			return 0;
	while ((f.flags & END_STREAM) == 0);
	if (f.size < 5)
		return 0;
	snprintf(text, 128, "%.*s", (int)(f.size - 5), (const char *)f.content + 5);
	atomic_fetch_add(&peer->requests, 1);
	return f.stream;
}

static void put_field(struct buffer *out, const char *name, const char *value)
{
	uint8_t sizes[] = { 0, (uint8_t)strlen(name), (uint8_t)strlen(value) };
	assert_int_equal(buffer_put(out, sizes, 2), STATUS_OK);
	assert_int_equal(buffer_put_text(out, name), STATUS_OK);
	assert_int_equal(buffer_put(out, sizes + 2, 1), STATUS_OK);
	assert_int_equal(buffer_put_text(out, value), STATUS_OK);
}

static void put_head(struct buffer *out, uint32_t stream)
{
	frames_put(out, HEADERS, END_HEADERS, stream,
		   bytes_of("\x88\x0f\x10\x10"
			    "application/grpc",
			    20));
}

/* Trailers, ended by a NULL. */
static void put_trailers(struct buffer *out, uint32_t stream, const char *const *pairs)
{
	struct buffer block;
	buffer_init(&block, SIZE_MAX);
	for (; *pairs != NULL; pairs += 2)
		put_field(&block, pairs[0], pairs[1]);
	frames_put(out, HEADERS, END_HEADERS | END_STREAM, stream, buffer_bytes(&block));
	buffer_fini(&block);
}

static void put_message(struct buffer *out, uint32_t stream, uint8_t packed, uint32_t claim, const char *text)
{
	uint8_t message[512] = { packed };
	size_t size = strlen(text);
	put_u32(message + 1, claim);
	memcpy(message + 5, text, size);
	frames_put(out, DATA, 0, stream, bytes_of(message, 5 + size));
}

static const char *const good[] = { "grpc-status", "0", "truce-revision", "7", NULL };

static void reply_with(int fd, uint32_t stream, const char *text)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_head(&out, stream);
	put_message(&out, stream, 0, (uint32_t)strlen(text), text);
	put_trailers(&out, stream, good);
	send_out(fd, &out);
}

static void echo(struct peer *peer, int fd)
{
	char text[128];
	uint32_t stream;
	while ((stream = next_call(peer, fd, text)) != 0)
		reply_with(fd, stream, text);
	if (fd >= 0)
		close(fd);
}

/* ---- Tests' side ------------------------------------------------------ */

static struct truce *open_grpc(struct peer *peer, void (*script)(struct peer *peer), const char *token)
{
	peer_start(peer, script);
	char *url = support_text("unix:%s/s", peer->folder);
	struct truce *t = client_open(url, token);
	free(url);
	return t;
}

static void script_echo(struct peer *peer)
{
	echo(peer, accept_grpc(peer));
}

static void a_call_gets_its_reply(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_echo, NULL);
	struct truce_reply *reply = client_call(t, "peace", 0);
	assert_int_equal(reply->revision, 7);
	assert_int_equal(reply->payload_size, 5);
	client_expect(reply, 0, "peace");
	client_expect(client_call(t, "", 0), 0, "");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 1);
}

static void script_note_fields(struct peer *peer)
{
	static struct frame f;
	int fd = accept_grpc(peer);
	nghttp2_hd_inflater *inflater;
	if (fd < 0 || !find_frame(fd, HEADERS, HEADERS, &f) || nghttp2_hd_inflate_new(&inflater) != 0)
		return;
	const uint8_t *at = f.content;
	int flags = 0;
	while ((flags & NGHTTP2_HD_INFLATE_FINAL) == 0) {
		nghttp2_nv nv;
		char text[256];
		size_t rest = f.size - (size_t)(at - f.content);
		ssize_t took = nghttp2_hd_inflate_hd2(inflater, &nv, &flags, at, rest, 1);
		if (took < 0)
			break;
		at += took;
		snprintf(text, sizeof text, "%s: %s", nv.name, nv.value);
		if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0)
			peer_note(peer, text);
	}
	nghttp2_hd_inflate_del(inflater);
	close(fd);
}

static bool was_noted(const struct peer *peer, const char *text)
{
	for (int i = 0; i < peer->seen_count; i++)
		if (strcmp(peer->seen[i], text) == 0)
			return true;
	return false;
}

static void the_head_carries_method_time_token_and_reason(void **state)
{
	(void)state;
	static const struct {
		const char *reason, *field;
	} rows[] = { { "as printed", "truce-reason: as printed" },
		     { "comme imprim\xC3\xA9", "truce-reason-bin: Y29tbWUgaW1wcmltw6k=" },
		     { " with room ", "truce-reason-bin: IHdpdGggcm9vbSA=" } };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peer peer;
		struct truce *t = open_grpc(&peer, script_note_fields, "secret");
		struct truce_request request = client_request("x", 0);
		struct truce_reply *reply;
		request.reason = rows[i].reason;
		request.timeout_ms = 20000;
		assert_int_equal(truce_call(t, &request, &reply), 14);
		truce_reply_free(reply);
		truce_close(t);
		peer_end(&peer);
		static const char *const expected[] = { ":method: POST",
							":path: /test.Echo/Say",
							":authority: localhost",
							"te: trailers",
							"content-type: application/grpc",
							"truce-once: 1",
							"authorization: Bearer secret" };
		for (size_t k = 0; k < COUNT_OF(expected); k++)
			if (!was_noted(&peer, expected[k]))
				fail_msg("no %s", expected[k]);
		if (!was_noted(&peer, rows[i].field))
			fail_msg("no %s", rows[i].field);
		long long timeout = 0;
		for (int k = 0; k < peer.seen_count; k++)
			sscanf(peer.seen[k], "grpc-timeout: %lldm", &timeout);
		assert_true(timeout > 0 && timeout < 20000);
	}
}

static void script_backwards(struct peer *peer)
{
	int fd = accept_grpc(peer);
	uint32_t streams[3];
	char texts[3][128];
	for (int i = 0; i < 3; i++)
		if ((streams[i] = next_call(peer, fd, texts[i])) == 0)
			return;
	for (int i = 2; i >= 0; i--)
		reply_with(fd, streams[i], texts[i]);
	peer_drain(fd);
}

static void replies_out_of_order_reach_their_own_calls(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_backwards, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b"), *c = client_start(t, "c");
	client_take(b, 0, "b");
	client_take(a, 0, "a");
	client_take(c, 0, "c");
	truce_close(t);
	peer_end(&peer);
}

static void script_byte_by_byte(struct peer *peer)
{
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_head(&out, stream);
	for (const char *c = "\0\0\0\0\3bit", *end = c + 8; c < end; c++)
		frames_put(&out, DATA, 0, stream, bytes_of(c, 1));
	put_trailers(&out, stream, good);
	for (size_t i = 0; stream != 0 && i < out.size; i++)
		peer_write(fd, out.data + i, 1);
	buffer_fini(&out);
	peer_drain(fd);
}

static void a_reply_in_pieces_is_put_together(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_byte_by_byte, NULL);
	client_expect(client_call(t, "x", 0), 0, "bit");
	truce_close(t);
	peer_end(&peer);
}

/* ---- Errors ----------------------------------------------------------- */

static const char *const *failure; /* trailers of the next script's reply */

static void script_failure(struct peer *peer)
{
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_head(&out, stream);
	put_trailers(&out, stream, failure);
	send_out(fd, &out);
	echo(peer, fd);
}

static struct truce_reply *call_failing(const char *const *trailers)
{
	struct peer peer;
	failure = trailers;
	struct truce *t = open_grpc(&peer, script_failure, NULL);
	struct truce_reply *reply = client_call(t, "x", 0);
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
	return reply;
}

static void an_error_has_its_code_and_its_words(void **state)
{
	(void)state;
	struct truce_reply *reply = call_failing((const char *const[]){ "grpc-status", "5", "grpc-message",
									"no zone caf%C3%A9, 100%25 sure %zz",
									"truce-revision", "41", NULL });
	assert_int_equal(reply->revision, 41);
	assert_string_equal(reply->message, "no zone caf\xC3\xA9, 100% sure %zz");
	client_expect(reply, 5, "no zone");
	client_expect(call_failing((const char *const[]){ "grpc-status", "99", NULL }), 2, "");
	client_expect(call_failing((const char *const[]){ "grpc-status", "many", NULL }), 2, "");
	client_expect(call_failing((const char *const[]){ "nothing", "x", NULL }), 2, "no grpc-status");
	client_expect(call_failing((const char *const[]){ "grpc-status", "0", NULL }), 13, "no message");
	char words[121] = "";
	for (size_t i = 0; i < 20; i++)
		memcpy(words + 6 * i, "%C3%A9", 6);
	reply = call_failing((const char *const[]){ "grpc-status", "5", "grpc-message", words, NULL });
	assert_int_equal(strlen(reply->message), 40);
	truce_reply_free(reply);
	/* Words that are no text are left out. */
	client_expect(call_failing((const char *const[]){ "grpc-status", "5", "grpc-message", "%ff", NULL }), 5, "");
}

static void an_error_has_its_details(void **state)
{
	(void)state;
	/* {code: 7, message: "no", details: [ErrorInfo{reason: "WHY"}]} */
	static const char details[] = "CAcSAm5vGjEKKHR5cGUuZ29vZ2xlYXBpcy5jb20vZ29vZ2xlLnJwYy5FcnJvckluZm8SBQoDV0hZ";
	struct truce_reply *reply = call_failing((const char *const[]){ "grpc-status", "7", "grpc-status-details-bin",
									details, "truce-revision", "9", NULL });
	assert_string_equal(reply->reason, "WHY");
	assert_int_equal(reply->revision, 9);
	assert_true(reply->details_size > 0);
	client_expect(reply, 7, "no");
	/* Details of another code, and what is no base64, are not believed. */
	client_expect(call_failing((const char *const[]){ "grpc-status", "8", "grpc-message", "full",
							  "grpc-status-details-bin", details, NULL }),
		      8, "full");
	client_expect(call_failing((const char *const[]){ "grpc-status", "8", "grpc-message", "full",
							  "grpc-status-details-bin", "*", NULL }),
		      8, "full");
}

/* One reply of frames by hand: a packed flag, a claim, what comes of it, and trailers. */
static struct {
	uint8_t packed;
	uint32_t claim;
	const char *text;
	bool twice;
} lie;

static void script_lie(struct peer *peer)
{
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_head(&out, stream);
	put_message(&out, stream, lie.packed, lie.claim, lie.text);
	if (lie.twice)
		put_message(&out, stream, lie.packed, lie.claim, lie.text);
	put_trailers(&out, stream, good);
	send_out(fd, &out);
	echo(peer, fd);
}

static void a_message_that_is_not_what_it_says_fails_its_own_call(void **state)
{
	(void)state;
	static const struct {
		uint8_t packed;
		uint32_t claim;
		const char *text;
		bool twice;
		int code;
		const char *says;
	} rows[] = {
		{ 0, 9, "four", false, 13, "cut short" },
		{ 0, 3, "four", false, 13, "more than one" },
		{ 0, 4, "four", true, 13, "more than one" },
		{ 1, 4, "four", false, 13, "packed" },
		{ 7, 4, "four", false, 13, "packed" },
		{ 0, CLIENT_LIMIT + 1, "four", false, 8, "over this program's limit" },
		{ 0, UINT32_MAX, "four", false, 8, "over this program's limit" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peer peer;
		lie.packed = rows[i].packed;
		lie.claim = rows[i].claim;
		lie.text = rows[i].text;
		lie.twice = rows[i].twice;
		struct truce *t = open_grpc(&peer, script_lie, NULL);
		client_expect(client_call(t, "x", 0), rows[i].code, rows[i].says);
		client_expect(client_call(t, "next", 0), 0, "next");
		truce_close(t);
		peer_end(&peer);
		assert_int_equal(atomic_load(&peer.connections), 1);
	}
}

/* ---- Peers that are no gRPC ------------------------------------------- */

static const char *http_status;

static void script_http(struct peer *peer)
{
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	struct buffer out, block;
	buffer_init(&out, SIZE_MAX);
	buffer_init(&block, SIZE_MAX);
	put_field(&block, ":status", http_status);
	put_field(&block, "content-type", "text/html");
	frames_put(&out, HEADERS, END_HEADERS, stream, buffer_bytes(&block));
	frames_put(&out, DATA, END_STREAM, stream, bytes_of("<p>sorry", 8));
	buffer_fini(&block);
	send_out(fd, &out);
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
		struct truce *t = open_grpc(&peer, script_http, NULL);
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
		struct truce *t = open_grpc(&peer, script_other, NULL);
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
	struct truce *t = open_grpc(&peer, script_shy, NULL);
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
	int fd = accept_grpc(peer);
	uint32_t first = next_call(peer, fd, text);
	char other[128];
	if (first == 0 || next_call(peer, fd, other) == 0)
		return;
	put_u32(content, first);
	send_frame(fd, GOAWAY, 0, 0, bytes_of(content, sizeof content));
	reply_with(fd, first, text);
	peer_drain(fd);
	echo(peer, accept_grpc(peer));
}

static void a_goaway_ends_what_was_begun_and_moves_the_rest(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_goaway, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b");
	client_take(a, 0, "a");
	client_take(b, 0, "b");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 2);
}

static void script_farewell(struct peer *peer)
{
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	reply_with(fd, stream, text);
	send_frame(fd, GOAWAY, 0, 0, bytes_of("\0\0\0\1\0\0\0\0", 8));
	peer_drain(fd); /* the client closes it */
	echo(peer, accept_grpc(peer));
}

static void after_a_goaway_a_new_connection_is_made(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_farewell, NULL);
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
	int fd = accept_grpc(peer);
	char text[128];
	for (int i = 0; i < resets; i++) {
		uint32_t stream = next_call(peer, fd, text);
		if (stream == 0)
			return;
		send_frame(fd, RST_STREAM, 0, stream, bytes_of(reset_code, 4));
	}
	echo(peer, fd);
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
		struct truce *t = open_grpc(&peer, script_reset, NULL);
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
		struct truce *t = open_grpc(&peer, script_reset, NULL);
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
	static struct frame f;
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t late = next_call(peer, fd, text);
	if (late == 0 || !find_frame(fd, RST_STREAM, RST_STREAM, &f))
		return;
	snprintf(text, sizeof text, "%d %u", f.stream == late, get_u32(f.content));
	peer_note(peer, text);
	echo(peer, fd);
}

static void a_call_without_a_reply_ends_at_its_deadline_and_is_cancelled(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_late, NULL);
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
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_head(&out, stream);
	put_message(&out, stream, 0, 100, "half");
	send_out(fd, &out);
	if (fd >= 0)
		close(fd);
	echo(peer, accept_grpc(peer));
}

static void a_call_cut_off_is_sent_again_only_where_it_may_be(void **state)
{
	(void)state;
	for (int idempotent = 0; idempotent < 2; idempotent++) {
		struct peer peer;
		struct truce *t = open_grpc(&peer, script_cut_once, NULL);
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
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	if (stream == 0)
		return;
	send_frame(fd, WINDOW_UPDATE, 0, 0, bytes_of("\0\0\0", 3));
	peer_drain(fd); /* the client says why, and closes */
	echo(peer, accept_grpc(peer));
}

static void a_peer_that_breaks_the_protocol_is_left(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_breaks, NULL);
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
	int fd = accept_grpc(peer);
	char text[128];
	uint32_t stream = next_call(peer, fd, text);
	memset(block + 7, 'x', 3000);
	memset(block + 3007, 0xBE, 100);
	if (stream != 0)
		send_frame(fd, HEADERS, END_HEADERS, stream, bytes_of(block, sizeof block));
	echo(peer, fd);
}

static void more_fields_than_a_service_sends_are_not_taken(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_bomb, NULL);
	client_expect(client_call(t, "x", 0), 8, "more header fields");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

static void a_token_that_no_field_can_hold_is_not_sent(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_echo, "two\nlines");
	client_expect(client_call(t, "x", 0), 16, "token");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 0);
}

static void closing_ends_running_calls(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = open_grpc(&peer, script_late, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b");
	truce_close(t);
	client_take(a, 1, "closed");
	client_take(b, 1, "closed");
	peer_end(&peer);
}

static void an_address_that_names_nobody_is_refused(void **state)
{
	(void)state;
	static const char *const urls[] = { "grpc:",   "grpc://",    "grpcs://",          "unix:",
					    "unix://", "grpc+unix:", "dns:///localhost:1" };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		struct truce *t = NULL;
		char why[400] = "";
		if (truce_open(urls[i], NULL, &t, why, sizeof why) == 0)
			fail_msg("%s was taken", urls[i]);
		assert_non_null(strstr(why, "grpc://HOST:PORT"));
	}
	struct truce_options options = { .cert_file = "/nowhere.pem" };
	struct truce *t = NULL;
	char why[400] = "";
	assert_int_equal(truce_open("grpc://localhost:1", &options, &t, why, sizeof why), 3);
	assert_non_null(strstr(why, "without TLS"));
	assert_int_equal(truce_open("grpcs://localhost:1", &options, &t, why, sizeof why), 3);
	assert_non_null(strstr(why, "/nowhere.pem"));
	options = (struct truce_options){ .key_file = "/nowhere.key" };
	assert_int_equal(truce_open("grpcs://localhost:1", &options, &t, why, sizeof why), 3);
	assert_non_null(strstr(why, "needs its certificate"));
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_gets_its_reply),
		cmocka_unit_test(the_head_carries_method_time_token_and_reason),
		cmocka_unit_test(replies_out_of_order_reach_their_own_calls),
		cmocka_unit_test(a_reply_in_pieces_is_put_together),
		cmocka_unit_test(an_error_has_its_code_and_its_words),
		cmocka_unit_test(an_error_has_its_details),
		cmocka_unit_test(a_message_that_is_not_what_it_says_fails_its_own_call),
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
		cmocka_unit_test(a_token_that_no_field_can_hold_is_not_sent),
		cmocka_unit_test(closing_ends_running_calls),
		cmocka_unit_test(an_address_that_names_nobody_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

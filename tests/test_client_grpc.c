/* libtruce by gRPC: what is sent, and what is made of answers, errors too. */
#include "tests/support_h2peer.h"

#include <unistd.h>

static void a_call_gets_its_reply(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, h2peer_script_echo, NULL);
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
	static struct h2_frame f;
	int fd = h2peer_accept(peer);
	nghttp2_hd_inflater *inflater;
	if (fd < 0 || !h2peer_find(fd, HEADERS, HEADERS, &f) || nghttp2_hd_inflate_new(&inflater) != 0)
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
		struct truce *t = h2peer_open(&peer, script_note_fields, "secret");
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
	int fd = h2peer_accept(peer);
	uint32_t streams[3];
	char texts[3][128];
	for (int i = 0; i < 3; i++)
		if ((streams[i] = h2peer_next(peer, fd, texts[i])) == 0)
			return;
	for (int i = 2; i >= 0; i--)
		h2peer_reply(fd, streams[i], texts[i]);
	peer_drain(fd);
}

static void replies_out_of_order_reach_their_own_calls(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_backwards, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b"), *c = client_start(t, "c");
	client_take(b, 0, "b");
	client_take(a, 0, "a");
	client_take(c, 0, "c");
	truce_close(t);
	peer_end(&peer);
}

static void script_byte_by_byte(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	h2peer_put_head(&out, stream);
	for (const char *c = "\0\0\0\0\3bit", *end = c + 8; c < end; c++)
		frames_put(&out, DATA, 0, stream, bytes_of(c, 1));
	h2peer_put_trailers(&out, stream, h2peer_good);
	for (size_t i = 0; stream != 0 && i < out.size; i++)
		peer_write(fd, out.data + i, 1);
	buffer_fini(&out);
	peer_drain(fd);
}

static void a_reply_in_pieces_is_put_together(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, script_byte_by_byte, NULL);
	client_expect(client_call(t, "x", 0), 0, "bit");
	truce_close(t);
	peer_end(&peer);
}

static void a_token_that_no_field_can_hold_is_not_sent(void **state)
{
	(void)state;
	struct peer peer;
	struct truce *t = h2peer_open(&peer, h2peer_script_echo, "two\nlines");
	client_expect(client_call(t, "x", 0), 16, "token");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 0);
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

/* ---- Errors ----------------------------------------------------------- */

static const char *const *failure; /* trailers of the next script's reply */

static void script_failure(struct peer *peer)
{
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	h2peer_put_head(&out, stream);
	h2peer_put_trailers(&out, stream, failure);
	h2peer_send(fd, &out);
	h2peer_echo(peer, fd);
}

static struct truce_reply *call_failing(const char *const *trailers)
{
	struct peer peer;
	failure = trailers;
	struct truce *t = h2peer_open(&peer, script_failure, NULL);
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
	int fd = h2peer_accept(peer);
	char text[128];
	uint32_t stream = h2peer_next(peer, fd, text);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	h2peer_put_head(&out, stream);
	h2peer_put_message(&out, stream, lie.packed, lie.claim, lie.text);
	if (lie.twice)
		h2peer_put_message(&out, stream, lie.packed, lie.claim, lie.text);
	h2peer_put_trailers(&out, stream, h2peer_good);
	h2peer_send(fd, &out);
	h2peer_echo(peer, fd);
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
		struct truce *t = h2peer_open(&peer, script_lie, NULL);
		client_expect(client_call(t, "x", 0), rows[i].code, rows[i].says);
		client_expect(client_call(t, "next", 0), 0, "next");
		truce_close(t);
		peer_end(&peer);
		assert_int_equal(atomic_load(&peer.connections), 1);
	}
}

static void who_sets_no_limit_has_one_all_the_same(void **state)
{
	(void)state;
	struct peer peer;
	lie.packed = 0;
	lie.claim = UINT32_MAX;
	lie.text = "four";
	lie.twice = false;
	peer_start(&peer, script_lie);
	char *url = support_text("unix:%s/s", peer.folder);
	struct truce *t = client_open_taking(url, NULL, SIZE_MAX);
	client_expect(client_call(t, "x", 0), 8, "over this program's limit");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
	free(url);
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_gets_its_reply),
		cmocka_unit_test(the_head_carries_method_time_token_and_reason),
		cmocka_unit_test(replies_out_of_order_reach_their_own_calls),
		cmocka_unit_test(a_reply_in_pieces_is_put_together),
		cmocka_unit_test(a_token_that_no_field_can_hold_is_not_sent),
		cmocka_unit_test(an_address_that_names_nobody_is_refused),
		cmocka_unit_test(an_error_has_its_code_and_its_words),
		cmocka_unit_test(an_error_has_its_details),
		cmocka_unit_test(a_message_that_is_not_what_it_says_fails_its_own_call),
		cmocka_unit_test(who_sets_no_limit_has_one_all_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

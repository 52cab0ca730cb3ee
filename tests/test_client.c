/* libtruce: what is sent, and what is made of what comes back. */
#include "tests/support_peer.h"

#include <unistd.h>

static void script_echo(struct peer *peer)
{
	peer_echo(peer, peer_accept(peer));
}

static void a_call_gets_its_reply(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_echo);
	struct truce *t = client_open(peer.url, NULL);
	struct truce_reply *reply = client_call(t, "peace", 0);
	assert_int_equal(reply->revision, 7);
	assert_int_equal(reply->payload_size, 5);
	assert_string_equal(reply->message, "");
	client_expect(reply, 0, "peace");
	truce_close(t);
	peer_end(&peer);
}

/* As those give who would wait for ever. */
static void the_longest_times_are_waited_for(void **state)
{
	(void)state;
	static const int64_t rows[] = { INT64_MAX, INT64_MAX / 1000, INT64_C(1) << 32 };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peer peer;
		struct truce *t;
		peer_start(&peer, script_echo);
		const struct truce_options options = { .connect_ms = rows[i] };
		assert_int_equal(truce_open(peer.url, &options, &t, NULL, 0), 0);
		struct truce_request request = client_request("peace", 0);
		struct truce_reply *reply;
		request.timeout_ms = rows[i];
		assert_int_equal(truce_call(t, &request, &reply), 0);
		client_expect(reply, 0, "peace");
		truce_close(t);
		peer_end(&peer);
	}
}

static void script_note(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	char text[128];
	snprintf(text, sizeof text, "%s %lld %u", r.envelope->method, (long long)r.envelope->timeout_ms, r.id >> 31);
	peer_note(peer, text);
	for (size_t i = 0; i < r.envelope->n_metadata; i++) {
		snprintf(text, sizeof text, "%s: %s", r.envelope->metadata[i]->key, r.envelope->metadata[i]->value);
		peer_note(peer, text);
	}
	peer_reply(fd, r.id, 7, "not for you");
	peer_free(&r);
	peer_drain(fd);
}

static void the_envelope_carries_method_time_token_and_reason(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_note);
	struct truce *t = client_open(peer.url, "secret");
	struct truce_request request = client_request("x", 0);
	struct truce_reply *reply;
	request.reason = "as printed";
	assert_int_equal(truce_call(t, &request, &reply), 7);
	assert_string_equal(reply->reason, "TEST");
	assert_true(reply->details_size > 0);
	client_expect(reply, 7, "not for you");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(peer.seen_count, 3);
	long long timeout = 0;
	unsigned high = 0;
	assert_int_equal(sscanf(peer.seen[0], "/test.Echo/Say %lld %u", &timeout, &high), 2);
	assert_true(timeout > 0 && timeout < 15000);
	assert_int_equal(high, 1);
	assert_string_equal(peer.seen[1], "authorization: Bearer secret");
	assert_string_equal(peer.seen[2], "truce-reason: as printed");
}

static void script_backwards(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r[3];
	for (int i = 0; i < 3; i++)
		if (fd < 0 || !peer_next(peer, fd, &r[i]))
			return;
	for (int i = 2; i >= 0; i--) {
		char text[64];
		snprintf(text, sizeof text, "re %.*s", (int)r[i].envelope->message.len,
			 (const char *)r[i].envelope->message.data);
		peer_reply(fd, r[i].id, 0, text);
		peer_free(&r[i]);
	}
	peer_drain(fd);
}

static void replies_out_of_order_reach_their_own_calls(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_backwards);
	struct truce *t = client_open(peer.url, NULL);
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b"), *c = client_start(t, "c");
	client_take(b, 0, "re b");
	client_take(a, 0, "re a");
	client_take(c, 0, "re c");
	truce_close(t);
	peer_end(&peer);
}

static void script_wrong_id(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_reply(fd, r.id + 1, 0, "not yours");
	peer_reply(fd, r.id ^ 0x00010000, 0, "of another generation");
	peer_reply(fd, r.id, 0, "yours");
	peer_free(&r);
	peer_drain(fd);
}

static void a_reply_with_an_unknown_id_is_passed_over(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_wrong_id);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "x", 0), 0, "yours");
	truce_close(t);
	peer_end(&peer);
}

static void script_byte_by_byte(struct peer *peer)
{
	uint8_t packed[] = { 0x22, 3, 'b', 'i', 't' };
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	uint8_t frame[13 + sizeof packed] = { 1 };
	put_u64(frame + 1, 4 + sizeof packed);
	put_u32(frame + 9, r.id);
	memcpy(frame + 13, packed, sizeof packed);
	for (size_t i = 0; i < sizeof frame; i++)
		peer_write(fd, frame + i, 1);
	peer_free(&r);
	peer_drain(fd);
}

static void a_reply_in_pieces_is_put_together(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_byte_by_byte);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "x", 0), 0, "bit");
	truce_close(t);
	peer_end(&peer);
}

static void script_garbage_reply(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_header(fd, r.id, 3);
	peer_write(fd, "\xff\xff\xff", 3);
	peer_free(&r);
	peer_echo(peer, fd);
}

static void a_reply_that_is_no_response_says_so(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_garbage_reply);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "x", 0), 13, "no truce.rpc.v1.Response");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

static void script_oversized(struct peer *peer)
{
	static const uint8_t filler[2 * CLIENT_LIMIT];
	int fd = peer_accept(peer);
	struct peer_request r[2];
	for (int i = 0; i < 2; i++)
		if (fd < 0 || !peer_next(peer, fd, &r[i]))
			return;
	peer_header(fd, r[0].id, sizeof filler);
	peer_write(fd, filler, sizeof filler);
	peer_reply(fd, r[1].id, 0, "small");
	peer_free(&r[0]);
	peer_free(&r[1]);
	peer_drain(fd);
}

static void a_reply_over_the_limit_fails_its_own_call_only(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_oversized);
	struct truce *t = client_open(peer.url, NULL);
	struct truce_call *big = client_start(t, "big"), *small = client_start(t, "small");
	client_take(small, 0, "small");
	client_take(big, 8, "over this program's limit");
	truce_close(t);
	peer_end(&peer);
}

static void script_gigabyte(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_header(fd, r.id, UINT64_C(1) << 30);
	peer_free(&r);
	peer_drain(fd);
	peer_echo(peer, peer_accept(peer));
}

static void a_claim_of_a_gigabyte_ends_the_connection(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_gigabyte);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "x", 0), 14, "not known");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

/* With its header it would be four bytes long, by numbers of 64 bits. */
static void script_claim_past_all_numbers(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_header(fd, r.id, UINT64_MAX - 8);
	peer_free(&r);
	peer_drain(fd);
	peer_echo(peer, peer_accept(peer));
}

static void who_sets_no_limit_has_one_all_the_same(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_claim_past_all_numbers);
	struct truce *t = client_open_taking(peer.url, NULL, SIZE_MAX);
	client_expect(client_call(t, "x", 0), 14, "not known");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

static void a_request_over_the_limit_is_not_sent(void **state)
{
	(void)state;
	struct truce *t = client_open("ipc:///nowhere/at/all", NULL);
	size_t size = 5 << 20;
	char *big = calloc(1, size);
	struct truce_request request = { .method = "/a/b", .message = big, .message_size = size };
	struct truce_reply *reply;
	assert_int_equal(truce_call(t, &request, &reply), 8);
	client_expect(reply, 8, "over the limit");
	request.message_size = (4 << 20) - 1;
	assert_int_equal(truce_call(t, &request, &reply), 8);
	assert_string_equal(reply->reason, "REQUEST_TOO_LARGE");
	truce_reply_free(reply);
	free(big);
	truce_close(t);
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_gets_its_reply),
		cmocka_unit_test(the_longest_times_are_waited_for),
		cmocka_unit_test(the_envelope_carries_method_time_token_and_reason),
		cmocka_unit_test(replies_out_of_order_reach_their_own_calls),
		cmocka_unit_test(a_reply_with_an_unknown_id_is_passed_over),
		cmocka_unit_test(a_reply_in_pieces_is_put_together),
		cmocka_unit_test(a_reply_that_is_no_response_says_so),
		cmocka_unit_test(a_reply_over_the_limit_fails_its_own_call_only),
		cmocka_unit_test(a_claim_of_a_gigabyte_ends_the_connection),
		cmocka_unit_test(who_sets_no_limit_has_one_all_the_same),
		cmocka_unit_test(a_request_over_the_limit_is_not_sent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* libtruce against peers that behave and peers that do not. */
#include "tests/support_peer.h"

#include <pthread.h>
#include <unistd.h>

#include "base/time.h"
#include "client/truce.h"

#define LIMIT 1024 /* of a reply, for the clients of these tests */

static struct truce *open_truce(const char *url, const char *token)
{
	struct truce_options options = { .token = token, .message_most = LIMIT };
	struct truce *t = NULL;
	char why[200] = "";
	if (truce_open(url, &options, &t, why, sizeof why) != 0)
		fail_msg("%s", why);
	return t;
}

static struct truce_request request_of(const char *text, int idempotent)
{
	return (struct truce_request){ .method = "/test.Echo/Say",
				       .message = text,
				       .message_size = strlen(text),
				       .timeout_ms = 15000,
				       .idempotent = idempotent };
}

static struct truce_reply *call(struct truce *t, const char *text, int idempotent)
{
	struct truce_request request = request_of(text, idempotent);
	struct truce_reply *reply = NULL;
	int code = truce_call(t, &request, &reply);
	assert_non_null(reply);
	assert_int_equal(code, reply->code);
	return reply;
}

static struct truce_call *start(struct truce *t, const char *text)
{
	struct truce_request request = request_of(text, 0);
	struct truce_call *c = NULL;
	assert_int_equal(truce_call_start(t, &request, &c), 0);
	return c;
}

static void expect(struct truce_reply *reply, int code, const char *text)
{
	if (reply->code != code)
		fail_msg("expected code %d, got %d: %s", code, reply->code, reply->message);
	if (code == 0)
		assert_string_equal((const char *)reply->payload, text);
	else if (strstr(reply->message, text) == NULL)
		fail_msg("expected \"%s\" in: %s", text, reply->message);
	truce_reply_free(reply);
}

static void take(struct truce_call *c, int code, const char *text)
{
	struct truce_reply *reply = NULL;
	truce_call_take(c, &reply);
	assert_non_null(reply);
	expect(reply, code, text);
}

/* Answers every request with its own message, until the connection ends. */
static void echo(struct peer *peer, int fd)
{
	struct peer_request r;
	while (fd >= 0 && peer_next(peer, fd, &r)) {
		char text[128];
		snprintf(text, sizeof text, "%.*s", (int)r.envelope->message.len,
			 (const char *)r.envelope->message.data);
		peer_reply(fd, r.id, 0, text);
		peer_free(&r);
	}
	if (fd >= 0)
		close(fd);
}

/* ---- What is sent and what comes back --------------------------------- */

static void script_echo(struct peer *peer)
{
	echo(peer, peer_accept(peer));
}

static void a_call_gets_its_reply(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_echo);
	struct truce *t = open_truce(peer.url, NULL);
	struct truce_reply *reply = call(t, "peace", 0);
	assert_int_equal(reply->revision, 7);
	assert_int_equal(reply->payload_size, 5);
	assert_string_equal(reply->message, "");
	expect(reply, 0, "peace");
	truce_close(t);
	peer_end(&peer);
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
	struct truce *t = open_truce(peer.url, "secret");
	struct truce_request request = request_of("x", 0);
	struct truce_reply *reply;
	request.reason = "as printed";
	assert_int_equal(truce_call(t, &request, &reply), 7);
	assert_string_equal(reply->reason, "TEST");
	assert_true(reply->details_size > 0);
	expect(reply, 7, "not for you");
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
	struct truce *t = open_truce(peer.url, NULL);
	struct truce_call *a = start(t, "a"), *b = start(t, "b"), *c = start(t, "c");
	take(b, 0, "re b");
	take(a, 0, "re a");
	take(c, 0, "re c");
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
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "x", 0), 0, "yours");
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
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "x", 0), 0, "bit");
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
	echo(peer, fd);
}

static void a_reply_that_is_no_response_says_so(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_garbage_reply);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "x", 0), 13, "no truce.rpc.v1.Response");
	expect(call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

static void script_oversized(struct peer *peer)
{
	static const uint8_t filler[2 * LIMIT];
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
	struct truce *t = open_truce(peer.url, NULL);
	struct truce_call *big = start(t, "big"), *small = start(t, "small");
	take(small, 0, "small");
	take(big, 8, "over this program's limit");
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
	echo(peer, peer_accept(peer));
}

static void a_claim_of_a_gigabyte_ends_the_connection(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_gigabyte);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "x", 0), 14, "not known");
	expect(call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
}

static void a_request_over_the_limit_is_not_sent(void **state)
{
	(void)state;
	struct truce *t = open_truce("ipc:///nowhere/at/all", NULL);
	size_t size = 5 << 20;
	char *big = calloc(1, size);
	struct truce_request request = { .method = "/a/b", .message = big, .message_size = size };
	struct truce_reply *reply;
	assert_int_equal(truce_call(t, &request, &reply), 8);
	expect(reply, 8, "over the limit");
	request.message_size = (4 << 20) - 1;
	assert_int_equal(truce_call(t, &request, &reply), 8);
	assert_string_equal(reply->reason, "REQUEST_TOO_LARGE");
	truce_reply_free(reply);
	free(big);
	truce_close(t);
}

/* ---- Time and loss ---------------------------------------------------- */

/* Answers the first request only. */
static void script_silent(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_reply(fd, r.id, 0, "first");
	peer_free(&r);
	peer_drain(fd);
}

static void a_call_without_a_reply_ends_at_its_deadline(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_silent);
	struct truce *t = open_truce(peer.url, NULL);
	struct truce_request request = request_of("x", 0);
	struct truce_reply *reply;
	expect(call(t, "connect", 0), 0, "first");
	int64_t before = clock_monotonic();
	request.timeout_ms = 60;
	assert_int_equal(truce_call(t, &request, &reply), 4);
	assert_true(clock_monotonic() - before >= 60 * NS_PER_MS);
	expect(reply, 4, "not known");
	truce_close(t);
	peer_end(&peer);
}

static void script_cut_once(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_header(fd, r.id, 100);
	peer_write(fd, "half", 4);
	peer_free(&r);
	close(fd);
	echo(peer, peer_accept(peer));
}

static void a_call_cut_off_is_not_repeated_unless_it_may_be(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_cut_once);
	struct truce *t = open_truce(peer.url, NULL);
	struct truce_reply *reply = call(t, "change", 0);
	assert_string_equal(reply->reason, "CONNECTION_LOST");
	expect(reply, 14, "whether it was carried out is not known");
	expect(call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 2);
}

static void an_idempotent_call_cut_off_is_sent_again(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_cut_once);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "read", 1), 0, "read");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 2);
	assert_int_equal(atomic_load(&peer.requests), 2);
}

static void script_always_cut(struct peer *peer)
{
	for (int i = 0; i < 6; i++) {
		int fd = peer_accept(peer);
		struct peer_request r;
		if (fd < 0)
			return;
		if (peer_next(peer, fd, &r))
			peer_free(&r);
		close(fd);
	}
}

static void a_call_is_not_sent_again_for_ever(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_always_cut);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "read", 1), 14, "lost");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 6);
}

static void script_unavailable_once(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	if (fd < 0 || !peer_next(peer, fd, &r))
		return;
	peer_reply(fd, r.id, 14, "draining");
	peer_free(&r);
	echo(peer, fd);
}

static void an_idempotent_call_answered_unavailable_is_sent_again(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_unavailable_once);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "read", 1), 0, "read");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 2);
}

static void any_other_call_answered_unavailable_is_not(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_unavailable_once);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "change", 0), 14, "draining");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 1);
}

static void script_garbage_hello(struct peer *peer)
{
	int fd = peer_accept_raw(peer);
	if (fd >= 0 && peer_write(fd, "HTTP/1.1 400 Bad Request\r\n", 26))
		peer_drain(fd);
}

static void a_peer_that_speaks_something_else_is_named(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_garbage_hello);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "x", 0), 14, "does not speak");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 0);
}

static void nobody_at_the_address_is_said_at_once(void **state)
{
	(void)state;
	struct truce *t = open_truce("ipc:///nowhere/at/all", NULL);
	struct truce_reply *reply = call(t, "x", 1);
	assert_string_equal(reply->reason, "CONNECT");
	expect(reply, 14, "cannot reach ipc:///nowhere/at/all");
	truce_close(t);
}

static void an_address_of_an_unknown_kind_is_refused(void **state)
{
	(void)state;
	static const char *const urls[] = { "", "http://localhost:1", "ws://localhost:1", "localhost:7710", "tcp://" };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		struct truce *t = NULL;
		char why[200] = "";
		if (truce_open(urls[i], NULL, &t, why, sizeof why) == 0)
			fail_msg("%s was taken", urls[i]);
		assert_true(why[0] != '\0');
	}
}

static void *take_cancelled(void *arg)
{
	struct truce_reply *reply = NULL;
	int code = truce_call_take(arg, &reply);
	truce_reply_free(reply);
	return (void *)(intptr_t)code;
}

static void closing_ends_running_calls(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_silent);
	struct truce *t = open_truce(peer.url, NULL);
	expect(call(t, "connect", 0), 0, "first");
	struct truce_call *a = start(t, "a"), *b = start(t, "b");
	pthread_t thread;
	void *code;
	assert_int_equal(pthread_create(&thread, NULL, take_cancelled, a), 0);
	truce_close(t);
	pthread_join(thread, &code);
	assert_int_equal((intptr_t)code, 1);
	take(b, 1, "closed");
	peer_end(&peer);
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_gets_its_reply),
		cmocka_unit_test(the_envelope_carries_method_time_token_and_reason),
		cmocka_unit_test(replies_out_of_order_reach_their_own_calls),
		cmocka_unit_test(a_reply_with_an_unknown_id_is_passed_over),
		cmocka_unit_test(a_reply_in_pieces_is_put_together),
		cmocka_unit_test(a_reply_that_is_no_response_says_so),
		cmocka_unit_test(a_reply_over_the_limit_fails_its_own_call_only),
		cmocka_unit_test(a_claim_of_a_gigabyte_ends_the_connection),
		cmocka_unit_test(a_request_over_the_limit_is_not_sent),
		cmocka_unit_test(a_call_without_a_reply_ends_at_its_deadline),
		cmocka_unit_test(a_call_cut_off_is_not_repeated_unless_it_may_be),
		cmocka_unit_test(an_idempotent_call_cut_off_is_sent_again),
		cmocka_unit_test(a_call_is_not_sent_again_for_ever),
		cmocka_unit_test(an_idempotent_call_answered_unavailable_is_sent_again),
		cmocka_unit_test(any_other_call_answered_unavailable_is_not),
		cmocka_unit_test(a_peer_that_speaks_something_else_is_named),
		cmocka_unit_test(nobody_at_the_address_is_said_at_once),
		cmocka_unit_test(an_address_of_an_unknown_kind_is_refused),
		cmocka_unit_test(closing_ends_running_calls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

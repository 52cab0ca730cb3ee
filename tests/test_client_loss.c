/* libtruce: time that runs out, and connections that are lost or not made. */
#include "tests/support_peer.h"

#include <signal.h>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/time.h"

extern char **environ;

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
	struct truce *t = client_open(peer.url, NULL);
	struct truce_request request = client_request("x", 0);
	struct truce_reply *reply;
	client_expect(client_call(t, "connect", 0), 0, "first");
	int64_t before = clock_monotonic();
	request.timeout_ms = 60;
	assert_int_equal(truce_call(t, &request, &reply), 4);
	assert_true(clock_monotonic() - before >= 60 * NS_PER_MS);
	client_expect(reply, 4, "not known");
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
	peer_echo(peer, peer_accept(peer));
}

static void a_call_cut_off_is_not_repeated_unless_it_may_be(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_cut_once);
	struct truce *t = client_open(peer.url, NULL);
	struct truce_reply *reply = client_call(t, "change", 0);
	assert_string_equal(reply->reason, "CONNECTION_LOST");
	client_expect(reply, 14, "whether it was carried out is not known");
	client_expect(client_call(t, "next", 0), 0, "next");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 2);
}

static void an_idempotent_call_cut_off_is_sent_again(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_cut_once);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "read", 1), 0, "read");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.connections), 2);
	assert_int_equal(atomic_load(&peer.requests), 2);
}

static void cut_when_told(struct peer *peer)
{
	int fd = peer_accept(peer);
	while (!atomic_load(&peer->step))
		sched_yield();
	close(fd);
}

static void note_all(struct peer *peer)
{
	struct peer_request r;
	int fd = peer_accept(peer);
	while (fd >= 0 && peer_next(peer, fd, &r)) {
		char text[] = { (char)r.envelope->message.data[0], '\0' };
		peer_note(peer, text);
		peer_reply(fd, r.id, 0, text);
		peer_free(&r);
	}
}

/* Reads nothing until it is told to cut; then notes how requests begin. */
static void script_cut_and_note(struct peer *peer)
{
	cut_when_told(peer);
	note_all(peer);
}

/* The same, but the next connection does not come about. */
static void script_cut_be_away_and_note(struct peer *peer)
{
	cut_when_told(peer);
	close(peer_accept_raw(peer));
	note_all(peer);
}

/* Requests that a socket does not take at once: the first was sent, the others wait. */
static void calls_outlive_their_connection(void (*script)(struct peer *peer))
{
	enum { CALLS = 4, SIZE = 300 << 10 };
	struct peer peer;
	struct truce_call *calls[CALLS];
	char *text = malloc(SIZE + 1);
	peer_start(&peer, script);
	struct truce *t = client_open(peer.url, NULL);
	for (int i = 0; i < CALLS; i++) {
		memset(text, 'a' + i, SIZE);
		text[SIZE] = '\0';
		struct truce_request request = client_request(text, 1);
		assert_int_equal(truce_call_start(t, &request, &calls[i]), 0);
	}
	while (atomic_load(&peer.connections) == 0)
		sched_yield();
	atomic_store(&peer.step, true);
	for (int i = 0; i < CALLS; i++)
		client_take(calls[i], 0, (char[]){ (char)('a' + i), '\0' });
	truce_close(t);
	peer_end(&peer);
	free(text);
	assert_int_equal(peer.seen_count, CALLS);
	for (int i = 0; i < CALLS; i++)
		assert_int_equal(peer.seen[i][0], 'a' + i);
}

static void calls_of_a_lost_connection_are_sent_again_before_those_that_waited(void **state)
{
	(void)state;
	calls_outlive_their_connection(script_cut_and_note);
}

static void a_service_that_was_met_is_waited_for_by_calls_that_were_not_sent(void **state)
{
	(void)state;
	calls_outlive_their_connection(script_cut_be_away_and_note);
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
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "read", 1), 14, "lost");
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
	peer_echo(peer, fd);
}

static void an_idempotent_call_answered_unavailable_is_sent_again(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_unavailable_once);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "read", 1), 0, "read");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 2);
}

static void any_other_call_answered_unavailable_is_not(void **state)
{
	(void)state;
	struct peer peer;
	peer_start(&peer, script_unavailable_once);
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "change", 0), 14, "draining");
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
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "x", 0), 14, "does not speak");
	truce_close(t);
	peer_end(&peer);
	assert_int_equal(atomic_load(&peer.requests), 0);
}

static void nobody_at_the_address_is_said_at_once(void **state)
{
	(void)state;
	struct truce *t = client_open("ipc:///nowhere/at/all", NULL);
	struct truce_reply *reply = client_call(t, "x", 1);
	assert_string_equal(reply->reason, "CONNECT");
	client_expect(reply, 14, "cannot reach ipc:///nowhere/at/all");
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
	struct truce *t = client_open(peer.url, NULL);
	client_expect(client_call(t, "connect", 0), 0, "first");
	struct truce_call *a = client_start(t, "a"), *b = client_start(t, "b");
	pthread_t thread;
	void *code;
	assert_int_equal(pthread_create(&thread, NULL, take_cancelled, a), 0);
	truce_close(t);
	pthread_join(thread, &code);
	assert_int_equal((intptr_t)code, 1);
	client_take(b, 1, "closed");
	peer_end(&peer);
}

/* ---- nng's own REP socket --------------------------------------------- */

#define NNGCAT "/usr/bin/nngcat"

static pid_t run_nngcat(const char *url, const char *file)
{
	char *args[] = { strdup("nngcat"), strdup("--rep"),   strdup("--listen"), strdup(url), strdup("--file"),
			 strdup(file),     strdup("--count"), strdup("3"),        NULL };
	pid_t pid = -1;
	if (posix_spawn(&pid, NNGCAT, NULL, NULL, args, environ) != 0)
		pid = -1;
	for (char **arg = args; *arg != NULL; arg++)
		free(*arg);
	return pid;
}

/* Calls until somebody listens. */
static struct truce_reply *call_patiently(struct truce *t)
{
	int64_t until = clock_monotonic() + 20 * NS_PER_SECOND;
	struct truce_reply *reply = client_call(t, "x", 0);
	while (reply->code == 14 && clock_monotonic() < until) {
		truce_reply_free(reply);
		sched_yield();
		reply = client_call(t, "x", 0);
	}
	return reply;
}

static void nngs_own_socket_answers(void **state)
{
	static const uint8_t response[] = { 0x22, 5, 'p', 'e', 'a', 'c', 'e', 0x28, 9 };
	(void)state;
	if (access(NNGCAT, X_OK) != 0) {
		print_message("skipped: %s is not here\n", NNGCAT);
		skip();
	}
	char *folder = support_folder();
	char *url = support_text("ipc://%s/s", folder), *path = support_text("%s/reply", folder);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(response, 1, sizeof response, file), sizeof response);
	fclose(file);
	pid_t pid = run_nngcat(url, path);
	assert_true(pid > 0);
	struct truce *t = client_open(url, NULL);
	struct truce_reply *reply = call_patiently(t);
	assert_int_equal(reply->revision, 9);
	client_expect(reply, 0, "peace");
	client_expect(client_call(t, "y", 0), 0, "peace");
	truce_close(t);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	support_remove(folder);
	free(url);
	free(path);
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_without_a_reply_ends_at_its_deadline),
		cmocka_unit_test(a_call_cut_off_is_not_repeated_unless_it_may_be),
		cmocka_unit_test(an_idempotent_call_cut_off_is_sent_again),
		cmocka_unit_test(calls_of_a_lost_connection_are_sent_again_before_those_that_waited),
		cmocka_unit_test(a_service_that_was_met_is_waited_for_by_calls_that_were_not_sent),
		cmocka_unit_test(a_call_is_not_sent_again_for_ever),
		cmocka_unit_test(an_idempotent_call_answered_unavailable_is_sent_again),
		cmocka_unit_test(any_other_call_answered_unavailable_is_not),
		cmocka_unit_test(a_peer_that_speaks_something_else_is_named),
		cmocka_unit_test(nobody_at_the_address_is_said_at_once),
		cmocka_unit_test(an_address_of_an_unknown_kind_is_refused),
		cmocka_unit_test(closing_ends_running_calls),
		cmocka_unit_test(nngs_own_socket_answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

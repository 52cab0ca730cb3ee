/* TLS: over memory with every kind of cut and lie, and as connections of a service that
 * several threads call. */
#include "tests/support_tls.h"

#include <pthread.h>
#include <unistd.h>

#include "base/tls.h"
#include "client/truce.h"
#include "tests/support_grpc.h"
#include "tests/support_wire.h"

#define HEALTH "/grpc.health.v1.Health/Check"

/* ---- Two sides over memory -------------------------------------------- */

static char *folder;

static int set_up(void **state)
{
	(void)state;
	folder = support_folder();
	tls_certificate(folder, "service");
	tls_certificate(folder, "amal");
	tls_certificate(folder, "eve");
	tls_certificate_of(folder, "past", -20, -10);
	tls_certificate_of(folder, "future", 10, 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	support_remove(folder);
	return 0;
}

struct side {
	struct tls *tls;
	struct tls_session *session;
	enum tls_state state;
	struct buffer plain, out;
};

static void open_side(struct side *side, bool server, const char *cert, const char *ca, const char *host)
{
	struct error error = { .message = "" };
	char *own = cert == NULL ? NULL : tls_path(folder, cert, "pem");
	char *key = cert == NULL ? NULL : tls_path(folder, cert, "key");
	char *trust = ca == NULL ? NULL : tls_path(folder, ca, "pem");
	const struct tls_files files = { own, key, trust };
	*side = (struct side){ .state = TLS_SHAKING };
	enum status status = server ? tls_open_server(&files, &side->tls, &error)
				    : tls_open_client(&files, true, &side->tls, &error);
	if (status != STATUS_OK)
		fail_msg("%s", error.message);
	side->session = tls_session_new(side->tls, host);
	assert_non_null(side->session);
	buffer_init(&side->plain, SIZE_MAX);
	buffer_init(&side->out, SIZE_MAX);
	free(own);
	free(key);
	free(trust);
}

static void close_side(struct side *side)
{
	tls_session_free(side->session);
	tls_close(side->tls);
	buffer_fini(&side->plain);
	buffer_fini(&side->out);
}

/* Gives one side what the other says, so many bytes at a time. */
static void pass(struct side *from, struct side *to, size_t piece)
{
	struct bytes rest = buffer_bytes(&from->out);
	while (rest.size > 0 && to->state != TLS_ENDED) {
		size_t count = rest.size < piece ? rest.size : piece;
		to->state = tls_take(to->session, bytes_of(rest.data, count), &to->plain, &to->out);
		rest = bytes_of(rest.data + count, rest.size - count);
	}
	from->out.size = 0;
}

static void shake(struct side *server, struct side *client, size_t piece)
{
	client->state = tls_take(client->session, bytes_of(NULL, 0), &client->plain, &client->out);
	for (int i = 0; i < 4; i++) {
		pass(client, server, piece);
		pass(server, client, piece);
	}
}

static void say(struct side *from, struct side *to, const char *text, size_t piece)
{
	size_t before = to->plain.size;
	assert_true(tls_put(from->session, bytes_text(text), &from->out));
	pass(from, to, piece);
	assert_int_equal(to->plain.size - before, strlen(text));
	assert_memory_equal(to->plain.data + before, text, strlen(text));
}

static void records_of_any_cut_are_read(void **state)
{
	(void)state;
	static const size_t pieces[] = { 1, 2, 5, 100, SIZE_MAX };
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct side server, client;
		open_side(&server, true, "service", "amal", NULL);
		open_side(&client, false, "amal", "service", "localhost");
		shake(&server, &client, pieces[i]);
		assert_int_equal(server.state, TLS_OPEN);
		assert_int_equal(client.state, TLS_OPEN);
		say(&client, &server, "a question", pieces[i]);
		say(&server, &client, "an answer", pieces[i]);
		char subject[64], name[64];
		assert_true(tls_subject(server.session, subject, sizeof subject, name, sizeof name));
		assert_string_equal(subject, "CN=amal");
		tls_end(client.session, &client.out);
		pass(&client, &server, pieces[i]);
		assert_int_equal(server.state, TLS_ENDED);
		assert_string_equal(tls_why(server.session), "");
		close_side(&server);
		close_side(&client);
	}
}

static void megabytes_come_whole(void **state)
{
	(void)state;
	struct side server, client;
	char *text = malloc((3 << 20) + 1);
	assert_non_null(text);
	memset(text, 'x', 3 << 20);
	text[3 << 20] = '\0';
	open_side(&server, true, "service", NULL, NULL);
	open_side(&client, false, NULL, "service", "127.0.0.1");
	shake(&server, &client, SIZE_MAX);
	say(&server, &client, text, 60000);
	free(text);
	close_side(&server);
	close_side(&client);
}

static void a_peer_that_is_not_trusted_is_refused_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *service, *trusts, *host, *shows, *demanded;
		const char *client_says, *server_says;
	} rows[] = {
		{ "service", "eve", "localhost", NULL, NULL, "self", "unknown ca" },
		{ "service", "service", "example.org", NULL, NULL, "hostname mismatch", "bad certificate" },
		{ "service", "service", "192.0.2.1", NULL, NULL, "IP address mismatch", "bad certificate" },
		{ "service", "service", "localhost", NULL, "amal", "certificate required",
		  "did not return a certificate" },
		{ "service", "service", "localhost", "eve", "amal", "unknown ca", "self" },
		{ "service", "service", "localhost", "past", "past", "certificate expired", "certificate has expired" },
		{ "service", "service", "localhost", "future", "future", "bad certificate", "not yet valid" },
		{ "past", "past", "localhost", NULL, NULL, "certificate has expired", "certificate expired" },
		{ "future", "future", "localhost", NULL, NULL, "not yet valid", "bad certificate" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct side server, client;
		open_side(&server, true, rows[i].service, rows[i].demanded, NULL);
		open_side(&client, false, rows[i].shows, rows[i].trusts, rows[i].host);
		shake(&server, &client, SIZE_MAX);
		assert_int_equal(client.state, TLS_ENDED);
		assert_int_equal(server.state, TLS_ENDED);
		if (strstr(tls_why(client.session), rows[i].client_says) == NULL)
			fail_msg("row %zu: the client says %s", i, tls_why(client.session));
		if (strstr(tls_why(server.session), rows[i].server_says) == NULL)
			fail_msg("row %zu: the server says %s", i, tls_why(server.session));
		/* Nothing can be said any more. */
		assert_false(tls_put(client.session, bytes_text("x"), &client.out));
		assert_false(tls_put(server.session, bytes_text("x"), &server.out));
		close_side(&server);
		close_side(&client);
	}
}

/* Every byte of the client's first flight, changed, and every place to stop. */
static void a_handshake_that_breaks_leaves_nothing(void **state)
{
	(void)state;
	struct side client;
	open_side(&client, false, NULL, "service", "localhost");
	client.state = tls_take(client.session, bytes_of(NULL, 0), &client.plain, &client.out);
	for (size_t at = 0; at < client.out.size; at += 3) {
		struct side server;
		open_side(&server, true, "service", NULL, NULL);
		server.state = tls_take(server.session, bytes_of(client.out.data, at), &server.plain, &server.out);
		assert_int_equal(server.state, TLS_SHAKING);
		uint8_t wrong = client.out.data[at] ^ 0x55;
		struct bytes rest = bytes_of(client.out.data + at + 1, client.out.size - at - 1);
		server.state = tls_take(server.session, bytes_of(&wrong, 1), &server.plain, &server.out);
		if (server.state == TLS_SHAKING)
			server.state = tls_take(server.session, rest, &server.plain, &server.out);
		assert_int_not_equal(server.state, TLS_OPEN);
		assert_int_equal(server.plain.size, 0);
		close_side(&server);
	}
	close_side(&client);
}

static void a_record_that_was_changed_ends_it_after_what_came_before(void **state)
{
	(void)state;
	struct side server, client;
	open_side(&server, true, "service", NULL, NULL);
	open_side(&client, false, NULL, "service", "localhost");
	shake(&server, &client, SIZE_MAX);
	assert_true(tls_put(client.session, bytes_text("good"), &client.out));
	assert_true(tls_put(client.session, bytes_text("bad"), &client.out));
	client.out.data[client.out.size - 1] ^= 1;
	pass(&client, &server, SIZE_MAX);
	assert_int_equal(server.state, TLS_ENDED);
	assert_int_equal(server.plain.size, 4);
	assert_false(tls_put(server.session, bytes_text("an answer"), &server.out));
	close_side(&server);
	close_side(&client);
}

/* ---- A service over TLS ----------------------------------------------- */

struct secure {
	struct rig rig;
	struct listener *listener;
	char url[LISTENER_URL_SIZE];
	int port;
	char *cert, *key, *ca;
};

static void open_service(struct secure *s, const char *ca)
{
	struct error error = { .message = "" };
	*s = (struct secure){ .cert = tls_path(folder, "service", "pem"), .key = tls_path(folder, "service", "key") };
	s->ca = ca == NULL ? NULL : tls_path(folder, ca, "pem");
	rig_open(&s->rig);
	struct listener_options options = { .faces = faces_all,
					    .context = s->rig.service,
					    .tcp_role = ROLE_READER,
					    .tls_cert = s->cert,
					    .tls_key = s->key,
					    .tls_ca = s->ca };
	if (listener_open(&options, &s->listener, &error) != STATUS_OK ||
	    listener_add(s->listener, "tls+tcp://127.0.0.1:0", s->url, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	s->port = atoi(strrchr(s->url, ':') + 1);
}

static void close_service(struct secure *s)
{
	service_drain(s->rig.service);
	listener_close(s->listener);
	rig_close(&s->rig);
	free(s->cert);
	free(s->key);
	free(s->ca);
}

static struct truce *open_client(const struct secure *s, const char *scheme, const char *cert)
{
	char *url = support_text("%s://localhost:%d", scheme, s->port), why[300] = "";
	char *both = cert == NULL ? NULL : tls_path(folder, cert, "both");
	struct truce_options options = { .ca_file = s->cert, .cert_file = both };
	struct truce *t = NULL;
	if (truce_open(url, &options, &t, why, sizeof why) != 0)
		fail_msg("%s", why);
	free(url);
	free(both);
	return t;
}

/* Calls of the health of the service: how many at a time, and how many of them failed. */
static int call_many(struct truce *t, int count)
{
	struct truce_call *calls[64] = { NULL };
	struct truce_request request = { .method = HEALTH, .idempotent = 1 };
	int failed = 0;
	for (int i = 0; i < count; i++)
		failed += truce_call_start(t, &request, &calls[i]) != 0;
	for (int i = 0; i < count; i++) {
		struct truce_reply *reply = NULL;
		failed += calls[i] == NULL || truce_call_take(calls[i], &reply) != 0;
		truce_reply_free(reply);
	}
	return failed;
}

static void *work(void *arg)
{
	for (int i = 0; i < 10; i++)
		if (call_many(arg, 16) != 0)
			return arg;
	return NULL;
}

static void threads_share_a_connection_over_tls(void **state)
{
	(void)state;
	struct secure s;
	open_service(&s, "amal");
	static const char *const schemes[] = { "tls+tcp", "grpcs" };
	for (size_t i = 0; i < COUNT_OF(schemes); i++) {
		struct truce *t = open_client(&s, schemes[i], "amal");
		pthread_t threads[4];
		for (size_t k = 0; k < COUNT_OF(threads); k++)
			assert_int_equal(pthread_create(&threads[k], NULL, work, t), 0);
		for (size_t k = 0; k < COUNT_OF(threads); k++) {
			void *failed;
			pthread_join(threads[k], &failed);
			assert_null(failed);
		}
		truce_close(t);
	}
	close_service(&s);
}

static void who_shows_no_certificate_is_told(void **state)
{
	(void)state;
	struct secure s;
	open_service(&s, "amal");
	static const char *const schemes[] = { "tls+tcp", "grpcs" };
	for (size_t i = 0; i < COUNT_OF(schemes); i++) {
		struct truce *t = open_client(&s, schemes[i], i == 0 ? NULL : "eve");
		struct truce_request request = { .method = HEALTH };
		struct truce_reply *reply;
		assert_int_equal(truce_call(t, &request, &reply), STATUS_UNAVAILABLE);
		assert_non_null(strstr(reply->message, "TLS failed"));
		assert_string_equal(reply->reason, "TLS");
		truce_reply_free(reply);
		truce_close(t);
	}
	close_service(&s);
}

/* Good requests, and in the same read a record that is none: what was answered to them
 * can no longer be said, and nothing else comes of it. */
static void a_broken_record_behind_a_request_ends_the_connection(void **state)
{
	(void)state;
	static const uint8_t hello[8] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };
	struct secure s;
	open_service(&s, NULL);
	struct side client;
	open_side(&client, false, NULL, "service", "localhost");
	int fd = wire_connect(s.url);
	client.state = tls_take(client.session, bytes_of(NULL, 0), &client.plain, &client.out);
	while (client.state == TLS_SHAKING) {
		uint8_t byte;
		wire_send(fd, client.out.data, client.out.size);
		client.out.size = 0;
		wire_receive(fd, &byte, 1);
		client.state = tls_take(client.session, bytes_of(&byte, 1), &client.plain, &client.out);
	}
	assert_int_equal(client.state, TLS_OPEN);
	assert_true(tls_put(client.session, bytes_of(hello, sizeof hello), &client.out));
	assert_int_equal(buffer_put(&client.out, "\x17\x03\x03\0\x20 this is no record of this session", 38),
			 STATUS_OK);
	wire_send(fd, client.out.data, client.out.size);
	wire_until_closed(fd);
	close(fd);
	close_side(&client);
	struct truce *t = open_client(&s, "grpcs", NULL);
	assert_int_equal(call_many(t, 8), 0);
	truce_close(t);
	close_service(&s);
}

static void peers_that_close_in_the_handshake_do_no_harm(void **state)
{
	(void)state;
	struct secure s;
	open_service(&s, NULL);
	struct side client;
	open_side(&client, false, NULL, "service", "localhost");
	client.state = tls_take(client.session, bytes_of(NULL, 0), &client.plain, &client.out);
	for (size_t at = 0; at <= client.out.size; at += 16) {
		int fd = wire_connect(s.url);
		wire_send(fd, client.out.data, at);
		close(fd);
	}
	close_side(&client);
	struct truce *t = open_client(&s, "tls+tcp", NULL);
	assert_int_equal(call_many(t, 64), 0);
	truce_close(t);
	close_service(&s);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_of_any_cut_are_read),
		cmocka_unit_test(megabytes_come_whole),
		cmocka_unit_test(a_peer_that_is_not_trusted_is_refused_in_words),
		cmocka_unit_test(a_handshake_that_breaks_leaves_nothing),
		cmocka_unit_test(a_record_that_was_changed_ends_it_after_what_came_before),
		cmocka_unit_test(threads_share_a_connection_over_tls),
		cmocka_unit_test(who_shows_no_certificate_is_told),
		cmocka_unit_test(a_broken_record_behind_a_request_ends_the_connection),
		cmocka_unit_test(peers_that_close_in_the_handshake_do_no_harm),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

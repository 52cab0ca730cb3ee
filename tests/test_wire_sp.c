/* The Scalability Protocols as they come over a socket: frames written by hand, and
 * nng's own REQ sockets, which know nothing of us. */
#include "tests/support_wire.h"

#include <malloc.h>
#include <nng/nng.h>
#include <nng/protocol/reqrep0/req.h>
#include <pwd.h>
#include <unistd.h>

#include "proto/wire.h"
#include "service/listener.h"
#include "tests/support_service.h"

#define HEALTH "/grpc.health.v1.Health/Check"
#define CREATE_ZONE "/truce.v1.ZoneService/CreateZone"
#define LIST_ZONES "/truce.v1.ZoneService/ListZones"
#define MESSAGE_MOST SERVICE_MESSAGE_MOST

struct wire {
	struct rig rig;
	struct listener *listener;
	char tcp[LISTENER_URL_SIZE], ipc[LISTENER_URL_SIZE];
};

static int open_wire(void **state)
{
	static const struct face *const faces[] = { &sp_face, NULL };
	struct wire *w = calloc(1, sizeof *w);
	assert_non_null(w);
	rig_open(&w->rig);
	struct listener_options options = { .faces = faces,
					    .context = w->rig.service,
					    .limits = { .message = MESSAGE_MOST },
					    .tcp_role = ROLE_READER };
	struct error error = { .message = "" };
	char *url = support_text("ipc://%s/socket", w->rig.folder);
	if (listener_open(&options, &w->listener, &error) != STATUS_OK ||
	    listener_add(w->listener, "tcp://127.0.0.1:0", w->tcp, &error) != STATUS_OK ||
	    listener_add(w->listener, url, w->ipc, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	free(url);
	*state = w;
	return 0;
}

static int close_wire(void **state)
{
	struct wire *w = *state;
	service_drain(w->rig.service);
	listener_close(w->listener);
	rig_close(&w->rig);
	free(w);
	return 0;
}

/* ---- Frames by hand --------------------------------------------------- */

static bool is_ipc(const char *url)
{
	return strncmp(url, "ipc:", 4) == 0;
}

static const uint8_t hello_of_req[8] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };

static int greeted(const char *url)
{
	static const uint8_t expected[8] = { 0, 'S', 'P', 0, 0, 0x31, 0, 0 };
	uint8_t hello[8];
	int fd = wire_connect(url);
	wire_send(fd, hello_of_req, sizeof hello_of_req);
	wire_receive(fd, hello, sizeof hello);
	assert_memory_equal(hello, expected, sizeof hello);
	return fd;
}

/* Appends a frame's header for a payload of so many bytes. */
static void put_header(struct buffer *out, const char *url, uint64_t length)
{
	uint8_t header[9] = { 1 };
	put_u64(header + 1, length);
	size_t from = is_ipc(url) ? 0 : 1;
	assert_int_equal(buffer_put(out, header + from, sizeof header - from), STATUS_OK);
}

/* Appends a request: words to route it by, then the envelope of a call. */
static void put_request(struct buffer *out, const char *url, const uint32_t *words, size_t count, const char *method,
			struct bytes message)
{
	struct buffer envelope;
	buffer_init(&envelope, SIZE_MAX);
	assert_int_equal(wire_put_bytes(&envelope, 1, bytes_text(method)), STATUS_OK);
	assert_int_equal(wire_put_bytes(&envelope, 2, message), STATUS_OK);
	put_header(out, url, count * 4 + envelope.size);
	for (size_t i = 0; i < count; i++) {
		uint8_t word[4];
		put_u32(word, words[i]);
		assert_int_equal(buffer_put(out, word, sizeof word), STATUS_OK);
	}
	assert_int_equal(buffer_put(out, envelope.data, envelope.size), STATUS_OK);
	buffer_fini(&envelope);
}

struct reply {
	uint32_t words[9];
	size_t count;
	int code;
};

/* Reads a frame and takes it apart. */
static struct reply take_reply(int fd, const char *url)
{
	uint8_t header[9] = { 1 };
	size_t from = is_ipc(url) ? 0 : 1;
	wire_receive(fd, header + from, sizeof header - from);
	assert_int_equal(header[0], 1);
	size_t size = (size_t)get_u64(header + 1), at = 0;
	assert_true(size >= 4 && size <= SERVICE_MESSAGE_MOST);
	uint8_t *payload = malloc(size);
	assert_non_null(payload);
	wire_receive(fd, payload, size);
	struct reply reply = { .count = 0 };
	do {
		assert_true(reply.count < COUNT_OF(reply.words) && size - at >= 4);
		reply.words[reply.count++] = get_u32(payload + at);
		at += 4;
	} while ((reply.words[reply.count - 1] & 0x80000000U) == 0);
	struct wire_cursor cursor = wire_begin(bytes_of(payload + at, size - at));
	struct wire_field field;
	enum status status;
	while ((status = wire_next(&cursor, &field)) == STATUS_OK)
		if (field.number == 1)
			reply.code = (int)field.value;
	assert_int_equal(status, STATUS_NOT_FOUND);
	free(payload);
	return reply;
}

/* One call on a connection. */
static int call(int fd, const char *url, uint32_t id, const char *method, struct bytes message)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_request(&out, url, &id, 1, method, message);
	wire_send(fd, out.data, out.size);
	buffer_fini(&out);
	struct reply reply = take_reply(fd, url);
	assert_int_equal(reply.count, 1);
	assert_int_equal(reply.words[0], id);
	return reply.code;
}

static void assert_serves(const char *url)
{
	int fd = greeted(url);
	assert_int_equal(call(fd, url, 0x80000007, HEALTH, bytes_of(NULL, 0)), STATUS_OK);
	close(fd);
}

/* Does something on a connection of each transport. */
static void on_both(struct wire *w, void (*act)(struct wire *w, const char *url))
{
	act(w, w->tcp);
	assert_serves(w->tcp);
	act(w, w->ipc);
	assert_serves(w->ipc);
}

/* ---- The hello -------------------------------------------------------- */

static void only_the_asking_side_is_spoken_to(void **state)
{
	struct wire *w = *state;
	static const uint8_t hellos[][8] = {
		{ 0, 'S', 'P', 0, 0, 0x31, 0, 0 }, { 0, 'S', 'P', 0, 0, 0x10, 0, 0 }, { 0, 'S', 'P', 0, 0, 0x30, 0, 1 },
		{ 0, 'S', 'P', 1, 0, 0x30, 0, 0 }, { 0, 'S', 'Q', 0, 0, 0x30, 0, 0 }, { 'G', 'E', 'T', ' ', '/' },
	};
	for (size_t i = 0; i < COUNT_OF(hellos); i++) {
		int fd = wire_connect(i % 2 == 0 ? w->tcp : w->ipc);
		wire_send(fd, hellos[i], sizeof hellos[i]);
		uint8_t byte;
		assert_int_equal(read(fd, &byte, 1), 0);
		close(fd);
	}
	assert_serves(w->tcp);
}

/* ---- Frames ----------------------------------------------------------- */

static void send_slowly(struct wire *w, const char *url)
{
	(void)w;
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	assert_int_equal(buffer_put(&out, hello_of_req, sizeof hello_of_req), STATUS_OK);
	uint32_t id = 0x81020304;
	put_request(&out, url, &id, 1, HEALTH, bytes_of(NULL, 0));
	put_request(&out, url, &id, 1, LIST_ZONES, bytes_of(NULL, 0));
	int fd = wire_connect(url);
	for (size_t i = 0; i < out.size; i++)
		wire_send(fd, out.data + i, 1);
	uint8_t hello[8];
	wire_receive(fd, hello, sizeof hello);
	for (int i = 0; i < 2; i++) {
		struct reply reply = take_reply(fd, url);
		assert_int_equal(reply.code, STATUS_OK);
		assert_int_equal(reply.words[0], id);
	}
	close(fd);
	buffer_fini(&out);
}

static void frames_that_come_byte_by_byte_are_answered(void **state)
{
	on_both(*state, send_slowly);
}

/* Calls that are answered at once and calls that wait, in one write. */
static void pipeline(struct wire *w, const char *url)
{
	(void)w;
	enum { COUNT = 600 };
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t id = 0x80000000U | i;
		put_request(&out, url, &id, 1, i % 3 == 0 ? LIST_ZONES : HEALTH, bytes_of(NULL, 0));
	}
	int fd = greeted(url);
	wire_send(fd, out.data, out.size);
	buffer_fini(&out);
	bool seen[COUNT] = { false };
	for (int i = 0; i < COUNT; i++) {
		struct reply reply = take_reply(fd, url);
		assert_int_equal(reply.code, STATUS_OK);
		uint32_t id = reply.words[0] & 0x7FFFFFFF;
		assert_true(id < COUNT && !seen[id]);
		seen[id] = true;
	}
	close(fd);
}

static void pipelined_calls_are_each_answered_once_with_their_id(void **state)
{
	on_both(*state, pipeline);
}

static void send_through_hops(struct wire *w, const char *url)
{
	(void)w;
	static const uint32_t words[] = { 1, 0x7FFFFFFF, 0, 5, 6, 7, 8, 9, 0x80000001 };
	static const uint32_t circle[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x80000002 };
	int fd = greeted(url);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_request(&out, url, circle, COUNT_OF(circle), HEALTH, bytes_of(NULL, 0));
	put_request(&out, url, words, COUNT_OF(words), HEALTH, bytes_of(NULL, 0));
	put_request(&out, url, words, COUNT_OF(words), LIST_ZONES, bytes_of(NULL, 0));
	wire_send(fd, out.data, out.size);
	buffer_fini(&out);
	for (int i = 0; i < 2; i++) {
		struct reply reply = take_reply(fd, url);
		assert_int_equal(reply.code, STATUS_OK);
		assert_int_equal(reply.count, COUNT_OF(words));
		assert_memory_equal(reply.words, words, sizeof words);
	}
	close(fd);
}

static void a_reply_goes_back_over_the_hops_and_a_circle_is_dropped(void **state)
{
	on_both(*state, send_through_hops);
}

/* Sends a frame's header and the first bytes of its payload. */
static void send_claim(const char *url, uint64_t length, const char *payload)
{
	int fd = greeted(url);
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_header(&out, url, length);
	assert_int_equal(buffer_put_text(&out, payload), STATUS_OK);
	wire_send(fd, out.data, out.size);
	buffer_fini(&out);
	wire_until_closed(fd);
	close(fd);
}

static void break_frames(struct wire *w, const char *url)
{
	(void)w;
	send_claim(url, (uint64_t)1 << 30, "x");
	send_claim(url, UINT64_MAX, "");
	send_claim(url, MESSAGE_MOST + 9 * 4 + 1, "");
	send_claim(url, 0, "");
	send_claim(url, 3, "abc");
	send_claim(url, 8,
		   "\x01zzz\x02zz"
		   "z"); /* words, and no id */
}

static void a_claim_over_the_limit_or_without_an_id_closes(void **state)
{
	on_both(*state, break_frames);
}

static void an_ipc_frame_of_another_kind_closes(void **state)
{
	struct wire *w = *state;
	int fd = greeted(w->ipc);
	wire_send(fd, "\x02", 1);
	wire_until_closed(fd);
	close(fd);
	assert_serves(w->ipc);
}

static void memory_grows_with_what_comes_and_not_with_claims(void **state)
{
	struct wire *w = *state;
	int fds[64];
	struct mallinfo2 before = mallinfo2();
	for (size_t i = 0; i < COUNT_OF(fds); i++) {
		fds[i] = greeted(w->tcp);
		struct buffer out;
		buffer_init(&out, SIZE_MAX);
		put_header(&out, w->tcp, MESSAGE_MOST);
		assert_int_equal(buffer_put(&out, "\x80\0\0\1", 4), STATUS_OK);
		wire_send(fds[i], out.data, out.size);
		buffer_fini(&out);
		assert_serves(w->tcp);
	}
	struct mallinfo2 after = mallinfo2();
	assert_true(after.uordblks + after.hblkhd < before.uordblks + before.hblkhd + ((size_t)32 << 20));
	for (size_t i = 0; i < COUNT_OF(fds); i++)
		close(fds[i]);
}

/* ---- Envelopes -------------------------------------------------------- */

static void send_bad_envelopes(struct wire *w, const char *url)
{
	(void)w;
	static const struct {
		const char *bytes;
		size_t size;
	} rows[] = {
		{ "", 0 },         /* no method */
		{ "\xFF\xFF", 2 }, /* no message at all */
		{ "\x0A\x7F/truce", 8 },
		{ "\x0A\x02\xC3\x28", 4 }, /* no UTF-8 */
	};
	int fd = greeted(url);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buffer out;
		buffer_init(&out, SIZE_MAX);
		put_header(&out, url, 4 + rows[i].size);
		assert_int_equal(buffer_put(&out, "\x80\0\0\1", 4), STATUS_OK);
		assert_int_equal(buffer_put(&out, rows[i].bytes, rows[i].size), STATUS_OK);
		wire_send(fd, out.data, out.size);
		buffer_fini(&out);
		struct reply reply = take_reply(fd, url);
		assert_true(reply.code == STATUS_INVALID_ARGUMENT || reply.code == STATUS_UNIMPLEMENTED);
		assert_int_equal(reply.words[0], 0x80000001);
	}
	assert_int_equal(call(fd, url, 0x80000002, "/truce.v1.ZoneService/Nothing", bytes_of(NULL, 0)),
			 STATUS_UNIMPLEMENTED);
	assert_int_equal(call(fd, url, 0x80000003, HEALTH, bytes_of(NULL, 0)), STATUS_OK);
	close(fd);
}

static void an_envelope_that_cannot_be_read_is_answered(void **state)
{
	on_both(*state, send_bad_envelopes);
}

/* ---- Many connections ------------------------------------------------- */

#define BUSY 32
#define ROUNDS 200

static void send_request(int fd, const char *url, uint32_t id)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	put_request(&out, url, &id, 1, HEALTH, bytes_of(NULL, 0));
	wire_send(fd, out.data, out.size);
	buffer_fini(&out);
}

/* In every round one leaves without reading its reply, and another comes. */
static void keep_busy(struct wire *w, const char *url)
{
	(void)w;
	int fds[BUSY];
	for (size_t i = 0; i < BUSY; i++)
		fds[i] = greeted(url);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < BUSY; i++)
			send_request(fds[i], url, 0x80000000 | round << 8 | (uint32_t)i);
		size_t leaver = round % BUSY;
		close(fds[leaver]);
		for (size_t i = 0; i < BUSY; i++) {
			if (i == leaver)
				continue;
			struct reply reply = take_reply(fds[i], url);
			assert_int_equal(reply.code, STATUS_OK);
			assert_int_equal(reply.words[0], 0x80000000 | round << 8 | (uint32_t)i);
		}
		fds[leaver] = greeted(url);
	}
	for (size_t i = 0; i < BUSY; i++)
		close(fds[i]);
}

static void busy_connections_are_each_answered_while_others_come_and_go(void **state)
{
	on_both(*state, keep_busy);
}

/* ---- Who calls -------------------------------------------------------- */

static void the_local_user_may_write_and_is_recorded_and_tcp_may_only_read(void **state)
{
	struct wire *w = *state;
	struct bytes request =
		rig_pack(&w->rig, "truce.v1.CreateZoneRequest", "{\"zoneId\":\"north\",\"zone\":" ZONE_JSON "}");
	struct buffer own;
	buffer_init(&own, SIZE_MAX);
	assert_int_equal(buffer_put(&own, request.data, request.size), STATUS_OK);
	int tcp = greeted(w->tcp), ipc = greeted(w->ipc);
	assert_int_equal(call(tcp, w->tcp, 0x80000001, CREATE_ZONE, buffer_bytes(&own)), STATUS_PERMISSION_DENIED);
	assert_int_equal(call(ipc, w->ipc, 0x80000001, CREATE_ZONE, buffer_bytes(&own)), STATUS_OK);
	assert_int_equal(call(tcp, w->tcp, 0x80000002, LIST_ZONES, bytes_of(NULL, 0)), STATUS_OK);
	close(tcp);
	close(ipc);
	buffer_fini(&own);
	assert_int_equal(rig_call(&w->rig, "JournalService.ListChanges", "{}"), STATUS_OK);
	struct passwd *user = getpwuid(getuid());
	char *actor = user == NULL ? support_text("\"unix:%u\"", getuid())
				   : support_text("\"unix:%u(%s)\"", getuid(), user->pw_name);
	rig_has(&w->rig, actor);
	free(actor);
}

/* ---- nng -------------------------------------------------------------- */

#define NNG_OK(call) assert_int_equal(call, 0)

struct asker {
	nng_ctx context;
	nng_aio *aio;
};

static void ask(struct asker *asker, const char *method)
{
	struct buffer envelope;
	buffer_init(&envelope, SIZE_MAX);
	assert_int_equal(wire_put_bytes(&envelope, 1, bytes_text(method)), STATUS_OK);
	nng_msg *message;
	NNG_OK(nng_msg_alloc(&message, 0));
	NNG_OK(nng_msg_append(message, envelope.data, envelope.size));
	buffer_fini(&envelope);
	nng_aio_set_msg(asker->aio, message);
	nng_ctx_send(asker->context, asker->aio);
	nng_aio_wait(asker->aio);
	NNG_OK(nng_aio_result(asker->aio));
	nng_ctx_recv(asker->context, asker->aio);
}

/* No code on the wire is OK. */
static void assert_answered(struct asker *asker)
{
	nng_aio_wait(asker->aio);
	NNG_OK(nng_aio_result(asker->aio));
	nng_msg *message = nng_aio_get_msg(asker->aio);
	struct wire_cursor cursor = wire_begin(bytes_of(nng_msg_body(message), nng_msg_len(message)));
	struct wire_field field;
	enum status status;
	while ((status = wire_next(&cursor, &field)) == STATUS_OK)
		assert_int_not_equal(field.number, 1);
	assert_int_equal(status, STATUS_NOT_FOUND);
	nng_msg_free(message);
}

static void call_by_nng(struct wire *w, const char *url)
{
	(void)w;
	struct asker askers[32];
	nng_socket socket;
	NNG_OK(nng_req0_open(&socket));
	NNG_OK(nng_dial(socket, url, NULL, 0));
	for (size_t i = 0; i < COUNT_OF(askers); i++) {
		NNG_OK(nng_ctx_open(&askers[i].context, socket));
		NNG_OK(nng_aio_alloc(&askers[i].aio, NULL, NULL));
		nng_aio_set_timeout(askers[i].aio, 30000);
	}
	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < COUNT_OF(askers); i++)
			ask(&askers[i], i % 4 == 0 ? LIST_ZONES : HEALTH);
		for (size_t i = 0; i < COUNT_OF(askers); i++)
			assert_answered(&askers[i]);
	}
	for (size_t i = 0; i < COUNT_OF(askers); i++) {
		nng_aio_free(askers[i].aio);
		NNG_OK(nng_ctx_close(askers[i].context));
	}
	NNG_OK(nng_close(socket));
}

static void nngs_own_req_sockets_are_answered(void **state)
{
	on_both(*state, call_by_nng);
}

int main(void)
{
	alarm(280);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_the_asking_side_is_spoken_to, open_wire, close_wire),
		cmocka_unit_test_setup_teardown(frames_that_come_byte_by_byte_are_answered, open_wire, close_wire),
		cmocka_unit_test_setup_teardown(pipelined_calls_are_each_answered_once_with_their_id, open_wire,
						close_wire),
		cmocka_unit_test_setup_teardown(a_reply_goes_back_over_the_hops_and_a_circle_is_dropped, open_wire,
						close_wire),
		cmocka_unit_test_setup_teardown(a_claim_over_the_limit_or_without_an_id_closes, open_wire, close_wire),
		cmocka_unit_test_setup_teardown(an_ipc_frame_of_another_kind_closes, open_wire, close_wire),
		cmocka_unit_test_setup_teardown(memory_grows_with_what_comes_and_not_with_claims, open_wire,
						close_wire),
		cmocka_unit_test_setup_teardown(an_envelope_that_cannot_be_read_is_answered, open_wire, close_wire),
		cmocka_unit_test_setup_teardown(the_local_user_may_write_and_is_recorded_and_tcp_may_only_read,
						open_wire, close_wire),
		cmocka_unit_test_setup_teardown(busy_connections_are_each_answered_while_others_come_and_go, open_wire,
						close_wire),
		cmocka_unit_test_setup_teardown(nngs_own_req_sockets_are_answered, open_wire, close_wire),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

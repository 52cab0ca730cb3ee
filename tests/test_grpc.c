/* gRPC as it comes over a socket: calls by a client of nghttp2, and frames by hand. */
#include "tests/support_grpc.h"

#include <unistd.h>

#include "service/listener.h"
#include "tests/support_service.h"
#include "tests/support_wire.h"

#define HEALTH "/grpc.health.v1.Health/Check"
#define GET_ZONE "/truce.v1.ZoneService/GetZone"
#define LIST_ZONES "/truce.v1.ZoneService/ListZones"
#define CREATE_ZONE "/truce.v1.ZoneService/CreateZone"

struct wire {
	struct rig rig;
	struct listener *listener;
	char tcp[LISTENER_URL_SIZE], ipc[LISTENER_URL_SIZE];
};

static int open_wire(void **state)
{
	struct wire *w = calloc(1, sizeof *w);
	assert_non_null(w);
	rig_open(&w->rig);
	struct listener_options options = { .faces = faces_all, .context = w->rig.service, .tcp_role = ROLE_READER };
	struct error error = { .message = "" };
	char *url = support_text("ipc://%s/socket", w->rig.folder);
	if (listener_open(&options, &w->listener, &error) != STATUS_OK ||
	    listener_add(w->listener, "tcp://127.0.0.1:0", w->tcp, &error) != STATUS_OK ||
	    listener_add(w->listener, url, w->ipc, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	free(url);
	assert_int_equal(rig_call(&w->rig, "ZoneService.CreateZone", "{\"zoneId\":\"north\",\"zone\":" ZONE_JSON "}"),
			 STATUS_OK);
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

/* Does something over each transport, after which a good client is answered. */
static void on_both(struct wire *w, void (*act)(struct wire *w, const char *url))
{
	const char *const urls[] = { w->tcp, w->ipc };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		act(w, urls[i]);
		grpc_good(urls[i], HEALTH, bytes_of(NULL, 0));
	}
}

/* ---- Calls ------------------------------------------------------------ */

static struct bytes framed(struct buffer *out, struct bytes message)
{
	buffer_init(out, SIZE_MAX);
	grpc_put(out, message, false);
	return buffer_bytes(out);
}

static void call_each_mode(struct wire *w, const char *url)
{
	struct grpc_client c;
	struct buffer none, name;
	framed(&none, bytes_of(NULL, 0));
	framed(&name, rig_pack(&w->rig, "truce.v1.GetZoneRequest", "{\"name\":\"zones/north\"}"));
	grpc_open(&c, url);
	struct grpc_call *list = grpc_begin(&c, LIST_ZONES, buffer_bytes(&none), false, NULL);
	struct grpc_call *get = grpc_begin(&c, GET_ZONE, buffer_bytes(&name), false, NULL);
	struct grpc_call *health = grpc_begin(&c, HEALTH, buffer_bytes(&none), false, NULL);
	struct grpc_call *const calls[] = { list, get, health };
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		grpc_wait(&c, calls[i]);
		assert_int_equal(calls[i]->status, STATUS_OK);
		assert_string_equal(calls[i]->http, "200");
		assert_string_equal(calls[i]->type, "application/grpc");
		assert_int_equal(calls[i]->heads, 2);
		assert_int_equal(grpc_messages(calls[i]), 1);
		assert_int_equal(calls[i]->revision, 1);
		assert_int_equal(calls[i]->code, NGHTTP2_NO_ERROR);
	}
	assert_true(grpc_message(get, 0).size > 20);
	assert_true(grpc_message(list, 0).size > grpc_message(get, 0).size);
	grpc_close(&c);
	buffer_fini(&none);
	buffer_fini(&name);
}

static void calls_of_each_mode_are_answered(void **state)
{
	on_both(*state, call_each_mode);
}

static void a_failure_is_told_in_a_head_that_is_all(void **state)
{
	struct wire *w = *state;
	struct grpc_client c;
	struct buffer name;
	framed(&name, rig_pack(&w->rig, "truce.v1.GetZoneRequest", "{\"name\":\"zones/nowhere\"}"));
	grpc_open(&c, w->tcp);
	struct grpc_call *get = grpc_begin(&c, GET_ZONE, buffer_bytes(&name), false, NULL);
	struct grpc_call *none = grpc_begin(&c, "/truce.v1.ZoneService/GetZon", buffer_bytes(&name), false, NULL);
	grpc_wait(&c, get);
	grpc_wait(&c, none);
	assert_int_equal(get->heads, 1);
	assert_int_equal(get->status, STATUS_NOT_FOUND);
	assert_non_null(strstr(get->message, "zones/nowhere is not on record"));
	assert_true(strlen(get->details) > 80);
	assert_int_equal(none->status, STATUS_UNIMPLEMENTED);
	assert_non_null(strstr(none->message, "did you mean /truce.v1.ZoneService/GetZone?"));
	grpc_close(&c);
	buffer_fini(&name);
}

/* ---- HTTP/1 ----------------------------------------------------------- */

static void http_1_is_told_what_this_port_is(void **state)
{
	struct wire *w = *state;
	static const char request[] = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
	char answer[1024];
	size_t size = 0;
	ssize_t count;
	int fd = wire_connect(w->tcp);
	wire_send(fd, request, sizeof request - 1);
	while ((count = read(fd, answer + size, sizeof answer - 1 - size)) > 0)
		size += (size_t)count;
	answer[size] = '\0';
	close(fd);
	assert_non_null(strstr(answer, "HTTP/1.1 505 "));
	assert_non_null(strstr(answer, "gRPC"));
	grpc_good(w->tcp, HEALTH, bytes_of(NULL, 0));
}

int main(void)
{
	alarm(280);
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_wire, close_wire)
	const struct CMUnitTest tests[] = {
		TEST(calls_of_each_mode_are_answered),
		TEST(a_failure_is_told_in_a_head_that_is_all),
		TEST(http_1_is_told_what_this_port_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

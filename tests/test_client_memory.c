/* Each allocation that opening a client and calling by it make fails once: that is told,
 * nothing leaks, and the next call is answered. */
#include "tests/support_service.h"

#include "client/truce.h"
#include "service/listener.h"
#include "tests/failing.h"

#define HEALTH "/grpc.health.v1.Health/Check"
#define ALLOCATIONS_MOST 10000

static struct {
	struct rig rig;
	struct listener *listener;
	char *socket;
} service;

static struct truce *open_client(const char *scheme)
{
	char *url = support_text("%s%s", scheme, service.socket), why[300] = "";
	struct truce *t = NULL;
	if (truce_open(url, NULL, &t, why, sizeof why) != 0)
		fail_msg("%s", why);
	free(url);
	return t;
}

static int set_up(void **state)
{
	(void)state;
	struct error error = { .message = "" };
	char bound[LISTENER_URL_SIZE];
	rig_open(&service.rig);
	service.socket = support_text("%s/s", service.rig.folder);
	char *url = support_text("ipc://%s", service.socket);
	const struct listener_options options = { .faces = faces_all, .context = service.rig.service };
	if (listener_open(&options, &service.listener, &error) != STATUS_OK ||
	    listener_add(service.listener, url, bound, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	free(url);
	truce_close(open_client("ipc://")); /* nng's own beginning does not stand a want of memory */
	is_own = true;
	atomic_store(&own_only, true); /* the service's are another test's */
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	atomic_store(&own_only, false);
	service_drain(service.rig.service);
	listener_close(service.listener);
	rig_close(&service.rig);
	free(service.socket);
	return 0;
}

static void fail_at(long nth)
{
	atomic_store(&failed, false);
	atomic_store(&countdown, nth);
}

static bool has_failed(void)
{
	atomic_store(&countdown, 0);
	return atomic_load(&failed);
}

static int call(struct truce *t, struct truce_reply **reply)
{
	const struct truce_request request = { .method = HEALTH, .idempotent = 1 };
	return truce_call(t, &request, reply);
}

static void expect_answer(struct truce *t)
{
	struct truce_reply *reply = NULL;
	assert_int_equal(call(t, &reply), STATUS_OK);
	truce_reply_free(reply);
}

static const char *const schemes[] = { "ipc://", "unix:" };

static void a_client_that_cannot_be_opened_says_that_memory_is_short(void **state)
{
	(void)state;
	static const char *const urls[] = { "ipc:///a/b", "tcp://localhost:1", "unix:/a/b", "grpc://[::1]:1" };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		bool more = true;
		for (long nth = 1; more; nth++) {
			struct truce *t = NULL;
			char why[300] = "";
			const struct truce_options options = { .token = "token" };
			assert_true(nth < ALLOCATIONS_MOST);
			fail_at(nth);
			int code = truce_open(urls[i], &options, &t, why, sizeof why);
			more = has_failed();
			if (code != STATUS_OK && code != STATUS_RESOURCE_EXHAUSTED)
				fail_msg("%s, allocation %ld: %d, %s", urls[i], nth, code, why);
			if (code != STATUS_OK)
				assert_non_null(strstr(why, "memory"));
			assert_true(more || code == STATUS_OK);
			truce_close(t);
		}
	}
}

static void a_call_without_memory_is_told_and_the_next_is_answered(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(schemes); i++) {
		struct truce *t = open_client(schemes[i]);
		bool more = true;
		expect_answer(t);
		for (long nth = 1; more; nth++) {
			struct truce_reply *reply = NULL;
			assert_true(nth < ALLOCATIONS_MOST);
			fail_at(nth);
			int code = call(t, &reply);
			more = has_failed();
			if (code != STATUS_OK && code != STATUS_RESOURCE_EXHAUSTED && code != STATUS_UNAVAILABLE)
				fail_msg("%s, allocation %ld: %d", schemes[i], nth, code);
			assert_true(reply != NULL || code == STATUS_RESOURCE_EXHAUSTED);
			truce_reply_free(reply);
			expect_answer(t);
		}
		truce_close(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_that_cannot_be_opened_says_that_memory_is_short),
		cmocka_unit_test(a_call_without_memory_is_told_and_the_next_is_answered),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* libtruce against the real truced. */
#include "tests/support.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/truce.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

#define TRUCED BUILD_DIR "/bin/truced"
#define THREADS 8
#define UPDATES 10
#define WINDOW 16

extern char **environ;

static struct {
	char *folder, *store, *ipc;
	char tcp[128];
	pid_t pid;
	FILE *log;
} server;

static char *writable(const char *text)
{
	return strdup(text);
}

static pid_t run(char **args, int log)
{
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;
	posix_spawn_file_actions_init(&actions);
	if (log >= 0)
		posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
	else
		posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&pid, TRUCED, &actions, NULL, args, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	return pid;
}

/* Reads truced's log until it serves both addresses. */
static bool wait_serving(void)
{
	char line[512];
	int serving = 0;
	while (serving < 2 && fgets(line, sizeof line, server.log) != NULL) {
		char *url = strstr(line, "serving ");
		if (url == NULL)
			continue;
		serving++;
		if (strncmp(url + 8, "tcp://", 6) == 0)
			sscanf(url + 8, "%127[^, \n]", server.tcp);
	}
	return serving == 2;
}

static bool serve(void)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	char *args[] = { writable("truced"),
			 writable("serve"),
			 writable("--store"),
			 writable(server.store),
			 writable("--listen"),
			 writable(server.ipc),
			 writable("--listen"),
			 writable("tcp://127.0.0.1:0"),
			 NULL };
	server.pid = run(args, ends[1]);
	for (char **arg = args; *arg != NULL; arg++)
		free(*arg);
	close(ends[1]);
	server.log = fdopen(ends[0], "r");
	return server.pid > 0 && server.log != NULL && wait_serving();
}

static void stop(int signal_number)
{
	if (server.pid > 0) {
		kill(server.pid, signal_number);
		waitpid(server.pid, NULL, 0);
	}
	if (server.log != NULL)
		fclose(server.log);
	server.pid = 0;
	server.log = NULL;
}

static int set_up(void **state)
{
	(void)state;
	if (access(TRUCED, X_OK) != 0)
		return 0;
	server.folder = support_folder();
	server.store = support_text("%s/store", server.folder);
	server.ipc = support_text("ipc://%s/s", server.folder);
	char *args[] = { writable("truced"), writable("init"), writable(server.store), NULL };
	pid_t pid = run(args, -1);
	int status = -1;
	waitpid(pid, &status, 0);
	for (char **arg = args; *arg != NULL; arg++)
		free(*arg);
	return status == 0 && serve() ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	stop(SIGTERM);
	support_remove(server.folder);
	free(server.store);
	free(server.ipc);
	return 0;
}

static struct truce *open_truce(const char *url)
{
	struct truce *t = NULL;
	if (server.pid == 0) {
		print_message("skipped: %s is not built\n", TRUCED);
		skip();
	}
	assert_int_equal(truce_open(url, NULL, &t, NULL, 0), 0);
	return t;
}

static int64_t revision_of(struct truce *t)
{
	struct truce_request request = { .method = "/truce.v1.ServerService/GetServerStatus", .idempotent = 1 };
	struct truce_reply *reply;
	int code = truce_call(t, &request, &reply);
	if (code != 0)
		fail_msg("%s", reply->message);
	Truce__V1__ServerStatus *status = truce__v1__server_status__unpack(NULL, reply->payload_size, reply->payload);
	assert_non_null(status);
	int64_t revision = status->revision;
	assert_int_equal(revision, reply->revision);
	truce__v1__server_status__free_unpacked(status, NULL);
	truce_reply_free(reply);
	return revision;
}

static void a_call_is_answered_on_every_kind_of_address(void **state)
{
	(void)state;
	struct truce *t = open_truce(server.ipc);
	int64_t revision = revision_of(t);
	truce_close(t);
	char *const urls[] = { support_text("%s", server.tcp), support_text("grpc%s", server.tcp + 3),
			       support_text("unix:%s", server.ipc + 6), support_text("grpc+unix:%s", server.ipc + 6) };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		t = open_truce(urls[i]);
		assert_int_equal(revision_of(t), revision);
		truce_close(t);
		free(urls[i]);
	}
}

/* ---- Eight threads on one connection ---------------------------------- */

struct worker {
	pthread_t thread;
	struct truce *truce;
	int number;
	int failed; /* code of the first call that failed */
	char why[200];
};

static void note(struct worker *w, int code, struct truce_reply *reply)
{
	if (code != 0 && w->failed == 0) {
		w->failed = code;
		snprintf(w->why, sizeof w->why, "%s", reply == NULL ? "no memory" : reply->message);
	}
	truce_reply_free(reply);
}

static void write_zone(struct worker *w, const char *title, bool create)
{
	char id[32], name[48], url[] = "https://example.org/", source[] = "s";
	Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
	Truce__V1__Source text = TRUCE__V1__SOURCE__INIT, *sources = &text;
	Truce__V1__CreateZoneRequest create_request = TRUCE__V1__CREATE_ZONE_REQUEST__INIT;
	Truce__V1__UpdateZoneRequest update_request = TRUCE__V1__UPDATE_ZONE_REQUEST__INIT;
	char copy[32];
	uint8_t packed[512];
	snprintf(id, sizeof id, "zone-%d", w->number);
	snprintf(name, sizeof name, "zones/%s", id);
	snprintf(copy, sizeof copy, "%s", title);
	text.id = text.title = source;
	text.uri = url;
	zone.name = name;
	zone.kind = TRUCE__V1__ZONE__KIND__KIND_SECURITY_BELT;
	zone.title = copy;
	zone.sources = &sources;
	zone.n_sources = 1;
	create_request.zone_id = id;
	create_request.zone = update_request.zone = &zone;
	struct truce_request request = { .method = create ? "/truce.v1.ZoneService/CreateZone"
							  : "/truce.v1.ZoneService/UpdateZone",
					 .message = packed };
	request.message_size = create ? truce__v1__create_zone_request__pack(&create_request, packed)
				      : truce__v1__update_zone_request__pack(&update_request, packed);
	struct truce_reply *reply;
	int code = truce_call(w->truce, &request, &reply);
	note(w, code, reply);
}

static void read_window(struct worker *w)
{
	char name[48];
	uint8_t packed[64];
	struct truce_call *calls[WINDOW] = { NULL };
	Truce__V1__GetZoneRequest get = TRUCE__V1__GET_ZONE_REQUEST__INIT;
	snprintf(name, sizeof name, "zones/zone-%d", w->number);
	get.name = name;
	struct truce_request request = { .method = "/truce.v1.ZoneService/GetZone",
					 .message = packed,
					 .idempotent = 1 };
	request.message_size = truce__v1__get_zone_request__pack(&get, packed);
	for (int i = 0; i < WINDOW; i++)
		note(w, truce_call_start(w->truce, &request, &calls[i]), NULL);
	for (int i = 0; i < WINDOW; i++) {
		struct truce_reply *reply = NULL;
		int code = calls[i] == NULL ? 8 : truce_call_take(calls[i], &reply);
		note(w, code, reply);
	}
}

static void *work(void *arg)
{
	struct worker *w = arg;
	write_zone(w, "made", true);
	for (int i = 0; i < UPDATES; i++) {
		char title[32];
		snprintf(title, sizeof title, "title %d", i);
		write_zone(w, title, false);
		read_window(w);
	}
	return NULL;
}

static void eight_threads_share(const char *url, int first)
{
	struct truce *t = open_truce(url);
	struct worker workers[THREADS];
	int64_t before = revision_of(t);
	for (int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ .truce = t, .number = first + i };
		assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(workers[i].thread, NULL);
	for (int i = 0; i < THREADS; i++)
		if (workers[i].failed != 0)
			fail_msg("thread %d: %d %s", i, workers[i].failed, workers[i].why);
	assert_int_equal(revision_of(t) - before, THREADS * (1 + UPDATES));
	truce_close(t);
}

static void eight_threads_share_a_connection(void **state)
{
	(void)state;
	eight_threads_share(server.ipc, 0);
}

static void eight_threads_share_a_connection_of_grpc(void **state)
{
	(void)state;
	char *url = support_text("grpc%s", server.tcp + 3);
	eight_threads_share(url, THREADS);
	free(url);
}

/* Its local socket is where it was; by either protocol. */
static void a_connection_is_made_again_when_the_service_was_killed(void **state)
{
	(void)state;
	static const int signals[] = { SIGKILL, SIGTERM };
	char *grpc = support_text("unix:%s", server.ipc + 6);
	struct truce *sp = open_truce(server.ipc), *http2 = open_truce(grpc);
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		int64_t revision = revision_of(sp);
		assert_int_equal(revision_of(http2), revision);
		stop(signals[i]);
		assert_true(serve());
		assert_int_equal(revision_of(http2), revision);
		assert_int_equal(revision_of(sp), revision);
	}
	truce_close(sp);
	truce_close(http2);
	free(grpc);
}

/* A request of megabytes, larger than any window of HTTP/2 begins with. */
static void megabytes_go_by_grpc(void **state)
{
	(void)state;
	char *url = support_text("grpc%s", server.tcp + 3);
	struct truce *t = open_truce(url);
	size_t size = 3 << 20;
	char *filter = calloc(1, size + 32);
	uint8_t *packed = malloc(size + 64);
	assert_true(filter != NULL && packed != NULL);
	memset(filter, 'x', size);
	memcpy(filter, "title = \"", 9);
	filter[size - 1] = '"';
	Truce__V1__ListZonesRequest list = TRUCE__V1__LIST_ZONES_REQUEST__INIT;
	list.filter = filter;
	struct truce_request request = { .method = "/truce.v1.ZoneService/ListZones",
					 .message = packed,
					 .idempotent = 1 };
	request.message_size = truce__v1__list_zones_request__pack(&list, packed);
	struct truce_reply *reply;
	truce_call(t, &request, &reply);
	int code = reply->code;
	if (code != 3)
		print_message("%s\n", reply->message);
	truce_reply_free(reply);
	free(filter);
	free(packed);
	truce_close(t);
	free(url);
	assert_int_equal(code, 3);
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_is_answered_on_every_kind_of_address),
		cmocka_unit_test(eight_threads_share_a_connection),
		cmocka_unit_test(eight_threads_share_a_connection_of_grpc),
		cmocka_unit_test(megabytes_go_by_grpc),
		cmocka_unit_test(a_connection_is_made_again_when_the_service_was_killed),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* `truce log --verify` against a service whose answers are altered on the way: what
 * the command says of a journal must not rest on the service's own word. */
#include "tests/support_peer.h"
#include "tests/support_service.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRUCE BUILD_DIR "/bin/truce"

extern char **environ;

/* What to put in the place of what, in every reply; of the same size. */
static struct {
	struct bytes from, to;
	struct rig rig;
} proxy;

static void alter(struct buffer *reply)
{
	uint8_t *at = reply->data, *end = reply->data + reply->size;
	while (proxy.from.size > 0 && (at = memmem(at, (size_t)(end - at), proxy.from.data, proxy.from.size)) != NULL) {
		memcpy(at, proxy.to.data, proxy.to.size);
		at += proxy.to.size;
	}
}

static void script_proxy(struct peer *peer)
{
	int fd = peer_accept(peer);
	struct peer_request r;
	while (fd >= 0 && peer_next(peer, fd, &r)) {
		struct buffer reply;
		buffer_init(&reply, SERVICE_MESSAGE_MOST);
		if (service_handle(proxy.rig.service, &proxy.rig.peer, bytes_of(r.bytes, r.size), &reply) ==
		    STATUS_OK) {
			alter(&reply);
			peer_header(fd, r.id, reply.size);
			peer_write(fd, reply.data, reply.size);
		}
		buffer_fini(&reply);
		peer_free(&r);
	}
	if (fd >= 0)
		close(fd);
}

/* Runs the command with its output in a file; its exit code. */
static int run(const char *url, const char *log)
{
	char *args[] = { strdup("truce"), strdup("--server"), strdup(url), strdup("log"), strdup("--verify"), NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;
	int status = -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
	if (posix_spawn(&pid, TRUCE, &actions, NULL, args, environ) == 0)
		waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&actions);
	for (char **arg = args; *arg != NULL; arg++)
		free(*arg);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void expect(const char *from, const char *to, int code, const char *words)
{
	struct peer peer;
	proxy.from = bytes_text(from);
	proxy.to = bytes_text(to);
	assert_int_equal(proxy.from.size, proxy.to.size);
	peer_start(&peer, script_proxy);
	char *log = support_text("%s/log", peer.folder);
	int answered = run(peer.url, log);
	char *said = support_read(log, NULL);
	assert_non_null(said);
	if (answered != code || strstr(said, words) == NULL)
		fail_msg("expected %d and \"%s\", got %d: %s", code, words, answered, said);
	free(said);
	free(log);
	peer_end(&peer);
}

static int set_up(void **state)
{
	static const char *const titles[] = { "Northern", "Southern", "Easterly" };
	(void)state;
	if (access(TRUCE, X_OK) != 0)
		return 0;
	rig_open(&proxy.rig);
	proxy.rig.reason = "for good reasons";
	for (size_t i = 0; i < COUNT_OF(titles); i++) {
		rig_callf(&proxy.rig, "ZoneService.CreateZone",
			  "{\"zoneId\": \"zone-%zu\", \"zone\": {\"kind\": \"KIND_SECURITY_BELT\", \"title\": \"%s\", "
			  "\"sources\": [{\"id\": \"s\", \"title\": \"Ours\", \"uri\": \"https://example.org/\"}]}}",
			  i, titles[i]);
		rig_expect(&proxy.rig, 0, "");
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	if (proxy.rig.store != NULL)
		rig_close(&proxy.rig);
	return 0;
}

static void need_truce(void)
{
	if (proxy.rig.store == NULL) {
		print_message("skipped: %s is not built\n", TRUCE);
		skip();
	}
}

static void a_journal_that_nobody_touched_is_whole(void **state)
{
	(void)state;
	need_truce();
	expect("", "", 0, "3 changes, chain whole, head ");
}

static void another_reason_is_found(void **state)
{
	(void)state;
	need_truce();
	expect("for good reasons", "for bad, reasons", 65, "change 1 is not what its digest says");
}

static void another_record_is_found(void **state)
{
	(void)state;
	need_truce();
	expect("Southern", "Southerm", 65, "the record in change 2 (zones/zone-1) is not what its digest says");
}

static void another_name_is_found(void **state)
{
	(void)state;
	need_truce();
	expect("zones/zone-2", "zones/zone-7", 65, "change 3 is not what its digest says");
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_journal_that_nobody_touched_is_whole),
		cmocka_unit_test(another_reason_is_found),
		cmocka_unit_test(another_record_is_found),
		cmocka_unit_test(another_name_is_found),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

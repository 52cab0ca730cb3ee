/* `truce log --verify` against a service whose answers are altered on the way: what
 * the command says of a journal must not rest on the service's own word. */
#include "tests/support_peer.h"
#include "tests/support_service.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRUCE BUILD_DIR "/bin/truce"

extern char **environ;

/* What to put in the place of what, in every reply to a request that names a method ("" for all);
 * of the same size. */
static struct {
	const char *method;
	struct bytes from, to;
	/* Or what to do with the payload, which is of a type. */
	const ProtobufCMessageDescriptor *type;
	void (*rewrite)(ProtobufCMessage *payload);
	struct rig rig;
} proxy = { .method = "" };

static void alter(struct buffer *reply)
{
	uint8_t *at = reply->data, *end = reply->data + reply->size;
	while (proxy.from.size > 0 && (at = memmem(at, (size_t)(end - at), proxy.from.data, proxy.from.size)) != NULL) {
		memcpy(at, proxy.to.data, proxy.to.size);
		at += proxy.to.size;
	}
}

static void rewrite(struct buffer *reply)
{
	Truce__Rpc__V1__Response *r = truce__rpc__v1__response__unpack(NULL, reply->size, reply->data);
	ProtobufCMessage *payload = protobuf_c_message_unpack(proxy.type, NULL, r->payload.len, r->payload.data);
	proxy.rewrite(payload);
	r->payload.len = protobuf_c_message_get_packed_size(payload);
	r->payload.data = realloc(r->payload.data, r->payload.len + 1);
	protobuf_c_message_pack(payload, r->payload.data);
	reply->size = 0;
	uint8_t *packed = malloc(truce__rpc__v1__response__get_packed_size(r));
	if (packed == NULL || buffer_put(reply, packed, truce__rpc__v1__response__pack(r, packed)) != STATUS_OK)
		abort();
	free(packed);
	protobuf_c_message_free_unpacked(payload, NULL);
	truce__rpc__v1__response__free_unpacked(r, NULL);
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
			if (memmem(r.bytes, r.size, proxy.method, strlen(proxy.method)) != NULL)
				proxy.rewrite == NULL ? alter(&reply) : rewrite(&reply);
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
static int run(const char *url, const char *noted, const char *log)
{
	char *args[] = { strdup("truce"),
			 strdup("--server"),
			 strdup(url),
			 strdup("log"),
			 strdup("--verify"),
			 noted == NULL ? NULL : strdup("--noted"),
			 noted == NULL ? NULL : strdup(noted),
			 NULL };
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

/* What the command says, which is the caller's; its exit code is held against one. */
static char *verify(const char *noted, int code)
{
	struct peer peer;
	peer_start(&peer, script_proxy);
	char *log = support_text("%s/log", peer.folder);
	int answered = run(peer.url, noted, log);
	char *said = support_read(log, NULL);
	assert_non_null(said);
	if (answered != code)
		fail_msg("expected %d, got %d: %s", code, answered, said);
	free(log);
	peer_end(&peer);
	return said;
}

static void expect_of(const char *noted, int code, const char *words)
{
	char *said = verify(noted, code);
	if (strstr(said, words) == NULL)
		fail_msg("expected \"%s\", got: %s", words, said);
	free(said);
}

static void expect_bytes(const char *method, struct bytes from, struct bytes to, int code, const char *words)
{
	proxy.method = method;
	proxy.from = from;
	proxy.to = to;
	assert_int_equal(from.size, to.size);
	expect_of(NULL, code, words);
	proxy.from = proxy.to = bytes_text("");
}

static void expect(const char *from, const char *to, int code, const char *words)
{
	expect_bytes("", bytes_text(from), bytes_text(to), code, words);
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
	expect("", "", 0, "3 changes, chain whole, 3 records answered as it has them, head 3:");
}

static void another_reason_is_found(void **state)
{
	(void)state;
	need_truce();
	expect("for good reasons", "for bad, reasons", 2, "change 1 is not what its digest says");
}

static void another_record_is_found(void **state)
{
	(void)state;
	need_truce();
	expect("Southern", "Southerm", 2, "the record in change 2 (zones/zone-1) is not what its digest says");
}

static void another_name_is_found(void **state)
{
	(void)state;
	need_truce();
	expect("zones/zone-2", "zones/zone-7", 2, "change 3 is not what its digest says");
}

static void an_answer_that_the_journal_does_not_have_is_found(void **state)
{
	(void)state;
	need_truce();
	expect_bytes("ListZones", bytes_text("Easterly"), bytes_text("Westerly"), 2,
		     "zones/zone-2 is not answered as change 3 of the journal left it");
	expect_bytes("ListZones", bytes_text("zones/zone-2"), bytes_text("zones/zone-7"), 2,
		     "zones/zone-7 is answered, and no change of the journal made it");
}

static void leave_out_the_last(ProtobufCMessage *payload)
{
	Truce__V1__ListZonesResponse *page = (void *)payload;
	if (page->n_zones > 0)
		truce__v1__zone__free_unpacked(page->zones[--page->n_zones], NULL);
}

static void a_record_that_is_left_out_is_found(void **state)
{
	(void)state;
	need_truce();
	proxy.method = "ListZones";
	proxy.type = &truce__v1__list_zones_response__descriptor;
	proxy.rewrite = leave_out_the_last;
	expect_of(NULL, 2, "zones/zone-2, which change 3 left on record, is not answered: it was left out");
	proxy.rewrite = NULL;
}

static void withhold(ProtobufCMessage *payload)
{
	Truce__V1__ListChangesResponse *page = (void *)payload;
	for (size_t i = 0; i < page->n_changes; i++) {
		truce__v1__zone__free_unpacked(page->changes[i]->zone, NULL);
		page->changes[i]->zone = NULL;
		page->changes[i]->content_case = TRUCE__V1__CHANGE__CONTENT__NOT_SET;
		page->changes[i]->compacted = 1;
	}
}

static void content_that_no_compaction_drops_is_missed(void **state)
{
	(void)state;
	need_truce();
	proxy.method = "ListChanges";
	proxy.type = &truce__v1__list_changes_response__descriptor;
	proxy.rewrite = withhold;
	expect_of(NULL, 2,
		  "change 1 (zones/zone-0) came without its record, as if compacted away, but no compaction drops "
		  "what a record is now: it was withheld");
	proxy.rewrite = NULL;
}

/* The head that the command prints: "3:…". */
static char *head_of(const char *said)
{
	const char *at = strstr(said, "head ");
	assert_non_null(at);
	at += strlen("head ");
	return support_text("%.*s", (int)strcspn(at, "\n"), at);
}

static void a_head_is_known_again_however_it_was_copied(void **state)
{
	(void)state;
	need_truce();
	char *said = verify(NULL, 0), *head = head_of(said);
	char *shouted = support_text(" %s \n", head);
	for (char *at = shouted; *at != '\0'; at++)
		*at = (char)(*at >= 'a' && *at <= 'f' ? *at - 'a' + 'A' : *at);
	expect_of(head, 0, "the noted head is that of change 3: nothing up to it was rewritten, 0 came after it");
	expect_of(shouted, 0, "the noted head is that of change 3");
	expect_of(strchr(head, ':') + 1, 0, "the noted head is that of change 3");
	free(shouted);
	free(head);
	free(said);
}

static void a_head_that_is_not_there_is_told_by_what_may_have_happened(void **state)
{
	static const char other[] = "1111111111111111111111111111111111111111111111111111111111111111";
	(void)state;
	need_truce();
	char *later = support_text("9:%s", other), *changed = support_text("2:%s", other);
	expect_of(later, 2, "the noted head is of change 9: this is an older copy of the record");
	expect_of(changed, 2, "change 2 has not the noted digest: it was rewritten");
	expect_of(other, 2, "none of them has the noted digest");
	free(later);
	free(changed);
}

static void a_head_that_proves_nothing_is_refused(void **state)
{
	(void)state;
	need_truce();
	expect_of("0000000000000000000000000000000000000000000000000000000000000000", 64, "it proves nothing");
	expect_of("3:00", 64, "expected what --verify printed");
	expect_of("x:11", 64, "expected what --verify printed");
}

int main(void)
{
	alarm(200);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_journal_that_nobody_touched_is_whole),
		cmocka_unit_test(another_reason_is_found),
		cmocka_unit_test(another_record_is_found),
		cmocka_unit_test(another_name_is_found),
		cmocka_unit_test(an_answer_that_the_journal_does_not_have_is_found),
		cmocka_unit_test(a_record_that_is_left_out_is_found),
		cmocka_unit_test(content_that_no_compaction_drops_is_missed),
		cmocka_unit_test(a_head_is_known_again_however_it_was_copied),
		cmocka_unit_test(a_head_that_is_not_there_is_told_by_what_may_have_happened),
		cmocka_unit_test(a_head_that_proves_nothing_is_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

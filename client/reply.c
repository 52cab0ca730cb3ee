#include "client/cli.h"

#include <string.h>

#include "client/meant.h"
#include "client/screen.h"
#include "google/rpc/error_details.pb-c.h"
#include "truce/rpc/v1/envelope.pb-c.h"

#define DETAILS_MEMORY ((size_t)64 << 20)

/* What a service sent, or NULL: it is checked as all that comes from outside. */
static ProtobufCMessage *unpack(const ProtobufCMessageDescriptor *type, struct bytes bytes, struct arena *arena)
{
	struct violations v;
	ProtobufCMessage *m;
	violations_init(&v, arena);
	return message_unpack(type, bytes, MESSAGE_LENIENT, arena, &v, &m, NULL) == STATUS_OK ? m : NULL;
}

/* The detail of a type, or NULL. */
static ProtobufCMessage *detail(const struct truce_reply *reply, const ProtobufCMessageDescriptor *type,
				struct arena *arena)
{
	const struct bytes bytes = bytes_of(reply->details, reply->details_size);
	const Truce__Rpc__V1__Response *response = (const void *)unpack(&truce__rpc__v1__response__descriptor, bytes, arena);
	for (size_t i = 0; response != NULL && i < response->n_details; i++) {
		const Google__Protobuf__Any *any = response->details[i];
		const char *name = strrchr(any->type_url, '/');
		if (name != NULL && strcmp(name + 1, type->name) == 0)
			return unpack(type, bytes_of(any->value.data, any->value.len), arena);
	}
	return NULL;
}

/* Whether a line is one of those before it: an option that gives two fields is faulted
 * twice. */
static bool said_before(const Google__Rpc__BadRequest *bad, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], names[n]) == 0 &&
		    strcmp(bad->field_violations[i]->description, bad->field_violations[n]->description) == 0)
			return true;
	return false;
}

static size_t say_each(struct cli *cli, const Google__Rpc__BadRequest *bad, struct arena *arena)
{
	size_t count = bad == NULL ? 0 : bad->n_field_violations;
	const char **fields = arena_array(arena, count, sizeof *fields),
		   **names = arena_array(arena, count, sizeof *names);
	if (fields == NULL || names == NULL)
		return 0;
	for (size_t i = 0; i < count; i++)
		fields[i] = bad->field_violations[i]->field;
	origin_names(cli, fields, count, names);
	for (size_t i = 0; i < count; i++)
		if (!said_before(bad, names, i))
			cli_fail(EXIT_OK, "%s%s%s", names[i], names[i][0] == '\0' ? "" : ": ",
				 told(cli, bad->field_violations[i]->description));
	return count;
}

/* The fields that a reply finds fault with, a line each; how many. */
static size_t say_violations(struct cli *cli, const struct truce_reply *reply)
{
	struct arena arena;
	arena_init(&arena, DETAILS_MEMORY);
	const ProtobufCMessage *bad = detail(reply, &google__rpc__bad_request__descriptor, &arena);
	const size_t said = say_each(cli, (const void *)bad, &arena);
	arena_fini(&arena);
	return said;
}

/* A record that is like the one that is not there, where one is. */
static void say_meant(struct cli *cli, const struct truce_reply *reply)
{
	struct arena arena;
	const char *meant = NULL;
	arena_init(&arena, DETAILS_MEMORY);
	const Google__Rpc__ErrorInfo *info = (const void *)detail(reply, &google__rpc__error_info__descriptor, &arena);
	for (size_t i = 0; info != NULL && i < info->n_metadata; i++)
		if (strcmp(info->metadata[i]->key, "resource") == 0)
			meant = meant_record(cli, info->metadata[i]->value);
	if (meant != NULL)
		fprintf(stderr, "Did you mean %s?\n", screen_safe(&arena, meant, false));
	arena_fini(&arena);
}

int cli_reply_error(struct cli *cli, const struct truce_reply *reply)
{
	const char *reason = reply->reason[0] == '\0' ? status_name((enum status)reply->code) : reply->reason;
	const char *message = reply->message[0] == '\0' ? "the call failed" : reply->message;
	if (reply->details_size > 0 && say_violations(cli, reply) > 0)
		cli_fail(EXIT_OK, "refused (%s)", reason);
	else
		cli_fail(EXIT_OK, "%s (%s)", told(cli, message), reason);
	if (strcmp(reason, "NO_SUCH_RECORD") == 0)
		say_meant(cli, reply);
	cli_hint(cli, reason);
	return exit_of((enum status)reply->code);
}

int cli_answer(struct cli *cli, const char *method, struct truce_reply *reply, struct arena *arena,
	       ProtobufCMessage **response)
{
	if (reply == NULL)
		return EXIT_LIMIT;
	int code = reply->code != 0 ? cli_reply_error(cli, reply) : cli_unpack(cli, method, reply, arena, response);
	truce_reply_free(reply);
	return code;
}

int cli_call(struct cli *cli, const char *method, ProtobufCMessage *request, struct arena *arena,
	     ProtobufCMessage **response)
{
	int code = request == NULL ? cli_no_memory() : cli_open(cli);
	if (code != EXIT_OK)
		return code;
	return cli_answer(cli, method, cli_exchange(cli, method, request, 0), arena, response);
}

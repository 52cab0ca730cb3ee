#include "client/journal.h"

#include <string.h>

#include "client/difference.h"

#define STATE_MEMORY ((size_t)1 << 30)

/* How a record is read, by the beginning of its name. */
static const struct {
	const char *prefix, *method;
} getters[] = {
	{ "statements/", "/truce.v1.StatementService/GetStatement" },
	{ "rounds/", "/truce.v1.RoundService/GetRound" },
	{ "zones/", "/truce.v1.ZoneService/GetZone" },
};

static const char *getter_of(const char *record)
{
	for (size_t i = 0; i < sizeof getters / sizeof *getters; i++)
		if (strncmp(record, getters[i].prefix, strlen(getters[i].prefix)) == 0)
			return getters[i].method;
	return NULL;
}

/* The record as of a revision; NULL, which is said, where that was compacted away. */
static int read_state(struct cli *cli, const char *record, int64_t revision, struct arena *arena,
		      ProtobufCMessage **out)
{
	const char *method = getter_of(record);
	ProtobufCMessage *request = cli_request(method, arena);
	*out = NULL;
	if (request == NULL || !field_text(request, "name", record, arena) ||
	    !field_number(request, "as_of_revision", revision))
		return cli_no_memory();
	struct truce_reply *reply = cli_exchange(cli, method, request, 0);
	if (reply == NULL)
		return EXIT_LIMIT;
	if (reply->code != STATUS_OK && strcmp(reply->reason, "COMPACTED") == 0) {
		printf("  what it was before was compacted away\n");
		truce_reply_free(reply);
		return EXIT_OK;
	}
	return cli_answer(cli, method, reply, arena, out);
}

int changes_tell(struct cli *cli, const Truce__V1__Change *change)
{
	struct arena arena;
	ProtobufCMessage *before, *after = NULL;
	if (change->kind != TRUCE__V1__CHANGE__KIND__KIND_UPDATED || getter_of(change->record) == NULL)
		return EXIT_OK;
	arena_init(&arena, STATE_MEMORY);
	int code = read_state(cli, change->record, change->revision - 1, &arena, &before);
	if (code == EXIT_OK && before != NULL)
		code = read_state(cli, change->record, change->revision, &arena, &after);
	if (code == EXIT_OK && after != NULL && !difference_print(cli, &arena, before, after))
		code = cli_no_memory();
	arena_fini(&arena);
	return code;
}

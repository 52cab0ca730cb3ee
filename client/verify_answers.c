#include "client/verify_answers.h"

#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "client/screen.h"
#include "proto/json.h"
#include "proto/wire.h"

#define PAGE 1000
#define NAMES_MEMORY ((size_t)4 << 30)
#define PAGE_MEMORY ((size_t)1 << 30)

/* Field numbers of every List response, and of every record. */
enum { RESPONSE_RECORDS = 1, RECORD_NAME = 1 };

/* What the names begin with that the methods list, in the order of the command's row. */
static const char *const listed[] = { "statements/", "rounds/", "zones/" };

int verify_fault(struct cli *cli, const char *format, ...)
{
	struct buffer quoted;
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(&cli->arena, format, args);
	va_end(args);
	if (text == NULL)
		return cli_no_memory();
	buffer_init(&quoted, SIZE_MAX);
	if (output_is_json(cli) && json_write_text(&quoted, bytes_text(text)) == STATUS_OK)
		printf("{\"whole\":false,\"fault\":%.*s}\n", (int)quoted.size, (const char *)quoted.data);
	buffer_fini(&quoted);
	return cli_fail(EXIT_REWRITTEN, "%s", text);
}

void told_states_init(struct told_states *states)
{
	*states = (struct told_states){ .at = NULL };
	arena_init(&states->names, NAMES_MEMORY);
}

void told_states_fini(struct told_states *states)
{
	free(states->at);
	arena_fini(&states->names);
}

bool told_states_add(struct told_states *states, const Truce__V1__Change *change, bool has_content)
{
	if (states->count == states->room) {
		const size_t room = states->room == 0 ? 1024 : 2 * states->room;
		struct told_state *at = reallocarray(states->at, room, sizeof *at);
		if (at == NULL)
			return false;
		states->at = at;
		states->room = room;
	}
	struct told_state *state = &states->at[states->count];
	*state = (struct told_state){ .record = arena_text(&states->names, change->record),
				      .revision = change->revision,
				      .has_content = has_content };
	if (state->record == NULL)
		return false;
	if (change->record_digest.len == DIGEST_SIZE)
		memcpy(state->digest, change->record_digest.data, DIGEST_SIZE);
	states->count++;
	return true;
}

/* By record, and its states as they came. */
static int by_record(const void *a, const void *b)
{
	const struct told_state *x = a, *y = b;
	const int order = strcmp(x->record, y->record);
	return order != 0 ? order : (x->revision > y->revision) - (x->revision < y->revision);
}

int told_states_settle(struct cli *cli, struct told_states *states, int64_t oldest)
{
	size_t kept = 0;
	if (states->count > 0)
		qsort(states->at, states->count, sizeof *states->at, by_record);
	for (size_t i = 0; i < states->count; i++) {
		const struct told_state *s = &states->at[i];
		const struct told_state *next = i + 1 < states->count ? s + 1 : NULL;
		const bool is_last = next == NULL || strcmp(next->record, s->record) != 0;
		if (!s->has_content && (is_last || next->revision > oldest))
			return verify_fault(cli,
					    "change %lld (%s) came without its record, as if compacted away, but no "
					    "compaction drops what %s: it was withheld",
					    (long long)s->revision, s->record,
					    is_last ? "a record is now" : "was replaced after the first revision kept");
		if (is_last)
			states->at[kept++] = *s;
	}
	states->count = kept;
	return EXIT_OK;
}

static struct told_state *find(const struct told_states *states, const char *record)
{
	size_t low = 0, high = states->count;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		const int order = strcmp(states->at[middle].record, record);
		if (order == 0)
			return &states->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const char *name_in(struct arena *arena, struct bytes record)
{
	struct wire_cursor c = wire_begin(record);
	struct wire_field f;
	while (wire_next(&c, &f) == STATUS_OK)
		if (f.number == RECORD_NAME && f.type == WIRE_LENGTH)
			return arena_text_n(arena, f.content.data, f.content.size);
	return "";
}

static int hold(struct cli *cli, struct told_states *states, struct arena *arena, struct bytes record)
{
	uint8_t digest[DIGEST_SIZE];
	struct sha256_ctx hash;
	const char *name = name_in(arena, record);
	if (name == NULL)
		return cli_no_memory();
	struct told_state *state = find(states, name);
	if (state == NULL)
		return verify_fault(cli, "%s is answered, and no change of the journal made it", name);
	sha256_init(&hash);
	sha256_update(&hash, record.size, record.data);
	sha256_digest(&hash, sizeof digest, digest);
	if (memcmp(digest, state->digest, sizeof digest) != 0)
		return verify_fault(
			cli,
			"%s is not answered as change %lld of the journal left it: what is answered was "
			"altered beside the journal. `truced verify DIR` finds where, `truced rebuild DIR` makes "
			"the answers from the journal again",
			name, (long long)state->revision);
	state->answered = true;
	return EXIT_OK;
}

static int hold_page(struct cli *cli, struct told_states *states, struct arena *arena, struct bytes payload,
		     int64_t *count)
{
	struct wire_cursor c = wire_begin(payload);
	struct wire_field f;
	int code = EXIT_OK;
	while (code == EXIT_OK && wire_next(&c, &f) == STATUS_OK)
		if (f.number == RESPONSE_RECORDS && f.type == WIRE_LENGTH) {
			code = hold(cli, states, arena, f.content);
			++*count;
		}
	return code;
}

/* One page; the token of the next goes into *token, "" on the last. */
static int ask_page(struct cli *cli, const char *method, ProtobufCMessage *request, struct told_states *states,
		    const char **token, int64_t *count)
{
	ProtobufCMessage *page;
	struct arena arena;
	if (!field_text(request, "page_token", *token, &cli->arena))
		return cli_no_memory();
	struct truce_reply *reply = cli_exchange(cli, method, request, 0);
	if (reply == NULL)
		return EXIT_LIMIT;
	arena_init(&arena, PAGE_MEMORY);
	int code =
		reply->code != STATUS_OK ? cli_reply_error(cli, reply) : cli_unpack(cli, method, reply, &arena, &page);
	if (code == EXIT_OK)
		code = hold_page(cli, states, &arena, bytes_of(reply->payload, reply->payload_size), count);
	if (code == EXIT_OK)
		*token = arena_text(&cli->arena, message_text(page, "next_page_token"));
	arena_fini(&arena);
	truce_reply_free(reply);
	return code == EXIT_OK && *token == NULL ? cli_no_memory() : code;
}

static int ask_all(struct cli *cli, const char *method, struct told_states *states, int64_t revision, int64_t *count)
{
	ProtobufCMessage *request = cli_request(method, &cli->arena);
	const char *token = "";
	int code = EXIT_OK;
	if (request == NULL)
		return cli_no_memory();
	field_number(request, "as_of_revision", revision);
	field_number(request, "show_deleted", true);
	field_number(request, "page_size", PAGE);
	do {
		code = ask_page(cli, method, request, states, &token, count);
		screen_progress("%lld of %zu records held against the journal", (long long)*count, states->count);
	} while (code == EXIT_OK && token[0] != '\0');
	return code;
}

/* Every record of those names was answered. */
static int check_all(struct cli *cli, const struct told_states *states, const char *prefix)
{
	for (size_t i = 0; i < states->count; i++)
		if (!states->at[i].answered && strncmp(states->at[i].record, prefix, strlen(prefix)) == 0)
			return verify_fault(cli,
					    "%s, which change %lld left on record, is not answered: it was left out",
					    states->at[i].record, (long long)states->at[i].revision);
	return EXIT_OK;
}

int told_states_answered(struct cli *cli, struct told_states *states, int first, int64_t revision, int64_t *count)
{
	int code = EXIT_OK;
	*count = 0;
	for (size_t i = 0; code == EXIT_OK && revision > 0 && i < sizeof listed / sizeof *listed; i++) {
		code = ask_all(cli, cli_method(cli, first + (int)i), states, revision, count);
		if (code == EXIT_OK)
			code = check_all(cli, states, listed[i]);
	}
	return code;
}

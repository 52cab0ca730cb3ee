#include "client/cli.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "client/meant.h"
#include "client/screen.h"
#include "google/rpc/error_details.pb-c.h"
#include "truce/rpc/v1/envelope.pb-c.h"

#define ERROR_WIDTH 80
#define DETAILS_MEMORY ((size_t)64 << 20)

static const int exits[STATUS_COUNT] = {
	[STATUS_OK] = EXIT_OK,
	[STATUS_CANCELLED] = EXIT_AGAIN,
	[STATUS_UNKNOWN] = EXIT_SOFTWARE,
	[STATUS_INVALID_ARGUMENT] = EXIT_DATA,
	[STATUS_DEADLINE_EXCEEDED] = EXIT_AGAIN,
	[STATUS_NOT_FOUND] = EXIT_ABSENT,
	[STATUS_ALREADY_EXISTS] = EXIT_STATE,
	[STATUS_PERMISSION_DENIED] = EXIT_ACCESS,
	[STATUS_RESOURCE_EXHAUSTED] = EXIT_LIMIT,
	[STATUS_FAILED_PRECONDITION] = EXIT_STATE,
	[STATUS_ABORTED] = EXIT_AGAIN,
	[STATUS_OUT_OF_RANGE] = EXIT_DATA,
	[STATUS_UNIMPLEMENTED] = EXIT_SERVICE,
	[STATUS_INTERNAL] = EXIT_SOFTWARE,
	[STATUS_UNAVAILABLE] = EXIT_SERVICE,
	[STATUS_DATA_LOSS] = EXIT_IO,
	[STATUS_UNAUTHENTICATED] = EXIT_ACCESS,
};

const struct exit_row exit_rows[] = {
	{ EXIT_OK, "done" },
	{ EXIT_ABSENT, "no such record (NOT_FOUND)" },
	{ EXIT_STATE, "the record or the store is in another state (ALREADY_EXISTS, FAILED_PRECONDITION)" },
	{ EXIT_LIMIT, "over a limit (RESOURCE_EXHAUSTED)" },
	{ EXIT_USAGE, "the command line is wrong" },
	{ EXIT_DATA, "the data is wrong (INVALID_ARGUMENT, OUT_OF_RANGE), or a chain that is not whole" },
	{ EXIT_INPUT, "an input file cannot be read" },
	{ EXIT_SERVICE, "the service cannot be reached or does not answer (UNAVAILABLE, UNIMPLEMENTED)" },
	{ EXIT_SOFTWARE, "a fault in the programs (INTERNAL, UNKNOWN)" },
	{ EXIT_IO, "output cannot be written, or stored data is damaged (DATA_LOSS)" },
	{ EXIT_AGAIN, "out of time, or changed by somebody else meanwhile: try again (DEADLINE_EXCEEDED, ABORTED, "
		      "CANCELLED)" },
	{ EXIT_ACCESS, "not allowed (PERMISSION_DENIED, UNAUTHENTICATED)" },
	{ 128, "and the signal's number, where a signal ended it: 130 for ^C" },
	{ 0, NULL },
};

/* What helps, by the reason of the error; of some only where a change was made, or an option
 * was given, or was not. */
enum when { ALWAYS, OF_A_CHANGE, WITH, WITHOUT };

static const struct {
	const char *reason, *hint;
	enum when when;
	const char *option;
} hints[] = {
	{ "CONNECT", "start `truced`, name another service with --server, or use a store with --store DIR", ALWAYS,
	  NULL },
	{ "TLS", "--ca names the certificates to trust, --cert the one to show and --key the file of its key", ALWAYS,
	  NULL },
	{ "CONNECTION_LOST", "look with `truce log` before you repeat it", OF_A_CHANGE, NULL },
	{ "STORE_BUSY", "with --server ADDRESS instead of --store the process that serves it is asked", ALWAYS, NULL },
	{ "NO_SUCH_REVISION",
	  "--as-of is about what the record knew, revision by revision (`truce log`); what held in the world on a date "
	  "is asked with --on, where a command has it",
	  WITH, "as-of" },
	{ "ZONE_TERMINATED",
	  "`truce zone update NAME --set termination=null` takes an end back that was recorded by mistake; then record "
	  "the right one",
	  ALWAYS, NULL },
	{ "REPLY_TOO_LARGE", "ask for fewer records with --limit", ALWAYS, NULL },
	{ "INVALID_FILTER", "`truce help filters` has the syntax and examples", ALWAYS, NULL },
	{ "INVALID_ORDER_BY", "`truce describe TYPE` lists the fields of a record", ALWAYS, NULL },
	{ "INVALID_QUERY", "`truce help search` has the language and examples", ALWAYS, NULL },
	{ "UNKNOWN_CREDENTIALS", "name the file with your token: --token-file FILE", WITHOUT, "token-file" },
	{ "UNKNOWN_CREDENTIALS",
	  "the service knows a token by the SHA-256 of its letters alone, without the end of its line: "
	  "tr -d '\\n' <FILE | sha256sum",
	  WITH, "token-file" },
	{ "ROLE", "a token with that role is given by --token-file FILE", ALWAYS, NULL },
};

int exit_of(enum status status)
{
	return (unsigned)status < STATUS_COUNT ? exits[status] : EXIT_SOFTWARE;
}

static void say(const char *text)
{
	struct arena arena;
	arena_init(&arena, SIZE_MAX);
	fflush(stdout);
	fputs("truce: ", stderr);
	screen_wrap(stderr, screen_safe(&arena, text, true), 7, 2, isatty(STDERR_FILENO) ? ERROR_WIDTH : 0);
	arena_fini(&arena);
}

static void PRINTF_LIKE(1, 0) vsay(const char *format, va_list args)
{
	char text[2048];
	vsnprintf(text, sizeof text, format, args);
	say(text);
}

int cli_fail(int code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsay(format, args);
	va_end(args);
	return code;
}

int cli_usage(const struct cli *cli, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsay(format, args);
	va_end(args);
	if (cli->command == NULL)
		fputs("Try `truce help`.\n", stderr);
	else
		fprintf(stderr, "Try `truce help %s`.\n", cli->command->words);
	return EXIT_USAGE;
}

int cli_no_memory(void)
{
	return cli_fail(EXIT_LIMIT, "no memory");
}

/* cli is NULL where nothing was called. */
static bool applies(const struct cli *cli, enum when when, const char *option)
{
	if (when == ALWAYS || cli == NULL)
		return when == ALWAYS;
	return when == OF_A_CHANGE ? cli->changes : option_given(cli, option) == (when == WITH);
}

void cli_hint(const struct cli *cli, const char *reason)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		if (strcmp(hints[i].reason, reason) == 0 && applies(cli, hints[i].when, hints[i].option)) {
			fputs("hint: ", stderr);
			screen_wrap(stderr, hints[i].hint, 6, 6, ERROR_WIDTH);
		}
	}
}

int cli_error(const struct error *error)
{
	cli_fail(EXIT_OK, "%s (%s)", error->message, error->reason);
	cli_hint(NULL, error->reason);
	return exit_of(error->status);
}

/* The detail of a type, unpacked, or NULL. */
static ProtobufCMessage *detail(const Truce__Rpc__V1__Response *response, const ProtobufCMessageDescriptor *type,
				struct arena *arena)
{
	for (size_t i = 0; i < response->n_details; i++) {
		const Google__Protobuf__Any *any = response->details[i];
		const char *name = strrchr(any->type_url, '/');
		ProtobufCMessage *m;
		if (name != NULL && strcmp(name + 1, type->name) == 0 &&
		    message_unpack_own(type, bytes_of(any->value.data, any->value.len), arena, &m, NULL) == STATUS_OK)
			return m;
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
	ProtobufCMessage *response;
	size_t said = 0;
	arena_init(&arena, DETAILS_MEMORY);
	if (message_unpack_own(&truce__rpc__v1__response__descriptor, bytes_of(reply->details, reply->details_size),
			       &arena, &response, NULL) == STATUS_OK)
		said = say_each(
			cli,
			(const void *)detail((const void *)response, &google__rpc__bad_request__descriptor, &arena),
			&arena);
	arena_fini(&arena);
	return said;
}

/* A record that is like the one that is not there, where one is. */
static void say_meant(struct cli *cli, const struct truce_reply *reply)
{
	struct arena arena;
	ProtobufCMessage *response;
	const char *meant = NULL;
	arena_init(&arena, DETAILS_MEMORY);
	const Google__Rpc__ErrorInfo *info = NULL;
	if (message_unpack_own(&truce__rpc__v1__response__descriptor, bytes_of(reply->details, reply->details_size),
			       &arena, &response, NULL) == STATUS_OK)
		info = (const void *)detail((const void *)response, &google__rpc__error_info__descriptor, &arena);
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

#include "client/cli.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "client/screen.h"

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
	{ EXIT_REWRITTEN, "log --verify or watch: the record was altered or rewritten, or another copy of it put in "
			  "its place" },
	{ EXIT_ABSENT, "no such record (NOT_FOUND)" },
	{ EXIT_STATE, "the record or the store is in another state (ALREADY_EXISTS, FAILED_PRECONDITION)" },
	{ EXIT_LIMIT, "over a limit (RESOURCE_EXHAUSTED)" },
	{ EXIT_USAGE, "the command line is wrong" },
	{ EXIT_DATA, "what was given is wrong (INVALID_ARGUMENT, OUT_OF_RANGE)" },
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
	screen_wrap(stderr, screen_safe(&arena, text, true), 7, 2, screen_columns_said());
	arena_fini(&arena);
}

static void PRINTF_LIKE(1, 0) vsay(const char *format, va_list args)
{
	char text[2048];
	utf8_vprint(text, sizeof text, format, args);
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

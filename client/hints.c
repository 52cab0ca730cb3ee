#include "client/cli.h"

#include <string.h>

#include "client/screen.h"

#define WIDTH 80 /* elsewhere than on a narrower terminal */

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
	{ "CONNECT_DENIED",
	  "the local socket is for the user who runs `truced`, and root: call as one of them (sudo -u USER truce ...), "
	  "or at "
	  "an address of TCP that it serves",
	  ALWAYS, NULL },
	{ "CONNECT_PROTOCOL",
	  "somebody listens there: over TLS the address begins with tls+tcp:// (or grpcs://), without it with tcp:// "
	  "(or "
	  "grpc://)",
	  ALWAYS, NULL },
	{ "TLS", "--ca names the certificates to trust, --cert the one to show and --key the file of its key", ALWAYS,
	  NULL },
	{ "CONNECTION_LOST", "look with `truce log` before you repeat it", OF_A_CHANGE, NULL },
	{ "NO_STORE", "if the path is right, `truced init DIR` makes an empty store there", ALWAYS, NULL },
	{ "STORE_SERVED", "with --server ADDRESS instead of --store the process that serves it is asked", ALWAYS,
	  NULL },
	{ "NO_SUCH_REVISION",
	  "--as-of is about what the record knew, revision by revision (`truce log`); what held in the world on a date "
	  "is asked with --on, where a command has it",
	  WITH, "as-of" },
	{ "NO_SUCH_REVISION", "--since takes a number for a revision; a year or a month begins with a day, 2017-01-01",
	  WITH, "since" },
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
			const int columns = screen_columns_said();
			screen_wrap(stderr, hints[i].hint, 6, 6, columns == 0 ? WIDTH : columns);
		}
	}
}

int cli_error(const struct error *error)
{
	cli_fail(EXIT_OK, "%s (%s)", error->message, error->reason);
	cli_hint(NULL, error->reason);
	return exit_of(error->status);
}

/* truce: the command-line client. */
#include "client/commands.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <langinfo.h>

#include "base/program.h"

#define MEMORY_MOST ((size_t)4 << 30)

/* In the order of help. */
static const struct command *const tables[] = {
	statement_commands, round_commands, zone_commands, question_commands, record_commands, service_commands, NULL,
};

/* Whether the user's terminal takes UTF-8: by the locale, or by its name where it is not installed. */
static bool takes_utf8(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	if (setlocale(LC_ALL, "") != NULL)
		return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	const char *name = NULL;
	for (size_t i = 0; i < sizeof variables / sizeof *variables && (name == NULL || name[0] == '\0'); i++)
		name = getenv(variables[i]);
	return name != NULL && (strcasestr(name, "utf-8") != NULL || strcasestr(name, "utf8") != NULL);
}

/* Characters are as wide as in any language that is in UTF-8. Small and large letters are no
 * language's: the record is the same whoever writes it, also where "I" has no dot when it is small. */
static bool set_locale(void)
{
	bool utf8 = takes_utf8();
	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	return utf8;
}

static int run(struct cli *cli, int argc, char **argv)
{
	int count = 0;
	char **args = NULL;
	int code = command_line_read(cli, argc, argv, &count, &args);
	if (option_given(cli, "version")) {
		printf("truce %s\n", truce_version());
		return EXIT_OK;
	}
	if (cli->command == NULL) {
		if (code == -1)
			help_all(cli, option_given(cli, "help") ? stdout : stderr);
		return code == -1 && !option_given(cli, "help") ? EXIT_USAGE : code == -1 ? EXIT_OK : code;
	}
	if (option_given(cli, "help") && code == EXIT_OK) {
		help_command(cli->command, stdout);
		return EXIT_OK;
	}
	return code == -1 ? cli->command->run(cli, count, args) : code;
}

int main(int argc, char **argv)
{
	static char name[] = "truce";
	struct cli cli = { .tables = tables, .timeout_ms = TRUCE_TIMEOUT_MS };
	program_begin();
	cli.ascii = !set_locale();
	signal(SIGPIPE, SIG_DFL);
	if (argc > 0)
		argv[0] = name;
	arena_init(&cli.arena, MEMORY_MOST);
	int code = output_end(run(&cli, argc, argv));
	if (cli.more != NULL && code == EXIT_OK) /* behind a list, where it is seen */
		fprintf(stderr, "truce: %s\n", cli.more);
	cli_close(&cli);
	arena_fini(&cli.arena);
	return code;
}

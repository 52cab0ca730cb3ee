/* truce: the command-line client. */
#include "client/commands.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include <langinfo.h>

#include "base/program.h"

#define MEMORY_MOST ((size_t)4 << 30)
#define TIMEOUT_MS 30000

/* In the order of help. */
static const struct command *const tables[] = {
	statement_commands, round_commands, zone_commands, question_commands, record_commands, service_commands, NULL,
};

/* Whether the user's language is in UTF-8; characters are as wide as in any that is. Small and
 * large letters are no language's: the record is the same whoever writes it, also where "I" has
 * no dot when it is small. */
static bool set_locale(void)
{
	bool utf8 = setlocale(LC_ALL, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	setlocale(utf8 ? LC_CTYPE : LC_ALL, "C.UTF-8");
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
	struct cli cli = { .tables = tables, .timeout_ms = TIMEOUT_MS };
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

#include "service/truced.h"

#include "base/program.h"

static const struct option_row no_options[] = { { 0 } };
static int run_help(const struct settings *settings);

static const struct command commands[] = {
	{ "serve", "", 0, "answer calls, until told to stop",
	  "Serves the record in a store until SIGTERM, SIGINT or SIGHUP (the last two unless they were ignored where "
	  "it was started, as nohup does): then it accepts nothing new, lets running calls end and exits with 0. A "
	  "second signal ends it at once; nothing acknowledged is lost by that.\n\n"
	  "Without --listen it listens at tcp://127.0.0.1:7710 and at the local socket, which is /run/truce/truce.sock "
	  "for root and $XDG_RUNTIME_DIR/truce.sock for others. Who comes by the local socket (mode 0600) may do "
	  "everything; who comes by tcp:// or tls+tcp:// may read and write where there is no credentials file, and "
	  "only read until a token says more where there is one.",
	  serve_options, run_serve },
	{ "init", "DIR", 1, "make an empty store", "Makes an empty store in DIR, a folder that is absent or empty.",
	  no_options, run_init },
	{ "verify", "DIR", 1, "check a store against itself",
	  "Checks every checksum, the chain of the journal, and every index against the records and back. It only "
	  "reads, and works beside a serving truced. Faults are printed one a line; then the exit code is 2.",
	  no_options, run_verify },
	{ "backup", "DIR TO", 2, "copy a store, and check the copy",
	  "Makes a consistent, synced copy of the store DIR in the new folder TO, beside a serving truced too, and "
	  "verifies the copy. The copy is a store: serve it as it is.",
	  no_options, run_backup },
	{ "rebuild", "DIR", 1, "make all indexes again",
	  "Makes every view again from the journal: after an update that says so, or when verify finds an index at "
	  "fault. All or nothing; no truced may be serving DIR.",
	  no_options, run_rebuild },
	{ "compact", "DIR", 1, "drop old content, and give room back",
	  "Writes the store anew without its free room. With --keep-from, the content of older changes that was "
	  "replaced since is dropped; who changed what, when and why stays, and so does the chain of digests. No "
	  "truced may be serving DIR. What was dropped cannot be had back: make a backup first.",
	  compact_options, run_compact },
	{ "help", "", 0, "this text, or `help COMMAND`", "Explains truced, or one of its commands.", no_options,
	  run_help },
	{ 0 },
};

static int run_help(const struct settings *settings)
{
	(void)settings;
	help_all(commands, stdout);
	return EXIT_OK;
}

static int help_about(int argc, char **argv)
{
	if (argc < 2)
		return run_help(NULL);
	const struct command *command = command_find(commands, argv[1]);
	if (command == NULL)
		return command_unknown(commands, argv[1]);
	help_command(command, stdout);
	return EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct settings settings = { 0 };
	bool asked_help;
	int result = options_read(command, argc, argv, &settings, &asked_help);
	if (result != EXIT_OK)
		return result;
	if (!asked_help)
		return command->run(&settings);
	help_command(command, stdout);
	return EXIT_OK;
}

static int answer(int argc, char **argv)
{
	if (argc < 2) {
		help_all(commands, stderr);
		fputc('\n', stderr);
		log_line(LEVEL_ERROR, "Name a command, or the store to serve: --store DIR.");
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("truced %s\n", TRUCE_VERSION);
		return EXIT_OK;
	}
	if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0)
		return run_help(NULL);
	if (argv[1][0] == '-')
		return run(&commands[0], argc, argv);
	const struct command *command = command_find(commands, argv[1]);
	if (command == NULL)
		return command_unknown(commands, argv[1]);
	if (command->run == run_help)
		return help_about(argc - 1, argv + 1);
	return run(command, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
	program_begin();
	return output_end(answer(argc, argv));
}

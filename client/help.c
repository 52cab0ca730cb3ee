#include "client/cli.h"

#include <string.h>

#include "base/ascii.h"
#include "client/record.h"
#include "client/screen.h"
#include "proto/filter.h"

#define WIDTH 80
#define OPTION_COLUMN 26

/* Topics that are no commands. */
static void exit_codes(FILE *out);
static void filters(FILE *out);
static void options(FILE *out);
static void values(FILE *out);

static const struct {
	const char *name, *summary;
	void (*print)(FILE *out);
} topics[] = {
	{ "options", "options that every command takes", options },
	{ "values", "options that take one of a few words, and these", values },
	{ "filters", "how --filter and --order-by select", filters },
	{ "exit-codes", "what the program's exit code says", exit_codes },
};

bool help_noun(const struct cli *cli, const char *noun)
{
	if (!help_rows(cli, noun, stdout))
		return false;
	puts("\n`truce help COMMAND` says more, with examples.");
	return true;
}

static void print_option(FILE *out, const struct option_row *row)
{
	char left[64];
	snprintf(left, sizeof left, "%c%c%c --%s%s%s", row->letter == 0 ? ' ' : '-',
		 row->letter == 0 ? ' ' : row->letter, row->letter == 0 ? ' ' : ',', row->name,
		 row->value == NULL ? "" : " ", row->value == NULL ? "" : row->value);
	int size = fprintf(out, "  %s", left);
	if (size > OPTION_COLUMN - 2)
		size = fprintf(out, "\n") - 1;
	fprintf(out, "%*s", OPTION_COLUMN - size, "");
	screen_wrap(out, row->help, OPTION_COLUMN, OPTION_COLUMN, WIDTH);
}

static const struct option_row option_as_of = { "as-of", 0, "WHEN",
						"what the record held then; see `truce help options`" };

/* Those of the command's own, and of all commands that which it may have. */
static void print_options(FILE *out, const struct option_row *rows, bool as_of)
{
	bool own = rows != NULL && rows->name != NULL;
	if (own || as_of)
		fputs("\nOptions:\n", out);
	for (; own && rows->name != NULL; rows++)
		print_option(out, rows);
	if (as_of)
		print_option(out, &option_as_of);
}

static void options(FILE *out)
{
	fputs("Options that every command takes; they may stand before or after it. An option\n"
	      "is given once; of --output, --color and --timeout the last counts.\n",
	      out);
	print_options(out, global_options, false);
}

static void values(FILE *out)
{
	const char *option;
	fputs("Options that take one of a few words:\n", out);
	for (size_t i = 0; (option = option_worded(i)) != NULL; i++) {
		fprintf(out, "  --%-12s", option);
		for (const char *const *word = option_words(option); *word != NULL; word++)
			fprintf(out, " %s", *word);
		fputc('\n', out);
	}
}

static void exit_codes(FILE *out)
{
	fputs("Exit codes:\n", out);
	for (const struct exit_row *row = exit_rows; row->meaning != NULL; row++) {
		fprintf(out, "  %3d  ", row->code);
		screen_wrap(out, row->meaning, 7, 7, WIDTH);
	}
}

static void filters(FILE *out)
{
	fputs("A filter (AIP-160) is a condition on the fields of a record, which\n"
	      "`truce describe Zone` lists.\n"
	      "\n"
	      "  kind = KIND_DEMILITARISED_ZONE         equal; also != < <= > >=\n"
	      "  title:\"humanitarian access\"            has the words, also within others\n"
	      "  termination:*                          is set\n"
	      "  guarantors.party.id = \"TUR\"            any of several has it\n"
	      "  date.earliest >= \"2017-09-01\"          dates compare as text\n"
	      "  symbol = \"S/PV.*\"                      begins with; * at either end\n"
	      "  a = 1 AND (b = 2 OR NOT c = 3)         OR binds tighter than AND\n"
	      "  constitution                           the word in any text\n"
	      "\n"
	      "What is not set is neither less nor greater than anything. Of a list, each\n"
	      "condition may be met by another element; who voted how is asked with\n"
	      "`truce positions --party USA --filter 'choice = AGAINST' --passages`.\n"
	      "\n"
	      "An order is a list of fields: \"date.earliest desc, title\".\n",
	      out);
}

void help_all(const struct cli *cli, FILE *out)
{
	fputs("truce keeps the record of a peace process: who said what, where the parties met\n"
	      "and what came of it, and which ceasefire zones are in force.\n"
	      "\n"
	      "Usage: truce [options] COMMAND [arguments]\n"
	      "\n",
	      out);
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++) {
		if (i > 0 && command_begins(cli, c))
			fputc('\n', out);
		help_row(out, c);
	}
	fputc('\n', out);
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
		fprintf(out, "  help %-17s%s\n", topics[i].name, topics[i].summary);
	fputs("\n`truce help COMMAND` says more, with examples.\n", out);
}

void help_command(const struct command *command, FILE *out)
{
	fprintf(out, "Usage: truce %s%s%s [options]\n\n", command->words, command->synopsis[0] == '\0' ? "" : " ",
		command->synopsis);
	if (command->about != NULL) {
		screen_wrap(out, command->about, 0, 0, WIDTH);
	} else {
		fprintf(out, "%c%s.\n", to_capital(command->summary[0]), command->summary + 1);
	}
	print_options(out, command->options, command_takes_as_of(command));
	if (command->examples != NULL)
		fprintf(out, "\nExamples:\n%s", command->examples);
	fputs("\n`truce help options` lists the options that every command takes.\n", out);
}

int help_run(struct cli *cli, int count, char **args)
{
	int taken = 0;
	if (count == 0) {
		help_all(cli, stdout);
		return EXIT_OK;
	}
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		if (strcmp(args[0], topics[i].name) == 0) {
			topics[i].print(stdout);
			return EXIT_OK;
		}
	}
	const struct command *command = command_find(cli, count, args, &taken);
	if (command == NULL && count == 1 && help_noun(cli, args[0]))
		return EXIT_OK;
	if (command == NULL) {
		help_near(cli, args[0], count > 1 ? args[1] : NULL);
		return EXIT_USAGE;
	}
	help_command(command, stdout);
	return EXIT_OK;
}

#include "service/truced.h"

#include "proto/filter.h"

#define WIDTH 79
#define COLUMN 26 /* where the explanations of options begin */

/* Text from a column on, its lines broken at spaces; a newline begins a paragraph's
 * next line. The cursor stands at column `at`. */
static void print_wrapped(FILE *out, const char *text, int at, int column)
{
	while (*text != '\0') {
		int word = (int)strcspn(text, " \n");
		if (at > column && at + 1 + word > WIDTH) {
			fputc('\n', out);
			at = 0;
		} else if (at > column) {
			fputc(' ', out);
			at++;
		}
		if (at < column)
			at += fprintf(out, "%*s", column - at, "");
		at += fprintf(out, "%.*s", word, text);
		text += word;
		if (*text == '\n') {
			fputc('\n', out);
			at = 0;
		}
		text += *text != '\0';
	}
	fputc('\n', out);
}

static void print_option(FILE *out, const char *name, const char *value, const char *help)
{
	int at = fprintf(out, "  --%s", name);
	if (value != NULL)
		at += fprintf(out, " %s", value);
	if (at > COLUMN - 2) {
		fputc('\n', out);
		at = 0;
	}
	print_wrapped(out, help, at, COLUMN);
}

void help_command(const struct command *command, FILE *out)
{
	fprintf(out, "Usage: truced %s", command->name);
	if (command->operands[0] != '\0')
		fprintf(out, " %s", command->operands);
	fprintf(out, "%s\n\n", command->options->name == NULL ? "" : " [OPTION…]");
	print_wrapped(out, command->text, 0, 0);
	if (command->options->name != NULL)
		fprintf(out, "\nOptions:\n");
	for (const struct option_row *row = command->options; row->name != NULL; row++)
		print_option(out, row->name, row->value, row->help);
}

void help_all(const struct command *commands, FILE *out)
{
	fprintf(out, "Usage: truced [COMMAND] [OPTION…]\n\n");
	print_wrapped(out,
		      "truced keeps the record of a peace process in a store, a folder, and answers calls about it. "
		      "With --store DIR and no command it serves.",
		      0, 0);
	fprintf(out, "\nCommands:\n");
	for (const struct command *c = commands; c->name != NULL; c++) {
		int at = fprintf(out, "  %s %s", c->name, c->operands);
		print_wrapped(out, c->summary, at, COLUMN);
	}
	fprintf(out, "\n`truced help COMMAND` explains one. `truced --version` prints the version.\n");
	fprintf(out, "\nExit codes:\n");
	fprintf(out, "  0   done; for serve: told to stop, and stopped\n");
	fprintf(out, "  1   failed; the reason is on stderr\n");
	fprintf(out, "  2   verify or backup found faults\n");
	fprintf(out, "  64  the command line is wrong\n");
}

const struct command *command_find(const struct command *commands, const char *name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

int command_unknown(const struct command *commands, const char *name)
{
	const char *names[16];
	size_t count = 0;
	for (const struct command *c = commands; c->name != NULL && count < sizeof names / sizeof *names; c++)
		names[count++] = c->name;
	const char *near = nearest_name(name, names, count);
	if (near != NULL)
		log_line(LEVEL_ERROR, "Unknown command %s; did you mean %s? Try `truced help`.", name, near);
	else
		log_line(LEVEL_ERROR, "Unknown command %s. Try `truced help`.", name);
	return EXIT_USAGE;
}

#include "base/ascii.h"
#include "client/cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "client/screen.h"
#include "proto/filter.h"

#define OPTIONS_MOST 64
#define WORD_FIRST 1000 /* getopt_long's value of option number 0 */

/* Options of which one would be passed over. */
static const char *const excluding[][2] = { { "server", "store" }, { "all", "limit" } };

/* Rows that one reading of the line knows, and getopt's form of them. */
struct known {
	const struct option_row *rows[OPTIONS_MOST];
	struct option options[OPTIONS_MOST + 1];
	char letters[2 * OPTIONS_MOST + 2];
	int count;
};

static void know(struct known *k, const struct option_row *rows)
{
	for (; rows != NULL && rows->name != NULL && k->count < OPTIONS_MOST; rows++) {
		int has = rows->value == NULL ? no_argument : required_argument;
		k->rows[k->count] = rows;
		k->options[k->count] = (struct option){ rows->name, has, NULL, WORD_FIRST + k->count };
		k->count++;
		if (rows->letter != 0) {
			size_t at = strlen(k->letters);
			k->letters[at] = (char)rows->letter;
			k->letters[at + 1] = has == required_argument ? ':' : '\0';
		}
	}
}

static const struct option_row *row_of(const struct known *k, int value)
{
	if (value >= WORD_FIRST)
		return k->rows[value - WORD_FIRST];
	for (int i = 0; i < k->count; i++)
		if (k->rows[i]->letter == value)
			return k->rows[i];
	return NULL;
}

/* Says what is wrong with the word that getopt stopped at. */
static int refuse(const struct cli *cli, const struct known *k, int what, const char *word)
{
	const struct option_row *row = optopt == 0 ? NULL : row_of(k, optopt);
	const char *names[OPTIONS_MOST];
	char name[64];
	if (what == ':')
		return cli_usage(cli, "%s needs a value", word);
	if (row != NULL)
		return cli_usage(cli, "--%s takes no value", row->name);
	if (optopt != 0)
		return cli_usage(cli, "unknown option -%c", optopt);
	for (int i = 0; i < k->count; i++)
		names[i] = k->options[i].name;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
	const char *near = nearest_name(name, names, (size_t)k->count);
	if (near == NULL)
		return cli_usage(cli, "unknown option --%s", name);
	return cli_usage(cli, "unknown option --%s; did you mean --%s?", name, near);
}

/* Whether an option may have an empty value, which then stands for none. Of the others it is
 * a variable of a script that is not set: to take it for "today" would answer another question. */
static bool may_be_empty(const struct option_row *row)
{
	static const char *const values[] = { "FILTER", "ORDER", "TOKEN", "TEXT" };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strcmp(row->value, values[i]) == 0)
			return true;
	return false;
}

/* A year or a month that a stretch of time begins or ends with, "1991", "1991-06", as its first or last day;
 * other words, and those of other options, stay. NULL without memory. */
static const char *stretch_end(struct cli *cli, const struct option_row *row, const char *text)
{
	bool from = strcmp(row->name, "from") == 0, to = strcmp(row->name, "to") == 0;
	char date[DATE_SIZE] = "0001-01-01";
	size_t size = strlen(text);
	int32_t day;
	if ((!from && !to) || row->value == NULL || strcmp(row->value, "DATE") != 0 || (size != 4 && size != 7))
		return text;
	memcpy(date, text, size);
	if (!date_parse(date, &day))
		return text;
	if (to && day_add_months(day, size == 4 ? 12 : 1, &day))
		date_print(day - 1, date);
	else if (to)
		return text;
	return arena_text(&cli->arena, date);
}

/* "today" and "yesterday", of UTC, as a date; other words, and those of other options,
 * stay. NULL without memory. */
static const char *day_word(struct cli *cli, const struct option_row *row, const char *text)
{
	static const char *const words[] = { "today", "yesterday" };
	const char *end = stretch_end(cli, row, text);
	if (end != text)
		return end;
	bool is_date = row->value != NULL && (strcmp(row->value, "DATE") == 0 || strcmp(row->value, "WHEN") == 0);
	char date[DATE_SIZE];
	for (int i = 0; is_date && i < (int)(sizeof words / sizeof *words); i++) {
		if (strcmp(text, words[i]) != 0)
			continue;
		date_print(day_today() - i, date);
		return arena_text(&cli->arena, date);
	}
	return text;
}

/* Whether an option has a value already that this one would silently replace. Some take one value more; and of
 * how an answer looks the last word counts, which stands behind that of an alias. */
static bool is_twice(const struct cli *cli, const struct option_row *row)
{
	static const char *const again[] = { "set", "facet", "output", "color", "timeout" };
	for (size_t i = 0; i < sizeof again / sizeof *again; i++)
		if (strcmp(row->name, again[i]) == 0)
			return false;
	return row->value != NULL && option_given(cli, row->name);
}

/* Adds an option that was read to those of the line; -1, or the exit code after what is
 * wrong was said. */
static int add_value(struct cli *cli, const struct option_row *row, const char *text)
{
	struct option_value **last = &cli->values;
	if (row->value != NULL && *text == '\0' && !may_be_empty(row))
		return cli_usage(cli, "the value of --%s is empty", row->name);
	if (is_twice(cli, row))
		return cli_usage(cli, "--%s is given twice: %s, %s", row->name, option_text(cli, row->name), text);
	struct option_value *v = arena_zalloc(&cli->arena, sizeof *v);
	if (v == NULL)
		return cli_no_memory();
	v->row = row;
	v->text = day_word(cli, row, text);
	if (v->text == NULL)
		return cli_no_memory();
	while (*last != NULL)
		last = &(*last)->next;
	*last = v;
	return -1;
}

/* "-16.5" is a latitude, and no option. */
static bool is_negative(const char *word)
{
	const char *number = word + (word[0] == '-') + (word[0] == '-' && word[1] == '.');
	return word[0] == '-' && is_digit(*number);
}

/* Reads options up to the first argument (stop), or among arguments, which are then argv[1]
 * to argv[*count]; -1, or the exit code after what is wrong was said. */
static int read_options(struct cli *cli, const struct known *k, int argc, char **argv, bool stop, int *count)
{
	char letters[sizeof k->letters + 2];
	int value, code = -1;
	*count = 0;
	snprintf(letters, sizeof letters, "%c:%s", stop ? '+' : '-', k->letters);
	opterr = optind = 0;
	(void)getopt_long(1, argv, letters, k->options, NULL); /* begins anew, at argv[1] */
	while (code < 0) {
		if (!stop && optind < argc && is_negative(argv[optind])) {
			argv[++*count] = argv[optind++];
			continue;
		}
		value = getopt_long(argc, argv, letters, k->options, NULL);
		if (value == -1)
			break;
		if (value == 1) { /* an argument */
			argv[++*count] = optarg;
			continue;
		}
		const struct option_row *row = value == '?' || value == ':' ? NULL : row_of(k, value);
		code = row == NULL ? refuse(cli, k, value, argv[optind - 1])
				   : add_value(cli, row, optarg == NULL ? "" : optarg);
	}
	while (!stop && optind < argc)
		argv[++*count] = argv[optind++];
	return code;
}

static int read_timeout(struct cli *cli)
{
	static const struct {
		const char *unit;
		long long ms;
	} units[] = { { "ms", 1 }, { "s", 1000 }, { "", 1000 }, { "m", 60000 } };
	const char *text = option_text(cli, "timeout");
	char *end;
	if (text == NULL)
		return EXIT_OK;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	for (size_t i = 0; end != text && errno == 0 && i < sizeof units / sizeof *units; i++) {
		if (strcmp(end, units[i].unit) == 0 && value > 0 && value <= TRUCE_TIMEOUT_MOST_MS / units[i].ms) {
			cli->timeout_ms = value * units[i].ms;
			return EXIT_OK;
		}
	}
	return cli_usage(cli, "--timeout %s: expected a time from 1ms to 10m, such as 500ms, 30s or 2m", text);
}

static int read_globals(struct cli *cli)
{
	int output, color;
	int code = option_choice(cli, "output", OUTPUT_TABLE, &output);
	if (code == EXIT_OK)
		code = option_choice(cli, "color", 0, &color);
	if (code == EXIT_OK)
		code = read_timeout(cli);
	if (code != EXIT_OK)
		return code;
	const char *none = getenv("NO_COLOR");
	bool automatic = isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0') && !screen_is_dumb();
	cli->output = (enum output)output;
	cli->color = color == 0 ? automatic : color == 1;
	cli->asked_output = option_given(cli, "output");
	if (cli->output == OUTPUT_SVG && !cli->command->draws)
		return cli_usage(cli, "truce %s draws no picture; --output svg is for `truce zone timeline`",
				 cli->command->words);
	for (size_t i = 0; i < sizeof excluding / sizeof *excluding; i++)
		if (option_given(cli, excluding[i][0]) && option_given(cli, excluding[i][1]))
			return cli_usage(cli, "--%s and --%s exclude each other", excluding[i][0], excluding[i][1]);
	if (option_given(cli, "as-of") && !command_takes_as_of(cli->command))
		return cli_usage(cli, "truce %s reads no earlier state: leave --as-of out", cli->command->words);
	return -1;
}

static int check_count(const struct cli *cli, int count, char *const *args)
{
	if (count < cli->command->least)
		return cli_usage(cli, "truce %s needs %s", cli->command->words, cli->command->synopsis);
	bool surplus = cli->command->most >= 0 && count > cli->command->most;
	for (int i = 0; surplus && i < count; i++)
		if (args[i][0] == '-' && args[i][1] != '\0' && !is_negative(args[i]))
			return cli_usage(cli, "truce %s: %s stands behind --, which ends the options: put it before",
					 cli->command->words, args[i]);
	if (surplus)
		return cli_usage(cli, "truce %s: unexpected argument \"%s\"", cli->command->words,
				 args[cli->command->most]);
	for (int i = 0; i < count; i++) /* as of a variable that is not set */
		if (args[i][0] == '\0')
			return cli_usage(cli, "truce %s: argument %d is empty", cli->command->words, i + 1);
	return -1;
}

/* Whether the word behind a noun asks what the noun can do. */
static bool asks_help(const char *word)
{
	return word != NULL && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0);
}

/* Finds the command past the options that stand before it, or between its words. */
static int read_command(struct cli *cli, int argc, char **argv, int *taken)
{
	struct known global = { 0 };
	int words, at, none;
	know(&global, global_options);
	int code = read_options(cli, &global, argc, argv, true, &none);
	if (code >= 0)
		return code;
	at = optind;
	if (at == argc)
		return option_given(cli, "version") ? EXIT_OK : -1;
	const char *second = argv[at + 1]; /* NULL behind the last */
	if (asks_help(second) && help_noun(cli, argv[at]))
		return EXIT_OK;
	if (second != NULL && second[0] == '-' && command_is_noun(cli, argv[at])) {
		char *noun = argv[at];
		code = read_options(cli, &global, argc - at, argv + at, true, &none);
		if (code >= 0)
			return code;
		at += optind - 1;
		argv[at] = noun;
	}
	cli->command = command_find(cli, argc - at, argv + at, &words);
	*taken = at + words;
	if (cli->command != NULL)
		return -1;
	help_near(cli, argv[at], argv[at + 1]);
	return EXIT_USAGE;
}

static int read_arguments(struct cli *cli, int argc, char **argv, int *count, char ***args)
{
	struct known all = { 0 };
	know(&all, global_options);
	know(&all, cli->command->options);
	int code = read_options(cli, &all, argc, argv, false, count);
	if (code >= 0)
		return code;
	*args = argv + 1;
	if (option_given(cli, "help") || option_given(cli, "version"))
		return EXIT_OK;
	code = read_globals(cli);
	return code >= 0 ? code : check_count(cli, *count, *args);
}

/* Whether a word begins as an option of one letter does and goes on: "-council". */
static bool is_dashed(const char *word)
{
	return word[0] == '-' && word[1] != '-' && word[1] != '\0' && word[2] != '\0';
}

int command_line_read(struct cli *cli, int argc, char **argv, int *count, char ***args)
{
	int taken = argc;
	bool dashed = false;
	int code = read_command(cli, argc, argv, &taken);
	if (code >= 0 || cli->command == NULL)
		return code;
	for (int i = taken; i < argc; i++)
		dashed = dashed || is_dashed(argv[i]);
	/* getopt wants the program's name before the arguments. */
	char **rest = argv + taken - 1;
	rest[0] = argv[0];
	code = read_arguments(cli, argc - taken + 1, rest, count, args);
	if (code == EXIT_USAGE && dashed && cli->command->dashed != NULL)
		fprintf(stderr, "hint: %s\n", cli->command->dashed);
	return code;
}

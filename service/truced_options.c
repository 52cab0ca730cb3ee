#include "service/truced.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>

#include "proto/filter.h"

#define ROWS_MOST 32

struct unit {
	const char *word;
	int64_t factor;
};

/* The first unit is that of a number without one. */
static const struct unit sizes[] = { { "", 1 }, { "K", 1 << 10 }, { "M", 1 << 20 }, { "G", 1 << 30 }, { NULL, 0 } };
static const struct unit times[] = { { "", 1000 },   { "ms", 1 },      { "s", 1000 },
				     { "m", 60000 }, { "h", 3600000 }, { NULL, 0 } };
static const struct unit counts[] = { { "", 1 }, { NULL, 0 } };

static const struct numbers {
	const struct unit *units;
	int64_t most;
	const char *expected;
} numbers[] = {
	[OPTION_COUNT] = { counts, 1000000000, "a number from 1 to 1000000000" },
	[OPTION_SIZE] = { sizes, (int64_t)1 << 30, "a size such as 512K or 4M, of 1G at most" },
	[OPTION_TIME] = { times, 8760 * (int64_t)3600000,
			  "a time such as 250ms, 30s (or 30) or 10m, of 8760h at most" },
};

static bool read_number(const char *text, const struct numbers *kind, int64_t *out)
{
	char *end;
	errno = 0;
	long long number = strtoll(text, &end, 10);
	if (*text < '0' || *text > '9' || errno != 0 || number < 1)
		return false;
	int64_t value;
	for (const struct unit *unit = kind->units; unit->word != NULL; unit++) {
		if (strcmp(unit->word, end) != 0)
			continue;
		if (__builtin_mul_overflow((int64_t)number, unit->factor, &value) || value > kind->most)
			return false;
		*out = value;
		return true;
	}
	return false;
}

int misused(const char *command, const char *format, ...)
{
	char what[sizeof(struct error)];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	log_line(LEVEL_ERROR, "%s: %s Try `truced help %s`.", command, what, command);
	return EXIT_USAGE;
}

/* Whether an address was given before; port 0 is another one each time. */
static bool is_listened_at(const struct settings *settings, const char *url)
{
	size_t size = strlen(url);
	bool any_port = size > 2 && strcmp(url + size - 2, ":0") == 0;
	for (size_t i = 0; i < settings->listen_count && !any_port; i++)
		if (strcmp(settings->listen[i], url) == 0)
			return true;
	return false;
}

static int set(const struct command *command, const struct option_row *row, const char *value, struct settings *out)
{
	void *field = (char *)out + row->field;
	if (value != NULL && *value == '\0')
		return misused(command->name, "The value of --%s is empty.", row->name);
	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		return EXIT_OK;
	case OPTION_TEXT:
		*(const char **)field = value;
		return EXIT_OK;
	case OPTION_URL:
		if (is_listened_at(out, value))
			return misused(command->name, "--%s %s is given twice.", row->name, value);
		if (out->listen_count == LISTEN_MOST)
			return misused(command->name, "At most %d --%s.", LISTEN_MOST, row->name);
		out->listen[out->listen_count++] = value;
		return EXIT_OK;
	case OPTION_COUNT:
	case OPTION_SIZE:
	case OPTION_TIME:
		if (!read_number(value, &numbers[row->kind], field))
			return misused(command->name, "--%s %s: expected %s.", row->name, value,
				       numbers[row->kind].expected);
		return EXIT_OK;
	}
	return EXIT_OK;
}

/* Says what is wrong with the word that getopt stopped at. */
static int refuse(const struct command *command, const struct option *known, int what, const char *word)
{
	if (what == ':')
		return misused(command->name, "%s needs a value.", word);
	const char *names[ROWS_MOST + 1];
	size_t count = 0;
	for (; known[count].name != NULL; count++)
		names[count] = known[count].name;
	char name[64];
	snprintf(name, sizeof name, "%.*s", (int)strcspn(word + strspn(word, "-"), "="), word + strspn(word, "-"));
	const char *near = nearest_name(name, names, count);
	if (near != NULL)
		return misused(command->name, "Unknown option %s; did you mean --%s?", word, near);
	return misused(command->name, "Unknown option %s.", word);
}

int options_read(const struct command *command, int argc, char **argv, struct settings *out, bool *asked_help)
{
	struct option known[ROWS_MOST + 2] = { { "help", no_argument, NULL, 'h' } };
	size_t count = 1;
	for (const struct option_row *row = command->options; row->name != NULL; row++, count++)
		known[count] = (struct option){ row->name, row->kind == OPTION_FLAG ? no_argument : required_argument,
						NULL, 0 };
	*asked_help = false;
	opterr = 0;
	optind = 0;
	int what, at = 0;
	while ((what = getopt_long(argc, argv, ":h", known, &at)) != -1) {
		if (what == 'h') {
			*asked_help = true;
			return EXIT_OK;
		}
		if (what != 0)
			return refuse(command, known, what, argv[optind - 1]);
		int result = set(command, &command->options[at - 1], optarg, out);
		if (result != EXIT_OK)
			return result;
	}
	if ((size_t)(argc - optind) != command->operand_count)
		return command->operand_count == 0 ? misused(command->name, "It takes no `%s`.", argv[optind])
						   : misused(command->name, "It takes %s.", command->operands);
	for (size_t i = 0; i < command->operand_count; i++) {
		out->operands[i] = argv[optind + (int)i];
		if (*out->operands[i] == '\0')
			return misused(command->name, "It takes %s, not an empty name.", command->operands);
	}
	return EXIT_OK;
}

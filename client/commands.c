/* The list of tables, and what their rows share. */
#include "client/commands.h"

#include <string.h>

/* In the order of help. */
static const struct command *const tables[] = {
	statement_commands, round_commands, zone_commands, question_commands, record_commands, service_commands,
};

const struct command *command_at(size_t n)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		for (const struct command *c = tables[i]; c->words != NULL; c++)
			if (n-- == 0)
				return c;
	return NULL;
}

bool command_begins(const struct command *command)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (command == tables[i])
			return true;
	return false;
}

const struct command *command_find(int count, char *const *args, int *taken)
{
	const struct command *best = NULL, *c;
	*taken = 0;
	for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
		const char *second = strchr(c->words, ' ');
		size_t first = second == NULL ? strlen(c->words) : (size_t)(second - c->words);
		int words = second == NULL ? 1 : 2;
		if (words <= *taken || words > count || strlen(args[0]) != first ||
		    strncmp(args[0], c->words, first) != 0 || (words == 2 && strcmp(args[1], second + 1) != 0))
			continue;
		best = c;
		*taken = words;
	}
	return best;
}

bool command_is_noun(const char *word)
{
	size_t size = strlen(word);
	const struct command *c;
	for (size_t i = 0; (c = command_at(i)) != NULL; i++)
		if (strncmp(c->words, word, size) == 0 && c->words[size] == ' ')
			return true;
	return false;
}

const struct option_row list_options[] = {
	OPTIONS_PAGES("the record", "title desc, name"),
	{ "deleted", 0, NULL, "deleted ones as well" },
	OPTIONS_END,
};

/* A field of the record by its name. */
#define OPTION_SET                                                                                                     \
	OPTION("set", 0, "FIELD=VALUE",                                                                                \
	       "set a field; may be repeated. A text as it is, other values as JSON: "                                 \
	       "--set venue.city=Astana --set aliases='[\"A\"]'")

const struct option_row create_options[] = { OPTION_SET, OPTIONS_END };

const struct option_row update_options[] = {
	OPTION_SET,
	{ "mask", 0, "FIELDS", "replace only these fields of the file's: title,venue.city" },
	OPTION_ETAG,
	OPTIONS_END,
};

const struct option_row delete_options[] = { OPTION_ETAG, OPTIONS_END };

const struct option_row history_options[] = {
	OPTION_LIMIT,   OPTION_ALL,
	OPTION_CHANGES, { "content", 0, NULL, "the record after each change as well (JSON and text)" },
	OPTION_SINCE,   OPTIONS_END,
};

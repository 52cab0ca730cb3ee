/* Options that take one of a few words: what is told of them when another is given, in `truce help values`,
 * and to the completion of a shell. */
#include <string.h>

#include "client/cli.h"

#define WORDS_MOST 9

static const struct {
	const char *option;
	const char *words[WORDS_MOST]; /* in the order in which they are told; ended by NULL */
} rows[] = {
	{ "output", { "table", "text", "json", "jsonl", "svg" } },
	{ "color", { "auto", "always", "never" } },
	{ "by", { "delegation", "topic", "track", "all" } },
	{ "decision", { "consent", "objection" } },
	{ "facet", { "delegation", "body", "year", "kind", "track", "topic" } },
	{ "format", { "json", "jsonl", "text", "csv", "votes", "elections", "akn", "geojson" } },
	{ "order", { "rank", "newest", "oldest", "date" } },
};
#define ROWS (sizeof rows / sizeof *rows)

const char *const *option_words(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].option, name) == 0)
			return rows[i].words;
	return NULL;
}

const char *option_worded(size_t n)
{
	return n < ROWS ? rows[n].option : NULL;
}

const char *option_words_told(struct cli *cli, const char *name)
{
	const char *const *words = option_words(name);
	const char *all = "";
	for (size_t i = 0; all != NULL && words != NULL && words[i] != NULL; i++)
		all = arena_printf(&cli->arena, "%s%s%s", all,
				   i == 0                 ? ""
				   : words[i + 1] == NULL ? " or "
							  : ", ",
				   words[i]);
	return all == NULL ? "" : all;
}

/* Commands a line each, and which was meant by one that is none. */
#include <string.h>

#include "client/cli.h"
#include "client/screen.h"
#include "proto/filter.h"

#define WIDTH 80
#define COMMAND_COLUMN 24
#define COMMANDS_MOST 128
#define NOUN_SIZE 32
#define WORDS_SIZE 128
#define MEANT_MOST 3

void help_row(FILE *out, const struct command *command)
{
	fprintf(out, "  %-22s", command->words);
	screen_wrap(out, command->summary, COMMAND_COLUMN, COMMAND_COLUMN, WIDTH);
}

bool help_rows(const struct cli *cli, const char *noun, FILE *out)
{
	const struct command *c;
	bool any = false;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++) {
		if (command_is_of(c, noun)) {
			help_row(out, c);
			any = true;
		}
	}
	return any;
}

/* What other programs call it: by itself, or behind a noun. */
static const struct {
	const char *word, *ours;
} elsewhere[] = {
	{ "verify", "log --verify" }, { "prove", "log --verify" },  { "proof", "log --verify" },
	{ "chain", "log --verify" },  { "witness", "log --verify" }, { "find", "search" },
	{ "diff", "compare" },        { "backup", "export" },        { "dump", "export" },
	{ "load", "import" },         { "changes", "log" },          { "acts", "positions" },
	{ "show", "get" },            { "view", "get" },             { "read", "get" },
	{ "add", "create" },          { "new", "create" },           { "edit", "update" },
	{ "set", "update" },          { "remove", "delete" },        { "rm", "delete" },
	{ "ls", "list" },             { "log", "history" },
};

/* Commands that may have been meant, the likeliest first. */
struct meant {
	char words[MEANT_MOST][WORDS_SIZE];
	size_t count;
};

static void add(struct meant *meant, const char *words)
{
	for (size_t i = 0; i < meant->count; i++)
		if (strcmp(meant->words[i], words) == 0)
			return;
	if (meant->count < MEANT_MOST)
		snprintf(meant->words[meant->count++], WORDS_SIZE, "%s", words);
}

/* Whether the words that a row of `elsewhere` puts in the place of another begin with a command. */
static bool is_there(const struct cli *cli, const char *words)
{
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++) {
		const size_t size = strlen(c->words);
		if (strncmp(words, c->words, size) == 0 && (words[size] == '\0' || words[size] == ' '))
			return true;
	}
	return false;
}

static void add_from_elsewhere(const struct cli *cli, const char *noun, const char *word, struct meant *meant)
{
	char words[WORDS_SIZE];
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
		if (strcmp(elsewhere[i].word, word) != 0)
			continue;
		snprintf(words, sizeof words, "%s%s%s", noun, noun[0] == '\0' ? "" : " ", elsewhere[i].ours);
		if (is_there(cli, words))
			add(meant, words);
	}
}

/* Commands whose last word it is: "threads" of "round threads". */
static void add_by_last_word(const struct cli *cli, const char *word, struct meant *meant)
{
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++) {
		const char *space = strrchr(c->words, ' ');
		if (strcmp(space == NULL ? c->words : space + 1, word) == 0)
			add(meant, c->words);
	}
}

/* What is written nearly so: of the whole, or of the first word. */
static void add_by_letters(const struct cli *cli, const char *words, const char *first, struct meant *meant)
{
	const char *names[2 * COMMANDS_MOST];
	char nouns[COMMANDS_MOST][NOUN_SIZE];
	size_t count = 0;
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL && i < COMMANDS_MOST; i++) {
		snprintf(nouns[i], NOUN_SIZE, "%.*s", (int)strcspn(c->words, " "), c->words);
		names[count++] = c->words;
		names[count++] = nouns[i];
	}
	const char *near = nearest_name(words, names, count);
	if (near == NULL)
		near = nearest_name(first, names, count);
	if (near != NULL && meant->count == 0)
		add(meant, near);
}

static void print_meant(const struct meant *meant)
{
	fputs("Did you mean ", stderr);
	for (size_t i = 0; i < meant->count; i++)
		fprintf(stderr, "%s`truce %s`", i == 0 ? "" : i + 1 == meant->count ? " or " : ", ", meant->words[i]);
	fputs("?\n", stderr);
}

void help_near(const struct cli *cli, const char *first, const char *second)
{
	const bool is_noun = command_is_noun(cli, first);
	struct meant meant = { .count = 0 };
	char words[WORDS_SIZE];
	snprintf(words, sizeof words, "%s%s%s", first, second == NULL ? "" : " ", second == NULL ? "" : second);
	if (is_noun && second == NULL)
		cli_fail(EXIT_USAGE, "truce %s does what? One of:", first);
	else
		cli_fail(EXIT_USAGE, "there is no command \"%s\"%s", words, is_noun ? "; there are:" : "");
	const bool printed = help_rows(cli, first, stderr);
	if (!is_noun || second != NULL) {
		add_from_elsewhere(cli, is_noun ? first : "", is_noun ? second : first, &meant);
		add_by_last_word(cli, is_noun ? second : first, &meant);
		add_by_letters(cli, words, first, &meant);
	}
	/* A noun alone was printed with all that it has. */
	if (meant.count > 0 && (!printed || strchr(meant.words[0], ' ') != NULL || !command_is_noun(cli, meant.words[0])))
		print_meant(&meant);
	else if (!printed)
		fputs("Try `truce help`.\n", stderr);
}

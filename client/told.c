#include "client/cli.h"

#include <string.h>
#include <strings.h>

/* A service's words name methods and fields. The command's user knows them as commands and
 * options: each name in a message that has a row in the tables of commands is told by that. */

#define NAME_MOST 80

static bool is_of_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* How surely a command is the one for a method of a service, "Zone" for ZoneService; 0 for not at
 * all. Best is one that is for this, and not for the records of another service only. */
static int fitness(const struct command *command, const char *path, const char *service, size_t size)
{
	for (int i = 0; i < COMMAND_METHODS_MOST && command->methods[i] != NULL; i++)
		if (strcmp(command->methods[i], path) == 0)
			return i > 0                                                                            ? 1
			       : command->collection == NULL || strncasecmp(command->words, service, size) == 0 ? 3
														: 2;
	return 0;
}

/* "`truce zone list`" of "ZoneService.ListZones"; NULL for a name of no method. */
static const char *command_for(struct cli *cli, const char *name)
{
	static const char mark[] = "Service.";
	const char *end = strstr(name, mark), *path;
	const struct command *best = NULL;
	int most = 0;
	if (end == NULL)
		return NULL;
	size_t size = (size_t)(end - name);
	path = arena_printf(&cli->arena, "/truce.v1.%.*sService/%s", (int)size, name, end + strlen(mark));
	for (size_t n = 0; path != NULL && command_at(n) != NULL; n++) {
		int fits = fitness(command_at(n), path, name, size);
		best = fits > most ? command_at(n) : best;
		most = fits > most ? fits : most;
	}
	return best == NULL ? NULL : arena_printf(&cli->arena, "`truce %s`", best->words);
}

/* What a name in a message is called here; NULL where it is the same. */
static const char *told_name(struct cli *cli, const char *name)
{
	const char *words = command_for(cli, name);
	return words != NULL || strchr(name, '_') == NULL ? words : origin_option_for(cli, name);
}

/* Puts a name, or what it is called here, to the text; false without memory. */
static bool put_name(struct cli *cli, const char *name, size_t size, struct buffer *out)
{
	char copy[NAME_MOST + 1];
	size_t stop = size > 0 && name[size - 1] == '.'; /* the sentence's */
	const char *words = NULL;
	if (size - stop <= NAME_MOST) {
		memcpy(copy, name, size - stop);
		copy[size - stop] = '\0';
		words = told_name(cli, copy);
	}
	if (words == NULL)
		return buffer_put(out, name, size) == STATUS_OK;
	return buffer_put(out, words, strlen(words)) == STATUS_OK &&
	       buffer_put(out, name + size - stop, stop) == STATUS_OK;
}

const char *told(struct cli *cli, const char *message)
{
	struct buffer text;
	const char *at = message, *whole = NULL;
	bool ok = true;
	if (cli->command == NULL || cli->command->methods[0] == NULL) /* `truce call` speaks the services' language */
		return message;
	buffer_init(&text, SIZE_MAX);
	while (ok && *at != '\0') {
		size_t size = 0;
		bool begins = at == message || !is_of_name(at[-1]);
		while (begins && is_of_name(at[size]))
			size++;
		ok = size > 0 ? put_name(cli, at, size, &text) : buffer_put(&text, at, 1) == STATUS_OK;
		at += size > 0 ? size : 1;
	}
	if (ok)
		whole = arena_text_n(&cli->arena, text.data == NULL ? "" : (const char *)text.data, text.size);
	buffer_fini(&text);
	return whole == NULL ? message : whole;
}

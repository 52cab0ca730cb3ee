#include "base/ascii.h"
#include "client/cli.h"

#include <string.h>
#include <strings.h>

/* A service's words name methods and fields. The command's user knows them as commands and
 * options: each name in a message that has a row in the tables of commands is told by that. */

#define NAME_MOST 80

static bool is_of_name(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '.';
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
	for (size_t n = 0; path != NULL && command_at(cli, n) != NULL; n++) {
		int fits = fitness(command_at(cli, n), path, name, size);
		best = fits > most ? command_at(cli, n) : best;
		most = fits > most ? fits : most;
	}
	return best == NULL ? NULL : arena_printf(&cli->arena, "`truce %s`", best->words);
}

/* What a name in a message is called here; NULL where it is the same. A field's name has several
 * words, or stands in marks. */
static const char *told_name(struct cli *cli, const char *name, bool marked)
{
	const char *words = command_for(cli, name);
	return words != NULL || (!marked && strchr(name, '_') == NULL) ? words : origin_option_for(cli, name);
}

/* Puts a name, or what it is called here, to the text; false without memory. */
static bool put_name(struct cli *cli, const char *name, size_t size, bool marked, struct buffer *out)
{
	char copy[NAME_MOST + 1];
	const char *words = NULL;
	if (size <= NAME_MOST) {
		memcpy(copy, name, size);
		copy[size] = '\0';
		words = told_name(cli, copy, marked);
	}
	if (words == NULL && marked) /* with its marks */
		return buffer_put(out, name - 1, size + 2) == STATUS_OK;
	return buffer_put(out, words == NULL ? name : words, words == NULL ? size : strlen(words)) == STATUS_OK;
}

/* Bytes of a name that begins at a place, without the point that ends a sentence. */
static size_t name_size(const char *at)
{
	size_t size = 0;
	while (is_of_name(at[size]))
		size++;
	return size > 0 && at[size - 1] == '.' ? size - 1 : size;
}

const char *told(struct cli *cli, const char *message)
{
	struct buffer text;
	const char *at = message, *whole = NULL;
	bool ok = true, quoted = false; /* what was given is told as it was given */
	if (cli->command == NULL || cli->command->methods[0] == NULL) /* `truce call` speaks the services' language */
		return message;
	buffer_init(&text, SIZE_MAX);
	while (ok && *at != '\0') {
		const char *name = at + (*at == '`');
		size_t size = name_size(name);
		bool marked = name > at && name[size] == '`';
		if (size == 0 || quoted || (name > at && !marked)) {
			quoted ^= *at == '"';
			ok = buffer_put(&text, at, 1) == STATUS_OK;
			at++;
			continue;
		}
		ok = put_name(cli, name, size, marked, &text);
		at = name + size + marked;
	}
	if (ok)
		whole = arena_text_n(&cli->arena, text.data == NULL ? "" : (const char *)text.data, text.size);
	buffer_fini(&text);
	return whole == NULL ? message : whole;
}

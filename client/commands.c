/* How a command is found in the tables, and what their rows share. */
#include "client/commands.h"

#include <string.h>

#include "proto/schema.h"

const struct command *command_at(const struct cli *cli, size_t n)
{
	for (const struct command *const *table = cli->tables; *table != NULL; table++)
		for (const struct command *c = *table; c->words != NULL; c++)
			if (n-- == 0)
				return c;
	return NULL;
}

bool command_begins(const struct cli *cli, const struct command *command)
{
	for (const struct command *const *table = cli->tables; *table != NULL; table++)
		if (command == *table)
			return true;
	return false;
}

const struct command *command_find(const struct cli *cli, int count, char *const *args, int *taken)
{
	const struct command *best = NULL, *c;
	*taken = 0;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++) {
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

bool command_is_of(const struct command *command, const char *noun)
{
	const size_t size = strlen(noun);
	return strncmp(command->words, noun, size) == 0 && command->words[size] == ' ';
}

bool command_is_noun(const struct cli *cli, const char *word)
{
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++)
		if (command_is_of(c, word))
			return true;
	return false;
}

bool command_calls(const struct command *command, const char *path)
{
	for (size_t i = 0; i < COMMAND_METHODS_MOST && command->methods[i] != NULL; i++)
		if (strcmp(command->methods[i], path) == 0)
			return true;
	return false;
}

/* Whether the command's first method, which it is about, can read an earlier state; `call` can,
 * where its method can. */
bool command_takes_as_of(const struct command *command)
{
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *method;
	return command->methods[0] == NULL
		       ? command->any_method
		       : schema_method(command->methods[0], &service, &method) &&
				 protobuf_c_message_descriptor_get_field_by_name(method->input, "as_of_revision") !=
					 NULL;
}

/* ---- Options ----------------------------------------------------------- */

const struct option_row global_options[] = {
	{ "server", 's', "URL",
	  "service to call: ipc://PATH, tcp://HOST:PORT or tls+tcp://HOST:PORT, or by gRPC unix:PATH, "
	  "grpc://HOST:PORT or grpcs://HOST:PORT; otherwise $TRUCE_SERVER, the local socket, "
	  "tcp://127.0.0.1:7710" },
	{ "store", 'S', "DIR", "work on the store in DIR in this process, without a service" },
	{ "output", 'o', "FORMAT",
	  "table, text, json (the reply as protobuf's JSON), jsonl (a record a line) or, of a timeline, svg" },
	{ "as-of", 0, "WHEN",
	  "of commands whose help has it: what the record held then; a revision (12), so many changes ago (-3), the "
	  "end of a day "
	  "(2017-12-20, today, yesterday) or an instant (RFC 3339)" },
	{ "reason", 0, "TEXT", "why a change is made; kept in the journal" },
	{ "timeout", 0, "TIME", "how long to wait for a reply: 500ms, 30s, 2m (30s)" },
	{ "token-file", 0, "FILE", "file with the token to call with; otherwise $TRUCE_TOKEN" },
	{ "ca", 0, "FILE", "PEM file of certificates to trust on tls+tcp:// and grpcs://" },
	{ "cert", 0, "FILE", "PEM file of the certificate to show there, where the service demands one" },
	{ "key", 0, "FILE", "PEM file of its key; otherwise the certificate's file" },
	{ "color", 0, "HOW", "auto, always or never" },
	{ "help", 'h', NULL, "help on the command" },
	{ "version", 'V', NULL, "the version" },
	{ NULL, 0, NULL, NULL },
};

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

#include "client/cli.h"

#include <string.h>

#include "client/screen.h"
#include "client/words.h"
#include "proto/rules.h"
#include "truce/v1/statement_service.pb-c.h"

#define TIMEOUT_MS 5000
#define SHOWN_MOST 70 /* columns of what is no name */

struct named {
	const char *name;
	struct named *before;
};

static const struct kind {
	const char *plural, *noun, *get;
} kinds[] = {
	{ "statements", "statement", "/truce.v1.StatementService/GetStatement" },
	{ "rounds", "round", "/truce.v1.RoundService/GetRound" },
	{ "zones", "zone", "/truce.v1.ZoneService/GetZone" },
	{ "texts", "text", NULL },
};

static const struct kind *kind_of(const char *plural, size_t size)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strlen(kinds[i].plural) == size && strncmp(kinds[i].plural, plural, size) == 0)
			return &kinds[i];
	return NULL;
}

bool name_add(struct cli *cli, const char *name)
{
	struct named *named = arena_alloc(&cli->arena, sizeof *named);
	if (named == NULL)
		return false;
	*named = (struct named){ name, cli->named };
	cli->named = named;
	return true;
}

/* ---- A symbol for a name ---------------------------------------------------- */

#define LIST "/truce.v1.StatementService/ListStatements"

/* Those that have the symbol, up to two of them; NULL where that could not be asked. */
static const Truce__V1__ListStatementsResponse *holders_of(struct cli *cli, const char *symbol)
{
	ProtobufCMessage *request = cli_request(LIST, &cli->arena), *response;
	const char *quote = words_quote(&cli->arena, symbol);
	const char *filter = quote == NULL ? NULL : arena_printf(&cli->arena, "symbol = %s", quote);
	if (request == NULL || filter == NULL || !field_text(request, "filter", filter, &cli->arena) ||
	    !field_number(request, "page_size", 2) || cli_as_of(cli, request, &cli->arena) != EXIT_OK ||
	    cli_open(cli) != EXIT_OK)
		return NULL;
	struct truce_reply *reply = cli_exchange(cli, LIST, request, TIMEOUT_MS);
	if (reply == NULL || reply->code != STATUS_OK ||
	    cli_unpack(cli, LIST, reply, &cli->arena, &response) != EXIT_OK)
		response = NULL;
	truce_reply_free(reply);
	return (const void *)response;
}

/* The name of the one statement that has what was given for its symbol; NULL where it is no symbol
 * and where it is of several, which is said. */
static const char *name_of_symbol(struct cli *cli, const char *symbol, bool *said)
{
	const Truce__V1__ListStatementsResponse *holders = strchr(symbol, '/') == NULL ? NULL : holders_of(cli, symbol);
	*said = holders != NULL && holders->n_statements > 1;
	if (*said)
		cli_usage(cli, "\"%s\" is the symbol of several: %s, %s; give the name of one of them",
			  screen_cut(&cli->arena, symbol, SHOWN_MOST), holders->statements[0]->name,
			  holders->statements[1]->name);
	return holders != NULL && holders->n_statements == 1 ? holders->statements[0]->name : NULL;
}

/* ---- Names ------------------------------------------------------------------ */

const char *name_read(struct cli *cli, const char *plural, const char *text)
{
	const struct kind *kind = kind_of(plural, strlen(plural));
	bool is_text = kind->get == NULL, is_whole = strchr(text, '/') != NULL, said = false;
	const char *name = is_whole ? text : arena_printf(&cli->arena, "%s/%s", plural, text);
	if (name != NULL && strcmp(plural, "statements") == 0 && !form_name_of(name, plural))
		name = name_of_symbol(cli, text, &said);
	if (said)
		return NULL;
	if (name == NULL || !(is_text ? form_text(name) : form_name_of(name, plural))) {
		cli_usage(cli, "\"%s\" is not the name of a %s: %s, with or without \"%s/\" before them",
			  screen_cut(&cli->arena, text, SHOWN_MOST), kind->noun,
			  is_text ? "64 hexadecimal digits" : "small letters, digits and hyphens", plural);
		return NULL;
	}
	if (!is_text && !name_add(cli, name)) {
		cli_no_memory();
		return NULL;
	}
	return name;
}

/* Gets a record, in the state that is asked about, for the error where it is not there. */
static int check_name(struct cli *cli, const char *name)
{
	const struct kind *kind = kind_of(name, strcspn(name, "/"));
	if (kind == NULL || kind->get == NULL)
		return EXIT_OK;
	ProtobufCMessage *request = cli_request(kind->get, &cli->arena), *record;
	if (request == NULL || !field_text(request, "name", name, &cli->arena))
		return cli_no_memory();
	int code = cli_as_of(cli, request, &cli->arena);
	return code != EXIT_OK ? code : cli_call(cli, kind->get, request, &cli->arena, &record);
}

int names_check(struct cli *cli, int64_t answered)
{
	int64_t count = 0;
	int code = EXIT_OK;
	for (const struct named *n = cli->named; n != NULL; n = n->before)
		count++;
	for (const struct named *n = cli->named; n != NULL && code == EXIT_OK && answered < count; n = n->before)
		code = check_name(cli, n->name);
	return code;
}

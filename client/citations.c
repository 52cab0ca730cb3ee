#include "client/views.h"

#include <string.h>

#include "client/meant.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/position_service.pb-c.h"

static const struct column columns[] = {
	{ "DATE", 0, 0 },
	{ "WHO", COLUMN_WRAP, 7 },
	{ "STATEMENT", COLUMN_NAME | COLUMN_WRAP, 16 },
	{ "BLOCK", COLUMN_RIGHT | COLUMN_SPARE, 0 },
	{ "PRINTED", COLUMN_WRAP, 18 },
	{ "STANCE", COLUMN_STATE, 0 },
};

static void add_use(struct table *table, struct arena *arena, const Truce__V1__CitationUse *use)
{
	bool placed = use->span != NULL && use->span->block > 0;
	const char *block = placed ? arena_printf(arena, "%d", use->span->block) : "";
	const char *cells[] = {
		words_date(arena, use->date),
		words_parties(arena, use->parties, use->n_parties),
		words_id(use->statement),
		block,
		use->printed,
		words_enum(arena, &truce__v1__citation_use__stance__descriptor, (int)use->stance),
	};
	table_add(table, cells);
}

/* What a table's row has no room for. */
static void say_doubt(struct cli *cli, const Truce__V1__CitationUse *use)
{
	struct arena *arena = &cli->arena;
	const char *line = use->doubt[0] == '\0' ? NULL
						 : arena_printf(arena, "%s: %s: %s", words_id(use->statement),
								use->instrument, use->doubt);
	if (line != NULL)
		screen_wrap(stdout, screen_safe(arena, line, false), 0, 2, screen_columns());
}

static int print_uses(struct cli *cli, const Truce__V1__ListCitationsResponse *r)
{
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_citations; i++)
		add_use(table, &cli->arena, r->citations[i]);
	int code = table_print(table, "no citations");
	for (size_t i = 0; i < r->n_citations; i++)
		say_doubt(cli, r->citations[i]);
	return code;
}

int citations_run(struct cli *cli, int count, char **args)
{
	const char *given = option_text(cli, "statement"), *statement = NULL;
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena), *message;
	if (given != NULL && (statement = name_read(cli, "statements", given)) == NULL)
		return EXIT_USAGE;
	if (request == NULL || (count > 0 && !field_text(request, "instrument", args[0], &cli->arena)) ||
	    (statement != NULL && !field_text(request, "statement", statement, &cli->arena)))
		return cli_no_memory();
	int code = answer_read(cli, cli_method(cli, 0), request, "citations", &message);
	if (code != EXIT_OK)
		return code;
	if (cli->output != OUTPUT_TABLE)
		return answer_print(cli, message, "citations");
	const Truce__V1__ListCitationsResponse *response = (const void *)message;
	code = print_uses(cli, response);
	if (code == EXIT_OK && response->n_citations == 0 && count > 0) {
		meant_say(cli, NULL, "cites", args[0]);
		meant_say_words(cli, args[0]);
	}
	return code;
}

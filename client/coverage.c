#include "client/record.h"
#include "client/screen.h"
#include "client/views.h"
#include "client/words.h"
#include "truce/v1/coverage_service.pb-c.h"

static const struct column columns[] = {
	{ "LACKING", COLUMN_NAME, 0 },
	{ "NUMBERS", 0, 0 },
	{ "OF", COLUMN_WRAP, 16 },
};

/* "8101-8119", "8101". */
static const char *numbers(struct arena *arena, const Truce__V1__CoverageGap *gap)
{
	if (gap->first == 0)
		return "";
	return gap->first == gap->last ? arena_printf(arena, "%d", gap->first)
				       : arena_printf(arena, "%d-%d", gap->first, gap->last);
}

static const char *owner(struct arena *arena, const Truce__V1__CoverageGap *gap)
{
	const char *meeting = gap->meeting == 0 ? "" : arena_printf(arena, "meeting %d", gap->meeting);
	return words_join(arena, words_id(gap->statement), ", ", meeting);
}

/* Of which others something is held: a name may have been misspelt, a session left out. */
static void note_others(struct cli *cli, const Truce__V1__CheckCoverageResponse *r)
{
	const char *session = option_text(cli, "session");
	if (r->n_others == 0)
		return;
	const char *in = session == NULL ? "" : arena_printf(&cli->arena, " in session %s", session);
	const char *asked =
		arena_printf(&cli->arena, "no meeting from %s to %s of \"%s\"%s is on record", option_text(cli, "from"),
			     option_text(cli, "to"), option_text(cli, "body"), in);
	fflush(stdout);
	fprintf(stderr, "%s; there are meetings of:\n", screen_safe(&cli->arena, asked, false));
	for (size_t i = 0; i < r->n_others; i++) {
		const Truce__V1__MeetingSeries *other = r->others[i];
		in = other->session[0] == '\0' ? "" : arena_printf(&cli->arena, " --session %s", other->session);
		const char *words = arena_printf(&cli->arena, "--body \"%s\"%s", other->body, in);
		fprintf(stderr, "  %s\n", screen_safe(&cli->arena, words, false));
	}
}

static int print_gaps(struct cli *cli, const Truce__V1__CheckCoverageResponse *r)
{
	struct table *table = table_new(cli, columns, sizeof columns / sizeof *columns);
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_gaps; i++) {
		const Truce__V1__CoverageGap *gap = r->gaps[i];
		const char *cells[] = {
			words_enum(&cli->arena, &truce__v1__coverage_gap__kind__descriptor, (int)gap->kind),
			numbers(&cli->arena, gap),
			owner(&cli->arena, gap),
		};
		table_add(table, cells);
	}
	int code = table_print(table, r->meetings_asked > 0
					      ? "nothing is lacking"
					      : "no clause is lacking; of meetings, name the --body, --from and --to");
	if (code == EXIT_OK && r->meetings_asked > 0)
		printf("%d of %d meetings on record, %d in part\n", r->meetings_held, r->meetings_asked,
		       r->meetings_in_part);
	if (code == EXIT_OK)
		note_others(cli, r);
	return code;
}

int coverage_run(struct cli *cli, int count, char **args)
{
	static const char *const texts[] = { "body", "session" }, *const bounds[] = { "from", "to" };
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena), *response;
	(void)count;
	(void)args;
	for (size_t i = 0; request != NULL && i < sizeof texts / sizeof *texts; i++) {
		const char *text = option_text(cli, texts[i]);
		if (text != NULL && !field_text(request, texts[i], text, &cli->arena))
			return cli_no_memory();
	}
	if (request == NULL)
		return cli_no_memory();
	if (option_given(cli, "body") && (!option_given(cli, "from") || !option_given(cli, "to")))
		return cli_usage(cli,
				 "--body needs --from and --to, the first and last number of a meeting asked about");
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		int64_t number;
		int code = option_number(cli, bounds[i], 1, INT32_MAX, 0, &number);
		if (code != EXIT_OK)
			return code;
		field_number(request, bounds[i], number);
	}
	int code = cli_call(cli, cli_method(cli, 0), request, &cli->arena, &response);
	if (code != EXIT_OK)
		return code;
	return cli->output == OUTPUT_TABLE ? print_gaps(cli, (const void *)response)
					   : answer_print(cli, response, "gaps");
}

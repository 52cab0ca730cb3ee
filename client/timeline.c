#include "client/chart.h"
#include "client/record.h"
#include "client/views.h"
#include "client/words.h"

/* The zones named; all where none is. */
static int put_names(struct cli *cli, int count, char **args, const char **filter)
{
	const char *any = NULL;
	for (int i = 0; i < count; i++) {
		const char *name = name_read(cli, "zones", args[i]);
		const char *quote = name == NULL ? NULL : words_quote(&cli->arena, name);
		if (name == NULL)
			return EXIT_USAGE;
		any = quote == NULL ? NULL
				    : arena_printf(&cli->arena, "%s%szone = %s", i == 0 ? "" : any,
						   i == 0 ? "" : " OR ", quote);
		if (any == NULL)
			return cli_no_memory();
	}
	const char *group = any == NULL ? NULL : arena_printf(&cli->arena, "(%s)", any);
	*filter = answer_filter(cli, NULL, group, NULL);
	return *filter == NULL ? cli_no_memory() : EXIT_OK;
}

static bool put_question(struct cli *cli, ProtobufCMessage *request)
{
	static const struct {
		const char *option, *field;
	} rows[] = { { "from", "from_date" }, { "to", "to_date" }, { "reading", "reading" } };
	for (size_t i = 0; request != NULL && i < sizeof rows / sizeof *rows; i++) {
		const char *text = option_text(cli, rows[i].option);
		if (text != NULL && !field_text(request, rows[i].field, text, &cli->arena))
			return false;
	}
	return request != NULL;
}

int timeline_run(struct cli *cli, int count, char **args)
{
	static const struct {
		enum output output;
		int (*print)(struct cli *cli, const Truce__V1__ListZoneTimelinesResponse *answer);
	} pictures[] = { { OUTPUT_TABLE, chart_draw }, { OUTPUT_SVG, chart_picture } };
	const char *method = cli_method(cli, 0), *filter;
	ProtobufCMessage *request = cli_request(method, &cli->arena), *answer;
	int code = put_names(cli, count, args, &filter);
	if (code == EXIT_OK && !put_question(cli, request))
		code = cli_no_memory();
	if (code == EXIT_OK)
		code = answer_read_filtered(cli, method, request, filter, "zone_timelines", &answer);
	if (code != EXIT_OK)
		return code;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		if (pictures[i].output == cli->output)
			return pictures[i].print(cli, (const void *)answer);
	return answer_print(cli, answer, "zone_timelines");
}

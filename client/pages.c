#include "client/record.h"

#include <string.h>

#include "client/words.h"

#define PAGE_MOST 5000
#define LIMIT_MOST 1000000

const char *answer_filter(struct cli *cli, const char *filter, const char *before, const char *value)
{
	const char *given = option_text(cli, "filter");
	if (filter == NULL)
		filter = given == NULL || given[0] == '\0' ? "" : arena_printf(&cli->arena, "(%s)", given);
	if (filter == NULL || before == NULL)
		return filter;
	const char *quote = value == NULL ? "" : words_quote(&cli->arena, value);
	const char *part = quote == NULL ? NULL : arena_printf(&cli->arena, "%s%s", before, quote);
	return part == NULL ? NULL : words_join(&cli->arena, filter, " AND ", part);
}

static int put_query(struct cli *cli, ProtobufCMessage *request, const char *filter)
{
	static const struct {
		const char *option, *field;
	} texts[] = { { "order-by", "order_by" }, { "page-token", "page_token" } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = option_text(cli, texts[i].option);
		if (text != NULL && !field_text(request, texts[i].field, text, &cli->arena))
			return cli_no_memory();
	}
	if (filter != NULL && !field_text(request, "filter", filter, &cli->arena))
		return cli_no_memory();
	if (option_given(cli, "deleted"))
		field_number(request, "show_deleted", true);
	return cli_as_of(cli, request, &cli->arena);
}

bool answer_join(ProtobufCMessage *all, ProtobufCMessage *page, const char *each, struct arena *arena)
{
	const size_t count = message_count(page, cli_field(page, each));
	for (size_t i = 0; i < count; i++)
		if (!message_append(all, each, field_element(page, each, i), arena))
			return false;
	return message_set_text(all, "next_page_token", message_text(page, "next_page_token"));
}

static int64_t counted(const ProtobufCMessage *m, const char *each)
{
	return (int64_t)message_count(m, cli_field(m, each));
}

int answer_read(struct cli *cli, const char *method, ProtobufCMessage *request, const char *each,
		ProtobufCMessage **out)
{
	return answer_read_filtered(cli, method, request, option_text(cli, "filter"), each, out);
}

int answer_read_filtered(struct cli *cli, const char *method, ProtobufCMessage *request, const char *filter,
			 const char *each, ProtobufCMessage **out)
{
	int64_t limit;
	ProtobufCMessage *all = NULL, *page;
	int code = request == NULL ? cli_no_memory() : put_query(cli, request, filter);
	if (code == EXIT_OK)
		code = option_number(cli, "limit", 1, LIMIT_MOST, option_given(cli, "all") ? INT64_MAX : 50, &limit);
	const char *token = NULL;
	while (code == EXIT_OK && (all == NULL || (token[0] != '\0' && counted(all, each) < limit))) {
		int64_t left = limit - (all == NULL ? 0 : counted(all, each));
		field_number(request, "page_size", left < PAGE_MOST ? left : PAGE_MOST);
		if (all != NULL && !field_text(request, "page_token", token, &cli->arena))
			return cli_no_memory();
		code = cli_call(cli, method, request, &cli->arena, &page);
		if (code != EXIT_OK)
			return code;
		if (all == NULL)
			all = page;
		else if (!answer_join(all, page, each, &cli->arena))
			return cli_no_memory();
		token = message_text(all, "next_page_token");
	}
	if (code == EXIT_OK)
		code = names_check(cli, counted(all, each));
	if (code != EXIT_OK)
		return code;
	if (token[0] != '\0' && !output_is_json(cli))
		cli->more = "there are more; --all shows all";
	*out = all;
	return EXIT_OK;
}

int answer_print(struct cli *cli, const ProtobufCMessage *response, const char *each)
{
	if (output_is_json(cli))
		return output_message(cli, response, each);
	const ProtobufCFieldDescriptor *f = cli_field(response, each);
	for (size_t i = 0; i < message_count(response, f); i++) {
		if (i > 0)
			putchar('\n');
		show_message(cli, message_at(response, f, i));
	}
	return EXIT_OK;
}

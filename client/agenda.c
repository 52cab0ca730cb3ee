#include "client/views.h"

#include <string.h>

#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/round_service.pb-c.h"

static const struct column columns[] = {
	{ "OUTCOME", COLUMN_STATE, 0 },
	{ "ITEM", COLUMN_WRAP, 16 },
	{ "CARRIES ON", COLUMN_WRAP | COLUMN_SPARE, 10 },
	{ "NOTE", COLUMN_WRAP, 16 },
};

static bool is_open(const Truce__V1__AgendaItem *item)
{
	return item->outcome != TRUCE__V1__AGENDA_ITEM__OUTCOME__OUTCOME_AGREED;
}

/* "astana-6, detainees" of "rounds/astana-6/agenda/detainees". */
static const char *carried_from(struct arena *arena, const char *name)
{
	const char *round = words_id(name), *end = strchr(round, '/'), *item = strrchr(round, '/');
	if (end == NULL)
		return round;
	const char *words = arena_printf(arena, "%.*s, %s", (int)(end - round), round, item + 1);
	return words == NULL ? "" : words;
}

static int print_items(struct cli *cli, const Truce__V1__Round *r)
{
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_agenda; i++) {
		const Truce__V1__AgendaItem *item = r->agenda[i];
		const char *outcome =
			words_enum(&cli->arena, &truce__v1__agenda_item__outcome__descriptor, (int)item->outcome);
		const char *cells[] = { outcome, item->title[0] == '\0' ? item->topic : item->title,
					carried_from(&cli->arena, item->carries_on), item->note };
		table_add(table, cells);
	}
	return table_print(table, NULL);
}

static void print_next(struct cli *cli, const Truce__V1__NextMeeting *next)
{
	struct arena *arena = &cli->arena;
	const char *date = words_date(arena, next->date);
	const char *words = words_join(arena, date, ", ", next->venue == NULL ? "" : next->venue->city);
	words = words_join(arena, words, ", ", next->title);
	if (next->date != NULL && next->date->printed[0] != '\0' && strcmp(next->date->printed, date) != 0)
		words = arena_printf(arena, "%s (\"%s\")", words, next->date->printed);
	printf("next: ");
	screen_wrap(stdout, screen_safe(arena, words == NULL ? "" : words, false), 6, 6, screen_columns());
}

/* A round without the items that are settled; NULL without memory. */
static Truce__V1__Round *open_part(const Truce__V1__Round *round, struct arena *arena)
{
	Truce__V1__Round *r = arena_copy(arena, round, sizeof *round);
	Truce__V1__AgendaItem **items = arena_array(arena, round->n_agenda, sizeof(Truce__V1__AgendaItem *));
	if (r == NULL || items == NULL)
		return NULL;
	r->agenda = items;
	r->n_agenda = 0;
	for (size_t i = 0; i < round->n_agenda; i++)
		if (is_open(round->agenda[i]))
			items[r->n_agenda++] = round->agenda[i];
	return r;
}

/* The answer with those rounds that left something open, and that; NULL without memory. */
static ProtobufCMessage *only_open(const ProtobufCMessage *response, struct arena *arena)
{
	const ProtobufCFieldDescriptor *f = cli_field(response, "rounds");
	ProtobufCMessage *open = message_new(response->descriptor, arena);
	if (open == NULL)
		return NULL;
	for (size_t i = 0; i < message_count(response, f); i++) {
		Truce__V1__Round *r = open_part((const void *)message_at(response, f, i), arena);
		if (r == NULL || (r->n_agenda > 0 && !message_append(open, "rounds", &r->base, arena)))
			return NULL;
	}
	const char *token = message_text(response, "next_page_token");
	if (token != NULL)
		message_set_text(open, "next_page_token", token);
	return open;
}

static int print_round(struct cli *cli, const Truce__V1__Round *r, bool open, bool first)
{
	struct arena *arena = &cli->arena;
	const char *head = words_join(arena, words_id(r->name), "  ", words_date(arena, r->date));
	head = words_join(arena, head, "  ", r->venue == NULL ? "" : r->venue->city);
	head = words_join(arena, head, "  ", r->title);
	printf("%s%s", first ? "" : "\n", cli->color ? "\033[1m" : "");
	screen_wrap(stdout, screen_safe(arena, head, false), 0, 0, screen_columns());
	printf("%s", cli->color ? "\033[0m" : "");
	int code = print_items(cli, r);
	if (r->n_agenda == 0)
		printf("no agenda on record\n");
	if (r->next_meeting != NULL && !open)
		print_next(cli, r->next_meeting);
	return code;
}

static int read_rounds(struct cli *cli, int count, char **args, ProtobufCMessage **out)
{
	if (count == 0) {
		ProtobufCMessage *request = cli_request(cli_method(cli, 1), &cli->arena);
		if (request != NULL && !option_given(cli, "order-by") &&
		    !field_text(request, "order_by", "date.latest", &cli->arena))
			return cli_no_memory();
		return answer_read(cli, cli_method(cli, 1), request, "rounds", out);
	}
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena);
	const char **names = arena_array(&cli->arena, (size_t)count, sizeof *names);
	for (int i = 0; names != NULL && i < count; i++)
		if ((names[i] = name_read(cli, "rounds", args[i])) == NULL)
			return EXIT_USAGE;
	if (request == NULL || names == NULL || !field_texts(request, "names", names, (size_t)count, &cli->arena))
		return cli_no_memory();
	int code = cli_as_of(cli, request, &cli->arena);
	return code != EXIT_OK ? code : cli_call(cli, cli_method(cli, 0), request, &cli->arena, out);
}

int agenda_run(struct cli *cli, int count, char **args)
{
	ProtobufCMessage *response;
	bool open = option_given(cli, "open");
	if (option_given(cli, "on"))
		return threads_show(cli, 2, count, args);
	int code = read_rounds(cli, count, args, &response);
	if (code == EXIT_OK && open && (response = only_open(response, &cli->arena)) == NULL)
		code = cli_no_memory();
	if (code != EXIT_OK || output_is_json(cli))
		return code != EXIT_OK ? code : output_message(cli, response, "rounds");
	const ProtobufCFieldDescriptor *f = cli_field(response, "rounds");
	for (size_t i = 0; code == EXIT_OK && i < message_count(response, f); i++)
		code = print_round(cli, (const void *)message_at(response, f, i), open, i == 0);
	return code;
}

#include "client/views.h"

#include <string.h>

#include "base/time.h"
#include "client/meant.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/statement_service.pb-c.h"

#define TEXT_INDENT 2

/* Options that are a condition of the filter each, and the field of search that is like it. */
static const struct {
	const char *option, *before, *field;
} conditions[] = {
	{ "party", "parties.id = ", "delegation" },
	{ "person", "speaker.id = ", NULL },
	{ "cites", "citations.instrument = ", "cites" }, /* with a star; else the request's own */
	{ "statement", "statement = ", NULL },
	{ "from", "date.earliest >= ", NULL }, /* the whole of a statement's time; what has none is left out */
	{ "to", "date.latest <= ", NULL },
};

static bool is_own(const char *option, const char *value)
{
	return strcmp(option, "cites") == 0 && strchr(value, '*') == NULL;
}

/* The condition of an option; "" for what the request has a field for. */
static const char *condition(struct cli *cli, size_t i, const char *value)
{
	const char *before = conditions[i].before, *quote = words_quote(&cli->arena, value);
	if (is_own(conditions[i].option, value))
		return "";
	return quote == NULL ? NULL : arena_printf(&cli->arena, "%s%s", before, quote);
}

/* A filter compares texts: what is no day has to be told here. */
static int check_days(struct cli *cli)
{
	static const char *const bounds[] = { "from", "to" };
	int32_t day;
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		const char *text = option_text(cli, bounds[i]);
		if (text != NULL && !date_parse(text, &day))
			return cli_fail(EXIT_DATA, "--%s %s: is not a date (YYYY-MM-DD)", bounds[i],
					screen_safe(&cli->arena, text, false));
	}
	return EXIT_OK;
}

static const char *make_filter(struct cli *cli, const char *party)
{
	const char *given = option_text(cli, "filter");
	const char *filter = given == NULL || given[0] == '\0' ? "" : arena_printf(&cli->arena, "(%s)", given);
	for (size_t i = 0; filter != NULL && i < sizeof conditions / sizeof *conditions; i++) {
		const char *value = option_text(cli, conditions[i].option);
		if (value == NULL)
			continue;
		if (strcmp(conditions[i].option, "party") == 0)
			value = party;
		if (strcmp(conditions[i].option, "statement") == 0)
			value = name_read(cli, "statements", value);
		const char *part = value == NULL ? NULL : condition(cli, i, value);
		filter = part == NULL ? NULL : words_join(&cli->arena, filter, " AND ", part);
	}
	return filter;
}

static const char *place_of(struct arena *arena, const Truce__V1__Passage *p)
{
	const char *kind = words_enum(arena, &truce__v1__block__kind__descriptor, (int)p->kind);
	if (p->number > 0)
		return arena_printf(arena, "%s %d", kind, p->number);
	return arena_printf(arena, "%s%sblock %d", kind, kind[0] == '\0' ? "" : ", ", p->block);
}

static const char *head_of(struct arena *arena, const Truce__V1__Passage *p)
{
	const char *who = words_parties(arena, p->parties, p->n_parties);
	if (p->speaker != NULL)
		who = words_join(arena, who, ", ", p->speaker->printed);
	const char *head = words_join(arena, words_date(arena, p->date), "  ", who);
	return words_join(arena, head, "  ", words_enum(arena, &truce__v1__track__descriptor, (int)p->track));
}

static void print_passage(struct cli *cli, const Truce__V1__Passage *p, int columns)
{
	struct arena *arena = &cli->arena;
	const char *place = place_of(arena, p);
	const char *where = words_join(arena, words_id(p->statement), ", ", place == NULL ? "" : place);
	where = words_join(arena, where, "  ", p->symbol);
	const char *head = head_of(arena, p);
	printf("%s", cli->color ? "\033[1m" : "");
	if (head[0] != '\0')
		screen_wrap(stdout, screen_safe(arena, head, false), 0, 0, columns);
	printf("%s", cli->color ? "\033[0m" : "");
	screen_wrap(stdout, screen_safe(arena, where, false), 0, 0, columns);
	printf("%*s", TEXT_INDENT, "");
	screen_wrap(stdout, screen_safe(arena, p->text, true), TEXT_INDENT, TEXT_INDENT, columns);
}

static void say_none(struct cli *cli)
{
	fprintf(stderr, "no passages%s\n",
		option_given(cli, "about") ? "; `truce search` finds words in other forms, too" : "");
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
		if (conditions[i].field != NULL)
			meant_say(cli, conditions[i].option, conditions[i].field,
				  option_text(cli, conditions[i].option));
	meant_say_person(cli, "person", option_text(cli, "person"));
}

int passages_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 0), *party;
	int code = check_days(cli);
	if (code == EXIT_OK)
		code = meant_party(cli, &party);
	if (code != EXIT_OK)
		return code;
	const char *filter = make_filter(cli, party);
	ProtobufCMessage *request = cli_request(method, &cli->arena), *message;
	const char *cites = option_text(cli, "cites"), *about = option_text(cli, "about");
	(void)count;
	(void)args;
	if (filter == NULL)
		return EXIT_USAGE;
	if ((cites != NULL && is_own("cites", cites) && !field_text(request, "instrument", cites, &cli->arena)) ||
	    (about != NULL && !field_text(request, "words", about, &cli->arena)))
		return cli_no_memory();
	code = answer_read_filtered(cli, method, request, filter, "passages", &message);
	if (code != EXIT_OK || output_is_json(cli))
		return code != EXIT_OK ? code : output_message(cli, message, "passages");
	const Truce__V1__ListPassagesResponse *response = (const void *)message;
	int columns = screen_columns();
	for (size_t i = 0; i < response->n_passages; i++) {
		if (i > 0)
			putchar('\n');
		print_passage(cli, response->passages[i], columns);
	}
	if (response->n_passages == 0)
		say_none(cli);
	return EXIT_OK;
}

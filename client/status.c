#include "client/views.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/zone_service.pb-c.h"

#define WITHIN_MOST 36500
#define GROUNDS_MOST 16

static const struct column columns[] = {
	{ "ZONE", COLUMN_NAME | COLUMN_WRAP, 18 },
	{ "READING", COLUMN_WRAP, 9 },
	{ "STATE", COLUMN_STATE | COLUMN_WRAP, 10 },
	{ "TERM", COLUMN_RIGHT | COLUMN_SPARE, 0 },
	{ "FROM", COLUMN_SPARE, 0 },
	{ "ENDS", 0, 0 },
	{ "LEFT", COLUMN_RIGHT, 0 },
	{ "CONSENT MISSING", COLUMN_WRAP, 11 },
};

static const char *words_term_state(struct arena *arena, Truce__V1__ZoneStatus__State state)
{
	const char *words = words_enum(arena, &truce__v1__zone_status__state__descriptor, (int)state);
	return words[0] == '\0' ? "no term known" : words;
}

/* The states that are possible, where the record does not decide. */
const char *words_states(struct arena *arena, Truce__V1__ZoneStatus__State state,
			 const Truce__V1__ZoneStatus__State *possible, size_t count)
{
	const char *list = "";
	for (size_t i = 0; i < count; i++)
		list = words_join(arena, list, " or ", words_term_state(arena, possible[i]));
	const char *words = list[0] == '\0' ? NULL : arena_printf(arena, "uncertain: %s", list);
	return words == NULL ? words_term_state(arena, state) : words;
}

const char *words_state(struct arena *arena, const Truce__V1__ZoneStatus *s)
{
	return words_states(arena, s->state, s->possible_states, s->n_possible_states);
}

static const char *words_number_of(struct arena *arena, bool known, int32_t count, const char *unit)
{
	const char *words = known ? arena_printf(arena, "%d%s", count, unit) : "";
	return words == NULL ? "" : words;
}

static void add_status(struct table *table, struct arena *arena, const Truce__V1__ZoneStatus *s)
{
	bool left = s->left_case == TRUCE__V1__ZONE_STATUS__LEFT_DAYS_LEFT;
	const char *cells[] = {
		words_id(s->zone),
		s->reading,
		words_state(arena, s),
		words_number_of(arena, s->term > 0, s->term, ""),
		words_date(arena, s->term_start),
		words_date(arena, s->term_end),
		words_number_of(arena, left, s->days_left, " d"),
		words_parties(arena, s->consents_missing, s->n_consents_missing),
	};
	table_add(table, cells);
}

/* The readings that say otherwise stand below the one that was used. */
static void add_alternatives(struct table *table, struct arena *arena, const Truce__V1__ZoneStatus *s)
{
	for (size_t i = 0; i < s->n_alternatives; i++) {
		const Truce__V1__ZoneStatus__Alternative *a = s->alternatives[i];
		bool left = a->left_case == TRUCE__V1__ZONE_STATUS__ALTERNATIVE__LEFT_DAYS_LEFT;
		const char *cells[] = {
			"",
			a->reading,
			words_states(arena, a->state, a->possible_states, a->n_possible_states),
			words_number_of(arena, a->term > 0, a->term, ""),
			words_date(arena, a->term_start),
			words_date(arena, a->term_end),
			words_number_of(arena, left, a->days_left, " d"),
			words_parties(arena, a->consents_missing, a->n_consents_missing),
		};
		if (a->differs)
			table_add(table, cells);
	}
}

static void say(struct cli *cli, const char *about, const char *words)
{
	const char *line = words == NULL ? NULL : arena_printf(&cli->arena, "%s: %s", words_id(about), words);
	if (line != NULL)
		screen_wrap(stdout, screen_safe(&cli->arena, line, false), 0, 2, screen_columns());
}

static bool has_note(const Truce__V1__ZoneStatus *s, const char *note)
{
	for (size_t i = 0; i < s->n_notes; i++)
		if (strcmp(s->notes[i], note) == 0)
			return true;
	return false;
}

/* What a table's row has no room for. */
static void say_more(struct cli *cli, const Truce__V1__ZoneStatus *s)
{
	struct arena *arena = &cli->arena;
	if (s->n_objections > 0)
		say(cli, s->zone,
		    arena_printf(arena, "objected to the next term: %s",
				 words_parties(arena, s->objections, s->n_objections)));
}

/* A note that several zones have is said once for all of them. */
static void say_note(struct cli *cli, Truce__V1__ZoneStatus *const *statuses, size_t count, size_t first,
		     const char *note)
{
	struct words_list zones = { .text = NULL };
	for (size_t i = 0; i < first; i++)
		if (has_note(statuses[i], note))
			return;
	for (size_t i = first; i < count; i++)
		if (has_note(statuses[i], note))
			words_add(&cli->arena, &zones, ", ", words_id(statuses[i]->zone));
	say(cli, words_listed(&zones), note);
}

/* ---- Whose readings these are ------------------------------------------------- */

/* What a reading rests on, and what there is to note by it: once for all zones that say the same. */
struct ground {
	const char *zone, *reading, *sources;
};

struct grounds {
	struct ground rows[GROUNDS_MOST];
	size_t count;
	bool more;
};

static void add_ground(struct grounds *all, const char *zone, const char *reading, const char *sources)
{
	if (reading[0] == '\0' || sources == NULL || sources[0] == '\0')
		return;
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->rows[i].reading, reading) == 0 && strcmp(all->rows[i].sources, sources) == 0)
			return;
	all->more = all->count == GROUNDS_MOST;
	if (!all->more)
		all->rows[all->count++] = (struct ground){ zone, reading, sources };
}

static void add_grounds(struct grounds *all, struct arena *arena, const Truce__V1__ZoneStatus *s)
{
	add_ground(all, s->zone, s->reading, words_sources(arena, s->sources, s->n_sources));
	for (size_t i = 0; i < s->n_alternatives; i++) {
		const Truce__V1__ZoneStatus__Alternative *a = s->alternatives[i];
		const char *words = words_sources(arena, a->sources, a->n_sources);
		for (size_t k = 0; k < a->n_notes; k++)
			words = has_note(s, a->notes[k]) ? words : words_join(arena, words, ". ", a->notes[k]);
		if (a->differs)
			add_ground(all, s->zone, a->reading, words);
	}
}

static bool is_ambiguous(const struct grounds *all, const struct ground *row)
{
	size_t same = 0;
	for (size_t i = 0; i < all->count; i++)
		same += strcmp(all->rows[i].reading, row->reading) == 0;
	return same > 1;
}

static void say_grounds(struct cli *cli, Truce__V1__ZoneStatus *const *statuses, size_t count)
{
	struct grounds all = { .count = 0 };
	for (size_t i = 0; i < count && !all.more; i++)
		add_grounds(&all, &cli->arena, statuses[i]);
	for (size_t i = 0; i < all.count; i++) {
		const struct ground *row = &all.rows[i];
		if (is_ambiguous(&all, row))
			say(cli, row->zone, arena_printf(&cli->arena, "%s: %s", row->reading, row->sources));
		else
			say(cli, row->reading, row->sources);
	}
	if (all.more)
		puts("the sources of more readings: -o text");
}

void status_say(struct cli *cli, Truce__V1__ZoneStatus *const *statuses, size_t count)
{
	for (size_t i = 0; i < count; i++)
		say_more(cli, statuses[i]);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < statuses[i]->n_notes; k++)
			say_note(cli, statuses, count, i, statuses[i]->notes[k]);
	say_grounds(cli, statuses, count);
}

static int print_statuses(struct cli *cli, Truce__V1__ZoneStatus *const *statuses, size_t count)
{
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < count; i++) {
		add_status(table, &cli->arena, statuses[i]);
		add_alternatives(table, &cli->arena, statuses[i]);
	}
	int code = table_print(table, "no such zones");
	status_say(cli, statuses, count);
	return code;
}

static int print_response(struct cli *cli, ProtobufCMessage *message)
{
	const Truce__V1__ListZoneStatusesResponse *response = (const void *)message;
	if (cli->output != OUTPUT_TABLE)
		return answer_print(cli, message, "zone_statuses");
	return print_statuses(cli, response->zone_statuses, response->n_zone_statuses);
}

/* "30d", "6w" or "3m" after a day. */
static bool add_stretch(const char *text, int32_t day, int32_t *out)
{
	static const struct {
		const char *unit;
		int days, months;
	} units[] = { { "d", 1, 0 }, { "", 1, 0 }, { "w", 7, 0 }, { "m", 0, 1 } };
	char *end;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (end == text || errno != 0 || value < 0 || value > WITHIN_MOST)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (strcmp(end, units[i].unit) != 0)
			continue;
		*out = day + (int32_t)value * units[i].days;
		return *out <= DAY_LAST && day_add_months(*out, (int)value * units[i].months, out);
	}
	return false;
}

static bool put_question(struct cli *cli, ProtobufCMessage *request)
{
	const char *on = option_text(cli, "on"), *reading = option_text(cli, "reading");
	return request != NULL && field_text(request, "date", on == NULL ? "" : on, &cli->arena) &&
	       field_text(request, "reading", reading == NULL ? "" : reading, &cli->arena);
}

static int ask_one(struct cli *cli, const char *arg, ProtobufCMessage *all)
{
	const char *method = cli_method(cli, 0), *name = name_read(cli, "zones", arg);
	ProtobufCMessage *request = cli_request(method, &cli->arena), *status;
	if (name == NULL)
		return EXIT_USAGE;
	if (!put_question(cli, request) || !field_text(request, "name", name, &cli->arena))
		return cli_no_memory();
	int code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK)
		code = cli_call(cli, method, request, &cli->arena, &status);
	if (code == EXIT_OK && !message_append(all, "zone_statuses", status, &cli->arena))
		return cli_no_memory();
	return code;
}

int status_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 1);
	ProtobufCMessage *all = message_new(&truce__v1__list_zone_statuses_response__descriptor, &cli->arena);
	int code = all == NULL ? cli_no_memory() : EXIT_OK;
	if (count == 0) {
		ProtobufCMessage *request = cli_request(method, &cli->arena);
		code = put_question(cli, request) ? answer_read(cli, method, request, "zone_statuses", &all)
						  : cli_no_memory();
	}
	for (int i = 0; code == EXIT_OK && i < count; i++)
		code = ask_one(cli, args[i], all);
	return code != EXIT_OK ? code : print_response(cli, all);
}

/* Terms that end within the days and are not over for certain, and that nothing on
 * record extends yet. */
int expiring_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 0), *on = option_text(cli, "on"), *within = option_text(cli, "within");
	ProtobufCMessage *request = cli_request(method, &cli->arena), *answer;
	char from[DATE_SIZE], to[DATE_SIZE];
	int32_t first = day_today(), last;
	(void)count;
	(void)args;
	if (on != NULL && !date_parse(on, &first))
		return cli_usage(cli, "--on %s: expected a date that exists, as 2017-12-20", on);
	if (!add_stretch(within == NULL ? "30d" : within, first, &last))
		return cli_usage(cli, "--within %s: expected a time such as 30d, 6w or 3m, of a number from 0 to %d",
				 within, WITHIN_MOST);
	date_print(first, from);
	date_print(last, to);
	const char *filter = answer_filter(cli, NULL, "state != STATE_TERMINATED AND consents_missing:*", NULL);
	filter = answer_filter(cli, filter, "term_end.latest >= ", from);
	filter = answer_filter(cli, filter, "term_end.earliest <= ", to);
	if (filter == NULL || !put_question(cli, request) || !field_text(request, "date", from, &cli->arena))
		return cli_no_memory();
	if (!option_given(cli, "order-by") && !field_text(request, "order_by", "term_end.earliest", &cli->arena))
		return cli_no_memory();
	int code = answer_read_filtered(cli, method, request, filter, "zone_statuses", &answer);
	return code != EXIT_OK ? code : print_response(cli, answer);
}

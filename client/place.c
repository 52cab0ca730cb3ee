#include "client/views.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/place_service.pb-c.h"

#define PAIRS_MOST 1000
#define PAGE_MEMORY ((size_t)64 << 20)

static const struct column location_columns[] = {
	{ "ZONE", COLUMN_NAME | COLUMN_WRAP, 14 },
	{ "KIND", COLUMN_WRAP | COLUMN_SPARE, 12 },
	{ "WHERE", COLUMN_RIGHT, 0 },
	{ "READING", COLUMN_WRAP, 8 },
	{ "STATE", COLUMN_STATE | COLUMN_WRAP, 10 },
	{ "ENDS", 0, 0 },
	{ "CONSENT MISSING", COLUMN_WRAP, 11 },
	{ "TITLE", COLUMN_WRAP | COLUMN_SPARE, 16 },
};

static const struct column overlap_columns[] = {
	{ "ZONE", COLUMN_NAME | COLUMN_WRAP, 16 },
	{ "OVERLAPS", COLUMN_WRAP, 16 },
	{ "KM²", COLUMN_RIGHT, 0 },
	{ "OF ZONE", COLUMN_RIGHT, 0 },
	{ "OF OTHER", COLUMN_RIGHT, 0 },
};

#define COUNT(columns) ((int)(sizeof(columns) / sizeof *(columns)))

/* ---- What is asked ---------------------------------------------------------- */

/* A number at the beginning of text; *end is what follows it. */
static bool read_number(const char *text, double *out, const char **end)
{
	char *after;
	errno = 0;
	*out = strtod(text, &after);
	*end = after;
	return after != text && errno == 0;
}

static bool read_place(const char *text, Truce__V1__LocatePointRequest *request)
{
	const char *at;
	if (!read_number(text, &request->latitude, &at) || *at != ',')
		return false;
	return read_number(at + 1, &request->longitude, &at) && *at == '\0';
}

static int read_metres(struct cli *cli, double *out)
{
	static const struct {
		const char *unit;
		double metres;
	} units[] = { { "m", 1 }, { "km", 1000 } };
	const char *text = option_text(cli, "radius"), *at;
	double number;
	if (text == NULL)
		return EXIT_OK;
	if (read_number(text, &number, &at))
		for (size_t i = 0; i < sizeof units / sizeof *units; i++)
			if (strcmp(at, units[i].unit) == 0 || (number == 0 && *at == '\0')) {
				*out = number * units[i].metres;
				return EXIT_OK;
			}
	return cli_usage(cli, "--radius %s: expected metres or kilometres, with the unit: 500m, 5km", text);
}

static bool put_text(struct cli *cli, ProtobufCMessage *request, const char *option, const char *field)
{
	const char *text = option_text(cli, option);
	return text == NULL || field_text(request, field, text, &cli->arena);
}

/* ---- zone at ------------------------------------------------------------------ */

static const char *distance_words(struct arena *arena, const Truce__V1__Location *location)
{
	double metres = location->distance_m;
	if (location->inside)
		return "inside";
	return metres < 1000 ? arena_printf(arena, "%.0f m", metres) : arena_printf(arena, "%.1f km", metres / 1000);
}

static void add_location(struct table *table, struct arena *arena, const Truce__V1__Location *location)
{
	const Truce__V1__ZoneStatus *status = location->status;
	const char *state = status == NULL ? "" : words_state(arena, status);
	const char *cells[] = {
		words_id(location->zone),
		words_enum(arena, &truce__v1__zone__kind__descriptor, (int)location->kind),
		distance_words(arena, location),
		status == NULL ? "" : status->reading,
		state,
		status == NULL ? "" : words_date(arena, status->term_end),
		status == NULL ? "" : words_parties(arena, status->consents_missing, status->n_consents_missing),
		location->title,
	};
	table_add(table, cells);
	for (size_t i = 0; status != NULL && i < status->n_alternatives; i++) {
		const Truce__V1__ZoneStatus__Alternative *a = status->alternatives[i];
		const char *other[] = {
			"",
			"",
			"",
			a->reading,
			words_states(arena, a->state, a->possible_states, a->n_possible_states),
			words_date(arena, a->term_end),
			words_parties(arena, a->consents_missing, a->n_consents_missing),
			"",
		};
		if (a->differs)
			table_add(table, other);
	}
}

/* What the answer does not know. */
static void say_unbounded(struct cli *cli, int count, const char *what)
{
	const char *zones = words_count(&cli->arena, (size_t)count, "zone");
	const char *said = arena_printf(&cli->arena, "%s without a boundary on record %s:", zones, what);
	if (count == 0 || said == NULL)
		return;
	screen_wrap(stdout, said, 0, 2, screen_columns());
	puts("  truce zone list --filter 'NOT boundary:*'"); /* a command stays whole */
}

static int print_locations(struct cli *cli, const Truce__V1__LocatePointResponse *response)
{
	struct table *table = table_new(cli, location_columns, COUNT(location_columns));
	if (table == NULL)
		return cli_no_memory();
	Truce__V1__ZoneStatus **statuses = arena_array(&cli->arena, response->n_locations, sizeof *statuses);
	size_t count = 0;
	for (size_t i = 0; statuses != NULL && i < response->n_locations; i++) {
		add_location(table, &cli->arena, response->locations[i]);
		if (response->locations[i]->status != NULL)
			statuses[count++] = response->locations[i]->status;
	}
	int code = table_print(table, "no zone on record has its boundary there");
	status_say(cli, statuses, count);
	say_unbounded(cli, response->zones_without_boundary, "may lie there as well");
	return code;
}

int at_run(struct cli *cli, int count, char **args)
{
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena), *response;
	Truce__V1__LocatePointRequest *question = (void *)request;
	const char *place = args[0];
	const char *comma = strchr(args[0], ',');
	if (count == 2 && comma != NULL && comma[1] != '\0')
		return cli_usage(cli, "%s: a place was named already, and one is asked about at a time", args[1]);
	if (count == 2)
		place = arena_printf(&cli->arena, "%s%s%s", args[0], comma == NULL ? "," : "", args[1]);
	if (question == NULL || place == NULL)
		return cli_no_memory();
	if (!read_place(place, question))
		return cli_usage(cli, "%s is no place: expected LATITUDE,LONGITUDE in degrees, as 35.93,36.63", place);
	if (!put_text(cli, request, "on", "date") || !put_text(cli, request, "reading", "reading"))
		return cli_no_memory();
	int code = read_metres(cli, &question->radius_m);
	if (code == EXIT_OK)
		code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK)
		code = cli_call(cli, cli_method(cli, 0), request, &cli->arena, &response);
	if (code != EXIT_OK)
		return code;
	return cli->output == OUTPUT_TABLE ? print_locations(cli, (const void *)response)
					   : answer_print(cli, response, "locations");
}

/* ---- zone overlaps --------------------------------------------------------------- */

static const char *share_words(struct arena *arena, double share)
{
	return arena_printf(arena, share > 0 && share < 0.001 ? "<0.1 %%" : "%.1f %%", share * 100);
}

static const char *area_words(struct arena *arena, double km2)
{
	return km2 < 0.01 ? "<0.01" : arena_printf(arena, km2 < 10 ? "%.2f" : "%.0f", km2);
}

static int print_overlaps(struct cli *cli, const Truce__V1__FindOverlapsResponse *response)
{
	struct table *table = table_new(cli, overlap_columns, COUNT(overlap_columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < response->n_overlaps; i++) {
		const Truce__V1__Overlap *o = response->overlaps[i];
		const char *cells[] = {
			words_id(o->first),
			words_id(o->second),
			area_words(&cli->arena, o->area_km2),
			share_words(&cli->arena, o->share_of_first),
			share_words(&cli->arena, o->share_of_second),
		};
		table_add(table, cells);
	}
	int code = table_print(table, "no overlaps");
	say_unbounded(cli, response->zones_without_boundary, "may overlap as well");
	return code;
}

static int read_least(struct cli *cli, double *out)
{
	const char *text = option_text(cli, "least"), *at;
	if (text == NULL || (read_number(text, out, &at) && *at == '\0'))
		return EXIT_OK;
	return cli_usage(cli, "--least %s: expected a number of square kilometres", text);
}

static int by_size(const void *a, const void *b)
{
	const Truce__V1__Overlap *const *x = a, *const *y = b;
	if ((*x)->area_km2 != (*y)->area_km2)
		return (*x)->area_km2 > (*y)->area_km2 ? -1 : 1;
	int order = strcmp((*x)->first, (*y)->first);
	return order != 0 ? order : strcmp((*x)->second, (*y)->second);
}

/* Adds a page to the largest so far, which are room for two pages. */
static bool add_overlaps(Truce__V1__FindOverlapsResponse *all, const Truce__V1__FindOverlapsResponse *page,
			 size_t limit, struct arena *arena)
{
	for (size_t i = 0; i < page->n_overlaps; i++) {
		const Truce__V1__Overlap *overlap = page->overlaps[i];
		if (all->n_overlaps >= limit && overlap->area_km2 <= all->overlaps[limit - 1]->area_km2)
			break;
		ProtobufCMessage *copy = message_copy(&overlap->base, arena);
		if (copy == NULL)
			return false;
		all->overlaps[all->n_overlaps++] = (Truce__V1__Overlap *)copy;
	}
	if (all->n_overlaps > 0)
		qsort(all->overlaps, all->n_overlaps, sizeof *all->overlaps, by_size);
	all->n_overlaps = all->n_overlaps < limit ? all->n_overlaps : limit;
	return true;
}

/* The largest of all: every page is read. */
static int read_overlaps(struct cli *cli, Truce__V1__FindOverlapsRequest *question, size_t limit,
			 Truce__V1__FindOverlapsResponse *out)
{
	const char *token = "";
	struct arena one;
	int code = EXIT_OK;
	truce__v1__find_overlaps_response__init(out);
	out->overlaps = arena_array(&cli->arena, limit + PAIRS_MOST, sizeof *out->overlaps);
	if (out->overlaps == NULL)
		return cli_no_memory();
	arena_init(&one, PAGE_MEMORY);
	do {
		ProtobufCMessage *page;
		if (!field_text(&question->base, "page_token", token, &cli->arena)) {
			code = cli_no_memory();
			break;
		}
		arena_reset(&one);
		code = cli_call(cli, cli_method(cli, 0), &question->base, &one, &page);
		if (code != EXIT_OK)
			break;
		out->zones_without_boundary = ((const Truce__V1__FindOverlapsResponse *)page)->zones_without_boundary;
		if (!add_overlaps(out, (const void *)page, limit, &cli->arena))
			code = cli_no_memory();
		token = arena_text(&cli->arena, message_text(page, "next_page_token"));
		if (token == NULL)
			code = cli_no_memory();
	} while (code == EXIT_OK && token[0] != '\0');
	arena_fini(&one);
	return code;
}

int overlaps_run(struct cli *cli, int count, char **args)
{
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena);
	Truce__V1__FindOverlapsRequest *question = (void *)request;
	Truce__V1__FindOverlapsResponse all;
	const char *name = count == 0 ? "" : name_read(cli, "zones", args[0]);
	int64_t limit = 0;
	if (name == NULL)
		return EXIT_USAGE;
	if (question == NULL || !field_text(request, "zone", name, &cli->arena))
		return cli_no_memory();
	int code = option_number(cli, "limit", 1, PAIRS_MOST, 50, &limit);
	question->page_size = PAIRS_MOST;
	if (code == EXIT_OK)
		code = read_least(cli, &question->least_km2);
	if (code == EXIT_OK)
		code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK)
		code = read_overlaps(cli, question, (size_t)limit, &all);
	if (code != EXIT_OK)
		return code;
	return cli->output == OUTPUT_TABLE ? print_overlaps(cli, &all) : answer_print(cli, &all.base, "overlaps");
}

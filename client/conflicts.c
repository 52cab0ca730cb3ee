#include "client/views.h"

#include <string.h>

#include "client/record.h"
#include "client/words.h"
#include "truce/v1/consent_service.pb-c.h"

static const struct column columns[] = {
	{ "FACT", COLUMN_NAME | COLUMN_WRAP, 14 },
	{ "VALUE", COLUMN_WRAP, 16 },
	{ "SAID BY", COLUMN_WRAP, 14 },
	{ "ZONES", COLUMN_WRAP, 14 },
};

/* Conflicts that say the same are shown once, with all their zones. */
static bool says_the_same(const Truce__V1__ZoneConflict *a, const Truce__V1__ZoneConflict *b, struct arena *arena)
{
	if (strcmp(a->fact, b->fact) != 0 || strcmp(a->subject, b->subject) != 0 || a->n_values != b->n_values)
		return false;
	for (size_t i = 0; i < a->n_values; i++)
		if (strcmp(a->values[i]->value, b->values[i]->value) != 0 ||
		    strcmp(words_sources(arena, a->values[i]->sources, a->values[i]->n_sources),
			   words_sources(arena, b->values[i]->sources, b->values[i]->n_sources)) != 0)
			return false;
	return true;
}

static const char *zones_of(const Truce__V1__ListZoneConflictsResponse *all, size_t at, bool *done, struct arena *arena)
{
	struct words_list zones = { .text = NULL };
	for (size_t i = at; i < all->n_zone_conflicts; i++) {
		const Truce__V1__ZoneConflict *c = all->zone_conflicts[i];
		if (done[i] || !says_the_same(all->zone_conflicts[at], c, arena))
			continue;
		done[i] = true;
		words_add(arena, &zones, ", ", words_id(c->zone));
	}
	return words_listed(&zones);
}

/* "maps due: Maps of the areas" of "maps.due". */
static const char *fact_words(struct arena *arena, const Truce__V1__ZoneConflict *c)
{
	char *fact = arena_text(arena, c->fact);
	for (char *p = fact; p != NULL && *p != '\0'; p++)
		*p = *p == '.' || *p == '_' ? ' ' : *p;
	return words_join(arena, fact == NULL ? "" : fact, ": ", c->subject);
}

static const char *said_by(struct arena *arena, const Truce__V1__ZoneConflict__Value *value)
{
	struct words_list readings = { .text = NULL };
	for (size_t i = 0; i < value->n_readings; i++)
		words_add(arena, &readings, ", ", value->readings[i]);
	const char *sources = words_sources(arena, value->sources, value->n_sources);
	return words_join(arena, words_listed(&readings), ": ", sources);
}

int conflicts_run(struct cli *cli, int count, char **args)
{
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena), *message;
	const char *filter = answer_filter(cli, NULL, NULL, NULL);
	if (count > 0) {
		const char *name = name_read(cli, "zones", args[0]);
		if (name == NULL)
			return EXIT_USAGE;
		filter = answer_filter(cli, filter, "zone = ", name);
	}
	if (filter == NULL)
		return cli_no_memory();
	int code = answer_read_filtered(cli, cli_method(cli, 0), request, filter, "zone_conflicts", &message);
	if (code != EXIT_OK || cli->output != OUTPUT_TABLE)
		return code != EXIT_OK ? code : answer_print(cli, message, "zone_conflicts");
	const Truce__V1__ListZoneConflictsResponse *all = (const void *)message;
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	bool *done = arena_array(&cli->arena, all->n_zone_conflicts, sizeof *done);
	if (table == NULL || done == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < all->n_zone_conflicts; i++) {
		const Truce__V1__ZoneConflict *c = all->zone_conflicts[i];
		if (done[i])
			continue;
		const char *zones = zones_of(all, i, done, &cli->arena);
		for (size_t k = 0; k < c->n_values; k++) {
			const char *cells[] = { k == 0 ? fact_words(&cli->arena, c) : "", c->values[k]->value,
						said_by(&cli->arena, c->values[k]), k == 0 ? zones : "" };
			table_add(table, cells);
		}
	}
	return table_print(table, "no source contradicts another");
}

#include "client/record.h"

#include "client/words.h"
#include "truce/v1/round.pb-c.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/zone.pb-c.h"

#define COUNT(columns) ((int)(sizeof(columns) / sizeof *(columns)))

static const struct column statement_columns[] = {
	{ "NAME", COLUMN_NAME | COLUMN_WRAP, 20 },
	{ "DATE", 0, 0 },
	{ "KIND", COLUMN_SPARE, 0 },
	{ "BY", COLUMN_WRAP, 8 },
	{ "TITLE", COLUMN_WRAP, 22 },
};

static void statement_cells(struct arena *arena, const ProtobufCMessage *record, const char **cells)
{
	const Truce__V1__Statement *s = (const void *)record;
	struct words_list sayers = { .text = NULL };
	for (size_t i = 0; i < s->n_turns; i++)
		if (s->turns[i]->speaker != NULL)
			words_add(arena, &sayers, " ", words_party(s->turns[i]->speaker->party));
	words_add(arena, &sayers, " ", words_signatories(arena, s));
	const char *by = words_listed(&sayers);
	if (by[0] == '\0')
		by = s->organ;
	cells[0] = words_id(s->name);
	cells[1] = words_date(arena, s->date);
	cells[2] = words_enum(arena, &truce__v1__statement__kind__descriptor, (int)s->kind);
	cells[3] = by;
	cells[4] = words_join(arena, s->symbol, "  ", s->title);
}

static const struct column round_columns[] = {
	{ "NAME", COLUMN_NAME | COLUMN_WRAP, 20 },
	{ "DATE", 0, 0 },
	{ "PLACE", COLUMN_WRAP, 8 },
	{ "ITEMS", COLUMN_RIGHT, 0 },
	{ "OPEN", COLUMN_RIGHT, 0 },
	{ "TITLE", COLUMN_WRAP, 20 },
};

static void round_cells(struct arena *arena, const ProtobufCMessage *record, const char **cells)
{
	const Truce__V1__Round *r = (const void *)record;
	size_t open = 0;
	for (size_t i = 0; i < r->n_agenda; i++)
		open += r->agenda[i]->outcome != TRUCE__V1__AGENDA_ITEM__OUTCOME__OUTCOME_AGREED;
	cells[0] = words_id(r->name);
	cells[1] = words_date(arena, r->date);
	cells[2] = r->venue == NULL ? "" : r->venue->city;
	cells[3] = arena_printf(arena, "%zu", r->n_agenda);
	cells[4] = arena_printf(arena, "%zu", open);
	cells[5] = r->title;
}

static const struct column zone_columns[] = {
	{ "NAME", COLUMN_NAME | COLUMN_WRAP, 20 },
	{ "KIND", COLUMN_WRAP, 14 },
	{ "FROM", 0, 0 },
	{ "TERM", 0, 0 },
	{ "GUARANTORS", COLUMN_WRAP, 10 },
	{ "TITLE", COLUMN_WRAP | COLUMN_SPARE, 16 },
};

static const char *term_words(struct arena *arena, const Truce__V1__Reading *reading)
{
	if (reading->initial_term_months > 0)
		return arena_printf(arena, "%d mo", reading->initial_term_months);
	return reading->initial_term_days > 0 ? arena_printf(arena, "%d d", reading->initial_term_days) : "";
}

static void zone_cells(struct arena *arena, const ProtobufCMessage *record, const char **cells)
{
	const Truce__V1__Zone *z = (const void *)record;
	const Truce__V1__Reading *reading = z->n_readings == 0 ? NULL : z->readings[0];
	const char *guarantors = "";
	for (size_t i = 0; i < z->n_guarantors; i++)
		guarantors = words_join(arena, guarantors, " ", words_party(z->guarantors[i]->party));
	cells[0] = words_id(z->name);
	cells[1] = words_enum(arena, &truce__v1__zone__kind__descriptor, (int)z->kind);
	cells[2] = reading == NULL ? "" : words_date(arena, reading->effective);
	cells[3] = reading == NULL ? "" : term_words(arena, reading);
	cells[4] = guarantors;
	cells[5] = z->title;
}

const struct collection kind_statements = { .noun = "statement",
					    .plural = "statements",
					    .type = &truce__v1__statement__descriptor,
					    .columns = statement_columns,
					    .column_count = COUNT(statement_columns),
					    .cells = statement_cells };
const struct collection kind_rounds = { .noun = "round",
					.plural = "rounds",
					.type = &truce__v1__round__descriptor,
					.columns = round_columns,
					.column_count = COUNT(round_columns),
					.cells = round_cells };
const struct collection kind_zones = { .noun = "zone",
				       .plural = "zones",
				       .type = &truce__v1__zone__descriptor,
				       .columns = zone_columns,
				       .column_count = COUNT(zone_columns),
				       .cells = zone_cells };

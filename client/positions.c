#include "client/views.h"

#include <string.h>

#include "client/meant.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/spark.h"
#include "client/words.h"
#include "truce/v1/position_service.pb-c.h"

#define COLUMNS_MOST 6
#define PASSAGES_MOST 1000
#define TEXT_INDENT 4

#define BY(name) TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_##name

/* The values of --by. */
static const struct {
	const char *word;
	Truce__V1__PositionGrouping grouping;
} groupings[] = {
	{ "all", BY(ALL) },     { "delegation", BY(PARTY) }, { "party", BY(PARTY) },
	{ "topic", BY(TOPIC) }, { "track", BY(TRACK) },
};

static const struct option_text_row {
	const char *option, *field;
} texts[] = { { "topic", "topic" }, { "from", "from_date" }, { "to", "to_date" } };

enum part { PART_PARTY, PART_KIND, PART_TOPIC, PART_TRACK, PART_COUNT, PART_MONTHS };

static const struct column all_columns[COLUMNS_MOST] = {
	[PART_PARTY] = { "WHO", COLUMN_NAME, 0 },    [PART_KIND] = { "DOES", COLUMN_WRAP, 9 },
	[PART_TOPIC] = { "TOPIC", COLUMN_WRAP, 16 }, [PART_TRACK] = { "TRACK", COLUMN_SPARE, 0 },
	[PART_COUNT] = { "COUNT", COLUMN_RIGHT, 0 }, [PART_MONTHS] = { "BY MONTH", COLUMN_SPARE, 0 },
};

/* Columns by what is summed over. */
static const enum part parts[][COLUMNS_MOST] = {
	[BY(ALL)] = { PART_PARTY, PART_KIND, PART_TOPIC, PART_TRACK, PART_COUNT, PART_MONTHS },
	[BY(PARTY)] = { PART_PARTY, PART_KIND, PART_COUNT, PART_MONTHS },
	[BY(TOPIC)] = { PART_TOPIC, PART_KIND, PART_COUNT, PART_MONTHS },
	[BY(TRACK)] = { PART_TRACK, PART_KIND, PART_COUNT, PART_MONTHS },
};
static const int part_counts[] = { [BY(ALL)] = 6, [BY(PARTY)] = 4, [BY(TOPIC)] = 4, [BY(TRACK)] = 4 };

static int read_grouping(struct cli *cli, Truce__V1__PositionGrouping *out)
{
	const char *by = option_text(cli, "by");
	*out = BY(ALL);
	for (size_t i = 0; i < sizeof groupings / sizeof *groupings; i++)
		if (by != NULL && strcmp(by, groupings[i].word) == 0) {
			*out = groupings[i].grouping;
			return EXIT_OK;
		}
	return by == NULL ? EXIT_OK : cli_usage(cli, "--by %s: expected %s", by, option_words_told(cli, "by"));
}

static int make_request(struct cli *cli, Truce__V1__PositionGrouping grouping, ProtobufCMessage **out)
{
	const char *party;
	bool shown = option_given(cli, "passages"), made = true;
	int64_t evidence = shown ? PASSAGES_MOST : output_is_json(cli) ? 0 : -1;
	ProtobufCMessage *request = cli_request(cli_method(cli, 0), &cli->arena);
	int code = meant_party(cli, &party);
	if (code != EXIT_OK)
		return code;
	if (request == NULL || (party != NULL && !field_text(request, "party", party, &cli->arena)) ||
	    !field_number(request, "grouping", grouping) || !field_number(request, "evidence_limit", evidence))
		return cli_no_memory();
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = option_text(cli, texts[i].option);
		made = made && (text == NULL || field_text(request, texts[i].field, text, &cli->arena));
	}
	*out = request;
	return made ? EXIT_OK : cli_no_memory();
}

/* ---- Months ----------------------------------------------------------- */

static void count_months(const struct spark *spark, const Truce__V1__Position *p, int counts[SPARK_COLUMNS])
{
	memset(counts, 0, SPARK_COLUMNS * sizeof *counts);
	for (size_t i = 0; i < p->n_months; i++) {
		int month = spark_month(p->months[i]->month);
		if (month >= 0)
			counts[spark_column(spark, month)] += p->months[i]->count;
	}
}

static struct spark span_of(const struct cli *cli, const Truce__V1__ListPositionsResponse *r)
{
	struct spark spark = { .first = 1, .last = 0, .blocks = !cli->ascii };
	int counts[SPARK_COLUMNS];
	for (size_t i = 0; i < r->n_positions; i++)
		for (size_t k = 0; k < r->positions[i]->n_months; k++) {
			int month = spark_month(r->positions[i]->months[k]->month);
			if (month >= 0)
				spark_span(&spark, month);
		}
	for (size_t i = 0; i < r->n_positions && spark.first <= spark.last; i++) {
		count_months(&spark, r->positions[i], counts);
		for (int k = 0; k < SPARK_COLUMNS; k++)
			spark.most = counts[k] > spark.most ? counts[k] : spark.most;
	}
	return spark;
}

static const char *months_of(const struct spark *spark, const Truce__V1__Position *p, struct arena *arena)
{
	int counts[SPARK_COLUMNS];
	if (spark->first > spark->last)
		return "";
	count_months(spark, p, counts);
	const char *line = spark_line(spark, counts, arena);
	return line == NULL ? "" : line;
}

/* ---- Printing --------------------------------------------------------- */

static const char *kind_of(struct arena *arena, const Truce__V1__Position *p)
{
	const char *kind = words_enum(arena, &truce__v1__act__kind__descriptor, (int)p->kind);
	return words_join(arena, kind, " ", words_enum(arena, &truce__v1__vote__choice__descriptor, (int)p->choice));
}

static const char *track_of(struct arena *arena, const Truce__V1__Position *p)
{
	return words_enum(arena, &truce__v1__track__descriptor, (int)p->track);
}

static bool has_undated(const Truce__V1__ListPositionsResponse *r)
{
	for (size_t i = 0; i < r->n_positions; i++) {
		int dated = 0;
		for (size_t k = 0; k < r->positions[i]->n_months; k++)
			dated += r->positions[i]->months[k]->count;
		if (dated < r->positions[i]->count)
			return true;
	}
	return false;
}

static void explain_months(struct arena *arena, const struct spark *spark, const Truce__V1__ListPositionsResponse *r)
{
	const char *fold = spark_fold(spark) == 1 ? "" : arena_printf(arena, ", %d to a column", spark_fold(spark));
	const char *line = arena_printf(
		arena, "months: %04d-%02d to %04d-%02d%s, at most %d in one%s", spark->first / 12,
		spark->first % 12 + 1, spark->last / 12, spark->last % 12 + 1, fold == NULL ? "" : fold, spark->most,
		has_undated(r) ? "; what is not dated to a month is counted and not drawn" : "");
	screen_wrap(stdout, line == NULL ? "" : line, 0, 0, screen_columns());
}

static int print_table(struct cli *cli, const Truce__V1__ListPositionsResponse *r, Truce__V1__PositionGrouping by)
{
	struct arena *arena = &cli->arena;
	struct spark spark = span_of(cli, r);
	struct column *columns = arena_array(arena, COLUMNS_MOST, sizeof *columns);
	int count = part_counts[by];
	for (int i = 0; columns != NULL && i < count; i++)
		columns[i] = all_columns[parts[by][i]];
	struct table *table = columns == NULL ? NULL : table_new(cli, columns, count);
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_positions; i++) {
		const Truce__V1__Position *p = r->positions[i];
		const char *cells[COLUMNS_MOST], *all[COLUMNS_MOST] = {
			[PART_PARTY] = p->party[0] == '\0' ? "(none)" : p->party,
			[PART_KIND] = kind_of(arena, p),
			[PART_TOPIC] = p->topic,
			[PART_TRACK] = track_of(arena, p),
			[PART_COUNT] = arena_printf(arena, "%d", p->count),
			[PART_MONTHS] = months_of(&spark, p, arena),
		};
		for (int k = 0; k < count; k++)
			cells[k] = all[parts[by][k]];
		table_add(table, cells);
	}
	int code = table_print(table, "no positions");
	if (code == EXIT_OK && spark.first <= spark.last)
		explain_months(arena, &spark, r);
	return code;
}

static void print_line(struct arena *arena, const char *text, int indent, int columns)
{
	printf("%*s", indent, "");
	screen_wrap(stdout, screen_safe(arena, text == NULL ? "" : text, false), indent, indent, columns);
}

static void print_passage(struct arena *arena, const Truce__V1__Position__Evidence *e, int columns)
{
	const char *place =
		e->span == NULL || e->span->block == 0 ? "" : arena_printf(arena, "block %d", e->span->block);
	const char *head = words_join(arena, words_date(arena, e->date), "  ", words_id(e->statement));
	head = words_join(arena, head, ", ", place == NULL ? "" : place);
	head = words_join(arena, head, ": ", e->verb);
	print_line(arena, head, TEXT_INDENT / 2, columns);
	if (e->text[0] != '\0')
		print_line(arena, e->text, TEXT_INDENT, columns);
}

static void print_passages(struct cli *cli, const Truce__V1__Position *p, int columns)
{
	struct arena *arena = &cli->arena;
	const char *head = words_join(arena, p->party, "  ", kind_of(arena, p));
	head = words_join(arena, head, "  ", p->topic);
	head = words_join(arena, head, "  ", track_of(arena, p));
	printf("%s", cli->color ? "\033[1m" : "");
	print_line(arena, arena_printf(arena, "%s  (%d)", head, p->count), 0, columns);
	printf("%s", cli->color ? "\033[0m" : "");
	for (size_t i = 0; i < p->n_evidence; i++)
		print_passage(arena, p->evidence[i], columns);
	if (p->n_evidence < (size_t)p->count)
		printf("  and %zu more\n", (size_t)p->count - p->n_evidence);
}

static void say_meant(struct cli *cli)
{
	meant_say(cli, "party", "delegation", option_text(cli, "party"));
	meant_say(cli, "topic", "topic", option_text(cli, "topic"));
	meant_say_words(cli, option_text(cli, "topic"));
}

int positions_run(struct cli *cli, int count, char **args)
{
	Truce__V1__PositionGrouping by;
	ProtobufCMessage *request = NULL, *message;
	(void)count;
	(void)args;
	int code = read_grouping(cli, &by);
	if (code == EXIT_OK)
		code = make_request(cli, by, &request);
	if (code != EXIT_OK)
		return code;
	code = answer_read(cli, cli_method(cli, 0), request, "positions", &message);
	if (code == EXIT_DATA)
		say_meant(cli);
	if (code != EXIT_OK)
		return code;
	if (cli->output != OUTPUT_TABLE)
		return answer_print(cli, message, "positions");
	const Truce__V1__ListPositionsResponse *response = (const void *)message;
	if (!option_given(cli, "passages") || response->n_positions == 0)
		code = print_table(cli, response, by);
	if (response->n_positions == 0)
		say_meant(cli);
	if (!option_given(cli, "passages") || code != EXIT_OK)
		return code;
	int columns = screen_columns();
	for (size_t i = 0; i < response->n_positions; i++) {
		if (i > 0)
			putchar('\n');
		print_passages(cli, response->positions[i], columns);
	}
	return EXIT_OK;
}

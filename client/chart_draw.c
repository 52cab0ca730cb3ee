/* The chart in a terminal: a column is a stretch of days. */
#include "client/chart.h"

#include <string.h>

#include "base/time.h"
#include "client/screen.h"
#include "client/words.h"

#define COLUMNS_USUAL 80
#define NAME_MOST 28
#define BAR_LEAST 20
#define BAR_MOST 400
#define TICKS_MOST BAR_MOST
#define LABEL_ROOM 4 /* "Jan " */
#define YEAR_ROOM 5  /* "2017 " */

struct chart {
	struct cli *cli;
	int32_t first, last;
	int columns, name, bar;
	const char *cells[BAR_MOST];
	const struct chart_state *states[BAR_MOST];
	bool seen[8]; /* by the row in chart_states */
	bool numbered;
};

static int column_of(const struct chart *c, int32_t day)
{
	return (int)((int64_t)(day - c->first) * c->bar / (c->last - c->first + 1));
}

/* ---- The axis --------------------------------------------------------- */

static void print_axis(const struct chart *c, const struct chart_tick *ticks, int count, bool years)
{
	char line[BAR_MOST + 16];
	int used = 0, year = 0;
	memset(line, ' ', sizeof line);
	for (int i = 0; i < count; i++) {
		int at = column_of(c, years ? chart_year(ticks[i].year, c->first) : ticks[i].day);
		char label[16];
		if (years && ticks[i].year == year)
			continue;
		year = ticks[i].year;
		int size = years ? snprintf(label, sizeof label, "%d", year)
				 : snprintf(label, sizeof label, "%s", chart_month(ticks[i].month));
		if (at < used || at + size > c->bar)
			continue;
		memcpy(line + at, label, (size_t)size);
		used = at + size + 1;
	}
	while (used > 0 && line[used - 1] == ' ')
		used--;
	if (used > 0)
		printf("%*s%.*s\n", c->name + 1, "", used, line);
}

static void print_axes(const struct chart *c)
{
	struct chart_tick ticks[TICKS_MOST];
	int32_t days = c->last - c->first + 1;
	int count = chart_ticks(c->first, c->last, (days * LABEL_ROOM + c->bar - 1) / c->bar, ticks, TICKS_MOST);
	bool months = false;
	for (int i = 0; i < count; i++)
		months |= ticks[i].month != 1;
	print_axis(c, ticks, count, true);
	if (months)
		print_axis(c, ticks, count, false);
}

/* ---- Bars ------------------------------------------------------------- */

/* The number of a term, where it begins. */
static const char *term_cell(struct chart *c, int32_t term)
{
	c->numbered = true;
	return term > 9 ? "+" : arena_printf(&c->cli->arena, "%d", (int)term);
}

/* A stretch takes the columns whose middle lies in it, and one at least. */
static void put_stretch(struct chart *c, const Truce__V1__ZoneTimeline__Stretch *stretch, bool all)
{
	int32_t lo, hi, days = c->last - c->first + 1;
	if (!chart_days(stretch->first_date, stretch->last_date, &lo, &hi) || lo < c->first || hi > c->last)
		return;
	int from = (int)(((int64_t)(lo - c->first) * 2 * c->bar + days) / (2 * days));
	int to = (int)(((int64_t)(hi + 1 - c->first) * 2 * c->bar + days) / (2 * days));
	if (all && from < to)
		return; /* it has its columns */
	if (from >= to)
		from = column_of(c, lo), to = from + 1;
	const struct chart_state *state = chart_state(stretch->state);
	for (int i = from; i < to && i < c->bar; i++) {
		c->states[i] = state;
		c->cells[i] = c->cli->ascii ? arena_text_n(&c->cli->arena, &state->letter, 1) : state->block;
	}
	c->seen[state - chart_states] = true;
	if (to - from > 2 && stretch->term > 1 && stretch->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_EXTENDED)
		c->cells[from] = term_cell(c, stretch->term);
}

static void print_bar(const struct chart *c)
{
	const struct chart_state *now = NULL;
	for (int i = 0; i < c->bar; i++) {
		if (c->cli->color && c->states[i] != now)
			printf("\033[%sm", c->states[i] == NULL ? "0" : c->states[i]->color);
		now = c->states[i];
		fputs(c->cells[i] == NULL ? " " : c->cells[i], stdout);
	}
	puts(c->cli->color ? "\033[0m" : "");
}

static void print_zone(struct chart *c, const Truce__V1__ZoneTimeline *zone)
{
	const char *id = screen_cut(&c->cli->arena, screen_safe(&c->cli->arena, words_id(zone->zone), false), c->name);
	memset(c->cells, 0, sizeof c->cells);
	memset(c->states, 0, sizeof c->states);
	/* What is shorter than a column is put last, so that the longer do not hide it. */
	for (int all = 0; all < 2; all++)
		for (size_t i = 0; i < zone->n_stretches; i++)
			put_stretch(c, zone->stretches[i], all);
	printf("%s%*s ", id, c->name - screen_width(id), "");
	if (zone->n_stretches == 1 && zone->stretches[0]->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_UNSPECIFIED)
		puts(chart_state(zone->stretches[0]->state)->words);
	else
		print_bar(c);
}

/* ---- Below ------------------------------------------------------------ */

static void print_legend(const struct chart *c)
{
	int used = 0;
	for (const struct chart_state *s = chart_states; s->words != NULL; s++) {
		if (!c->seen[s - chart_states] || s->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_UNSPECIFIED)
			continue;
		int width = 2 + (int)strlen(s->words);
		if (used > 0)
			fputs(used + 3 + width > c->columns ? "\n" : "   ", stdout);
		used = used > 0 && used + 3 + width <= c->columns ? used + 3 + width : width;
		if (c->cli->ascii)
			printf("%c %s", s->letter, s->words);
		else
			printf("%s %s", s->block, s->words);
	}
	if (used > 0)
		putchar('\n');
	if (c->numbered)
		puts("A figure numbers the term that begins there (+ from the tenth on).");
}

static void print_notes(struct chart *c, const Truce__V1__ListZoneTimelinesResponse *answer)
{
	for (size_t i = 0; i < answer->n_zone_timelines; i++) {
		const Truce__V1__ZoneTimeline *zone = answer->zone_timelines[i];
		for (size_t k = 0; k < zone->n_stretches; k++) {
			const Truce__V1__ZoneTimeline__Stretch *s = zone->stretches[k];
			const char *notes = "";
			for (size_t n = 0; n < s->n_notes; n++)
				notes = words_join(&c->cli->arena, notes, " ", s->notes[n]);
			if (notes[0] == '\0')
				continue;
			const char *line = arena_printf(&c->cli->arena, "%s, %s to %s: %s", words_id(zone->zone),
							s->first_date, s->last_date, notes);
			if (line != NULL)
				screen_wrap(stdout, screen_safe(&c->cli->arena, line, false), 0, 2, c->columns);
		}
	}
}

int chart_draw(struct cli *cli, const Truce__V1__ListZoneTimelinesResponse *answer)
{
	struct chart c = { .cli = cli, .columns = screen_columns() };
	if (c.columns == 0)
		c.columns = COLUMNS_USUAL;
	if (answer->n_zone_timelines == 0) {
		fprintf(stderr, "no such zones\n");
		return EXIT_OK;
	}
	if (!chart_days(answer->from_date, answer->to_date, &c.first, &c.last))
		return cli_fail(EXIT_SOFTWARE, "the answer has no days");
	for (size_t i = 0; i < answer->n_zone_timelines; i++) {
		const char *id = screen_safe(&cli->arena, words_id(answer->zone_timelines[i]->zone), false);
		int width = screen_width(id) > NAME_MOST ? NAME_MOST : screen_width(id);
		c.name = width > c.name ? width : c.name;
	}
	if (c.name > c.columns - BAR_LEAST - 1)
		c.name = c.columns - BAR_LEAST - 1;
	c.bar = c.columns - c.name - 1 > BAR_MOST ? BAR_MOST : c.columns - c.name - 1;
	const char *head =
		arena_printf(&cli->arena, "%s to %s, %s", answer->from_date, answer->to_date, chart_reading(cli));
	screen_wrap(stdout, screen_safe(&cli->arena, head == NULL ? "" : head, false), 0, 0, c.columns);
	putchar('\n');
	print_axes(&c);
	for (size_t i = 0; i < answer->n_zone_timelines; i++)
		print_zone(&c, answer->zone_timelines[i]);
	putchar('\n');
	print_legend(&c);
	if (answer->cut)
		printf("More than 100 years are not shown: --from and --to choose others.\n");
	print_notes(&c, answer);
	return EXIT_OK;
}

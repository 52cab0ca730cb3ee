/* The chart as a picture: SVG 1.1, which stands alone and is read without colours
 * too, since each state has a pattern of its own. */
#include "client/chart.h"

#include <string.h>

#include "base/time.h"
#include "client/screen.h"
#include "client/words.h"
#include "client/xml.h"

#define WIDTH 1000
#define LEFT 290
#define RIGHT 20
#define TOP 104
#define ROW 34
#define BAR 20
#define LABEL_ROOM 44 /* pixels between two ticks */
#define TICKS_MOST 64
#define LABEL_WIDTH 16 /* of one that still fits at the right */
#define LABEL_MOST 36  /* characters of a zone's name */

struct picture {
	struct cli *cli;
	int32_t first, last;
	int bottom; /* of the bars */
	bool seen[8];
};

/* A day's place, in tenths of a pixel. */
static int x_of(const struct picture *p, int32_t day)
{
	int64_t width = (WIDTH - LEFT - RIGHT) * 10;
	return LEFT * 10 + (int)((day - p->first) * width / (p->last - p->first + 1));
}

static const char *pattern_of(const struct chart_state *state)
{
	return state->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_LAPSED      ? "lapsed"
	       : state->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_UNCERTAIN ? "uncertain"
	       : state->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_EXTENDED  ? "extended"
										: NULL;
}

static void put_fill(const struct chart_state *state)
{
	if (pattern_of(state) != NULL)
		printf(" fill=\"url(#%s)\"", pattern_of(state));
	else
		printf(" fill=\"%s\"", state->fill);
}

static void put_head(const struct picture *p, const Truce__V1__ListZoneTimelinesResponse *answer, int height)
{
	printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
	       "font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#222\">\n",
	       WIDTH, height, WIDTH, height);
	puts("<title>Zones over time</title>");
	puts("<defs>");
	static const struct {
		const char *name, *base, *stroke, *path;
	} patterns[] = {
		{ "extended", "#6fae8a", "#2f6f4f", "M0 8L8 0" },
		{ "lapsed", "#fbeeea", "#c0563f", "M0 0L8 8" },
		{ "uncertain", "#fdf6df", "#b58a17", "M4 0V8" },
	};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		printf("<pattern id=\"%s\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
		       "<rect width=\"8\" height=\"8\" fill=\"%s\"/><path d=\"%s\" stroke=\"%s\" stroke-width=\"1.4\"/>"
		       "</pattern>\n",
		       patterns[i].name, patterns[i].base, patterns[i].path, patterns[i].stroke);
	printf("</defs>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, height);
	puts("<text x=\"20\" y=\"34\" font-size=\"20\" font-weight=\"bold\">Zones over time</text>");
	printf("<text x=\"20\" y=\"56\" fill=\"#666\">");
	xml_text(stdout, answer->from_date);
	printf(" to ");
	xml_text(stdout, answer->to_date);
	printf(", ");
	xml_text(stdout, chart_reading(p->cli));
	puts("</text>");
}

static void put_axis(const struct picture *p)
{
	struct chart_tick ticks[TICKS_MOST];
	int32_t days = p->last - p->first + 1;
	int room = (WIDTH - LEFT - RIGHT) / LABEL_ROOM, year = 0;
	int count = chart_ticks(p->first, p->last, (days + room - 1) / room, ticks, TICKS_MOST);
	bool months = false;
	for (int i = 0; i < count; i++)
		months |= ticks[i].month != 1;
	for (int i = 0; i < count; i++) {
		int x = x_of(p, ticks[i].day), from = x_of(p, chart_year(ticks[i].year, p->first));
		bool new_year = ticks[i].year != year;
		printf("<path d=\"M%d.%d %dV%d\" stroke=\"%s\"/>\n", x / 10, x % 10, TOP - 6, p->bottom,
		       ticks[i].month == 1 ? "#bbb" : "#e4e4e4");
		year = ticks[i].year;
		if (x / 10 > WIDTH - RIGHT - LABEL_WIDTH)
			continue;
		if (new_year)
			printf("<text x=\"%d.%d\" y=\"%d\" font-size=\"12\" font-weight=\"bold\">%d</text>\n",
			       from / 10, from % 10, months ? TOP - 24 : TOP - 10, ticks[i].year);
		if (months)
			printf("<text x=\"%d.%d\" y=\"%d\" font-size=\"11\" fill=\"#666\">%s</text>\n", x / 10, x % 10,
			       TOP - 10, chart_month(ticks[i].month));
	}
}

static void put_stretch(struct picture *p, const Truce__V1__ZoneTimeline__Stretch *stretch, int y)
{
	const struct chart_state *state = chart_state(stretch->state);
	int32_t lo, hi;
	if (!chart_days(stretch->first_date, stretch->last_date, &lo, &hi) || lo < p->first || hi > p->last)
		return;
	int x = x_of(p, lo), width = x_of(p, hi + 1) - x;
	width = width < 15 ? 15 : width;
	p->seen[state - chart_states] = true;
	printf("<rect x=\"%d.%d\" y=\"%d\" width=\"%d.%d\" height=\"%d\"", x / 10, x % 10, y, width / 10, width % 10,
	       BAR);
	put_fill(state);
	printf(" stroke=\"#fff\" stroke-width=\"0.6\"><title>");
	xml_text(stdout, state->words);
	printf(", %s to %s", stretch->first_date, stretch->last_date);
	for (size_t i = 0; i < stretch->n_notes; i++) {
		printf(i == 0 ? ". " : " ");
		xml_text(stdout, stretch->notes[i]);
	}
	puts("</title></rect>");
	if (stretch->term > 1 && stretch->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_EXTENDED && width > 700)
		printf("<text x=\"%d.%d\" y=\"%d\" font-size=\"11\" stroke=\"#fff\" stroke-width=\"3\" "
		       "paint-order=\"stroke\">term %d</text>\n",
		       (x + 60) / 10, (x + 60) % 10, y + 14, (int)stretch->term);
}

static void put_zone(struct picture *p, const Truce__V1__ZoneTimeline *zone, int row)
{
	int y = TOP + row * ROW + (ROW - BAR) / 2;
	const char *name = zone->title[0] != '\0' ? zone->title : words_id(zone->zone);
	printf("<path d=\"M20 %dH%d\" stroke=\"#eee\"/>\n", TOP + (row + 1) * ROW, WIDTH - RIGHT);
	printf("<text x=\"20\" y=\"%d\"><title>", y + 15);
	xml_text(stdout, words_id(zone->zone));
	printf(", ");
	xml_text(stdout, name);
	printf("</title>");
	xml_text(stdout, screen_cut(&p->cli->arena, name, LABEL_MOST));
	puts("</text>");
	for (size_t i = 0; i < zone->n_stretches; i++)
		put_stretch(p, zone->stretches[i], y);
	if (zone->n_stretches == 1 && zone->stretches[0]->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_UNSPECIFIED)
		printf("<text x=\"%d\" y=\"%d\" fill=\"#999\" font-size=\"12\">no term on record</text>\n", LEFT,
		       y + 15);
}

static void put_legend(const struct picture *p)
{
	int x = 20, y = p->bottom + 22;
	for (const struct chart_state *s = chart_states; s->words != NULL; s++) {
		if (!p->seen[s - chart_states] || s->state == TRUCE__V1__ZONE_STATUS__STATE__STATE_UNSPECIFIED)
			continue;
		printf("<rect x=\"%d\" y=\"%d\" width=\"28\" height=\"14\"", x, y);
		put_fill(s);
		printf("/><text x=\"%d\" y=\"%d\" font-size=\"12\">%s</text>\n", x + 34, y + 12, s->words);
		x += 34 + 7 * (int)strlen(s->words) + 24;
	}
}

int chart_picture(struct cli *cli, const Truce__V1__ListZoneTimelinesResponse *answer)
{
	struct picture p = { .cli = cli, .bottom = TOP + (int)answer->n_zone_timelines * ROW };
	if (!chart_days(answer->from_date, answer->to_date, &p.first, &p.last))
		return cli_fail(EXIT_SOFTWARE, "the answer has no days");
	put_head(&p, answer, p.bottom + 56);
	put_axis(&p);
	for (size_t i = 0; i < answer->n_zone_timelines; i++)
		put_zone(&p, answer->zone_timelines[i], (int)i);
	put_legend(&p);
	puts("</svg>");
	return EXIT_OK;
}

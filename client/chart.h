/* Charts of zones over time: what the terminal's and the picture share.
 *
 * A chart is an answer of ListZoneTimelines: a bar of stretches for each zone, over
 * the same days. */
#ifndef TRUCE_CLIENT_CHART_H
#define TRUCE_CLIENT_CHART_H

#include "client/cli.h"
#include "truce/v1/consent_service.pb-c.h"

/* How a state is drawn, so that it is told from the others without its colour. */
struct chart_state {
	Truce__V1__ZoneStatus__State state;
	const char *words;
	const char *block; /* one column of a terminal in UTF-8 */
	char letter;       /* the same in ASCII */
	const char *color; /* of the terminal: the number of SGR */
	const char *fill;  /* of the picture */
};
extern const struct chart_state chart_states[]; /* ended by one without words */

const struct chart_state *chart_state(Truce__V1__ZoneStatus__State state);

/* The days of the chart, and of a stretch, from its dates. */
bool chart_days(const char *first, const char *last, int32_t *lo, int32_t *hi);

/* First days of months that the axis names. */
struct chart_tick {
	int32_t day;
	int year, month;
};

/* The ticks of the days from lo to hi, no two nearer than `apart` days; their number,
 * at most `most`. */
int chart_ticks(int32_t lo, int32_t hi, int32_t apart, struct chart_tick *out, int most);
const char *chart_month(int month); /* "Jan" */
/* Where a year begins in a chart from a day on. */
int32_t chart_year(int year, int32_t first);

/* "by reading may-5", or "by each zone's first reading". */
const char *chart_reading(struct cli *cli);

int chart_draw(struct cli *cli, const Truce__V1__ListZoneTimelinesResponse *answer);    /* client/chart_draw.c */
int chart_picture(struct cli *cli, const Truce__V1__ListZoneTimelinesResponse *answer); /* client/chart_svg.c */

#endif

#include "client/chart.h"

#include "base/time.h"

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name

const struct chart_state chart_states[] = {
	{ STATE(NOT_YET_IN_FORCE), "not yet in force", "·", '.', "36", "#dfe6ec" },
	{ STATE(IN_TERM), "in term", "█", '#', "32", "#2f6f4f" },
	{ STATE(EXTENDED), "extended", "▓", '=', "32", "#6fae8a" },
	{ STATE(LAPSED), "lapsed", "░", '-', "31", "#d98a7a" },
	{ STATE(TERMINATED), "terminated", "×", 'x', "31", "#5b5f66" },
	{ STATE(UNCERTAIN), "uncertain", "?", '?', "33", "#e6c66a" },
	{ STATE(UNSPECIFIED), "no term on record", " ", ' ', "0", "none" },
	{ .words = NULL },
};

const struct chart_state *chart_state(Truce__V1__ZoneStatus__State state)
{
	const struct chart_state *row = chart_states;
	while (row[1].words != NULL && row->state != state)
		row++;
	return row;
}

bool chart_days(const char *first, const char *last, int32_t *lo, int32_t *hi)
{
	return date_parse(first, lo) && date_parse(last, hi) && *lo <= *hi;
}

int32_t chart_year(int year, int32_t first)
{
	int32_t day;
	return day_of(year, 1, 1, &day) && day > first ? day : first;
}

const char *chart_month(int month)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	return months[month - 1];
}

int chart_ticks(int32_t lo, int32_t hi, int32_t apart, struct chart_tick *out, int most)
{
	static const int steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240, 1200 };
	size_t s = 0;
	while (s + 1 < sizeof steps / sizeof *steps && steps[s] * 28 < apart)
		s++;
	int year, month, day_of_month, count = 0;
	day_split(lo, &year, &month, &day_of_month);
	for (int m = (year * 12) / steps[s] * steps[s]; count < most && m / 12 <= 9999; m += steps[s]) {
		int32_t day;
		if (!day_of(m / 12 < 1 ? 1 : m / 12, m % 12 + 1, 1, &day) || day < lo)
			continue;
		if (day > hi)
			break;
		out[count++] = (struct chart_tick){ .day = day, .year = m / 12, .month = m % 12 + 1 };
	}
	return count;
}

const char *chart_reading(struct cli *cli)
{
	const char *reading = option_text(cli, "reading");
	const char *words = reading == NULL ? NULL : arena_printf(&cli->arena, "by reading %s", reading);
	return words == NULL ? "by each zone's first reading" : words;
}

#include "domain/dates.h"

#include <string.h>

#include "base/time.h"
#include "proto/message.h"

static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
				      "july",    "august",   "september", "october", "november", "december" };

/* Parts of a month, as "early May" and as "the beginning of May". */
static const struct part {
	const char *pattern;
	int first, last;
} parts[] = {
	{ "early", 1, 10 },           { "mid", 11, 20 },        { "late", 21, 0 }, { "the? beginning|start of", 1, 10 },
	{ "the? middle of", 11, 20 }, { "the? end of", 21, 0 },
};

static int month_at(const struct words *w, size_t i)
{
	if (i >= w->count || !w->at[i].capital)
		return 0;
	for (int m = 0; m < 12; m++) {
		if (word_is(w, i, months[m]))
			return m + 1;
	}
	return 0;
}

static int year_at(const struct words *w, size_t i)
{
	bool four = i < w->count && w->at[i].kind == WORD_DIGITS && w->at[i].end - w->at[i].start == 4;
	int year = four ? word_number(w, i) : 0;
	return year >= 1000 ? year : 0;
}

/* A day with its suffix: "20", "20th". */
static size_t day_at(const struct words *w, size_t i, int *day)
{
	int n = word_number(w, i);
	if (n < 1 || n > 31 || w->at[i].end - w->at[i].start > 2)
		return 0;
	*day = n;
	bool suffix = word_is_glued(w, i + 1) && words_match(w, i + 1, "st|nd|rd|th") > 0;
	return suffix ? 2 : 1;
}

static size_t joint_at(const struct words *w, size_t i)
{
	return word_is_dash(w, i) || words_match(w, i, "to|and|until") > 0 ? 1 : 0;
}

/* The year behind a date: ", 2017", "2017", "this year"; words taken. */
static size_t year_behind(const struct words *w, size_t i, struct date_words *d)
{
	size_t this_year = words_match(w, i, "of? this year");
	if (this_year > 0) {
		d->year_kind = DATE_YEAR_THIS;
		return this_year;
	}
	size_t comma = word_is_mark(w, i, ',') ? 1 : 0;
	int year = year_at(w, i + comma);
	if (year == 0)
		return 0;
	d->year_kind = DATE_YEAR_SAID;
	d->to.year = year;
	return comma + 1;
}

/* "14 September", "14-15 September", "30 September - 2 October". */
static size_t match_day_first(const struct words *w, size_t at, struct date_words *d)
{
	int day, second;
	size_t n = day_at(w, at, &day);
	if (n == 0)
		return 0;
	int month = month_at(w, at + n);
	size_t own_month = month > 0 ? 1 : 0;
	size_t i = at + n + own_month;
	int own_year = own_month ? year_at(w, i) : 0;
	i += own_year > 0 ? 1 : 0;
	size_t joint = joint_at(w, i), more = joint ? day_at(w, i + 1, &second) : 0;
	int second_month = more ? month_at(w, i + 1 + more) : 0;
	if (second_month == 0 && own_month == 0)
		return 0;
	d->from = (struct date_end){ own_month ? month : second_month, day, day, own_year };
	if (second_month > 0) {
		d->to = (struct date_end){ second_month, second, second, 0 };
		d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_PERIOD;
		return i + 1 + more + 1 - at;
	}
	d->to = d->from;
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY;
	return n + own_month;
}

/* "September 14", "September 14-15", "September 30 - October 2". */
static size_t match_month_first(const struct words *w, size_t at, struct date_words *d)
{
	int day, second, month = month_at(w, at);
	size_t n = month > 0 ? day_at(w, at + 1, &day) : 0;
	if (n == 0)
		return 0;
	size_t i = at + 1 + n;
	d->from = d->to = (struct date_end){ month, day, day, 0 };
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY;
	if (joint_at(w, i) == 0)
		return i - at;
	int second_month = month_at(w, i + 1);
	size_t skip = second_month > 0 ? 2 : 1, more = day_at(w, i + skip, &second);
	bool glued_year = more > 0 && second_month == 0 && month_at(w, i + skip + more) > 0;
	if (more == 0 || glued_year)
		return i - at;
	d->to = (struct date_end){ second_month > 0 ? second_month : month, second, second, 0 };
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_PERIOD;
	return i + skip + more - at;
}

static size_t part_at(const struct words *w, size_t at, struct date_end *out)
{
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		size_t n = words_match(w, at, parts[k].pattern);
		if (n > 0 && word_is_dash(w, at + n))
			n++;
		int month = n > 0 ? month_at(w, at + n) : 0;
		if (month > 0) {
			*out = (struct date_end){ month, parts[k].first, parts[k].last, 0 };
			return n + 1;
		}
	}
	return 0;
}

/* "mid-March", "late October", "late January - early February". */
static size_t match_part(const struct words *w, size_t at, struct date_words *d)
{
	size_t n = part_at(w, at, &d->from);
	if (n == 0)
		return 0;
	d->to = d->from;
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_PART_OF_MONTH;
	struct date_end second;
	size_t more = joint_at(w, at + n) ? part_at(w, at + n + 1, &second) : 0;
	if (more == 0)
		return n;
	d->to = second;
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_RANGE;
	return n + 1 + more;
}

/* "January 2017": a month by itself is no date. */
static size_t match_month(const struct words *w, size_t at, struct date_words *d)
{
	int month = month_at(w, at);
	if (month == 0 || (year_at(w, at + 1) == 0 && words_match(w, at + 1, "of? this year") == 0))
		return 0;
	d->from = d->to = (struct date_end){ month, 1, 0, 0 };
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_MONTH;
	return 1;
}

/* "15.09.2017" and "2017-09-15", glued. */
static size_t match_digits(const struct words *w, size_t at, struct date_words *d)
{
	for (size_t k = 1; k < 5; k++) {
		if (!word_is_glued(w, at + k))
			return 0;
	}
	bool dots = word_is_mark(w, at + 1, '.') && word_is_mark(w, at + 3, '.');
	bool dashes = word_is_mark(w, at + 1, '-') && word_is_mark(w, at + 3, '-');
	size_t y = dots ? at + 4 : at, day = dots ? at : at + 4;
	int n = word_number(w, day), month = word_number(w, at + 2), year = year_at(w, y);
	if ((!dots && !dashes) || year == 0 || n < 1 || n > 31 || month < 1 || month > 12)
		return 0;
	d->from = d->to = (struct date_end){ month, n, n, year };
	d->year_kind = DATE_YEAR_SAID;
	d->precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY;
	return 5;
}

size_t dates_match(const struct words *w, size_t at, struct date_words *out)
{
	static const struct {
		size_t (*match)(const struct words *, size_t, struct date_words *);
		bool digits; /* that it begins with */
	} forms[] = {
		{ match_digits, true }, { match_day_first, true }, { match_month_first, false },
		{ match_part, false },  { match_month, false },
	};
	for (size_t k = 0; at < w->count && k < sizeof forms / sizeof *forms; k++) {
		struct date_words d = { 0 };
		size_t n = forms[k].digits == (w->at[at].kind == WORD_DIGITS) ? forms[k].match(w, at, &d) : 0;
		if (n == 0)
			continue;
		if (d.year_kind == DATE_YEAR_NONE)
			n += year_behind(w, at + n, &d);
		d.count = n;
		*out = d;
		return n;
	}
	return 0;
}

/* By month, in small letters: others begin with a capital in no language of these. */
static const char *const other_months[] = {
	"janvier|enero|января|січня",
	"février|fevrier|febrero|февраля|лютого",
	"mars|marzo|марта|березня",
	"avril|abril|апреля|квітня",
	"mai|mayo|мая|травня",
	"juin|junio|июня|червня",
	"juillet|julio|июля|липня",
	"août|aout|agosto|августа|серпня",
	"septembre|septiembre|setiembre|сентября|вересня",
	"octobre|octubre|октября|жовтня",
	"novembre|noviembre|ноября|листопада",
	"décembre|decembre|diciembre|декабря|грудня",
};

static size_t put_day(struct date_words *out, size_t count, int year, int month, int day)
{
	*out = (struct date_words){ .count = count,
				    .year_kind = DATE_YEAR_SAID,
				    .from = { month, day, day, year },
				    .to = { month, day, day, year },
				    .precision = TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY };
	return count;
}

/* "2018年7月3日" */
static size_t match_year_first(const struct words *w, size_t at, struct date_words *out)
{
	static const size_t words = 6;
	if (year_at(w, at) == 0 || words_match(w, at + 1, "年") == 0 || words_match(w, at + 3, "月") == 0 ||
	    words_match(w, at + 5, "日") == 0)
		return 0;
	int month = word_number(w, at + 2), day = word_number(w, at + 4);
	return month < 1 || month > 12 || day < 1 || day > 31 ? 0 : put_day(out, words, year_at(w, at), month, day);
}

size_t dates_match_other(const struct words *w, size_t at, struct date_words *out)
{
	if (year_at(w, at) > 0)
		return match_year_first(w, at, out);
	int day = word_number(w, at), month = 0;
	size_t i = at + 1;
	if (day < 1 || day > 31)
		return 0;
	i += word_is_glued(w, i) && words_match(w, i, "er") > 0 ? 1 : 0;
	i += words_match(w, i, "de") > 0 ? 1 : 0;
	for (int m = 0; m < 12 && month == 0; m++)
		month = words_match(w, i, other_months[m]) > 0 ? m + 1 : 0;
	i += 1 + words_match(w, i + 1, "de|del");
	int year = month > 0 ? year_at(w, i) : 0;
	if (year == 0)
		return 0;
	i += 1 + words_match(w, i + 1, "года|г|року|р");
	return put_day(out, i - at, year, month, day);
}

static bool end_days(const struct date_end *e, int year, int32_t *first, int32_t *last)
{
	int last_day = e->last == 0 ? month_length(year, e->month) : e->last;
	return day_of(year, e->month, e->first, first) && day_of(year, e->month, last_day, last);
}

bool dates_days(const struct date_words *d, int this_year, int32_t *first, int32_t *last, bool *exists)
{
	int year = d->year_kind == DATE_YEAR_SAID ? d->to.year : d->year_kind == DATE_YEAR_THIS ? this_year : 0;
	/* A leap year stands in where none is known: does any year have these days? */
	int to_year = year > 0 ? year : 2000;
	int from_year = d->from.year > 0 ? d->from.year : to_year - (d->from.month > d->to.month ? 1 : 0);
	int32_t low, high, other;
	*exists =
		end_days(&d->from, from_year, &low, &other) && end_days(&d->to, to_year, &other, &high) && low <= high;
	if (!*exists || year == 0)
		return false;
	*first = low;
	*last = high;
	return true;
}

Truce__V1__DateInterval *dates_message(const struct words *w, size_t at, size_t count, const struct date_words *d,
				       int this_year, struct arena *arena)
{
	Truce__V1__DateInterval *m = arena_alloc(arena, sizeof *m);
	if (m == NULL)
		return NULL;
	truce__v1__date_interval__init(m);
	size_t start = w->at[at].start, end = w->at[at + count - 1].end;
	m->printed = arena_text_n(arena, w->text + start, end - start);
	int32_t days[2];
	bool exists;
	if (dates_days(d, this_year, &days[0], &days[1], &exists)) {
		char text[DATE_SIZE];
		date_print(days[0], text);
		m->earliest = arena_text(arena, text);
		date_print(days[1], text);
		m->latest = arena_text(arena, text);
		m->precision = d->precision;
	}
	return m->printed == NULL || m->earliest == NULL || m->latest == NULL ? NULL : m;
}

static const char *const ones[] = { "first",     "second",      "third",      "fourth",     "fifth",
				    "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
				    "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
				    "sixteenth", "seventeenth", "eighteenth", "nineteenth" };
static const char *const tens[] = { "twentieth", "thirtieth",  "fortieth",  "fiftieth",
				    "sixtieth",  "seventieth", "eightieth", "ninetieth" };
static const char *const tens_stems[] = {
	"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
};

static int row_of(const struct words *w, size_t i, const char *const *rows, int count)
{
	for (int k = 0; k < count; k++) {
		if (word_is(w, i, rows[k]))
			return k + 1;
	}
	return 0;
}

size_t ordinal_match(const struct words *w, size_t at, int *value)
{
	if (at >= w->count || w->at[at].kind == WORD_MARK)
		return 0;
	char first = (char)(w->text[w->at[at].start] | 0x20);
	size_t size = w->at[at].end - w->at[at].start; /* of "first", the shortest of them, at least */
	if (w->at[at].kind == WORD_LETTERS && (size < 5 || strchr("efnst", first) == NULL))
		return 0;
	int n = word_number(w, at);
	if (n >= 1 && n <= 999 && word_is_glued(w, at + 1) && words_match(w, at + 1, "st|nd|rd|th") > 0) {
		*value = n;
		return 2;
	}
	if (w->at[at].kind == WORD_DIGITS)
		return 0;
	if ((n = row_of(w, at, ones, 19)) > 0) {
		*value = n;
		return 1;
	}
	if ((n = row_of(w, at, tens, 8)) > 0) {
		*value = (n + 1) * 10;
		return 1;
	}
	int stem = row_of(w, at, tens_stems, 8);
	int one = stem > 0 && word_is_dash(w, at + 1) ? row_of(w, at + 2, ones, 9) : 0;
	if (one == 0)
		return 0;
	*value = (stem + 1) * 10 + one;
	return 3;
}

/* When and where a meeting was held, as the cover of its record says it. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#include "domain/dates.h"
#include "domain/reader/page.h"

#define PLACE_COLUMNS 40
#define DAY_BYTES 200 /* of a line that gives the day */

/* The place of "Held at Headquarters, New York, on …". */
void place_held(struct record *rec, size_t line)
{
	static const char *const held[] = { "Held at Headquarters, ", "Held at Headquarters in ", "Held at ",
					    "Held in " };
	const struct lines *l = &rec->r->lines;
	size_t size = line_size(l, line), from = 0, n = 0;
	const char *meeting = memmem(line_text(l, line), size, "MEETING Held ", 13); /* "1875th MEETING Held in …" */
	size_t start = meeting == NULL ? 0 : (size_t)(meeting - line_text(l, line)) + 8;
	for (size_t k = 0; k < sizeof held / sizeof *held && from == 0; k++) {
		size_t words = strlen(held[k]);
		if (size - start >= words && text_equal(line_text(l, line) + start, words, held[k], words))
			from = start + words;
	}
	if (from == 0)
		return;
	bool over = memmem(line_text(l, line), size, " on ", 4) == NULL && line + 1 < l->count &&
		    memmem(line_text(l, line + 1), line_size(l, line + 1), ", on ", 5) != NULL && !l->at[line + 1].gap;
	const char *text = over ? window_text(rec, line, line + 2) : line_text(l, line);
	text += from;
	size = (over ? strlen(text - from) : size) - from;
	while (n < size && !(n + 4 <= size && memcmp(text + n, ", on", 4) == 0) &&
	       !(n + 4 <= size && memcmp(text + n, " on ", 4) == 0))
		n++;
	while (n > 0 && text[n - 1] == ',')
		n--;
	rec->meeting->statement->place = message_borrow(reader_text(rec->r, text, n));
}

/* Whether bytes are a place's name: capitals and no figures. */
static bool is_place(const char *text, size_t size)
{
	if (size < 4 || size > PLACE_COLUMNS || *text < 'A' || *text > 'Z')
		return false;
	for (size_t i = 0; i < size; i++) {
		if (strchr("0123456789:()/", text[i]) != NULL)
			return false;
	}
	return !ends_with_word(text, size, "session") && !ends_with_word(text, size, "year") &&
	       !ends_with_word(text, size, "records");
}

/* The place at the end of the line that gives the day: "1 NOVEMBER 1956, NEW YORK". */
static void place_beside(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line), *last = text, *next;
	size_t size = line_size(&rec->r->lines, line);
	while ((next = memmem(last, size - (size_t)(last - text), ", ", 2)) != NULL)
		last = next + 2;
	bool year = last - text > 6 && is_digit(last[-3]);
	if (year && is_place(last, size - (size_t)(last - text)))
		rec->meeting->statement->place =
			message_borrow(reader_text(rec->r, last, size - (size_t)(last - text)));
}

/* "Official Records NEW YORK", of two columns. */
void place_of_records(struct record *rec, size_t line)
{
	static const char words[] = "Official Records ";
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line), n = sizeof words - 1;
	bool capitals = size > n && text_equal(text, n, words, n) && is_place(text + n, size - n);
	for (size_t i = n; i < size && capitals; i++)
		capitals = text[i] < 'a' || text[i] > 'z';
	if (capitals && rec->meeting->statement->place[0] == '\0')
		rec->meeting->statement->place = message_borrow(reader_text(rec->r, text + n, size - n));
}

/* The line behind the one that ends with the time of day. */
static void place_behind(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	line += line + 1 < end && line_begins(l, line + 1, "at ") ? 1 : 0;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	bool timed = (size > 4 && memcmp(text + size - 2, "m.", 2) == 0) || ends_with_word(text, size, "noon");
	if (!timed || line + 1 >= end || l->at[line + 1].columns > PLACE_COLUMNS || !line_begins_sentence(l, line + 1))
		return;
	text = line_text(l, line + 1);
	size = line_size(l, line + 1);
	if (is_place(text, size))
		rec->meeting->statement->place = message_borrow(reader_text(rec->r, text, size));
}

/* The weekday that a line names, from Monday 1 to Sunday 7; 0 for none. */
static int weekday_named(const struct words *w)
{
	static const char *const days[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
	};
	for (size_t i = 0; i < w->count; i++) {
		for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
			if (words_match(w, i, days[k]) > 0)
				return (int)k + 1;
		}
	}
	return 0;
}

static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
				      "July",    "August",   "September", "October", "November", "December" };
#define MONTH_LEAST 5 /* letters of a month's name that is read with one of them wrong */

/* Whether a word is a month's name, one letter of which a scan may have spoiled; its name. */
static const char *month_near(const char *word, size_t size)
{
	for (size_t k = 0; k < sizeof months / sizeof *months; k++) {
		size_t same = 0, whole = strlen(months[k]);
		for (size_t c = 0; whole == size && c < size; c++)
			same += word[c] == months[k][c];
		if (whole == size && same + (size >= MONTH_LEAST) >= size)
			return months[k];
	}
	return NULL;
}

/* Puts the figures about a month right: a mark behind the day, and the first of the year,
 * "4' October /982". */
static void figures_mend(char *text, size_t size, size_t month, size_t end)
{
	size_t day = month > 1 && text[month - 1] == ' ' ? month - 2 : size;
	if (day < size && day > 0 && strchr("'`.,*~^", text[day]) != NULL && text[day - 1] >= '0' &&
	    text[day - 1] <= '9')
		text[day] = ' ';
	size_t year = end + 1;
	if (year + 3 < size && strchr("/lI|i!", text[year]) != NULL && text[year + 1] == '9' &&
	    page_digits_at(text, size, year + 1) == 3)
		text[year] = '1';
}

/* A line whose day a scan spoiled a letter or a figure of, "22 Decenber 1988", as it was
 * printed; NULL where it has none. */
static const char *day_mended(struct record *rec, const struct words *w, const char *text, size_t size)
{
	for (size_t i = 1; i < w->count; i++) {
		size_t from = w->at[i].start, n = w->at[i].end - from, first = w->at[i - 1].start;
		const char *name = w->at[i].kind == WORD_LETTERS ? month_near(text + from, n) : NULL;
		first = i > 1 && w->at[i - 1].kind == WORD_MARK ? w->at[i - 2].start : first;
		if (name == NULL || text[first] < '0' || text[first] > '9')
			continue;
		char *mended = arena_alloc(rec->r->arena, size);
		rec->r->full |= mended == NULL;
		if (mended == NULL)
			return NULL;
		memcpy(mended, text, size);
		memcpy(mended + from, name, n);
		figures_mend(mended, size, from, from + n);
		return memcmp(mended, text, size) == 0 ? NULL : mended;
	}
	return NULL;
}

/* Whether a date's year stands on the next line: "Monday, 28 April" over "1947, at 11 a.m." */
static bool year_below(const struct lines *l, size_t line, size_t end)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	if (line + 1 >= end || page_digits_at(line_text(l, line + 1), line_size(l, line + 1), 0) != 4)
		return false;
	for (size_t k = 0; k < sizeof months / sizeof *months; k++) {
		if (ends_with_word(text, size, months[k]))
			return true;
	}
	return false;
}

/* The years of a session: an Assembly's regular one begins in the first, and may go on in
 * the next; the Council's is one. */
static bool is_year_of(const struct record *rec, int year)
{
	int first = 1945 + rec->m->session_number;
	bool council = ends_with_word(rec->m->session, strlen(rec->m->session), "year");
	return year == first || (year == first + 1 && !council);
}

static bool falls_on(const struct date_words *d, int weekday)
{
	int32_t first, last;
	bool exists;
	return dates_days(d, 0, &first, &last, &exists) && (first % 7 + 7 + 3) % 7 + 1 == weekday;
}

/* A year that is not the session's, and whose day is not the weekday that the cover names,
 * is the scan's, where the session has one year that the weekday fits. */
static void year_mend(struct record *rec, size_t line, struct date_words *d, int weekday)
{
	bool regular =
		rec->m->session_number > 0 && memmem(rec->m->session, strlen(rec->m->session), "pecial", 6) == NULL;
	int was = d->to.year, first = 1945 + rec->m->session_number, fits = 0;
	if (!regular || weekday == 0 || is_year_of(rec, was) || falls_on(d, weekday))
		return;
	for (int year = first; year <= first + 1; year++) {
		d->from.year = d->from.year == 0 ? 0 : year;
		d->to.year = year;
		fits = is_year_of(rec, year) && falls_on(d, weekday) ? year : fits;
	}
	d->from.year = d->from.year == 0 ? 0 : fits > 0 ? fits : was;
	d->to.year = fits > 0 ? fits : was;
	if (fits > 0)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, line_number(rec, line),
			    reader_printf(rec->r, "%d", was),
			    reader_printf(rec->r, "read as %d, the year that the session and the weekday tell", fits));
}

/* The day of the meeting: the first that a line gives, or the first with its weekday
 * where a record's day of issue stands before it. */
void date_read(struct record *rec, size_t line, size_t end)
{
	struct words w = { .count = 0 };
	struct date_words d;
	size_t size = line_size(&rec->r->lines, line);
	const char *text = line_text(&rec->r->lines, line);
	if (rec->weekday || (size > DAY_BYTES && !line_begins(&rec->r->lines, line, "Held ")))
		return;
	for (size_t i = size < DAY_BYTES ? size : DAY_BYTES; i > 0 && size > DAY_BYTES; i--)
		size = text[i] == ' ' ? i : size; /* who presides stands behind the day */
	if (year_below(&rec->r->lines, line, end)) {
		text = window_text(rec, line, line + 2);
		size = strlen(text);
	}
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	int weekday = weekday_named(&w);
	if (rec->meeting->statement->date != NULL && weekday == 0)
		return;
	const char *mended = weekday > 0 ? day_mended(rec, &w, text, size) : NULL;
	if (mended != NULL && !words_split(&w, mended, size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	for (size_t i = 0; i < w.count; i++) {
		size_t n = dates_match(&w, i, &d);
		if (n == 0)
			continue;
		if (d.year_kind == DATE_YEAR_SAID &&
		    d.precision == TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY) {
			year_mend(rec, line, &d, weekday);
			rec->meeting->statement->date = dates_message(&w, i, n, &d, 0, rec->r->arena);
			if (mended != NULL && rec->meeting->statement->date != NULL)
				rec->meeting->statement->date->printed = message_borrow(
					reader_text(rec->r, text + w.at[i].start, w.at[i + n - 1].end - w.at[i].start));
			rec->weekday = weekday > 0;
			if (rec->meeting->statement->place[0] == '\0')
				place_beside(rec, line);
			if (rec->meeting->statement->place[0] == '\0')
				place_behind(rec, line, end);
		}
		return;
	}
}

/* The same where the line names the weekday. */
void weekday_read(struct record *rec, size_t line)
{
	static const char *const days[] = { "Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun" };
	bool named = false;
	for (size_t k = 0; k < sizeof days / sizeof *days; k++)
		named |= line_begins(&rec->r->lines, line, days[k]);
	if (named)
		date_read(rec, line, rec->cover_end);
}

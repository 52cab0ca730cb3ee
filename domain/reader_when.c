/* When and where a meeting was held, as the cover of its record says it. */
#include "domain/reader_record.h"

#include <string.h>

#include "domain/dates.h"

#define PLACE_COLUMNS 40

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
	bool year = last - text > 6 && last[-3] >= '0' && last[-3] <= '9';
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

static bool names_weekday(const struct words *w)
{
	for (size_t i = 0; i < w->count; i++) {
		if (words_match(w, i, "monday|tuesday|wednesday|thursday|friday|saturday|sunday") > 0)
			return true;
	}
	return false;
}

/* A line whose month's name a scan spoiled in one letter, "22 Decenber 1988", with its
 * name; NULL where it has none. */
static const char *month_mended(struct record *rec, const struct words *w, const char *text, size_t size)
{
	static const char *const months[] = { "January", "February", "March",     "April",   "August",
					      "October", "November", "September", "December" };
	for (size_t i = 1; i + 1 < w->count; i++) {
		const char *word = text + w->at[i].start;
		size_t n = w->at[i].end - w->at[i].start, first = w->at[i - 1].start;
		bool between = text[first] >= '0' && text[first] <= '9' && w->at[i + 1].kind == WORD_DIGITS;
		for (size_t k = 0; between && k < sizeof months / sizeof *months; k++) {
			size_t same = 0, whole = strlen(months[k]);
			for (size_t c = 0; whole == n && c < n; c++)
				same += word[c] == months[k][c];
			if (whole != n || same + 1 != n)
				continue;
			char *mended = arena_alloc(rec->r->arena, size);
			rec->r->full |= mended == NULL;
			if (mended == NULL)
				return NULL;
			memcpy(mended, text, size);
			memcpy(mended + w->at[i].start, months[k], n);
			return mended;
		}
	}
	return NULL;
}

/* The day of the meeting: the first that a line gives, or the first with its weekday
 * where a record's day of issue stands before it. */
void date_read(struct record *rec, size_t line, size_t end)
{
	struct words w = { .count = 0 };
	struct date_words d;
	size_t size = line_size(&rec->r->lines, line);
	if (rec->weekday || size > 200)
		return;
	if (!words_split(&w, line_text(&rec->r->lines, line), size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	bool weekday = names_weekday(&w);
	if (rec->meeting->statement->date != NULL && !weekday)
		return;
	const char *text = line_text(&rec->r->lines, line);
	const char *mended = weekday ? month_mended(rec, &w, text, size) : NULL;
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
			rec->meeting->statement->date = dates_message(&w, i, n, &d, 0, rec->r->arena);
			if (mended != NULL && rec->meeting->statement->date != NULL)
				rec->meeting->statement->date->printed = message_borrow(
					reader_text(rec->r, text + w.at[i].start, w.at[i + n - 1].end - w.at[i].start));
			rec->weekday = weekday;
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

/* Lines of place and date: by themselves, "Lakeport, 3 July 2018", or before a release's first
 * words, "LAKEPORT, 3 July 2018 (Agency) - The Minister said". */
#include "domain/reader/internal.h"

#include <string.h>

#include "domain/dates.h"
#include "domain/letters.h"

#define LINE_COLUMNS 80
#define PLACE_BYTES 48
#define DATE_WORDS 8 /* before a date */

/* Whether a word begins with a capital, also of another script, or is of a script without them. */
static bool begins_large(const struct words *w, size_t i)
{
	uint32_t c;
	if (w->at[i].capital || (unsigned char)w->text[w->at[i].start] < 0x80)
		return w->at[i].capital;
	letter_decode(w->text + w->at[i].start, w->size - w->at[i].start, &c);
	return letter_fold(c) != c || letter_class(c) == LETTER_ALONE;
}

/* Where the place ends before the comma before a date; 0 for none. A wide comma belongs to the word. */
static size_t place_end(const struct words *w, size_t date)
{
	static const char wide[] = "\xEF\xBC\x8C";
	const size_t n = sizeof wide - 1;
	if (date == 0 || !begins_large(w, 0))
		return 0;
	if (word_is_mark(w, date - 1, ','))
		return date > 1 ? w->at[date - 2].end : 0;
	size_t end = w->at[date - 1].end;
	return end > n && memcmp(w->text + end - n, wide, n) == 0 ? end - n : 0;
}

/* Place and date of words that are nothing else; a place alone is none. */
static bool dateline_of(struct reader *r, const char *text, size_t size, struct dateline *out)
{
	struct words w = { 0 };
	struct date_words d;
	if (!words_split(&w, text, size, r->arena)) {
		r->full = true;
		return false;
	}
	for (size_t i = 0; i < w.count && i < DATE_WORDS; i++) {
		size_t n = dates_match(&w, i, &d), the = i > 0 ? words_match(&w, i - 1, "le|el") : 0;
		n = n > 0 ? n : dates_match_other(&w, i, &d);
		if (n == 0)
			continue;
		size_t rest = i + n;
		rest += word_is_mark(&w, rest, '.') ? 1 : 0;
		size_t first = i - the, end = place_end(&w, first);
		bool alone = first == 0, placed = end > 0;
		if (rest != w.count || (!alone && !placed))
			return false;
		out->date = dates_message(&w, i, n, &d, r->this_year, r->arena);
		r->full = r->full || out->date == NULL;
		out->place = placed ? reader_text(r, w.text, end) : "";
		return out->date != NULL;
	}
	return false;
}

bool dateline_at(struct reader *r, size_t line, struct dateline *out)
{
	const char *text = line_text(&r->lines, line);
	size_t size = line_size(&r->lines, line), bracket = size > 2 && text[0] == '(' && text[size - 1] == ')';
	return r->lines.at[line].columns <= LINE_COLUMNS && dateline_of(r, text + bracket, size - 2 * bracket, out);
}

/* A blank line before it, or else no stop at its end and a new beginning behind it: no line of
 * running text. */
bool dateline_stands(struct reader *r, size_t line, struct dateline *out)
{
	const struct lines *l = &r->lines;
	size_t size = line_size(l, line);
	bool apart = line == 0 || l->at[line].gap;
	bool ends = line + 1 == l->count || l->at[line + 1].gap || line_begins_sentence(l, line + 1);
	if (!apart && (!ends || size == 0 || line_text(l, line)[size - 1] == '.'))
		return false;
	return dateline_at(r, line, out);
}

/* Bytes of a line before the first dash with a blank behind it; 0 where none is near. */
static size_t before_dash(const char *text, size_t size)
{
	static const char *const dashes[] = { "-- ", "- ", "\xE2\x80\x93 ", "\xE2\x80\x94 " };
	for (size_t n = 1; n < size && n < LINE_COLUMNS; n++) {
		for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
			size_t dash = strlen(dashes[k]);
			if (text[n] == dashes[k][0] && n + dash < size && memcmp(text + n, dashes[k], dash) == 0)
				return n;
		}
	}
	return 0;
}

static size_t trimmed(const char *text, size_t size)
{
	while (size > 0 && text[size - 1] == ' ')
		size--;
	return size;
}

/* The same without an agency's name in brackets at the end. */
static size_t without_agency(const char *text, size_t size)
{
	const char *open = size > 0 && text[size - 1] == ')' ? memrchr(text, '(', size) : NULL;
	return open == NULL ? size : trimmed(text, (size_t)(open - text));
}

/* Whether all letters are capitals, with blanks between them. */
static bool is_capitals(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if ((text[i] < 'A' || text[i] > 'Z') && (text[i] != ' ' || i == 0))
			return false;
	}
	return true;
}

/* "New Lakeport" of "NEW LAKEPORT". */
static const char *place_of(struct reader *r, const char *text, size_t size)
{
	char place[PLACE_BYTES];
	if (size > sizeof place || !is_capitals(text, size))
		return reader_text(r, text, size);
	for (size_t i = 0; i < size; i++)
		place[i] = i == 0 || text[i - 1] == ' ' || text[i] == ' ' ? text[i] : (char)(text[i] + ('a' - 'A'));
	return reader_text(r, place, size);
}

size_t dateline_leads(struct reader *r, const char *text, size_t size, struct dateline *out)
{
	if (size == 0 || *text < 'A' || *text > 'Z')
		return 0;
	size_t n = before_dash(text, size), end = trimmed(text, n);
	if (n < 4 || end == n)
		return 0;
	end = without_agency(text, end);
	*out = (struct dateline){ .place = "" };
	if (end >= 3 && end <= PLACE_BYTES && is_capitals(text, end)) {
		out->place = place_of(r, text, end);
		return n;
	}
	if (!dateline_of(r, text, end, out) || out->place[0] == '\0')
		return 0;
	out->place = place_of(r, out->place, strlen(out->place));
	return n;
}

bool dateline_before(struct reader *r, size_t line, struct dateline *out)
{
	return dateline_leads(r, line_text(&r->lines, line), line_size(&r->lines, line), out) > 0;
}

bool dateline_done(struct reader *r, size_t line, struct dateline *out)
{
	struct words w = joint_words(r, line, line + 1);
	struct date_words d;
	size_t at = words_match(&w, 0, "done|signed|made at|in"), end = at;
	while (end < w.count && w.at[end].capital)
		end++;
	size_t day = end + words_match(&w, end, "on");
	day += word_is_mark(&w, end, ',') ? 1 + words_match(&w, end + 1, "on") : 0;
	size_t n = at == 0 || end == at ? 0 : dates_match(&w, day, &d);
	if (n == 0)
		return false;
	*out = (struct dateline){ .place = joint_text(r, &w, at, end) };
	out->date = dates_message(&w, day, n, &d, r->this_year, r->arena);
	r->full = r->full || out->date == NULL;
	return out->date != NULL && out->date->earliest[0] != '\0';
}

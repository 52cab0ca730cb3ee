/* Covers of meeting records: symbol, organ, session, number, date and place. A cover
 * ends where the meeting begins. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/citation.h"
#include "domain/dates.h"
#include "domain/reader/page.h"
#include "domain/reader/titles.h"
#include "domain/scan.h"

#define HEAD_LINES 6 /* of an item's heading */
#define WEEKDAY_COLUMNS 40
#define SESSION_BYTES 48
#define SESSION_FAULTS 3

/* Whether the cover ends before a line. An item's number ends it only behind who
 * presides: before, it stands in the list of contents. */
static bool ends_cover(struct record *rec, size_t line, bool presided)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	if (annex_at(l, line) || meeting_opens(l, line) ||
	    (presided && item_begins(line_text(l, line), line_size(l, line))))
		return true;
	return label_at(rec->r, line, l->count, &label) && (label.sure || label.officer);
}

/* "1. Adoption of the agenda", "126. Continuation of …", "Question of the wells [38]". */
static bool is_numbered_item(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), n = page_digits_at(text, size, 0);
	return item_ends(text, size) || (n > 0 && n + 2 < size && text[n] == '.' && text[n + 1] == ' ');
}

/* Whether a line behind a blank one is of who presides: "later:", "Mr. ODD". */
static bool names_chair(const struct lines *l, size_t i)
{
	return line_begins(l, i, "later:") || title_at(line_text(l, i), line_size(l, i)) > 0;
}

/* Whether the heading of an item begins at a line that no blank one parts from who presides: its number stands in
 * brackets below it, "[Agenda item 34]". */
static bool is_headed(const struct lines *l, size_t i, size_t end)
{
	size_t last = i + HEAD_LINES < end ? i + HEAD_LINES : end;
	bool closed = i > 0 &&
		      (line_ends_sentence(l, i - 1) || text_ends_with(line_text(l, i - 1), line_size(l, i - 1), ")"));
	while (closed && i < last && !line_begins(l, i, "[Agenda item"))
		i++;
	return closed && i < last;
}

/* The last line before the agenda of a cover that does not head it: of who presides
 * and of the members; the cover's end where it names neither. */
static size_t agenda_unheaded(const struct lines *l, size_t end)
{
	size_t last = end;
	for (size_t i = 0; i < end; i++) {
		if (president_begins(l, i) || members_begin(l, i))
			last = i;
	}
	while (last + 1 < end && !is_numbered_item(l, last + 1) && !is_headed(l, last + 1, end) &&
	       (!l->at[last + 1].gap || line_begins(l, last + 1, "(") || names_chair(l, last + 1)))
		last++;
	return last;
}

void cover_find(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	size_t end = 0;
	bool presided = false;
	for (; end < l->count && !ends_cover(rec, end, presided); end++)
		presided = presided || president_begins(l, end);
	rec->cover_end = end == l->count ? 0 : end;
	rec->agenda_line = rec->cover_end;
	for (size_t i = 0; i < rec->cover_end && rec->agenda_line == rec->cover_end; i++) {
		if (agenda_begins(l, i))
			rec->agenda_line = i;
	}
	rec->letter = rec->cover_end > 0 && annex_at(l, rec->cover_end);
	if (rec->agenda_line == rec->cover_end && !rec->letter)
		rec->agenda_line = agenda_unheaded(l, rec->cover_end);
}

/* Marks of the meeting. */

/* The number that digits say; 0 for none, and for more than a meeting ever has. */
static int number_of(const char *digits)
{
	return strspn(digits, "0123456789") > 6 ? 0 : atoi(digits);
}

/* The number of "A/42/PV.8 5" if a scan made the blank, and the figure is no page's; 0
 * where no digits follow. */
static int number_joined(struct record *rec, size_t line, const char *text, size_t size)
{
	char digits[8] = "";
	size_t rest = line_size(&rec->r->lines, line) - (size_t)(text - line_text(&rec->r->lines, line)), n = 0;
	size_t more = size + 1 < rest && text[size] == ' ' ? page_digits_at(text, rest, size + 1) : 0;
	while (n < size && is_digit(text[size - n - 1]))
		n++;
	if (more == 0 || n == 0 || n + more >= sizeof digits || text[size - n - 1] != '.')
		return 0;
	memcpy(digits, text + size - n, n);
	memcpy(digits + n, text + size + 1, more);
	return atoi(digits);
}

static void symbol_read(struct record *rec, size_t line, const char *text, size_t size)
{
	Truce__V1__Statement *s = rec->meeting->statement;
	char symbol[96];
	size_t n = 0;
	for (size_t i = 0; i < size && n < sizeof symbol - 1; i++) {
		if (text[i] != '*' && !(text[i] == ' ' && i > 2 && memcmp(text + i - 3, "PV.", 3) == 0))
			symbol[n++] = text[i];
	}
	symbol[n] = '\0';
	if (citation_is_scanned(symbol, n)) {
		symbol[1] = '/';
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, line_number(rec, line),
			    reader_text(rec->r, text, size),
			    reader_printf(rec->r, "read as \"%s\", whose stroke a scan made a letter of", symbol));
	}
	s->symbol = message_borrow(reader_text(rec->r, symbol, n));
	const char *pv = strstr(symbol, "PV."), *resumption = strstr(symbol, "esumption");
	rec->m->meeting_number = pv == NULL ? 0 : number_of(pv + 3);
	rec->joined_number = number_joined(rec, line, text, size);
	if (resumption != NULL) {
		resumption += strcspn(resumption, "0123456789");
		rec->m->resumption = *resumption == '\0' ? 1 : number_of(resumption);
	}
	s->organ = message_borrow(s->organ[0] == '\0' ? organ_of_symbol(symbol) : s->organ);
}

/* A symbol among the words of a line: "United Nations S/PV.8422". */
static void symbol_look(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	for (size_t i = 0; i < size && size < 120 && rec->meeting->statement->symbol[0] == '\0'; i++) {
		size_t n = i == 0 || (unsigned char)text[i - 1] <= ' ' ? record_symbol_at(text + i, size - i) : 0;
		if (n > 0 && (i + n == size || (unsigned char)text[i + n] <= ' '))
			symbol_read(rec, line, text + i, n);
	}
}

/* The number of "TlIIRTY:SEVENTH SESSION", whose letters a scan spoiled: the one that has
 * fewest faults; 0 where none, or more than one, has. */
static int ordinal_near(const char *text, size_t size)
{
	static const char *const ones[] = { "",      "FIRST", "SECOND",  "THIRD",  "FOURTH",
					    "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH" };
	static const char *const tens[] = { "TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY" };
	unsigned least = SESSION_FAULTS + 1, faults;
	int number = 0;
	for (int n = 21; n < 80 && size < SESSION_BYTES; n++) {
		char words[SESSION_BYTES];
		if (n % 10 == 0)
			continue;
		snprintf(words, sizeof words, "%s-%s ", tens[n / 10 - 2], ones[n % 10]);
		if (scan_match(text, size, words, SESSION_FAULTS, &faults) == 0 || faults > least)
			continue;
		number = faults < least ? n : 0;
		least = faults;
	}
	return number;
}

static void session_read(struct record *rec, size_t line)
{
	/* "THIRD YEAR   No. 36", "FIRST SESSION : 561st …", "NINTH SESSION at 3 p.m." */
	static const char *const behind[] = { " No. ", " : ", " at " };
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	struct words w = { .count = 0 };
	for (size_t k = 0; k < sizeof behind / sizeof *behind; k++) {
		const char *more = memmem(text, size, behind[k], strlen(behind[k]));
		size = more == NULL ? size : (size_t)(more - text);
	}
	while (size > 0 && text[size - 1] == ' ')
		size--;
	if (rec->m->session[0] != '\0' || size > 80 ||
	    (!ends_with_word(text, size, "year") && !ends_with_word(text, size, "session")))
		return;
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	int number = 0;
	if (w.count == 0 || (ordinal_match(&w, 0, &number) == 0 && (number = ordinal_near(text, size)) == 0))
		return;
	rec->m->session = message_borrow(reader_text(rec->r, text, size));
	rec->m->session_number = number;
}

/* The marks of the lines to one: symbol and organ first, which tell most. */
static void marks_read(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	for (size_t i = first; i < end && !rec->r->full; i++) {
		symbol_look(rec, i);
		organ_read(rec, i, end);
		rec->m->provisional |= line_begins(l, i, "PROVISIONAL VERBATIM RECORD") ||
				       text_equal(line_text(l, i), line_size(l, i), "provisional", 11) ||
				       ends_with_word(line_text(l, i), line_size(l, i), "provisional");
	}
	for (size_t i = first; i < end && !rec->r->full; i++) {
		session_read(rec, i);
		if (rec->meeting->statement->meeting[0] == '\0')
			number_read(rec, i);
		place_held(rec, i);
		place_of_records(rec, i);
		date_read(rec, i, end);
	}
}

/* The marks of a cover's head, whose right column stands apart from its left one: "332nd"
 * over "PLENARY MEETING" beside "GENERAL" over "ASSEMBLY". */
static void head_read(struct record *rec, size_t end)
{
	struct lines as_set = rec->r->lines, apart;
	if (!head_apart(rec, end, &apart))
		return;
	rec->r->lines = apart;
	marks_read(rec, 0, apart.count);
	rec->r->lines = as_set;
}

void cover_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	Truce__V1__Statement *s = rec->meeting->statement;
	size_t end = rec->cover_end, head = 0;
	while (head < rec->agenda_line && !president_begins(l, head))
		head++;
	head_read(rec, head);
	bool held = rec->agenda_line < end && line_begins(l, rec->agenda_line, "Held at "); /* who presides behind it */
	marks_read(rec, 0, rec->agenda_line + held);
	for (size_t i = rec->agenda_line; i < end && s->date == NULL && !rec->r->full; i++) {
		if (l->at[i].columns <= WEEKDAY_COLUMNS) /* a right column, read behind the left one */
			weekday_read(rec, i);
	}
	for (size_t i = rec->agenda_line; i < l->count && s->symbol[0] == '\0' && !rec->r->full; i++) {
		if (i < end || l->at[i].furniture) /* covers of the first decades have none, their pages do */
			symbol_look(rec, i);
	}
	for (size_t i = 0; i < end && !rec->r->full; i++) {
		organ_of_agenda(rec, i);
		i = president_read(rec, i, end);
		i = members_read(rec, i, end);
	}
	if (s->meeting[0] == '\0' && rec->m->meeting_number > 0)
		s->meeting = message_borrow(reader_printf(rec->r, "%d", rec->m->meeting_number));
	agenda_read(rec);
}

/* Statements that a record or a letter keeps as annexes: "Annex IV", and below it who made
 * the statement. So are kept those that were delivered on a screen, in the records of the
 * General Assembly (A/75/PV.4), and those of the videoconferences of the Security Council,
 * in a letter of its President (S/2020/736). */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#include "domain/dates.h"
#include "domain/reader/titles.h"

#define ANNEX_BYTES 16
#define HEADING_MOST 10 /* lines of a heading, blank ones not counted */
#define NAME_WORDS_MOST 7
#define HEAD_LINES 12  /* that a letter's symbol stands among */
#define SYMBOL_MOST 32 /* bytes */

static bool is_of(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* "Annex", "Annex IV", "ANNEX 12", "Annex XXIII", "Annex 3 (a)". */
static bool is_annex(const char *text, size_t size)
{
	size_t i = 5;
	if (size < i || size > ANNEX_BYTES || *text != 'A' || !text_equal(text, i, "annex", i))
		return false;
	if (size == i)
		return true;
	if (text[i++] != ' ' || i == size)
		return false;
	while (i < size && is_of("IVXLC0123456789 (abc)", text[i]))
		i++;
	return i == size;
}

/* The words behind "Statement by": where they begin in a text that does; 0 for none. */
static size_t made_by(const char *text)
{
	static const char *const heads[] = { "Statement by ",      "Briefing by ",
					     "Address by ",        "Remarks by ",
					     "Message from ",      "Joint statement by ",
					     "Statement of ",      "Written statement by ",
					     "Intervention by ",   "Pre-recorded statement by ",
					     "Presentation by ",   "Opening remarks by ",
					     "Joint briefing by ", "Message by " };
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		size_t n = strlen(heads[k]);
		if (text_equal(text, strnlen(text, n), heads[k], n))
			return n;
	}
	return 0;
}

static size_t next_line(const struct lines *l, size_t i)
{
	do
		i++;
	while (i < l->count && l->at[i].furniture);
	return i;
}

bool annex_at(const struct lines *l, size_t line)
{
	if (*line_text(l, line) != 'A' || !is_annex(line_text(l, line), line_size(l, line)))
		return false;
	size_t next = next_line(l, line);
	if (next >= l->count)
		return false;
	char head[64];
	size_t size = line_size(l, next) < sizeof head - 2 ? line_size(l, next) : sizeof head - 2;
	memcpy(head, line_text(l, next), size);
	head[size] = ' '; /* "Statement by" may end its line */
	head[size + 1] = '\0';
	return made_by(head) > 0;
}

/* "[Original: French]": the line; *code is its language, "" where it names two. */
static bool original_note(struct reader *r, const char *text, size_t size, const char **code)
{
	*code = "";
	if (size < 14 || text[0] != '[' || text[size - 1] != ']' || !text_equal(text + 1, 9, "original:", 9))
		return false;
	if (memmem(text, size, " and ", 5) == NULL) {
		const char *note = reader_printf(r, "(%.*s)", (int)size - 2, text + 1);
		if (!language_note_is(note, strlen(note), code))
			*code = "";
	}
	return true;
}

/* Whether words are a person's name: capitals and particles alone, two and more. */
static bool is_name(const char *text)
{
	size_t size = strlen(text), words = 1;
	for (size_t i = 0; i < size; i++)
		words += text[i] == ' ';
	return words > 1 && words <= NAME_WORDS_MOST && person_name_end(text, size) == size &&
	       !words_are_office(text, size);
}

/* Who "the Permanent Representative of Belgium to the United Nations, Philip Odd" is: the
 * name behind the last comma, its function before it; or a title and a name, and the
 * function behind. */
static void speaker_read(struct reader *r, const char *text, struct label *out)
{
	struct label person;
	const char *comma = strrchr(text, ',');
	const char *name = comma == NULL ? "" : comma + 1 + strspn(comma + 1, " ");
	size_t size = strlen(text), the = text_equal(text, strnlen(text, 4), "the ", 4) ? 4 : 0;
	bool plain = title_at(text, size + 1) > 0 && person_at(r, text, size, &person);
	if (plain) {
		out->person = person.person;
		out->party = person.party;
		const char *behind = text + person.size;
		behind += strspn(behind, ", ");
		out->function = reader_text(r, behind, strlen(behind));
	} else if (is_name(name) || title_at(name, strlen(name) + 1) > 0) {
		out->person = reader_text(r, name, strlen(name));
		out->function = reader_text(r, text + the, (size_t)(comma - text) - the);
	} else {
		out->person = reader_text(r, text + the, size - the);
	}
	if (out->party[0] == '\0')
		out->party = function_party(r, out->function[0] != '\0' ? out->function : out->person);
}

/* The line after the heading's last: it ends before a blank line behind which no comma, no
 * small letter and no note goes on. */
static size_t heading_end(const struct lines *l, size_t first)
{
	size_t end = first, seen = 0;
	while (end < l->count && seen++ < HEADING_MOST) {
		size_t next = next_line(l, end);
		char last = line_text(l, end)[line_size(l, end) - 1];
		if (next >= l->count || annex_at(l, next))
			return next;
		char begins = *line_text(l, next);
		if (begins == '[' || (l->at[next].gap && last != ',' && !is_small(begins)))
			return next;
		end = next;
	}
	return end;
}

size_t annex_begin(struct record *rec, size_t line)
{
	struct reader *r = rec->r;
	const struct lines *l = &r->lines;
	size_t first = next_line(l, line), end = heading_end(l, first), text = end;
	const char *heading = window_text(rec, first, end);
	struct label label = { .printed = heading, .person = "", .party = "", .function = "", .language = "" };
	const char *code = "";
	speaker_read(r, heading + made_by(heading), &label);
	if (text < l->count && original_note(r, line_text(l, text), line_size(l, text), &code))
		text = next_line(l, text);
	label.language = code;
	label.sure = true;
	label.line = text < l->count ? text : end - 1;
	label.from = text < l->count ? l->at[text].start : l->at[end - 1].end;
	label.last = label.line > line ? label.line - 1 : line;
	label.empty = text >= l->count || annex_at(l, text);
	return turn_begin(rec, line, &label);
}

/* The symbol among the words of a line, "United Nations   S/2020/736": its bytes and where
 * it begins; 0 for none. */
static size_t symbol_in(const char *text, size_t size, size_t *from)
{
	for (size_t i = 0; i < size; i++) {
		bool begins = (i == 0 || (unsigned char)text[i - 1] <= ' ') && i + 4 < size &&
			      (text[i] == 'S' || text[i] == 'A') && text[i + 1] == '/';
		size_t n = 2, digits = 0, strokes = 1;
		for (; begins && i + n < size && (unsigned char)text[i + n] > ' '; n++) {
			digits += is_digit(text[i + n]);
			strokes += text[i + n] == '/';
		}
		*from = i;
		if (begins && digits > 4 && strokes > 1 && n < SYMBOL_MOST)
			return n;
	}
	return 0;
}

/* The day that the letter says the meeting was convened on: the first with its weekday. */
static void convened_read(struct record *rec, size_t first)
{
	const char *text = window_text(rec, first, rec->cover_end);
	struct words w = { .count = 0 };
	struct date_words d;
	if (!words_split(&w, text, strlen(text), rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	for (size_t i = 0; i + 2 < w.count; i++) {
		if (words_match(&w, i, "monday|tuesday|wednesday|thursday|friday|saturday|sunday") == 0)
			continue;
		size_t at = i + 1 + (word_is_mark(&w, i + 1, ',') ? 1 : 0), n = dates_match(&w, at, &d);
		if (n == 0 || d.year_kind != DATE_YEAR_SAID ||
		    d.precision != TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY)
			continue;
		rec->meeting->statement->date = dates_message(&w, at, n, &d, 0, rec->r->arena);
		rec->weekday = true;
		return;
	}
}

void letter_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	Truce__V1__Statement *s = rec->meeting->statement;
	size_t from = 0, size = 0, line = 0;
	for (; line < rec->cover_end && line < HEAD_LINES && size == 0; line++)
		size = symbol_in(line_text(l, line), line_size(l, line), &from);
	if (size == 0)
		return;
	const char *symbol = line_text(l, line - 1) + from;
	s->symbol = message_borrow(reader_text(rec->r, symbol, size));
	s->organ = message_borrow(organ_of_symbol(s->symbol));
	for (size_t i = line; i < l->count; i++) {
		if (line_size(l, i) == size && memcmp(line_text(l, i), symbol, size) == 0)
			furniture_add(rec->r, i, "a page's header or footer, left out");
	}
	convened_read(rec, line);
	for (size_t i = line; i < rec->cover_end && s->title[0] == '\0'; i++) {
		size_t end = i + 1;
		while (end < rec->cover_end && !l->at[end].gap)
			end++;
		if (line_begins(l, i, "Letter dated "))
			s->title = message_borrow(window_text(rec, i, end));
	}
}

bool annexes_fit(const struct lines *l)
{
	size_t count = 0;
	for (size_t i = 0; i < l->count && count < 2; i++)
		count += annex_at(l, i);
	return count > 1;
}

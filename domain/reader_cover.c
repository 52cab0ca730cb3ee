/* Covers of meeting records: symbol, organ, session, number, date and place. A cover
 * ends where the meeting begins. */
#include "domain/reader_record.h"

#include <stdlib.h>
#include <string.h>

#include "domain/citation.h"
#include "domain/dates.h"
#include "domain/reader_page.h"
#include "domain/reader_titles.h"

#define PLACE_COLUMNS 40

bool line_begins(const struct lines *l, size_t i, const char *words)
{
	size_t n = strlen(words);
	return line_size(l, i) >= n && text_equal(line_text(l, i), n, words, n);
}

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

/* The last line before the agenda of a cover that does not head it: of who presides
 * and of the members; the cover's end where it names neither. */
static size_t agenda_unheaded(const struct lines *l, size_t end)
{
	size_t last = end;
	for (size_t i = 0; i < end; i++) {
		if (president_begins(l, i) || members_begin(l, i))
			last = i;
	}
	while (last + 1 < end && !line_begins(l, last + 1, "1. ") &&
	       (!l->at[last + 1].gap || line_begins(l, last + 1, "(")))
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

static const struct {
	const char *prefix, *organ;
} organs[] = {
	{ "S/", "Security Council" },
	{ "A/C.1/", "First Committee" },
	{ "A/C.2/", "Second Committee" },
	{ "A/C.3/", "Third Committee" },
	{ "A/C.4/", "Fourth Committee" },
	{ "A/C.5/", "Fifth Committee" },
	{ "A/C.6/", "Sixth Committee" },
	{ "A/SPC/", "Special Political Committee" },
	{ "A/BUR/", "General Committee" },
	{ "A/AC.", "" },
	{ "A/CONF.", "" },
	{ "A/", "General Assembly" },
	{ "T/", "Trusteeship Council" },
	{ "E/", "Economic and Social Council" },
	{ "CD/", "Conference on Disarmament" },
};

const char *organ_of_symbol(const char *symbol)
{
	for (size_t k = 0; k < sizeof organs / sizeof *organs; k++) {
		if (strncmp(symbol, organs[k].prefix, strlen(organs[k].prefix)) == 0)
			return organs[k].organ;
	}
	return "";
}

/* The number that digits say; 0 for none, and for more than a meeting ever has. */
static int number_of(const char *digits)
{
	return strspn(digits, "0123456789") > 6 ? 0 : atoi(digits);
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
			    reader_printf(rec->r, "read as %s, whose stroke a scan made a letter of", symbol));
	}
	s->symbol = message_borrow(reader_text(rec->r, symbol, n));
	const char *pv = strstr(symbol, "PV."), *resumption = strstr(symbol, "esumption");
	rec->m->meeting_number = pv == NULL ? 0 : number_of(pv + 3);
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

static bool ends_with(const char *text, size_t size, const char *word)
{
	size_t n = strlen(word);
	return size > n && text_equal(text + size - n, n, word, n) && text[size - n - 1] == ' ';
}

static void session_read(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	struct words w = { .count = 0 };
	const char *series = memmem(text, size, " No. ", 5); /* "THIRD YEAR   No. 36" */
	size = series == NULL ? size : (size_t)(series - text);
	while (size > 0 && text[size - 1] == ' ')
		size--;
	if (rec->m->session[0] != '\0' || size > 80 ||
	    (!ends_with(text, size, "year") && !ends_with(text, size, "session")))
		return;
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	int number = 0;
	if (w.count == 0 || ordinal_match(&w, 0, &number) == 0)
		return;
	rec->m->session = message_borrow(reader_text(rec->r, text, size));
	rec->m->session_number = number;
}

static const char *const small_numbers[] = { "one",     "two",       "three",    "four",     "five",
					     "six",     "seven",     "eight",    "nine",     "ten",
					     "eleven",  "twelve",    "thirteen", "fourteen", "fifteen",
					     "sixteen", "seventeen", "eighteen", "nineteen" };
static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };

/* What a word adds to a number in words; 0 where it is none of it. */
static int number_word(const struct words *w, size_t i)
{
	int ordinal = 0;
	for (size_t k = 0; k < sizeof small_numbers / sizeof *small_numbers; k++) {
		if (word_is(w, i, small_numbers[k]))
			return (int)k + 1;
	}
	for (size_t k = 0; k < sizeof tens / sizeof *tens; k++) {
		if (word_is(w, i, tens[k]))
			return ((int)k + 2) * 10;
	}
	return w->at[i].kind == WORD_LETTERS && ordinal_match(w, i, &ordinal) > 0 ? ordinal : 0;
}

static bool is_number_joint(const struct words *w, size_t i)
{
	return words_match(w, i, "and|hundred|hundredth|thousand|thousandth") > 0 || word_is_dash(w, i);
}

/* The number that the words before word end say, "two thousand six hundred and
 * third": 0 for none. */
static int number_before(const struct words *w, size_t end)
{
	size_t first = end;
	int number = 0, part = 0;
	while (first > 0 && (is_number_joint(w, first - 1) || number_word(w, first - 1) > 0))
		first--;
	for (size_t i = first; i < end; i++) {
		if (words_match(w, i, "hundred|hundredth") > 0) {
			part = (part == 0 ? 1 : part) * 100;
		} else if (words_match(w, i, "thousand|thousandth") > 0) {
			number += (part == 0 ? 1 : part) * 1000;
			part = 0;
		} else if (!is_number_joint(w, i)) {
			part += number_word(w, i);
		}
	}
	return number + part;
}

/* "TWO THOUSAND SIX HUNDRED AND THIRD MEETING", over one line or two. */
static int number_in_words(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct words w = { .count = 0 };
	if (!ends_with(line_text(l, line), line_size(l, line), "meeting") &&
	    !text_equal(line_text(l, line), line_size(l, line), "meeting", 7))
		return 0;
	const char *text = window_text(rec, line > 0 ? line - 1 : 0, line + 1);
	if (!words_split(&w, text, strlen(text), rec->r->arena)) {
		rec->r->full = true;
		return 0;
	}
	if (w.count == 0) /* both lines are furniture */
		return 0;
	size_t end = w.count - 1;
	end -= end > 0 && words_match(&w, end - 1, "plenary") > 0 ? 1 : 0;
	return number_before(&w, end);
}

/* "plenary meeting", "nd MEETING: 4 MARCH 1964": what a number stands over; not "EIGHTH
 * MEETING", which has its own. */
static bool is_meeting(const char *text, size_t size)
{
	static const char *const words[] = { "meeting", "plenary meeting" };
	for (size_t i = 0; i < 4; i += 3) {
		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			size_t n = strlen(words[k]);
			if (size >= i + n && text_equal(text + i, n, words[k], n))
				return true;
		}
	}
	return false;
}

/* Whether one meeting is named: not "749th and 750th meetings". */
static bool is_one_meeting(const char *text, size_t size, size_t i)
{
	return text_equal(text + i, 7, "meeting", 7) && (i + 7 == size || (text[i + 7] | 0x20) != 's');
}

/* Digits at the beginning of "107th plenary meeting", "8422nd meeting", and of "8422"
 * or "8422nd" over "meeting". */
size_t meeting_digits(const struct lines *l, size_t line)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), digits = 0;
	while (digits < size && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	bool own = false, over = digits == size;
	for (size_t i = digits; i + 7 <= size && !own; i++)
		own = is_one_meeting(text, size, i);
	for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
		over = over || (size == digits + 2 && text_equal(text + digits, 2, endings[k], 2));
	over = over && line + 1 < l->count && is_meeting(line_text(l, line + 1), line_size(l, line + 1));
	return digits > 6 || size > 120 || (!own && !over) ? 0 : digits;
}

/* The number of "PLENARY MEETING 562nd"; 0 for none. */
int meeting_number_behind(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), from = size;
	while (from > 0 && text[from - 1] != ' ')
		from--;
	size_t digits = page_digits_at(text, size, from), end = from > 0 ? from - 1 : 0;
	bool ordinal = digits > 0 && digits < 7 && from + digits + 2 == size;
	return ordinal && (ends_with(text, end, "meeting") || text_is(text, end, "meeting")) ? atoi(text + from) : 0;
}

static void number_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	size_t digits = meeting_digits(l, line);
	int number = digits > 0 ? atoi(line_text(l, line)) : number_in_words(rec, line);
	number = number == 0 ? meeting_number_behind(l, line) : number;
	if (number == 0)
		return;
	rec->meeting->statement->meeting = message_borrow(reader_printf(rec->r, "%d", number));
	if (rec->m->meeting_number == 0)
		rec->m->meeting_number = number;
	else if (rec->m->meeting_number != number)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, l->at[line].number,
			    rec->meeting->statement->meeting, "the meeting's number is not that of the symbol");
}

/* The place of "Held at Headquarters, New York, on …". */
static void place_held(struct record *rec, size_t line)
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
	const char *text = line_text(l, line) + from;
	size -= from;
	while (n < size && !(n + 4 <= size && memcmp(text + n, ", on", 4) == 0) &&
	       !(n + 4 <= size && memcmp(text + n, " on ", 4) == 0))
		n++;
	while (n > 0 && text[n - 1] == ',')
		n--;
	rec->meeting->statement->place = message_borrow(reader_text(rec->r, text, n));
}

/* The line behind the one that ends with the time of day. */
static void place_behind(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	line += line + 1 < end && line_begins(l, line + 1, "at ") ? 1 : 0;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	bool timed = (size > 4 && memcmp(text + size - 2, "m.", 2) == 0) || ends_with(text, size, "noon");
	if (!timed || line + 1 >= end || l->at[line + 1].columns > PLACE_COLUMNS || !line_begins_sentence(l, line + 1))
		return;
	text = line_text(l, line + 1);
	size = line_size(l, line + 1);
	for (size_t i = 0; i < size; i++) {
		if (strchr("0123456789:()/", text[i]) != NULL)
			return;
	}
	if (ends_with(text, size, "session") || ends_with(text, size, "year") || ends_with(text, size, "records"))
		return;
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

/* The day of the meeting: the first that a line gives, or the first with its weekday
 * where a record's day of issue stands before it. */
static void date_read(struct record *rec, size_t line, size_t end)
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
	for (size_t i = 0; i < w.count; i++) {
		size_t n = dates_match(&w, i, &d);
		if (n == 0)
			continue;
		if (d.year_kind == DATE_YEAR_SAID &&
		    d.precision == TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY) {
			rec->meeting->statement->date = dates_message(&w, i, n, &d, 0, rec->r->arena);
			rec->weekday = weekday;
			if (rec->meeting->statement->place[0] == '\0')
				place_behind(rec, line, end);
		}
		return;
	}
}

/* The same where the line names the weekday. */
static void weekday_read(struct record *rec, size_t line)
{
	static const char *const days[] = { "Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun" };
	bool named = false;
	for (size_t k = 0; k < sizeof days / sizeof *days; k++)
		named |= line_begins(&rec->r->lines, line, days[k]);
	if (named)
		date_read(rec, line, rec->cover_end);
}

/* "SECURITY COUNCIL", "GENERAL" over "ASSEMBLY". */
static void organ_read(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	Truce__V1__Statement *s = rec->meeting->statement;
	for (size_t k = 0; k < sizeof organs / sizeof *organs && s->organ[0] == '\0'; k++) {
		const char *organ = organs[k].organ, *space = strchr(organ, ' ');
		size_t size = strlen(organ), first = space == NULL ? 0 : (size_t)(space - organ);
		bool whole = size > 0 && text_equal(line_text(l, line), line_size(l, line), organ, size);
		bool over = first > 0 && line + 1 < end &&
			    text_equal(line_text(l, line), line_size(l, line), organ, first) &&
			    text_equal(line_text(l, line + 1), line_size(l, line + 1), space + 1, size - first - 1);
		if (whole || over)
			s->organ = message_borrow(organ);
	}
}

/* "Provisional agenda (S/Agenda/2381)" is the Council's. */
static void organ_of_agenda(struct record *rec, size_t line)
{
	Truce__V1__Statement *s = rec->meeting->statement;
	if (s->organ[0] == '\0' &&
	    memmem(line_text(&rec->r->lines, line), line_size(&rec->r->lines, line), "(S/Agenda/", 10) != NULL)
		s->organ = message_borrow("Security Council");
}

/* The marks of the lines to one: symbol and organ first, which tell most. */
static void marks_read(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	for (size_t i = first; i < end && !rec->r->full; i++) {
		symbol_look(rec, i);
		organ_read(rec, i, end);
		rec->m->provisional |= text_equal(line_text(l, i), line_size(l, i), "provisional", 11) ||
				       ends_with(line_text(l, i), line_size(l, i), "provisional");
	}
	for (size_t i = first; i < end && !rec->r->full; i++) {
		session_read(rec, i);
		if (rec->meeting->statement->meeting[0] == '\0')
			number_read(rec, i);
		place_held(rec, i);
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
	marks_read(rec, 0, rec->agenda_line);
	for (size_t i = rec->agenda_line; i < end && s->date == NULL && !rec->r->full; i++) {
		if (l->at[i].columns <= PLACE_COLUMNS) /* a right column, read behind the left one */
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

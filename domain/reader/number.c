/* The number of a meeting, as the cover of its record says it: in digits, in words, over
 * one line or two. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <stdlib.h>
#include <string.h>

#include "domain/dates.h"
#include "domain/reader/page.h"

#define MEETING_BYTES 120
#define NUMBERED_BYTES 160 /* of a line that begins with the number */
#define PLENARY_BYTES 20

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
	if (!ends_with_word(line_text(l, line), line_size(l, line), "meeting") &&
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

/* "st", "nd", "rd", "th". */
static bool is_ordinal(const char *text)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };
	for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
		if (text_equal(text, 2, endings[k], 2))
			return true;
	}
	return false;
}

/* Whether a line is what stands below a plenary meeting's number, whatever a scan made of
 * "MEETING". */
static bool is_plenary(const struct lines *l, size_t line)
{
	return line_size(l, line) < PLENARY_BYTES && line_begins(l, line, "PLENARY ");
}

/* Whether a line is "PLENARY MEETING", or "MEETING" below "PLENARY", over a number. */
static bool ends_meeting(const struct lines *l, size_t line)
{
	return text_is(line_text(l, line), line_size(l, line), "plenary meeting") ||
	       (line > 0 && text_is(line_text(l, line), line_size(l, line), "meeting") &&
		text_is(line_text(l, line - 1), line_size(l, line - 1), "plenary"));
}

/* Digits at the beginning of "107th plenary meeting", "8422nd meeting", and of "8422"
 * or "8422nd" over "meeting". */
size_t meeting_digits(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), digits = 0;
	while (digits < size && is_digit(text[digits]))
		digits++;
	bool own = false, over = digits == size;
	for (size_t i = digits; i + 7 <= size && !own && !text_equal(text + i, 7, "session", 7); i++)
		own = is_one_meeting(text, size, i);
	over = over || (size == digits + 2 && is_ordinal(text + digits));
	bool under = over && size == digits + 2 && line > 0 && ends_meeting(l, line - 1);
	over = over && line + 1 < l->count &&
	       (is_meeting(line_text(l, line + 1), line_size(l, line + 1)) || is_plenary(l, line + 1));
	return digits > 6 || size > NUMBERED_BYTES || (!own && !over && !under) ? 0 : digits;
}

/* The number of "PLENARY MEETING 562nd", and of "United Nations 562nd" at the head of two
 * columns; 0 for none. */
static int number_behind(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), from = size;
	while (from > 0 && text[from - 1] != ' ')
		from--;
	size_t digits = page_digits_at(text, size, from), end = from > 0 ? from - 1 : 0;
	bool ordinal = digits > 0 && digits < 7 && from + digits + 2 == size;
	bool headed = ends_with_word(text, end, "meeting") || text_is(text, end, "meeting") ||
		      text_is(text, end, "plenary") || text_is(text, end, "United Nations");
	return ordinal && headed ? atoi(text + from) : 0;
}

/* Whether several are named: "749th and 750th meetings", over two lines. */
static bool are_meetings(const char *text, size_t size)
{
	size_t word = size > 8 && text_equal(text, 8, "plenary ", 8) ? 8 : 0;
	return size > word + 7 && (text[word + 7] | 0x20) == 's';
}

/* The number of "1ST EMERGENCY SPECIAL SESSION : 561ST PLENARY MEETING"; 0 for none. */
static int number_within(const struct lines *l, size_t line, bool one)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	for (size_t i = 1; i + 10 < size && size < MEETING_BYTES; i++) {
		size_t digits = text[i - 1] == ' ' ? page_digits_at(text, size, i) : 0, behind = i + digits + 3;
		if (digits > 0 && digits < 7 && behind < size && is_ordinal(text + i + digits) &&
		    text[behind - 1] == ' ' && is_meeting(text + behind, size - behind) &&
		    (!one || !are_meetings(text + behind, size - behind)))
			return atoi(text + i);
	}
	return 0;
}

bool meeting_is_named(const struct lines *l, size_t line)
{
	return number_behind(l, line) > 0 || number_within(l, line, false) > 0;
}

static int meeting_number_in(const struct lines *l, size_t line)
{
	int number = number_behind(l, line);
	return number > 0 ? number : number_within(l, line, true);
}

/* The symbol has the number that its digits are without the blank between them. */
static void symbol_join(struct record *rec, size_t line, int number)
{
	Truce__V1__Statement *s = rec->meeting->statement;
	const char *pv = strstr(s->symbol, "PV."), *was = s->symbol;
	if (pv == NULL)
		return;
	rec->m->meeting_number = number;
	s->symbol = message_borrow(reader_printf(rec->r, "%.*s%d", (int)(pv + 3 - was), was, number));
	reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, rec->r->lines.at[line].number, was,
		    reader_printf(rec->r, "read as \"%s\", which the meeting's number tells", s->symbol));
}

void number_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	size_t digits = meeting_digits(l, line);
	int number = digits > 0 ? atoi(line_text(l, line)) : number_in_words(rec, line);
	number = number == 0 ? meeting_number_in(l, line) : number;
	if (number == 0)
		return;
	rec->plenary = memmem(line_text(l, line), line_size(l, line), "lenary", 6) != NULL ||
		       memmem(line_text(l, line), line_size(l, line), "PLENARY", 7) != NULL ||
		       (line + 1 < l->count && is_plenary(l, line + 1));
	rec->meeting->statement->meeting = message_borrow(reader_printf(rec->r, "%d", number));
	if (rec->m->meeting_number == 0)
		rec->m->meeting_number = number;
	else if (rec->m->meeting_number != number && rec->joined_number == number)
		symbol_join(rec, line, number);
	else if (rec->m->meeting_number != number)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, l->at[line].number,
			    rec->meeting->statement->meeting, "the meeting's number is not that of the symbol");
}

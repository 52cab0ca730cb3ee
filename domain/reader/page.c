#include "domain/reader/page.h"

#include <string.h>

#include "base/ascii.h"
#include "domain/citation.h"
#include "domain/reader/internal.h"
#include "domain/reader/titles.h"

#define PAGE_WORDS_MOST 8
#define MARK_MOST 100 /* bytes of a mark between pages */
#define RULE_LEAST 8

/* "2/9" */
bool page_number_is(const char *text, size_t size)
{
	size_t stroke = 0;
	while (stroke < size && is_digit(text[stroke]))
		stroke++;
	size_t end = stroke + 1;
	while (end < size && is_digit(text[end]))
		end++;
	return stroke > 0 && stroke <= 3 && stroke < size && text[stroke] == '/' && end == size && end > stroke + 1 &&
	       end - stroke <= 4;
}

/* "18-43649", "18-43649 (E)" */
bool job_number_is(const char *text, size_t size)
{
	if (size < 8 || !is_digit(text[0]) || !is_digit(text[1]) || text[2] != '-')
		return false;
	size_t i = 3;
	while (i < size && is_digit(text[i]))
		i++;
	bool part = size == 10 && text[8] == '/' && text[9] >= 'A' && text[9] <= 'F'; /* of a record of the seventies */
	return i == 8 && (size == 8 || part || (size == 12 && text[8] == ' ' && text[9] == '(' && text[11] == ')'));
}

/* "S/PV.8422", "S/PV. 8422", "A/61/PV.107" */
bool page_header_is(const char *text, size_t size)
{
	if (size < 6 || size > 24 || (text[0] != 'S' && text[0] != 'A') || text[1] != '/')
		return false;
	size_t i = 2;
	while (i < size && (is_digit(text[i]) || text[i] == '/'))
		i++;
	if (i + 3 > size || memcmp(text + i, "PV.", 3) != 0)
		return false;
	i += 3;
	i += i < size && text[i] == ' ' ? 1 : 0;
	size_t digits = i;
	while (i < size && is_digit(text[i]))
		i++;
	return i == size && i > digits;
}

/* "S/PV.4625 (Resumption 1)", "A/C.1/61/PV.3*", "SlPV.1717": the symbol of a record; bytes
 * taken, 0 for none. */
size_t record_symbol_at(const char *text, size_t size)
{
	if (size < 6 || *text < 'A' || *text > 'Z' || (text[1] >= 'a' && strchr("lij", text[1]) == NULL))
		return 0; /* as most words */
	size_t i = size > 6 && citation_is_scanned(text, size) ? 2 : 0, pv = 0;
	if (i > 0 && memcmp(text + i, "PV.", 3) == 0)
		pv = i += 3;
	while (i < size && (is_capital(text[i]) || is_digit(text[i]) || strchr("/.-", text[i]) != NULL)) {
		if (i > 1 && i + 3 <= size && text[i - 1] == '/' && memcmp(text + i, "PV.", 3) == 0)
			pv = i + 3;
		i++;
	}
	if (pv == 0)
		return 0;
	size_t digits = pv + (pv < size && text[pv] == ' ' ? 1 : 0);
	i = digits;
	while (i < size && is_digit(text[i]))
		i++;
	if (i == digits)
		return 0;
	while (i < size && (text[i] == '/' || text[i] == '.') && i + 4 < size && text[i + 1] >= 'A' &&
	       text[i + 1] <= 'R') {
		i++;
		while (i < size && text[i] != ' ')
			i++;
	}
	size_t bracket = i + (i < size && text[i] == ' ' ? 1 : 0);
	if (bracket < size && text[bracket] == '(') {
		const char *close = memchr(text + bracket, ')', size - bracket);
		if (close != NULL && close - (text + bracket) < 24)
			i = (size_t)(close - text) + 1;
	}
	return i + (i < size && text[i] == '*' ? 1 : 0);
}

bool record_symbol_is(const char *text, size_t size)
{
	return record_symbol_at(text, size) == size;
}

size_t page_digits_at(const char *text, size_t size, size_t at)
{
	size_t n = 0;
	while (at + n < size && is_digit(text[at + n]))
		n++;
	return n;
}

/* "13/12/2018" */
bool page_date_is(const char *text, size_t size)
{
	size_t a = page_digits_at(text, size, 0), b = a + 1 < size ? page_digits_at(text, size, a + 1) : 0;
	size_t c = a + b + 2 < size ? page_digits_at(text, size, a + b + 2) : 0;
	return a > 0 && a < 3 && b > 0 && b < 3 && c == 4 && a + b + c + 2 == size && text[a] == '/' &&
	       text[a + b + 1] == '/';
}

/* "18-436493/9": a job number and a page number that stand together. */
bool page_footer_is_glued(const char *text, size_t size)
{
	return size > 8 && job_number_is(text, 8) && page_number_is(text + 8, size - 8);
}

/* "*1843649*", or "`````````", as a text layer may have the bars */
static bool is_bar_code(const char *text, size_t size)
{
	size_t bars = 0;
	while (bars < size && text[bars] == '`')
		bars++;
	if (bars > 2 && bars == size)
		return true;
	return size > 5 && size < 16 && text[0] == '*' && page_digits_at(text, size, 1) == size - 2 &&
	       text[size - 1] == '*';
}

/* "* Reissued for technical reasons on 26 March 2018." */
bool page_reissue_is(const char *text, size_t size)
{
	static const char words[] = "Reissued for technical reasons";
	size_t mark = 0;
	while (mark < size && mark < 4 && (text[mark] == '*' || text[mark] == ' '))
		mark++;
	return size - mark >= sizeof words - 1 && memcmp(text + mark, words, sizeof words - 1) == 0;
}

static bool is_rule_mark(char c)
{
	static const bool marks[256] = {
		['-'] = true, ['='] = true, ['_'] = true, ['<'] = true, ['>'] = true, ['!'] = true,
		['#'] = true, ['*'] = true, ['['] = true, [']'] = true, ['{'] = true, ['}'] = true,
		['|'] = true, ['('] = true, [')'] = true, ['~'] = true
	};
	return marks[(unsigned char)c];
}

/* "--- Page 2 of 9 ---", "<PAGE 2>", "{2}--------": what programs put between pages. */
bool page_mark_is(const char *text, size_t size)
{
	size_t at = 0, end = size;
	if (size < 6 || size > MARK_MOST || !(is_rule_mark(*text) || *text == 'P'))
		return false;
	for (; at < end && (text[at] == ' ' || is_rule_mark(text[at])); at++)
		;
	for (; end > at && (text[end - 1] == ' ' || is_rule_mark(text[end - 1])); end--)
		;
	bool page = end - at > 4 && text_equal(text + at, 4, "page", 4);
	for (at += page ? 4 : 0; page && at < end && memchr(" |:#", text[at], 4) != NULL; at++)
		;
	size_t digits = page_digits_at(text, end, at), more = 0;
	at += digits;
	if (at + 4 < end && memcmp(text + at, " of ", 4) == 0)
		more = 4;
	else if (at + 1 < end && text[at] == '/')
		more = 1;
	at += more + (more > 0 ? page_digits_at(text, end, at + more) : 0);
	return digits > 0 && digits < 5 && at == end && (page || (*text == '{' && size - digits > RULE_LEAST));
}

/* "- 12 -", "-12-", "12-15" */
bool page_range_is(const char *text, size_t size)
{
	size_t i = 0, digits = 0, dashes = 0;
	for (; i < size && size < 12; i++) {
		digits += is_digit(text[i]) ? 1 : 0;
		dashes += text[i] == '-' ? 1 : 0;
		if (!is_digit(text[i]) && text[i] != '-' && text[i] != ' ')
			return false;
	}
	return i == size && digits > 0 && digits < 8 && dashes > 0 && dashes < 4 && !job_number_is(text, size);
}

/* "3 (a-z)", "(1 A-S)": a page of a typed record and those put in behind it; "/..." and
 * "/ . . .": the page goes on. */
bool page_letters_is(const char *text, size_t size)
{
	size_t inner = page_digits_at(text, size, 1);
	if (inner > 0 && inner < 4 && text[0] == '(' && inner + 6 == size)
		return text[inner + 1] == ' ' && text[inner + 3] == '-' && text[size - 1] == ')';
	size_t digits = page_digits_at(text, size, 0), at = digits + (digits < size && text[digits] == ' ' ? 1 : 0);
	if (digits > 0 && digits < 4)
		return at + 5 == size && text[at] == '(' && text[at + 2] == '-' && text[at + 4] == ')';
	size_t dots = 0, i = 1;
	for (; size > 1 && size < 12 && text[0] == '/' && i < size && strchr(" .", text[i]) != NULL; i++)
		dots += text[i] == '.';
	return i == size && dots > 1;
}

/* "English", "Page 12", "English Page 12": below the symbol of a typed page. */
bool page_edition_is(const char *text, size_t size)
{
	static const char *const words[] = { "English", "Page" };
	size_t at = 0, digits = 0;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if (size - at >= n && text_equal(text + at, n, words[k], n))
			at += n + (at + n < size && text[at + n] == ' ' ? 1 : 0);
	}
	if (at > 0 && at < size && page_range_is(text + at, size - at)) /* "Page 8-10" */
		return true;
	digits = page_digits_at(text, size, at);
	return at > 0 && digits < 4 && at + digits == size && (digits > 0 || size == strlen(words[0]));
}

/* "(Mr. Shearar, South Africa)", "(The President)", "(President Odd)": who goes on speaking
 * on a page. */
bool page_speaker_is(const char *text, size_t size)
{
	if (size < 8 || size > 90 || text[0] != '(' || text[size - 1] != ')')
		return false;
	size_t title = title_at(text + 1, size - 2), officer = officer_at(text + 1, size - 2);
	bool head =
		size > 12 && memcmp(text, "(President ", 11) == 0 && person_name_end(text + 11, size - 12) == size - 12;
	return (title > 0 && memchr(text, ',', size) != NULL) || officer + 2 == size || head;
}

/* "2S/PV.4701": a page's number and the record's symbol that stand together. */
static bool is_numbered_symbol(const char *text, size_t size)
{
	size_t digits = page_digits_at(text, size, 0);
	return digits > 0 && digits < 4 && digits < size && record_symbol_is(text + digits, size - digits);
}

bool page_word_is(const char *text, size_t size)
{
	return record_symbol_is(text, size) || is_numbered_symbol(text, size) || page_number_is(text, size) ||
	       job_number_is(text, size) || page_date_is(text, size) || page_footer_is_glued(text, size) ||
	       is_bar_code(text, size);
}

/* "RM/3", "EN-14", "AW/em", "A-RG/4/fms": who typed the page. */
bool page_typist_is(const char *text, size_t size)
{
	size_t i = 0, behind = 0;
	while (i < size && is_capital(text[i]))
		i++;
	size_t small = i;
	while (small == 0 && i < 4 && i < size && is_small(text[i]))
		i++;
	if (i > small) /* "ed/3" */
		return i + 1 < size && size < 8 && text[i] == '/' && page_digits_at(text, size, i + 1) + i + 1 == size;
	bool letters = i > 0 && i < 8 && i < size && (text[i] == '/' || text[i] == '-');
	for (i++; letters && i < size; i++, behind++) {
		bool plain = is_digit(text[i]) || is_letter(text[i]);
		letters = plain || text[i] == '/' || text[i] == '-';
	}
	return letters && behind > 0 && behind < 10;
}

bool page_begins_plain(const char *text, size_t size)
{
	size_t i = size < 8 ? 0 : text_letters_8(text_load_8(text));
	while (i < size && is_letter(text[i]))
		i++;
	return i > 0 && (i == size || text[i] == ' ' || text[i] == ',');
}

/* Whether each word of a line is of a page's header or footer, one of them surely. */
bool page_line_is(const char *text, size_t size)
{
	size_t words = 0, sure = 0;
	if (page_begins_plain(text, size))
		return false;
	for (size_t i = 0; i < size; words++) {
		size_t symbol = record_symbol_at(text + i, size - i), end = i + symbol;
		while (symbol == 0 && end < size && (unsigned char)text[end] > ' ')
			end++;
		bool is = page_word_is(text + i, end - i),
		     number = page_digits_at(text, end, i) == end - i && end - i < 5;
		/* "2345V", of the typing pool */
		number |= end - i > 3 && end - i < 6 && page_digits_at(text, end, i) + 1 == end - i &&
			  is_capital(text[end - 1]);
		bool edition = end - i == 3 && text[i] == '(' && text[i + 2] == ')';
		if ((!is && !number && !edition && !page_typist_is(text + i, end - i)) || words == PAGE_WORDS_MOST)
			return false;
		sure += is ? 1 : 0;
		i = end;
		while (i < size && (unsigned char)text[i] <= ' ') /* a control character may join a footer's parts */
			i++;
	}
	return sure > 0;
}

/* "94-86131 (E) " before the words of a line: its bytes. */
size_t job_number_size(const char *text, size_t size)
{
	size_t n = size > 13 && job_number_is(text, 12) ? 12 : size > 9 && job_number_is(text, 8) ? 8 : 0;
	size_t end = n;
	while (n > 0 && end + 1 < size && text[end] == ' ')
		end++;
	return end > n ? end : 0;
}

/* "________", "---   ---": a line that is drawn, of a table as well. */
bool page_rule_is(const char *text, size_t size)
{
	size_t n = 0, drawn = 0;
	for (; n < size && (*text == '_' || *text == '-') && (text[n] == *text || strchr(" :|", text[n]) != NULL); n++)
		drawn += text[n] == *text;
	return n == size && drawn > 3;
}

/* "/…", "[…]", "...": where a copy leaves words out. */
bool page_omission_is(const char *text, size_t size)
{
	static const char *const marks[] = { "\xE2\x80\xA6", "...",   "/\xE2\x80\xA6",  "/...",  "[\xE2\x80\xA6]",
					     "[...]",        "(...)", "(\xE2\x80\xA6)", "/. . ." };
	for (size_t k = 0; size < 8 && k < sizeof marks / sizeof *marks; k++) {
		if (strlen(marks[k]) == size && memcmp(text, marks[k], size) == 0)
			return true;
	}
	return false;
}

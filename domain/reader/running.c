/* Running heads of records that print no symbol on their pages: the organ and the
 * meeting, the session and the day, on two lines to four. */
#include "base/ascii.h"
#include "domain/reader/internal.h"

#include <stdio.h>
#include <string.h>

#include "domain/reader/page.h"

#define SPEAKER_BYTES 96
#define SPOILED_MOST 2 /* letters of "meeting" in a scan */
#define HEAD_BYTES 120

/* The name of an organ that text begins with: its bytes, 0 for none. */
static size_t organ_at(const char *text, size_t size)
{
	static const char *const organs[] = { "General Assembly", "Security Council", "First Committee" };
	for (size_t k = 0; k < sizeof organs / sizeof *organs; k++) {
		size_t n = strlen(organs[k]);
		if (size >= n && (text[0] | 0x20) == (organs[k][0] | 0x20) && text_equal(text, n, organs[k], n) &&
		    (size == n || text[n] == ' '))
			return n;
	}
	return 0;
}

/* The same where a dash may follow it. */
static size_t organ_at_dash(const char *text, size_t size)
{
	static const char *const organs[] = { "General Assembly", "Security Council" };
	for (size_t k = 0; k < sizeof organs / sizeof *organs; k++) {
		size_t n = strlen(organs[k]);
		if (size > n + 1 && text_equal(text, n, organs[k], n) && strchr(" -\xE2", text[n]) != NULL)
			return n;
	}
	return 0;
}

/* "3400th Meeting", "46th plenary meeting" and nothing else, where a scan may have spoiled so
 * many letters. */
static bool is_meeting_of_scan(const char *text, size_t size, size_t spoiled)
{
	static const char *const nouns[] = { " meeting", " plenary meeting" };
	size_t i = 0;
	while (i < size && is_digit(text[i]))
		i++;
	if (i == 0 || i + 2 > size)
		return false;
	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
		size_t n = strlen(nouns[k]), other = 0;
		if (size != i + 2 + n || text[i + 2] != ' ')
			continue;
		for (size_t c = 0; c < n; c++)
			other += (text[i + 2 + c] | 0x20) != nouns[k][c];
		return other <= spoiled;
	}
	return false;
}

static bool is_meeting(const char *text, size_t size)
{
	return is_meeting_of_scan(text, size, 0);
}

/* "Nine hundred and ninety-eighth meeting": the same in words. */
static bool is_meeting_in_words(const char *text, size_t size)
{
	static const char *const ends[] = { "th meeting",         "st meeting",         "nd meeting",
					    "rd meeting",         "th plenary meeting", "st plenary meeting",
					    "nd plenary meeting", "rd plenary meeting" };
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t n = strlen(ends[k]);
		if (size > n && text_equal(text + size - n, n, ends[k], n))
			return true;
	}
	return false;
}

/* "Forty-ninth Year", "Tenth emergency special session": bytes taken, 0 for none. */
static size_t session_at(const char *text, size_t size)
{
	static const char *const nouns[] = { " session", " year" };
	size_t first = 0;
	while (first < size && text[first] != ' ')
		first++;
	bool ordinal = first > 4 && is_capital(text[0]) && strchr("htd", text[first - 1] | 0x20) != NULL;
	for (size_t i = first; ordinal && i < size && i < 40; i++) {
		for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
			size_t n = strlen(nouns[k]);
			if (size - i >= n && text_equal(text + i, n, nouns[k], n) &&
			    (i + n == size || strchr(" -\xE2", text[i + n]) != NULL))
				return i + n;
		}
	}
	return 0;
}

/* "11 July 1994" and nothing else. */
static bool is_day(const char *text, size_t size)
{
	size_t day = 0, i;
	while (day < size && is_digit(text[day]))
		day++;
	for (i = day + 1; i < size && is_letter(text[i]);)
		i++;
	bool year = size == i + 5 && text[i] == ' ';
	for (size_t k = i + 1; year && k < size; k++)
		year = is_digit(text[k]);
	return day > 0 && day < 3 && i > day + 3 && text[day] == ' ' && year;
}

/* The same with a page's number behind it. */
static bool is_day_of_page(const char *text, size_t size)
{
	size_t digits = 0;
	while (digits < size && is_digit(text[size - 1 - digits]))
		digits++;
	bool page = digits > 0 && digits < 4 && digits < size && text[size - 1 - digits] == ' ';
	return is_day(text, size) || (page && is_day(text, size - 1 - digits));
}

static size_t behind(const char *text, size_t size, size_t n)
{
	while (n < size && text[n] == ' ')
		n++;
	return n;
}

/* Bytes of a dash with blanks around it; 0 for none. */
static size_t dash_between(const char *text, size_t size, size_t i)
{
	size_t at = behind(text, size, i), n = 0;
	if (at < size && text[at] == '-')
		n = at + 1 < size && text[at + 1] == '-' ? 2 : 1;
	else if (at + 3 <= size &&
		 (memcmp(text + at, "\xE2\x80\x94", 3) == 0 || memcmp(text + at, "\xE2\x80\x93", 3) == 0))
		n = 3;
	return n == 0 ? 0 : behind(text, size, at + n) - i;
}

/* Bytes before a page's number at a line's end, or a year's; the line's where it has none. */
static size_t before_number(const char *text, size_t size)
{
	size_t last = size;
	while (last > 0 && is_digit(text[last - 1]))
		last--;
	if (last == size || size - last > 4 || last == 0 || text[last - 1] != ' ')
		return size;
	while (last > 0 && text[last - 1] == ' ')
		last--;
	return last;
}

/* "Nine hundred and ninety-eighth meeting - 23 March 1962" */
static bool is_dashed_in_words(const char *text, size_t size)
{
	static const char noun[] = "eeting"; /* "meeting", "Meeting" */
	const char *at = memmem(text, size, noun, sizeof noun - 1);
	size_t end = at == NULL ? 0 : (size_t)(at - text) + sizeof noun - 1;
	size_t dash = end > 0 && is_meeting_in_words(text, end) ? dash_between(text, size, end) : 0;
	return dash > 0 && is_day_of_page(text + end + dash, size - end - dash);
}

/* "General Assembly - Seventh Session - Plenary Meetings", "389th Meeting - 25 October 1952" */
static bool is_dashed(const char *text, size_t size)
{
	size_t organ = organ_at_dash(text, size), dash = organ > 0 ? dash_between(text, size, organ) : 0;
	if (dash > 0) {
		size_t at = organ + dash, session = session_at(text + at, size - at), end = at + session;
		return session > 0 && (end == size || dash_between(text, size, end) > 0);
	}
	if (!is_digit(*text))
		return is_dashed_in_words(text, size);
	for (size_t i = 3; i < size && i < 24; i++) {
		dash = dash_between(text, size, i);
		if (dash > 0)
			return is_meeting_of_scan(text, i, SPOILED_MOST) &&
			       is_day_of_page(text + i + dash, size - i - dash);
	}
	return false;
}

/* A running head on one line, the page's number before it or behind it. */
static bool is_dashed_head(const char *text, size_t size)
{
	size_t first = 0;
	if (!is_digit(*text) && *text != 'G' && *text != 'S' && !is_digit(text[size - 1]))
		return false;
	while (first < size && first < 4 && is_digit(text[first]))
		first++;
	first = first < size && text[first] == ' ' ? behind(text, size, first) : 0;
	text += first;
	size -= first;
	size_t before = before_number(text, size);
	return is_dashed(text, size) || (before < size && is_dashed(text, before));
}

/* "4 474th meeting", "474th meeting 5": a page's number and the meeting. */
static bool is_numbered_meeting(const char *text, size_t size)
{
	size_t first = 0, last = size;
	while (first < size && is_digit(text[first]))
		first++;
	if (first > 0 && first < 5 && first < size && text[first] == ' ')
		return is_meeting(text + behind(text, size, first), size - behind(text, size, first));
	while (last > 0 && is_digit(text[last - 1]))
		last--;
	if (last == size || size - last > 4)
		return false;
	while (last > 0 && text[last - 1] == ' ')
		last--;
	return is_meeting(text, last);
}

/* What a running head is made of, each once; left: of a head in two columns, where a page begins. */
enum { HEAD_ORGAN = 1, HEAD_MEETING = 2, HEAD_SESSION = 4, HEAD_DAY = 8, HEAD_WHOLE = 15, HEAD_LEFT = 5 };

/* The part of a running head that a text is; 0 for any other. */
static unsigned head_part(const char *text, size_t size)
{
	if (!is_digit(*text))
		return organ_at(text, size) == size ? HEAD_ORGAN : session_at(text, size) == size ? HEAD_SESSION : 0;
	return is_day(text, size) ? HEAD_DAY : is_meeting_of_scan(text, size, SPOILED_MOST) ? HEAD_MEETING : 0;
}

/* The parts of a running head that a line is made of, one or two in any order; 0 for any other
 * line. */
static unsigned head_parts(const char *text, size_t size)
{
	unsigned parts = size == 0 || size > HEAD_BYTES ? 0 : head_part(text, size);
	for (size_t i = 4; parts == 0 && size <= HEAD_BYTES && i + 4 < size; i++) {
		unsigned first = text[i] == ' ' ? head_part(text, i) : 0;
		size_t at = first == 0 ? 0 : behind(text, size, i);
		unsigned second = first == 0 ? 0 : head_part(text + at, size - at);
		parts = second == 0 || second == first ? 0 : first | second;
	}
	return parts;
}

/* "14 November 1947 812 112th plenary meeting", "112th plenary meeting 813 14 November 1947": the
 * page between the day and the meeting. */
static bool is_head_around_page(const char *text, size_t size)
{
	for (size_t i = 8; size <= HEAD_BYTES && i + 8 < size; i++) {
		size_t page = text[i] == ' ' ? behind(text, size, i) : size, digits = page;
		while (digits < size && is_digit(text[digits]))
			digits++;
		if (digits == page || digits > page + 4 || digits >= size || text[digits] != ' ')
			continue;
		size_t at = behind(text, size, digits);
		if ((head_part(text, i) | head_part(text + at, size - at)) == (HEAD_DAY | HEAD_MEETING))
			return true;
	}
	return false;
}

/* "4 March", "9001st m": as most lines that begin with a digit do not. */
static bool begins_with_day_or_meeting(const char *text, size_t size)
{
	size_t digits = 0;
	while (digits < size && is_digit(text[digits]))
		digits++;
	return digits + 4 < size && digits < 6 &&
	       (text[digits] == ' ' ? is_capital(text[digits + 1])
				    : text[digits + 2] == ' ' && is_letter(text[digits]));
}

/* "(Sir Adam Odd, United" and "Kingdom)": who goes on speaking, over two lines. */
static bool is_speaker_cut(const struct lines *l, size_t i)
{
	char both[SPEAKER_BYTES];
	const char *text = line_text(l, i);
	if (text[line_size(l, i) - 1] == ')' || i + 1 == l->count || l->at[i + 1].gap)
		return false;
	int size = snprintf(both, sizeof both, "%.*s %.*s", (int)line_size(l, i), text, (int)line_size(l, i + 1),
			    line_text(l, i + 1));
	return size < (int)sizeof both && page_speaker_is(both, (size_t)size);
}

/* The same of a line that may begin one, by its first and last bytes. */
RARELY_CALLED static size_t head_lines(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), lines = 1;
	if (*text == '(' && is_speaker_cut(l, i))
		return 2;
	if (size < HEAD_BYTES && is_dashed_head(text, size))
		return 1;
	if (l->at[i].page && size < 60 && is_digit(*text) && is_numbered_meeting(text, size))
		return 1;
	bool begins = is_digit(*text) && begins_with_day_or_meeting(text, size);
	if (begins && is_head_around_page(text, size))
		return 1;
	unsigned parts = begins || organ_at(text, size) > 0 ? head_parts(text, size) : 0;
	while (parts != 0 && parts != HEAD_WHOLE && i + lines < l->count) {
		unsigned more = head_parts(line_text(l, i + lines), line_size(l, i + lines));
		if (more == 0 && parts == HEAD_LEFT && l->at[i].page)
			return lines;
		parts = more == 0 || (parts & more) != 0 ? 0 : parts | more;
		lines++;
	}
	return parts == HEAD_WHOLE ? lines : 0;
}

size_t running_head(const struct lines *l, size_t i)
{
	char first = *line_text(l, i), last = l->text[l->at[i].end - 1];
	bool organ = (first | 0x20) == 'g' || (first | 0x20) == 's' || (first | 0x20) == 'f';
	return organ || first == '(' || is_digit(first) || is_digit(last) ? head_lines(l, i) : 0;
}

bool running_part(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	return size < HEAD_BYTES && (session_at(text, size) == size || is_day(text, size));
}

/* Symbols of documents, years and sessions that a scan spoiled. */
#include "base/ascii.h"
#include "domain/reader/scan.h"

#include <string.h>

#include "domain/scan.h"

#define NUMBER_MOST 6 /* digits of a resolution's number */

/* Digits of a part of a symbol, "l382", from at to end: false where they are none. */
static bool digits_mend(char *text, size_t at, size_t end)
{
	size_t digits = 0;
	for (size_t i = at; i < end; i++) {
		if (scan_digit(text[i]) == '\0')
			return false;
		digits += is_digit(text[i]);
	}
	if (digits == 0 || digits == end - at)
		return false;
	for (size_t i = at; i < end; i++)
		text[i] = scan_digit(text[i]);
	return true;
}

static bool is_symbol_byte(char c)
{
	return is_digit(c) || is_capital(c) || is_small(c) || c == '.' || c == '/' || c == '|';
}

/* The first letter of a symbol before its stroke, and what is read for it: "8/3710",
 * "$/3710", "S$/3710". Whether one stands there. */
static bool body_mend(char *text, size_t stroke, size_t size)
{
	size_t digits = 0, first = stroke - 1;
	while (stroke + 1 + digits < size && is_digit(text[stroke + 1 + digits]))
		digits++;
	bool series = size - stroke > 3 && memcmp(text + stroke + 1, "PV.", 3) == 0;
	bool sign = first > 0 && memcmp(text + first - 1, "\xC2\xA7", 2) == 0;
	first -= sign || (first > 0 && text[first] == '$' && text[first - 1] == 'S');
	if (first > 0 && is_symbol_byte(text[first - 1]))
		return false;
	if (text[stroke - 1] == 'S' || text[stroke - 1] == 'A')
		return true;
	if ((digits < 3 && !series) || (text[stroke - 1] != '8' && text[stroke - 1] != '$' && !sign))
		return false;
	text[first] = ' ';
	text[stroke - 1] = 'S';
	return true;
}

/* What a stop and a number stand behind: "L" of "A/L.610". */
static bool is_series(const char *text, size_t size)
{
	static const char *const series[] = { "L", "PV", "Rev", "Add", "Corr", "SR" };
	for (size_t k = 0; k < sizeof series / sizeof *series; k++) {
		if (text_is(text, size, series[k]))
			return true;
	}
	return false;
}

/* "S/PV.l382", "A/L.6l0/Rev.l": the parts of a symbol behind its first stroke. */
static void symbol_mend(char *text, size_t stroke, size_t size)
{
	if (!body_mend(text, stroke, size))
		return;
	for (size_t at = stroke + 1; at < size && is_symbol_byte(text[at]);) {
		size_t end = at;
		while (end < size && is_symbol_byte(text[end]) && text[end] != '.' && text[end] != '/')
			end++;
		bool word = text[at - 1] == '.' && end == at + 1 && strchr("lIit|", text[at]) != NULL;
		if (word)
			text[at] = '1';
		else
			digits_mend(text, at, end);
		if (end + 1 < size && text[end] == ',' && is_series(text + at, end - at) &&
		    scan_digit(text[end + 1]) != '\0')
			text[end] = '.';
		at = end + 1;
	}
}

/* "resolution" before a number and a bracket. */
static void resolution_mend(char *text, size_t open)
{
	static const char *const words[] = { "resolution", "resolutions" };
	size_t number = open, end, start;
	while (number > 0 && (text[number - 1] == ' ' || is_digit(text[number - 1])))
		number--;
	for (end = number, start = end; start > 0 && is_letter(text[start - 1]);)
		start--;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		unsigned faults;
		size_t n = strlen(words[k]);
		if (end - start == n && scan_match(text + start, n, words[k], 2, &faults) == n)
			memcpy(text + start, words[k], n);
	}
}

/* Whether a number ends before a byte, "l8l" among them, whose digits are put right. */
static bool number_mend(char *text, size_t end)
{
	size_t start = end;
	while (start > 0 && end - start < NUMBER_MOST && scan_digit(text[start - 1]) != '\0')
		start--;
	if (end > 0 && is_digit(text[end - 1]) && (start == 0 || text[start - 1] != ' '))
		return true; /* as it stands, whatever is before it */
	bool apart = start < end && (start == 0 || text[start - 1] == ' ');
	return apart && (digits_mend(text, start, end) || is_digit(text[end - 1]));
}

/* "(I 973)" without its blank, "(I973)", and behind it: where it ends now. */
static size_t blank_mend(char *text, size_t open, size_t end)
{
	bool year = end - open == 6 && scan_digit(text[open + 1]) == '1' && text[open + 2] == ' ' &&
		    text[open + 3] == '9' && scan_digit(text[open + 4]) != '\0' && scan_digit(text[open + 5]) != '\0';
	if (!year)
		return end;
	memmove(text + open + 2, text + open + 3, 3);
	text[end] = ' ';
	text[end - 1] = ')';
	return end - 1;
}

/* "(l967)" and "(XXV1)" behind a number. */
static void bracket_mend(char *text, size_t open, size_t size)
{
	size_t end = open + 1, roman = 0, before = open;
	while (end < size && end - open < 8 && !scan_closes(text[end]))
		end++;
	while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '.'))
		before--;
	if (end == size || before == 0 || scan_digit(text[before - 1]) == '\0')
		return;
	end = blank_mend(text, open, end);
	size_t n = end - open - 1;
	if (n < 1 || n > 6)
		return;
	for (size_t i = open + 1; i < end; i++)
		roman += strchr("XVIxvi1l|", text[i]) != NULL;
	bool year = n == 4 && scan_digit(text[open + 1]) == '1' && scan_digit(text[open + 2]) == '9';
	if ((!year && (roman < n || strchr("XVxvI", text[open + 1]) == NULL)) || !number_mend(text, before))
		return;
	if (year)
		digits_mend(text, open + 1, end);
	for (size_t i = open + 1; i < end && !year; i++)
		text[i] = strchr("1li|", text[i]) != NULL ? 'I' : text[i] & ~0x20;
	text[end] = ')';
	if (text[open - 1] == '.')
		text[open - 1] = ' '; /* "242.(1967)" */
	resolution_mend(text, open);
}

/* Whether a line's bytes may be a word with one letter spoiled. */
static bool is_spoiled(const char *text, const char *word)
{
	unsigned faults;
	size_t n = strlen(word);
	return memchr(text, '\n', n) == NULL && scan_match(text, n, word, 1, &faults) == n;
}

/* "bas beeu" before " adopted" becomes "has been". */
static void been_mend(char *text, size_t at)
{
	static const char *const before[] = { "has", "have", "not" };
	if (at < 9 || text[at - 5] != ' ' || !is_spoiled(text + at - 4, "been"))
		return;
	memcpy(text + at - 4, "been", 4);
	for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
		size_t n = strlen(before[k]);
		char *word = text + at - 5 - n;
		bool begins = word == text || word[-1] == ' ' || word[-1] == '\n';
		if (begins && is_spoiled(word, before[k]))
			memcpy(word, before[k], n);
	}
}

void verbs_mend(char *text, size_t size)
{
	static const struct {
		const char *verb;
		char rarest;
	} verbs[] = { { " adopted", 'p' }, { " rejected", 'j' } };
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
		const char *at = text;
		while ((at = text_find(at, size - (size_t)(at - text), verbs[k].verb, verbs[k].rarest)) != NULL)
			been_mend(text, (size_t)(at++ - text));
	}
}

/* The "l" of "Add. l", "Rev.l". */
static bool part_mend(char *text, size_t at, size_t size)
{
	static const char *const parts[] = { "Add", "Rev", "Corr" };
	size_t one = at + 1 + (text[at + 1] == ' ');
	if (one >= size || strchr("lI|", text[one]) == NULL ||
	    (one + 1 < size && strchr(" ,.;:)]", text[one + 1]) == NULL))
		return false;
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		size_t n = strlen(parts[k]);
		if (at > n && memcmp(text + at - n, parts[k], n) == 0 && strchr(" /", text[at - n - 1]) != NULL) {
			text[one] = '1';
			return true;
		}
	}
	return false;
}

/* A digit inside of a word, "reso1ution", or a stop between two words, "the . League". */
static void word_mend(char *text, size_t at, size_t size)
{
	bool inside = at > 1 && at + 1 < size;
	if (!inside || (text[at] == '.' && part_mend(text, at, size)) || at + 2 == size)
		return;
	if (text[at] == '.' && text[at - 1] == ' ' && text[at + 1] == ' ' && is_letter(text[at - 2]) &&
	    is_letter(text[at + 2]))
		text[at] = ' ';
	else if ((text[at] == '1' || text[at] == '0') && is_small(text[at - 1]) && is_small(text[at + 1]))
		text[at] = text[at] == '1' ? 'l' : 'o';
}

/* What a byte may stand in. */
static void (*const mends[])(char *text, size_t at, size_t size) = { NULL, symbol_mend, bracket_mend, word_mend };
static const uint8_t mend_of[256] = { ['/'] = 1, ['('] = 2, ['.'] = 3, ['0'] = 3, ['1'] = 3 };

/* How many of eight bytes are none of the above, nor between them, up to the first that is. */
static size_t plain_bytes(const char *text)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t bytes;
	memcpy(&bytes, text, sizeof bytes);
	bytes = le64toh(bytes);
	uint64_t low = bytes & 0x7F * ones;
	uint64_t others = (low + (0x80 - '(') * ones) & ~(low + (0x7F - '1') * ones) & 0x80 * ones;
	return others == 0 ? 8 : (size_t)__builtin_ctzll(others) / 8;
}

void symbols_mend(struct scan *s, size_t line)
{
	const struct line *at = &s->r->lines.at[line];
	char *text = s->text + at->start;
	size_t size = at->end - at->start;
	for (size_t i = 1; i < size;) {
		unsigned mend = mend_of[(unsigned char)text[i]];
		if (mend > 0)
			mends[mend](text, i, size);
		size_t plain = size - i > 8 ? plain_bytes(text + i) : 0;
		i += plain > 0 ? plain : 1;
	}
}

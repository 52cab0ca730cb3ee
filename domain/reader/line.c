/* What a line of a record, or the end of a text, says by its form alone. */
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "domain/reader/record.h"
#include "domain/reader/titles.h"

#define PRINTED_MOST 200 /* bytes of a line in a finding */

bool text_ends_with(const char *text, size_t size, const char *words)
{
	size_t n = strlen(words);
	return size >= n && text_equal(text + size - n, n, words, n);
}

bool ends_with_word(const char *text, size_t size, const char *word)
{
	size_t n = strlen(word);
	return size > n && text_equal(text + size - n, n, word, n) && text[size - n - 1] == ' ';
}

/* Bytes of a text without initials at its end: of "Mr. A. B." those of "Mr.". */
static size_t without_initials(const char *text, size_t size)
{
	while (size > 3 && text[size - 1] == '.' && is_capital(text[size - 2]) && text[size - 3] == ' ')
		size -= 3;
	return size;
}

/* "… and Mr.", "… and Mr. A." end a line, and no sentence. */
bool ends_with_title(const char *text, size_t size)
{
	size = without_initials(text, size);
	static const char *const titles[] = { "Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "St." };
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
		size_t n = strlen(titles[k]);
		if (size >= n && memcmp(text + size - n, titles[k], n) == 0 && (size == n || text[size - n - 1] == ' '))
			return true;
	}
	return false;
}

uint32_t line_number(const struct record *rec, size_t line)
{
	return rec->r->lines.at[line].number;
}

const char *line_printed(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line), cut = size < PRINTED_MOST ? size : PRINTED_MOST;
	while (cut < size && utf8_is_inside(text[cut]))
		cut--; /* whole characters */
	return reader_text(rec->r, text, cut);
}

bool lines_are_furniture(const struct lines *l, size_t first, size_t end)
{
	while (first < end && l->at[first].furniture)
		first++;
	return first >= end;
}

/* Whether a line's last word asks for another: "as was said by the", "to invite Mr.". */
bool line_hangs(const struct lines *l, size_t line)
{
	static const char *const words[] = { "said", "told", "that", "from", "with", "asked", "which" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = 0;
	while (n < size && is_small(text[size - 1 - n]))
		n++;
	bool word = n > 0 && (n == size || text[size - 1 - n] == ' ');
	for (size_t k = 0; word && n > 3 && k < sizeof words / sizeof *words; k++) {
		if (strlen(words[k]) == n && memcmp(text + size - n, words[k], n) == 0)
			return true;
	}
	return (word && n <= 3) || text[size - 1] == ',' || text[size - 1] == '-' ||
	       (text[size - 1] == '.' && ends_with_title(text, size));
}

bool communique_begins(const struct lines *l, size_t i)
{
	static const char words[] = "official communiqu"; /* with its accent or without */
	size_t n = sizeof words - 1;
	return (*line_text(l, i) | 0x20) == 'o' && line_size(l, i) > n && text_equal(line_text(l, i), n, words, n);
}

static const char *const openings[] = {
	"The meeting was called to order",
	"The meeting resumed",
	"The meeting was resumed",
	"The meeting was opened",
	"In the absence of the ",
	"The agenda was adopted",
	"The provisional agenda was adopted",
};

bool meeting_opens(const struct lines *l, size_t i)
{
	if (strchr("TIO", *line_text(l, i)) == NULL)
		return false;
	if (communique_begins(l, i))
		return true;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		if (line_begins(l, i, openings[k]))
			return true;
	}
	return false;
}

/* A footnote's number and a blank behind it, "1 The", "2/ The"; 0 for none. */
size_t footnote_at(const char *text, size_t size)
{
	size_t digits = 0;
	while (digits < size && is_digit(text[digits]))
		digits++;
	size_t mark = digits + (digits < size && text[digits] == '/' ? 1 : 0);
	return digits > 0 && digits < 3 && mark + 4 < size && text[mark] == ' ' &&
			       memcmp(text + mark + 1, "The", 3) == 0
		       ? mark + 1
		       : 0;
}

/* A footnote that tells of a delegation's vote, in the middle of whatever it stands in. */
static bool is_vote_footnote(const char *text, size_t size)
{
	size_t mark = footnote_at(text, size);
	return mark > 0 && size - mark > 14 && memcmp(text + mark, "The delegation", 14) == 0;
}

/* "Mr. Odd (Norway), Vice-President, took the Chair.", over a line or two. */
RARELY_CALLED static bool takes_the_chair(const struct lines *l, size_t line)
{
	static const char vice[] = ", Vice-President,", took[] = "took the Chair.";
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = sizeof took - 1;
	char both[240];
	if (title_at(text, size) == 0 || memmem(text, size, vice, sizeof vice - 1) == NULL)
		return false;
	bool more = !line_ends_sentence(l, line) && line + 1 < l->count && !l->at[line + 1].gap;
	int told = snprintf(both, sizeof both, "%.*s %.*s", (int)size, text, more ? (int)line_size(l, line + 1) : 0,
			    more ? line_text(l, line + 1) : "");
	size = told < (int)sizeof both ? (size_t)told - !more : 0;
	return size >= n && memcmp(both + size - n, took, n) == 0;
}

bool direction_stands_alone(const struct lines *l, size_t line)
{
	static const char *const whole[] = {
		"The agenda was adopted.",
		"It was so decided.",
		"A vote was taken by show of hands.",
		"A recorded vote was taken.",
		"A roll-call vote was taken.",
		"A vote was taken by secret ballot.",
		"The President took the Chair.",
		"The President returned to the Chair.",
		"The President in the Chair.",
	};
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	if (is_small(*text))
		return false;
	bool begins = *text == 'T' || *text == 'I' || *text == 'A';
	for (size_t k = 0; begins && text[size - 1] == '.' && k < sizeof whole / sizeof *whole; k++) {
		if (size == strlen(whole[k]) && memcmp(text, whole[k], size) == 0)
			return true;
	}
	return (*text == 'M' && takes_the_chair(l, line)) || is_vote_footnote(text, size);
}

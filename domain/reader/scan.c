/* Records that were scanned: their lines as they were printed.
 *
 * What stands apart from speech is read by its words, and scans spoil letters of them:
 * "{translated from. French)", "fn favour:", "8/3710". Where such a line differs by few
 * faults from the one thing that may stand there, the recognisers are given what was
 * printed, byte for byte in the same places; the text that is kept is as it came, and
 * each such line is a finding. Speech is left alone. */
#include "domain/reader/scan.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "domain/party.h"
#include "domain/reader/titles.h"
#include "domain/scan.h"

#define HEAD_BYTES 4096  /* of a text, that its year is looked for in */
#define STRAY_BYTES 6    /* marks before a line's first letter, at most */
#define RUNNING_LEAST 20 /* bytes of a line of running text */

/* Whether a month's name ends at a byte, in whatever case. */
static bool is_month_end(const char *text, size_t end)
{
	static const char *const ends[] = { "uary", "arch", "pril", " May", "June", "July", "gust", "mber", "ober" };
	for (size_t k = 0; end > 4 && k < sizeof ends / sizeof *ends; k++) {
		if (text_equal(text + end - 4, 4, ends[k], 4))
			return true;
	}
	return false;
}

/* "22 November 1967": a date of the decades whose records were scanned. */
static bool is_of_scans(const char *text, size_t size)
{
	for (const char *at = text; (at = memmem(at, size - (size_t)(at - text), " 19", 3)) != NULL; at++) {
		size_t left = size - (size_t)(at - text);
		bool year = left > 5 && is_digit(at[4]) && at[3] >= '4' && at[3] <= '9';
		if (year && is_month_end(text, (size_t)(at - text)))
			return true;
	}
	return false;
}

/* Marks that a scan set before a line's first letter. */
static size_t stray_size(const char *text, size_t size)
{
	static const char *const marks[] = { "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\xA2",
					     "\xC2\xB7" };
	size_t i = 0;
	while (i < size && i < STRAY_BYTES) {
		size_t n = strchr("'|.,*_~^` ", text[i]) != NULL && text[i] != '\0' ? 1 : 0;
		for (size_t k = 0; k < sizeof marks / sizeof *marks && n == 0; k++) {
			size_t m = strlen(marks[k]);
			n = size - i > m && memcmp(text + i, marks[k], m) == 0 ? m : 0;
		}
		if (n == 0)
			return i;
		i += n;
	}
	return 0;
}

static bool is_set_apart(const struct scan *s, size_t line)
{
	return line == 0 || s->r->lines.at[line].gap || line_stops(&s->r->lines, line - 1);
}

/* A mark behind a sentence's end, "amendments. -", is none of the line's. */
static void tail_mend(struct scan *s, size_t line)
{
	struct line *at = &s->r->lines.at[line];
	const char *text = s->text + at->start;
	size_t size = at->end - at->start;
	if (size > 4 && text[size - 2] == ' ' && strchr("-.,'|_~*", text[size - 1]) != NULL &&
	    strchr(".!?", text[size - 3]) != NULL && text[size - 4] != ' ') {
		at->end -= 2;
		at->closed_up += 2; /* it may be a footnote's mark */
	}
}

/* Whether a line ends with a word that asks for another: "took the". */
static bool asks_for_more(const char *text, size_t size)
{
	static const char *const words[] = { " the", " of", " and", " to", " by", " in", " a", " was" };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if (size > n && memcmp(text + size - n, words[k], n) == 0)
			return true;
	}
	return false;
}

/* A blank line inside of a sentence was none of the page's: what stands behind it begins
 * small, and is longer than what a page's foot may hold; or a word is missing before it. */
static void gap_mend(struct scan *s, size_t line)
{
	struct lines *l = &s->r->lines;
	if (line == 0 || !l->at[line].gap || l->at[line].page)
		return;
	char last = s->text[l->at[line - 1].end - 1];
	bool small = is_small(*line_text(l, line)) && line_size(l, line) >= RUNNING_LEAST &&
		     (is_letter(last) || last == '-' || last == ',');
	bool word = l->text[l->at[line].end - 1] == '.' && is_capital(*line_text(l, line)) &&
		    memchr(line_text(l, line), ' ', line_size(l, line)) == NULL &&
		    asks_for_more(line_text(l, line - 1), line_size(l, line - 1));
	if (small || word)
		l->at[line].gap = false;
}

/* Whether a list may go on in a line. */
static bool list_goes_on(const struct scan *s, size_t line)
{
	const struct lines *l = &s->r->lines;
	char last = l->text[l->at[line - 1].end - 1];
	return last == ',' || s->note != NOTE_NONE || (!l->at[line].gap && !line_ends_sentence(l, line - 1));
}

/* Whether a line within a list is of a note to a vote before: from words that no list has to
 * a sentence's end. */
static bool is_noted(struct scan *s, size_t line)
{
	const struct lines *l = &s->r->lines;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	bool noted = s->note == NOTE_OPEN || text_find(text, size, "ubsequently", 'q') != NULL ||
		     text_find(text, size, "delegation", 'g') != NULL || footnote_lines(l, line) > 0;
	s->note = !noted ? NOTE_NONE : line_ends_sentence(l, line) ? NOTE_ENDED : NOTE_OPEN;
	return noted;
}

static void line_mend(struct scan *s, size_t line)
{
	const struct lines *l = &s->r->lines;
	const char *text = line_text(l, line);
	size_t skip = stray_size(text, line_size(l, line));
	bool apart = is_set_apart(s, line), may = apart || !is_small(text[skip]);
	s->head = 0;
	s->list = s->list && list_goes_on(s, line);
	if (s->list && is_noted(s, line))
		return;
	if (may && !head_mend(s, line, skip) &&
	    (sentence_mend(s, line, skip) || figure_mend(s, line, skip) || label_mend(s, line, skip, apart) ||
	     president_mend(s, line, skip) || (apart && decision_mend(s, line, skip))))
		s->list = false;
	if (s->list)
		list_mend(s, line);
}

/* A line that is read otherwise than it is printed; one that would cut a character is not. */
static void line_report(struct scan *s, size_t line, struct line was)
{
	struct line *at = &s->r->lines.at[line];
	const char *printed = s->r->lines.printed;
	size_t size = at->end - at->start;
	if (at->start == was.start && at->end == was.end && memcmp(s->text + at->start, printed + at->start, size) == 0)
		return;
	if (!utf8_is_text(bytes_of(s->text + at->start, size), NULL)) {
		memcpy(s->text + was.start, printed + was.start, was.end - was.start);
		*at = was;
		return;
	}
	reader_find(s->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, at->number,
		    reader_text(s->r, printed + was.start, was.end - was.start),
		    reader_printf(s->r, "letters that a scan spoiled; it was read as \"%.*s\"", (int)size,
				  s->text + at->start));
}

void scan_mend(struct reader *r)
{
	struct lines *l = &r->lines;
	struct scan s = { .r = r };
	if (!is_of_scans(l->text, l->size < HEAD_BYTES ? l->size : HEAD_BYTES))
		return;
	s.text = arena_alloc(r->arena, l->size);
	if (s.text == NULL) {
		r->full = true;
		return;
	}
	memcpy(s.text, l->text, l->size);
	verbs_mend(s.text, l->size);
	l->text = s.text;
	for (size_t i = 0; i < l->count && !r->full; i++) {
		struct line was = l->at[i];
		gap_mend(&s, i);
		tail_mend(&s, i);
		line_mend(&s, i);
		symbols_mend(&s, i);
		line_report(&s, i, was);
	}
}

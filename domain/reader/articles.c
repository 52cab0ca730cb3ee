/* Agreements whose clauses stand under "Article 1", "Section 2." or "III. PRISONERS", or are "1.1", "(a)" and
 * "(i)": what begins a clause, and the place by which it is cited. */
#include "base/ascii.h"
#include "domain/reader/articles.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_COLUMNS 100
#define HEAD_LINES 4
#define NUMBER_MOST 999
#define ROMAN_BYTES 8
#define MARK_BYTES 12 /* of "10.12.3." */

static const char *const words[] = { "article", "section", "chapter", "part", "title", "clause" };

static int roman_digit(char c)
{
	static const char letters[] = "IVXLC";
	static const int values[] = { 1, 5, 10, 50, 100 };
	const char *at = c == '\0' ? NULL : strchr(letters, c);
	return at == NULL ? 0 : values[at - letters];
}

/* A number in figures or in roman letters; bytes taken. */
static size_t number_at(const char *text, size_t size, int *out)
{
	size_t n = 0;
	*out = 0;
	while (n < size && n < 3 && is_digit(text[n]))
		*out = *out * 10 + (text[n++] - '0');
	for (; n < size && n < ROMAN_BYTES && (*out == 0 || !is_digit(text[0])) && roman_digit(text[n]) > 0; n++) {
		int value = roman_digit(text[n]), next = n + 1 < size ? roman_digit(text[n + 1]) : 0;
		*out += value < next ? -value : value;
	}
	bool ends = n == size || (!is_letter(text[n]) && !is_digit(text[n]));
	return ends && *out > 0 && *out <= NUMBER_MOST ? n : 0;
}

/* Bytes of the marks and blanks behind an article's number: " - ", ". ", ": ". */
static size_t marks_at(const char *text, size_t size)
{
	size_t n = 0;
	while (n < size && (strchr(" \t.:-)", text[n]) != NULL || (unsigned char)text[n] >= 0x80))
		n++;
	return n;
}

static bool is_short(const struct lines *l, size_t line)
{
	char last = l->text[l->at[line].end - 1];
	return l->at[line].columns <= HEAD_COLUMNS && !line_ends_sentence(l, line) && strchr(":;,", last) == NULL;
}

/* Whether a line and those of its paragraph behind it are a title. */
static bool is_titled(const struct lines *l, size_t line)
{
	for (size_t i = line; i < l->count && i < line + HEAD_LINES && (i == line || !l->at[i].gap); i++) {
		if (!is_short(l, i))
			return false;
	}
	return true;
}

/* "III. PRISONERS": a roman number before capitals. */
static struct article_mark part_at(const struct lines *l, size_t line)
{
	struct article_mark m = { .word = NULL };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = roman_digit(*text) > 0 ? number_at(text, size, &m.number) : 0;
	if (n == 0 || n + 3 >= size || text[n] != '.' || text[n + 1] != ' ' || !is_short(l, line))
		return (struct article_mark){ .word = NULL };
	for (size_t i = n; i < size; i++) {
		if (is_small(text[i]))
			return (struct article_mark){ .word = NULL };
	}
	m.word = "part";
	m.heading = true;
	return m;
}

struct article_mark article_mark(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = 0;
	if (l->at[line].furniture || !is_capital(*text))
		return (struct article_mark){ .word = NULL };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		struct article_mark m = { .word = words[k] };
		size_t word = strlen(words[k]);
		if (size < word + 2 || text[word] != ' ' || !text_equal(text, word, words[k], word))
			continue;
		n = number_at(text + word + 1, size - word - 1, &m.number);
		size_t at = word + 1 + n, marks = marks_at(text + at, size - at);
		bool marked = marks > 0 && (text[at] != ' ' || marks > 1);
		m.bytes = at + marks;
		m.heading = m.bytes == size || is_titled(l, line);
		bool titled = m.bytes < size && is_capital(text[m.bytes]);
		if (n > 0 && (m.bytes == size || (titled && (marked || (m.heading && at < size && text[at] == ' ')))))
			return m;
	}
	return part_at(l, line);
}

struct article_item article_item(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = 0, dots = 0;
	struct article_item m = { .bytes = 0 };
	bool open = *text == '(';
	if (is_digit(*text)) {
		for (; n < size && n < MARK_BYTES && (is_digit(text[n]) || text[n] == '.'); n++) {
			dots += text[n] == '.' && n + 1 < size && is_digit(text[n + 1]);
			if (is_digit(text[n]))
				m.number = m.number > NUMBER_MOST ? m.number : m.number * 10 + text[n] - '0';
			else if (n + 1 < size && is_digit(text[n + 1]))
				m.number = 0;
		}
		m.mark = text[n - 1] == '.' ? n - 1 : n;
		if (dots == 0 || m.number == 0 || m.number > NUMBER_MOST)
			return (struct article_item){ .bytes = 0 };
	} else if (is_small(text[open])) {
		char mark[ROMAN_BYTES];
		size_t letters = 0;
		for (n = open; n < size && letters < sizeof mark - 1 && is_small(text[n]); n++)
			mark[letters++] = to_capital(text[n]);
		mark[letters] = '\0';
		bool letter = letters == 1, roman = number_at(mark, letters, &m.number) > 0;
		bool closed = n < size && (text[n] == ')' || (!open && text[n] == '.'));
		if (!closed || (!letter && !roman))
			return (struct article_item){ .bytes = 0 };
		m.letter = letter ? text[open] - 'a' + 1 : 0;
		n++;
		m.mark = n;
	}
	if (n == 0 || n + 1 >= size || (text[n] != ' ' && text[n] != '\t'))
		return (struct article_item){ .bytes = 0 };
	while (n < size && (text[n] == ' ' || text[n] == '\t'))
		n++;
	m.bytes = n;
	return m;
}

/* Where the agreement ends and signatures begin. */
static bool closes(const struct lines *l, size_t line)
{
	static const char *const ends[] = { "Done at",      "Done in",      "Signed at",
					    "Signed in",    "Signed by",    "In witness whereof",
					    "For the ",     "On behalf of", "Done this",
					    "Witnessed by", "Made at" };
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t n = strlen(ends[k]);
		if (line_size(l, line) >= n && text_equal(line_text(l, line), n, ends[k], n))
			return l->at[line].gap;
	}
	return false;
}

/* An article's name, "article 3"; from now on clauses are its own. */
static void article_begin(struct reader *r, struct draft *d, const struct article_mark *m)
{
	struct article *a = &d->article;
	a->again = m->number <= a->highest;
	a->highest = m->number > a->highest ? m->number : a->highest;
	a->name = reader_printf(r, "%s %d", m->word, m->number);
	a->clause = a->name;
	a->count = a->letter = 0;
}

/* Its number among those of its list: a letter, but for one that goes on as a roman number. */
static int item_number(struct article *a, const struct article_item *m)
{
	bool roman = m->letter == 0 || (m->number == 1 && a->letter != m->letter - 1) ||
		     (m->number > 1 && m->number == a->roman + 1 && a->letter != m->letter - 1);
	if (roman) {
		a->roman = m->number;
		return m->number;
	}
	a->letter = m->letter;
	a->roman = 0;
	return m->letter;
}

bool article_piece(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *p)
{
	const struct lines *l = &r->lines;
	struct article *a = &d->article;
	const struct piece *last = &d->pieces[d->piece_count - 1];
	bool behind_heading = last->kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING;
	if (!a->ended && closes(l, line)) {
		struct dateline done;
		a->ended = true;
		if (d->statement->date == NULL && dateline_done(r, line, &done)) {
			d->statement->date = done.date;
			d->statement->place = message_borrow(done.place);
		}
	}
	struct article_mark mark = a->ended ? (struct article_mark){ .word = NULL } : article_mark(l, line);
	if (mark.word != NULL && (after_stop || l->at[line].gap || behind_heading)) {
		article_begin(r, d, &mark);
		p->kind = TRUCE__V1__BLOCK__KIND__KIND_HEADING;
		if (mark.heading)
			return true;
		p->text_from += (uint32_t)mark.bytes;
	}
	struct article_item item = mark.word != NULL ? (struct article_item){ .bytes = 0 } : article_item(l, line);
	if (item.bytes > 0 && after_stop && !a->ended) {
		p->number = item.letter > 0 || !is_digit(*line_text(l, line)) ? item_number(a, &item) : item.number;
		const char *printed = reader_text(r, line_text(l, line), item.mark);
		if (is_digit(*printed))
			a->clause = a->name == NULL ? reader_printf(r, "clause %s", printed)
						    : reader_printf(r, "%s, clause %s", a->name, printed);
		p->place = is_digit(*printed) ? a->clause
					      : reader_printf(r, "%s%s%s", text_or_empty(a->clause),
							      a->clause == NULL ? "item " : " ", printed);
		p->text_from += (uint32_t)item.bytes;
		p->item = !is_digit(*printed);
		p->nested = true;
	} else if (a->name != NULL && !a->ended &&
		   (mark.word != NULL || l->at[line].gap || (behind_heading && !is_titled(l, line)))) {
		bool titles = mark.word == NULL && behind_heading && is_titled(l, line);
		if (titles) {
			p->kind = TRUCE__V1__BLOCK__KIND__KIND_HEADING;
			return true;
		}
		p->number = ++a->count;
		p->place = a->name;
	} else {
		return a->ended && l->at[line].gap;
	}
	p->kind = TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
	return true;
}

const char *article_clause(struct reader *r, struct draft *d, int number)
{
	struct article *a = &d->article;
	a->clause = a->name == NULL ? reader_printf(r, "clause %d", number)
				    : reader_printf(r, "%s, clause %d", a->name, number);
	a->letter = a->roman = 0;
	a->count = number;
	return a->clause;
}

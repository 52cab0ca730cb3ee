/* Gutters: where the gaps of a page's rows stand over one another. */
#include "domain/lines_gutter.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

#define WIDTH_LEAST 60  /* columns of a line that may hold both */
#define GUTTER_FIRST 24 /* where the right column may begin */
#define GUTTER_MOVES 16 /* columns that it may be elsewhere on another page */
#define GUTTER_PLACES (2 * GUTTER_MOVES + 1)
#define GAPS_MOST 3 /* of a row, on average, where few are at the gutter */

/* The column that a line begins in. */
uint32_t line_indent(const struct lines *l, const struct line *line)
{
	uint32_t columns = 0;
	for (size_t at = line->start; at > 0 && l->text[at - 1] != '\n' && l->text[at - 1] != '\r'; at--)
		columns += (unsigned char)l->text[at - 1] >= ' ' && !utf8_is_inside(l->text[at - 1]);
	return columns;
}

struct gaps gaps_of(const struct lines *l, const struct line *line)
{
	return (struct gaps){ .text = l->text, .at = line->start, .end = line->end, .column = line_indent(l, line) };
}

/* To the next gap of two blanks and more; false where there is none. */
bool gap_next(struct gaps *s)
{
	if (s->lead > 0) {
		s->gap_at = s->at;
		s->gap_column = s->lead = 0;
		return true;
	}
	while (s->at < s->end) {
		if (s->text[s->at] != ' ') {
			s->column += !utf8_is_inside(s->text[s->at++]);
			continue;
		}
		s->gap_at = s->at;
		s->gap_column = s->column;
		for (; s->at < s->end && s->text[s->at] == ' '; s->at++)
			s->column++;
		if (s->at - s->gap_at > 1)
			return true;
	}
	return false;
}

static bool may_hold_both(const struct lines *l, size_t i)
{
	return l->at[i].columns >= WIDTH_LEAST && line_size(l, i) <= ROW_BYTES &&
	       blanks_in_row(line_text(l, i), line_size(l, i));
}

/* The gaps of a line that may tell a gutter: a line of the right column alone begins behind
 * one, and one between words tells where the line may hold both columns. */
struct gaps gaps_told(const struct lines *l, size_t i)
{
	struct gaps s = gaps_of(l, &l->at[i]);
	if (s.column >= GUTTER_FIRST && s.column <= GUTTER_LAST)
		s.lead = s.column;
	if (!may_hold_both(l, i))
		s.end = s.at;
	return s;
}

/* Whether only a figure stands behind a gap, and another gap or the line's end behind it. */
bool gap_is_before_figure(const struct line *line, const struct gaps *gap)
{
	uint32_t at = gap->at;
	while (at < line->end && is_digit(gap->text[at]))
		at++;
	return at > gap->at &&
	       (at == line->end || (at + 1 < line->end && gap->text[at] == ' ' && gap->text[at + 1] == ' '));
}

/* Where most gaps end that are before no figure; 0 where no place has enough of them. */
uint32_t gutter_of(const struct page *p)
{
	uint32_t ends[GUTTER_LAST + 2] = { 0 }, most = 0, gutter = 0;
	for (size_t i = p->first; i < p->end; i++) {
		for (struct gaps s = gaps_told(p->l, i); gap_next(&s);) {
			if (s.column >= GUTTER_FIRST && s.column <= GUTTER_LAST &&
			    !gap_is_before_figure(&p->l->at[i], &s))
				ends[s.column]++;
		}
	}
	for (uint32_t c = GUTTER_FIRST; c <= GUTTER_LAST; c++) {
		if (ends[c] + ends[c + 1] > most) {
			most = ends[c] + ends[c + 1];
			gutter = ends[c] > 0 ? c : c + 1;
		}
	}
	for (uint32_t c = gutter > GUTTER_FIRST + SLACK ? gutter - SLACK : GUTTER_FIRST; c < gutter; c++) {
		if (ends[c] >= ROWS_KNOWN + most / SMALL_SHARE) /* the right column begins at two places */
			gutter = c;
	}
	return most >= ROWS_LEAST ? gutter : 0;
}

/* Near the gutter of another page, the first place that most gaps lie over and one ends
 * at; 0 for none. */
uint32_t gutter_near(const struct page *p, uint32_t known)
{
	uint32_t over[GUTTER_PLACES] = { 0 }, most = 0, gutter = 0;
	bool ends[GUTTER_PLACES] = { false };
	uint32_t from = known - (known < GUTTER_MOVES ? known : GUTTER_MOVES), places = GUTTER_PLACES;
	for (size_t i = p->first; i < p->end; i++) {
		for (struct gaps s = gaps_told(p->l, i); gap_next(&s);) {
			uint32_t c = s.gap_column < from ? from : s.gap_column + 1;
			for (; c <= s.column && c < from + places; c++)
				over[c - from]++;
			if (s.column >= from && s.column < from + places)
				ends[s.column - from] = true;
		}
	}
	for (uint32_t k = 0; k < places; k++) {
		if (ends[k] && over[k] > most) {
			most = over[k];
			gutter = from + k;
		}
	}
	return gutter;
}

/* Whether the gaps of a page's rows are those of justified words: many in a row, and few that end at
 * the gutter. */
bool gaps_are_justified(const struct page *p)
{
	size_t rows = 0, exact = 0, gaps = 0;
	for (size_t i = p->first; i < p->end; i++) {
		const struct row *row = &p->rows[i - p->first];
		if (row->side != BOTH)
			continue;
		rows++;
		exact += row->right_begin == p->gutter || row->right_begin == p->gutter + 1;
		for (struct gaps s = gaps_of(p->l, &p->l->at[i]); gap_next(&s);)
			gaps++;
	}
	return gaps > rows * GAPS_MOST && exact * 2 < rows;
}

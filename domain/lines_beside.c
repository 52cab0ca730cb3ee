/* Columns beside one another.
 *
 * A page that is printed in two columns and kept as it looks (`pdftotext -layout`) has
 * both on each line, with a gutter of blanks between them. Where most of a page's lines
 * have a gutter at one place and running words on either side of it, the page is read as
 * it was printed: between lines that cross the gutter first the left column, then the
 * right one. Tables are left alone: what stands in them rarely goes on from line to line,
 * and so rarely begins small. */
#include "base/ascii.h"
#include "domain/lines_gutter.h"

#include <string.h>

#define CELL_LEAST 18    /* columns that their cells have on average */
#define SET_IN 3         /* columns that a paragraph's first line is set in */
#define WIDE_GAP 4       /* columns that justified words are rarely apart */
#define NUMBER_LONGEST 4 /* digits of a page's number */

/* Whether a line holds a small letter, as running words do. */
static bool holds_small(const struct lines *l, const struct line *line)
{
	for (uint32_t i = line->start; i < line->end; i++) {
		if (is_small(l->text[i]))
			return true;
	}
	return false;
}

/* Whether a line may be a page's foot: no running words, and no sentence's end, "61/66)." */
static bool is_foot(const struct lines *l, const struct line *line)
{
	return !holds_small(l, line) && l->text[line->end - 1] != '.';
}

/* Whether a gap only parts a figure from its name, "Invalid ballots:      0": behind a colon,
 * or where no right column begins. */
static bool parts_figure(const struct page *p, const struct line *line, const struct gaps *gap)
{
	bool colon = gap->gap_at > line->start && gap->text[gap->gap_at - 1] == ':';
	return (colon || gap->column < p->gutter) && gap_is_before_figure(line, gap);
}

/* Cuts a row at the gap that is nearest to the gutter: `-layout` moves a right column's
 * lines by what stands to their left. A row that ends before the gutter has a short right
 * cell only behind a wide gap; one without small letters only at the gutter itself. */
static void row_cut(const struct page *p, const struct line *line, bool small, struct row *row)
{
	uint32_t best = SLACK + 1, least = row->end < p->gutter ? WIDE_GAP : 2;
	for (struct gaps s = gaps_of(p->l, line); best > 0 && gap_next(&s);) {
		uint32_t apart = s.gap_column >= p->gutter ? s.gap_column + 1 - p->gutter
				 : s.column < p->gutter    ? p->gutter - s.column
							   : 0;
		bool at_gutter = s.column == p->gutter || s.column == p->gutter + 1; /* which holds both places */
		if (apart >= best || s.column - s.gap_column < least || (!small && !at_gutter) ||
		    parts_figure(p, line, &s))
			continue;
		best = apart;
		row->side = BOTH;
		row->left_end = s.gap_column;
		row->left_stop = s.gap_at;
		row->right_begin = s.column;
		row->right_start = s.at;
	}
}

static struct row row_of(const struct page *p, const struct line *line)
{
	struct row row = { .side = WHOLE };
	if (line->end - line->start > ROW_BYTES)
		return row;
	row.begin = line_indent(p->l, line);
	row.end = row.begin + line->columns;
	bool small = holds_small(p->l, line); /* without: a page's head or foot, a heading in capitals */
	if (row.begin < p->gutter && row.end + SLACK >= p->gutter)
		row_cut(p, line, small, &row);
	if (row.side == BOTH)
		return row;
	uint32_t slack = small ? SLACK : 0;
	if (row.begin + slack >= p->gutter || row.end < p->gutter + slack)
		row.side = row.begin + slack >= p->gutter ? RIGHT : LEFT;
	return row;
}

static bool begins_small(const struct page *p, uint32_t at)
{
	return is_small(p->l->text[at]);
}

/* What the rows of a page tell. */
struct tally {
	size_t rows, whole, beside; /* beside: with both, or of another side than the row before */
	size_t cells[2], small[2], widths[2];
};

static void tally_cell(struct tally *t, int side, bool small, uint32_t width)
{
	t->cells[side]++;
	t->small[side] += small;
	t->widths[side] += width;
}

static struct tally rows_tell(const struct page *p, bool known)
{
	size_t first = 0, end = p->end - p->first;
	while (first < end && p->rows[first].side == WHOLE) /* a head and a foot tell nothing, */
		first++;
	while (end > first && (p->rows[end - 1].side == WHOLE || (known && p->rows[end - 1].side == LEFT)))
		end--; /* nor does the left column where a known right one has ended */
	struct tally t = { .rows = end - first };
	enum side before = WHOLE;
	for (size_t i = first; i < end; i++) {
		const struct row *row = &p->rows[i];
		uint32_t start = p->l->at[p->first + i].start;
		bool both = row->side == BOTH;
		t.whole += row->side == WHOLE;
		t.beside += both || (row->side != WHOLE && before != WHOLE && before != row->side);
		if (both || row->side == LEFT)
			tally_cell(&t, 0, begins_small(p, start), (both ? row->left_end : row->end) - row->begin);
		if (both || row->side == RIGHT)
			tally_cell(&t, 1, begins_small(p, both ? row->right_start : start),
				   row->end - (both ? row->right_begin : row->begin));
		before = row->side;
	}
	return t;
}

/* The words of a row on one side; none where it has none. */
static const char *cell_of(const struct page *p, size_t i, enum side side, size_t *size)
{
	const struct row *row = &p->rows[i];
	const struct line *line = &p->l->at[p->first + i];
	bool both = row->side == BOTH;
	uint32_t start = both && side == RIGHT ? row->right_start : line->start,
		 end = both && side == LEFT ? row->left_stop : line->end;
	*size = both || row->side == side ? end - start : 0;
	return p->l->text + start;
}

/* Whether half of a side's cells hold a comma: lists of names that run on over lines, which no
 * table's cells do. */
static bool side_lists(const struct page *p, enum side side)
{
	size_t cells = 0, commas = 0, size;
	for (size_t i = 0; i < p->end - p->first; i++) {
		const char *text = cell_of(p, i, side, &size);
		cells += size > 0;
		commas += size > 0 && memchr(text, ',', size) != NULL;
	}
	return commas * 2 >= cells;
}

/* Whether a cell of either side begins a vote's list. */
static bool heads_lists(const struct page *p)
{
	static const char *const heads[] = { "In favour", "Against:", "Abstaining" };
	size_t size;
	for (size_t i = 0; i < p->end - p->first; i++) {
		for (enum side side = LEFT; side <= RIGHT; side++) {
			const char *text = cell_of(p, i, side, &size);
			for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
				if (size >= strlen(heads[k]) && memcmp(text, heads[k], strlen(heads[k])) == 0)
					return true;
			}
		}
	}
	return false;
}

/* Whether the cells of both sides are running words, and none of a table. Where most rows
 * are beside one another a list may stand among the words of one side; one side may be a list's
 * names, and both where a vote's list begins. */
static bool cells_run(const struct page *p, const struct tally *t)
{
	bool most = t->beside * 2 >= t->rows &&
		    (t->small[0] + t->small[1]) * (SMALL_SHARE + 1) >= t->cells[0] + t->cells[1];
	size_t share = most ? 2 * SMALL_SHARE : SMALL_SHARE, lists = 0;
	for (int k = 0; k < 2; k++) {
		if (t->widths[k] < t->cells[k] * CELL_LEAST)
			return false;
		if (t->small[k] * share >= t->cells[k])
			continue;
		if (!p->lists || !side_lists(p, k == 0 ? LEFT : RIGHT))
			return false;
		lists++;
	}
	return lists < 2 || heads_lists(p);
}

/* Whether the rows are two columns of running words. Where the gutter is that of another
 * page, fewer tell, or the left column alone; and most rows beside one another, be they
 * lists of names. */
static bool rows_run(struct page *p, bool known)
{
	struct tally t = rows_tell(p, known);
	if (!known) {
		bool beside = t.beside >= ROWS_LEAST && t.beside * 3 >= t.rows && t.whole * 3 <= t.rows;
		p->may_list |= beside;
		return beside && cells_run(p, &t);
	}
	if (t.cells[1] == 0 || (t.whole == 0 && t.beside < ROWS_KNOWN))
		return true;
	return t.beside >= ROWS_KNOWN && ((t.beside * 2 >= t.rows && t.whole * 3 <= t.rows) || cells_run(p, &t));
}

/* Sets the rows by a gutter; whether the page is in columns then. */
static bool rows_set(struct page *p, uint32_t gutter, bool known)
{
	p->gutter = gutter;
	for (size_t i = p->first; i < p->end; i++)
		p->rows[i - p->first] =
			i < p->first + p->head ? (struct row){ .side = WHOLE } : row_of(p, &p->l->at[i]);
	for (size_t i = p->first; i < p->end && !holds_small(p->l, &p->l->at[i]); i++)
		p->rows[i - p->first].side = WHOLE;
	for (size_t i = p->end; i > p->first && is_foot(p->l, &p->l->at[i - 1]); i--)
		p->rows[i - 1 - p->first].side = WHOLE;
	return rows_run(p, known);
}

/* The column that most left cells begin in. */
static uint32_t margin_of(const struct page *p)
{
	uint32_t begins[GUTTER_LAST + 1] = { 0 }, margin = 0;
	for (size_t i = 0; i < p->end - p->first; i++) {
		const struct row *row = &p->rows[i];
		if ((row->side == BOTH || row->side == LEFT) && ++begins[row->begin] > begins[margin])
			margin = row->begin;
	}
	return margin;
}

/* Whether a row goes on with one right before it that crosses the gutter: it is set in as far, or goes out
 * behind a paragraph's first line. */
static bool goes_on_across(const struct page *p, size_t i)
{
	const struct row *row = &p->rows[i], *before = i > 0 ? row - 1 : NULL;
	bool across = before != NULL && before->side == WHOLE && !p->l->at[p->first + i].gap;
	return across && (row->begin == before->begin ||
			  (row->begin < before->begin && !line_ends_sentence(p->l, p->first + i - 1)));
}

/* Adds the cells of one side, of the rows from one to another. A paragraph begins at a
 * line that is set in, and behind a row that has nothing on the side: behind two where the
 * lines of one column stand between those of the other. Where the next line is set in as
 * far, and the words before do not end, the column has moved, and no paragraph begins. */
static void cells_add(const struct page *p, enum side side, size_t from, size_t to, struct lines *out)
{
	uint32_t margin = side == LEFT ? p->margin : p->gutter, before = margin;
	bool right = side == RIGHT, begun = !right, gap = false; /* the right column goes on with the left one */
	size_t missed = 0, most = 0; /* rows without the side since its last cell, and how many are none */
	size_t set_in = 0;           /* the last cell, where it is set in and not the first */
	for (size_t i = from; i < to; i++) {
		const struct line *line = &p->l->at[p->first + i];
		const struct row *row = &p->rows[i];
		bool both = row->side == BOTH, here = both || row->side == side;
		missed += !here;
		gap = begun && (gap || line->gap || missed > most);
		if (!here)
			continue;
		uint32_t begin = both && right ? row->right_begin : row->begin,
			 end = both && !right ? row->left_end : row->end;
		if (set_in > 0 && begin + 1 >= before && !line_stops(out, set_in - 1))
			out->at[set_in].gap = false;
		set_in = 0;
		struct line *cell = &out->at[out->count++];
		*cell = *line;
		cell->start = both && right ? row->right_start : line->start;
		cell->end = both && !right ? row->left_stop : line->end;
		cell->columns = end - begin;
		cell->page = line->page && !right;
		cell->gap =
			gap || (begin >= margin + SET_IN && begin > before + 1 && (i > from || !goes_on_across(p, i)));
		if (cell->gap && !gap && begun)
			set_in = out->count - 1;
		before = begin;
		begun = true;
		gap = false;
		missed = 0;
		most = both ? 0 : 1;
	}
}

/* The row that the columns of rows first to end end with, where a line that crosses the
 * gutter follows: short lines behind a blank one below both columns belong to it. */
static size_t columns_end(const struct page *p, size_t first, size_t end)
{
	size_t last = end;
	while (last > first && p->rows[last - 1].side == LEFT)
		last--;
	while (last > first && last < end && !p->l->at[p->first + last].gap)
		last++;
	return last;
}

/* Adds a page's lines: between those that cross the gutter one column, then the other. */
static void page_add(const struct page *p, struct lines *out)
{
	size_t count = p->end - p->first, first = out->count;
	for (size_t i = 0; i < count;) {
		size_t to = i;
		while (to < count && p->rows[to].side != WHOLE)
			to++;
		bool crossed = to < count && holds_small(p->l, &p->l->at[p->first + to]);
		size_t last = crossed ? columns_end(p, i, to) : to;
		cells_add(p, LEFT, i, last, out);
		cells_add(p, RIGHT, i, last, out);
		cells_add(p, LEFT, last, to, out);
		if (to < count)
			out->at[out->count++] = p->l->at[p->first + to];
		i = to + 1;
	}
	for (size_t i = 0; i < count; i++)
		out->at[first].beside |= p->rows[i].side == BOTH || p->rows[i].side == RIGHT;
	out->moved = true;
}

/* ---- Pages ------------------------------------------------------------ */

static bool has_feeds(const struct lines *l)
{
	size_t i = 0;
	while (i < l->count && !l->at[i].page)
		i++;
	return i < l->count;
}

/* Whether a line is a number alone, which ends a page where no form feed does, or begins one. */
static bool is_page_number(const struct lines *l, size_t i)
{
	size_t size = line_size(l, i), digits = 0;
	while (digits < size && is_digit(line_text(l, i)[digits]))
		digits++;
	return digits == size && size <= NUMBER_LONGEST && l->at[i].gap && i + 1 < l->count && l->at[i + 1].gap;
}

static size_t page_end(const struct page *p, page_head *head)
{
	const struct lines *l = p->l;
	size_t lines = head(l, p->first), end = p->first + (lines > 1 ? lines : 1);
	while (end < l->count && !l->at[end].page && head(l, end) == 0 && (p->feeds || !is_page_number(l, end)))
		end++;
	return end;
}

/* Sets a page by its own gutter, or by one near that of another page. */
static bool page_set(struct page *p, uint32_t known)
{
	uint32_t gutter = gutter_of(p);
	if (gutter > 0 && rows_set(p, gutter, false) && !gaps_are_justified(p))
		return true;
	if (known == 0)
		return false;
	uint32_t near = gutter_near(p, known);
	return (near > 0 && rows_set(p, near, true)) || rows_set(p, known, true);
}

/* The same of one whose column may be a list's names. */
static bool page_lists(struct page *p, uint32_t known)
{
	p->lists = true;
	return page_set(p, known);
}

/* The gutter of the first page that shows it by itself; 0 where none does. */
static uint32_t gutter_known(struct page *p, page_head *head)
{
	for (p->first = p->end = 0; p->end < p->l->count; p->first = p->end) {
		p->end = page_end(p, head);
		p->head = head(p->l, p->first);
		if (page_set(p, 0))
			return p->gutter;
	}
	return 0;
}

static bool may_be_beside(const struct lines *l)
{
	size_t wide = 0;
	for (size_t i = 0; i < l->count && wide < ROWS_LEAST; i++) {
		struct gaps s = gaps_told(l, i);
		wide += gap_next(&s);
	}
	return wide >= ROWS_LEAST;
}

bool lines_beside(const struct lines *l, page_head *head, struct arena *arena, struct lines *out)
{
	struct page p = { .l = l };
	struct lines apart = *l;
	*out = *l;
	if (!may_be_beside(l))
		return true;
	p.feeds = has_feeds(l);
	p.rows = arena_alloc(arena, l->count * sizeof *p.rows);
	if (p.rows == NULL)
		return false;
	uint32_t known = gutter_known(&p, head);
	if (known == 0 && p.may_list) {
		p.lists = true;
		known = gutter_known(&p, head);
	}
	if (known == 0)
		return true;
	apart.at = arena_alloc(arena, 2 * l->count * sizeof *apart.at);
	if (apart.at == NULL)
		return false;
	apart.count = 0;
	for (p.first = 0; p.first < l->count; p.first = p.end) {
		p.end = page_end(&p, head);
		p.head = head(l, p.first);
		p.lists = false;
		if (page_set(&p, known) || page_lists(&p, known)) {
			known = p.gutter;
			p.margin = margin_of(&p);
			page_add(&p, &apart);
		} else {
			memcpy(apart.at + apart.count, l->at + p.first, (p.end - p.first) * sizeof *apart.at);
			apart.count += p.end - p.first;
		}
	}
	*out = apart;
	return true;
}

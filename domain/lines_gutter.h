/* Private to the columns beside one another: a page's rows, the gaps in them, and where most of
 * them tell a gutter. */
#ifndef TRUCE_DOMAIN_LINES_GUTTER_H
#define TRUCE_DOMAIN_LINES_GUTTER_H

#include "domain/lines.h"

#define ROWS_LEAST 8  /* rows with words on both sides, */
#define ROWS_KNOWN 2  /* and where another page has its gutter there */
#define ROW_BYTES 960 /* of a line that may be a row of a page */
#define GUTTER_LAST 160
#define SMALL_SHARE 4 /* one cell in so many begins small */
#define SLACK 8       /* columns that a row's gutter may be beside its page's */

enum side { WHOLE, LEFT, RIGHT, BOTH };

/* A line of a page, by the columns that it takes. */
struct row {
	enum side side;
	uint32_t begin, end;             /* columns */
	uint32_t left_end, right_begin;  /* of one with both, */
	uint32_t left_stop, right_start; /* and the same as bytes of the text */
};

struct page {
	const struct lines *l;
	size_t first, end;
	size_t head;             /* lines of its head */
	struct row *rows;        /* of the lines from first on */
	uint32_t gutter, margin; /* where the right and the left column begin */
	bool feeds;              /* the text has form feeds */
	bool may_list;           /* some page's rows are beside one another */
	bool lists;              /* a column may hold a list's names and no running words */
};

/* A run over the blanks of a line. */
struct gaps {
	const char *text;
	uint32_t at, end, column;
	uint32_t lead; /* the blanks before the line, where they are a gap to tell */
	uint32_t gap_at, gap_column;
};

/* The column that a line begins in. */
uint32_t line_indent(const struct lines *l, const struct line *line);

/* A run over a line's gaps, and to the next of two blanks and more; false where there is none. */
struct gaps gaps_of(const struct lines *l, const struct line *line);
bool gap_next(struct gaps *s);

/* Those that may tell a gutter. */
struct gaps gaps_told(const struct lines *l, size_t i);

/* Whether only a figure stands behind a gap, and another gap or the line's end behind it. */
bool gap_is_before_figure(const struct line *line, const struct gaps *gap);

/* Where a page's gutter is by its own gaps, or near that of another page; 0 for nowhere. */
uint32_t gutter_of(const struct page *p);
uint32_t gutter_near(const struct page *p, uint32_t known);

/* Whether the gaps of a page's rows are those of justified words. */
bool gaps_are_justified(const struct page *p);

#endif

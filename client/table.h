/* Tables: columns that fit the terminal, or plain where there is none.
 *
 * Cells are made safe as they come in. On a terminal, columns that may give way are
 * broken into lines or cut with an ellipsis, down to their least width; where that
 * is not enough, spare columns are left out, the last one first, which is said; and where the rest is
 * still too wide, each row is a block of lines, a cell in each. Elsewhere the whole table
 * is printed. */
#ifndef TRUCE_CLIENT_TABLE_H
#define TRUCE_CLIENT_TABLE_H

#include "client/cli.h"

enum column_flags {
	COLUMN_RIGHT = 1,  /* numbers */
	COLUMN_CUT = 2,    /* may be cut with an ellipsis */
	COLUMN_WRAP = 4,   /* may be broken into lines */
	COLUMN_STATE = 8,  /* coloured by what it says */
	COLUMN_NAME = 16,  /* what the row is about */
	COLUMN_SPARE = 32, /* left out where there is no room */
};

struct column {
	const char *title;
	unsigned flags;
	int least; /* width that a column that gives way keeps; 0 for 10 */
};

#define TABLE_COLUMNS_MOST 12

struct table;

/* columns outlive the table; their number is count. NULL without memory. */
struct table *table_new(struct cli *cli, const struct column *columns, int count);
/* count cells; NULL and "" are empty. */
void table_add(struct table *table, const char *const *cells);
/* Prints and frees; answers an exit code. `none` is said, on stderr, of an empty one. */
int table_print(struct table *table, const char *none);

#endif

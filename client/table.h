/* Tables: columns that fit the terminal, or plain where there is none.
 *
 * Cells are made safe as they come in. On a terminal that is too narrow for all, there give way, in
 * this order: spare columns without a word, which are left out; titles, which are broken at their blanks;
 * columns that may be broken into lines or cut with an ellipsis, down to their least width; other spare
 * columns, the last one first, which is said; names. Where that is not enough each row is a block of lines, a cell
 * in each, with nothing left out. Elsewhere the whole table is printed. What a command is asked for is
 * in no spare column. */
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

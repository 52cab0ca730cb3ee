#include "client/table.h"

#include <stdlib.h>
#include <string.h>

#include <libsmartcols.h>

#include "client/screen.h"

#define WIDTH_LEAST 12 /* of a column that gives way */
#define GAP 2          /* between columns */

struct table {
	struct cli *cli;
	const struct column *columns;
	int count, rows, room;
	const char **cells; /* rows x count */
};

/* Colours of states, by the word that the cell begins with. */
static const struct {
	const char *word, *color;
} states[] = {
	{ "in term", "green" },    { "extended", "green" },        { "lapsed", "red" },    { "terminated", "red" },
	{ "uncertain", "yellow" }, { "not yet in force", "cyan" }, { "agreed", "green" },  { "not agreed", "red" },
	{ "deferred", "yellow" },  { "discussed", "yellow" },      { "created", "green" }, { "updated", "yellow" },
	{ "deleted", "red" },      { "undeleted", "cyan" },        { "serving", "green" }, { "not serving", "red" },
};

struct table *table_new(struct cli *cli, const struct column *columns, int count)
{
	struct table *t = arena_zalloc(&cli->arena, sizeof *t);
	if (t != NULL)
		*t = (struct table){ .cli = cli, .columns = columns, .count = count };
	return t;
}

static bool make_room(struct table *t)
{
	if (t->rows < t->room)
		return true;
	int room = t->room == 0 ? 64 : 2 * t->room;
	const char **cells = arena_array(&t->cli->arena, (size_t)room * (size_t)t->count, sizeof *cells);
	if (cells == NULL)
		return false;
	if (t->rows > 0)
		memcpy(cells, t->cells, (size_t)t->rows * (size_t)t->count * sizeof *cells);
	t->cells = cells;
	t->room = room;
	return true;
}

void table_add(struct table *t, const char *const *cells)
{
	if (!make_room(t))
		return;
	for (int i = 0; i < t->count; i++)
		t->cells[t->rows * t->count + i] = cells[i] == NULL ? "" : screen_safe(&t->cli->arena, cells[i], false);
	t->rows++;
}

int table_rows(const struct table *t)
{
	return t->rows;
}

static void measure(const struct table *t, int *widths)
{
	for (int c = 0; c < t->count; c++) {
		widths[c] = screen_width(t->columns[c].title);
		for (int r = 0; r < t->rows; r++) {
			int width = screen_width(t->cells[r * t->count + c]);
			widths[c] = width > widths[c] ? width : widths[c];
		}
	}
}

/* Takes from the widest column that gives way until the line fits. */
static void fit(const struct table *t, int *widths, int columns)
{
	int total = GAP * (t->count - 1);
	for (int c = 0; c < t->count; c++)
		total += widths[c];
	for (; columns > 0 && total > columns; total--) {
		int widest = -1;
		for (int c = 0; c < t->count; c++)
			if ((t->columns[c].flags & (COLUMN_CUT | COLUMN_WRAP)) && widths[c] > WIDTH_LEAST &&
			    (widest < 0 || widths[c] > widths[widest]))
				widest = c;
		if (widest < 0)
			return;
		widths[widest]--;
	}
}

/* The cell with a line feed wherever a line of that width ends. */
static const char *break_lines(struct arena *arena, const char *text, int width)
{
	char *lines = arena_alloc(arena, 2 * strlen(text) + 1);
	char *to = lines;
	if (lines == NULL)
		return text;
	while (*text != '\0') {
		const char *line = text;
		size_t size = screen_line(line, width, &text);
		memcpy(to, line, size);
		to += size;
		*to++ = '\n';
	}
	to[to > lines ? -1 : 0] = '\0';
	return lines;
}

static const char *fitted(const struct table *t, int row, int column, int width)
{
	const char *text = t->cells[row * t->count + column];
	if (screen_width(text) <= width)
		return text;
	if (t->columns[column].flags & COLUMN_WRAP)
		return break_lines(&t->cli->arena, text, width);
	return screen_cut(&t->cli->arena, text, width);
}

static const char *color_of(const struct table *t, const struct column *column, const char *text)
{
	if (!t->cli->color)
		return NULL;
	if (column->flags & COLUMN_NAME)
		return "bold";
	for (size_t i = 0; (column->flags & COLUMN_STATE) && i < sizeof states / sizeof *states; i++)
		if (strncmp(text, states[i].word, strlen(states[i].word)) == 0)
			return states[i].color;
	return NULL;
}

static bool add_columns(const struct table *t, struct libscols_table *out)
{
	for (int c = 0; c < t->count; c++) {
		unsigned flags = t->columns[c].flags;
		int scols = (flags & COLUMN_RIGHT ? SCOLS_FL_RIGHT : 0) | (flags & COLUMN_WRAP ? SCOLS_FL_WRAP : 0);
		struct libscols_column *column = scols_table_new_column(out, t->columns[c].title, 0, scols);
		if (column == NULL)
			return false;
		if (flags & COLUMN_WRAP) {
			scols_column_set_safechars(column, "\n");
			scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk, NULL);
		}
		if (t->cli->color && scols_cell_set_color(scols_column_get_header(column), "darkgray") != 0)
			return false;
	}
	return true;
}

static bool add_rows(const struct table *t, struct libscols_table *out, const int *widths)
{
	for (int r = 0; r < t->rows; r++) {
		struct libscols_line *line = scols_table_new_line(out, NULL);
		for (int c = 0; line != NULL && c < t->count; c++) {
			const char *text = fitted(t, r, c, widths[c]);
			const char *color = color_of(t, &t->columns[c], text);
			if (scols_line_set_data(line, (size_t)c, text) != 0)
				return false;
			if (color != NULL)
				scols_cell_set_color(scols_line_get_cell(line, (size_t)c), color);
		}
		if (line == NULL)
			return false;
	}
	return true;
}

int table_print(struct table *t, const char *none)
{
	int widths[TABLE_COLUMNS_MOST];
	if (t->rows == 0) {
		if (none != NULL)
			fprintf(stderr, "%s\n", none);
		return EXIT_OK;
	}
	measure(t, widths);
	fit(t, widths, screen_columns());
	struct libscols_table *out = scols_new_table();
	bool ok = out != NULL && scols_table_set_column_separator(out, "  ") == 0 &&
		  scols_table_set_termforce(out, SCOLS_TERMFORCE_NEVER) == 0 &&
		  scols_table_enable_colors(out, t->cli->color) == 0 && add_columns(t, out) &&
		  add_rows(t, out, widths) && scols_print_table(out) == 0;
	scols_unref_table(out);
	return ok ? EXIT_OK : cli_no_memory();
}

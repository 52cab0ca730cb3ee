#include "client/table.h"

#include <stdlib.h>
#include <string.h>

#include <libsmartcols.h>

#include "client/screen.h"
#include "client/words.h"

#define WIDTH_LEAST 10 /* of a column that gives way, where it does not say */
#define GAP 2          /* between columns */

/* What gives way: titles of columns, then cells too, then cells that name the rows. */
enum gives { GIVE_TITLES, GIVE_CELLS, GIVE_NAMES };

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
	{ "in term", "green" },    { "extended", "green" },        { "lapsed", "red" },      { "terminated", "red" },
	{ "uncertain", "yellow" }, { "not yet in force", "cyan" }, { "agreed", "green" },    { "not agreed", "red" },
	{ "deferred", "yellow" },  { "discussed", "yellow" },      { "created", "green" },   { "updated", "yellow" },
	{ "open", "yellow" },      { "closed", "green" },          { "overdue", "red" },     { "due", "yellow" },
	{ "pending", "cyan" },     { "partly", "yellow" },         { "fulfilled", "green" }, { "deleted", "red" },
	{ "undeleted", "cyan" },   { "serving", "green" },         { "not serving", "red" },
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

/* Widths of columns: of their cells, those they begin with, and the least they keep. */
struct widths {
	int cells[TABLE_COLUMNS_MOST], all[TABLE_COLUMNS_MOST], least[TABLE_COLUMNS_MOST];
};

static int longest_word(const struct table *t, const char *text)
{
	int longest = 0;
	while (*text != '\0') {
		size_t size = strcspn(text, " ");
		int width = screen_width(arena_text_n(&t->cli->arena, text, size));
		longest = width > longest ? width : longest;
		text += size + strspn(text + size, " ");
	}
	return longest;
}

/* A title may always be broken at its blanks. */
static void measure(const struct table *t, struct widths *w)
{
	for (int c = 0; c < t->count; c++) {
		const struct column *column = &t->columns[c];
		const int title = screen_width(column->title), word = longest_word(t, column->title);
		int cells = 0, least = column->least > 0 ? column->least : WIDTH_LEAST;
		for (int r = 0; r < t->rows; r++) {
			int width = screen_width(t->cells[r * t->count + c]);
			cells = width > cells ? width : cells;
		}
		if (!(column->flags & (COLUMN_CUT | COLUMN_WRAP)) || least > cells)
			least = cells;
		w->cells[c] = cells;
		w->all[c] = cells > title ? cells : title;
		w->least[c] = least > word ? least : word;
	}
}

static int total_width(const struct table *t, const int *widths)
{
	int total = -GAP;
	for (int c = 0; c < t->count; c++)
		total += widths[c] < 0 ? 0 : widths[c] + GAP;
	return total;
}

/* What a column can give: of its title first, which costs one line and not one in each row. */
static int spare_width(const struct table *t, const struct widths *w, const int *widths, int c, enum gives gives)
{
	if (gives == GIVE_TITLES)
		return widths[c] - (w->cells[c] > w->least[c] ? w->cells[c] : w->least[c]);
	if (gives == GIVE_CELLS && (t->columns[c].flags & COLUMN_NAME))
		return 0;
	return widths[c] - w->least[c];
}

/* Takes from the widest of the columns that can give until the line fits; false where it cannot. */
static bool shrink(const struct table *t, const struct widths *w, int *widths, int room, enum gives gives)
{
	for (int over = total_width(t, widths) - room; over > 0; over--) {
		int widest = -1;
		for (int c = 0; c < t->count; c++)
			if (spare_width(t, w, widths, c, gives) > 0 && (widest < 0 || widths[c] > widths[widest]))
				widest = c;
		if (widest < 0)
			return false;
		widths[widest]--;
	}
	return true;
}

static bool is_empty(const struct table *t, int column)
{
	for (int r = 0; r < t->rows; r++)
		if (t->cells[r * t->count + column][0] != '\0')
			return false;
	return true;
}

/* Spare columns that say nothing go where not all is as wide as it is. */
static void leave_empty_out(const struct table *t, int *widths, int room)
{
	for (int c = 0; c < t->count && total_width(t, widths) > room; c++)
		if ((t->columns[c].flags & COLUMN_SPARE) && is_empty(t, c))
			widths[c] = -1;
}

/* The last spare column that is still there; -1 for none. */
static int last_spare(const struct table *t, const int *widths)
{
	int c = t->count - 1;
	while (c >= 0 && (widths[c] < 0 || !(t->columns[c].flags & COLUMN_SPARE)))
		c--;
	return c;
}

/* Widths of the columns, -1 for one that is left out; false where they do not fit. Names
 * give way last. */
static bool fit(const struct table *t, int *widths, int room)
{
	struct widths w;
	int spare;
	measure(t, &w);
	if (room > 0)
		leave_empty_out(t, w.all, room);
	memcpy(widths, w.all, sizeof w.all);
	if (room == 0)
		return true;
	while (!shrink(t, &w, widths, room, GIVE_TITLES) && !shrink(t, &w, widths, room, GIVE_CELLS)) {
		if ((spare = last_spare(t, w.all)) < 0)
			return shrink(t, &w, widths, room, GIVE_NAMES);
		w.all[spare] = -1;
		memcpy(widths, w.all, sizeof w.all);
	}
	return true;
}

/* The next line of a cell or title, and what is left of it behind: one that is cut has no other. */
static const char *next_line(const struct table *t, unsigned flags, int width, const char **left)
{
	const char *line = *left;
	if (flags & COLUMN_WRAP)
		return arena_text_n(&t->cli->arena, line, screen_line(line, width, left));
	*left = "";
	return screen_cut(&t->cli->arena, line, width);
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

static bool add_columns(const struct table *t, struct libscols_table *out, const int *widths)
{
	for (int c = 0; c < t->count; c++) {
		int scols = t->columns[c].flags & COLUMN_RIGHT ? SCOLS_FL_RIGHT : 0;
		if (widths[c] >= 0 && scols_table_new_column(out, t->columns[c].title, 0, scols) == NULL)
			return false;
	}
	return true;
}

static bool add_cell(struct libscols_line *line, size_t at, const char *text, const char *color)
{
	if (text == NULL || scols_line_set_data(line, at, text) != 0)
		return false;
	return color == NULL || text[0] == '\0' || scols_cell_set_color(scols_line_get_cell(line, at), color) == 0;
}

/* A line of what is left of a row's cells, or of the titles where row is -1; *more says whether it
 * was not the last. */
static bool add_line(const struct table *t, struct libscols_table *out, const int *widths, int row, const char **left,
		     bool *more)
{
	struct libscols_line *line = scols_table_new_line(out, NULL);
	size_t at = 0;
	*more = false;
	for (int c = 0; line != NULL && c < t->count; c++) {
		const struct column *column = &t->columns[c];
		const char *color = row < 0 ? (t->cli->color ? "halfbright" : NULL)
					    : color_of(t, column, t->cells[row * t->count + c]);
		if (widths[c] < 0)
			continue;
		unsigned flags = row < 0 ? COLUMN_WRAP : column->flags;
		if (!add_cell(line, at++, next_line(t, flags, widths[c], &left[c]), color))
			return false;
		*more |= left[c][0] != '\0';
	}
	return line != NULL;
}

/* The library is given lines, not cells to wrap: for each line it measures all that is left of one. */
static bool add_rows(const struct table *t, struct libscols_table *out, const int *widths)
{
	const char *left[TABLE_COLUMNS_MOST];
	for (int r = -1; r < t->rows; r++) {
		for (int c = 0; c < t->count; c++)
			left[c] = r < 0 ? t->columns[c].title : t->cells[r * t->count + c];
		for (bool more = true; more;)
			if (!add_line(t, out, widths, r, left, &more))
				return false;
	}
	return true;
}

/* The library fills the last column up, where that is empty: no line ends in blanks. */
static void put_lines(const char *text)
{
	while (*text != '\0') {
		size_t size = strcspn(text, "\n"), end = size;
		while (end > 0 && text[end - 1] == ' ')
			end--;
		fwrite(text, 1, end, stdout);
		putchar('\n');
		text += size + (text[size] == '\n');
	}
}

static int print_lines(const struct table *t, const int *widths)
{
	struct libscols_table *out = scols_new_table();
	char *text = NULL;
	bool ok = out != NULL && scols_table_set_column_separator(out, "  ") == 0 &&
		  scols_table_enable_noheadings(out, 1) == 0 &&
		  scols_table_set_termforce(out, SCOLS_TERMFORCE_NEVER) == 0 &&
		  scols_table_enable_colors(out, t->cli->color) == 0 && add_columns(t, out, widths) &&
		  add_rows(t, out, widths) && scols_print_table_to_string(out, &text) == 0;
	if (ok)
		put_lines(text);
	free(text);
	scols_unref_table(out);
	return ok ? EXIT_OK : cli_no_memory();
}

/* What a row is about, which stands in the first of several that are about the same. */
static const char *name_above(const struct table *t, int row, int column)
{
	while (row > 0 && t->cells[row * t->count + column][0] == '\0')
		row--;
	return t->cells[row * t->count + column];
}

static void print_block(const struct table *t, int row, int title, int room)
{
	for (int c = 0; c < t->count; c++) {
		const char *text = t->cells[row * t->count + c];
		if (t->columns[c].flags & COLUMN_NAME)
			text = name_above(t, row, c);
		if (text[0] == '\0')
			continue;
		printf(t->cli->color ? "\033[2m%-*s\033[0m%*s" : "%-*s%*s", title, t->columns[c].title, GAP, "");
		screen_wrap(stdout, text, title + GAP, title + GAP, room);
	}
}

/* Each row as lines "TITLE  cell", without those that are empty. */
static int print_blocks(const struct table *t, int room)
{
	int title = 0;
	for (int c = 0; c < t->count; c++)
		title = screen_width(t->columns[c].title) > title ? screen_width(t->columns[c].title) : title;
	for (int r = 0; r < t->rows; r++) {
		if (r > 0)
			putchar('\n');
		print_block(t, r, title, room);
	}
	return EXIT_OK;
}

/* Which columns were left out, of those that say anything. */
static void say_left_out(const struct table *t, const int *widths)
{
	const char *names = "";
	for (int c = 0; c < t->count; c++)
		if (widths[c] < 0 && !is_empty(t, c))
			names = words_join(&t->cli->arena, names, ", ", t->columns[c].title);
	if (names[0] == '\0')
		return;
	fflush(stdout);
	const char *words =
		arena_printf(&t->cli->arena, "no room for %s: a wider terminal shows more, and -o json has all", names);
	screen_wrap(stderr, words == NULL ? names : words, 0, 2, screen_columns_said());
}

int table_print(struct table *t, const char *none)
{
	int widths[TABLE_COLUMNS_MOST] = { 0 };
	if (t->rows == 0) {
		if (none != NULL)
			fprintf(stderr, "%s\n", none);
		return EXIT_OK;
	}
	int room = screen_columns();
	if (!fit(t, widths, room))
		return print_blocks(t, room);
	int code = print_lines(t, widths);
	say_left_out(t, widths);
	return code;
}

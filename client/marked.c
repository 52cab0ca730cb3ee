#include "client/marked.h"

#include <string.h>

#include "client/screen.h"

#define TEXT_MOST ((size_t)64 << 20)
#define BETWEEN " \u2502 "
#define BETWEEN_ALONE " \u2502" /* with nothing behind it */
#define BETWEEN_COLUMNS 3

/* How a mark looks. */
static const struct {
	const char *color;        /* on a terminal with colours */
	const char *open, *close; /* else */
} looks[] = {
	[MARK_NONE] = { "", "", "" },
	[MARK_GONE] = { "\033[31m", "[-", "-]" },
	[MARK_NEW] = { "\033[32m", "{+", "+}" },
	[MARK_FORM] = { "\033[33m", "", "" },
	[MARK_HIT] = { "\033[1;33m", "", "" },
};

/* Marks of a step's two texts, by its kind; MARK_NONE is shown once. A change of form
 * alone is shown as gone and new where there is no colour to show it in. */
static const struct {
	enum marking first, second;
} kinds[] = {
	[TRUCE__V1__EDIT__KIND__KIND_UNSPECIFIED] = { MARK_NONE, MARK_NONE },
	[TRUCE__V1__EDIT__KIND__KIND_SAME] = { MARK_NONE, MARK_NONE },
	[TRUCE__V1__EDIT__KIND__KIND_FORM] = { MARK_FORM, MARK_FORM },
	[TRUCE__V1__EDIT__KIND__KIND_INSERTED] = { MARK_GONE, MARK_NEW },
	[TRUCE__V1__EDIT__KIND__KIND_DELETED] = { MARK_GONE, MARK_NEW },
	[TRUCE__V1__EDIT__KIND__KIND_REPLACED] = { MARK_GONE, MARK_NEW },
};

void marked_init(struct marked *m, struct cli *cli)
{
	*m = (struct marked){ .arena = &cli->arena, .color = cli->color };
	buffer_init(&m->text, TEXT_MOST);
	buffer_init(&m->marks, TEXT_MOST);
}

void marked_fini(struct marked *m)
{
	buffer_fini(&m->text);
	buffer_fini(&m->marks);
}

static bool add(struct marked *m, const char *text, size_t size, enum marking mark)
{
	if (size == 0)
		return true;
	if (buffer_put(&m->text, text, size) != STATUS_OK || buffer_reserve(&m->text, 1) != STATUS_OK ||
	    buffer_reserve(&m->marks, size) != STATUS_OK)
		return false;
	memset(m->marks.data + m->marks.size, (int)mark, size);
	m->marks.size += size;
	m->text.data[m->text.size] = '\0';
	return true;
}

/* A piece, with its mark's signs around the words and the blanks outside. */
static bool add_piece(struct marked *m, const char *raw, enum marking mark)
{
	const char *text = screen_safe(m->arena, raw, true);
	size_t lead = strspn(text, " \n"), size = strlen(text);
	const char *open = m->color ? "" : looks[mark].open, *close = m->color ? "" : looks[mark].close;
	if (mark == MARK_NONE || lead == size)
		return add(m, text, size, mark);
	size_t end = size;
	while (text[end - 1] == ' ' || text[end - 1] == '\n')
		end--;
	return add(m, text, lead, MARK_NONE) && add(m, open, strlen(open), mark) &&
	       add(m, text + lead, end - lead, mark) && add(m, close, strlen(close), mark) &&
	       add(m, text + end, size - end, MARK_NONE);
}

bool marked_add(struct marked *m, const char *text, enum marking mark)
{
	return add_piece(m, text, mark);
}

/* Blanks between a step's two texts would come twice where both begin with them. */
static bool add_edit(struct marked *m, const Truce__V1__Edit *edit, enum marked_side side)
{
	size_t kind = (size_t)edit->kind < sizeof kinds / sizeof *kinds ? (size_t)edit->kind : 0;
	enum marking first = kinds[kind].first, second = kinds[kind].second;
	bool once = first == MARK_NONE || (first == MARK_FORM && (m->color || side != MARKED_BOTH));
	if (!once && first == MARK_FORM)
		first = MARK_GONE, second = MARK_NEW;
	if (side != MARKED_SECOND && !(once && side == MARKED_BOTH) && !add_piece(m, edit->first, first))
		return false;
	return side == MARKED_FIRST || add_piece(m, edit->second, second);
}

/* Whether a step is shown with signs around what is gone and what is new. */
static bool has_signs(const struct marked *m, const Truce__V1__Edit *edit, enum marked_side side)
{
	size_t kind = (size_t)edit->kind < sizeof kinds / sizeof *kinds ? (size_t)edit->kind : 0;
	bool form = kinds[kind].first == MARK_FORM;
	return !m->color && kinds[kind].first != MARK_NONE && (!form || side == MARKED_BOTH);
}

/* Steps that stand next to one another are one change: what is gone, then what is new. */
static bool add_run(struct marked *m, Truce__V1__Edit *const *edits, size_t count, enum marked_side side)
{
	struct buffer gone, new;
	buffer_init(&gone, TEXT_MOST);
	buffer_init(&new, TEXT_MOST);
	enum status s = STATUS_OK;
	for (size_t i = 0; s == STATUS_OK && i < count; i++) {
		s = side == MARKED_SECOND ? s : buffer_put_text(&gone, edits[i]->first);
		if (s == STATUS_OK && side != MARKED_FIRST)
			s = buffer_put_text(&new, edits[i]->second);
	}
	if (s == STATUS_OK)
		s = buffer_put(&gone, "", 1);
	if (s == STATUS_OK)
		s = buffer_put(&new, "", 1);
	bool added = s == STATUS_OK && add_piece(m, (const char *)gone.data, MARK_GONE) &&
		     add_piece(m, (const char *)new.data, MARK_NEW);
	buffer_fini(&gone);
	buffer_fini(&new);
	return added;
}

bool marked_add_edits(struct marked *m, Truce__V1__Edit *const *edits, size_t count, enum marked_side side)
{
	for (size_t i = 0, run; i<count; i += run> 0 ? run : 1) {
		for (run = 0; i + run < count && has_signs(m, edits[i + run], side);)
			run++;
		if (run > 0 ? !add_run(m, edits + i, run, side) : !add_edit(m, edits[i], side))
			return false;
	}
	return true;
}

static void set_mark(const struct marked *m, enum marking *now, enum marking mark)
{
	if (!m->color || *now == mark)
		return;
	fputs(*now == MARK_NONE ? "" : "\033[0m", stdout);
	fputs(looks[mark].color, stdout);
	*now = mark;
}

/* So many bytes from `from` on. */
static void print_bytes(const struct marked *m, size_t from, size_t size)
{
	enum marking now = MARK_NONE;
	for (size_t i = from; i < from + size; i++) {
		set_mark(m, &now, (enum marking)m->marks.data[i]);
		putchar(m->text.data[i]);
	}
	set_mark(m, &now, MARK_NONE);
}

static const char *text_of(const struct marked *m)
{
	return m->text.size == 0 ? "" : (const char *)m->text.data;
}

void marked_print(const struct marked *m, int indent, int columns)
{
	const char *start = text_of(m), *text = start;
	do {
		const char *line = text;
		size_t size = screen_line(line, columns == 0 ? 0 : columns - indent, &text);
		printf("%*s", indent, "");
		print_bytes(m, (size_t)(line - start), size);
		putchar('\n');
	} while (*text != '\0');
}

/* Prints the next line of a text, and blanks up to `columns`; `*at` moves on. */
static void print_cell(const struct marked *m, const char **at, int columns)
{
	const char *line = *at;
	size_t size = screen_line(line, columns, at);
	char *copy = arena_text_n(m->arena, line, size);
	print_bytes(m, (size_t)(line - text_of(m)), size);
	int blank = columns - (copy == NULL ? (int)size : screen_width(copy));
	printf("%*s", blank > 0 ? blank : 0, "");
}

void marked_print_pair(const struct marked *first, const struct marked *second, int columns)
{
	const char *left = text_of(first), *right = text_of(second);
	int width = (columns - BETWEEN_COLUMNS) / 2;
	do {
		print_cell(first, &left, width);
		const char *line = right;
		size_t size = screen_line(line, width, &right);
		fputs(size > 0 ? BETWEEN : BETWEEN_ALONE, stdout);
		print_bytes(second, (size_t)(line - text_of(second)), size);
		putchar('\n');
	} while (*left != '\0' || *right != '\0');
}

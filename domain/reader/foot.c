/* Later notes to votes at a page's foot, "1 The delegation of … subsequently informed …",
 * inside of a sentence that goes on over the page: they are read behind its paragraph, as
 * columns beside one another are read one after the other. Their bytes stay in place. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#define PARAGRAPH_LINES 60 /* of the rest of a paragraph, furniture among them */

static size_t behind_furniture(const struct lines *l, size_t line)
{
	while (line < l->count && l->at[line].furniture)
		line++;
	return line;
}

/* The line behind the notes that begin at a line; the same where none does. */
static size_t notes_end(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct window w = { .end = line };
	size_t end = line;
	for (size_t next = line; next < l->count; next = behind_furniture(l, end)) {
		char mark = *line_text(l, next);
		if ((mark != '*' && (mark < '0' || mark > '9')) || direction_at(rec, next, &w) != DIRECTION_NOTE)
			break;
		end = w.end;
	}
	return end;
}

/* Whether a line ends inside of brackets: "(resolution 34/87". */
static bool leaves_open(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line), *open = memrchr(text, '(', line_size(l, line));
	return open != NULL && memchr(open, ')', line_size(l, line) - (size_t)(open - text)) == NULL;
}

/* Whether the sentence of line before goes on with line next. */
static bool goes_on(const struct lines *l, size_t before, size_t next)
{
	char first = *line_text(l, next);
	if (line_ends_sentence(l, before))
		return false;
	return is_small(first) || first == '(' || line_hangs(l, before) || leaves_open(l, before);
}

/* The line behind the paragraph that goes on with a line; 0 where none is near. */
static size_t paragraph_end(const struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	size_t before = line;
	for (size_t i = line + 1; i < l->count && i < line + PARAGRAPH_LINES; i++) {
		if (l->at[i].furniture)
			continue;
		if (paragraph_begins(l, &rec->layout, before, i) || label_at(rec->r, i, l->count, &label))
			return i;
		before = i;
	}
	return 0;
}

/* Moves the lines from first to next behind those from next to end. */
static void move_behind(struct reader *r, size_t first, size_t next, size_t end)
{
	size_t count = next - first, rest = end - next;
	struct line *lines = arena_array(r->arena, count, sizeof *lines);
	struct fate *fates = arena_array(r->arena, count, sizeof *fates);
	if (lines == NULL || fates == NULL) {
		r->full = true;
		return;
	}
	memcpy(lines, r->lines.at + first, count * sizeof *lines);
	memcpy(fates, r->fates + first, count * sizeof *fates);
	memmove(r->lines.at + first, r->lines.at + next, rest * sizeof *lines);
	memmove(r->fates + first, r->fates + next, rest * sizeof *fates);
	memcpy(r->lines.at + first + rest, lines, count * sizeof *lines);
	memcpy(r->fates + first + rest, fates, count * sizeof *fates);
}

/* Reads the notes of a line behind the paragraph that they stand in, if they do; the line to
 * go on with. */
static size_t foot_read(struct record *rec, size_t before, size_t line)
{
	struct lines *l = &rec->r->lines;
	size_t notes = notes_end(rec, line), next = behind_furniture(l, notes);
	if (notes == line || next >= l->count || !goes_on(l, before, next))
		return notes > line ? notes : line + 1;
	size_t end = paragraph_end(rec, next);
	if (end == 0)
		return notes;
	reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, line_number(rec, line), "",
		    "a note to a vote at the page's foot is read behind the paragraph that goes on over the page");
	l->at[next].gap = false;
	l->at[line].gap = l->at[end].gap = true;
	l->moved = true;
	move_behind(rec->r, line, notes, end);
	return end;
}

void feet_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	size_t before = NOWHERE;
	for (size_t line = rec->cover_end; line < l->count && !rec->r->full;) {
		char mark = *line_text(l, line);
		bool may = !l->at[line].furniture && before != NOWHERE && (mark == '*' || is_digit(mark));
		size_t end = may ? foot_read(rec, before, line) : line + 1;
		for (; line < end; line++)
			before = l->at[line].furniture ? before : line;
		rec->r->steps++;
	}
}

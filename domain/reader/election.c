/* Elections by secret ballot: how many papers were in the box, and what each candidate
 * obtained. The list is printed among the presiding officer's words, one figure a line,
 * as the records of the Assembly and the Council print it since 1946. */
#include "domain/reader/election.h"

#include <string.h>

#include "base/ascii.h"
#include "domain/party.h"
#include "domain/reader/direction.h"
#include "domain/reader/titles.h"

#define FIGURES_MOST 8
#define INLINE_LINES 12 /* of a list within a paragraph */
#define GROUP_LINES 2
#define GROUP_COLUMNS 60 /* of states, as a name */
#define LEADER_DOTS 3    /* from a name to its number */

/* What the line of a group begins with. */
static const char *const groups[] = { "Group ", "List " };

static bool papers_at(const struct lines *l, size_t line)
{
	if (*line_text(l, line) != 'N' && *line_text(l, line) != 'B')
		return false;
	struct row row = election_row(l, line);
	return election_figure_of(&row) == FIGURE_PAPERS;
}

static bool is_group(const struct lines *l, size_t line)
{
	static const char states[] = " States"; /* "Western European and other States" */
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	for (size_t k = 0; k < sizeof groups / sizeof *groups; k++) {
		if (*text == *groups[k] && line_begins(l, line, groups[k]))
			return true;
	}
	return text[size - 1] == 's' && is_capital(*text) && size < GROUP_COLUMNS &&
	       text_ends_with(text, size, states) && (line == 0 || l->at[line].gap || line_stops(l, line - 1));
}

/* The line of the papers behind the line of a group, which may run over two; NOWHERE where
 * there is none. */
static size_t papers_of_group(const struct lines *l, size_t line)
{
	size_t next = line + 1;
	for (int lines = 0; lines < GROUP_LINES && next < l->count; lines++, next++) {
		while (next + 1 < l->count && l->at[next].furniture)
			next++;
		if (papers_at(l, next))
			return next;
		if (line_ends_sentence(l, next))
			break;
	}
	return NOWHERE;
}

bool election_at(const struct lines *l, size_t line)
{
	char first = *line_text(l, line);
	if (first < 'A' || first > 'Z')
		return false;
	return papers_at(l, line) || (is_group(l, line) && papers_of_group(l, line) != NOWHERE);
}

/* "Group A — African States" right before the list, over a line or two. */
static const char *group_before(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	while (line > rec->cover_end && l->at[line - 1].furniture)
		line--;
	for (size_t first = line; first > rec->cover_end && first + GROUP_LINES > line; first--) {
		if (first < line && line_stops(l, first - 1))
			break;
		if (is_group(l, first - 1))
			return window_text(rec, first - 1, line);
	}
	return "";
}

/* Bytes of "Number of votes obtained:" before names on the same line; 0 for none. */
static size_t names_inline(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line), *colon = memchr(text, ':', line_size(l, line));
	struct row row = { .text = text, .size = colon == NULL ? 0 : (size_t)(colon - text) };
	return colon != NULL && election_figure_of(&row) == FIGURE_NAMES ? row.size + 1 : 0;
}

/* Candidates within a paragraph, "Panama 164, Chad 9"; the line behind them. */
static size_t inline_read(struct record *rec, struct list *candidates, size_t line, size_t from)
{
	const struct lines *l = &rec->r->lines;
	size_t best = line + 1, before = from;
	for (size_t end = line + 1; end <= l->count && end <= line + INLINE_LINES; end++) {
		const char *text = window_text(rec, line, end);
		struct list found = { 0 };
		size_t size = strlen(text);
		size_t taken = size <= from
				       ? 0
				       : election_names(rec, text + from, size - from, &found, line_number(rec, line));
		if (taken == 0 || from + taken <= before)
			break; /* the last line has none of them */
		*candidates = found;
		best = end;
		before = size;
		if (text[size - 1] == '.')
			break;
	}
	return best;
}

/* Whether a line holds several candidates: "El Salvador, 44; Syria, 42". */
static bool holds_several(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line), *end = text + line_size(l, line);
	const char *mark = memchr(text, ';', (size_t)(end - text));
	return mark != NULL && mark > text && is_digit(mark[-1]) && mark + 1 < end;
}

/* A list while its lines are read. */
struct tallying {
	struct ballot_box *box;
	struct poll poll;
	enum figure waiting[FIGURES_MOST]; /* whose numbers stand on lines of their own */
	size_t first, count;               /* of these */
	size_t listed;                     /* rows up to the last number */
	bool names;
};

/* The row of a figure whose words run over two lines, "Number of members present" and "and
 * voting: 185"; false for others. */
static bool row_over_two(struct record *rec, size_t line, struct row *row)
{
	const struct lines *l = &rec->r->lines;
	*row = election_row(l, line);
	bool begins = row->number < 0 && (row_begins(row, "Number of ") || row_begins(row, "Required ")) &&
		      election_figure_of(row) == FIGURE_NONE && row->text[line_size(l, line) - 1] != ':';
	if (!begins || line + 1 >= l->count || l->at[line + 1].furniture)
		return false;
	struct row more = election_row(l, line + 1);
	const char *text = reader_printf(rec->r, "%.*s %.*s", (int)row->size, row->text, (int)more.size, more.text);
	*row = (struct row){ text, strlen(text), more.number };
	enum figure figure = election_figure_of(row);
	return figure != FIGURE_NONE && figure != FIGURE_OTHER && figure != FIGURE_NAMES;
}

/* "Mr. Odd (Chad) ........ 7", a person or a party: a candidate, whether a line announces them or
 * not. */
static bool row_is_led(struct record *rec, const struct row *row)
{
	size_t dots = 0;
	if (row->number < 0 || row->size == 0)
		return false;
	for (const char *c = row->text + row->size; *c == ' ' || *c == '.'; c++) /* up to the number */
		dots += *c == '.';
	return dots >= LEADER_DOTS &&
	       (title_at(row->text, row->size) > 0 || party_of(reader_text(rec->r, row->text, row->size)) != NULL);
}

/* Takes a line of figures or of the list; false where it is none. last: it has a number, or
 * announces some. */
static bool tallying_take(struct record *rec, struct tallying *t, size_t line, struct row row, bool *last)
{
	enum figure figure = election_figure_of(&row);
	bool alone = row.size == 0 && row.number >= 0;
	*last = true;
	if (alone && t->first < t->count) {
		election_figure(t->box->vote, t->waiting[t->first++], row.number);
		return true;
	}
	if (t->names) {
		bool taken = poll_take(rec, &t->poll, line);
		*last = row.number >= 0;
		t->listed = *last ? t->poll.count : t->listed;
		return taken;
	}
	t->names = figure == FIGURE_NAMES;
	if (figure == FIGURE_NONE && row_is_led(rec, &row)) {
		t->names = poll_take(rec, &t->poll, line);
		t->listed = t->poll.count;
		return t->names;
	}
	if (figure != FIGURE_NONE && !t->names && row.number < 0 && t->count < FIGURES_MOST)
		t->waiting[t->count++] = figure;
	if (figure != FIGURE_NONE && !t->names)
		election_figure(t->box->vote, figure, row.number);
	return figure != FIGURE_NONE;
}

size_t election_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	size_t papers = papers_at(l, line) ? line : papers_of_group(l, line), last = papers;
	struct tallying *t = arena_zalloc(rec->r->arena, sizeof *t);
	struct piece *p = piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_VOTE, line);
	struct list candidates = { 0 };
	struct ballot_box *box = p == NULL || t == NULL ? NULL : vote_of_ballot(rec);
	Truce__V1__Election *election = reader_new(rec->r, &truce__v1__election__descriptor);
	rec->r->full |= t == NULL;
	if (box == NULL || election == NULL)
		return papers + 1;
	p->vote = (int)rec->votes.count;
	box->vote->election = election;
	box->vote->part = message_borrow(group_before(rec, papers));
	t->box = box;
	for (size_t i = papers; i < l->count; i++) {
		if (l->at[i].furniture)
			continue;
		bool counts;
		size_t from = t->names ? 0 : names_inline(l, i);
		rec->r->steps++;
		if (from > 0 && line_size(l, i) > from) {
			last = inline_read(rec, &candidates, i, from) - 1;
			break;
		}
		if (t->names && t->poll.count == 0 && holds_several(l, i)) {
			last = inline_read(rec, &candidates, i, 0) - 1;
			break;
		}
		struct row row;
		bool two = !t->names && row_over_two(rec, i, &row);
		if (!two)
			row = election_row(l, i);
		if ((i > papers && papers_at(l, i)) || !tallying_take(rec, t, i, row, &counts))
			break;
		i += two;
		last = counts ? i : last;
	}
	t->poll.count = t->listed;
	poll_end(rec, &candidates, &t->poll, line);
	election->candidates = (Truce__V1__Candidate **)candidates.items;
	election->n_candidates = candidates.count;
	p->end = last + 1;
	rec->before = rec->list_end = last;
	return last + 1;
}

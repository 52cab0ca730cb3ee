/* Elections by secret ballot: how many papers were in the box, and what each candidate
 * obtained. The list is printed among the presiding officer's words, one figure a line,
 * as the records of the Assembly and the Council print it since 1946. */
#include "domain/reader_election.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader_titles.h"

#define ROWS_MOST 192 /* of a list: names, and numbers on lines of their own */
#define NAME_COLUMNS 90
#define NAME_LINES 3 /* of one candidate's name */
#define FIGURES_MOST 8
#define INLINE_LINES 12 /* of a list within a paragraph */
#define SMALL_WORDS 2
#define GROUP "Group "
#define GROUP_LINES 2

/* Lines of figures, and where they go. */
static const struct {
	const char *words;
	enum figure figure;
} figures[] = {
	{ "Number of ballot papers", FIGURE_PAPERS },
	{ "Number of ballots", FIGURE_PAPERS },
	{ "Number of ballots cast", FIGURE_PAPERS },
	{ "Number of votes cast", FIGURE_PAPERS },
	{ "Number of voting papers", FIGURE_PAPERS },
	{ "Ballot papers", FIGURE_PAPERS },
	{ "Number of invalid ballots", FIGURE_INVALID },
	{ "Number of invalid ballot papers", FIGURE_INVALID },
	{ "Invalid ballots", FIGURE_INVALID },
	{ "Invalid ballot papers", FIGURE_INVALID },
	{ "Invalid papers", FIGURE_INVALID },
	{ "Number of valid ballots", FIGURE_VALID },
	{ "Number of valid ballot papers", FIGURE_VALID },
	{ "Valid ballots", FIGURE_VALID },
	{ "Valid ballot papers", FIGURE_VALID },
	{ "Number of valid votes", FIGURE_VALID },
	{ "Abstentions", FIGURE_ABSTAINING },
	{ "Number of abstentions", FIGURE_ABSTAINING },
	{ "Number of members voting", FIGURE_VOTING },
	{ "Number of members present and voting", FIGURE_VOTING },
	{ "Members present and voting", FIGURE_VOTING },
	{ "Members voting", FIGURE_VOTING },
	{ "Required majority", FIGURE_REQUIRED },
	{ "Required two-thirds majority", FIGURE_REQUIRED },
	{ "Required absolute majority", FIGURE_REQUIRED },
	{ "Majority required", FIGURE_REQUIRED },
	{ "Two-thirds majority", FIGURE_REQUIRED },
	{ "Absolute majority", FIGURE_REQUIRED },
	{ "Required majority of two thirds", FIGURE_REQUIRED },
	{ "Number of votes required", FIGURE_REQUIRED },
	{ "Number of votes obtained", FIGURE_NAMES },
	{ "Number of votes obtained by candidates", FIGURE_NAMES },
	{ "Number of votes obtained by each candidate", FIGURE_NAMES },
	{ "Number of votes obtained by", FIGURE_NAMES },
	{ "Votes obtained", FIGURE_NAMES },
};

/* One line: words, and the number behind leaders or a colon; -1 where none is. */
struct row {
	const char *text;
	size_t size;
	int number;
};

/* Takes words off a text's end. */
static bool end_cut(const char *text, size_t *size, const char *words)
{
	size_t n = strlen(words);
	if (*size <= n || !text_equal(text + *size - n, n, words, n))
		return false;
	*size -= n;
	return true;
}

static struct row row_of(const struct lines *l, size_t line)
{
	struct row row = { line_text(l, line), line_size(l, line), -1 };
	size_t digits = 0, end = row.size;
	while (end > 0 && strchr(".;,", row.text[end - 1]) != NULL)
		end--;
	if (end_cut(row.text, &end, " votes"))
		row.size = end;
	while (digits < end && row.text[end - 1 - digits] >= '0' && row.text[end - 1 - digits] <= '9')
		digits++;
	size_t before = end - digits;
	bool apart = before == 0 || strchr(" .:\t", row.text[before - 1]) != NULL;
	if (digits > 0 && digits < 4 && apart) {
		row.number = 0;
		for (size_t i = before; i < end; i++)
			row.number = row.number * 10 + (row.text[i] - '0');
		row.size = before;
	} else if (end_cut(row.text, &end, ": none") || end_cut(row.text, &end, ". none")) {
		row.number = 0;
		row.size = end;
	}
	while (row.size > 0 && strchr(" .:\t", row.text[row.size - 1]) != NULL)
		row.size--;
	return row;
}

static enum figure figure_of(const struct row *row)
{
	for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) {
		if (text_is(row->text, row->size, figures[k].words))
			return figures[k].figure;
	}
	return FIGURE_NONE;
}

static bool papers_at(const struct lines *l, size_t line)
{
	if (*line_text(l, line) != 'N' && *line_text(l, line) != 'B')
		return false;
	struct row row = row_of(l, line);
	return figure_of(&row) == FIGURE_PAPERS;
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
	if (*line_text(l, line) == 'G')
		return line_begins(l, line, GROUP) && papers_of_group(l, line) != NOWHERE;
	return papers_at(l, line);
}

/* Lines of a list until names and numbers are paired. */
struct poll {
	struct row rows[ROWS_MOST];
	size_t count;
};

/* Whether a line holds words that begin small and are no name's, as sentences do. */
static bool runs(const struct row *row)
{
	static const char *const joints[] = {
		"of", "the", "and", "former", "de", "la", "el", "van", "der", "da", "bin"
	};
	size_t small = 0;
	for (size_t i = 0, end; i < row->size; i = end + 1) {
		const char *blank = memchr(row->text + i, ' ', row->size - i);
		bool joint = row->text[i] < 'a' || row->text[i] > 'z';
		end = blank == NULL ? row->size : (size_t)(blank - row->text);
		for (size_t k = 0; !joint && k < sizeof joints / sizeof *joints; k++)
			joint = strlen(joints[k]) == end - i && memcmp(joints[k], row->text + i, end - i) == 0;
		small += !joint;
	}
	return small >= SMALL_WORDS;
}

/* Whether a line can be a candidate's: a name, and no sentence. */
static bool is_name(const struct row *row)
{
	static const char *const never[] = { "Group ", "Having ", "The ", "Agenda ", "List ", "Since ", "As " };
	bool capital =
		row->size > 0 && ((row->text[0] >= 'A' && row->text[0] <= 'Z') || (unsigned char)row->text[0] > 0x80);
	for (size_t k = 0; capital && k < sizeof never / sizeof *never; k++) {
		size_t n = strlen(never[k]);
		capital = row->size < n || memcmp(row->text, never[k], n) != 0;
	}
	return capital && row->size < NAME_COLUMNS && !runs(row) && officer_at(row->text, row->size) == 0;
}

/* Whether a bracket of a name has not ended: "Mr. Odd (United Kingdom of Great Britain and". */
static bool is_open(const struct row *name)
{
	const char *open = memrchr(name->text, '(', name->size);
	return open != NULL && memchr(open, ')', name->size - (size_t)(open - name->text)) == NULL;
}

/* Puts the next line of a name behind its first. */
static void row_join(struct reader *r, struct row *name, const struct row *more)
{
	const char *blank = name->text[name->size - 1] == '-' ? "" : " ";
	name->text = reader_printf(r, "%.*s%s%.*s", (int)name->size, name->text, blank, (int)more->size, more->text);
	name->size += strlen(blank) + more->size;
	name->number = more->number;
}

/* Takes a line of the list; false where it has ended. */
static bool poll_take(struct record *rec, struct poll *poll, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	struct row row = row_of(l, line);
	struct row *last = poll->count > 0 ? &poll->rows[poll->count - 1] : NULL;
	bool alone = row.size == 0 && row.number >= 0;
	bool stops = row.number < 0 && line_stops(l, line);
	if (figure_of(&row) != FIGURE_NONE || poll->count == ROWS_MOST)
		return false;
	bool small = row.size > 0 && ((row.text[0] >= 'a' && row.text[0] <= 'z') || row.text[0] == '(');
	if (last != NULL && last->number < 0 && row.size > 0 && row.size < NAME_COLUMNS && !stops &&
	    (small || is_open(last))) { /* "Iran (Islamic" and "Republic of) 12" */
		row_join(rec->r, last, &row);
		return true;
	}
	if (!alone && (!is_name(&row) || stops || (row.number < 0 && label_at(rec->r, line, l->count, &label))))
		return false;
	poll->rows[poll->count++] = row;
	return true;
}

/* A candidate: a state, or a person with a state behind the name. */
static Truce__V1__Candidate *candidate_new(struct reader *r, const struct row *name, int votes, uint32_t line)
{
	Truce__V1__Candidate *candidate = reader_new(r, &truce__v1__candidate__descriptor);
	struct label label;
	if (candidate == NULL)
		return NULL;
	const char *printed = reader_text(r, name->text, name->size);
	candidate->votes = votes;
	candidate->printed = message_borrow(printed);
	if (!person_at(r, name->text, name->size, &label)) {
		candidate->party = reader_party(r, printed);
		reader_party_mend(r, candidate->party, line);
	} else {
		candidate->printed = message_borrow(label.person);
		if (label.party[0] != '\0')
			candidate->party = reader_party(r, label.party);
	}
	return candidate;
}

void election_candidate(struct reader *r, struct list *candidates, const char *name, size_t size, int votes,
			uint32_t line)
{
	struct row row = { .text = name, .size = size };
	list_add(r, candidates, candidate_new(r, &row, votes, line));
}

static bool is_party(struct reader *r, const struct row *name)
{
	return party_of(reader_text(r, name->text, name->size)) != NULL;
}

/* Whether a line goes on with a name: "United Republic of" and "Tanzania", not "Chad" and
 * "Peru". */
static bool row_goes_on(struct reader *r, const struct row *name, const struct row *more)
{
	struct row both = *name;
	if (title_at(more->text, more->size) > 0)
		return false;
	row_join(r, &both, more);
	return is_party(r, &both) || (!is_party(r, name) && name->text[name->size - 1] != ')');
}

/* Makes one name of several lines; false where they are not one. */
static bool rows_join(struct reader *r, struct row *rows, size_t count)
{
	bool one = count > 0 && count <= NAME_LINES;
	for (size_t i = 1; one && i < count; i++) {
		one = row_goes_on(r, &rows[0], &rows[i]);
		if (one)
			row_join(r, &rows[0], &rows[i]);
	}
	return one;
}

/* Joins two lines of a state's name among names in a block; how many names are left. */
static size_t names_join(struct reader *r, struct row *rows, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		struct row both = rows[i];
		if (i + 1 < count && !is_party(r, &rows[i])) {
			row_join(r, &both, &rows[i + 1]);
			i += is_party(r, &both);
		}
		rows[kept++] = is_party(r, &both) ? both : rows[i];
	}
	return kept;
}

/* The candidates of names and their numbers from a row on: names with the numbers behind
 * each, or as many numbers behind as many names. The row behind them; 0 where they do not
 * pair. */
static size_t poll_pair(struct reader *r, struct poll *poll, size_t from, struct list *candidates, uint32_t line)
{
	struct row *rows = poll->rows;
	size_t end = from, numbers;
	while (end < poll->count && rows[end].number < 0)
		end++;
	if (end < poll->count && rows[end].size > 0) {
		if (!rows_join(r, rows + from, end + 1 - from))
			return 0;
		list_add(r, candidates, candidate_new(r, &rows[from], rows[from].number, line));
		return end + 1;
	}
	for (numbers = end; numbers < poll->count && rows[numbers].size == 0;)
		numbers++;
	if (numbers == end + 1 && end > from + 1 && rows_join(r, rows + from, end - from)) {
		list_add(r, candidates, candidate_new(r, &rows[from], rows[end].number, line));
		return numbers;
	}
	size_t names = end - from;
	if (names > numbers - end)
		names = names_join(r, rows + from, names);
	if (numbers - end != names)
		return 0;
	for (size_t i = 0; i < names; i++)
		list_add(r, candidates, candidate_new(r, &rows[from + i], rows[end + i].number, line));
	return numbers;
}

static void poll_end(struct record *rec, struct list *candidates, struct poll *poll, size_t line)
{
	size_t names = 0, numbers = 0, before = candidates->count;
	for (size_t i = 0; i < poll->count; i++) {
		names += poll->rows[i].size > 0;
		numbers += poll->rows[i].number >= 0;
	}
	size_t i = 0;
	do
		i = poll->count == 0 ? 0 : poll_pair(rec->r, poll, i, candidates, line_number(rec, line));
	while (i > 0 && i < poll->count);
	if (i == poll->count)
		return;
	candidates->count = before;
	reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, line_number(rec, line),
		    reader_printf(rec->r, "%zu candidates, %zu numbers", names, numbers),
		    "an election lists not as many candidates as numbers; they are not paired");
}

void election_figure(Truce__V1__Vote *vote, enum figure figure, int number)
{
	Truce__V1__Election *e = vote->election;
	int32_t *const to[] = { [FIGURE_PAPERS] = &e->ballot_papers,
				[FIGURE_INVALID] = &e->invalid,
				[FIGURE_VALID] = &e->valid,
				[FIGURE_VOTING] = &e->voting,
				[FIGURE_REQUIRED] = &e->required_majority };
	if (figure == FIGURE_ABSTAINING)
		vote_total(vote, TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING, number);
	else if (number >= 0)
		*to[figure] = number;
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
		if (line_begins(l, first - 1, GROUP))
			return window_text(rec, first - 1, line);
	}
	return "";
}

/* Bytes of "Number of votes obtained:" before names on the same line; 0 for none. */
static size_t names_inline(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line), *colon = memchr(text, ':', line_size(l, line));
	struct row row = { .text = text, .size = colon == NULL ? 0 : (size_t)(colon - text) };
	return colon != NULL && figure_of(&row) == FIGURE_NAMES ? row.size + 1 : 0;
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

/* A list while its lines are read. */
struct tallying {
	struct ballot_box *box;
	struct poll poll;
	enum figure waiting[FIGURES_MOST]; /* whose numbers stand on lines of their own */
	size_t first, count;               /* of these */
	size_t listed;                     /* rows up to the last number */
	bool names;
};

/* Takes a line of figures or of the list; false where it is none. last: it has a number, or
 * announces some. */
static bool tallying_take(struct record *rec, struct tallying *t, size_t line, bool *last)
{
	struct row row = row_of(&rec->r->lines, line);
	enum figure figure = figure_of(&row);
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
		if ((i > papers && papers_at(l, i)) || !tallying_take(rec, t, i, &counts))
			break;
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

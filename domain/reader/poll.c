/* The list of an election: lines of names and numbers, and which belong together. */
#include <string.h>

#include "base/ascii.h"
#include "domain/party.h"
#include "domain/reader/election.h"
#include "domain/reader/titles.h"

#define NAME_COLUMNS 90
#define NAME_LINES 3 /* of one candidate's name */
#define SMALL_WORDS 2

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
	bool capital = row->size > 0 && (is_capital(row->text[0]) || (unsigned char)row->text[0] > 0x80);
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
bool poll_take(struct record *rec, struct poll *poll, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	struct row row = election_row(l, line);
	struct row *last = poll->count > 0 ? &poll->rows[poll->count - 1] : NULL;
	bool alone = row.size == 0 && row.number >= 0;
	bool stops = row.number < 0 && line_stops(l, line);
	if (election_figure_of(&row) != FIGURE_NONE || poll->count == ROWS_MOST)
		return false;
	if (text_is(row.text, row.size, "Others") || text_is(row.text, row.size, "Other") ||
	    text_is(row.text, row.size, "Scattered"))
		return true; /* nobody's */
	bool small = row.size > 0 && (is_small(row.text[0]) || row.text[0] == '(');
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

/* A person without a title, "Ada Odd (Norway)": the bytes of the name, and the party in brackets; 0
 * for others. */
static size_t untitled_at(struct reader *r, const char *name, const char **party)
{
	size_t size = strlen(name);
	if (size < 4 || name[size - 1] != ')' || party_of(name) != NULL)
		return 0;
	for (const char *open = strchr(name, '('); open != NULL; open = strchr(open + 1, '(')) {
		*party = reader_text(r, open + 1, size - (size_t)(open - name) - 2);
		if (open > name + 1 && open[-1] == ' ' && party_of(*party) != NULL)
			return (size_t)(open - name) - 1;
	}
	return 0;
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
	const char *party;
	size_t untitled = untitled_at(r, printed, &party);
	if (untitled > 0) {
		candidate->printed = message_borrow(reader_text(r, printed, untitled));
		candidate->party = reader_party(r, party);
	} else if (!person_at(r, name->text, name->size, &label)) {
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

struct sharing {
	struct list *candidates;
	int votes;
	uint32_t line;
	bool known; /* each name is a party's */
};

static void share_known(struct reader *r, const char *name, void *of)
{
	struct sharing *sharing = of;
	(void)r;
	sharing->known &= party_of(name) != NULL;
}

static void share(struct reader *r, const char *name, void *of)
{
	struct sharing *sharing = of;
	election_candidate(r, sharing->candidates, name, strlen(name), sharing->votes, sharing->line);
}

/* The candidate of a line, or those who share its number, "Chad, Peru ... 2". */
static void candidates_add(struct reader *r, struct list *candidates, const struct row *row, uint32_t line)
{
	struct sharing sharing = { candidates, row->number, line, true };
	bool several = memchr(row->text, ',', row->size) != NULL && !is_party(r, row);
	const char *names = several ? reader_text(r, row->text, row->size) : NULL;
	if (several)
		names_split(r, names, share_known, &sharing);
	if (several && sharing.known)
		names_split(r, names, share, &sharing);
	else
		list_add(r, candidates, candidate_new(r, row, row->number, line));
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
		candidates_add(r, candidates, &rows[from], line);
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

void poll_end(struct record *rec, struct list *candidates, struct poll *poll, size_t line)
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

/* A line of an election's list: its words, its number, and the figure that it is of. */
#include <string.h>

#include "base/ascii.h"
#include "domain/reader/election.h"

#define NONE_BLANKS 2 /* before "None" in a column of figures */

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
	{ "Number of electors voting", FIGURE_VOTING },
	{ "Members present and voting", FIGURE_VOTING },
	{ "Members voting", FIGURE_VOTING },
	{ "Required majority", FIGURE_REQUIRED },
	{ "Required two-thirds majority", FIGURE_REQUIRED },
	{ "Required absolute majority", FIGURE_REQUIRED },
	{ "Majority required", FIGURE_REQUIRED },
	{ "Two-thirds majority", FIGURE_REQUIRED },
	{ "Absolute majority", FIGURE_REQUIRED },
	{ "Simple majority", FIGURE_REQUIRED },
	{ "Required simple majority", FIGURE_REQUIRED },
	{ "Required majority of two thirds", FIGURE_REQUIRED },
	{ "Number of votes required", FIGURE_REQUIRED },
	{ "Number of votes obtained", FIGURE_NAMES },
	{ "Number of votes obtained by candidates", FIGURE_NAMES },
	{ "Number of votes obtained by each candidate", FIGURE_NAMES },
	{ "Number of votes obtained by", FIGURE_NAMES },
	{ "Votes obtained", FIGURE_NAMES },
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

/* Takes "None", or an O that a scan made of 0, off a text's end, with what leads to it. */
static bool none_cut(const char *text, size_t *size)
{
	size_t end = *size;
	if (!end_cut(text, &end, " none") && !end_cut(text, &end, " O"))
		return false;
	size_t blanks = end;
	while (end > 0 && text[end - 1] == ' ')
		end--;
	if (end == 0 || (strchr(":.", text[end - 1]) == NULL && blanks - end < NONE_BLANKS))
		return false;
	*size = end;
	return true;
}

/* Whether the line behind one begins with a month: its last number is a day, "beginning on 1". */
static bool month_follows(const struct lines *l, size_t line)
{
	static const char *const months[] = { "January ",   "February ", "March ",    "April ",
					      "May ",       "June ",     "July ",     "August ",
					      "September ", "October ",  "November ", "December " };
	for (size_t k = 0; line + 1 < l->count && k < sizeof months / sizeof *months; k++) {
		if (line_begins(l, line + 1, months[k]))
			return true;
	}
	return false;
}

struct row election_row(const struct lines *l, size_t line)
{
	struct row row = { line_text(l, line), line_size(l, line), -1 };
	size_t digits = 0, end = row.size;
	while (end > 0 && strchr(".;,", row.text[end - 1]) != NULL)
		end--;
	if (end_cut(row.text, &end, " votes"))
		row.size = end;
	while (digits < end && is_digit(row.text[end - 1 - digits]))
		digits++;
	size_t before = end - digits;
	bool apart = before == 0 || strchr(" .:\t", row.text[before - 1]) != NULL;
	if (digits > 0 && digits < 4 && apart && !month_follows(l, line)) {
		row.number = 0;
		for (size_t i = before; i < end; i++)
			row.number = row.number * 10 + (row.text[i] - '0');
		row.size = before;
	} else if (none_cut(row.text, &end)) {
		row.number = 0;
		row.size = end;
	}
	while (row.size > 0 && strchr(" .:\t", row.text[row.size - 1]) != NULL)
		row.size--;
	return row;
}

/* Bytes before a bracket that only says more: "Required majority (absolute majority)". */
static size_t before_bracket(const struct row *row)
{
	const char *open = row->size > 0 && row->text[row->size - 1] == ')' ? memchr(row->text, '(', row->size) : NULL;
	size_t size = open == NULL ? row->size : (size_t)(open - row->text);
	while (size > 0 && row->text[size - 1] == ' ')
		size--;
	return size;
}

bool row_begins(const struct row *row, const char *begins)
{
	return row->size > strlen(begins) && memcmp(row->text, begins, strlen(begins)) == 0;
}

enum figure election_figure_of(const struct row *row)
{
	size_t size = before_bracket(row);
	for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) {
		if (text_is(row->text, size, figures[k].words))
			return figures[k].figure;
	}
	if (row_begins(row, "Number of votes obtained ")) /* "by country" */
		return FIGURE_NAMES;
	return row->number >= 0 && row_begins(row, "Number of ") ? FIGURE_OTHER : FIGURE_NONE;
}

void election_figure(Truce__V1__Vote *vote, enum figure figure, int number)
{
	Truce__V1__Election *e = vote->election;
	int32_t other;
	int32_t *const to[] = { [FIGURE_PAPERS] = &e->ballot_papers,
				[FIGURE_INVALID] = &e->invalid,
				[FIGURE_VALID] = &e->valid,
				[FIGURE_VOTING] = &e->voting,
				[FIGURE_REQUIRED] = &e->required_majority,
				[FIGURE_OTHER] = &other };
	if (figure == FIGURE_ABSTAINING)
		vote_total(vote, TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING, number);
	else if (number >= 0)
		*to[figure] = number;
}

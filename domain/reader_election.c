/* Elections by secret ballot: how many papers were in the box, and what each candidate
 * obtained. The list is printed among the presiding officer's words, one figure a line,
 * as the records of the Assembly and the Council print it since 1946. */
#include "domain/reader_record.h"

#include <string.h>

#include "domain/reader_titles.h"

#define NAMES_MOST 64
#define NAME_COLUMNS 90
#define DECISIONS_MOST 2 /* that may say who was elected, */
#define BLOCKS_MOST 8    /* or paragraphs of the turn, */
#define TEXT_BYTES 4096  /* none of them longer; */
#define TURNS_ON 3       /* or as many turns behind it */
#define THEY_BYTES 32    /* from "they" to "elected" */
#define GROUP "Group "
#define GROUP_LINES 2

/* A figure of the ballot, and where it goes. */
enum figure {
	FIGURE_NONE,
	FIGURE_PAPERS,
	FIGURE_INVALID,
	FIGURE_VALID,
	FIGURE_ABSTAINING,
	FIGURE_VOTING,
	FIGURE_REQUIRED,
	FIGURE_NAMES
};
static const struct {
	const char *words;
	enum figure figure;
} figures[] = {
	{ "Number of ballot papers", FIGURE_PAPERS },
	{ "Number of ballots", FIGURE_PAPERS },
	{ "Ballot papers", FIGURE_PAPERS },
	{ "Number of invalid ballots", FIGURE_INVALID },
	{ "Number of invalid ballot papers", FIGURE_INVALID },
	{ "Invalid ballots", FIGURE_INVALID },
	{ "Number of valid ballots", FIGURE_VALID },
	{ "Number of valid ballot papers", FIGURE_VALID },
	{ "Valid ballots", FIGURE_VALID },
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
	{ "Number of votes obtained", FIGURE_NAMES },
	{ "Number of votes obtained by candidates", FIGURE_NAMES },
	{ "Number of votes obtained by each candidate", FIGURE_NAMES },
	{ "Votes obtained", FIGURE_NAMES },
};

/* One line: words, and the number behind leaders or a colon; -1 where none is. */
struct row {
	const char *text;
	size_t size;
	int number;
};

static struct row row_of(const struct lines *l, size_t line)
{
	struct row row = { line_text(l, line), line_size(l, line), -1 };
	size_t digits = 0;
	while (digits < row.size && row.text[row.size - 1 - digits] >= '0' && row.text[row.size - 1 - digits] <= '9')
		digits++;
	size_t before = row.size - digits;
	bool apart = before == 0 || strchr(" .:\t", row.text[before - 1]) != NULL;
	if (digits > 0 && digits < 4 && apart) {
		row.number = 0;
		for (size_t i = before; i < row.size; i++)
			row.number = row.number * 10 + (row.text[i] - '0');
		row.size = before;
	}
	static const char none[] = ": None";
	size_t n = sizeof none - 1;
	if (digits == 0 && row.size > n && text_equal(row.text + row.size - n, n, none, n)) {
		row.number = 0;
		row.size -= n;
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

bool election_at(const struct lines *l, size_t line)
{
	if (*line_text(l, line) != 'N' && *line_text(l, line) != 'B')
		return false;
	struct row row = row_of(l, line);
	return figure_of(&row) == FIGURE_PAPERS;
}

/* Names and numbers of a list until they are paired. */
struct poll {
	struct row names[NAMES_MOST];
	int numbers[NAMES_MOST];
	size_t name_count, number_count;
};

/* Whether a line can be a candidate's: a name, and no sentence. */
static bool is_name(const struct row *row)
{
	static const char *const never[] = { "Group ", "Having ", "The ", "Agenda ", "List " };
	bool capital =
		row->size > 0 && ((row->text[0] >= 'A' && row->text[0] <= 'Z') || (unsigned char)row->text[0] > 0x80);
	for (size_t k = 0; capital && k < sizeof never / sizeof *never; k++) {
		size_t n = strlen(never[k]);
		capital = row->size < n || memcmp(row->text, never[k], n) != 0;
	}
	return capital && row->size < NAME_COLUMNS && officer_at(row->text, row->size) == 0;
}

/* Whether a bracket of a name has not ended: "Mr. Odd (United Kingdom of Great Britain and". */
static bool is_open(const struct row *name)
{
	const char *open = memrchr(name->text, '(', name->size);
	return open != NULL && memchr(open, ')', name->size - (size_t)(open - name->text)) == NULL;
}

/* Takes a line of the list; false where it has ended. */
static bool poll_take(struct record *rec, struct poll *poll, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	struct row row = row_of(l, line);
	bool name = is_name(&row);
	bool alone = row.size == 0 && row.number >= 0;
	if (figure_of(&row) != FIGURE_NONE || poll->name_count == NAMES_MOST || poll->number_count == NAMES_MOST)
		return false;
	bool cut = poll->name_count == poll->number_count + 1 && row.number >= 0 && row.size > 0;
	if (cut && ((row.text[0] >= 'a' && row.text[0] <= 'z') ||
		    is_open(&poll->names[poll->name_count - 1]))) { /* "Iran (Islamic" and "Republic of) 12" */
		struct row *before = &poll->names[poll->name_count - 1];
		before->text =
			reader_printf(rec->r, "%.*s %.*s", (int)before->size, before->text, (int)row.size, row.text);
		before->size += 1 + row.size;
		poll->numbers[poll->number_count++] = row.number;
		return true;
	}
	if (!alone && (!name || (row.number < 0 && (line_stops(l, line) || label_at(rec->r, line, l->count, &label)))))
		return false;
	if (name)
		poll->names[poll->name_count++] = row;
	if (row.number >= 0)
		poll->numbers[poll->number_count++] = row.number;
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

static void poll_end(struct record *rec, Truce__V1__Election *election, const struct poll *poll, size_t line)
{
	struct list candidates = { 0 };
	if (poll->name_count != poll->number_count)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, line_number(rec, line),
			    reader_printf(rec->r, "%zu candidates, %zu numbers", poll->name_count, poll->number_count),
			    "an election lists not as many candidates as numbers; they are not paired");
	for (size_t i = 0; i < poll->name_count && poll->name_count == poll->number_count; i++)
		list_add(rec->r, &candidates,
			 candidate_new(rec->r, &poll->names[i], poll->numbers[i], line_number(rec, line)));
	election->candidates = (Truce__V1__Candidate **)candidates.items;
	election->n_candidates = candidates.count;
}

static void figure_take(Truce__V1__Vote *vote, enum figure figure, int number)
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

size_t election_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct poll poll = { .name_count = 0 };
	struct piece *p = piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_VOTE, line);
	struct ballot_box *box = p == NULL ? NULL : vote_of_ballot(rec);
	Truce__V1__Election *election = reader_new(rec->r, &truce__v1__election__descriptor);
	if (box == NULL || election == NULL)
		return line + 1;
	p->vote = (int)rec->votes.count;
	box->vote->election = election;
	box->vote->part = message_borrow(group_before(rec, line));
	bool names = false;
	size_t last = line, listed = 0;
	for (size_t i = line; i < l->count; i++) {
		if (l->at[i].furniture)
			continue;
		struct row row = row_of(l, i);
		enum figure figure = figure_of(&row);
		rec->r->steps++;
		if (names ? !poll_take(rec, &poll, i) : figure == FIGURE_NONE || (figure == FIGURE_PAPERS && i > line))
			break;
		names = names || figure == FIGURE_NAMES;
		if (figure != FIGURE_NONE && figure != FIGURE_NAMES)
			figure_take(box->vote, figure, row.number);
		if (names && figure == FIGURE_NONE && row.number < 0)
			continue; /* a name whose number may follow */
		last = i;
		listed = poll.name_count;
	}
	poll.name_count = listed;
	poll_end(rec, election, &poll, line);
	p->end = last + 1;
	rec->before = last;
	return last + 1;
}

/* Who is named in words that say that some were elected. */
static void elected_mark(struct reader *r, Truce__V1__Election *e, const char *text)
{
	if (strnlen(text, TEXT_BYTES) == TEXT_BYTES || strstr(text, " elected") == NULL ||
	    strstr(text, "without being elected") != NULL)
		return;
	for (size_t k = 0; k < e->n_candidates; k++)
		e->candidates[k]->elected |= strstr(text, e->candidates[k]->printed) != NULL;
	r->steps += e->n_candidates;
}

/* "They have been elected", "They are accordingly elected". */
static bool says_they(const char *text)
{
	static const char *const subjects[] = { "hey are ", "hey have " };
	for (size_t k = 0; k < sizeof subjects / sizeof *subjects; k++) {
		const char *at = strstr(text, subjects[k]), *verb = at == NULL ? NULL : strstr(at, "elected");
		if (verb != NULL && verb - at < THEY_BYTES)
			return true;
	}
	return false;
}

/* Who obtained the majority by a turn's blocks, in the turns behind it that say that "they"
 * are elected, and who is named there. */
static void elected_later(struct record *rec, const struct ballot_box *box, const char *obtained, size_t turn_end)
{
	Truce__V1__Election *e = box->vote->election;
	for (size_t t = box->turn_list + 1; t < turn_end && t < rec->r->drafts.count && t <= box->turn_list + TURNS_ON;
	     t++) {
		const struct draft *d = rec->r->drafts.items[t];
		for (size_t b = 0; d->presides && b < d->blocks.count && b < BLOCKS_MOST; b++) {
			const char *text = ((const Truce__V1__Block *)d->blocks.items[b])->text;
			elected_mark(rec->r, e, text);
			bool they = says_they(text);
			for (size_t k = 0; they && k < e->n_candidates; k++)
				e->candidates[k]->elected |= strstr(obtained, e->candidates[k]->printed) != NULL;
		}
	}
}

/* By the decisions right behind the list, by the rest of the turn that it stands in or by
 * the next ones; from: where to look first in the decisions, moved on. */
void election_settle(struct record *rec, const struct ballot_box *box, size_t turn_end, size_t *from)
{
	const char *obtained = "";
	Truce__V1__Election *e = box->vote->election;
	const struct draft *turn = rec->r->drafts.items[box->turn_list];
	size_t list = rec->meeting->pieces[box->piece].first;
	while (*from < rec->rulings.count && ((const struct ruling *)rec->rulings.items[*from])->piece <= box->piece)
		++*from;
	for (size_t i = *from; i < rec->rulings.count && i < *from + DECISIONS_MOST; i++) {
		const struct ruling *ruling = rec->rulings.items[i];
		const Truce__V1__Block *b = rec->meeting->blocks.items[ruling->piece];
		if (ruling->decision->turn <= (int)box->turn_list + 1)
			elected_mark(rec->r, e, b->text);
	}
	size_t low = 0, high = box->turn_list > 0 ? turn->blocks.count : 0;
	while (low < high) { /* the blocks before low stand before the list */
		size_t middle = (low + high) / 2;
		if (turn->pieces[middle].first < list)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; box->turn_list > 0 && i < turn->blocks.count && i < low + BLOCKS_MOST; i++) {
		const char *text = ((const Truce__V1__Block *)turn->blocks.items[i])->text;
		elected_mark(rec->r, e, text);
		if (strnlen(text, TEXT_BYTES) < TEXT_BYTES && strstr(text, " obtained ") != NULL &&
		    strstr(text, "majority") != NULL)
			obtained = text;
	}
	elected_later(rec, box, obtained, turn_end);
}

/* Votes of meeting records while they are read: opened, their ballots cast by lists, their
 * totals counted. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <pthread.h>
#include <string.h>

#define COUNTED_TURNS 3 /* from a secret ballot to its list, while the papers are counted */

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

static const struct head {
	const char *words;
	Truce__V1__Vote__Choice choice;
} heads[] = {
	{ "In favour", CHOICE(IN_FAVOUR) },
	{ "In favor", CHOICE(IN_FAVOUR) },
	{ "For", CHOICE(IN_FAVOUR) },
	{ "Votes for", CHOICE(IN_FAVOUR) },
	{ "Vote for", CHOICE(IN_FAVOUR) },
	{ "Vote in favour", CHOICE(IN_FAVOUR) },
	{ "Votes in favour", CHOICE(IN_FAVOUR) },
	{ "Voting for", CHOICE(IN_FAVOUR) },
	{ "Votes against", CHOICE(AGAINST) },
	{ "Vote against", CHOICE(AGAINST) },
	{ "Voting against", CHOICE(AGAINST) },
	{ "Against", CHOICE(AGAINST) },
	{ "Abstaining", CHOICE(ABSTAINING) },
	{ "Abstentions", CHOICE(ABSTAINING) },
	{ "Abstention", CHOICE(ABSTAINING) },
	{ "Abstained", CHOICE(ABSTAINING) },
	{ "Absent", CHOICE(NOT_VOTING) },
	{ "Not participating in the voting", CHOICE(NOT_VOTING) },
	{ "Not participating in the vote", CHOICE(NOT_VOTING) },
	{ "Not participating", CHOICE(NOT_VOTING) },
	{ "Present and not voting", CHOICE(NOT_VOTING) },
	{ "Present but not voting", CHOICE(NOT_VOTING) },
	{ "Present but not participating in the voting", CHOICE(NOT_VOTING) },
	{ "Not voting", CHOICE(NOT_VOTING) },
};

static struct letter_pairs head_pairs;

static void heads_ready(void)
{
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
		letter_pairs_add(&head_pairs, heads[k].words);
}

/* Bytes of " of the ruling" behind the head of a list; 0 for none. */
static size_t of_ruling(const char *text, size_t size)
{
	static const char *const nouns[] = { "ruling", "challenge", "motion", "proposal", "appeal" };
	size_t of = size > 8 && memcmp(text, " of the ", 8) == 0 ? 8 : 0;
	for (size_t k = 0; of > 0 && k < sizeof nouns / sizeof *nouns; k++) {
		size_t n = of + strlen(nouns[k]);
		if (size > n && text_equal(text + of, n - of, nouns[k], n - of) && text[n] == ':')
			return n;
	}
	return 0;
}

/* The head of a list at text: bytes taken with its colon, 0 for none. A total may
 * stand in it, "In favour (13):". */
static size_t head_at(const char *text, size_t size, bool line_begins, const struct head **out, int *total)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, heads_ready);
	if (size < 2 || !letter_pairs_may(&head_pairs, text))
		return 0;
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		if (text[0] != heads[k].words[0])
			continue;
		size_t n = strlen(heads[k].words);
		if (n > size || !text_equal(text, n, heads[k].words, n))
			continue;
		size_t i = n;
		*total = -1;
		i += line_begins ? of_ruling(text + n, size - n) : 0;
		while (i < size && strchr(" ()", text[i]) != NULL)
			i++;
		for (int digits = 0; i < size && is_digit(text[i]) && digits < 3; i++, digits++)
			*total = (*total < 0 ? 0 : *total) * 10 + (text[i] - '0');
		while (i < size && strchr(" ()", text[i]) != NULL)
			i++;
		bool colon = i < size && (text[i] == ':' || text[i] == ';');
		if (!colon && !(line_begins && i == size && n > 3))
			continue;
		*out = &heads[k];
		return i + (colon ? 1 : 0);
	}
	return 0;
}

bool vote_list_at(const struct lines *l, size_t line)
{
	const struct head *head;
	int total;
	char first = *line_text(l, line);
	return (first == 'I' || first == 'A' || first == 'N' || first == 'P' || first == 'F' || first == 'V') &&
	       head_at(line_text(l, line), line_size(l, line), true, &head, &total) > 0;
}

struct ballot_box *vote_box_new(struct record *rec)
{
	struct ballot_box *box = arena_zalloc(rec->r->arena, sizeof *box);
	Truce__V1__Vote *vote = reader_new(rec->r, &truce__v1__vote__descriptor);
	if (box == NULL || vote == NULL) {
		rec->r->full = true;
		return NULL;
	}
	box->vote = vote;
	box->piece = SIZE_MAX;
	box->turn_before = rec->turn_number;
	vote->turn = (int32_t)rec->turn_number;
	list_add(rec->r, &rec->votes, box);
	rec->box = box;
	return box;
}

void vote_open(struct record *rec, const char *method)
{
	struct ballot_box *box = vote_box_new(rec);
	if (box == NULL)
		return;
	box->vote->method = message_borrow(method);
	box->piece = rec->meeting->piece_count - 1;
	box->opening = rec->meeting->piece_count;
	rec->meeting->pieces[box->piece].vote = (int)rec->votes.count;
}

struct ballot_box *vote_of_ballot(struct record *rec)
{
	struct ballot_box *box = rec->box;
	bool announced = box != NULL && strcmp(box->vote->method, "secret ballot") == 0 &&
			 box->vote->election == NULL && box->ballots.count == 0 &&
			 box->turn_before + COUNTED_TURNS >= rec->turn_number;
	if (!announced)
		box = vote_box_new(rec);
	if (box == NULL)
		return NULL;
	box->vote->method = message_borrow("secret ballot");
	box->piece = rec->meeting->piece_count - 1;
	box->turn_list = rec->turn_number;
	box->settled = true;
	return box;
}

void vote_total(Truce__V1__Vote *vote, Truce__V1__Vote__Choice choice, int total)
{
	if (total < 0)
		return;
	if (choice == CHOICE(IN_FAVOUR)) {
		vote->in_favour_total_case = TRUCE__V1__VOTE__IN_FAVOUR_TOTAL_IN_FAVOUR;
		vote->in_favour = total;
	} else if (choice == CHOICE(AGAINST)) {
		vote->against_total_case = TRUCE__V1__VOTE__AGAINST_TOTAL_AGAINST;
		vote->against = total;
	} else if (choice == CHOICE(ABSTAINING)) {
		vote->abstaining_total_case = TRUCE__V1__VOTE__ABSTAINING_TOTAL_ABSTAINING;
		vote->abstaining = total;
	}
}

struct casting {
	struct ballot_box *box;
	Truce__V1__Vote__Choice choice;
	uint32_t line;
};

static void cast(struct reader *r, const char *name, void *of)
{
	struct casting *c = of;
	Truce__V1__Vote__Ballot *ballot = reader_new(r, &truce__v1__vote__ballot__descriptor);
	if (ballot == NULL)
		return;
	ballot->party = reader_party(r, name);
	ballot->choice = c->choice;
	reader_party_mend(r, ballot->party, c->line);
	list_add(r, &c->box->ballots, ballot);
	if (ballot->party != NULL && ballot->party->id[0] == '\0')
		reader_party_unresolved(r, ballot->party, c->line,
					"a name in a vote's list is no party known by it; it is kept as printed");
}

void vote_cast(struct record *rec, struct ballot_box *box, Truce__V1__Vote__Choice choice, const char *names)
{
	struct casting c = { .box = box, .choice = choice };
	names_split(rec->r, names, cast, &c);
}

void vote_lists_take(struct record *rec, struct ballot_box *box, char *text, uint32_t line)
{
	struct casting c = { .box = box, .line = line };
	size_t size = strlen(text), from = SIZE_MAX;
	for (size_t i = 0; i <= size && !rec->r->full; i++) {
		const struct head *head = NULL;
		int total = -1;
		bool border = i == 0 || text[i - 1] == ' ';
		size_t n = i < size && border ? head_at(text + i, size - i, i == 0, &head, &total) : 0;
		if (n == 0 && i < size)
			continue;
		if (from != SIZE_MAX) {
			char *end = &text[i < size && i > 0 ? i - 1 : i], was = *end;
			*end = '\0';
			box->nobody[c.choice] = names_are_none(text + from);
			names_split(rec->r, text + from, cast, &c);
			*end = was;
		}
		if (n > 0) {
			c.choice = head->choice;
			box->listed[head->choice] = true;
			vote_total(box->vote, head->choice, total);
			from = i + n;
			i = from - 1;
		}
	}
}

size_t blocks_before(const struct record *rec, const struct ballot_box *box, size_t turn, size_t *at)
{
	const struct draft *d = rec->r->drafts.items[turn];
	size_t low = 0, high = d->blocks.count;
	*at = SIZE_MAX;
	if (turn != box->turn_before)
		return high;
	if (box->told > 0) {
		*at = box->told_at;
		return box->told;
	}
	size_t line = rec->meeting->pieces[box->piece].first;
	while (low < high) { /* a turn goes on behind a decision */
		size_t middle = (low + high) / 2;
		if (d->pieces[middle].first <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t block_behind(const struct record *rec, const struct ballot_box *box)
{
	size_t at;
	return box->turn_after == box->turn_before ? blocks_before(rec, box, box->turn_before, &at) : 0;
}

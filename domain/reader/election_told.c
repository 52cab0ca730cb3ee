/* Ballots that sentences tell: "Seventy-nine papers were handed in, of which one was
 * invalid. Chad obtained 65 votes, Peru 10, and Fiji and Nauru 1 each." They count behind a
 * secret ballot that has no list, in the presiding officer's next words. */
#include "domain/reader/election.h"

#include <string.h>

#include "domain/reader/titles.h"

#define TOLD_BLOCKS 4
#define TOLD_BYTES 8192
#define NAME_WORDS 14
#define LEAD_WORDS 4    /* from "numbers of votes" to a colon */
#define SHARING_MOST 16 /* names before one number, "1 each" */

static const char verbs[] = "obtained|received|has|have|had|with|obtaining|receiving obtained|received?";

/* A candidate's name that begins at word i, and where its words begin; the word behind it,
 * 0 for none. */
static size_t name_at(const struct words *w, size_t i, size_t *from)
{
	const char *id;
	int number;
	i += word_is(w, i, "the");
	if (i >= w->count || !w->at[i].capital)
		return 0;
	*from = i;
	size_t n = party_named_at(w, i, &id);
	if (n > 0)
		return i + n;
	if (title_at(w->text + w->at[i].start, w->size - w->at[i].start) == 0)
		return 0;
	size_t end = i + 1;
	for (int depth = 0; end < w->count && end < i + NAME_WORDS; end++) {
		depth += word_is_mark(w, end, '(') ? 1 : word_is_mark(w, end, ')') ? -1 : 0;
		if (depth == 0 &&
		    (words_match(w, end, "obtained|received|has|had|with|and|each") > 0 || word_is_mark(w, end, ',') ||
		     word_is_mark(w, end, ';') || word_is_mark(w, end, ':') || count_at(w, end, &number) > 0))
			break;
	}
	return end > i + 1 ? end : 0;
}

/* The number of votes behind a name: "obtained 65 votes", ", 65", "(65)"; the word behind
 * it, 0 for none. */
static size_t votes_at(const struct words *w, size_t i, int *votes)
{
	bool mark = i < w->count && w->at[i].kind == WORD_MARK && strchr(",(:-", w->text[w->at[i].start]) != NULL;
	i += mark ? 1 : words_match(w, i, verbs);
	size_t n = count_at(w, i, votes);
	if (n == 0)
		return 0;
	i += n;
	i += words_match(w, i, "vote|votes");
	i += mark && word_is_mark(w, i, ')');
	return i;
}

static void candidate_put(struct reader *r, struct list *candidates, const struct words *w, const size_t name[2],
			  int votes, uint32_t line)
{
	size_t start = w->at[name[0]].start;
	election_candidate(r, candidates, w->text + start, w->at[name[1] - 1].end - start, votes, line);
}

/* Candidates from word i on; the word behind the last number, 0 where there is none. */
static size_t names_at(struct reader *r, const struct words *w, size_t i, struct list *candidates, uint32_t line)
{
	size_t sharing[SHARING_MOST][2], count = 0, end = 0;
	while (i < w->count && count < SHARING_MOST && !r->full) {
		while (words_match(w, i, "and|while") > 0 || word_is_mark(w, i, ',') || word_is_mark(w, i, ';'))
			i++;
		int votes;
		size_t *name = sharing[count], behind = name_at(w, i, &name[0]), next;
		r->steps++;
		if (behind == 0)
			break;
		name[1] = i = behind;
		count++;
		next = votes_at(w, i, &votes);
		if (next == 0)
			continue;
		bool each = word_is(w, next, "each");
		for (size_t k = each ? 0 : count - 1; k < count; k++)
			candidate_put(r, candidates, w, sharing[k], votes, line);
		count = 0;
		end = i = next + each;
	}
	return end;
}

size_t election_names(struct record *rec, const char *text, size_t size, struct list *candidates, uint32_t line)
{
	struct words w = { .count = 0 };
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return 0;
	}
	size_t end = names_at(rec->r, &w, 0, candidates, line);
	return end == 0 ? 0 : w.at[end - 1].end;
}

/* The word that the name before a verb begins with; the verb where there is none. */
static size_t name_before(const struct words *w, size_t verb)
{
	size_t best = verb, from;
	for (size_t i = verb; i > 0 && i + NAME_WORDS > verb; i--) {
		if (word_is_mark(w, i - 1, ',') || word_is_mark(w, i - 1, ';'))
			break;
		if (w->at[i - 1].capital && name_at(w, i - 1, &from) == verb)
			best = i - 1;
	}
	return best;
}

/* Figures among sentences: "79 ballot papers", "Number of ballot papers, 79". */
static const struct {
	const char *words;
	enum figure figure;
	bool behind; /* the number stands behind them alone */
} figure_words[] = {
	{ "ballot papers", FIGURE_PAPERS, false },
	{ "ballots|papers|votes cast", FIGURE_PAPERS, false },
	{ "papers were handed|collected|cast|returned", FIGURE_PAPERS, false },
	{ "invalid|spoilt|spoiled ballot|ballots|paper|papers papers?", FIGURE_INVALID, false },
	{ "of them was|were invalid", FIGURE_INVALID, false },
	{ "was|were invalid", FIGURE_INVALID, false },
	{ "invalid", FIGURE_INVALID, true },
	{ "valid ballot|ballots|paper|papers|votes papers?", FIGURE_VALID, false },
	{ "abstention|abstentions", FIGURE_ABSTAINING, false },
	{ "members present? and? voting", FIGURE_VOTING, false },
	{ "required two? thirds? majority", FIGURE_REQUIRED, true },
	{ "majority required?", FIGURE_REQUIRED, true },
};

static void figures_told(Truce__V1__Vote *vote, const struct words *w, size_t i, int before)
{
	if (words_match(w, i, "all of? them? are|were valid") > 0)
		election_figure(vote, FIGURE_VALID, vote->election->ballot_papers);
	for (size_t k = 0; k < sizeof figure_words / sizeof *figure_words; k++) {
		int number = figure_words[k].behind ? -1 : before;
		size_t n = words_match(w, i, figure_words[k].words), at = i + n;
		if (n == 0)
			continue;
		at += word_is_mark(w, at, ',') || word_is_mark(w, at, ':');
		at += words_match(w, at, "being|was|were|is|are therefore?");
		if (number < 0 && count_at(w, at, &number) == 0)
			number = -1;
		election_figure(vote, figure_words[k].figure, number);
		return;
	}
}

/* "the following numbers of votes: Mr. Odd, 13": the word behind the colon; 0 for others. */
static size_t list_behind(const struct words *w, size_t i)
{
	size_t from, name = words_match(w, i, "as follows") > 0 && word_is_mark(w, i + 2, ':')
				    ? name_at(w, i + 3, &from)
				    : 0;
	int votes;
	if (name > 0 && votes_at(w, name, &votes) > 0)
		return i + 3;
	size_t n = words_match(w, i, "number|numbers of votes"), at = i + n;
	if (words_match(w, i, "votes obtained|received") > 0 && word_is_mark(w, i + 2, ':'))
		return i + 3;
	for (size_t k = 0; n > 0 && k < LEAD_WORDS && at < w->count; k++, at++) {
		if (word_is_mark(w, at, ':'))
			return at + 1;
	}
	return 0;
}

/* Whether a sentence begins that is a list: "Mr. Odd (Chad), 5 votes; Ms. Even, 2 votes". */
static bool sentence_lists(const struct words *w, size_t i)
{
	int votes;
	size_t from, name = i > 0 && w->at[i - 1].last == i ? name_at(w, i, &from) : 0;
	size_t end = name > 0 && word_is_mark(w, name, ',') ? votes_at(w, name, &votes) : 0;
	return end > 0 && words_match(w, end - 1, "vote|votes") > 0;
}

static void block_tell(struct record *rec, const char *text, Truce__V1__Vote *vote, struct list *candidates,
		       uint32_t line)
{
	struct words w = { .count = 0 };
	if (strnlen(text, TOLD_BYTES) == TOLD_BYTES)
		return;
	if (!words_split(&w, text, strlen(text), rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	int before = -1;
	for (size_t i = 0; i < w.count && !rec->r->full;) {
		int number;
		rec->r->steps++;
		size_t verb = words_match(&w, i, "obtained|received"), n = count_at(&w, i, &number);
		size_t from = i, subject = i - (i > 0 && words_match(&w, i - 1, "has|have") > 0 ? 1 : 0);
		if (verb > 0 && count_at(&w, i + verb, &number) > 0) {
			from = name_before(&w, subject);
			from = from == subject ? i : from;
		}
		from = from == i && list_behind(&w, i) > 0 ? list_behind(&w, i) : from;
		bool listed = sentence_lists(&w, i);
		size_t end = from != i || listed ? names_at(rec->r, &w, from, candidates, line) : 0;
		if (end == 0 && n == 0)
			figures_told(vote, &w, i, before);
		before = n > 0 ? number : -1;
		i = end > i ? end : i + (n > 0 ? n : 1);
	}
}

void election_told(struct record *rec, struct ballot_box *box)
{
	if (box->turn_after == 0 || box->turn_after >= rec->r->drafts.count)
		return;
	const struct draft *d = rec->r->drafts.items[box->turn_after];
	Truce__V1__Election *election = reader_new(rec->r, &truce__v1__election__descriptor);
	struct list candidates = { 0 };
	if (election == NULL || !d->presides)
		return;
	box->vote->election = election;
	size_t first = block_behind(rec, box);
	for (size_t b = first; b < d->blocks.count && b < first + TOLD_BLOCKS; b++)
		block_tell(rec, block_read(d, b), box->vote, &candidates, line_number(rec, d->label_line));
	if (candidates.count == 0) {
		box->vote->election = NULL;
		return;
	}
	election->candidates = (Truce__V1__Candidate **)candidates.items;
	election->n_candidates = candidates.count;
	box->turn_list = box->turn_after;
	box->settled = true;
}

#include "domain/position_ballot.h"

#include <stdio.h>
#include <string.h>

#include "domain/said.h"
#include "domain/vote_on.h"

/* ---- How it ended ------------------------------------------------------- */

#define DECISIONS_MOST 2 /* of a vote: its totals, and what follows from them */

static const char *const results[] = {
	[TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED] = "",
	[TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED] = "adopted",
	[TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED] = "not adopted",
	[TRUCE__V1__VOTE__RESULT__RESULT_VETOED] = "not adopted, owing to the negative vote of a permanent member",
};

static int count_ballots(const Truce__V1__Vote *vote, Truce__V1__Vote__Choice choice)
{
	int count = 0;
	for (size_t i = 0; i < vote->n_ballots; i++)
		count += vote->ballots[i]->choice == choice;
	return count;
}

/* "S/2018/1016: 13 in favour, 0 against, 2 abstaining; adopted": the totals that are printed,
 * or else how many voted so by name. */
static const char *tell(const Truce__V1__Vote *vote, struct arena *arena)
{
	const struct {
		bool printed;
		int total;
		Truce__V1__Vote__Choice choice;
		const char *word;
	} totals[] = {
		{ vote->in_favour_total_case != 0, vote->in_favour, TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR,
		  "in favour" },
		{ vote->against_total_case != 0, vote->against, TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST, "against" },
		{ vote->abstaining_total_case != 0, vote->abstaining, TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING,
		  "abstaining" },
	};
	char text[200];
	size_t used = 0, result = (size_t)vote->result;
	bool printed = totals[0].printed || totals[1].printed || totals[2].printed;
	text[0] = '\0';
	for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
		int total = printed ? totals[i].total : count_ballots(vote, totals[i].choice);
		if (printed ? totals[i].printed : total > 0)
			used += (size_t)snprintf(text + used, sizeof text - used, "%s%d %s", used > 0 ? ", " : "",
						 total, totals[i].word);
	}
	const char *end = result < sizeof results / sizeof *results ? results[result] : "";
	return arena_printf(arena, "%s%s%s%s%s%s", vote->document, vote->document[0] != '\0' ? ": " : "",
			    used > 0 && !printed ? "by name " : "", text, used > 0 && end[0] != '\0' ? "; " : "", end);
}

/* Adds the words of the decisions that have a vote. */
static bool add_decisions(const Truce__V1__Statement *s, struct arena *arena, struct position_ballot *votes)
{
	size_t count = s->record == NULL ? 0 : s->record->n_decisions;
	int *seen = arena_array(arena, s->n_votes + 1, sizeof *seen);
	for (size_t i = 0; seen != NULL && i < count; i++) {
		const Truce__V1__MeetingDecision *d = s->record->decisions[i];
		if (d->vote < 1 || (size_t)d->vote > s->n_votes || seen[d->vote] == DECISIONS_MOST)
			continue;
		struct position_ballot *told = &votes[d->vote - 1];
		const char *words = said_words(s, d->span, arena);
		if (words == NULL)
			return false;
		if (words[0] == '\0')
			continue;
		seen[d->vote]++;
		told->span = told->words == NULL ? d->span : told->span;
		told->words = told->words == NULL ? words : arena_printf(arena, "%s %s", told->words, words);
		if (told->words == NULL)
			return false;
	}
	return seen != NULL;
}

/* Of a vote that no decision has: the words that stand at its place, but no lists of names. */
static const char *words_of(const Truce__V1__Statement *s, const Truce__V1__Vote *vote, struct arena *arena)
{
	const Truce__V1__Block *block = vote->span == NULL ? NULL : said_block(s, vote->span->block);
	bool lists = block == NULL || block->kind == TRUCE__V1__BLOCK__KIND__KIND_VOTE || block->text[0] == '\0';
	return lists ? tell(vote, arena) : said_words(s, vote->span, arena);
}

bool position_ballots(const Truce__V1__Statement *s, struct arena *arena, struct position_ballot **out)
{
	struct position_ballot *votes = arena_array(arena, s->n_votes + 1, sizeof *votes);
	if (votes == NULL)
		return false;
	for (size_t i = 0; i < s->n_votes; i++) {
		votes[i] =
			(struct position_ballot){ .topic = vote_topic(s->votes[i], arena), .span = s->votes[i]->span };
		if (votes[i].topic == NULL)
			return false;
	}
	if (!add_decisions(s, arena, votes))
		return false;
	for (size_t i = 0; i < s->n_votes; i++) {
		if (votes[i].words == NULL)
			votes[i].words = words_of(s, s->votes[i], arena);
		if (votes[i].words == NULL)
			return false;
	}
	*out = votes;
	return true;
}

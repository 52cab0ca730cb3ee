#include "domain/position.h"

#include <string.h>

#include "domain/position_ballot.h"
#include "domain/said.h"

static const char *const ballot_verbs[] = {
	[TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR] = "in favour",
	[TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST] = "against",
	[TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING] = "abstaining",
	[TRUCE__V1__VOTE__CHOICE__CHOICE_NOT_VOTING] = "not voting",
};

static int32_t block_of(const Truce__V1__TextSpan *span)
{
	return span == NULL ? 0 : span->block;
}

static const char *id_of(const Truce__V1__Party *party)
{
	return party == NULL ? "" : party->id;
}

static bool has_ballot(const Truce__V1__Vote *vote, const char *party)
{
	for (size_t i = 0; i < vote->n_ballots; i++)
		if (strcmp(id_of(vote->ballots[i]->party), party) == 0)
			return true;
	return false;
}

/* Whether an act of voting tells of a vote whose ballots are counted. */
static bool is_ballot(const Truce__V1__Statement *s, const Truce__V1__Act *act, const char *party)
{
	if (act->kind != TRUCE__V1__ACT__KIND__KIND_VOTE || party[0] == '\0')
		return false;
	for (size_t i = 0; i < s->n_votes; i++)
		if (block_of(s->votes[i]->span) == block_of(act->span) && has_ballot(s->votes[i], party))
			return true;
	return false;
}

static Truce__V1__Track track_of(const Truce__V1__Statement *s, Truce__V1__Track track, const Truce__V1__TextSpan *span)
{
	const Truce__V1__Block *block = said_block(s, block_of(span));
	return track != TRUCE__V1__TRACK__TRACK_UNSPECIFIED || block == NULL ? track : block->track;
}

static size_t most_acts(const Truce__V1__Statement *s)
{
	size_t count = s->n_acts * (s->n_signatories + 1);
	for (size_t i = 0; i < s->n_acts; i++)
		count += s->acts[i]->n_actors;
	for (size_t i = 0; i < s->n_votes; i++)
		count += s->votes[i]->n_ballots;
	return count;
}

/* One row for each party; one without a party where nobody is named. */
static size_t add_act(const Truce__V1__Statement *s, const Truce__V1__Act *act, struct position_act *to)
{
	size_t count = 0;
	Truce__V1__Party *party = said_act_by(s, act, 0);
	for (size_t i = 0; i == 0 || party != NULL; party = said_act_by(s, act, ++i)) {
		if (is_ballot(s, act, id_of(party)))
			continue;
		to[count] = (struct position_act){ .party = id_of(party),
						   .topic = act->topic,
						   .track = track_of(s, act->track, act->span),
						   .kind = act->kind,
						   .verb = act->verb,
						   .span = act->span,
						   .again = count > 0 };
		count++;
	}
	return count;
}

/* The words of the ballot, where an act has them. */
static const char *verb_of(const Truce__V1__Statement *s, const Truce__V1__Vote *vote,
			   const Truce__V1__Vote__Ballot *ballot)
{
	for (size_t i = 0; i < s->n_acts; i++) {
		const Truce__V1__Act *act = s->acts[i];
		if (act->kind != TRUCE__V1__ACT__KIND__KIND_VOTE || block_of(act->span) != block_of(vote->span))
			continue;
		Truce__V1__Party *party = said_act_by(s, act, 0);
		for (size_t k = 0; party != NULL; party = said_act_by(s, act, ++k))
			if (strcmp(id_of(party), id_of(ballot->party)) == 0)
				return act->verb;
	}
	size_t choice = (size_t)ballot->choice;
	const char *verb = choice < sizeof ballot_verbs / sizeof *ballot_verbs ? ballot_verbs[choice] : NULL;
	return verb == NULL ? "" : verb;
}

static size_t add_vote(const Truce__V1__Statement *s, const Truce__V1__Vote *vote, const struct position_ballot *told,
		       struct position_act *to)
{
	for (size_t i = 0; i < vote->n_ballots; i++)
		to[i] = (struct position_act){ .party = id_of(vote->ballots[i]->party),
					       .topic = told->topic,
					       .track = track_of(s, TRUCE__V1__TRACK__TRACK_UNSPECIFIED, vote->span),
					       .kind = TRUCE__V1__ACT__KIND__KIND_VOTE,
					       .choice = vote->ballots[i]->choice,
					       .verb = verb_of(s, vote, vote->ballots[i]),
					       .span = told->span,
					       .vote = vote,
					       .words = told->words,
					       .again = i > 0 };
	return vote->n_ballots;
}

bool position_acts(const Truce__V1__Statement *s, struct arena *arena, struct position_act **out, size_t *count)
{
	struct position_act *acts = arena_array(arena, most_acts(s) + 1, sizeof *acts);
	struct position_ballot *votes;
	size_t n = 0;
	if (acts == NULL || !position_ballots(s, arena, &votes))
		return false;
	for (size_t i = 0; i < s->n_acts; i++)
		n += add_act(s, s->acts[i], acts + n);
	for (size_t i = 0; i < s->n_votes; i++)
		n += add_vote(s, s->votes[i], &votes[i], acts + n);
	*out = acts;
	*count = n;
	return true;
}

const char *position_words(const Truce__V1__Statement *s, const struct position_act *act, struct arena *arena)
{
	return act->words != NULL ? act->words : said_words(s, act->span, arena);
}

#include "domain/position.h"

#include <stdlib.h>
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

/* ---- Who voted where ----------------------------------------------------- */

/* A party that an act or a ballot tells to have voted. */
struct voter {
	int32_t block;
	const char *party;
	size_t act; /* that says so */
};

struct voters {
	struct voter *at; /* by block, party and act */
	size_t count;
};

static int compare_party(const struct voter *a, int32_t block, const char *party)
{
	return a->block != block ? (a->block > block) - (a->block < block) : strcmp(a->party, party);
}

static int compare_voters(const void *a, const void *b)
{
	const struct voter *x = a, *y = b;
	int order = compare_party(x, y->block, y->party);
	return order != 0 ? order : (x->act > y->act) - (x->act < y->act);
}

static void sort_voters(struct voters *v)
{
	if (v->count > 0)
		qsort(v->at, v->count, sizeof *v->at, compare_voters);
}

/* The first at a block and a party, or behind them. */
static const struct voter *voters_from(const struct voters *v, int32_t block, const char *party)
{
	size_t low = 0, high = v->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_party(&v->at[middle], block, party) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return v->at + low;
}

static const struct voter *voter_find(const struct voters *v, int32_t block, const char *party)
{
	const struct voter *found = voters_from(v, block, party);
	return found < v->at + v->count && compare_party(found, block, party) == 0 ? found : NULL;
}

static bool is_of_voting(const Truce__V1__Act *act)
{
	return act->kind == TRUCE__V1__ACT__KIND__KIND_VOTE;
}

/* Those of whom acts say that they voted. */
static bool find_actors(const Truce__V1__Statement *s, struct arena *arena, struct voters *out)
{
	struct sayers sayers;
	size_t most = 0;
	for (size_t i = 0; s->n_votes > 0 && i < s->n_acts; i++)
		if (is_of_voting(s->acts[i]))
			for (sayers = said_act_by(s, s->acts[i]); sayers_next(&sayers) != NULL;)
				most++;
	*out = (struct voters){ .at = arena_array(arena, most, sizeof *out->at) };
	if (out->at == NULL)
		return false;
	for (size_t i = 0; most > 0 && i < s->n_acts; i++) {
		if (!is_of_voting(s->acts[i]))
			continue;
		const Truce__V1__Party *party;
		for (sayers = said_act_by(s, s->acts[i]); (party = sayers_next(&sayers)) != NULL;)
			out->at[out->count++] = (struct voter){ block_of(s->acts[i]->span), party->id, i };
	}
	sort_voters(out);
	return true;
}

/* Whether an act at a vote's place says who voted. */
static bool is_told(const struct voters *actors, const Truce__V1__Vote *vote)
{
	const struct voter *first = voters_from(actors, block_of(vote->span), "");
	return first < actors->at + actors->count && first->block == block_of(vote->span);
}

/* Those with ballots in votes at whose place an act says who voted. */
static bool find_ballots(const Truce__V1__Statement *s, const struct voters *actors, struct arena *arena,
			 struct voters *out)
{
	size_t most = 0;
	for (size_t i = 0; i < s->n_votes; i++)
		most += is_told(actors, s->votes[i]) ? s->votes[i]->n_ballots : 0;
	*out = (struct voters){ .at = arena_array(arena, most, sizeof *out->at) };
	if (out->at == NULL)
		return false;
	for (size_t i = 0; most > 0 && i < s->n_votes; i++) {
		const Truce__V1__Vote *vote = s->votes[i];
		for (size_t k = 0; is_told(actors, vote) && k < vote->n_ballots; k++)
			out->at[out->count++] =
				(struct voter){ block_of(vote->span), id_of(vote->ballots[k]->party), 0 };
	}
	sort_voters(out);
	return true;
}

/* Whether an act of voting tells of a vote whose ballots are counted. */
static bool is_ballot(const struct voters *ballots, const Truce__V1__Act *act, const char *party)
{
	return is_of_voting(act) && party[0] != '\0' && voter_find(ballots, block_of(act->span), party) != NULL;
}

/* ---- Acts ---------------------------------------------------------------- */

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
static size_t add_act(const Truce__V1__Statement *s, const struct voters *ballots, const Truce__V1__Act *act,
		      struct position_act *to)
{
	size_t count = 0;
	struct sayers sayers = said_act_by(s, act);
	const Truce__V1__Party *party = sayers_next(&sayers);
	for (bool first = true; first || party != NULL; party = sayers_next(&sayers), first = false) {
		if (is_ballot(ballots, act, id_of(party)))
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
static const char *verb_of(const Truce__V1__Statement *s, const struct voters *actors, const Truce__V1__Vote *vote,
			   const Truce__V1__Vote__Ballot *ballot)
{
	const struct voter *told = voter_find(actors, block_of(vote->span), id_of(ballot->party));
	if (told != NULL)
		return s->acts[told->act]->verb;
	size_t choice = (size_t)ballot->choice;
	const char *verb = choice < sizeof ballot_verbs / sizeof *ballot_verbs ? ballot_verbs[choice] : NULL;
	return verb == NULL ? "" : verb;
}

static size_t add_vote(const Truce__V1__Statement *s, const struct voters *actors, const Truce__V1__Vote *vote,
		       const struct position_ballot *told, struct position_act *to)
{
	for (size_t i = 0; i < vote->n_ballots; i++)
		to[i] = (struct position_act){ .party = id_of(vote->ballots[i]->party),
					       .topic = told->topic,
					       .track = track_of(s, TRUCE__V1__TRACK__TRACK_UNSPECIFIED, vote->span),
					       .kind = TRUCE__V1__ACT__KIND__KIND_VOTE,
					       .choice = vote->ballots[i]->choice,
					       .verb = verb_of(s, actors, vote, vote->ballots[i]),
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
	struct voters actors, ballots;
	size_t n = 0;
	if (acts == NULL || !position_ballots(s, arena, &votes) || !find_actors(s, arena, &actors) ||
	    !find_ballots(s, &actors, arena, &ballots))
		return false;
	for (size_t i = 0; i < s->n_acts; i++)
		n += add_act(s, &ballots, s->acts[i], acts + n);
	for (size_t i = 0; i < s->n_votes; i++)
		n += add_vote(s, &actors, s->votes[i], &votes[i], acts + n);
	*out = acts;
	*count = n;
	return true;
}

const char *position_words(const Truce__V1__Statement *s, const struct position_act *act, struct arena *arena)
{
	return act->words != NULL ? act->words : said_words(s, act->span, arena);
}

#include "domain/citation_use.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/citation.h"
#include "domain/said.h"
#include "domain/vote_on.h"
#include "domain/words.h"
#include "proto/message.h"

#define STANCE(name) TRUCE__V1__CITATION_USE__STANCE__STANCE_##name
#define ACT(name) TRUCE__V1__ACT__KIND__KIND_##name

/* What a verb does to its object. */
enum side { SIDE_NONE, SIDE_FOR, SIDE_AGAINST, SIDE_CALL };

/* Words that lead a clause. */
static const struct {
	const char *pattern;
	enum side side;
} lead_verbs[] = {
	{ "support|supports|supporting", SIDE_FOR },
	{ "endorse|endorses|endorsing", SIDE_FOR },
	{ "commend|commends|commending", SIDE_FOR },
	{ "welcome|welcomes|welcoming", SIDE_FOR },
	{ "reaffirm|reaffirms|reaffirming", SIDE_FOR },
	{ "reiterate|reiterates|reiterating", SIDE_FOR },
	{ "guided", SIDE_FOR },
	{ "condemn|condemns|condemning", SIDE_AGAINST },
	{ "deplore|deplores|deploring", SIDE_AGAINST },
	{ "denounce|denounces|denouncing", SIDE_AGAINST },
	{ "reject|rejects|rejecting", SIDE_AGAINST },
	{ "oppose|opposes|opposing", SIDE_AGAINST },
	{ "call|calls|calling on|upon|for", SIDE_CALL },
	{ "urge|urges|urging", SIDE_CALL },
	{ "request|requests|requesting", SIDE_CALL },
	{ "demand|demands|demanding", SIDE_CALL },
};

/* Acts by what they do. A verb that recalls is among those that reaffirm. */
static const enum side act_sides[] = {
	[ACT(CALL)] = SIDE_CALL,       [ACT(SUPPORT)] = SIDE_FOR,  [ACT(WELCOME)] = SIDE_FOR,
	[ACT(CONDEMN)] = SIDE_AGAINST, [ACT(REAFFIRM)] = SIDE_FOR, [ACT(OPPOSE)] = SIDE_AGAINST,
};

/* Words that may stand before a document's name. */
static const char names[] = "the|this|that|these|both|draft|united|nations|un|unsc|security|council|sc|general|"
			    "assembly|resolution|resolutions|and|,|(|)";

/* What else may: of what is supported, and of what is to be carried out. */
static const char *const others[] = {
	[SIDE_FOR] = "of|its|their|our|his|her|commitment|to|full|fully|unanimous|early|swift|comprehensive|"
		     "adoption|adopting|extension|extending|prolongation|renewal|provisions|by|for|all|"
		     "implementation|implementing|execution",
	[SIDE_AGAINST] = NULL,
	[SIDE_CALL] = "of|with|for|fully|full|immediately|all|provisions|its",
};

/* What carrying it out is called. */
static const char doing[] = "implement|implements|implementing|implementation|implemented|execute|execution|"
			    "comply|compliance|observe|observance|respect|fulfil|fulfill|fulfilment|fulfillment";

static bool may_precede(const struct words *w, size_t i, const char *more)
{
	return w->at[i].kind == WORD_DIGITS || words_match(w, i, names) > 0 ||
	       (more != NULL && words_match(w, i, more) > 0);
}

/* Whether what the verb is about, in the words from first, is the document that
 * stands at last. Whom a call addresses is passed over. */
static bool is_object(const struct words *w, size_t first, size_t last, enum side side)
{
	size_t from = first;
	if (side == SIDE_CALL) {
		for (from = last; from > first && words_match(w, from - 1, doing) == 0;)
			from--;
		if (from == first)
			return false;
	}
	for (size_t i = from; i < last; i++)
		if (!may_precede(w, i, others[side]))
			return false;
	return true;
}

static enum side verb_side(const Truce__V1__Act *act)
{
	size_t kind = (size_t)act->kind;
	if (text_equal(act->verb, strnlen(act->verb, 6), "recall", 6))
		return SIDE_NONE;
	return kind < sizeof act_sides / sizeof *act_sides ? act_sides[kind] : SIDE_NONE;
}

/* First word at this byte or after it. */
static size_t word_at(const struct words *w, size_t byte)
{
	size_t i = 0;
	while (i < w->count && w->at[i].start < byte)
		i++;
	return i;
}

static bool is_denied(const struct words *w, size_t at)
{
	return at > 0 && words_match(w, at - 1, "not|never|cannot|nor") > 0;
}

/* Whether a verb that is printed between two words has the document for its object. */
static bool verb_has_object(const struct words *w, size_t from, size_t cited, const char *verb, enum side side)
{
	size_t size = strlen(verb);
	for (size_t i = from; size > 0 && i < cited; i++) {
		size_t start = w->at[i].start, next = word_at(w, start + size);
		if (start + size > w->size || !text_equal(w->text + start, size, verb, size) || next > cited ||
		    w->at[next - 1].end != start + size)
			continue;
		if (!is_denied(w, i) && w->at[i].first == w->at[cited].first && is_object(w, next, cited, side))
			return true;
	}
	return false;
}

/* ---- The act's topic -------------------------------------------------- */

/* Whether one text has another, as it is printed, in any letter case. */
static const char *find_text(const char *text, const char *part, size_t size)
{
	size_t all = strlen(text);
	for (size_t i = 0; size > 0 && i + size <= all; i++)
		if (text_equal(text + i, size, part, size))
			return text + i;
	return NULL;
}

/* Number of a resolution in normal form, and its year; 0 where there is none. */
static void numbers_of(const char *instrument, int *number, int *year)
{
	*number = *year = 0;
	if (sscanf(instrument, "S/RES/%9d (%4d)", number, year) < 1)
		*number = *year = 0;
}

/* Where the topic names the document; NULL where it does not. */
static const char *named_in(const char *topic, const Truce__V1__Citation *c, const char *stretch, size_t stretch_size)
{
	char words[32];
	int number, year;
	const char *at = find_text(topic, c->printed, strlen(c->printed));
	if (at == NULL)
		at = find_text(topic, c->instrument, strlen(c->instrument));
	if (at == NULL)
		at = find_text(topic, stretch, stretch_size);
	numbers_of(c->instrument, &number, &year);
	if (at != NULL || number == 0)
		return at;
	snprintf(words, sizeof words, "resolution %d", number);
	at = find_text(topic, words, strlen(words));
	bool longer = at != NULL && is_digit(at[strlen(words)]);
	return longer ? NULL : at;
}

/* Whether the document is the topic, and not only named in it. */
static bool topic_is(const Truce__V1__Act *act, const Truce__V1__Citation *c, const struct words *block, enum side side,
		     struct arena *arena, bool *full)
{
	size_t start = (size_t)c->span->start, end = (size_t)c->span->end;
	const char *stretch = end > start && end <= block->size ? block->text + start : "";
	const char *at = named_in(act->topic, c, stretch, stretch[0] == '\0' ? 0 : end - start);
	struct words w = { 0 };
	if (at == NULL)
		return false;
	if (!words_split(&w, act->topic, strlen(act->topic), arena)) {
		*full = true;
		return false;
	}
	return is_object(&w, 0, word_at(&w, (size_t)(at - act->topic)), side);
}

/* ---- The passage ------------------------------------------------------ */

/* Sides that were found: both is no stance. */
struct found {
	bool on_side[SIDE_CALL + 1];
};

#define TOLD_MOST 64 /* of whom it tells */

/* Whose use it is: of those who say the passage, or else of whom it tells. */
struct users {
	Truce__V1__Party **at;
	size_t count;
	bool told;
};

static bool is_user(const struct users *users, const Truce__V1__Party *party)
{
	for (size_t i = 0; i < users->count; i++)
		if (strcmp(users->at[i]->id, party->id) == 0)
			return true;
	return false;
}

static void add_told(struct users *users, Truce__V1__Party *party)
{
	users->told = true;
	if (users->count < TOLD_MOST && (party->id[0] == '\0' || !is_user(users, party)))
		users->at[users->count++] = party;
}

static bool find_users(const Truce__V1__Statement *s, const Truce__V1__Citation *c, struct arena *arena,
		       struct users *users)
{
	int32_t block = c->span == NULL ? 0 : c->span->block;
	*users = (struct users){ .at = arena_array(arena, s->n_signatories + TOLD_MOST, sizeof *users->at) };
	if (users->at == NULL)
		return false;
	struct sayers sayers = said_by(s, block);
	for (Truce__V1__Party *party; (party = sayers_next(&sayers)) != NULL;)
		users->at[users->count++] = party;
	if (users->count > 0)
		return true;
	for (size_t i = 0; i < s->n_acts; i++) {
		const Truce__V1__Act *act = s->acts[i];
		if (act->n_actors == 0 || !said_within(c->span, act->span))
			continue;
		for (size_t k = 0; k < act->n_actors; k++)
			add_told(users, act->actors[k]);
	}
	return true;
}

/* Whether an act is one of the users'. */
static bool is_act_of(const struct users *users, const Truce__V1__Act *act)
{
	for (size_t i = 0; i < act->n_actors; i++)
		if (act->actors[i]->id[0] != '\0' && is_user(users, act->actors[i]))
			return true;
	return act->n_actors == 0 && !users->told;
}

static bool look_at_acts(const Truce__V1__Statement *s, const Truce__V1__Citation *c, const struct users *users,
			 const struct words *w, struct arena *arena, struct found *found)
{
	size_t cited = word_at(w, (size_t)c->span->start);
	bool full = false;
	for (size_t i = 0; i < s->n_acts; i++) {
		const Truce__V1__Act *act = s->acts[i];
		enum side side = verb_side(act);
		if (side == SIDE_NONE || !said_within(c->span, act->span) || !is_act_of(users, act))
			continue;
		bool by_words = cited < w->count &&
				verb_has_object(w, word_at(w, (size_t)act->span->start), cited, act->verb, side);
		if (by_words || topic_is(act, c, w, side, arena, &full))
			found->on_side[side] = true;
	}
	return !full;
}

static enum side lead_side(const struct words *lead, size_t *words)
{
	for (size_t at = 0; at < lead->count; at++)
		for (size_t i = 0; i < sizeof lead_verbs / sizeof *lead_verbs; i++)
			if ((*words = words_match(lead, at, lead_verbs[i].pattern)) > 0)
				return is_denied(lead, at) ? SIDE_NONE : lead_verbs[i].side;
	return SIDE_NONE;
}

/* A clause's text may begin with the words that lead it or leave them out. */
static bool look_at_lead(const Truce__V1__Block *block, const Truce__V1__Citation *c, const struct words *w,
			 struct arena *arena, struct found *found)
{
	struct words lead = { 0 };
	size_t size = strlen(block->lead_verb), taken;
	if (!words_split(&lead, block->lead_verb, size, arena))
		return false;
	enum side side = lead_side(&lead, &taken);
	bool begins = size <= w->size && text_equal(block->text, size, block->lead_verb, size);
	size_t first = begins ? word_at(w, size) : 0, cited = word_at(w, (size_t)c->span->start);
	if (side != SIDE_NONE && cited < w->count && first <= cited && w->at[0].first == w->at[cited].first &&
	    is_object(w, first, cited, side))
		found->on_side[side] = true;
	return true;
}

static Truce__V1__Vote__Choice choice_of(const Truce__V1__Vote *vote, const char *party)
{
	for (size_t i = 0; i < vote->n_ballots; i++)
		if (party[0] != '\0' && vote->ballots[i]->party != NULL &&
		    strcmp(vote->ballots[i]->party->id, party) == 0)
			return vote->ballots[i]->choice;
	return TRUCE__V1__VOTE__CHOICE__CHOICE_UNSPECIFIED;
}

/* How the users voted on the document. */
struct cast {
	bool in_favour, against;
};

static void count_ballots(const struct users *users, const Truce__V1__Vote *vote, struct cast *cast)
{
	for (size_t i = 0; i < users->count; i++) {
		Truce__V1__Vote__Choice choice = choice_of(vote, users->at[i]->id);
		cast->in_favour |= choice == TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR;
		cast->against |= choice == TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST;
	}
}

/* Of the votes that a statement has: the citing one's own, or its meeting's. */
static bool look_at_votes(const struct users *users, const Truce__V1__Statement *voting, const Truce__V1__Citation *c,
			  struct arena *arena, struct cast *cast)
{
	size_t count = voting == NULL ? 0 : voting->n_votes;
	for (size_t i = 0; i < count; i++) {
		bool on;
		if (!vote_is_on(voting->votes[i], c->instrument, arena, &on))
			return false;
		if (on)
			count_ballots(users, voting->votes[i], cast);
	}
	return true;
}

static bool look_at_words(const Truce__V1__Statement *s, const Truce__V1__Citation *c, const struct users *users,
			  struct arena *arena, struct cast *cast)
{
	const Truce__V1__Block *block = c->span == NULL ? NULL : said_block(s, c->span->block);
	struct found found = { 0 };
	struct words w = { 0 };
	if (block == NULL)
		return true;
	if (!words_split(&w, block->text, strlen(block->text), arena) ||
	    !look_at_acts(s, c, users, &w, arena, &found) ||
	    (!users->told && !look_at_lead(block, c, &w, arena, &found)))
		return false;
	cast->in_favour = found.on_side[SIDE_FOR] || found.on_side[SIDE_CALL];
	cast->against = found.on_side[SIDE_AGAINST];
	return true;
}

static bool find_stance(const Truce__V1__Statement *s, const Truce__V1__Statement *meeting,
			const Truce__V1__Citation *c, const struct users *users, struct arena *arena,
			Truce__V1__CitationUse__Stance *out)
{
	struct cast cast = { 0 };
	*out = STANCE(UNSPECIFIED);
	if (said_from_chair(s, c->span == NULL ? 0 : c->span->block)) /* whose words are no delegation's */
		return true;
	if (!look_at_votes(users, s, c, arena, &cast) || !look_at_votes(users, meeting, c, arena, &cast))
		return false;
	if (!cast.in_favour && !cast.against && !look_at_words(s, c, users, arena, &cast))
		return false;
	*out = cast.in_favour == cast.against ? STANCE(UNSPECIFIED) : cast.in_favour ? STANCE(FOR) : STANCE(AGAINST);
	return true;
}

bool citation_stance(const Truce__V1__Statement *s, const Truce__V1__Statement *meeting, const Truce__V1__Citation *c,
		     struct arena *arena, Truce__V1__CitationUse__Stance *out)
{
	struct users users;
	return find_users(s, c, arena, &users) && find_stance(s, meeting, c, &users, arena, out);
}

const char *citation_doubt(const Truce__V1__Citation *c)
{
	int number, year;
	if (c->doubt[0] != '\0')
		return c->doubt;
	numbers_of(c->instrument, &number, &year);
	const char *doubt = number == 0 || year == 0 ? NULL : citation_year_doubt(number, year);
	return doubt == NULL ? "" : doubt;
}

Truce__V1__CitationUse *citation_use(const Truce__V1__Statement *s, const Truce__V1__Statement *meeting,
				     const Truce__V1__Citation *c, struct arena *arena)
{
	Truce__V1__CitationUse *use = (void *)message_new(&truce__v1__citation_use__descriptor, arena);
	int32_t number = c->span == NULL ? 0 : c->span->block;
	const Truce__V1__Block *block = said_block(s, number);
	struct users users;
	if (use == NULL || !find_users(s, c, arena, &users) || !find_stance(s, meeting, c, &users, arena, &use->stance))
		return NULL;
	use->instrument = c->instrument;
	use->statement = s->name;
	use->title = s->title;
	use->date = s->date;
	use->printed = c->printed;
	use->span = c->span;
	use->text = block == NULL ? use->text : block->text;
	use->doubt = message_borrow(citation_doubt(c));
	use->cited_statement = c->statement;
	for (size_t i = 0; i < users.count; i++)
		if (!message_append(&use->base, "parties", &users.at[i]->base, arena))
			return NULL;
	return use;
}

/* Who speaks in a block, and the acts that are the speaker's own. */
#include "domain/reader/finder.h"

#include <string.h>

#include "domain/acts.h"
#include "domain/party.h"
#include "domain/side.h"
#include "domain/told.h"

#define THANKED_WORDS 12
#define ADDRESSEES_MOST 8

static void name_learn(struct finder *f, const char *name, bool adjective)
{
	struct word first;
	if (f->name_count == SPEAKER_NAMES || !word_first(name, strlen(name), &first))
		return;
	f->names[f->name_count++] = (struct speaker_name){ .text = name, .hash = first.hash, .adjective = adjective };
	f->name_bits |= (uint64_t)1 << first.hash % 64;
}

void speaker_learn(struct finder *f)
{
	f->turn = f->b->turn;
	f->speaker = NULL;
	f->name_count = 0;
	f->name_bits = 0;
	if (f->turn == 0)
		return;
	const Truce__V1__Turn *turn = f->d->turns.items[f->turn - 1];
	f->speaker = turn->speaker->party;
	if (f->speaker == NULL || f->speaker->id[0] == '\0')
		return;
	const struct party *party = party_find(f->speaker->id);
	for (const struct party_name *name = party == NULL ? NULL : party->names; name != NULL && name->name != NULL;
	     name++)
		name_learn(f, name->name, false);
	const char *seat;
	for (size_t i = 0; (seat = seat_of(f->speaker->id, i)) != NULL; i++)
		name_learn(f, seat, false);
	for (const struct party_name *a = party_adjectives_of(f->speaker->id); a != NULL && a->name != NULL; a++)
		name_learn(f, a->name, true);
}

/* Words of a name at word i, 0 where it does not stand there. */
static size_t name_fits(struct finder *f, struct speaker_name *name, size_t i)
{
	struct words *words = &name->words;
	if (words->count == 0 && !words_split(words, name->text, strlen(name->text), f->r->arena))
		f->r->full = true;
	size_t n = 0;
	while (n < words->count && i + n < f->w.at[i].last &&
	       text_equal(words->text + words->at[n].start, words->at[n].end - words->at[n].start,
			  f->w.text + f->w.at[i + n].start, f->w.at[i + n].end - f->w.at[i + n].start))
		n++;
	if (n < words->count || !name->adjective)
		return n == words->count ? n : 0;
	bool many;
	size_t side = side_at(&f->w, i + n, &many);
	return side > 0 ? n + side : 0;
}

static size_t name_at(struct finder *f, size_t i)
{
	size_t best = 0;
	for (size_t k = 0; k < f->name_count; k++) {
		size_t n = f->names[k].hash == f->w.at[i].hash ? name_fits(f, &f->names[k], i) : 0;
		best = n > best ? n : best;
	}
	return best;
}

void subject_at(struct finder *f, size_t i, bool speaks)
{
	bool quoted =
		word_is_glued(&f->w, i) && (word_is_mark(&f->w, i - 1, '"') || word_is(&f->w, i - 1, "\xE2\x80\x9C"));
	bool own = speaks && !quoted;
	size_t n = own ? words_match(&f->w, i, "we|i") : 0;
	if (n > 0) {
		f->subject = SUBJECT_FIRST;
	} else {
		n = own ? words_match(&f->w, i, "my|our delegation|country|government") : 0;
		n = n > 0 ? n : name_at(f, i);
		if (n == 0)
			return;
		f->subject = SUBJECT_NAMED;
	}
	f->verb_at = i + n;
	f->subordinate = false;
}

static bool agrees(const struct finder *f, size_t i, const struct act_verb *verb)
{
	bool infinitive = i > 0 && words_match(&f->w, i - 1, "to") > 0;
	if (f->subject == SUBJECT_NAMED)
		return verb->form == VERB_THIRD || verb->form == VERB_PAST || infinitive;
	return verb->form == VERB_BASE || (verb->form == VERB_PAST && f->subject == SUBJECT_FIRST);
}

/* Whether the subject may have a verb at word i: right after it, or after "and". */
static bool is_place_of_verb(const struct finder *f, size_t i)
{
	if (f->verb_at == i)
		return true;
	size_t and = i - (i > 1 && acts_is_filler(&f->w, i - 1) ? 1 : 0);
	return !f->subordinate && and > f->w.at[i].first && words_match(&f->w, and-1, "and") > 0;
}

/* Whether a verb at such a word is the subject's. */
static bool is_subjects(const struct finder *f, size_t i, const struct act_verb *verb)
{
	return agrees(f, i, verb) && (f->verb_at == i || verb->form != VERB_PAST);
}

/* Of the words from first to end. */
static Truce__V1__Party *party_printed(struct finder *f, size_t first, size_t end)
{
	return reader_party_said(f->r, &f->w, first, end, printed_at(f, f->w.at[first].start, f->w.at[end - 1].end));
}

/* Parties from word first to end: one where the whole is a name or its parts are not
 * all names, else one for each part. */
static void addressees_add(struct finder *f, struct list *list, size_t first, size_t end, bool names_only)
{
	struct list parts = { 0 };
	bool all = true;
	Truce__V1__Party *whole = party_printed(f, first, end);
	for (size_t i = first, part = first; i <= end && all; i++) {
		if (i < end && !word_is_mark(&f->w, i, ',') && words_match(&f->w, i, "and") == 0)
			continue;
		Truce__V1__Party *party = i > part && parts.count < ADDRESSEES_MOST ? party_printed(f, part, i) : NULL;
		all = party != NULL && party->id[0] != '\0';
		list_add(f->r, &parts, party);
		part = i + 1;
	}
	if (whole != NULL && whole->id[0] == '\0' && all)
		*list = parts;
	else if (whole != NULL && (whole->id[0] != '\0' || !names_only))
		list_add(f->r, list, whole);
}

static void addressees_find(struct finder *f, struct list *list, const struct act_verb *verb, size_t i)
{
	size_t first = i + verb->words;
	if (verb->addresses) {
		size_t end = acts_addressee_end(&f->w, first);
		if (end > first)
			addressees_add(f, list, first, end, false);
		return;
	}
	if (verb->kind != TRUCE__V1__ACT__KIND__KIND_THANK || first >= f->w.count)
		return;
	first += words_match(&f->w, first, "to");
	for (size_t end = first; end < f->w.count && end < f->w.at[i].last && end - first <= THANKED_WORDS; end++) {
		if (end > first && words_match(&f->w, end, "for") > 0) {
			addressees_add(f, list, first, end, true);
			return;
		}
	}
}

/* NULL where the arena is full. */
static Truce__V1__Act *act_add(struct finder *f, size_t i, const struct act_verb *verb)
{
	Truce__V1__Act *act = reader_new(f->r, &truce__v1__act__descriptor);
	struct list addressees = { 0 };
	if (act == NULL)
		return NULL;
	addressees_find(f, &addressees, verb, i);
	act->kind = verb->kind;
	act->verb = message_borrow(printed_at(f, f->w.at[i].start, f->w.at[i + verb->words - 1].end));
	act->addressees = (Truce__V1__Party **)addressees.items;
	act->n_addressees = addressees.count;
	act->span = span_make(f, f->w.at[i].start, f->w.at[f->w.at[i].last - 1].end);
	list_add(f->r, &f->d->acts, act);
	f->acted_to = i + verb->words;
	return act;
}

/* An act of whom the words before the verb name. */
static void told_at(struct finder *f, size_t i)
{
	struct act_verb verb;
	struct list actors = { 0 };
	struct told told;
	if (i < f->acted_to || i == f->w.at[i].first || !acts_match(&f->w, i, &verb) ||
	    !told_of(&f->w, i, &verb, &told))
		return;
	for (size_t k = 0; k < told.count; k++) {
		Truce__V1__Party *party = party_printed(f, told.parties[k].first, told.parties[k].end);
		if (party != NULL)
			party->id = message_borrow(told.parties[k].id);
		list_add(f->r, &actors, party);
	}
	Truce__V1__Act *act = act_add(f, i, &verb);
	if (act == NULL)
		return;
	act->actors = (Truce__V1__Party **)actors.items;
	act->n_actors = actors.count;
}

void act_at(struct finder *f, size_t i)
{
	struct act_verb verb;
	if (f->subject == SUBJECT_TOLD) {
		told_at(f, i);
		return;
	}
	if (f->subject == SUBJECT_NONE || i < f->acted_to || !is_place_of_verb(f, i) || !acts_match(&f->w, i, &verb) ||
	    !is_subjects(f, i, &verb))
		return;
	act_add(f, i, &verb);
	f->subordinate = verb.addresses;
	f->vote_at = verb.kind == TRUCE__V1__ACT__KIND__KIND_VOTE ? i + verb.words : 0;
	f->choice = verb.choice;
	bool opening = f->vote_at > 0 && f->block == 0 && f->w.at[i].first == 0;
	if (opening && f->d->statement->kind == TRUCE__V1__STATEMENT__KIND__KIND_SPEECH)
		f->d->statement->kind = TRUCE__V1__STATEMENT__KIND__KIND_EXPLANATION_OF_VOTE;
}

void filler_at(struct finder *f, size_t i, bool fills, bool turns)
{
	if (fills && f->verb_at == i && acts_is_filler(&f->w, i))
		f->verb_at = i + 1;
	else if (turns && i >= f->acted_to)
		f->subordinate = true;
}

#include "domain/position_told.h"

#include <stdlib.h>
#include <string.h>

#include "domain/acts.h"
#include "domain/said.h"

/* A statement with votes by name. */
struct position_whole {
	const char *name;
	struct told_vote *votes;
	size_t count;
	struct position_whole *next;
};

/* Each ballot is the choice, as a byte that is not 0, and the party's id up to its NUL. */
struct told_vote {
	const char *instrument, *document, *ballots;
};

/* ---- Ballots ------------------------------------------------------------ */

static const char *voter(const Truce__V1__Vote__Ballot *ballot, const char *only)
{
	const char *id = ballot->party == NULL ? "" : ballot->party->id;
	return only[0] == '\0' || strcmp(only, id) == 0 ? id : "";
}

static const char *keep_ballots(const Truce__V1__Vote *vote, const char *only, struct arena *arena)
{
	size_t size = 1;
	for (size_t i = 0; i < vote->n_ballots; i++)
		size += strlen(voter(vote->ballots[i], only)) + 2;
	char *kept = arena_alloc(arena, size), *to = kept;
	for (size_t i = 0; kept != NULL && i < vote->n_ballots; i++) {
		const char *id = voter(vote->ballots[i], only);
		if (id[0] == '\0')
			continue;
		*to++ = (char)(vote->ballots[i]->choice + 1);
		to = stpcpy(to, id) + 1;
	}
	if (kept != NULL)
		*to = '\0';
	return kept;
}

bool position_keep_ballots(struct position_table *t, const Truce__V1__Statement *s)
{
	if (s->n_votes == 0 || said_in(s)[0] != '\0')
		return true;
	struct position_whole *whole = arena_zalloc(t->arena, sizeof *whole);
	if (whole == NULL)
		return false;
	whole->name = arena_text(t->arena, s->name);
	whole->votes = arena_array(t->arena, s->n_votes, sizeof *whole->votes);
	if (whole->name == NULL || whole->votes == NULL)
		return false;
	for (; whole->count < s->n_votes; whole->count++) {
		const Truce__V1__Vote *vote = s->votes[whole->count];
		struct told_vote *kept = &whole->votes[whole->count];
		kept->instrument = arena_text(t->arena, vote->instrument);
		kept->document = arena_text(t->arena, vote->document);
		kept->ballots = keep_ballots(vote, t->query->party, t->arena);
		if (kept->instrument == NULL || kept->document == NULL || kept->ballots == NULL)
			return false;
	}
	whole->next = t->wholes;
	t->wholes = whole;
	return true;
}

/* ---- What is told -------------------------------------------------------- */

static bool add_document(struct position_telling *telling, const char *document, size_t most, struct arena *arena)
{
	if (document[0] == '\0' || telling->document_count == most)
		return true;
	const char *kept = arena_text(arena, document);
	telling->documents[telling->document_count++] = kept;
	return kept != NULL;
}

#define TOPIC_DOCUMENTS_MOST 8

/* The documents that an act's topic cites. */
static bool add_topic(struct position_telling *telling, const char *topic, size_t most, struct arena *arena,
		      struct arena *scratch)
{
	struct words w = { 0 };
	struct citation_run run = { 0 };
	struct citation c;
	long taken;
	if (!words_split(&w, topic, strlen(topic), scratch))
		return false;
	for (size_t i = 0; i<w.count; i += taken> 0 ? (size_t)taken : 1) {
		taken = citation_match(&run, &w, i, scratch, &c);
		if (taken < 0)
			return false;
		if (taken == 0)
			continue;
		const char *form = c.instrument != NULL ? c.instrument : arena_printf(scratch, "S/RES/%d", c.number);
		if (form == NULL || !add_document(telling, form, most, arena))
			return false;
	}
	return true;
}

static bool add_documents(struct position_telling *telling, const Truce__V1__Statement *s,
			  const struct position_act *act, struct arena *arena, struct arena *scratch)
{
	size_t most = s->n_citations + TOPIC_DOCUMENTS_MOST;
	telling->documents = arena_array(arena, most, sizeof *telling->documents);
	if (telling->documents == NULL)
		return false;
	if (act->vote != NULL)
		return add_document(telling, act->vote->instrument, most, arena) &&
		       add_document(telling, act->vote->document, most, arena);
	for (size_t i = 0; i < s->n_citations; i++)
		if (said_within(s->citations[i]->span, act->span) &&
		    !add_document(telling, s->citations[i]->instrument, most, arena))
			return false;
	return add_topic(telling, act->topic, most, arena, scratch);
}

/* How an act's verb says that it was voted. */
static bool choice_told(const struct position_act *act, struct arena *scratch, Truce__V1__Vote__Choice *out)
{
	struct words verb = { 0 };
	struct act_verb read;
	*out = act->choice;
	if (act->vote != NULL)
		return true;
	if (!words_split(&verb, act->verb, strlen(act->verb), scratch))
		return false;
	if (acts_match(&verb, 0, &read))
		*out = read.choice;
	return true;
}

bool position_may_tell(const Truce__V1__Statement *s, const struct position_act *act)
{
	return act->kind == TRUCE__V1__ACT__KIND__KIND_VOTE && act->party[0] != '\0' && said_in(s)[0] != '\0';
}

bool position_keep_telling(struct position_table *t, const struct position_statement *kept, size_t i,
			   const Truce__V1__Statement *s, const struct position_act *act, struct arena *scratch)
{
	struct position_telling *telling = arena_zalloc(t->arena, sizeof *telling);
	if (telling == NULL)
		return false;
	*telling = (struct position_telling){ .statement = kept,
					      .act = { .party = arena_text(t->arena, act->party),
						       .topic = arena_text(t->arena, act->topic),
						       .track = act->track,
						       .kind = act->kind,
						       .choice = act->choice,
						       .again = act->again },
					      .row = (uint32_t)i,
					      .whole = arena_text(t->arena, said_in(s)) };
	if (telling->act.party == NULL || telling->act.topic == NULL || telling->whole == NULL ||
	    !add_documents(telling, s, act, t->arena, scratch) || !choice_told(act, scratch, &telling->choice))
		return false;
	*t->tellings_end = telling;
	t->tellings_end = &telling->next;
	return true;
}

/* ---- Whether it is on record --------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const struct position_whole *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

static int compare_name(const void *key, const void *element)
{
	const struct position_whole *const *whole = element;
	return strcmp(key, (*whole)->name);
}

bool position_wholes(const struct position_table *t, struct position_wholes *out)
{
	size_t count = 0;
	for (const struct position_whole *whole = t->wholes; whole != NULL; whole = whole->next)
		count++;
	*out = (struct position_wholes){ .by_name = arena_array(t->arena, count + 1, sizeof *out->by_name) };
	if (out->by_name == NULL)
		return false;
	for (const struct position_whole *whole = t->wholes; whole != NULL; whole = whole->next)
		out->by_name[out->count++] = whole;
	qsort(out->by_name, count, sizeof *out->by_name, by_name);
	return true;
}

static bool is_cast(const struct told_vote *vote, const struct position_telling *telling)
{
	int choice = telling->choice == TRUCE__V1__VOTE__CHOICE__CHOICE_UNSPECIFIED ? 0 : (int)telling->choice + 1;
	for (const char *at = vote->ballots; *at != '\0'; at += strlen(at) + 1)
		if ((choice == 0 || *at == choice) && strcmp(at + 1, telling->act.party) == 0)
			return true;
	return false;
}

/* Whether the party voted so on a document, whole or in part; on any for NULL. */
static bool voted_on(const struct position_whole *whole, const struct position_telling *telling, const char *document)
{
	for (size_t i = 0; i < whole->count; i++) {
		const struct told_vote *vote = &whole->votes[i];
		bool on = document == NULL || citation_is_same(vote->instrument, document) ||
			  citation_is_same(vote->document, document);
		if (on && is_cast(vote, telling))
			return true;
	}
	return false;
}

bool position_is_told(const struct position_wholes *wholes, const struct position_telling *telling)
{
	const struct position_whole **found =
		bsearch(telling->whole, wholes->by_name, wholes->count, sizeof *wholes->by_name, compare_name);
	if (found == NULL)
		return false;
	for (size_t i = 0; i < telling->document_count; i++)
		if (!voted_on(*found, telling, telling->documents[i]))
			return false;
	return telling->document_count > 0 || voted_on(*found, telling, NULL);
}

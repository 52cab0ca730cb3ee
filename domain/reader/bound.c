/* Who binds himself by a clause: all who sign, by the verb that leads it ("Undertake to"), by what
 * its subject does ("The Parties shall") or by the words before the clauses ("have agreed as
 * follows: 1. To rest"); or the one whom it names ("Norway will"). */
#include "domain/reader/bound.h"

#define SUBJECT_WORDS 16

static const char leading[] = "decide|agree|undertake|form|allocate|establish|create|commit|pledge|resolve";
static const char binding[] =
	"shall|will|decide|decides|agree|agrees|undertake|undertakes|commit|commits|pledge|pledges";

/* What a text calls those who sign it. */
static const char *const together[] = {
	"the? parties|sides|signatories|governments",
	"each|either|neither|both|all of? the? party|parties|side|sides|signatories|governments",
	"the two|three|four parties|sides|governments",
};

static bool is_together(const struct words *w, size_t end)
{
	bool all = false;
	for (size_t k = 0; k < sizeof together / sizeof *together && !all; k++)
		all = words_match(w, 0, together[k]) == end;
	return all;
}

bool bound_before(const struct words *w)
{
	size_t last = w->count == 0 ? 0 : w->at[w->count - 1].first;
	bool bound = false;
	size_t end = w->count;
	while (end > 0 && (word_is_mark(w, end - 1, ':') || word_is(w, end - 1, "hereby")))
		end--;
	if (end < w->count && end > 0 && is_together(w, end)) /* "The Parties:", "The Parties hereby:" */
		return true;
	for (size_t i = last; i < w->count && !bound; i++)
		bound = words_match(w, i, "agree|agreed|undertake|undertaken|decided|committed") > 0;
	return bound;
}

bool bound_leads(const struct words *w, bool binds)
{
	size_t end = w->count;
	return binds && end > 2 && word_is_mark(w, end - 1, ':') &&
	       words_match(w, end - 2, "shall|will|to|not|that|from|by") > 0;
}

bool bound_by(struct reader *r, const struct words *w, bool before, struct bound *out)
{
	*out = (struct bound){ .verb = 0 };
	if (words_match(w, 0, leading) > 0 || (before && words_match(w, 0, "to|shall|will") > 0))
		return true;
	size_t end = 1;
	while (end < w->count && end < SUBJECT_WORDS && w->at[end].first == 0 && words_match(w, end, binding) == 0)
		end++;
	if (end >= w->count || words_match(w, end, binding) == 0)
		return false;
	out->verb = end;
	if (is_together(w, end))
		return true;
	const char *printed = reader_text(r, w->text + w->at[0].start, w->at[end - 1].end - w->at[0].start);
	out->party = reader_party_said(r, w, 0, end, printed);
	return out->party != NULL && out->party->id[0] != '\0';
}

/* Motions, and other proposals of how to go on: what is put to the vote is on no text. */
#include "domain/reader/vote.h"

#define MOTION_BACK 3 /* sentences to the one that tells a motion */

/* What a proposal is about that is on no text. */
#define OF_ORDER                                                                                                       \
	"priority|adjourn|adjourned|adjournment|suspend|suspended|suspension|closure|postpone|postponed|postponement|" \
	"reconsider|reconsidered|reconsideration|defer|deferred|deferment|invite|invited|division"
static const char of_order[] = OF_ORDER;

const char *put_motion_before(const struct vote_put *p)
{
	struct vote_put before = *p;
	size_t at, behind;
	enum text_noun noun = NOUN_NONE;
	if (words_match(p->w, p->from, "it|that") == 0)
		return "";
	for (int back = 0; noun == NOUN_NONE && before.first > 0 && back < MOTION_BACK; back++) {
		before.end = before.to = before.first;
		before.first = before.from = p->w->at[before.first - 1].first;
		noun = put_noun(&before, &at, &behind);
	}
	bool motion = noun == NOUN_PROCEDURE && words_match(p->w, at, "motion") > 0;
	motion |= noun == NOUN_PROPOSAL && put_holds(&before, behind, before.to, of_order);
	size_t citation = citations_of(p->d, p->block);
	if (!motion || put_document(&before, before.from, before.to, &citation)[0] != '\0')
		return "";
	return put_words(&before, at);
}

/* Whether a sentence tells a proposal of procedure: "has requested that the Council vote first on". */
static bool asks_order(const struct vote_put *p)
{
	bool that = put_holds(p, p->first, p->end, "requested|asked|proposed|moved|suggested that");
	bool votes = put_holds(p, p->first, p->end, "vote|voted first") ||
		     put_holds(p, p->first, p->end, "put to the vote") || put_holds(p, p->first, p->end, of_order);
	return (that && votes) ||
	       put_holds(p, p->first, p->end, "requested|proposed|moved|suggested the|to? " OF_ORDER);
}

/* Whether the sentence before the words, or one of whoever made the proposal, tells a proposal of procedure. */
static bool asks_before(const struct vote_put *p, const struct text_query *query)
{
	struct vote_put q = *p;
	bool asks = false;
	for (int back = 0; !asks && q.first > 0 && back < MOTION_BACK; back++) {
		q.end = q.to = q.first;
		q.first = q.from = p->w->at[q.first - 1].first;
		const struct word *at = p->w->at;
		size_t start = at[q.first].start;
		asks = asks_order(&q) &&
		       (query->whose == NULL || whose_alike(p->rec, p->texts->asked, query->whose, query->whose_size,
							    p->w->text + start, at[q.end - 1].end - start));
		if (query->whose == NULL)
			break;
	}
	return asks;
}

bool put_is_order(const struct vote_put *p, enum text_noun noun, size_t behind, bool symbol,
		  const struct text_query *query)
{
	static const char *const acts[] = { "be put to the vote", "be taken|voted|decided",
					    "that the assembly|council|committee",
					    "to vote|put|take|proceed|hear|refer|consider|give|grant|limit|meet|hold" };
	bool proposal = noun == NOUN_PROPOSAL, order = false;
	for (size_t k = 0; proposal && !order && k < sizeof acts / sizeof *acts; k++)
		order = put_holds(p, behind, p->to, acts[k]);
	return order || ((proposal || noun == NOUN_NONE) && put_holds(p, p->from, p->to, of_order)) ||
	       (proposal && !symbol && asks_before(p, query));
}

const struct vote_text *put_moved(const struct vote_put *p)
{
	const struct list *texts = &p->texts->texts;
	for (size_t n = texts->count; n > 0; n--) {
		const struct vote_text *text = texts->items[n - 1];
		if (text->last != p->turn)
			return NULL;
		if (text->motion && !text->voted && !text->gone)
			return text;
	}
	return NULL;
}

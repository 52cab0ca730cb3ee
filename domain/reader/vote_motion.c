/* Motions, and other proposals of how to go on: what is put to the vote is on no text. */
#include "domain/reader/vote.h"

#include <string.h>

#define MOTION_BACK 3     /* sentences to the one that tells a motion */
#define MOVED_BACK 16     /* turns to the one that makes it, */
#define MOVED_BYTES 16384 /* and bytes of these */

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

/* Whether a text that is left is said to be theirs whose proposal is put. */
static bool is_theirs_left(const struct vote_put *p, const struct text_query *query)
{
	const struct list *texts = &p->texts->texts;
	bool found = false;
	if (!sponsors_find(p->rec->r, query->whose, query->whose_size, p->texts->asked))
		return false;
	for (size_t n = 0; n < texts->count && n < TEXTS_MOST && !found; n++) {
		struct vote_text *text = texts->items[texts->count - 1 - n];
		size_t fits = text->voted || text->gone ? 0 : whose_fits(p->rec, text, p->texts->asked);
		found = fits > 0 && fits < SIZE_MAX;
	}
	return found;
}

/* Whether words of a turn make a proposal of procedure, or tell that somebody made it: "We propose that he be invited
 * under rule 39." */
static bool turn_moves(const struct vote_put *p, size_t block, bool theirs, const struct text_query *query)
{
	static const char asks[] = "propose|proposes|move|moves|request|requests|ask|asks|suggest|suggests that|to";
	static const char takes_part[] = "participate|heard|hear|seated";
	const char *text = block_read(p->d, block);
	struct words w = { .count = 0 };
	struct vote_put q = *p;
	q.w = &w;
	if (!words_split(&w, text, strlen(text), p->rec->r->arena)) {
		p->rec->r->full = true;
		return false;
	}
	p->rec->r->steps += w.count;
	for (q.first = 0; q.first < w.count; q.first = q.end) {
		q.end = w.at[q.first].last;
		size_t start = w.at[q.first].start, end = w.at[q.end - 1].end;
		bool asked = put_holds(&q, q.first, q.end, asks) &&
			     (put_holds(&q, q.first, q.end, of_order) || put_holds(&q, q.first, q.end, takes_part));
		if ((asked || asks_order(&q)) && (theirs || whose_alike(p->rec, p->texts->asked, query->whose,
									query->whose_size, text + start, end - start)))
			return true;
	}
	return false;
}

/* Whether those whose proposal is put have none before the meeting that is a text, and proposed in an earlier turn
 * how to go on. */
static bool moved_before(const struct vote_put *p, const struct text_query *query)
{
	size_t bytes = 0;
	if (query->whose == NULL || is_theirs_left(p, query))
		return false;
	for (size_t turn = p->turn; turn > 0 && turn + MOVED_BACK > p->turn && bytes < MOVED_BYTES; turn--) {
		struct vote_put q = *p;
		q.d = p->rec->r->drafts.items[turn];
		const Truce__V1__Turn *said = q.d->turns.count > 0 ? q.d->turns.items[0] : NULL;
		bool party = said != NULL && said->speaker != NULL && said->speaker->party != NULL;
		const char *printed = party ? said->speaker->party->printed : "";
		bool theirs = !q.d->presides && whose_alike(p->rec, p->texts->asked, query->whose, query->whose_size,
							    printed, strlen(printed));
		size_t count = q.d->presides || theirs ? q.d->blocks.count : 0;
		count = turn == p->turn && count > p->block ? p->block : count;
		for (size_t b = count; b > 0 && bytes < MOVED_BYTES; b--) {
			bytes += strlen(block_read(q.d, b - 1)) + 1;
			if (turn_moves(&q, b - 1, theirs, query))
				return true;
		}
	}
	return false;
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
	       (proposal && !symbol && (asks_before(p, query) || moved_before(p, query)));
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

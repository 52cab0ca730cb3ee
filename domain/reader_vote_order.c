/* Which of several drafts is voted on next, where the words that put one to the vote say not which:
 * what was said of the order, of who asked for a vote on parts, of what is not put to the vote. */
#include "domain/reader_vote.h"

#include <string.h>

#define ORDER_TURNS 24    /* before a vote, that may tell */
#define ORDER_BYTES 16384 /* of their paragraphs, */
#define BLOCK_BYTES 4096  /* of each from its end */

/* The drafts that are left, and what was said of them. */
struct order {
	struct record *rec;
	struct vote_texts *texts;
	const struct ballot_box *previous; /* NULL for none */
	size_t since;                      /* the item's first turn */
	bool part;                         /* the vote is on a part */
	struct vote_text *left[TEXTS_MOST];
	size_t count;
	const struct draft *d; /* the turn that is looked at */
	size_t turn;
};

/* What a sentence says of a draft. */
enum cue { CUE_NONE, CUE_NEXT, CUE_ORDER, CUE_LATER, CUE_GONE };

/* Beginnings of the words of which one stands in each sentence that says anything. */
static const char *const stems[] = { " first",   " order",  "rior",    "egin",     "tart with", "ater",      "fterward",
				     "ubsequen", "only if", "ivision", "eparate",  " apart",    "in parts",  " by pa",
				     "one ",     "not pre", "ithdr",   "not insi", "ask for a", "after that" };

static bool may_say(const char *text, size_t size)
{
	return clause_has_one_of(text, size, stems, sizeof stems / sizeof *stems);
}

static bool holds(const struct put *p, const char *pattern)
{
	return put_holds(p, p->first, p->end, pattern);
}

/* Whether a sentence asks for a vote on parts by themselves. */
static bool says_apart(const struct put *p)
{
	return holds(p, "separate|separately|division|apart") || holds(p, "in parts") ||
	       holds(p, "paragraph|part|one by paragraph|part|one") || holds(p, "one after the other|another");
}

static enum cue cue_of(const struct order *o, const struct put *p)
{
	static const char votes[] = "vote|votes|voted|voting|put|take|taken|begin|start|priority|deal|consider";
	bool apart = o->part && says_apart(p);
	if (holds(p, "withdraw|withdrawn|withdrew") || holds(p, "not press|insist|pressed") ||
	    holds(p, "not ask for a vote"))
		return CUE_GONE;
	if (!apart && !holds(p, votes))
		return CUE_NONE;
	bool chair = o->d->presides;
	if (chair && (holds(p, "later|afterwards|subsequently|thereafter") || holds(p, "only if") ||
		      holds(p, "after that|which")))
		return CUE_LATER;
	if (chair && holds(p, "in the|that|this order"))
		return CUE_ORDER;
	if (holds(p, "first|priority") || (chair && holds(p, "begin|start|starting|beginning with")))
		return CUE_NEXT;
	return apart ? CUE_NEXT : CUE_NONE;
}

/* The draft among those that are left with a symbol; their count for none. */
static size_t left_of(const struct order *o, const char *symbol)
{
	size_t i = 0;
	while (i < o->count && strcmp(o->left[i]->symbol, symbol) != 0)
		i++;
	return i;
}

/* The first draft of a sentence that its symbol tells. */
static size_t by_symbol(const struct order *o, const struct put *p)
{
	size_t citation = citations_of(p->d, p->block), found = o->count;
	const char *symbol;
	while (found == o->count && (symbol = put_document(p, p->first, p->end, &citation))[0] != '\0') {
		found = left_of(o, symbol);
		citation++;
	}
	return found;
}

/* The place of what "the former", "the second" without a noun means among several. */
static int nth_alone(const struct put *p)
{
	static const char *const nth[] = { "former|first", "latter|second", "third", "fourth" };
	const struct words *w = p->w;
	for (size_t i = p->first; i + 1 < p->end; i++) {
		size_t n = words_match(w, i, "the");
		for (int k = 0; n > 0 && k < (int)(sizeof nth / sizeof *nth); k++) {
			bool alone = words_match(w, i + 2, "one|will|is|shall|being|was|should|would|first") > 0;
			if (words_match(w, i + 1, nth[k]) > 0 && alone)
				return k + 1;
		}
	}
	return 0;
}

/* Whether words speak of the speaker's own draft: "our draft resolution". */
static bool is_own(const struct put *p)
{
	enum text_noun noun;
	for (size_t i = p->first; i + 1 < p->end; i++) {
		size_t own = words_match(p->w, i, "our|my own? joint?");
		if (own > 0 && noun_at(p->w, i + own, &noun) > 0 && noun == NOUN_DRAFT)
			return true;
	}
	return false;
}

/* The draft of a sentence; the count of those left for none, and for one that is not left. */
static size_t draft_said(const struct order *o, const struct put *p)
{
	size_t found = by_symbol(o, p);
	struct text_query query = { .noun = NOUN_DRAFT, .since = o->since };
	struct put whole = *p;
	if (found < o->count)
		return found;
	whole.from = p->first;
	whole.to = p->end;
	put_whose(&whole, &query);
	const Truce__V1__Turn *said = o->d->turns.count > 0 ? o->d->turns.items[0] : NULL;
	if (query.whose == NULL && !o->d->presides && said != NULL && said->speaker != NULL &&
	    said->speaker->party != NULL && is_own(p)) {
		query.whose = said->speaker->party->printed;
		query.whose_size = strlen(query.whose);
	}
	query.ordinal = query.whose == NULL ? nth_alone(p) : 0;
	query.joint &= query.whose == NULL && query.ordinal == 0;
	if (query.whose == NULL && query.ordinal == 0 && !query.joint)
		return o->count;
	return left_of(o, texts_ask(o->rec, o->texts, &query));
}

static void leave_out(struct order *o, size_t i)
{
	memmove(o->left + i, o->left + i + 1, (o->count - i - 1) * sizeof *o->left);
	o->count--;
}

/* Whether what another speaker asked was rejected. */
static bool was_refused(const struct order *o)
{
	const struct ballot_box *previous = o->previous;
	return !o->d->presides && previous != NULL && previous->turn_before >= o->turn &&
	       previous->vote->document[0] == '\0' && previous->vote->result != TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
}

/* The draft that the sentences of a block tell, from its last on; "" for none. */
static const char *block_says(struct order *o, struct put *p)
{
	for (p->end = p->w->count; p->end > 0; p->end = p->first) {
		p->first = p->w->at[p->end - 1].first;
		enum cue cue = cue_of(o, p);
		if (cue == CUE_ORDER)
			return o->left[0]->symbol;
		size_t i = cue == CUE_NONE ? o->count : draft_said(o, p);
		if (i == o->count)
			continue;
		if (cue == CUE_NEXT && !was_refused(o))
			return o->left[i]->symbol;
		if (cue != CUE_NEXT)
			leave_out(o, i);
		if (o->count == 1)
			return o->left[0]->symbol;
	}
	return "";
}

const char *order_tells(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			const struct ballot_box *previous, size_t since, bool part)
{
	struct order o = { .rec = rec, .texts = texts, .previous = previous, .since = since, .part = part };
	size_t bytes = 0;
	const char *found = "";
	o.count = texts_left(texts, since, o.left);
	for (o.turn = box->turn_before; o.count > 1 && o.turn > 0 && o.turn >= since && bytes < ORDER_BYTES &&
					o.turn + ORDER_TURNS > box->turn_before;
	     o.turn--) {
		size_t at, last = blocks_before(rec, box, o.turn, &at);
		o.d = rec->r->drafts.items[o.turn];
		for (size_t b = last; b > 0 && bytes < ORDER_BYTES; b--) {
			const char *text = block_read(o.d, b - 1);
			size_t size = b == last && at != SIZE_MAX ? at : strlen(text);
			size_t from = size > BLOCK_BYTES ? size - BLOCK_BYTES : 0;
			struct put p = { rec, texts, o.d, &texts->words, o.turn, b - 1, .offset = from };
			bytes += size - from;
			if (!may_say(text + from, size - from))
				continue;
			if (!words_split(&texts->words, text + from, size - from, rec->r->arena)) {
				rec->r->full = true;
				return "";
			}
			rec->r->steps += texts->words.count;
			found = block_says(&o, &p);
			if (found[0] != '\0')
				return found;
		}
	}
	return found;
}

/* Which of several drafts is voted on next, where the words that put one to the vote say not which:
 * what was said of the order, of who asked for a vote on parts, of what is not put to the vote. */
#include "domain/reader/vote.h"

#include <string.h>

#define ORDER_TURNS 24    /* before a vote, that may tell */
#define ORDER_BYTES 16384 /* of their paragraphs, */
#define BLOCK_BYTES 4096  /* of each from its end */
#define ASKS_MOST 24      /* for texts by who submitted them */
#define NOT_WORDS 6       /* from "not" to what is not done */

/* The drafts that are left, and what was said of them. */
struct order {
	struct record *rec;
	struct vote_texts *texts;
	const struct ballot_box *box;
	size_t since; /* the item's first turn */
	bool part;    /* the vote is on a part */
	struct vote_text *left[TEXTS_MOST];
	size_t count;
	const struct draft *d; /* the turn that is looked at */
	size_t turn, asks;
};

/* What a sentence says of a draft. */
enum cue { CUE_NONE, CUE_NEXT, CUE_ORDER, CUE_LATER, CUE_GONE };

/* Beginnings of the words of which one stands in each sentence that says anything. */
static const char *const stems[] = { " first",  " second", " third",    " latter",   "eplac",    " now ",    " order",
				     "rior",    "egin",    "tart with", "ater",      "fterward", "ubsequen", "only if",
				     "ivision", "eparate", " apart",    "in parts",  " by pa",   "one ",     " press",
				     "ithdr",   " insist", " ask",      "after that" };

static bool may_say(const char *text, size_t size)
{
	return clause_has_one_of(text, size, stems, sizeof stems / sizeof *stems);
}

static bool holds(const struct vote_put *p, const char *pattern)
{
	return put_holds(p, p->first, p->end, pattern);
}

/* Whether a sentence asks for a vote on parts by themselves. */
static bool says_apart(const struct vote_put *p)
{
	return holds(p, "separate|separately|division|apart") || holds(p, "in parts") ||
	       holds(p, "paragraph|part|one by paragraph|part|one") || holds(p, "one after the other|another");
}

/* The place of what "the former", "the second" without a noun means among several. */
static int nth_alone(const struct vote_put *p)
{
	static const char *const nth[] = { "former|first", "latter|second", "third", "fourth" };
	const struct words *w = p->w;
	for (size_t i = p->first; i + 1 < p->end; i++) {
		size_t n = words_match(w, i, "the");
		for (int k = 0; n > 0 && k < (int)(sizeof nth / sizeof *nth); k++) {
			bool alone =
				w->at[i + 2].kind == WORD_MARK ||
				words_match(w, i + 2, "one|will|is|shall|being|was|should|would|has|have|to|first") > 0;
			if (words_match(w, i + 1, nth[k]) > 0 && alone)
				return k + 1;
		}
	}
	return 0;
}

/* Whether sponsors "do not at this time press" theirs. */
static bool says_not(const struct vote_put *p)
{
	for (size_t i = p->first; i < p->end; i++) {
		for (size_t k = i + 1; word_is(p->w, i, "not") && k < p->end && k < i + NOT_WORDS; k++) {
			if (words_match(p->w, k, "press|pressed|pressing|insist|insisting") > 0 ||
			    words_match(p->w, k, "ask|asking for a vote") > 0 ||
			    words_match(p->w, k, "ask|asking that") > 0)
				return true;
		}
	}
	return false;
}

static enum cue cue_of(const struct order *o, const struct vote_put *p)
{
	static const char votes[] = "vote|votes|voted|voting|put|take|taken|begin|start|priority|deal|consider|"
				    "considered";
	bool apart = o->part && says_apart(p);
	if (holds(p, "withdraw|withdrawn|withdrew") || says_not(p))
		return !o->d->presides && holds(p, "appeal|appeals|urge|urges|hope|hopes|invite|request") ? CUE_NONE
													  : CUE_GONE;
	if (!apart && !holds(p, votes) && !(o->d->presides && holds(p, "replaces|now|pass|come|turn|proceed|go")))
		return CUE_NONE;
	bool chair = o->d->presides;
	if (chair && (holds(p, "later|afterwards|subsequently|thereafter") || holds(p, "only if") ||
		      holds(p, "after that|which")))
		return CUE_LATER;
	if (chair && holds(p, "in the|that|this order"))
		return CUE_ORDER;
	if (chair && (holds(p, "replaces|replacing|supersedes") || holds(p, "now in|contained")))
		return CUE_NEXT;
	if (chair && holds(p, "vote|pass|come|turn|proceed|go") && nth_alone(p) > 0)
		return CUE_NEXT;
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
static size_t by_symbol(const struct order *o, const struct vote_put *p)
{
	size_t citation = citations_from(p->d, p->block, p->offset + p->w->at[p->first].start), found = o->count;
	const char *symbol;
	while (found == o->count && (symbol = put_document(p, p->first, p->end, &citation))[0] != '\0') {
		found = left_of(o, symbol);
		citation++;
	}
	return found;
}

/* Whether words speak of the speaker's own draft: "our draft resolution". */
static bool is_own(const struct vote_put *p)
{
	enum text_noun noun;
	for (size_t i = p->first; i + 1 < p->end; i++) {
		size_t own = words_match(p->w, i, "our|my own? joint?");
		if (own > 0 && noun_at(p->w, i + own, &noun) > 0 && noun == NOUN_DRAFT)
			return true;
	}
	return false;
}

void put_that_of(const struct vote_put *p, struct text_query *query)
{
	const struct words *w = p->w;
	for (size_t i = p->from; i < p->to; i++) {
		size_t n = words_match(w, i, "that|those|one|ones of|by the?"), end = i + n;
		while (n > 0 && end < p->to && w->at[end].kind != WORD_MARK)
			end++;
		if (n == 0 || end == i + n || !w->at[i + n].capital)
			continue;
		query->whose = w->text + w->at[i + n].start;
		query->whose_size = w->at[end - 1].end - w->at[i + n].start;
		return;
	}
}

/* Where a query's words on who submitted it end: the first word behind them, past a word. */
static size_t behind_whose(const struct vote_put *p, const struct text_query *query, size_t from)
{
	size_t end = (size_t)(query->whose + query->whose_size - p->w->text);
	do
		from++;
	while (from < p->end && p->w->at[from].start < end);
	return from;
}

/* The first draft of a sentence that is left and that its sponsors tell. */
static size_t by_whose(struct order *o, const struct vote_put *p, struct text_query *last)
{
	struct vote_put rest = *p;
	rest.to = p->end;
	for (rest.from = p->first; rest.from < p->end && o->asks < ASKS_MOST; o->asks++) {
		struct text_query query = { .noun = NOUN_DRAFT, .since = o->since }, that = query;
		put_whose(&rest, &query);
		put_that_of(&rest, &that);
		last->joint |= query.joint;
		bool sooner = that.whose != NULL && (query.whose == NULL || that.whose < query.whose);
		query = sooner ? that : query;
		if (query.whose == NULL)
			return o->count;
		last->whose = query.whose;
		query.joint = false;
		size_t found = left_of(o, texts_ask(o->rec, o->texts, &query));
		if (found < o->count)
			return found;
		rest.from = behind_whose(p, &query, rest.from);
	}
	return o->count;
}

/* The draft of a sentence; the count of those left for none, and for one that is not left. */
static size_t draft_said(struct order *o, const struct vote_put *p)
{
	size_t found = by_symbol(o, p);
	struct text_query query = { .noun = NOUN_DRAFT, .since = o->since };
	found = found == o->count ? by_whose(o, p, &query) : found;
	if (found < o->count || query.whose != NULL)
		return found;
	const Truce__V1__Turn *said = o->d->turns.count > 0 ? o->d->turns.items[0] : NULL;
	query.ordinal = nth_alone(p);
	query.joint &= query.ordinal == 0;
	if (query.whose == NULL && !o->d->presides && said != NULL && said->speaker != NULL &&
	    said->speaker->party != NULL && is_own(p)) {
		query.whose = said->speaker->party->printed;
		query.whose_size = strlen(query.whose);
	}
	if ((query.whose == NULL && query.ordinal == 0 && !query.joint) || o->asks++ >= ASKS_MOST)
		return o->count;
	return left_of(o, texts_ask(o->rec, o->texts, &query));
}

/* The one that was submitted first: symbols are given in that order. */
static size_t submitted_first(const struct order *o)
{
	size_t first = 0;
	for (size_t i = 1; i < o->count; i++)
		first = strverscmp(o->left[i]->symbol, o->left[first]->symbol) < 0 ? i : first;
	return first;
}

static void leave_out(struct order *o, size_t i)
{
	memmove(o->left + i, o->left + i + 1, (o->count - i - 1) * sizeof *o->left);
	o->count--;
}

/* Whether what another speaker asked was rejected: by the next vote, on no text. */
static bool was_refused(const struct order *o)
{
	const struct list *votes = &o->rec->votes;
	size_t low = 0, high = o->d->presides ? 0 : votes->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (((const struct ballot_box *)votes->items[middle])->turn_before < o->turn)
			low = middle + 1;
		else
			high = middle;
	}
	const struct ballot_box *next = o->d->presides || low == votes->count ? o->box : votes->items[low];
	return next != o->box && next->vote->document[0] == '\0' &&
	       next->vote->result != TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
}

/* The draft that the sentences of a block tell, from its last on; "" for none. */
static const char *block_says(struct order *o, struct vote_put *p)
{
	for (p->end = p->w->count; p->end > 0; p->end = p->first) {
		p->first = p->w->at[p->end - 1].first;
		enum cue cue = cue_of(o, p);
		bool two = cue == CUE_GONE && o->count > 2 && holds(p, "the first two");
		for (int k = 0; two && k < 2; k++)
			leave_out(o, 0);
		size_t i = cue == CUE_NONE ? o->count : draft_said(o, p);
		if (cue == CUE_ORDER && i == o->count)
			i = holds(p, "submitted|submission|presented|presentation") ? submitted_first(o) : 0;
		if (o->count == 1)
			return o->left[0]->symbol;
		if (i == o->count)
			continue;
		if (cue == CUE_ORDER || (cue == CUE_NEXT && !was_refused(o)))
			return o->left[i]->symbol;
		if (cue != CUE_NEXT)
			leave_out(o, i);
		if (o->count == 1)
			return o->left[0]->symbol;
	}
	return "";
}

/* The draft whose amendments were voted on right before. */
static size_t amended_draft(const struct order *o, const struct ballot_box *previous)
{
	static const char *const nth[] = { "the first", "the former", "the second", "the latter", "the third" };
	const struct vote_text *text = text_find_symbol(o->texts, previous->vote->document);
	if (text == NULL || text->noun != NOUN_AMENDMENT || text->to == NULL)
		return o->count;
	if (text->base != NULL)
		return left_of(o, text->base);
	struct text_query query = { .noun = NOUN_DRAFT, .since = o->since };
	for (size_t k = 0; k < sizeof nth / sizeof *nth; k++) {
		size_t n = strlen(nth[k]);
		if (text->to_size >= n && memcmp(text->to, nth[k], n) == 0)
			query.ordinal = (int)k / 2 + 1;
	}
	query.whose = query.ordinal > 0 ? NULL : text->to;
	query.whose_size = text->to_size;
	return left_of(o, texts_ask(o->rec, o->texts, &query));
}

const char *order_tells(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			const struct ballot_box *previous, size_t since, bool part)
{
	struct order o = { .rec = rec, .texts = texts, .box = box, .since = since, .part = part };
	size_t bytes = 0;
	const char *found = "";
	o.count = texts_left(texts, since, o.left);
	size_t amended = o.count > 1 && previous != NULL ? amended_draft(&o, previous) : o.count;
	if (amended < o.count)
		return o.left[amended]->symbol;
	for (o.turn = box->turn_before; o.count > 1 && o.turn > 0 && o.turn >= since && bytes < ORDER_BYTES &&
					o.turn + ORDER_TURNS > box->turn_before;
	     o.turn--) {
		size_t at, last = blocks_before(rec, box, o.turn, &at);
		o.d = rec->r->drafts.items[o.turn];
		for (size_t b = last; b > 0 && bytes < ORDER_BYTES; b--) {
			const char *text = block_read(o.d, b - 1);
			size_t size = b == last && at != SIZE_MAX ? at : strlen(text);
			size_t from = size > BLOCK_BYTES ? size - BLOCK_BYTES : 0;
			struct vote_put p = { rec, texts, o.d, &texts->words, o.turn, b - 1, .offset = from };
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

/* Which text the words that put something to the vote mean where they name none: the draft whose
 * parts were voted on, the next of its amendments, the report that is treated. */
#include "domain/reader/vote.h"

#include <string.h>

#define ASKED_MOST 16    /* citations of a turn, */
#define ASKED_BYTES 8192 /* and its last paragraphs */
#define TOLD_ASKS 6      /* sentences that say whose an amendment is */
#define NAMED_MOST 64    /* texts, the last ones */

/* Whether a text is one that is voted on, and no letter, nor one of which nothing says what it is. */
static bool is_put(const struct vote_text *text)
{
	return text->noun == NOUN_DRAFT || text->noun == NOUN_AMENDMENT || text->noun == NOUN_PROPOSAL ||
	       (text->noun == NOUN_NONE && strstr(text->symbol, "/L.") != NULL);
}

/* The text of a kind that was named last in the turn before the words, of any kind such as is voted on
 * where there is one; NULL for none. */
static const struct vote_text *named_before(const struct vote_put *p, enum text_noun noun)
{
	const struct vote_text *found = NULL, *other = NULL;
	size_t at = p->offset + p->w->at[p->from].start, citation = citations_of(p->d, p->block + 1);
	for (; citation > 0; citation--) {
		const Truce__V1__Citation *c = p->d->citations.items[citation - 1];
		size_t block = (size_t)c->span->block - 1;
		if (block == p->block && (size_t)c->span->start >= at)
			continue;
		found = text_find_symbol(p->texts, c->instrument);
		bool fits = found != NULL && !found->gone && found->noun != NOUN_REPORT &&
			    (noun == NOUN_NONE || found->noun == noun);
		if (fits && (noun != NOUN_NONE || is_put(found)))
			return found;
		other = fits && other == NULL ? found : other;
	}
	return other;
}

/* The text that the presiding officer named last in the turn, before the sentence, and that
 * was not voted on; NULL for none. */
static const struct vote_text *named_here(const struct vote_put *p, enum text_noun noun)
{
	const struct vote_text *found = NULL;
	const struct list *texts = &p->texts->texts;
	size_t end = p->offset + p->w->at[p->first].start;
	for (size_t n = 0; n < texts->count && n < NAMED_MOST; n++) {
		const struct vote_text *text = texts->items[texts->count - 1 - n];
		bool before = text->block <= p->block || (text->block == p->block + 1 && text->at < end);
		if (text->noun != noun || text->voted || text->gone || text->last != p->turn || !before)
			continue;
		found = text_later(found, text);
	}
	return found;
}

/* Whether a text was named behind the vote before. */
static bool is_named_since(const struct vote_put *p, const struct vote_text *text, const struct ballot_box *previous)
{
	size_t at, before = text->last == previous->turn_before ? blocks_before(p->rec, previous, text->last, &at) : 0;
	return text->last > previous->turn_before || (text->last == previous->turn_before && text->block > before);
}

/* The amendment that was voted on last, of those that are told to be to a draft; NULL for none. */
static const struct vote_text *amendment_done(const struct vote_put *p)
{
	const struct vote_text *found = NULL;
	const struct list *texts = &p->texts->texts;
	for (size_t n = 0; n < texts->count && n < NAMED_MOST; n++) {
		const struct vote_text *text = texts->items[texts->count - 1 - n];
		if (text->noun == NOUN_AMENDMENT && text->base != NULL && text->voted)
			found = text_later(found, text);
	}
	return found;
}

/* The draft that the amendments are to which were voted on right before, where no other was named since; "" for
 * none. */
static const char *amended_before(const struct vote_put *p, const struct ballot_box *previous)
{
	const struct vote_text *text = text_find_symbol(p->texts, previous->vote->document);
	text = previous->vote->document[0] == '\0' ? amendment_done(p) : text; /* behind a motion */
	const char *symbol = text == NULL || text->noun != NOUN_AMENDMENT ? NULL : text->base;
	const struct vote_text *base = symbol == NULL ? NULL : text_find_symbol(p->texts, symbol);
	const struct list *texts = &p->texts->texts;
	bool drafts = put_holds(p, p->first, p->end, "operative|preambular"); /* amendments have no such paragraphs */
	if (base == NULL || (text->many && !text->voted && !drafts) || base->voted || base->gone ||
	    base->noun == NOUN_AMENDMENT)
		return "";
	for (size_t n = 0; n < texts->count && n < NAMED_MOST; n++) {
		const struct vote_text *other = texts->items[texts->count - 1 - n];
		if (other != base && (other->noun == NOUN_DRAFT || other->noun == NOUN_REPORT) &&
		    is_named_since(p, other, previous))
			return "";
	}
	return base->symbol;
}

/* The draft whose parts or amendments were voted on right before; "" for none. */
static const char *draft_before(const struct vote_put *p, const struct ballot_box *previous)
{
	const char *amended = previous == NULL ? "" : amended_before(p, previous);
	if (amended[0] != '\0')
		return amended;
	if (previous == NULL || previous->vote->document[0] == '\0' || previous->vote->part[0] == '\0')
		return "";
	const struct vote_text *text = text_find_symbol(p->texts, previous->vote->document);
	bool amendment = text != NULL && text->noun == NOUN_AMENDMENT;
	if (vote_part_is_place(previous->vote->part, strlen(previous->vote->part)))
		return ""; /* all of that draft */
	const struct vote_text *report = texts_report(p->texts, 0);
	bool next = report != NULL && report != text && is_named_since(p, report, previous); /* is treated now */
	const struct vote_text *here = named_here(p, NOUN_DRAFT);
	if (here != NULL && here != text && is_named_since(p, here, previous))
		return here->symbol;
	bool whole = put_holds(p, p->first, p->end, "as a whole"); /* behind the vote on its remainder */
	return next || amendment || (text != NULL && text->voted && !whole) ? "" : previous->vote->document;
}

/* Whether the words up to what is put to the vote speak of an amendment, and not of a draft since. */
static bool says_amendment(const struct vote_put *p)
{
	enum text_noun noun, last = NOUN_NONE;
	size_t step;
	for (size_t i = 0; i < p->to; i += step) {
		size_t n = noun_at(p->w, i, &noun);
		bool amended =
			i > 1 && (words_match(p->w, i - 2, "to the|that|this") > 0 || word_is(p->w, i - 1, "to"));
		step = n > 0 ? n : 1;
		if (n > 0 && (noun == NOUN_AMENDMENT || (noun == NOUN_DRAFT && !amended)))
			last = noun;
	}
	return last == NOUN_AMENDMENT;
}

/* The amendment that was voted on right before, where the presiding officer goes on with the
 * next one of its text, or with a part of it; "" for none. */
static const char *amendment_before(const struct vote_put *p, const struct ballot_box *previous)
{
	const struct vote_text *text = previous == NULL ? NULL : text_find_symbol(p->texts, previous->vote->document);
	bool goes_on = text != NULL && text->noun == NOUN_AMENDMENT && says_amendment(p);
	const struct vote_text *here = goes_on ? named_here(p, NOUN_AMENDMENT) : NULL;
	if (here != NULL && here != text && is_named_since(p, here, previous))
		return here->symbol;
	return goes_on ? text->symbol : "";
}

/* Whether the words before the act in the block speak of a recommendation. */
static bool says_recommended(const struct vote_put *p)
{
	return put_holds(p, 0, p->end, "recommended|recommends|recommendation|recommendations");
}

static bool is_plain(const struct text_query *query)
{
	return query->whose == NULL && query->ordinal == 0 && !query->last && !query->other;
}

/* The report that the drafts stand in which the presiding officer speaks of. */
static const char *report_meant(const struct vote_put *p, size_t since)
{
	const struct vote_text *report = texts_report(p->texts, since);
	return report == NULL ? "" : report->symbol;
}

/* The report that the presiding officer named last in the turn, before the words; NULL for none. */
static const struct vote_text *report_here(const struct vote_put *p)
{
	const struct vote_text *report = texts_report(p->texts, p->turn);
	size_t at = p->offset + p->w->at[p->from].start;
	bool before = report != NULL && report->last == p->turn &&
		      (report->block <= p->block || (report->block == p->block + 1 && report->at < at));
	return before ? report : NULL;
}

/* The draft of a Committee that was named by itself: no sponsors' own, "A/L.3"; "" for none. */
static const char *committees_draft(const struct vote_put *p)
{
	const struct vote_text *found = NULL;
	const struct list *texts = &p->texts->texts;
	for (size_t n = 0; n < texts->count && n < NAMED_MOST; n++) {
		const struct vote_text *text = texts->items[texts->count - 1 - n];
		bool own = strstr(text->symbol, "/L.") != NULL || text->symbol[0] != 'A';
		if (text->noun == NOUN_DRAFT && text->listed && !own && !text->voted && !text->gone)
			found = text_later(found, text);
	}
	return found == NULL ? "" : found->symbol;
}

static const char *draft_meant(const struct vote_put *p, const struct ballot_box *previous, struct text_query *query)
{
	query->noun = NOUN_DRAFT;
	bool committee = put_holds(p, p->from, p->to, "committee");
	const char *symbol = committee ? report_meant(p, query->since) : "";
	if (committee && symbol[0] == '\0')
		symbol = committees_draft(p);
	if (symbol[0] != '\0')
		return symbol;
	const char *draft = is_plain(query) ? put_about(p) : "";
	draft = draft[0] == '\0' && is_plain(query) ? draft_before(p, previous) : draft;
	draft = draft[0] == '\0' ? texts_ask(p->rec, p->texts, query) : draft;
	if (draft[0] == '\0' && query->whose != NULL && put_holds(p, p->first, p->end, "as a whole"))
		draft = draft_before(p, previous); /* whose parts were voted on, whoever submitted it */
	if (draft[0] == '\0' && query->whose != NULL) {
		const char *parts = draft_before(p, previous);
		const struct vote_text *open = parts[0] == '\0' ? NULL : text_find_symbol(p->texts, parts);
		draft = open != NULL && open->noun == NOUN_NONE ? parts : ""; /* nobody told whose that is */
	}
	if (draft[0] == '\0' && (is_plain(query) || (query->whose == NULL && query->ordinal > 0))) {
		struct vote_text *left[TEXTS_MOST];
		bool several =
			is_plain(query) && texts_left(p->texts, query->since, left) > 1; /* an order tells which */
		return several ? "" : report_meant(p, query->since);
	}
	const struct vote_text *text = draft[0] == '\0' ? NULL : text_find_symbol(p->texts, draft);
	bool unlisted = text != NULL && !text->listed; /* another speaker's */
	bool report = put_holds(p, p->from, p->to, "recommended") || draft[0] == '\0';
	report &= says_recommended(p);
	symbol = (report || unlisted) && is_plain(query) ? report_meant(p, query->since) : "";
	return symbol[0] == '\0' ? draft : symbol;
}

/* The draft that an amendment without a symbol is to, where its sponsors are told: "the amendment of Chad to
 * the draft resolution of Peru"; the one that is plainly meant where they are not. */
static const char *draft_amended(const struct vote_put *p, const struct ballot_box *previous, size_t since)
{
	struct text_query query = { .noun = NOUN_DRAFT, .since = since };
	struct vote_put q = *p;
	while (q.from < p->to && words_match(p->w, q.from, "to the|that") == 0)
		q.from++;
	if (q.from < p->to && !put_holds(&q, q.from, q.to, "amendment|amendments"))
		put_whose(&q, &query);
	const char *symbol = query.whose == NULL ? "" : texts_ask(p->rec, p->texts, &query);
	return symbol[0] != '\0' ? symbol : draft_meant(p, previous, &(struct text_query){ .since = since });
}

/* Whether the first text that a sentence speaks of is an amendment. */
static bool is_of_amendment(const struct vote_put *p)
{
	enum text_noun noun = NOUN_NONE;
	for (size_t i = p->from; i < p->to; i++) {
		if (noun_at(p->w, i, &noun) > 0 && noun != NOUN_PART && noun != NOUN_PROCEDURE)
			return noun == NOUN_AMENDMENT;
	}
	return false;
}

/* The amendment that a sentence before the words tells by who submitted it: "The amendments of Chad consist of
 * two points. I put the first point to the vote."; NULL for none. */
static const struct vote_text *amendment_told(const struct vote_put *p, size_t since)
{
	static const char done[] = "rejected|adopted|carried|defeated|withdrawn|approved|accepted";
	struct vote_put q = *p;
	int asks = 0;
	for (q.end = p->first; q.end > 0 && asks < TOLD_ASKS; q.end = q.first, asks++) {
		struct text_query query = { .noun = NOUN_AMENDMENT, .since = since };
		q.first = q.from = p->w->at[q.end - 1].first;
		q.to = q.end;
		if (!put_holds(&q, q.from, q.to, "amendment|amendments"))
			continue;
		put_whose(&q, &query);
		bool asked = query.whose != NULL && is_of_amendment(&q) && !put_holds(&q, q.from, q.to, done);
		const char *symbol = asked ? texts_ask(p->rec, p->texts, &query) : "";
		const struct vote_text *text = symbol[0] == '\0' ? NULL : text_find_symbol(p->texts, symbol);
		return text != NULL && !text->voted && !text->gone ? text : NULL;
	}
	return NULL;
}

static const char *amendment_meant(const struct vote_put *p, const struct ballot_box *previous,
				   struct text_query *query)
{
	struct text_query plain = { .noun = NOUN_AMENDMENT, .since = query->since };
	struct text_query whose = { NOUN_AMENDMENT, query->whose, query->whose_size, .since = query->since };
	const struct vote_text *before = previous == NULL ? NULL : text_find_symbol(p->texts, previous->vote->document);
	const struct vote_text *same = before != NULL && before->noun == NOUN_AMENDMENT && before->many ? before : NULL;
	bool parts = before != NULL && before->noun == NOUN_AMENDMENT && previous->vote->part[0] != '\0';
	if (parts && is_plain(query) && put_holds(p, p->first, p->end, "as a whole"))
		return before->symbol; /* whose parts were voted on */
	before = query->ordinal == 0 ? NULL : before;
	bool sub = put_holds(p, p->from, p->to, "sub|subamendment"), oral = put_holds(p, p->from, p->to, "oral");
	if (oral && !sub) /* on no document, but on the draft */
		return draft_amended(p, previous, query->since);
	bool behind_sub = !sub && before != NULL && before->sub && query->ordinal > 0;
	const struct vote_text *amended = oral || behind_sub ? texts_amended_left(p->texts, behind_sub) : NULL;
	if (amended != NULL)
		return amended->symbol; /* "the oral sub-amendment"; "the third amendment, as amended" */
	const struct vote_text *here =
		query->ordinal == 0 || query->whose != NULL ? NULL : named_here(p, NOUN_AMENDMENT);
	if (here != NULL &&
	    here->many) /* "We vote on the amendments in A/L.3. I put the first amendment to the vote." */
		return here->symbol;
	here = query->whose == NULL ? put_amends(p) : NULL;
	const char *symbol = here != NULL           ? here->symbol
			     : query->whose == NULL ? ""
						    : texts_ask(p->rec, p->texts, &whose);
	if (symbol[0] == '\0' && before != NULL && before->noun == NOUN_AMENDMENT && before->many)
		return before->symbol;
	symbol = symbol[0] == '\0' ? texts_ask(p->rec, p->texts, query) : symbol;
	here = symbol[0] == '\0' && before != NULL && before->sub ? texts_amendments_left(p->texts) : NULL;
	if (here != NULL)
		return here->symbol;
	if (symbol[0] == '\0' && before != NULL && before->noun == NOUN_AMENDMENT)
		return before->symbol; /* the next one of the same text's */
	if (symbol[0] == '\0' && !is_plain(query))
		symbol = texts_ask(p->rec, p->texts, &plain); /* the second of the one text's */
	if (symbol[0] == '\0' && same != NULL && !same->voted && is_plain(query))
		return same->symbol; /* "Next, the amendment to paragraph 2." */
	here = symbol[0] == '\0' && is_plain(query) ? named_here(p, NOUN_AMENDMENT) : NULL;
	if (here != NULL)
		return here->symbol; /* of several, the one that is spoken of */
	return symbol[0] == '\0' ? draft_amended(p, previous, query->since) : symbol;
}

/* Whether an amendment is said to be to a part: another part that is put to the vote is the draft's. */
static bool amends_part(const struct vote_text *text)
{
	static const char *const parts[] = { "part ",      "section ",     "paragraph ",
					     "operative ", "the preamble", "the title" };
	for (size_t k = 0; text->to != NULL && k < sizeof parts / sizeof *parts; k++) {
		size_t n = strlen(parts[k]);
		if (text->to_size >= n && strncasecmp(text->to, parts[k], n) == 0)
			return true;
	}
	return false;
}

/* Whether a speaker asks for a vote on a part by itself. */
static bool asks_apart(const struct draft *d)
{
	static const char *const words[] = { "separate", "apart", "division" };
	size_t left = ASKED_BYTES;
	for (size_t b = d->blocks.count; b > 0 && left > 0; b--) {
		const char *text = block_read(d, b - 1);
		size_t size = strnlen(text, left);
		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			if (memmem(text, size, words[k], strlen(words[k])) != NULL)
				return true;
		}
		left -= size;
	}
	return false;
}

/* The one draft that whoever spoke right before named: he asked for a vote on its part. */
static const struct vote_text *asked_before(const struct vote_put *p)
{
	const struct draft *d = p->turn > 1 ? p->rec->r->drafts.items[p->turn - 1] : NULL;
	const struct vote_text *found = NULL;
	size_t count = d == NULL || d->presides || !asks_apart(d) ? 0 : d->citations.count;
	for (size_t i = 0; i < count && i < ASKED_MOST; i++) {
		const Truce__V1__Citation *c = d->citations.items[i];
		const struct vote_text *text = text_find_symbol(p->texts, c->instrument);
		bool committees = strstr(c->instrument, "/C.") != NULL || strstr(c->instrument, "/SPC/") != NULL;
		if (text == NULL || text->noun != NOUN_DRAFT || text == found || (committees && !text->listed))
			continue;
		if (found != NULL)
			return NULL;
		found = text;
	}
	return found;
}

/* Whether "them" are several drafts that were named one behind another, of which none was voted on. */
static bool are_several(const struct vote_put *p, const struct vote_text *last)
{
	const struct vote_text *other = NULL;
	if (words_match(p->w, p->from, "them|these|those|both") == 0 || last->noun == NOUN_AMENDMENT)
		return false;
	for (size_t n = 0; n < p->texts->texts.count && n < NAMED_MOST && other == NULL; n++) {
		const struct vote_text *text = p->texts->texts.items[p->texts->texts.count - 1 - n];
		bool same = text->last == last->last && text->block == last->block && text->noun == last->noun;
		other = same && text != last && !text->voted && !text->gone ? text : NULL;
	}
	return other != NULL;
}

/* Whether the text that was named last is known to be others' than is asked. */
static bool is_of_others(const struct vote_put *p, const struct text_query *query)
{
	const struct vote_text *named = named_before(p, NOUN_NONE);
	struct vote_text *last = named == NULL ? NULL : text_find_symbol(p->texts, named->symbol);
	return last != NULL && sponsors_find(p->rec->r, query->whose, query->whose_size, p->texts->asked) &&
	       whose_fits(p->rec, last, p->texts->asked) == 0;
}

/* What "it" is where the sentence before names no symbol but says whose it is: "Chad has asked that its draft be
 * put to the vote.", "The Peruvian proposal has priority."; NULL where it says no such thing. */
static const char *said_before(const struct vote_put *p, size_t since)
{
	struct vote_put q = *p;
	enum text_noun noun = NOUN_NONE;
	struct text_query query = { .since = since };
	if (p->first == 0 || words_match(p->w, p->from, "it") == 0)
		return NULL;
	q.end = q.to = p->first;
	q.first = q.from = p->w->at[p->first - 1].first;
	size_t citation = citations_from(p->d, p->block, p->offset + p->w->at[q.first].start), asks = 0;
	if (put_document(&q, q.from, q.to, &citation)[0] != '\0')
		return NULL;
	for (size_t i = q.from; i < q.to; i++) {
		if (noun_at(p->w, i, &noun) == 0 || noun == NOUN_PART)
			continue;
		query.noun = query.noun == NOUN_NONE ? noun : query.noun;
		asks += noun == NOUN_DRAFT || noun == NOUN_AMENDMENT || noun == NOUN_PROPOSAL ? 1 : 2;
	}
	if (asks != 1)
		return NULL;
	put_whose(&q, &query);
	const char *symbol = query.whose == NULL ? "" : texts_ask(p->rec, p->texts, &query);
	const struct vote_text *text = symbol[0] == '\0' ? NULL : text_find_symbol(p->texts, symbol);
	if (text == NULL && query.whose != NULL && query.noun == NOUN_PROPOSAL && is_of_others(p, &query))
		return ""; /* of procedure */
	return text != NULL && !text->voted && !text->gone ? symbol : NULL;
}

const char *put_meant(const struct vote_put *p, enum text_noun noun, const struct ballot_box *previous,
		      struct text_query *query)
{
	bool back = words_match(p->w, p->from, "it|them|that|this|these|those") > 0;
	size_t citation = citations_of(p->d, p->block);
	bool after = back && p->first > 0 && put_says_place(p, p->w->at[p->first - 1].first, p->first) &&
		     put_document(p, p->w->at[p->first - 1].first, p->first, &citation)[0] == '\0';
	if (noun == NOUN_NONE && after)
		return ""; /* "Draft resolution A is … . I put it to the vote." */
	bool text = noun == NOUN_NONE || noun == NOUN_AMENDMENT || noun == NOUN_PROPOSAL;
	const char *said = back && noun == NOUN_NONE && query->whose == NULL ? said_before(p, query->since) : NULL;
	if (said != NULL)
		return said;
	const struct vote_text *named = back && text && query->whose == NULL ? named_before(p, noun) : NULL;
	if (named != NULL)
		return are_several(p, named) ? NULL : named->symbol;
	if (back && noun == NOUN_PART)
		return NULL; /* an earlier sentence says which */
	if (noun == NOUN_AMENDMENT)
		return amendment_meant(p, previous, query);
	query->sole = noun == NOUN_DRAFT;
	if (noun == NOUN_DRAFT)
		return draft_meant(p, previous, query);
	bool part = noun == NOUN_PART;
	if (noun == NOUN_REPORT) {
		const char *report = report_meant(p, query->since);
		part = report[0] == '\0' && put_holds(p, p->from, p->to, "recommendation|recommendations");
		if (!part)
			return report;
	}
	if (noun == NOUN_PART && put_holds(p, p->from, p->to, "amendment|amendments")) {
		*query = (struct text_query){ NOUN_AMENDMENT, query->whose, query->whose_size, .since = query->since,
					      .joint = query->joint };
		const char *own = query->whose != NULL || query->joint ? "" : amendment_before(p, previous);
		return own[0] != '\0' ? own : amendment_meant(p, previous, query);
	}
	bool same = part && previous != NULL && put_holds(p, p->from, p->to, "of|in the same document|text|paper");
	if (same || (part && part_goes_on(p, previous)))
		return previous->vote->document;
	if (part) {
		named = says_amendment(p) ? amendment_told(p, query->since) : NULL;
		if (named != NULL)
			return named->symbol;
		const char *draft = is_plain(query) ? draft_before(p, previous) : "";
		named = draft[0] == '\0' && query->whose == NULL ? put_told_since(p, query->since) : NULL;
		if (named != NULL)
			return named->symbol;
		named = draft[0] == '\0' ? named_before(p, NOUN_NONE) : NULL;
		bool amends = named != NULL && named->noun == NOUN_AMENDMENT && !named->voted && !amends_part(named);
		if (amends && draft[0] == '\0' && query->whose == NULL && says_amendment(p))
			return named->symbol; /* "The amendments are in A/L.3. Point 1 is put to the vote." */
		if (named == NULL || named->noun != NOUN_DRAFT)
			draft = draft[0] == '\0' ? amendment_before(p, previous) : draft;
		named = draft[0] == '\0' && query->whose == NULL ? named_before(p, NOUN_DRAFT) : NULL;
		if (draft[0] == '\0' && named == NULL && query->whose == NULL && put_says_place(p, 0, p->from))
			return "";
		if (draft[0] == '\0' && named == NULL && query->whose == NULL)
			named = report_here(p);
		if (draft[0] == '\0' && named == NULL && query->whose == NULL)
			named = asked_before(p);
		*query = (struct text_query){ .whose = query->whose,
					      .whose_size = query->whose_size,
					      .since = query->since,
					      .joint = query->joint };
		return draft[0] != '\0' ? draft : named != NULL ? named->symbol : draft_meant(p, previous, query);
	}
	if (noun != NOUN_PROPOSAL)
		return NULL;
	const char *symbol = texts_ask(p->rec, p->texts, query);
	bool drafts = symbol[0] == '\0' && (query->whose != NULL || query->ordinal > 0 || query->other);
	return drafts ? draft_meant(p, previous, query) : symbol;
}

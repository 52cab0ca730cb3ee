/* The text that a presiding officer's words put to the vote: "I put to the vote the amendment
 * of Cuba", "we shall vote on the second draft resolution as a whole". */
#include "domain/reader_vote.h"

#include <string.h>

#define PUT_BYTES 4096    /* of a paragraph, from its end */
#define TURNS_BYTES 16384 /* of turns before a vote */
#define ASKED_MOST 16     /* citations of a turn */
#define NAMED_MOST 64     /* texts, the last ones */
#define TURNS_BACK 4      /* that may name what is voted on, be it under another item */

/* ---- What it is on ---------------------------------------------------- */

static enum text_noun noun_of(const struct put *p, size_t *at, size_t *behind)
{
	enum text_noun noun;
	for (size_t i = p->from; i < p->to; i++) {
		size_t n = noun_at(p->w, i, &noun);
		if (n == 0)
			continue;
		*at = i;
		*behind = i + n;
		return noun;
	}
	*at = *behind = p->to;
	return NOUN_NONE;
}

/* "Draft resolution II", "draft resolutions A and B": a text by its place in a report. */
static bool is_place(const struct words *w, size_t behind)
{
	if (behind >= w->count || w->at[behind].kind != WORD_LETTERS || !w->at[behind].capital ||
	    w->at[behind].end - w->at[behind].start > 5)
		return false;
	const char *text = w->text + w->at[behind].start;
	size_t size = w->at[behind].end - w->at[behind].start;
	if (behind + 1 < w->count && word_is_mark(w, behind + 1, '/'))
		return false;
	return strspn(text, "IVXL") >= size || (size == 1 && *text <= 'H');
}

static bool says_place(const struct put *p, size_t from, size_t to)
{
	enum text_noun noun;
	size_t step;
	for (size_t i = from; i < to; i += step) {
		size_t n = noun_at(p->w, i, &noun);
		step = n > 0 ? n : 1;
		if (n > 0 && noun == NOUN_DRAFT && is_place(p->w, i + n))
			return true;
	}
	return false;
}

static void ordinal_said(const struct put *p, size_t behind, struct text_query *query)
{
	static const char *const ordinals[] = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh" };
	const struct words *w = p->w;
	for (size_t i = p->from; i < behind; i++) {
		for (int k = 0; k < (int)(sizeof ordinals / sizeof *ordinals); k++)
			query->ordinal = query->ordinal == 0 && word_is(w, i, ordinals[k]) ? k + 1 : query->ordinal;
		query->last |= word_is(w, i, "last");
		query->other |= words_match(w, i, "other|remaining") > 0;
	}
	for (size_t i = behind; i < p->to; i++)
		query->other |= words_match(w, i, "other|remaining document|documents") > 0;
}

/* The text of a kind that was named last in the turn before the words; NULL for none. */
static const struct vote_text *named_before(const struct put *p, enum text_noun noun)
{
	const struct vote_text *found = NULL;
	size_t at = p->offset + p->w->at[p->from].start, citation = citations_of(p->d, p->block + 1);
	for (; citation > 0; citation--) {
		const Truce__V1__Citation *c = p->d->citations.items[citation - 1];
		size_t block = (size_t)c->span->block - 1;
		if (block == p->block && (size_t)c->span->start >= at)
			continue;
		found = text_find_symbol(p->texts, c->instrument);
		bool fits = found != NULL && !found->gone && found->noun != NOUN_REPORT &&
			    (noun == NOUN_NONE || found->noun == noun);
		if (fits)
			return found;
	}
	return NULL;
}

static bool words_hold(const struct put *p, size_t from, size_t to, const char *pattern)
{
	for (size_t i = from; i < to; i++) {
		if (words_match(p->w, i, pattern) > 0)
			return true;
	}
	return false;
}

/* The symbol among the words: of an amendment, not that of the draft that it amends. */
static const char *symbol_said(const struct put *p, enum text_noun noun)
{
	const char *first = "", *again = "", *symbol;
	size_t citation = citations_of(p->d, p->block);
	for (; (symbol = put_document(p, p->from, p->to, &citation))[0] != '\0'; citation++) {
		const struct vote_text *text = text_find_symbol(p->texts, symbol);
		enum text_noun told = text == NULL ? NOUN_NONE : text->noun;
		bool voted = text != NULL && text->voted && told != NOUN_AMENDMENT; /* these have parts */
		const char *base = first[0] == '\0' ? again : first;
		size_t n = strlen(base);
		bool adds = text == NULL && n > 0 && strncmp(symbol, base, n) == 0 && symbol[n] == '/';
		again = voted ? symbol : again;
		if (voted || adds || (noun == NOUN_AMENDMENT && told == NOUN_DRAFT))
			continue;
		bool aside = text != NULL && text->aside && told != NOUN_DRAFT && told != NOUN_AMENDMENT;
		if (aside || (told == NOUN_REPORT && noun == NOUN_AMENDMENT))
			continue;
		if (told != NOUN_REPORT || words_hold(p, p->from, p->to, "recommended|recommendation|recommendations"))
			return symbol;
		first = first[0] == '\0' ? symbol : first;
	}
	return first[0] == '\0' && noun == NOUN_DRAFT ? again : first;
}

/* The text that the presiding officer named last in the turn, before the sentence, and that
 * was not voted on; NULL for none. */
static const struct vote_text *named_here(const struct put *p, enum text_noun noun)
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

/* The draft whose parts or amendments were voted on right before; "" for none. */
static const char *draft_before(const struct put *p, const struct ballot_box *previous)
{
	if (previous == NULL || previous->vote->document[0] == '\0' || previous->vote->part[0] == '\0')
		return "";
	const struct vote_text *text = text_find_symbol(p->texts, previous->vote->document);
	bool amendment = text != NULL && text->noun == NOUN_AMENDMENT;
	if (vote_part_is_place(previous->vote->part, strlen(previous->vote->part)))
		return ""; /* all of that draft */
	const struct vote_text *report = texts_report(p->texts, 0);
	bool next = report != NULL && report->last > previous->turn_before && report != text; /* is treated now */
	const struct vote_text *here = named_here(p, NOUN_DRAFT);
	if (here != NULL && here != text && previous->turn_before < p->turn)
		return here->symbol;
	return next || amendment || (text != NULL && text->voted) ? "" : previous->vote->document;
}

/* The amendment that was voted on right before, where the presiding officer goes on with the
 * next one of its text, or with a part of it; "" for none. */
static const char *amendment_before(const struct put *p, const struct ballot_box *previous)
{
	const struct vote_text *text = previous == NULL ? NULL : text_find_symbol(p->texts, previous->vote->document);
	bool goes_on = text != NULL && text->noun == NOUN_AMENDMENT && words_hold(p, 0, p->to, "amendment");
	const struct vote_text *here = goes_on ? named_here(p, NOUN_AMENDMENT) : NULL;
	if (here != NULL && here != text && previous->turn_before < p->turn)
		return here->symbol;
	return goes_on ? text->symbol : "";
}

/* What a proposal is about that is on no text. */
static const char of_order[] = "priority|adjourn|adjourned|adjournment|suspend|suspended|suspension|closure|postpone|"
			       "postponed|postponement|defer|deferred|deferment|invite|invited|division";

/* Whether the words before the act in the block speak of a recommendation. */
static bool says_recommended(const struct put *p)
{
	return words_hold(p, 0, p->end, "recommended|recommends|recommendation|recommendations");
}

/* The words that are put to the vote, with the noun at one of them. */
static const char *part_text(const struct put *p, size_t noun)
{
	struct phrase phrase;
	if (noun >= p->to || !phrase_at(p->w, noun, p->from, p->to, &phrase))
		return "";
	if (phrase.noun == NOUN_AMENDMENT)
		phrase.end = phrase_sponsors(p->w, &phrase, p->to);
	return phrase.noun == NOUN_PART && !phrase.told ? "" : phrase_text(p->rec->r, p->w, &phrase);
}

/* ---- Which text that is ----------------------------------------------- */

static bool is_plain(const struct text_query *query)
{
	return query->whose == NULL && query->ordinal == 0 && !query->last && !query->other;
}

/* The report that the drafts stand in which the presiding officer speaks of. */
static const char *report_meant(const struct put *p, size_t since)
{
	const struct vote_text *report = texts_report(p->texts, since);
	return report == NULL ? "" : report->symbol;
}

static const char *draft_meant(const struct put *p, const struct ballot_box *previous, struct text_query *query)
{
	query->noun = NOUN_DRAFT;
	const char *symbol = words_hold(p, p->from, p->to, "committee") ? report_meant(p, query->since) : "";
	if (symbol[0] != '\0')
		return symbol;
	const char *draft = is_plain(query) ? draft_before(p, previous) : "";
	draft = draft[0] == '\0' ? texts_ask(p->rec, p->texts, query) : draft;
	if (draft[0] == '\0' && is_plain(query))
		return report_meant(p, query->since);
	bool report = words_hold(p, p->from, p->to, "recommended") || draft[0] == '\0';
	symbol = report && is_plain(query) && says_recommended(p) ? report_meant(p, query->since) : "";
	return symbol[0] == '\0' ? draft : symbol;
}

static const char *amendment_meant(const struct put *p, const struct ballot_box *previous, struct text_query *query)
{
	struct text_query plain = { .noun = NOUN_AMENDMENT, .since = query->since };
	struct text_query whose = { NOUN_AMENDMENT, query->whose, query->whose_size, .since = query->since };
	const struct vote_text *before =
		query->ordinal == 0 || previous == NULL ? NULL : text_find_symbol(p->texts, previous->vote->document);
	bool oral = words_hold(p, p->from, p->to, "oral") && !words_hold(p, p->from, p->to, "sub");
	if (oral) /* on no document, but on the draft */
		return draft_meant(p, previous, &(struct text_query){ .since = query->since });
	const char *symbol = query->whose == NULL ? "" : texts_ask(p->rec, p->texts, &whose);
	if (symbol[0] == '\0' && before != NULL && before->noun == NOUN_AMENDMENT && before->many)
		return before->symbol;
	symbol = symbol[0] == '\0' ? texts_ask(p->rec, p->texts, query) : symbol;
	if (symbol[0] == '\0' && before != NULL && before->noun == NOUN_AMENDMENT)
		return before->symbol; /* the next one of the same text's */
	if (symbol[0] == '\0' && !is_plain(query))
		symbol = texts_ask(p->rec, p->texts, &plain); /* the second of the one text's */
	return symbol[0] == '\0' ? draft_meant(p, previous, &plain) : symbol;
}

/* The report that the presiding officer named last in the turn, before the words; NULL for none. */
static const struct vote_text *report_here(const struct put *p)
{
	const struct vote_text *report = texts_report(p->texts, p->turn);
	size_t at = p->offset + p->w->at[p->from].start;
	bool before = report != NULL && report->last == p->turn &&
		      (report->block <= p->block || (report->block == p->block + 1 && report->at < at));
	return before ? report : NULL;
}

/* The one draft that whoever spoke right before named: he asked for a vote on its part. */
static const struct vote_text *asked_before(const struct put *p)
{
	const struct draft *d = p->turn > 1 ? p->rec->r->drafts.items[p->turn - 1] : NULL;
	const struct vote_text *found = NULL;
	size_t count = d == NULL || d->presides ? 0 : d->citations.count;
	for (size_t i = 0; i < count && i < ASKED_MOST; i++) {
		const Truce__V1__Citation *c = d->citations.items[i];
		const struct vote_text *text = text_find_symbol(p->texts, c->instrument);
		if (text == NULL || text->noun != NOUN_DRAFT || text == found)
			continue;
		if (found != NULL)
			return NULL;
		found = text;
	}
	return found;
}

/* The text of the sentence's noun, where no symbol stands in it; NULL for none. */
static const char *noun_meant(const struct put *p, enum text_noun noun, const struct ballot_box *previous,
			      struct text_query *query)
{
	bool back = words_match(p->w, p->from, "it|them|that|this|these|those") > 0;
	bool after = back && p->first > 0 && says_place(p, p->w->at[p->first - 1].first, p->first);
	if (noun == NOUN_NONE && after)
		return ""; /* "Draft resolution A is … . I put it to the vote." */
	bool text = noun == NOUN_NONE || noun == NOUN_AMENDMENT || noun == NOUN_PROPOSAL;
	const struct vote_text *named = back && text && query->whose == NULL ? named_before(p, noun) : NULL;
	if (named != NULL)
		return named->symbol;
	if (back && noun == NOUN_PART)
		return NULL; /* an earlier sentence says which */
	if (noun == NOUN_AMENDMENT)
		return amendment_meant(p, previous, query);
	if (noun == NOUN_DRAFT)
		return draft_meant(p, previous, query);
	if (noun == NOUN_REPORT)
		return report_meant(p, query->since);
	if (noun == NOUN_PART && words_hold(p, p->from, p->to, "amendment|amendments")) {
		*query = (struct text_query){ NOUN_AMENDMENT, query->whose, query->whose_size, .since = query->since };
		const char *own = amendment_before(p, previous);
		return own[0] != '\0' && query->whose == NULL ? own : amendment_meant(p, previous, query);
	}
	if (noun == NOUN_PART) {
		const char *draft = is_plain(query) ? draft_before(p, previous) : "";
		named = draft[0] == '\0' ? named_before(p, NOUN_NONE) : NULL;
		if (named == NULL || named->noun != NOUN_DRAFT)
			draft = draft[0] == '\0' ? amendment_before(p, previous) : draft;
		named = draft[0] == '\0' && query->whose == NULL ? named_before(p, NOUN_DRAFT) : NULL;
		if (draft[0] == '\0' && named == NULL && query->whose == NULL && says_place(p, 0, p->from))
			return "";
		if (draft[0] == '\0' && named == NULL && query->whose == NULL)
			named = report_here(p);
		if (draft[0] == '\0' && named == NULL && query->whose == NULL)
			named = asked_before(p);
		*query = (struct text_query){ .whose = query->whose,
					      .whose_size = query->whose_size,
					      .since = query->since };
		return draft[0] != '\0' ? draft : named != NULL ? named->symbol : draft_meant(p, previous, query);
	}
	if (noun != NOUN_PROPOSAL)
		return NULL;
	const char *symbol = texts_ask(p->rec, p->texts, query);
	return symbol[0] == '\0' && query->whose != NULL ? draft_meant(p, previous, query) : symbol;
}

/* The motion that the sentence before tells, where "it" is put to the vote: "We have heard the
 * motion to adjourn. I put it to the vote."; "" for none. */
static const char *motion_before(const struct put *p)
{
	struct put before = *p;
	size_t at, behind;
	if (p->first == 0 || words_match(p->w, p->from, "it|that") == 0)
		return "";
	before.first = before.from = p->w->at[p->first - 1].first;
	before.end = before.to = p->first;
	bool motion = noun_of(&before, &at, &behind) == NOUN_PROCEDURE && words_match(p->w, at, "motion") > 0;
	size_t citation = citations_of(p->d, p->block);
	if (!motion || put_document(&before, before.from, before.to, &citation)[0] != '\0')
		return "";
	return part_text(&before, at);
}

/* The text that a sentence puts to the vote, "" for none; NULL where it says nothing of
 * it. */
static const char *sentence_text(const struct put *p, const struct ballot_box *previous, size_t since,
				 const char **part)
{
	size_t at, behind;
	enum text_noun noun = noun_of(p, &at, &behind);
	struct put subject = *p;
	subject.from = p->first;
	subject.to = p->from;
	if (noun == NOUN_NONE && words_match(p->w, p->from, "it|them") > 0 && p->first < p->from) {
		noun = noun_of(&subject, &at, &behind); /* "The Soviet draft being the first, I put it to the vote." */
		bool text = noun == NOUN_DRAFT || noun == NOUN_AMENDMENT || noun == NOUN_PROPOSAL;
		p = text ? &subject : p;
		if (!text)
			noun = noun_of(p, &at, &behind);
	}
	struct text_query query = { .noun = noun, .since = since };
	query.before = previous == NULL ? NULL : previous->vote->document;
	const char *symbol = symbol_said(p, noun);
	ordinal_said(p, behind, &query);
	bool nth = query.ordinal > 0;
	bool next = nth || query.last || query.other;
	if (!p->vote && (symbol[0] != '\0' || (noun != NOUN_AMENDMENT && noun != NOUN_DRAFT) || !next))
		return symbol[0] == '\0' ? NULL : symbol;
	bool order = (noun == NOUN_PROPOSAL || noun == NOUN_NONE) && words_hold(p, p->from, p->to, of_order);
	order |= noun == NOUN_PROPOSAL && words_hold(p, behind, p->to, "be put to the vote");
	if (noun == NOUN_PROCEDURE || order) {
		*part = part_text(p, at);
		return words_hold(p, p->from, p->to, "action") ? symbol : "";
	}
	const char *motion = noun == NOUN_NONE && p->vote && symbol[0] == '\0' ? motion_before(p) : "";
	if (motion[0] != '\0') {
		*part = motion;
		return "";
	}
	put_whose(p, &query);
	bool own = symbol[0] != '\0'; /* the amendment's */
	if (!own)
		symbol = says_place(p, p->from, p->to) ? "" : noun_meant(p, noun, previous, &query);
	const struct vote_text *text = own || symbol == NULL ? NULL : text_find_symbol(p->texts, symbol);
	own |= text != NULL && text->noun == NOUN_AMENDMENT;
	bool proposal = noun == NOUN_PROPOSAL && symbol != NULL && symbol[0] == '\0'; /* and no report's */
	if (proposal || (noun == NOUN_AMENDMENT && (nth || !own)) ||
	    (noun == NOUN_PART && !words_hold(p, p->first, p->end, "as a whole") && symbol != NULL &&
	     symbol[0] != '\0'))
		*part = part_text(p, at);
	size_t first = noun == NOUN_AMENDMENT ? put_nth(p, behind) : p->to;
	if (first < p->to)
		*part = reader_printf(p->rec->r, "%.*s amendment", (int)(p->w->at[first].end - p->w->at[first].start),
				      p->w->text + p->w->at[first].start);
	return symbol;
}

/* ---- The turns before a vote ------------------------------------------ */

/* Whether a sentence is on a draft, and the vote on an amendment that it does not speak of. */
static bool is_other(const struct put *p, const char *symbol)
{
	const struct vote_text *text = p->amends && symbol != NULL ? text_find_symbol(p->texts, symbol) : NULL;
	return text != NULL && (text->noun == NOUN_DRAFT || text->noun == NOUN_REPORT) &&
	       !words_hold(p, p->first, p->end, "amendment|amendments|sub|subamendment|it");
}

/* Whether a sentence is on a vote behind the next one: "I shall then put to the vote". */
static bool says_then(const struct put *p)
{
	const struct words *w = p->w;
	for (size_t i = p->first + 1; i < p->end; i++) {
		if (word_is(w, i, "thereafter") || word_is(w, i, "afterwards") ||
		    (word_is(w, i, "then") && words_match(w, i - 1, "shall|will") > 0))
			return true;
	}
	return false;
}

/* The last sentence of a block that puts a text to the vote; one that comes then only where no
 * other does. */
static const char *block_text(struct put *p, const struct ballot_box *previous, size_t since, const char **part)
{
	const struct words *w = p->w;
	const char *then = NULL, *then_part = *part;
	for (p->end = w->count; p->end > 0; p->end = p->first) {
		p->first = w->at[p->end - 1].first;
		struct put sentence = *p;
		bool puts = sentence_puts(&sentence) && (sentence.vote || !p->only_votes);
		const char *was = *part, *symbol = puts ? sentence_text(&sentence, previous, since, part) : NULL;
		if (symbol == NULL || is_other(&sentence, symbol))
			continue;
		if (then != NULL || !says_then(p))
			return symbol;
		then = symbol;
		then_part = *part;
		*part = was;
	}
	*part = then == NULL ? *part : then_part;
	return then;
}

bool put_is_said(struct record *rec, struct vote_texts *texts, const struct draft *d, size_t block, size_t from,
		 size_t to, bool next)
{
	const char *text = block_read(d, block);
	size_t size = strlen(text), end = to < size ? to : size;
	from = end > PUT_BYTES && from < end - PUT_BYTES ? end - PUT_BYTES : from;
	struct put p = { rec, texts, d, &texts->words, .block = block, .offset = from };
	if (from >= end)
		return false;
	if (!words_split(&texts->words, text + from, end - from, rec->r->arena)) {
		rec->r->full = true;
		return false;
	}
	rec->r->steps += texts->words.count;
	for (p.end = texts->words.count; p.end > 0; p.end = p.first) {
		p.first = texts->words.at[p.end - 1].first;
		struct put sentence = p;
		if (sentence_puts(&sentence) && (sentence.vote || next))
			return true;
	}
	return false;
}

const char *put_before(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
		       const struct ballot_box *previous, size_t after, const char **part)
{
	const Truce__V1__MeetingItem *item = matter_of(rec, box->piece);
	size_t first = item == NULL ? 0 : (size_t)item->from_turn, bytes = 0;
	struct text_query left = { .noun = NOUN_AMENDMENT, .since = first };
	bool mere, amends = part_noun(rec, texts, box->vote->part, &mere) == NOUN_AMENDMENT &&
			    texts_ask(rec, texts, &left)[0] != '\0';
	for (size_t turn = box->turn_before; turn > after && bytes < TURNS_BYTES; turn--) {
		if (turn < first && turn + TURNS_BACK <= box->turn_before)
			break;
		const struct draft *d = rec->r->drafts.items[turn];
		size_t at, last = blocks_before(rec, box, turn, &at);
		for (size_t b = d->presides ? last : 0; b > 0 && bytes < TURNS_BYTES; b--) {
			const char *text = block_read(d, b - 1);
			size_t size = b == last && at != SIZE_MAX ? at : strlen(text),
			       from = size > PUT_BYTES ? size - PUT_BYTES : 0;
			struct put p = { rec, texts, d, &texts->words, turn, b - 1, .offset = from, .amends = amends };
			p.only_votes = strcmp(box->vote->part, "The proposal") == 0;
			bytes += size - from + 1;
			if (!words_split(&texts->words, text + from, size - from, rec->r->arena)) {
				rec->r->full = true;
				return NULL;
			}
			rec->r->steps += texts->words.count;
			const char *symbol = block_text(&p, previous, first, part);
			if (symbol != NULL)
				return symbol;
		}
	}
	if (vote_part_says_place(box->vote->part) || strcmp(box->vote->part, "The proposal") == 0)
		return NULL; /* it is a report's */
	left.noun = amends ? NOUN_AMENDMENT : NOUN_DRAFT;
	const char *symbol = texts_ask(rec, texts, &left);
	const struct vote_text *report = symbol[0] == '\0' ? texts_report(texts, first) : NULL;
	if (report != NULL)
		return report->symbol;
	return symbol[0] == '\0' ? NULL : symbol;
}

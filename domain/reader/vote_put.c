/* The text that a presiding officer's words put to the vote: "I put to the vote the amendment
 * of Cuba", "we shall vote on the second draft resolution as a whole". */
#include "domain/reader/vote.h"

#include <string.h>

#define PUT_BYTES 4096    /* of a paragraph, from its end */
#define TURNS_BYTES 16384 /* of turns before a vote */
#define CHANGE_BACK 2     /* sentences to the one that tells what a proposal is to change */
#define TURNS_BACK 4      /* that may name what is voted on, be it under another item */

/* ---- What it is on ---------------------------------------------------- */

static const char *const ordinals[] = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh" };

static void ordinal_said(const struct vote_put *p, size_t behind, struct text_query *query)
{
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

/* The symbol among the words: of an amendment, not that of the draft that it amends. */
static const char *symbol_said(const struct vote_put *p, enum text_noun noun)
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
		if (p->amends && told == NOUN_DRAFT) { /* "on draft resolution A/L.2 and on the amendments in A/L.3" */
			first = first[0] == '\0' ? symbol : first;
			continue;
		}
		bool aside = text != NULL && text->aside && told != NOUN_DRAFT && told != NOUN_AMENDMENT;
		const char *corrected = strstr(symbol, "/Corr.");
		if (corrected != NULL && text == NULL) /* "draft resolution IV, as corrected [A/6160/Corr.1]" */
			symbol = reader_text(p->rec->r, symbol, (size_t)(corrected - symbol));
		if (aside || (told == NOUN_REPORT && noun == NOUN_AMENDMENT))
			continue;
		if (told != NOUN_REPORT || put_holds(p, p->from, p->to, "recommended|recommendation|recommendations"))
			return symbol;
		first = first[0] == '\0' ? symbol : first;
	}
	return first[0] == '\0' && noun == NOUN_DRAFT ? again : first;
}

/* Whether a proposal is to change a text, by its own words or by the sentences before: "Chad proposed orally that the
 * second paragraph should be replaced. I put the proposal to the vote." */
static bool changes_text(const struct vote_put *p)
{
	static const char acts[] = "delete|deleted|deletion|replace|replaced|replacement|add|added|addition|insert|"
				   "inserted|insertion|omit|omitted|omission";
	size_t first = p->first;
	for (int back = 0; first > 0 && back < CHANGE_BACK; back++)
		first = p->w->at[first - 1].first;
	return put_holds(p, first, p->end, "proposal|proposed|proposes") && put_holds(p, first, p->end, acts) &&
	       put_holds(p, first, p->end, "paragraph|paragraphs|words|word|phrase|preamble");
}

/* What a sentence says that puts one of several texts to the vote, and not which. */
static const char unresolved[] = "";

const char vote_put_whole[] = "";
const char put_named[] = "";
const char put_change[] = "";

/* What is read of a sentence that may put a text to the vote. */
struct putting {
	const struct vote_put *p;
	struct vote_put subject; /* the words before its verb */
	const struct ballot_box *previous;
	enum text_noun noun;
	size_t at, behind; /* of the noun */
	const char *symbol;
	struct text_query query;
	bool nth, next; /* it has a number; it is told as the next one, by whatever */
	bool own;       /* the symbol is said, or it is an amendment's that has one */
	bool oral;      /* an amendment that has none of its own, whatever it amends */
	const char **part;
};

static bool is_of_text(enum text_noun noun)
{
	return noun == NOUN_DRAFT || noun == NOUN_AMENDMENT || noun == NOUN_PROPOSAL;
}

/* Where what a sentence says that its subject is begins: "The text that is farthest removed is the sub-amendment";
 * else its first word. */
static size_t complement_of(const struct vote_put *p)
{
	for (size_t i = p->from; i + 1 < p->to; i++) {
		if (words_match(p->w, i, "is|are") > 0 && words_match(p->w, i + 1, "the|that") > 0)
			return i + 1;
	}
	return p->first;
}

static void read_noun(struct putting *x)
{
	const struct vote_put *p = x->p;
	x->noun = put_noun(p, &x->at, &x->behind);
	if (x->noun == NOUN_DRAFT && p->on == NOUN_AMENDMENT && words_match(p->w, x->at, "text|texts") > 0)
		x->noun = NOUN_AMENDMENT; /* "The Sudanese text will be voted on first." */
	if (x->noun != NOUN_NONE || words_match(p->w, p->from, "it|them") == 0 || p->first >= p->from)
		return;
	x->subject = *p; /* "The Soviet draft being the first, I put it to the vote." */
	x->subject.to = p->from;
	x->subject.from = p->first;
	x->subject.from = complement_of(&x->subject);
	x->noun = put_noun(&x->subject, &x->at, &x->behind);
	if (x->noun == NOUN_NONE && x->subject.from > p->first) {
		x->subject.from = p->first;
		x->noun = put_noun(&x->subject, &x->at, &x->behind);
	}
	if (is_of_text(x->noun))
		x->p = &x->subject;
	else
		x->noun = put_noun(p, &x->at, &x->behind);
}

/* Its symbol, its number, and whose it is. */
static void read_which(struct putting *x, size_t since)
{
	const struct vote_put *p = x->p;
	x->query = (struct text_query){ .noun = x->noun, .since = since };
	x->query.before = x->previous == NULL ? NULL : x->previous->vote->document;
	x->symbol = symbol_said(p, x->noun);
	ordinal_said(p, x->behind, &x->query);
	x->nth = x->query.ordinal > 0;
	x->next = x->nth || x->query.last || x->query.other ||
		  word_is(p->w, x->behind, "first"); /* "the amendment first" */
	put_whose(p, &x->query);
	if (x->noun == NOUN_NONE && x->symbol[0] == '\0' && x->query.whose == NULL)
		put_that_of(p, &x->query);
	if (x->noun == NOUN_NONE && x->query.whose != NULL)
		x->noun = x->query.noun = NOUN_DRAFT; /* "I put that of Chad to the vote." */
}

/* "We come to operative paragraph 2.", behind the vote on another part */
static bool is_next_part(const struct putting *x)
{
	return x->noun == NOUN_PART && x->symbol[0] == '\0' && x->previous != NULL &&
	       x->previous->vote->part[0] != '\0' && x->previous->vote->document[0] != '\0';
}

/* "I come to the amendment that would insert", behind the vote on another one of the same paper. */
static bool is_next_amendment(const struct putting *x)
{
	const struct vote_text *last =
		x->previous == NULL ? NULL : text_find_symbol(x->p->texts, x->previous->vote->document);
	return x->noun == NOUN_AMENDMENT && x->symbol[0] == '\0' && last != NULL && last->noun == NOUN_AMENDMENT &&
	       last->many && !last->voted && x->at > 0 && words_match(x->p->w, x->at - 1, "the amendment") > 0;
}

/* Whether it puts something to the vote, or turns to what is next. */
static bool puts_or_turns(const struct putting *x)
{
	bool text = x->noun == NOUN_AMENDMENT || x->noun == NOUN_DRAFT;
	return x->p->vote || is_next_part(x) || is_next_amendment(x) ||
	       (x->symbol[0] == '\0' && text && (x->next || x->query.whose != NULL));
}

/* The document of a motion, "" for none; NULL where it is none. */
static const char *motion_text(const struct putting *x, bool order)
{
	const struct vote_put *p = x->p;
	const struct vote_text *moved = x->noun == NOUN_PROCEDURE ? text_find_symbol(p->texts, x->symbol) : NULL;
	if (moved != NULL && moved->motion && !put_holds(p, x->behind, p->to, "to|that|on|for|whether"))
		return x->symbol; /* "the motion of Chad [A/L.3]" */
	if (x->noun == NOUN_PROCEDURE || order) {
		*x->part = put_words(p, x->at);
		return put_holds(p, p->from, p->to, "action") ? x->symbol : "";
	}
	const char *motion = x->noun == NOUN_NONE && p->vote && x->symbol[0] == '\0' ? put_motion_before(p) : "";
	if (motion[0] == '\0')
		return NULL;
	moved = put_moved(p);
	*x->part = moved == NULL ? motion : "";
	return moved == NULL ? "" : moved->symbol;
}

/* The part of an amendment that has a symbol of its own: none. */
static void read_named_amendment(struct putting *x)
{
	x->oral = x->noun == NOUN_AMENDMENT && put_holds(x->p, x->p->from, x->behind, "oral");
	if (x->oral)
		return;
	if (x->noun == NOUN_AMENDMENT && x->symbol[0] != '\0' && !x->nth)
		*x->part = put_named; /* "the amendment of Chad [A/L.2]" */
	const struct vote_text *said =
		x->symbol[0] == '\0' || !x->nth ? NULL : text_find_symbol(x->p->texts, x->symbol);
	if (said != NULL && said->noun == NOUN_AMENDMENT && !said->many) {
		x->nth = false; /* "the second amendment, in S/3" */
		*x->part = vote_put_whole;
	}
}

/* The text that is meant where none is said; place: a part's is. */
static void read_meant(struct putting *x, bool place)
{
	const struct vote_put *p = x->p;
	if (!x->own)
		x->symbol = place && x->noun != NOUN_AMENDMENT ? "" : put_meant(p, x->noun, x->previous, &x->query);
}

/* An amendment that is put by a place of a draft is an oral one to that draft. */
static void read_oral(struct putting *x, bool place)
{
	const struct vote_text *text = x->own || x->symbol == NULL ? NULL : text_find_symbol(x->p->texts, x->symbol);
	if (place && x->noun == NOUN_AMENDMENT && (text == NULL || text->noun != NOUN_AMENDMENT)) {
		x->symbol = "";
		text = NULL;
	}
	x->own |= text != NULL && text->noun == NOUN_AMENDMENT;
}

static void read_part(struct putting *x)
{
	const struct vote_put *p = x->p;
	bool named = x->symbol != NULL && x->symbol[0] != '\0';
	bool proposal = x->noun == NOUN_PROPOSAL && x->symbol != NULL && !named; /* and no report's */
	if (proposal || (x->noun == NOUN_AMENDMENT && (x->nth || x->oral || !x->own)) ||
	    (x->noun == NOUN_PART && !put_holds(p, p->first, p->end, "as a whole") && named))
		*x->part = put_words(p, x->at);
}

/* Of several amendments the one that is put first by a number behind the noun. */
static void read_nth_amendment(struct putting *x)
{
	const struct vote_put *p = x->p;
	size_t first = x->noun == NOUN_AMENDMENT ? put_nth(p, x->behind) : p->to;
	if (first < p->to)
		*x->part =
			reader_printf(p->rec->r, "%.*s amendment", (int)(p->w->at[first].end - p->w->at[first].start),
				      p->w->text + p->w->at[first].start);
}

/* The text that a sentence puts to the vote, "" for none; NULL where it says nothing of
 * it. */
static const char *sentence_text(const struct vote_put *sentence, const struct ballot_box *previous, size_t since,
				 const char **part)
{
	struct putting x = { .p = sentence, .previous = previous, .part = part };
	read_noun(&x);
	read_which(&x, since);
	const struct vote_put *p = x.p;
	const struct vote_text *turned = p->vote ? NULL : text_find_symbol(p->texts, x.symbol);
	if (turned != NULL && turned->gone)
		return NULL; /* "There is an amendment in S/3, which the sponsors have accepted." */
	if (!puts_or_turns(&x))
		return x.symbol[0] == '\0' ? NULL : x.symbol;
	bool theirs = !p->vote && !x.next && x.query.whose != NULL; /* "We turn to the draft of Uruguay." */
	bool order = put_is_order(p, x.noun, x.behind, x.symbol[0] != '\0', &x.query);
	bool proposal = x.noun == NOUN_PROPOSAL || (x.noun == NOUN_NONE && p->vote && p->on == NOUN_PROPOSAL);
	bool changes = proposal && x.symbol[0] == '\0' && !order && changes_text(p);
	const char *motion = motion_text(&x, order);
	if (motion != NULL)
		return motion;
	read_named_amendment(&x);
	x.own = x.symbol[0] != '\0';
	bool place = !x.own && put_says_place(p, p->from, p->to);
	if (changes) {
		x.query = (struct text_query){ .since = since };
		*part = p->on == NOUN_PROPOSAL ? put_change : put_words(p, x.at);
		return put_meant(p, NOUN_DRAFT, previous, &x.query);
	}
	read_meant(&x, place);
	read_oral(&x, place);
	read_part(&x);
	bool open = x.symbol != NULL && x.symbol[0] == '\0' && !place && (x.noun == NOUN_DRAFT || x.noun == NOUN_PART);
	if (open && (theirs || x.query.whose == NULL))
		return theirs ? NULL : unresolved;
	read_nth_amendment(&x);
	return x.symbol;
}

/* ---- The turns before a vote ------------------------------------------ */

/* Whether a sentence is on a draft, and the vote on an amendment that it does not speak of. */
static bool is_other(const struct vote_put *p, const char *symbol)
{
	const struct vote_text *text = p->amends && symbol != NULL ? text_find_symbol(p->texts, symbol) : NULL;
	return text != NULL && (text->noun == NOUN_DRAFT || text->noun == NOUN_REPORT) &&
	       !put_holds(p, p->first, p->end, "amendment|amendments|sub|subamendment|it");
}

/* Whether a sentence is on a vote behind the next one: "I shall then put to the vote". */
static bool says_then(const struct vote_put *p)
{
	const struct words *w = p->w;
	for (size_t i = p->first + 1; i < p->end; i++) {
		if (word_is(w, i, "thereafter") || word_is(w, i, "afterwards") ||
		    (word_is(w, i, "then") && words_match(w, i - 1, "shall|will") > 0))
			return true;
	}
	return false;
}

/* The text of a sentence that puts one to the vote before one that says not which; NULL for none. */
static const char *earlier_text(const struct vote_put *p, const struct ballot_box *previous, size_t since)
{
	const char *part = "", *symbol = p->vote ? sentence_text(p, previous, since, &part) : NULL;
	const struct vote_text *text = symbol == NULL ? NULL : text_find_symbol(p->texts, symbol);
	bool drafts = text != NULL && (text->noun == NOUN_DRAFT || text->noun == NOUN_PROPOSAL);
	return drafts && !text->voted && !text->gone ? symbol : NULL;
}

/* The last sentence of a block that puts a text to the vote; one that comes then only where no
 * other does. */
static const char *block_text(struct vote_put *p, const struct ballot_box *previous, size_t since, const char **part)
{
	const struct words *w = p->w;
	const char *then = NULL, *then_part = *part;
	for (p->end = w->count; p->end > 0; p->end = p->first) {
		p->first = w->at[p->end - 1].first;
		struct vote_put sentence = *p;
		bool puts = sentence_puts(&sentence) && (sentence.vote || !p->only_votes);
		if (puts && p->open) {
			const char *earlier = earlier_text(&sentence, previous, since);
			if (earlier != NULL)
				return earlier;
			continue;
		}
		const char *was = *part, *symbol = puts ? sentence_text(&sentence, previous, since, part) : NULL;
		if (symbol == NULL || is_other(&sentence, symbol))
			continue;
		p->open = symbol == unresolved;
		if (p->open)
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
	struct vote_put p = { rec, texts, d, &texts->words, .block = block, .offset = from };
	if (from >= end)
		return false;
	if (!words_split(&texts->words, text + from, end - from, rec->r->arena)) {
		rec->r->full = true;
		return false;
	}
	rec->r->steps += texts->words.count;
	for (p.end = texts->words.count; p.end > 0; p.end = p.first) {
		p.first = texts->words.at[p.end - 1].first;
		struct vote_put sentence = p;
		if (sentence_puts(&sentence) && (sentence.vote || next))
			return true;
	}
	return false;
}

/* The ordinal that a part begins with, "The second amendment"; 0 for none. */
static int part_ordinal(const char *part)
{
	part += strncmp(part, "The ", 4) == 0 ? 4 : 0;
	for (int k = 0; k < (int)(sizeof ordinals / sizeof *ordinals); k++) {
		size_t n = strlen(ordinals[k]);
		if (text_equal(part, strnlen(part, n), ordinals[k], n))
			return k + 1;
	}
	return 0;
}

/* Whether a turn is of somebody who conducts the voting: the presiding officer, or a Committee's secretary. */
static bool conducts(const struct draft *d)
{
	const Truce__V1__Turn *said = d->turns.count > 0 ? d->turns.items[0] : NULL;
	const char *function = said == NULL || said->speaker == NULL ? "" : said->speaker->function;
	return d->presides || strcmp(function, "Secretary of the Committee") == 0;
}

const char *vote_put_before(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			    const struct ballot_box *previous, size_t after, const char **part)
{
	const Truce__V1__MeetingItem *item = matter_of(rec, box->piece);
	size_t first = item == NULL ? 0 : (size_t)item->from_turn, bytes = 0;
	struct text_query left = { .noun = NOUN_AMENDMENT, .since = first };
	bool open = false, mere;
	enum text_noun noun = part_noun(rec, texts, box->vote->part, &mere);
	struct text_query nth = left;
	nth.ordinal = noun == NOUN_AMENDMENT ? part_ordinal(box->vote->part) : 0;
	const char *amendment = nth.ordinal > 0 ? texts_ask(rec, texts, &nth) : "";
	bool amends = noun == NOUN_AMENDMENT && (amendment[0] != '\0' || texts_ask(rec, texts, &left)[0] != '\0');
	for (size_t turn = box->turn_before; turn > after && bytes < TURNS_BYTES; turn--) {
		if (turn < first && turn + TURNS_BACK <= box->turn_before)
			break;
		const struct draft *d = rec->r->drafts.items[turn];
		size_t at, last = blocks_before(rec, box, turn, &at);
		for (size_t b = conducts(d) ? last : 0; b > 0 && bytes < TURNS_BYTES; b--) {
			const char *text = block_read(d, b - 1);
			size_t size = b == last && at != SIZE_MAX ? at : strlen(text),
			       from = size > PUT_BYTES ? size - PUT_BYTES : 0;
			struct vote_put p = {
				rec, texts, d, &texts->words, turn, b - 1, .offset = from, .amends = amends
			};
			p.on = noun;
			p.open = open;
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
			open = p.open;
		}
	}
	if (open) {
		const char *next = order_tells(rec, texts, box, previous, first, noun == NOUN_PART);
		const struct vote_text *report = next[0] == '\0' ? texts_report(texts, first) : NULL;
		return report == NULL ? next : report->symbol;
	}
	if (vote_part_says_place(box->vote->part) || strcmp(box->vote->part, "The proposal") == 0)
		return NULL; /* it is a report's */
	left.noun = amends ? NOUN_AMENDMENT : NOUN_DRAFT;
	const char *symbol = amendment[0] == '\0' ? texts_ask(rec, texts, &left) : amendment;
	if (symbol[0] == '\0' && !amends)
		symbol = order_tells(rec, texts, box, previous, first, noun == NOUN_PART);
	const struct vote_text *report = symbol[0] == '\0' ? texts_report(texts, first) : NULL;
	if (report != NULL)
		return report->symbol;
	return symbol[0] == '\0' ? NULL : symbol;
}

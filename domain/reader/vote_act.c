/* The sentences by which a presiding officer puts something to the vote, and their words that
 * say on what: "put the draft to the vote", "vote on", "will be voted upon", "we turn to". */
#include "domain/reader/vote.h"

#include <string.h>

#define ON_WORDS 8         /* between "vote" and "on" */
#define ALONE_WORDS 8      /* of a sentence without a verb */
#define REQUESTED_WORDS 24 /* where somebody requested it */
#define ADJECTIVES_MOST 3  /* that say whose an amendment is, */
#define NAMES_MOST 16      /* words behind it that do */

bool put_holds(const struct vote_put *p, size_t from, size_t to, const char *pattern)
{
	for (size_t i = from; i < to; i++) {
		if (words_match(p->w, i, pattern) > 0)
			return true;
	}
	return false;
}

/* The document that the words from i on begin with; "" for none. */
const char *put_document(const struct vote_put *p, size_t from, size_t to, size_t *citation)
{
	size_t start = p->offset + p->w->at[from].start, end = p->offset + p->w->at[to - 1].end;
	for (; *citation < p->d->citations.count; ++*citation) {
		const Truce__V1__Citation *c = p->d->citations.items[*citation];
		size_t block = (size_t)c->span->block - 1;
		if (block > p->block || (block == p->block && (size_t)c->span->start >= end))
			break;
		if (block == p->block && (size_t)c->span->start >= start && document_is(c->instrument))
			return c->instrument;
	}
	return "";
}

/* The first citation of the block that begins at a byte, or behind it. */
size_t citations_from(const struct draft *d, size_t block, size_t byte)
{
	size_t low = citations_of(d, block), high = citations_of(d, block + 1);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if ((size_t)((const Truce__V1__Citation *)d->citations.items[middle])->span->start < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first citation of the block. */
size_t citations_of(const struct draft *d, size_t block)
{
	size_t low = 0, high = d->citations.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if ((size_t)((const Truce__V1__Citation *)d->citations.items[middle])->span->block < block + 1)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool says_something(const struct vote_put *p, size_t from, size_t to)
{
	enum text_noun noun;
	size_t citation = citations_of(p->d, p->block);
	for (size_t i = from; i < to; i++) {
		if (noun_at(p->w, i, &noun) > 0 || words_match(p->w, i, "it|them|this|these|that|latter|former") > 0)
			return true;
	}
	return from < to && put_document(p, from, to, &citation)[0] != '\0';
}

static size_t adverbs(const struct words *w, size_t i, size_t end)
{
	size_t from = i;
	while (i < end && words_match(w, i, "first|now|next|then|also|separately|forthwith|upon|on|,") > 0)
		i++;
	return i - from;
}

/* "Beginning with the second": the ordinal's word, 0 for none. */
static size_t nth_at(const struct words *w, size_t i)
{
	size_t n = words_match(w, i, "beginning|starting with the");
	bool nth = n > 0 && words_match(w, i + n, "first|second|third|fourth|fifth|sixth|seventh|last") > 0;
	return nth ? i + n : 0;
}

size_t put_nth(const struct vote_put *p, size_t i)
{
	while (i < p->to && nth_at(p->w, i) == 0)
		i++;
	return i < p->to ? nth_at(p->w, i) : p->to;
}

/* Whether words behind "to the vote" name what is put to it, once more: "the first text, that is to say, the draft
 * in S/3", "the Soviet draft [S/3]". */
static bool named_behind(const struct words *w, size_t i)
{
	i += words_match(w, i, ",");
	return word_is_mark(w, i, '[') || word_is_mark(w, i, '(') || words_match(w, i, "namely") > 0 ||
	       words_match(w, i, "that is to say|,") > 0;
}

/* Where the words of a sentence begin that stand before a verb, behind a semicolon: "The amendment of Chad is on
 * paragraph 1; that of Peru to it will be voted on first." */
static size_t subject_from(const struct vote_put *p, size_t verb)
{
	for (size_t i = verb; i > p->first + 1; i--) {
		if (word_is_mark(p->w, i - 1, ';'))
			return says_something(p, i, verb) ? i : p->first;
	}
	return p->first;
}

/* Where they end, before "is now" put to the vote. */
static size_t subject_end(const struct vote_put *p, size_t verb)
{
	while (verb > p->from + 1 && words_match(p->w, verb - 1, "is|are|now|therefore|thus|hereby|being") > 0)
		verb--;
	return verb;
}

/* "put the draft to the vote", "put to the vote the draft", "the draft will be put to the
 * vote": false where word i begins no such thing. */
static bool put_at(struct vote_put *p, size_t i)
{
	const struct words *w = p->w;
	if (words_match(w, i, "put|puts|putting|submit|submitting") == 0)
		return false;
	for (size_t k = i + 1; k < p->end; k++) {
		size_t n = words_match(w, k, "to the|a? separate|recorded|procedural? vote");
		n = n > 0 ? n : words_match(w, k, "to the council|assembly|committee for its? decision");
		if (n == 0)
			continue;
		size_t inner = i + 1 + adverbs(w, i + 1, k);
		if (inner < k && says_something(p, inner, k)) {
			p->from = inner;
			p->to = named_behind(w, k + n) ? p->end : k;
		} else if (words_match(w, k + n, "paragraph by paragraph") == 0 && says_something(p, k + n, p->end)) {
			size_t adverb = adverbs(w, k + n, p->end);
			p->from = k + n + (words_match(w, k + n + adverb, "the") > 0 ? adverb : 0);
			p->to = p->end;
		} else if (says_something(p, p->first, i)) {
			p->from = subject_from(p, i);
			p->to = subject_end(p, i);
		} else {
			return false;
		}
		return true;
	}
	return false;
}

/* Whether word i stands in what a motion asks for: "the motion that his draft be voted on first". */
static bool is_moved(const struct vote_put *p, size_t i)
{
	bool motion = false;
	for (size_t k = p->first; k < i; k++) {
		motion |= words_match(p->w, k, "motion|proposal") > 0;
		if (motion && word_is(p->w, k, "that"))
			return true;
	}
	return false;
}

/* Whether word i stands in what a motion from a word on is for: "the proposal to reconsider the vote on". */
static bool is_purpose(const struct vote_put *p, size_t from, size_t i)
{
	bool motion = false;
	for (size_t k = from; k < i; k++) {
		motion |= words_match(p->w, k, "motion|proposal|request|question") > 0;
		if (motion && words_match(p->w, k, "that|to|whether") > 0)
			return true;
	}
	return false;
}

/* "vote on", "a vote has been requested on", "take a decision on". */
static bool vote_on_at(struct vote_put *p, size_t i)
{
	const struct words *w = p->w;
	size_t voted = words_match(w, i, "be|is|are voted on|upon");
	if (voted > 0 && words_match(w, i + voted, "is") > 0 && says_something(p, i + voted + 1, p->end)) {
		p->from = i + voted + 1; /* "The first draft to be voted on is that in" */
		p->to = p->end;
		return true;
	}
	if (voted > 0 && !is_moved(p, i)) {
		p->from = subject_from(p, i);
		p->to = i;
		return says_something(p, p->from, p->to);
	}
	size_t begins = i > p->first ? words_match(w, i, "beginning|starting with") : 0;
	for (size_t k = p->first; begins > 0 && k < i; k++) { /* "go on to the vote, beginning with" */
		if (words_match(w, k, "vote|voting") == 0)
			continue;
		p->from = i + begins;
		p->to = p->end;
		return p->from < p->to && says_something(p, p->from, p->to);
	}
	bool takes = words_match(w, i, "take|put") > 0 || word_is_spoiled(w, i, "take");
	if (!takes && words_match(w, i, "vote|votes|voting|decision|decisions|action|decide|itself") == 0)
		return false;
	if (takes) { /* "I shall take first the second part", "I put first the draft" */
		size_t first = i + 1 + words_match(w, i + 1, "up? first");
		p->from = first;
		p->to = p->end;
		return first > i + 1 && p->from < p->to && says_something(p, p->from, p->to);
	}
	size_t most = ON_WORDS;
	for (size_t k = i + 1; k < p->end && k < i + most; k++) {
		bool then = words_match(w, k, ", then|therefore|accordingly ,") > 0;
		k += then ? 2 : 0; /* "vote, then, on" */
		bool mark = w->at[k].kind == WORD_MARK && !word_is_dash(w, k) && most == ON_WORDS && !then;
		if (mark || words_match(w, k, "whether|vote") > 0 ||
		    (word_is(w, k, "that") && words_match(w, k - 1, "proposal|motion") > 0))
			break; /* "the vote the proposal to reconsider the vote on" */
		most = words_match(w, k, "requested|asked|demanded") > 0 ? REQUESTED_WORDS : most;
		if (words_match(w, k, "on|upon") == 0)
			continue;
		p->from = k + 1;
		p->to = p->end;
		return p->from < p->to && says_something(p, p->from, p->to);
	}
	return false;
}

/* "The second amendment", "The next Soviet amendment". */
static bool is_nth_amendment(const struct words *w, size_t i)
{
	static const char nth[] = "the second|third|fourth|fifth|sixth|seventh|last|next";
	size_t n = words_match(w, i, nth), noun = i + n;
	while (n > 0 && noun < i + n + ADJECTIVES_MOST && noun < w->count && w->at[noun].capital)
		noun++;
	return n > 0 && words_match(w, noun, "amendment|subamendment") > 0;
}

/* "The Polish amendment relates to paragraph 2", "The joint amendment of Chad and Peru would insert". */
static bool is_amendment_told(const struct words *w, size_t i)
{
	static const char verbs[] = "relates|relate|concerns|concern|would|reads|read|seeks|seek";
	size_t noun = i + words_match(w, i, "the"), from = noun;
	noun += words_match(w, noun, "joint|oral");
	while (from > i && noun < from + ADJECTIVES_MOST && noun < w->count && w->at[noun].capital)
		noun++;
	size_t n = noun > from ? words_match(w, noun, "amendment|amendments|subamendment|subamendments") : 0;
	for (size_t k = noun + n; n > 0 && k < w->at[i].last && k < noun + NAMES_MOST; k++) {
		if (words_match(w, k, verbs) > 0)
			return true;
		if (w->at[k].kind == WORD_MARK && !word_is_mark(w, k, ','))
			return false;
	}
	return false;
}

/* "We turn now to", "I shall begin with", "next is", or a sentence of the next amendment alone: "The second
 * amendment reads": what comes next, and is likely voted on. */
static bool turn_to_at(struct vote_put *p, size_t i)
{
	static const char stands[] = "the first|second|third|fourth|fifth|sixth|seventh|last is|stands|appears";
	size_t n = words_match(p->w, i, "turn|come|pass|proceed first|now|next? to|with");
	n = n > 0 ? n : words_match(p->w, i, "begin|start first|now? with");
	n = n > 0 ? n : words_match(p->w, i, "next|there is|remains|remain");
	n = words_match(p->w, i, "there is also|no") > 0 ? 0 : n;
	n = n > 0 ? n : words_match(p->w, i, "take up now|next?");
	if (n == 0 && strchr("nNwW", p->w->text[p->w->at[i].start]) != NULL) { /* "next we have", "we now have" */
		n = words_match(p->w, i, "next|now|we we|now|next have");
		n = n > 0 || i > p->first ? n : words_match(p->w, i, "next ,");
	}
	n = n > 0 || i > p->first ? n : is_nth_amendment(p->w, i);
	n = n > 0 || i > p->first ? n : is_amendment_told(p->w, i);
	n = n > 0 || i > p->first ? n : words_match(p->w, i, stands) > 0; /* "The first is contained in" */
	p->from = i + n;
	p->to = p->end;
	return n > 0 && p->from < p->to && says_something(p, p->from, p->to);
}

/* A sentence that is nothing but what is voted on: "Section V.", "Draft resolution II." */
static bool phrase_alone(struct vote_put *p)
{
	struct phrase phrase;
	size_t from = p->first + words_match(p->w, p->first, "first|firstly|secondly|next|then|now|finally|lastly ,");
	from += words_match(p->w, from, "the|now|then|next|finally|lastly the?");
	from = from == p->first ? from + words_match(p->w, from, "the") : from;
	for (size_t i = from; i < p->end && i < from + ALONE_WORDS; i++) {
		if (!phrase_at(p->w, i, from, p->end, &phrase))
			continue;
		bool told = phrase.told || (phrase.whose && phrase.noun != NOUN_PART); /* "The Cuban amendments." */
		size_t end = phrase.end + words_match(p->w, phrase.end, "as a whole") +
			     words_match(p->w, phrase.end, "in its entirety");
		bool whole = told && phrase.first == from && end + 1 == p->end;
		if (whole && p->w->at[end].kind == WORD_MARK) {
			p->from = from;
			p->to = phrase.end;
			p->vote = true;
			return true;
		}
		return false;
	}
	return false;
}

/* Leaves out what is only told of what is put to the vote: "draft resolution B, on which the Fifth
 * Committee has reported in A/3". */
static void aside_cut(struct vote_put *p)
{
	for (size_t i = p->from + 1; i < p->to; i++) {
		if (word_is_mark(p->w, i, ',') &&
		    words_match(p->w, i + 1, "on|upon|for|concerning|regarding which") > 0)
			p->to = i;
		if (words_match(p->w, i, "and then|thereafter|afterwards on|upon|to") > 0)
			p->to = i; /* a vote behind this one */
	}
}

/* What a sentence says to be voted on: its last words that do, those that only come next
 * where no others do. */
bool sentence_puts(struct vote_put *p)
{
	if (p->end - p->first <= 2 * ALONE_WORDS && phrase_alone(p))
		return true;
	struct vote_put best = *p, next;
	bool found = false;
	for (size_t i = p->first; i < p->end; i++) {
		bool earlier = i > p->first && words_match(p->w, i - 1, "before|after|of|their|its") > 0;
		/* "put to the vote the proposal that draft A be put to the vote first" */
		bool inside = found && best.vote && i > best.from && i < best.to;
		earlier |= inside && words_match(p->w, i - 1, "be put") > 0;
		earlier |= inside && nth_at(p->w, i) > 0;
		next = *p;
		next.vote = true;
		if (!earlier && (put_at(&next, i) || vote_on_at(&next, i)) &&
		    !(inside && is_purpose(p, best.from, i))) {
			best = next;
			found = true;
		} else if (!(found && best.vote) && turn_to_at(&next, i)) {
			best = next;
			best.vote = false;
			found = true;
		}
	}
	*p = best;
	if (found)
		aside_cut(p);
	return found;
}

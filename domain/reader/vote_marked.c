/* The part that a vote is on, in the presiding officer's words where the decision's are a mere noun:
 * "The amendment was rejected". */
#include "domain/reader/vote.h"

#include <stdlib.h>
#include <string.h>

#define PUT_BYTES 4096   /* of a paragraph, from its end */
#define LOOK_BYTES 16384 /* of turns before a vote */
#define TURNS_BACK 4     /* behind the vote before */

/* A part that a decision names, whose mark is looked for: "The amendment was rejected". */
struct unmarked {
	enum text_noun noun;
	uint32_t hash;         /* of the noun, for others than drafts and amendments */
	bool puts;             /* only words that put something to the vote are looked at */
	bool many, sub, whose; /* whose: who submitted it tells it as well */
	bool about;            /* and so does what it is on */
	size_t left;           /* bytes that may still be looked at */
	size_t least;          /* of what tells more than the decision */
};

static bool is_wanted(const struct words *w, const struct phrase *phrase, size_t noun, const struct unmarked *want)
{
	static const char acts[] = "adjournment|suspension|closure|postponement";
	bool act = want->puts && want->hash == text_hash("motion", strlen("motion")) && words_match(w, noun, acts) > 0;
	bool sub = phrase->sub == want->sub || want->noun == NOUN_PART; /* "paragraph 1 (c)", "that sub-paragraph" */
	return phrase->noun == want->noun && phrase->many == want->many && sub &&
	       (phrase->told || (want->whose && phrase->whose)) && (!phrase->about || want->about) &&
	       (want->hash == 0 || want->hash == w->at[noun].hash || act);
}

/* The first phrase of words that is told from its like. */
static const char *wanted_in(struct record *rec, const struct words *w, size_t from, size_t to,
			     const struct unmarked *want)
{
	struct phrase phrase = { .noun = NOUN_NONE };
	bool quoted = false;
	for (size_t i = from; i < to; i++) {
		quoted ^= phrase_quote(w, i);
		if (quoted)
			continue;
		bool any = phrase_at(w, i, from, to, &phrase);
		size_t whose = any && want->whose && phrase.noun == NOUN_AMENDMENT ? phrase_sponsors(w, &phrase, to)
										   : phrase.end;
		phrase.whose |= any && whose > phrase.end;
		phrase.end = any ? whose : phrase.end;
		const char *text = any && is_wanted(w, &phrase, i, want) ? phrase_text(rec->r, w, &phrase) : "";
		if (strlen(text) > want->least)
			return text;
		i += phrase.noun == NOUN_NONE || phrase.end <= i ? 0 : phrase.end - i - 1;
	}
	return "";
}

/* The same of a presiding officer's turn, from its end: of the sentences that put something
 * to the vote, or of all of them. */
static const char *wanted_said(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			       const struct ballot_box *previous, size_t turn, struct unmarked *want, bool puts)
{
	const struct draft *d = rec->r->drafts.items[turn];
	size_t at, last = blocks_before(rec, box, turn, &at);
	size_t behind, first = 0;
	bool same = previous != NULL && previous->turn_before == turn, since = same && previous->told > 0;
	if (same)
		first = blocks_before(rec, previous, turn, &behind) - (since ? 1 : 0);
	first = first < last ? first : 0; /* both were put before the first of them */
	for (size_t b = d->presides ? last : 0; b > first; b--) {
		const char *text = block_read(d, b - 1);
		size_t size = b == last && at != SIZE_MAX ? at : strlen(text);
		size_t from = size > PUT_BYTES ? size - PUT_BYTES : 0;
		from = since && b - 1 == first && previous->told_at > from ? previous->told_at : from;
		struct vote_put p = { rec, texts, d, &texts->words, turn, b - 1, .offset = from };
		if (from >= size)
			continue;
		if (want->left < size - from)
			return "";
		want->left -= size - from;
		if (!words_split(&texts->words, text + from, size - from, rec->r->arena)) {
			rec->r->full = true;
			return "";
		}
		rec->r->steps += texts->words.count;
		for (p.end = texts->words.count; p.end > 0; p.end = p.first) {
			p.first = p.w->at[p.end - 1].first;
			struct vote_put sentence = p;
			bool put = sentence_puts(&sentence) && puts;
			const char *found = put     ? wanted_in(rec, p.w, sentence.from, sentence.to, want)
					    : !puts ? wanted_in(rec, p.w, p.first, p.end, want)
						    : "";
			if (found[0] != '\0')
				return found;
		}
	}
	return "";
}

/* The last turn before a vote that a decision stands behind. */
static size_t decided_before(const struct record *rec, const struct ballot_box *box)
{
	size_t low = 0, high = rec->rulings.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (((const struct ruling *)rec->rulings.items[middle])->piece < box->piece)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? 0 : (size_t)((const struct ruling *)rec->rulings.items[low - 1])->decision->turn;
}

enum text_noun part_noun(struct record *rec, struct vote_texts *texts, const char *part, bool *mere)
{
	struct words *w = &texts->words;
	struct phrase phrase = { .noun = NOUN_NONE };
	*mere = false;
	if (!words_split(w, part, strlen(part), rec->r->arena)) {
		rec->r->full = true;
		return NOUN_NONE;
	}
	size_t i = 0;
	while (i < w->count && !phrase_at(w, i, 0, w->count, &phrase))
		i++;
	*mere = i < w->count && ((!phrase.told && phrase.end == w->count) || phrase.placed);
	return i < w->count ? phrase.noun : NOUN_NONE;
}

bool part_is_next(struct record *rec, struct vote_texts *texts, const struct ballot_box *previous, const char *part,
		  const char *document)
{
	bool mere;
	const struct vote_text *last = text_find_symbol(texts, previous->vote->document);
	const struct vote_text *text = document[0] == '\0' ? NULL : text_find_symbol(texts, document);
	bool open = last != NULL && last->noun == NOUN_AMENDMENT &&
		    (text == NULL || text->noun != NOUN_AMENDMENT || (text->voted && text != last));
	const char *was = previous->vote->part;
	if (!open || !part_is_of_order(was) || !part_is_of_order(part) || strcasestr(part, "oral") != NULL)
		return false;
	enum text_noun noun = part_noun(rec, texts, part, &mere);
	bool parts = strstr(was, " of the amendment") != NULL ||
		     (strstr(was, " part") != NULL && strstr(part, " part") != NULL);
	return noun == NOUN_AMENDMENT || (noun == NOUN_PART && parts);
}

bool part_goes_on(const struct vote_put *p, const struct ballot_box *previous)
{
	const struct vote_text *text = previous == NULL ? NULL : text_find_symbol(p->texts, previous->vote->document);
	if (text == NULL || text->noun != NOUN_AMENDMENT || p->first > 0 || p->end < p->w->count)
		return false;
	const struct word *noun = &p->w->at[p->from];
	const char *was = previous->vote->part, *number = strpbrk(was, "0123456789");
	size_t size = noun->end - noun->start;
	return number != NULL && text_equal(was, strnlen(was, size), p->w->text + noun->start, size) &&
	       word_number(p->w, p->from + 1) == atoi(number) + 1;
}

bool motion_said(struct record *rec, struct vote_texts *texts, struct ballot_box *box)
{
	bool mere = false;
	const char *said = box->said == NULL ? "" : vote_subject_said(rec->r, box->said);
	enum text_noun noun = said[0] == '\0' ? NOUN_NONE : part_noun(rec, texts, said, &mere);
	bool motion = mere && (noun == NOUN_PROPOSAL || noun == NOUN_PROCEDURE);
	if (motion)
		box->vote->part = message_borrow(said);
	return motion;
}

/* Whether a part is a mere noun, "The oral amendment", and which. */
static bool is_unmarked(struct record *rec, struct vote_texts *texts, const char *part, struct unmarked *out)
{
	struct words *w = &texts->words;
	struct phrase phrase;
	if (!words_split(w, part, strlen(part), rec->r->arena)) {
		rec->r->full = true;
		return false;
	}
	size_t from = words_match(w, 0, "the|this|these|that|those"), i = from;
	while (i < w->count && !phrase_at(w, i, from, w->count, &phrase))
		i++;
	if (i == w->count || phrase.told || phrase.first != from || phrase.end != w->count)
		return false;
	for (size_t k = from; k < i && phrase.noun != NOUN_DRAFT; k++) {
		if (k > 0 && w->at[k].capital)
			return false; /* "The Canadian motion" says whose it is */
	}
	out->noun = phrase.noun;
	out->many = phrase.many;
	out->sub = phrase.sub;
	out->hash = phrase.noun == NOUN_DRAFT || phrase.noun == NOUN_AMENDMENT ? 0 : w->at[i].hash;
	return true;
}

/* The word by which the presiding officer speaks of the remainder of a draft before a vote; NULL
 * for none. */
static const char *says_remainder(const struct record *rec, const struct ballot_box *box)
{
	const struct draft *d = rec->r->drafts.items[box->turn_before];
	size_t count = d->presides ? d->blocks.count : 0;
	const char *text = count > 0 ? block_read(d, count - 1) : "";
	size_t size = strlen(text), from = size > PUT_BYTES ? size - PUT_BYTES : 0;
	const char *word = "remainder", *at = text_find(text + from, size - from, word, 'm');
	if (at == NULL) {
		word = "rest";
		at = text_find(text + from, size - from, "the rest of the", 'f');
	}
	return at == NULL || strstr(at, "resolution as a whole") != NULL ? NULL : word;
}

const char *part_marked(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			const struct ballot_box *previous)
{
	struct unmarked want = { .noun = NOUN_DRAFT };
	const char *part = box->vote->part, *document = box->vote->document;
	bool own = document[0] == 'S' || strstr(document, "/L.") != NULL; /* no report's draft */
	const char *remainder = part[0] == '\0' && own ? says_remainder(rec, box) : NULL;
	if (remainder != NULL) {
		want = (struct unmarked){ .noun = NOUN_PART, .hash = text_hash(remainder, strlen(remainder)) };
		own = false;
	}
	if (part[0] == '\0' ? own : !is_unmarked(rec, texts, part, &want))
		return part;
	want.least = strlen(part) > strlen("The ") ? strlen(part) - strlen("The ") : 0;
	const struct vote_text *text = text_find_symbol(texts, document);
	bool amends = want.noun == NOUN_AMENDMENT && (text == NULL || text->noun != NOUN_AMENDMENT);
	want.about = want.noun != NOUN_AMENDMENT || amends || text->many;
	size_t decided = decided_before(rec, box), turn = box->turn_before;
	size_t after = previous == NULL ? 0 : previous->turn_before;
	after = decided > after ? decided : after;
	const Truce__V1__MeetingItem *item = matter_of(rec, box->piece);
	size_t first = item == NULL || item->from_turn < 1 ? 0 : (size_t)item->from_turn - 1;
	after = first > after ? first : after;
	after = after >= turn && turn > 0 ? turn - 1 : after;
	amends |= want.noun == NOUN_REPORT;
	bool free = (want.noun == NOUN_PROPOSAL || want.noun == NOUN_PROCEDURE) && document[0] == '\0';
	for (int look = 0; look < (free ? 4 : 2); look++) {
		bool puts = free ? look < 2 : look == 0; /* the words that are nearest to the vote */
		want.left = LOOK_BYTES;
		want.puts = puts;
		want.whose = free ? look % 2 == 1 : amends;
		for (size_t t = turn; t > after && t + TURNS_BACK > turn; t--) {
			const char *found = wanted_said(rec, texts, box, previous, t, &want, puts);
			if (found[0] != '\0')
				return found;
		}
	}
	return part;
}

/* The words that say what is voted on, with what tells it from its like: "the second oral
 * amendment", "draft resolution II", "the words \"and peoples\"", "the motion to adjourn". */
#include "domain/reader_vote.h"

#include <string.h>

#define QUOTE_NEAR 3     /* words between "words" and the quote */
#define QUOTE_WORDS 60   /* of a quote */
#define ORDINAL_NEAR 5   /* words between an ordinal and "of the … amendments" before the noun */
#define CHAIN_MOST 3     /* "subparagraph (b) of paragraph 2 of section I" */
#define PUT_BYTES 4096   /* of a paragraph, from its end */
#define LOOK_BYTES 16384 /* of turns before a vote */
#define TURNS_BACK 4     /* behind the vote before */
#define DECISION_BACK 8  /* decisions, that may be the last one without a vote */

static const char ordinals[] = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
			       "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
			       "last|final|penultimate";

/* ---- A phrase --------------------------------------------------------- */

static bool is_quote(const struct words *w, size_t i)
{
	if (word_is_mark(w, i, '"'))
		return true;
	static const char *const marks[] = { "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB" };
	for (size_t k = 0; i < w->count && k < sizeof marks / sizeof *marks; k++) {
		size_t n = strlen(marks[k]);
		if (w->at[i].end - w->at[i].start == n && memcmp(w->text + w->at[i].start, marks[k], n) == 0)
			return true;
	}
	return false;
}

/* The word behind the quotes that begin near word i, i for none. */
static size_t quotes_end(const struct words *w, size_t i, size_t to)
{
	size_t end = i, from = i;
	for (size_t near = 0; near < QUOTE_NEAR && from < to; near++, from++) {
		if (!is_quote(w, from))
			continue;
		size_t close = from + 1;
		while (close < to && close < from + QUOTE_WORDS && !is_quote(w, close))
			close++;
		if (close >= to || !is_quote(w, close))
			return end;
		end = from = close + 1;
		near = 0;
		if (words_match(w, from, "and|or|,") == 0)
			return end;
	}
	return end;
}

static bool is_adjective(const struct words *w, size_t i)
{
	static const char words[] =
		"two|three|four|five|six|operative|preambular|oral|draft|revised|new|joint|sub|power|powers|proposed|"
		"procedural|original|additional|provisional";
	if (words_match(w, i, "action") > 0 && i > 1)
		return words_match(w, i - 2, "no - action") > 0;
	if (words_match(w, i, "no - action") > 0)
		return true;
	if (words_match(w, i, "the|a|an|this|these|that|those|i|we|his|her|its|their|on|in|for|as|now|then") > 0)
		return false;
	return w->at[i].capital || word_is_dash(w, i) || words_match(w, i, words) > 0 ||
	       words_match(w, i, ordinals) > 0;
}

/* The first word of what stands before a noun, without its article. */
static size_t phrase_first(const struct words *w, size_t noun, size_t from, struct phrase *out)
{
	size_t first = noun;
	while (first > from && first > w->at[noun].first) {
		bool joins = words_match(w, first - 1, "and|,") > 0 && first - 1 > from && first < noun &&
			     words_match(w, first - 2, ordinals) > 0 && words_match(w, first, ordinals) > 0;
		if (!joins && !is_adjective(w, first - 1))
			break;
		first--;
		out->told |= words_match(w, first, ordinals) > 0 || words_match(w, first, "no - action") > 0;
		out->sub |= word_is(w, first, "sub");
		bool names = w->at[first].capital || word_is(w, first, "oral");
		out->whose |= names && words_match(w, first, ordinals) == 0;
	}
	/* "the first of the two Polish amendments" */
	for (size_t k = first; k > from && first - k < ORDINAL_NEAR && k > w->at[noun].first; k--) {
		if (words_match(w, k, "of the|these|those") > 0 && words_match(w, k - 1, ordinals) > 0) {
			out->told = true;
			out->many = false;
			return k - 1;
		}
	}
	return first;
}

/* Whether a draft's place in a report begins at word i: "II", "B". */
static bool is_place(const struct words *w, size_t i)
{
	if (i >= w->count || w->at[i].kind != WORD_LETTERS || !w->at[i].capital || word_is_mark(w, i + 1, '/'))
		return false;
	const char *text = w->text + w->at[i].start;
	size_t size = w->at[i].end - w->at[i].start;
	return size < 7 && (strspn(text, "IVXL") >= size || size == 1);
}

static size_t place_end(const struct words *w, size_t i, size_t to)
{
	size_t end = i;
	while (end < to && end < i + 2 && is_place(w, end) && !(end > i && word_is(w, end, "i")))
		end++;
	return end;
}

/* Where the clause ends that word i stands in: at a mark that parts words. */
static size_t clause_end(const struct words *w, size_t i, size_t to)
{
	bool that = false, purpose = false;
	for (; i < to; i++) {
		purpose |= words_match(w, i, "to|for|that|whether|not") > 0;
		if (purpose && words_match(w, i, "submitted|made|proposed|moved|presented by") > 0)
			break;
		that |= words_match(w, i, "that|whether") > 0;
		if (!that && words_match(w, i, "must|should|shall|will|is|was|has|which|who|reads") > 0)
			break;
		bool lists = word_is_mark(w, i, ',') || word_is(w, i, "and"); /* "of Mali, Niger and Togo" */
		size_t next = i + 1 + words_match(w, i + 1, "and the?");
		next += words_match(w, next, "the");
		if (lists && next < to && w->at[next].capital)
			continue;
		bool inside = is_quote(w, i) || word_is_dash(w, i) || word_is_mark(w, i, '\'') ||
			      (word_is_mark(w, i, '.') && i + 1 < to);
		bool letter = word_is_mark(w, i, '(') && word_is_mark(w, i + 2, ')') &&
			      w->at[i + 1].end - w->at[i + 1].start == 1;
		if (letter) { /* "sub-items (a) and (b)" */
			i += 2;
			continue;
		}
		bool opens = word_is_mark(w, i, '[') || word_is_mark(w, i, '(');
		if (w->at[i].kind == WORD_MARK && !inside && (opens || i + 1 >= to || !word_is_glued(w, i + 1)))
			break;
		bool inner = i > 1 && words_match(w, i - 2, "be put") > 0; /* "that draft A be put to the vote" */
		if (!inner && words_match(w, i, "to the|a vote") > 0)
			break;
	}
	return i;
}

/* What a motion or a proposal is for. */
static size_t purpose_end(const struct words *w, size_t i, size_t to, struct phrase *out)
{
	size_t end = clause_end(w, i, to);
	if (words_match(w, i, "to|for|that|whether|of|by|on|submitted|made|proposed|moved|presented|not|under") == 0)
		return i;
	for (size_t k = i; k < end && !out->told; k++) {
		out->told = words_match(w, k, "to|for|that|whether|not") > 0;
		out->whose |= w->at[k].capital;
	}
	return out->told || out->whose ? end : i;
}

/* Takes what a phrase is on, where nothing else tells it: "the amendment relating to the title". */
static void about_take(const struct words *w, size_t to, const char *joints, struct phrase *out)
{
	size_t joint = out->told || out->many ? 0 : words_match(w, out->end, joints);
	size_t end = joint > 0 ? clause_end(w, out->end, to) : out->end;
	out->about = end > out->end + joint;
	out->told |= out->about;
	out->end = out->about ? end : out->end;
}

static bool has_letters(const struct words *w, size_t noun)
{
	return words_match(w, noun, "section|sections|part|parts|chapter|annex|article") > 0;
}

/* The phrase whose noun begins at word i, between words from and to; false for none. */
static bool phrase_alone(const struct words *w, size_t i, size_t from, size_t to, struct phrase *out)
{
	*out = (struct phrase){ .noun = NOUN_NONE };
	size_t n = noun_at(w, i, &out->noun);
	bool recommends = out->noun == NOUN_REPORT && words_match(w, i, "recommendation|recommendations") > 0;
	if (n == 0 || i + n > to || (out->noun == NOUN_REPORT && !recommends) || out->noun == NOUN_LETTER)
		return false;
	size_t behind = i + n;
	const struct word *last = &w->at[behind - 1];
	out->many = w->text[last->end - 1] == 's' && words_match(w, i, "words") == 0;
	out->first = phrase_first(w, i, from, out);
	out->end = behind;
	bool verb = out->noun == NOUN_PROCEDURE && out->first < i && w->at[out->first].capital && out->first > from &&
		    words_match(w, out->first - 1, "of|the") > 0 && words_match(w, behind, "the|that|this") > 0;
	if (verb)
		return false; /* "Does the representative of Peru challenge the ruling?" */
	if (recommends) {
		size_t of = words_match(w, behind, "of the");
		while (of > 0 && behind + of < to && w->at[behind + of].capital)
			of++;
		out->whose = of > 2;
		out->end = of > 2 ? behind + of : behind;
		size_t in = words_match(w, out->end, "in paragraph|paragraphs");
		size_t numbers = in > 0 ? vote_part_numbers(w, out->end + in, false) : 0;
		out->told = numbers > 0 && of <= 2; /* "the recommendation in paragraph 16 of the report" */
		out->end += out->told ? in + numbers : 0;
		out->end += out->told ? words_match(w, out->end, "of the|its|that report") : 0;
		about_take(w, to, "for|concerning|regarding|on", out);
	} else if (out->noun == NOUN_DRAFT) {
		out->end = place_end(w, behind, to);
		out->told = out->end > behind;
	} else if (out->noun == NOUN_PROCEDURE || out->noun == NOUN_PROPOSAL) {
		bool act = words_match(w, i, "adjournment|suspension|closure|postponement of") > 0;
		out->told |= act;
		out->end = words_match(w, i, "agenda") > 0 ? behind
			   : act                           ? clause_end(w, behind, to)
							   : purpose_end(w, behind, to, out);
	} else if (words_match(w, i, "words|phrase|sentence") > 0) {
		out->end = quotes_end(w, behind, to);
		out->told |= out->end > behind;
	} else {
		size_t no = words_match(w, behind, "no|nos"); /* "amendment No. 2" */
		no += no > 0 && word_is_mark(w, behind + no, '.');
		size_t numbers = vote_part_numbers(w, behind + no, has_letters(w, i));
		out->end = behind + (numbers > 0 ? no + numbers : 0);
		out->told |= out->end > behind || words_match(w, i, "preamble|title|remainder|rest|annex") > 0;
		about_take(w, to, "relating|concerning|regarding", out);
	}
	return out->end <= to;
}

/* Where a part ends with what it is a part of: "subparagraph (b) of paragraph 2 of section I". */
static size_t chain_end(const struct words *w, size_t end, size_t to)
{
	for (int k = 0; k < CHAIN_MOST; k++) {
		size_t next = end + words_match(w, end, "of|in the|these|this|that?"), noun = next;
		struct phrase more = { .noun = NOUN_NONE };
		while (next > end && noun < to && noun < next + ORDINAL_NEAR && !phrase_alone(w, noun, next, to, &more))
			noun = w->at[noun].kind == WORD_MARK && !word_is_dash(w, noun) ? to : noun + 1;
		bool takes = more.first == next && noun < to &&
			     ((more.noun == NOUN_PART) || more.noun == NOUN_AMENDMENT ||
			      (more.noun == NOUN_DRAFT && more.told));
		if (next == end || !takes)
			break;
		end = more.end;
	}
	return end;
}

/* Where the part ends that begins at word i, "operative paragraph 9"; 0 for none. */
static size_t part_end(const struct words *w, size_t i, size_t to)
{
	struct phrase part;
	i += words_match(w, i, "the");
	if (words_match(w, i, ordinals) > 0 && i + 1 < to && word_is_spoiled(w, i + 1, "paragraph"))
		return chain_end(w, i + 2, to); /* "the tenth paragrapb" */
	for (size_t k = i; k < to && k < i + ORDINAL_NEAR; k++) {
		if (phrase_alone(w, k, i, to, &part))
			return part.noun == NOUN_PART && part.told && part.first == i ? chain_end(w, part.end, to) : 0;
	}
	return 0;
}

/* Whether a phrase is an amendment that nothing but words tells. */
static bool is_oral(const struct words *w, const struct phrase *phrase)
{
	bool oral = false;
	for (size_t i = phrase->first; i < phrase->end && phrase->noun == NOUN_AMENDMENT; i++)
		oral |= word_is(w, i, "oral");
	return oral;
}

/* The word behind the quote of "the last phrase of paragraph 4, namely, \"and others\"", i for none. */
static size_t namely_end(const struct words *w, size_t i, size_t to)
{
	size_t next = i + words_match(w, i, ",");
	size_t namely = words_match(w, next, "namely|reading ,?"), from = next + namely;
	size_t end = namely > 0 ? quotes_end(w, from, to) : from;
	return end > from ? end : i;
}

bool phrase_at(const struct words *w, size_t i, size_t from, size_t to, struct phrase *out)
{
	if (!phrase_alone(w, i, from, to, out))
		return false;
	bool amends = out->noun == NOUN_AMENDMENT && word_is(w, out->end, "to");
	size_t end = amends ? part_end(w, out->end + 1, to) : 0;
	out->placed = end > 0 && !out->told && !is_oral(w, out);
	out->told |= end > 0; /* "the oral amendment to operative paragraph 9" */
	out->end = end > 0 ? end : out->end;
	bool quotes = words_match(w, i, "words|phrase|sentence") > 0 && is_quote(w, out->end - 1);
	bool chains = out->noun == NOUN_PART && !quotes;
	out->end = chains ? chain_end(w, out->end, to) : out->end;
	size_t behind = chains ? namely_end(w, out->end, to) : out->end;
	out->told |= behind > out->end;
	out->end = behind;
	return true;
}

/* Where a draft ends that begins at word i and is told by what it is on alone: "the draft
 * resolution concerning Nepal"; 0 for others. */
static size_t draft_told(const struct words *w, size_t i, size_t to)
{
	enum text_noun noun = NOUN_NONE;
	i += words_match(w, i, "the");
	i += noun_at(w, i, &noun);
	bool on = noun == NOUN_DRAFT && words_match(w, i, "concerning|regarding|recommending|relating|on") > 0;
	return on && i < to ? to : 0;
}

size_t phrase_sponsors(const struct words *w, const struct phrase *phrase, size_t to)
{
	bool by = words_match(w, phrase->end, "proposed|submitted|introduced|moved|presented by") > 0;
	size_t of = words_match(w, phrase->end, "of the?");
	by |= of > 0 && phrase->end + of < to && w->at[phrase->end + of].capital;
	size_t end = by && !phrase->told ? clause_end(w, phrase->end, to) : phrase->end;
	for (size_t i = phrase->end; i < end; i++) {
		if (words_match(w, i, "to") == 0)
			continue;
		size_t part = part_end(w, i + 1, to), draft = draft_told(w, i + 1, end); /* what it amends */
		return part > 0 ? part : draft > 0 ? draft : i;
	}
	return end;
}

const char *phrase_text(struct reader *r, const struct words *w, const struct phrase *phrase)
{
	return vote_part_read(r, w->text + w->at[phrase->first].start,
			      w->at[phrase->end - 1].end - w->at[phrase->first].start);
}

/* ---- What a decision does not tell ------------------------------------ */

/* A part that a decision names, whose mark is looked for: "The amendment was rejected". */
struct unmarked {
	enum text_noun noun;
	uint32_t hash;         /* of the noun, for others than drafts and amendments */
	bool many, sub, whose; /* whose: who submitted it tells it as well */
	bool about;            /* and so does what it is on */
	size_t left;           /* bytes that may still be looked at */
	size_t least;          /* of what tells more than the decision */
};

static bool is_wanted(const struct words *w, const struct phrase *phrase, size_t noun, const struct unmarked *want)
{
	static const char acts[] = "adjournment|suspension|closure|postponement";
	bool act = want->hash == text_hash("motion", strlen("motion")) && words_match(w, noun, acts) > 0;
	return phrase->noun == want->noun && phrase->many == want->many && phrase->sub == want->sub &&
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
		quoted ^= is_quote(w, i);
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
		struct put p = { rec, texts, d, &texts->words, turn, b - 1, .offset = from };
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
			struct put sentence = p;
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
		want.left = LOOK_BYTES;
		want.whose = free ? look >= 2 : amends;
		for (size_t t = turn; t > after && t + TURNS_BACK > turn; t--) {
			const char *found = wanted_said(rec, texts, box, previous, t, &want, look % 2 == 0);
			if (found[0] != '\0')
				return found;
		}
	}
	return part;
}

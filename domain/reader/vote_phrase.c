/* The words that say what is voted on, with what tells it from its like: "the second oral
 * amendment", "draft resolution II", "the words \"and peoples\"", "the motion to adjourn". */
#include "domain/reader/vote.h"

#include <string.h>

#define QUOTE_NEAR 3   /* words between "words" and the quote */
#define QUOTE_WORDS 60 /* of a quote */
#define ORDINAL_NEAR 5 /* words between an ordinal and "of the … amendments" before the noun */
#define RULE_WORDS 16  /* of a rule that a motion is made under */
#define CHAIN_MOST 3   /* "subparagraph (b) of paragraph 2 of section I" */

static const char ordinals[] = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
			       "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
			       "last|next|final|penultimate|remaining";

/* The word behind the quotes that begin near word i, i for none. */
static size_t quotes_end(const struct words *w, size_t i, size_t to)
{
	size_t end = i, from = i;
	for (size_t near = 0; near < QUOTE_NEAR && from < to; near++, from++) {
		if (!phrase_quote(w, from))
			continue;
		size_t close = from + 1;
		while (close < to && close < from + QUOTE_WORDS && !phrase_quote(w, close))
			close++;
		if (close >= to || !phrase_quote(w, close))
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
		"procedural|original|additional|provisional|preliminary";
	if (words_match(w, i, "action") > 0 && i > 1)
		return words_match(w, i - 2, "no - action") > 0;
	if (words_match(w, i, "no - action") > 0)
		return true;
	bool mark = word_is_mark(w, i, '\'') && word_is(w, i + 1, "s"); /* "Italy's" */
	if (mark || (i > 0 && word_is(w, i, "s") && word_is_mark(w, i - 1, '\'')))
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

/* Whether a comma stands within a time: "until Tuesday, 1 July, at 3 p.m." */
static bool is_timed(const struct words *w, size_t i)
{
	static const char months[] = "january|february|march|april|may|june|july|august|september|october|november|"
				     "december";
	bool day = word_number(w, i + 1) > 0 && words_match(w, i + 2, months) > 0;
	return word_is_mark(w, i, ',') && (day || (words_match(w, i + 1, "at") > 0 && word_number(w, i + 2) > 0));
}

/* Whether words say for what somebody is invited, behind who he is: "to invite Mr. Odd, Chair of the Panel, to take
 * part". */
static bool is_invited(const struct words *w, size_t i)
{
	return words_match(w, i, "to participate|address|brief|speak|attend|join") > 0 ||
	       words_match(w, i, "to take part|a|his|her|their") > 0 || words_match(w, i, "to make a") > 0;
}

/* Where the clause ends that word i stands in: at a mark that parts words. */
static size_t clause_end(const struct words *w, size_t i, size_t to)
{
	bool that = false;
	for (; i < to; i++) {
		that |= words_match(w, i, "that|whether") > 0 || words_match(w, i, "until|unless the") > 0;
		if (words_match(w, i, "will|shall now be") > 0)
			break; /* put to the vote */
		if (!that &&
		    words_match(w, i, "must|should|shall|will|would|is|was|has|which|who|reads|takes|needs|requires") >
			    0)
			break;
		bool lists = word_is_mark(w, i, ',') || word_is(w, i, "and"); /* "of Mali, Niger and Togo" */
		size_t next = i + 1 + words_match(w, i + 1, "and the?");
		next += words_match(w, next, "the");
		bool goes_on =
			word_is_mark(w, i, ',') && (words_match(w, i + 1, "so that") > 0 || is_invited(w, i + 1));
		bool name = next < to && w->at[next].capital && !word_is(w, next, "i"); /* no "my ruling, I shall" */
		if ((lists && name) || is_timed(w, i) || goes_on)
			continue;
		bool inside =
			phrase_quote(w, i) || word_is_dash(w, i) || word_is_mark(w, i, '\'') ||
			(word_is_mark(w, i, '.') &&
			 (i + 1 < to || (i > 1 && word_is(w, i - 1, "m") && word_is_mark(w, i - 2, '.')))); /* "p.m." */
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

/* Where a clause ends that goes on behind the rule it is made under: "made by Peru, in accordance with rule 76, for the
 * adjournment". */
static size_t rule_end(const struct words *w, size_t end, size_t to)
{
	bool rule = end + 2 < to && word_is_mark(w, end, ',') &&
		    (words_match(w, end + 1, "in accordance with rule") > 0 ||
		     words_match(w, end + 1, "under|pursuant to? rule") > 0);
	size_t comma = end + 1;
	while (rule && comma < to && comma < end + RULE_WORDS && !word_is_mark(w, comma, ','))
		comma++;
	bool on = rule && comma < to && words_match(w, comma + 1, "for|to|that") > 0;
	return on ? clause_end(w, comma + 1, to) : end;
}

/* Where words end without the rule that they end with: "for division made by Peru under rule 91 of the rules of
 * procedure". The rule that somebody is to be invited under is a part of what is proposed. */
static size_t without_rule(const struct words *w, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		if (words_match(w, i, "invite|invited|inviting|invitation") > 0)
			return end;
		size_t under = words_match(w, i, "under|pursuant to? rule|rules");
		under += under == 0 ? words_match(w, i, "in accordance with rule|rules") : 0;
		size_t behind = under > 0 ? i + under + 1 : end;
		behind += words_match(w, behind, "of the|its|our? provisional? rules of procedure");
		if (under > 0 && word_number(w, i + under) > 0 && behind >= end)
			return i;
		if (words_match(w, i, "under that|this|the|same same? rule") > 0)
			return i;
	}
	return end;
}

/* What a motion or a proposal is for. */
static size_t purpose_end(const struct words *w, size_t i, size_t to, struct phrase *out)
{
	bool clause = words_match(w, i + 1, "that the") > 0 || words_match(w, i + 1, "whether") > 0;
	i += word_is_mark(w, i, ',') && clause ? 1 : 0;
	if (words_match(w, i, "to the council|assembly|committee") > 0)
		return i; /* "I put the challenge to the Council" */
	size_t end = rule_end(w, clause_end(w, i, to), to);
	if (end < to && word_is_mark(w, end, ',') && words_match(w, end + 1, "that the") > 0)
		end = clause_end(w, end + 1, to); /* "made by Peru, that the meeting should be suspended" */
	if (words_match(w, i, "to|for|that|whether|of|by|on|just|submitted|made|proposed|moved|presented|not|under") ==
		    0 &&
	    words_match(w, i, "against the|that|this|my") == 0)
		return i;
	out->told |= words_match(w, i, "of priority|adjournment|closure|division|suspension|postponement") > 0 ||
		     words_match(w, i, "of reconsideration|competence|order") > 0;
	for (size_t k = i; k < end && !out->told; k++) {
		out->told = words_match(w, k, "to|for|that|whether|not|against") > 0;
		out->whose |= w->at[k].capital;
	}
	return out->told || out->whose ? without_rule(w, i, end) : i;
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

/* Takes the quote that an amendment is told by: "the amendment that would insert the words \"and others\"". */
static void quote_take(const struct words *w, size_t to, struct phrase *out)
{
	static const char joints[] = "that|which would insert|add|delete|replace|omit";
	size_t joint = out->noun == NOUN_AMENDMENT && !out->told && !out->many ? words_match(w, out->end, joints) : 0;
	size_t end = joint > 0 ? quotes_end(w, out->end + joint, to) : out->end;
	out->told |= end > out->end + joint;
	out->end = end > out->end + joint ? end : out->end;
}

/* Where "the closure of the debate under rule 76" ends, without the rule. */
static size_t act_end(const struct words *w, size_t i, size_t to)
{
	size_t end = clause_end(w, i, to);
	while (i < end && words_match(w, i, "under|pursuant") == 0)
		i++;
	return i;
}

/* "(b)" behind "sub-paragraph": words taken. */
static size_t letter_at(const struct words *w, size_t i)
{
	bool letter = word_is_mark(w, i, '(') && word_is_mark(w, i + 2, ')');
	return letter && w->at[i + 1].end - w->at[i + 1].start == 1 ? 3 : 0;
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
	verb |= words_match(w, i, "appeal|challenge") > 0 && i > from &&
		words_match(w, i - 1, "to|must|shall|may|i") > 0;
	if (verb)
		return false; /* "Does the representative of Peru challenge the ruling?" */
	if (recommends) {
		size_t of = words_match(w, behind, "of the");
		while (of > 0 && behind + of < to && w->at[behind + of].capital)
			of++;
		out->whose = of > 2;
		out->end = of > 2 ? behind + of : behind;
		size_t in = words_match(w, out->end, "contained|made|appearing|formulated? in paragraph|paragraphs");
		size_t numbers = in > 0 ? vote_part_numbers(w, out->end + in, false) : 0;
		bool placed = numbers > 0 && of <= 2; /* "the recommendation in paragraph 16 of the report" */
		out->told |= placed;
		out->end += placed ? in + numbers : 0;
		out->end += placed ? words_match(w, out->end, "of the|its|that report") : 0;
		about_take(w, to, "for|concerning|regarding|on|that", out);
	} else if (out->noun == NOUN_DRAFT) {
		out->end = place_end(w, behind, to);
		out->told = out->end > behind;
	} else if (out->noun == NOUN_PROCEDURE || out->noun == NOUN_PROPOSAL) {
		bool act =
			words_match(w, i, "adjournment|suspension|closure|postponement|inclusion|inscription of") > 0;
		out->told |= act;
		out->end = words_match(w, i, "agenda") > 0 ? behind
			   : act                           ? act_end(w, behind, to)
							   : purpose_end(w, behind, to, out);
	} else if (words_match(w, i, "words|word|phrase|sentence") > 0) {
		out->end = quotes_end(w, behind, to);
		out->told |= out->end > behind;
	} else {
		size_t no = words_match(w, behind, "no|nos"); /* "amendment No. 2" */
		no += no > 0 && word_is_mark(w, behind + no, '.');
		size_t numbers = vote_part_numbers(w, behind + no, has_letters(w, i));
		numbers += numbers == 0 && out->noun == NOUN_PART ? letter_at(w, behind) : 0;
		out->end = behind + (numbers > 0 ? no + numbers : 0);
		out->told |= out->end > behind || words_match(w, i, "preamble|title|remainder|rest|annex") > 0;
		about_take(w, to, "relating|concerning|regarding", out);
		quote_take(w, to, out);
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

/* Where the amendment ends that a sub-amendment is to, "the second Peruvian amendment"; 0 for none. */
static size_t amended_end(const struct words *w, size_t i, size_t to)
{
	struct phrase amended;
	i += words_match(w, i, "the");
	for (size_t k = i; k < to && k < i + ORDINAL_NEAR; k++) {
		if (phrase_alone(w, k, i, to, &amended))
			return amended.noun == NOUN_AMENDMENT && amended.first == i ? amended.end : 0;
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
	end = amends && out->sub && end == 0 ? amended_end(w, out->end + 1, to) : end;
	out->placed = end > 0 && !out->told && !is_oral(w, out);
	out->told |= end > 0; /* "the oral amendment to operative paragraph 9" */
	out->end = end > 0 ? end : out->end;
	bool quotes = words_match(w, i, "words|word|phrase|sentence") > 0 && phrase_quote(w, out->end - 1);
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
	bool by = words_match(w, phrase->end, "proposed|submitted|introduced|moved|presented orally|jointly? by") > 0;
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

enum text_noun put_noun(const struct vote_put *p, size_t *at, size_t *behind)
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

const char *put_words(const struct vote_put *p, size_t noun)
{
	struct phrase phrase;
	if (noun >= p->to || !phrase_at(p->w, noun, p->from, p->to, &phrase))
		return "";
	if (phrase.noun == NOUN_AMENDMENT)
		phrase.end = phrase_sponsors(p->w, &phrase, p->to);
	return phrase.noun == NOUN_PART && !phrase.told ? "" : phrase_text(p->rec->r, p->w, &phrase);
}

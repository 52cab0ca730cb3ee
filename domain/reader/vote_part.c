/* What was voted on where it was a part of a draft: "Operative paragraph 2", or a draft of
 * a report by its place: by the decision's words, or by the presiding officer's. */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <string.h>

#define LEAD_BYTES 30    /* "The General Assembly decided" */
#define SUBJECT_MOST 400 /* bytes of what a result says that it is of */

/* Bytes of a place in a report, or of several: "II", "A and B", "A, B and C", "I to IV". */
static size_t places_at(const char *text, size_t size, bool several)
{
	static const char *const joints[] = { "and ", "to ", ", " };
	size_t i = 0;
	for (bool more = true; more && i < size;) {
		while (i < size && strchr("IVXLABCDEFGH ", text[i]) != NULL)
			i++;
		more = false;
		for (size_t k = 0; several && !more && k < sizeof joints / sizeof *joints; k++) {
			size_t n = strlen(joints[k]);
			more = size - i > n && memcmp(text + i, joints[k], n) == 0 &&
			       strchr("IVXLABCDEFGH", text[i + n]) != NULL;
			i += more ? n : 0;
		}
	}
	return i;
}

/* Where "as a whole" begins that bytes of a subject end with, from a byte on; size for none. */
static size_t whole_at(const char *text, size_t size, size_t from)
{
	static const char whole[] = "as a whole";
	size_t n = sizeof whole - 1;
	bool ends = size > from && size - from >= n && memcmp(text + size - n, whole, n) == 0;
	return ends ? size - n : size;
}

/* Bytes of words that a text ends with; 0 where it does not. */
static size_t ends_with(const char *text, size_t size, const char *words)
{
	size_t n = strlen(words);
	return size > n && memcmp(text + size - n, words, n) == 0 ? n : 0;
}

/* Whether words name a draft by its place in a report alone: "Draft resolution II", or several. */
bool vote_part_is_place(const char *text, size_t size)
{
	static const char *const nouns[] = { "Draft resolution ",  "Draft decision ",  "The draft resolution ",
					     "Draft resolutions ", "Draft decisions ", "Resolution ",
					     "draft resolution ",  "draft decision " };
	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
		size_t n = strlen(nouns[k]);
		if (size <= n || memcmp(text, nouns[k], n) != 0)
			continue;
		size_t end = n + places_at(text + n, size - n, nouns[k][n - 2] == 's');
		return end > n && (end == size || text[end] == ',' || whole_at(text, size, end) == end);
	}
	return false;
}

static bool begins_any_case(const char *text, const char *words)
{
	size_t n = strlen(words);
	return text_equal(text, strnlen(text, n), words, n);
}

/* What was decided, behind the totals where these stand before it: "By 2 votes to 1, with
 * 1 abstention, paragraph 8 was retained.", "There were 2 votes in favour … . The draft
 * was adopted." */
static const char *behind_totals(const char *text)
{
	if (strncmp(text, "The result ", 11) == 0 || strncmp(text, "The vote ", 9) == 0 ||
	    strncmp(text, "There ", 6) == 0) {
		const char *stop = strstr(text, ". ");
		return stop == NULL ? "" : behind_totals(stop + 2);
	}
	const char *received = strstr(text, " received "), *stop = strstr(text, ". ");
	if (received != NULL && stop != NULL && received < stop)
		return behind_totals(stop + 2); /* "The amendment received 3 votes in favour … . The amendment was …" */
	static const char *const reasons[] = { "As ",         "Since ",        "One of the ",
					       "Two of the ", "Three of the ", "Owing to " };
	const char *the = NULL;
	for (size_t k = 0; the == NULL && k < sizeof reasons / sizeof *reasons; k++)
		the = strncmp(text, reasons[k], strlen(reasons[k])) == 0 ? strstr(text, ", the ") : NULL;
	if (the != NULL)
		return the + 2;
	bool before = strncmp(text, "By ", 3) == 0 || strncmp(text, "Having ", 7) == 0;
	const char *comma = before ? strstr(text, ", ") : NULL;
	if (comma != NULL && strncmp(comma, ", with ", 7) == 0)
		comma = strstr(comma + 2, ", ");
	return comma == NULL ? text : comma + 2;
}

/* Whether a decision begins with who decided: "The Council decided, by 9 votes to 1, that it was competent." */
static bool is_decided(const char *text)
{
	static const char *const bodies[] = { "ouncil decided", "ssembly decided", "ommittee decided" };
	bool the = strncasecmp(text, "the ", 4) == 0, decided = !the && strncasecmp(text, "it was decided", 14) == 0;
	size_t near = the && is_capital(text[4]) ? strnlen(text, LEAD_BYTES) : 0;
	for (size_t k = 0; near > 0 && !decided && k < sizeof bodies / sizeof *bodies; k++)
		decided = memmem(text, near, bodies[k], strlen(bodies[k])) != NULL;
	return decided;
}

/* "It was decided not to retain the words", ", by 9 votes to 2, to delete paragraph 3", "to adopt it
 * by 9 votes to 2": the bytes of what was, 0 for others. */
static size_t decided_on(const char **text)
{
	static const char *const verbs[] = { " to retain ",   " to adopt ",  " to delete ",
					     " to maintain ", " to reject ", " to approve " };
	static const char *const orders[] = { " to give priority ", " to grant priority ", " to adjourn ",
					      " to postpone ",      " to close ",          " to suspend ",
					      " to invite ",        " to defer " };
	const char *verb = NULL, *what = NULL;
	for (size_t k = 0; is_decided(*text) && k < sizeof verbs / sizeof *verbs; k++) {
		const char *at = strstr(*text, verbs[k]);
		if (at != NULL && (verb == NULL || at < verb)) {
			verb = at;
			what = at + strlen(verbs[k]);
		}
	}
	for (size_t k = 0; is_decided(*text) && k < sizeof orders / sizeof *orders; k++) {
		const char *at = strstr(*text, orders[k]);
		if (at != NULL && (verb == NULL || at < verb)) {
			verb = at;
			what = at + 1; /* "to give priority to the draft of Chad" */
		}
	}
	if (verb == NULL || strncmp(what, "it", 2) == 0)
		return 0;
	*text = what;
	size_t size = strcspn(*text, ".");
	while ((*text)[size] == '.' && (*text)[size + 1] != ' ' && (*text)[size + 1] != '\0') /* that of "A/L.3" */
		size += 1 + strcspn(*text + size + 1, ".");
	const char *votes = memmem(*text, size, " votes to ", 10), *by = NULL, *comma;
	for (const char *at = *text; votes != NULL && (at = memmem(at, (size_t)(votes - at), " by ", 4)) != NULL; at++)
		by = at;
	comma = by != NULL && by > *text && by[-1] == ',' ? by - 1 : by;
	return comma == NULL ? size : (size_t)(comma - *text);
}

bool vote_part_is_order(const char *part)
{
	return strncmp(part, "to ", 3) == 0;
}

bool vote_part_told(const char *text)
{
	const char *from = behind_totals(text), *what = from;
	return from[0] != '\0' && (!is_decided(from) || decided_on(&what) > 0);
}

/* The verb of "The proposal has been adopted.", and none that stands in a clause before it; NULL for none. */
static const char *been_at(const char *text)
{
	const char *verb = strstr(text, " has been ");
	verb = verb == NULL ? strstr(text, " has not been ") : verb;
	size_t size = verb == NULL ? 0 : (size_t)(verb - text);
	bool clause = memchr(text, ',', size) != NULL || memmem(text, size, " which", 6) != NULL ||
		      memmem(text, size, " that", 5) != NULL || memmem(text, size, ". ", 2) != NULL;
	return clause ? NULL : verb;
}

/* Where a decision's words say what was decided on: up to its verb; the bytes. */
static size_t subject_of(const char **text)
{
	const char *from = strncmp(*text, "Decision: ", 10) == 0 ? *text + 10 : behind_totals(*text), *what = from;
	size_t decided = decided_on(&what);
	if (decided > 0 || is_decided(from)) {
		*text = what;
		return decided;
	}
	const char *verb = strstr(from, " was ");
	verb = verb == NULL ? strstr(from, " were ") : verb;
	verb = verb == NULL ? been_at(from) : verb;
	const char *stop = strstr(from, ". ");
	if (stop != NULL && verb != NULL && stop + 2 <= verb) /* "One member did not participate. The draft was …" */
		from = stop + 2;
	*text = from;
	bool it = verb != NULL && verb - from == 2 && strncasecmp(from, "it", 2) == 0; /* says nothing */
	return verb == NULL || it ? 0 : (size_t)(verb - from);
}

const char *vote_subject(struct reader *r, const char *text)
{
	size_t size = subject_of(&text);
	return reader_text(r, text, size);
}

const char *vote_subject_said(struct reader *r, const char *text)
{
	static const char *const verbs[] = { " has been ",
					     " has not been ",
					     " is adopted",
					     " is therefore adopted",
					     " has therefore been ",
					     " is not adopted",
					     " have been adopted",
					     " have been retained",
					     " received " };
	const char *verb = NULL, *it = "It has";
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs && verb == NULL; k++) {
		const char *at = strstr(text, verbs[k]);
		verb = at != NULL && at - text > 2 && strncmp(at - 2, it, 6) == 0 ? NULL : at;
	}
	if (verb == NULL)
		return "";
	size_t size = 0, most = (size_t)(verb - text);
	while (size < most && size < SUBJECT_MOST && (most - size < 2 || memcmp(verb - size - 2, ". ", 2) != 0))
		size++;
	const char *having = size == SUBJECT_MOST ? NULL : memmem(verb - size, size, ", having ", 9);
	size_t end =
		having == NULL ? size : (size_t)(having - (verb - size)); /* "The agenda, having received 9 votes," */
	return size == SUBJECT_MOST ? "" : vote_part_read(r, verb - size, end);
}

/* Bytes of "Draft resolution A/41/L.40 A" that a subject begins with: a letter tells which of those
 * in one document; 0 for others. */
static size_t lettered(const char *text, size_t size)
{
	static const char draft[] = "Draft resolution ";
	size_t n = sizeof draft - 1, end = n;
	if (size <= n || memcmp(text, draft, n) != 0 || memchr(text, '/', size) == NULL)
		return 0;
	while (end < size && text[end] != ' ' && text[end] != ',')
		end++;
	bool letter = end + 2 <= size && text[end] == ' ' && is_capital(text[end + 1]) &&
		      (end + 2 == size || strchr(" ,", text[end + 2]) != NULL);
	return letter ? end + 2 : 0;
}

/* Bytes of a subject without a tail that tells nothing: "The first part of the draft resolution". */
static size_t tail_cut(const char *text, size_t size)
{
	static const char *const nouns[] = { " draft resolution", " draft decision", " draft",
					     " resolution",       " text",           " proposal" };
	static const char *const kinds[] = { " joint", " revised", " amended", " the", " this", " that" };
	static const char *const parts[] = { "paragraph", "part", "preamble", "section", "sentence", "article" };
	size -= ends_with(text, size, " in question");
	size_t end = size;
	for (size_t k = 0; end == size && k < sizeof nouns / sizeof *nouns; k++)
		end -= ends_with(text, end, nouns[k]);
	size_t noun = end;
	for (size_t k = 0; noun < size && k < sizeof kinds / sizeof *kinds; k++)
		end -= ends_with(text, end, kinds[k]);
	size_t of = ends_with(text, end, " of") + ends_with(text, end, " in");
	bool told = of > 0 && end < noun;
	for (size_t k = 0; told && k < sizeof parts / sizeof *parts; k++) {
		if (memmem(text, end - of, parts[k] + 1, strlen(parts[k]) - 1) != NULL)
			return end - of;
	}
	return size;
}

/* Bytes of a part without the draft that it is of, where a symbol tells that: "Paragraph 9 of draft
 * resolution A/46/L.39". */
static size_t before_symbol(const char *text, size_t size)
{
	static const char *const of[] = { " of draft resolution ", " of the draft resolution ", " of document ",
					  " of draft decision ", " of resolution " };
	const char *last = memrchr(text, ' ', size);
	if (last == NULL || memchr(last, '/', size - (size_t)(last - text)) == NULL)
		return size;
	for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
		size_t n = strlen(of[k]), before = (size_t)(last + 1 - text);
		if (before > n && memcmp(last + 1 - n, of[k], n) == 0 && memmem(text, before, "otion", 5) == NULL &&
		    memmem(text, before, "roposal", 7) == NULL && memmem(text, before, "equest", 6) == NULL)
			return before - n;
	}
	return size;
}

/* Whether what a motion is for stands right behind its noun: "The motion for priority for draft resolution A/L.3". */
static bool has_purpose(const char *text)
{
	static const char *const joints[] = { " for ",     " that ",   " to adjourn ", " to give ",  " to postpone ",
					      " to vote ", " not to ", " to suspend ", " to close ", " to refer " };
	for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
		if (strncmp(text, joints[k], strlen(joints[k])) == 0)
			return true;
	}
	return false;
}

/* What was voted on where it was a part: "Operative paragraph 2" of "Operative
 * paragraph 2 of draft … was retained by …". cited: the words name a document. */
const char *vote_part_of(struct reader *r, const char *text, bool cited)
{
	static const char *const whole[] = { "Draft ", "The draft ", "The resolution", "The declaration ",
					     "The convention " };
	static const char *const documents[] = { "The amendment", "Amendment", "The proposal", "The motion" };
	size_t size = subject_of(&text);
	bool place = vote_part_is_place(text, size);
	size_t letter = cited ? lettered(text, size) : 0;
	if (letter > 0)
		return reader_text(r, text, letter);
	for (size_t k = 0; k < sizeof whole / sizeof *whole && !place; k++) {
		if (begins_any_case(text, whole[k]))
			return "";
	}
	for (size_t k = 0; k < sizeof documents / sizeof *documents && cited; k++) {
		if (begins_any_case(text, documents[k]) && !has_purpose(text + strlen(documents[k])))
			return "";
	}
	const char *comma = place ? memchr(text, ',', size) : memmem(text, size, ", as ", 5); /* ", as a whole," */
	size = comma != NULL ? (size_t)(comma - text) : whole_at(text, size, 1);
	size -= ends_with(text, size, " as amended") + ends_with(text, size, " in its entirety");
	while (size > 0 && text[size - 1] == ' ')
		size--;
	return vote_part_read(r, text, before_symbol(text, tail_cut(text, size)));
}

/* Whether words name a draft by its place: "… paragraph 7 of draft resolution III". */
bool vote_part_says_place(const char *text)
{
	static const char *const nouns[] = { "draft resolution ", "draft decision ",   "Draft resolution ",
					     "Draft decision ",   "raft resolutions ", "raft decisions ",
					     "Resolution " };
	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
		for (const char *at = strstr(text, nouns[k]); at != NULL; at = strstr(at + 1, nouns[k])) {
			const char *place = at + strlen(nouns[k]);
			size_t n = strspn(place, "IVXL"), letter = *place >= 'A' && *place <= 'H' ? 1 : 0;
			n = n > 0 ? n : letter;
			if (n > 0 && strchr(" .,;", place[n]) != NULL)
				return true;
		}
	}
	return false;
}

/* The part that word i is the noun of: *first is its first word, the last one is the end's
 * predecessor; 0 for none. "the ninth preambular paragraph", "operative paragraph 2",
 * "section B", "the remainder of the draft", "second amendment". */
static size_t part_at(const struct words *w, size_t i, size_t *first)
{
	static const char *const kinds = "preambular|operative";
	size_t noun = words_match(w, i, "paragraph|paragraphs"), from = i, at = i + noun;
	size_t section = noun > 0 ? 0 : words_match(w, i, "section|sections|part|parts|chapter");
	size_t numbers = section == 0 ? 0 : vote_part_numbers(w, i + section, true);
	bool rest = words_match(w, i, "remainder|rest of") > 0 && i > w->at[i].first && word_is(w, i - 1, "the");
	static const char *const order = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last";
	if (words_match(w, i, "amendment") > 0 && i > w->at[i].first + 1 && words_match(w, i - 1, order) > 0 &&
	    word_is(w, i - 2, "the")) {
		*first = i - 1;
		return i + 1;
	}
	*first = i;
	if (noun == 0)
		return rest ? i + 1 : numbers == 0 ? 0 : i + section + numbers;
	if (from > w->at[i].first && words_match(w, from - 1, kinds) > 0)
		from--;
	numbers = vote_part_numbers(w, at, false);
	bool stands = from > w->at[i].first + 1 && word_is(w, from - 1, "in") &&
		      words_match(w, from - 2, "contained|recommended|out|reproduced|appearing|appears|forth") > 0;
	stands |= from > w->at[i].first && word_is(w, from - 1, "in") &&
		  words_match(w, at + numbers, "of the|its|that|this report") > 0;
	if (stands)
		return 0; /* "the draft resolution contained in paragraph 7" of a report */
	if (numbers == 0) {
		bool ordinal = from > w->at[i].first + 1 && words_match(w, from - 2, "the") > 0;
		if (!ordinal || from == i)
			return 0;
		from--;
	}
	*first = from;
	return words_match(w, at + numbers, "of which") > 0 ? 0
							    : at + numbers; /* "…, paragraph 5 of which was revised" */
}

/* "of draft resolution D", behind a part: words taken. */
static size_t of_draft(const struct words *w, size_t i)
{
	size_t n = words_match(w, i, "of draft resolution|decision");
	bool place = n > 0 && word_number(w, i + n) <= 0 && vote_part_numbers(w, i + n, true) > 0;
	return place && !word_is_mark(w, i + n + 1, '/') ? n + 1 : 0;
}

/* Takes quoted words that are voted on at word i: their first word and end, and where what they stand
 * in is told behind them, "in operative paragraph 2"; 0 for none. */
static size_t quoted_at(const struct words *w, size_t i, size_t to, size_t *first, size_t *in)
{
	static const char joints[] = "in|of|at|the|end|beginning|,|which|that|stand|stands|standing|appear|appears|"
				     "appearing|occur|occurs|occurring|found";
	struct phrase phrase;
	if (words_match(w, i, "words|word|phrase|sentence") == 0 || !phrase_at(w, i, w->at[i].first, to, &phrase) ||
	    !phrase.told || !phrase_quote(w, phrase.end - 1))
		return 0;
	size_t before = phrase.first;
	before -= before > w->at[i].first && word_is(w, before - 1, "the") ? 1 : 0;
	if (before == w->at[i].first || words_match(w, before - 1, "on|vote|first|next|now|then") == 0)
		return 0; /* "to delete the words" */
	*first = phrase.first;
	*in = phrase.end;
	while (*in < to && words_match(w, *in, joints) > 0)
		++*in;
	return phrase.end;
}

const char *vote_part_said(struct reader *r, const struct words *w)
{
	const char *part = "";
	size_t sentence = 0;
	static const char other_nouns[] = "motion|proposal|ruling|challenge|appeal|amendment|amendments";
	static const char part_nouns[] =
		"paragraph|paragraphs|part|parts|section|sections|words|word|phrase|preamble|those|"
		"first|second|third|fourth|fifth|sixth|last|next";
	bool put = false, whole = false, amends = false, others = false, apart = false, proposed = false;
	for (size_t i = 0, first, end, in = 0; i < w->count; i++) {
		if (w->at[i].first != sentence || i == 0) {
			sentence = w->at[i].first;
			put = whole = amends = others = apart = proposed = false;
			for (size_t k = sentence; k < w->at[i].last; k++) {
				put |= words_match(w, k, "to the vote") > 0 ||
				       words_match(w, k, "vote|voting on") > 0 ||
				       words_match(w, k, "vote|division has been requested|asked|demanded for? on") >
					       0 ||
				       words_match(w, k, "vote be taken on") > 0;
				whole |= words_match(w, k, "as a whole") > 0;
				others |= words_match(w, k, other_nouns) > 0;
				apart |= words_match(w, k, part_nouns) > 0;
			}
			part = put && (whole || (others && !apart)) ? "" : part;
		}
		amends &= words_match(w, i, "to the vote") == 0 && words_match(w, i, "vote|voting on") == 0 &&
			  words_match(w, i, "put") == 0;
		amends |= words_match(w, i, "without|except|excluding") > 0; /* what is left is voted on */
		amends |= proposed && words_match(w, i, "to|that|for the? delete|replace|add|insert|omit|deletion") > 0;
		proposed |= words_match(w, i, "proposal|suggestion") > 0;
		if (!put && (end = part_at(w, i, &first)) > 0 && first <= sentence + 1 && end + 1 == w->at[i].last)
			part = reader_text(r, w->text + w->at[first].start, w->at[end - 1].end - w->at[first].start);
		bool may = put && !whole && !amends;
		size_t behind = in;
		size_t quoted = may ? quoted_at(w, i, w->at[i].last, &first, &in) : 0;
		end = quoted;
		if (may && quoted == 0) {
			end = part_at(w, i, &first);
			end = end > 0 && first == behind ? 0 : end; /* the words that are voted on stand in it */
			end += end > 0 ? of_draft(w, end) : 0;
		}
		amends |= words_match(w, i, "amendment|amendments") > 0; /* what it amends may follow */
		if (end > 0)
			part = reader_text(r, w->text + w->at[first].start, w->at[end - 1].end - w->at[first].start);
		i = quoted > 0 ? quoted - 1 : i; /* no part in a quote is voted on */
	}
	return part;
}

/* What sentences say of a vote: totals in digits and words, how it ended, what came of
 * it; which sentences are decisions. */
#include "domain/reader/record.h"

#include <pthread.h>
#include <string.h>

#include "domain/citation.h"
#include "domain/scan.h"

#define SUBJECT_WORDS 60
#define VETO_WORDS 16 /* from "negative" to "permanent member" */

/* The words that a decision may begin with. */
static const char subject_first[] = "decision|draft|preamble|sections|parts|articles|chapter|chapters|the|operative|"
				    "paragraph|paragraphs|preambular|section|part|article|"
				    "amendment|amendments|point|points|sub|subparagraph|item|items|"
				    "resolution|both|all|drafts|a|annex|by|having|this|that|these|those";
static struct word_table firsts;

static void firsts_make(void)
{
	word_table_add(&firsts, subject_first, 1);
}

/* Totals. */

static void take(int *to, int value, struct tally *out)
{
	if (*to < 0)
		*to = value;
	out->any = true;
}

/* "by", "by a recorded vote of": words taken. */
static size_t by_words(const struct words *w, size_t i)
{
	if (!word_is(w, i, "by"))
		return 0;
	size_t n = words_match(w, i, "by a recorded? vote of");
	n = n > 0 ? n : words_match(w, i, "by a roll - call vote of");
	n = n > 0 ? n : words_match(w, i, "by a majority of");
	return n > 0 ? n : words_match(w, i, "by");
}

/* "by 143 votes to 4", "by 59 to 5", "by a vote of seven to two": words taken. */
static size_t by_at(const struct words *w, size_t i, struct tally *out)
{
	int in_favour, against;
	size_t n = by_words(w, i), m = n > 0 ? count_at(w, i + n, &in_favour) : 0;
	if (m == 0)
		return 0;
	n += m + words_match(w, i + n + m, "votes|vote");
	n += words_match(w, i + n, "in favour");
	if (words_match(w, i + n, "to|against") == 0) /* "by 9 votes against 2" */
		return 0;
	m = count_at(w, i + n + 1, &against);
	if (m == 0)
		return 0;
	take(&out->in_favour, in_favour, out);
	take(&out->against, against, out);
	return n + 1 + m;
}

/* "adopted by 9 votes", and nobody against is told of. */
static size_t by_alone_at(const struct words *w, size_t i, struct tally *out)
{
	int in_favour;
	size_t n = word_is(w, i, "by") ? 1 : 0, m = n > 0 ? count_at(w, i + n, &in_favour) : 0;
	size_t votes = m > 0 ? words_match(w, i + n + m, "votes|vote") : 0;
	size_t behind = i + n + m + votes;
	if (votes == 0 || (behind < w->count && w->at[behind].kind != WORD_MARK && !word_is(w, behind, "with")))
		return 0;
	take(&out->in_favour, in_favour, out);
	return n + m + votes;
}

/* "in favour, 4; against, 6; abstentions, 5": words taken. */
static size_t listed_at(const struct words *w, size_t i, struct tally *out)
{
	static const char *const heads[] = { "in favour", "against", "abstentions|abstaining" };
	int *const to[] = { &out->in_favour, &out->against, &out->abstaining };
	int value;
	for (size_t k = 0; k < 3; k++) {
		size_t n = words_match(w, i, heads[k]);
		bool mark = n > 0 && (word_is_mark(w, i + n, ',') || word_is_mark(w, i + n, ':'));
		size_t m = mark ? count_at(w, i + n + 1, &value) : 0, end = i + n + 1 + m;
		if (m == 0 || (end < w->count && !word_is_mark(w, end, ';') && !word_is_mark(w, end, '.')))
			continue;
		take(to[k], value, out);
		return n + 1 + m;
	}
	return 0;
}

bool word_is_spoiled(const struct words *w, size_t i, const char *word)
{
	unsigned faults;
	size_t size = i < w->count ? w->at[i].end - w->at[i].start : 0;
	return size > 0 && w->text[w->at[i].start] == *word &&
	       scan_match(w->text + w->at[i].start, size, word, 1, &faults) == size;
}

/* "13 votes in favour", "none against", "two abstentions". */
static size_t part_at(const struct words *w, size_t i, struct tally *out)
{
	int value;
	size_t n = count_at(w, i, &value);
	if (n == 0)
		return 0;
	n += words_match(w, i + n, "votes|vote|members|member|delegations|delegation");
	n += words_match(w, i + n, "being cast?");
	n += words_match(w, i + n, "were|was? voted|voting|cast");
	static const struct {
		const char *words;
		int choice;
	} choices[] = { { "in favour", 0 },
			{ "in favor", 0 },
			{ "for", 0 },
			{ "against", 1 },
			{ "abstentions|abstention|abstaining|abstained|abstain", 2 } };
	for (size_t k = 0; k < sizeof choices / sizeof *choices; k++) {
		size_t m = words_match(w, i + n, choices[k].words);
		if (m == 0)
			continue;
		int *to = choices[k].choice == 0   ? &out->in_favour
			  : choices[k].choice == 1 ? &out->against
						   : &out->abstaining;
		take(to, value, out);
		return n + m;
	}
	if (!word_is_spoiled(w, i + n, "against"))
		return 0;
	take(&out->against, value, out);
	return n + 1;
}

/* "by 50 votes to 5, with 2 abstentions," or ", by 50 …": words taken, 0 for none. */
static size_t totals_between(const struct words *w, size_t i, struct tally *out)
{
	size_t from = i + words_match(w, i, ","), n = by_at(w, from, out), end = from + n;
	if (n == 0)
		return 0;
	size_t with = words_match(w, end, ", with|and");
	with = with > 0 ? with : words_match(w, end, "with|and");
	size_t more = with > 0 ? part_at(w, end + with, out) : 0;
	end += more > 0 ? with + more : 0;
	return end + words_match(w, end, ",") - i;
}

/* "It was decided to retain the words", "not to adopt", ", by 50 votes to 5, to delete": words
 * taken. */
static size_t decided_at(const struct words *w, size_t i, struct tally *out)
{
	char first = w->text[w->at[i].start];
	bool the = first == 'T' && i == w->at[i].first;
	if (!the && first != 'i' && first != 'I')
		return 0;
	size_t n = the ? 0 : words_match(w, i, "it was decided"), from;
	size_t body = the ? words_match(w, i, "the security|general? council|assembly|committee decided") : 0;
	n += body;
	from = i + n;
	if (n == 0 || out->result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED)
		return 0;
	size_t totals = totals_between(w, from, out);
	from += totals;
	if (totals > 0 && word_is(w, from, "that")) { /* "that a two-thirds majority was required" */
		out->result = TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
		out->any = true;
		return from + 1 - i;
	}
	if (body > 0 && totals == 0)
		return 0; /* he speaks of what was before */
	size_t not = words_match(w, from, "not to");
	size_t verb = from + (not > 0 ? not : words_match(w, from, "to"));
	bool keeps = words_match(w, verb, "reject|delete") == 0; /* what was asked for */
	if (verb == from || verb >= w->count || w->at[verb].kind != WORD_LETTERS)
		return 0;
	out->turned = keeps == (not > 0);
	out->result =
		out->turned ? TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED : TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
	out->any = true;
	return verb + 1 - i;
}

static size_t result_at(const struct words *w, size_t i, struct tally *out)
{
	if (words_match(w, i, "has|have|had|was|were|is|are") == 0)
		return 0;
	size_t n = 1;
	n += words_match(w, i + n, "therefore|thus|accordingly|hence");
	bool not = words_match(w, i + n, "not") > 0;
	n += not ? 1 : 0;
	n += words_match(w, i + n, "therefore|thus|accordingly|also");
	n += words_match(w, i + n, "been");
	n += words_match(w, i + n, "therefore|thus|unanimously|also");
	n += words_match(w, i + n, "regarded|considered|deemed as|to? be?");
	size_t verb = i + n;
	bool failed =
		words_match(w, verb, "failed of adoption") > 0 ||
		(words_match(w, verb, "failed") > 0 && verb + 1 < w->count && w->at[verb + 1].kind == WORD_MARK) ||
		words_match(w, verb, "failed to obtain|secure|receive the required|requisite|necessary") > 0 ||
		(not &&words_match(w, verb, "obtained the required|necessary? number|majority") > 0);
	if (out->result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED)
		return 0; /* of what is said next: "As none of the amendments has been adopted, …" */
	if (failed)
		out->result = TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED;
	else if (words_match(w, verb, "decided in the affirmative|negative") > 0)
		out->result = word_is(w, verb + 3, "negative") ? TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED
							       : TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
	else if (words_match(w, verb, "adopted|retained|approved|carried|passed|upheld|maintained|granted") > 0 ||
		 (word_is(w, verb, "kept") && words_match(w, verb + 1, "informed|under|open|up|waiting") == 0))
		out->result =
			not ? TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED : TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
	else if (out->in_favour >= 0 && word_is(w, verb, "accepted"))
		out->result =
			not ? TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED : TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
	else if (words_match(w, verb, "included|inscribed|placed in|on the? agenda") > 0)
		out->result =
			not ? TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED : TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
	else if (words_match(w, verb, "rejected|defeated|deleted|overruled|lost|negatived") > 0)
		out->result = TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED;
	else
		return 0;
	out->turned = words_match(w, verb, "rejected|defeated|lost|negatived|overruled ,? by") > 0;
	out->any = true;
	return n + 1;
}

/* "the negative vote of a permanent member", "two of the votes against being those of
 * permanent members": at the last words. */
static bool veto_at(const struct words *w, size_t i)
{
	if (words_match(w, i, "permanent member|members") == 0)
		return false;
	for (size_t k = i; k > w->at[i].first && k + VETO_WORDS > i; k--) {
		if (words_match(w, k - 1, "negative|against|owing|because") > 0)
			return true;
	}
	return words_match(w, i, "permanent member|members of? the? council? having|have? voted against") > 0;
}

/* "as resolution 2448 (2018)", "(resolution 61/295)", "(decision 76/576)". */
static void outcome_at(struct tally *out, const struct words *w, size_t i, struct arena *arena)
{
	if (out->instrument != NULL)
		return;
	bool as = words_match(w, i, "as|becomes|become resolution") > 0,
	     bracket = word_is_mark(w, i, '(') || word_is_mark(w, i, '[');
	bool decision = bracket && word_is(w, i + 1, "decision");
	if (!decision && !((as || bracket) && word_is(w, i + 1, "resolution")))
		return;
	struct citation_run run = { 0 };
	struct citation c;
	if (citation_match(&run, w, i + 1, arena, &c) > 0)
		out->instrument = c.instrument;
}

/* "rejected by 40 votes to 5": the majority comes first, and it was against. A text that
 * lacked a larger majority, or met a veto, is told as any other. */
static void turn_round(struct tally *out)
{
	if (out->in_favour <= out->against)
		return;
	int in_favour = out->against;
	out->against = out->in_favour;
	out->in_favour = in_favour;
}

void tally_read(struct tally *out, const struct words *w, size_t first, size_t end, struct arena *arena)
{
	*out = (struct tally){ .in_favour = -1, .against = -1, .abstaining = -1 };
	bool veto = false, majority = false;
	for (size_t i = first; i < end && i < w->count;) {
		outcome_at(out, w, i, arena);
		majority = majority || words_match(w, i, "majority|affirmative") > 0;
		size_t n = by_at(w, i, out);
		n = n > 0 ? n : by_alone_at(w, i, out);
		n = n > 0 ? n : part_at(w, i, out);
		n = n > 0 ? n : listed_at(w, i, out);
		n = n > 0 ? n : result_at(w, i, out);
		n = n > 0 ? n : decided_at(w, i, out);
		for (size_t next = i + (n > 0 ? n : 1); i < next && i < w->count; i++)
			veto = veto ||
			       veto_at(w, i); /* "one of the permanent members … voted against" is a total, too */
	}
	if (veto && out->result == TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED)
		out->result = TRUCE__V1__VOTE__RESULT__RESULT_VETOED;
	if (out->turned && !veto && !majority)
		turn_round(out);
}

/* Decisions. */

static const char subject_nouns[] =
	"resolution|resolutions|decision|decisions|paragraph|paragraphs|amendment|amendments|motion|proposal|proposals|"
	"preamble|sections|parts|articles|chapter|chapters|recommendation|recommendations|words|text|part|sub|"
	"subamendment|ruling|agenda|report|phrase|clause|article|"
	"annex|appeal|objection|challenge|question|"
	"draft|point|points|procedure|credentials|sentence|section|item|subparagraph|title|declaration|request|"
	"suggestion";
static const char never_in_subject[] =
	"which|has|have|had|will|would|we|may|can|should|must|our|my|if|because|who|but|when|is|are";
static const char tail_words[] =
	"by|votes|vote|to|none|with|abstention|abstentions|abstaining|in|favour|against|unanimously|without|a|and|as|"
	"orally|objection|objections|"
	"amended|revised|corrected|whole|member|members|not|participating|voting|on|show|of|hands|one|no|non|"
	"participation|"
	"required|two|thirds|majority|the|having|failed|obtained|obtain|been|being|recorded|roll|call|acclamation|"
	"consensus|"
	"was|were|therefore|thus|owing|resolution|decision|present|its|adopted|rejected|retained|further|modified|"
	"affirmative|cast|of|there|tied|equally|divided|received|permanent|negative|separate|secret|ballot|nil|absent|"
	"did|"
	"participate|members|an|agenda|for|since|it|result|number|failing|secure|necessary|requisite|simple";

static bool is_one(const struct words *w, size_t i, const char *pattern)
{
	return words_match(w, i, pattern) > 0;
}

/* The verb of a decision at word i: words taken, 0 for none. */
static size_t decision_verb(const struct words *w, size_t i)
{
	struct tally t = { .instrument = NULL };
	if (!is_one(w, i, "was|were"))
		return 0;
	return result_at(w, i, &t);
}

/* "being those of permanent members of the Council" behind the negative votes: words taken. */
static size_t veto_behind(const struct words *w, size_t i)
{
	size_t n = words_match(w, i, "being that|those of a? permanent member|members");
	n += n > 0 ? words_match(w, i + n, "of|ofthe the? security? council") : 0;
	return n;
}

/* Whether the words from i to end say only how a vote went. */
static bool tail_fits(const struct words *w, size_t i, size_t end)
{
	int value;
	int depth = 0;
	for (; i < end; i++) {
		i += veto_behind(w, i);
		if (i >= end)
			break;
		depth += word_is_mark(w, i, '(') || word_is_mark(w, i, '[')   ? 1
			 : word_is_mark(w, i, ')') || word_is_mark(w, i, ']') ? -1
									      : 0;
		bool mark = w->at[i].kind == WORD_MARK;
		size_t count = count_at(w, i, &value);
		i += count > 1 ? count - 1 : 0;
		if (depth == 0 && !mark && count == 0 && w->at[i].kind != WORD_DIGITS && !is_one(w, i, tail_words))
			return false;
	}
	return true;
}

bool decision_begins(const char *text, size_t size)
{
	struct word first;
	if (!word_first(text, size, &first))
		return false;
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, firsts_make);
	if (word_table_bits(&firsts, first.hash) != 0)
		return true;
	static const char *const leads[] = {
		"It was decided",         "One of the negative ",      "Two of the negative ",
		"Three of the negative ", "One of the votes against ", "Two of the votes against ",
		"Owing to the negative "
	};
	for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
		size_t n = strlen(leads[k]);
		if (*text == *leads[k] && size >= n && memcmp(text, leads[k], n) == 0)
			return true;
	}
	return false;
}

/* "By 75 votes to 3, with 2 abstentions," before what was decided: words taken, 0 for
 * none. */
static size_t totals_before(const struct words *w)
{
	struct tally t = { .in_favour = -1, .against = -1, .abstaining = -1 };
	size_t i = by_at(w, 0, &t);
	while (i > 0 && i < w->count && (w->at[i].kind == WORD_MARK || is_one(w, i, "with|and")))
		i++;
	i += i > 0 ? part_at(w, i, &t) : 0;
	return i + (i > 0 && i < w->count && w->at[i].kind == WORD_MARK);
}

/* "Having failed to obtain the required majority,", "One of the negative votes being that of a
 * permanent member," before it: words taken, 0 for none. */
static size_t reason_before(const struct words *w)
{
	static const char veto[] = "negative|against|those|that|council|security";
	size_t comma = 1;
	while (comma < w->count && !word_is_mark(w, comma, ','))
		comma++;
	bool vetoed = is_one(w, 0, "one|two|three of the negative") || is_one(w, 0, "one|two of the votes against") ||
		      is_one(w, 0, "owing to the negative");
	if (comma == w->count || (!vetoed && !word_is(w, 0, "having")))
		return 0;
	for (size_t i = 0; i < comma; i++) {
		if (!tail_fits(w, i, i + 1) && !(vetoed && is_one(w, i, veto)))
			return 0;
	}
	return comma + 1;
}

/* Whether no more than a footnote's number stands behind the first sentence, or the totals:
 * "There were 51 votes in favour, 49 against and 25 abstentions.", or who took no part. */
static bool is_one_sentence(const struct words *w)
{
	size_t i = w->at[0].last;
	bool more = words_match(w, i, "there were|was") > 0 || words_match(w, i, "one|two|three member|members") > 0;
	more |= word_is_mark(w, i, '(') || word_is_mark(w, i, '['); /* "(resolution 45/120)" */
	if (more && tail_fits(w, i, w->count))
		return true;
	while (i < w->count && (w->at[i].kind == WORD_MARK || w->at[i].kind == WORD_DIGITS))
		i++;
	return i == w->count;
}

bool decision_is(const struct words *w)
{
	bool noun = false;
	struct tally t = { .in_favour = -1, .against = -1, .abstaining = -1 };
	size_t decided = w->count > 0 ? decided_at(w, 0, &t) : 0;
	for (size_t i = decided; decided > 0 && t.in_favour < 0 && i < w->count; i++)
		by_at(w, i, &t); /* "to retain paragraph 3 by 9 votes to 2" */
	if (decided > 0)
		return t.in_favour >= 0 && is_one_sentence(w);
	size_t reason = w->count == 0 ? 0 : reason_before(w);
	if (w->count == 0 || (reason == 0 && !is_one(w, 0, subject_first)))
		return false;
	size_t before = totals_before(w) + reason;
	if (word_is(w, 0, "decision") && word_is_mark(w, 1, ':')) /* as the first records print it */
		before = 2;
	if (is_one(w, 0, "by|having") && (before == 0 || before == w->count))
		return false;
	if (is_one(w, 0, "by") && decided_at(w, before, &t) > 0)
		return is_one_sentence(w);
	for (size_t i = before; i < w->count && i < SUBJECT_WORDS; i++) {
		size_t verb = noun ? decision_verb(w, i) : 0;
		if (verb > 0)
			return tail_fits(w, i + verb, w->count) && is_one_sentence(w);
		if (is_one(w, i, never_in_subject))
			return false;
		noun = noun || is_one(w, i, subject_nouns) || w->at[i].kind == WORD_DIGITS;
	}
	return false;
}

/* Lists of a vote, directions and decisions that a scan spoiled. */
#include "base/ascii.h"
#include "domain/reader/scan.h"

#include <string.h>

#include "domain/scan.h"

static const char *const heads[] = { "In favour", "Against", "Abstaining", "Abstentions" };

/* The first may be whole sentences. */
static const char *const sentences[] = {
	"A vote was taken by show of hands",
	"A vote was taken by roll-call",
	"A vote was taken by secret ballot",
	"A recorded vote was taken",
	"The agenda was adopted",
	"It was so decided",
	"The meeting was called to order",
	"The meeting was suspended",
	"The meeting rose",
	"At the invitation of the President",
	"took the Chair",
};
#define WHOLE 6

/* Whether a line may begin with spoiled words: by two of its first four bytes. */
static bool may_begin(const struct scan *s, size_t line, size_t skip, const char *words)
{
	const char *text = line_text(&s->r->lines, line) + skip;
	size_t same = 0;
	for (size_t i = 0; i < 4 && line_size(&s->r->lines, line) - skip > 4; i++)
		same += text[i] == words[i];
	return same > 1;
}

/* The stretch of a line that may begin with one of some; false where it may not. */
static bool stretch_of(struct stretch *v, const struct scan *s, size_t line, size_t skip, const char *const *words,
		       size_t count)
{
	size_t k = 0;
	while (k < count && !may_begin(s, line, skip, words[k]))
		k++;
	if (k < count)
		stretch_make(v, s, line, skip);
	return k < count;
}

#define COUNT(table) (sizeof(table) / sizeof *(table))

static unsigned faults_of(const char *words)
{
	return 1 + (unsigned)strlen(words) / 10;
}

/* Whether a list's name begins behind a head: up to a comma or a stop. */
static bool list_follows(struct scan *s, const struct stretch *v, size_t at)
{
	size_t from = blanks_end(v, at), size = strcspn(v->text + from, ",;.");
	return scan_is_party(s, v->text + from, size) || strncmp(v->text + from, "None", 4) == 0;
}

bool head_mend(struct scan *s, size_t line, size_t skip)
{
	struct stretch v;
	unsigned faults;
	if (!stretch_of(&v, s, line, skip, heads, COUNT(heads)))
		return false;
	for (size_t k = 0; k < COUNT(heads); k++) {
		size_t n = scan_match(v.text, v.size, heads[k], faults_of(heads[k]), &faults), colon;
		if (n == 0)
			continue;
		colon = blanks_end(&v, n);
		bool gone = colon > n + 1 && list_follows(s, &v, n); /* a colon between columns */
		colon = gone ? n : colon;
		bool told = v.text[colon] == ':' || v.text[colon] == ';' || gone;
		if (!told &&
		    (v.text[colon] == '\0' || strchr(".,", v.text[colon]) == NULL || !list_follows(s, &v, colon + 1)))
			continue;
		if (!stretch_put(&v, 0, n, heads[k], strlen(heads[k])))
			return false;
		v.text[colon] = ':';
		s->list = true;
		s->head = colon + 1;
		stretch_keep(s, &v, skip, colon + 1);
		return true;
	}
	return false;
}

/* Whether what stands behind a line is no part of its sentence. */
static bool ends_apart(const struct lines *l, size_t line)
{
	return line + 1 == l->count || l->at[line + 1].gap || !is_small(*line_text(l, line + 1));
}

bool sentence_mend(struct scan *s, size_t line, size_t skip)
{
	struct stretch v;
	unsigned faults;
	if (!stretch_of(&v, s, line, skip, sentences, COUNT(sentences)))
		return false;
	for (size_t k = 0; k < COUNT(sentences); k++) {
		if (!may_begin(s, line, skip, sentences[k]))
			continue;
		size_t n = scan_match(v.text, v.size, sentences[k], faults_of(sentences[k]), &faults);
		if (n == 0 || is_small(v.text[n]))
			continue;
		if (!stretch_put(&v, 0, n, sentences[k], strcspn(sentences[k], " ")))
			return false;
		if (k < WHOLE && n + 1 == v.first && strchr(",:;", v.text[n]) != NULL && ends_apart(&s->r->lines, line))
			v.text[n++] = '.';
		stretch_keep(s, &v, skip, n);
		return true;
	}
	return false;
}

/* What the figures of an election stand behind. */
static const char *const figures[] = {
	"Number of ballot papers",  "Number of valid ballots",   "Number of invalid ballots", "Invalid ballots",
	"Number of members voting", "Number of members present", "Number of votes obtained",  "Required majority",
};

bool figure_mend(struct scan *s, size_t line, size_t skip)
{
	struct stretch v;
	unsigned faults;
	if (!stretch_of(&v, s, line, skip, figures, COUNT(figures)))
		return false;
	for (size_t k = 0; k < COUNT(figures); k++) {
		size_t n = may_begin(s, line, skip, figures[k])
				   ? scan_match(v.text, v.size, figures[k], faults_of(figures[k]), &faults)
				   : 0;
		if (n == 0 || is_letter(v.text[n]) || !stretch_put(&v, 0, n, figures[k], strlen(figures[k])))
			continue;
		stretch_keep(s, &v, skip, n);
		return true;
	}
	return false;
}

/* "The draft resolution was adopted by 14 votes. to none": words of a decision. */
static const char *const decision_words[] = { "The",     "resolution", "amendment",   "paragraph", "motion",
					      "adopted", "rejected",   "unanimously", "votes",     "abstentions",
					      "against", "favour",     "abstention",  "draft",     "voted",
					      "was",     "with",       "none",        "were",      "whole" };

/* What is one letter from these, and means itself. */
static const char *const own_words[] = { "the",  "has",   "have", "nine", "one",  "note", "gave", "then",  "than",
					 "when", "while", "who",  "way",  "wish", "vote", "here", "where", "This" };

static const char *const decision_beginnings[] = { "The draft resolution",
						   "Draft resolution",
						   "The amendment",
						   "Paragraph",
						   "Operative paragraph",
						   "The motion",
						   "The proposal",
						   "There were",
						   "The result of the vot",
						   "The words",
						   "The paragraph",
						   "The last",
						   "The first",
						   "The second",
						   "The third",
						   "The preamb",
						   "Part ",
						   "Point ",
						   "Section ",
						   "The recommendation",
						   "The request",
						   "The agenda",
						   "The annex" };

/* One word of it, if another word of the table was meant. */
static void word_mend(struct stretch *v, size_t at, size_t size)
{
	unsigned faults, least = UINT32_MAX;
	const char *best = NULL;
	for (size_t k = 0; k < COUNT(own_words); k++) {
		if (v->text[at] == *own_words[k] && text_is(v->text + at, size, own_words[k]))
			return;
	}
	for (size_t k = 0; k < COUNT(decision_words); k++) {
		size_t n = strlen(decision_words[k]);
		unsigned most = 1 + (unsigned)n / 8;
		size_t taken = size < n || size > n + most
				       ? 0
				       : scan_match(v->text + at, size, decision_words[k], most, &faults);
		if (taken == size && faults < least) {
			least = faults;
			best = decision_words[k];
		}
	}
	if (best != NULL && least > 0)
		stretch_put(v, at, size, best, strlen(best));
}

/* Words of decisions that a blank may cut: "abstent ions". */
static const char *const cut_words[] = { "resolution",  "resolutions", "amendment",      "amendments",     "paragraph",
					 "paragraphs",  "adopted",     "rejected",       "unanimously",    "abstention",
					 "abstentions", "against",     "favour",         "proposal",       "operative",
					 "preambular",  "retained",    "representative", "recommendation", "separate",
					 "with",        "votes",       "none",           "draft" };

/* Puts a word that a blank cuts together, the blank behind it: the word's end, 0 where none
 * begins at a byte and is cut at another. */
static size_t cut_mend(struct stretch *v, size_t at, size_t cut)
{
	size_t behind = cut + 1, end = behind;
	if (cut >= v->size || v->text[cut] != ' ' || !is_small(v->text[behind]))
		return 0;
	while (end < v->size && is_small(v->text[end]))
		end++;
	for (size_t k = 0; k < COUNT(cut_words); k++) {
		size_t n = strlen(cut_words[k]), first = cut - at;
		bool is_it = end - at == n + 1 && memcmp(v->text + at, cut_words[k], first) == 0 &&
			     memcmp(v->text + behind, cut_words[k] + first, n - first) == 0;
		if (is_it && stretch_put(v, at, n + 1, cut_words[k], n))
			return at + n;
	}
	return 0;
}

/* Whether the quotation mark at a byte closes one of the words before it. */
static bool closes_quote(const struct stretch *v, size_t at)
{
	static const char opens[] = "\xE2\x80\x9C", closes[] = "\xE2\x80\x9D";
	bool open = false;
	if (memcmp(v->text + at, closes, 3) != 0)
		return false;
	for (size_t i = 0; i + 3 <= at; i++)
		open = memcmp(v->text + i, opens, 3) == 0 || (open && memcmp(v->text + i, closes, 3) != 0);
	return open;
}

/* A mark behind one, if it stands there for nothing; next is what is behind it. */
static void mark_mend(struct stretch *v, size_t at, size_t next)
{
	size_t quote = at < v->size ? quote_size(v->text + at, v->size - at) : 0;
	char behind = next < v->size ? v->text[next] : '\0', before = v->text[at > 0 ? at - 1 : 0];
	bool digit = is_digit(before), digits = is_digit(behind);
	if (v->text[at] == '.' && is_small(behind))
		v->text[at] = ' '; /* "votes. to 5", "to.none" */
	else if (v->text[at] == '-' && ((digit && is_small(behind)) || (before == ' ' && digits)))
		v->text[at] = ' '; /* "49-votes", "Paragraph -1" */
	else if (quote > 0 && v->text[at + quote] == ' ' && !closes_quote(v, at))
		stretch_blank(v, at, quote);
}

/* Whether a sentence ends with the stop at a byte, a footnote's number behind it or not:
 * "to none.1". */
static bool stop_ends(const struct stretch *v, size_t at)
{
	size_t behind = at + 1;
	while (behind < v->size && behind < at + 3 && is_digit(v->text[behind]))
		behind++;
	if (behind >= v->size || stretch_is_joint(v, behind))
		return true;
	size_t next = blanks_end(v, at + 1);
	return next >= v->size || is_capital(v->text[next]);
}

bool decision_mend(struct scan *s, size_t line, size_t skip)
{
	struct stretch v;
	unsigned faults;
	size_t begins = 0, k = 0;
	if (!stretch_of(&v, s, line, skip, decision_beginnings, COUNT(decision_beginnings)) || !is_capital(v.text[0]))
		return false;
	for (; k < COUNT(decision_beginnings) && begins == 0; k++)
		begins = scan_match(v.text, v.size, decision_beginnings[k], 1, &faults);
	if (begins == 0 || !stretch_put(&v, 0, begins, decision_beginnings[k - 1], strlen(decision_beginnings[k - 1])))
		return false;
	size_t end = begins;
	while (end < v.size && end < v.first + v.first) {
		size_t word = end;
		while (end < v.size && is_letter(v.text[end]))
			end++;
		size_t whole = end > word ? cut_mend(&v, word, end) : 0;
		end = whole > 0 ? whole : end;
		if (end > word)
			word_mend(&v, word, end - word);
		size_t next = end < v.size ? blanks_end(&v, end + 1) : end;
		if (v.text[end] == '.' && stop_ends(&v, end))
			break;
		mark_mend(&v, end, next);
		end += end < v.size;
	}
	stretch_keep(s, &v, skip, end < v.size ? end : v.size);
	return true;
}

/* Whether a mark stands for a comma: behind it a party's name begins, and before a colon
 * one ends. */
static bool stands_for_comma(const struct scan *s, const struct stretch *v, size_t at)
{
	size_t from = blanks_end(v, at + 1), size = strcspn(v->text + from, ",;.:"), before = at;
	while (before > s->head && strchr(",;.:", v->text[before - 1]) == NULL)
		before--;
	before = blanks_end(v, before);
	return before < at && scan_is_known(v->text + from, size) &&
	       (v->text[at] == '.' || scan_is_known(v->text + before, at - before));
}

/* In a list stops and colons stand for commas, and a stop behind one for nothing. */
void list_mend(struct scan *s, size_t line)
{
	struct stretch v;
	stretch_make(&v, s, line, 0);
	for (size_t i = s->head > 0 ? s->head : 1; i < v.first; i++) {
		bool ends = i + 1 == v.first, stop = v.text[i] == '.';
		if ((stop || v.text[i] == ':') && (ends || v.text[i + 1] == ' ') && stands_for_comma(s, &v, i))
			v.text[i] = ',';
		else if (stop && i > 1 && v.text[i - 1] == ' ' && v.text[i - 2] == ',')
			v.text[i] = ' ';
		else if (strchr("_~|^", v.text[i]) != NULL)
			v.text[i] = ' ';
		else if (quote_size(v.text + i, v.first - i) > 0 &&
			 (v.text[i - 1] == ' ' || i + 3 == v.first || v.text[i + 3] == ' '))
			stretch_blank(&v, i, 3);
	}
	stretch_keep(s, &v, 0, v.first);
}

/* How what is voted on is named: its noun, the number behind it, quotation marks, and a word of it that a scan
 * spoiled. */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <pthread.h>
#include <string.h>

#include "domain/scan.h"

bool phrase_quote(const struct words *w, size_t i)
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

static const struct {
	const char *words;
	enum text_noun noun;
} nouns[] = {
	{ "draft amendment|amendments", NOUN_AMENDMENT },
	{ "amendment|amendments|subamendment|subamendments", NOUN_AMENDMENT },
	{ "draft resolution|resolutions|decision|decisions|text|texts|declaration|convention|statute", NOUN_DRAFT },
	{ "draft|drafts|resolution|resolutions|text|texts", NOUN_DRAFT },
	{ "proposal|proposals", NOUN_PROPOSAL },
	{ "report|reports|recommendation|recommendations", NOUN_REPORT },
	{ "letter|letters|telegram|cablegram|note|communication|statement", NOUN_LETTER },
	{ "motion|motions|ruling|challenge|appeal|agenda|request|suggestion|invitation|question|adjournment|"
	  "closure|suspension|postponement|inclusion|inscription",
	  NOUN_PROCEDURE },
	{ "paragraph|paragraphs|subparagraph|words|word|phrase|remainder|rest|preamble|part|parts|section|title|"
	  "sentence|"
	  "article|"
	  "annex|point|points",
	  NOUN_PART },
};

/* Words that a noun may begin with: most begin none. */
static struct word_table firsts;

static void firsts_make(void)
{
	word_table_add(&firsts, "draft", 1);
	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
		if (strchr(nouns[k].words, ' ') == NULL)
			word_table_add(&firsts, nouns[k].words, 1);
}

/* Whether words say of which item of an agenda: "of item 4", "of the additional items". */
static bool is_of_item(const struct words *w, size_t i)
{
	return words_match(w, i, "of the|this|that|these|an? additional|new|supplementary? item|items|sub") > 0;
}

size_t noun_at(const struct words *w, size_t i, enum text_noun *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, firsts_make);
	if (i >= w->count || word_table_bits(&firsts, w->at[i].hash) == 0)
		return 0;
	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
		size_t n = words_match(w, i, nouns[k].words);
		bool number = n > 0 && i + n < w->count && w->at[i + n].kind == WORD_DIGITS;
		if (n == 0 || (nouns[k].noun == NOUN_DRAFT && number))
			continue; /* "resolution 242 (1967)" is no draft */
		if (!number && (word_is(w, i, "point") || word_is(w, i, "points")) &&
		    words_match(w, i + 1, "of the|that|this|these amendment|amendments") == 0)
			return 0; /* one of order */
		if (words_match(w, i, "inclusion|inscription") > 0 && !is_of_item(w, i + 1))
			return 0; /* that of words in a text */
		if (word_is(w, i, "word") && i + 1 < w->count && !phrase_quote(w, i + 1))
			return 0; /* of which no quote says which it is */
		if (word_is(w, i, "rest") && words_match(w, i + 1, "of the|that|this|his|its") == 0)
			return 0; /* the verb, or that of other things */
		*out = nouns[k].noun;
		return n;
	}
	return 0;
}

/* Whether word i is what a section or a part has for a number: "B", "II", "2". */
static bool is_letter_or_number(const struct words *w, size_t i)
{
	if (word_number(w, i) > 0)
		return true;
	size_t size = i < w->count ? w->at[i].end - w->at[i].start : 0;
	const char *text = size > 0 ? w->text + w->at[i].start : "";
	return (size == 1 && is_capital(*text)) || (size > 1 && size < 6 && strspn(text, "IVXL") >= size);
}

/* Numbers behind "paragraph": "2", "1 to 6", "8 and 9", "3 (a)"; the words taken. letters:
 * "B" and "II" are numbers too. */
size_t vote_part_numbers(const struct words *w, size_t i, bool letters)
{
	size_t n = 0, more = 0;
	while (letters ? is_letter_or_number(w, i + n + more) : word_number(w, i + n + more) > 0) {
		n += more + 1;
		if (word_is_mark(w, i + n, '(') && word_is_mark(w, i + n + 2, ')'))
			n += 3;
		more = word_is_mark(w, i + n, ',') ? 1 : 0;
		more += words_match(w, i + n + more, "and|to");
		if (more == 0)
			break;
	}
	return n;
}

/* A word of a subject with a letter that a scan spoiled: "amendent"; NULL where it is whole, or
 * another word. */
static const char *word_meant(const char *word, size_t size)
{
	static const char *const words[] = { "The",      "amendment", "resolution", "paragraph",
					     "proposal", "motion",    "preamble",   "decision" };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		unsigned faults;
		if (*word == *words[k] && scan_match(word, size, words[k], 1, &faults) == size && faults > 0)
			return words[k];
	}
	return NULL;
}

const char *vote_part_read(struct reader *r, const char *text, size_t size)
{
	const char *ofthe = memmem(text, size, " ofthe ", 7); /* as scans run them together */
	if (ofthe != NULL) {
		int before = (int)(ofthe - text), behind = (int)size - before - 6;
		text = reader_printf(r, "%.*s of the%.*s", before, text, behind, ofthe + 6);
		size++;
	}
	size_t first = 0, last = size;
	while (first < size && text[first] != ' ')
		first++;
	while (last > first && text[last - 1] != ' ')
		last--;
	const char *the = first == 3 ? word_meant(text, first) : NULL;
	const char *noun = last > first ? word_meant(text + last, size - last) : NULL; /* "propo-sal" as well */
	const char *dash = noun == NULL ? memrchr(text + last, '-', size - last) : NULL;
	if (dash != NULL) { /* "sub-amendent" */
		last = (size_t)(dash + 1 - text);
		noun = last < size ? word_meant(dash + 1, size - last) : NULL;
	}
	if (the == NULL && noun == NULL)
		return reader_text(r, text, size);
	int middle = (int)(last - first), rest = (int)(size - last);
	return reader_printf(r, "%.*s%.*s%.*s", (int)first, the == NULL ? text : the, middle, text + first,
			     noun == NULL ? rest : (int)strlen(noun), noun == NULL ? text + last : noun);
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

bool put_says_place(const struct vote_put *p, size_t from, size_t to)
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

/* Stage directions and decisions of meeting records: sentences that stand apart and
 * say what was done, not what was said. Forms as the verbatim records of the Security
 * Council and the General Assembly print them since 1946. */
#include "domain/reader/direction.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/reader/titles.h"

#define CAPITALS_LEAST 4 /* of a heading in capitals */
#define HEADS_MOST 4     /* lines of one */
#define SENTENCE_LINES 24
#define DEED_BYTES 600
#define TITLE_LETTERS 3

/* Whether a line begins as a direction may. */
static bool may_begin(const char *text, size_t size)
{
	return is_capital(*text) || *text == '[' || *text == '*' || footnote_at(text, size) > 0;
}

/* Whether a line begins a paragraph, or nobody has the floor. */
static bool begins_apart(const struct record *rec, size_t line)
{
	return rec->turn == NULL || rec->before == rec->list_end ||
	       paragraph_begins(&rec->r->lines, &rec->layout, rec->before, line);
}

/* Whether the sentence of lines first to end may be one, before its lines are put
 * together: most that are spoken are not. */
static bool may_be_one(const struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, first), *last = line_text(l, end - 1);
	size_t size = line_size(l, first), last_size = line_size(l, end - 1);
	if (begins_apart(rec, first) || decision_begins(text, size) || direction_may_begin(text, size))
		return true;
	if (text_ends_with(last, last_size, "vote.") || text_ends_with(last, last_size, "voting.") ||
	    text_ends_with(last, last_size, "first."))
		return true;
	for (size_t i = first; i < end; i++) {
		if (text_find(line_text(l, i), line_size(l, i), "delegation", 'g') != NULL)
			return true;
	}
	return false;
}

static bool is_note(const struct window *w)
{
	if (w->text[0] != '[' && text_find(w->text, w->size, "delegation", 'g') == NULL)
		return false;
	bool meant = strstr(w->text, "intended") != NULL || strstr(w->text, "recorded as") != NULL ||
		     strstr(w->text, "would have voted") != NULL || strstr(w->text, "would have abstained") != NULL;
	if (!meant)
		return false;
	bool later = strstr(w->text, "ubsequently") != NULL || strstr(w->text, "after the vot") != NULL;
	return (later && strstr(w->text, "delegation") != NULL) ||
	       (w->text[0] == '[' && strstr(w->text, "intended to") != NULL);
}

/* A heading in capitals, which speakers have none of. */
static bool is_heading(const struct lines *l, size_t line)
{
	size_t size = line_size(l, line), capitals = 0;
	for (size_t i = 0; i < size; i++) {
		char c = line_text(l, line)[i];
		if (is_small(c) || (unsigned char)c >= 0x80)
			return false;
		capitals += is_capital(c);
	}
	return capitals >= CAPITALS_LEAST;
}

/* Whether what stands apart from speech begins at the next line, behind a heading: a label, a
 * vote's list, an item, the end. */
static bool is_followed(struct record *rec, size_t next)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	for (size_t heads = 0; next < l->count && (l->at[next].furniture || is_heading(l, next)); next++) {
		bool item = item_begins(line_text(l, next), line_size(l, next)); /* in capitals as well */
		if (!l->at[next].furniture && (item || heads++ == HEADS_MOST))
			break;
	}
	if (next == l->count || vote_list_at(l, next) || item_begins(line_text(l, next), line_size(l, next)))
		return true;
	return line_begins(l, next, "The meeting ") || direction_stands_alone(l, next) ||
	       label_at(rec->r, next, l->count, &label);
}

/* Whether a line's first word has room on the line before it: they are no running text. */
static bool would_fit(const struct record *rec, size_t before, size_t line)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line), *blank = memchr(text, ' ', line_size(l, line));
	size_t word = blank == NULL ? line_size(l, line) : (size_t)(blank - text);
	return l->at[before].columns + 1 + word <= rec->layout.width;
}

/* Whether a decision begins at a line. */
static bool decides(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct window w;
	size_t end = decision_begins(line_text(l, line), line_size(l, line)) ? sentence_end(rec, line, SHORT_LINES) : 0;
	if (end == 0)
		return false;
	window_fill(&w, l, line, end);
	return decision_at(rec, line, &w);
}

/* Whether a sentence is only a part of a paragraph that goes on behind it: no blank line
 * parts them, and the paragraph begins with it or fills its lines. */
static bool speech_follows(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t last = end - 1, next = end;
	while (l->at[last].furniture)
		last--;
	while (next < l->count && l->at[next].furniture)
		next++;
	if (rec->turn == NULL || next == l->count || (l->at[next].gap && next == last + 1))
		return false;
	bool first = l->at[line].gap && !l->at[line - 1].furniture && next == last + 1;
	return line_begins_sentence(l, next) && (first || !would_fit(rec, last, next)) && !is_followed(rec, next) &&
	       !decides(rec, next);
}

static bool speaks_of_itself(const char *text)
{
	static const char *const words[] = { " I ", " we ", " my ", " our ", " us ", "We ", "I ", "My ", "Our " };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		const char *at = strstr(text, words[k]);
		bool part = at != NULL && at - text > 4 && text_equal(at - 5, 5, "annex", 5); /* "annex I and see …" */
		if (at != NULL && !part && (*words[k] == ' ' || at == text))
			return true;
	}
	return false;
}

/* Whether no sentence ends inside of words: behind a longer word than a title's. */
static bool is_one_sentence(const char *text)
{
	for (const char *stop = strstr(text, ". "); stop != NULL; stop = strstr(stop + 1, ". ")) {
		size_t letters = 0;
		while (stop - letters > text && stop[-1 - (ptrdiff_t)letters] > ' ')
			letters++;
		if (letters > TITLE_LETTERS)
			return false;
	}
	return true;
}

/* Whether words are a heading and the direction below it: "Agenda item 7 (continued) The wells In the absence of the
 * President, Mr. Odd took the Chair." */
static bool is_headed(const struct window *w)
{
	const char *at = strstr(w->text, " In the absence of the ");
	return at != NULL && at > w->text && at[-1] != ',';
}

/* A sentence of the deeds, if it is the whole of a paragraph, or what a ballot's list decided. */
static enum direction deed_at(struct record *rec, size_t line, const struct window *w)
{
	if (!begins_apart(rec, line) || w->size > DEED_BYTES)
		return DIRECTION_NONE;
	bool listed = rec->before == rec->list_end && rec->before != NOWHERE, followed = is_followed(rec, w->end);
	if (!listed && !followed)
		return DIRECTION_NONE;
	if (speaks_of_itself(w->text) || !is_one_sentence(w->text) || is_headed(w))
		return DIRECTION_NONE;
	return direction_of_deed(w, followed);
}

enum direction direction_at(struct record *rec, size_t line, struct window *w)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	if (!may_begin(text, size))
		return DIRECTION_NONE;
	bool footnote = *text == '*' || footnote_at(text, size) > 0;
	bool person = title_at(text, size) > 0;
	bool invited = size > 20 && memcmp(text + 1, "n the invitation of", 19) == 0;
	invited = invited || (size > 20 && memcmp(text, "At the invitation", 17) == 0);
	bool long_one = invited || *text == '[' || person || footnote;
	size_t end = sentence_end(rec, line, long_one ? SENTENCE_LINES : SHORT_LINES);
	if (end == 0 || (!long_one && !may_be_one(rec, line, end)))
		return DIRECTION_NONE;
	window_fill(w, l, line, end);
	if (w->end != end)
		return DIRECTION_NONE;
	if (is_note(w))
		return DIRECTION_NOTE;
	if (footnote)
		return DIRECTION_NONE;
	if (*text == '[')
		return DIRECTION_ASIDE;
	if (rec->box != NULL && vote_absent_is(rec->r, w))
		return DIRECTION_ABSENT;
	enum direction form = direction_of_form(w, person);
	if (form != DIRECTION_NONE)
		return form;
	if ((window_ends(w, "called upon to vote first.") || window_ends(w, ", voted first.")) &&
	    strstr(w->text, "drawn by lot") != NULL)
		return DIRECTION_STAGE;
	if ((decision_at(rec, line, w) && !speech_follows(rec, line, w->end)) || result_told(rec, w))
		return DIRECTION_DECISION;
	return deed_at(rec, line, w);
}

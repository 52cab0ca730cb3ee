/* Decisions of meeting records: which sentences are one, and which tell how a vote ended. */
#include "domain/reader/direction.h"

#include <string.h>

#define ORPHANS_MOST 6

/* Single small words behind a decision that lost them: "was", "adopted". */
static bool orphans_take(struct record *rec, struct window *w)
{
	const struct lines *l = &rec->r->lines;
	size_t end = w->end;
	for (size_t n = 0; end < l->count && n < ORPHANS_MOST; end++) {
		const char *text = line_text(l, end);
		if (l->at[end].furniture)
			continue;
		if (*text < 'a' || *text > 'z' || memchr(text, ' ', line_size(l, end)) != NULL)
			break;
		n++;
	}
	bool any = end > w->end;
	w->end = end;
	return any;
}

/* "Draft resolution A/61/L.66 (resolution 61/294)." whose verb stands behind it. */
static bool decision_lost_verb(struct record *rec, size_t line, struct window *w, const struct words *words)
{
	if (!window_begins(w, "Draft resolution ") && !window_begins(w, "The draft resolution ") &&
	    !window_begins(w, "Draft decision "))
		return false;
	for (size_t i = 0; i < words->count; i++) {
		if (words_match(words, i, "was|were|is|has|have|will|would|which|that|should") > 0)
			return false;
	}
	size_t end = w->end;
	if (strstr(w->text, "(resolution ") == NULL && strstr(w->text, "(decision ") == NULL)
		return false;
	if (!orphans_take(rec, w))
		return false;
	struct window orphans = *w;
	window_fill(&orphans, &rec->r->lines, end, w->end);
	bool verb = strstr(orphans.text, "was") != NULL || strstr(orphans.text, "were") != NULL;
	window_fill(w, &rec->r->lines, line, verb ? w->end : end);
	if (verb)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, rec->r->lines.at[line].number,
			    reader_text(rec->r, w->text, w->size),
			    "words of the decision stand behind its end: lines are out of order; they are kept as they "
			    "come");
	return verb;
}

static bool may_decide(const struct window *w)
{
	static const struct {
		const char *words;
		char rare; /* the letter that texts have least of */
	} verbs[] = { { "adopted", 'p' },       { "rejected", 'j' },      { "retained", 'r' },   { "approved", 'v' },
		      { "carried", 'c' },       { "defeated", 'f' },      { "deleted", 'd' },    { "upheld", 'u' },
		      { "overruled", 'v' },     { "(resolution ", '(' },  { "(decision ", '(' }, { "maintained", 'm' },
		      { "was decided", 'w' },   { " passed by", 'y' },    { " lost by", 'y' },   { "negatived", 'v' },
		      { "on the agenda", 'g' }, { "in the agenda", 'g' }, { "granted", 'g' } };
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
		if (text_find(w->text, w->size, verbs[k].words, verbs[k].rare) != NULL)
			return true;
	}
	return false;
}

bool decision_at(struct record *rec, size_t line, struct window *w)
{
	struct words words = { .count = 0 };
	if (w->size > 1200 || !decision_begins(w->text, w->size) || !may_decide(w))
		return false;
	if (!words_split(&words, w->text, w->size, rec->r->arena)) {
		rec->r->full = true;
		return false;
	}
	rec->r->steps += words.count;
	return decision_is(&words) || decision_lost_verb(rec, line, w, &words);
}

static bool label_follows(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	while (line < l->count && l->at[line].furniture)
		line++;
	return line < l->count && label_at(rec->r, line, l->count, &label);
}

/* "The result of the vote was 9 in favour, 1 against and 1 abstention.": behind a vote's
 * lists, where nobody has the floor; elsewhere only where it also says how the vote
 * ended, or the next sentence does. */
bool result_told(struct record *rec, const struct window *w)
{
	struct words words = { .count = 0 };
	struct tally t;
	bool counts = window_begins(w, "The result of the vot") || window_begins(w, "There were ") ||
		      window_begins(w, "There was ");
	const char *colon = strchr(w->text, ':');
	bool follows = colon != NULL && colon - w->text > 10 &&
		       (memcmp(colon - 10, "as follows", 10) == 0 || window_begins(w, "The result "));
	bool received = (window_begins(w, "Amendment ") || window_begins(w, "Draft ")) &&
			strstr(w->text, " received ") != NULL; /* "Amendment A/3 received 62 votes in favour" */
	if ((!window_begins(w, "The ") && !counts && !received) || (colon != NULL && !follows) || w->size > 600)
		return false;
	bool lists = rec->turn == NULL && rec->box != NULL && !rec->box->settled && rec->box->turn_after == 0;
	if (!lists && (!counts || strstr(w->text, " has been ") != NULL))
		return false;
	if (!words_split(&words, w->text, w->size, rec->r->arena)) {
		rec->r->full = true;
		return false;
	}
	rec->r->steps += words.count;
	tally_read(&t, &words, 0, words.count, rec->r->arena);
	if (lists || !t.any || t.in_favour < 0 || t.against < 0)
		return lists && t.any;
	if (t.in_favour == t.against && label_follows(rec, w->end))
		return true; /* a tie, told alone */
	struct window *next = arena_alloc(rec->r->arena, sizeof *next);
	if (next == NULL) {
		rec->r->full = true;
		return false;
	}
	return t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED ||
	       (sentence_fill(rec, w->end, SHORT_LINES, next) && decision_at(rec, w->end, next));
}

/* Lines of a record that wait for what follows them, and what becomes of them:
 * headings of agenda items, text of the turn before, or text that nobody has said. */
#include "base/ascii.h"
#include "domain/reader/direction.h"

#include <pthread.h>
#include <string.h>

#define HEADING_COLUMNS 900
#define PARAGRAPH_LINES 40 /* of who goes on without a label, up to a sentence's end at a line's */

#define KIND(name) TRUCE__V1__BLOCK__KIND__KIND_##name
#define FINDING(name) TRUCE__V1__FINDING__KIND__KIND_##name

static bool begins_small(const struct lines *l, size_t line)
{
	return is_small(*line_text(l, line));
}

static bool ends(const struct lines *l, size_t line)
{
	return line_ends_sentence(l, line) && !ends_with_title(line_text(l, line), line_size(l, line));
}

/* Whether a line begins small or a paragraph ends with a sentence: text, no heading. */
static bool is_running(const struct lines *l, size_t first, size_t last)
{
	return begins_small(l, first) || ends(l, last);
}

static size_t without_furniture(const struct lines *l, size_t first, size_t end)
{
	while (end > first + 1 && l->at[end - 1].furniture)
		end--;
	return end;
}

static void refuse(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	bool told = rec->turn_number == 0 && communique_begins(l, rec->cover_end);
	struct piece *p = piece_add(rec->r, rec->meeting, told ? KIND(STAGE_DIRECTION) : KIND(REFUSED), first);
	if (p == NULL)
		return;
	p->end = without_furniture(l, first, end);
	if (told)
		return;
	reader_find(rec->r, FINDING(NOT_UNDERSTOOD), line_number(rec, first), line_printed(rec, first),
		    "stands where no speaker has the floor: lines may be out of order, or a label was not understood; "
		    "kept with the meeting");
}

static void item_add(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	bool numbered = item_begins(line_text(l, first), line_size(l, first));
	const char *text = window_text(rec, first, end);
	size_t title = 0;
	const char *number = numbered ? item_number(rec, text, &title) : "";
	title += strspn(text + title, ": ");
	struct matter *matter = matter_add(rec, number, reader_text(rec->r, text + title, strlen(text + title)));
	if (matter != NULL)
		matter->item->from_turn = (int32_t)rec->turn_number + 1;
}

static void heading(struct record *rec, size_t first, size_t end)
{
	struct piece *p = piece_add(rec->r, rec->meeting, KIND(HEADING), first);
	if (p == NULL)
		return;
	p->end = without_furniture(&rec->r->lines, first, end);
	item_add(rec, first, p->end);
}

/* Lines that waited become headings and refused text, paragraph by paragraph. */
static void loose_flush(struct record *rec, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t first = rec->loose, head = NOWHERE, before = NOWHERE;
	rec->loose = NOWHERE;
	while (first < end && !rec->r->full) {
		size_t next = first + 1, last = first;
		while (next < end &&
		       (l->at[next].furniture ||
			(!l->at[next].gap && !ends(l, last) && !item_begins(line_text(l, next), line_size(l, next))))) {
			last = l->at[next].furniture ? last : next;
			next++;
		}
		bool new_item = item_begins(line_text(l, first), line_size(l, first));
		bool on = head != NOWHERE && begins_small(l, first) && !ends(l, before) && !ends(l, last);
		bool running = is_running(l, first, last) && !on; /* a column's end cuts a heading */
		before = last;
		if (head != NOWHERE && (new_item || running)) {
			heading(rec, head, first);
			head = NOWHERE;
		}
		if (running)
			refuse(rec, first, last + 1);
		else if (head == NOWHERE)
			head = first;
		first = next;
		while (first < end && l->at[first].furniture)
			first++;
	}
	if (head != NOWHERE)
		heading(rec, head, end);
}

/* Lines that waited were the turn's. */
void loose_return(struct record *rec, size_t end)
{
	size_t first = rec->loose;
	rec->loose = NOWHERE;
	for (size_t i = first; i < end && !rec->r->full; i++) {
		if (!rec->r->lines.at[i].furniture)
			turn_text(rec, i, i == first);
	}
}

/* ---- Words of who has the floor --------------------------------------- */

/* What its own words say of a paragraph without a label. */
enum { SPEAKS = 1, IS = 2, WAS = 4 };

static struct word_table verbs;

static void verbs_make(void)
{
	word_table_add(&verbs, "i|we|us|my|our|shall|will|let", SPEAKS);
	word_table_add(&verbs, "is|are|has|have|may|now|remains", IS);
	word_table_add(&verbs, "was|were|had|took|left|withdrew|returned|drew|made|being", WAS);
}

/* Whether the lines are somebody's words, not what happened or the text of a draft: they say "we"
 * or what will be, or what is and nothing that was. */
static bool is_said(struct record *rec, size_t first, size_t end)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct words *w = &rec->said;
	struct window lines;
	uint32_t says = 0;
	pthread_once(&once, verbs_make);
	window_fill(&lines, &rec->r->lines, first, end);
	if (!words_split(w, lines.text, lines.size, rec->r->arena)) {
		rec->r->full = true;
		return false;
	}
	rec->r->steps += w->count;
	for (size_t i = 0; i < w->count; i++)
		says |= word_table_bits(&verbs, w->at[i].hash);
	bool drafts =
		words_match(w, 0, "the security council ,") > 0 || words_match(w, 0, "the general assembly ,") > 0;
	return !drafts && ((says & SPEAKS) != 0 || (says & (IS | WAS)) == IS);
}

/* Whether the lines that wait up to one are one paragraph, and no heading stands before it. */
static bool is_one_paragraph(const struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	bool one = line - rec->loose <= PARAGRAPH_LINES;
	for (size_t i = rec->loose; one && i <= line; i++)
		one = l->at[i].furniture ||
		      ((i == rec->loose || !l->at[i].gap) && !item_begins(line_text(l, i), line_size(l, i)));
	return one;
}

void loose_spoken(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	if (rec->floor == NULL || rec->turn != NULL || !ends(l, line))
		return;
	const char first = *line_text(l, rec->loose);
	bool begins = is_capital(first) || is_digit(first);
	if (!begins || !is_one_paragraph(rec, line) || !is_said(rec, rec->loose, line + 1))
		return;
	rec->turn = rec->floor;
	if (rec->box != NULL && rec->box->turn_after == 0)
		rec->box->turn_after = rec->turn_number;
	reader_find(rec->r, FINDING(REPAIR), line_number(rec, rec->loose), line_printed(rec, rec->loose),
		    "stands without a label; read as the words of who presided, who spoke last");
	loose_return(rec, line + 1);
}

void loose_end(struct record *rec, size_t end)
{
	if (rec->loose != NOWHERE)
		loose_flush(rec, end);
}

/* ---- Headings at the end of a turn ------------------------------------ */

/* Whether a sentence ends within a line, or it speaks of "we": no heading does. */
static bool is_spoken(const struct lines *l, size_t line)
{
	static const char *const own[] = { " we ", " We ", " I ", " our ", " my " };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	if (size > 10 && memcmp(text, "Number of ", 10) == 0) /* of a ballot */
		return true;
	for (size_t i = 3; i + 2 < size; i++) {
		bool stop = text[i] == '.' && text[i + 1] == ' ' && is_capital(text[i + 2]);
		bool word = is_small(text[i - 1]) && text[i - 2] >= 'a' && text[i - 3] >= 'a';
		if (stop && (word || text[i - 1] == ')' || (unsigned char)text[i - 1] >= 0x80))
			return true;
		for (size_t k = 0; text[i] == ' ' && k < sizeof own / sizeof *own; k++) {
			if (size - i >= strlen(own[k]) && memcmp(text + i, own[k], strlen(own[k])) == 0)
				return true;
		}
	}
	return false;
}

/* "(c) Reports": a part of an agenda item. */
static bool is_letter_item(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	return line_size(l, line) > 5 && *text == '(' && is_small(text[1]) && text[2] == ')' && text[3] == ' ' &&
	       is_capital(text[4]);
}

/* "(S/5851, S/5875)": what a heading is about, in a line of its own. */
static bool is_symbol_line(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	return size > 5 && *text == '(' && text[2] == '/' && strchr("SAET", text[1]) != NULL && text[size - 1] == ')';
}

/* Where a heading begins that stands at the end of a turn's text, before a label, or before a
 * heading's lettered parts: whole lines that end no sentence behind one that does. */
static size_t tail_heading(const struct lines *l, const struct piece *p, bool parts_follow)
{
	size_t first = p->end, columns = 0, lines = 0;
	for (size_t i = p->end; i > p->text_line; i--) {
		if (l->at[i - 1].furniture)
			continue;
		if (ends(l, i - 1))
			break;
		columns += l->at[i - 1].columns;
		first = i - 1;
		if (++lines > HEADING_LINES || columns > HEADING_COLUMNS || is_spoken(l, i - 1))
			return p->end;
	}
	bool whole = first <= p->text_line;
	if (first == p->end || (whole && p->text_from != l->at[p->first].start) ||
	    (!line_begins_sentence(l, first) && !is_digit(*line_text(l, first)) && !is_letter_item(l, first) &&
	     !is_symbol_line(l, first)))
		return p->end;
	char last = l->text[l->at[p->end - 1].end - 1];
	bool goes_on = strchr(",;:-", last) != NULL && !(last == ':' && parts_follow);
	return goes_on ? p->end : first;
}

/* Takes headings off the end of the open turn, right before a line. */
void turn_trim(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct draft *d = rec->turn;
	size_t from = NOWHERE, end = 0;
	while (d != NULL && d->piece_count > 0) {
		struct piece *p = &d->pieces[d->piece_count - 1];
		if (p->kind != KIND(PARAGRAPH) || !lines_are_furniture(l, p->end, from == NOWHERE ? line : from))
			break;
		size_t first = tail_heading(l, p, from != NOWHERE && is_letter_item(l, from));
		if (first == p->end)
			break;
		end = end == 0 ? p->end : end;
		from = first;
		if (first > p->first) {
			p->end = first;
			while (p->end > p->first + 1 && l->at[p->end - 1].furniture)
				p->end--;
			break;
		}
		d->piece_count--;
	}
	if (from == NOWHERE)
		return;
	rec->loose = from;
	loose_flush(rec, end);
}

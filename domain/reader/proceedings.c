/* Whole meeting records: from lines to the meeting, its turns, directions, decisions
 * and votes, in order. Nothing is moved: what comes out of order is kept where it
 * stands, and a finding says so. */
#include "domain/reader/record.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "domain/citation.h"
#include "domain/reader/direction.h"
#include "domain/reader/divided.h"
#include "domain/reader/titles.h"

#define CAPITALS_LEAST 10
#define TEXT_COLUMNS 40 /* a line over it is no heading */

#define FINDING(name) TRUCE__V1__FINDING__KIND__KIND_##name

/* ---- The run over the lines ------------------------------------------- */

/* A line of capitals alone, as headings of older records are set. */
static bool is_capitals(const struct lines *l, size_t line)
{
	size_t capitals = 0;
	const char *text = line_text(l, line);
	for (size_t i = 0; i < line_size(l, line); i++) {
		if (is_small(text[i]))
			return false;
		capitals += is_capital(text[i]);
	}
	return capitals >= CAPITALS_LEAST;
}

/* "(Applause)". */
static bool is_bracketed(const struct lines *l, size_t line)
{
	char first = *line_text(l, line), last = line_text(l, line)[line_size(l, line) - 1];
	return (first == '(' && last == ')') || (first == '[' && last == ']');
}

/* "5. The state of the ferry (continued)": no speaker's line. */
static bool goes_on(const struct lines *l, size_t line)
{
	static const char *const notes[] = { "(continued)", "(concluded)", "(resumed)" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	for (size_t k = 0; text[size - 1] == ')' && k < sizeof notes / sizeof *notes; k++) {
		if (text_ends_with(text, size, notes[k]))
			return true;
	}
	return false;
}

static bool stops_before(const struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	return rec->before == NOWHERE || rec->turn == NULL || rec->before == rec->list_end || l->at[line].gap ||
	       *line_text(l, line) == '*' || line_stops(l, rec->before) || is_bracketed(l, rec->before);
}

/* A line that no row of the run begins a unit with. */
static void plain(struct record *rec, size_t line, bool begins, bool stop)
{
	const struct lines *l = &rec->r->lines;
	bool numbered = item_begins(line_text(l, line), line_size(l, line));
	if (rec->loose != NOWHERE) {
		bool over = line - rec->loose > HEADING_LINES || line_ends_sentence(l, line);
		if (rec->loose_in_turn && over && rec->turn != NULL) {
			loose_return(rec, line + 1);
			return;
		}
		rec->before = line;
		loose_spoken(rec, line);
		return;
	}
	if (rec->turn == NULL || (stop && (numbered || is_capitals(l, line)))) {
		rec->loose = line;
		rec->loose_in_turn = rec->turn != NULL && !numbered;
		if (numbered)
			rec->turn = NULL;
		rec->before = line;
		loose_spoken(rec, line);
		return;
	}
	if (begins && stop && label_is_near(l, line) && language_note(l, line) == NULL)
		reader_find(rec->r, FINDING(NOT_UNDERSTOOD), line_number(rec, line), line_printed(rec, line),
			    "begins like a speaker's label and is none; kept as text");
	turn_text(rec, line, begins);
}

/* "39." and nothing else: behind a stop a paragraph's number, elsewhere a sentence's end. */
static bool is_number_alone(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), digits = 0;
	while (digits < size && is_digit(text[digits]))
		digits++;
	return digits > 0 && digits + 1 == size && text[digits] == '.';
}

/* A label without brackets stands behind a stop. That of a presiding officer may also
 * stand behind a heading, which has none. */
static bool is_label(struct record *rec, size_t line, bool stop, struct label *label)
{
	if (!label_at(rec->r, line, rec->r->lines.count, label))
		return false;
	const struct lines *l = &rec->r->lines;
	bool open = rec->turn != NULL && rec->before != NOWHERE && !line_stops(l, rec->before);
	if ((!stop || open) && is_number_alone(l, line)) /* "… in its paragraph / 6." */
		return false;
	if (label->sure || stop)
		return true;
	return label->officer && officer_presides(label->person, strlen(label->person)) &&
	       !line_hangs(&rec->r->lines, rec->before);
}

/* The number of a paragraph, "12. We hold …", where it is the next of them; 0 for
 * none. */
static int paragraph_number(const struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line), digits = 0;
	int number = 0;
	for (; digits < size && digits < 4 && is_digit(text[digits]); digits++)
		number = number * 10 + (text[digits] - '0');
	bool form = digits > 0 && digits + 2 < size && text[digits] == '.' && text[digits + 1] == ' ';
	return form && number == rec->paragraph + 1 ? number : 0;
}

/* A line that begins a vote's lists; the line after them. */
static size_t lists_take(struct record *rec, size_t line)
{
	loose_end(rec, line);
	column_end(rec);
	rec->turn = NULL;
	size_t end = vote_read(rec, line);
	rec->before = end - 1;
	return end;
}

/* A note of language: its speaker goes on, and what stands before it was no heading. */
static size_t language_take(struct record *rec, size_t line, const char *language)
{
	if (rec->loose != NOWHERE)
		loose_return(rec, line);
	turn_language(rec, line, language);
	return line + 1;
}

/* A line that may begin something; stop: what stands before it ends. */
RARELY_CALLED static size_t step_closely(struct record *rec, size_t line, bool stop)
{
	struct reader *r = rec->r;
	const struct lines *l = &r->lines;
	struct label label;
	struct window w;
	if (stop && annex_at(l, line)) {
		loose_end(rec, line);
		return annex_begin(rec, line);
	}
	int number = stop && rec->paragraph > 0 ? paragraph_number(rec, line) : 0;
	bool begins = rec->before == NOWHERE || rec->before == rec->list_end || number > 0 ||
		      paragraph_begins(l, &rec->layout, rec->before, line);
	rec->paragraph = number > 0 ? number : rec->paragraph;
	if (is_label(rec, line, stop || begins, &label) || (stop && guest_at(rec, line, &label))) {
		if (rec->loose == NOWHERE)
			turn_trim(rec, line);
		loose_end(rec, line);
		return turn_begin(rec, line, &label);
	}
	const char *language = rec->turn == NULL ? NULL : language_note(l, line);
	if (language != NULL)
		return language_take(rec, line, language);
	if (election_at(l, line)) {
		loose_end(rec, line);
		return election_read(rec, line);
	}
	if (stop && vote_list_at(l, line) && (rec->turn == NULL || *line_text(l, line) == 'I'))
		return lists_take(rec, line);
	bool alone = direction_stands_alone(l, line) && /* behind a heading that no blank line ends, or begins */
		     (!stop || line_begins(l, line, "The agenda was adopted."));
	bool item = line_begins(l, line, "[Agenda item") && (stop || is_bracketed(l, line)); /* its title is above */
	if ((alone || item) && rec->loose == NOWHERE)
		turn_trim(rec, line);
	enum direction direction = stop || alone || item ? direction_at(rec, line, &w) : DIRECTION_NONE;
	if (direction != DIRECTION_NONE) {
		if (rec->loose == NOWHERE && rec->before != NOWHERE && goes_on(l, rec->before))
			turn_trim(rec, line);
		loose_end(rec, line);
		column_end(rec);
		return direction_take(rec, line, direction, &w);
	}
	if (column_goes_on(rec, line))
		column_take(rec, line);
	else
		plain(rec, line, begins, stop);
	return line + 1;
}

static size_t step(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	const char first = *line_text(l, line);
	if (column_is(rec, line)) {
		column_take(rec, line);
		return line + 1;
	}
	bool stop = stops_before(rec, line), small = is_small(first);
	if (stop || !small || rec->loose != NOWHERE || rec->column)
		return step_closely(rec, line, stop);
	turn_text(rec, line, paragraph_begins(l, &rec->layout, rec->before, line)); /* nothing else begins so */
	return line + 1;
}

static void body_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	size_t line = rec->cover_end;
	while (line < l->count && !rec->r->full) {
		rec->r->steps++;
		line = l->at[line].furniture ? line + 1 : step(rec, line);
	}
	loose_end(rec, l->count);
}

/* The footnotes, behind what the meeting's own words are. */
static void footnotes_take(struct record *rec)
{
	struct reader *r = rec->r;
	for (size_t line = 0; line < r->lines.count && !r->full; line++) {
		struct piece *p = r->fates[line].footnote == 0
					  ? NULL
					  : piece_add(r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE, line);
		if (p != NULL)
			p->end = line + r->fates[line].footnote;
	}
}

/* Whether lines are paragraphs, as copies of web pages have them: of those that are no
 * heading's most end a sentence. */
static bool lines_are_paragraphs(const struct lines *l, size_t first)
{
	size_t ending = 0, count = 0;
	for (size_t i = first; i < l->count; i++) {
		bool text = !l->at[i].furniture && l->at[i].columns > TEXT_COLUMNS;
		count += text;
		ending += text && line_ends_sentence(l, i);
	}
	return ending * 2 > count;
}

/* Most of the lines stand apart, and are no paragraphs: gaps tell nothing. */
static void gaps_level(struct record *rec)
{
	struct lines *l = &rec->r->lines;
	size_t gaps = 0, count = 0;
	for (size_t i = rec->cover_end; i < l->count; i++) {
		count += !l->at[i].furniture;
		gaps += !l->at[i].furniture && l->at[i].gap;
	}
	if (gaps * 3 < count * 2 || lines_are_paragraphs(l, rec->cover_end))
		return;
	for (size_t i = rec->cover_end; i < l->count; i++)
		l->at[i].gap = false;
}

/* Pages of another meeting's record. */
static void pages_check(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	const char *symbol = rec->meeting->statement->symbol;
	for (size_t i = rec->cover_end; i < l->count; i++) {
		const char *text = line_text(l, i);
		size_t n = l->at[i].furniture ? record_symbol_at(text, line_size(l, i)) : 0, same = 0;
		bool scanned = n > 0 && citation_is_scanned(text, n);
		for (size_t k = 0; k < n; k++) {
			char c = scanned && k == 1 ? '/' : text[k];
			same += c == ' ' || c == '*' || symbol[same] != c ? 0 : 1;
		}
		size_t blanks = 0;
		for (size_t k = 0; k < n; k++)
			blanks += text[k] == ' ' || text[k] == '*';
		if (n == 0 || symbol[0] == '\0' || same + blanks >= n)
			continue;
		if (strchr(symbol, '(') != NULL && same >= strcspn(symbol, " ("))
			continue;
		reader_find(rec->r, FINDING(INCONSISTENT), line_number(rec, i), reader_text(rec->r, text, n),
			    reader_printf(rec->r, "a page of another record than the cover's, %s", symbol));
		return;
	}
}

static void fix(struct record *rec)
{
	Truce__V1__MeetingRecord *m = rec->m;
	m->members = (Truce__V1__Person **)rec->members.items;
	m->n_members = rec->members.count;
	struct list items = { 0 };
	for (size_t i = 0; i < rec->matters.count; i++)
		list_add(rec->r, &items, ((struct matter *)rec->matters.items[i])->item);
	m->items = (Truce__V1__MeetingItem **)items.items;
	m->n_items = items.count;
	m->opened = message_borrow(rec->opened == NULL ? "" : rec->opened);
	m->closed = message_borrow(rec->closed == NULL ? "" : rec->closed);
	m->presiding = (Truce__V1__Presiding **)rec->presiding.items;
	m->n_presiding = rec->presiding.count;
	struct list decisions = { 0 };
	for (size_t i = 0; i < rec->rulings.count; i++)
		list_add(rec->r, &decisions, ((struct ruling *)rec->rulings.items[i])->decision);
	m->decisions = (Truce__V1__MeetingDecision **)decisions.items;
	m->n_decisions = decisions.count;
}

static void missing_find(struct record *rec)
{
	struct reader *r = rec->r;
	bool communique = rec->cover_end > 0 && communique_begins(&r->lines, rec->cover_end);
	if (communique && rec->turn_number == 0)
		return; /* it says neither when the meeting rose nor who spoke */
	if (rec->cover_end == 0)
		reader_find(r, FINDING(MISSING), 0, "",
			    "the record has no cover: its symbol, date and president are not known");
	if (rec->closed == NULL && !rec->letter)
		reader_find(r, FINDING(MISSING), 0, "",
			    "the record does not say when the meeting rose: its end may be missing");
	if (rec->turn_number == 0)
		reader_find(r, FINDING(MISSING), 0, "",
			    "the record of a meeting in which no speaker's label was found");
}

static Truce__V1__MeetingRecord *meeting_new(struct record *rec)
{
	struct reader *r = rec->r;
	rec->meeting = draft_new(r);
	rec->m = reader_new(r, &truce__v1__meeting_record__descriptor);
	if (rec->meeting == NULL || rec->m == NULL)
		return NULL;
	rec->meeting->statement->kind = TRUCE__V1__STATEMENT__KIND__KIND_MEETING_RECORD;
	rec->meeting->statement->record = rec->m;
	return rec->m;
}

/* Who is who, now that all parties are known. */
static void identify(struct record *rec)
{
	struct reader *r = rec->r;
	for (size_t i = 0; i < rec->members.count && !r->full; i++)
		reader_identify(r, rec->members.items[i]);
	for (size_t i = 0; i < rec->presiding.count && !r->full; i++)
		reader_identify(r, ((Truce__V1__Presiding *)rec->presiding.items[i])->person);
	for (size_t i = 1; i < r->drafts.count && !r->full; i++)
		reader_identify(r, ((Truce__V1__Turn *)((struct draft *)r->drafts.items[i])->turns.items[0])->speaker);
}

void record_read(struct reader *r)
{
	struct record rec = { .r = r, .before = NOWHERE, .list_end = NOWHERE, .loose = NOWHERE };
	if (meeting_new(&rec) == NULL)
		return;
	columns_find(&rec);
	cover_find(&rec);
	if (rec.letter)
		letter_read(&rec);
	record_furniture_mark(r, rec.agenda_line, rec.cover_end);
	gaps_level(&rec);
	rec.layout = lines_layout(&r->lines, rec.cover_end, r->lines.count);
	feet_read(&rec);
	divided_mark(r);
	merged_find(&rec);
	cover_read(&rec);
	chair_learn(&rec);
	body_read(&rec);
	footnotes_take(&rec);
	pages_check(&rec);
	for (size_t i = 0; i < r->drafts.count && !r->full; i++)
		blocks_build(r, r->drafts.items[i]);
	for (size_t i = 0; i < r->drafts.count && !r->full; i++) {
		if (((struct draft *)r->drafts.items[i])->presides)
			blocks_cut(r, r->drafts.items[i]);
	}
	if (!r->full)
		guests_resolve(r);
	identify(&rec);
	struct finder *f = r->full ? NULL : finder_new(r);
	for (size_t i = 0; f != NULL && i < r->drafts.count && !r->full; i++) {
		struct draft *d = r->drafts.items[i];
		if (d->presides)
			capacities_find(r, d);
		blocks_scan(f, d);
	}
	if (r->full || f == NULL)
		return;
	finder_end(f);
	matters_link(&rec);
	matters_cite(&rec);
	votes_settle(&rec);

	symbol_tell(&rec);
	missing_find(&rec);
	fix(&rec);
}

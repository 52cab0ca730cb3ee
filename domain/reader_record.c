/* Whole meeting records: from lines to the meeting, its turns, directions, decisions
 * and votes, in order. Nothing is moved: what comes out of order is kept where it
 * stands, and a finding says so. */
#include "domain/reader_record.h"

#include <string.h>

#include "domain/citation.h"
#include "domain/reader_titles.h"

#define NOWHERE SIZE_MAX
#define HEADING_LINES 12
#define HEADING_COLUMNS 900
#define CAPITALS_LEAST 10

#define KIND(name) TRUCE__V1__BLOCK__KIND__KIND_##name
#define FINDING(name) TRUCE__V1__FINDING__KIND__KIND_##name

static uint32_t number_of(const struct record *rec, size_t line)
{
	return rec->r->lines.at[line].number;
}

static const char *printed(struct record *rec, size_t line)
{
	size_t size = line_size(&rec->r->lines, line);
	return reader_text(rec->r, line_text(&rec->r->lines, line), size < 200 ? size : 200);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ---- Lines that wait -------------------------------------------------- */

/* Whether a line begins small or a paragraph ends with a sentence: text, no heading. */
static bool is_running(const struct lines *l, size_t first, size_t last)
{
	unsigned char c = (unsigned char)*line_text(l, first);
	return (c >= 'a' && c <= 'z') || line_ends_sentence(l, last);
}

static size_t without_furniture(const struct lines *l, size_t first, size_t end)
{
	while (end > first + 1 && l->at[end - 1].furniture)
		end--;
	return end;
}

static void refuse(struct record *rec, size_t first, size_t end)
{
	struct piece *p = piece_add(rec->r, rec->meeting, KIND(REFUSED), first);
	if (p == NULL)
		return;
	p->end = without_furniture(&rec->r->lines, first, end);
	reader_find(rec->r, FINDING(NOT_UNDERSTOOD), number_of(rec, first), printed(rec, first),
		    "stands where no speaker has the floor: lines may be out of order, or a label was not understood; "
		    "kept with the meeting");
}

/* "Agenda item 48 and 114 (continued)", "AGENDA ITEMS 9 TO 12": no running words. */
static bool is_numbered(const char *text, size_t size)
{
	static const char *const words[] = { "and", "to", "continued", "concluded", "resumed" };
	if (size < 13 || *text != 'A' || !text_equal(text, 11, "agenda item", 11))
		return false;
	size_t i = text[11] == 's' || text[11] == 'S' ? 12 : 11;
	if (i + 1 >= size || text[i] != ' ' || !is_digit(text[i + 1]))
		return false;
	while (i < size) {
		size_t start = i;
		while (i < size && text[i] >= 'a' && text[i] <= 'z')
			i++;
		bool known = i - start < 2;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			known = known ||
				(strlen(words[k]) == i - start && memcmp(words[k], text + start, i - start) == 0);
		if (!known)
			return false;
		i += i < size ? 1 : 0;
	}
	return true;
}

static void item_add(struct record *rec, size_t first, size_t end)
{
	Truce__V1__MeetingItem *item = reader_new(rec->r, &truce__v1__meeting_item__descriptor);
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, first);
	size_t size = line_size(l, first), title = first;
	if (item == NULL)
		return;
	if (is_numbered(text, size)) {
		size_t at = text[11] == 's' || text[11] == 'S' ? 12 : 11, stop = at;
		while (stop < size && text[stop] != '(' && text[stop] != ':')
			stop++;
		bool sub = stop < size && text[stop] == '(' && size > stop + 2 && text[stop + 2] == ')';
		stop = sub ? stop + 3 : stop;
		while (at < stop && text[at] == ' ')
			at++;
		while (stop > at && text[stop - 1] == ' ')
			stop--;
		item->number = message_borrow(reader_text(rec->r, text + at, stop - at));
		title = first + 1;
	}
	while (title < end && l->at[title].furniture)
		title++;
	struct window w;
	window_fill(&w, l, title, end);
	item->title = message_borrow(reader_text(rec->r, w.text, w.size));
	item->from_turn = (int32_t)rec->turn_number + 1;
	list_add(rec->r, &rec->items, item);
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
	size_t first = rec->loose, head = NOWHERE;
	rec->loose = NOWHERE;
	while (first < end && !rec->r->full) {
		size_t next = first + 1, last = first;
		while (next < end &&
		       (l->at[next].furniture || (!l->at[next].gap && !line_ends_sentence(l, last) &&
						  !is_numbered(line_text(l, next), line_size(l, next))))) {
			last = l->at[next].furniture ? last : next;
			next++;
		}
		bool new_item = is_numbered(line_text(l, first), line_size(l, first));
		if (head != NOWHERE && (new_item || is_running(l, first, last))) {
			heading(rec, head, first);
			head = NOWHERE;
		}
		if (is_running(l, first, last))
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

static void turn_text(struct record *rec, size_t line, bool begins);

/* Lines that waited were the turn's. */
static void loose_return(struct record *rec, size_t end)
{
	size_t first = rec->loose;
	rec->loose = NOWHERE;
	for (size_t i = first; i < end && !rec->r->full; i++) {
		if (!rec->r->lines.at[i].furniture)
			turn_text(rec, i, i == first);
	}
}

static void loose_end(struct record *rec, size_t end)
{
	if (rec->loose != NOWHERE)
		loose_flush(rec, end);
}

/* ---- Turns ------------------------------------------------------------ */

/* Whether a sentence ends within a line, or it speaks of "we": no heading does. */
static bool is_spoken(const struct lines *l, size_t line)
{
	static const char *const own[] = { " we ", " We ", " I ", " our ", " my " };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	for (size_t i = 3; i + 2 < size; i++) {
		bool stop = text[i] == '.' && text[i + 1] == ' ' && text[i + 2] >= 'A' && text[i + 2] <= 'Z';
		bool word = text[i - 1] >= 'a' && text[i - 1] <= 'z' && text[i - 2] >= 'a' && text[i - 3] >= 'a';
		if (stop && (word || text[i - 1] == ')' || (unsigned char)text[i - 1] >= 0x80))
			return true;
		for (size_t k = 0; text[i] == ' ' && k < sizeof own / sizeof *own; k++) {
			if (size - i >= strlen(own[k]) && memcmp(text + i, own[k], strlen(own[k])) == 0)
				return true;
		}
	}
	return false;
}

/* Where a heading begins that stands at the end of a turn's text, before a label:
 * whole lines that end no sentence behind one that does. */
static size_t tail_heading(const struct lines *l, const struct piece *p)
{
	size_t first = p->end, columns = 0, lines = 0;
	for (size_t i = p->end; i > p->text_line; i--) {
		if (l->at[i - 1].furniture)
			continue;
		if (line_ends_sentence(l, i - 1))
			break;
		columns += l->at[i - 1].columns;
		first = i - 1;
		if (++lines > HEADING_LINES || columns > HEADING_COLUMNS || is_spoken(l, i - 1))
			return p->end;
	}
	bool whole = first <= p->text_line;
	if (first == p->end || (whole && p->text_from != l->at[p->first].start) ||
	    (!line_begins_sentence(l, first) && !is_digit(*line_text(l, first))))
		return p->end;
	char last = l->text[l->at[p->end - 1].end - 1];
	return strchr(",;:-", last) != NULL ? p->end : first;
}

static bool only_furniture(const struct lines *l, size_t first, size_t end)
{
	while (first < end && l->at[first].furniture)
		first++;
	return first >= end;
}

/* Takes headings off the end of the open turn, right before a line. */
static void turn_trim(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct draft *d = rec->turn;
	size_t from = NOWHERE, end = 0;
	while (d != NULL && d->piece_count > 0) {
		struct piece *p = &d->pieces[d->piece_count - 1];
		if (p->kind != KIND(PARAGRAPH) || !only_furniture(l, p->end, from == NOWHERE ? line : from))
			break;
		size_t first = tail_heading(l, p);
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

static void turn_finding(struct record *rec, const struct label *label, size_t line, const Truce__V1__Turn *turn)
{
	const Truce__V1__Party *party = turn->speaker->party;
	if (party != NULL && party->id[0] == '\0')
		reader_find(rec->r, FINDING(UNRESOLVED), number_of(rec, line), party->printed,
			    "the speaker's delegation is no party known by that name");
	else if (party == NULL && label->officer && turn->confidence == TRUCE__V1__CONFIDENCE__CONFIDENCE_UNSPECIFIED &&
		 officer_presides(label->person, strlen(label->person)))
		reader_find(rec->r, FINDING(UNRESOLVED), number_of(rec, line), label->printed,
			    "neither the cover nor a direction says who this is");
}

static size_t turn_begin(struct record *rec, size_t line, struct label *label)
{
	struct reader *r = rec->r;
	struct draft *d = draft_new(r);
	Truce__V1__Turn *turn = turn_make(r, label);
	struct label next;
	if (d == NULL || turn == NULL)
		return line + 1;
	bool only = label->line > label->last && label_at(r, label->line, r->lines.count, &next) && next.sure;
	if (only || label->empty) {
		label->line = label->last;
		label->from = r->lines.at[label->last].end;
		reader_find(r, FINDING(MISSING), number_of(rec, line), label->printed,
			    "a speaker's label with nothing behind it");
	}
	d->statement->kind = TRUCE__V1__STATEMENT__KIND__KIND_SPEECH;
	d->switched_to = "";
	d->label_line = line;
	d->presides = label->officer && officer_presides(label->person, strlen(label->person));
	list_add(r, &d->turns, turn);
	rec->turn = d;
	rec->turn_number++;
	if (d->presides && turn->speaker->party == NULL)
		chair_resolve(rec, turn);
	turn_finding(rec, label, line, turn);
	if (rec->box != NULL && rec->box->turn_after == 0)
		rec->box->turn_after = rec->turn_number;
	struct piece *p = piece_add(r, d, KIND(PARAGRAPH), line);
	if (p == NULL)
		return line + 1;
	p->turn = 1;
	p->text_line = label->line;
	p->text_from = label->from;
	p->end = label->line + 1;
	rec->before = label->line;
	return label->line + 1;
}

/* A page's break or a lost order in the middle of a sentence. */
static void joint_find_at(struct record *rec, size_t before, size_t line)
{
	const struct lines *l = &rec->r->lines;
	unsigned char c = (unsigned char)*line_text(l, line);
	bool small = c >= 'a' && c <= 'z', ended = line_ends_sentence(l, before);
	if (small && ended)
		reader_find(
			rec->r, FINDING(INCONSISTENT), number_of(rec, line), printed(rec, line),
			"begins small behind a sentence's end: lines may be out of order; it is kept where it stands");
	else if (small)
		reader_find(rec->r, FINDING(REPAIR), number_of(rec, line), "",
			    "a sentence that a page's break or a blank line cut in two was joined");
	else if (!ended)
		reader_find(rec->r, FINDING(REPAIR), number_of(rec, line), printed(rec, line),
			    "joined to the sentence before the page's break, though it begins with a capital: columns "
			    "may be out of order");
}

/* A line of the open turn. begins: it may begin a paragraph. */
static void turn_text(struct record *rec, size_t line, bool begins)
{
	const struct lines *l = &rec->r->lines;
	struct draft *d = rec->turn;
	struct piece *last = &d->pieces[d->piece_count - 1];
	unsigned char c = (unsigned char)*line_text(l, line);
	bool small = c >= 'a' && c <= 'z', empty = last->text_from == l->at[last->text_line].end;
	bool apart = rec->before + 1 < line;
	for (size_t i = rec->before + 1; apart && i < line; i++)
		apart = l->at[i].furniture;
	if (begins && (small || apart) && last->kind == KIND(PARAGRAPH) && !empty)
		joint_find_at(rec, rec->before, line);
	bool page_cut = apart && !line_ends_sentence(l, rec->before), same = last->kind == KIND(PARAGRAPH) && !empty;
	same = same && only_furniture(l, last->end, line); /* else a direction stands between */
	if (same && (!begins || small || page_cut)) {
		last->end = line + 1;
	} else {
		struct piece *p = piece_add(rec->r, d, KIND(PARAGRAPH), line);
		if (p == NULL)
			return;
		p->turn = 1;
		p->language = d->switched_to;
	}
	rec->before = line;
}

static void language_switch(struct record *rec, size_t line, const char *language)
{
	struct piece *p = piece_add(rec->r, rec->turn, KIND(STAGE_DIRECTION), line);
	if (p == NULL)
		return;
	p->turn = 1;
	rec->turn->switched_to = language;
	rec->before = line;
}

/* ---- Directions ------------------------------------------------------- */

static const char *vote_method(const char *text)
{
	static const char *const methods[][2] = {
		{ "show of hands", "show of hands" },       { "secret ballot", "secret ballot" },
		{ "roll-call", "roll-call vote" },          { "roll call", "roll-call vote" },
		{ "non-recorded", "non-recorded vote" },    { "recorded vote", "recorded vote" },
		{ "mechanical means", "mechanical means" },
	};
	for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
		if (strstr(text, methods[k][0]) != NULL)
			return methods[k][1];
	}
	return "";
}

static void ruling_add(struct record *rec, const struct window *w)
{
	struct reader *r = rec->r;
	struct ruling *ruling = arena_zalloc(r->arena, sizeof *ruling);
	Truce__V1__MeetingDecision *decision = reader_new(r, &truce__v1__meeting_decision__descriptor);
	struct words words = { .count = 0 };
	if (ruling == NULL || decision == NULL || !words_split(&words, w->text, w->size, r->arena)) {
		r->full = true;
		return;
	}
	struct tally t;
	tally_read(&t, &words, 0, words.count, r->arena);
	bool counted = t.in_favour >= 0;
	struct ballot_box *box = rec->box;
	bool first = box != NULL && box->decision == 0;
	bool goes_on = box != NULL && !box->ended && box->decision == rec->rulings.count; /* totals, then the result */
	bool open = box != NULL && box->turn_after == 0 && (first || goes_on);
	size_t piece = rec->meeting->piece_count - 1;
	if (counted && !open)
		vote_open(rec, "");
	decision->turn = (int32_t)rec->turn_number;
	*ruling = (struct ruling){ decision, piece, rec->box != NULL && (counted || open) ? rec->votes.count : 0 };
	if (ruling->vote > 0 && rec->box != NULL) {
		rec->box->decision = rec->rulings.count + 1;
		rec->box->ended |= t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
	}
	list_add(r, &rec->rulings, ruling);
}

static void direction_apply(struct record *rec, enum direction direction, const struct window *w)
{
	const char *clock = clock_in(rec->r, w->text);
	if (direction == DIRECTION_OPENED && rec->opened == NULL)
		rec->opened = clock;
	if (direction == DIRECTION_CLOSED || direction == DIRECTION_SUSPENDED)
		rec->closed = clock;
	if (direction == DIRECTION_CHAIR)
		chair_took(rec, w->text);
	if (direction == DIRECTION_RETURN)
		chair_returned(rec);
	if (direction == DIRECTION_VOTE)
		vote_open(rec, vote_method(w->text));
	if (direction == DIRECTION_DECISION)
		ruling_add(rec, w);
	if (direction == DIRECTION_NOTE && rec->box != NULL) {
		rec->meeting->pieces[rec->meeting->piece_count - 1].vote = (int)rec->votes.count;
		vote_note(rec, rec->box, w->text, (int)rec->meeting->piece_count);
	}
}

static const struct {
	enum direction direction;
	Truce__V1__Block__Kind kind;
	Truce__V1__TextSection__Kind section;
	bool goes_on; /* the turn before it goes on behind it */
} directions[] = {
	{ DIRECTION_STAGE, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_ASIDE, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_CHAIR, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_RETURN, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_OPENED, KIND(STAGE_DIRECTION), 0, false },
	{ DIRECTION_SUSPENDED, KIND(STAGE_DIRECTION), 0, false },
	{ DIRECTION_CLOSED, KIND(STAGE_DIRECTION), TRUCE__V1__TEXT_SECTION__KIND__KIND_ADJOURNMENT, false },
	{ DIRECTION_DECISION, KIND(DECISION), 0, true },
	{ DIRECTION_VOTE, KIND(STAGE_DIRECTION), 0, false },
	{ DIRECTION_NOTE, KIND(STAGE_DIRECTION), TRUCE__V1__TEXT_SECTION__KIND__KIND_VOTE, false },
};

static size_t direction_take(struct record *rec, size_t line, enum direction direction, const struct window *w)
{
	size_t row = 0;
	while (directions[row].direction != direction)
		row++;
	if (!directions[row].goes_on)
		rec->turn = NULL;
	struct piece *p = piece_add(rec->r, rec->meeting, directions[row].kind, line);
	if (p == NULL)
		return line + 1;
	p->end = w->end;
	p->section = directions[row].section;
	rec->before = w->end - 1;
	direction_apply(rec, direction, w);
	return w->end;
}

/* ---- The run over the lines ------------------------------------------- */

/* A line of capitals alone, as headings of older records are set. */
static bool is_capitals(const struct lines *l, size_t line)
{
	size_t capitals = 0;
	const char *text = line_text(l, line);
	for (size_t i = 0; i < line_size(l, line); i++) {
		if (text[i] >= 'a' && text[i] <= 'z')
			return false;
		capitals += text[i] >= 'A' && text[i] <= 'Z';
	}
	return capitals >= CAPITALS_LEAST;
}

static bool stops_before(const struct record *rec, size_t line)
{
	return rec->before == NOWHERE || rec->turn == NULL || rec->r->lines.at[line].gap ||
	       line_stops(&rec->r->lines, rec->before);
}

/* A line that no row of the run begins a unit with. */
static void plain(struct record *rec, size_t line, bool begins, bool stop)
{
	const struct lines *l = &rec->r->lines;
	bool numbered = is_numbered(line_text(l, line), line_size(l, line));
	if (rec->loose != NOWHERE) {
		bool over = line - rec->loose > HEADING_LINES || line_ends_sentence(l, line);
		if (rec->loose_in_turn && over && rec->turn != NULL) {
			loose_return(rec, line + 1);
			return;
		}
		rec->before = line;
		return;
	}
	if (stop && (rec->turn == NULL || numbered || is_capitals(l, line))) {
		rec->loose = line;
		rec->loose_in_turn = rec->turn != NULL && !numbered;
		if (numbered)
			rec->turn = NULL;
		rec->before = line;
		return;
	}
	if (rec->turn == NULL) {
		rec->loose = line;
		rec->loose_in_turn = false;
		rec->before = line;
		return;
	}
	if (begins && stop && label_is_near(l, line) && language_note(l, line) == NULL)
		reader_find(rec->r, FINDING(NOT_UNDERSTOOD), number_of(rec, line), printed(rec, line),
			    "begins like a speaker's label and is none; kept as text");
	turn_text(rec, line, begins);
}

static bool is_label(struct record *rec, size_t line, bool stop, struct label *label)
{
	if (!label_at(rec->r, line, rec->r->lines.count, label))
		return false;
	return label->sure || stop;
}

static size_t step(struct record *rec, size_t line)
{
	struct reader *r = rec->r;
	const struct lines *l = &r->lines;
	struct label label;
	struct window w;
	bool stop = stops_before(rec, line);
	bool begins = rec->before == NOWHERE || paragraph_begins(l, &rec->layout, rec->before, line);
	if (is_label(rec, line, stop || begins, &label)) {
		if (rec->loose == NOWHERE)
			turn_trim(rec, line);
		loose_end(rec, line);
		return turn_begin(rec, line, &label);
	}
	const char *language = rec->turn == NULL ? NULL : language_note(l, line);
	if (language != NULL) {
		language_switch(rec, line, language);
		return line + 1;
	}
	if (stop && vote_list_at(l, line) && (rec->turn == NULL || *line_text(l, line) == 'I')) {
		loose_end(rec, line);
		rec->turn = NULL;
		size_t end = vote_read(rec, line);
		rec->before = end - 1;
		return end;
	}
	enum direction direction = stop ? direction_at(rec, line, &w) : DIRECTION_NONE;
	if (direction != DIRECTION_NONE) {
		loose_end(rec, line);
		return direction_take(rec, line, direction, &w);
	}
	plain(rec, line, begins, stop);
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

/* Most of the lines stand apart: gaps tell nothing. */
static void gaps_level(struct record *rec)
{
	struct lines *l = &rec->r->lines;
	size_t gaps = 0, count = 0;
	for (size_t i = rec->cover_end; i < l->count; i++) {
		count += !l->at[i].furniture;
		gaps += !l->at[i].furniture && l->at[i].gap;
	}
	if (gaps * 3 < count * 2)
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
		for (size_t k = 0; k < n; k++)
			same += text[k] == ' ' || text[k] == '*' || symbol[same] != text[k] ? 0 : 1;
		size_t blanks = 0;
		for (size_t k = 0; k < n; k++)
			blanks += text[k] == ' ' || text[k] == '*';
		if (n == 0 || symbol[0] == '\0' || same + blanks >= n)
			continue;
		if (strchr(symbol, '(') != NULL && same >= strcspn(symbol, " ("))
			continue;
		reader_find(rec->r, FINDING(INCONSISTENT), number_of(rec, i), reader_text(rec->r, text, n),
			    reader_printf(rec->r, "a page of another record than the cover's, %s", symbol));
		return;
	}
}

static void fix(struct record *rec)
{
	Truce__V1__MeetingRecord *m = rec->m;
	m->members = (Truce__V1__Person **)rec->members.items;
	m->n_members = rec->members.count;
	m->items = (Truce__V1__MeetingItem **)rec->items.items;
	m->n_items = rec->items.count;
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
	if (rec->cover_end == 0)
		reader_find(r, FINDING(MISSING), 0, "",
			    "the record has no cover: its symbol, date and president are not known");
	if (rec->closed == NULL)
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
	rec->meeting->switched_to = "";
	return rec->m;
}

/* Citations of a heading are its documents. */
static void items_cite(struct record *rec)
{
	const struct draft *d = rec->meeting;
	size_t item = 0, cited = 0;
	struct list symbols = { 0 };
	for (size_t b = 0; b < d->blocks.count && item < rec->items.count; b++) {
		if (d->pieces[b].kind != KIND(HEADING))
			continue;
		bool more_of_cover = item == 0 && d->pieces[b].first < rec->cover_end && b + 1 < d->blocks.count &&
				     d->pieces[b + 1].kind == KIND(HEADING) && d->pieces[b + 1].first < rec->cover_end;
		Truce__V1__MeetingItem *m = rec->items.items[item];
		for (; cited < d->citations.count; cited++) {
			const Truce__V1__Citation *c = d->citations.items[cited];
			if (c->span->block > (int)b + 1)
				break;
			if (c->span->block == (int)b + 1 && c->instrument[0] != '\0')
				list_add(rec->r, &symbols, c->instrument);
		}
		if (more_of_cover)
			continue;
		m->symbols = (char **)symbols.items;
		m->n_symbols = symbols.count;
		symbols = (struct list){ 0 };
		item++;
	}
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
	struct record rec = { .r = r, .before = NOWHERE, .loose = NOWHERE };
	if (meeting_new(&rec) == NULL)
		return;
	cover_find(&rec);
	record_furniture_mark(r, rec.agenda_line, rec.cover_end);
	gaps_level(&rec);
	rec.layout = lines_layout(&r->lines, rec.cover_end, r->lines.count);
	cover_read(&rec);
	body_read(&rec);
	pages_check(&rec);
	for (size_t i = 0; i < r->drafts.count && !r->full; i++)
		blocks_build(r, r->drafts.items[i]);
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
	votes_settle(&rec);
	items_cite(&rec);
	missing_find(&rec);
	fix(&rec);
}

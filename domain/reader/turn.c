/* Turns of a record: from a label over the lines that go on with it. */
#include "base/ascii.h"
#include "domain/reader/direction.h"

#include <stdlib.h>
#include <string.h>

#include "domain/reader/titles.h"

#define KIND(name) TRUCE__V1__BLOCK__KIND__KIND_##name
#define FINDING(name) TRUCE__V1__FINDING__KIND__KIND_##name

static void turn_finding(struct record *rec, const struct label *label, size_t line, const Truce__V1__Turn *turn)
{
	Truce__V1__Party *party = turn->speaker->party;
	reader_party_mend(rec->r, party, line_number(rec, line));
	if (label->officer && officer_is_spoiled(label->person, strlen(label->person)))
		reader_find(rec->r, FINDING(REPAIR), line_number(rec, line), label->printed,
			    "read as \"The PRESIDENT\", of which it has one letter wrong; it is kept as printed");
	if (party != NULL && party->id[0] == '\0')
		reader_party_unresolved(rec->r, party, line_number(rec, line),
					"the speaker's delegation is no party known by that name");
	else if (party == NULL && label->officer && turn->confidence == TRUCE__V1__CONFIDENCE__CONFIDENCE_UNSPECIFIED &&
		 officer_presides(label->person, strlen(label->person)))
		reader_find(rec->r, FINDING(UNRESOLVED), line_number(rec, line), label->printed,
			    "neither the cover nor a direction says who this is");
}

size_t turn_begin(struct record *rec, size_t line, struct label *label)
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
		reader_find(r, FINDING(MISSING), line_number(rec, line), label->printed,
			    "a speaker's label with nothing behind it");
	}
	d->statement->kind = TRUCE__V1__STATEMENT__KIND__KIND_SPEECH;
	d->label_line = line;
	d->presides = label->officer && officer_presides(label->person, strlen(label->person));
	list_add(r, &d->turns, turn);
	rec->turn = d;
	rec->floor = d->presides ? d : NULL;
	rec->column = false;
	rec->turn_number++;
	int paragraph = atoi(label->printed); /* "5. The PRESIDENT" */
	rec->paragraph = paragraph > 0 ? paragraph : rec->paragraph;
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

/* Whether a line ends with what a number or a symbol stands behind. */
static bool asks_number(const struct lines *l, size_t line)
{
	static const char *const words[] = { " resolution", " resolutions", " decision", " document", " documents" };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		if (text_ends_with(line_text(l, line), line_size(l, line), words[k]))
			return true;
	}
	return false;
}

/* Whether a line can only go on with the sentence before it: it begins small, or, where that
 * has no end, with a number that is no paragraph's or a year or session in brackets. */
static bool goes_on(const struct lines *l, size_t before, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), i = *text == '(' ? 1 : 0;
	if (is_small(*text))
		return true;
	if (line_stops(l, before))
		return false;
	if (memchr(text, '/', size < 12 ? size : 12) != NULL && asks_number(l, before))
		return true; /* "in document / S/2004/1" */
	if (i > 0 && size > 3 && text[2] == '/' && strchr("SAET", text[1]) != NULL)
		return true; /* "the text of Chad / (S/2004/1) and" */
	size_t from = i;
	while (i < size && is_digit(text[i]))
		i++;
	if (from == 0)
		return i > 0 && i < size && (text[i] == ' ' || text[i] == ',');
	if (i - from != 4)
		for (i = from; i < size && strchr("IVXLC", text[i]) != NULL;)
			i++;
	return i > from && i < size && text[i] == ')';
}

/* A page's break or a lost order in the middle of a sentence. */
static void joint_find_at(struct record *rec, size_t before, size_t line)
{
	const struct lines *l = &rec->r->lines;
	bool small = goes_on(l, before, line), ended = line_ends_sentence(l, before);
	if (small && ended)
		reader_find(
			rec->r, FINDING(INCONSISTENT), line_number(rec, line), line_printed(rec, line),
			"begins small behind a sentence's end: lines may be out of order; it is kept where it stands");
	else if (small)
		reader_find(rec->r, FINDING(REPAIR), line_number(rec, line), "",
			    "a sentence that a page's break or a blank line cut in two was joined");
	else if (!ended)
		reader_find(rec->r, FINDING(REPAIR), line_number(rec, line), line_printed(rec, line),
			    "joined to the sentence before the page's break, though it begins with a capital: columns "
			    "may be out of order");
}

static bool ends_there(const struct lines *l, size_t line)
{
	return line_ends_sentence(l, line) && !ends_with_title(line_text(l, line), line_size(l, line));
}

/* A line of the open turn. begins: it may begin a paragraph. */
void turn_text(struct record *rec, size_t line, bool begins)
{
	const struct lines *l = &rec->r->lines;
	struct draft *d = rec->turn;
	struct piece *last = &d->pieces[d->piece_count - 1];
	bool small = begins && goes_on(l, rec->before, line), empty = last->text_from == l->at[last->text_line].end;
	bool apart = begins && rec->before + 1 < line;
	for (size_t i = rec->before + 1; apart && i < line; i++)
		apart = l->at[i].furniture;
	if ((small || apart) && last->kind == KIND(PARAGRAPH) && !empty)
		joint_find_at(rec, rec->before, line);
	bool page_cut = (apart && !ends_there(l, rec->before)) || (begins && line_hangs(l, rec->before));
	bool same = last->kind == KIND(PARAGRAPH) && !empty;
	same = same && lines_are_furniture(l, last->end, line); /* else a direction stands between */
	if (same && (!begins || small || page_cut)) {
		last->end = line + 1;
	} else {
		struct piece *p = piece_add(rec->r, d, KIND(PARAGRAPH), line);
		if (p == NULL)
			return;
		p->turn = 1;
	}
	rec->before = line;
}

void turn_language(struct record *rec, size_t line, const char *language)
{
	struct piece *p = piece_add(rec->r, rec->turn, KIND(STAGE_DIRECTION), line);
	if (p == NULL)
		return;
	p->turn = 1;
	p->language = language;
	rec->before = line;
}

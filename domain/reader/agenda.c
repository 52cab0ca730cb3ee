/* The agenda of a meeting: the items of its cover, and the documents that the words of
 * an item name.
 *
 * A cover numbers its items, sets a dash before each, or sets them apart by blank
 * lines. Documents and parts, "Letter dated …", "(a) …", stand behind their item. */
#include "base/ascii.h"
#include "domain/reader/direction.h"

#include <stdlib.h>
#include <string.h>

#include "domain/reader/page.h"
#include "domain/reader/titles.h"

#define TITLE_LEAST 8  /* bytes of a cover's title that a heading is known by */
#define LINKED_MOST 40 /* items of a cover that are looked for in the body */

/* ---- The cover's ------------------------------------------------------ */

struct agenda {
	struct record *rec;
	struct matter *open;     /* NULL before the first */
	size_t title, title_end; /* lines of its title */
	int number;              /* of the last that is numbered; 0 for none */
	bool dashes;             /* a dash stands before each */
	bool titled;             /* its title has ended */
	bool own;                /* it has a number of its own, "[38]" */
};

/* The number of "2. The situation in Cyprus", where it is the next; bytes taken. */
static size_t next_number(const struct agenda *a, const char *text, size_t size)
{
	size_t digits = page_digits_at(text, size, 0);
	bool form = digits > 0 && digits < 3 && digits + 2 < size && text[digits] == '.' && text[digits + 1] == ' ';
	return form && atoi(text) == a->number + 1 ? digits + 2 : 0;
}

static size_t dash_at(const char *text, size_t size)
{
	static const char *const dashes[] = { "- ", "\xE2\x80\x93 ", "\xE2\x80\x94 " };
	for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
		size_t n = strlen(dashes[k]);
		if (size > n && memcmp(text, dashes[k], n) == 0)
			return n;
	}
	return 0;
}

/* Where "[38]" ends in a line, an item's own number; 0 for none. */
static size_t own_number(const char *text, size_t size)
{
	for (size_t i = 1; i < size; i++) {
		size_t digits = text[i - 1] == '[' ? page_digits_at(text, size, i) : 0;
		if (digits > 0 && digits < 4 && i + digits < size && text[i + digits] == ']')
			return i + digits + 1;
	}
	return 0;
}

bool item_ends(const char *text, size_t size)
{
	return size > 0 && own_number(text, size) == size;
}

/* A document or a part, which stands behind an item. */
static bool is_behind_item(const struct lines *l, size_t i)
{
	static const char *const heads[] = {
		"Letter", "Identical letter", "Report",     "Note ",          "Special report",  "Further report",
		"First ", "Second ",          "Third ",     "Interim report", "Progress report", "Annual report",
		"Cable",  "Telegram",         "(",          "Briefing",       "Statement by",    "Exchange of letters",
		"Draft ", "Application of",   "Memorandum",
	};
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		if (line_begins(l, i, heads[k]))
			return !item_ends(line_text(l, i), line_size(l, i));
	}
	return text_ends_with(line_text(l, i - 1), line_size(l, i - 1), "concerning:");
}

/* Whether a line goes on with words that the line before leaves open: "… report of the /
 * First Committee", "…: / report of the Secretary-General". */
static bool is_left_open(const struct lines *l, size_t i)
{
	static const char *const words[] = { " the", " of", " and", " a", " an", " in", " on", " for", " to", " by" };
	const char *text = line_text(l, i), *before = line_text(l, i - 1);
	if (l->at[i].gap)
		return false;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		if (text_ends_with(before, line_size(l, i - 1), words[k]))
			return true;
	}
	return is_small(*text);
}

/* Takes "[5]" out of a title: the item's number as some covers print it. */
static void bracket_take(struct reader *r, Truce__V1__MeetingItem *item)
{
	const char *open = strrchr(item->title, '['), *close = open == NULL ? NULL : strchr(open, ']');
	if (item->number[0] != '\0' || close == NULL || open + 1 == close ||
	    strspn(open + 1, "0123456789") != (size_t)(close - open - 1))
		return;
	size_t before = (size_t)(open - item->title);
	while (before > 0 && item->title[before - 1] == ' ')
		before--;
	item->number = message_borrow(reader_text(r, open + 1, (size_t)(close - open - 1)));
	item->title = message_borrow(reader_printf(r, "%.*s%s", (int)before, item->title, close + 1));
}

/* Bytes of "2. " before a title; of leaders behind a number the point is gone with them. */
static size_t number_end(const char *title)
{
	size_t n = strspn(title, "0123456789");
	n += title[n] == '.';
	return n + strspn(title + n, " ");
}

/* The title of the open item, once its lines are known. */
static void title_end(struct agenda *a)
{
	if (a->open == NULL || a->open->item->title[0] != '\0')
		return;
	struct reader *r = a->rec->r;
	Truce__V1__MeetingItem *item = a->open->item;
	const char *title = window_text(a->rec, a->title, a->title_end);
	size_t skip = item->number[0] == '\0' ? dash_at(title, strlen(title)) : number_end(title);
	item->title = message_borrow(skip < strlen(title) ? reader_text(r, title + skip, strlen(title) - skip) : title);
	item->title = message_borrow(title_unmarked(r, item->title));
	bracket_take(r, item);
}

static void item_open(struct agenda *a, size_t i, size_t number)
{
	struct reader *r = a->rec->r;
	title_end(a);
	if (piece_add(r, a->rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_HEADING, i) == NULL)
		return;
	a->number += number > 0 ? 1 : 0;
	a->open = matter_add(a->rec, number > 0 ? reader_printf(r, "%d", a->number) : "", "");
	a->title = i;
	a->title_end = i + 1;
	a->titled = false;
}

/* A line that goes on with the open item. */
static void item_more(struct agenda *a, size_t i, bool gap)
{
	struct draft *d = a->rec->meeting;
	if (gap && piece_add(a->rec->r, d, TRUCE__V1__BLOCK__KIND__KIND_HEADING, i) == NULL)
		return;
	d->pieces[d->piece_count - 1].end = i + 1;
	a->open->end = d->piece_count;
	a->titled = a->titled || gap || (is_behind_item(&a->rec->r->lines, i) && !is_left_open(&a->rec->r->lines, i));
	a->title_end = a->titled ? a->title_end : i + 1;
}

/* Whether a line is the title of a numbered item before it, without its number: the
 * heading of the body. */
static bool begins_again(const struct agenda *a, size_t i)
{
	const struct lines *l = &a->rec->r->lines;
	for (size_t k = 0; a->number > 0 && k < a->rec->matters.count; k++) {
		const char *title = ((const struct matter *)a->rec->matters.items[k])->item->title;
		size_t n = strlen(title);
		n -= n > 0 && title[n - 1] == '.' ? 1 : 0;
		if (n > 0 && text_equal(line_text(l, i), line_size(l, i), title, n))
			return true;
	}
	return false;
}

/* Takes a line; false where the agenda has ended. */
static bool agenda_line(struct agenda *a, size_t i)
{
	const struct lines *l = &a->rec->r->lines;
	const char *text = line_text(l, i);
	size_t dash = dash_at(text, line_size(l, i)), number = next_number(a, text, line_size(l, i));
	bool gap = l->at[i].gap && !(is_small(*text) && a->open != NULL);
	if (line_begins(l, i, "This record ") || line_begins(l, i, "Corrections ") || begins_again(a, i) ||
	    (title_at(text, line_size(l, i)) > 0 && !is_left_open(l, i))) /* what somebody did */
		return false;
	if (a->open == NULL)
		a->dashes = dash > 0;
	bool own = own_number(text, line_size(l, i)) > 0, another = own && a->own && !a->dashes;
	if ((number > 0 && (a->number > 0 || a->open == NULL)) || another)
		item_open(a, i, number);
	else if (dash > 0 && a->dashes)
		item_open(a, i, 0);
	else if (a->open != NULL && (!gap || is_behind_item(l, i)))
		item_more(a, i, gap);
	else if (a->number > 0 || a->dashes)
		return false;
	else
		item_open(a, i, 0);
	a->own = own || (a->own && !another);
	return true;
}

/* Who presides, where a blank line parts the name or the state from "President:". */
static bool is_of_president(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	if (line_begins(l, i, "later:") || line_begins(l, i, "later ") || line_begins(l, i, "and later"))
		return true;
	for (size_t k = 0; k < size; k++) {
		if (is_leader(text, size, k))
			return title_at(text, size) > 0;
	}
	return text[0] == '(' && text[size - 1] == ')' && size < 80 && i > 0 && is_of_president(l, i - 1);
}

/* "Provisional agenda (S/Agenda/2381)": the paper is cited. */
static void paper_take(struct record *rec, size_t i)
{
	const struct lines *l = &rec->r->lines;
	if (i < rec->cover_end && !l->at[i].furniture &&
	    text_find(line_text(l, i), line_size(l, i), "(S/Agenda", '(') != NULL)
		piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_HEADING, i);
}

void agenda_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	struct agenda a = { .rec = rec };
	bool column = false; /* a French one stands there */
	size_t first = members_names(rec, rec->agenda_line + 1, rec->cover_end);
	paper_take(rec, rec->agenda_line);
	for (size_t i = first; i < rec->cover_end && !rec->r->full; i++) {
		column = column_is(rec, i) || (column && !l->at[i].gap);
		if (line_begins(l, i, "(S/Agenda") && a.open == NULL)
			paper_take(rec, i);
		if (l->at[i].furniture || line_size(l, i) < 3 || column || is_of_president(l, i) ||
		    line_begins(l, i, "(S/Agenda"))
			continue;
		if (!agenda_line(&a, i))
			break;
	}
	title_end(&a);
	rec->cover_items = rec->matters.count;
}

/* ---- The cover's items and the body's --------------------------------- */

/* Whether a title begins with another one, whatever stops the other: "The river. Report
 * of …" with "The river." */
static bool title_begins(const char *title, const char *with)
{
	size_t n = strlen(with);
	while (n > 0 && strchr(" .:", with[n - 1]) != NULL)
		n--;
	if (n < TITLE_LEAST || !text_equal(title, strnlen(title, n), with, n))
		return false;
	return title[n] == '\0' || strchr(" .:(", title[n]) != NULL;
}

/* The numbers of the list of contents, "Agenda item 27:" over a title, for headings that
 * have none. */
static void contents_number(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	if (line + 1 >= rec->cover_end || !item_begins(line_text(l, line), line_size(l, line)))
		return;
	const char *title = window_text(rec, line + 1, line + 2);
	size_t n = strlen(title), end;
	while (n > 0 && strchr(" 0123456789", title[n - 1]) != NULL) /* its page */
		n--;
	title = reader_text(rec->r, title, n);
	for (size_t i = 0; i < rec->matters.count; i++) {
		Truce__V1__MeetingItem *item = ((struct matter *)rec->matters.items[i])->item;
		if (item->number[0] == '\0' && title_begins(item->title, title))
			item->number = message_borrow(item_number(rec, window_text(rec, line, line + 1), &end));
	}
}

void matters_link(struct record *rec)
{
	for (size_t i = 0; i < rec->cover_end && i < rec->agenda_line && !rec->r->full; i++)
		contents_number(rec, i);
	size_t covers = rec->cover_items < LINKED_MOST ? rec->cover_items : LINKED_MOST;
	for (size_t i = rec->cover_items; i < rec->matters.count; i++) {
		Truce__V1__MeetingItem *item = ((struct matter *)rec->matters.items[i])->item;
		for (size_t k = 0; k < covers && item->cover_item == 0; k++) {
			const Truce__V1__MeetingItem *of = ((const struct matter *)rec->matters.items[k])->item;
			if (title_begins(item->title, of->title))
				item->cover_item = (int32_t)k + 1;
		}
	}
}

/* ---- Documents -------------------------------------------------------- */

void matters_cite(struct record *rec)
{
	const struct draft *d = rec->meeting;
	size_t cited = 0;
	for (size_t i = 0; i < rec->matters.count && !rec->r->full; i++) {
		const struct matter *matter = rec->matters.items[i];
		struct list symbols = { 0 };
		for (; cited < d->citations.count; cited++) {
			const Truce__V1__Citation *c = d->citations.items[cited];
			if ((size_t)c->span->block > matter->end)
				break;
			if ((size_t)c->span->block > matter->first && c->instrument[0] != '\0')
				list_add(rec->r, &symbols, c->instrument);
		}
		matter->item->symbols = (char **)symbols.items;
		matter->item->n_symbols = symbols.count;
	}
}

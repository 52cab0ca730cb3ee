/* Votes of meeting records: lists of who voted how, totals, results, later notes.
 *
 * Lists come in any order, run over lines and pages, and may stand behind one another
 * on a line. What was voted on and how it ended is said by the decision behind the
 * lists or by the presiding officer's next words. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <stdio.h>
#include <string.h>

#include "domain/reader/page.h"

#define STRETCHES_MOST 4 /* of a vote's lists, footnotes between them */
#define PAGE_DIGITS 4
#define SMALL_WORDS 3 /* words of a line that begin small before it is no list */

/* Whether a line goes on with a list: not one of running words. */
static bool lists(const struct lines *l, size_t line)
{
	static const char *const joints[] = { "of", "the", "and", "former", "de", "d", "la", "et", "s", "part" };
	static const bool parts[256] = { ['\0'] = true, [' '] = true, ['-'] = true, [','] = true,
					 [';'] = true,  ['.'] = true, ['('] = true, [')'] = true };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), small = 0;
	for (size_t i = 0; i < size;) {
		size_t end = i;
		while (end < size && !parts[(unsigned char)text[end]])
			end++;
		bool begins_small = is_small(text[i]), joint = false;
		for (size_t k = 0; begins_small && k < sizeof joints / sizeof *joints; k++)
			joint = joint || (strlen(joints[k]) == end - i && memcmp(joints[k], text + i, end - i) == 0);
		small += begins_small && !joint ? 1 : 0;
		i = end + 1;
	}
	return small < SMALL_WORDS;
}

/* Whether a comma asks for a name, and a line begins with one that a decision could begin like:
 * "The former Yugoslav Republic of Macedonia, Turkey". */
static bool is_name_asked(const struct lines *l, size_t line)
{
	size_t before = line;
	if (!line_begins(l, line, "The former "))
		return false;
	while (before > 0 && l->at[before - 1].furniture)
		before--;
	return before > 0 && l->text[l->at[before - 1].end - 1] == ',';
}

static bool ends_lists(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line);
	struct window w;
	struct label label;
	if (vote_list_at(l, line) || is_name_asked(l, line))
		return false;
	if (*text == '[' || language_note(l, line) != NULL || !lists(l, line) || column_is(rec, line))
		return true;
	if (line_size(l, line) > 11 && text_equal(text, 11, "agenda item", 11))
		return true;
	return label_at(rec->r, line, l->count, &label) || direction_at(rec, line, &w) != DIRECTION_NONE;
}

/* Bytes of a page's number alone on a line of a list, or before a name: "1057 Pakistan". No
 * state's name begins with one. */
static size_t page_before(const char *text, size_t size)
{
	size_t digits = page_digits_at(text, size, 0);
	if (digits == 0 || digits > PAGE_DIGITS || (digits < size && text[digits] != ' '))
		return 0;
	return digits + (digits < size);
}

/* The lists' lines as one text. */
static char *lists_text(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t room = 1, size = 0, before = first;
	for (size_t i = first; i < end; i++)
		room += line_size(l, i) + 1;
	char *text = arena_alloc(rec->r->arena, room);
	if (text == NULL) {
		rec->r->full = true;
		return NULL;
	}
	for (size_t i = first; i < end; i++) {
		size_t page = i == first ? 0 : page_before(line_text(l, i), line_size(l, i));
		if (l->at[i].furniture || page == line_size(l, i))
			continue;
		if (size > 0 && text[size - 1] != '-')
			text[size++] = ' ';
		else if (size > 0 && l->at[before].divides)
			size--;
		before = i;
		memcpy(text + size, line_text(l, i) + page, line_size(l, i) - page);
		size += line_size(l, i) - page;
	}
	text[size] = '\0';
	return text;
}

static char *lists_join(struct record *rec, const char *text, const char *more)
{
	size_t room = strlen(text) + strlen(more) + 2;
	char *both = arena_alloc(rec->r->arena, room);
	if (both == NULL)
		rec->r->full = true;
	else
		snprintf(both, room, "%s %s", text, more);
	return both;
}

static size_t lists_end(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	size_t end = line, last = line + 1;
	while (end < l->count && (l->at[end].furniture || end == line || !ends_lists(rec, end))) {
		last = l->at[end].furniture ? last : end + 1;
		end++;
	}
	return last;
}

static size_t behind_furniture(const struct lines *l, size_t line)
{
	while (line < l->count && l->at[line].furniture)
		line++;
	return line;
}

/* Takes a footnote to a vote before where a page ends inside of the lists: the line that
 * they go on with; 0 where they do not. */
static size_t note_between(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct window w;
	size_t note = behind_furniture(l, line);
	if (note >= l->count || *line_text(l, note) == '[' || direction_at(rec, note, &w) != DIRECTION_NOTE)
		return 0;
	size_t next = behind_furniture(l, w.end);
	if (next >= l->count || ends_lists(rec, next))
		return 0;
	if (!vote_list_at(l, next) && memchr(line_text(l, next), ',', line_size(l, next)) == NULL)
		return 0;
	direction_take(rec, note, DIRECTION_NOTE, &w);
	return next;
}

size_t vote_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct ballot_box *box = rec->box;
	bool announced = box != NULL && box->ballots.count == 0 && box->turn_before == rec->turn_number &&
			 !box->listed[1] && !box->settled;
	if (!announced)
		box = vote_box_new(rec);
	char *text = NULL;
	size_t from = line, last = line + 1;
	for (int stretches = 1; box != NULL && from > 0; stretches++) {
		last = lists_end(rec, from);
		struct piece *p = piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_VOTE, from);
		char *more = lists_text(rec, from, last);
		if (p == NULL || more == NULL)
			return last;
		p->end = last;
		p->vote = (int)rec->votes.count;
		box->piece = text == NULL ? rec->meeting->piece_count - 1 : box->piece;
		text = text == NULL ? more : lists_join(rec, text, more);
		from = stretches < STRETCHES_MOST ? note_between(rec, last) : 0;
		from = from > 0 ? from : column_between(rec, last);
	}
	if (text != NULL)
		vote_lists_take(rec, box, text, l->at[line].number);
	return last;
}

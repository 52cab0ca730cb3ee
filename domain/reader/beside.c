/* Texts whose pages hold their two columns beside one another. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#define COVER_LINES 60

/* Whether nothing stands at a place, or what is set apart: two blanks, or a page's number. */
static bool is_apart(const char *text, size_t size)
{
	return size == 0 || (size > 1 && text[0] == ' ' && (text[1] == ' ' || is_digit(text[1])));
}

/* A page's header has the record's symbol, first or last, and apart; a sentence may hold
 * one there as well: "(see S/PV.8378)". */
static bool holds_symbol(const char *text, size_t size)
{
	size_t symbol = record_symbol_at(text, size), word = size;
	while (word > 0 && text[word - 1] != ' ')
		word--;
	return (symbol > 0 && is_apart(text + symbol, size - symbol)) ||
	       (word > 1 && text[word - 2] == ' ' && record_symbol_is(text + word, size - word));
}

/* Where who presides is told behind a gap, "CONTENTS   President: Mr. Odd": its first byte;
 * 0 where it is not. */
static size_t president_apart(const struct lines *l, size_t i)
{
	static const char words[] = "  President:";
	const char *text = line_text(l, i), *at = NULL;
	if (blanks_in_row(text, line_size(l, i)))
		at = memmem(text, line_size(l, i), words, sizeof words - 1);
	return at == NULL ? 0 : (size_t)(at - text) + 2;
}

/* Whether a list of contents begins, and text stands beside it: "CONTENTS      5. We have". */
static bool contents_beside(const struct lines *l, size_t i)
{
	static const char words[] = "CONTENTS  ";
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), at = sizeof words - 1;
	if (size <= at || memcmp(text, words, at) != 0)
		return false;
	while (at < size && text[at] == ' ')
		at++;
	return size - at > sizeof "Page";
}

/* Lines of a cover's head: up to who presides, or to contents beside text. What stands beside one another there is no
 * text in columns. */
static size_t cover_head(const struct lines *l)
{
	size_t i = 0;
	for (; i < l->count && i < COVER_LINES && !president_begins(l, i) && !(i > 0 && l->at[i].page); i++) {
		if (president_apart(l, i) > 0)
			return i + 1;
		if (contents_beside(l, i))
			return i;
	}
	return i < l->count && i < COVER_LINES && !l->at[i].page ? i : 0;
}

/* Makes two lines of one that tells who presides behind a gap, in a text that has room for
 * two of each. */
static void president_part(struct lines *l)
{
	size_t head = cover_head(l), from = head == 0 ? 0 : president_apart(l, head - 1);
	if (from == 0)
		return;
	memmove(l->at + head, l->at + head - 1, (l->count - head + 1) * sizeof *l->at);
	l->count++;
	struct line *left = &l->at[head - 1], *right = &l->at[head];
	right->start = left->start + (uint32_t)from;
	right->columns -= (uint32_t)from;
	right->gap = true;
	right->page = right->beside = false;
	left->end = right->start;
	while (left->end > left->start && l->text[left->end - 1] == ' ')
		left->end--;
	left->columns = left->end - left->start;
}

static size_t head(const struct lines *l, size_t i)
{
	size_t cover = i == 0 ? cover_head(l) : 0, running = cover > 0 ? cover : running_head(l, i);
	return running > 0 ? running : holds_symbol(line_text(l, i), line_size(l, i)) ? 1 : 0;
}

void beside_read(struct reader *r)
{
	struct lines was = r->lines, as_set = was;
	r->full = !lines_plain(&as_set, r->arena) || !lines_beside(&as_set, head, r->arena, &r->lines);
	if (r->full || !r->lines.moved) {
		r->lines = was;
		return;
	}
	president_part(&r->lines);
	lines_restore(&r->lines, &as_set, &was);
	for (size_t i = 0; i < r->lines.count && !r->full; i++) {
		if (r->lines.at[i].beside)
			reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, r->lines.at[i].number, "",
				    "a page whose two columns stand beside one another: the left one is read first, "
				    "then the right one");
	}
}

/* Texts whose pages hold their two columns beside one another. */
#include "domain/reader_record.h"

#define COVER_LINES 60

/* Whether nothing stands at a place, or what is set apart: two blanks, or a page's number. */
static bool is_apart(const char *text, size_t size)
{
	return size == 0 || (size > 1 && text[0] == ' ' && (text[1] == ' ' || (text[1] >= '0' && text[1] <= '9')));
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

/* Lines of a cover's head: up to who presides. What stands beside one another there is no
 * text in columns. */
static size_t cover_head(const struct lines *l)
{
	size_t i = 0;
	while (i < l->count && i < COVER_LINES && !president_begins(l, i) && !(i > 0 && l->at[i].page))
		i++;
	return i < l->count && i < COVER_LINES && !l->at[i].page ? i : 0;
}

static size_t head(const struct lines *l, size_t i)
{
	size_t cover = i == 0 ? cover_head(l) : 0, running = cover > 0 ? cover : running_head(l, i);
	return running > 0 ? running : holds_symbol(line_text(l, i), line_size(l, i)) ? 1 : 0;
}

void beside_read(struct reader *r)
{
	struct lines as_set = r->lines;
	if (!lines_beside(&as_set, head, r->arena, &r->lines))
		r->full = true;
	if (r->full || !r->lines.beside)
		return;
	for (size_t i = 0; i < r->lines.count && !r->full; i++) {
		if (r->lines.at[i].beside)
			reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, r->lines.at[i].number, "",
				    "a page whose two columns stand beside one another: the left one is read first, "
				    "then the right one");
	}
}

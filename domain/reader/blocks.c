/* Blocks: from lines to paragraphs, and from wrapped lines to running text. */
#include "base/ascii.h"
#include "domain/reader/divided.h"

#include <string.h>

struct piece *piece_add(struct reader *r, struct draft *d, Truce__V1__Block__Kind kind, size_t first)
{
	if (d->piece_count == d->piece_capacity) {
		size_t capacity = d->piece_capacity == 0 ? 16 : d->piece_capacity * 2;
		struct piece *more = arena_array(r->arena, capacity, sizeof *more);
		if (more == NULL) {
			r->full = true;
			return NULL;
		}
		if (d->piece_count > 0)
			memcpy(more, d->pieces, d->piece_count * sizeof *more);
		d->pieces = more;
		d->piece_capacity = capacity;
	}
	struct piece *p = &d->pieces[d->piece_count++];
	*p = (struct piece){ .kind = kind,
			     .first = first,
			     .end = first + 1,
			     .text_line = first,
			     .text_from = r->lines.at[first].start };
	return p;
}

/* Whether line i begins a paragraph after line before, by how the text is set: after
 * a blank line; each line of a text that is not wrapped; and after a line well short
 * of the width that ends a sentence, where the next begins one. */
bool paragraph_begins(const struct lines *l, const struct layout *layout, size_t before, size_t i)
{
	if (l->at[i].gap || !layout->wrapped)
		return true;
	return layout->width > 0 && l->at[before].columns * 3 <= layout->width * 2 && line_ends_sentence(l, before) &&
	       line_begins_sentence(l, i);
}

/* A page's furniture stood between: a sentence that it cut in two goes on. */
static bool goes_on(const struct lines *l, size_t before, size_t i)
{
	unsigned char c = (unsigned char)*line_text(l, i);
	return i > before + 1 && !line_ends_sentence(l, before) && is_small(c);
}

void paragraphs_add(struct reader *r, struct draft *d, size_t first, size_t end, piece_starts *starts)
{
	const struct lines *l = &r->lines;
	struct layout layout = lines_layout(l, first, end);
	size_t before = end, free_from = first; /* lines up to free_from belong to the last piece's label */
	for (size_t i = first; i < end && !r->full; i++) {
		if (l->at[i].furniture)
			continue;
		struct piece own = { .kind = TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH,
				     .first = i,
				     .end = i + 1,
				     .text_line = i,
				     .text_from = l->at[i].start };
		bool begins = before == end || paragraph_begins(l, &layout, before, i);
		bool after_stop = begins || line_stops(l, before);
		bool marked = i >= free_from && starts != NULL && starts(r, d, i, after_stop, &own);
		bool cut = begins && !marked && before != end && goes_on(l, before, i);
		if (i < free_from || cut || (!marked && !begins)) {
			d->pieces[d->piece_count - 1].end = i + 1;
			if (cut)
				reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, l->at[i].number, "",
					    "a sentence that page furniture cut in two was joined");
		} else {
			struct piece *p = piece_add(r, d, own.kind, i);
			if (p == NULL)
				return;
			*p = own;
			free_from = own.text_line + 1;
		}
		before = i;
	}
}

/* Joins line i to text of the block so far: its new size before the line's words. */
static size_t join(struct reader *r, char *text, size_t size, size_t i, const char *words, size_t words_size)
{
	struct division d;
	if (!division_at(text, size, words, words_size, &d)) {
		if (size > 0)
			text[size++] = ' ';
		return size;
	}
	bool drop = r->lines.at[i].divides;
	const char *printed = reader_printf(r, "%.*s-/%.*s", (int)d.left_size, d.left, (int)d.right_size, d.right);
	reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, r->lines.at[i].number, printed,
		    drop ? "a word divided at the line's end was joined without its hyphen: it is spelt so elsewhere"
			 : "a word divided at the line's end was joined and keeps its hyphen");
	return drop ? size - 1 : size;
}

/* Whether a line is a piece's text: footnotes are furniture of what stands around them. */
static bool holds(const struct lines *l, const struct piece *p, size_t line)
{
	return l->at[line].furniture == (p->kind == TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE);
}

/* The lines of a piece put together; *read as the text is read, where that differs. */
static const char *piece_text(struct reader *r, const struct piece *p, const char **read)
{
	struct lines *l = &r->lines;
	size_t room = 1;
	for (size_t i = p->text_line; i < p->end; i++)
		room += holds(l, p, i) ? line_size(l, i) + 1 : 0;
	bool two = l->text != l->printed;
	char *text = arena_alloc(r->arena, room), *other = two ? arena_alloc(r->arena, room) : text;
	if (text == NULL || other == NULL) {
		r->full = true;
		return "";
	}
	size_t size = 0, before = p->text_line;
	for (size_t i = p->text_line; i < p->end; i++) {
		if (holds(l, p, i)) {
			uint32_t from = i == p->text_line ? p->text_from : l->at[i].start, n = l->at[i].end - from;
			size_t was = size;
			size = join(r, text, size, before, l->printed + from, n);
			if (two && size > was)
				other[was] = ' ';
			l->at[i].text_at = (uint32_t)size;
			memcpy(text + size, l->printed + from, n);
			if (two)
				memcpy(other + size, l->text + from, n);
			size += n;
			before = i;
		} else {
			l->at[i].text_at = (uint32_t)size;
		}
	}
	text[size] = '\0';
	other[size] = '\0';
	*read = two && memcmp(text, other, size) != 0 ? other : NULL;
	return text;
}

static uint32_t raw_end(const struct line *line)
{
	return line->end + line->closed_up;
}

static Truce__V1__Block *block_make(struct reader *r, struct piece *p)
{
	Truce__V1__Block *b = reader_new(r, &truce__v1__block__descriptor);
	Truce__V1__ByteRange *bytes = reader_new(r, &truce__v1__byte_range__descriptor);
	if (b == NULL || bytes == NULL)
		return NULL;
	bytes->start = r->lines.at[p->first].start;
	bytes->end = raw_end(&r->lines.at[p->end - 1]);
	for (size_t i = p->first; r->lines.moved && i < p->end; i++) { /* not in the order of their bytes */
		const struct line *line = &r->lines.at[i];
		bytes->start = line->start < bytes->start ? line->start : bytes->start;
		bytes->end = raw_end(line) > bytes->end ? raw_end(line) : bytes->end;
	}
	b->kind = p->kind;
	b->number = p->number;
	b->turn = p->turn;
	b->text = message_borrow(piece_text(r, p, &p->read));
	b->bytes = bytes;
	return b;
}

/* Adds a stretch to a turn's; room is doubled whenever it is full. */
static void span_add(struct reader *r, Truce__V1__Turn *turn, Truce__V1__LanguageSpan *span)
{
	size_t n = turn->n_languages;
	if ((n & (n - 1)) == 0) {
		Truce__V1__LanguageSpan **more = arena_array(r->arena, n == 0 ? 1 : 2 * n, sizeof span);
		if (more == NULL) {
			r->full = true;
			return;
		}
		if (n > 0)
			memcpy(more, turn->languages, n * sizeof span);
		turn->languages = more;
	}
	turn->languages[turn->n_languages++] = span;
}

/* A block that is a note of the language in which its turn goes on. */
static void turn_switch(struct reader *r, struct draft *d, size_t block)
{
	const Truce__V1__Block *b = d->blocks.items[block];
	Truce__V1__LanguageSpan *span = reader_new(r, &truce__v1__language_span__descriptor);
	Truce__V1__TextSpan *begin = reader_new(r, &truce__v1__text_span__descriptor);
	if (span == NULL || begin == NULL || b->turn == 0)
		return;
	begin->block = (int32_t)block + 1;
	begin->end = (int32_t)strlen(b->text);
	span->printed = b->text;
	span->language = message_borrow(d->pieces[block].language);
	span->begin = begin;
	span_add(r, d->turns.items[b->turn - 1], span);
	d->switches = true;
}

void blocks_build(struct reader *r, struct draft *d)
{
	for (size_t i = 0; i < d->piece_count && !r->full; i++) {
		list_add(r, &d->blocks, block_make(r, &d->pieces[i]));
		if (d->pieces[i].language != NULL && !r->full)
			turn_switch(r, d, i);
	}
}

void blocks_cut(struct reader *r, struct draft *d)
{
	d->words = arena_array(r->arena, d->blocks.count, sizeof *d->words);
	r->full = r->full || d->words == NULL;
	for (size_t b = 0; b < d->blocks.count && !r->full; b++) {
		const char *text = block_read(d, b);
		r->full = !words_split(&d->words[b], text, strlen(text), r->arena);
	}
}

const char *block_read(const struct draft *d, size_t block)
{
	const Truce__V1__Block *b = d->blocks.items[block];
	return d->pieces[block].read == NULL ? b->text : d->pieces[block].read;
}

uint32_t block_line(const struct reader *r, const struct draft *d, size_t block, uint32_t at)
{
	const struct piece *p = &d->pieces[block];
	size_t low = p->text_line, high = p->end;
	if (p->kind == TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE)
		return r->lines.at[low].number; /* its lines stand in what they interrupt, too */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (r->lines.at[middle].text_at <= at)
			low = middle;
		else
			high = middle;
	}
	return r->lines.at[low].number;
}

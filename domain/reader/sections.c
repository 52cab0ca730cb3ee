/* Sections: what became of every byte of a text, in order, without a gap. */
#include "domain/reader/internal.h"

#include <stdlib.h>

#define SECTION(name) TRUCE__V1__TEXT_SECTION__KIND__KIND_##name

static const struct {
	Truce__V1__Block__Kind block;
	Truce__V1__TextSection__Kind section;
} kinds[] = {
	{ TRUCE__V1__BLOCK__KIND__KIND_HEADING, SECTION(AGENDA) },
	{ TRUCE__V1__BLOCK__KIND__KIND_STAGE_DIRECTION, SECTION(DIRECTION) },
	{ TRUCE__V1__BLOCK__KIND__KIND_DECISION, SECTION(DECISION) },
	{ TRUCE__V1__BLOCK__KIND__KIND_VOTE, SECTION(VOTE) },
	{ TRUCE__V1__BLOCK__KIND__KIND_REFUSED, SECTION(REFUSED) },
	{ TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE, SECTION(FOOTNOTE) },
};

static Truce__V1__TextSection__Kind kind_of(const struct reader *r, const struct piece *p, bool turn)
{
	if (p->section != SECTION(UNSPECIFIED))
		return p->section;
	for (size_t k = 0; r->record && k < sizeof kinds / sizeof *kinds; k++) {
		if (kinds[k].block == p->kind)
			return kinds[k].section;
	}
	return r->record && turn ? SECTION(TURN) : SECTION(TEXT);
}

static void fates_set(struct reader *r)
{
	for (size_t i = 0; i < r->drafts.count; i++) {
		const struct draft *d = r->drafts.items[i];
		for (size_t k = 0; k < d->piece_count; k++) {
			bool footnote = d->pieces[k].kind == TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE;
			for (size_t line = d->pieces[k].first; line < d->pieces[k].end; line++) {
				if (r->lines.at[line].furniture != footnote)
					continue;
				r->fates[line].draft = (uint32_t)i + 1;
				r->fates[line].piece = (uint32_t)k + 1;
			}
		}
	}
}

struct builder {
	struct reader *r;
	struct list *out;
	Truce__V1__TextSection *open;
	uint32_t draft, piece;
};

static void section_open(struct builder *b, Truce__V1__TextSection__Kind kind, uint32_t start)
{
	Truce__V1__TextSection *section = reader_new(b->r, &truce__v1__text_section__descriptor);
	Truce__V1__ByteRange *bytes = reader_new(b->r, &truce__v1__byte_range__descriptor);
	if (section == NULL || bytes == NULL)
		return;
	section->kind = kind;
	section->bytes = bytes;
	bytes->start = b->out->count == 0 ? 0 : start;
	if (b->open != NULL)
		b->open->bytes->end = start;
	b->open = section;
	list_add(b->r, b->out, section);
}

static void section_add(struct builder *b, size_t line)
{
	struct reader *r = b->r;
	const struct fate *fate = &r->fates[line];
	uint32_t start = r->lines.at[line].start;
	const struct draft *d = fate->draft == 0 ? NULL : r->drafts.items[fate->draft - 1];
	const struct piece *p = d == NULL ? NULL : &d->pieces[fate->piece - 1];
	if (p != NULL && b->open != NULL && b->draft == fate->draft && b->piece == fate->piece)
		return; /* of the line before's piece, as most */
	bool furniture = r->lines.at[line].furniture && p == NULL, turn = r->record && fate->draft > 1;
	Truce__V1__TextSection__Kind kind = furniture   ? SECTION(FURNITURE)
					    : p != NULL ? kind_of(r, p, turn)
					    : r->record ? SECTION(COVER)
							: SECTION(FURNITURE);
	bool same = b->open != NULL && b->open->kind == kind &&
		    (furniture ? b->open->reason == fate->reason
			       : b->draft == fate->draft && (turn || b->piece == fate->piece));
	if (same) {
		b->piece = turn && !furniture ? fate->piece : b->piece;
		return;
	}
	section_open(b, kind, start);
	b->draft = furniture ? 0 : fate->draft;
	b->piece = furniture ? 0 : fate->piece;
	if (b->open == NULL || furniture || p == NULL) {
		if (b->open != NULL && furniture)
			b->open->reason = message_borrow(fate->reason == NULL ? "" : fate->reason);
		return;
	}
	b->open->block = (int32_t)fate->piece;
	b->open->turn = turn ? (int32_t)fate->draft - 1 : 0;
	b->open->vote = p->vote;
	b->open->statement = d->statement->name;
	if (kind == SECTION(REFUSED))
		b->open->reason =
			message_borrow(p->reason != NULL ? p->reason : "stands where no speaker has the floor");
}

/* A line, by where it stands in the text. */
struct stand {
	uint32_t start, line;
};

static int stand_compare(const void *a, const void *b)
{
	const struct stand *x = a, *y = b;
	return (x->start > y->start) - (x->start < y->start);
}

/* The lines in the order of their bytes; NULL where the arena is full. */
static const struct stand *stands_of(struct reader *r)
{
	struct stand *stands = arena_array(r->arena, r->lines.count, sizeof *stands);
	if (stands == NULL) {
		r->full = true;
		return NULL;
	}
	for (size_t i = 0; i < r->lines.count; i++)
		stands[i] = (struct stand){ r->lines.at[i].start, (uint32_t)i };
	qsort(stands, r->lines.count, sizeof *stands, stand_compare);
	return stands;
}

void sections_build(struct reader *r, struct list *out)
{
	struct builder b = { .r = r, .out = out };
	const struct stand *stands = r->lines.moved ? stands_of(r) : NULL;
	fates_set(r);
	if (r->lines.byte_order_mark) {
		section_open(&b, SECTION(FURNITURE), 0);
		if (b.open != NULL)
			b.open->reason = message_borrow("a byte order mark");
	}
	for (size_t i = 0; i < r->lines.count && !r->full; i++)
		section_add(&b, stands == NULL ? i : stands[i].line);
	if (b.open != NULL)
		b.open->bytes->end = (int64_t)r->lines.size;
}

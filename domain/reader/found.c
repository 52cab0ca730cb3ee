/* Where in a block something was found: its stretch, its line, its words as printed. */
#include "base/utf8.h"
#include "domain/reader/finder.h"

/* A symbol may have been read for a character's last bytes. */
static uint32_t character_start(const char *text, uint32_t at)
{
	while (at > 0 && utf8_is_inside(text[at]))
		at--;
	return at;
}

const char *printed_at(struct finder *f, uint32_t start, uint32_t end)
{
	start = character_start(f->b->text, start);
	return reader_text(f->r, f->b->text + start, end - start);
}

uint32_t found_line(const struct finder *f, uint32_t at)
{
	return block_line(f->r, f->d, f->block, at);
}

void find_unresolved(struct finder *f, uint32_t at, const char *printed, const char *explanation)
{
	if (text_set_add(&f->unresolved, text_hash(printed, strlen(printed)), &f->r->full))
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, found_line(f, at), printed, explanation);
}

Truce__V1__TextSpan *span_make(struct finder *f, uint32_t start, uint32_t end)
{
	Truce__V1__TextSpan *span = reader_new(f->r, &truce__v1__text_span__descriptor);
	if (span == NULL)
		return NULL;
	span->block = (int32_t)(f->block + 1);
	span->start = (int32_t)character_start(f->b->text, start);
	span->end = (int32_t)end;
	return span;
}

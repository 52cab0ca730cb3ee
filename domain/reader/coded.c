/* What copies made of a text's lines and characters: it is read as it was, with findings. */
#include "domain/reader/internal.h"

#include "domain/reader/page.h"

/* What a line may begin with that holds none of the text. */
static const bool begins_bare[256] = { ['-'] = true, ['='] = true, ['<'] = true, ['['] = true,  ['{'] = true,
				       ['#'] = true, ['|'] = true, ['&'] = true, [0xE2] = true, [0xEF] = true };

/* Why a line is none of the text's; NULL where it may be. */
static const char *bare_reason(const struct lines *l, size_t i, bool tags, bool *page)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	*page = false;
	if (size > 0 && !begins_bare[(unsigned char)*text])
		return NULL;
	*page = size > 0 && page_mark_is(text, size);
	if (*page)
		return "a mark that a program put between pages, left out";
	return line_is_bare(l, i, tags) ? "blanks or marks of a copy, left out" : NULL;
}

void bare_read(struct reader *r)
{
	struct lines *l = &r->lines;
	bool quoted = lines_unquote(l), tags = lines_hold_tags(l), gap = false, feed = false, page;
	size_t kept = 0;
	for (size_t i = 0; i < l->count && !r->full; i++) {
		const char *reason = bare_reason(l, i, tags, &page);
		if (reason != NULL && (kept > 0 || i + 1 < l->count)) {
			reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, l->at[i].number,
				    reader_text(r, line_text(l, i), line_size(l, i)), reason);
			gap = true;
			feed |= page || l->at[i].page;
			continue;
		}
		if (kept != i)
			l->at[kept] = l->at[i];
		l->at[kept].start -= line_size(l, i) == 0; /* the text holds nothing else */
		l->at[kept].gap |= gap;
		l->at[kept++].page |= feed;
		gap = feed = false;
	}
	l->count = kept;
	if (quoted)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, 0, "",
			    "marks of quoted mail before the lines, left out");
}

void coded_read(struct reader *r)
{
	struct lines_coding c;
	r->full = !lines_decode(&r->lines, r->arena, &c);
	r->full = r->full || !lines_close_up(&r->lines, r->arena);
	bool any = !r->full;
	for (size_t i = 0; i < r->lines.count && !r->full; i++) {
		if (r->lines.at[i].hollow)
			furniture_add(r, i, "blanks or marks of a copy, left out");
	}
	if (any && c.tags)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, 0, "", "tags of HTML, left out");
	if (any && c.entities)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, 0, "",
			    "entities of HTML are read as the characters that they stand for");
	if (any && c.twice)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, 0, "",
			    "letters that were encoded twice, as UTF-8 taken for Windows-1252, are read as one");
}

/* What copies made of a text's characters and lines, as findings. */
#include "domain/reader_internal.h"

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
	if (any && c.quoted)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, 0, "",
			    "marks of quoted mail before the lines, left out");
	if (any && c.tags)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, 0, "", "tags of HTML, left out");
	if (any && c.entities)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, 0, "",
			    "entities of HTML are read as the characters that they stand for");
	if (any && c.twice)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, 0, "",
			    "letters that were encoded twice, as UTF-8 taken for Windows-1252, are read as one");
}

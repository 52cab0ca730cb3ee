/* What the steps that mend a scanned record's lines share. */
#ifndef TRUCE_DOMAIN_READER_SCAN_H
#define TRUCE_DOMAIN_READER_SCAN_H

#include "domain/reader/internal.h"

#define STRETCH_BYTES 320
#define STRETCH_LINES 4

struct scan {
	struct reader *r;
	char *text;                                     /* as it is read */
	bool list;                                      /* the line before is of a vote's list, */
	enum { NOTE_NONE, NOTE_OPEN, NOTE_ENDED } note; /* or of a note that stands in one */
	size_t head;                                    /* bytes of a list's head that the line begins with */
	size_t asked;
};

/* A line and those behind it as one text, a blank between them, and where they are. */
struct stretch {
	char text[STRETCH_BYTES + 1];
	size_t begins[STRETCH_LINES]; /* each line in it, */
	uint32_t from[STRETCH_LINES]; /* and in the whole text */
	size_t count;
	size_t size;
	size_t line;  /* the first, */
	size_t first; /* and how much of it this is */
};

/* stretch.c */
bool stretch_is_joint(const struct stretch *v, size_t at); /* a blank that no line has */
void stretch_make(struct stretch *v, const struct scan *s, size_t line, size_t skip);
bool stretch_put(struct stretch *v, size_t at, size_t size, const char *words, size_t pad);
void stretch_blank(struct stretch *v, size_t at, size_t size);
void stretch_keep(struct scan *s, const struct stretch *v, size_t skip, size_t size);
size_t blanks_end(const struct stretch *v, size_t at);
size_t quote_size(const char *text, size_t size);
bool scan_is_known(const char *text, size_t size); /* a party's name */
/* The same, or one with a letter wrong. */
bool scan_is_party(struct scan *s, const char *text, size_t size);

/* Each mends a line, whose first bytes are stray marks to skip, if it is what they are for;
 * whether it is. */
bool label_mend(struct scan *s, size_t line, size_t skip, bool apart); /* scan_label.c */
bool president_mend(struct scan *s, size_t line, size_t skip);         /* "President: Mr. Odd (Norway)" */
/* scan_words.c */
bool head_mend(struct scan *s, size_t line, size_t skip);     /* "In favour:" */
bool figure_mend(struct scan *s, size_t line, size_t skip);   /* "Number of ballot papers: 15" */
bool sentence_mend(struct scan *s, size_t line, size_t skip); /* "A vote was taken by show of hands." */
bool decision_mend(struct scan *s, size_t line, size_t skip); /* "The draft resolution was adopted …" */
void list_mend(struct scan *s, size_t line);                  /* names of a vote's list */
/* scan_symbol.c */
void symbols_mend(struct scan *s, size_t line);
void verbs_mend(char *text, size_t size); /* "bas been adopted", in a whole text */

#endif

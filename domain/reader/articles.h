/* Articles, sections and items of agreements. */
#ifndef TRUCE_DOMAIN_READER_ARTICLES_H
#define TRUCE_DOMAIN_READER_ARTICLES_H

#include "domain/reader/internal.h"

/* "Article 3 - Prisoners", "Section 2. The Parties shall …", "III. PRISONERS". */
struct article_mark {
	const char *word; /* "article"; NULL where there is none */
	int number;
	size_t bytes; /* before what stands behind it on the line */
	bool heading; /* which is a title, or nothing */
};
struct article_mark article_mark(const struct lines *l, size_t line);

/* "1.1", "2.3.1.", "(a)", "b)", "c.", "(iv)" at the start of a line. */
struct article_item {
	size_t bytes; /* up to the text behind it; 0 where there is none */
	size_t mark;  /* of the mark itself */
	int number;   /* the last one of figures, or a roman one; 0 for none */
	int letter;   /* from 1; 0 for none */
};
struct article_item article_item(const struct lines *l, size_t line);

/* What begins a piece under the articles of an agreement, beside numbers and dashes. */
bool article_piece(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *p);

/* The place of a numbered clause: "article 3, clause 1". */
const char *article_clause(struct reader *r, struct draft *d, int number);

static inline const char *text_or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

#endif

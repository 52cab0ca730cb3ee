/* Elections by ballot, while a record is read: their lists, what sentences tell of a ballot
 * that has none, and who is elected. */
#ifndef TRUCE_DOMAIN_READER_ELECTION_H
#define TRUCE_DOMAIN_READER_ELECTION_H

#include "domain/reader/record.h"

/* A figure of the ballot. */
enum figure {
	FIGURE_NONE,
	FIGURE_PAPERS,
	FIGURE_INVALID,
	FIGURE_VALID,
	FIGURE_ABSTAINING,
	FIGURE_VOTING,
	FIGURE_REQUIRED,
	FIGURE_OTHER, /* that no field holds */
	FIGURE_NAMES
};

#define ROWS_MOST 192 /* of a list: names, and numbers on lines of their own */

/* One line: words, and the number behind leaders or a colon; -1 where none is. */
struct row {
	const char *text;
	size_t size;
	int number;
};

/* Lines of a list until names and numbers are paired. */
struct poll {
	struct row rows[ROWS_MOST];
	size_t count;
};

/* row.c */
struct row election_row(const struct lines *l, size_t line);
bool row_begins(const struct row *row, const char *words);                   /* and goes on */
enum figure election_figure_of(const struct row *row);                       /* that a line is of */
void election_figure(Truce__V1__Vote *vote, enum figure figure, int number); /* below 0: none */

/* poll.c */
bool poll_take(struct record *rec, struct poll *poll, size_t line); /* false where the list has ended */
void poll_end(struct record *rec, struct list *candidates, struct poll *poll, size_t line); /* pairs them */
void election_candidate(struct reader *r, struct list *candidates, const char *name, size_t size, int votes,
			uint32_t line);

/* election_told.c */
/* Candidates of running words, "Chad obtained 65 votes, Peru 29 and Fiji 1"; the bytes that
 * they take, 0 for none. */
size_t election_names(struct record *rec, const char *text, size_t size, struct list *candidates, uint32_t line);
/* Takes what the presiding officer's next words tell of a secret ballot without a list. */
void election_told(struct record *rec, struct ballot_box *box);

#endif

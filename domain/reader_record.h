/* The record of one meeting while it is read: what its steps hand to each other.
 *
 * The cover is read first, then the lines behind it become units in order: turns,
 * directions, decisions, votes, headings. Each turn is a draft of its own; all else
 * is the meeting's, drafts[0]. What needs the units' texts (who was invited, what
 * was voted on) is settled at the end. */
#ifndef TRUCE_DOMAIN_READER_RECORD_H
#define TRUCE_DOMAIN_READER_RECORD_H

#include "domain/reader_internal.h"

#define WINDOW_BYTES 4096

/* Lines as one text: white space between them single, furniture left out. */
struct window {
	char text[WINDOW_BYTES + 1];
	size_t size;
	size_t end; /* the line after its last */
};

/* A vote while it is read. */
struct ballot_box {
	Truce__V1__Vote *vote;
	struct list ballots, notes;
	size_t piece;       /* of the meeting: its lists; SIZE_MAX before there are any */
	size_t turn_before; /* drafts; 0 for none */
	size_t turn_after;
	size_t decision; /* of the meeting's decisions, from 1; 0 for none */
	bool listed[5];  /* choices that have a list */
	bool settled;
	bool ended; /* a decision said how it ended */
};

/* A decision while it is read. */
struct ruling {
	Truce__V1__MeetingDecision *decision;
	size_t piece;
	size_t vote; /* from 1; 0 for none */
};

struct record {
	struct reader *r;
	Truce__V1__MeetingRecord *m;
	struct draft *meeting;
	struct draft *turn; /* that a line may go on; NULL where none is open */
	size_t turn_number; /* of the last turn, from 1 */
	struct layout layout;
	size_t cover_end;   /* the line after the cover's last */
	size_t agenda_line; /* "Agenda" on the cover; cover_end where there is none */
	size_t before;      /* the last line that went into a unit; SIZE_MAX for none */
	size_t loose;       /* first of the lines that wait for what follows; SIZE_MAX for none */
	bool loose_in_turn; /* they go back to the turn where no label follows */
	struct list votes, rulings, chairs, presiding, members, items;
	struct ballot_box *box; /* the last vote, open for its result; NULL for none */
	const char *opened, *closed;
	size_t chair; /* of chairs, from 1: who presides now; 0 for nobody known */
};

/* Fills w with lines from first to end, as far as they fit. */
void window_fill(struct window *w, const struct lines *l, size_t first, size_t end);

/* What a direction or a decision does to what stands around it. */
enum direction {
	DIRECTION_NONE,
	DIRECTION_STAGE, /* and what follows waits for a label */
	DIRECTION_ASIDE, /* and the turn goes on */
	DIRECTION_OPENED,
	DIRECTION_CLOSED,
	DIRECTION_SUSPENDED,
	DIRECTION_CHAIR,  /* somebody took the chair; the turn goes on */
	DIRECTION_RETURN, /* the president returned to it, alike */
	DIRECTION_DECISION,
	DIRECTION_VOTE, /* a vote was taken */
	DIRECTION_NOTE, /* a later note to a vote */
};

/* reader_direction.c: the direction that begins at a line; its lines are w's. */
enum direction direction_at(struct record *rec, size_t line, struct window *w);

/* reader_cover.c */
void cover_find(struct record *rec);
void cover_read(struct record *rec);
const char *clock_in(struct reader *r, const char *text); /* "15:10" of "at 3.10 p.m."; "" for none */

/* reader_vote.c */
bool vote_list_at(const struct lines *l, size_t line); /* "In favour:" */
size_t vote_read(struct record *rec, size_t line);     /* the line after its lists */
void vote_open(struct record *rec, const char *method);
void vote_note(struct record *rec, struct ballot_box *box, const char *text, int block);
void votes_settle(struct record *rec);

/* reader_tally.c */
struct tally {
	int in_favour, against, abstaining; /* -1 where it is not told */
	Truce__V1__Vote__Result result;
	const char *instrument; /* "S/RES/2448 (2018)"; NULL for none */
	bool any;
};
void tally_read(struct tally *out, const struct words *w, size_t first, size_t end, struct arena *arena);
bool decision_begins(const char *text, size_t size); /* whether its first word may be a decision's */
bool decision_is(const struct words *w);             /* "Draft resolution … was adopted by …" and nothing else */
/* Parties of a list, "A, B and C", by name; calls put for each. */
void names_split(struct reader *r, const char *text, void (*put)(struct reader *r, const char *name, void *of),
		 void *of);

/* reader_chair.c */
void chair_took(struct record *rec, const char *text);
void chair_returned(struct record *rec);
void chair_add(struct record *rec, const char *text, const char *role); /* of the cover */
void chair_resolve(struct record *rec, Truce__V1__Turn *turn);
void capacities_find(struct reader *r, struct draft *d);

/* reader_guests.c */
void guests_resolve(struct reader *r);

#endif

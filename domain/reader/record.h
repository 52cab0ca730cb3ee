/* The record of one meeting while it is read: what its steps hand to each other.
 *
 * The cover is read first, then the lines behind it become units in order: turns,
 * directions, decisions, votes, headings. Each turn is a draft of its own; all else
 * is the meeting's, drafts[0]. What needs the units' texts (who was invited, what
 * was voted on) is settled at the end. */
#ifndef TRUCE_DOMAIN_READER_RECORD_H
#define TRUCE_DOMAIN_READER_RECORD_H

#include <string.h>

#include "domain/reader/internal.h"

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
	bool listed[5];  /* choices that have a list, */
	bool nobody[5];  /* and those whose list says "None" */
	bool settled;
	bool named;          /* its decision says what it was on */
	bool ended;          /* a decision said how it ended, */
	bool counted;        /* or its totals */
	size_t turn_list;    /* drafts: the turn that an election's list stands in, or its words */
	size_t opening;      /* of the meeting's pieces, from 1: "A vote was taken …"; 0 for none */
	size_t told;         /* of turn_before's blocks, from 1: nothing but its words tell it; 0 for others */
	size_t told_at;      /* a byte of it: what was put stands before */
	const char *subject; /* what its decision says that it was on; NULL where none does */
	const char *said;    /* the presiding officer's words that tell the result; NULL for none */
};

/* A decision while it is read. */
struct ruling {
	Truce__V1__MeetingDecision *decision;
	size_t piece;
	size_t vote; /* from 1; 0 for none */
};

/* An agenda item, and the meeting's pieces that name it. */
struct matter {
	Truce__V1__MeetingItem *item;
	size_t first, end;
};

struct record {
	struct reader *r;
	Truce__V1__MeetingRecord *m;
	struct draft *meeting;
	struct draft *turn;  /* that a line may go on; NULL where none is open */
	struct draft *floor; /* the last turn, where who presides has it and nothing ended it; else NULL */
	int paragraph;       /* number of the last paragraph that has one; 0 for none */
	size_t turn_number;  /* of the last turn, from 1 */
	struct layout layout;
	size_t cover_end;   /* the line after the cover's last */
	size_t agenda_line; /* "Agenda" on the cover; cover_end where there is none */
	size_t cover_items; /* matters of the cover, which come first */
	size_t before;      /* the last line that went into a unit; SIZE_MAX for none */
	size_t list_end;    /* the last line of an election's list; NOWHERE for none */
	size_t loose;       /* first of the lines that wait for what follows; SIZE_MAX for none */
	bool loose_in_turn; /* they go back to the turn where no label follows */
	struct list votes, rulings, chairs, presiding, members, matters;
	struct ballot_box *box;    /* the last vote, open for its result; NULL for none */
	bool bilingual;            /* a French column stands beside the English one */
	bool column;               /* the lines stand in it */
	struct draft *column_turn; /* that it cut; NULL for none */
	bool weekday;              /* the meeting's date has one */
	int joined_number;         /* of a symbol that digits follow behind a blank; 0 for none */
	bool plenary;              /* the meeting's number is a plenary meeting's */
	bool letter;               /* it is a letter's, whose annexes are the statements */
	const char *opened, *closed;
	size_t chair;      /* of chairs, from 1: who presides now; 0 for nobody known */
	struct words said; /* the room for those of a paragraph without a label */
	bool says_acting;  /* lines begin with "The Acting President": he who sits in */
};

#define NOWHERE SIZE_MAX /* a line that is not there */

/* window.c */
/* Fills w with lines from first to end, as far as they fit. */
void window_fill(struct window *w, const struct lines *l, size_t first, size_t end);
const char *window_text(struct record *rec, size_t first, size_t end); /* the same, as a text */
bool is_leader(const char *text, size_t size, size_t i);               /* three dots and more, blanks between */
const char *clock_in(struct reader *r, const char *text);              /* "15:10" of "at 3.10 p.m."; "" for none */

/* line.c */
uint32_t line_number(const struct record *rec, size_t line);
const char *line_printed(struct record *rec, size_t line); /* cut, for a finding */
bool lines_are_furniture(const struct lines *l, size_t first, size_t end);
bool line_hangs(const struct lines *l, size_t line);                   /* its last word asks for another */
bool text_ends_with(const char *text, size_t size, const char *words); /* in any letter case */
bool ends_with_word(const char *text, size_t size, const char *word);  /* the same, behind a blank */
bool ends_with_title(const char *text, size_t size);                   /* "… and Mr." */
bool communique_begins(const struct lines *l, size_t i);               /* of a closed meeting: nobody's speech */
bool meeting_opens(const struct lines *l, size_t i); /* "The meeting was called to order", "In the absence of the …" */
/* Bytes of a footnote's number and the blank behind it, "1 The", "2/ The"; 0 for none. */
size_t footnote_at(const char *text, size_t size);
/* Whether a line is a direction by itself, and no speech whatever stands before it. */
bool direction_stands_alone(const struct lines *l, size_t line);

/* matter.c */
bool agenda_begins(const struct lines *l, size_t i);
bool item_begins(const char *text, size_t size); /* "Agenda item 48 and 114 (continued)" */
/* The numbers of such a line; *title is where they end. */
const char *item_number(struct record *rec, const char *text, size_t *title);
/* A title without the mark of its footnote: "Question of the wells (continued)*". */
const char *title_unmarked(struct reader *r, const char *title);
/* An item of the meeting's last piece. */
struct matter *matter_add(struct record *rec, const char *number, const char *title);
/* The item that is before the meeting at a piece; NULL for none. */
const Truce__V1__MeetingItem *matter_of(const struct record *rec, size_t piece);

/* annex.c */
bool annex_at(const struct lines *l, size_t line);   /* "Annex IV" over "Statement by …" */
size_t annex_begin(struct record *rec, size_t line); /* its turn; the line after its first */
/* Symbol and title of a letter, and its pages' headers. */
void letter_read(struct record *rec);
bool annexes_fit(const struct lines *l); /* a letter whose annexes are statements */

/* heading.c */
#define HEADING_LINES 12
void loose_spoken(struct record *rec, size_t line); /* gives those up to one to who has the floor */
void loose_return(struct record *rec, size_t end);  /* the lines that wait were the turn's */
void loose_end(struct record *rec, size_t end);     /* they were not */
void turn_trim(struct record *rec, size_t line);    /* takes headings off the open turn's end */

/* column.c */
void columns_find(struct record *rec);
bool column_is(const struct record *rec, size_t line); /* a line that is surely of the French column */
void column_take(struct record *rec, size_t line);
void column_end(struct record *rec); /* the turn that it cut is open again */
/* Whether a line that tells nothing goes on with the column; where it does not, the
 * column has ended. */
bool column_goes_on(struct record *rec, size_t line);
/* Takes the French lists that stand between the English ones of a vote: the line that these
 * go on with; 0 where there are none. */
size_t column_between(struct record *rec, size_t line);

/* merged.c */
/* Reads notes to votes at a page's foot behind the paragraph that they stand in. */
void feet_read(struct record *rec);
void merged_find(struct record *rec); /* columns that a copy merged, line by line: a finding */

/* turn.c */
size_t turn_begin(struct record *rec, size_t line, struct label *label); /* the line after its first */
void turn_text(struct record *rec, size_t line, bool begins);            /* begins: it may begin a paragraph */
void turn_language(struct record *rec, size_t line, const char *language);

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
	DIRECTION_VOTE,   /* a vote was taken */
	DIRECTION_ABSENT, /* who took no part in it */
	DIRECTION_NOTE,   /* a later note to a vote */
};

/* direction.c */
/* The direction that begins at a line; its lines are w's. */
enum direction direction_at(struct record *rec, size_t line, struct window *w);

/* proceed.c */
/* What a direction does to the record; the line after it. */
size_t direction_take(struct record *rec, size_t line, enum direction direction, const struct window *w);

/* head.c */
/* Lines to one whose columns are wide apart, as they are read: what begins the lines,
 * then what stands behind. False where none has two. */
bool head_apart(struct record *rec, size_t end, struct lines *out);

/* number.c */
/* Digits at the beginning of "107th plenary meeting", "8422nd meeting", and of "8422"
 * or "8422nd" over "meeting"; 0 where none stand so. */
size_t meeting_digits(const struct lines *l, size_t line);
bool meeting_is_named(const struct lines *l, size_t line); /* "PLENARY MEETING 562nd", "its 749th meeting" */
void number_read(struct record *rec, size_t line);

/* when.c */
void place_held(struct record *rec, size_t line);       /* of "Held at Headquarters, New York, on …" */
void place_of_records(struct record *rec, size_t line); /* of "Official Records NEW YORK" */
void date_read(struct record *rec, size_t line, size_t end);
void weekday_read(struct record *rec, size_t line); /* the same where the line begins with the weekday */

/* series.c */
/* The symbol of a meeting whose record prints none, where its number tells it. */
void symbol_tell(struct record *rec);

/* organ.c */
const char *organ_of_symbol(const char *symbol); /* "" for none */
/* The organ by a line of the cover, and by what it says of the agenda. */
void organ_read(struct record *rec, size_t line, size_t end);
void organ_of_agenda(struct record *rec, size_t line);

/* cover.c */
void cover_find(struct record *rec);
void cover_read(struct record *rec);

/* Whether a line begins with words, in any letter case. */
static inline bool line_begins(const struct lines *l, size_t i, const char *words)
{
	size_t n = strlen(words);
	return line_size(l, i) >= n && text_equal(line_text(l, i), n, words, n);
}

/* members.c */
bool president_begins(const struct lines *l, size_t line);
bool members_begin(const struct lines *l, size_t line);
/* The line that what begins at a line ends with, which is itself
 * where nothing does. */
size_t president_read(struct record *rec, size_t line, size_t end);
size_t members_read(struct record *rec, size_t line, size_t end);

/* Pairs members that have no names with as many names that stand in a block of their own
 * behind the head of the agenda, where a cover's columns are read one by one; the line
 * behind them. */
size_t members_names(struct record *rec, size_t line, size_t end);

/* agenda.c */
bool item_ends(const char *text, size_t size); /* "Question of the wells [38]": an item's own number */
void agenda_read(struct record *rec);
void matters_link(struct record *rec); /* items of the body to those of the cover */
void matters_cite(struct record *rec); /* the citations of a heading are its item's documents */

/* vote_box.c */
bool vote_list_at(const struct lines *l, size_t line); /* "In favour:" */
struct ballot_box *vote_box_new(struct record *rec);
void vote_open(struct record *rec, const char *method);
/* The vote that a ballot's list belongs to: the one announced, or a new one. Its piece is
 * the meeting's last. */
struct ballot_box *vote_of_ballot(struct record *rec);
void vote_total(Truce__V1__Vote *vote, Truce__V1__Vote__Choice choice, int total); /* below 0: none */
void vote_cast(struct record *rec, struct ballot_box *box, Truce__V1__Vote__Choice choice, const char *names);
/* Casts the ballots of lists, "In favour: A, B. Against: C"; line: the number of their first. */
void vote_lists_take(struct record *rec, struct ballot_box *box, char *text, uint32_t line);
/* The blocks of a turn that stand before a vote; at: bytes of the last of them that do. */
size_t blocks_before(const struct record *rec, const struct ballot_box *box, size_t turn, size_t *at);
/* The first block behind a vote, of the turn that is: a later one, or the same that goes on. */
size_t block_behind(const struct record *rec, const struct ballot_box *box);

/* vote.c */
size_t vote_read(struct record *rec, size_t line); /* the line after its lists */

/* vote_named.c */
bool vote_absent_is(struct reader *r, const struct window *w); /* "China did not participate in the voting." */
void vote_absent(struct record *rec, const struct window *w);
/* Who is named with a total, "3 abstentions (Chad, Peru and Fiji)", where no list is. */
void vote_named(struct record *rec, struct ballot_box *box, const char *text);

/* election.c */
bool election_at(const struct lines *l, size_t line);  /* "Number of ballot papers: 192" */
size_t election_read(struct record *rec, size_t line); /* the line after its list */

/* elected.c */
void elections_settle(struct record *rec); /* ballots that words tell, and who is elected */

/* vote_note.c */
void vote_note(struct record *rec, struct ballot_box *box, const char *text, int block);

/* The vote that a note is of, from 1: the one whose decision bears the note's mark, else the last. */
size_t vote_of_note(const struct record *rec, const char *text);

/* vote_outcome.c */
/* What a decision became, as the footnote to it tells; NULL for none. */
const char *vote_outcome_noted(struct record *rec, const struct piece *p);

/* vote_noun.c */
/* What a part is called, with its first and its last word as they were meant. */
const char *vote_part_read(struct reader *r, const char *text, size_t size);
size_t vote_part_numbers(const struct words *w, size_t i, bool letters); /* behind "paragraph": words taken */

/* vote_part.c */
/* By a decision's words; cited: they name a document. */
const char *vote_part_of(struct reader *r, const char *text, bool cited);
const char *vote_subject(struct reader *r, const char *text);        /* what was decided on, as it says */
const char *vote_subject_said(struct reader *r, const char *text);   /* of "The motion has been adopted"; "" */
const char *vote_part_said(struct reader *r, const struct words *w); /* by who puts it to the vote; "" for none */
bool vote_part_is_order(const char *part); /* of how to go on, in the decision's words: "to adjourn the debate" */
bool vote_part_told(const char *text);     /* whether a decision says more than totals */
bool vote_part_is_place(const char *text, size_t size); /* "Draft resolution II" and nothing else */
bool vote_part_says_place(const char *text);            /* "… paragraph 7 of draft resolution III" */

/* vote_settle.c */
void votes_settle(struct record *rec);

/* count.c */
size_t count_at(const struct words *w, size_t i, int *out); /* "143", "thirteen", "none": words taken */

/* tally.c */
struct tally {
	int in_favour, against, abstaining; /* -1 where it is not told */
	Truce__V1__Vote__Result result;
	const char *instrument; /* "S/RES/2448 (2018)"; NULL for none */
	bool any;
	bool turned; /* "rejected by": the larger number first */
};
/* Whether word i is another one with a letter that a scan spoiled: "againt". */
bool word_is_spoiled(const struct words *w, size_t i, const char *word);
void tally_read(struct tally *out, const struct words *w, size_t first, size_t end, struct arena *arena);
bool decision_begins(const char *text, size_t size); /* whether its first word may be a decision's */
bool decision_is(const struct words *w);             /* "Draft resolution … was adopted by …" and nothing else */

/* list.c */
/* Parties of a list, "A, B and C", by name; calls put for each. */
bool names_are_none(const char *text); /* a list says "None" */
void names_split(struct reader *r, const char *text, void (*put)(struct reader *r, const char *name, void *of),
		 void *of);

/* chair.c */
void chair_learn(struct record *rec); /* how labels call who sits in */
void chair_took(struct record *rec, const char *text);
void chair_returned(struct record *rec, const char *text);
void chair_add(struct record *rec, const char *text, const char *role); /* of the cover */

/* Gives the only one whom the cover names as who presides a state; false where there is no
 * such one, or where that one has a state. */
bool chair_state(struct record *rec, const char *party);
void chair_resolve(struct record *rec, Truce__V1__Turn *turn);
void capacities_find(struct reader *r, struct draft *d);

/* guests.c */
/* The party of "President of the Republic of Rwanda": behind an "of", as far as it is a
 * party's name; "" for none. */
const char *function_party(struct reader *r, const char *function);
void guests_resolve(struct reader *r);
/* A name alone, "Kofi Odd:", as the label of whom the presiding officer has just called. */
bool guest_at(struct record *rec, size_t line, struct label *out);

#endif

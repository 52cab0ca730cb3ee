/* What the reader's steps hand to each other. */
#ifndef TRUCE_DOMAIN_READER_INTERNAL_H
#define TRUCE_DOMAIN_READER_INTERNAL_H

#include "domain/lines.h"
#include "domain/reader.h"
#include "domain/words.h"
#include "proto/message.h"

/* Pointers to messages, growing in the arena. */
struct list {
	void **items;
	size_t count, capacity;
};

/* The lexicon cut into words, found by the first of them. */
struct lexicon_row {
	const struct lexicon_entry *entry;
	struct words words;
	int32_t first_day, last_day; /* of a date among the words; first_day > last_day where there is none */
	size_t next;                 /* of the same first word: its place plus 1, 0 for none */
	size_t next_key;             /* of the same key, alike */
};

struct lexicon_index {
	struct lexicon_row *rows;
	size_t count;
	size_t *slots; /* place in rows plus 1, 0 for none */
	size_t mask;
	size_t by_key[64];   /* rounds by ordinal, dated instruments by first day */
	uint64_t begins[16]; /* a bit for the hash of each row's first word */
};

/* What became of a line. */
struct fate {
	uint32_t draft, piece; /* that hold it, from 1; 0 for none */
	const char *reason;    /* of furniture */
	uint32_t footnote;     /* lines of the footnote that begins with it; 0 for none */
};

#define MENDED_MOST 200 /* names of a text that are looked up with a letter changed */

/* One reading of one text. A step that cannot allocate sets full and goes on
 * harmlessly; the end asks. */
struct reader {
	const Truce__V1__ImportTextRequest *request;
	const char *text_name;
	struct arena *arena;
	struct lexicon_index lexicon;
	struct lines lines;
	struct text_set spelled; /* words as the text spells them within lines, hyphens included */
	struct list findings;
	struct list drafts;
	struct fate *fates; /* in step with the lines; set with the sections */
	bool record;        /* the text is the record of a meeting, drafts[0] the meeting */
	int this_year;      /* of the request's date; 0 where it has none */
	size_t mended;      /* names of parties read with a letter changed */
	const char *tongue; /* the language of speeches; NULL before it is asked for */
	uint64_t steps;     /* lines and words looked at, those looked at again counted again */
	bool full;
};

/* Lines of one document of the text. */
struct text_kind;
struct part {
	size_t first, end;
	const struct text_kind *kind;
};

/* A block before its text is put together. */
struct piece {
	Truce__V1__Block__Kind kind;
	Truce__V1__TextSection__Kind section; /* unspecified: by kind */
	size_t first, end;                    /* its lines, furniture among them left out */
	size_t text_line;                     /* where its text begins: a line, */
	uint32_t text_from;                   /* and a byte of the whole text */
	int number, turn;
	int vote;             /* of a record's vote, from 1 */
	const char *language; /* of a note of language, the one it names, "" for one not known; else NULL */
	const char *reason;   /* why it is refused; NULL for the usual */
	const char *read;     /* its text as it is read; NULL where it is the block's */
	const char *place;    /* of an agreement's clause, how it is cited: "article 3, clause 1" */
	bool item;            /* of a clause: "(a)", */
	bool nested;          /* or this and "1.2" */
};

/* The article of an agreement that its clauses are of. */
struct article {
	const char *name;   /* "article 3"; NULL before the first */
	const char *clause; /* that items are of */
	int highest;        /* number of any before */
	int count;          /* clauses of it so far */
	int letter, roman;  /* of the last item */
	bool again;         /* its number was used before */
	bool ended;         /* signatures follow */
};

/* One statement while it is read: the messages' lists before they are fixed. */
struct draft {
	Truce__V1__Statement *statement;
	struct piece *pieces; /* in step with blocks once these are made */
	size_t piece_count, piece_capacity;
	struct list blocks, turns, signatories, votes, citations, mentions, acts, commitments, links;
	const char *slug_from; /* what its id is made of */
	bool switches;         /* a turn goes on in another language */
	bool joint;            /* its parties speak in it without "we" */
	struct article article;
	bool issued;         /* those who sign it say "we" in it */
	bool symbol_told;    /* its symbol is not printed */
	bool presides;       /* its speaker presides over the meeting */
	size_t label_line;   /* of a turn */
	struct words *words; /* of each block, where they are cut already; else NULL */
};

/* A kind of text: how it is known, and how its lines become pieces. Rows are tried
 * in order; the last fits all. */
struct text_kind {
	Truce__V1__Statement__Kind kind;
	bool (*fits)(struct reader *r, const struct part *part);
	void (*shape)(struct reader *r, const struct part *part, struct draft *d);
};

/* make.c */
void *reader_new(struct reader *r, const ProtobufCMessageDescriptor *type); /* NULL: full is set */
void list_add(struct reader *r, struct list *list, void *item);             /* a NULL item is left out */
const char *reader_text(struct reader *r, const char *text, size_t size);
/* Where words stand in a text, looked for by the rarest of their letters; NULL where not. */
const char *text_find(const char *text, size_t size, const char *words, char rarest);
const char *reader_printf(struct reader *r, const char *format, ...) PRINTF_LIKE(2, 3);
void reader_find(struct reader *r, Truce__V1__Finding__Kind kind, uint32_t line, const char *printed,
		 const char *explanation);
Truce__V1__Party *reader_party(struct reader *r, const char *printed); /* resolved where it can be */
/* The same of the words from first to end, which may name who acts for a state: "the Government of
 * Norway", "the Kazakh delegation". */
Truce__V1__Party *reader_party_said(struct reader *r, const struct words *w, size_t first, size_t end,
				    const char *printed);
/* One that no name in English tells is by a name in that language, or by who stands for it there. */
void reader_party_told_in(Truce__V1__Party *party, const char *language);
/* The language of some words; "" where they tell none, or English. tongue.c */
const char *reader_language_of(const struct words *w);
/* That of speeches, by the text from the line on where it is first asked for. */
const char *reader_language_at(struct reader *r, size_t line);
/* Resolves a party whose name a scan spoiled, as a finding of that line. */
void reader_party_mend(struct reader *r, Truce__V1__Party *party, uint32_t line);
/* A finding on one that is not resolved: the two parties that it may be, else why. */
void reader_party_unresolved(struct reader *r, const Truce__V1__Party *party, uint32_t line, const char *why);
void reader_identify(struct reader *r, Truce__V1__Person *person); /* its id, by its name and party */
struct draft *draft_new(struct reader *r);
void furniture_add(struct reader *r, size_t line, const char *explanation); /* a line that is left out */

/* dateline.c: a line of place and date and nothing else; the same where it is no line of
 * running text; and place, or place and date, before a dash and a release's first words. */
struct dateline {
	const char *place;             /* "" for none */
	Truce__V1__DateInterval *date; /* NULL for none */
};
bool dateline_at(struct reader *r, size_t line, struct dateline *out);
bool dateline_stands(struct reader *r, size_t line, struct dateline *out);
bool dateline_before(struct reader *r, size_t line, struct dateline *out);
/* The same of a text: bytes up to the dash, 0 for none. */
size_t dateline_leads(struct reader *r, const char *text, size_t size, struct dateline *out);

/* lexicon.c */
bool lexicon_index_build(struct lexicon_index *index, const struct lexicon *lexicon, struct arena *arena);
/* Whether an entry may begin with a word of that hash; the bits say no of most. */
bool lexicon_has(const struct lexicon_index *index, uint32_t hash);
static inline bool lexicon_may_begin(const struct lexicon_index *index, uint32_t hash)
{
	return (index->begins[hash >> 22 & 15] >> (hash >> 26) & 1) != 0;
}
static inline bool lexicon_begins(const struct lexicon_index *index, uint32_t hash)
{
	return lexicon_may_begin(index, hash) && lexicon_has(index, hash);
}
/* The longest entry of these kinds (1 << kind, or'ed) at word at; words taken, 0 for
 * none. */
size_t lexicon_match(const struct lexicon_index *index, const struct words *w, size_t at, unsigned kinds,
		     const struct lexicon_entry **out);
const struct lexicon_entry *lexicon_round(const struct lexicon_index *index, const char *process, int ordinal);
/* The instrument whose words begin with word head and hold these days. */
const struct lexicon_entry *lexicon_instrument(const struct lexicon_index *index, const struct words *w, size_t head,
					       int32_t first_day, int32_t last_day);
/* Whether one of the target's names holds these days. */
bool lexicon_dated(const struct lexicon_index *index, const char *target, int32_t first_day, int32_t last_day);

/* beside.c */
void beside_read(struct reader *r); /* puts the lines of a record's columns into order */

/* coded.c */
void bare_read(struct reader *r);  /* marks of mail, lines that hold none of the text, marks between pages */
void coded_read(struct reader *r); /* characters in another coding, blanks */

/* scan.c */
void scan_mend(struct reader *r); /* words that a scan spoiled are read as they were printed */

/* furniture.c */
void furniture_mark(struct reader *r); /* by the form of a line */
/* Of a record's pages, from a line on; titles of its cover are known. */
void record_furniture_mark(struct reader *r, size_t from, size_t cover_end);
/* page_titles.c: running titles beside page headers; header: a byte for each line, whether it is
 * one of a page. */
void page_titles_mark(struct reader *r, size_t from, size_t cover_end, uint8_t *header);
/* running.c: lines of a running head without a symbol that begins at line i. */
size_t running_head(const struct lines *l, size_t i);
bool running_part(const struct lines *l, size_t i); /* "Fifty-first year" or "14 May 1999" and nothing else */
/* footnote.c: lines of a footnote that begins at line i, 0 for none. */
size_t footnote_lines(const struct lines *l, size_t i);
/* Leaves out the mark of a note where what it is of ends a line with it. */
void footnote_unmark(struct lines *l, size_t note);
/* page.c */
bool record_symbol_is(const char *text, size_t size);
size_t record_symbol_at(const char *text, size_t size); /* bytes taken of "S/PV.4625 (Resumption 1)" */

/* kinds.c */
size_t reader_parts(struct reader *r, struct part parts[2]); /* 1 or 2 */
struct label;
Truce__V1__Turn *turn_make(struct reader *r, const struct label *label);

/* label_lines.c */
struct label {
	const char *printed;
	const char *person;
	const char *party;    /* as printed; "" where there is none */
	const char *function; /* behind the brackets; "" where there is none */
	const char *language; /* "" where none is noted */
	size_t last;          /* the line that its colon is in */
	size_t line;          /* where the text after it begins: a line of the reader, */
	uint32_t from;        /* and a byte */
	size_t size;          /* of person_at: bytes taken */
	bool officer;         /* of an office, not a name */
	bool sure;            /* it has brackets */
	bool empty;           /* nothing stands behind it */
};

bool label_at(struct reader *r, size_t line, size_t end, struct label *out);
bool label_is_near(const struct lines *l, size_t line);        /* begins like one, with a colon near */
const char *language_note(const struct lines *l, size_t line); /* "ru" of a line "(spoke in Russian)"; or NULL */
/* A title and a name with its brackets, in running text: "Mr. Wali (Nigeria)". */
bool person_at(struct reader *r, const char *text, size_t size, struct label *out);

/* blocks.c */
struct piece *piece_add(struct reader *r, struct draft *d, Truce__V1__Block__Kind kind, size_t first);
/* Whether a line begins a piece whatever its layout says; may set up the new piece.
 * after_stop: a paragraph begins with it anyhow, or the line before ends with a stop. */
typedef bool piece_starts(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *piece);

/* Whether line i begins a paragraph after line before, by how the text is set. */
bool paragraph_begins(const struct lines *l, const struct layout *layout, size_t before, size_t i);

/* Adds the paragraphs of lines first to end; starts may be NULL. */
void paragraphs_add(struct reader *r, struct draft *d, size_t first, size_t end, piece_starts *starts);
void blocks_build(struct reader *r, struct draft *d);
void blocks_cut(struct reader *r, struct draft *d);          /* into words, which are kept */
const char *block_read(const struct draft *d, size_t block); /* its text as it is read, byte for byte */
uint32_t block_line(const struct reader *r, const struct draft *d, size_t block, uint32_t at); /* number of the line */

/* opening.c: how a joint statement or an agreement begins. */
struct joint_head {
	size_t start;    /* its first line, */
	size_t opening;  /* that of its opening, */
	size_t preamble; /* the one behind it, */
	size_t item;     /* and that of the first item, clause or article */
	bool agreement;  /* as its title says */
};
/* A dash item or a numbered clause at the start of a line. */
struct joint_marker {
	size_t bytes; /* up to the text behind it; 0 where there is none */
	int number;   /* 0 for a dash */
};
struct joint_marker joint_marker(const struct lines *l, size_t line);
/* The first of the lines from first to end; false where there is none. */
bool joint_head_find(struct reader *r, size_t first, size_t end, struct joint_head *h);
/* What a line says behind "Done at": place and date; false where it has no date. */
bool dateline_done(struct reader *r, size_t line, struct dateline *out);
/* Whether a line is the title of such a text. */
bool line_titles_joint(struct reader *r, size_t line);
/* Words of a title before whose words a text is, 0 where it does not tell: "Press statement by";
 * whether they were spoken goes to *spoken. */
size_t title_whose(const struct words *w, bool *spoken);

/* whose.c: who speaks in a release or a report, as its title tells. */
void whose_read(struct reader *r, struct draft *d);

/* signatories.c */
struct words joint_words(struct reader *r, size_t first, size_t end); /* of these lines */
/* The text of words from first to end, as printed. */
const char *joint_text(struct reader *r, const struct words *w, size_t first, size_t end);
int joint_parties_named(struct reader *r, const struct words *w); /* known ones, in an opening */
/* Who signs: whom the opening of a text names, or its title behind "between", which may name more of
 * those who are known. */
void signatories_find(struct reader *r, struct draft *d, const char *opening, uint32_t line);
/* Who signs, by an opening that stands on a line. */
void signatories_read(struct reader *r, struct draft *d, const char *opening, uint32_t line);

/* joint.c */
size_t joint_find(struct reader *r, size_t first, size_t end); /* its first line; end where there is none */
bool agreement_fits(struct reader *r, const struct part *part);
bool joint_fits(struct reader *r, const struct part *part);
void joint_shape(struct reader *r, const struct part *part, struct draft *d);
void joint_commit(struct reader *r, struct draft *d);

/* due.c: when a clause's commitment is due, and how long it lasts, into out; made: the text's
 * day, or NULL. What gives no day is a finding. */
void due_read(struct reader *r, const struct words *w, Truce__V1__DateInterval *made, uint32_t line,
	      Truce__V1__Commitment *out);

/* unbroken.c */
void unbroken_cut(struct reader *r); /* a record's lines, where the text has none */

/* seats.c */
const char *seat_of(const char *id, size_t n); /* the nth seat of a state's government, from 0; or NULL */
const char *seat_state(const char *name);      /* the id of the state whose seat it is; or NULL */
void seat_words_add(struct word_bits *bits);   /* the words of all seats */

/* fits.c */
bool record_fits(struct reader *r);

/* proceedings.c */
void record_read(struct reader *r); /* into drafts: the meeting, then its turns */

/* sections.c */
void sections_build(struct reader *r, struct list *out);

/* find.c */
struct finder;
struct finder *finder_new(struct reader *r);
void blocks_scan(struct finder *f, struct draft *d);
void finder_end(struct finder *f); /* after the last draft */

/* ids.c */
#define ID_SIZE 63                      /* bytes of an id, at most */
void ids_give(struct reader *r);        /* to one document or two */
void ids_give_record(struct reader *r); /* to a meeting and its turns */

/* settle.c */
void statement_settle(struct reader *r, struct draft *d);

#endif

/* What a vote is on: the texts that are before a meeting, and the words that put one of
 * them to the vote.
 *
 * A text is known by its symbol; where it was named, the words around it say what it is
 * and whose. The presiding officer's words before a vote win; a sponsor, an ordinal or
 * "as a whole" is looked for among the texts; where nothing is said, the one text that is
 * left counts, and of several none. Borrows the record; no more is looked at for a vote
 * than the constants of vote_put.c and vote_text.c allow. */
#ifndef TRUCE_DOMAIN_READER_VOTE_H
#define TRUCE_DOMAIN_READER_VOTE_H

#include "domain/reader/record.h"

enum text_noun {
	NOUN_NONE,
	NOUN_DRAFT,
	NOUN_PROPOSAL,
	NOUN_AMENDMENT,
	NOUN_REPORT,
	NOUN_LETTER,
	NOUN_PROCEDURE,
	NOUN_PART
};

#define WHOSE_MOST 6
struct sponsors;
#define TEXTS_MOST 64 /* that are looked at, the last ones */

struct vote_text {
	const char *symbol;
	enum text_noun noun;
	const char *whose[WHOSE_MOST];     /* words that may say who submitted it, */
	struct sponsors *told[WHOSE_MOST]; /* and what they do, once that was asked; else NULL */
	size_t whose_count;
	size_t first, last; /* turns in which it was named */
	uint32_t block, at; /* of the last: where */
	const char *base;   /* of an amendment: the draft that it amends, */
	const char *to;     /* or the words that tell which, to_size bytes; NULL for none */
	size_t to_size;
	bool listed;      /* by the presiding officer, or in the item's heading */
	bool voted, gone; /* gone: withdrawn, or revised */
	bool aside;       /* a report on what it costs, or the Secretary-General's */
	bool many;        /* several amendments stand in it */
	bool sub;         /* a sub-amendment */
	bool motion;      /* a motion that is a document of its own */
	const char *part; /* a text in it that was voted on, its words; NULL for none */
	bool several;     /* amendments stand in it, by what was said of it or by the votes */
	bool behind;      /* named last behind another report, in one sentence with it */
};

struct vote_texts {
	struct list texts;
	struct words words;               /* used again for each stretch, */
	struct sponsors *asked;           /* and for who is asked for */
	size_t turn, item, cited, ruling; /* to look at next: a draft, a matter, its citations, a ruling, */
	size_t named;                     /* and the draft's citation; */
	size_t block, at;                 /* what of its words was looked at for items */
	const char *drafted;              /* the last draft that was named; NULL for none */
	size_t orals;                     /* votes on amendments that nothing but words tells */
	bool committees;                  /* the meeting is a Committee's: it votes on drafts of its own */
	bool costs;                       /* the sentence is on what a draft costs, */
	bool amended;                     /* or on amendments, and has named what they are to */
};

/* vote_noun.c */
/* The noun that begins at word i, "draft resolution"; words taken, 0 for none. */
size_t noun_at(const struct words *w, size_t i, enum text_noun *out);
bool phrase_quote(const struct words *w, size_t i); /* a quotation mark */

/* vote_act.c */
/* A sentence of a presiding officer that may put something to the vote. */
struct vote_put {
	struct record *rec;
	const struct vote_texts *texts;
	const struct draft *d;
	const struct words *w;
	size_t turn, block, offset; /* the words begin at that byte of the block */
	size_t first, end;          /* the sentence */
	size_t from, to;            /* its words that say on what */
	bool vote;                  /* it says that a vote is taken, not only what comes next */
	bool open;                  /* a later one puts a text to the vote, and says not which */
	bool only_votes;            /* what only comes next is no text of this vote */
	bool amends;                /* the vote is on an amendment, and there are some */
	enum text_noun on;          /* what its decision says that it is on */
};

/* The ordinal that a vote on several begins with from word i on, "beginning with the second": its
 * word; p->to for none. */
size_t put_nth(const struct vote_put *p, size_t i);
/* What a sentence says to be voted on: its last words that do, those that only come next
 * where no others do. */
bool sentence_puts(struct vote_put *p);
size_t citations_of(const struct draft *d, size_t block);                /* the first one of a block, or behind it */
size_t citations_from(const struct draft *d, size_t block, size_t byte); /* that begins there, or behind it */
/* The first document that words name, looked for from a citation on, moved on; "" for none. */
const char *put_document(const struct vote_put *p, size_t from, size_t to, size_t *citation);

/* Whether words name a draft by its place; vote_noun.c */
bool put_says_place(const struct vote_put *p, size_t from, size_t to); /* "draft resolution II" */

/* vote_phrase.c */
/* What is voted on, as it is called: "second oral amendment", "draft resolution II". */
struct phrase {
	size_t first, end; /* its words, without an article */
	enum text_noun noun;
	bool told;      /* it says which of its like: an ordinal, a letter, a number, a quote, a purpose */
	bool whose;     /* it says who submitted it */
	bool many, sub; /* sub: a sub-amendment */
	bool about;     /* what it is on alone tells it: "amendment relating to the title" */
	bool placed;    /* nothing but the paragraph that it amends tells it from its like */
};

/* The phrase whose noun begins at word i, among words; false for none. */
bool phrase_at(const struct words *w, size_t i, size_t from, size_t to, struct phrase *out);
size_t phrase_sponsors(const struct words *w, const struct phrase *phrase,
		       size_t to); /* its end, with who submitted it */
const char *phrase_text(struct reader *r, const struct words *w, const struct phrase *phrase);
enum text_noun put_noun(const struct vote_put *p, size_t *at, size_t *behind); /* what is put: at which word */
const char *put_words(const struct vote_put *p, size_t noun); /* its words, with the noun at one of them */

/* vote_marked.c */
/* The part that a vote is on, in the presiding officer's words where the decision's are a
 * mere noun, "The amendment was rejected". */
const char *part_marked(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			const struct ballot_box *previous);

/* What the noun of a part is, and whether it is a mere noun. */
enum text_noun part_noun(struct record *rec, struct vote_texts *texts, const char *part, bool *mere);

/* Whether a vote is on the next amendment of the document that the one before it was on: "The second is to delete
 * paragraph 5." */
bool part_is_next(struct record *rec, struct vote_texts *texts, const struct ballot_box *previous, const char *part,
		  const char *document);

/* Whether a turn says no more than the next part behind that of an amendment which was voted on: "Point 2." */
bool part_goes_on(const struct vote_put *p, const struct ballot_box *previous);
/* Takes as the part a motion that nothing but the words of the result name: "The proposal has not been adopted." */
bool motion_said(struct record *rec, struct vote_texts *texts, struct ballot_box *box);

/* vote_meant.c */
struct text_query;
bool put_holds(const struct vote_put *p, size_t from, size_t to, const char *pattern);
/* The text of the sentence's noun, where no symbol stands in it; NULL for none. */
const char *put_meant(const struct vote_put *p, enum text_noun noun, const struct ballot_box *previous,
		      struct text_query *query);

/* vote_about.c */
/* The one draft that is left of those about which the words were said that tell what it is on: "the draft resolution on
 * the wells"; "" for none. */
const char *put_about(const struct vote_put *p);
/* The one amendment that is left to the paragraph which the words tell, "the amendment to section I"; NULL for none. */
const struct vote_text *put_amends(const struct vote_put *p);

/* vote_since.c */
/* The draft that a sentence of the paragraph before the words, behind the last symbol, tells by who
 * submitted it: "The Polish draft will be voted on paragraph by paragraph."; NULL for none. */
const struct vote_text *put_told_since(const struct vote_put *p, size_t since);

/* vote_motion.c */
/* Whether what is put is a proposal of how to go on; behind: its noun; symbol: it names a document. */
bool put_is_order(const struct vote_put *p, enum text_noun noun, size_t behind, bool symbol,
		  const struct text_query *query);
/* The motion that the sentence before tells, where "it" is put to the vote, "We have heard the
 * motion to adjourn. I put it to the vote.", or one before such as name nothing; "" for none. */
const char *put_motion_before(const struct vote_put *p);
const struct vote_text *put_moved(const struct vote_put *p); /* a motion with a symbol, of the turn; NULL for none */

/* vote_put.c */
extern const char vote_put_whole[]; /* the part of a text that is put as one: none */
extern const char put_change[];     /* of a text that a proposal is to change: what the decision calls it */
extern const char put_named[];      /* the same of an amendment that is put with its symbol */

/* The text that the presiding officer put to the vote in the turns behind after; part is
 * what of it, where it is said. NULL: nothing is said. "": what is said is on no text. */
const char *vote_put_before(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			    const struct ballot_box *previous, size_t after, const char **part);

/* Whether words of a block put something to the vote: from a byte on, up to another. next:
 * or say what comes next. */
bool put_is_said(struct record *rec, struct vote_texts *texts, const struct draft *d, size_t block, size_t from,
		 size_t to, bool next);

/* vote_outcome.c */
/* What a text became, where the presiding officer tells it behind the decision, or a footnote
 * to his words does. */
void outcome_settle(struct record *rec, struct ballot_box *box);
/* What a draft became that was adopted without a vote, in the presiding officer's next words; NULL for none. */
const char *outcome_behind(struct record *rec, const struct ruling *ruling);

/* vote_subject.c */
/* The text that a decision's own words mean, "The draft resolution of Peru was rejected"; "" for none. */
const char *subject_text(struct record *rec, const struct vote_texts *texts, const struct ballot_box *box);

/* vote_totals.c */
void totals_settle(struct record *rec, struct ballot_box *box); /* once all that tells them was read */

/* vote_told.c */
void vote_tally(Truce__V1__Vote *vote, const struct tally *t); /* what the vote does not say yet */
Truce__V1__ByteRange *vote_range(struct reader *r, const Truce__V1__Block *b);
void votes_told(struct record *rec, struct vote_texts *texts); /* among the record's votes */

/* vote_own.c */
/* Takes the text of a document that a vote was on; then, once all are known, leaves the part empty where no other
 * vote was on another one of it. */
bool part_is_title(const char *part); /* "The universal declaration on wells": a whole text */
void own_learn(struct record *rec, struct vote_texts *texts, const struct ballot_box *box);
void own_settle(struct record *rec, struct vote_texts *texts);

/* vote_text.c */
bool document_is(const char *symbol); /* it can be a draft's: "A/61/L.67", "S/2018/1016", "S/24567" */
void texts_learn(struct record *rec, struct vote_texts *texts, const struct ballot_box *box);
bool part_is_of_order(const char *part); /* "The second amendment" */
void texts_voted(const struct vote_texts *texts, const char *symbol, const char *part);

/* vote_cites.c */
/* The words about a symbol: its sentence, or part between semicolons, up to its
 * neighbours. */
struct clause {
	const char *text;
	size_t before, start, end, behind; /* bytes: before to start, the symbol, end to behind */
};
/* Whether a symbol can only be a report's: "A/46/634", of sessions whose drafts are "A/46/L.3". */
bool symbol_is_report(const char *symbol);
/* Whether a document is not of the meeting's body, or, by the session in its symbol, not of its session:
 * who speaks recalls it. */
bool symbol_is_elsewhere(const struct record *rec, const char *symbol);
struct clause clause_about(const struct draft *d, size_t citation);
/* Whether words only join a symbol to the one before: ", ", " and document ". */
bool clause_joins(const char *text, size_t size);
/* The words behind a citation, or behind the last of a list that it begins where these say what all of it
 * are: "S/3, S/4 and S/5, which contain amendments". */
const char *clause_right(const struct draft *d, size_t citation, const struct clause *clause, size_t *size);

/* vote_clause.c */
bool clause_has(const char *text, size_t size, const char *word);
bool clause_has_one_of(const char *text, size_t size, const char *const *words, size_t count);
size_t clause_own_from(const char *left, size_t before);
size_t clause_near(size_t size);                    /* bytes of it that are near the symbol */
bool clause_gives(const char *left, size_t before); /* "I submit the draft in document" */
bool clause_says_whose(const char *text, size_t size);
size_t clause_own(const char *right, size_t behind);  /* bytes before another document is spoken of */
bool clause_ends_in(const char *left, size_t before); /* "in document" */
bool clause_ends_by(const char *left, size_t before); /* "by Peru in document" */
size_t clause_titled_from(const char *left, size_t before);
bool clause_is_aside(const char *text, size_t size);
bool clause_is_of_costs(const char *left, size_t before);
bool clause_is_letter(const char *left, size_t before);
bool clause_is_of_body(const char *left, size_t before);
bool clause_was_adopted(const char *left, size_t before, const char *right, size_t behind);
const char *clause_amends(const char *left, size_t before, const char *right, size_t behind, size_t *size);
size_t clause_amended_from(const char *left, size_t before);
bool clause_in_paragraph(const char *left, size_t before);
bool clause_is_withdrawn(const char *text, size_t size);
bool clause_ends_named(const char *left, size_t before);
bool clause_is_accepted(const char *left, size_t before);
bool clause_is_that_of(const char *right, size_t behind);
bool clause_was_accepted(const char *right, size_t behind);
bool clause_is_left(const char *left, size_t before);
bool clause_is_motion(const char *left, size_t before);

/* vote_turned.c */
/* Takes the texts of the items that the presiding officer turns to by their numbers as named there:
 * in the words of a turn up to a block, and up to a byte of that one. */
void items_turned(struct record *rec, struct vote_texts *texts, size_t turn, size_t block, size_t at);

/* vote_ask.c */
/* Which of the texts that may be voted on words mean. */
struct text_query {
	enum text_noun noun;
	const char *whose; /* NULL where nobody is named */
	size_t whose_size;
	int ordinal; /* from 1; 0 where none is said */
	bool last, other;
	bool sole;          /* also the one draft of all, though the presiding officer never named it */
	bool joint;         /* "the joint draft resolution": of several sponsors */
	const char *before; /* that was voted on before: it is not the other one; NULL for none */
	size_t since;       /* no text that was last named before that turn */
};
const char *texts_ask(struct record *rec, const struct vote_texts *texts, const struct text_query *query);
/* The drafts that are left; how many, at most TEXTS_MOST. */
size_t texts_left(const struct vote_texts *texts, size_t since, struct vote_text **out);
struct vote_text *text_find_symbol(const struct vote_texts *texts, const char *symbol);
/* The one of two texts that was named later; b where a is NULL. */
const struct vote_text *text_later(const struct vote_text *a, const struct vote_text *b);
/* The report that is being treated: the presiding officer named it last; NULL for none. */
const struct vote_text *texts_report(const struct vote_texts *texts, size_t since);
/* The one paper of several amendments that is left: the next of them, behind a vote on one to it; NULL for none. */
const struct vote_text *texts_amendments_left(const struct vote_texts *all);
/* The amendment that is no sub-amendment, of which one is left; begun: one of several texts of it was voted on. NULL
 * for none, and for several. */
const struct vote_text *texts_amended_left(const struct vote_texts *all, bool begun);

/* vote_order.c */
/* The draft that is voted on next, of several that are left since a turn; "" where nothing tells it. part: the
 * vote is on a part of it. */
const char *order_tells(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
			const struct ballot_box *previous, size_t since, bool part);

/* vote_place.c */
/* What tells the draft of a report that is put to the vote from the others, "draft resolution contained in
 * paragraph 7"; "" for none. */
const char *place_told(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
		       const struct vote_text *report);

/* vote_report.c */
/* The one document of the item at a piece of the meeting: the report that its drafts
 * stand in; "" where it has none or several. */
const char *report_of_item(const struct record *rec, size_t piece);
/* The report that the presiding officer named last under the vote's item, where its
 * draft is known by its place alone. */
const char *report_before(struct record *rec, const struct vote_texts *texts, const struct ballot_box *box);

/* vote_whose.c */
#define SPONSORS_MOST 16
#define SPONSOR_WORDS_MOST 400

/* Who is named in words. */
struct sponsors {
	const char *ids[SPONSORS_MOST]; /* of parties */
	size_t count;
	int powers;  /* "nine-Power", "Chad and eight other Powers"; 0 where it is not told */
	bool others; /* "Chad and others" */
	struct words words;
	bool known[SPONSOR_WORDS_MOST]; /* words that are a party's */
};
/* out: empty, or with the room of another time. */
bool sponsors_find(struct reader *r, const char *text, size_t size, struct sponsors *out);
/* How well a text fits who is named; SIZE_MAX where nothing says whose it is. */
size_t whose_fits(struct record *rec, struct vote_text *text, const struct sponsors *asked);
/* Whether two words name one of the same; asked: room for who is named in the first. */
bool whose_alike(struct record *rec, struct sponsors *asked, const char *a, size_t a_size, const char *b,
		 size_t b_size);
bool whose_several(struct record *rec, struct vote_text *text);       /* several submitted it */
void put_whose(const struct vote_put *p, struct text_query *query);   /* who submitted what is put to the vote */
void put_that_of(const struct vote_put *p, struct text_query *query); /* the words behind "that of", without a noun */

/* vote_naming.c */
/* A citation, and the words about it. */
struct naming {
	const struct draft *d;
	size_t citation;
	const Truce__V1__Citation *c;
	struct clause clause;
	const char *left, *right; /* the words before it and behind it */
	size_t before, behind;
	bool begins; /* the words before it are its alone */
	bool motion, amends;
	bool they;           /* they are several, of the sentence before */
	enum text_noun told; /* what it is */
	bool chair;          /* what names it is before the meeting */
};
/* What the words about a citation, and its symbol, say that it is; noun: what the one named before it
 * in its sentence is, NOUN_NONE then where its own sentence begins. amends and chair are left unset. */
void naming_of(struct record *rec, struct vote_texts *texts, const struct draft *d, size_t citation,
	       enum text_noun *noun, struct naming *out);

#endif

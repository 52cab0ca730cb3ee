/* Positions: what parties call for, support, welcome, condemn and vote, counted.
 *
 * A statement's acts and votes become rows, one for each party that takes part: the
 * party of the turn's speaker, or each signatory, or the act's own actors where the
 * text tells it of others (domain/said.h), and for a ballot its own party. A ballot
 * counts as an act of voting on what was voted on (domain/vote_on.h), apart by how it
 * was cast; an act of voting by the same party in the same block tells of the same vote
 * and is not counted again, nor is one in a turn of the meeting that has the ballot
 * (domain/position_told.h). A table sums rows over what a grouping keeps; where parties
 * are summed over, an act of several counts once. Counting follows the usual practice
 * of coding statements by party, issue and month, where every number can be opened into
 * the passages that it counts (Laver and Garry, "Estimating Policy Positions from
 * Political Texts", American Journal of Political Science 44, 2000).
 *
 * Pure; memory is the arena's; one thread at a time. */
#ifndef TRUCE_DOMAIN_POSITION_H
#define TRUCE_DOMAIN_POSITION_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/citation_asked.h"
#include "proto/filter.h"
#include "truce/v1/position_service.pb-c.h"

struct position_act {
	const char *party; /* its id; "" where it was not resolved or nobody is named */
	const char *topic;
	Truce__V1__Track track; /* the act's, else its block's */
	Truce__V1__Act__Kind kind;
	Truce__V1__Vote__Choice choice; /* of a ballot */
	const char *verb;
	Truce__V1__TextSpan *span;   /* may be NULL */
	const Truce__V1__Vote *vote; /* of a ballot, else NULL; and the words that tell */
	const char *words;           /* how it ended, else NULL */
	bool again;                  /* the act of the row before, by a further party */
};

/* The rows of a statement, in its order, acts first. False where the arena is full. */
bool position_acts(const Truce__V1__Statement *statement, struct arena *arena, struct position_act **out,
		   size_t *count) MUST_CHECK;

/* The words of an act, those of its block where its stretch has no length; of a ballot
 * those of the decision, or else its totals and result. "" where it is not placed. NULL
 * where the arena is full. */
const char *position_words(const Truce__V1__Statement *statement, const struct position_act *act, struct arena *arena);

/* What acts are to speak of: a document, or words; either where a statement that holds the document
 * is called by the words, which are no citation. */
struct position_topic {
	struct citation_asked document; /* none where there are only words */
	struct filter_phrase *words;
};

/* Reads a topic. INVALID_ARGUMENT where there are no words in it. */
enum status position_topic(const char *words, struct arena *arena, struct position_topic *out,
			   struct error *error) MUST_CHECK;

/* Whether an act speaks of it: cites the document in its topic or words, or is a ballot
 * on it; or has the words in its topic, its track's name or its own words, and a ballot
 * in its instrument, document, part or the title of its agenda item. Works in scratch;
 * false where that is full. */
bool position_speaks(const struct position_topic *topic, const Truce__V1__Statement *statement,
		     const struct position_act *act, struct arena *scratch, bool *out) MUST_CHECK;

struct position_query {
	Truce__V1__PositionGrouping grouping;
	const char *party;                  /* only this party's; "" for all */
	const struct position_topic *topic; /* NULL for all */
	const struct filter *acts;          /* that each act passes by itself, before it is summed; NULL for all */
	const char *from, *to;              /* the statement's earliest day; "" for unbounded */
};

struct position_statement {
	const char *name, *date; /* date is "" where it is not known */
	bool has_month;          /* it is known to a month */
	struct bytes source;     /* the caller's own, to find the statement again */
};

/* One act counted, and where it stands. */
struct position_entry {
	const struct position_statement *statement;
	uint32_t act; /* row of position_acts */
	uint32_t row; /* of the table */
};

struct position_row {
	const char *party, *topic;
	Truce__V1__Track track;
	Truce__V1__Act__Kind kind;
	Truce__V1__Vote__Choice choice; /* not set where parties are summed over */
	size_t first, count;            /* of the table's entries, by date and statement, once sorted */
};

struct position_table {
	struct arena *arena;
	const struct position_query *query;
	struct position_row *rows;
	struct position_entry *entries;
	uint32_t *slots; /* rows by their hash, plus 1; 0 is free */
	size_t row_count, row_room, entry_count, entry_room, slot_count;
	/* of votes that a turn tells of: position_told.h */
	struct position_whole *wholes;
	struct position_telling *tellings, **tellings_end;
};

/* Whether ballots are apart by how they were cast: not where they are summed over parties. */
bool position_has_choice(const struct position_query *query);

/* arena and query outlive the table. */
void position_table_init(struct position_table *table, struct arena *arena, const struct position_query *query);

/* Counts what the statement does and the query asks for. Works in scratch; nothing
 * borrows from the statement. False where an arena is full. */
bool position_table_add(struct position_table *table, const Truce__V1__Statement *statement, struct bytes source,
			struct arena *scratch) MUST_CHECK;

/* Counts the votes that turns tell of and their meetings have no ballot of; orders rows by
 * party, topic, track, kind and choice, and entries by date and statement, the undated last. To be called once, after
 * the last statement. False where the arena is full. */
bool position_table_sort(struct position_table *table) MUST_CHECK;

/* The row as a message, without its evidence; NULL where the arena is full. */
Truce__V1__Position *position_message(const struct position_table *table, const struct position_row *row,
				      struct arena *arena);

#endif

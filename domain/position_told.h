/* Private to the positions: votes that a turn tells of.
 *
 * The ballots of a meeting are its record's, and what delegates say of them stands in its
 * turns, statements of their own. An act or a ballot of a turn is told of a vote where the
 * meeting has a ballot of the same party that was not cast otherwise, on each document that
 * it names, or on any where it names none. Statements come in any order, so it is known
 * only behind the last. */
#ifndef TRUCE_DOMAIN_POSITION_TOLD_H
#define TRUCE_DOMAIN_POSITION_TOLD_H

#include "domain/position.h"

/* An act of voting in a part of another statement, until the whole is known. */
struct position_telling {
	const struct position_statement *statement;
	struct position_act act; /* its party and topic; nothing of the statement */
	uint32_t row;            /* of position_acts */
	const char *whole;       /* name of the statement whose part this is */
	const char **documents;  /* that it names, in normal form */
	size_t document_count;
	Truce__V1__Vote__Choice choice; /* as it is told; CHOICE_UNSPECIFIED where it is not */
	struct position_telling *next;
};

/* Keeps what ballots of the query's party a statement has that is no part of another. False
 * where the arena is full. */
bool position_keep_ballots(struct position_table *table, const Truce__V1__Statement *statement) MUST_CHECK;

/* Whether an act may tell of a vote in a whole whose part the statement is. */
bool position_may_tell(const Truce__V1__Statement *statement, const struct position_act *act);

/* Keeps such an act, row i of position_acts. False where an arena is full. */
bool position_keep_telling(struct position_table *table, const struct position_statement *kept, size_t i,
			   const Truce__V1__Statement *statement, const struct position_act *act,
			   struct arena *scratch) MUST_CHECK;

/* Finds the wholes by name; to be called behind the last statement. False where the arena is
 * full. */
struct position_wholes {
	const struct position_whole **by_name;
	size_t count;
};
bool position_wholes(const struct position_table *table, struct position_wholes *out) MUST_CHECK;

/* Whether the ballot that is told of is on record. */
bool position_is_told(const struct position_wholes *wholes, const struct position_telling *telling);

#endif

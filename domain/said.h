/* Who says a block of a statement, and in which words.
 *
 * The party of the turn's speaker; where the block belongs to no turn, the parties
 * who sign the statement. A stretch that is not placed (block 0) belongs to the only
 * turn of a statement that has one. Pure; any thread. */
#ifndef TRUCE_DOMAIN_SAID_H
#define TRUCE_DOMAIN_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "truce/v1/statement.pb-c.h"

/* Block of this number, counted from 1; NULL where there is none. */
const Truce__V1__Block *said_block(const Truce__V1__Statement *statement, int32_t block);

/* The turn that the block belongs to; NULL for none. */
const Truce__V1__Turn *said_turn(const Truce__V1__Statement *statement, int32_t block);

/* The language that a block of the turn was spoken in: the last that the turn noted up to it;
 * "" where it is not known. */
const char *said_language(const Truce__V1__Turn *turn, int32_t block);

/* Whether a block of a turn lies where its speaker, who presides, speaks for a party. */
bool said_in_capacity(const Truce__V1__Turn *turn, int32_t block);

/* Whether the block is said by who presides over the meeting, as such. */
bool said_from_chair(const Truce__V1__Statement *statement, int32_t block);

/* Those who say a block or do an act, one after the other. */
struct sayers {
	Truce__V1__Party *speaker, *const *actors;
	Truce__V1__Signatory *const *signatories;
	size_t count, at;
};

struct sayers said_by(const Truce__V1__Statement *statement, int32_t block);

/* The act's own actors where it is told of others, else those who say its block. */
struct sayers said_act_by(const Truce__V1__Statement *statement, const Truce__V1__Act *act);

/* NULL after the last. */
Truce__V1__Party *sayers_next(struct sayers *sayers);

/* Name of the statement that this one is a part of, as a turn is of its meeting; "" for none. */
const char *said_in(const Truce__V1__Statement *statement);

/* Whether a stretch lies in another, which is all of its block where it has no length. */
bool said_within(const Truce__V1__TextSpan *inner, const Truce__V1__TextSpan *outer);

/* The words of a stretch, those of its block where it has no length; "" where it is not
 * placed. NULL where the arena is full. */
const char *said_words(const Truce__V1__Statement *statement, const Truce__V1__TextSpan *span, struct arena *arena);

#endif

/* Private to the positions: what a vote is on, and the words that tell how it ended. */
#ifndef TRUCE_DOMAIN_POSITION_BALLOT_H
#define TRUCE_DOMAIN_POSITION_BALLOT_H

#include "domain/position.h"

struct position_ballot {
	const char *topic, *words;
	Truce__V1__TextSpan *span; /* where the words stand, or else the vote; may be NULL */
};

/* Of each vote of the statement, in its order. False where the arena is full. */
bool position_ballots(const Truce__V1__Statement *statement, struct arena *arena,
		      struct position_ballot **out) MUST_CHECK;

#endif

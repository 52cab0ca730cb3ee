/* The tables of parties: each a constant array, ended by a row without an id. A
 * party's first name is its usual one. */
#ifndef TRUCE_DOMAIN_PARTY_TABLE_H
#define TRUCE_DOMAIN_PARTY_TABLE_H

#include "domain/party.h"

#define NAME(name)                                                                                                     \
	{                                                                                                              \
		name, 0, 0                                                                                             \
	}
#define SINCE(year, name)                                                                                              \
	{                                                                                                              \
		name, year, 0                                                                                          \
	}
#define UNTIL(year, name)                                                                                              \
	{                                                                                                              \
		name, 0, year                                                                                          \
	}
#define BETWEEN(first, last, name)                                                                                     \
	{                                                                                                              \
		name, first, last                                                                                      \
	}
#define NAMES(...)                                                                                                     \
	(const struct party_name[])                                                                                    \
	{                                                                                                              \
		__VA_ARGS__,                                                                                           \
		{                                                                                                      \
			NULL, 0, 0                                                                                     \
		}                                                                                                      \
	}

extern const struct party party_states[], party_others[], party_organisations[], party_movements[];

/* By their adjectives in place of names; an id of "" has words that look like one of a state
 * and are none. */
extern const struct party party_adjectives[];

#endif

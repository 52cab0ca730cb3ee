/* Parties: states, organisations and movements under all the names that texts print.
 *
 * Tables of names with the years in which they were in use, and of who was a member
 * of the United Nations when; lookups are linear in the name that is asked for. A
 * state that changed its name keeps one id, that of the seat; one that is gone keeps
 * its own. Pure; any thread. */
#ifndef TRUCE_DOMAIN_PARTY_H
#define TRUCE_DOMAIN_PARTY_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/text_hash.h"

struct party_name {
	const char *name;  /* as printed */
	short first, last; /* years in which it was in use; 0 where nothing bounds it */
};

struct party {
	const char *id;                 /* ISO 3166-1 alpha-3, or an organisation's id */
	const struct party_name *names; /* the usual name first; ended by one without a name */
};

/* The party of a printed name, of any time: letter case, accents, apostrophes, full
 * stops, a leading "the" and how words are parted do not matter ("Iran, Islamic
 * Republic of" is "Iran (Islamic Republic of)"), "&" is "and"; a whole name must
 * match. A name of capitals alone matches capitals alone: "WHO", never "who". NULL
 * where there is none. The name that matched goes to *name, unless that is NULL. */
const struct party *party_match(const char *printed, const struct party_name **name);

/* The one party with a name that a wrong letter of a scan makes of the printed one,
 * "Argentlna": one letter more, less or other in names of six letters and more, or one
 * for another of the same shape in shorter ones; a letter for two, "Chma". Two faults in
 * names of eleven letters and more, where no other party's is about as near. No movement, which
 * records do not list. NULL where
 * the name is a party's as it stands, where there is none, or where there are two. */
const struct party *party_near(const char *printed);

/* The two parties that such a name may be, where it is as near to exactly two; false elsewhere. */
bool party_between(const char *printed, const struct party *two[2]);

/* The id of party_match. */
const char *party_of(const char *printed);

/* The id of a state by its two letters of ISO 3166-1 ("KZ"), whatever their case: no text prints
 * them, people ask by them. NULL where there is none. */
const char *party_of_two(const char *letters);

/* Adds the words of all names, as they are compared: without accents, apostrophes and stops. */
void party_words_add(struct word_bits *bits);

/* The id of the state that an adjective is of, in any letter case ("Kazakh", "South African"); ""
 * for words that end like one and are no state's ("Latin American"), NULL for others. */
const char *party_of_adjective(const char *printed, size_t size);

/* The adjectives of a state, ended by one without a name; NULL where it has none. */
const struct party_name *party_adjectives_of(const char *id);

/* The party of an id; NULL where there is none. */
const struct party *party_find(const char *id);

/* Every party, states first; NULL behind the last. */
const struct party *party_at(size_t i);

#endif

/* Persons: ids that join a person's appearances.
 *
 * An id is the party's id and the name without its titles, in plain small letters:
 * "Mr. LI Zhaoxing" and "Mr. Li Zhaoxing" of China are CHN.li-zhaoxing. Nothing else
 * is known of a person than what is printed on the day, so nothing more is guessed:
 * a name without a party has no id, a surname is its bearer's only within one party,
 * and a name that is printed longer on another day is another id. Two persons of one
 * name and one party share theirs. Pure; any thread. */
#ifndef TRUCE_DOMAIN_PERSON_H
#define TRUCE_DOMAIN_PERSON_H

#include "base/arena.h"

/* The id of a printed name; "" where there is none: for an officer without a name
 * ("The President"), a party that is not known, letters that are not Latin. NULL where
 * the arena is full. */
const char *person_id(const char *printed, const char *party, struct arena *arena);

#endif

/* Parties: states and organisations under all the names that texts print.
 *
 * A table of names, from the names of states in ISO 3166-1 and in the United
 * Nations' own terminology, and of organisations that speak there. Pure; any
 * thread. */
#ifndef TRUCE_DOMAIN_PARTY_H
#define TRUCE_DOMAIN_PARTY_H

#include <stdbool.h>
#include <stddef.h>

struct party_name {
	const char *id;        /* ISO 3166-1 alpha-3, or an organisation's id */
	const char *name;      /* as printed; the first row of an id is its usual name */
	const char *adjective; /* "Kazakh"; NULL where there is none or it is another's too */
};

/* The id of a printed name: letter case, accents, apostrophes, full stops, a leading
 * "the" and how words are parted do not matter ("Iran, Islamic Republic of" is "Iran
 * (Islamic Republic of)"); a whole name must match. A name of capitals alone matches
 * capitals alone: "WHO", never "who". NULL where there is none. */
const char *party_of(const char *printed);

/* The usual name of an id; NULL where there is none. */
const char *party_title(const char *id);

/* All rows, those of one id together, for a reader that looks for names in running
 * text. Longer names may hold shorter ones ("South Sudan", "Sudan"). */
const struct party_name *party_rows(size_t *count);

#endif

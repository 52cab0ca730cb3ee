/* The names of parties in other languages than English, which domain/party.h has.
 *
 * A row has a party's id and its names with bars between them, the short one or the one
 * in use first. Behind "!" stands a name that is a word of another meaning as well: it
 * names the party in a passage of its language alone, and in a query both are meant. A
 * row of an empty id has words that look like a name and are none. A table ends with a
 * row without an id. */
#ifndef TRUCE_DOMAIN_TEXT_NAMES_H
#define TRUCE_DOMAIN_TEXT_NAMES_H

#include <stddef.h>

#include "domain/text.h"

struct text_names {
	const char *id, *names;
};

extern const struct text_names text_names_fr[], text_names_es[], text_names_ru[], text_names_ar[], text_names_zh[];

#define TEXT_NAMES_TABLES 5
extern const struct text_names_table {
	const struct text_names *names;
	enum text_language language; /* that a name with "!" asks for; TEXT_PLAIN where letters tell */
} text_names_tables[TEXT_NAMES_TABLES];

#endif

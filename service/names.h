/* Private to the service: names of zones that are one word, under which search finds one another. */
#ifndef TRUCE_SERVICE_NAMES_H
#define TRUCE_SERVICE_NAMES_H

#include "domain/query.h"
#include "service/records.h"

#define NAME_INDEX 34 /* id of the row in service/indexes.c */

/* The terms of a zone: its title and aliases, folded, of which each is one word. */
enum status name_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out);

/* What query_parse asks for the other names of a word; of the call's transaction. */
struct query_names names_of_zones(struct call *call);

#endif

/* Private to the service: names of zones that are one word, under which search finds one another;
 * and of documents, as search is asked for them. */
#ifndef TRUCE_SERVICE_NAMES_H
#define TRUCE_SERVICE_NAMES_H

#include "domain/query.h"
#include "service/records.h"
#include "truce/v1/zone.pb-c.h"

#define NAME_INDEX 34 /* id of the row in service/indexes.c */

/* ---- names_index.c -------------------------------------------------------- */

#define NAME_WORD TEXT_TERM_MOST /* room of a name as a word */

/* Name i of a zone, its title before its aliases; NULL after the last. */
const char *zone_name_at(const Truce__V1__Zone *zone, size_t i);
/* One name of a zone as a folded word; size 0 where it is none, or of several words. */
bool name_fold(struct text_analyser *analyser, const char *name, char out[NAME_WORD], size_t *size);

/* The terms of a zone: its title and aliases, folded, of which each is one word. */
enum status name_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out);

/* ---- names.c -------------------------------------------------------------- */

/* What query_parse asks for the other names of a word, and of a document; of the call's
 * transaction. */
struct query_names names_of_query(struct call *call);

#endif

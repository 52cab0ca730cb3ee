/* Private to the service: the names that a reader looks for, from the record. */
#ifndef TRUCE_SERVICE_LEXICON_H
#define TRUCE_SERVICE_LEXICON_H

#include "domain/reader.h"
#include "service/records.h"

/* Titles and aliases of the zones, rounds and agreements of call->txn, and the
 * processes of the rounds; in arena. */
enum status lexicon_make(struct call *call, struct arena *arena, struct lexicon *out) MUST_CHECK;

#endif

/* Private to the service: the numbers that rounds have in their processes.
 *
 * A process has one round of each number; one without a number is no other's. */
#ifndef TRUCE_SERVICE_NUMBERS_H
#define TRUCE_SERVICE_NUMBERS_H

#include "service/records.h"
#include "truce/v1/round.pb-c.h"

#define NUMBER_INDEX 28 /* id of the row in service/indexes.c */
#define NUMBER_TERM 80  /* bytes of a term, with its NUL */

/* "astana 8"; how many bytes, 0 for a round without a number. */
size_t number_term(const Truce__V1__Round *round, char out[NUMBER_TERM]);

/* The index of them. */
enum status number_terms(const struct store_index *self, struct bytes name, struct bytes body,
			 struct store_terms *out) MUST_CHECK;

#endif

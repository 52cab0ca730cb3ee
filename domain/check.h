/* Rules between the fields of one record.
 *
 * What single fields allow is proto/rules; here is what they mean together: dates
 * in order, ids unique, references to sources that exist, clause numbers, spans
 * inside their blocks, one ballot of a party in a vote, consents by guarantors to
 * terms that can exist, one after the other, sittings on the days of their round,
 * an agenda item that carries on from itself. Pure; any thread.
 */
#ifndef TRUCE_DOMAIN_CHECK_H
#define TRUCE_DOMAIN_CHECK_H

#include "proto/message.h"

/* Checks a truce.v1.Statement, Round, Zone or Text (any message: others pass), each
 * path beginning with prefix ("zone"). */
void record_check(const ProtobufCMessage *record, const char *prefix, struct violations *v);
/* The same on a day: what is said to have happened is not of a later one. */
void record_check_on(const ProtobufCMessage *record, const char *prefix, int32_t today, struct violations *v);

#endif

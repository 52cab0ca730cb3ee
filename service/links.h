/* Private to the service: records that name others.
 *
 * A round's number is no other's in its process. An item of its agenda carries on one of an
 * earlier round, and no thread goes in a circle; a zone is part of others, not of itself. */
#ifndef TRUCE_SERVICE_LINKS_H
#define TRUCE_SERVICE_LINKS_H

#include "service/records.h"

/* The rules between a record, as a write makes it, and others on record: ALREADY_EXISTS where
 * another round has the number, INVALID_ARGUMENT where another rule is broken, with a violation
 * for each whose path begins with prefix. */
enum status record_check_others(struct call *call, const struct collection *collection, const char *name,
				const ProtobufCMessage *record, const char *prefix) MUST_CHECK;

#endif

/* Private to the service: records that name others.
 *
 * An item of a round's agenda carries on one of an earlier round, and no thread goes in a
 * circle; a zone is part of others, not of itself. */
#ifndef TRUCE_SERVICE_LINKS_H
#define TRUCE_SERVICE_LINKS_H

#include "service/records.h"

/* The rules between a record, as a write makes it, and others on record: INVALID_ARGUMENT
 * where one is broken, with a violation for each whose path begins with prefix. */
enum status record_check_others(struct call *call, const struct collection *collection, const char *name,
				const ProtobufCMessage *record, const char *prefix) MUST_CHECK;

#endif

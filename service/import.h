/* Private to the service: one record that comes in, whatever is on record. */
#ifndef TRUCE_SERVICE_IMPORT_H
#define TRUCE_SERVICE_IMPORT_H

#include "service/records.h"

enum import_outcome { IMPORT_CREATED, IMPORT_UPDATED, IMPORT_UNCHANGED };

/* Creates or replaces a record; one that holds the same makes no change, and one
 * that was deleted is undeleted first. An etag must match. */
enum status import_record(struct call *call, const struct collection *collection, const char *name, const char *etag,
			  ProtobufCMessage *record, enum import_outcome *out) MUST_CHECK;

#endif

/* Private to the service: one record that comes in, whatever is on record. */
#ifndef TRUCE_SERVICE_IMPORT_H
#define TRUCE_SERVICE_IMPORT_H

#include "service/records.h"
#include "truce/v1/import_service.pb-c.h"

enum import_outcome { IMPORT_CREATED, IMPORT_UPDATED, IMPORT_UNCHANGED };

/* Creates or replaces a record; one that holds the same makes no change, and one
 * that was deleted is undeleted first. An etag must match. */
enum status import_record(struct call *call, const struct collection *collection, const char *name, const char *etag,
			  ProtobufCMessage *record, enum import_outcome *out) MUST_CHECK;

/* Stores the record of a meeting: the meeting and its turns, in place of what a record
 * of the same names said, with what changed in the response. */
enum status import_meeting(struct call *call, Truce__V1__ImportTextResponse *response) MUST_CHECK;

#endif

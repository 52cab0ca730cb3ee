/* Private to the service: what is asked of zones by a reading. */
#ifndef TRUCE_SERVICE_ZONES_H
#define TRUCE_SERVICE_ZONES_H

#include "service/call.h"
#include "truce/v1/zone_service.pb-c.h"

/* Refuses a reading that the request names and no zone has as of a revision (0: now). */
enum status zone_check_reading(struct call *call, int64_t as_of) MUST_CHECK;
enum status zone_no_such_reading(struct call *call, int64_t as_of, const char *reading);

/* Status of a zone on the date and by the reading that the request names, by its
 * first where it has no such reading. */
enum status zone_status_asked(struct call *call, const ProtobufCMessage *record, struct arena *arena,
			      Truce__V1__ZoneStatus **out) MUST_CHECK;

#endif

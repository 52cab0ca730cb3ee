/* Private to the service: making records before they are stored.
 *
 * Most of what storing a record takes is the same whatever its revision: packing it, the
 * terms of its indexes, the units of its text. A write's prepare makes that on its own
 * thread, and leaves the one writer what depends on the state of the store. The fields
 * that the service sets are the first of every record, so that the packed record is
 * theirs and then the rest, which was made before. */
#ifndef TRUCE_SERVICE_MAKING_H
#define TRUCE_SERVICE_MAKING_H

#include "service/records.h"

/* Makes what can be made of a record that is about to be stored under a name: its number.
 * The message must not change until then, but for what record_append stamps.
 * RECORD_NOT_MADE where that fails; storing the record tells why. */
uint32_t record_make(struct call *call, const char *name, const ProtobufCMessage *record);

#endif

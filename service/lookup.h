/* Private to the service: from a path to its row. */
#ifndef TRUCE_SERVICE_LOOKUP_H
#define TRUCE_SERVICE_LOOKUP_H

#include "service/call.h"

/* Of the rows of a table. */
enum status lookup_make(struct service *service, const struct method *rows, size_t count) MUST_CHECK;
void lookup_free(struct service *service);

/* NULL where there is none. */
const struct method *lookup_method(const struct service *service, struct bytes path);

/* UNIMPLEMENTED for a path without a row, with the nearest that has one. */
enum status lookup_failed(struct call *call, struct bytes path);

#endif

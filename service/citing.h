/* Private to the service: citations and the statements that hold what they cite. */
#ifndef TRUCE_SERVICE_CITING_H
#define TRUCE_SERVICE_CITING_H

#include "service/call.h"
#include "truce/v1/statement.pb-c.h"

/* Ties each citation that names no statement to the one statement of call->txn whose
 * symbol it cites; to none where there are several. Names are in arena. */
enum status citing_tie(struct call *call, Truce__V1__Statement *const *statements, size_t count,
		       struct arena *arena) MUST_CHECK;

#endif

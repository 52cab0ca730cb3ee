/* Private to the service: citations and the statements that hold what they cite. */
#ifndef TRUCE_SERVICE_CITING_H
#define TRUCE_SERVICE_CITING_H

#include "service/call.h"
#include "truce/v1/statement.pb-c.h"

/* The citations of statements that name no statement themselves. */
struct ties {
	struct tie {
		Truce__V1__Citation *citation;
		size_t statement; /* which of the statements has it */
	} * all;
	size_t count;
};

/* Finds them, and ties each to the one statement of call->txn whose symbol it cites; to
 * none where there are several. All is in arena. */
enum status citing_tie(struct call *call, Truce__V1__Statement *const *statements, size_t count, struct arena *arena,
		       struct ties *out) MUST_CHECK;

/* The same by what call->txn holds, where that may have changed after a revision: in the
 * store's writer. made of each statement whose citations are others now becomes
 * RECORD_NOT_MADE. */
enum status citing_tie_again(struct call *call, const struct ties *ties, int64_t revision, struct arena *arena,
			     uint32_t *made) MUST_CHECK;

#endif

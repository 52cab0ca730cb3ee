/* Private to the service: writes that are made ready side by side and carried out in the
 * order in which they came.
 *
 * A write takes its place where it arrives and is made ready on any thread. It goes to the
 * store's writer, or is answered where it failed, when all before it are ready and they are
 * worth a commit: as many as are still being made ready, or a number. The first that is
 * not ready is always being worked on or waits for a thread that will, so that nothing
 * waits for ever. Any thread. */
#ifndef TRUCE_SERVICE_SEQUENCE_H
#define TRUCE_SERVICE_SEQUENCE_H

#include <pthread.h>
#include <stdbool.h>

#include "base/status.h"

struct call;

/* In its turn: the call goes on, or ends where it failed before. */
typedef void sequence_leave(struct call *call, enum status status);

struct sequence {
	sequence_leave *leave;
	pthread_mutex_t lock;
	struct call *first, **last;
	struct call *unready; /* the first that is not ready; NULL for none */
	size_t ready, coming; /* those before it; all that are not ready */
	bool leaving;         /* a thread sends off those that are ready */
};

void sequence_init(struct sequence *sequence, sequence_leave *leave);
void sequence_fini(struct sequence *sequence); /* it is empty */

/* The last place; the call has to be made ready. */
void sequence_join(struct sequence *sequence, struct call *call);
/* Ready to be written, or failed with call->error: the call is the sequence's. */
void sequence_ready(struct sequence *sequence, struct call *call, enum status status);

#endif

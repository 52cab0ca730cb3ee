/* Private to the service: what all writes have around their handler.
 *
 * Preparation on the pool where the row asks for it, then one job of the store's
 * writer: the deadline, the request id, the handler, the deadline again. The job
 * keeps what it wrote if and only if the reply says OK. */
#ifndef TRUCE_SERVICE_WRITING_H
#define TRUCE_SERVICE_WRITING_H

#include "service/call.h"

/* Finishes the call, later. Called where the row's prepare may run: for a row that
 * has one, on a thread of the pool, and the call has its place in the sequence. */
void writing_start(struct call *call);

/* In its turn: the call goes to the writer, or ends where it failed before. */
void writing_leave(struct call *call, enum status status);

#endif

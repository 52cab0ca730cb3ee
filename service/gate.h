/* Gates: the sockets that are listened at. One thread at a time. */
#ifndef TRUCE_SERVICE_GATE_H
#define TRUCE_SERVICE_GATE_H

#include "service/endpoint.h"

struct gate {
	struct endpoint endpoint; /* with the port that a port of 0 became */
	int fd;                   /* -1 once it is closed */
};

/* Listens at an endpoint. A socket file gets mode 0600, and one that is there is
 * replaced. UNAVAILABLE, reason ADDRESS_IN_USE or LISTEN. */
enum status gate_open(struct gate *gate, const struct endpoint *endpoint, struct error *error) MUST_CHECK;
void gate_close(struct gate *gate); /* removes the socket file; one that is closed is fine */

/* A connection's socket, which does not block; -1 where none waits, and *number is 0, or
 * the error for which none can be had now. */
int gate_accept(struct gate *gate, int *number);

#endif

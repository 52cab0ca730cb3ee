/* Raw sockets for tests of the wire: every failure and every wait of over 30 seconds
 * fails the test. */
#ifndef TRUCE_TESTS_SUPPORT_WIRE_H
#define TRUCE_TESTS_SUPPORT_WIRE_H

#include "tests/support.h"

/* Connects to "ipc:///PATH" or "tcp://127.0.0.1:PORT", waiting for room in the
 * listener's queue. */
int wire_connect(const char *url);

void wire_send(int fd, const void *data, size_t size);
bool wire_offer(int fd, const void *data, size_t size); /* false where the peer has gone */
void wire_receive(int fd, void *data, size_t size);

/* Reads and forgets until the other side closes. */
void wire_until_closed(int fd);

#endif

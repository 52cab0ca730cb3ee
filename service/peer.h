/* Who is at the other end of a socket, as the system tells. Any thread. */
#ifndef TRUCE_SERVICE_PEER_H
#define TRUCE_SERVICE_PEER_H

#include <sys/types.h>

#include "service/face.h"

/* "unix:1000(amal)", or "unix:1000" for a user without a name. */
void peer_print_user(uid_t user, char *out, size_t size);
/* That; "tcp:192.0.2.7", "tls:192.0.2.7"; "unix:?", "tcp:?" where the system does not tell. */
void peer_describe(int fd, enum transport transport, char *out, size_t size);

#endif

/* Endpoints: the URLs that can be listened at, read and checked. Pure but for
 * endpoint_check_socket, which looks at the file system; any thread. */
#ifndef TRUCE_SERVICE_ENDPOINT_H
#define TRUCE_SERVICE_ENDPOINT_H

#include "base/hostport.h"
#include "service/face.h"

struct endpoint {
	enum transport transport;
	const char *scheme; /* "ipc", "tcp", "tls+tcp" */
	char path[108];     /* of ipc; absolute */
	struct hostport at; /* of the others; no host is every address, port 0 asks for a free one */
	bool loopback;      /* reached from this machine only */
};

/* INVALID_ARGUMENT, reason INVALID_URL. */
enum status endpoint_parse(const char *url, struct endpoint *out, struct error *error) MUST_CHECK;
void endpoint_print(const struct endpoint *endpoint, char *out, size_t size);

/* Whether a socket may be made at an ipc endpoint's path: UNAVAILABLE, reason
 * ADDRESS_IN_USE, where a server answers there; FAILED_PRECONDITION, reason
 * NOT_A_SOCKET, where another kind of file is in the way. */
enum status endpoint_check_socket(const struct endpoint *endpoint, struct error *error) MUST_CHECK;

#endif

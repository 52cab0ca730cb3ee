/* HOST:PORT, as the URLs have it that are listened at and called. An IPv6 address
 * stands in brackets.
 *
 * Pure; any thread. */
#ifndef TRUCE_BASE_HOSTPORT_H
#define TRUCE_BASE_HOSTPORT_H

#include <stddef.h>

#define HOSTPORT_SIZE 256

struct hostport {
	char host[HOSTPORT_SIZE]; /* without brackets; "" where none is named */
	int port;                 /* 0 to 65535 */
};

/* Reads all of text. Answers NULL, or what is wrong with it, a static text. */
const char *hostport_read(const char *text, struct hostport *out);

/* Writes it as it is read, and a zero byte; cut to size. */
void hostport_print(const struct hostport *hostport, char *out, size_t size);

#endif

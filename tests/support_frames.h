/* Frames of HTTP/2 written by hand, for tests of peers that do not keep to it. */
#ifndef TRUCE_TESTS_SUPPORT_FRAMES_H
#define TRUCE_TESTS_SUPPORT_FRAMES_H

#include "tests/support_grpc.h"

enum { DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION, OTHER = 0xEE };
enum { END_STREAM = 1, END_HEADERS = 4 };

/* Header fields of a call to a path of 28 bytes, none of which goes into the table. */
#define HEAD_OF(path)                                                                                                  \
	"\x83\x86\x01\x01t\x04\x1c" path "\x0f\x10\x10"                                                                \
	"application/grpc"
extern const struct bytes frames_head; /* of Health.Check */

void frames_put(struct buffer *out, uint8_t type, uint8_t flags, uint32_t stream, struct bytes content);

/* Connects, and sends what every client begins with. */
int frames_open(const char *url);

#endif

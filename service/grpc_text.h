/* The texts of gRPC over HTTP/2. Source: PROTOCOL-HTTP2 of the gRPC documentation.
 * Pure functions; any thread. */
#ifndef TRUCE_SERVICE_GRPC_TEXT_H
#define TRUCE_SERVICE_GRPC_TEXT_H

#include "base/bytes.h"

/* grpc-timeout: one to eight digits and a unit of H, M, S, m, u or n. False for
 * anything else. Times over a hundred years are those. */
bool grpc_timeout(struct bytes text, int64_t *nanoseconds);

/* Whether a content-type is one of gRPC with protobuf messages. */
bool grpc_content_type(struct bytes text);

/* Whether a list with commas has an item. */
bool grpc_list_has(struct bytes list, struct bytes item);

/* Appends a grpc-message: percent-encoded but for printable ASCII. */
enum status grpc_put_message(struct buffer *out, const char *text) MUST_CHECK;

#endif

/* gzip, as gRPC compresses messages (RFC 1952). Pure functions; any thread. */
#ifndef TRUCE_SERVICE_GRPC_GZIP_H
#define TRUCE_SERVICE_GRPC_GZIP_H

#include "base/bytes.h"

/* Appends what in unpacks to. OUT_OF_RANGE past out's limit, found before more is unpacked;
 * RESOURCE_EXHAUSTED without memory; INVALID_ARGUMENT where it is not exactly one whole gzip
 * member. */
enum status gzip_unpack(struct bytes in, struct buffer *out) MUST_CHECK;

/* Appends the pieces, packed as one. */
enum status gzip_pack(const struct bytes *pieces, size_t count, struct buffer *out) MUST_CHECK;

#endif

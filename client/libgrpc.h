/* The reply of one stream of gRPC: header fields and bytes that came, and what they
 * come to. It knows no session; one thread at a time.
 *
 * Source: PROTOCOL-HTTP2 of the gRPC documentation, and its mapping of HTTP's statuses. */
#ifndef TRUCE_CLIENT_LIBGRPC_H
#define TRUCE_CLIENT_LIBGRPC_H

#include "base/bytes.h"
#include "client/truce.h"

#define GRPC_PREFIX 5 /* of a message: whether it is packed, and its length */

struct grpc_answer {
	size_t most;   /* bytes of a message that are taken */
	size_t fields; /* bytes of header fields so far */
	int http;      /* the status of HTTP; 0 before it came */
	bool grpc;     /* the content-type is gRPC's */
	int status;    /* grpc-status; -1 before it came */
	int64_t revision;
	struct buffer words;   /* grpc-message */
	struct buffer details; /* a packed google.rpc.Status */
	struct buffer body;    /* the message with its prefix, as far as it came */
	bool ended;            /* the peer said that this is all */
};

void answer_init(struct grpc_answer *a, size_t most);
void answer_fini(struct grpc_answer *a);

/* One header field; false where there is no memory, or more fields than any service
 * sends. */
bool answer_field(struct grpc_answer *a, struct bytes name, struct bytes value);

/* Bytes of the message. A reply where these cannot be of one that is taken: the call is
 * over with it. */
bool answer_bytes(struct grpc_answer *a, struct bytes bytes, struct truce_reply **over);

/* The reply once the stream is closed, with HTTP/2's code of that; NULL without memory. */
struct truce_reply *answer_reply(const struct grpc_answer *a, uint32_t code);

#endif

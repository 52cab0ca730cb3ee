/* The frames of a peer of HTTP/2, counted before they are looked at.
 *
 * Most frames ask for nothing (PING, SETTINGS, RST_STREAM, DATA without content,
 * CONTINUATION …) and cost their sender next to nothing. A peer has an allowance of
 * them, which grows with time and with what it is sent; whoever uses it up floods.
 *
 * A client may take back a call before the first frame of it was sent: gRPC's own does,
 * and its servers let the RST_STREAM pass, though RFC 9113 (5.1) calls it an error. Such
 * frames are to be dropped. The form of frames is RFC 9113, section 4.1. Pure; one
 * thread. */
#ifndef TRUCE_SERVICE_GRPC_PACE_H
#define TRUCE_SERVICE_GRPC_PACE_H

#include "base/bytes.h"

#define PACE_HEADER 9

struct pace {
	size_t rest;              /* bytes of the frame's content that are to come */
	bool dropping;            /* they are to be dropped */
	bool in_block;            /* a header block goes on in the next frame */
	uint32_t last_stream;     /* the highest that had HEADERS */
	int64_t allowance, since; /* frames, and when they were last added to */
};

void pace_begin(struct pace *pace, int64_t now);

/* Walks over frames at the front of in, counting them; answers how many bytes these
 * have that are to be treated alike, and whether to drop them. 0 where the next header
 * is not there in whole. */
size_t pace_take(struct pace *pace, struct bytes in, int64_t now, bool *drop);
bool pace_is_flood(const struct pace *pace);

/* Takes one from the allowance, for a stream that was refused. */
void pace_charge(struct pace *pace);

/* Adds to the allowance for a message of so many bytes that is sent to the peer. */
void pace_credit(struct pace *pace, size_t bytes);

/* Whether a frame, or a block of header fields, has begun and not ended. */
bool pace_inside(const struct pace *pace);

#endif

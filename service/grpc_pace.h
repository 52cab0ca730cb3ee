/* The frames of a peer of HTTP/2, counted before they are looked at.
 *
 * Most frames ask for nothing (PING, SETTINGS, RST_STREAM, DATA without content,
 * CONTINUATION …) and cost their sender next to nothing. A peer has an allowance of
 * them, which grows with time and with what it is sent; whoever uses it up floods.
 * The form of frames is RFC 9113, section 4.1. Pure; one thread. */
#ifndef TRUCE_SERVICE_GRPC_PACE_H
#define TRUCE_SERVICE_GRPC_PACE_H

#include "base/bytes.h"

#define PACE_HEADER 9

struct pace {
	uint8_t header[PACE_HEADER]; /* of the frame that comes */
	size_t have;                 /* bytes of it */
	size_t rest;                 /* bytes of the frame's content that are to come */
	bool in_block;               /* a header block goes on in the next frame */
	int64_t allowance, since;    /* frames, and when they were last added to */
};

void pace_begin(struct pace *pace, int64_t now);

/* Counts the frames whose headers end in these bytes; false where they are a flood. */
bool pace_take(struct pace *pace, struct bytes in, int64_t now);

/* Takes one from the allowance, for a stream that was refused. */
void pace_charge(struct pace *pace);

/* Adds to the allowance for a message of so many bytes that is sent to the peer. */
void pace_credit(struct pace *pace, size_t bytes);

/* Whether a frame, or a block of header fields, has begun and not ended. */
bool pace_inside(const struct pace *pace);

#endif

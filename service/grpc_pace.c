#include "service/grpc_pace.h"

#include "base/time.h"

#define OPENING_BYTES 24     /* the connection preface, which is no frame */
#define ALLOWANCE_MOST 1000  /* frames that ask for nothing, at once */
#define ALLOWANCE_SECOND 100 /* more in each second */
#define CREDIT_MESSAGE 8     /* more for each message that is sent to the peer */
#define CREDIT_BYTES 1024    /* and one for so many bytes of it */
#define END_STREAM 0x01
#define END_HEADERS 0x04

enum { FRAME_DATA = 0, FRAME_HEADERS = 1, FRAME_CONTINUATION = 9 };

void pace_begin(struct pace *pace, int64_t now)
{
	*pace = (struct pace){ .rest = OPENING_BYTES, .allowance = ALLOWANCE_MOST, .since = now };
}

static void add(struct pace *pace, int64_t frames)
{
	pace->allowance += frames;
	if (pace->allowance > ALLOWANCE_MOST)
		pace->allowance = ALLOWANCE_MOST;
}

void pace_credit(struct pace *pace, size_t bytes)
{
	add(pace, CREDIT_MESSAGE + (int64_t)(bytes / CREDIT_BYTES));
}

void pace_charge(struct pace *pace)
{
	pace->allowance--;
}

static void add_for_time(struct pace *pace, int64_t now)
{
	int64_t frames = (now - pace->since) / (NS_PER_SECOND / ALLOWANCE_SECOND);
	if (frames <= 0)
		return;
	pace->since = now;
	add(pace, frames);
}

/* Takes note of a frame by its header. */
static void begin_frame(struct pace *pace)
{
	const uint8_t *h = pace->header;
	uint8_t type = h[3], flags = h[4];
	pace->rest = (size_t)h[0] << 16 | (size_t)h[1] << 8 | h[2];
	pace->have = 0;
	bool asks = type == FRAME_HEADERS || (type == FRAME_DATA && (pace->rest > 0 || (flags & END_STREAM) != 0));
	pace->allowance -= !asks;
	if (type == FRAME_HEADERS || type == FRAME_CONTINUATION)
		pace->in_block = (flags & END_HEADERS) == 0;
}

bool pace_take(struct pace *pace, struct bytes in, int64_t now)
{
	add_for_time(pace, now);
	size_t at = 0;
	while (at < in.size) {
		size_t left = in.size - at;
		size_t most = pace->rest > 0 ? pace->rest : PACE_HEADER - pace->have;
		size_t count = left < most ? left : most;
		if (pace->rest > 0) {
			pace->rest -= count;
		} else {
			memcpy(pace->header + pace->have, in.data + at, count);
			pace->have += count;
			if (pace->have == PACE_HEADER)
				begin_frame(pace);
		}
		at += count;
	}
	return pace->allowance >= 0;
}

bool pace_inside(const struct pace *pace)
{
	return pace->rest > 0 || pace->have > 0 || pace->in_block;
}

#include "service/grpc_pace.h"

#include "base/time.h"

#define OPENING_BYTES 24     /* the connection preface, which is no frame */
#define ALLOWANCE_MOST 1000  /* frames that ask for nothing, at once */
#define ALLOWANCE_SECOND 100 /* more in each second */
#define CREDIT_MESSAGE 8     /* more for each message that is sent to the peer */
#define CREDIT_BYTES 1024    /* and one for so many bytes of it */
#define END_STREAM 0x01
#define END_HEADERS 0x04

enum { FRAME_DATA = 0, FRAME_HEADERS = 1, FRAME_RST_STREAM = 3, FRAME_CONTINUATION = 9 };

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

static uint32_t stream_of(const uint8_t *header)
{
	return get_u32(header + 5) & INT32_MAX;
}

/* Takes note of a frame by its header. */
static void begin_frame(struct pace *pace, const uint8_t *h)
{
	uint8_t type = h[3], flags = h[4];
	pace->rest = (size_t)h[0] << 16 | (size_t)h[1] << 8 | h[2];
	pace->dropping = type == FRAME_RST_STREAM && pace->rest == 4 && stream_of(h) % 2 == 1 &&
			 stream_of(h) > pace->last_stream && !pace->in_block;
	bool asks = type == FRAME_HEADERS || (type == FRAME_DATA && (pace->rest > 0 || (flags & END_STREAM) != 0));
	pace->allowance -= !asks;
	if (type == FRAME_HEADERS && stream_of(h) > pace->last_stream)
		pace->last_stream = stream_of(h);
	if (type == FRAME_HEADERS || type == FRAME_CONTINUATION)
		pace->in_block = (flags & END_HEADERS) == 0;
}

/* So many bytes of the frame's content are there. */
static size_t take_content(struct pace *pace, size_t size)
{
	size_t count = size < pace->rest ? size : pace->rest;
	pace->rest -= count;
	return count;
}

size_t pace_take(struct pace *pace, struct bytes in, int64_t now, bool *drop)
{
	add_for_time(pace, now);
	size_t at = take_content(pace, in.size);
	*drop = pace->dropping;
	while (pace->rest == 0 && in.size - at >= PACE_HEADER) {
		struct pace before = *pace;
		begin_frame(pace, in.data + at);
		if (at == 0)
			*drop = pace->dropping;
		if (*drop != pace->dropping) { /* another stretch */
			*pace = before;
			break;
		}
		at += PACE_HEADER;
		at += take_content(pace, in.size - at);
	}
	return at;
}

bool pace_is_flood(const struct pace *pace)
{
	return pace->allowance < 0;
}

bool pace_inside(const struct pace *pace)
{
	return pace->rest > 0 || pace->in_block;
}

/* Any bytes, taken for what a peer of HTTP/2 sends on a connection: nothing is read or
 * written beyond its bounds or lost, every call is answered once, what the face keeps
 * comes back to nothing, and what it says is frames, the first of them SETTINGS.
 *
 * An input's first byte says how it is cut into pieces, and whether the rest is bytes
 * as they are or records that become frames: type, flags, stream, two bytes of length,
 * content. The service is one of this file's own, which answers a message with itself. */
#include "service/grpc.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MESSAGE_MOST ((size_t)64 << 10)
#define HELD_MOST 16

/* ---- A connection ----------------------------------------------------- */

struct held {
	service_emit *emit;
	void *arg;
	uint8_t *message;
	size_t size;
	struct service_request request;
};

struct conn {
	struct buffer batch, in; /* in: what was not eaten */
	size_t kept, sent;       /* sent: of the batch, checked already */
	struct held held[HELD_MOST];
	size_t held_count, answers;
	bool draining, retiring;
};

static struct conn conn_now;
static const struct listener_limits limits = {
	.message = MESSAGE_MOST,
	.in_flight = HELD_MOST,
	.high_water = (size_t)128 << 10,
	.frame_ms = 1000,
	.send_ms = 1000,
};
static const struct service_peer peer = { .actor = "fuzz", .role = ROLE_READER };

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

void *conn_context(const struct conn *c)
{
	(void)c;
	return NULL;
}

const struct listener_limits *conn_limits(const struct conn *c)
{
	(void)c;
	return &limits;
}

const struct service_peer *conn_peer(const struct conn *c)
{
	(void)c;
	return &peer;
}

bool conn_draining(const struct conn *c)
{
	return c->draining;
}

bool conn_retiring(const struct conn *c)
{
	return c->retiring;
}

bool conn_clogged(const struct conn *c)
{
	return c->batch.size >= limits.high_water;
}

bool conn_full(const struct conn *c)
{
	return c->batch.size + c->kept >= limits.high_water || c->held_count >= limits.in_flight;
}

bool conn_laden(const struct conn *c)
{
	return c->batch.size >= (size_t)16 << 10;
}

void conn_keeps(struct conn *c, size_t bytes)
{
	c->kept = bytes;
}

struct buffer *conn_batch(struct conn *c)
{
	return &c->batch;
}

void conn_hold(struct conn *c)
{
	require(c->held_count < HELD_MOST, "no more calls are begun than may be");
}

struct buffer *conn_answer_begin(struct conn *c)
{
	return &c->batch;
}

void conn_answer_end(struct conn *c, bool kept)
{
	(void)kept;
	c->answers++;
}

/* ---- A service -------------------------------------------------------- */

/* Paths end in what is done: "/f/n" nothing there, p at once, s later, r replies, b both. */
bool service_is_inline(const struct service *service, struct service_request *request)
{
	static const char a_row;
	(void)service;
	char last = request->method.size == 0 ? 'n' : (char)request->method.data[request->method.size - 1];
	request->row = last == 'n' ? NULL : (const struct method *)(const void *)&a_row;
	request->streaming = last == 'r' ? STREAM_REPLIES : last == 'b' ? STREAM_BOTH : STREAM_NONE;
	return last == 'n' || last == 'p';
}

int64_t service_revision(const struct service *service)
{
	(void)service;
	return 7;
}

void service_calls_begin(struct service *service)
{
	(void)service;
}

void service_calls_end(struct service *service)
{
	(void)service;
}

void service_cancelled(struct service *service)
{
	(void)service;
}

/* A message that begins with '!' is refused; a stream ends after four replies. */
static void answer(const struct service_request *r, struct bytes message, service_emit *emit, void *arg)
{
	struct bytes detail = bytes_of("\n\1x", 3), parts[2] = { message, message };
	struct service_reply reply = { .status = STATUS_OK,
				       .message = "",
				       .parts = parts,
				       .part_count = 2,
				       .size = 2 * message.size,
				       .revision = 1 };
	if (r->row == NULL || (message.size > 0 && message.data[0] == '!'))
		reply = (struct service_reply){ .status = STATUS_NOT_FOUND,
						.message = "There is none: 100 %.\n",
						.details = &detail,
						.detail_count = 1 };
	reply.more = r->streaming == STREAM_REPLIES && r->cursor < 4;
	reply.quiet = r->streaming == STREAM_REPLIES && r->cursor == 1;
	reply.cursor = r->cursor + 1;
	emit(arg, &reply);
}

void service_call(struct service *service, const struct service_request *request, service_emit *emit, void *arg)
{
	struct conn *c = &conn_now;
	struct service_request copy = *request;
	require(request->message.size <= MESSAGE_MOST, "a message is within its limit");
	if (service_is_inline(service, &copy)) {
		answer(request, request->message, emit, arg);
		return;
	}
	struct held *held = &c->held[c->held_count++];
	*held = (struct held){ .emit = emit, .arg = arg, .size = request->message.size, .request = copy };
	held->message = malloc(held->size + 1);
	require(held->message != NULL, "there is memory for a message");
	if (held->size > 0)
		memcpy(held->message, request->message.data, held->size);
}

/* Answers the newest of the calls that wait. */
static void answer_one(struct conn *c)
{
	struct held held = c->held[--c->held_count];
	answer(&held.request, bytes_of(held.message, held.size), held.emit, held.arg);
	free(held.message);
}

/* ---- What the face says ----------------------------------------------- */

static void check_output(struct conn *c)
{
	size_t at = 0;
	while (at < c->batch.size) {
		const uint8_t *h = c->batch.data + at;
		require(c->batch.size - at >= PACE_HEADER, "a frame's header is whole");
		size_t size = (size_t)h[0] << 16 | (size_t)h[1] << 8 | h[2];
		require(c->batch.size - at - PACE_HEADER >= size, "a frame is whole");
		require(size <= 16384, "a frame is as large as it may be");
		require(c->sent > 0 || h[3] == NGHTTP2_SETTINGS, "SETTINGS come first");
		at += PACE_HEADER + size;
		c->sent = 1;
	}
	c->batch.size = 0;
}

/* ---- Feeding ---------------------------------------------------------- */

static bool feed(struct conn *c, void *state, struct bytes bytes, int64_t now)
{
	require(buffer_put(&c->in, bytes.data, bytes.size) == STATUS_OK, "there is memory");
	struct face_input input = { .bytes = buffer_bytes(&c->in), .arrived = now };
	enum face_next next = grpc_face.feed(c, state, &input);
	c->in.size -= input.eaten;
	require(next == FACE_END || c->in.size < PACE_HEADER, "all but a part of a header is eaten");
	memmove(c->in.data, c->in.data + input.eaten, c->in.size);
	check_output(c);
	while (next == FACE_FULL) {
		next = grpc_face.tend(c, state, now);
		check_output(c);
	}
	return next != FACE_END;
}

static bool tend(struct conn *c, void *state, int64_t now)
{
	enum face_next next;
	do {
		next = grpc_face.tend(c, state, now);
		check_output(c);
	} while (next == FACE_FULL);
	return next != FACE_END;
}

/* Records as frames. */
static void make_frames(const uint8_t *data, size_t size, struct buffer *out)
{
	size_t at = 0;
	while (size - at >= 5) {
		size_t length = (size_t)data[at + 3] << 8 | data[at + 4], rest = size - at - 5;
		if (length > rest)
			length = rest;
		const uint8_t header[PACE_HEADER] = {
			0, (uint8_t)(length >> 8), (uint8_t)length, data[at], data[at + 1], 0, 0, 0, data[at + 2]
		};
		if (buffer_put(out, header, sizeof header) != STATUS_OK ||
		    buffer_put(out, data + at + 5, length) != STATUS_OK)
			return;
		at += 5 + length;
	}
}

static void run(struct conn *c, void *state, struct bytes bytes, size_t piece)
{
	int64_t now = 1;
	bool open = feed(c, state, grpc_face.openings[0], now);
	for (size_t at = 0; open && at < bytes.size; now += 1000000) {
		size_t count = bytes.size - at < piece ? bytes.size - at : piece;
		open = feed(c, state, bytes_of(bytes.data + at, count), now);
		at += count;
		if (c->held_count > HELD_MOST / 2)
			answer_one(c);
		if (open && c->answers > 0)
			open = tend(c, state, now);
	}
	c->draining = piece % 2 == 1;
	c->retiring = piece % 8 == 6;
	while (c->held_count > 0)
		answer_one(c);
	for (int i = 0; open && i < 4; i++)
		open = tend(c, state, now += 700 * (int64_t)1000000);
	while (c->held_count > 0)
		answer_one(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conn *c = &conn_now;
	struct buffer frames;
	void *state = calloc(1, grpc_face.state_size);
	if (size == 0 || state == NULL) {
		free(state);
		return 0;
	}
	*c = (struct conn){ .kept = 0 };
	buffer_init(&c->batch, SIZE_MAX);
	buffer_init(&c->in, SIZE_MAX);
	buffer_init(&frames, SIZE_MAX);
	size_t piece = (size_t)1 << (data[0] >> 1 & 15);
	if ((data[0] & 1) != 0)
		make_frames(data + 1, size - 1, &frames);
	else
		require(buffer_put(&frames, data + 1, size - 1) == STATUS_OK, "there is memory");
	run(c, state, buffer_bytes(&frames), piece);
	grpc_face.fini(state);
	free(state);
	buffer_fini(&c->batch);
	buffer_fini(&c->in);
	buffer_fini(&frames);
	return 0;
}

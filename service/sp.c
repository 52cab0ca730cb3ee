#include "service/face.h"

#include <stdlib.h>

/* The Scalability Protocols over a stream: a hello of eight bytes both ways, then
 * frames of a length and a payload. A request's payload begins with words that say
 * where the reply goes: any hops without the high bit, then the request's id with
 * it; the reply carries the same words. Source: the SP RFCs of nanomsg (sp-tcp-mapping,
 * sp-request-reply-01). */

#define HELLO_BYTES 8
#define WORD 4
#define HOPS_MOST 8 /* devices between a caller and us, as nng's own default */
#define LENGTH 8
#define HEADER_MOST (1 + LENGTH)

static const uint8_t hello_of_req[HELLO_BYTES] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };
static const uint8_t hello_of_rep[HELLO_BYTES] = { 0, 'S', 'P', 0, 0, 0x31, 0, 0 };

struct sp {
	bool greeted;
};

/* Where a reply goes. */
struct route {
	struct conn *conn;
	bool failed; /* the reply did not fit */
	size_t size;
	uint8_t words[(HOPS_MOST + 1) * WORD];
};

/* ---- Writing ---------------------------------------------------------- */

/* A frame's header and route, its length to be set by end_frame. On ipc a frame
 * begins with the byte 1. */
static enum status begin_frame(const struct route *to, struct buffer *out)
{
	static const uint8_t blank[HEADER_MOST] = { 1 };
	bool ipc = conn_transport(to->conn) == TRANSPORT_IPC;
	enum status status = ipc ? buffer_put(out, blank, HEADER_MOST) : buffer_put(out, blank, LENGTH);
	return status == STATUS_OK ? buffer_put(out, to->words, to->size) : status;
}

/* Sets the length of the frame that began at start, or takes it back. */
static bool end_frame(const struct route *to, enum status status, size_t start, struct buffer *out)
{
	if (status != STATUS_OK) {
		out->size = start;
		return false;
	}
	size_t length_at = conn_transport(to->conn) == TRANSPORT_IPC ? start + 1 : start;
	put_u64(out->data + length_at, out->size - length_at - LENGTH);
	return true;
}

static bool put_reply(const struct route *to, const struct service_reply *reply, struct buffer *out)
{
	size_t start = out->size;
	enum status status = begin_frame(to, out);
	if (status == STATUS_OK)
		status = envelope_encode(reply, out);
	return end_frame(to, status, start, out);
}

static bool put_refusal(const struct route *to, const struct error *error, struct buffer *out)
{
	size_t start = out->size;
	enum status status = begin_frame(to, out);
	if (status == STATUS_OK)
		status = envelope_refuse(error, service_revision(conn_context(to->conn)), out);
	return end_frame(to, status, start, out);
}

static void emit_at_once(void *arg, const struct service_reply *reply)
{
	struct route *to = arg;
	to->failed = !put_reply(to, reply, conn_batch(to->conn));
}

static void emit_later(void *arg, const struct service_reply *reply)
{
	struct route *to = arg;
	struct buffer *out = conn_answer_begin(to->conn);
	bool kept = out != NULL && put_reply(to, reply, out);
	conn_answer_end(to->conn, kept);
	free(to);
}

/* A route for an answer that comes later, which the connection waits for. */
static void *keep_route(void *arg, service_emit **emit)
{
	struct route *later = malloc(sizeof *later);
	if (later == NULL)
		return NULL;
	*later = *(const struct route *)arg;
	conn_hold(later->conn);
	*emit = emit_later;
	return later;
}

/* ---- Reading ---------------------------------------------------------- */

/* Calls with a request's envelope; false where its refusal did not fit. */
static bool call(struct route *to, struct bytes envelope, int64_t arrived)
{
	struct service *service = conn_context(to->conn);
	struct service_request request = { 0 };
	struct error error;
	if (envelope_decode(envelope, &request, &error) != STATUS_OK)
		return put_refusal(to, &error, conn_batch(to->conn));
	request.peer = conn_peer(to->conn);
	request.arrived = arrived;
	if (!service_is_inline(service, &request))
		request.keep = keep_route;
	service_call(service, &request, emit_at_once, to);
	return !to->failed;
}

/* Answers one payload; false where the peer broke the protocol. A payload that came
 * over too many hops goes round in a circle and is dropped, as other implementations do. */
static bool answer(struct conn *conn, struct bytes payload, int64_t arrived)
{
	struct route to = { .conn = conn };
	do {
		if (payload.size - to.size < WORD)
			return false;
		if (to.size == sizeof to.words)
			return true;
		memcpy(to.words + to.size, payload.data + to.size, WORD);
		to.size += WORD;
	} while ((to.words[to.size - WORD] & 0x80) == 0);
	return call(&to, bytes_of(payload.data + to.size, payload.size - to.size), arrived);
}

enum frame { FRAME_WHOLE, FRAME_PART, FRAME_BAD };

/* The frame at the start of in. A length is judged before anything is made of it. */
static enum frame read_frame(const struct conn *conn, struct bytes in, struct bytes *payload)
{
	size_t header = LENGTH;
	if (conn_transport(conn) == TRANSPORT_IPC) {
		header = HEADER_MOST;
		if (in.size > 0 && in.data[0] != 1)
			return FRAME_BAD;
	}
	if (in.size < header)
		return FRAME_PART;
	uint64_t length = get_u64(in.data + header - LENGTH);
	if (length < WORD || length > conn_limits(conn)->message + (HOPS_MOST + 1) * WORD)
		return FRAME_BAD;
	if (in.size - header < length)
		return FRAME_PART;
	*payload = bytes_of(in.data + header, (size_t)length);
	return FRAME_WHOLE;
}

static enum face_next greet(struct conn *conn, struct sp *sp, struct face_input *input)
{
	if (input->bytes.size < HELLO_BYTES)
		return FACE_HELLO;
	if (memcmp(input->bytes.data, hello_of_req, HELLO_BYTES) != 0 ||
	    buffer_put(conn_batch(conn), hello_of_rep, HELLO_BYTES) != STATUS_OK) {
		conn_broken(conn, "is no REQ socket of the Scalability Protocols");
		return FACE_END;
	}
	sp->greeted = true;
	input->eaten = HELLO_BYTES;
	return FACE_FULL; /* the hello leaves before any call can be answered */
}

/* Answers the calls that came. */
static enum face_next answer_all(struct conn *conn, struct face_input *input)
{
	while (!conn_full(conn) && !conn_laden(conn) && !conn_halves(conn, input)) {
		struct bytes rest = bytes_of(input->bytes.data + input->eaten, input->bytes.size - input->eaten);
		if (rest.size == 0)
			return FACE_IDLE;
		struct bytes payload;
		enum frame frame = read_frame(conn, rest, &payload);
		if (frame == FRAME_BAD)
			conn_broken(conn, "sent a frame that is none of SP, or larger than --message");
		if (frame != FRAME_WHOLE)
			return frame == FRAME_PART ? FACE_PARTIAL : FACE_END;
		if (!answer(conn, payload, input->arrived))
			return FACE_END;
		input->eaten = (size_t)(payload.data + payload.size - input->bytes.data);
		input->messages++;
	}
	return FACE_FULL;
}

static enum face_next feed(struct conn *conn, void *state, struct face_input *input)
{
	struct sp *sp = state;
	if (!sp->greeted)
		return greet(conn, sp, input);
	service_calls_begin(conn_context(conn));
	enum face_next next = answer_all(conn, input);
	service_calls_end(conn_context(conn));
	return next;
}

const struct face sp_face = {
	.name = "SP",
	.openings = (const struct bytes[]){ { hello_of_req, 4 }, { NULL, 0 } },
	.state_size = sizeof(struct sp),
	.feed = feed,
};

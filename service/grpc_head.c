#include "service/grpc.h"

#include "base/base64.h"
#include "service/grpc_text.h"

#define FIELD_OVERHEAD 32 /* RFC 9113, section 10.5.1 */

static const struct grpc_refusal not_a_post = {
	"405", STATUS_UNKNOWN, "HTTP_METHOD",
	"A call of gRPC is a POST request; this port speaks gRPC and the request/reply protocol of nng.", false
};
static const struct grpc_refusal not_grpc = {
	"415", STATUS_UNKNOWN, "CONTENT_TYPE",
	"The content-type is not application/grpc or application/grpc+proto; other formats are not served.", false
};
static const struct grpc_refusal too_large = { "200", STATUS_RESOURCE_EXHAUSTED, "METADATA_TOO_LARGE",
					       "The metadata of a call may have 16384 bytes.", false };
static const struct grpc_refusal bad_timeout = { "200", STATUS_INVALID_ARGUMENT, "INVALID_TIMEOUT",
						 "grpc-timeout is one to eight digits and one of H, M, S, m, u and n.",
						 false };
static const struct grpc_refusal bad_base64 = { "200", STATUS_INVALID_ARGUMENT, "INVALID_METADATA",
						"truce-reason-bin is no base64.", false };
static const struct grpc_refusal no_coding = { "200", STATUS_UNIMPLEMENTED, "COMPRESSION",
					       "Messages may be packed with gzip, or not at all.", true };

static bool keep(struct exchange *e, struct bytes value, struct bytes *out)
{
	const uint8_t *copy = arena_copy(&e->texts, value.data, value.size);
	if (copy == NULL)
		return false;
	*out = bytes_of(copy, value.size);
	return true;
}

static bool refuse(struct exchange *e, const struct grpc_refusal *refusal)
{
	if (e->refusal == NULL)
		e->refusal = refusal;
	return true;
}

/* ---- Fields ----------------------------------------------------------- */

static bool read_method(struct exchange *e, struct bytes value)
{
	e->posted = bytes_equal(value, BYTES_LITERAL("POST"));
	return true;
}

static bool read_path(struct exchange *e, struct bytes value)
{
	return keep(e, value, &e->request.method);
}

static bool read_type(struct exchange *e, struct bytes value)
{
	e->typed = grpc_content_type(value);
	return true;
}

static bool read_timeout(struct exchange *e, struct bytes value)
{
	e->timed = true;
	return grpc_timeout(value, &e->timeout) || refuse(e, &bad_timeout);
}

static bool read_coding(struct exchange *e, struct bytes value)
{
	e->coding = bytes_equal(value, BYTES_LITERAL("gzip")) ? CODING_GZIP : CODING_IDENTITY;
	return e->coding == CODING_GZIP || bytes_equal(value, BYTES_LITERAL("identity")) || refuse(e, &no_coding);
}

static bool read_accepted(struct exchange *e, struct bytes value)
{
	e->takes_gzip = e->takes_gzip || grpc_list_has(value, BYTES_LITERAL("gzip"));
	return true;
}

static bool read_authorization(struct exchange *e, struct bytes value)
{
	return keep(e, value, &e->request.authorization);
}

static bool read_reason(struct exchange *e, struct bytes value)
{
	return keep(e, value, &e->request.reason);
}

static bool read_packed_reason(struct exchange *e, struct bytes value)
{
	uint8_t *room = arena_alloc(&e->texts, value.size / 4 * 3 + 3);
	size_t size;
	if (room == NULL)
		return false;
	if (!base64_parse(value, room, &size))
		return refuse(e, &bad_base64);
	e->request.reason = bytes_of(room, size);
	return true;
}

/* A caller that has no streams gets one message, as by the other protocol. */
static bool read_once(struct exchange *e, struct bytes value)
{
	(void)value;
	e->once = true;
	return true;
}

static const struct {
	const char *name;
	bool (*read)(struct exchange *e, struct bytes value);
} fields[] = {
	{ ":method", read_method },
	{ ":path", read_path },
	{ "content-type", read_type },
	{ "grpc-timeout", read_timeout },
	{ "grpc-encoding", read_coding },
	{ "grpc-accept-encoding", read_accepted },
	{ "authorization", read_authorization },
	{ "truce-once", read_once },
	{ "truce-reason", read_reason },
	{ "truce-reason-bin", read_packed_reason },
};

/* What only some method may want to know. */
static bool keep_field(struct exchange *e, struct bytes name, struct bytes value)
{
	size_t count = e->request.field_count;
	if (count == e->fields_room) {
		size_t room = count == 0 ? 8 : 2 * count;
		struct service_field *more = arena_array(&e->texts, room, sizeof *more);
		if (more == NULL)
			return false;
		if (count > 0)
			memcpy(more, e->fields, count * sizeof *more);
		e->request.fields = e->fields = more;
		e->fields_room = room;
	}
	if (!keep(e, name, &e->fields[count].name) || !keep(e, value, &e->fields[count].value))
		return false;
	e->request.field_count++;
	return true;
}

bool exchange_field(struct exchange *e, struct bytes name, struct bytes value)
{
	e->field_bytes += name.size + value.size + FIELD_OVERHEAD;
	if (e->headed) /* the caller's trailers tell nothing */
		return true;
	if (e->field_bytes > GRPC_FIELDS_MOST)
		return refuse(e, &too_large);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (bytes_equal(name, bytes_text(fields[i].name)))
			return fields[i].read(e, value);
	bool own = name.size > 0 && name.data[0] == ':'; /* HTTP's */
	return own || keep_field(e, name, value);
}

void exchange_head_ends(struct exchange *e)
{
	struct service *service = conn_context(e->grpc->conn);
	e->headed = true;
	if (!e->posted)
		e->refusal = &not_a_post;
	else if (!e->typed)
		e->refusal = &not_grpc;
	e->request.peer = conn_peer(e->grpc->conn);
	e->request.arrived = e->began;
	e->request.cancelled = &e->cancelled;
	e->deadline = e->timed ? e->began + e->timeout : INT64_MAX;
	e->at_once = service_is_inline(service, &e->request);
	if (e->once)
		e->request.streaming = STREAM_NONE;
	exchange_ready(e);
}

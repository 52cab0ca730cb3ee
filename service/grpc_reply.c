#include "service/grpc.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/time.h"
#include "base/base64.h"
#include "base/utf8.h"
#include "service/grpc_gzip.h"
#include "service/grpc_text.h"

#define PACK_LEAST 512                  /* bytes of a reply that are worth packing */
#define WORDS_MOST ((size_t)48 << 10)   /* of a failure, in its headers */
#define PIECE_BYTES ((size_t)256 << 10) /* that a peer takes within one send limit */
#define PREFIX_PACKED 1

static nghttp2_nv field(const char *name, const char *value, size_t size)
{
	union {
		const char *in;
		uint8_t *out;
	} n = { .in = name }, v = { .in = value };
	return (nghttp2_nv){ n.out, v.out, strlen(name), size, NGHTTP2_NV_FLAG_NO_COPY_NAME };
}

static nghttp2_nv extra(const struct service_field *from)
{
	union {
		const uint8_t *in;
		uint8_t *out;
	} n = { .in = from->name.data }, v = { .in = from->value.data };
	return (nghttp2_nv){ n.out, v.out, from->name.size, from->value.size, NGHTTP2_NV_FLAG_NONE };
}

/* ---- Taking a reply --------------------------------------------------- */

/* The packed google.rpc.Status, whose fields 1 to 3 an envelope shares. */
static enum status put_details(struct buffer *words, const struct service_reply *reply)
{
	struct service_reply bare = *reply;
	struct buffer packed;
	bare.revision = 0;
	bare.size = bare.part_count = 0;
	buffer_init(&packed, WORDS_MOST);
	enum status status = envelope_encode(&bare, &packed);
	if (status == STATUS_OK)
		status = base64_put(words, buffer_bytes(&packed));
	buffer_fini(&packed);
	return status;
}

/* A failure without memory for its words is told by its number. */
static void put_words(struct exchange *e, const struct service_reply *reply)
{
	e->words.limit = WORDS_MOST;
	if (grpc_put_message(&e->words, reply->message) != STATUS_OK)
		e->words.size = 0;
	e->details = e->words.size;
	if (reply->detail_count > 0 && put_details(&e->words, reply) != STATUS_OK)
		e->words.size = e->details;
}

/* Copies metadata of a reply; answers how many keys, none without memory. */
static size_t copy_fields(struct exchange *e, const struct service_field *from, size_t count, struct service_field *to)
{
	for (size_t i = 0; i < count && i < GRPC_EXTRA; i++) {
		const uint8_t *name = arena_copy(&e->texts, from[i].name.data, from[i].name.size);
		const uint8_t *value = arena_copy(&e->texts, from[i].value.data, from[i].value.size);
		if (name == NULL || value == NULL)
			return 0;
		to[i] = (struct service_field){ bytes_of(name, from[i].name.size),
						bytes_of(value, from[i].value.size) };
	}
	return count < GRPC_EXTRA ? count : GRPC_EXTRA;
}

static size_t put_fields(const struct service_field *from, size_t count, nghttp2_nv *out)
{
	for (size_t i = 0; i < count; i++)
		out[i] = extra(&from[i]);
	return count;
}

void exchange_take(struct exchange *e, const struct service_reply *reply)
{
	bool goes_on = reply->status == STATUS_OK && e->request.streaming != STREAM_NONE;
	e->status = reply->status;
	e->revision = reply->revision;
	e->more = goes_on && reply->more;
	e->quiet = reply->status != STATUS_OK || (goes_on && reply->quiet);
	e->request.resumed = e->more;
	e->request.cursor = reply->cursor;
	e->packing = reply->packing;
	e->head_count = copy_fields(e, reply->head, reply->head_count, e->head);
	e->trailer_count = copy_fields(e, reply->trailer, reply->trailer_count, e->trailer);
	e->words.size = e->details = 0;
	e->left = 0;
	if (reply->status != STATUS_OK)
		put_words(e, reply);
}

/* What is to be sent: parts that make up size bytes. */
static void set_body(struct exchange *e, const struct bytes *parts, size_t count, size_t size, bool packed)
{
	e->prefix[0] = packed ? PREFIX_PACKED : 0;
	put_u32(e->prefix + 1, (uint32_t)size);
	e->prefix_left = GRPC_PREFIX;
	e->parts = parts;
	e->part_count = count;
	e->part_at = 0;
	e->left = GRPC_PREFIX + size;
}

static void set_whole(struct exchange *e, bool packed)
{
	e->whole = buffer_bytes(&e->body);
	set_body(e, &e->whole, 1, e->whole.size, packed);
}

/* Where the method does not say, a caller that packs its messages gets them packed. */
static bool may_pack(const struct exchange *e)
{
	return e->takes_gzip && (e->packing == PACK_AS_ASKED ? e->coding == CODING_GZIP : e->packing == PACK_ALWAYS);
}

static bool is_packed(const struct exchange *e, const struct service_reply *reply)
{
	return may_pack(e) && (reply->size >= PACK_LEAST || reply->packing == PACK_ALWAYS);
}

bool exchange_copy(struct exchange *e, const struct service_reply *reply)
{
	if (e->quiet)
		return true;
	e->body.size = 0;
	e->body.limit = reply->size + GRPC_PREFIX;
	if (is_packed(e, reply) && gzip_pack(reply->parts, reply->part_count, &e->body) == STATUS_OK) {
		set_whole(e, true);
		return true;
	}
	e->body.size = 0;
	if (buffer_reserve(&e->body, reply->size) != STATUS_OK)
		return false;
	for (size_t i = 0; i < reply->part_count; i++)
		if (buffer_put(&e->body, reply->parts[i].data, reply->parts[i].size) != STATUS_OK)
			return false;
	set_whole(e, false);
	return true;
}

void exchange_borrow(struct exchange *e, const struct service_reply *reply)
{
	if (e->quiet)
		return;
	if (is_packed(e, reply) && exchange_copy(e, reply))
		return;
	set_body(e, reply->parts, reply->part_count, reply->size, false);
}

void exchange_keep(struct exchange *e)
{
	if (e->left == 0 || e->parts == &e->whole)
		return;
	size_t size = e->left - e->prefix_left;
	e->body.size = 0;
	e->body.limit = size;
	enum status status = buffer_reserve(&e->body, size);
	for (size_t i = 0; i < e->part_count && status == STATUS_OK; i++) {
		size_t from = i == 0 ? e->part_at : 0;
		status = buffer_put(&e->body, e->parts[i].data + from, e->parts[i].size - from);
	}
	e->whole = buffer_bytes(&e->body);
	e->parts = &e->whole;
	e->part_count = 1;
	e->part_at = 0;
	if (status == STATUS_OK)
		return;
	e->grpc->kept -= e->left;
	e->left = 0;
	(void)nghttp2_submit_rst_stream(e->grpc->session, 0, e->id, NGHTTP2_INTERNAL_ERROR);
}

/* ---- Sending ---------------------------------------------------------- */

/* status, message, details and revision, as trailers or in a head that is all. */
static size_t put_trailers(const struct exchange *e, nghttp2_nv out[4], char status[4], char revision[24])
{
	size_t count = 0;
	const char *words = (const char *)e->words.data;
	int size = snprintf(status, 4, "%d", (int)e->status);
	out[count++] = field("grpc-status", status, (size_t)size);
	if (e->details > 0)
		out[count++] = field("grpc-message", words, e->details);
	if (e->words.size > e->details)
		out[count++] = field("grpc-status-details-bin", words + e->details, e->words.size - e->details);
	size = snprintf(revision, 24, "%" PRId64, e->revision);
	out[count++] = field("truce-revision", revision, (size_t)size);
	return count + put_fields(e->trailer, e->trailer_count, out + count);
}

static void submit_trailers(struct exchange *e)
{
	nghttp2_nv fields[4 + GRPC_EXTRA];
	char status[4], revision[24];
	size_t count = put_trailers(e, fields, status, revision);
	if (nghttp2_submit_trailer(e->grpc->session, e->id, fields, count) != 0)
		e->grpc->broken = true;
}

/* How much of the message goes into this frame; it is written by grpc_send_data. */
static ssize_t read_data(nghttp2_session *session, int32_t id, uint8_t *room, size_t most, uint32_t *flags,
			 nghttp2_data_source *source, void *user)
{
	struct exchange *e = source->ptr;
	size_t count = e->left < most ? e->left : most;
	(void)session;
	(void)id;
	(void)room;
	(void)user;
	bool answering = e->calling && !e->at_once; /* then the reply is not ours */
	if (answering || (e->left == 0 && !e->last))
		return NGHTTP2_ERR_DEFERRED;
	if (count > 0)
		*flags |= NGHTTP2_DATA_FLAG_NO_COPY;
	if (e->last && count == e->left) {
		*flags |= NGHTTP2_DATA_FLAG_EOF | NGHTTP2_DATA_FLAG_NO_END_STREAM;
		submit_trailers(e);
	}
	return (ssize_t)count;
}

/* Moves so many bytes of the message to out. */
static enum status put_body(struct exchange *e, size_t count, struct buffer *out)
{
	enum status status = buffer_reserve(out, count);
	size_t prefix = e->prefix_left < count ? e->prefix_left : count;
	if (status == STATUS_OK)
		status = buffer_put(out, e->prefix + GRPC_PREFIX - e->prefix_left, prefix);
	e->prefix_left -= prefix;
	e->left -= count;
	count -= prefix;
	while (count > 0 && status == STATUS_OK) {
		size_t rest = e->parts->size - e->part_at, piece = rest < count ? rest : count;
		status = buffer_put(out, e->parts->data + e->part_at, piece);
		e->part_at += piece;
		count -= piece;
		if (e->part_at < e->parts->size)
			break;
		e->parts++;
		e->part_count--;
		e->part_at = 0;
	}
	return status;
}

int grpc_send_data(nghttp2_session *session, nghttp2_frame *frame, const uint8_t *header, size_t length,
		   nghttp2_data_source *source, void *user)
{
	struct exchange *e = source->ptr;
	struct grpc *g = user;
	struct buffer *out = conn_batch(g->conn);
	(void)session;
	(void)frame;
	if (conn_clogged(g->conn)) /* asked again when there is room */
		return NGHTTP2_ERR_WOULDBLOCK;
	if (buffer_put(out, header, PACE_HEADER) != STATUS_OK || put_body(e, length, out) != STATUS_OK)
		return NGHTTP2_ERR_CALLBACK_FAILURE;
	g->kept -= length;
	pace_credit(&g->pace, length);
	if (e->left == 0 && !e->last)
		exchange_ready(e);
	return 0;
}

/* The reply's head, with the data after it, or as all that there is. */
static void open_reply(struct exchange *e, bool all)
{
	nghttp2_nv fields[8 + 2 * GRPC_EXTRA];
	size_t count = 0;
	char status[4], revision[24];
	const char *http = e->http == NULL ? "200" : e->http;
	fields[count++] = field(":status", http, 3);
	fields[count++] = field("content-type", "application/grpc", 16);
	if (e->codings)
		fields[count++] = field("grpc-accept-encoding", "identity,gzip", 13);
	if (!all && may_pack(e))
		fields[count++] = field("grpc-encoding", "gzip", 4);
	count += put_fields(e->head, e->head_count, fields + count);
	if (all)
		count += put_trailers(e, fields + count, status, revision);
	nghttp2_data_provider data = { .source.ptr = e, .read_callback = read_data };
	e->opened = true;
	if (nghttp2_submit_response(e->grpc->session, e->id, fields, count, all ? NULL : &data) != 0)
		e->grpc->broken = true;
}

static bool is_last(const struct exchange *e)
{
	if (e->status != STATUS_OK || e->request.streaming == STREAM_NONE)
		return true;
	return e->request.streaming == STREAM_REPLIES && !e->more;
}

/* What the connection keeps of replies unread has an end: as much as waits on one of
 * any other protocol. */
static bool has_room(const struct exchange *e)
{
	const struct listener_limits *limits = conn_limits(e->grpc->conn);
	return e->grpc->kept + e->left <= limits->high_water + 8 * limits->message;
}

void exchange_send(struct exchange *e)
{
	struct grpc *g = e->grpc;
	if (e->left > 0 && !has_room(e)) {
		exchange_fail(e, STATUS_RESOURCE_EXHAUSTED, "UNREAD",
			      "Too many replies of this connection were not read yet; ask for less at a time.");
		return;
	}
	e->last = is_last(e);
	g->kept += e->left;
	e->due = g->now + conn_limits(g->conn)->send_ms * NS_PER_MS * (int64_t)(1 + e->left / PIECE_BYTES);
	if (!e->opened)
		open_reply(e, e->last && e->left == 0);
	else
		(void)nghttp2_session_resume_data(g->session, e->id); /* refused where it never stopped */
	if (e->left == 0 && !e->last)
		exchange_ready(e);
}

void exchange_open(struct exchange *e)
{
	if (!e->opened && e->request.streaming != STREAM_NONE)
		open_reply(e, false);
}

void exchange_end(struct exchange *e)
{
	e->status = STATUS_OK;
	e->last = true;
	if (e->revision == 0)
		e->revision = service_revision(conn_context(e->grpc->conn));
	if (!e->opened)
		open_reply(e, true);
	else
		(void)nghttp2_session_resume_data(e->grpc->session, e->id);
}

void grpc_flush(struct grpc *g)
{
	struct buffer *out = conn_batch(g->conn);
	const uint8_t *bytes;
	ssize_t size;
	while (!g->broken && !conn_clogged(g->conn) && (size = nghttp2_session_mem_send(g->session, &bytes)) != 0)
		g->broken = size < 0 || buffer_put(out, bytes, (size_t)size) != STATUS_OK;
	conn_keeps(g->conn, g->kept);
}

/* ---- Failures of this protocol ---------------------------------------- */

void exchange_fail(struct exchange *e, enum status status, const char *reason, const char *format, ...)
{
	struct error error;
	char text[sizeof error.message];
	uint8_t info[ENVELOPE_INFO];
	va_list args;
	va_start(args, format);
	utf8_vprint(text, sizeof text, format, args);
	va_end(args);
	(void)error_set(&error, status, reason, "%s", text);
	struct bytes detail = envelope_info(error.reason, info);
	struct service_reply reply = { .status = status,
				       .message = error.message,
				       .details = &detail,
				       .detail_count = 1,
				       .revision = service_revision(conn_context(e->grpc->conn)) };
	exchange_take(e, &reply);
	exchange_send(e);
}

void exchange_refuse(struct exchange *e, const struct grpc_refusal *refusal)
{
	e->http = refusal->http;
	e->codings = refusal->codings;
	exchange_fail(e, refusal->status, refusal->reason, "%s", refusal->message);
}

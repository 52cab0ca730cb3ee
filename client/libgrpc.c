#include "client/libgrpc.h"

#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base64.h"
#include "base/time.h"
#include "client/libtruce.h"

#define STREAM_WINDOW ((uint32_t)1 << 20) /* bytes of a reply that may come without being taken */
#define CONNECTION_WINDOW ((int32_t)8 << 20)

/* One call on its way. It lives until its stream is closed. */
struct stream {
	struct truce *truce;
	struct truce_call *call; /* NULL once nobody waits for it */
	int32_t id;
	struct stream *previous, *next;
	uint8_t prefix[GRPC_PREFIX];
	struct bytes message; /* of the request, in the call's frame */
	size_t sent;          /* of both */
	struct grpc_answer answer;
};

struct session {
	nghttp2_session *http2;
	struct stream *streams;
	size_t count;
	struct stream *leaving_now; /* whose request has not left whole; NULL for none */
	bool leaving;               /* the peer said GOAWAY, */
	uint32_t farewell;          /* with this code */
	struct buffer scratch;
};

/* ---- Streams ---------------------------------------------------------- */

static struct stream *stream_new(struct truce *t, struct truce_call *call)
{
	struct session *session = t->state;
	struct stream *s = calloc(1, sizeof *s);
	if (s == NULL)
		return NULL;
	s->truce = t;
	s->call = call;
	s->next = session->streams;
	if (s->next != NULL)
		s->next->previous = s;
	session->streams = s;
	session->count++;
	answer_init(&s->answer, t->message_most);
	return s;
}

static void stream_free(struct stream *s)
{
	struct session *session = s->truce->state;
	if (s->next != NULL)
		s->next->previous = s->previous;
	if (s->previous != NULL)
		s->previous->next = s->next;
	else
		session->streams = s->next;
	if (session->leaving_now == s)
		session->leaving_now = NULL;
	session->count--;
	if (s->call != NULL)
		s->call->carried = NULL;
	answer_fini(&s->answer);
	free(s);
}

/* Parts a call from its stream. */
static struct truce_call *release(struct stream *s)
{
	struct truce_call *call = s->call;
	s->call = NULL;
	call->carried = NULL;
	return call;
}

static void stream_end(struct stream *s, struct truce_reply *reply)
{
	s->truce->failures = 0;
	calls_end(s->truce, release(s), reply);
}

static void cancel(struct stream *s)
{
	const struct session *session = s->truce->state;
	(void)nghttp2_submit_rst_stream(session->http2, 0, s->id, NGHTTP2_CANCEL);
}

/* ---- What comes ------------------------------------------------------- */

static int on_header(nghttp2_session *http2, const nghttp2_frame *frame, const uint8_t *name, size_t name_size,
		     const uint8_t *value, size_t value_size, uint8_t flags, void *user)
{
	struct stream *s = nghttp2_session_get_stream_user_data(http2, frame->hd.stream_id);
	(void)flags, (void)user;
	if (s == NULL || s->call == NULL ||
	    answer_field(&s->answer, bytes_of(name, name_size), bytes_of(value, value_size)))
		return 0;
	cancel(s);
	stream_end(s, reply_make(STATUS_RESOURCE_EXHAUSTED, "METADATA_TOO_LARGE",
				 "the reply has more header fields than this program takes"));
	return 0;
}

static int on_data(nghttp2_session *http2, uint8_t flags, int32_t id, const uint8_t *data, size_t size, void *user)
{
	struct stream *s = nghttp2_session_get_stream_user_data(http2, id);
	struct truce_reply *over = NULL;
	(void)flags, (void)user;
	if (s != NULL && s->call != NULL && answer_bytes(&s->answer, bytes_of(data, size), &over)) {
		cancel(s);
		stream_end(s, over);
	}
	return 0;
}

static int on_frame(nghttp2_session *http2, const nghttp2_frame *frame, void *user)
{
	struct truce *t = user;
	struct session *session = t->state;
	uint8_t flags = frame->hd.flags;
	if (frame->hd.type == NGHTTP2_SETTINGS && (flags & NGHTTP2_FLAG_ACK) == 0)
		t->up = true;
	if (frame->hd.type == NGHTTP2_GOAWAY) {
		session->leaving = true;
		session->farewell = frame->goaway.error_code;
	}
	bool of_stream = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
	struct stream *s = of_stream ? nghttp2_session_get_stream_user_data(http2, frame->hd.stream_id) : NULL;
	if (s != NULL && (flags & NGHTTP2_FLAG_END_STREAM) != 0)
		s->answer.ended = true;
	return 0;
}

/* A stream that the peer says it never looked at is sent again, whatever it was. */
static int on_close(nghttp2_session *http2, int32_t id, uint32_t code, void *user)
{
	struct truce *t = user;
	struct stream *s = nghttp2_session_get_stream_user_data(http2, id);
	if (s == NULL)
		return 0;
	if (s->call != NULL && code == NGHTTP2_REFUSED_STREAM && s->call->attempts < ATTEMPTS_MOST)
		calls_queue(t, release(s));
	else if (s->call != NULL)
		stream_end(s, answer_reply(&s->answer, code));
	stream_free(s);
	return 0;
}

/* ---- What is sent ----------------------------------------------------- */

static ssize_t read_request(nghttp2_session *http2, int32_t id, uint8_t *room, size_t most, uint32_t *flags,
			    nghttp2_data_source *source, void *user)
{
	struct stream *s = source->ptr;
	size_t count = 0;
	(void)http2, (void)id, (void)user;
	if (s->call == NULL)
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
	for (; s->sent < GRPC_PREFIX && count < most; count++)
		room[count] = s->prefix[s->sent++];
	size_t at = s->sent - GRPC_PREFIX, rest = s->message.size - at;
	if (s->sent >= GRPC_PREFIX && rest > 0) {
		size_t part = rest < most - count ? rest : most - count;
		memcpy(room + count, s->message.data + at, part);
		s->sent += part;
		count += part;
	}
	if (s->sent < GRPC_PREFIX + s->message.size)
		return (ssize_t)count;
	*flags |= NGHTTP2_DATA_FLAG_EOF;
	struct session *session = s->truce->state;
	session->leaving_now = NULL;
	return (ssize_t)count;
}

static nghttp2_nv field(const char *name, struct bytes value)
{
	union {
		const void *in;
		uint8_t *out;
	} n = { .in = name }, v = { .in = value.data };
	return (nghttp2_nv){ n.out, v.out, strlen(name), value.size, NGHTTP2_NV_FLAG_NONE };
}

/* Whether a header field can hold it as it stands: visible ASCII, and spaces inside. */
static bool is_plain(struct bytes value)
{
	for (size_t i = 0; i < value.size; i++)
		if (value.data[i] < ' ' || value.data[i] > '~')
			return false;
	return value.size == 0 || (value.data[0] != ' ' && value.data[value.size - 1] != ' ');
}

static bool is_path(struct bytes method)
{
	for (size_t i = 0; i < method.size; i++)
		if (method.data[i] <= ' ' || method.data[i] > '~')
			return false;
	return method.size > 0 && method.data[0] == '/';
}

/* Metadata that no field can hold as it stands goes in base64, under a name that says
 * so. A token is never that. */
static enum status put_metadata(struct session *session, const struct parts *parts, nghttp2_nv *fields, size_t *count)
{
	for (size_t i = 0; i < parts->metadata_count; i++) {
		struct bytes value = parts->metadata[i].value;
		bool token = bytes_equal(parts->metadata[i].key, BYTES_LITERAL("authorization"));
		if (!is_plain(value) && token)
			return STATUS_UNAUTHENTICATED;
		if (token) {
			fields[*count] = field("authorization", value);
			fields[(*count)++].flags = NGHTTP2_NV_FLAG_NO_INDEX;
		} else if (is_plain(value)) {
			fields[(*count)++] = field("truce-reason", value);
		} else {
			session->scratch.size = 0;
			if (base64_put(&session->scratch, value) != STATUS_OK)
				return STATUS_RESOURCE_EXHAUSTED;
			fields[(*count)++] = field("truce-reason-bin", buffer_bytes(&session->scratch));
		}
	}
	return STATUS_OK;
}

static enum status submit(struct truce *t, struct stream *s, const struct parts *parts)
{
	struct session *session = t->state;
	char timeout[24];
	snprintf(timeout, sizeof timeout, "%lldm", (long long)parts->timeout_ms);
	nghttp2_nv fields[10 + METADATA_MOST] = {
		field(":method", BYTES_LITERAL("POST")),
		field(":scheme", t->tls == NULL ? BYTES_LITERAL("http") : BYTES_LITERAL("https")),
		field(":path", parts->method),
		field(":authority", bytes_text(t->authority)),
		field("te", BYTES_LITERAL("trailers")),
		field("content-type", BYTES_LITERAL("application/grpc")),
		field("user-agent", BYTES_LITERAL("truce/" TRUCE_VERSION)),
		field("grpc-timeout", bytes_text(timeout)),
		field("truce-once", BYTES_LITERAL("1")),
	};
	size_t count = 9;
	enum status status = put_metadata(session, parts, fields, &count);
	if (status != STATUS_OK)
		return status;
	s->message = parts->message;
	put_u32(s->prefix + 1, (uint32_t)parts->message.size);
	nghttp2_data_provider data = { .source.ptr = s, .read_callback = read_request };
	s->id = nghttp2_submit_request(session->http2, NULL, fields, count, &data, s);
	return s->id > 0 ? STATUS_OK : STATUS_RESOURCE_EXHAUSTED;
}

static struct truce_reply *not_sent(enum status status)
{
	switch (status) {
	case STATUS_UNIMPLEMENTED:
		return reply_make(status, "NO_SUCH_METHOD",
				  "The method is no path of one; such a path looks like /package.Service/Method.");
	case STATUS_UNAUTHENTICATED:
		return reply_make(status, "TOKEN", "the token has bytes that no token has");
	default:
		return reply_make(status, "MEMORY", "no memory to send");
	}
}

static void carry(struct truce *t, struct truce_call *call)
{
	struct session *session = t->state;
	struct parts parts;
	int64_t now = clock_monotonic();
	frame_stamp(t, &call->frame, call->id, (call->deadline - now) / NS_PER_MS);
	frame_parts(t, &call->frame, &parts);
	struct stream *s = stream_new(t, call);
	enum status status = s == NULL ? STATUS_RESOURCE_EXHAUSTED : STATUS_UNIMPLEMENTED;
	if (s != NULL && is_path(parts.method))
		status = submit(t, s, &parts);
	if (status == STATUS_OK) {
		session->leaving_now = s;
		call->carried = s;
		call->sent = now;
		call->attempts++;
		return;
	}
	if (s != NULL)
		stream_free(s);
	calls_end(t, call, not_sent(status));
}

static size_t streams_most(const struct session *session)
{
	return nghttp2_session_get_remote_settings(session->http2, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
}

/* Requests leave one after another: side by side, they would arrive out of order. */
static bool may_carry(const struct truce *t)
{
	const struct session *session = t->state;
	return t->up && t->open && !t->closing && session->leaving_now == NULL &&
	       session->count < streams_most(session) && nghttp2_session_check_request_allowed(session->http2) != 0;
}

static bool say(struct truce *t)
{
	const struct session *session = t->state;
	for (;;) {
		struct truce_call *call;
		const uint8_t *bytes;
		ssize_t size = 0;
		while (t->plain.size < GATHER_MOST && (size = nghttp2_session_mem_send(session->http2, &bytes)) > 0)
			if (buffer_put(&t->plain, bytes, (size_t)size) != STATUS_OK)
				return false;
		if (size < 0)
			return false;
		if (t->plain.size >= GATHER_MOST || !may_carry(t) || (call = calls_dequeue(t)) == NULL)
			return true;
		carry(t, call);
	}
}

/* Ends where the session does: by its own judgement, which say tells the peer, or when
 * the last call of a peer that goes away is done. */
static const char *take(struct truce *t)
{
	struct session *session = t->state;
	ssize_t took = nghttp2_session_mem_recv(session->http2, t->in.data, t->in.size);
	t->in.size = 0;
	if (took >= 0 && say(t) && nghttp2_session_want_read(session->http2) != 0)
		return NULL;
	if (session->farewell != NGHTTP2_NO_ERROR)
		return nghttp2_http2_strerror(session->farewell);
	if (session->leaving)
		return "the service goes away";
	return t->up ? "the peer broke the protocol" : "the peer does not speak gRPC";
}

/* ---- The session ------------------------------------------------------ */

static int make_session(struct truce *t, nghttp2_session_callbacks *callbacks)
{
	struct session *session = t->state;
	nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
	nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
	nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
	nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_close);
	return nghttp2_session_client_new(&session->http2, callbacks, t);
}

static bool begin(struct truce *t)
{
	static const nghttp2_settings_entry settings[] = {
		{ NGHTTP2_SETTINGS_ENABLE_PUSH, 0 },
		{ NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, STREAM_WINDOW },
	};
	nghttp2_session_callbacks *callbacks = NULL;
	struct session *session = t->state = calloc(1, sizeof *session);
	if (session == NULL)
		return false;
	buffer_init(&session->scratch, SIZE_MAX / 2);
	bool made = nghttp2_session_callbacks_new(&callbacks) == 0 && make_session(t, callbacks) == 0;
	nghttp2_session_callbacks_del(callbacks);
	return made && nghttp2_submit_settings(session->http2, 0, settings, sizeof settings / sizeof *settings) == 0 &&
	       nghttp2_session_set_local_window_size(session->http2, 0, 0, CONNECTION_WINDOW) == 0;
}

static void forget(struct truce *t, struct truce_call *call)
{
	struct stream *s = call->carried;
	cancel(s);
	(void)release(s);
	link_send(t);
}

static void end(struct truce *t)
{
	struct session *session = t->state;
	if (session == NULL)
		return;
	nghttp2_session_del(session->http2);
	while (session->streams != NULL)
		stream_free(session->streams);
	buffer_fini(&session->scratch);
	free(session);
	t->state = NULL;
}

const struct protocol grpc_protocol = {
	.name = "gRPC", .http2 = true, .begin = begin, .say = say, .take = take, .forget = forget, .end = end
};

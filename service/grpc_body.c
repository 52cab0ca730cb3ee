#include "service/grpc.h"

#include "base/time.h"
#include "service/grpc_gzip.h"

#define GRANTED_MOST(most) (2 * ((most) + GRPC_PREFIX)) /* window beyond the first, of a connection */

static size_t message_most(const struct exchange *e)
{
	return conn_limits(e->grpc->conn)->message;
}

static struct bytes untaken(const struct exchange *e)
{
	return bytes_of(e->in.data == NULL ? NULL : e->in.data + e->taken, e->in.size - e->taken);
}

/* ---- Window ----------------------------------------------------------- */

/* How many bytes are wanted of the message that comes, its prefix included; 0 where
 * that is not known. */
static size_t wanted(const struct exchange *e)
{
	struct bytes in = untaken(e);
	return in.size < GRPC_PREFIX ? 0 : GRPC_PREFIX + (size_t)get_u32(in.data + 1);
}

/* A message that could use up the stream's first window gets one that holds it, if the
 * connection's messages do not take too much already. */
static void grant(struct exchange *e)
{
	struct grpc *g = e->grpc;
	size_t want = wanted(e), room = GRANTED_MOST(message_most(e));
	bool waits = e->granted == 0 && !e->ended && !e->closed && !e->last && e->refusal == NULL;
	if (!waits || want <= GRPC_WINDOW / 2 || want > message_most(e) + GRPC_PREFIX || g->granted + want > room)
		return;
	if (nghttp2_session_set_local_window_size(g->session, 0, e->id, (int32_t)(want + GRPC_WINDOW)) != 0)
		return;
	g->granted += want;
	e->granted = want;
	e->began = g->now;
}

void grpc_grant(struct grpc *g)
{
	for (struct exchange *e = g->all; e != NULL; e = e->next)
		grant(e);
}

bool exchange_bytes(struct exchange *e, struct bytes bytes)
{
	if (e->last || e->refusal != NULL) /* answered already */
		return true;
	if (e->in.size == e->taken)
		e->began = e->grpc->now;
	if (buffer_put(&e->in, bytes.data, bytes.size) != STATUS_OK)
		return false;
	grant(e);
	exchange_ready(e);
	return true;
}

/* ---- Messages --------------------------------------------------------- */

enum found { FOUND_NOTHING, FOUND_MESSAGE, FOUND_END, FOUND_FAULT };

static enum found fault(struct exchange *e, enum status status, const char *reason, const char *message)
{
	exchange_fail(e, status, reason, "%s", message);
	return FOUND_FAULT;
}

static enum found no_whole_message(struct exchange *e)
{
	if (!e->ended)
		return FOUND_NOTHING;
	if (e->in.size > e->taken)
		return fault(e, STATUS_INTERNAL, "CUT_SHORT", "The request ends in the middle of a message.");
	if (e->messages == 0 && e->request.streaming != STREAM_BOTH)
		return fault(e, STATUS_UNIMPLEMENTED, "CARDINALITY",
			     "The request has no message; the method takes one.");
	return FOUND_END;
}

static enum found judge_prefix(struct exchange *e, const uint8_t *prefix)
{
	size_t most = message_most(e);
	if (prefix[0] > 1)
		return fault(e, STATUS_INTERNAL, "FRAMING", "A message begins with neither 0 nor 1.");
	if (prefix[0] == 1 && e->coding == CODING_IDENTITY)
		return fault(e, STATUS_INTERNAL, "COMPRESSION",
			     "A message says that it is packed, but the call names no grpc-encoding.");
	if (get_u32(prefix + 1) > most) {
		exchange_fail(e, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE",
			      "The message has %u bytes; this service takes at most %zu.", get_u32(prefix + 1), most);
		return FOUND_FAULT;
	}
	return FOUND_MESSAGE;
}

static enum found unpack(struct exchange *e, struct bytes packed)
{
	buffer_fini(&e->plain);
	buffer_init(&e->plain, message_most(e));
	enum status status = gzip_unpack(packed, &e->plain);
	if (status == STATUS_RESOURCE_EXHAUSTED)
		return fault(e, status, "MEMORY", "The service is out of memory; call again later.");
	if (status == STATUS_OUT_OF_RANGE) {
		exchange_fail(e, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE",
			      "The message unpacks to more than the %zu bytes that this service takes.",
			      message_most(e));
		return FOUND_FAULT;
	}
	if (status != STATUS_OK)
		return fault(e, STATUS_INTERNAL, "COMPRESSION", "A message is not what gzip makes.");
	e->request.message = buffer_bytes(&e->plain);
	return FOUND_MESSAGE;
}

/* The next message, into the request. A method that takes one is called when the caller
 * has said that there are no more. */
static enum found find_message(struct exchange *e)
{
	struct bytes in = untaken(e);
	if (in.size < GRPC_PREFIX)
		return no_whole_message(e);
	enum found found = judge_prefix(e, in.data);
	if (found != FOUND_MESSAGE)
		return found;
	size_t size = GRPC_PREFIX + (size_t)get_u32(in.data + 1);
	if (in.size < size)
		return no_whole_message(e);
	bool single = e->request.streaming != STREAM_BOTH;
	if (single && (in.size > size || e->messages > 0))
		return fault(e, STATUS_UNIMPLEMENTED, "CARDINALITY",
			     "The request has more than one message; the method takes one.");
	if (single && !e->ended)
		return FOUND_NOTHING;
	e->message = size;
	e->messages++;
	struct bytes content = bytes_of(in.data + GRPC_PREFIX, size - GRPC_PREFIX);
	e->request.packed = in.data[0] == 1;
	if (e->request.packed)
		return unpack(e, content);
	e->request.message = content;
	return FOUND_MESSAGE;
}

/* Forgets the message that was answered. */
static void drop_message(struct exchange *e)
{
	if (e->message == 0)
		return;
	e->taken += e->message;
	if (!e->ended)
		(void)nghttp2_session_consume_stream(e->grpc->session, e->id, e->message);
	e->message = 0;
	if (e->granted > 0) {
		e->grpc->granted -= e->granted;
		e->granted = 0;
		(void)nghttp2_session_set_local_window_size(e->grpc->session, 0, e->id, GRPC_WINDOW);
	}
	if (e->taken < e->in.size)
		memmove(e->in.data, e->in.data + e->taken, e->in.size - e->taken);
	e->in.size -= e->taken;
	e->taken = 0;
	e->began = e->grpc->now;
}

/* ---- Calls ------------------------------------------------------------ */

static void emit_at_once(void *arg, const struct service_reply *reply)
{
	struct exchange *e = arg;
	exchange_take(e, reply);
	exchange_borrow(e, reply);
	exchange_send(e);
	grpc_flush(e->grpc);
	exchange_keep(e);
}

static void emit_later(void *arg, const struct service_reply *reply)
{
	struct exchange *e = arg;
	struct grpc *g = e->grpc;
	struct conn *conn = g->conn;
	exchange_take(e, reply);
	if (!exchange_copy(e, reply))
		e->status = STATUS_RESOURCE_EXHAUSTED;
	e->next_done = atomic_load(&g->done);
	while (!atomic_compare_exchange_weak(&g->done, &e->next_done, e))
		continue;
	(void)conn_answer_begin(conn);
	conn_answer_end(conn, true);
}

/* Sets the time that the caller still waits; false where it has run out. */
static bool set_time(struct exchange *e)
{
	struct service_request *r = &e->request;
	bool streams = r->streaming != STREAM_NONE;
	if (streams)
		r->arrived = e->grpc->now;
	int64_t left = e->deadline - r->arrived;
	if (e->timed && clock_monotonic() >= e->deadline)
		return false;
	bool whole = left / NS_PER_MS >= SERVICE_TIMEOUT_MOST_MS;
	r->timeout_ms = whole ? SERVICE_TIMEOUT_MOST_MS : left / NS_PER_MS + (left % NS_PER_MS > 0);
	if (e->deadline == INT64_MAX && !streams)
		r->timeout_ms = 0;
	return left > 0;
}

static void call(struct exchange *e)
{
	struct service *service = conn_context(e->grpc->conn);
	if (!set_time(e)) {
		exchange_fail(e, STATUS_DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED",
			      "The time that the caller allowed has run out.");
		return;
	}
	e->calling = true;
	if (e->at_once) {
		service_call(service, &e->request, emit_at_once, e);
		e->calling = false;
		if (e->closed) {
			e->grpc->kept -= e->left;
			e->left = 0;
			exchange_release(e);
		}
		return;
	}
	conn_hold(e->grpc->conn);
	service_call(service, &e->request, emit_later, e);
}

void exchange_answered(struct exchange *e)
{
	e->calling = false;
	if (e->closed)
		exchange_release(e);
	else
		exchange_send(e);
}

void exchange_go_on(struct exchange *e)
{
	if (e->calling || e->left > 0 || e->last || !e->headed)
		return;
	if (e->refusal != NULL) {
		exchange_refuse(e, e->refusal);
		return;
	}
	enum found found = FOUND_MESSAGE;
	if (e->request.row == NULL) { /* refused by the service, in its words */
		e->request.message = bytes_of(NULL, 0);
	} else if (!e->request.resumed) {
		drop_message(e);
		found = find_message(e);
	}
	if (found == FOUND_MESSAGE) {
		e->grpc->messages++;
		call(e);
	} else if (found == FOUND_END) {
		exchange_end(e);
	}
}

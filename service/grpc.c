#include "service/grpc.h"

#include "base/time.h"

#define BOMB_BYTES ((size_t)256 << 10) /* header fields of one request that end the connection */
#define CONNECTION_WINDOW (1 << 30)    /* what comes is bounded by the streams' windows */
#define RESETS_MOST 10000              /* the session's own limit, behind that of pace_take */
#define RESETS_SECOND 1000
#define LOOK_NS (NS_PER_SECOND / 4) /* between two looks at all exchanges */

/* ---- What comes ------------------------------------------------------- */

/* The stream is no more. A call that runs is told that nobody waits. */
static void exchange_close(struct exchange *e)
{
	struct grpc *g = e->grpc;
	e->closed = true;
	if (!e->calling) { /* else the reply is the call's */
		g->kept -= e->left;
		e->left = 0;
	}
	g->granted -= e->granted;
	if (e->granted > 0)
		grpc_grant(g);
	e->granted = 0;
	if (e->calling && !e->at_once) {
		atomic_store(&e->cancelled, true);
		service_cancelled(conn_context(g->conn));
	}
	exchange_release(e);
}

static int on_begin_headers(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
	struct grpc *g = user;
	if (frame->headers.cat != NGHTTP2_HCAT_REQUEST)
		return 0;
	struct exchange *e = exchange_new(g, frame->hd.stream_id);
	if (e == NULL)
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
	(void)nghttp2_session_set_stream_user_data(session, frame->hd.stream_id, e);
	return 0;
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name, size_t name_size,
		     const uint8_t *value, size_t value_size, uint8_t flags, void *user)
{
	struct exchange *e = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
	struct grpc *g = user;
	(void)flags;
	if (e == NULL)
		return 0;
	if (!exchange_field(e, bytes_of(name, name_size), bytes_of(value, value_size)))
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
	if (e->field_bytes <= BOMB_BYTES)
		return 0;
	g->broken = true;
	return NGHTTP2_ERR_CALLBACK_FAILURE;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
	struct grpc *g = user;
	bool settings = frame->hd.type == NGHTTP2_SETTINGS;
	g->greeted = g->greeted || settings;
	if (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA)
		return 0;
	struct exchange *e = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
	if (e == NULL)
		return 0;
	if ((frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
		e->ended = true;
	if (!e->headed)
		exchange_head_ends(e);
	exchange_ready(e);
	return 0;
}

/* What a stream may send is bounded by its own window, so that the connection's is
 * given back at once. */
static int on_data(nghttp2_session *session, uint8_t flags, int32_t id, const uint8_t *data, size_t size, void *user)
{
	struct exchange *e = nghttp2_session_get_stream_user_data(session, id);
	(void)flags;
	(void)user;
	(void)nghttp2_session_consume_connection(session, size);
	if (e != NULL && !exchange_bytes(e, bytes_of(data, size)))
		(void)nghttp2_submit_rst_stream(session, 0, id, NGHTTP2_INTERNAL_ERROR);
	return 0;
}

static int on_stream_close(nghttp2_session *session, int32_t id, uint32_t code, void *user)
{
	struct exchange *e = nghttp2_session_get_stream_user_data(session, id);
	(void)code;
	(void)user;
	if (e != NULL)
		exchange_close(e);
	return 0;
}

/* A reply that is whole ends the exchange, also where the caller would send more. */
static int on_frame_sent(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
	struct grpc *g = user;
	if (frame->hd.type == NGHTTP2_RST_STREAM && frame->rst_stream.error_code != NGHTTP2_NO_ERROR)
		pace_charge(&g->pace);
	if (frame->hd.type != NGHTTP2_HEADERS || (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0)
		return 0;
	pace_credit(&g->pace, 0);
	const struct exchange *e = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
	if (e != NULL && !e->ended)
		(void)nghttp2_submit_rst_stream(session, 0, frame->hd.stream_id, NGHTTP2_NO_ERROR);
	return 0;
}

/* ---- The session ------------------------------------------------------ */

static int make_session(struct grpc *g, nghttp2_session_callbacks *callbacks, nghttp2_option *option)
{
	nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, on_begin_headers);
	nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
	nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
	nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
	nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_close);
	nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, on_frame_sent);
	nghttp2_session_callbacks_set_send_data_callback(callbacks, grpc_send_data);
	nghttp2_option_set_no_auto_window_update(option, 1);
	nghttp2_option_set_no_closed_streams(option, 1);
	nghttp2_option_set_stream_reset_rate_limit(option, RESETS_MOST, RESETS_SECOND);
	return nghttp2_session_server_new2(&g->session, callbacks, g, option);
}

static bool greet(struct grpc *g)
{
	const nghttp2_settings_entry settings[] = {
		{ NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, (uint32_t)conn_limits(g->conn)->in_flight },
		{ NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, GRPC_FIELDS_MOST },
		{ NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1 },
	};
	return nghttp2_submit_settings(g->session, 0, settings, sizeof settings / sizeof *settings) == 0 &&
	       nghttp2_session_set_local_window_size(g->session, 0, 0, CONNECTION_WINDOW) == 0;
}

static bool open_session(struct grpc *g, struct conn *conn)
{
	nghttp2_session_callbacks *callbacks = NULL;
	nghttp2_option *option = NULL;
	g->conn = conn;
	g->ready_last = &g->ready;
	g->heard = g->looked = g->now;
	pace_begin(&g->pace, g->now);
	bool made = nghttp2_session_callbacks_new(&callbacks) == 0 && nghttp2_option_new(&option) == 0 &&
		    make_session(g, callbacks, option) == 0;
	nghttp2_session_callbacks_del(callbacks);
	nghttp2_option_del(option);
	return made && greet(g);
}

/* ---- Turns ------------------------------------------------------------ */

/* What other threads answered, the first first. */
static void take_done(struct grpc *g)
{
	struct exchange *e = atomic_exchange(&g->done, NULL), *list = NULL;
	while (e != NULL) {
		struct exchange *next = e->next_done;
		e->next_done = list;
		list = e;
		e = next;
	}
	while (list != NULL) {
		e = list;
		list = e->next_done;
		exchange_answered(e);
	}
}

/* Goes on with what is ready, while there is room; false where nothing was. */
static bool run_ready(struct grpc *g)
{
	bool any = false;
	while (g->ready != NULL && !g->broken && !conn_full(g->conn) && !conn_laden(g->conn)) {
		struct exchange *e = g->ready;
		g->ready = e->next_ready;
		if (g->ready == NULL)
			g->ready_last = &g->ready;
		e->queued = false;
		any = true;
		if (e->closed)
			exchange_release(e);
		else
			exchange_go_on(e);
	}
	return any;
}

static enum face_next run(struct grpc *g)
{
	take_done(g);
	do
		grpc_flush(g);
	while (run_ready(g));
	bool stays = g->farewell && !conn_retiring(g->conn); /* for the listener to end */
	bool over = !stays && nghttp2_session_want_read(g->session) == 0 && nghttp2_session_want_write(g->session) == 0;
	if (g->broken || over)
		return FACE_END;
	if (conn_clogged(g->conn) || (g->ready != NULL && conn_laden(g->conn)))
		return FACE_FULL;
	if (!g->greeted)
		return FACE_HELLO;
	return g->cut || pace_inside(&g->pace) ? FACE_PARTIAL : FACE_IDLE;
}

/* Says why, and ends. */
static enum face_next end(struct grpc *g, uint32_t code)
{
	g->broken = false;
	(void)nghttp2_session_terminate_session(g->session, code);
	grpc_flush(g);
	return FACE_END;
}

/* Lets the session have what came, up to the end of the last whole header of a frame. */
static bool take_frames(struct grpc *g, struct face_input *input)
{
	size_t count;
	bool drop = false;
	do {
		struct bytes rest = bytes_of(input->bytes.data + input->eaten, input->bytes.size - input->eaten);
		count = rest.size == 0 ? 0 : pace_take(&g->pace, rest, g->now, &drop);
		if (pace_is_flood(&g->pace))
			return false;
		if (count == 0)
			break;
		if (!drop && nghttp2_session_mem_recv(g->session, rest.data, count) < 0)
			return false;
		input->eaten += count;
		g->heard = g->now;
		g->pinged = 0;
	} while (input->eaten < input->bytes.size);
	return true;
}

static enum face_next feed(struct conn *conn, void *state, struct face_input *input)
{
	struct grpc *g = state;
	g->now = input->arrived;
	if (g->session == NULL && !open_session(g, conn))
		return FACE_END;
	g->messages = 0;
	service_calls_begin(conn_context(conn));
	bool whole = take_frames(g, input);
	service_calls_end(conn_context(conn));
	if (!whole)
		return end(g,
			   g->broken || pace_is_flood(&g->pace) ? NGHTTP2_ENHANCE_YOUR_CALM : NGHTTP2_PROTOCOL_ERROR);
	g->cut = input->eaten < input->bytes.size;
	enum face_next next = run(g);
	input->messages = g->messages;
	return next;
}

/* ---- Time ------------------------------------------------------------- */

/* A request that does not come, or a reply that is not taken, has its time. A stream
 * of replies may stop as long as its reader lives, but for the call's own deadline. */
static void look_at(struct exchange *e)
{
	struct grpc *g = e->grpc;
	const struct listener_limits *limits = conn_limits(g->conn);
	if (e->closed)
		return;
	if (e->calling) {
		exchange_open(e);
		return;
	}
	bool streams = e->request.streaming != STREAM_NONE;
	bool comes = !e->last && e->left == 0 && !e->ended && e->message == 0 &&
		     (!e->headed || !streams || e->in.size > e->taken || e->messages == 0);
	if (comes && g->now > e->began + limits->frame_ms * NS_PER_MS) {
		exchange_fail(e, STATUS_DEADLINE_EXCEEDED, "SLOW_REQUEST", "The request did not come in time.");
		return;
	}
	if (e->left > 0 && ((!streams && g->now > e->due) || (streams && g->now > e->deadline)))
		(void)nghttp2_submit_rst_stream(g->session, 0, e->id, NGHTTP2_CANCEL);
}

/* A silent peer with calls is asked whether it lives; false where it did not answer. */
static bool keep_alive(struct grpc *g)
{
	int64_t patience = conn_limits(g->conn)->frame_ms * NS_PER_MS;
	if (g->all == NULL || g->now < g->heard + patience)
		return true;
	if (g->pinged != 0)
		return g->now < g->pinged + patience;
	g->pinged = g->now;
	(void)nghttp2_submit_ping(g->session, 0, NULL);
	return true;
}

static bool leaving(const struct grpc *g)
{
	return conn_draining(g->conn) || conn_retiring(g->conn);
}

/* On a connection that ends, a request that has not come whole is left for another one, and
 * a caller that is to ask more on a stream is told. */
static void take_leave(struct exchange *e)
{
	bool waits = !e->closed && !e->calling && !e->ended && !e->last && e->left == 0 && !e->request.resumed;
	if (waits && e->messages == 0)
		(void)nghttp2_submit_rst_stream(e->grpc->session, 0, e->id, NGHTTP2_REFUSED_STREAM);
	else if (waits)
		exchange_fail(e, STATUS_UNAVAILABLE, "CLOSING", "The service is closing; ask again elsewhere.");
}

static bool look_around(struct grpc *g)
{
	g->looked = g->now;
	for (struct exchange *e = g->all, *next; e != NULL; e = next) {
		next = e->next;
		look_at(e);
	}
	if (leaving(g) && !g->farewell) {
		int32_t id = nghttp2_session_get_last_proc_stream_id(g->session);
		g->farewell = true;
		(void)nghttp2_submit_goaway(g->session, 0, id, NGHTTP2_NO_ERROR, NULL, 0);
		for (struct exchange *e = g->all, *next; e != NULL; e = next) {
			next = e->next;
			take_leave(e);
		}
	}
	return keep_alive(g);
}

static enum face_next tend(struct conn *conn, void *state, int64_t now)
{
	struct grpc *g = state;
	(void)conn;
	g->now = now;
	bool look = now >= g->looked + LOOK_NS || leaving(g) != g->farewell;
	if (look && !look_around(g))
		return end(g, NGHTTP2_NO_ERROR);
	return run(g);
}

/* No call runs any more. */
static void fini(void *state)
{
	struct grpc *g = state;
	if (g->session != NULL)
		nghttp2_session_del(g->session);
	while (g->all != NULL) {
		struct exchange *e = g->all;
		g->all = e->next;
		exchange_free(e);
	}
	while (g->spare != NULL) {
		struct exchange *e = g->spare;
		g->spare = e->next;
		exchange_free(e);
	}
}

#define PREFACE NGHTTP2_CLIENT_MAGIC

const struct face grpc_face = {
	.name = "gRPC",
	.openings = (const struct bytes[]){ { (const uint8_t *)PREFACE, sizeof PREFACE - 1 }, { NULL, 0 } },
	.state_size = sizeof(struct grpc),
	.feed = feed,
	.tend = tend,
	.fini = fini,
};

#include "tests/support_grpc.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support_wire.h"

#define WAIT_MS 30000

/* ---- A service -------------------------------------------------------- */

int grpc_rig_open(void **state, struct listener_limits limits)
{
	struct grpc_rig *w = calloc(1, sizeof *w);
	assert_non_null(w);
	rig_open(&w->rig);
	struct listener_options options = {
		.faces = faces_all, .context = w->rig.service, .limits = limits, .tcp_role = ROLE_READER
	};
	struct error error = { .message = "" };
	char *url = support_text("ipc://%s/socket", w->rig.folder);
	if (listener_open(&options, &w->listener, &error) != STATUS_OK ||
	    listener_add(w->listener, "tcp://127.0.0.1:0", w->tcp, &error) != STATUS_OK ||
	    listener_add(w->listener, url, w->ipc, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	free(url);
	assert_int_equal(rig_call(&w->rig, "ZoneService.CreateZone", "{\"zoneId\":\"north\",\"zone\":" ZONE_JSON "}"),
			 STATUS_OK);
	*state = w;
	return 0;
}

int grpc_rig_close(void **state)
{
	struct grpc_rig *w = *state;
	service_drain(w->rig.service);
	listener_close(w->listener);
	rig_close(&w->rig);
	free(w);
	return 0;
}

/* ---- What comes ------------------------------------------------------- */

static struct grpc_call *call_of(nghttp2_session *session, int32_t id)
{
	return nghttp2_session_get_stream_user_data(session, id);
}

static void copy(char *to, size_t room, const uint8_t *from, size_t size)
{
	assert_true(size < room);
	memcpy(to, from, size);
	to[size] = '\0';
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name, size_t name_size,
		     const uint8_t *value, size_t size, uint8_t flags, void *user)
{
	struct grpc_call *call = call_of(session, frame->hd.stream_id);
	(void)flags;
	(void)user;
	if (call == NULL)
		return 0;
	const struct {
		const char *name;
		char *to;
		size_t room;
	} texts[] = {
		{ ":status", call->http, sizeof call->http },
		{ "content-type", call->type, sizeof call->type },
		{ "grpc-encoding", call->encoding, sizeof call->encoding },
		{ "grpc-accept-encoding", call->accepts, sizeof call->accepts },
		{ "grpc-message", call->message, sizeof call->message },
		{ "grpc-status-details-bin", call->details, sizeof call->details },
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (strlen(texts[i].name) == name_size && memcmp(texts[i].name, name, name_size) == 0)
			copy(texts[i].to, texts[i].room, value, size);
	char number[24];
	bool status = name_size == 11 && memcmp(name, "grpc-status", 11) == 0;
	if (status || (name_size == 14 && memcmp(name, "truce-revision", 14) == 0)) {
		copy(number, sizeof number, value, size);
		if (status)
			call->status = atoi(number);
		else
			call->revision = atoll(number);
	}
	return 0;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
	struct grpc_client *c = user;
	bool ack = (frame->hd.flags & NGHTTP2_FLAG_ACK) != 0;
	if (frame->hd.type == NGHTTP2_GOAWAY) {
		c->goaway = true;
		c->goaway_code = frame->goaway.error_code;
	}
	if (frame->hd.type == NGHTTP2_PING)
		(*(ack ? &c->pings : &c->asked))++;
	struct grpc_call *call = frame->hd.stream_id == 0 ? NULL : call_of(session, frame->hd.stream_id);
	if (call != NULL && frame->hd.type == NGHTTP2_HEADERS)
		call->heads++;
	return 0;
}

static int on_data(nghttp2_session *session, uint8_t flags, int32_t id, const uint8_t *data, size_t size, void *user)
{
	struct grpc_client *c = user;
	struct grpc_call *call = call_of(session, id);
	(void)flags;
	if (!c->no_window)
		(void)nghttp2_session_consume(session, id, size);
	if (call != NULL)
		assert_int_equal(buffer_put(&call->got, data, size), STATUS_OK);
	return 0;
}

static int on_close(nghttp2_session *session, int32_t id, uint32_t code, void *user)
{
	struct grpc_call *call = call_of(session, id);
	(void)user;
	if (call != NULL) {
		call->closed = true;
		call->code = code;
	}
	return 0;
}

static ssize_t choose_padding(nghttp2_session *session, const nghttp2_frame *frame, size_t most, void *user)
{
	const struct grpc_client *c = user;
	size_t padded = frame->hd.length + 100;
	(void)session;
	if (!c->pads || frame->hd.type != NGHTTP2_DATA)
		return (ssize_t)frame->hd.length;
	return (ssize_t)(padded < most ? padded : most);
}

/* ---- Connections ------------------------------------------------------ */

void grpc_open_window(struct grpc_client *c, const char *url, uint32_t window)
{
	nghttp2_session_callbacks *callbacks;
	nghttp2_option *option;
	*c = (struct grpc_client){ .fd = wire_connect(url) };
	assert_int_equal(nghttp2_session_callbacks_new(&callbacks), 0);
	assert_int_equal(nghttp2_option_new(&option), 0);
	nghttp2_option_set_no_auto_window_update(option, 1);
	nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
	nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
	nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
	nghttp2_session_callbacks_set_select_padding_callback(callbacks, choose_padding);
	nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_close);
	assert_int_equal(nghttp2_session_client_new2(&c->session, callbacks, c, option), 0);
	nghttp2_session_callbacks_del(callbacks);
	nghttp2_option_del(option);
	const nghttp2_settings_entry settings[] = { { NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, window } };
	assert_int_equal(nghttp2_submit_settings(c->session, 0, settings, COUNT_OF(settings)), 0);
}

void grpc_open(struct grpc_client *c, const char *url)
{
	grpc_open_window(c, url, 65535);
}

void grpc_close(struct grpc_client *c)
{
	nghttp2_session_del(c->session);
	for (size_t i = 0; i < c->call_count; i++) {
		buffer_fini(&c->calls[i]->sent);
		buffer_fini(&c->calls[i]->got);
		free(c->calls[i]);
	}
	close(c->fd);
}

void grpc_push(struct grpc_client *c)
{
	const uint8_t *data;
	ssize_t size;
	while ((size = nghttp2_session_mem_send(c->session, &data)) > 0)
		if (!wire_offer(c->fd, data, (size_t)size))
			return; /* what the server said before is still to be read */
	assert_int_equal(size, 0);
}

void grpc_turn(struct grpc_client *c)
{
	uint8_t bytes[65536];
	struct pollfd poll_for = { .fd = c->fd, .events = POLLIN };
	grpc_push(c);
	assert_int_equal(poll(&poll_for, 1, WAIT_MS), 1);
	ssize_t size = recv(c->fd, bytes, sizeof bytes, 0);
	if (size <= 0) {
		c->gone = true;
		return;
	}
	assert_int_equal(nghttp2_session_mem_recv(c->session, bytes, (size_t)size), size);
	grpc_push(c);
}

void grpc_wait(struct grpc_client *c, struct grpc_call *call)
{
	while (!call->closed && !c->gone)
		grpc_turn(c);
	assert_true(call->closed);
}

void grpc_wait_bytes(struct grpc_client *c, struct grpc_call *call, size_t bytes)
{
	while (call->got.size < bytes && !call->closed && !c->gone)
		grpc_turn(c);
	assert_true(call->got.size >= bytes);
}

void grpc_wait_gone(struct grpc_client *c)
{
	while (!c->gone)
		grpc_turn(c);
}

/* ---- Calls ------------------------------------------------------------ */

static ssize_t read_sent(nghttp2_session *session, int32_t id, uint8_t *room, size_t most, uint32_t *flags,
			 nghttp2_data_source *source, void *user)
{
	struct grpc_call *call = source->ptr;
	size_t left = call->sent.size - call->sent_at, count = left < most ? left : most;
	(void)session;
	(void)id;
	(void)user;
	if (left == 0 && call->sends_on)
		return NGHTTP2_ERR_DEFERRED;
	if (count > 0)
		memcpy(room, call->sent.data + call->sent_at, count);
	call->sent_at += count;
	if (count == left && !call->sends_on)
		*flags |= NGHTTP2_DATA_FLAG_EOF;
	return (ssize_t)count;
}

static nghttp2_nv pair(const char *name, const char *value)
{
	union {
		const char *in;
		uint8_t *out;
	} n = { .in = name }, v = { .in = value };
	return (nghttp2_nv){ n.out, v.out, strlen(name), strlen(value), NGHTTP2_NV_FLAG_NONE };
}

struct grpc_call *grpc_begin_raw(struct grpc_client *c, const nghttp2_nv *head, size_t count, struct bytes frames,
				 bool with_more)
{
	struct grpc_call *call = calloc(1, sizeof *call);
	assert_non_null(call);
	assert_true(c->call_count < GRPC_STREAMS);
	c->calls[c->call_count++] = call;
	buffer_init(&call->sent, SIZE_MAX);
	buffer_init(&call->got, SIZE_MAX);
	call->status = -1;
	call->revision = -1;
	call->sends_on = with_more;
	assert_int_equal(buffer_put(&call->sent, frames.data, frames.size), STATUS_OK);
	nghttp2_data_provider data = { .source.ptr = call, .read_callback = read_sent };
	call->id = nghttp2_submit_request(c->session, NULL, head, count, &data, call);
	assert_true(call->id > 0);
	grpc_push(c);
	return call;
}

struct grpc_call *grpc_begin(struct grpc_client *c, const char *path, struct bytes frames, bool with_more,
			     const struct grpc_field *fields)
{
	nghttp2_nv head[40] = { pair(":method", "POST"), pair(":scheme", "http"),
				pair(":path", path),     pair(":authority", "test"),
				pair("te", "trailers"),  pair("content-type", "application/grpc") };
	size_t count = 6;
	for (; fields != NULL && fields->name != NULL; fields++) {
		size_t at = 0;
		for (; at < count; at++)
			if (head[at].namelen == strlen(fields->name) &&
			    memcmp(head[at].name, fields->name, head[at].namelen) == 0)
				break;
		assert_true(at < COUNT_OF(head));
		head[at] = pair(fields->name, fields->value);
		count += at == count;
	}
	return grpc_begin_raw(c, head, count, frames, with_more);
}

void grpc_send(struct grpc_client *c, struct grpc_call *call, struct bytes frames, bool with_more)
{
	assert_int_equal(buffer_put(&call->sent, frames.data, frames.size), STATUS_OK);
	call->sends_on = with_more;
	(void)nghttp2_session_resume_data(c->session, call->id);
	grpc_push(c);
}

void grpc_cancel(struct grpc_client *c, struct grpc_call *call)
{
	assert_int_equal(nghttp2_submit_rst_stream(c->session, 0, call->id, NGHTTP2_CANCEL), 0);
	grpc_push(c);
}

/* ---- Messages --------------------------------------------------------- */

void grpc_put(struct buffer *out, struct bytes message, bool packed)
{
	uint8_t prefix[5] = { packed };
	put_u32(prefix + 1, (uint32_t)message.size);
	assert_int_equal(buffer_put(out, prefix, sizeof prefix), STATUS_OK);
	assert_int_equal(buffer_put(out, message.data, message.size), STATUS_OK);
}

/* The n-th message; *count counts them where n is out of reach. */
static struct bytes find(const struct grpc_call *call, size_t n, size_t *count)
{
	size_t at = 0;
	for (*count = 0; call->got.size - at >= 5; (*count)++) {
		size_t size = get_u32(call->got.data + at + 1);
		if (call->got.size - at - 5 < size)
			break;
		if (*count == n)
			return bytes_of(call->got.data + at + 5, size);
		at += 5 + size;
	}
	return bytes_of(NULL, 0);
}

struct bytes grpc_message(const struct grpc_call *call, size_t n)
{
	size_t count;
	struct bytes message = find(call, n, &count);
	assert_int_equal(count, n);
	return message;
}

size_t grpc_messages(const struct grpc_call *call)
{
	size_t count;
	find(call, SIZE_MAX, &count);
	return count;
}

size_t grpc_good(const char *url, const char *path, struct bytes message)
{
	struct grpc_client c;
	struct buffer frames;
	buffer_init(&frames, SIZE_MAX);
	grpc_put(&frames, message, false);
	grpc_open(&c, url);
	struct grpc_call *call = grpc_begin(&c, path, buffer_bytes(&frames), false, NULL);
	grpc_wait(&c, call);
	if (call->status != STATUS_OK)
		fail_msg("%s: %d %s", path, call->status, call->message);
	assert_int_equal(grpc_messages(call), 1);
	size_t size = grpc_message(call, 0).size;
	grpc_close(&c);
	buffer_fini(&frames);
	return size;
}

/* ---- Of the service --------------------------------------------------- */

void grpc_rig_create(struct grpc_rig *w, int first, int count)
{
	for (int i = first; i < first + count; i++)
		assert_int_equal(
			rig_callf(&w->rig, "ZoneService.CreateZone", "{\"zoneId\":\"z%d\",\"zone\":" ZONE_JSON "}", i),
			STATUS_OK);
}

struct bytes grpc_frame(struct buffer *out, struct bytes message)
{
	buffer_init(out, SIZE_MAX);
	grpc_put(out, message, false);
	return buffer_bytes(out);
}

struct grpc_call *grpc_begin_json(struct grpc_rig *w, struct grpc_client *c, const char *path, const char *type,
				  const char *json, bool with_more, const struct grpc_field *fields)
{
	struct buffer frames;
	grpc_frame(&frames, rig_pack(&w->rig, type, json));
	struct grpc_call *call = grpc_begin(c, path, buffer_bytes(&frames), with_more, fields);
	buffer_fini(&frames);
	return call;
}

struct grpc_call *grpc_begin_watch(struct grpc_rig *w, struct grpc_client *c, const char *json,
				   const struct grpc_field *fields)
{
	return grpc_begin_json(w, c, "/truce.v1.JournalService/WatchChanges", "truce.v1.WatchChangesRequest", json,
			       false, fields);
}

void grpc_wait_messages(struct grpc_client *c, struct grpc_call *call, size_t count)
{
	while (grpc_messages(call) < count && !call->closed && !c->gone)
		grpc_turn(c);
	assert_true(grpc_messages(call) >= count);
}

void grpc_on_both(struct grpc_rig *w, void (*act)(struct grpc_rig *w, const char *url))
{
	const char *const urls[] = { w->tcp, w->ipc };
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		act(w, urls[i]);
		grpc_good(urls[i], "/grpc.health.v1.Health/Check", bytes_of(NULL, 0));
	}
}

#include "tests/support_peer.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "google/rpc/error_details.pb-c.h"

#define PATIENCE_MS 20000 /* for what should come at once; ends a script whose test failed */

static const uint8_t hello[8] = { 0, 'S', 'P', 0, 0, 0x31, 0, 0 };

static void *run(void *arg)
{
	struct peer *peer = arg;
	peer->script(peer);
	return NULL;
}

void peer_start(struct peer *peer, void (*script)(struct peer *peer))
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	*peer = (struct peer){ .folder = support_folder(), .script = script };
	peer->url = support_text("ipc://%s/s", peer->folder);
	snprintf(address.sun_path, sizeof address.sun_path, "%s/s", peer->folder);
	peer->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (peer->listener < 0 || bind(peer->listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
	    listen(peer->listener, 16) != 0 || pthread_create(&peer->thread, NULL, run, peer) != 0)
		fail_msg("cannot listen on %s", peer->url);
}

void peer_end(struct peer *peer)
{
	shutdown(peer->listener, SHUT_RDWR); /* a script that still waits for somebody */
	pthread_join(peer->thread, NULL);
	close(peer->listener);
	support_remove(peer->folder);
	free(peer->url);
}

static bool wait_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return poll(&p, 1, PATIENCE_MS) == 1;
}

bool peer_read(int fd, void *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = wait_readable(fd) ? read(fd, (char *)data + done, size - done) : -1;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

bool peer_write(int fd, const void *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t sent = send(fd, (const char *)data + done, size - done, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		done += (size_t)sent;
	}
	return true;
}

int peer_accept_raw(struct peer *peer)
{
	int fd = wait_readable(peer->listener) ? accept(peer->listener, NULL, NULL) : -1;
	if (fd >= 0)
		atomic_fetch_add(&peer->connections, 1);
	return fd;
}

int peer_accept(struct peer *peer)
{
	static const uint8_t expected[8] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };
	uint8_t theirs[8];
	int fd = peer_accept_raw(peer);
	if (fd < 0)
		return -1;
	if (peer_write(fd, hello, sizeof hello) && peer_read(fd, theirs, sizeof theirs) &&
	    memcmp(theirs, expected, sizeof theirs) == 0)
		return fd;
	close(fd);
	return -1;
}

bool peer_next(struct peer *peer, int fd, struct peer_request *out)
{
	uint8_t header[9 + 4];
	if (!peer_read(fd, header, sizeof header) || header[0] != 1)
		return false;
	uint64_t size = get_u64(header + 1);
	if (size < 4 || size > (8 << 20))
		return false;
	*out = (struct peer_request){ .id = get_u32(header + 9), .size = (size_t)size - 4 };
	out->bytes = malloc(out->size + 1);
	if (out->bytes == NULL || !peer_read(fd, out->bytes, out->size)) {
		free(out->bytes);
		return false;
	}
	out->envelope = truce__rpc__v1__request__unpack(NULL, out->size, out->bytes);
	atomic_fetch_add(&peer->requests, 1);
	return true;
}

void peer_free(struct peer_request *request)
{
	if (request->envelope != NULL)
		truce__rpc__v1__request__free_unpacked(request->envelope, NULL);
	free(request->bytes);
}

bool peer_header(int fd, uint32_t id, uint64_t size)
{
	uint8_t header[9 + 4] = { 1 };
	put_u64(header + 1, size + 4);
	put_u32(header + 9, id);
	return peer_write(fd, header, sizeof header);
}

bool peer_reply(int fd, uint32_t id, int code, const char *text)
{
	static char type[] = "type.googleapis.com/google.rpc.ErrorInfo", reason[] = "TEST", empty[] = "";
	Truce__Rpc__V1__Response response = TRUCE__RPC__V1__RESPONSE__INIT;
	Google__Rpc__ErrorInfo info = GOOGLE__RPC__ERROR_INFO__INIT;
	Google__Protobuf__Any any = GOOGLE__PROTOBUF__ANY__INIT, *details = &any;
	uint8_t packed_info[64], packed[1024];
	char copy[512];
	snprintf(copy, sizeof copy, "%s", text);
	info.reason = reason;
	any.type_url = type;
	any.value.len = google__rpc__error_info__pack(&info, packed_info);
	any.value.data = packed_info;
	response.code = code;
	response.revision = 7;
	response.message = code == 0 ? empty : copy;
	response.payload.data = (uint8_t *)copy;
	response.payload.len = code == 0 ? strlen(copy) : 0;
	response.details = &details;
	response.n_details = code == 0 ? 0 : 1;
	size_t size = truce__rpc__v1__response__pack(&response, packed);
	return peer_header(fd, id, size) && peer_write(fd, packed, size);
}

void peer_drain(int fd)
{
	char byte;
	while (peer_read(fd, &byte, 1))
		;
	close(fd);
}

void peer_note(struct peer *peer, const char *text)
{
	if (peer->seen_count < (int)COUNT_OF(peer->seen))
		snprintf(peer->seen[peer->seen_count++], sizeof peer->seen[0], "%s", text);
}

/* ---- Clients ----------------------------------------------------------- */

struct truce *client_open(const char *url, const char *token)
{
	return client_open_taking(url, token, CLIENT_LIMIT);
}

struct truce *client_open_taking(const char *url, const char *token, size_t most)
{
	struct truce_options options = { .token = token, .message_most = most };
	struct truce *t = NULL;
	char why[200] = "";
	if (truce_open(url, &options, &t, why, sizeof why) != 0)
		fail_msg("%s", why);
	return t;
}

struct truce_request client_request(const char *text, int idempotent)
{
	return (struct truce_request){ .method = "/test.Echo/Say",
				       .message = text,
				       .message_size = strlen(text),
				       .timeout_ms = 15000,
				       .idempotent = idempotent };
}

struct truce_reply *client_call(struct truce *t, const char *text, int idempotent)
{
	struct truce_request request = client_request(text, idempotent);
	struct truce_reply *reply = NULL;
	int code = truce_call(t, &request, &reply);
	assert_non_null(reply);
	assert_int_equal(code, reply->code);
	return reply;
}

struct truce_call *client_start(struct truce *t, const char *text)
{
	struct truce_request request = client_request(text, 0);
	struct truce_call *c = NULL;
	assert_int_equal(truce_call_start(t, &request, &c), 0);
	return c;
}

void client_expect(struct truce_reply *reply, int code, const char *text)
{
	if (reply->code != code)
		fail_msg("expected code %d, got %d: %s", code, reply->code, reply->message);
	if (code == 0)
		assert_string_equal((const char *)reply->payload, text);
	else if (strstr(reply->message, text) == NULL)
		fail_msg("expected \"%s\" in: %s", text, reply->message);
	truce_reply_free(reply);
}

void client_take(struct truce_call *c, int code, const char *text)
{
	struct truce_reply *reply = NULL;
	truce_call_take(c, &reply);
	assert_non_null(reply);
	client_expect(reply, code, text);
}

/* Answers every request with its own message, until the connection ends. */
void peer_echo(struct peer *peer, int fd)
{
	struct peer_request r;
	while (fd >= 0 && peer_next(peer, fd, &r)) {
		char text[128];
		snprintf(text, sizeof text, "%.*s", (int)r.envelope->message.len,
			 (const char *)r.envelope->message.data);
		peer_reply(fd, r.id, 0, text);
		peer_free(&r);
	}
	if (fd >= 0)
		close(fd);
}

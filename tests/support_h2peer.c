#include "tests/support_h2peer.h"

#include <unistd.h>

bool h2peer_frame(int fd, struct h2_frame *f)
{
	uint8_t h[9];
	if (!peer_read(fd, h, sizeof h))
		return false;
	f->size = (size_t)h[0] << 16 | (size_t)h[1] << 8 | h[2];
	f->type = h[3];
	f->flags = h[4];
	f->stream = get_u32(h + 5);
	return f->size <= sizeof f->content && peer_read(fd, f->content, f->size);
}

void h2peer_send(int fd, struct buffer *out)
{
	peer_write(fd, out->data, out->size);
	buffer_fini(out);
}

void h2peer_send_frame(int fd, uint8_t type, uint8_t flags, uint32_t stream, struct bytes content)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	frames_put(&out, type, flags, stream, content);
	h2peer_send(fd, &out);
}

int h2peer_accept(struct peer *peer)
{
	uint8_t preface[24];
	int fd = peer_accept_raw(peer);
	if (fd < 0 || !peer_read(fd, preface, sizeof preface) || memcmp(preface, NGHTTP2_CLIENT_MAGIC, 24) != 0)
		return -1;
	h2peer_send_frame(fd, SETTINGS, 0, 0, bytes_of(NULL, 0));
	return fd;
}

bool h2peer_find(int fd, uint8_t type, uint8_t other, struct h2_frame *f)
{
	do
		if (!h2peer_frame(fd, f))
			return false;
	while (f->type != type && f->type != other);
	return true;
}

uint32_t h2peer_next(struct peer *peer, int fd, char text[128])
{
	struct h2_frame f;
	do
		if (fd < 0 || !h2peer_find(fd, DATA, DATA, &f))
			return 0;
	while ((f.flags & END_STREAM) == 0);
	if (f.size < 5)
		return 0;
	snprintf(text, 128, "%.*s", (int)(f.size - 5), (const char *)f.content + 5);
	atomic_fetch_add(&peer->requests, 1);
	return f.stream;
}

void h2peer_put_field(struct buffer *out, const char *name, const char *value)
{
	uint8_t sizes[] = { 0, (uint8_t)strlen(name), (uint8_t)strlen(value) };
	assert_int_equal(buffer_put(out, sizes, 2), STATUS_OK);
	assert_int_equal(buffer_put_text(out, name), STATUS_OK);
	assert_int_equal(buffer_put(out, sizes + 2, 1), STATUS_OK);
	assert_int_equal(buffer_put_text(out, value), STATUS_OK);
}

void h2peer_put_head(struct buffer *out, uint32_t stream)
{
	frames_put(out, HEADERS, END_HEADERS, stream,
		   bytes_of("\x88\x0f\x10\x10"
			    "application/grpc",
			    20));
}

void h2peer_put_trailers(struct buffer *out, uint32_t stream, const char *const *pairs)
{
	struct buffer block;
	buffer_init(&block, SIZE_MAX);
	for (; *pairs != NULL; pairs += 2)
		h2peer_put_field(&block, pairs[0], pairs[1]);
	frames_put(out, HEADERS, END_HEADERS | END_STREAM, stream, buffer_bytes(&block));
	buffer_fini(&block);
}

void h2peer_put_message(struct buffer *out, uint32_t stream, uint8_t packed, uint32_t claim, const char *text)
{
	uint8_t message[512] = { packed };
	size_t size = strlen(text);
	put_u32(message + 1, claim);
	memcpy(message + 5, text, size);
	frames_put(out, DATA, 0, stream, bytes_of(message, 5 + size));
}

const char *const h2peer_good[] = { "grpc-status", "0", "truce-revision", "7", NULL };

void h2peer_reply(int fd, uint32_t stream, const char *text)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	h2peer_put_head(&out, stream);
	h2peer_put_message(&out, stream, 0, (uint32_t)strlen(text), text);
	h2peer_put_trailers(&out, stream, h2peer_good);
	h2peer_send(fd, &out);
}

void h2peer_echo(struct peer *peer, int fd)
{
	char text[128];
	uint32_t stream;
	while ((stream = h2peer_next(peer, fd, text)) != 0)
		h2peer_reply(fd, stream, text);
	if (fd >= 0)
		close(fd);
}

struct truce *h2peer_open(struct peer *peer, void (*script)(struct peer *peer), const char *token)
{
	peer_start(peer, script);
	char *url = support_text("unix:%s/s", peer->folder);
	struct truce *t = client_open(url, token);
	free(url);
	return t;
}

void h2peer_script_echo(struct peer *peer)
{
	h2peer_echo(peer, h2peer_accept(peer));
}

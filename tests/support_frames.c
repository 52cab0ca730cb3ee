#include "tests/support_frames.h"

#include "tests/support_wire.h"

static const char head[] = HEAD_OF("/grpc.health.v1.Health/Check");
const struct bytes frames_head = { (const uint8_t *)head, sizeof head - 1 };

void frames_put(struct buffer *out, uint8_t type, uint8_t flags, uint32_t stream, struct bytes content)
{
	uint8_t header[9] = { (uint8_t)(content.size >> 16), (uint8_t)(content.size >> 8), (uint8_t)content.size, type,
			      flags };
	put_u32(header + 5, stream);
	assert_int_equal(buffer_put(out, header, sizeof header), STATUS_OK);
	assert_int_equal(buffer_put(out, content.data, content.size), STATUS_OK);
}

int frames_open(const char *url)
{
	struct buffer out;
	buffer_init(&out, SIZE_MAX);
	assert_int_equal(buffer_put_text(&out, NGHTTP2_CLIENT_MAGIC), STATUS_OK);
	frames_put(&out, SETTINGS, 0, 0, bytes_of(NULL, 0));
	int fd = wire_connect(url);
	wire_send(fd, out.data, out.size);
	buffer_fini(&out);
	return fd;
}

#include "service/face.h"

/* HTTP/1 to a port that does not speak it: the request is read to the end of its
 * head, so that closing does not take the answer back, and told what this port is. */

#define HEAD_MOST ((size_t)8 << 10)

static const struct bytes head_end = { (const uint8_t *)"\r\n\r\n", 4 };

#define TEXT                                                                                                           \
	"This port is truced's. It speaks gRPC (HTTP/2 from the first byte, without upgrade) and the request/reply\n"  \
	"protocol of nng, but not HTTP/1. Call it with truce, with a gRPC client, or with an nng REQ socket.\n"

static const char answer_format[] = "HTTP/1.1 505 HTTP Version Not Supported\r\n"
				    "Content-Type: text/plain; charset=utf-8\r\n"
				    "Content-Length: %zu\r\n"
				    "Connection: close\r\n\r\n" TEXT;

static bool has_end(struct bytes in)
{
	for (size_t i = 0; i + head_end.size <= in.size; i++)
		if (memcmp(in.data + i, head_end.data, head_end.size) == 0)
			return true;
	return false;
}

static enum face_next feed(struct conn *conn, void *state, struct face_input *input)
{
	(void)state;
	if (input->bytes.size < HEAD_MOST && !has_end(input->bytes))
		return FACE_HELLO;
	input->eaten = input->bytes.size;
	enum status status = buffer_printf(conn_batch(conn), answer_format, sizeof TEXT - 1);
	(void)status; /* either way there is nothing more to say */
	return FACE_END;
}

#define OPENING(text)                                                                                                  \
	{                                                                                                              \
		(const uint8_t *)(text), sizeof(text) - 1                                                              \
	}

const struct face http1_face = {
	.name = "HTTP/1",
	.openings = (const struct bytes[]){ OPENING("GET "),
					    OPENING("HEAD "),
					    OPENING("POST "),
					    OPENING("PUT "),
					    OPENING("PATCH "),
					    OPENING("DELETE "),
					    OPENING("OPTIONS "),
					    OPENING("CONNECT "),
					    OPENING("TRACE "),
					    { NULL, 0 } },
	.feed = feed,
};

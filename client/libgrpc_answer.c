#include "base/ascii.h"
#include "client/libgrpc.h"

#include <nghttp2/nghttp2.h>
#include <stdlib.h>

#include "base/base64.h"
#include "base/status.h"
#include "base/utf8.h"
#include "client/libtruce.h"
#include "proto/wire.h"

#define FIELDS_MOST ((size_t)256 << 10)
#define CODE_MOST 16 /* of google.rpc.Code */

enum { STATUS_CODE = 1, STATUS_MESSAGE = 2 }; /* fields of google.rpc.Status */

void answer_init(struct grpc_answer *a, size_t most)
{
	*a = (struct grpc_answer){ .most = most, .status = -1 };
	buffer_init(&a->words, FIELDS_MOST);
	buffer_init(&a->details, FIELDS_MOST);
	buffer_init(&a->body, most + GRPC_PREFIX);
}

void answer_fini(struct grpc_answer *a)
{
	buffer_fini(&a->words);
	buffer_fini(&a->details);
	buffer_fini(&a->body);
}

/* ---- Fields ----------------------------------------------------------- */

/* A number in decimal; 0 for anything else, as for one that is too long. */
static int64_t number_of(struct bytes text)
{
	int64_t value = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] < '0' || text.data[i] > '9' || i == 18)
			return 0;
		value = value * 10 + (text.data[i] - '0');
	}
	return value;
}

static int hex(uint8_t c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_status(struct grpc_answer *a, struct bytes value)
{
	int64_t code = number_of(value);
	bool known = code > 0 || bytes_equal(value, BYTES_LITERAL("0"));
	a->status = known && code <= CODE_MOST ? (int)code : STATUS_UNKNOWN;
	return true;
}

/* Percent-encoded; what is not, is taken as it stands. */
static bool read_message(struct grpc_answer *a, struct bytes value)
{
	a->words.size = 0;
	for (size_t i = 0; i < value.size; i++) {
		uint8_t byte = value.data[i];
		if (byte == '%' && value.size - i > 2 && hex(value.data[i + 1]) >= 0 && hex(value.data[i + 2]) >= 0) {
			byte = (uint8_t)(hex(value.data[i + 1]) << 4 | hex(value.data[i + 2]));
			i += 2;
		}
		if (buffer_put(&a->words, &byte, 1) != STATUS_OK)
			return false;
	}
	return true;
}

static bool read_details(struct grpc_answer *a, struct bytes value)
{
	a->details.size = 0;
	size_t size;
	if (buffer_reserve(&a->details, value.size / 4 * 3 + 3) != STATUS_OK)
		return false;
	if (base64_parse(value, a->details.data, &size))
		a->details.size = size;
	return true;
}

static bool read_http(struct grpc_answer *a, struct bytes value)
{
	a->http = (int)number_of(value);
	return true;
}

static bool read_type(struct grpc_answer *a, struct bytes value)
{
	a->grpc = bytes_start_with(value, BYTES_LITERAL("application/grpc"));
	return true;
}

static bool read_revision(struct grpc_answer *a, struct bytes value)
{
	a->revision = number_of(value);
	return true;
}

static const struct {
	const char *name;
	bool (*read)(struct grpc_answer *a, struct bytes value);
} fields[] = {
	{ ":status", read_http },
	{ "content-type", read_type },
	{ "grpc-status", read_status },
	{ "grpc-message", read_message },
	{ "grpc-status-details-bin", read_details },
	{ "truce-revision", read_revision },
};

bool answer_field(struct grpc_answer *a, struct bytes name, struct bytes value)
{
	a->fields += name.size + value.size;
	if (a->fields > FIELDS_MOST)
		return false;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (bytes_equal(name, bytes_text(fields[i].name)))
			return fields[i].read(a, value);
	return true;
}

/* ---- The message ------------------------------------------------------ */

static struct truce_reply *no_message(const char *why)
{
	return reply_make(STATUS_INTERNAL, "INVALID_REPLY", "the reply is not one of gRPC: %s", why);
}

static struct truce_reply *judge_prefix(const struct grpc_answer *a)
{
	if (a->body.data[0] != 0)
		return no_message("its message is packed, which was not asked for");
	uint32_t size = get_u32(a->body.data + 1);
	if (size <= a->most)
		return NULL;
	return reply_make(STATUS_RESOURCE_EXHAUSTED, "REPLY_TOO_LARGE",
			  "the reply of %u bytes is over this program's limit of %zu; ask for less", size, a->most);
}

bool answer_bytes(struct grpc_answer *a, struct bytes bytes, struct truce_reply **over)
{
	if (!a->grpc) /* the text of an error that HTTP tells */
		return false;
	while (bytes.size > 0) {
		size_t whole = a->body.size < GRPC_PREFIX ? GRPC_PREFIX : GRPC_PREFIX + get_u32(a->body.data + 1);
		size_t lacks = whole - a->body.size, count = bytes.size < lacks ? bytes.size : lacks;
		if (count == 0) {
			*over = no_message("it has more than one message");
			return true;
		}
		if (buffer_put(&a->body, bytes.data, count) != STATUS_OK) {
			*over = reply_make(STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for the reply");
			return true;
		}
		bytes = bytes_of(bytes.data + count, bytes.size - count);
		if (a->body.size == GRPC_PREFIX && (*over = judge_prefix(a)) != NULL)
			return true;
	}
	return false;
}

/* ---- The reply -------------------------------------------------------- */

/* By gRPC's "HTTP to gRPC Status Code Mapping". */
static enum status status_of_http(int http)
{
	switch (http) {
	case 400:
		return STATUS_INTERNAL;
	case 401:
		return STATUS_UNAUTHENTICATED;
	case 403:
		return STATUS_PERMISSION_DENIED;
	case 404:
		return STATUS_UNIMPLEMENTED;
	case 429:
	case 502:
	case 503:
	case 504:
		return STATUS_UNAVAILABLE;
	default:
		return STATUS_UNKNOWN;
	}
}

/* By the table of PROTOCOL-HTTP2, "Errors". */
static enum status status_of_reset(uint32_t code)
{
	switch (code) {
	case NGHTTP2_REFUSED_STREAM:
		return STATUS_UNAVAILABLE;
	case NGHTTP2_CANCEL:
		return STATUS_CANCELLED;
	case NGHTTP2_ENHANCE_YOUR_CALM:
		return STATUS_RESOURCE_EXHAUSTED;
	case NGHTTP2_INADEQUATE_SECURITY:
		return STATUS_PERMISSION_DENIED;
	default:
		return STATUS_INTERNAL;
	}
}

static struct truce_reply *reply_good(const struct grpc_answer *a)
{
	if (a->body.size < GRPC_PREFIX || a->body.size - GRPC_PREFIX < get_u32(a->body.data + 1))
		return no_message(a->body.size == 0 ? "it has no message" : "its message is cut short");
	return reply_of_payload(bytes_of(a->body.data + GRPC_PREFIX, a->body.size - GRPC_PREFIX), a->revision);
}

/* A status of code and words alone. */
static struct truce_reply *reply_words(const struct grpc_answer *a)
{
	struct truce_reply *reply = NULL;
	struct buffer status;
	bool text = utf8_is_text(buffer_bytes(&a->words), NULL);
	buffer_init(&status, SIZE_MAX / 2);
	if (wire_put_varint(&status, STATUS_CODE, (uint64_t)a->status) == STATUS_OK &&
	    wire_put_bytes(&status, STATUS_MESSAGE, text ? buffer_bytes(&a->words) : bytes_of(NULL, 0)) == STATUS_OK)
		reply = reply_of_status(buffer_bytes(&status), a->revision);
	buffer_fini(&status);
	return reply;
}

/* A status with details says what its packed form does. */
static struct truce_reply *reply_bad(const struct grpc_answer *a)
{
	if (a->details.size > 0) {
		struct truce_reply *reply = reply_of_status(buffer_bytes(&a->details), a->revision);
		if (reply == NULL || reply->code == a->status)
			return reply;
		truce_reply_free(reply);
	}
	return reply_words(a);
}

struct truce_reply *answer_reply(const struct grpc_answer *a, uint32_t code)
{
	if (a->status == STATUS_OK && a->ended)
		return reply_good(a);
	if (a->status > 0)
		return reply_bad(a);
	if (!a->ended)
		return reply_make(status_of_reset(code), "RESET", "the service ended the call: %s",
				  nghttp2_http2_strerror(code));
	if (a->http != 200 || !a->grpc)
		return reply_make(status_of_http(a->http == 200 ? 0 : a->http), "NOT_GRPC",
				  "the peer answered with status %d of HTTP, not by gRPC", a->http);
	return reply_make(STATUS_UNKNOWN, "INVALID_REPLY", "the reply has no grpc-status");
}

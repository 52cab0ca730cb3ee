#include "client/libtruce.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "proto/wire.h"

/* Fields of truce.rpc.v1.Request and Response, of google.protobuf.Any and of
 * google.rpc.ErrorInfo. */
enum { REQUEST_METHOD = 1, REQUEST_MESSAGE = 2, REQUEST_TIMEOUT = 3, REQUEST_METADATA = 4 };
enum { RESPONSE_CODE = 1, RESPONSE_MESSAGE = 2, RESPONSE_DETAILS = 3, RESPONSE_PAYLOAD = 4, RESPONSE_REVISION = 5 };
enum { ENTRY_KEY = 1, ENTRY_VALUE = 2, ANY_TYPE = 1, ANY_VALUE = 2, ERROR_INFO_REASON = 1 };

#define ID_SIZE 4
/* The timeout is the envelope's last field, in a varint of fixed width, so that it
 * can be written anew each time the call is sent. */
#define TIMEOUT_SIZE 4

static enum status put_metadata(struct buffer *b, const char *key, const char *before, const char *value)
{
	struct bytes name = bytes_text(key);
	size_t value_size = strlen(before) + strlen(value);
	size_t size = wire_header_size(ENTRY_KEY, name.size) + name.size + wire_header_size(ENTRY_VALUE, value_size) +
		      value_size;
	enum status s = wire_put_header(b, REQUEST_METADATA, size);
	if (s == STATUS_OK)
		s = wire_put_bytes(b, ENTRY_KEY, name);
	if (s == STATUS_OK)
		s = wire_put_header(b, ENTRY_VALUE, value_size);
	if (s == STATUS_OK)
		s = buffer_put_text(b, before);
	if (s == STATUS_OK)
		s = buffer_put_text(b, value);
	return s;
}

static enum status put_envelope(const struct truce *t, const struct truce_request *request, struct buffer *b)
{
	static const uint8_t timeout[TIMEOUT_SIZE] = { REQUEST_TIMEOUT << 3 };
	enum status s = wire_put_bytes(b, REQUEST_METHOD, bytes_text(request->method));
	if (s == STATUS_OK && request->message_size > 0)
		s = wire_put_bytes(b, REQUEST_MESSAGE, bytes_of(request->message, request->message_size));
	if (s == STATUS_OK && t->token != NULL)
		s = put_metadata(b, "authorization", "Bearer ", t->token);
	if (s == STATUS_OK && request->reason != NULL && request->reason[0] != '\0')
		s = put_metadata(b, "truce-reason", "", request->reason);
	if (s == STATUS_OK)
		s = buffer_put(b, timeout, sizeof timeout);
	return s;
}

enum status frame_make(const struct truce *t, const struct truce_request *request, struct buffer *out,
		       struct error *error)
{
	static const uint8_t blank[9 + ID_SIZE] = { 1 };
	size_t before = t->header_size + ID_SIZE;
	buffer_init(out, before + REQUEST_MOST);
	if (request->message_size > REQUEST_MOST)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "REQUEST_TOO_LARGE",
				 "the request of %zu bytes is over the limit of %d; send less in one call",
				 request->message_size, REQUEST_MOST);
	if (buffer_put(out, blank, before) != STATUS_OK || put_envelope(t, request, out) != STATUS_OK) {
		size_t size = out->size;
		buffer_fini(out);
		if (size + request->message_size >= REQUEST_MOST)
			return error_set(error, STATUS_RESOURCE_EXHAUSTED, "REQUEST_TOO_LARGE",
					 "the request is over the limit of %d bytes; send less in one call",
					 REQUEST_MOST);
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for the request");
	}
	put_u64(out->data + t->header_size - 8, out->size - t->header_size);
	return STATUS_OK;
}

void frame_stamp(const struct truce *t, struct buffer *frame, uint32_t id, int64_t left_ms)
{
	/* The service answers a little earlier than the caller stops waiting. */
	int64_t margin = left_ms / 20;
	left_ms -= margin < 250 ? margin : 250;
	if (left_ms < 1)
		left_ms = 1;
	if (left_ms > TRUCE_TIMEOUT_MOST_MS)
		left_ms = TRUCE_TIMEOUT_MOST_MS;
	put_u32(frame->data + t->header_size, id);
	uint8_t *timeout = frame->data + frame->size - (TIMEOUT_SIZE - 1);
	timeout[0] = (uint8_t)(left_ms | 0x80);
	timeout[1] = (uint8_t)(left_ms >> 7 | 0x80);
	timeout[2] = (uint8_t)(left_ms >> 14 & 0x7f);
}

struct bytes frame_envelope(const struct truce *t, const struct buffer *frame)
{
	size_t before = t->header_size + ID_SIZE;
	return bytes_of(frame->data + before, frame->size - before);
}

static void add_metadata(struct parts *out, struct bytes entry)
{
	if (out->metadata_count == METADATA_MOST)
		return;
	size_t at = out->metadata_count++;
	out->metadata[at].key = wire_find(entry, ENTRY_KEY);
	out->metadata[at].value = wire_find(entry, ENTRY_VALUE);
}

void frame_parts(const struct truce *t, const struct buffer *frame, struct parts *out)
{
	struct wire_cursor c = wire_begin(frame_envelope(t, frame));
	struct wire_field f;
	*out = (struct parts){ 0 };
	while (wire_next(&c, &f) == STATUS_OK) {
		if (f.number == REQUEST_METHOD)
			out->method = f.content;
		else if (f.number == REQUEST_MESSAGE)
			out->message = f.content;
		else if (f.number == REQUEST_TIMEOUT)
			out->timeout_ms = (int64_t)f.value;
		else if (f.number == REQUEST_METADATA)
			add_metadata(out, f.content);
	}
}

static uint8_t *copy(struct bytes from)
{
	uint8_t *to = malloc(from.size + 1);
	if (to != NULL) {
		if (from.size > 0)
			memcpy(to, from.data, from.size);
		to[from.size] = 0;
	}
	return to;
}

static bool is_error_info(struct bytes any)
{
	static const char name[] = "/google.rpc.ErrorInfo";
	struct bytes type = wire_find(any, ANY_TYPE);
	size_t size = sizeof name - 1;
	return type.size >= size && memcmp(type.data + type.size - size, name, size) == 0;
}

static struct truce_reply *reply_new(int code, struct bytes message, struct bytes reason)
{
	struct truce_reply *reply = calloc(1, sizeof *reply);
	if (reply == NULL)
		return NULL;
	reply->code = code;
	reply->message = (char *)copy(message);
	reply->reason = (char *)copy(reason);
	if (reply->message == NULL || reply->reason == NULL) {
		truce_reply_free(reply);
		return NULL;
	}
	return reply;
}

struct truce_reply *reply_make(enum status status, const char *reason, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	utf8_vprint(text, sizeof text, format, args);
	va_end(args);
	return reply_new((int)status, bytes_text(text), bytes_text(reason));
}

/* What a Response says, borrowed from its bytes. */
struct response {
	int32_t code;
	int64_t revision;
	struct bytes message, reason, payload;
};

static bool response_walk(struct bytes bytes, struct response *out)
{
	struct wire_cursor c = wire_begin(bytes);
	struct wire_field f;
	enum status s;
	*out = (struct response){ 0 };
	while ((s = wire_next(&c, &f)) == STATUS_OK) {
		if (f.number == RESPONSE_CODE && f.type == WIRE_VARINT)
			out->code = (int32_t)f.value;
		else if (f.number == RESPONSE_REVISION && f.type == WIRE_VARINT)
			out->revision = (int64_t)f.value;
		else if (f.number == RESPONSE_MESSAGE && f.type == WIRE_LENGTH)
			out->message = f.content;
		else if (f.number == RESPONSE_PAYLOAD && f.type == WIRE_LENGTH)
			out->payload = f.content;
		else if (f.number == RESPONSE_DETAILS && f.type == WIRE_LENGTH && is_error_info(f.content))
			out->reason = wire_find(wire_find(f.content, ANY_VALUE), ERROR_INFO_REASON);
	}
	return s == STATUS_NOT_FOUND && utf8_is_text(out->message, NULL) && utf8_is_text(out->reason, NULL);
}

/* What a Response says; details are its own bytes. */
static struct truce_reply *reply_of(const struct response *r, struct bytes details)
{
	struct truce_reply *reply = reply_new(r->code, r->message, r->reason);
	if (reply == NULL)
		return NULL;
	reply->revision = r->revision;
	reply->payload = copy(r->payload);
	reply->payload_size = r->payload.size;
	reply->details = copy(details);
	reply->details_size = details.size;
	if (reply->payload == NULL || reply->details == NULL) {
		truce_reply_free(reply);
		return NULL;
	}
	return reply;
}

struct truce_reply *reply_read(struct bytes bytes)
{
	struct response r;
	if (!response_walk(bytes, &r))
		return reply_make(STATUS_INTERNAL, "INVALID_REPLY", "the reply is no truce.rpc.v1.Response");
	return reply_of(&r, r.code == 0 ? bytes_of(NULL, 0) : bytes);
}

struct truce_reply *reply_of_payload(struct bytes payload, int64_t revision)
{
	return reply_of(&(struct response){ .payload = payload, .revision = revision }, bytes_of(NULL, 0));
}

/* A Status has the first fields of a Response. */
struct truce_reply *reply_of_status(struct bytes packed, int64_t revision)
{
	struct truce_reply *reply = NULL;
	struct buffer response;
	buffer_init(&response, SIZE_MAX / 2);
	if (buffer_put(&response, packed.data, packed.size) == STATUS_OK &&
	    wire_put_varint(&response, RESPONSE_REVISION, (uint64_t)revision) == STATUS_OK)
		reply = reply_read(buffer_bytes(&response));
	buffer_fini(&response);
	return reply;
}

void truce_reply_free(struct truce_reply *reply)
{
	if (reply == NULL)
		return;
	free(reply->message);
	free(reply->reason);
	free(reply->payload);
	free(reply->details);
	free(reply);
}

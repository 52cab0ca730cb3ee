#include "service/call.h"

#include "base/utf8.h"
#include "proto/wire.h"

#define METHOD_MOST 256
#define METADATA_MOST 32
#define ENTRY_MOST (8 << 10)

/* Fields of truce.rpc.v1.Request, and of truce.rpc.v1.Response. */
enum { REQUEST_METHOD = 1, REQUEST_MESSAGE = 2, REQUEST_TIMEOUT = 3, REQUEST_METADATA = 4 };
enum { REPLY_CODE = 1, REPLY_MESSAGE = 2, REPLY_DETAILS = 3, REPLY_PAYLOAD = 4, REPLY_REVISION = 5 };
enum { ENTRY_KEY = 1, ENTRY_VALUE = 2 };

static enum status invalid(struct error *error, const char *what)
{
	return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_ENVELOPE",
			 "The request is no truce.rpc.v1.Request: %s.", what);
}

/* ---- Reading ---------------------------------------------------------- */

static enum status read_method(const struct wire_field *f, struct service_request *out, struct error *error)
{
	if (f->content.size > METHOD_MOST)
		return invalid(error, "method is longer than 256 bytes");
	if (!utf8_is_text(f->content, NULL))
		return invalid(error, "method is not UTF-8, or has a NUL");
	out->method = f->content;
	return STATUS_OK;
}

static enum status read_message(const struct wire_field *f, struct service_request *out, struct error *error)
{
	(void)error;
	out->message = f->content;
	return STATUS_OK;
}

static enum status read_timeout(const struct wire_field *f, struct service_request *out, struct error *error)
{
	(void)error;
	out->timeout_ms = (int64_t)f->value;
	return STATUS_OK;
}

static enum status read_metadata(const struct wire_field *f, struct service_request *out, struct error *error)
{
	if (f->content.size > ENTRY_MOST)
		return invalid(error, "an entry of metadata is longer than 8192 bytes");
	struct bytes key = { NULL, 0 }, value = { NULL, 0 };
	struct wire_cursor c = wire_begin(f->content);
	struct wire_field part;
	enum status status;
	while ((status = wire_next(&c, &part)) == STATUS_OK) {
		if (part.number != ENTRY_KEY && part.number != ENTRY_VALUE)
			continue;
		if (part.type != WIRE_LENGTH)
			return invalid(error, "key and value of metadata are texts");
		*(part.number == ENTRY_KEY ? &key : &value) = part.content;
	}
	if (status != STATUS_NOT_FOUND)
		return invalid(error, "an entry of metadata is cut short or malformed");
	if (!utf8_is_text(key, NULL) || !utf8_is_text(value, NULL))
		return invalid(error, "metadata is not UTF-8, or has a NUL");
	if (bytes_equal(key, BYTES_LITERAL("authorization")))
		out->authorization = value;
	else if (bytes_equal(key, BYTES_LITERAL("truce-reason")))
		out->reason = value;
	return STATUS_OK;
}

static const struct {
	enum wire_type type;
	const char *mistyped;
	enum status (*read)(const struct wire_field *f, struct service_request *out, struct error *error);
} fields[] = {
	[REQUEST_METHOD] = { WIRE_LENGTH, "method is a text", read_method },
	[REQUEST_MESSAGE] = { WIRE_LENGTH, "message is bytes", read_message },
	[REQUEST_TIMEOUT] = { WIRE_VARINT, "timeout_ms is an integer", read_timeout },
	[REQUEST_METADATA] = { WIRE_LENGTH, "metadata is a map", read_metadata },
};

enum status envelope_decode(struct bytes envelope, struct service_request *out, struct error *error)
{
	struct service_request request = { .method = { NULL, 0 } };
	struct wire_cursor c = wire_begin(envelope);
	struct wire_field f;
	int entries = 0;
	enum status status;
	while ((status = wire_next(&c, &f)) == STATUS_OK) {
		if (f.number >= sizeof fields / sizeof *fields)
			continue;
		if (f.type != fields[f.number].type)
			return invalid(error, fields[f.number].mistyped);
		if (f.number == REQUEST_METADATA && ++entries > METADATA_MOST)
			return invalid(error, "metadata has more than 32 entries");
		status = fields[f.number].read(&f, &request, error);
		if (status != STATUS_OK)
			return status;
	}
	if (status != STATUS_NOT_FOUND)
		return invalid(error, "it is cut short or malformed");
	*out = request;
	return STATUS_OK;
}

/* ---- Writing ---------------------------------------------------------- */

static size_t varint_field_size(uint64_t value)
{
	return value == 0 ? 0 : 1 + wire_varint_size(value);
}

static size_t bytes_field_size(uint32_t number, size_t size)
{
	return wire_header_size(number, size) + size;
}

size_t envelope_size(const struct service_reply *reply)
{
	size_t message = strlen(reply->message);
	size_t size = varint_field_size((uint64_t)reply->status) + varint_field_size((uint64_t)reply->revision);
	if (message > 0)
		size += bytes_field_size(REPLY_MESSAGE, message);
	for (size_t i = 0; i < reply->detail_count; i++)
		size += bytes_field_size(REPLY_DETAILS, reply->details[i].size);
	if (reply->size > 0)
		size += bytes_field_size(REPLY_PAYLOAD, reply->size);
	return size;
}

static uint8_t *write_varint(uint8_t *to, uint32_t number, uint64_t value)
{
	if (value == 0)
		return to;
	return wire_varint_write(wire_varint_write(to, (uint64_t)number << 3 | WIRE_VARINT), value);
}

static uint8_t *write_header(uint8_t *to, uint32_t number, size_t size)
{
	return wire_varint_write(wire_varint_write(to, (uint64_t)number << 3 | WIRE_LENGTH), size);
}

static uint8_t *write_content(uint8_t *to, struct bytes content)
{
	if (content.size > 0)
		memcpy(to, content.data, content.size);
	return to + content.size;
}

enum status envelope_encode(const struct service_reply *reply, struct buffer *out)
{
	size_t size = envelope_size(reply);
	enum status status = buffer_reserve(out, size);
	if (status != STATUS_OK)
		return status;
	uint8_t *to = out->data + out->size;
	struct bytes message = bytes_text(reply->message);
	to = write_varint(to, REPLY_CODE, (uint64_t)reply->status);
	if (message.size > 0)
		to = write_content(write_header(to, REPLY_MESSAGE, message.size), message);
	for (size_t i = 0; i < reply->detail_count; i++)
		to = write_content(write_header(to, REPLY_DETAILS, reply->details[i].size), reply->details[i]);
	if (reply->size > 0)
		to = write_header(to, REPLY_PAYLOAD, reply->size);
	for (size_t i = 0; i < reply->part_count; i++)
		to = write_content(to, reply->parts[i]);
	write_varint(to, REPLY_REVISION, (uint64_t)reply->revision);
	out->size += size;
	return STATUS_OK;
}

struct bytes envelope_info(const char *reason, uint8_t out[ENVELOPE_INFO])
{
	struct bytes type = BYTES_LITERAL("type.googleapis.com/google.rpc.ErrorInfo");
	struct bytes words = bytes_text(reason), domain = BYTES_LITERAL("truce");
	size_t size = bytes_field_size(1, words.size) + bytes_field_size(2, domain.size);
	uint8_t *to = write_content(write_header(out, 1, type.size), type);
	to = write_header(to, 2, size);
	to = write_content(write_header(to, 1, words.size), words);
	to = write_content(write_header(to, 2, domain.size), domain);
	return bytes_of(out, (size_t)(to - out));
}

enum status envelope_refuse(const struct error *error, int64_t revision, struct buffer *out)
{
	uint8_t info[ENVELOPE_INFO];
	struct bytes detail = envelope_info(error->reason, info);
	struct service_reply reply = {
		.status = error->status,
		.message = error->message,
		.details = &detail,
		.detail_count = 1,
		.revision = revision,
	};
	return envelope_encode(&reply, out);
}

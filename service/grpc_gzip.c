#include "service/grpc_gzip.h"

#include <zlib.h>

#define GZIP_BITS (15 + 16) /* the largest window, with gzip's header and trailer */
#define MEMORY_LEVEL 8
#define STEP_LEAST 4096

/* zlib counts in unsigned int, and reads through a pointer to what is not const. */
static void set_input(z_stream *z, struct bytes in)
{
	union {
		const uint8_t *in;
		Bytef *out;
	} pun = { .in = in.data };
	z->next_in = pun.out;
	z->avail_in = (uInt)in.size;
}

/* Room for the next piece: as much as there is already, within the limit. OUT_OF_RANGE at
 * the limit, RESOURCE_EXHAUSTED without memory. */
static enum status make_room(z_stream *z, struct buffer *out)
{
	size_t more = out->size < STEP_LEAST ? STEP_LEAST : out->size;
	if (more > out->limit - out->size)
		more = out->limit - out->size;
	enum status status = more == 0 ? STATUS_OUT_OF_RANGE : buffer_reserve(out, more);
	if (status != STATUS_OK)
		return status;
	z->next_out = out->data + out->size;
	z->avail_out = (uInt)more;
	return STATUS_OK;
}

static void note_output(const z_stream *z, struct buffer *out)
{
	out->size = (size_t)(z->next_out - out->data);
}

/* One byte beyond the limit tells a message that ends there from one that goes on. */
static enum status at_limit(z_stream *z)
{
	uint8_t beyond;
	z->next_out = &beyond;
	z->avail_out = 1;
	int result = inflate(z, Z_NO_FLUSH);
	if (result == Z_MEM_ERROR)
		return STATUS_RESOURCE_EXHAUSTED;
	return result == Z_STREAM_END && z->avail_out > 0 ? STATUS_OK : STATUS_OUT_OF_RANGE;
}

static enum status unpack(z_stream *z, struct buffer *out)
{
	int result;
	do {
		enum status status = make_room(z, out);
		if (status != STATUS_OK)
			return status == STATUS_OUT_OF_RANGE ? at_limit(z) : status;
		result = inflate(z, Z_NO_FLUSH);
		note_output(z, out);
	} while (result == Z_OK && (z->avail_out == 0 || z->avail_in > 0));
	if (result == Z_MEM_ERROR)
		return STATUS_RESOURCE_EXHAUSTED;
	return result == Z_STREAM_END && z->avail_in == 0 ? STATUS_OK : STATUS_INVALID_ARGUMENT;
}

enum status gzip_unpack(struct bytes in, struct buffer *out)
{
	z_stream z = { 0 };
	if (in.size > UINT32_MAX)
		return STATUS_OUT_OF_RANGE;
	if (inflateInit2(&z, GZIP_BITS) != Z_OK)
		return STATUS_RESOURCE_EXHAUSTED;
	set_input(&z, in);
	enum status status = unpack(&z, out);
	inflateEnd(&z);
	return status;
}

static enum status pack(z_stream *z, int flush, struct buffer *out)
{
	int result;
	do {
		enum status status = make_room(z, out);
		if (status != STATUS_OK)
			return status;
		result = deflate(z, flush);
		note_output(z, out);
	} while (result == Z_OK && z->avail_out == 0);
	return STATUS_OK;
}

enum status gzip_pack(const struct bytes *pieces, size_t count, struct buffer *out)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		return STATUS_RESOURCE_EXHAUSTED;
	enum status status = STATUS_OK;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		if (pieces[i].size == 0)
			continue;
		set_input(&z, pieces[i]);
		status = pack(&z, Z_NO_FLUSH, out);
	}
	if (status == STATUS_OK) {
		set_input(&z, bytes_of("", 0));
		status = pack(&z, Z_FINISH, out);
	}
	deflateEnd(&z);
	return status;
}

#include "service/pages.h"

#define TOKEN_VERSION 2
#define QUERY_SIZE 8
#define CHECK_SIZE 8
#define HEAD_SIZE (1 + QUERY_SIZE + 8 + 8 + 4)
#define TOKEN_MOST (64 << 10)

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

size_t page_size_of(const struct call *call, size_t usual, size_t most)
{
	size_t size = (size_t)message_int_at(call->request, call_fields(call)->page_size, 0);
	return size == 0 ? usual : size < most ? size : most;
}

size_t page_size(const struct call *call)
{
	return page_size_of(call, 50, 5000);
}

/* ---- Base64 for URLs (RFC 4648, section 5, without padding) ----------- */

static char *encode(struct call *call, struct bytes in)
{
	char *out = arena_alloc(&call->arena, in.size / 3 * 4 + 5), *to = out;
	if (out == NULL)
		return NULL;
	size_t i = 0;
	for (; in.size - i >= 3; i += 3, to += 4) {
		const uint32_t group = (uint32_t)in.data[i] << 16 | (uint32_t)in.data[i + 1] << 8 | in.data[i + 2];
		to[0] = alphabet[group >> 18];
		to[1] = alphabet[group >> 12 & 63];
		to[2] = alphabet[group >> 6 & 63];
		to[3] = alphabet[group & 63];
	}
	if (i < in.size) {
		uint32_t group = (uint32_t)in.data[i] << 16;
		const size_t left = in.size - i;
		group |= left > 1 ? (uint32_t)in.data[i + 1] << 8 : 0;
		for (size_t k = 0; k <= left; k++)
			*to++ = alphabet[group >> (18 - 6 * k) & 63];
	}
	*to = '\0';
	return out;
}

static bool decode(struct call *call, const char *text, struct bytes *out)
{
	size_t length = strlen(text), size = 0;
	uint8_t *to = length > TOKEN_MOST ? NULL : arena_alloc(&call->arena, length);
	uint32_t group = 0;
	int bits = 0;
	if (to == NULL)
		return false;
	for (size_t i = 0; i < length; i++) {
		const char *at = strchr(alphabet, text[i]);
		if (at == NULL)
			return false;
		group = group << 6 | (uint32_t)(at - alphabet);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			to[size++] = (uint8_t)(group >> bits);
		}
	}
	if (bits == 6 || (group & ((1u << bits) - 1)) != 0)
		return false; /* a character too many, or bits that no token has */
	*out = bytes_of(to, size);
	return true;
}

/* ---- Tokens ----------------------------------------------------------- */

static void clear_page_size(const struct call *call, ProtobufCMessage *query)
{
	int32_t none = 0;
	memcpy((char *)query + call_fields(call)->page_size->offset, &none, sizeof none);
}

/* What a token is tied to: the method, and the request but for its page. */
static enum status sum_query(struct call *call, uint8_t out[QUERY_SIZE])
{
	ProtobufCMessage *query = arena_copy(&call->arena, call->request, call->request->descriptor->sizeof_message);
	struct bytes packed;
	if (query == NULL)
		return call_no_memory(call);
	message_set_text(query, "page_token", "");
	clear_page_size(call, query);
	if (message_pack_arena(query, &call->arena, &packed) != STATUS_OK)
		return call_no_memory(call);
	put_u64(out, store_sum(bytes_text(call->method->path), packed));
	return STATUS_OK;
}

static void check_sum(struct bytes token, uint8_t out[CHECK_SIZE])
{
	put_u64(out, store_sum(bytes_text("token"), token));
}

static enum status refuse(struct call *call, const char *why)
{
	return call_violation(call, "PAGE_TOKEN", "page_token", "%s; begin again without a token", why);
}

enum status page_token_foreign(struct call *call)
{
	return refuse(call, "is a token of another store");
}

enum status page_token_read(struct call *call, struct page_token *out)
{
	const char *text = message_text_at(call->request, call_fields(call)->page_token, 0);
	uint8_t check[CHECK_SIZE], query[QUERY_SIZE];
	struct bytes token;
	if (text[0] == '\0')
		return STATUS_NOT_FOUND;
	if (!decode(call, text, &token) || token.size < HEAD_SIZE + CHECK_SIZE)
		return refuse(call, "is not a token that this service made");
	token.size -= CHECK_SIZE;
	check_sum(token, check);
	uint32_t key_size = get_u32(token.data + HEAD_SIZE - 4);
	if (memcmp(check, token.data + token.size, CHECK_SIZE) != 0 || token.data[0] != TOKEN_VERSION ||
	    key_size > token.size - HEAD_SIZE)
		return refuse(call, "is not a token that this service made");
	enum status status = sum_query(call, query);
	if (status != STATUS_OK)
		return status;
	if (memcmp(query, token.data + 1, QUERY_SIZE) != 0)
		return refuse(call, "is the token of another query");
	const uint8_t *at = token.data + 1 + QUERY_SIZE;
	out->as_of = (int64_t)get_u64(at);
	out->position = (int64_t)get_u64(at + 8);
	out->key = bytes_of(token.data + HEAD_SIZE, key_size);
	out->name = bytes_of(token.data + HEAD_SIZE + key_size, token.size - HEAD_SIZE - key_size);
	return out->as_of >= 0 && out->as_of <= store_revision(call->txn) ? STATUS_OK : page_token_foreign(call);
}

enum status page_token_reply(struct call *call, const struct page_token *end)
{
	uint8_t query[QUERY_SIZE];
	enum status status = sum_query(call, query);
	if (status != STATUS_OK)
		return status;
	size_t size = HEAD_SIZE + end->key.size + end->name.size;
	uint8_t *token = arena_alloc(&call->arena, size + CHECK_SIZE);
	if (token == NULL)
		return call_no_memory(call);
	token[0] = TOKEN_VERSION;
	memcpy(token + 1, query, QUERY_SIZE);
	put_u64(token + 1 + QUERY_SIZE, (uint64_t)end->as_of);
	put_u64(token + 1 + QUERY_SIZE + 8, (uint64_t)end->position);
	put_u32(token + HEAD_SIZE - 4, (uint32_t)end->key.size);
	if (end->key.size > 0)
		memcpy(token + HEAD_SIZE, end->key.data, end->key.size);
	if (end->name.size > 0)
		memcpy(token + HEAD_SIZE + end->key.size, end->name.data, end->name.size);
	check_sum(bytes_of(token, size), token + size);
	char *text = encode(call, bytes_of(token, size + CHECK_SIZE));
	return text == NULL ? call_no_memory(call) : call_part_field(call, 2, bytes_text(text));
}

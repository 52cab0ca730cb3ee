#include "store/private.h"

#include <nettle/sha2.h>

/* The content of an entry:
 *
 *   0 revision 8 · 8 time 8 · 16 kind 1 · 17 compacted 1 · 18 doc 4 ·
 *   22 sizes of actor, request_id, method, name 2 each · 30 of reason, body 4 each ·
 *   38 request_digest, record_digest, previous_digest, digest 32 each ·
 *   166 actor, request_id, method, name, reason, body */
enum {
	AT_REVISION = 0,
	AT_TIME = 8,
	AT_KIND = 16,
	AT_COMPACTED = 17,
	AT_DOC = 18,
	AT_SHORT_SIZES = 22,
	AT_LONG_SIZES = 30,
	AT_DIGESTS = 38,
	AT_BYTES = AT_DIGESTS + 4 * STORE_DIGEST
};

static void put_u16(uint8_t *to, size_t v)
{
	to[0] = (uint8_t)(v >> 8);
	to[1] = (uint8_t)v;
}

static size_t get_u16(const uint8_t *from)
{
	return (size_t)from[0] << 8 | from[1];
}

enum status entry_encode(const struct store_change *c, struct buffer *out)
{
	const struct bytes parts[] = { c->actor, c->request_id, c->method, c->name, c->reason, c->body };
	uint8_t head[AT_BYTES];
	put_u64(head + AT_REVISION, (uint64_t)c->revision);
	put_u64(head + AT_TIME, (uint64_t)c->time);
	head[AT_KIND] = (uint8_t)c->kind;
	head[AT_COMPACTED] = c->compacted;
	put_u32(head + AT_DOC, c->doc);
	for (size_t i = 0; i < 4; i++)
		put_u16(head + AT_SHORT_SIZES + 2 * i, parts[i].size);
	for (size_t i = 0; i < 2; i++)
		put_u32(head + AT_LONG_SIZES + 4 * i, (uint32_t)parts[4 + i].size);
	memcpy(head + AT_DIGESTS, c->request_digest, STORE_DIGEST);
	memcpy(head + AT_DIGESTS + STORE_DIGEST, c->record_digest, STORE_DIGEST);
	memcpy(head + AT_DIGESTS + 2 * STORE_DIGEST, c->previous_digest, STORE_DIGEST);
	memcpy(head + AT_DIGESTS + 3 * STORE_DIGEST, c->digest, STORE_DIGEST);
	enum status status = buffer_put(out, head, sizeof head);
	for (size_t i = 0; i < 6 && status == STATUS_OK; i++)
		status = buffer_put(out, parts[i].data, parts[i].size);
	return status;
}

bool entry_decode(struct bytes content, struct store_change *out)
{
	const uint8_t *head = content.data;
	if (content.size < AT_BYTES)
		return false;
	struct bytes *const parts[] = { &out->actor, &out->request_id, &out->method,
					&out->name,  &out->reason,     &out->body };
	size_t at = AT_BYTES;
	for (size_t i = 0; i < 6; i++) {
		size_t size =
			i < 4 ? get_u16(head + AT_SHORT_SIZES + 2 * i) : get_u32(head + AT_LONG_SIZES + 4 * (i - 4));
		if (size > content.size - at)
			return false;
		*parts[i] = bytes_of(head + at, size);
		at += size;
	}
	out->revision = (int64_t)get_u64(head + AT_REVISION);
	out->time = (int64_t)get_u64(head + AT_TIME);
	out->kind = (enum store_kind)head[AT_KIND];
	out->compacted = head[AT_COMPACTED] != 0;
	out->doc = get_u32(head + AT_DOC);
	memcpy(out->request_digest, head + AT_DIGESTS, STORE_DIGEST);
	memcpy(out->record_digest, head + AT_DIGESTS + STORE_DIGEST, STORE_DIGEST);
	memcpy(out->previous_digest, head + AT_DIGESTS + 2 * STORE_DIGEST, STORE_DIGEST);
	memcpy(out->digest, head + AT_DIGESTS + 3 * STORE_DIGEST, STORE_DIGEST);
	return at == content.size && out->kind >= STORE_CREATED && out->kind <= STORE_UNDELETED;
}

struct bytes entry_bytes(const struct store_change *c)
{
	const uint8_t *head = c->actor.data - AT_BYTES;
	return bytes_of(head, (size_t)(c->body.data + c->body.size - head));
}

void store_digest(const struct bytes *pieces, size_t count, uint8_t out[STORE_DIGEST])
{
	struct sha256_ctx sha;
	sha256_init(&sha);
	for (size_t i = 0; i < count; i++)
		sha256_update(&sha, pieces[i].size, pieces[i].data);
	sha256_digest(&sha, STORE_DIGEST, out);
}

/* The order is that of truce.v1.Change's comment. */
void entry_digest(const struct store_change *c, uint8_t out[STORE_DIGEST])
{
	const struct bytes strings[] = { c->actor, c->request_id, c->reason, c->method, c->name };
	uint8_t fixed[17], sizes[5][4];
	put_u64(fixed, (uint64_t)c->revision);
	put_u64(fixed + 8, (uint64_t)c->time);
	fixed[16] = (uint8_t)c->kind;
	struct bytes pieces[14] = { bytes_of(c->previous_digest, STORE_DIGEST), bytes_of(fixed, sizeof fixed) };
	size_t count = 2;
	for (size_t i = 0; i < 5; i++) {
		put_u32(sizes[i], (uint32_t)strings[i].size);
		pieces[count++] = bytes_of(sizes[i], 4);
		pieces[count++] = strings[i];
	}
	pieces[count++] = bytes_of(c->request_digest, STORE_DIGEST);
	pieces[count++] = bytes_of(c->record_digest, STORE_DIGEST);
	store_digest(pieces, count, out);
}

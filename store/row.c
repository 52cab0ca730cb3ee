#include "store/private.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static bool kind_is_known(uint8_t kind)
{
	return kind >= STORE_CREATED && kind <= STORE_UNDELETED;
}

void name_row_put(uint8_t out[NAME_ROW], const struct record_row *row)
{
	put_u32(out, row->doc);
	put_u64(out + 4, (uint64_t)row->revision);
	out[12] = (uint8_t)row->kind;
}

bool name_row_get(struct bytes content, struct record_row *out)
{
	if (content.size != NAME_ROW || !kind_is_known(content.data[12]))
		return false;
	out->doc = get_u32(content.data);
	out->revision = (int64_t)get_u64(content.data + 4);
	out->kind = (enum store_kind)content.data[12];
	return true;
}

void doc_row_put(uint8_t *out, const struct record_row *row, struct bytes name)
{
	put_u64(out, (uint64_t)row->revision);
	out[8] = (uint8_t)row->kind;
	memcpy(out + DOC_ROW, name.data, name.size);
}

bool doc_row_get(struct bytes content, struct record_row *out, struct bytes *name)
{
	if (content.size <= DOC_ROW || !kind_is_known(content.data[8]))
		return false;
	out->revision = (int64_t)get_u64(content.data);
	out->kind = (enum store_kind)content.data[8];
	*name = bytes_of(content.data + DOC_ROW, content.size - DOC_ROW);
	return true;
}

uint64_t posting_seed(struct bytes key)
{
	return XXH3_64bits(key.data, key.size);
}

static uint32_t posting_check(uint64_t seed, const uint8_t *doc)
{
	return (uint32_t)XXH3_64bits_withSeed(doc, 4, seed);
}

void posting_put(uint8_t out[POSTING], uint64_t seed, uint32_t doc)
{
	put_u32(out, doc);
	put_u32(out + 4, posting_check(seed, out));
}

bool posting_get(uint64_t seed, struct bytes value, uint32_t *doc)
{
	if (value.size != POSTING || get_u32(value.data + 4) != posting_check(seed, value.data))
		return false;
	*doc = get_u32(value.data);
	return true;
}

enum status posting_read(uint64_t seed, struct bytes value, uint32_t *doc, struct error *error)
{
	if (posting_get(seed, value, doc))
		return STATUS_OK;
	return error_set(error, STATUS_DATA_LOSS, "CHECKSUM",
			 "The store is damaged: an entry of its terms does not hold. Make them again with: truced "
			 "rebuild");
}

void version_key(uint8_t out[12], uint32_t doc, int64_t revision)
{
	put_u32(out, doc);
	put_u64(out + 4, (uint64_t)revision);
}

enum status row_damaged(struct bytes name, struct error *error)
{
	return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
			 "The store is damaged: what it keeps of record %.*s does not fit its journal. "
			 "Make it again with: truced rebuild",
			 (int)name.size, (const char *)name.data);
}

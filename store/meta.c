#include "store/private.h"

#include "base/hex.h"
#include "base/time.h"
#include <errno.h>
#include <stdlib.h>

#include "store/text/private.h"

/* The words of meta:
 *
 *   store    format 4, id 36 (UUID as text), created 8
 *   oldest   first revision with all content 8
 *   indexes  id 1, version 1 for each, by id; of a text index, once more with the
 *            version of its segments
 *
 * "store" keeps its name and begins with the format in every version. */
enum { ID_SIZE = UUID_SIZE - 1, STORE_SIZE = 4 + ID_SIZE + 8 };

static enum status word(struct store_txn *txn, const char *name, struct bytes *content, struct error *error)
{
	enum status status = txn_get(txn, DB_META, bytes_text(name), content, error);
	if (status != STATUS_NOT_FOUND)
		return status;
	return error_set(error, STATUS_DATA_LOSS, "DAMAGED", "The store is damaged: it does not hold its %s.", name);
}

static enum status wrong(const char *name, struct error *error)
{
	return error_set(error, STATUS_DATA_LOSS, "DAMAGED", "The store is damaged: its %s cannot be read.", name);
}

enum status meta_read(struct store_txn *txn, struct meta *out, struct error *error)
{
	struct bytes content;
	enum status status = word(txn, "store", &content, error);
	if (status != STATUS_OK)
		return status;
	uint32_t format = content.size < 4 ? 0 : get_u32(content.data);
	if (format > STORE_FORMAT)
		return error_set(error, STATUS_FAILED_PRECONDITION, "NEWER_STORE",
				 "A later version of truced made this store (format %u; this one reads %d). "
				 "Use that version.",
				 format, STORE_FORMAT);
	if (format == 0 || content.size != STORE_SIZE)
		return wrong("description", error);
	memcpy(out->id, content.data + 4, ID_SIZE);
	out->id[ID_SIZE] = '\0';
	out->created = (int64_t)get_u64(content.data + 4 + ID_SIZE);
	return STATUS_OK;
}

enum status meta_write(struct store_txn *txn, const struct meta *meta, struct error *error)
{
	uint8_t content[STORE_SIZE];
	put_u32(content, STORE_FORMAT);
	memcpy(content + 4, meta->id, ID_SIZE);
	put_u64(content + 4 + ID_SIZE, (uint64_t)meta->created);
	return txn_put(txn, DB_META, BYTES_LITERAL("store"), bytes_of(content, sizeof content), 0, error);
}

enum status meta_new(struct meta *out, struct error *error)
{
	if (!uuid_make(out->id))
		return error_set_errno(error, errno, "Cannot make an id for the store");
	out->created = clock_wall();
	return STATUS_OK;
}

enum status meta_oldest(struct store_txn *txn, int64_t *out, struct error *error)
{
	struct bytes content;
	enum status status = word(txn, "oldest", &content, error);
	if (status != STATUS_OK)
		return status;
	if (content.size != 8)
		return wrong("oldest revision", error);
	*out = (int64_t)get_u64(content.data);
	return STATUS_OK;
}

enum status meta_set_oldest(struct store_txn *txn, int64_t oldest, struct error *error)
{
	uint8_t content[8];
	return txn_put(txn, DB_META, BYTES_LITERAL("oldest"), u64_key(content, oldest), 0, error);
}

static int by_id(const void *a, const void *b)
{
	return memcmp(a, b, 2);
}

enum { DESCRIPTION_MOST = 2 * (255 + 1) };

/* What the views are made by: the functions, and the form of segments. */
static size_t describe(const struct store_index *const *indexes, uint8_t out[DESCRIPTION_MOST])
{
	size_t size = 0;
	for (; indexes != NULL && *indexes != NULL && size + 4 <= DESCRIPTION_MOST; indexes++) {
		out[size++] = (*indexes)->id;
		out[size++] = (*indexes)->version;
		if ((*indexes)->text == NULL)
			continue;
		out[size++] = (*indexes)->id;
		out[size++] = TEXT_VERSION;
	}
	qsort(out, size / 2, 2, by_id);
	return size;
}

enum status meta_check_indexes(struct store_txn *txn, const char *dir, const struct store_index *const *indexes,
			       struct error *error)
{
	uint8_t now[DESCRIPTION_MOST];
	struct bytes ours = bytes_of(now, describe(indexes, now)), kept;
	enum status status = word(txn, "indexes", &kept, error);
	if (status != STATUS_OK || bytes_equal(ours, kept))
		return status;
	return error_set(error, STATUS_FAILED_PRECONDITION, "STALE_INDEX",
			 "The store's indexes were made by another version of truced. Make them again with: "
			 "truced rebuild %s",
			 dir);
}

enum status meta_set_indexes(struct store_txn *txn, const struct store_index *const *indexes, struct error *error)
{
	uint8_t now[DESCRIPTION_MOST];
	size_t size = describe(indexes, now);
	return txn_put(txn, DB_META, BYTES_LITERAL("indexes"), bytes_of(now, size), 0, error);
}

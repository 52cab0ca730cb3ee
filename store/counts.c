#include "store/private.h"

#include <assert.h>

#define COUNT_KEY_MOST (STORE_NAME_MOST + 1)

bool count_prefix(struct bytes name, size_t from, struct bytes *out)
{
	const uint8_t *slash = from < name.size ? memchr(name.data + from, '/', name.size - from) : NULL;
	if (slash == NULL)
		return false;
	*out = bytes_of(name.data, (size_t)(slash - name.data) + 1);
	return true;
}

static struct bytes count_key(uint8_t out[COUNT_KEY_MOST], struct bytes prefix)
{
	assert(prefix.size < COUNT_KEY_MOST);
	out[0] = 0;
	if (prefix.size > 0)
		memcpy(out + 1, prefix.data, prefix.size);
	return bytes_of(out, 1 + prefix.size);
}

enum status store_count(struct store_txn *txn, struct bytes prefix, int64_t *out, struct error *error)
{
	if (prefix.size > STORE_NAME_MOST || (prefix.size > 0 && prefix.data[prefix.size - 1] != '/'))
		return error_set(error, STATUS_INVALID_ARGUMENT, "PREFIX",
				 "Counts are kept of prefixes that end in '/'.");
	uint8_t key[COUNT_KEY_MOST];
	struct bytes content;
	enum status status = txn_get(txn, DB_COUNTS, count_key(key, prefix), &content, error);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (status == STATUS_OK && content.size != 8)
		return row_damaged(prefix, error);
	*out = status == STATUS_OK ? (int64_t)get_u64(content.data) : 0;
	return STATUS_OK;
}

static enum status count_add(struct store_txn *txn, struct bytes prefix, int64_t more, struct error *error)
{
	int64_t count = 0;
	uint8_t key[COUNT_KEY_MOST], content[8];
	enum status status = store_count(txn, prefix, &count, error);
	if (status != STATUS_OK)
		return status;
	struct bytes k = count_key(key, prefix);
	if (count + more == 0)
		return txn_delete(txn, DB_COUNTS, k, error);
	return txn_put(txn, DB_COUNTS, k, u64_key(content, count + more), 0, error);
}

enum status view_counts(struct store_txn *txn, const struct store_change *change, struct error *error)
{
	if (change->kind == STORE_UPDATED)
		return STATUS_OK;
	int64_t more = change->kind == STORE_DELETED ? -1 : 1;
	struct bytes prefix = { 0 };
	enum status status;
	do
		status = count_add(txn, prefix, more, error);
	while (status == STATUS_OK && count_prefix(change->name, prefix.size, &prefix));
	return status;
}

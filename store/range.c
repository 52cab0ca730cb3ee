#include "store/private.h"

enum status store_range_begin(struct store_txn *txn, const struct store_index *index, struct store_range *range,
			      struct error *error)
{
	MDB_cursor *cursor;
	enum status status = late_write(txn, error);
	if (status != STATUS_OK)
		return status;
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[DB_TERMS], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the terms");
	*range = (struct store_range){ .txn = txn, .cursor = cursor, .index = index->id, .ended = true };
	return STATUS_OK;
}

void store_range_seek(struct store_range *range, struct bytes from, struct bytes to)
{
	range->from = from;
	range->to = to;
	range->started = range->ended = false;
}

/* The key that the terms of the range are not less than. */
static MDB_val first_key(const struct store_range *range, uint8_t out[1 + STORE_TERM_MOST])
{
	size_t size = range->from.size > STORE_TERM_MOST ? STORE_TERM_MOST : range->from.size;
	out[0] = range->index;
	if (size > 0)
		memcpy(out + 1, range->from.data, size);
	return to_val(bytes_of(out, 1 + size));
}

enum status store_range_next(struct store_range *range, struct bytes *term, uint32_t *doc, struct error *error)
{
	uint8_t first[1 + STORE_TERM_MOST];
	MDB_val k = { 0 }, v = { 0 };
	int code = MDB_NOTFOUND;
	if (!range->started)
		k = first_key(range, first);
	if (!range->ended)
		code = mdb_cursor_get(range->cursor, &k, &v, range->started ? MDB_NEXT : MDB_SET_RANGE);
	if (code != 0 && code != MDB_NOTFOUND)
		return env_failed(error, code, "read the terms");
	struct bytes key = from_val(k);
	struct bytes found = code == 0 ? bytes_of(key.data + 1, key.size - 1) : key;
	range->started = true;
	range->ended = code != 0 || key.data[0] != range->index || bytes_compare(found, range->to) >= 0;
	if (range->ended)
		return error_set(error, STATUS_NOT_FOUND, "END", "There are no more terms.");
	enum status status = posting_read(posting_seed(key), from_val(v), doc, error);
	if (status == STATUS_OK)
		*term = found;
	return status;
}

void store_range_end(struct store_range *range)
{
	if (range->cursor != NULL)
		mdb_cursor_close(range->cursor);
	range->cursor = NULL;
}

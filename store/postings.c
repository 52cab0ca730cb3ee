#include "store/private.h"

/* The key of the terms database for a term, clamped as store_terms_add does. */
static struct bytes term_key(uint8_t out[1 + STORE_TERM_MOST], const struct store_index *index, struct bytes term)
{
	size_t size = term.size > STORE_TERM_MOST ? STORE_TERM_MOST : term.size;
	out[0] = index->id;
	if (size > 0)
		memcpy(out + 1, term.data, size);
	return bytes_of(out, 1 + size);
}

enum status store_postings_begin(struct store_txn *txn, const struct store_index *index, struct bytes term,
				 struct store_postings *postings, struct error *error)
{
	MDB_cursor *cursor;
	enum status status = late_write(txn, error);
	if (status != STATUS_OK)
		return status;
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[DB_TERMS], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the terms");
	uint8_t key[1 + STORE_TERM_MOST];
	MDB_val k = to_val(term_key(key, index, term)), v;
	code = mdb_cursor_get(cursor, &k, &v, MDB_SET_KEY);
	if (code != 0) {
		mdb_cursor_close(cursor);
		cursor = NULL;
	}
	if (code != 0 && code != MDB_NOTFOUND)
		return env_failed(error, code, "read the terms");
	*postings = (struct store_postings){ .txn = txn, .cursor = cursor, .seed = posting_seed(from_val(k)) };
	return STATUS_OK;
}

enum status store_postings_next(struct store_postings *postings, uint32_t *doc, struct error *error)
{
	MDB_val k, v;
	int code = MDB_NOTFOUND;
	if (postings->cursor != NULL)
		code = mdb_cursor_get(postings->cursor, &k, &v, postings->started ? MDB_NEXT_DUP : MDB_GET_CURRENT);
	if (code == MDB_NOTFOUND)
		return error_set(error, STATUS_NOT_FOUND, "END", "There are no more records.");
	if (code != 0)
		return env_failed(error, code, "read the terms");
	postings->started = true;
	return posting_read(postings->seed, from_val(v), doc, error);
}

void store_postings_end(struct store_postings *postings)
{
	if (postings->cursor != NULL)
		mdb_cursor_close(postings->cursor);
	postings->cursor = NULL;
}

enum status store_postings_count(const struct store_postings *postings, int64_t *out, struct error *error)
{
	size_t count = 0;
	int code = postings->cursor == NULL ? 0 : mdb_cursor_count(postings->cursor, &count);
	if (code != 0)
		return env_failed(error, code, "read the terms");
	*out = (int64_t)count;
	return STATUS_OK;
}

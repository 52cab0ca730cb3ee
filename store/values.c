#include "store/private.h"

enum status txn_failed(struct store_txn *txn, int code, const char *doing, struct error *error)
{
	if (txn->code == 0)
		txn->code = code;
	return env_failed(error, code, doing);
}

enum status txn_get(struct store_txn *txn, enum db db, struct bytes key, struct bytes *content, struct error *error)
{
	MDB_val k = to_val(key), v;
	if (txn->env->dbi[db] == 0)
		return STATUS_NOT_FOUND;
	int code = mdb_get(txn->mdb, txn->env->dbi[db], &k, &v);
	if (code == MDB_NOTFOUND)
		return STATUS_NOT_FOUND;
	if (code != 0)
		return env_failed(error, code, "read the store");
	return seal_check(db, key, from_val(v), content, error);
}

enum status txn_last(struct store_txn *txn, enum db db, struct bytes *key, struct bytes *content, struct error *error)
{
	MDB_cursor *cursor;
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[db], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the store");
	MDB_val k, v;
	code = mdb_cursor_get(cursor, &k, &v, MDB_LAST);
	mdb_cursor_close(cursor);
	if (code == MDB_NOTFOUND)
		return STATUS_NOT_FOUND;
	if (code != 0)
		return env_failed(error, code, "read the store");
	*key = from_val(k);
	return seal_check(db, *key, from_val(v), content, error);
}

enum status txn_put(struct store_txn *txn, enum db db, struct bytes key, struct bytes content, unsigned flags,
		    struct error *error)
{
	MDB_val k = to_val(key), v = { SEAL + content.size, NULL };
	txn->wrote = true;
	int code = mdb_put(txn->mdb, txn->env->dbi[db], &k, &v, flags | MDB_RESERVE);
	if (code == MDB_KEYEXIST)
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "The store's database %s holds what it should not." SEE_ALL_FAULTS, db_name(db));
	if (code != 0)
		return txn_failed(txn, code, "write to the store", error);
	put_u64(v.mv_data, seal_of(key, content));
	if (content.size > 0)
		memcpy((uint8_t *)v.mv_data + SEAL, content.data, content.size);
	return STATUS_OK;
}

enum status txn_delete(struct store_txn *txn, enum db db, struct bytes key, struct error *error)
{
	MDB_val k = to_val(key);
	txn->wrote = true;
	int code = mdb_del(txn->mdb, txn->env->dbi[db], &k, NULL);
	if (code != 0 && code != MDB_NOTFOUND)
		return txn_failed(txn, code, "write to the store", error);
	return STATUS_OK;
}

enum status walk_begin(struct store_txn *txn, enum db db, struct walk *walk, struct error *error)
{
	struct walk made = { .txn = txn, .db = db };
	int code = txn->env->dbi[db] == 0 ? 0 : mdb_cursor_open(txn->mdb, txn->env->dbi[db], &made.cursor);
	if (code != 0)
		return env_failed(error, code, "read the store");
	*walk = made;
	return STATUS_OK;
}

enum status walk_next(struct walk *walk, struct bytes *key, struct bytes *value, struct error *error)
{
	MDB_val k, v;
	if (walk->cursor == NULL)
		return STATUS_NOT_FOUND;
	int code = mdb_cursor_get(walk->cursor, &k, &v, walk->started ? MDB_NEXT : MDB_FIRST);
	if (code == MDB_NOTFOUND)
		return STATUS_NOT_FOUND;
	if (code != 0)
		return env_failed(error, code, "read the store");
	walk->started = true;
	*key = from_val(k);
	*value = from_val(v);
	return STATUS_OK;
}

void walk_end(struct walk *walk)
{
	if (walk->cursor != NULL)
		mdb_cursor_close(walk->cursor);
	walk->cursor = NULL;
}

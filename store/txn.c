#include "store/private.h"

int txn_begin_lmdb(MDB_env *mdb, unsigned flags, MDB_txn **out)
{
	int dead = 0, code = mdb_txn_begin(mdb, NULL, flags, out);
	if (code == MDB_READERS_FULL && mdb_reader_check(mdb, &dead) == 0 && dead > 0)
		code = mdb_txn_begin(mdb, NULL, flags, out);
	return code;
}

enum status txn_begin(const struct env *env, struct work *work, struct store_txn *out, struct error *error)
{
	struct store_txn txn = { .env = env, .work = work };
	unsigned flags = work == NULL ? MDB_RDONLY : 0;
	int code = txn_begin_lmdb(env->mdb, flags, &txn.mdb);
	if (code == MDB_MAP_RESIZED) { /* another process made it grow */
		code = env_follow(env);
		if (code == 0)
			code = mdb_txn_begin(env->mdb, NULL, flags, &txn.mdb);
	}
	if (code != 0)
		return env_failed(error, code, "begin a transaction of the store");
	enum status status = txn_look(&txn, error);
	if (status == STATUS_OK)
		status = meta_oldest(&txn, &txn.oldest, error);
	if (status != STATUS_OK) {
		mdb_txn_abort(txn.mdb);
		return status;
	}
	*out = txn;
	return STATUS_OK;
}

enum status txn_commit(struct store_txn *txn, struct error *error)
{
	int code = mdb_txn_commit(txn->mdb);
	return code == 0 ? STATUS_OK : txn_failed(txn, code, "write to the store", error);
}

void txn_abort(struct store_txn *txn)
{
	mdb_txn_abort(txn->mdb);
}

enum status txn_look(struct store_txn *txn, struct error *error)
{
	MDB_stat facts;
	int code = mdb_stat(txn->mdb, txn->env->dbi[DB_JOURNAL], &facts);
	if (code != 0)
		return env_failed(error, code, "read the journal");
	txn->revision = (int64_t)facts.ms_entries; /* entries are numbered from 1 without gaps */
	return STATUS_OK;
}

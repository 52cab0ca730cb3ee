#include "store/private.h"

/* What cannot be made again is copied into a fresh file, row by row: the pages of the views need
 * not even be there. */

struct salvage {
	struct store_txn from, to;
};

static enum status copy(struct salvage *s, enum db db, struct error *error)
{
	struct walk walk;
	struct bytes key, value, content;
	enum status status = walk_begin(&s->from, db, &walk, error);
	if (status != STATUS_OK)
		return status;
	while ((status = walk_next(&walk, &key, &value, error)) == STATUS_OK) {
		status = seal_check(db, key, value, &content, error);
		if (status == STATUS_OK)
			status = txn_put(&s->to, db, key, content, 0, error);
		if (status != STATUS_OK)
			break;
	}
	walk_end(&walk);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Requests that cannot be read are forgotten. */
static enum status copy_all(struct salvage *s, struct error *error)
{
	static const struct {
		enum db db;
		bool may_end;
	} rows[] = { { DB_META, false }, { DB_JOURNAL, false }, { DB_REQUESTS, true }, { DB_EXPIRY, true } };
	enum status status = STATUS_OK;
	for (size_t i = 0; i < sizeof rows / sizeof *rows && status == STATUS_OK; i++) {
		status = copy(s, rows[i].db, error);
		if (status == STATUS_DATA_LOSS && rows[i].may_end && s->to.code == 0)
			status = STATUS_OK;
	}
	return status;
}

enum status salvage_journal(const struct env *from, const struct env *to, struct error *error)
{
	struct salvage s;
	MDB_txn *mdb;
	enum status status = txn_begin(from, NULL, &s.from, error);
	if (status != STATUS_OK)
		return status;
	int code = mdb_txn_begin(to->mdb, NULL, 0, &mdb);
	if (code != 0) {
		txn_abort(&s.from);
		return env_failed(error, code, "write the rebuilt store");
	}
	s.to = (struct store_txn){ .env = to, .mdb = mdb };
	status = copy_all(&s, error);
	if (status == STATUS_OK)
		status = txn_commit(&s.to, error);
	else
		txn_abort(&s.to);
	txn_abort(&s.from);
	return status;
}

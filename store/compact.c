#include "store/private.h"

/* A compaction copies the store into a fresh file and renames it. */
struct compaction {
	struct store_txn from, to;
	int64_t keep_from;
	struct buffer bytes; /* of a value that is made anew */
	struct store_report *report;
};

/* Whether a change's body goes: the record had changed again by keep_from. */
static enum status body_goes(struct compaction *c, const struct store_change *change, bool *out, struct error *error)
{
	int64_t next;
	*out = false;
	if (change->revision >= c->keep_from || change->compacted)
		return STATUS_OK;
	enum status status = store_history_next(&c->from, change->name, change->revision, false, &next, error);
	if (status == STATUS_OK)
		*out = next <= c->keep_from;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the change.");
}

/* Each of these turns a value's content into what the new file keeps of it. */
static enum status make_entry(struct compaction *c, struct bytes key, struct bytes *content, struct error *error)
{
	struct store_change change;
	bool goes;
	enum status status = change_at(&c->from, (int64_t)get_u64(key.data), &change, error);
	if (status == STATUS_OK)
		status = body_goes(c, &change, &goes, error);
	if (status != STATUS_OK)
		return status;
	c->report->changes++;
	c->report->compacted += goes || change.compacted;
	report_progress(c->report, change.revision, c->from.revision);
	if (!goes)
		return STATUS_OK;
	change.compacted = true;
	change.body = (struct bytes){ 0 };
	c->bytes.size = 0;
	if (entry_encode(&change, &c->bytes) != STATUS_OK)
		return no_memory(error);
	*content = buffer_bytes(&c->bytes);
	return STATUS_OK;
}

/* A piece of a reply that is the body of a change which loses it is kept by itself. */
static enum status make_piece(struct compaction *c, struct store_piece *piece, struct error *error)
{
	struct store_change change;
	bool goes;
	if (piece->revision == 0)
		return STATUS_OK;
	enum status status = store_change(&c->from, piece->revision, &change, error);
	if (status == STATUS_OK)
		status = body_goes(c, &change, &goes, error);
	if (status == STATUS_OK && goes)
		*piece = (struct store_piece){ .bytes = change.body };
	return status;
}

static enum status make_request(struct compaction *c, struct bytes key, struct bytes *content, struct error *error)
{
	struct request_row row;
	struct store_piece piece;
	(void)key;
	if (!request_row_get(*content, &row))
		return STATUS_OK;
	c->bytes.size = 0;
	if (request_row_put(&row, &c->bytes) != STATUS_OK)
		return no_memory(error);
	while (request_piece_next(&row, &piece)) {
		enum status status = make_piece(c, &piece, error);
		if (status != STATUS_OK)
			return status;
		if (request_piece_put(&piece, &c->bytes) != STATUS_OK)
			return no_memory(error);
	}
	*content = buffer_bytes(&c->bytes);
	return STATUS_OK;
}

static enum status put_posting(struct compaction *c, struct bytes key, struct bytes value, struct error *error)
{
	uint32_t doc;
	enum status status = posting_read(posting_seed(key), value, &doc, error);
	if (status != STATUS_OK)
		return status;
	c->report->terms++;
	MDB_val k = to_val(key), v = to_val(value);
	int code = mdb_put(c->to.mdb, c->to.env->dbi[DB_TERMS], &k, &v, 0);
	return code == 0 ? STATUS_OK : env_failed(error, code, "write the compacted store");
}

static enum status put_value(struct compaction *c, enum db db, struct bytes key, struct bytes value,
			     struct error *error)
{
	static enum status (*const makers[DB_COUNT])(struct compaction *, struct bytes, struct bytes *,
						     struct error *) = {
		[DB_JOURNAL] = make_entry,
		[DB_REQUESTS] = make_request,
	};
	struct bytes content;
	enum status status = seal_check(db, key, value, &content, error);
	if (status == STATUS_OK && makers[db] != NULL)
		status = makers[db](c, key, &content, error);
	c->report->records += db == DB_DOCS;
	return status == STATUS_OK ? txn_put(&c->to, db, key, content, MDB_APPEND, error) : status;
}

static enum status copy_database(struct compaction *c, enum db db, struct error *error)
{
	struct walk walk;
	struct bytes key, value;
	enum status status = walk_begin(&c->from, db, &walk, error);
	if (status != STATUS_OK)
		return status;
	while ((status = walk_next(&walk, &key, &value, error)) == STATUS_OK) {
		status = db == DB_TERMS ? put_posting(c, key, value, error) : put_value(c, db, key, value, error);
		if (status != STATUS_OK)
			break;
	}
	walk_end(&walk);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status copy_all(struct compaction *c, struct error *error)
{
	enum status status = STATUS_OK;
	for (enum db db = 0; db < DB_COUNT && status == STATUS_OK; db++)
		status = copy_database(c, db, error);
	if (status == STATUS_OK && c->keep_from > c->from.oldest)
		status = meta_set_oldest(&c->to, c->keep_from, error);
	return status;
}

static enum status fill(void *of, const struct env *from, struct env *to, struct error *error)
{
	struct compaction *c = of;
	MDB_txn *mdb;
	enum status status = txn_begin(from, NULL, &c->from, error);
	if (status != STATUS_OK)
		return status;
	if (c->keep_from < 1 || c->keep_from > c->from.revision + 1) {
		txn_abort(&c->from);
		return error_set(error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION",
				 "The revision to keep from must be 1 to %lld.", (long long)c->from.revision + 1);
	}
	int code = mdb_txn_begin(to->mdb, NULL, 0, &mdb);
	if (code != 0) {
		txn_abort(&c->from);
		return env_failed(error, code, "write the compacted store");
	}
	c->to = (struct store_txn){ .env = to, .mdb = mdb };
	status = copy_all(c, error);
	if (status == STATUS_OK)
		status = txn_commit(&c->to, error);
	else
		txn_abort(&c->to);
	txn_abort(&c->from);
	return status;
}

enum status store_compact(const char *dir, int64_t keep_from, struct store_report *report, struct error *error)
{
	struct compaction c = { .keep_from = keep_from, .report = report };
	buffer_init(&c.bytes, SIZE_MAX);
	enum status status = env_replace(dir, fill, &c, error);
	buffer_fini(&c.bytes);
	return file_blame(dir, status, error);
}

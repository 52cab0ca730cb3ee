#include "store/private.h"

int64_t store_revision(const struct store_txn *txn)
{
	return txn->revision;
}

int64_t store_oldest(const struct store_txn *txn)
{
	return txn->oldest;
}

enum status change_at(struct store_txn *txn, int64_t revision, struct store_change *out, struct error *error)
{
	uint8_t key[8];
	struct bytes content;
	enum status status = txn_get(txn, DB_JOURNAL, u64_key(key, revision), &content, error);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (status == STATUS_OK && entry_decode(content, out) && out->revision == revision)
		return STATUS_OK;
	return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
			 "The store is damaged: change %lld of its journal cannot be read.", (long long)revision);
}

enum status store_change(struct store_txn *txn, int64_t revision, struct store_change *out, struct error *error)
{
	if (revision < 1 || revision > txn->revision)
		return error_set(error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION",
				 "There is no revision %lld: the last is %lld.", (long long)revision,
				 (long long)txn->revision);
	return change_at(txn, revision, out, error);
}

enum status store_revision_at(struct store_txn *txn, int64_t time, int64_t *out, struct error *error)
{
	int64_t low = 0, high = txn->revision; /* low was made by then; all after high were not */
	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2;
		struct store_change change;
		enum status status = change_at(txn, middle, &change, error);
		if (status != STATUS_OK)
			return status;
		if (change.time <= time)
			low = middle;
		else
			high = middle - 1;
	}
	*out = low;
	return STATUS_OK;
}

enum status record_find(struct store_txn *txn, struct bytes name, struct record_row *out, struct error *error)
{
	struct bytes content;
	if (name.size == 0 || name.size > STORE_NAME_MOST)
		return STATUS_NOT_FOUND;
	enum status status = txn_get(txn, DB_NAMES, name, &content, error);
	if (status != STATUS_OK)
		return status;
	return name_row_get(content, out) ? STATUS_OK : row_damaged(name, error);
}

/* A record's revision next to a key of versions: the last one before it, or the
 * first one from it on. NOT_FOUND leaves error alone. */
static enum status version_near(struct store_txn *txn, uint32_t doc, int64_t revision, bool before, int64_t *out,
				struct error *error)
{
	MDB_cursor *cursor;
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[DB_VERSIONS], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the versions");
	uint8_t key[12];
	version_key(key, doc, revision);
	MDB_val k = { sizeof key, key }, v;
	code = mdb_cursor_get(cursor, &k, &v, MDB_SET_RANGE);
	if (before && (code == 0 || code == MDB_NOTFOUND))
		code = mdb_cursor_get(cursor, &k, &v, code == 0 ? MDB_PREV : MDB_LAST);
	mdb_cursor_close(cursor);
	if (code == MDB_NOTFOUND)
		return STATUS_NOT_FOUND;
	if (code != 0)
		return env_failed(error, code, "read the versions");
	struct bytes found = from_val(k), content;
	enum status status = seal_check(DB_VERSIONS, found, from_val(v), &content, error);
	if (status != STATUS_OK)
		return status;
	if (found.size != sizeof key || get_u32(found.data) != doc)
		return STATUS_NOT_FOUND;
	*out = (int64_t)get_u64(found.data + 4);
	return STATUS_OK;
}

static enum status no_record(struct bytes name, struct error *error)
{
	return error_set(error, STATUS_NOT_FOUND, "NO_RECORD", "There is no %.*s.", (int)name.size,
			 (const char *)name.data);
}

static enum status check_as_of(const struct store_txn *txn, int64_t as_of, struct error *error)
{
	if (as_of >= 0 && as_of <= txn->revision)
		return STATUS_OK;
	return error_set(error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION", "There is no revision %lld: the last is %lld.",
			 (long long)as_of, (long long)txn->revision);
}

static enum status check_body(const struct store_txn *txn, const struct store_change *change, struct error *error)
{
	if (!change->compacted)
		return STATUS_OK;
	return error_set(error, STATUS_FAILED_PRECONDITION, "COMPACTED",
			 "Revision %lld of %.*s was compacted away: contents are kept from revision %lld on.",
			 (long long)change->revision, (int)change->name.size, (const char *)change->name.data,
			 (long long)txn->oldest);
}

/* The state of a record whose last change is known; NOT_FOUND leaves error alone. */
static enum status state_of(struct store_txn *txn, struct bytes name, const struct record_row *row, int64_t as_of,
			    struct store_change *out, struct error *error)
{
	int64_t revision = row->revision;
	if (as_of != 0 && revision > as_of) {
		enum status status = version_near(txn, row->doc, as_of + 1, true, &revision, error);
		if (status != STATUS_OK)
			return status;
	}
	struct store_change change;
	enum status status = change_at(txn, revision, &change, error);
	if (status != STATUS_OK)
		return status;
	if (!bytes_equal(change.name, name) || change.doc != row->doc)
		return row_damaged(name, error);
	status = check_body(txn, &change, error);
	if (status == STATUS_OK)
		*out = change;
	return status;
}

/* The writer sees what is not committed, which no hint leads to. */
static struct hints *hints_of(const struct store_txn *txn)
{
	return txn->work == NULL ? txn->env->hints : NULL;
}

/* The change that a hint leads to; false where it is not to be found so. */
static bool follow_hint(struct store_txn *txn, const struct hint *hint, struct store_change *out)
{
	uint8_t key[8];
	struct bytes content;
	if (hint->value.size == 0)
		return change_at(txn, hint->revision, out, NULL) == STATUS_OK;
	for (size_t i = 0; i < hint->value.size; i += 64)
		__builtin_prefetch(hint->value.data + i);
	return seal_check(DB_JOURNAL, u64_key(key, hint->revision), hint->value, &content, NULL) == STATUS_OK &&
	       entry_decode(content, out) && out->revision == hint->revision;
}

static bool get_by_hint(struct store_txn *txn, struct bytes name, int64_t as_of, struct store_change *out)
{
	struct hint hint;
	struct store_change change;
	const struct hints *hints = hints_of(txn);
	if (hints == NULL || !hints_find(hints, name, as_of == 0 ? txn->revision : as_of, &hint) ||
	    !follow_hint(txn, &hint, &change) || !bytes_equal(change.name, name) || change.compacted)
		return false;
	*out = change;
	return true;
}

static void leave_hint(struct store_txn *txn, const struct store_change *latest)
{
	struct bytes content = entry_bytes(latest);
	struct hint hint = { latest->revision, { content.data - SEAL, content.size + SEAL } };
	if (hints_of(txn) != NULL)
		hints_add(hints_of(txn), latest->name, txn->revision, &hint);
}

enum status store_get(struct store_txn *txn, struct bytes name, int64_t as_of, struct store_change *out,
		      struct error *error)
{
	struct record_row row;
	enum status status = check_as_of(txn, as_of, error);
	if (status != STATUS_OK || get_by_hint(txn, name, as_of, out))
		return status;
	status = record_find(txn, name, &row, error);
	if (status == STATUS_OK)
		status = state_of(txn, name, &row, as_of, out, error);
	if (status == STATUS_OK && out->revision == row.revision)
		leave_hint(txn, out);
	return status == STATUS_NOT_FOUND ? no_record(name, error) : status;
}

enum status store_get_doc(struct store_txn *txn, uint32_t doc, int64_t as_of, struct store_change *out,
			  struct error *error)
{
	uint8_t key[4];
	struct bytes content, name = { 0 };
	struct record_row row = { .doc = doc };
	enum status status = check_as_of(txn, as_of, error);
	if (status != STATUS_OK)
		return status;
	status = txn_get(txn, DB_DOCS, u32_key(key, doc), &content, error);
	if (status == STATUS_OK && !doc_row_get(content, &row, &name))
		return row_damaged(name, error);
	if (status == STATUS_OK)
		status = state_of(txn, name, &row, as_of, out, error);
	if (status == STATUS_NOT_FOUND)
		return error_set(error, status, "NO_RECORD", "There is no record with the number %u.", doc);
	return status;
}

enum status store_get_brief(struct store_txn *txn, uint32_t doc, struct store_change *out, struct error *error)
{
	uint8_t key[4];
	struct bytes content, name = { 0 };
	struct record_row row = { .doc = doc };
	enum status status = txn_get(txn, DB_DOCS, u32_key(key, doc), &content, error);
	if (status == STATUS_OK && !doc_row_get(content, &row, &name))
		return row_damaged(name, error);
	if (status == STATUS_OK)
		status = brief_get(txn, name, &row, out, error);
	return status == STATUS_NOT_FOUND ? store_get_doc(txn, doc, 0, out, error) : status;
}

enum status store_doc_name(struct store_txn *txn, uint32_t doc, uint8_t room[STORE_DOC_NAME], struct bytes *out,
			   struct error *error)
{
	uint8_t key[4];
	struct bytes content, name = { 0 };
	struct record_row row = { .doc = doc };
	struct known *known = txn->work == NULL ? txn->env->known : NULL; /* the writer sees what may be undone */
	if (known != NULL && known_find(known, doc, room, out))
		return STATUS_OK;
	enum status status = txn_get(txn, DB_DOCS, u32_key(key, doc), &content, error);
	if (status == STATUS_NOT_FOUND)
		return error_set(error, status, "NO_RECORD", "There is no record with the number %u.", doc);
	if (status == STATUS_OK && !doc_row_get(content, &row, &name))
		return row_damaged(name, error);
	if (status == STATUS_OK)
		*out = name;
	if (status == STATUS_OK && known != NULL)
		known_add(known, doc, name);
	return status;
}

enum status store_scan_begin(struct store_txn *txn, struct bytes prefix, struct bytes after, int64_t as_of,
			     struct store_scan *scan, struct error *error)
{
	if (prefix.size > STORE_NAME_MOST || after.size > STORE_NAME_MOST)
		return error_set(error, STATUS_INVALID_ARGUMENT, "NAME", "A name has %d bytes at most.",
				 STORE_NAME_MOST);
	enum status status = check_as_of(txn, as_of, error);
	if (status != STATUS_OK)
		return status;
	MDB_cursor *cursor;
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[DB_NAMES], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the names");
	*scan = (struct store_scan){ .txn = txn, .prefix = prefix, .as_of = as_of, .cursor = cursor };
	if (after.size > 0)
		memcpy(scan->after, after.data, after.size);
	scan->after_size = after.size;
	return STATUS_OK;
}

/* Moves to the next name; the first is sought. */
static int scan_move(struct store_scan *scan, MDB_val *key, MDB_val *value)
{
	struct bytes after = bytes_of(scan->after, scan->after_size);
	struct bytes from = bytes_compare(after, scan->prefix) > 0 ? after : scan->prefix;
	if (scan->started)
		return mdb_cursor_get(scan->cursor, key, value, MDB_NEXT);
	scan->started = true;
	*key = to_val(from);
	int code = mdb_cursor_get(scan->cursor, key, value, from.size == 0 ? MDB_FIRST : MDB_SET_RANGE);
	if (code == 0 && after.size > 0 && bytes_equal(from_val(*key), after))
		code = mdb_cursor_get(scan->cursor, key, value, MDB_NEXT);
	return code;
}

/* The next record's name and row. */
static enum status scan_row(struct store_scan *scan, struct bytes *name, struct record_row *row, struct error *error)
{
	MDB_val k, v;
	struct bytes content;
	int code = scan_move(scan, &k, &v);
	*name = from_val(k);
	if (code == MDB_NOTFOUND || (code == 0 && !bytes_start_with(*name, scan->prefix)))
		return error_set(error, STATUS_NOT_FOUND, "END", "There are no more records.");
	if (code != 0)
		return env_failed(error, code, "read the names");
	enum status status = seal_check(DB_NAMES, *name, from_val(v), &content, error);
	return status != STATUS_OK || name_row_get(content, row) ? status : row_damaged(*name, error);
}

static enum status scan_next(struct store_scan *scan, bool brief, struct store_change *out, struct error *error)
{
	enum status status;
	do {
		struct bytes name;
		struct record_row row;
		status = scan_row(scan, &name, &row, error);
		if (status != STATUS_OK)
			return status;
		status = brief ? brief_get(scan->txn, name, &row, out, error) : STATUS_NOT_FOUND;
		if (status == STATUS_NOT_FOUND)
			status = state_of(scan->txn, name, &row, scan->as_of, out, error);
	} while (status == STATUS_NOT_FOUND); /* it was made after as_of */
	return status;
}

enum status store_scan_next(struct store_scan *scan, struct store_change *out, struct error *error)
{
	return scan_next(scan, false, out, error);
}

enum status store_scan_next_brief(struct store_scan *scan, struct store_change *out, struct error *error)
{
	return scan_next(scan, scan->as_of == 0, out, error);
}

void store_scan_end(struct store_scan *scan)
{
	if (scan->cursor != NULL)
		mdb_cursor_close(scan->cursor);
	scan->cursor = NULL;
}

enum status store_history_next(struct store_txn *txn, struct bytes name, int64_t after, bool newest_first,
			       int64_t *revision, struct error *error)
{
	struct record_row row;
	enum status status = record_find(txn, name, &row, error);
	if (status == STATUS_NOT_FOUND)
		return no_record(name, error);
	if (status != STATUS_OK)
		return status;
	if (after < 0)
		after = 0;
	if (after == INT64_MAX && !newest_first)
		status = STATUS_NOT_FOUND;
	else
		status = version_near(txn, row.doc, newest_first ? after : after + 1, newest_first, revision, error);
	if (status == STATUS_NOT_FOUND)
		return error_set(error, status, "END", "There are no more changes of %.*s.", (int)name.size,
				 (const char *)name.data);
	return status;
}

#include "store/private.h"

/* What is remembered of requests cannot be made again from the journal. A request
 * is forgotten where one of its two rows does not hold. */

static enum status drop_if(struct walk *walk, bool drop, struct error *error)
{
	int code = drop ? mdb_cursor_del(walk->cursor, 0) : 0;
	return code == 0 ? STATUS_OK : txn_failed(walk->txn, code, "forget a request", error);
}

/* Whether both rows of a request hold and name one another. */
static bool pair_holds(struct store_txn *txn, struct bytes key, int64_t serial)
{
	uint8_t serial_key[8];
	struct bytes request, expiry;
	struct request_row row;
	return txn_get(txn, DB_REQUESTS, key, &request, NULL) == STATUS_OK && request_row_get(request, &row) &&
	       row.serial == serial &&
	       txn_get(txn, DB_EXPIRY, u64_key(serial_key, serial), &expiry, NULL) == STATUS_OK &&
	       expiry.size == EXPIRY_SIZE && bytes_equal(bytes_of(expiry.data + 8, REQUEST_KEY), key);
}

bool remember_request_holds(struct store_txn *txn, struct bytes key, struct bytes value)
{
	struct bytes content;
	struct request_row row;
	return key.size == REQUEST_KEY && seal_check(DB_REQUESTS, key, value, &content, NULL) == STATUS_OK &&
	       request_row_get(content, &row) && row.revision >= 0 && row.revision <= txn->revision &&
	       pair_holds(txn, key, row.serial);
}

bool remember_expiry_holds(struct store_txn *txn, struct bytes key, struct bytes value)
{
	struct bytes content;
	return key.size == 8 && seal_check(DB_EXPIRY, key, value, &content, NULL) == STATUS_OK &&
	       content.size == EXPIRY_SIZE &&
	       pair_holds(txn, bytes_of(content.data + 8, REQUEST_KEY), (int64_t)get_u64(key.data));
}

static enum status drop_bad(struct store_txn *txn, enum db db,
			    bool (*holds)(struct store_txn *, struct bytes, struct bytes), struct error *error)
{
	struct walk walk;
	struct bytes key, value;
	enum status status = walk_begin(txn, db, &walk, error);
	if (status != STATUS_OK)
		return status;
	while ((status = walk_next(&walk, &key, &value, error)) == STATUS_OK) {
		status = drop_if(&walk, !holds(txn, key, value), error);
		if (status != STATUS_OK)
			break;
	}
	walk_end(&walk);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status remember_mend(struct store_txn *txn, struct error *error)
{
	enum status status = drop_bad(txn, DB_REQUESTS, remember_request_holds, error);
	return status == STATUS_OK ? drop_bad(txn, DB_EXPIRY, remember_expiry_holds, error) : status;
}

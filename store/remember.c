#include "store/private.h"

#include "base/time.h"
#include <assert.h>

/* A row of requests: serial 8, revision 8, form 1, digest 32; then the reply, by its form:
 * all of it, or nothing where it is the body of the revision, or pieces: each the revision
 * whose body it is 8, or 0 and size 8 and bytes. The first two are of older stores. A row of expiry: time 8, key of the
 * request. Serial numbers ascend, so the first of expiry is the oldest. */
enum { ROW_FIXED = 8 + 8 + 1 + STORE_DIGEST };

/* Forgotten in one call at most: more than it adds, so that it catches up. */
enum { FORGET_MOST = 4 };

enum form { FORM_REPLY, FORM_BODY, FORM_PIECES };

bool request_row_get(struct bytes content, struct request_row *out)
{
	struct request_row row, rest;
	struct store_piece piece;
	if (content.size < ROW_FIXED)
		return false;
	const uint8_t *p = content.data;
	row = (struct request_row){ .serial = (int64_t)get_u64(p), .revision = (int64_t)get_u64(p + 8), .form = p[16] };
	memcpy(row.digest, p + 17, STORE_DIGEST);
	row.pieces = bytes_of(p + ROW_FIXED, content.size - ROW_FIXED);
	rest = row;
	while (request_piece_next(&rest, &piece))
		;
	*out = row;
	return rest.pieces.size == 0 && row.form <= FORM_PIECES;
}

static bool take(struct bytes *from, size_t size, struct bytes *out)
{
	if (size > from->size)
		return false;
	*out = bytes_of(from->data, size);
	from->data += size;
	from->size -= size;
	return true;
}

static bool take_number(struct bytes *from, int64_t *out)
{
	struct bytes number;
	if (!take(from, 8, &number))
		return false;
	*out = (int64_t)get_u64(number.data);
	return *out >= 0;
}

bool request_piece_next(struct request_row *row, struct store_piece *out)
{
	int64_t size;
	if (row->form == FORM_REPLY || row->form == FORM_BODY) { /* the only one */
		*out = (struct store_piece){ row->pieces, row->form == FORM_BODY ? row->revision : 0 };
		row->pieces.size = 0;
		row->form = FORM_PIECES;
		return true;
	}
	struct bytes rest = row->pieces;
	struct store_piece piece = { .revision = 0 };
	if (!take_number(&rest, &piece.revision))
		return false;
	if (piece.revision == 0 && (!take_number(&rest, &size) || !take(&rest, (size_t)size, &piece.bytes)))
		return false;
	row->pieces = rest;
	*out = piece;
	return true;
}

enum status request_piece_put(const struct store_piece *piece, struct buffer *out)
{
	uint8_t numbers[16];
	put_u64(numbers, (uint64_t)piece->revision);
	put_u64(numbers + 8, piece->bytes.size);
	if (piece->revision > 0)
		return buffer_put(out, numbers, 8);
	enum status status = buffer_put(out, numbers, sizeof numbers);
	return status == STATUS_OK ? buffer_put(out, piece->bytes.data, piece->bytes.size) : status;
}

enum status request_row_put(const struct request_row *row, struct buffer *out)
{
	uint8_t fixed[ROW_FIXED];
	put_u64(fixed, (uint64_t)row->serial);
	put_u64(fixed + 8, (uint64_t)row->revision);
	fixed[16] = FORM_PIECES;
	memcpy(fixed + 17, row->digest, STORE_DIGEST);
	return buffer_put(out, fixed, sizeof fixed);
}

/* The actor's length keeps ("a", "bc") and ("ab", "c") apart. */
static struct bytes request_key(uint8_t out[REQUEST_KEY], struct bytes actor, struct bytes request_id)
{
	uint8_t size[4];
	const struct bytes pieces[] = { u32_key(size, (uint32_t)actor.size), actor, request_id };
	store_digest(pieces, 3, out);
	return bytes_of(out, REQUEST_KEY);
}

static enum status find(struct store_txn *txn, struct bytes key, struct request_row *out, struct error *error)
{
	struct bytes content;
	enum status status = txn_get(txn, DB_REQUESTS, key, &content, error);
	if (status != STATUS_OK)
		return status;
	if (!request_row_get(content, out))
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "The store is damaged: what it remembers of a request cannot be read.");
	return STATUS_OK;
}

static enum status read_body(struct store_txn *txn, int64_t revision, struct bytes *out, struct error *error)
{
	struct store_change change;
	enum status status = store_change(txn, revision, &change, error);
	if (status == STATUS_OK && change.compacted)
		return error_set(error, STATUS_FAILED_PRECONDITION, "COMPACTED",
				 "The request was carried out before, and its result was compacted away; read the "
				 "record instead.");
	if (status == STATUS_OK)
		*out = change.body;
	return status;
}

static enum status recall(struct store_txn *txn, const struct request_row *row, struct arena *arena,
			  struct store_remembered *out, struct error *error)
{
	struct request_row rest = *row;
	struct store_piece piece, *pieces;
	size_t count = 0;
	while (request_piece_next(&rest, &piece))
		count++;
	pieces = arena_array(arena, count, sizeof *pieces);
	if (pieces == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the reply.");
	rest = *row;
	for (size_t i = 0; i < count && request_piece_next(&rest, &pieces[i]); i++) {
		enum status status = pieces[i].revision == 0
					     ? STATUS_OK
					     : read_body(txn, pieces[i].revision, &pieces[i].bytes, error);
		if (status != STATUS_OK)
			return status;
	}
	*out = (struct store_remembered){ .revision = row->revision, .pieces = pieces, .count = count };
	memcpy(out->digest, row->digest, STORE_DIGEST);
	return STATUS_OK;
}

enum status store_recall(struct store_txn *txn, struct bytes actor, struct bytes request_id, struct arena *arena,
			 struct store_remembered *out, struct error *error)
{
	uint8_t key[REQUEST_KEY];
	struct request_row row;
	enum status status = find(txn, request_key(key, actor, request_id), &row, error);
	if (status == STATUS_NOT_FOUND)
		return error_set(error, status, "NO_REQUEST", "No result of this request is remembered.");
	return status == STATUS_OK ? recall(txn, &row, arena, out, error) : status;
}

/* Far ahead is as good as long ago: the clock was wrong then, and it would be kept until that time, and all
 * behind it. */
static bool is_far(int64_t now, int64_t then, int64_t most)
{
	int64_t age;
	return __builtin_sub_overflow(now, then, &age) || age > most || age < -most;
}

/* Whether the oldest request is to be forgotten; if so, its keys. */
static enum status oldest_is_over(struct store_txn *txn, int64_t now, uint8_t serial[8], uint8_t key[REQUEST_KEY],
				  bool *over, struct error *error)
{
	MDB_stat facts;
	int code = mdb_stat(txn->mdb, txn->env->dbi[DB_EXPIRY], &facts);
	if (code != 0)
		return env_failed(error, code, "read the requests");
	*over = false;
	if ((int64_t)facts.ms_entries <= txn->remember_count)
		return STATUS_OK;
	struct walk walk;
	struct bytes k, value, content;
	enum status status = walk_begin(txn, DB_EXPIRY, &walk, error);
	if (status != STATUS_OK)
		return status;
	status = walk_next(&walk, &k, &value, error);
	if (status == STATUS_OK)
		status = seal_check(DB_EXPIRY, k, value, &content, error);
	if (status == STATUS_OK && content.size == EXPIRY_SIZE && k.size == 8) {
		*over = is_far(now, (int64_t)get_u64(content.data), txn->remember_ns);
		memcpy(serial, k.data, 8);
		memcpy(key, content.data + 8, REQUEST_KEY);
	}
	walk_end(&walk);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status forget(struct store_txn *txn, int64_t now, struct error *error)
{
	for (int i = 0; i < FORGET_MOST; i++) {
		uint8_t serial[8], key[REQUEST_KEY];
		bool over = false;
		enum status status = oldest_is_over(txn, now, serial, key, &over, error);
		if (status != STATUS_OK || !over)
			return status;
		status = txn_delete(txn, DB_REQUESTS, bytes_of(key, sizeof key), error);
		if (status == STATUS_OK)
			status = txn_delete(txn, DB_EXPIRY, bytes_of(serial, sizeof serial), error);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status next_serial(struct store_txn *txn, int64_t *out, struct error *error)
{
	struct bytes key, content;
	enum status status = txn_last(txn, DB_EXPIRY, &key, &content, error);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	*out = status == STATUS_OK ? (int64_t)get_u64(key.data) + 1 : 1;
	return STATUS_OK;
}

static enum status encode(struct store_txn *txn, const struct request_row *row, const struct store_remembered *result,
			  struct error *error)
{
	txn->work->entry.size = 0;
	enum status status = request_row_put(row, &txn->work->entry);
	for (size_t i = 0; i < result->count && status == STATUS_OK; i++)
		status = request_piece_put(&result->pieces[i], &txn->work->entry);
	if (status == STATUS_OK)
		return STATUS_OK;
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the reply.");
}

/* A result remembered again takes the place of the one before. The reply is copied
 * first: it may lie in a page that writing moves. */
static enum status put(struct store_txn *txn, struct bytes key, const struct store_remembered *result, int64_t now,
		       struct error *error)
{
	struct request_row old = { 0 }, row = { .revision = result->revision };
	uint8_t serial[8], expiry[EXPIRY_SIZE];
	memcpy(row.digest, result->digest, STORE_DIGEST);
	enum status found = find(txn, key, &old, error);
	if (found != STATUS_OK && found != STATUS_NOT_FOUND)
		return found;
	enum status status = next_serial(txn, &row.serial, error);
	if (status == STATUS_OK)
		status = encode(txn, &row, result, error);
	if (status == STATUS_OK && found == STATUS_OK)
		status = txn_delete(txn, DB_EXPIRY, u64_key(serial, old.serial), error);
	if (status == STATUS_OK)
		status = txn_put(txn, DB_REQUESTS, key, buffer_bytes(&txn->work->entry), 0, error);
	if (status != STATUS_OK)
		return status;
	put_u64(expiry, (uint64_t)now);
	memcpy(expiry + 8, key.data, REQUEST_KEY);
	return txn_put(txn, DB_EXPIRY, u64_key(serial, row.serial), bytes_of(expiry, sizeof expiry), MDB_APPEND, error);
}

enum status store_remember(struct store_txn *txn, struct bytes actor, struct bytes request_id,
			   const struct store_remembered *result, struct error *error)
{
	assert(txn->work != NULL);
	uint8_t key[REQUEST_KEY];
	int64_t now = clock_wall();
	enum status status = put(txn, request_key(key, actor, request_id), result, now, error);
	if (status == STATUS_OK)
		status = forget(txn, now, error);
	if (status != STATUS_OK && txn->failed == STATUS_OK)
		txn->failed = status;
	return status;
}

#include "store/private.h"

#include <stdlib.h>

#define LATE_MOST ((size_t)4 << 20) /* bytes that wait at most */

struct late_posting {
	uint64_t lead; /* of the key */
	uint32_t offset, size, doc;
	uint32_t number; /* as they were noted; its lowest bit: it comes */
};

void late_init(struct late *late)
{
	buffer_init(&late->keys, 2 * LATE_MOST);
	buffer_init(&late->postings, 2 * LATE_MOST);
}

void late_fini(struct late *late)
{
	buffer_fini(&late->keys);
	buffer_fini(&late->postings);
}

void late_clear(struct late *late)
{
	late->keys.size = late->postings.size = 0;
}

enum status late_note(struct store_txn *txn, struct bytes key, uint32_t doc, bool add, struct error *error)
{
	struct late *late = &txn->work->late;
	const struct late_posting posting = {
		.lead = term_lead(key),
		.offset = (uint32_t)late->keys.size,
		.size = (uint32_t)key.size,
		.doc = doc,
		.number = (uint32_t)(late->postings.size / sizeof posting) << 1 | add,
	};
	enum status status = buffer_put(&late->keys, key.data, key.size);
	if (status == STATUS_OK)
		status = buffer_put(&late->postings, &posting, sizeof posting);
	if (status != STATUS_OK)
		return error_set(error, status, "MEMORY", "There is no memory for the terms.");
	return late->keys.size + late->postings.size < LATE_MOST ? STATUS_OK : late_write(txn, error);
}

static struct bytes key_of(const struct late *late, const struct late_posting *posting)
{
	return bytes_of(late->keys.data + posting->offset, posting->size);
}

static int by_key(const void *a, const void *b, void *arg)
{
	const struct late_posting *left = a, *right = b;
	int order = left->lead < right->lead ? -1 : left->lead > right->lead;
	if (order == 0)
		order = bytes_compare(key_of(arg, left), key_of(arg, right));
	if (order == 0)
		order = left->doc < right->doc ? -1 : left->doc > right->doc;
	return order != 0 ? order : left->number < right->number ? -1 : 1;
}

/* Where it is to go, it is looked up first. */
static int write_one(MDB_cursor *cursor, struct bytes key, uint32_t doc, bool add)
{
	uint8_t value[POSTING];
	posting_put(value, posting_seed(key), doc);
	MDB_val k = to_val(key), v = { sizeof value, value };
	if (add)
		return mdb_cursor_put(cursor, &k, &v, MDB_NODUPDATA);
	int code = mdb_cursor_get(cursor, &k, &v, MDB_GET_BOTH);
	return code == 0 ? mdb_cursor_del(cursor, 0) : code;
}

static int write_all(const struct late *late, MDB_cursor *cursor)
{
	const struct late_posting *postings = (const struct late_posting *)(const void *)late->postings.data;
	int code = 0;
	for (size_t i = 0; i < late->postings.size / sizeof *postings && code == 0; i++)
		code = write_one(cursor, key_of(late, &postings[i]), postings[i].doc, (postings[i].number & 1) != 0);
	return code;
}

enum status late_write(struct store_txn *txn, struct error *error)
{
	MDB_cursor *cursor;
	struct late *late = txn->work == NULL ? NULL : &txn->work->late;
	if (late == NULL || late->postings.size == 0)
		return STATUS_OK;
	qsort_r(late->postings.data, late->postings.size / sizeof(struct late_posting), sizeof(struct late_posting),
		by_key, late);
	txn->wrote = true;
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[DB_TERMS], &cursor);
	if (code == 0) {
		code = write_all(late, cursor);
		mdb_cursor_close(cursor);
	}
	late_clear(late);
	if (code == MDB_NOTFOUND || code == MDB_KEYEXIST)
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "The store is damaged: its terms do not fit its records. Make them again with: "
				 "truced rebuild");
	return code == 0 ? STATUS_OK : txn_failed(txn, code, "write the terms", error);
}

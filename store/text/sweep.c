#include "store/text/private.h"

#define SWEEP_MOST 64 /* parts that a commit drops */

static bool is_listed(const struct text_head *head, uint32_t id)
{
	uint32_t low = 0, high = head->count;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		if (head->pieces[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < head->count && head->pieces[low].id == id;
}

/* The first part at a key or behind whose segment is in no list, its key in place of that one. Parts
 * of segments that are listed are passed over at once. */
static int find(MDB_cursor *cursor, const struct text_head *head, uint8_t at[TEXT_PART_KEY])
{
	enum store_text_section section;
	for (;;) {
		MDB_val key = { TEXT_PART_KEY, at }, value;
		int code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
		if (code != 0 || !text_part_of(from_val(key), &section))
			return code == 0 ? MDB_NOTFOUND : code;
		memcpy(at, key.mv_data, TEXT_PART_KEY);
		const uint32_t id = get_u32(at + 1);
		if (!is_listed(head, id))
			return 0;
		text_part_key(at, id, section, UINT32_MAX); /* which none has */
	}
}

/* Drops so many of them, or none; whether there are any. */
static enum status sweep(struct store_txn *txn, size_t most, bool *any, struct error *error)
{
	struct arena arena;
	struct text_head head;
	MDB_cursor *cursor;
	uint8_t at[TEXT_PART_KEY];
	int code = mdb_cursor_open(txn->mdb, txn->env->dbi[DB_TEXT], &cursor);
	if (code != 0)
		return env_failed(error, code, "read the text index");
	arena_init(&arena, TEXT_ARENA);
	enum status status = text_head_get(txn, &arena, &head, error);
	text_part_key(at, 0, 0, 0);
	if (status == STATUS_OK)
		code = find(cursor, &head, at);
	*any = status == STATUS_OK && code == 0;
	for (size_t i = 0; i < most && *any && code == 0; i++) {
		code = mdb_cursor_del(cursor, 0);
		if (code == 0)
			code = find(cursor, &head, at);
	}
	mdb_cursor_close(cursor);
	arena_fini(&arena);
	if (code != 0 && code != MDB_NOTFOUND)
		return txn_failed(txn, code, "sweep the text index", error);
	return status;
}

enum status text_sweep_look(struct store_txn *txn, bool *out, struct error *error)
{
	return sweep(txn, 0, out, error);
}

enum status text_sweep(struct store_txn *txn, struct error *error)
{
	bool any;
	txn->wrote = true;
	return sweep(txn, SWEEP_MOST, &any, error);
}

#include "store/verify.h"

/* Names come sorted, so that all that share a prefix come one after another: one
 * level for each prefix of the name at hand, the empty one first. */
struct level {
	size_t size; /* of the prefix */
	int64_t count;
};

struct levels {
	struct level level[STORE_NAME_MOST + 1];
	size_t depth;
	uint8_t name[STORE_NAME_MOST];
	int64_t rows; /* that should be there */
};

static void close_level(struct verifier *v, struct levels *levels)
{
	struct level *level = &levels->level[--levels->depth];
	struct bytes prefix = bytes_of(levels->name, level->size);
	int64_t kept;
	struct error trouble;
	levels->rows += level->count != 0;
	if (store_count(&v->txn, prefix, &kept, &trouble) != STATUS_OK)
		verify_unreadable(v, DB_COUNTS, &trouble);
	else if (kept != level->count)
		verify_differs(v, "Database counts says that %lld records begin with \"%.*s\"; it is %lld.",
			       (long long)kept, (int)prefix.size, (const char *)prefix.data, (long long)level->count);
}

static void add_name(struct verifier *v, struct levels *levels, struct bytes name, bool alive)
{
	while (levels->depth > 1) {
		size_t size = levels->level[levels->depth - 1].size;
		if (bytes_start_with(name, bytes_of(levels->name, size)))
			break;
		close_level(v, levels);
	}
	struct bytes prefix = bytes_of(name.data, levels->level[levels->depth - 1].size);
	while (count_prefix(name, prefix.size, &prefix))
		levels->level[levels->depth++] = (struct level){ .size = prefix.size };
	memcpy(levels->name, name.data, name.size);
	for (size_t i = 0; i < levels->depth; i++)
		levels->level[i].count += alive;
}

static void add_all(struct verifier *v, struct levels *levels, struct walk *walk)
{
	struct bytes key, value, content;
	struct record_row row;
	while (walk_next(walk, &key, &value, NULL) == STATUS_OK)
		if (key.size <= STORE_NAME_MOST && seal_check(DB_NAMES, key, value, &content, NULL) == STATUS_OK &&
		    name_row_get(content, &row))
			add_name(v, levels, key, row.kind != STORE_DELETED);
}

static enum status look_at_count(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	struct bytes content;
	(void)error;
	if (verify_seal(v, DB_COUNTS, key, value, &content) && (content.size != 8 || key.data[0] != 0))
		verify_fault(v, "Database counts has a row that cannot be read.");
	return STATUS_OK;
}

/* Names were held against the journal before. */
enum status verify_counts(struct verifier *v, struct error *error)
{
	struct walk walk;
	struct levels levels = { .depth = 1 };
	MDB_stat facts;
	enum status status = walk_begin(&v->txn, DB_NAMES, &walk, error);
	if (status != STATUS_OK)
		return status;
	add_all(v, &levels, &walk);
	walk_end(&walk);
	while (levels.depth > 0)
		close_level(v, &levels);
	status = v->unread > 0 ? verify_renew(v, error) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	int code = mdb_stat(v->txn.mdb, v->txn.env->dbi[DB_COUNTS], &facts);
	if (code != 0)
		return env_failed(error, code, "read the counts");
	if ((int64_t)facts.ms_entries != levels.rows)
		verify_differs(v, "Database counts has %zu rows; it should have %lld.", facts.ms_entries,
			       (long long)levels.rows);
	return verify_rows(v, DB_COUNTS, look_at_count, error);
}

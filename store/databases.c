#include "store/private.h"

static const struct {
	const char *name;
	unsigned flags;
	bool late; /* older stores have none: who writes makes it */
} rows[DB_COUNT] = {
	[DB_META] = { .name = "meta" },
	[DB_JOURNAL] = { .name = "journal" },
	[DB_NAMES] = { .name = "names" },
	[DB_DOCS] = { .name = "docs" },
	[DB_VERSIONS] = { .name = "versions" },
	[DB_TERMS] = { .name = "terms", .flags = MDB_DUPSORT | MDB_DUPFIXED },
	[DB_COUNTS] = { .name = "counts" },
	[DB_TEXT] = { .name = "text", .late = true },
	[DB_BRIEFS] = { .name = "briefs", .late = true },
	[DB_REQUESTS] = { .name = "requests" },
	[DB_EXPIRY] = { .name = "expiry" },
};

static const struct {
	int code;
	enum status status;
	const char *reason;
} codes[] = {
	{ MDB_CORRUPTED, STATUS_DATA_LOSS, "DAMAGED" },
	{ MDB_PAGE_NOTFOUND, STATUS_DATA_LOSS, "DAMAGED" },
	{ MDB_INVALID, STATUS_DATA_LOSS, "DAMAGED" },
	{ MDB_VERSION_MISMATCH, STATUS_DATA_LOSS, "DAMAGED" },
	{ MDB_INCOMPATIBLE, STATUS_DATA_LOSS, "DAMAGED" },
	{ MDB_BAD_TXN, STATUS_DATA_LOSS, "DAMAGED" }, /* a page that is none */
	{ MDB_MAP_FULL, STATUS_RESOURCE_EXHAUSTED, "MAP_FULL" },
	{ MDB_TXN_FULL, STATUS_RESOURCE_EXHAUSTED, "TOO_LARGE" },
	{ MDB_READERS_FULL, STATUS_RESOURCE_EXHAUSTED, "READERS" },
	{ MDB_PANIC, STATUS_UNAVAILABLE, "READ_ONLY" },
};

const char *db_name(enum db db)
{
	return rows[db].name;
}

bool db_is_late(enum db db)
{
	return rows[db].late;
}

enum status db_open(struct env *env, MDB_txn *txn, enum db db, bool make, struct error *error)
{
	int code = mdb_dbi_open(txn, rows[db].name, make ? rows[db].flags | MDB_CREATE : 0, &env->dbi[db]);
	if (code == MDB_NOTFOUND && rows[db].late) {
		env->dbi[db] = 0;
		return STATUS_OK;
	}
	if (code == MDB_NOTFOUND)
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED", "The store has no database %s.", rows[db].name);
	if (code != 0)
		return env_failed(error, code, "open a database of the store");
	return STATUS_OK;
}

enum status env_failed(struct error *error, int code, const char *doing)
{
	if (code > 0)
		return error_set_errno(error, code, "Cannot %s", doing);
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i].code == code)
			return error_set(error, codes[i].status, codes[i].reason, "Cannot %s: %s.", doing,
					 mdb_strerror(code));
	return error_set(error, STATUS_INTERNAL, "STORE", "Cannot %s: %s.", doing, mdb_strerror(code));
}

#include "store/free.h"

#include <stdlib.h>
#include <unistd.h>

/* The list is a database without a name: of each transaction that freed pages, how many and which,
 * the last one first. */
enum { FREE_PAGES = 0, PAGE_FIRST = 2 };

struct free_pages {
	struct store_txn *txn;
	size_t page;   /* bytes of one */
	size_t count;  /* of the file's pages */
	uint8_t *bits; /* of each page, whether it is in the list */
	uintptr_t map; /* where page 0 stands, by the first page that was looked at; 0: none was */
};

static bool is_free(const struct free_pages *pages, size_t page)
{
	return page < pages->count && (pages->bits[page / 8] >> page % 8 & 1) != 0;
}

static size_t number_at(const uint8_t *from)
{
	size_t number;
	memcpy(&number, from, sizeof number);
	return number;
}

/* Takes in the pages of one transaction; false where they cannot be right. */
static bool take(struct free_pages *pages, MDB_val value)
{
	const uint8_t *numbers = value.mv_data;
	size_t before = pages->count;
	if (value.mv_size < sizeof before)
		return false;
	const size_t count = number_at(numbers);
	if (count != 0 && count != value.mv_size / sizeof count - 1) /* room may be left with nothing in it */
		return false;
	for (size_t i = 0; i < count; i++) {
		const size_t page = number_at(numbers += sizeof before);
		if (page < PAGE_FIRST || page >= before || is_free(pages, page))
			return false;
		pages->bits[page / 8] |= (uint8_t)(1 << page % 8);
		before = page;
	}
	return true;
}

static bool take_all(struct free_pages *pages, MDB_cursor *cursor)
{
	MDB_val key, value;
	size_t last = 0;
	int code;
	while ((code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
		const size_t id = key.mv_size == sizeof id ? number_at(key.mv_data) : 0;
		if (id <= last || id > mdb_txn_id(pages->txn->mdb) || !take(pages, value))
			return false;
		last = id;
	}
	return code == MDB_NOTFOUND;
}

static enum status wrong(struct error *error)
{
	return error_set(error, STATUS_DATA_LOSS, "FREE_PAGES",
			 "The list of the store's free pages does not hold: a change would overwrite what is kept.");
}

static void free_fini(struct free_pages *pages)
{
	free(pages->bits);
	pages->bits = NULL;
}

/* DATA_LOSS, reason FREE_PAGES, where the list names a page that the file does not have, or one twice. */
static enum status free_read(struct store_txn *txn, struct free_pages *out, struct error *error)
{
	MDB_cursor *cursor;
	MDB_envinfo info;
	MDB_stat facts;
	mdb_env_info(txn->env->mdb, &info);
	mdb_env_stat(txn->env->mdb, &facts);
	struct free_pages pages = { .txn = txn, .page = facts.ms_psize, .count = info.me_last_pgno + 1 };
	int code = mdb_cursor_open(txn->mdb, FREE_PAGES, &cursor);
	if (code != 0)
		return env_failed(error, code, "read the list of free pages");
	pages.bits = calloc(pages.count / 8 + 1, 1);
	bool holds = pages.bits != NULL && take_all(&pages, cursor);
	mdb_cursor_close(cursor);
	if (holds) {
		*out = pages;
		return STATUS_OK;
	}
	bool starved = pages.bits == NULL;
	free_fini(&pages);
	if (starved)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the free pages.");
	return wrong(error);
}

/* Whether the pages that bytes are read from are what LMDB takes them for: a page begins with its number, by
 * which it is freed, and none is in the list. What is too large for one stands in several. */
static bool is_kept(struct free_pages *pages, struct bytes at)
{
	const size_t within = (uintptr_t)at.data & (pages->page - 1);
	const size_t count = (within + at.size + pages->page - 1) / pages->page;
	if (at.size == 0)
		return true;
	const size_t first = number_at(at.data - within);
	const uintptr_t map = (uintptr_t)at.data - within - first * pages->page;
	if (pages->map == 0)
		pages->map = map;
	bool kept = pages->map == map;
	for (size_t i = 0; i < count && kept; i++)
		kept = !is_free(pages, first + i);
	return kept;
}

static enum status check_database(struct free_pages *pages, enum db db, struct error *error)
{
	struct walk walk;
	struct bytes key, value;
	bool kept = true;
	enum status status = walk_begin(pages->txn, db, &walk, error);
	if (status != STATUS_OK)
		return status;
	while (kept && (status = walk_next(&walk, &key, &value, error)) == STATUS_OK)
		kept = is_kept(pages, key) && is_kept(pages, value);
	walk_end(&walk);
	if (!kept)
		return error_set(error, STATUS_DATA_LOSS, "FREE_PAGES",
				 "The list of the store's free pages has one that its database %s uses, or its page is "
				 "numbered otherwise: a change would overwrite what is kept.",
				 db_name(db));
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status check_rows(struct free_pages *pages, struct error *error)
{
	enum status status = STATUS_OK;
	if (sysconf(_SC_PAGESIZE) % (long)pages->page != 0) /* where a page begins is not to be seen */
		return STATUS_OK;
	for (enum db db = 0; db < DB_COUNT && status == STATUS_OK; db++)
		status = check_database(pages, db, error);
	return status;
}

enum status free_check(struct store_txn *txn, struct error *error)
{
	struct free_pages pages;
	enum status status = free_read(txn, &pages, error);
	if (status != STATUS_OK)
		return status;
	status = check_rows(&pages, error);
	free_fini(&pages);
	return status;
}

enum status free_may_write(const struct env *env, const char *dir, struct error *error)
{
	struct store_txn txn = { .env = env };
	struct free_pages pages;
	int code = txn_begin_lmdb(env->mdb, MDB_RDONLY, &txn.mdb);
	if (code != 0)
		return env_failed(error, code, "read the store");
	enum status status = free_read(&txn, &pages, error);
	txn_abort(&txn);
	if (status == STATUS_OK)
		free_fini(&pages);
	if (status != STATUS_DATA_LOSS)
		return status;
	return error_set(
		error, status, "FREE_PAGES",
		"The list of the store's free pages does not hold: a change would overwrite what is kept. Make "
		"it whole with: truced rebuild %s",
		dir);
}

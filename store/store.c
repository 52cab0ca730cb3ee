#include "store/live.h"

#include "store/lock.h"

#include "base/time.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Making one -------------------------------------------------------------- */

static enum status fill_empty(struct env *env, struct error *error)
{
	MDB_txn *mdb;
	struct meta meta;
	enum status status = meta_new(&meta, error);
	if (status != STATUS_OK)
		return status;
	int code = mdb_txn_begin(env->mdb, NULL, 0, &mdb);
	if (code != 0)
		return env_failed(error, code, "make the store");
	struct store_txn txn = { .env = env, .mdb = mdb };
	status = meta_write(&txn, &meta, error);
	if (status == STATUS_OK)
		status = meta_set_oldest(&txn, 1, error);
	if (status == STATUS_OK)
		status = meta_set_indexes(&txn, NULL, error);
	if (status == STATUS_OK)
		return txn_commit(&txn, error);
	txn_abort(&txn);
	return status;
}

static enum status make_file(const char *dir, struct error *error)
{
	struct env env;
	enum status status = env_fresh(dir, MAP_USUAL, &env, error);
	if (status != STATUS_OK)
		return status;
	status = file_blame(dir, fill_empty(&env, error), error);
	if (status != STATUS_OK) {
		env_discard(&env, dir);
		return status;
	}
	return env_install(&env, dir, error);
}

enum status store_init(const char *dir, struct error *error)
{
	struct lock *lock;
	enum status status = file_make_folder(dir, error);
	if (status != STATUS_OK)
		return status;
	status = lock_take(dir, HOLD_ALONE, &lock, error);
	if (status != STATUS_OK)
		return status;
	status = file_make_folder(dir, error); /* somebody may have been faster */
	if (status == STATUS_OK)
		status = make_file(dir, error);
	if (status == STATUS_OK)
		status = file_sync_parent(dir, error);
	lock_drop(lock);
	return file_blame(dir, status, error);
}

/* ---- Opening ------------------------------------------------------------------ */

/* An empty store takes the indexes that it is opened with. */
static enum status adopt_indexes(struct store *store, struct error *error)
{
	struct store_txn txn;
	enum status status = txn_begin(&store->env, &store->writer.work, &txn, error);
	if (status != STATUS_OK)
		return status;
	status = meta_set_indexes(&txn, store->indexes, error);
	if (status == STATUS_OK)
		return txn_commit(&txn, error);
	txn_abort(&txn);
	return status;
}

static enum status look_inside(struct store *store, const char *dir, struct error *error)
{
	struct store_txn txn;
	enum status status = txn_begin(&store->env, NULL, &txn, error);
	if (status != STATUS_OK)
		return status;
	store->pool.oldest = txn.oldest;
	int64_t revision = txn.revision;
	status = meta_read(&txn, &store->meta, error);
	enum status stale = meta_check_indexes(&txn, dir, store->indexes, error);
	txn_abort(&txn);
	if (status != STATUS_OK || stale == STATUS_OK)
		return status;
	if (store->read_only && (store->indexes == NULL || revision == 0))
		return STATUS_OK;
	return revision == 0 && stale == STATUS_FAILED_PRECONDITION ? adopt_indexes(store, error) : stale;
}

static enum status open_parts(struct store *store, const char *dir, const struct store_options *options,
			      struct error *error)
{
	store->folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (store->folder < 0)
		return error_set_errno(error, errno, "Cannot open the folder %s", dir);
	enum hold hold = options->read_only ? HOLD_READ : HOLD_WRITE;
	enum status status = env_open(dir, hold, options->map_bytes, &store->env, error);
	if (status != STATUS_OK)
		return status;
	store->is_named = env_is_in_place(&store->env, store->folder);
	if (options->unsafe_no_sync)
		mdb_env_set_flags(store->env.mdb, MDB_NOSYNC, 1);
	if (!options->read_only)
		mdb_reader_check(store->env.mdb, NULL);
	if (!options->read_only) {
		MDB_stat facts;
		mdb_env_stat(store->env.mdb, &facts);
		store->env.hints = hints_open(facts.ms_psize);
		store->env.known = known_open();
	}
	status = pool_init(&store->pool, &store->env, error);
	if (status == STATUS_OK)
		status = look_inside(store, dir, error);
	if (status == STATUS_OK)
		status = writer_init(&store->writer, store, options->queue_most, error);
	return status == STATUS_OK ? keeper_init(&store->keeper, store, error) : status;
}

enum status store_open(const char *dir, const struct store_options *options, struct store **out, struct error *error)
{
	struct stat facts;
	if (stat(dir, &facts) == 0 && !S_ISDIR(facts.st_mode))
		return error_set(error, STATUS_NOT_FOUND, "NO_STORE", "%s is a file: a store is a folder.", dir);
	if (stat(dir, &facts) != 0 && errno == ENOENT)
		return env_missing(dir, error);
	struct store *store = calloc(1, sizeof *store);
	if (store == NULL)
		return error_set_errno(error, ENOMEM, "Cannot open the store %s", dir);
	store->folder = -1;
	store->indexes = options->indexes;
	store->read_only = options->read_only;
	store->remember_ns = REMEMBER_NS;
	store->remember_count = REMEMBER_COUNT;
	enum status status = open_parts(store, dir, options, error);
	if (status != STATUS_OK) {
		store_close(store);
		return status;
	}
	*out = store;
	return STATUS_OK;
}

void store_tell(struct store *store, const char *where)
{
	lock_tell(store->env.lock, where);
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	keeper_fini(&store->keeper);
	writer_fini(&store->writer);
	pool_fini(&store->pool);
	env_close(&store->env);
	if (store->folder >= 0)
		close(store->folder);
	free(store);
}

/* ---- Reading and looking ------------------------------------------------------- */

enum status store_read(struct store *store, struct store_txn **out, struct error *error)
{
	return pool_begin(&store->pool, out, error);
}

void store_read_end(struct store_txn *txn)
{
	pool_end(txn);
}

void store_share(struct store *store)
{
	pool_share(&store->pool);
}

void store_part(struct store *store)
{
	pool_part(&store->pool);
}

struct reader_list {
	int32_t readers;
	int64_t oldest; /* transaction that is being read; INT64_MAX for none */
};

/* LMDB tells of its readers in lines "PID THREAD TXN", TXN being "-" where the
 * reader rests, after a line of headings. */
static int hear_of_reader(const char *line, void *arg)
{
	struct reader_list *list = arg;
	long process;
	unsigned long long thread, txn;
	if (sscanf(line, "%ld %llx %llu", &process, &thread, &txn) != 3)
		return 0;
	list->readers++;
	if ((int64_t)txn < list->oldest)
		list->oldest = (int64_t)txn;
	return 0;
}

enum status store_state(struct store *store, struct store_state *out, struct error *error)
{
	struct store_txn *txn;
	enum status status = store_read(store, &txn, error);
	if (status != STATUS_OK)
		return status;
	struct store_state state = { .revision = txn->revision, .oldest = txn->oldest };
	MDB_envinfo info;
	int64_t now = (int64_t)mdb_txn_id(txn->mdb);
	int file = -1;
	struct stat facts;
	mdb_env_get_fd(store->env.mdb, &file);
	const int code = fstat(file, &facts) == 0 ? 0 : errno;
	mdb_env_info(store->env.mdb, &info);
	struct reader_list list = { .oldest = INT64_MAX };
	mdb_reader_list(store->env.mdb, hear_of_reader, &list); /* we are one of them */
	store_read_end(txn);
	if (code != 0)
		return error_set_errno(error, code, "Cannot look at the store's file");
	memcpy(state.id, store->meta.id, sizeof state.id);
	state.file_bytes = facts.st_size;
	state.map_bytes = (int64_t)info.me_mapsize;
	state.free_bytes = (int64_t)file_room(store->folder);
	state.readers = list.readers > 0 ? list.readers - 1 : 0;
	if (list.oldest < now)
		state.oldest_reader_lag = now - list.oldest;
	pthread_mutex_lock(&store->writer.mutex);
	snprintf(state.read_only_reason, sizeof state.read_only_reason, "%s", halt_words(&store->writer.halt));
	state.queued = (int64_t)store->writer.queued;
	pthread_mutex_unlock(&store->writer.mutex);
	if (store->read_only)
		snprintf(state.read_only_reason, sizeof state.read_only_reason, "The store was opened to be read.");
	*out = state;
	return STATUS_OK;
}

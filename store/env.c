#include "store/free.h"

#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a store is locked by for its readers: made when one is opened, so that where it is a store was. */
#define STORE_READERS "lock.mdb"

enum status env_missing(const char *dir, struct error *error)
{
	char readers[PATH_MAX];
	enum status status = file_path(dir, STORE_READERS, readers, error);
	if (status != STATUS_OK)
		return status;
	if (access(dir, F_OK) != 0 && errno == ENOENT)
		return error_set(error, STATUS_NOT_FOUND, "NO_STORE", "There is no folder %s, and no store.", dir);
	if (access(readers, F_OK) == 0)
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "%s was a store, and its file " STORE_DATA " is gone. Restore a backup.", dir);
	return error_set(error, STATUS_NOT_FOUND, "NO_STORE", "%s holds no store.", dir);
}

/* LMDB would make a new store of an absent or an empty file. */
static enum status check_file(const char *dir, struct error *error)
{
	char path[PATH_MAX];
	enum status status = file_path(dir, STORE_DATA, path, error);
	if (status != STATUS_OK)
		return status;
	struct stat facts;
	if (stat(path, &facts) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return env_missing(dir, error);
	if (stat(path, &facts) != 0)
		return error_set_errno(error, errno, "Cannot look at %s", path);
	if (!S_ISREG(facts.st_mode))
		return error_set(error, STATUS_NOT_FOUND, "NO_STORE", "%s is not a file.", path);
	if (facts.st_size < 2 * sysconf(_SC_PAGESIZE))
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "%s is cut short: it has %lld bytes. Restore a backup.", path,
				 (long long)facts.st_size);
	return STATUS_OK;
}

/* A page at the end of the file that was freed in the transaction that took it is
 * never written, so the file may end before its last page. It may also have been
 * cut; then reading past its end kills the process, so that another one tries. The
 * writer looked when it opened the store, and a reader beside it need not. */
static enum status check_length(const struct env *env, const char *dir, struct error *error)
{
	char path[PATH_MAX];
	struct stat facts;
	MDB_envinfo info;
	MDB_stat main_facts;
	mdb_env_info(env->mdb, &info);
	mdb_env_stat(env->mdb, &main_facts);
	enum status status = file_path(dir, STORE_DATA, path, error);
	if (status != STATUS_OK)
		return status;
	if (stat(path, &facts) != 0)
		return error_set_errno(error, errno, "Cannot look at %s", path);
	uint64_t page = main_facts.ms_psize, pages = (uint64_t)info.me_last_pgno + 1;
	if (page == 0 || pages < 2 || pages > info.me_mapsize / page)
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED", "The first pages of %s are damaged.", path);
	if ((uint64_t)facts.st_size >= pages * page)
		return STATUS_OK;
	if (lock_has_writer(env->lock) || env_is_whole(dir))
		return STATUS_OK;
	return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
			 "%s is cut short: it has %lld bytes and should have %llu. Restore a backup.", path,
			 (long long)facts.st_size, (unsigned long long)(pages * page));
}

/* meta comes first: a newer store may have other databases. */
static enum status open_databases(struct env *env, struct error *error)
{
	MDB_txn *mdb;
	int code = txn_begin_lmdb(env->mdb, MDB_RDONLY, &mdb);
	if (code != 0)
		return env_failed(error, code, "read the store");
	struct meta meta;
	struct store_txn txn = { .env = env, .mdb = mdb };
	enum status status = db_open(env, mdb, DB_META, false, error);
	if (status == STATUS_OK)
		status = meta_read(&txn, &meta, error);
	for (enum db db = DB_META + 1; db < DB_COUNT && status == STATUS_OK; db++)
		status = db_open(env, mdb, db, false, error);
	if (status != STATUS_OK) {
		mdb_txn_abort(mdb);
		return status;
	}
	code = mdb_txn_commit(mdb); /* keeps the handles */
	return code == 0 ? STATUS_OK : env_failed(error, code, "read the store");
}

static enum status create(size_t map_bytes, struct env *out, struct error *error)
{
	int code = mdb_env_create(&out->mdb);
	if (code != 0)
		return env_failed(error, code, "open the store");
	code = mdb_env_set_maxdbs(out->mdb, DB_COUNT);
	if (code == 0)
		code = mdb_env_set_maxreaders(out->mdb, ENV_READERS);
	if (code == 0 && map_bytes != 0)
		code = mdb_env_set_mapsize(out->mdb, map_bytes);
	return code == 0 ? STATUS_OK : env_failed(error, code, "open the store");
}

/* LMDB's table of readers is a sparse file in shared memory: a new reader on a full
 * disk would end the process. File systems that cannot allocate ahead go without.
 * Only before LMDB opens the file: closing it here would give up LMDB's own locks of
 * it, which are the process's, and the next process to come would begin it anew. */
static enum status allocate_readers(const char *path, struct error *error)
{
	enum { ENOUGH = 4096 + ENV_READERS * 64 };
	enum status status = STATUS_OK;
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0)
		return error_set_errno(error, errno, "Cannot open %s", path);
	if (fallocate(file, FALLOC_FL_KEEP_SIZE, 0, ENOUGH) != 0 && (errno == ENOSPC || errno == EDQUOT))
		status = error_set_errno(error, errno, "Cannot make room for %s", path);
	close(file);
	return status;
}

static ino_t find_readers(const char *dir)
{
	char path[PATH_MAX];
	struct stat facts;
	return file_path(dir, STORE_READERS, path, NULL) == STATUS_OK && stat(path, &facts) == 0 ? facts.st_ino : 0;
}

static void close_lmdb(struct env *env)
{
	if (env->mdb != NULL)
		mdb_env_close(env->mdb);
	env->mdb = NULL;
}

/* Which file it is that may not be opened: who reads writes as well, to the readers' locks. */
static enum status forbidden(const char *dir, enum hold hold, struct error *error)
{
	char data[PATH_MAX], readers[PATH_MAX];
	enum status status = file_path(dir, STORE_DATA, data, error);
	if (status == STATUS_OK)
		status = file_path(dir, STORE_READERS, readers, error);
	if (status != STATUS_OK)
		return status;
	if (access(data, hold == HOLD_READ ? R_OK : R_OK | W_OK) != 0)
		return error_set_errno(error, EACCES, "Cannot open %s", data);
	return error_set_errno(error, EACCES,
			       "Cannot open %s, which whoever reads the store has to write, to be noted as its reader",
			       readers);
}

static enum status open_lmdb(const char *dir, enum hold hold, size_t map_bytes, struct env *env, struct error *error)
{
	enum status status = create(map_bytes, env, error);
	if (status != STATUS_OK)
		return status;
	int code = mdb_env_open(env->mdb, dir, MDB_NOTLS | (hold == HOLD_READ ? MDB_RDONLY : 0), 0600), file;
	env->readers = code == 0 ? find_readers(dir) : 0;
	if (code == 0 && hold == HOLD_READ)
		return STATUS_OK;
	if (code == 0)
		code = mdb_env_get_fd(env->mdb, &file);
	if (code == 0)
		return lock_data(file, dir, error);
	if (code == EACCES)
		return forbidden(dir, hold, error);
	char doing[PATH_MAX + 32];
	snprintf(doing, sizeof doing, "open the store %s", dir);
	return env_failed(error, code, doing);
}

/* Makes the databases that an older store has not. */
static enum status make_late(struct env *env, struct error *error)
{
	MDB_txn *mdb;
	bool all = true;
	for (enum db db = 0; db < DB_COUNT; db++)
		all = all && env->dbi[db] != 0;
	if (all)
		return STATUS_OK;
	int code = mdb_txn_begin(env->mdb, NULL, 0, &mdb);
	if (code != 0)
		return env_failed(error, code, "make a database of the store");
	enum status status = STATUS_OK;
	for (enum db db = 0; db < DB_COUNT && status == STATUS_OK; db++)
		if (env->dbi[db] == 0)
			status = db_open(env, mdb, db, true, error);
	if (status != STATUS_OK) {
		mdb_txn_abort(mdb);
		return status;
	}
	code = mdb_txn_commit(mdb);
	return code == 0 ? STATUS_OK : env_failed(error, code, "make a database of the store");
}

static enum status open_locked(const char *dir, enum hold hold, size_t map_bytes, struct env *env, struct error *error)
{
	char readers[PATH_MAX];
	enum status status = file_path(dir, STORE_READERS, readers, error);
	if (status != STATUS_OK)
		return status;
	file_make(dir, readers);
	if (hold != HOLD_READ)
		status = allocate_readers(readers, error);
	if (status == STATUS_OK)
		status = open_lmdb(dir, hold, map_bytes, env, error);
	if (status == STATUS_OK)
		status = check_length(env, dir, error);
	if (status == STATUS_OK)
		status = open_databases(env, error);
	if (status == STATUS_OK && hold == HOLD_WRITE)
		status = free_may_write(env, dir, error);
	return status == STATUS_OK && hold != HOLD_READ ? make_late(env, error) : status;
}

/* What a rebuild or compaction was making, which may have been killed; nobody else makes
 * it under our lock. */
static void remove_fresh(const char *dir)
{
	char path[PATH_MAX];
	if (file_path(dir, STORE_FRESH, path, NULL) == STATUS_OK)
		unlink(path);
}

/* To make a map larger means to wait until nobody reads, and nobody begins to meanwhile. A map
 * takes addresses, of which there are plenty, and neither memory nor room on the disk: a writer
 * has one that will not be full, and so have those who open the store behind it. Where there
 * are limits to addresses the map is made for the file as it is. */
static enum status open_roomy(const char *dir, enum hold hold, size_t map_bytes, struct env *env, struct error *error)
{
	struct env roomy = *env;
	const size_t room = map_bytes == 0 && hold == HOLD_WRITE ? MAP_ROOM : map_bytes;
	enum status status = open_locked(dir, hold, room, &roomy, error);
	if (status == STATUS_OK) {
		*env = roomy;
		return STATUS_OK;
	}
	close_lmdb(&roomy);
	char path[PATH_MAX];
	struct stat facts;
	if (map_bytes != 0 || file_path(dir, STORE_DATA, path, NULL) != STATUS_OK || stat(path, &facts) != 0)
		return status;
	return open_locked(dir, hold, map_of((size_t)facts.st_size), env, error);
}

enum status env_open(const char *dir, enum hold hold, size_t map_bytes, struct env *out, struct error *error)
{
	enum status status = check_file(dir, error);
	if (status != STATUS_OK)
		return status;
	struct env env = { 0 };
	status = lock_take(dir, hold, &env.lock, error);
	if (status != STATUS_OK)
		return status;
	status = check_file(dir, error); /* it may have been replaced meanwhile */
	if (status == STATUS_OK)
		status = open_roomy(dir, hold, map_bytes, &env, error);
	if (status != STATUS_OK) {
		env_close(&env);
		return status;
	}
	if (hold != HOLD_READ)
		remove_fresh(dir);
	*out = env;
	return STATUS_OK;
}

static enum status make_databases(struct env *env, struct error *error)
{
	MDB_txn *mdb;
	int code = mdb_txn_begin(env->mdb, NULL, 0, &mdb);
	if (code != 0)
		return env_failed(error, code, "make the store");
	enum status status = STATUS_OK;
	for (enum db db = 0; db < DB_COUNT && status == STATUS_OK; db++)
		status = db_open(env, mdb, db, true, error);
	if (status != STATUS_OK) {
		mdb_txn_abort(mdb);
		return status;
	}
	code = mdb_txn_commit(mdb);
	return code == 0 ? STATUS_OK : env_failed(error, code, "make the store");
}

enum status env_fresh(const char *dir, size_t map_bytes, struct env *out, struct error *error)
{
	char path[PATH_MAX];
	enum status status = file_path(dir, STORE_FRESH, path, error);
	if (status != STATUS_OK)
		return status;
	if (unlink(path) != 0 && errno != ENOENT)
		return error_set_errno(error, errno, "Cannot remove %s", path);
	file_make(dir, path);
	struct env env = { 0 };
	status = create(map_bytes, &env, error);
	if (status == STATUS_OK) {
		int code = mdb_env_open(env.mdb, path, MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOTLS | MDB_NOSYNC, 0600);
		status = code == 0 ? make_databases(&env, error) : env_failed(error, code, "make the store");
	}
	if (status != STATUS_OK) {
		env_discard(&env, dir);
		return status;
	}
	*out = env;
	return STATUS_OK;
}

enum status env_install(struct env *env, const char *dir, struct error *error)
{
	char fresh[PATH_MAX], data[PATH_MAX];
	enum status status = file_path(dir, STORE_FRESH, fresh, error);
	if (status == STATUS_OK)
		status = file_path(dir, STORE_DATA, data, error);
	int code = mdb_env_sync(env->mdb, 1);
	if (status == STATUS_OK && code != 0)
		status = env_failed(error, code, "sync the store");
	env_close(env);
	if (status == STATUS_OK)
		status = file_sync(fresh, error);
	if (status == STATUS_OK && rename(fresh, data) != 0)
		status = error_set_errno(error, errno, "Cannot put %s in place", data);
	if (status != STATUS_OK)
		return status;
	return file_sync(dir, error);
}

void env_discard(struct env *env, const char *dir)
{
	env_close(env);
	remove_fresh(dir);
}

enum status env_replace(const char *dir, env_filler *fill, void *of, struct error *error)
{
	struct env from, to;
	enum status status = env_open(dir, HOLD_ALONE, 0, &from, error);
	if (status != STATUS_OK)
		return status;
	status = env_fresh(dir, env_room(&from), &to, error);
	if (status == STATUS_OK) {
		status = fill(of, &from, &to, error);
		mdb_env_close(from.mdb); /* the lock is kept until the new file is in place */
		from.mdb = NULL;
		status = file_blame(dir, status, error); /* before the file's room is given back */
		if (status == STATUS_OK)
			status = env_install(&to, dir, error);
		else
			env_discard(&to, dir);
	}
	env_close(&from);
	return status;
}

bool env_is_in_place(const struct env *env, int folder)
{
	int file;
	struct stat is, named;
	return mdb_env_get_fd(env->mdb, &file) == 0 && fstat(file, &is) == 0 &&
	       fstatat(folder, STORE_DATA, &named, 0) == 0 && is.st_dev == named.st_dev && is.st_ino == named.st_ino;
}

bool env_sees_readers(const struct env *env, int folder)
{
	struct stat facts;
	return env->readers == 0 || (fstatat(folder, STORE_READERS, &facts, 0) == 0 && facts.st_ino == env->readers);
}

void env_close(struct env *env)
{
	close_lmdb(env);
	lock_drop(env->lock);
	hints_close(env->hints);
	known_close(env->known);
	*env = (struct env){ 0 };
}

enum status env_reopen(struct env *env, struct error *error)
{
	char dir[PATH_MAX];
	const char *path;
	unsigned flags;
	MDB_envinfo info;
	mdb_env_get_path(env->mdb, &path);
	mdb_env_get_flags(env->mdb, &flags);
	mdb_env_info(env->mdb, &info);
	snprintf(dir, sizeof dir, "%s", path);
	close_lmdb(env);
	enum status status = open_lmdb(dir, HOLD_WRITE, info.me_mapsize, env, error);
	if (status == STATUS_OK)
		status = open_databases(env, error);
	if (status == STATUS_OK)
		mdb_env_set_flags(env->mdb, flags & MDB_NOSYNC, 1);
	else
		close_lmdb(env);
	return status;
}

#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* The copy is made in one read transaction, without the free pages; the map may have
 * grown since it was opened. */
static int copy_pages(const struct env *env, int file)
{
	int code = mdb_env_copyfd2(env->mdb, file, MDB_CP_COMPACT);
	if (code != MDB_MAP_RESIZED)
		return code;
	code = env_follow(env);
	return code == 0 ? mdb_env_copyfd2(env->mdb, file, MDB_CP_COMPACT) : code;
}

static enum status copy_to(const struct env *env, const char *dir, const char *to, const char *path,
			   struct error *error)
{
	file_make(to, path);
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (file < 0)
		return error_set_errno(error, errno, "Cannot make %s", path);
	int code = copy_pages(env, file);
	if (code == 0 && fsync(file) != 0)
		code = errno;
	if (close(file) != 0 && code == 0)
		code = errno;
	if (code == 0)
		return STATUS_OK;
	unlink(path);
	if (code == MDB_INCOMPATIBLE) /* the pages that are in use and the free ones are not all that there are */
		return error_set(
			error, STATUS_DATA_LOSS, "FREE_PAGES",
			"Cannot copy the store: its list of free pages does not hold. Make it whole with: truced "
			"rebuild %s",
			dir);
	return env_failed(error, code, "copy the store");
}

static enum status put_in_place(const char *to, const char *fresh, struct error *error)
{
	char data[PATH_MAX];
	struct lock *lock;
	enum status status = file_path(to, STORE_DATA, data, error);
	if (status == STATUS_OK)
		status = lock_take(to, HOLD_ALONE, &lock, error); /* which makes its file */
	if (status != STATUS_OK)
		return status;
	if (rename(fresh, data) != 0)
		status = error_set_errno(error, errno, "Cannot put %s in place", data);
	if (status == STATUS_OK)
		status = file_sync(to, error);
	if (status == STATUS_OK)
		status = file_sync_parent(to, error);
	lock_drop(lock);
	return status;
}

enum status store_backup(const char *dir, const char *to, struct error *error)
{
	struct env env;
	char fresh[PATH_MAX];
	enum status status = file_path(to, STORE_FRESH, fresh, error);
	if (status == STATUS_OK)
		status = env_open(dir, HOLD_READ, 0, &env, error);
	if (status != STATUS_OK)
		return status;
	status = file_make_folder(to, error);
	if (status == STATUS_OK)
		status = copy_to(&env, dir, to, fresh, error);
	if (status == STATUS_OK)
		status = put_in_place(to, fresh, error);
	env_close(&env);
	return file_blame(to, status, error);
}

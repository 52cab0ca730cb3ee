#include "store/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum status file_path(const char *dir, const char *name, char *out, struct error *error)
{
	if (snprintf(out, PATH_MAX, "%s/%s", dir, name) >= PATH_MAX)
		return error_set(error, STATUS_INVALID_ARGUMENT, "PATH", "The path of the store is too long.");
	return STATUS_OK;
}

void file_make(const char *dir, const char *path)
{
	char data[PATH_MAX];
	struct stat like;
	bool known = file_path(dir, STORE_DATA, data, NULL) == STATUS_OK && stat(data, &like) == 0;
	const mode_t mode = known ? like.st_mode & 0666 : 0600;
	known = known || stat(dir, &like) == 0;
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0)
		return;
	bool given = !known || geteuid() != 0 || fchown(file, like.st_uid, like.st_gid) == 0;
	if (given && mode != 0600)
		given = fchmod(file, mode) == 0;
	(void)given; /* it is of use to us as it is */
	close(file);
}

enum status file_sync(const char *path, struct error *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return error_set_errno(error, errno, "Cannot open %s to sync it", path);
	int code = fsync(file) == 0 ? 0 : errno;
	close(file);
	if (code != 0)
		return error_set_errno(error, code, "Cannot sync %s", path);
	return STATUS_OK;
}

enum status file_sync_parent(const char *path, struct error *error)
{
	char whole[PATH_MAX];
	if (realpath(path, whole) == NULL)
		return error_set_errno(error, errno, "Cannot find %s", path);
	return file_sync(dirname(whole), error);
}

/* What an empty folder may hold: its file system's own, and what a killed init
 * or backup leaves. */
static bool may_be_there(const char *name)
{
	static const char *const names[] = { ".", "..", "lost+found", STORE_LOCK, STORE_FRESH };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static enum status check_empty(const char *dir, struct error *error)
{
	char data[PATH_MAX];
	enum status status = file_path(dir, STORE_DATA, data, error);
	if (status != STATUS_OK)
		return status;
	if (access(data, F_OK) == 0)
		return error_set(error, STATUS_ALREADY_EXISTS, "STORE_EXISTS", "%s holds a store already.", dir);
	DIR *folder = opendir(dir);
	if (folder == NULL)
		return error_set_errno(error, errno, "Cannot open the folder %s", dir);
	for (struct dirent *entry; status == STATUS_OK && (entry = readdir(folder)) != NULL;)
		if (!may_be_there(entry->d_name))
			status = error_set(error, STATUS_ALREADY_EXISTS, "NOT_EMPTY",
					   "%s is not empty: it holds %s. Name a new or an empty folder.", dir,
					   entry->d_name);
	closedir(folder);
	return status;
}

enum status file_make_folder(const char *dir, struct error *error)
{
	if (mkdir(dir, 0700) == 0)
		return STATUS_OK;
	if (errno != EEXIST)
		return error_set_errno(error, errno, "Cannot make the folder %s", dir);
	return check_empty(dir, error);
}

enum { PROBE_MOST = 64 << 10, ROOM_LEAST = 1 << 20 };

/* Whether a file of the store is as large as the process may make one: a write that
 * reached the limit was cut short there, which LMDB takes for a fault of the disk. */
static bool is_at_limit(int folder)
{
	static const char *const names[] = { STORE_DATA, STORE_FRESH };
	struct rlimit limit;
	struct stat facts;
	if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (fstatat(folder, names[i], &facts, 0) == 0 && (rlim_t)facts.st_size >= limit.rlim_cur)
			return true;
	return false;
}

uint64_t file_room(int folder)
{
	struct statvfs facts;
	return fstatvfs(folder, &facts) == 0 ? (uint64_t)facts.f_bavail * facts.f_frsize : 0;
}

int file_probe(int folder)
{
	static const uint8_t zeros[4096];
	if (is_at_limit(folder))
		return EFBIG;
	int file = openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	if (file < 0) /* not every file system has nameless files */
		return file_room(folder) < ROOM_LEAST ? ENOSPC : EIO;
	int code = EIO;
	for (size_t size = 0; size < PROBE_MOST; size += sizeof zeros) {
		ssize_t wrote = write(file, zeros, sizeof zeros);
		if (wrote < 0 && (errno == ENOSPC || errno == EDQUOT))
			code = errno;
		if (wrote <= 0)
			break;
	}
	close(file);
	return code;
}

enum status file_blame(const char *dir, enum status status, struct error *error)
{
	if (status != STATUS_UNAVAILABLE || error == NULL || strcmp(error->reason, "IO") != 0)
		return status;
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return status;
	int code = file_probe(folder);
	close(folder);
	return code == EIO ? status : error_set_errno(error, code, "There is no room in %s", dir);
}

#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The lock file's first byte is the writer's; its second is shared by all that
 * have the store open and taken whole by who must be alone. The text in it is the
 * writer's process id and, on a line of its own, where that can be asked. The locks belong to the open file, so that
 * another open in the same process is refused as well; that of two readers is refused by the list below, because LMDB's
 * own locks would be lost when the first of them closes. */
struct lock {
	int file;
	bool writes;
	dev_t device;
	ino_t inode;
	struct lock *next;
};

enum { BYTE_WRITER = 0, BYTE_OPEN = 1, TEXT_MOST = 512 };

static pthread_mutex_t list_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct lock *list;

static int lock_byte(int file, off_t byte, short type)
{
	struct flock range = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
	return fcntl(file, F_OFD_SETLK, &range) == 0 ? 0 : errno;
}

static bool listed(const struct lock *lock)
{
	for (const struct lock *l = list; l != NULL; l = l->next)
		if (l->device == lock->device && l->inode == lock->inode)
			return true;
	return false;
}

static enum status busy(int file, const char *dir, struct error *error)
{
	char text[TEXT_MOST + 1] = "", *where;
	if (pread(file, text, TEXT_MOST, 0) < 0)
		text[0] = '\0';
	long process = strtol(text, &where, 10);
	if (process <= 0)
		return error_set(error, STATUS_FAILED_PRECONDITION, "STORE_BUSY",
				 "Another process has the store %s open.", dir);
	where += *where == '\n';
	where[strcspn(where, "\n")] = '\0';
	if (*where == '\0')
		return error_set(error, STATUS_FAILED_PRECONDITION, "STORE_BUSY",
				 "Process %ld has the store %s open; wait until it has ended.", process, dir);
	return error_set(error, STATUS_FAILED_PRECONDITION, "STORE_SERVED",
			 "Process %ld serves the store %s at %s. Stop it first, or ask it there.", process, dir, where);
}

static enum status refused(int code, int file, const char *dir, struct error *error)
{
	if (code == EAGAIN || code == EACCES)
		return busy(file, dir, error);
	return error_set_errno(error, code, "Cannot lock the store %s", dir);
}

static enum status take_bytes(int file, enum hold hold, const char *dir, struct error *error)
{
	int code = hold == HOLD_READ ? 0 : lock_byte(file, BYTE_WRITER, F_WRLCK);
	if (code != 0)
		return refused(code, file, dir, error);
	code = lock_byte(file, BYTE_OPEN, hold == HOLD_ALONE ? F_WRLCK : F_RDLCK);
	if (code == 0)
		return STATUS_OK;
	if (hold == HOLD_ALONE && (code == EAGAIN || code == EACCES))
		return error_set(error, STATUS_FAILED_PRECONDITION, "STORE_BUSY",
				 "Another process reads the store %s: wait until it has ended.", dir);
	return refused(code, file, dir, error);
}

/* The process id is a help for people: a disk without room for it is no reason to
 * refuse. */
static void write_process(int file, const char *where)
{
	char text[TEXT_MOST];
	int size = snprintf(text, sizeof text, "%ld\n%s\n", (long)getpid(), where);
	if (size >= (int)sizeof text)
		size = (int)sizeof text - 1;
	if (ftruncate(file, 0) != 0 || pwrite(file, text, (size_t)size, 0) != size)
		return;
}

void lock_tell(struct lock *lock, const char *where)
{
	if (lock->writes)
		write_process(lock->file, where);
}

/* A reader may lack the right, or the disk, to make or write the file. */
static int open_file(const char *path, enum hold hold)
{
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0 && hold == HOLD_READ && (errno == EROFS || errno == EACCES || errno == EPERM))
		file = open(path, O_RDONLY | O_CLOEXEC);
	return file;
}

static enum status enlist(struct lock *lock, const char *dir, struct error *error)
{
	pthread_mutex_lock(&list_mutex);
	bool twice = listed(lock);
	if (!twice) {
		lock->next = list;
		list = lock;
	}
	pthread_mutex_unlock(&list_mutex);
	if (!twice)
		return STATUS_OK;
	return error_set(error, STATUS_FAILED_PRECONDITION, "STORE_BUSY",
			 "This process (%ld) has the store %s open already.", (long)getpid(), dir);
}

static void strike(const struct lock *lock)
{
	pthread_mutex_lock(&list_mutex);
	for (struct lock **l = &list; *l != NULL; l = &(*l)->next) {
		if (*l == lock) {
			*l = lock->next;
			break;
		}
	}
	pthread_mutex_unlock(&list_mutex);
}

static enum status take(struct lock *lock, enum hold hold, const char *dir, struct error *error)
{
	struct stat facts;
	if (fstat(lock->file, &facts) != 0)
		return error_set_errno(error, errno, "Cannot look at the lock of %s", dir);
	lock->device = facts.st_dev;
	lock->inode = facts.st_ino;
	enum status status = enlist(lock, dir, error);
	if (status != STATUS_OK)
		return status;
	status = take_bytes(lock->file, hold, dir, error);
	if (status != STATUS_OK)
		strike(lock);
	return status;
}

enum status lock_take(const char *dir, enum hold hold, struct lock **out, struct error *error)
{
	char path[PATH_MAX];
	enum status status = file_path(dir, STORE_LOCK, path, error);
	if (status != STATUS_OK)
		return status;
	file_make(dir, path);
	int file = open_file(path, hold);
	if (file < 0 && hold == HOLD_READ && (errno == EROFS || errno == ENOENT)) {
		*out = NULL;
		return STATUS_OK;
	}
	if (file < 0)
		return error_set_errno(error, errno, "Cannot open %s", path);
	struct lock *lock = calloc(1, sizeof *lock);
	if (lock == NULL) {
		close(file);
		return error_set_errno(error, ENOMEM, "Cannot open %s", path);
	}
	*lock = (struct lock){ .file = file, .writes = hold != HOLD_READ };
	status = take(lock, hold, dir, error);
	if (status != STATUS_OK) {
		close(file);
		free(lock);
		return status;
	}
	if (lock->writes)
		write_process(file, "");
	*out = lock;
	return STATUS_OK;
}

void lock_drop(struct lock *lock)
{
	if (lock == NULL)
		return;
	if (lock->writes && ftruncate(lock->file, 0) != 0)
		lock->writes = false; /* the next writer overwrites it */
	strike(lock);
	close(lock->file);
	free(lock);
}

enum status lock_data(int file, const char *dir, struct error *error)
{
	int code = lock_byte(file, BYTE_WRITER, F_WRLCK);
	if (code == 0)
		return STATUS_OK;
	if (code == EAGAIN || code == EACCES)
		return error_set(error, STATUS_FAILED_PRECONDITION, "STORE_BUSY",
				 "Another process writes the store %s, whose " STORE_LOCK
				 " was removed. End that process "
				 "first.",
				 dir);
	return error_set_errno(error, code, "Cannot lock the store %s", dir);
}

bool lock_has_writer(const struct lock *lock)
{
	struct flock range = { .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = BYTE_WRITER, .l_len = 1 };
	return lock != NULL && fcntl(lock->file, F_OFD_GETLK, &range) == 0 && range.l_type == F_WRLCK;
}

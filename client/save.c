#include "client/save.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens the file beside path, which has the group and the rights of what it is to replace; NULL where it
 * is better written in place. */
static FILE *open_beside(const char *path, const char *beside)
{
	struct stat old;
	bool there = lstat(path, &old) == 0;
	if (there && (!S_ISREG(old.st_mode) || old.st_nlink != 1 || old.st_uid != geteuid() || access(path, W_OK) != 0))
		return NULL;
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return NULL;
	bool same = !there || (fchown(fd, (uid_t)-1, old.st_gid) == 0 && fchmod(fd, old.st_mode & 07777) == 0);
	FILE *file = same ? fdopen(fd, "wb") : NULL;
	if (file == NULL) {
		close(fd);
		unlink(beside);
	}
	return file;
}

int save_begin(struct cli *cli, const char *path, struct save *out)
{
	*out = (struct save){ .file = stdout, .path = path };
	if (path == NULL || strcmp(path, "-") == 0)
		return EXIT_OK;
	out->beside = arena_printf(&cli->arena, "%s.%ld.part", path, (long)getpid());
	if (out->beside == NULL)
		return cli_no_memory();
	out->file = open_beside(path, out->beside);
	errno = 0; /* so that what writing says is there at its end */
	if (out->file != NULL)
		return EXIT_OK;
	out->beside = NULL;
	out->file = fopen(path, "wb");
	return out->file != NULL ? EXIT_OK : cli_fail(EXIT_IO, "%s: %s", path, strerror(errno));
}

int save_end(struct save *save, int code)
{
	if (save->file == stdout)
		return code;
	bool written = fflush(save->file) == 0 && !ferror(save->file);
	if (written && save->beside != NULL) /* before it takes the place of what is there */
		written = fsync(fileno(save->file)) == 0;
	int why = errno;
	if (fclose(save->file) != 0 && written) {
		written = false;
		why = errno;
	}
	bool good = written && code == EXIT_OK;
	if (good && save->beside != NULL && rename(save->beside, save->path) != 0) {
		written = good = false;
		why = errno;
	}
	if (!good && save->beside != NULL)
		unlink(save->beside);
	return written ? code : cli_fail(EXIT_IO, "%s: %s", save->path, strerror(why == 0 ? EIO : why));
}

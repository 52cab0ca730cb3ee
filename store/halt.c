#include "store/live.h"

#include "base/time.h"
#include <errno.h>
#include <stdio.h>

struct halt_row {
	int code;
	enum status status;
	const char *reason;
	bool final; /* until the store is opened again */
	const char *words;
};

static const char full[] = "The disk is full: the store is read-only until there is room. Free some space; it goes on "
			   "by itself.";
static const char limit[] = "The store's file has reached the largest size that the system allows: the store is "
			    "read-only. Raise the limit (ulimit -f).";
static const char protected[] = "The file system is mounted read-only: so is the store. It goes on by itself when the "
				"file system can be written.";
static const char broken[] = "The disk failed: the store is read-only, and whether its last changes were kept is known "
			     "when it is opened again. Look at the disk, then start truced again.";

static const char gone[] =
	"The store's file was removed or replaced while it was open: the store is read-only. What it "
	"holds is read until truced ends: export it, or copy it from /proc/PID/fd.";

static const struct halt_row rows[] = {
	{ ENOSPC, STATUS_RESOURCE_EXHAUSTED, "DISK_FULL", false, full },
	{ EDQUOT, STATUS_RESOURCE_EXHAUSTED, "DISK_FULL", false, full },
	{ EFBIG, STATUS_RESOURCE_EXHAUSTED, "DISK_FULL", false, limit },
	{ EROFS, STATUS_FAILED_PRECONDITION, "READ_ONLY", false, protected },
	{ ESTALE, STATUS_FAILED_PRECONDITION, "READ_ONLY", true, gone },
	{ MDB_PANIC, STATUS_UNAVAILABLE, "READ_ONLY", true, broken },
	{ EIO, STATUS_UNAVAILABLE, "READ_ONLY", true, broken },
};

static const struct halt_row *row_of(int code)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].code == code)
			return &rows[i];
	/* A system call that failed in any other way, but for want of memory, leaves it
	 * unknown what was written. */
	return code > 0 && code != ENOMEM ? &rows[sizeof rows / sizeof *rows - 1] : NULL;
}

bool halt_set(struct halt *halt, int code, int folder)
{
	if (code == EIO)
		code = file_probe(folder);
	const struct halt_row *row = row_of(code);
	if (row == NULL)
		return false;
	*halt = (struct halt){ row, code, clock_monotonic(), file_room(folder) };
	return true;
}

bool halt_is_over(const struct halt *halt, int folder)
{
	return halt->row != NULL && !halt->row->final && file_room(folder) > halt->disk_free;
}

bool halt_may_try(const struct halt *halt, int64_t now)
{
	return !halt->row->final && now - halt->at >= NS_PER_SECOND;
}

const char *halt_words(const struct halt *halt)
{
	return halt->row == NULL ? "" : halt->row->words;
}

enum status halt_error(const struct halt *halt, struct error *error)
{
	return error_set(error, halt->row->status, halt->row->reason, "%s", halt->row->words);
}

#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const char *const names[STATUS_COUNT] = {
	[STATUS_OK] = "OK",
	[STATUS_CANCELLED] = "CANCELLED",
	[STATUS_UNKNOWN] = "UNKNOWN",
	[STATUS_INVALID_ARGUMENT] = "INVALID_ARGUMENT",
	[STATUS_DEADLINE_EXCEEDED] = "DEADLINE_EXCEEDED",
	[STATUS_NOT_FOUND] = "NOT_FOUND",
	[STATUS_ALREADY_EXISTS] = "ALREADY_EXISTS",
	[STATUS_PERMISSION_DENIED] = "PERMISSION_DENIED",
	[STATUS_RESOURCE_EXHAUSTED] = "RESOURCE_EXHAUSTED",
	[STATUS_FAILED_PRECONDITION] = "FAILED_PRECONDITION",
	[STATUS_ABORTED] = "ABORTED",
	[STATUS_OUT_OF_RANGE] = "OUT_OF_RANGE",
	[STATUS_UNIMPLEMENTED] = "UNIMPLEMENTED",
	[STATUS_INTERNAL] = "INTERNAL",
	[STATUS_UNAVAILABLE] = "UNAVAILABLE",
	[STATUS_DATA_LOSS] = "DATA_LOSS",
	[STATUS_UNAUTHENTICATED] = "UNAUTHENTICATED",
};

static const struct {
	int number;
	enum status status;
	const char *reason;
} errno_rows[] = {
	{ ENOMEM, STATUS_RESOURCE_EXHAUSTED, "MEMORY" },
	{ ENOSPC, STATUS_RESOURCE_EXHAUSTED, "DISK_FULL" },
	{ EDQUOT, STATUS_RESOURCE_EXHAUSTED, "DISK_FULL" },
	{ EFBIG, STATUS_RESOURCE_EXHAUSTED, "DISK_FULL" },
	{ EROFS, STATUS_FAILED_PRECONDITION, "READ_ONLY" },
	{ ENOENT, STATUS_NOT_FOUND, "NO_SUCH_FILE" },
	{ ENOTDIR, STATUS_NOT_FOUND, "NO_SUCH_FILE" },
	{ EACCES, STATUS_PERMISSION_DENIED, "ACCESS" },
	{ EPERM, STATUS_PERMISSION_DENIED, "ACCESS" },
	{ EEXIST, STATUS_ALREADY_EXISTS, "FILE_EXISTS" },
};

const char *status_name(enum status status)
{
	return (unsigned)status < STATUS_COUNT ? names[status] : "UNKNOWN";
}

enum status error_set(struct error *error, enum status status, const char *reason, const char *format, ...)
{
	if (error == NULL)
		return status;
	error->status = status;
	snprintf(error->reason, sizeof error->reason, "%s", reason);
	va_list args;
	va_start(args, format);
	utf8_vprint(error->message, sizeof error->message, format, args);
	va_end(args);
	return status;
}

enum status error_set_errno(struct error *error, int number, const char *format, ...)
{
	enum status status = STATUS_UNAVAILABLE;
	const char *reason = "IO";
	for (size_t i = 0; i < sizeof errno_rows / sizeof *errno_rows; i++) {
		if (errno_rows[i].number == number) {
			status = errno_rows[i].status;
			reason = errno_rows[i].reason;
		}
	}
	if (error == NULL)
		return status;
	char what[sizeof error->message];
	va_list args;
	va_start(args, format);
	utf8_vprint(what, sizeof what, format, args);
	va_end(args);
	char words[128];
	char *text = strerror_r(number, words, sizeof words);
	return error_set(error, status, reason, "%s: %s", what, text);
}

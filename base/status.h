/* Status codes and errors.
 *
 * Every call that can fail answers an enum status, numbered as the codes on the
 * wire (google.rpc.Code), and explains itself in a struct error that the caller
 * lends. Foreign codes (errno, LMDB's, nng's) are translated once, where they
 * come in. Pure values; no threads, no ownership. */
#ifndef TRUCE_BASE_STATUS_H
#define TRUCE_BASE_STATUS_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define RARELY_CALLED __attribute__((noinline)) /* so that those that mostly do without it are short */
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

enum status {
	STATUS_OK = 0,
	STATUS_CANCELLED = 1,
	STATUS_UNKNOWN = 2,
	STATUS_INVALID_ARGUMENT = 3,
	STATUS_DEADLINE_EXCEEDED = 4,
	STATUS_NOT_FOUND = 5,
	STATUS_ALREADY_EXISTS = 6,
	STATUS_PERMISSION_DENIED = 7,
	STATUS_RESOURCE_EXHAUSTED = 8,
	STATUS_FAILED_PRECONDITION = 9,
	STATUS_ABORTED = 10,
	STATUS_OUT_OF_RANGE = 11,
	STATUS_UNIMPLEMENTED = 12,
	STATUS_INTERNAL = 13,
	STATUS_UNAVAILABLE = 14,
	STATUS_DATA_LOSS = 15,
	STATUS_UNAUTHENTICATED = 16,
	STATUS_COUNT
};

/* Why a call failed. reason is UPPER_SNAKE_CASE and constant for one cause;
 * message says what is wrong and the way out, in one or two sentences. */
struct error {
	enum status status;
	char reason[40];
	char message[472];
};

/* "NOT_FOUND"; "UNKNOWN" for a number that is no code. Static. */
const char *status_name(enum status status);

/* Fills error, which may be NULL, and answers status, so that a function can end
 * with `return error_set(...)`. A message that is too long is cut at a character
 * of UTF-8 and ends in an ellipsis. */
enum status error_set(struct error *error, enum status status, const char *reason, const char *format, ...)
	PRINTF_LIKE(4, 5);

/* The same from an errno value: ENOMEM is RESOURCE_EXHAUSTED, ENOSPC and EDQUOT
 * RESOURCE_EXHAUSTED with reason DISK_FULL, EROFS FAILED_PRECONDITION with reason
 * READ_ONLY, ENOENT NOT_FOUND, EACCES and EPERM PERMISSION_DENIED, others
 * UNAVAILABLE with reason IO. The message ends in the system's own words. */
enum status error_set_errno(struct error *error, int number, const char *format, ...) PRINTF_LIKE(3, 4);

#endif

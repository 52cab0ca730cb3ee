/* What the tests share: cmocka's headers in its order, folders that are removed,
 * and files read whole. */
#ifndef TRUCE_TESTS_SUPPORT_H
#define TRUCE_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/bytes.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Makes an empty folder for one test ("/tmp/truce-XXXXXX", or below $TMPDIR) and
 * answers its path, which the caller frees with support_remove. Fails the test. */
char *support_folder(void);

/* Removes a folder with all that is in it, and frees the path. NULL is fine. */
void support_remove(char *folder);

/* A whole file, to be freed; size may be NULL; a NUL follows the bytes. NULL where
 * it cannot be read. */
char *support_read(const char *path, size_t *size);

/* Path of a file of the shared inputs that the project does not ship, to be freed;
 * skips the test, saying so, where they are absent. */
char *support_shared(const char *path);

/* Joins printf-style; to be freed. */
char *support_text(const char *format, ...) PRINTF_LIKE(1, 2);

/* A text in base64; to be freed. */
char *support_base64(const char *text);

#endif

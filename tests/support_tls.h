/* Certificates for tests of TLS, made on the spot. */
#ifndef TRUCE_TESTS_SUPPORT_TLS_H
#define TRUCE_TESTS_SUPPORT_TLS_H

#include "tests/support.h"

/* Writes NAME.pem, which signs itself, is for localhost, 127.0.0.1 and [::1] and has the
 * common name, NAME.key, and NAME.both with the two in one file. */
void tls_certificate(const char *folder, const char *name);
/* "FOLDER/NAME.END", to be freed. */
char *tls_path(const char *folder, const char *name, const char *end);

#endif

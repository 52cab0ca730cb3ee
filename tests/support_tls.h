/* Certificates for tests of TLS, made on the spot. */
#ifndef TRUCE_TESTS_SUPPORT_TLS_H
#define TRUCE_TESTS_SUPPORT_TLS_H

#include "tests/support.h"

/* Writes NAME.pem, which signs itself, is for localhost, 127.0.0.1 and [::1] and has the
 * common name, NAME.key, and NAME.both with the two in one file. */
void tls_certificate(const char *folder, const char *name);
/* The same, valid from and to so many days from now. */
void tls_certificate_of(const char *folder, const char *name, int from, int to);
/* "FOLDER/NAME.END", to be freed. */
char *tls_path(const char *folder, const char *name, const char *end);

#endif

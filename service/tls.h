/* The server's TLS configuration, from PEM files. Any thread. */
#ifndef TRUCE_SERVICE_TLS_H
#define TRUCE_SERVICE_TLS_H

#include <nng/nng.h>
#include <nng/supplemental/tls/tls.h>

#include "base/status.h"

/* A certificate with its chain, its key, and where ca is not NULL the authorities of
 * which a client's certificate is demanded. INVALID_ARGUMENT, reason TLS_FILES, names
 * the file. To be freed with nng_tls_config_free. */
enum status tls_open(const char *cert, const char *key, const char *ca, nng_tls_config **out,
		     struct error *error) MUST_CHECK;

#endif

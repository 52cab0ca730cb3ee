/* Private to the service: who may call with which token or certificate.
 *
 * A file of lines "NAME ROLE SHA-256-OF-TOKEN", or "NAME ROLE certificate" for a client
 * certificate with that common name; empty lines and lines that begin with '#' are left
 * out. Tokens themselves are nowhere kept. Constant after opening; any thread. */
#ifndef TRUCE_SERVICE_CREDENTIALS_H
#define TRUCE_SERVICE_CREDENTIALS_H

#include "service/service.h"

struct credentials;

/* INVALID_ARGUMENT, reason INVALID_CREDENTIALS, names the line: also a second one of the same token
 * or certificate, and one of a certificate where callers are not asked for any. A path of
 * NULL gives a table without rows. */
enum status credentials_open(const char *path, bool certificates, struct credentials **out,
			     struct error *error) MUST_CHECK;
void credentials_close(struct credentials *credentials); /* NULL is fine */

/* The peer that "Bearer TOKEN" stands for, valid as long as the table; NULL where
 * it stands for none. */
const struct service_peer *credentials_find(const struct credentials *credentials, struct bytes authorization);

/* The role of a peer without a token: by its certificate, else its own. */
enum role credentials_role(const struct credentials *credentials, const struct service_peer *peer);

/* "reader", "writer", "admin", "none". */
const char *role_name(enum role role);

#endif

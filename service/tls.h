/* The server's side of TLS, over memory: what came from the network goes in, plain
 * bytes and what must be sent come out. It knows no socket.
 *
 * A struct tls is the configuration of a listener, made of PEM files; a struct
 * tls_session is one connection. TLS 1.2 and 1.3; a peer that asks by ALPN for "h2" is
 * promised it, one that asks for nothing or something else is let in without.
 *
 * Threads: a struct tls is constant, for any; a session is for one at a time. */
#ifndef TRUCE_SERVICE_TLS_H
#define TRUCE_SERVICE_TLS_H

#include "base/bytes.h"

struct tls;
struct tls_session;

/* A certificate with its chain, its key, and where ca is not NULL the authorities of
 * which a client's certificate is demanded. INVALID_ARGUMENT, reason TLS_FILES, names
 * the file. */
enum status tls_open(const char *cert, const char *key, const char *ca, struct tls **out,
		     struct error *error) MUST_CHECK;
void tls_close(struct tls *tls); /* NULL is fine */

struct tls_session *tls_session_new(struct tls *tls); /* NULL without memory */
void tls_session_free(struct tls_session *session);   /* NULL is fine */

enum tls_state {
	TLS_SHAKING, /* nothing may be put yet */
	TLS_OPEN,
	TLS_ENDED, /* by the peer, or by a fault; what is to be sent may tell of it */
};

/* Takes what came, appends what it says to plain and what must be sent to out. */
enum tls_state tls_take(struct tls_session *session, struct bytes came, struct buffer *plain, struct buffer *out);

/* Appends to out what says plain; false where the session cannot go on. */
bool tls_put(struct tls_session *session, struct bytes plain, struct buffer *out) MUST_CHECK;

/* Appends to out that nothing more comes from us. */
void tls_end(struct tls_session *session, struct buffer *out);

/* Once it is open: the subject of the peer's certificate, "CN=amal,O=Example" (RFC 2253),
 * and its one common name; "" where there is none. False where it does not fit or has
 * bytes that no name has. */
bool tls_subject(struct tls_session *session, char *subject, size_t size, char *name, size_t name_size) MUST_CHECK;

#endif

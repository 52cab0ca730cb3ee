/* TLS over memory, of both sides: what came from the network goes in, plain bytes and
 * what must be sent come out. It knows no socket.
 *
 * A struct tls is the configuration of who serves or of who calls, made of PEM files; a
 * struct tls_session is one connection. TLS 1.2 and 1.3. Who serves promises "h2" to a
 * peer that asks for it by ALPN, and lets in one that asks for nothing or something
 * else; who calls demands a certificate of the host that it called.
 *
 * Threads: a struct tls is constant, for any; a session is for one at a time. */
#ifndef TRUCE_BASE_TLS_H
#define TRUCE_BASE_TLS_H

#include "base/bytes.h"

struct tls;
struct tls_session;

/* PEM files: a certificate with its chain, its key, and authorities; NULL for none. */
struct tls_files {
	const char *cert, *key, *ca;
};

/* Who serves needs a certificate and its key; authorities are those of which a client's
 * certificate is demanded. INVALID_ARGUMENT, reason TLS_FILES, names the file. */
enum status tls_open_server(const struct tls_files *files, struct tls **out, struct error *error) MUST_CHECK;

/* Who calls trusts the authorities, the system's where there are none, and shows a
 * certificate where it has one and is asked for it; its key may stand in the same file.
 * Asks for HTTP/2 by ALPN, or for nothing. */
enum status tls_open_client(const struct tls_files *files, bool http2, struct tls **out,
			    struct error *error) MUST_CHECK;
void tls_close(struct tls *tls); /* NULL is fine */

/* host is whom a client calls, a name or an address, and NULL for who serves. NULL
 * without memory. A client's session begins when tls_take is called with nothing. */
struct tls_session *tls_session_new(struct tls *tls, const char *host);
void tls_session_free(struct tls_session *session); /* NULL is fine */

enum tls_state {
	TLS_SHAKING, /* nothing may be put yet */
	TLS_OPEN,
	TLS_ENDED, /* by the peer, or by a fault; what is to be sent may tell of it */
};

/* Takes what came, appends what it says to plain and what must be sent to out. */
enum tls_state tls_take(struct tls_session *session, struct bytes came, struct buffer *plain, struct buffer *out);

/* Why it has ended, in a few words; "" where the peer just ended it. */
const char *tls_why(const struct tls_session *session);

/* Appends to out what says plain; false where the session is not open, or cannot go on. */
bool tls_put(struct tls_session *session, struct bytes plain, struct buffer *out) MUST_CHECK;

/* Appends to out that nothing more comes from us. */
void tls_end(struct tls_session *session, struct buffer *out);

/* Once it is open: the subject of the peer's certificate, "CN=amal,O=Example" (RFC 2253),
 * and its one common name; "" where there is none. False where it does not fit or has
 * bytes that no name has. */
bool tls_subject(struct tls_session *session, char *subject, size_t size, char *name, size_t name_size) MUST_CHECK;

#endif
